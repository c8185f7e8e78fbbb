"""The words, numbers and marks of a text, each with its kind and what it counts for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reportedly.knowledge.lexicon import groups
from reportedly.read.layers import Parse

LEXEME = r"""
    (?P<decade>(?<![\d,.])(?:1[0-9]|20)\d0['’]?s\b|['’][2-9]0s\b)
  | (?=\d)(?:
      (?P<iso>(?<![\d-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\d-]))
    | (?P<slash>(?<![\d/.])\d{1,2}(?:/\d{1,2}/|\.\d{1,2}\.)(?:19|20)\d\d(?![\d/]))
    | (?P<years>(?<![\d/.–-])(?:19|20)\d\d[-–/]\d\d(?![\d/–-]))
    | (?P<clock>(?<![\d:.])[0-2]?\d(?::[0-5]\d(?!\d|:\d)|\.[0-5]\d(?=\s?[ap]\.?m\b)))
    | (?P<fraction>(?<![\d/])[1-9]/[2-9](?![\d/]))
    | (?P<nth>(?<!\d)\d{1,2}(?:st|nd|rd|th)\b)
    | (?P<number>(?<!\d)\d+(?:,\d{3})*(?:\.\d+)?)
    )
  | (?=[^\W\d_])(?:
      (?P<ampm>(?<=[\d\s])[ap](?:\.\s?m\b\.?|m\b))
    | (?P<oclock>\bo['’]clock\b)
    | (?P<holiday>\b(?:HOLIDAYS)\b)
    | (?P<word>[^\W\d_]+)
    )
  | (?P<mark>[^\w\s]{3,}|[^\w\s]|_+)
"""

MARKS = {",": "comma", ".": "dot", "-": "dash", "–": "dash", "‑": "dash", "'": "apostrophe", "’": "apostrophe"}
NUMBERS = ("iso", "slash", "years", "clock", "decade", "fraction", "nth", "ampm", "oclock", "day", "year", "number")
PLAIN = (
    "the", "of", "in", "into", "on", "at", "to", "or", "and", "from", "s", "long", "more", "less", "no", "than", "least", "up",
    "over", "near", "period", "between", "through", "until", "till",
)  # fmt: skip
KINDS = (*dict.fromkeys(MARKS.values()), *NUMBERS, *PLAIN, *groups("dates"), "other")

LIKE_OTHER_WORDS = frozenset({"may", "march", "mar", "sun", "sat", "wed", "april", "june", "august", "jan"})


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word, number or mark, with its kind (a group of dates.toml, or one of ours) and what it counts for."""

    start: int
    end: int
    kind: str
    word: str
    means: int | str


def lexemes(parse: Parse) -> Iterator[Lexeme]:
    """The lexemes of each paragraph, and after each one of no width, so that no expression runs on into the next."""
    for start, end in parse.paragraphs:
        for m in _lexer().finditer(parse.text, start, end):
            word = m.group().lower()
            kind, means = _known(word, m.lastgroup or "mark")
            if word in LIKE_OTHER_WORDS and not _names_date(parse, m.start(), m.end()):
                kind = "other"
            yield Lexeme(m.start(), m.end(), kind, word, means)
        yield Lexeme(end, end, "other", "", "")


def number(word: Lexeme | None) -> int:
    """What a lexeme counts for: 7 of "7", "7th" and "seventh"; 0 of nothing."""
    if word is None:
        return 0
    return word.means if isinstance(word.means, int) else int(word.word.rstrip("stndrh"))


def _known(word: str, group: str) -> tuple[str, int | str]:
    """The kind and the meaning of a word that the lexer put into a group."""
    if group == "number" and word.isdecimal() and len(word) < 5:
        value = int(word)
        kind = "year" if 1900 <= value <= 2100 and len(word) == 4 else "day" if 0 < value < 32 else "number"
        return kind, value
    if group == "mark":
        return MARKS.get(word, "other"), ""
    if group == "word":
        return _vocabulary().get(word, ("other", ""))
    return group, _vocabulary()[" ".join(word.replace("’", "'").split())][1] if group == "holiday" else word


def _names_date(parse: Parse, start: int, end: int) -> bool:
    """Whether "May", "March", "Sun" ... is a date: with a capital, and just before a number or a name, though no person's."""
    if not parse.text[start].isupper():
        return False
    span = parse.doc.char_span(start, end, alignment_mode="expand")
    name = span is not None and span[0].tag_ in ("NNP", "NNPS") and span[0].ent_type_ != "PERSON"
    return name or parse.text[end : end + 3].lstrip(". ")[:1].isdigit()


@cache
def _lexer() -> re.Pattern[str]:
    longest_first = sorted(groups("dates")["holiday"].words, key=len, reverse=True)  # "Christmas Eve" before "Christmas"
    holidays = "|".join(longest_first).replace("'", "['’]").replace(" ", r"\s")
    return re.compile(LEXEME.replace("HOLIDAYS", holidays), re.VERBOSE | re.IGNORECASE)


@cache
def _vocabulary() -> dict[str, tuple[str, int | str]]:
    """The kind and the meaning of every word that we know."""
    words: dict[str, tuple[str, int | str]] = {word: (word, "") for word in PLAIN}
    for kind, group in groups("dates").items():
        meanings = group.values.get("means", group.words)
        words.update({word: (kind, means) for word, means in zip(group.words, meanings, strict=True)})
    return words
