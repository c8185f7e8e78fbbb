"""Days and what is shorter: dates, weekdays, parts of the day, times by the clock."""

from __future__ import annotations

import calendar as gregorian
import datetime as dt
from dataclasses import replace

from reportedly.knowledge.lexicon import groups
from reportedly.read.timex import calendar
from reportedly.read.timex.calendar import moved
from reportedly.read.timex.expressions import Expression
from reportedly.read.timex.lexemes import Lexeme, number
from reportedly.read.timex.scene import Origin, Scene, Value


def instant(expression: Expression) -> Value | None:
    """Reads 2022-03-01, 2022-03-01T14:30, 6/13/2005, 13.6.2005; None when month and day may be swapped (12/06/2005)."""
    word = expression.words[0]
    if word.kind == "iso":
        dt.date.fromisoformat(word.word[:10])
        return Value("TIME" if "t" in word.word else "DATE", word.word.upper())
    first, second, year = (int(part) for part in word.word.replace(".", "/").split("/"))
    if max(first, second) <= 12 and first != second and "/" in word.word:
        return None
    month, day = (second, first) if first > 12 or "." in word.word else (first, second)
    return Value("DATE", dt.date(year, month, day).isoformat())


def day(expression: Expression, scene: Scene) -> Value:
    """Reads "Feb. 3", "late Sunday", "Thursday afternoon", "yesterday"."""
    return _value(*day_of(expression, scene), _part(expression))


def beside(expression: Expression, scene: Scene) -> Value | None:
    """Reads the day that shares a month with the one beside it: the 25 of "April 24 and 25", the 1 of "1 and 2 March"."""
    before = next((time.interval for time in reversed(scene.before) if time.interval), None)
    number_of_day = number(expression.words[0])
    if expression.beside(-1) == "and":
        day = before.start.replace(day=number_of_day) if before and before.start else None
        return Value("DATE", day.isoformat() if day else "", "published")
    other = next(iter(scene.behind), None)
    found = calendar.days(day_of(other, scene)[0]) if other and other.rule == "day" else None
    return Value("DATE", found[0].replace(day=number_of_day).isoformat(), "published") if found else None


def clock(expression: Expression, scene: Scene) -> Value | None:
    """Reads "10:35 a.m. Friday", "noon", "0735 GMT"; the day spoken of, where it names none."""
    marked = expression.has("ampm", "zone", "oclock", "noon", "in")
    if not marked and len(expression.words) == 1 and expression.beside(-1) not in groups("timing")["o-clock"].words:
        return None
    return _value(*day_of(expression, scene), f"T{_time(expression)}")


def part_of_day(expression: Expression, scene: Scene) -> Value:
    """Reads "this morning", "last night", "overnight", "overnight on Tuesday", "mid-afternoon yesterday"."""
    named = expression.has("named") or scene.day_behind(expression) is not None
    day, origin = day_of(expression, scene) if named else _shifted(expression, scene)
    value = _value(day, origin, _part(expression))
    return replace(value, days=_night(day, scene)) if day and expression.has("overnight") else value


def _night(day: str, scene: Scene) -> calendar.Days | None:
    """The days of a night: into the day of the report, else from the day that is named."""
    covered = calendar.days(day)
    if covered is None:
        return None
    return (moved(covered[0], -1, "D"), covered[0]) if covered[0] == scene.published else (covered[0], moved(covered[0], 1, "D"))


def _value(day: str, origin: Origin | None, time: str) -> Value:
    """The value of a day with the suffix of a time in it, or without."""
    return Value("TIME" if time else "DATE", day + time if day else "", origin.anchor if origin else None)


def _part(expression: Expression) -> str:
    word = expression.get("part", "tonight", "overnight", "noon")
    return f"T{word.means}" if word else ""


