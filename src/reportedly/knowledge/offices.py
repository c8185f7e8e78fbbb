"""Who held which office when: `data/offices.csv`, and before it a file of the user's own.

Titles go by `data/titles.toml` ("foreign secretary" is a foreign minister), bodies by `data/bodies.toml` ("U.N."). The leader of
a state is whoever rules it, whatever his title. The table is built by `scripts/build_offices.py`.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from io import StringIO
from os import PathLike
from pathlib import Path

from reportedly.errors import BadOffices
from reportedly.knowledge.lexicon import group_of
from reportedly.knowledge.tables import table
from reportedly.knowledge.terms import COLUMNS, NEEDED, Holder, Term, checked_term, last_day, office, term

__all__ = ["Holder", "Offices", "given_names", "holder", "kept_until", "own_offices", "titles_of"]

Office = tuple[str, str]


@dataclass(frozen=True)
class Offices:
    """The table, with rows of one's own that go before it. `digest` is the sha256 of the file that they came from, or empty.

    On a day for which `own` has a holder of an office, the table is not asked.
    """

    own: tuple[Term, ...] = ()
    digest: str = ""

    def holder(self, title: str, of: str, on: date) -> Holder | None:
        """Who held an office on a day.

        `title` is what reports call it, `of` an ISO code or a body's name. None for an office or a day outside the table, and
        where two people could be meant: on the day of a change, between rivals, or where only the year of a change is known.
        One who was in office for certain goes before those who may have been.
        """
        asked = office(title, of)
        own = [term for term in self._own_by_office.get(asked, ()) if term.possibly(on)]
        possible = own or [term for term in _by_office().get(asked, ()) if term.possibly(on)]
        certain = [term for term in possible if term.certainly(on)]
        again = possible if len(possible) > 1 else []  # two terms of one person, the second of which began in the same year
        names = {term.holder.name: term.holder for term in certain or again}
        return next(iter(names.values())) if len(names) == 1 else None

    def titles_of(self, name: str, on: date) -> tuple[Holder, ...]:
        """The offices that someone of this full name held on a day, or may have held where only years are known."""
        terms = (*self._own_by_name.get(name, ()), *_by_name().get(name, ()))
        return tuple(dict.fromkeys(term.holder for term in terms if term.possibly(on)))

    @cached_property
    def given_names(self) -> frozenset[str]:
        """The first names of those in the table who are named with more than a surname."""
        return _given_names() | frozenset(_given(self._own_by_name))

    @cached_property
    def _own_by_office(self) -> Mapping[Office, tuple[Term, ...]]:
        return _offices(self.own)

    @cached_property
    def _own_by_name(self) -> Mapping[str, tuple[Term, ...]]:
        return _names(self.own)


SHIPPED = Offices()


def own_offices(path: str | PathLike[str]) -> Offices:
    """The table, with a file of the user's own before it. Raises BadOffices with the line at fault.

    The file is a CSV with a heading and the columns of `data/offices.csv`, in any order: title, of, name and start, and end or
    kept; wikidata and rules may be left out.
    """
    try:
        content = Path(path).read_bytes()
        lines = StringIO(content.decode("utf-8-sig"), newline="")
    except UnicodeDecodeError as error:
        raise BadOffices(f"{path}: not UTF-8 (byte {error.start}); save the file as UTF-8") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadOffices(f"{path}: {reason}; give a CSV file of offices") from error
    return Offices(tuple(_own_terms(path, lines)), hashlib.sha256(content).hexdigest())


def _own_terms(path: str | PathLike[str], lines: Iterable[str]) -> Iterator[Term]:
    rows = csv.DictReader(lines, strict=True)
    try:
        _check_heading(rows.fieldnames or ())
        for row in rows:
            if None in row or None in row.values():
                count = len(rows.fieldnames or ())
                raise ValueError(f"not {count} cells, as in the heading; put quotation marks around a cell with a comma")
            yield checked_term(row)
    except csv.Error as error:
        raise BadOffices(f"{path}, line {rows.reader.line_num}: {error}; close every quotation mark") from error
    except ValueError as error:
        raise BadOffices(f"{path}, line {max(rows.line_num, 1)}: {error}") from error


def _check_heading(columns: Iterable[str]) -> None:
    if missing := [column for column in NEEDED if column not in columns]:
        raise ValueError(f"no column {missing[0]!r}; begin the file with {','.join(COLUMNS)}")
    if unknown := [column for column in columns if column not in COLUMNS]:
        raise ValueError(f"no such column as {unknown[0]!r}; the columns are {', '.join(COLUMNS)}")


def holder(title: str, of: str, on: date) -> Holder | None:
    """`Offices.holder` of the table alone."""
    return SHIPPED.holder(title, of, on)


def titles_of(name: str, on: date) -> tuple[Holder, ...]:
    """`Offices.titles_of` of the table alone."""
    return SHIPPED.titles_of(name, on)


def given_names() -> frozenset[str]:
    """`Offices.given_names` of the table alone."""
    return SHIPPED.given_names


@cache
def kept_until() -> date:
    """The last day that any part of the table speaks of; from the next one on, `holder` is None for whoever was in office."""
    return max(last_day(kept) for kept in {term.kept for term in _table()} if kept)


@cache
def _table() -> tuple[Term, ...]:
    return table("offices.csv", term)


@cache
def _by_office() -> Mapping[Office, tuple[Term, ...]]:
    return _offices(_table())


@cache
def _by_name() -> Mapping[str, tuple[Term, ...]]:
    return _names(_table())


@cache
def _given_names() -> frozenset[str]:
    return frozenset(_given(_by_name()))


def _given(names: Iterable[str]) -> Iterator[str]:
    firsts = (name.split()[0] for name in names if " " in name)
    return (first for first in firsts if len(first) > 2 and first.lower() not in group_of("no_given_names"))


def _offices(terms: Iterable[Term]) -> Mapping[Office, tuple[Term, ...]]:
    """Terms by their office; those who rule also hold that of leader."""
    found: dict[Office, list[Term]] = {}
    for each in terms:
        found.setdefault((each.holder.title, each.holder.of), []).append(each)
        if each.rules and each.holder.title != "leader":
            found.setdefault(("leader", each.holder.of), []).append(each)
    return {held: tuple(by) for held, by in found.items()}


def _names(terms: Iterable[Term]) -> Mapping[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for each in terms:
        found.setdefault(each.holder.name, []).append(each)
    return {name: tuple(held) for name, held in found.items()}
