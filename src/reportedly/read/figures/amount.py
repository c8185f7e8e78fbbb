"""A numeral without its approximator: digits, words and vague words, alone or times a scale, and what they are worth.

The words and their amounts are in `knowledge/data/numbers.toml`. Everything looks a fixed number of words ahead or goes on from
where it stopped, so that reading is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from reportedly.knowledge.lexicon import groups

GROUPED = r"\d{1,3}(?>(?:[,.'’\u00a0\u2009\u202f ]\d{3}(?!\d))+)|\d{1,2}(?>(?:,\d{2}(?!\d)){1,4}),\d{3}(?!\d)"
WORD = re.compile(rf"(?P<digits>{GROUPED}|\d+(?:\.\d+)?[¼½¾]?|[¼½¾])|[^\W\d_]+(?:\.[^\W\d_])?|[^\w\s]|_")
LONGEST_LITERAL = 16  # characters; longer runs of digits are identifiers, not counts
LARGEST = 10**11
FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75}
DASHES = "-–—"
QUOTES = "\"“”'‘’"


@dataclass(frozen=True, slots=True)
class Word:
    """A word, in lower case; `amount` is what a digit literal is worth."""

    text: str
    start: int
    end: int
    amount: float | None


@dataclass(frozen=True, slots=True)
class Amount:
    """The bounds of a numeral, the position of the word behind it, and the scale it ended in."""

    low: float
    high: float | None
    best: float | None
    until: int
    scale: float = 1


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words, numerals and signs of `text[start:end]`."""
    return [Word(m.group().lower(), m.start(), m.end(), _literal(m["digits"])) for m in WORD.finditer(text, start, end)]


def _literal(digits: str | None) -> float | None:
    """What a digit literal is worth: "1,600", "1.600" and "1 600" are 1600, "1.5" is one and a half."""
    if digits is None or len(digits) > LONGEST_LITERAL:
        return None
    if re.fullmatch(GROUPED, digits):
        return float(re.sub(r"\D", "", digits))
    return float(digits.rstrip("¼½¾") or 0) + FRACTIONS.get(digits[-1], 0)


def amount(words: Sequence[Word], i: int) -> Amount | None:
    """The numeral at word `i`: vague ("tens of thousands", "a number") or exact ("1.5 million", "half a dozen", "both")."""
    if i >= len(words):
        return None
    return _vague(words, i) or _number_of(words, i) or _part(words, i) or _exact(words, i)


def exactly(value: float, until: int) -> Amount:
    """One number and no other."""
    return Amount(value, value, value, until)


@dataclass(frozen=True)
class Phrases:
    """Phrases of a few words, and what each stands for; `lengths` is how many words one may have, by its first word."""

    meanings: Mapping[str, str]

    @cached_property
    def lengths(self) -> Mapping[str, int]:
        """The most words of a phrase that begins with a word."""
        found: dict[str, int] = {}
        for words in map(str.split, self.meanings):
            found[words[0]] = max(len(words), found.get(words[0], 0))
        return found


def longest(words: Sequence[Word], i: int, phrases: Phrases) -> tuple[str | None, int]:
    """The longest of some phrases at word `i`: what it stands for, and the position of the word behind it."""
    most = phrases.lengths.get(words[i].text, 0) if i < len(words) else 0
    for length in range(min(most, len(words) - i), 0, -1):
        if name := phrases.meanings.get(" ".join(w.text for w in words[i : i + length])):
            return name, i + length
    return None, i


def text_at(words: Sequence[Word], i: int) -> str:
    """The word at `i`, empty behind the last one."""
    return words[i].text if i < len(words) else ""


def _exact(words: Sequence[Word], i: int) -> Amount | None:
    whole, until = longest(words, i, same("whole"))
    if whole:
        return exactly(amounts("whole")[whole], until)
    literal = words[i].amount
    if words[i].text in ("a", "an") and i + 1 < len(words) and words[i + 1].amount in (100, 1000, 1_000_000):
        literal, i = words[i + 1].amount, i + 1
    found = _spelt(words, i) if literal is None else _scaled(words, exactly(literal, i + 1))
    return found and _and_a_part(words, found)


def _scaled(words: Sequence[Word], found: Amount, plural: bool = False) -> Amount:
    """An amount times the scales that follow it: "2.3m", "20 thousand", "several hundred", with `plural` "of thousands"."""
    while found.low <= LARGEST:  # "a million million million ..." is nothing to go on with
        i = found.until
        at = i + 1 if plural and text_at(words, i) == "of" else i
        scale = amounts("scales").get(text_at(words, at)) or (plural and amounts("plural_scales").get(text_at(words, at)))
        scale = scale or _abbreviated(words, at)
        if not scale:
            break
        high = found.high and ((found.high + 1) * scale - 1 if found.best is None else round(found.high * scale, 3))
        best = found.best and round(found.best * scale, 3)
        found = Amount(round(found.low * scale, 3), high, best, at + 1, found.scale * scale)
    return found


def _abbreviated(words: Sequence[Word], i: int) -> float | None:
    """The scale that a letter or two behind digits stand for: "10k", "1.5 bn"; "3 m" may be metres ("a wave 3 m high")."""
    if i >= len(words) or i == 0 or words[i - 1].amount is None:
        return None
    apart = words[i].start - words[i - 1].end
    if apart and (words[i].text == "k" or (words[i].text == "m" and not _counts(words, i + 1))):
        return None
    return amounts("abbreviated_scales").get(words[i].text) if apart < 2 else None


