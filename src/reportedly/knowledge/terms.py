"""Terms of office: who held what from when until when, as a table writes it, and what is wrong with a row that no term can be.

Dates are as exact as they are known: YYYY, YYYY-MM or YYYY-MM-DD. A term without an end is known to last until `kept`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reportedly.knowledge.gazetteer import countries
from reportedly.knowledge.lexicon import Group, group_of

COLUMNS = ("title", "of", "name", "wikidata", "start", "end", "kept", "rules")
NEEDED = ("title", "of", "name", "start")
HEADS = ("head", "chief", "boss", "high commissioner")
DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
WIKIDATA = re.compile(r"(Q[1-9]\d*)?", re.ASCII)
CODE = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Holder:
    """The holder of an office. `of` is an ISO 3166 alpha-2 code or a body's name; `wikidata` an id such as Q1."""

    name: str
    title: str
    of: str
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """From `start` until `end`, or until `kept` at least. `rules` marks who leads the state in fact, or the body."""

    holder: Holder
    start: str
    end: str
    kept: str
    rules: bool

    def possibly(self, day: date) -> bool:
        """Whether the holder may have been in office that day."""
        return first_day(self.start) <= day <= last_day(self.end or self.kept)

    def certainly(self, day: date) -> bool:
        """Whether the holder was in office that day, however the inexact dates fell."""
        return last_day(self.start) <= day <= (first_day(self.end) if self.end else last_day(self.kept))


def term(row: Mapping[str, str]) -> Term:
    """The term in a row of `data/offices.csv`, which is well formed."""
    who = Holder(row["name"], row["title"], row["of"], row["wikidata"] or None)
    return Term(who, row["start"], row["end"], row["kept"], row["rules"] == "yes")


def checked_term(row: Mapping[str, str]) -> Term:
    """The term in a row that somebody wrote, with titles and bodies as reports call them. Raises ValueError: what is wrong."""
    cells = {column: row.get(column, "").strip() for column in COLUMNS}
    if empty := [column for column in NEEDED if not cells[column]]:
        raise ValueError(f"{empty[0]} is empty; every row needs {', '.join(NEEDED)}")
    if odd := [column for column in COLUMNS if not cells[column].isprintable()]:
        raise ValueError(f"{odd[0]} holds characters that cannot be printed; write it anew")
    if not cells["end"] and not cells["kept"]:
        raise ValueError("end and kept are both empty; give the last day, or in kept the day until which you know of no other")
    for column in ("start", "end", "kept"):
        _check_date(column, cells[column])
    until = "end" if cells["end"] else "kept"
    if last_day(cells[until]) < first_day(cells["start"]):
        raise ValueError(f"{until} {cells[until]} lies before start {cells['start']}; put them in order")
    if cells["rules"] not in ("yes", ""):
        raise ValueError(f"rules is {cells['rules']!r}; write yes or leave it empty")
    if not WIKIDATA.fullmatch(cells["wikidata"]):
        raise ValueError(f"wikidata is {cells['wikidata']!r}; write an id such as Q1 or leave it empty")
    cells["of"] = _state_or_body(cells["of"])
    return term({**cells, "title": office(cells["title"], cells["of"])[0]})


def office(title: str, of: str) -> tuple[str, str]:
    """An office as the table names it: ("foreign secretary", "GB") -> ("foreign minister", "GB"), ("head", "the IAEA")."""
    body = None if of in countries().by_code else _body(of)
    words = title.lower()
    if body is not None and words in HEADS and "head" in body.values:
        return body.values["head"], body.values.get("of", body.name)
    group = group_of("titles").get(words)
    return group.name if group else words, body.name if body else of


def first_day(when: str) -> date:
    """The first day of a year, a month or a day."""
    year, month, day = (*map(int, when.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(when: str) -> date:
    """The last day of a year, a month or a day."""
    parts = [int(part) for part in when.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def _body(of: str) -> Group | None:
    words = of.lower()
    return group_of("bodies").get(words) or group_of("bodies").get(words.removeprefix("the "))


def _state_or_body(of: str) -> str:
    """An ISO code for the name of a state; any other name as it is."""
    if of in countries().by_code:
        return of
    if CODE.fullmatch(of) and _body(of) is None:
        raise ValueError(f"no state has the code {of!r}; write an ISO 3166 code in capitals such as FR, or the name of a body")
    state = countries().by_name(of)
    return state.code if state else office("", of)[1]


def _check_date(column: str, when: str) -> None:
    try:
        if when and not DATE.fullmatch(when):
            raise ValueError(when)
        if when:
            first_day(when)
    except ValueError as error:
        raise ValueError(f"{column} is {when!r}; write 2024-03-05, 2024-03 or 2024") from error