def day_of(expression: Expression, scene: Scene) -> tuple[str, Origin | None]:
    """The value of the day that an expression names, "" when it cannot be told, and what it was counted from."""
    if month := expression.get("month", "mon"):
        return month_day(int(month.means), _day_of_month(expression, month), expression, scene)
    if holiday := expression.get("holiday"):
        holiday_month, _, holiday_day = str(holiday.means).partition("-")
        return month_day(int(holiday_month), int(holiday_day), expression, scene)
    if weekday := expression.get("weekday"):
        return _weekday(int(weekday.means), expression, scene)
    if (named := expression.get("named")) and scene.report:
        return moved(scene.report.day, int(named.means), "D").isoformat(), scene.report
    if expression.has("unit"):
        return _shifted(expression, scene)
    if (behind := scene.day_behind(expression)) is not None:
        return day_of(behind, scene)
    origin = None if expression.has("named") else scene.spoken_of(exact=True)
    return (origin.day.isoformat(), origin) if origin else ("", None)


def _day_of_month(expression: Expression, month: Lexeme) -> int:
    """The 9 of "5 p.m. Nov. 9": the first number behind the month, else the last before it."""
    days = [word for word in expression.words if word.kind in ("day", "nth", "ordinal")]
    behind = [word for word in days if word.start > month.start]
    return number(behind[0] if behind else days[-1])


def month_day(month: int, day: int, expression: Expression, scene: Scene) -> tuple[str, Origin | None]:
    """The value of a day of the year, in the year that the expression names or the nearest, and what it was counted from."""
    if year := expression.get("year"):
        return dt.date(number(year), month, day).isoformat(), None
    if (month, day) == (9, 11) and expression.beside(1) in groups("timing")["attack"].words:
        return "2001-09-11", None
    if scene.published is None:
        return f"XXXX-{month:02}-{day:02}", None
    years = range(scene.published.year - 4, scene.published.year + 5)  # eight years hold a February 29
    days = [dt.date(year, month, day) for year in years if day <= gregorian.monthrange(year, month)[1]]
    weekday = expression.get("weekday", "wday")
    same = [day for day in days if weekday and day.isoweekday() == weekday.means]
    return scene.nearest(same or days, expression).isoformat(), scene.report


def _weekday(weekday: int, expression: Expression, scene: Scene) -> tuple[str, Origin | None]:
    shift = scene.shift(expression)
    origin = shift.origin if shift else scene.report
    if origin is None:
        return f"XXXX-WXX-{weekday}", None
    if shift and expression.unit == "W":  # "Thursday of last week"
        return moved(origin.day, 7 * shift.steps + weekday - origin.day.isoweekday(), "D").isoformat(), origin
    if shift and shift.steps:
        return calendar.weekday(moved(origin.day, shift.steps, "D"), weekday, shift.steps).isoformat(), origin
    ahead = expression.has("here") or scene.ahead(expression)
    return calendar.weekday(origin.day, weekday, 1 if ahead else -1).isoformat(), origin


def _shifted(expression: Expression, scene: Scene) -> tuple[str, Origin | None]:
    """The day of "that day", "the next morning", "last night", "overnight"."""
    shift = scene.shift(expression)
    origin = shift.origin if shift else scene.report
    return (moved(origin.day, shift.steps if shift else 0, "D").isoformat(), origin) if origin else ("", None)


def _time(expression: Expression) -> str:
    """The hours and minutes that an expression names, as 14:30. Raises ValueError when there are none such (27:00)."""
    word = expression.get("clock", "day", "ones", "number", "year", "noon")
    assert word is not None
    if word.kind == "noon":
        return str(word.means)
    digits = word.word.replace(".", ":") if word.kind == "clock" else str(number(word))
    if word.kind in ("number", "year"):
        digits = f"{word.word[:-2]}:{word.word[-2:]}"
    hours, _, minutes = digits.partition(":")
    hour, half = int(hours), expression.get("ampm", "part")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.word.startswith("p") or half.means in ("AF", "EV", "NI") else 0)
    return dt.time(hour, int(minutes or 0)).isoformat("minutes")
