"""Arithmetic on TIMEX3 values: the days that a value covers, its neighbours, and values from days. No text, no clock."""

from __future__ import annotations

import calendar
import datetime as dt
import re

Days = tuple[dt.date, dt.date]

VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)"
    r"|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?:T.*)?"
)
DECADES = re.compile(r"\d{2,3}")
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # the month each begins in
MONTHS = {"Y": 12, "Q": 3, "M": 1, "E": 120, "C": 1200}
DAYS = {"D": 1, "W": 7, "F": 14}
CLOCK = {"h": 24, "m": 24 * 60, "s": 24 * 60 * 60}  # units of the clock in a day


def days(value: str) -> Days | None:
    """The first and the last day of a TIMEX3 value, or of a range of two ("2022-03-01/2022-03-03", ISO 8601).

    None when it names none (durations, sets, PRESENT_REF, XXXX).
    """
    if "/" in value:
        first, last = (days(end) for end in value.split("/", 1))
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    if DECADES.fullmatch(value):
        years = 10 ** (4 - len(value))
        first = int(value) * years
        return (dt.date(first, 1, 1), dt.date(first + years - 1, 12, 31)) if first else None
    m = VALUE.fullmatch(value)
    try:
        return _days(int(m["year"]), m) if m else None
    except ValueError:  # 2021-02-30, 2021-W53
        return None


def _days(year: int, m: re.Match[str]) -> Days:
    if m["day"]:
        day = dt.date(year, int(m["month"]), int(m["day"]))
        return day, day
    if m["week"]:
        monday = dt.date.fromisocalendar(year, int(m["week"]), 1)
        return monday + dt.timedelta(5 if m["weekend"] else 0), monday + dt.timedelta(6)
    if m["month"]:
        return _months(year, int(m["month"]), 1)
    if m["quarter"]:
        return _months(year, 3 * int(m["quarter"]) - 2, 3)
    if m["half"]:
        return _months(year, 6 * int(m["half"]) - 5, 6)
    return _months(year, SEASONS[m["season"]], 3) if m["season"] else _months(year, 1, 12)


def _months(year: int, month: int, count: int) -> Days:
    first = dt.date(year, month, 1)
    last = moved(first, count - 1, "M")
    return first, last.replace(day=calendar.monthrange(last.year, last.month)[1])


def moved(day: dt.date, count: int, unit: str) -> dt.date:
    """The day `count` units later (earlier when negative); a day that the month lacks becomes its last. Raises ValueError or
    OverflowError outside the years 1 to 9999."""
    if unit in DAYS:
        return day + dt.timedelta(count * DAYS[unit])
    if unit not in MONTHS:  # "ten hours ago" is today still: half a day is not counted
        return day + dt.timedelta(int(count / CLOCK[unit]))
    year, month = divmod(day.year * 12 + day.month - 1 + count * MONTHS[unit], 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def value_of(day: dt.date, unit: str) -> str:
    """The TIMEX3 value of the unit (Y, Q, M, W, D, E, C ...) that a day lies in: 2022-W09, 2022-Q1, 202."""
    if unit == "W":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    values = {
        "C": f"{day.year // 100:02}",
        "E": f"{day.year // 10:03}",
        "Y": f"{day.year:04}",
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "M": f"{day.year:04}-{day.month:02}",
    }
    return values.get(unit, day.isoformat())


def weekday(day: dt.date, number: int, direction: int) -> dt.date:
    """The nearest such weekday (Monday is 1): not after the day when the direction is -1, not before it when it is 1."""
    ahead = (number - day.isoweekday()) % 7
    return day + dt.timedelta(ahead if direction > 0 else ahead - 7 if ahead else 0)


def season(day: dt.date, name: str, shift: int) -> str:
    """The value of the last (-1), this year's (0) or the next (1) season of that name (SP, SU, FA, WI)."""
    begun = (day.month, day.day) >= (SEASONS[name], 1)
    over = day.month >= SEASONS[name] + 3
    if shift < 0:
        return f"{day.year if over else day.year - 1:04}-{name}"
    return f"{day.year + 1 if shift and begun else day.year:04}-{name}"
