"""Times as a figure's period takes them: two days that bound one stretch, and stretches that end with the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from reportedly.read.layers import Time
from reportedly.records import Interval

LINK = re.compile(r",? (?:and|to|through|until|till)(?: on)? |–| ?- ?")
OPENING = re.compile(r"\b(?:between|from) (?:late |early )?$", re.IGNORECASE)
SINCE = re.compile(r"\bsince(?: [^\W\d_]+){0,8} $", re.IGNORECASE)
LOOKED_AT = 90  # characters before a time


def stretches(text: str, times: Sequence[Time]) -> Iterator[Time]:
    """The times, two of them as one where they bound one stretch: "between June 1 and 12", "on Tuesday and Wednesday"."""
    left = [time for time in times if time.interval is not None]
    while left:
        time = left.pop(0)
        if left and (joined := _joined(text, time, left[0])) is not None:
            left.pop(0)
            yield joined
        else:
            yield time


def _joined(text: str, a: Time, b: Time) -> Time | None:
    first, second = a.interval, b.interval
    if first is None or second is None or first.start is None or second.until is None or second.start is None:
        return None
    if a.type != "DATE" or b.type != "DATE" or not LINK.fullmatch(text[a.end : b.start]) or first.start > second.start:
        return None
    opened = OPENING.search(text[max(0, a.start - LOOKED_AT) : a.start]) is not None
    neighbours = first.day is not None and second.start - first.day == timedelta(days=1)
    if not opened and not (neighbours and "and" in text[a.end : b.start]):
        return None
    timex = f"{a.value}/{b.value}"
    return Time(a.start, b.end, "DATE", timex, Interval(first.start, second.until, timex), a.anchor)


def is_since(text: str, time: Time) -> bool:
    """Whether a time is where a stretch begins: "since June", "since fighting resumed on Thursday"."""
    return SINCE.search(text[max(0, time.start - LOOKED_AT) : time.start]) is not None


def until_told(text: str, time: Time | None, told: date | None) -> Time | None:
    """The time as what is counted fills it: from "since June" to the day of telling, "this year" up to that day."""
    if time is None or time.interval is None or told is None or time.interval.start is None or time.interval.start > told:
        return time
    if is_since(text, time) or (time.interval.until is not None and time.interval.until > told):
        return replace(time, interval=replace(time.interval, until=told))
    return time
