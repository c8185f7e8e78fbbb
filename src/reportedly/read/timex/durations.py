"""Durations and recurring times: how long something lasts, and how often it comes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from reportedly.knowledge.lexicon import groups
from reportedly.read.timex.calendar import Days, moved
from reportedly.read.timex.expressions import Expression
from reportedly.read.timex.lexemes import number
from reportedly.read.timex.scene import Scene, Value

HALVES = {"Y": "6M", "D": "T12H", "h": "30M", "m": "30S"}  # what half a unit is; lower case is a unit of the clock
MULTIPLES = {"F": (2, "W"), "E": (10, "Y"), "C": (100, "Y")}


def length(expression: Expression, scene: Scene) -> Value | None:
    """Reads "five years", "a 21-month", "weeks"; None for an age, for a fraction and for a bare plural of no length.

    "The past 24 hours" end, and "the next three days" begin, on the day of the report; "the first months of 2009" with the year.
    """
    following = (expression.beside(1), expression.beside(2))
    if "old" in following or following == ("of", "age") or expression.beside(-2) == "age":
        return None
    if expression.unit == "h" and expression.beside(-1) in groups("timing")["hours"].words:  # "the early hours of Tuesday"
        return None
    lasts = expression.beside(-1) in groups("timing")["lasting"].words or expression.beside(1) == "of"  # "weeks of fighting"
    if len(expression.words) == 1 and not lasts:
        return None
    alone = expression.has("quarter") or len(expression.words) == 1
    if expression.unit == "Q" and alone and expression.beside(1) == "of":  # "a quarter of the villages", "three-quarters of it"
        return None
    value = Value("SET" if _is_rate(expression) else "DURATION", period(count(expression), expression.unit))
    try:
        days = _days(expression, scene)
    except (ValueError, OverflowError):  # "the past 10,000 years"
        return value
    return replace(value, days=days, anchor="published" if expression.has("back", "ahead") else None) if days else value


def _days(expression: Expression, scene: Scene) -> Days | None:
    """The first and the last day of a stretch that begins or ends with the report, or begins with a year."""
    many, way = count(expression), expression.get("back", "ahead")
    if many is None or scene.published is None:
        return None
    if (year := _year_begun(expression, scene)) is not None:
        return dt.date(year, 1, 1), moved(moved(dt.date(year, 1, 1), round(many), expression.unit), -1, "D")
    if way is None or expression.beside(1) == "of":  # "the last days of the war"
        return None
    other = moved(scene.published, int(way.means) * round(many), expression.unit)
    return min(other, scene.published), max(other, scene.published)


def _year_begun(expression: Expression, scene: Scene) -> int | None:
    """The year of which an expression is the first part."""
    ordinal, behind = expression.get("ordinal"), next(iter(scene.behind), None)
    if number(ordinal) != 1 or behind is None or scene.parse.text[expression.end : behind.start] != " of ":
        return None
    if behind.rule == "year" and (year := behind.get("year")):
        return number(year)
    shift = scene.shift(behind)
    return scene.published.year + (shift.steps if shift else 0) if scene.published and behind.unit == "Y" else None


def _is_rate(expression: Expression) -> bool:
    """Whether "a year" means "per year": after a number and what it counts."""
    if [word.kind for word in expression.words] != ["article", "unit"] or not expression.first:
        return False
    before = expression.lexemes[max(0, expression.first - 2) : expression.first]  # "300 barrels a day", "$3 million a year"
    return any(word.kind in ("number", "day") for word in before) or before[-1].word in groups("timing")["rate"].words


def regular(expression: Expression) -> Value:
    """Reads "daily", "every two weeks", "Mondays", "each July"."""
    part = expression.get("part", "parts")
    suffix = f"T{part.means}" if part else ""
    if weekday := expression.get("weekday", "weekdays"):
        return Value("SET", f"XXXX-WXX-{weekday.means}{suffix}")
    if expression.has("unit", "units", "quarter"):
        return Value("SET", period(number(expression.get("ordinal")) or count(expression) or 1, expression.unit))
    if month := expression.get("month"):
        return Value("SET", f"XXXX-{month.means:02}")
    if word := expression.get("season"):
        return Value("SET", f"XXXX-{word.means}")
    if word := expression.get("regular"):
        return Value("SET", str(word.means))
    return Value("SET", f"XXXX-XX-XX{suffix}" if part else "XXXX-WXX-WE")


def count(expression: Expression) -> float | None:
    """How many units: 1 of "a year", 2.5 of "two and a half hours"; None when it is vague ("several years", "two to three")."""
    total, counted = 0.0, False
    for word in expression.words:
        if word.kind == "vague" or (word.kind in ("or", "to") and counted):
            return None
        if word.kind in ("number", "day", "ones", "tens", "couple"):
            total, counted = total + _quantity(word.word, word.means), True
        elif word.kind == "scale":
            total, counted = max(total, 1) * _quantity(word.word, word.means), True
        elif word.kind == "fraction":
            total += int(word.word[0]) / int(word.word[-1])
        elif word.kind == "half":
            total += 0.5
    if counted:
        return total
    if not expression.has("unit", "quarter"):
        return None
    return total + 1 if expression.has("and") or not total else total  # "a year and a half"; "half an hour"


def _quantity(word: str, means: int | str) -> float:
    return float(means) if isinstance(means, int) else float(word.replace(",", ""))


def period(count: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units, a unit as in dates.toml: P2Y6M, PT36H; PXW when their number is unknown."""
    prefix = "PT" if unit.islower() else "P"
    if count is None:
        return f"{prefix}X{unit.upper()}"
    times, unit = MULTIPLES.get(unit, (1, unit))
    whole, rest = divmod(count * times, 1)
    half = HALVES.get(unit, "") if rest == 0.5 else ""
    return f"{prefix}{int(whole)}{unit.upper()}{half}" if whole or not half else f"{prefix}{half}"
