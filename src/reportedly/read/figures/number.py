"""A grammar of numerals: "at least 43", "tens of thousands", "between 20 and 30" -> low, high, best, approximate.

It knows words and digits only, nothing of syntax: what is counted, and whether anything is, `count` decides. The bounds are those
of the reading guidelines; the words and their bounds are in `knowledge/data/numbers.toml`. Everything is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reportedly.knowledge.lexicon import groups
from reportedly.read.layers import Chars

GROUPED = r"\d{1,3}(?>(?:[,.’'\u00a0\u2009\u202f ]\d{3}(?!\d))+)|\d{1,2}(?>(?:,\d{2}(?!\d))+),\d{3}(?!\d)"
WORD = re.compile(rf"(?P<digits>{GROUPED}|\d+(?:\.\d+)?)|[^\W\d_]+(?:\.[^\W\d_])?|[^\w\s]|_")
LONGEST_LITERAL = 16  # characters; longer runs of digits are identifiers, not counts
LARGEST = 10**11
DASHES = "-–—"
QUOTES = "\"“”'‘’"
SEPARATORS = frozenset("-–.,")  # within a code or a date, when they stand behind a letter or digit
MARKED = frozenset("/:_#№")
GLUED_AFTER = frozenset("-–/:_°#№'’")
MONEY = re.compile(r"[$€£¥]\s?$")


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


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, in lower case; `amount` is what a digit literal is worth."""

    text: str
    start: int
    end: int
    amount: float | None


@dataclass(frozen=True, slots=True)
class _Amount:
    """A numeral without its approximator: its bounds, the position of the word behind it, and the scale it ended in."""

    low: float
    high: float | None
    best: float | None
    until: int
    scale: float = 1


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
    words = [
        _Word(m.group().lower(), m.start(), m.end(), _literal(m["digits"]))
        for m in WORD.finditer(text, start, len(text) if end is None else end)
    ]
    i = 0
    while i < len(words):
        number, until = _phrase(words, i) if words[i].amount is not None or words[i].text in _starters() else (None, i)
        if number is not None and not _is_code(text, words, number, until):
            yield number
        elif number is not None and until < len(words) and words[until].text == "in":  # "one in ten": neither is a count
            until += 2
        i = max(until, i + 1)


def _literal(digits: str | None) -> float | None:
    """What a digit literal is worth: "1,600", "1.600" and "1 600" are 1600, "1.5" is one and a half."""
    if digits is None or len(digits) > LONGEST_LITERAL:
        return None
    grouped = re.fullmatch(GROUPED, digits)
    return float(re.sub(r"\D", "", digits) if grouped else digits)


def _is_code(text: str, words: Sequence[_Word], number: Number, until: int) -> bool:
    """Whether the numeral is part of something else: "F-16", "$300", "12:30", "4-year-old", "1st", "two thirds", "one in ten"."""
    start, end = number.core
    if text[start].isdigit() and (_joined_before(text, start) or text[end : end + 1].isalpha()):
        return True
    if text[end : end + 1] in GLUED_AFTER and text[end + 1 : end + 2].isalnum():
        return not text.startswith(("strong", "odd", "plus", "some"), end + 1)
    return until < len(words) and _no_count(words, until)


def _joined_before(text: str, start: int) -> bool:
    """Whether digits continue what stands before them: a code, a date, a decimal, a sum of money."""
    before, further = text[max(0, start - 1) : start], text[max(0, start - 2) : start - 1]
    inside = before in SEPARATORS and further.isalnum()
    return before.isalpha() or inside or before in MARKED or MONEY.search(further + before) is not None


def _no_count(words: Sequence[_Word], i: int) -> bool:
    """Whether the word at `i` makes of the numeral before it a share, an age, a clock time or money."""
    word, following = words[i], words[i + 1] if i + 1 < len(words) else None
    if word.text == "in" and following:  # "one in ten", but "12 in the north" and "300 in 1994"
        return following.text in ("every", *_amounts("units")) or following.amount in (5, 10, 20, 100)
    return word.text in _set("no_count") or (following is not None and f"{word.text} {following.text}" in _set("no_count"))


def _phrase(words: Sequence[_Word], i: int) -> tuple[Number | None, int]:
    """The numeral phrase that begins at word `i`, and the position of the word behind it."""
    bound, at = _longest(words, i, _bounds("words"))
    second, at = _longest(words, at, _bounds("words")) if bound else (None, at)
    amount = _between(words, at) or _range(words, at)
    if amount is None and bound:
        filler, at = _longest(words, at, {w: w for w in groups("numbers")["fillers"].words})
        amount = _range(words, at) if filler else None
    if amount is None or amount.low > LARGEST or (amount.best or 0) % 1:
        return None, i
    after, until = _after(words, amount.until)
    core = words[at].start, words[amount.until - 1].end
    high, best = (None if a is None else int(a) for a in (amount.high, amount.best))
    number = Number(words[i].start, words[until - 1].end, int(amount.low), high, best, False, core)
    return _bounded(number, {bound, second, after}), until


