"""Numerals: what a phrase is worth, where it stands in a text, and what looks like one and is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.knowledge.lexicon import Group, groups
from reportedly.read.figures.number import numbers, read

WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def bounds(phrase: str) -> tuple[int, int | None, int | None, bool]:
    number = read(phrase)
    assert number is not None, f"{phrase!r} is no number"
    return number.low, number.high, number.best, number.approximate


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("7", 7),
        ("1,600", 1600),
        ("1 600", 1600),
        ("12\u00a0000", 12000),
        ("1.600", 1600),
        ("1’250", 1250),
        ("1,00,000", 100000),
        ("12,300,450", 12300450),
        ("twenty-three", 23),
        ("Ninety nine", 99),
        ("one hundred and five", 105),
        ("two thousand three hundred and five", 2305),
        ("three hundred thousand", 300000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("half a million", 500000),
        ("a quarter of a million", 250000),
        ("one and a half million", 1500000),
        ("1.5 million", 1500000),
        ("2.3m", 2300000),
        ("20k", 20000),
        ("1.2 lakh", 120000),
        ("a 100", 100),
        ("a hundred thousand", 100000),
        ("both", 2),
        ("no", 0),
        ("no one", 0),
    ],
)
def test_exact(phrase: str, value: int) -> None:
    assert bounds(phrase) == (value, value, value, False)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("at least two", (2, None, 2, False)),
        ("over 300", (300, None, 300, False)),
        ("more than a dozen", (12, None, 12, False)),
        ("no fewer than 12", (12, None, 12, False)),
        ("at least another 20", (20, None, 20, False)),
        ("200 or more", (200, None, 200, False)),
        ("200-plus", (200, None, 200, False)),
        ("200+", (200, None, 200, False)),
        ("up to 80", (0, 80, 80, False)),
        ("as many as forty", (0, 40, 40, False)),
        ("up to a 100", (0, 100, 100, False)),
        ("fewer than 50", (0, 49, None, False)),
        ("about 300", (300, 300, 300, True)),
        ("some 4,000", (4000, 4000, 4000, True)),
        ("nearly 200", (200, 200, 200, True)),
        ("an estimated 3.5 million", (3500000, 3500000, 3500000, True)),
        ("a hundred or so", (100, 100, 100, True)),
        ("20-odd", (20, 20, 20, True)),
        ("at least some 90", (90, None, 90, True)),
    ],
)
def test_approximators_set_bounds(phrase: str, expected: tuple[int, int | None, int | None, bool]) -> None:
    assert bounds(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("between 20 and 30", 20, 30),
        ("20 to 30", 20, 30),
        ("3,000-4,000", 3000, 4000),
        ("3 to 4 million", 3000000, 4000000),
        ("1 to 200", 1, 200),
        ("two or three", 2, 3),
        ("several", 3, 9),
        ("a few", 3, 9),
        ("dozens", 24, None),
        ("scores", 40, None),
        ("hundreds", 200, 999),
        ("thousands", 2000, 9999),
        ("tens of thousands", 20000, 99999),
        ("hundreds of thousands", 200000, 999999),
        ("several hundred", 300, 999),
        ("a couple of hundred", 200, 399),
        ("many", 3, None),
    ],
)
def test_ranges_and_vague_words_have_no_best(phrase: str, low: int, high: int | None) -> None:
    assert bounds(phrase) == (low, high, None, False)


@pytest.mark.parametrize(
    ("text", "span", "low"), [("a number of nurses", "a number", 2), ('an "unknown number" of nurses', 'an "unknown number"', 0)]
)
def test_numbers_that_are_not_told(text: str, span: str, low: int) -> None:
    (number,) = numbers(text)
    assert (text[number.start : number.end], number.low, number.high, number.best) == (span, low, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "an F-16 jet",
        "$300 in cash",
        "US$ 3 million",
        "at 12:30",
        "a 4-year-old girl",
        "on the 1st",
        "two thirds of it",
        "one in ten",
        "30 percent",
        "a 7.62mm rifle",
        "the 1990s",
        "on 2006-12-18",
        "a two-day visit",
        "few of them",
        "nobody but him",
        "a wave 3 m high",
        "1.35 a head",
    ],
)
def test_what_only_looks_like_a_count(text: str) -> None:
    assert list(numbers(text)) == []


def test_the_span_has_the_approximator_and_the_core_has_not() -> None:
    text = "Rescuers said at least 43 miners and some 20 guards were below."
    assert [text[n.start : n.end] for n in numbers(text)] == ["at least 43", "some 20"]
    assert [text[slice(*n.core)] for n in numbers(text)] == ["43", "20"]


def test_a_rising_toll_is_two_numbers() -> None:
    assert [n.best for n in numbers("The toll rose from 61 to 64.")] == [61, 64]


def test_from_and_to_are_a_range_where_nothing_changes() -> None:
    (number,) = numbers("The blast killed from 20 to 30 people.")
    assert (number.low, number.high, number.core) == (20, 30, (22, 30))
    assert [n.best for n in numbers("They cut the toll from 30 to 40 dead.")] == [30, 40]


def test_a_strong_force_is_counted() -> None:
    assert [n.best for n in numbers("a 200-strong crowd")] == [200]


def test_only_a_whole_phrase_is_read() -> None:
    assert read("12 people") is None
    assert read("at least") is None
    assert read("") is None


@given(st.integers(0, 10**9))
def test_digits_are_worth_themselves(value: int) -> None:
    assert bounds(f"{value:,}") == bounds(f"{value:,}".replace(",", "\u202f")) == (value, value, value, False)


@given(st.integers(20, 99), st.integers(1, 9))
def test_words_are_worth_their_digits(value: int, hundreds: int) -> None:
    tens, unit = divmod(value, 10)
    spelt = TENS[tens - 2] + (f"-{WORDS[unit]}" if unit else "")
    assert bounds(spelt)[2] == value
    assert bounds(f"{WORDS[hundreds]} hundred and {spelt}")[2] == 100 * hundreds + value


@given(st.text(max_size=80))
def test_spans_are_in_order_and_hold_their_core(text: str) -> None:
    found = list(numbers(text))
    assert all(0 <= n.start <= n.core[0] < n.core[1] <= n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(
    st.lists(
        st.sampled_from(
            ["at least", "about", "up to", "a", "dozens", "of", "half", "12", "3,000", "million", "to", "and", "-", "no"]
        ),
        max_size=12,
    )
)
def test_bounds_hold_the_best(words: list[str]) -> None:
    for number in numbers(" ".join(words)):
        assert number.low <= (number.high if number.high is not None else number.low)
        assert number.best is None or number.low <= number.best <= (number.high if number.high is not None else number.best)


@pytest.mark.parametrize(
    "unit", ["9", "1,", "1,000", "twenty-", "at least a total of ", "half a ", "an unknown large ", "a number "]
)
def test_long_nonsense_is_read(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert all(0 <= n.start < n.end <= len(text) for n in numbers(text))


@pytest.mark.parametrize("group", groups("numbers").values(), ids=lambda group: str(group.name))
def test_every_group_has_its_example(group: Group) -> None:
    assert any(word in group.example.lower() for word in group.words)
    assert bool(list(numbers(group.example))) == (group.name not in ("no_count", "how"))
