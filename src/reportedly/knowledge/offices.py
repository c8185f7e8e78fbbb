"""Who held which office when: `data/offices.csv`, whose dates are as exact as they are known.

Titles go by `data/titles.toml` ("foreign secretary" is a foreign minister), bodies by `data/bodies.toml` ("U.N."). The leader of
a state is whoever rules it, whatever his title. Built by `scripts/build_offices.py`.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from reportedly.knowledge.lexicon import group_of
from reportedly.knowledge.tables import table


@dataclass(frozen=True, slots=True)
class Holder:
    """The holder of an office. `of` is an ISO 3166 alpha-2 code or a body's name; `wikidata` an id such as Q1."""

    name: str
    title: str
    of: str
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class _Term:
    """From `start` until `end` (YYYY, YYYY-MM or YYYY-MM-DD); an open end is known to hold until `kept`."""

    holder: Holder
    start: str
    end: str
    kept: str
    rules: bool

    def possibly(self, day: date) -> bool:
        """Whether the holder may have been in office that day."""
        return _first(self.start) <= day <= _last(self.end or self.kept)

    def certainly(self, day: date) -> bool:
        """Whether the holder was in office that day, however the inexact dates fell."""
        return _last(self.start) <= day <= _first(self.end or self.kept)


def holder(title: str, of: str, on: date) -> Holder | None:
    """Who held an office on a day.

    `title` is what reports call it, `of` an ISO code or a body's name. None for an office or a day outside the table, and where
    two people could be meant: on the day of a change, between rivals, or where only the year of a change is known. One who was
    in office for certain goes before one who may have been.
    """
    terms = _terms().get((_title(title), _body(of)), ())
    possible = [term for term in terms if term.possibly(on)]
    certain = [term for term in possible if term.certainly(on)]
    names = {term.holder.name: term.holder for term in certain or possible}
    return next(iter(names.values())) if len(names) == 1 else None


def titles_of(name: str, on: date) -> tuple[Holder, ...]:
    """The offices that someone of this full name held on a day, or may have held where only years are known."""
    held = [term.holder for term in _by_name().get(name, ()) if term.possibly(on)]
    return tuple(dict.fromkeys(held))


def kept_until() -> date:
    """The last day that any part of the table speaks of; from the next one on, `holder` is None for whoever was in office."""
    return max(_last(term.kept) for terms in _terms().values() for term in terms if term.kept)


@cache
def given_names() -> frozenset[str]:
    """The first names of those in the table who are named with more than a surname."""
    return frozenset(name.split()[0] for name in _by_name() if " " in name and len(name.split()[0]) > 2)


def _title(title: str) -> str:
    group = group_of("titles").get(title.lower())
    return group.name if group else title.lower()


def _body(of: str) -> str:
    group = group_of("bodies").get(of.lower())
    return group.name if group and not (len(of) == 2 and of in _codes()) else of


@cache
def _table() -> tuple[_Term, ...]:
    return table("offices.csv", _term)


@cache
def _codes() -> frozenset[str]:
    return frozenset(term.holder.of for term in _table())


@cache
def _terms() -> Mapping[tuple[str, str], tuple[_Term, ...]]:
    found: dict[tuple[str, str], list[_Term]] = {}
    for term in _table():
        found.setdefault((term.holder.title, term.holder.of), []).append(term)
        if term.rules and term.holder.title != "leader":
            found.setdefault(("leader", term.holder.of), []).append(term)
    return {office: tuple(terms) for office, terms in found.items()}


@cache
def _by_name() -> Mapping[str, tuple[_Term, ...]]:
    found: dict[str, list[_Term]] = {}
    for term in _table():
        found.setdefault(term.holder.name, []).append(term)
    return {name: tuple(terms) for name, terms in found.items()}


def _term(row: Mapping[str, str]) -> _Term:
    who = Holder(row["name"], row["title"], row["of"], row["wikidata"] or None)
    return _Term(who, row["start"], row["end"], row["kept"], row["rules"] == "yes")


def _first(when: str) -> date:
    """The first day of a year, a month or a day."""
    year, month, day = (*map(int, when.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _last(when: str) -> date:
    """The last day of a year, a month or a day."""
    parts = [int(part) for part in when.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])