def _counts(words: Sequence[Word], i: int) -> bool:
    """Whether the word at `i` may be what "2.3 m" counts, not a direction or another measure."""
    return text_at(words, i).isalpha() and text_at(words, i) not in words_in("behind_metres")


def _spelt(words: Sequence[Word], i: int) -> Amount | None:
    """A number in words: "twenty-three", "one hundred and five", "two thousand three hundred", "a dozen"."""
    scales = amounts("scales")
    begin, total, group, room, last, below = i, 0.0, 0.0, float(LARGEST), 1.0, float(LARGEST)
    if words[i].text in ("a", "an") and text_at(words, i + 1) in scales:
        group, room, i = 1.0, 0.0, i + 1
    while i < len(words):
        text = words[i].text
        small, scale = _small().get(text), scales.get(text)
        if small is not None and small < room:
            group, room, last = group + small, 10 if small >= 20 else 0, 1
        elif scale in (12, 100) and 0 < group < 100:
            group, room, last = group * scale, 100 if scale == 100 else 0, scale
        elif scale and 100 < scale < below and group:
            total, group, room, last, below = total + group * scale, 0.0, scale, scale, scale
        elif not _links(words, i, room, group):
            break
        i += 1
    value = total + group
    return Amount(value, value, value, i, last) if i > begin else None


def _links(words: Sequence[Word], i: int, room: float, group: float) -> bool:
    """Whether a sign or "and" holds a spelt number together: "two-dozen", "a hundred and five", not "two and three"."""
    text, following = words[i].text, text_at(words, i + 1)
    if i == 0:
        return False
    if text == "-" and following in amounts("scales"):
        return 0 < group < 100
    if not 0 < _small().get(following, 0) < room:
        return False
    if text == ",":  # "two thousand, five hundred people"; "two thousand, five hundred of them children" is two numbers
        return room >= 1000 and text_at(words, i + 2) == "hundred" and text_at(words, i + 3) != "of"
    return room == 10 if text == "-" else text == "and" and words[i - 1].text in amounts("scales")


def _and_a_part(words: Sequence[Word], found: Amount) -> Amount:
    """ "One and a half million", "a million and a half"; anything else stays as it is."""
    i = found.until
    if text_at(words, i) != "and" or found.best is None:
        return found
    part, until = longest(words, i + 1 + (text_at(words, i + 1) == "a"), same("parts"))
    if part is None:
        return found
    share = amounts("parts")[part]
    if found.scale > 1:
        return replace(exactly(found.best + share * found.scale, until), scale=found.scale)
    scaled = _scaled(words, exactly(found.best + share, until))
    return scaled if scaled.scale > 1 else found


def _part(words: Sequence[Word], i: int) -> Amount | None:
    """ "Half a million", "a half dozen", "three quarters of a million"."""
    part, at = longest(words, i + (words[i].text == "a"), same("parts"))
    if part is None:
        return None
    until = at
    while text_at(words, at) in ("a", "of", "-") and at < until + 3:
        at += 1
    whole = _scaled(words, exactly(amounts("parts")[part], at))
    return whole if whole.scale > 1 else None


def _vague(words: Sequence[Word], i: int) -> Amount | None:
    """ "Dozens", "a few", "several hundred", "tens of thousands"."""
    article = words[i].text == "a" and i + 1 < len(words)
    at = i + article
    if i and words[i - 1].text in words_in("how"):
        return None
    bounds = _vague_bounds().get(words[at].text)
    if bounds is None or article != (words[at].text in groups("numbers")["vague"].values["article"]):
        return None
    return _scaled(words, Amount(*bounds, None, at + 1), plural=True)


def _number_of(words: Sequence[Word], i: int) -> Amount | None:
    """ "A number", "an unknown number", before "of"; quotation marks may stand anywhere in it."""
    if words[i].text not in ("a", "an"):
        return None
    low, at = float(groups("numbers")["number_of"].values["low"]), i + 1
    while at < len(words) and at < i + 5:
        text = words[at].text
        if text == "number":
            behind = [w.text for w in words[at + 1 : at + 3] if w.text not in QUOTES][:1]
            closed = at + 1 < len(words) and words[at + 1].text in QUOTES
            return Amount(low, None, None, at + 1 + closed) if behind == ["of"] else None
        if text in words_in("unknown_number_of"):
            low = float(groups("numbers")["unknown_number_of"].values["low"])
        elif text not in QUOTES and text not in words_in("number_of"):
            return None
        at += 1
    return None


@cache
def amounts(name: str) -> Mapping[str, float]:
    """What each word of a group of `numbers.toml` is worth."""
    group = groups("numbers")[name]
    return dict(zip(group.words, map(float, group.values["amounts"]), strict=True))


@cache
def words_in(name: str) -> frozenset[str]:
    """The words of a group of `numbers.toml`."""
    return frozenset(groups("numbers")[name].words)


@cache
def same(name: str) -> Phrases:
    """The phrases of a group of `numbers.toml`, each standing for itself."""
    return Phrases({phrase: phrase for phrase in groups("numbers")[name].words})


@cache
def _small() -> Mapping[str, float]:
    return {**amounts("units"), **amounts("tens")}


@cache
def _vague_bounds() -> Mapping[str, tuple[float, float | None]]:
    values = groups("numbers")["vague"].values
    highs = [None if high == "none" else float(high) for high in values["high"]]
    return dict(zip(groups("numbers")["vague"].words, zip(map(float, values["low"]), highs, strict=True), strict=True))
