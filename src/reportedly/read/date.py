"""Parse -> times: the dates, times, durations and recurring times of a report, as TIMEX3 values and as days.

Values follow TimeML 1.2.1 as the TimeBank corpus applies it: 2022-03-01, 2022-W09-WE, 2022-Q1, 2022-03-01TMO, P2D, XXXX-WXX-1,
PRESENT_REF; that of a range is 2022-03-01/2022-03-03, as ISO 8601 has it. `timex/` holds the parts: where expressions stand,
which way their verb points, and how each kind is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from reportedly.read.layers import Parse, Time
from reportedly.read.timex import calendar, points, ranges, stretches
from reportedly.read.timex.durations import length, regular
from reportedly.read.timex.expressions import Expression, expressions
from reportedly.read.timex.scene import Scene, Value
from reportedly.records import Interval

FOLLOWING = 2  # expressions that one may take its day from


def date(parse: Parse, published: dt.date | dt.datetime | None) -> tuple[Time, ...]:
    """The time expressions of a text, in order and apart.

    Weekdays, months and days without a year are looked for in the past, unless the verb that governs them points to the
    future. Without a publication date they stay unresolved, with the value "" or an XXXX- form and no interval.
    """
    day = published.date() if isinstance(published, dt.datetime) else published
    found: list[Time] = []
    read = tuple(expressions(parse))
    for i, expression in enumerate(read):
        try:
            value = _read(expression, Scene(parse, day, found, read[i + 1 : i + 1 + FOLLOWING]))
        except (ValueError, OverflowError):  # February 30; a hundred thousand years ago
            continue
        if value:
            found.append(_time(expression, value))
    return tuple(found)


def _read(expression: Expression, scene: Scene) -> Value | None:
    absolute = ABSOLUTE.get(expression.rule)
    return absolute(expression) if absolute else RELATIVE[expression.rule](expression, scene)


def _time(expression: Expression, value: Value) -> Time:
    days = value.days or (calendar.days(value.timex) if value.type in ("DATE", "TIME") else None)
    interval = Interval(*days, value.timex) if days else None
    return Time(expression.start, expression.end, value.type, value.timex, interval, value.anchor if value.timex else None)


def _reference(expression: Expression, scene: Scene) -> Value | None:
    """Reads "now", "recently", "the current law", "in the past", "in the near future"; not a bare "this"."""
    word = expression.words[-1]
    if word.kind == "here":
        return Value("DATE", "PRESENT_REF") if word.word == "current" else None
    if word.kind != "back":
        return Value("DATE", str(word.means))
    span = scene.parse.doc.char_span(word.start, word.end, alignment_mode="expand")
    return Value("DATE", "PAST_REF") if span is not None and span.root.tag_ == "NN" else None


ABSOLUTE: Mapping[str, Callable[[Expression], Value | None]] = {
    "instant": points.instant,
    "regular": regular,
    "year": stretches.year,
    "decade": stretches.decade,
}
RELATIVE: Mapping[str, Callable[[Expression, Scene], Value | None]] = {
    "span": ranges.span,
    "around": ranges.around,
    "clock": points.clock,
    "part": points.part_of_day,
    "day": points.day,
    "beside": points.beside,
    "quarter": stretches.quarter,
    "compared": stretches.year_before,
    "month": stretches.month,
    "season": stretches.season,
    "ago": stretches.ago,
    "unit": stretches.unit,
    "bare": stretches.bare_year,
    "length": length,
    "reference": _reference,
}
