"""Ranges of days, months and years, and what is told by a day near it. A range's value is that of ISO 8601: first/last."""

from __future__ import annotations

from reportedly.read.timex.calendar import days, moved, value_of
from reportedly.read.timex.expressions import Expression
from reportedly.read.timex.lexemes import Lexeme, number
from reportedly.read.timex.points import day_of, month_day
from reportedly.read.timex.scene import Scene, Value
from reportedly.read.timex.stretches import month_of


def span(expression: Expression, scene: Scene) -> Value | None:
    """Reads "March 1-3", "12 to 15 April", "May 30-June 2", "January-March 2021", "2014-15"; None when it runs backwards."""
    if years := expression.get("years"):
        return _years(int(years.word[:4]), int(years.word[5:]))
    months = [word for word in expression.words if word.kind in ("month", "mon")]
    dates = [word for word in expression.words if word.kind in ("day", "nth")]
    if dates:
        return _days(months, dates, expression, scene)
    if months:
        return _months(months, expression, scene)
    first, last = (word.word for word in expression.words if word.kind == "year")
    return Value("DATE", f"{first}/{last}") if first < last else None


def _years(first: int, last: int) -> Value | None:
    """The years 2014 to 2015 of "2014-15"; "2022-03" is a month."""
    until = first // 100 * 100 + last + (100 if first % 100 == 99 and last == 0 else 0)
    if until > first:
        return Value("DATE", f"{first}/{until}")
    return Value("DATE", f"{first}-{last:02}") if 1 <= last <= 12 else None


def _days(months: list[Lexeme], dates: list[Lexeme], expression: Expression, scene: Scene) -> Value | None:
    first, last = ((int(month.means), number(date)) for month, date in zip((months[0], months[-1]), dates, strict=True))
    if first == last or (len(months) == 1 and first > last):
        return None
    value, origin = month_day(*last, expression, scene)
    year = value[:4] if first < last or not value[:4].isdecimal() else f"{int(value[:4]) - 1:04}"
    return Value("DATE", f"{year}-{first[0]:02}-{first[1]:02}/{value}", origin.anchor if origin else None)


def _months(months: list[Lexeme], expression: Expression, scene: Scene) -> Value | None:
    first, last = (int(month.means) for month in months)
    value = month_of(last, expression, scene)
    year = value.timex[:4] if first < last or not value.timex[:4].isdecimal() else f"{int(value.timex[:4]) - 1:04}"
    return Value("DATE", f"{year}-{first:02}/{value.timex}", value.anchor) if first != last else None


def around(expression: Expression, scene: Scene) -> Value | None:
    """Reads "the week of July 4", "the weekend of March 5", "the eve of Feb. 24"."""
    value, origin = day_of(expression, scene)
    covered = days(value)
    if covered is None:
        return Value("DATE", "")
    day, anchor = covered[0], origin.anchor if origin else None
    if expression.has("eve"):
        return Value("DATE", moved(day, -1, "D").isoformat(), anchor)
    if expression.has("weekend"):
        return Value("DATE", value_of(day, "W") + "-WE", anchor)
    return Value("DATE", value_of(day, "W" if expression.unit == "W" else "D"), anchor)
