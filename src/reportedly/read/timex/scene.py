"""What an expression is read against, and what reading it gives."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.read.layers import Chars, Parse, Time
from reportedly.read.timex.calendar import Days
from reportedly.read.timex.expressions import Expression
from reportedly.read.timex.tense import FUTURE, UNKNOWN, direction

Anchor = Chars | str | None

SOON = 30  # days: a date without a year that lies so near ahead is not that of a year ago, whatever the tense
NEAR = 90  # days: a date without a year, within so many on one side and far off on the other, is the near one
UP_TO_DAY = re.compile(r"[ (]{0,2}(?:[A-Z]{2,5} |local time ?)?[() ]{0,2}(?:on |of |from )?")
REMEMBERED = 8  # expressions that "that day", "a year earlier" may look back over


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression means: TIMEX3 type and value ("" when unresolved); `anchor` as in layers.Time.

    `days` are the first and the last day that it covers, where the value does not say so itself.
    """

    type: str
    timex: str
    anchor: Anchor = None
    days: Days | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The day that an expression is counted from, and which expression, or the publication date, gave it."""

    day: dt.date
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Shift:
    """What "last", "this", "the following" ... do: so many steps from an origin, None where the text gives none."""

    steps: int
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Scene:
    """The report around an expression: its text, the day it was published, the times found so far, the expressions behind."""

    parse: Parse
    published: dt.date | None
    before: Sequence[Time]
    behind: Sequence[Expression] = ()

    @property
    def report(self) -> Origin | None:
        """The publication date as an origin."""
        return Origin(self.published, "published") if self.published else None

    def spoken_of(self, exact: bool) -> Origin | None:
        """The time last spoken of, by its first day (an `exact` one is a single day), else the publication date."""
        for time in reversed(self.before[-REMEMBERED:]):
            if time.interval and time.interval.start and (time.interval.day or not exact):
                return Origin(time.interval.start, (time.start, time.end))
        return self.report

    def day_behind(self, expression: Expression) -> Expression | None:
        """The day that stands behind a time: "overnight on Tuesday", "at 3:40 p.m. local time (1240 GMT) on Tuesday"."""
        end = expression.end
        for other in self.behind:
            if not UP_TO_DAY.fullmatch(self.parse.text, end, other.start):
                return None
            if other.rule in ("day", "instant"):
                return other
            end = other.end
        return None

    def quarter(self) -> Origin | None:
        """The quarter last spoken of, other than one that it was compared with ("up from a year earlier")."""
        for time in reversed(self.before[-REMEMBERED:]):
            if time.interval and time.interval.start and "-Q" in time.value and not isinstance(time.anchor, tuple):
                return Origin(time.interval.start, (time.start, time.end))
        return None

    def shift(self, expression: Expression) -> Shift | None:
        """The steps of "last", "this", "the previous" ..., and from where; None when the expression has no such word."""
        word = expression.get("back", "ahead", "previous", "following") or expression.get("same") or expression.get("here")
        if word is None:
            return None
        daily = expression.has("weekday", "part") or expression.unit == "D"
        told = word.kind == "ahead" and daily and not expression.has("weekday") and expression.words[0].kind == "the"
        if told or word.kind in ("previous", "following", "same"):  # "the next morning" follows the day spoken of
            return Shift(int(word.means), self.spoken_of(exact=daily))
        return Shift(int(word.means), self.report)

    def ahead(self, expression: Expression) -> bool:
        """Whether the words around an expression put it into the future."""
        return self._direction(expression) == FUTURE

    def nearest(self, days: Sequence[dt.date], expression: Expression) -> dt.date:
        """The day that is meant, of several years' days in order: the last one, or the next if the text looks ahead.

        What is far off on the side that the tense points to, and near on the other, is the near one: "payable Jan. 2".
        """
        assert self.published is not None
        past, future = [day for day in days if day <= self.published], [day for day in days if day >= self.published]
        if not past or not future:
            return past[-1] if past else future[0]
        since, until = (self.published - past[-1]).days, (future[0] - self.published).days
        tense = self._direction(expression)
        ahead = since > NEAR and (tense == FUTURE or until <= (NEAR if tense == UNKNOWN else SOON))
        return future[0] if ahead else past[-1]

    def _direction(self, expression: Expression) -> int:
        return direction(self.parse.doc, expression.start, expression.end)
