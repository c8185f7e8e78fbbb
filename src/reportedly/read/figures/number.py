"""A grammar of numerals: "at least 43", "tens of thousands", "between 20 and 30" -> low, high, best, approximate.

It knows words and digits only, nothing of syntax: what is counted, and whether anything is, `count` decides. The bounds are those
of the reading guidelines; the words and their bounds are in `knowledge/data/numbers.toml`. Everything is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.amount import (
    DASHES,
    LARGEST,
    QUOTES,
    Amount,
    Phrases,
    Word,
    amount,
    amounts,
    longest,
    same,
    text_at,
    words_in,
    words_of,
)
from reportedly.read.layers import Chars

SEPARATORS = frozenset("-–.,")  # within a code or a date, when they stand behind a letter or digit
MARKED = frozenset("/:_#№")
GLUED_AFTER = frozenset("-–/:_°#№'’")
MONEY = re.compile(r"[$€£¥]\s?$")
CHANGE = 8  # words before "from" within which something may be said to rise or fall


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral phrase at `start:end`, its bare numeral at `core`. `high` None is open, `best` None is not given by the text."""

    start: int
    end: int
    low: int
    high: int | None
    best: int | None
    approximate: bool = False
    core: Chars = (0, 0)


def read(phrase: str) -> Number | None:
    """The number that a phrase states when it is a numeral phrase and nothing else.

    >>> read("at least two")
    Number(start=0, end=12, low=2, high=None, best=2, approximate=False, core=(9, 12))
    """
    found = next(numbers(phrase), None)
    bare = QUOTES + " "
    return found if found and not (phrase[: found.start] + phrase[found.end :]).strip(bare) else None


def numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """The numeral phrases of `text[start:end]`, in order and apart. Money, shares, codes, scores and clock times are left out."""
    words = words_of(text, start, len(text) if end is None else end)
    i = 0
    while i < len(words):
        number, until = _phrase(words, i) if words[i].amount is not None or words[i].text in _starters() else (None, i)
        if number is not None and not _is_outdone(words, i, until) and not _is_code(text, words, number, until):
            yield number
        elif number is not None and text_at(words, until) == "in":  # "one in ten": neither is a count
            until += 2
        i = max(until, i + 1)


def _is_code(text: str, words: Sequence[Word], number: Number, until: int) -> bool:
    """Whether the numeral is part of something else: "F-16", "$300", "12:30", "4-year-old", "1st", "two thirds", "one in ten"."""
    start, end = number.core
    if text[start].isdigit() and (_joined_before(text, start) or text[end : end + 1].isalpha()):
        return True
    if text[end : end + 1] in GLUED_AFTER and text[end + 1 : end + 2].isalnum():
        return not text.startswith(("strong", "odd", "plus", "some"), end + 1)
    return until < len(words) and _no_count(words, until)


def _is_outdone(words: Sequence[Word], i: int, until: int) -> bool:
    """Whether a numeral is only named to be put right: the one of "not one but two guards"."""
    at = until + (text_at(words, until) == ",")
    denied = words[i].text == "not" or (i > 0 and words[i - 1].text == "not")
    return denied and text_at(words, at) == "but" and amount(words, at + 1) is not None


def _joined_before(text: str, start: int) -> bool:
    """Whether digits continue what stands before them: a code, a date, a decimal, a sum of money."""
    before, further = text[max(0, start - 1) : start], text[max(0, start - 2) : start - 1]
    inside = before in SEPARATORS and further.isalnum()
    return before.isalpha() or inside or before in MARKED or MONEY.search(further + before) is not None


def _no_count(words: Sequence[Word], i: int) -> bool:
    """Whether the word at `i` makes of the numeral before it a share, an age, a clock time or money."""
    word, following = words[i], words[i + 1] if i + 1 < len(words) else None
    if word.text == "in" and following:  # "one in ten", but "12 in the north" and "300 in 1994"
        return following.text in ("every", *amounts("units")) or following.amount in (5, 10, 20, 100)
    return word.text in words_in("no_count") or (
        following is not None and f"{word.text} {following.text}" in words_in("no_count")
    )


def _phrase(words: Sequence[Word], i: int) -> tuple[Number | None, int]:
    """The numeral phrase that begins at word `i`, and the position of the word behind it."""
    bound, at = _bound(words, i)
    second, at = _bound(words, at) if bound else (None, at)
    inner, found = _between(words, at)
    if found is None:
        found, at = _from(words, at)
    found = found or _range(words, at)
    if found is None and bound:
        filler, at = longest(words, at, same("fillers"))
        found = _range(words, at) if filler else None
    if found is None or found.low > LARGEST or (found.best or 0) % 1:
        return None, i
    after, until = _after(words, found.until)
    core = words[at].start, words[found.until - 1].end
    high, best = (None if a is None else int(a) for a in (found.high, found.best))
    number = Number(words[i].start, words[until - 1].end, int(found.low), high, best, False, core)
    return _bounded(number, {bound, second, inner, after}), until


