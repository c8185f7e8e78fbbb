"""Dates: what stands where, what it means, and which way its verb points. Published on Wednesday 2 March 2022 unless said."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.knowledge.lexicon import Group, groups
from reportedly.read.date import date
from reportedly.read.layers import Time
from reportedly.read.parse import parse
from reportedly.read.timex import calendar

WEDNESDAY = dt.date(2022, 3, 2)


def times(text: str, published: dt.date | None = WEDNESDAY) -> tuple[Time, ...]:
    return date(parse(text), published)


def read(text: str, published: dt.date | None = WEDNESDAY) -> list[tuple[str, str]]:
    return [(text[t.start : t.end], t.value) for t in times(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The two sides met on Friday.", [("Friday", "2022-02-25")]),
        ("The two sides will meet on Friday.", [("Friday", "2022-03-04")]),
        ("The loan is due on Monday.", [("Monday", "2022-03-07")]),
        ("Talks scheduled for Monday were called off.", [("Monday", "2022-03-07")]),
        ("He said on Tuesday that they would leave on Saturday.", [("Tuesday", "2022-03-01"), ("Saturday", "2022-03-05")]),
        ("The convoy may have left on Sunday.", [("Sunday", "2022-02-27")]),
        ("The police will investigate Friday's attack.", [("Friday", "2022-02-25")]),
        ("The mayor spoke on Wednesday.", [("Wednesday", "2022-03-02")]),
        ("They parted last Friday and meet again next Friday.", [("last Friday", "2022-02-25"), ("next Friday", "2022-03-04")]),
        ("The army will withdraw in April, he said in January.", [("April", "2022-04"), ("January", "2022-01")]),
        ("It was announced Friday by the man who will lead it.", [("Friday", "2022-02-25")]),
    ],
)
def test_the_governing_verb_decides_past_or_future(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam opened on Dec. 6, 2005.", [("Dec. 6, 2005", "2005-12-06")]),
        ("The dam opened on 6 December 2005.", [("6 December 2005", "2005-12-06")]),
        ("The dam opened on the 3rd of March 2005.", [("the 3rd of March 2005", "2005-03-03")]),
        ("The dam opened on Tuesday, 1 March.", [("Tuesday, 1 March", "2022-03-01")]),
        ("Filed 2021-12-31 and 13/06/2005 and 24.02.2022.", [("2021-12-31", "2021-12-31"), ("13/06/2005", "2005-06-13"),
                                                              ("24.02.2022", "2022-02-24")]),
        ("Filed 12/06/2005.", []),
        ("Filed on Feb. 30, 2021.", []),
        ("He was jailed on Feb. 29.", [("Feb. 29", "2020-02-29")]),
        ("They have held the town since Feb. 24.", [("Feb. 24", "2022-02-24")]),
        ("The town fell in the 1990s, not in the late '80s.", [("the 1990s", "199"), ("the late '80s", "198")]),
        ("He ruled between 1992 and 1995.", [("1992", "1992"), ("1995", "1995")]),
        ("Nobody forgot the 2001 attacks.", [("2001", "2001")]),
        ("The Sept. 11 attacks changed the law.", [("Sept. 11", "2001-09-11")]),
        ("The church burned on Christmas Eve.", [("Christmas Eve", "2021-12-24")]),
        ("It rained in the first week of March.", [("the first week of March", "2022-W09")]),
        ("Output fell in the third quarter of 2020.", [("the third quarter of 2020", "2020-Q3")]),
        ("The siege began in the winter of 1994.", [("the winter of 1994", "1994-WI")]),
    ],
)  # fmt: skip
def test_dates_of_the_calendar(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling resumed early Monday.", [("early Monday", "2022-02-28")]),
        ("It stopped on Thursday afternoon.", [("Thursday afternoon", "2022-02-24TAF")]),
        ("Four died last night.", [("last night", "2022-03-01TNI")]),
        ("The truce began at 2:30 p.m. on Tuesday.", [("2:30 p.m. on Tuesday", "2022-03-01T14:30")]),
        ("The truce began on Tuesday, at 0735 GMT.", [("Tuesday", "2022-03-01"), ("0735 GMT", "2022-03-01T07:35")]),
        ("He left yesterday and returned today.", [("yesterday", "2022-03-01"), ("today", "2022-03-02")]),
        (
            "The truce began at 2.30 p.m. local time (1430 GMT) on Monday.",
            [("2.30 p.m.", "2022-02-28T14:30"), ("1430 GMT", "2022-02-28T14:30"), ("Monday", "2022-02-28")],
        ),
        ("Four died overnight on Monday.", [("overnight", "2022-02-28TNI"), ("Monday", "2022-02-28")]),
        ("Shells fell on Feb. 24 and 25, he said.", [("Feb. 24", "2022-02-24"), ("25", "2022-02-25")]),
        ("Shells fell on 1 and 2 March.", [("1", "2022-03-01"), ("2 March", "2022-03-02")]),
        ("On February 24 and 25 people fled.", [("February 24", "2022-02-24")]),
        ("She fled on Thursday last week.", [("Thursday last week", "2022-02-24")]),
        ("They meet on Monday of next week.", [("Monday of next week", "2022-03-07")]),
        ("She fled last week.", [("last week", "2022-W08")]),
        ("They spoke over the weekend.", [("the weekend", "2022-W08-WE")]),
        ("He was shot last August.", [("last August", "2021-08")]),
        ("The mine closed three years ago.", [("three years ago", "2019")]),
        ("The mine closed three days ago.", [("three days ago", "2022-02-27")]),
        ("The mine closed several years ago.", [("several years ago", "PAST_REF")]),
        ("The port is now open.", [("now", "PRESENT_REF")]),
        ("The current road is mined.", [("current", "PRESENT_REF")]),
        ("Nobody knows the future.", [("the future", "FUTURE_REF")]),
        ("Prices rose later in the year.", [("the year", "2022")]),
        ("He fled in the year before the war.", []),
        ("This road is mined.", []),
        ("They fled in the early hours of Tuesday.", [("Tuesday", "2022-03-01")]),
    ],
)
def test_dates_counted_from_the_report(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was a 21-month war.", [("21-month", "P21M")]),
        ("They waited for two and a half years.", [("two and a half years", "P2Y6M")]),
        ("They waited for half an hour.", [("half an hour", "PT30M")]),
        ("The siege went on for weeks.", [("weeks", "PXW")]),
        ("It took two to three days.", [("two to three days", "PXD")]),
        ("The mine earns $3 million a year.", [("a year", "P1Y")]),
        ("They meet every day and each Sunday.", [("every day", "P1D"), ("each Sunday", "XXXX-WXX-7")]),
        ("The council sits on Mondays, and its board annually.", [("Mondays", "XXXX-WXX-1"), ("annually", "P1Y")]),
    ],
)
def test_durations_and_sets_have_no_days(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected
    assert all(t.interval is None and t.type in ("DURATION", "SET") for t in times(text))


@pytest.mark.parametrize(
    "text",
    [
        "A 34-year-old man and a woman, 51 years old, lost in the second round.",
        "The rebels may march on the capital, and the sun sat low.",
        "The column had 2000 soldiers, and about 2000 fled for $1999.",
        "They lost 3:2, which was fair.",
        "In the end the start was slow.",
        "The valley lost a quarter of its villages and three-quarters of its cattle.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert read(text) == []


def test_a_count_after_a_month_is_no_day() -> None:
    assert read("In March 20 people drowned.") == [("March", "2022-03")]


def test_later_and_that_day_are_counted_from_the_day_spoken_of() -> None:
    text = "He fled on Feb. 20. Two days later he was caught. That day she left."
    first, later, same = times(text)
    assert (later.value, later.anchor) == ("2022-02-22", (first.start, first.end))
    assert (same.value, same.anchor) == ("2022-02-22", (later.start, later.end))
    assert [t.value for t in times("He fled on Feb. 20. The day before, he had sold the farm.")] == ["2022-02-20", "2022-02-19"]
    assert first.anchor == "published"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Nine died in the past 24 hours.", "2022-03-01", "2022-03-02"),
        ("Nine died over the last three days.", "2022-02-27", "2022-03-02"),
        ("The road will be shut for the next two weeks.", "2022-03-02", "2022-03-16"),
        ("Ninety died in the first six months of 2009.", "2009-01-01", "2009-06-30"),
        ("Ninety died in the first two months of this year.", "2022-01-01", "2022-02-28"),
        ("Four died overnight.", "2022-03-01", "2022-03-02"),
        ("Four died overnight from Monday to Tuesday.", "2022-02-28", "2022-03-01"),
    ],
)
def test_a_stretch_that_begins_or_ends_with_a_known_day_covers_its_days(text: str, first: str, last: str) -> None:
    interval = times(text)[0].interval
    assert interval is not None
    assert (str(interval.start), str(interval.until)) == (first, last)


def test_a_stretch_of_something_else_covers_no_days() -> None:
    assert times("Nine died in the last three days of the siege.")[0].interval is None


def test_intervals_cover_the_days_meant() -> None:
    (month,) = times("Rain fell in February.")
    assert month.interval is not None
    assert (month.interval.start, month.interval.until, month.interval.timex) == (
        dt.date(2022, 2, 1),
        dt.date(2022, 2, 28),
        "2022-02",
    )
    (night,) = times("Four died overnight.")
    assert night.interval is not None
    assert (night.interval.start, night.interval.until) == (dt.date(2022, 3, 1), WEDNESDAY)
    (day,) = times("Four died on Tuesday.")
    assert day.interval is not None
    assert day.interval.day == dt.date(2022, 3, 1)


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("Shells fell on Feb. 1-3.", "Feb. 1-3", "2022-02-01/2022-02-03"),
        ("Shells fell from February 3 to 5.", "February 3 to 5", "2022-02-03/2022-02-05"),
        ("Between 12 and 15 January the road was shut.", "12 and 15 January", "2022-01-12/2022-01-15"),
        ("Talks were held on 12–15 May 2021.", "12–15 May 2021", "2021-05-12/2021-05-15"),
        ("Talks were held May 30-June 2, 2021.", "May 30-June 2, 2021", "2021-05-30/2021-06-02"),
        ("They fled on 30 December-2 January.", "30 December-2 January", "2021-12-30/2022-01-02"),
        ("Prices rose in January-February.", "January-February", "2022-01/2022-02"),
        ("The 2014-15 war cost many lives.", "2014-15", "2014/2015"),
        ("The 1999-00 winter was cold.", "1999-00", "1999/2000"),
    ],
)
def test_a_range_covers_its_days_from_the_first_to_the_last(text: str, span: str, value: str) -> None:
    (found,) = times(text)
    assert (text[found.start : found.end], found.value) == (span, value)
    first, last = (calendar.days(end) for end in value.split("/"))
    assert first is not None
    assert last is not None
    assert found.interval is not None
    assert (found.interval.start, found.interval.until) == (first[0], last[1])


@pytest.mark.parametrize("text", ["It was shut on 15-12 April.", "Shells fell on March 3-3.", "He wore number 3-4 at school."])
def test_what_runs_backwards_is_no_range(text: str) -> None:
    assert all("/" not in t.value for t in times(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in the week of February 10.", ("the week of February 10", "2022-W06")),
        ("They met in the weekend of Feb. 5.", ("the weekend of Feb. 5", "2022-W05-WE")),
        ("They met on the eve of Feb. 24.", ("the eve of Feb. 24", "2022-02-23")),
        ("They met on the eve of Christmas.", ("the eve of Christmas", "2021-12-24")),
        ("It rained in the last week of January.", ("the last week of January", "2022-W04")),
        ("The ceasefire was extended to March 20.", ("March 20", "2022-03-20")),
        ("The deadline was moved to March 9.", ("March 9", "2022-03-09")),
    ],
)
def test_what_is_told_by_a_day_near_it(text: str, expected: tuple[str, str]) -> None:
    assert read(text) == [expected]


def test_without_a_publication_date_only_absolute_dates_resolve() -> None:
    text = "On Friday, yesterday, last week, Feb. 3 and in May, as on 5 May 2021."
    found = times(text, None)
    assert [(t.value, t.interval is not None) for t in found] == [
        ("XXXX-WXX-5", False), ("", False), ("", False), ("XXXX-02-03", False), ("XXXX-05", False), ("2021-05-05", True),
    ]  # fmt: skip
    assert all(t.anchor is None for t in found)


def test_a_moment_counts_by_its_own_day() -> None:
    moment = dt.datetime(2022, 3, 2, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
    assert date(parse("He left yesterday."), moment)[0].value == "2022-03-01"


def test_no_expression_runs_on_into_the_next_paragraph() -> None:
    assert read("They met last\n\nFriday saw rain.") == [("Friday", "2022-02-25")]


@pytest.mark.parametrize("published", [dt.date(1, 1, 1), dt.date(9999, 12, 31)])
def test_the_edges_of_the_calendar_raise_nothing(published: dt.date) -> None:
    times(
        "A thousand years ago, last year, next Friday, on Jan. 1, in December, next week, the weekend, a decade ago.", published
    )


@pytest.mark.parametrize("group", groups("dates").values(), ids=lambda group: group.name)
def test_each_group_of_date_words_is_at_work_in_its_example(group: Group) -> None:
    sentence = group.example
    found = " | ".join(sentence[t.start : t.end].lower() for t in times(sentence))
    assert any(word in found for word in group.words)


@pytest.mark.parametrize("group", groups("timing").values(), ids=lambda group: group.name)
def test_each_group_of_signals_stands_in_its_example(group: Group) -> None:
    lemmas = {token.lemma_.lower() for token in parse(group.example).doc}
    words = {token.lower_ for token in parse(group.example).doc}
    assert (lemmas | words) & set(group.words)


VOCABULARY = """the last next this two 3 31 2005 May March Friday Monday , . - a week weeks ago later of in at p.m. 10:35 half
Dec. and 1990s every quarter third year-earlier 12/13/2001 2014-15 1-3 between
through eve end early night noon GMT to “ é 🙂 مارس will met on said"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n\n"])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=80), st.none() | st.dates())
def test_any_text_gives_spans_in_order_and_apart(text: str, published: dt.date | None) -> None:
    found = times(text, published)
    assert all(0 <= t.start < t.end <= len(text) for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(t.type in ("DATE", "TIME", "DURATION", "SET") for t in found)
    assert all(t.interval is None or (t.interval.start or dt.date.min) <= (t.interval.until or dt.date.max) for t in found)
    assert found == times(text, published)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.sampled_from("DWMQYEC"))
def test_a_day_lies_in_the_value_of_each_of_its_units(day: dt.date, unit: str) -> None:
    days = calendar.days(calendar.value_of(day, unit))
    assert days is not None
    assert days[0] <= day <= days[1]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 7))
def test_weekdays_are_within_a_week_on_their_side(day: dt.date, number: int) -> None:
    before, after = calendar.weekday(day, number, -1), calendar.weekday(day, number, 1)
    assert before.isoweekday() == after.isoweekday() == number
    assert 0 <= (day - before).days < 7
    assert 0 <= (after - day).days < 7


@pytest.mark.parametrize("value", ["", "P2D", "PRESENT_REF", "XXXX-03", "2021-02-30", "2021-W53", "0000", "000", "2022-13"])
def test_values_without_days(value: str) -> None:
    assert calendar.days(value) is None
