"""Weeks and what is longer: weeks, months, quarters, seasons, years, decades, and what is counted from a day in them."""

from __future__ import annotations

import datetime as dt

from reportedly.knowledge.lexicon import groups
from reportedly.read.timex import calendar
from reportedly.read.timex.calendar import moved, value_of
from reportedly.read.timex.durations import count, period
from reportedly.read.timex.expressions import Expression
from reportedly.read.timex.lexemes import number
from reportedly.read.timex.scene import Origin, Scene, Value


def month(expression: Expression, scene: Scene) -> Value:
    """Reads "March 2022", "early May", "last August", "June last year", "the first week of March", "the last week of March"."""
    word = expression.get("month", "mon")
    assert word is not None
    value = month_of(int(word.means), expression, scene)
    ordinal, days = expression.get("ordinal"), calendar.days(value.timex)
    if not days or expression.unit not in ("D", "W"):
        return value
    within = 0 if expression.unit == "D" else 3  # the first week of a month has its 4th day, as the first ISO week of a year
    if ordinal:
        return _moved(Origin(days[0] + dt.timedelta(within), value.anchor), number(ordinal) - 1, expression.unit)
    return _moved(Origin(days[1] - dt.timedelta(within), value.anchor), 0, expression.unit)


def month_of(number: int, expression: Expression, scene: Scene) -> Value:
    """The value of a month, with the year that the expression names or that is nearest."""
    if year := expression.get("year"):
        return Value("DATE", f"{year.word}-{number:02}")
    shift = None if expression.unit in ("D", "W") else scene.shift(expression)  # not the "last" of "the last week of March"
    if scene.published is None or (shift and shift.origin is None):
        return Value("DATE", f"XXXX-{number:02}")
    if shift and shift.origin and expression.has("unit"):
        return Value("DATE", f"{moved(shift.origin.day, shift.steps, 'Y').year:04}-{number:02}", shift.origin.anchor)
    this = scene.published.replace(day=1)
    firsts = [dt.date(this.year + step, number, 1) for step in (-1, 0, 1)]
    if shift and shift.steps < 0:  # said in March, "last February" is not the month just over
        first = [day for day in firsts if day < moved(this, -1, "M")][-1]
    elif shift and shift.steps > 0:
        first = next(day for day in firsts if day > this)
    elif shift or this in firsts:
        first = firsts[1]
    else:
        first = scene.nearest(firsts, expression)
    return Value("DATE", value_of(first, "M"), "published")


def season(expression: Expression, scene: Scene) -> Value:
    """Reads "the winter of 1994", "last summer", "the spring"."""
    word = expression.get("season")
    assert word is not None
    if year := expression.get("year"):
        return Value("DATE", f"{year.word}-{word.means}")
    if scene.published is None:
        return Value("DATE", f"XXXX-{word.means}")
    shift = scene.shift(expression)
    return Value("DATE", calendar.season(scene.published, str(word.means), shift.steps if shift else 0), "published")


def quarter(expression: Expression, scene: Scene) -> Value | None:
    """Reads "the third quarter", "next year's first quarter", "the 1988 second quarter"."""
    nth = number(expression.get("ordinal"))
    if nth > (2 if expression.has("half") else 4):
        return None
    if year := expression.get("year"):
        return Value("DATE", f"{year.word}-{'H' if expression.has('half') else 'Q'}{nth}")
    if scene.published is None:
        return Value("DATE", f"XXXX-Q{nth}")
    if shift := scene.shift(expression):
        return Value("DATE", f"{scene.published.year + shift.steps:04}-Q{nth}", "published")
    begun = 3 * nth - 2 <= scene.published.month or scene.ahead(expression)
    return Value("DATE", f"{scene.published.year - (not begun):04}-Q{nth}", "published")


def year_before(expression: Expression, scene: Scene) -> Value | None:
    """Reads "the year-earlier quarter", "a year ago": a year before the quarter spoken of, else before the report."""
    if expression.unit not in ("Y", "Q"):
        return None
    if origin := scene.quarter():
        return Value("DATE", value_of(moved(origin.day, -1, "Y"), "Q"), origin.anchor)
    return _moved(scene.report, -1, "Y")


def ago(expression: Expression, scene: Scene) -> Value | None:
    """Reads "three days ago", "two weeks later", "ten years from now"."""
    way = expression.get("ago", "earlier", "before", "hence")
    steps = int(way.means) if way else 1
    many = count(expression)
    if expression.unit == "Y" and many == 1 and steps < 0 and scene.quarter():
        return year_before(expression, scene)
    if many is None:
        return Value("DATE", "PAST_REF" if steps < 0 else "FUTURE_REF")
    of_report = way is None or way.kind in ("ago", "hence")
    origin = scene.report if of_report else scene.spoken_of(exact=expression.unit == "D")
    return _moved(origin, steps * int(many), expression.unit)


def unit(expression: Expression, scene: Scene) -> Value | None:
    """Reads "last week", "the end of this month", "the following year", "the weekend", "the latest quarter"."""
    shift = scene.shift(expression)
    if expression.has("weekend"):
        return _weekend(expression, scene)
    if shift is None and expression.has("bound"):  # "the end of the year"
        return _moved(scene.report, 0, expression.unit)
    if shift is None:
        return _latest_quarter(scene)
    if expression.unit in ("h", "m"):
        return Value("DURATION", period(1, expression.unit)) if shift.steps else None
    return _moved(shift.origin, shift.steps, expression.unit, value_unit=expression.unit)


def _moved(origin: Origin | None, steps: int, unit: str, value_unit: str = "") -> Value:
    if origin is None:
        return Value("DATE", "")
    day = moved(origin.day, steps, unit)
    return Value("DATE", value_of(day, value_unit or ("Y" if unit == "E" else unit)), origin.anchor)


def _weekend(expression: Expression, scene: Scene) -> Value:
    shift = scene.shift(expression)
    origin = shift.origin if shift else scene.report
    if origin is None:
        return Value("DATE", "XXXX-WXX-WE")
    if shift and shift.steps:
        ahead = shift.steps > 0
    else:
        ahead = scene.ahead(expression) or (
            shift is not None and 3 <= origin.day.isoweekday() <= 6
        )  # "this weekend", said midweek
    return Value("DATE", value_of(calendar.weekday(origin.day, 6, 1 if ahead else -1), "W") + "-WE", origin.anchor)


def _latest_quarter(scene: Scene) -> Value:
    if origin := scene.quarter():
        return Value("DATE", value_of(origin.day, "Q"), origin.anchor)
    return _moved(scene.report, -1, "Q")


def year(expression: Expression) -> Value | None:
    """Reads "in 1991", "the 2001 attacks", "early 1990", but not "2000 people", "about 2000"."""
    word = expression.get("year")
    assert word is not None
    signals = groups("timing")
    counts = expression.beside(-1) in signals["counting"].words or expression.beside(1) in signals["counted"].words
    return None if counts and len(expression.words) == 1 else Value("DATE", word.word)


def decade(expression: Expression) -> Value | None:
    """Reads "the 1990s", "the late '80s", "the seventies", "the 20th century"."""
    if word := expression.get("decade"):
        digits = "".join(character for character in word.word if character.isdecimal())
        return Value("DATE", digits[:3] if len(digits) == 4 else f"19{digits[0]}")
    if word := expression.get("nineties"):
        return Value("DATE", str(word.means))
    return Value("DATE", f"{number(expression.get('nth', 'ordinal')) - 1:02}") if expression.unit == "C" else None