def _bounded(number: Number, bounds: set[str | None]) -> Number:
    """The number between the bounds that its approximators set."""
    n = replace(number, approximate="about" in bounds)
    top = n.high if n.best is None else n.best
    if "fewer" in bounds:
        return replace(n, low=0, high=None if top is None else max(top - 1, 0), best=None)
    if "up_to" in bounds:
        return replace(n, low=0, high=top)
    return replace(n, high=None) if "at_least" in bounds else n


def _bound(words: Sequence[Word], i: int) -> tuple[str | None, int]:
    """The approximator at word `i` ("at least", "well under", "some"), and the position of the word behind it."""
    bound, at = longest(words, i, _bounds("words"))
    if bound:
        return bound, at
    degree, at = longest(words, i, same("degrees"))
    bound, at = longest(words, at, _bounds("words")) if degree else (None, i)
    return (bound, at) if bound in ("at_least", "fewer") else (None, i)


def _after(words: Sequence[Word], i: int) -> tuple[str | None, int]:
    """The approximator behind a numeral ("or more", "-odd", "+"), and the position of the word behind it."""
    if text_at(words, i) != "+":
        glued = i + 1 < len(words) and words[i].text in DASHES and words[i].end == words[i + 1].start
        bound, until = longest(words, i + glued, _bounds("after"))
        return bound, until if bound else i
    return "at_least", i + 1


def _between(words: Sequence[Word], i: int) -> tuple[str | None, Amount | None]:
    """A range of the form "between 20 and 30", and the approximator within it ("between about 20 and 30")."""
    between, at = longest(words, i, same("between"))
    if between is None:
        return None, None
    inner, at = _bound(words, at)
    low = amount(words, at)
    linked = low is not None and text_at(words, low.until) == "and"
    return inner, _spanning(low, amount(words, low.until + 1)) if low and linked else None


def _from(words: Sequence[Word], i: int) -> tuple[Amount | None, int]:
    """A range of the form "from 20 to 30 people", and where its numeral begins.

    When "tolls rise from 61 to 64", or nothing is counted, it is two numbers.
    """
    begun, at = longest(words, i, same("from"))
    low = amount(words, at) if begun else None
    if low is None or text_at(words, low.until) != "to":
        return None, i
    found = _spanning(low, amount(words, low.until + 1))
    changed = any(w.text in words_in("changing") for w in words[max(0, i - CHANGE) : i])
    return (found, at) if found and not changed and text_at(words, found.until).isalpha() else (None, i)


def _range(words: Sequence[Word], i: int) -> Amount | None:
    """An amount, or a range of the form "20 to 30", "3,000-4,000", "two or three"."""
    low = amount(words, i)
    if low is None or low.until >= len(words):
        return low
    risen = i > 0 and words[i - 1].text == "from" and words[low.until].text == "to"
    at = None if risen else _link(words, low.until)
    return low if at is None else _spanning(low, amount(words, at)) or low


def _link(words: Sequence[Word], i: int) -> int | None:
    """The position behind what links the ends of a range at word `i`: "to", "or", a dash, "-to-"."""
    dash = words[i].text in DASHES
    if text_at(words, i + dash) not in ("to", "or"):
        return i + 1 if dash else None
    at = i + dash + 1
    return at + (text_at(words, at) != "" and words[at].text in DASHES)


def _spanning(low: Amount, high: Amount | None) -> Amount | None:
    """The range between two exact amounts; a scale said once is meant twice ("3 to 4 million")."""
    if high is None or high.best is None or low.best is None:
        return None
    begin = low.best * high.scale if low.scale == 1 and low.best < high.best / high.scale else low.best
    return Amount(begin, high.best, None, high.until) if begin < high.best else None


@cache
def _bounds(place: str) -> Phrases:
    """Approximators and the bound they set: those before a numeral ("words") or behind it ("after")."""
    named = {name: groups("numbers")[name] for name in ("at_least", "up_to", "fewer", "about")}
    placed = {name: group.words if place == "words" else group.values["after"] for name, group in named.items()}
    return Phrases({phrase: name for name, phrases in placed.items() for phrase in phrases})


@cache
def _starters() -> frozenset[str]:
    """Every word that a numeral phrase may begin with: a quick look that spares the grammar most words."""
    spelt = {word for name in ("units", "tens", "vague") for word in words_in(name)}
    phrases = {p for name in ("whole", "parts", "between", "from", "degrees") for p in words_in(name)}
    return frozenset({"a", "an", *spelt, *(phrase.split()[0] for phrase in (*phrases, *_bounds("words").meanings))})