def _bounded(number: Number, bounds: set[str | None]) -> Number:
    """The number between the bounds that its approximators set."""
    n = replace(number, approximate="about" in bounds)
    top = n.high if n.best is None else n.best
    if "fewer" in bounds:
        return replace(n, low=0, high=None if top is None else max(top - 1, 0), best=None)
    if "up_to" in bounds:
        return replace(n, low=0, high=top)
    return replace(n, high=None) if "at_least" in bounds else n


def _after(words: Sequence[_Word], i: int) -> tuple[str | None, int]:
    """The approximator behind a numeral ("or more", "-odd", "+"), and the position of the word behind it."""
    if i >= len(words) or words[i].text != "+":
        glued = i + 1 < len(words) and words[i].text in DASHES and words[i].end == words[i + 1].start
        bound, until = _longest(words, i + glued, _bounds("after"))
        return bound, until if bound else i
    return "at_least", i + 1


def _between(words: Sequence[_Word], i: int) -> _Amount | None:
    """A range of the form "between 20 and 30". "From 61 to 64" is two numbers, for so tolls rise."""
    low = _amount(words, i + 1) if i < len(words) and words[i].text == "between" else None
    linked = low is not None and low.until < len(words) and words[low.until].text == "and"
    return _spanning(low, _amount(words, low.until + 1)) if low and linked else None


def _range(words: Sequence[_Word], i: int) -> _Amount | None:
    """An amount, or a range of the form "20 to 30", "3,000-4,000", "two or three"."""
    low = _amount(words, i)
    if low is None or low.until >= len(words):
        return low
    link = words[low.until].text
    risen = link == "to" and i > 0 and words[i - 1].text == "from"
    return low if risen or link not in ("to", "or", *DASHES) else _spanning(low, _amount(words, low.until + 1)) or low


def _spanning(low: _Amount, high: _Amount | None) -> _Amount | None:
    """The range between two exact amounts; a scale said once is meant twice ("3 to 4 million")."""
    if high is None or high.best is None or low.best is None:
        return None
    begin = low.best * high.scale if low.scale == 1 and low.best < high.best / high.scale else low.best
    return _Amount(begin, high.best, None, high.until) if begin < high.best else None


def _amount(words: Sequence[_Word], i: int) -> _Amount | None:
    """The numeral at word `i`: vague ("tens of thousands", "a number") or exact ("1.5 million", "half a dozen", "both")."""
    if i >= len(words):
        return None
    return _vague(words, i) or _number_of(words, i) or _part(words, i) or _exact(words, i)


def _exactly(value: float, until: int) -> _Amount:
    return _Amount(value, value, value, until)


def _exact(words: Sequence[_Word], i: int) -> _Amount | None:
    text, literal = words[i].text, words[i].amount
    if text in _amounts("whole"):
        nobody = text == "no" and i + 1 < len(words) and words[i + 1].text == "one"
        return _exactly(_amounts("whole")[text], i + 1 + nobody)
    article = text in ("a", "an") and i + 1 < len(words)
    if article and words[i + 1].amount in (100, 1000, 1_000_000):
        literal, i = words[i + 1].amount, i + 1
    if literal is None:
        found = _spelt(words, i)
        return _and_a_half(words, found) if found else None
    return _scaled(words, _exactly(literal, i + 1))


def _scaled(words: Sequence[_Word], amount: _Amount, plural: bool = False) -> _Amount:
    """An amount times the scales that follow it: "2.3m", "20 thousand", "several hundred", with `plural` "of thousands"."""
    i = amount.until
    at = i + 1 if plural and i < len(words) and words[i].text == "of" else i
    text = words[at].text if at < len(words) else ""
    glued = at < len(words) and words[at].start == words[at - 1].end and words[at - 1].amount is not None
    scale = _amounts("scales").get(text) or (plural and _amounts("plural_scales").get(text))
    scale = scale or (glued and _amounts("abbreviated_scales").get(text))
    if not scale:
        return amount
    high = amount.high and ((amount.high + 1) * scale - 1 if amount.best is None else round(amount.high * scale, 3))
    best = amount.best and round(amount.best * scale, 3)
    return _scaled(words, _Amount(round(amount.low * scale, 3), high, best, at + 1, amount.scale * scale), plural)


def _spelt(words: Sequence[_Word], i: int) -> _Amount | None:
    """A number in words: "twenty-three", "one hundred and five", "two thousand three hundred", "a dozen"."""
    scales = _amounts("scales")
    begin, total, group, room, last = i, 0.0, 0.0, float(LARGEST), 1.0
    if words[i].text in ("a", "an") and i + 1 < len(words) and words[i + 1].text in scales:
        group, room, i = 1.0, 0.0, i + 1
    while i < len(words):
        text = words[i].text
        small, scale = _small().get(text), scales.get(text)
        if small is not None and small < room:
            group, room, last = group + small, 10 if small >= 20 else 0, 1
        elif scale in (12, 100) and 0 < group < 100:
            group, room, last = group * scale, 100 if scale == 100 else 0, scale
        elif scale and scale > 100 and group:
            total, group, room, last = total + group * scale, 0.0, scale, scale
        elif not _links(words, i, room):
            break
        i += 1
    amount = total + group
    return _Amount(amount, amount, amount, i, last) if i > begin else None


def _links(words: Sequence[_Word], i: int, room: float) -> bool:
    """Whether a hyphen or "and" holds a spelt number together: "twenty-three", "a hundred and five", not "two and three"."""
    following = _small().get(words[i + 1].text) if i + 1 < len(words) else None
    if following is None or not 0 < following < room or i == 0:
        return False
    return words[i].text == "-" if room == 10 else words[i].text == "and" and words[i - 1].text in _amounts("scales")


def _and_a_half(words: Sequence[_Word], amount: _Amount) -> _Amount:
    i = amount.until
    if [w.text for w in words[i : i + 3]] != ["and", "a", "half"]:
        return amount
    scaled = _scaled(words, _exactly(amount.low + 0.5, i + 3))
    return scaled if scaled.scale > 1 else amount


def _part(words: Sequence[_Word], i: int) -> _Amount | None:
    """ "Half a million", "a half dozen", "a quarter of a million"."""
    at = i + (words[i].text == "a")
    share = _amounts("parts").get(words[at].text) if at < len(words) else None
    if share is None:
        return None
    at += 1
    while at < len(words) and words[at].text in ("a", "of", "-") and at < i + 5:
        at += 1
    whole = _scaled(words, _exactly(share, at))
    return whole if whole.scale > 1 else None


def _vague(words: Sequence[_Word], i: int) -> _Amount | None:
    """ "Dozens", "a few", "several hundred", "tens of thousands"."""
    article = words[i].text == "a" and i + 1 < len(words)
    at = i + article
    if i and words[i - 1].text in _set("how"):
        return None
    bounds = _vague_bounds().get(words[at].text)
    if bounds is None or article != (words[at].text in groups("numbers")["vague"].values["article"]):
        return None
    return _scaled(words, _Amount(*bounds, None, at + 1), plural=True)


def _number_of(words: Sequence[_Word], i: int) -> _Amount | None:
    """ "A number", "an unknown number", before "of"; quotation marks may stand anywhere in it."""
    if words[i].text not in ("a", "an"):
        return None
    low, at = float(groups("numbers")["number_of"].values["low"]), i + 1
    while at < len(words) and at < i + 5:
        text = words[at].text
        if text == "number":
            behind = [w.text for w in words[at + 1 : at + 3] if w.text not in QUOTES][:1]
            closed = at + 1 < len(words) and words[at + 1].text in QUOTES
            return _Amount(low, None, None, at + 1 + closed) if behind == ["of"] else None
        if text in _set("unknown_number_of"):
            low = float(groups("numbers")["unknown_number_of"].values["low"])
        elif text not in QUOTES and text not in _set("number_of"):
            return None
        at += 1
    return None


def _longest(words: Sequence[_Word], i: int, phrases: Mapping[str, str]) -> tuple[str | None, int]:
    """The longest of some phrases at word `i`: what it stands for, and the position of the word behind it."""
    for length in range(min(5, len(words) - i), 0, -1):
        if name := phrases.get(" ".join(w.text for w in words[i : i + length])):
            return name, i + length
    return None, i


@cache
def _bounds(place: str) -> Mapping[str, str]:
    """Approximators and the bound they set: those before a numeral ("words") or behind it ("after")."""
    named = {name: groups("numbers")[name] for name in ("at_least", "up_to", "fewer", "about")}
    return {w: name for name, group in named.items() for w in (group.words if place == "words" else group.values["after"])}


@cache
def _amounts(name: str) -> Mapping[str, float]:
    group = groups("numbers")[name]
    return dict(zip(group.words, map(float, group.values["amounts"]), strict=True))


@cache
def _starters() -> frozenset[str]:
    """Every word that a numeral phrase may begin with: a quick look that spares the grammar most words."""
    spelt = {word for name in ("units", "tens", "whole", "parts", "vague") for word in _set(name)}
    return frozenset({"a", "an", "between", *spelt, *(bound.split()[0] for bound in _bounds("words"))})


@cache
def _small() -> Mapping[str, float]:
    return {**_amounts("units"), **_amounts("tens")}


@cache
def _vague_bounds() -> Mapping[str, tuple[float, float | None]]:
    values = groups("numbers")["vague"].values
    highs = [None if high == "none" else float(high) for high in values["high"]]
    return dict(zip(groups("numbers")["vague"].words, zip(map(float, values["low"]), highs, strict=True), strict=True))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(groups("numbers")[name].words)
