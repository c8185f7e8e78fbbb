"""Asking a ledger: the filters of a view as SQL, a page of rows at a time, newest first.

Rows come by their day (said, as of, happened, else published), newest first, undated last; those of one day in the order in which
they were added, so that a report's own stay together and in the order of its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypedDict

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, tuple_

from reportedly.errors import BadQuery
from reportedly.knowledge.gazetteer import countries
from reportedly.ledger import anyname, fts, grammar
from reportedly.ledger.rows import Rows
from reportedly.ledger.schema import decisions, entity_records, ledger_entities, reports
from reportedly.ledger.views import READ, View, appearances, entities

MAX_LIMIT = 10_000
ALWAYS = ("search", "since", "until", "report", "outlet")
LINKED = tuple(READ.values())
LAST_CHARACTER = "\U0010ffff"

Condition = ColumnElement[bool]


class Filters(TypedDict, total=False):
    """The filters that views take; docs/ledger.md says which view takes which.

    A name (`by`, `via`, `to`, `about`, `place`, `actor`, `recipient`) matches where its words stand together, in any case:
    "putin" finds Vladimir Putin, whatever he is called in other reports; with an equals sign, "=Vladimir Putin", it is that name
    and no other, and "=ID" the entity of the ledger with that id. `since` and `until` are days, both included.
    `kind`, `type`, `channel` and `status` take one value or several. `report` is the beginning of a report's id.
    """

    by: str
    via: str
    to: str
    about: str
    place: str
    actor: str
    recipient: str
    since: date | str
    until: date | str
    kind: str | Sequence[str]
    type: str | Sequence[str]
    channel: str | Sequence[str]
    status: str | Sequence[str]
    hedged: bool
    search: str
    min_score: float
    report: str
    outlet: str


def page(connection: Connection, view: View, filters: Filters, limit: int, after: str | None) -> Rows:
    """At most `limit` rows, those behind the record with the id `after`. Raises BadQuery."""
    if not isinstance(limit, int) or not 1 <= limit <= MAX_LIMIT:
        raise BadQuery(f"a limit of {limit!r}; give a number from 1 to {MAX_LIMIT:,}")
    query = view.select().where(*_conditions(connection, view, filters)).order_by(*view.order)
    if after is not None:
        query = query.where(_behind(connection, view, after))
    found = connection.execute(query.limit(limit + 1)).all()
    rows = tuple(tuple(row) for row in found[:limit])
    return Rows(view.headings, rows, rows[-1][0] if len(found) > limit else None)


def count(connection: Connection, view: View, filters: Filters) -> int:
    """How many rows there are in all."""
    query = select(func.count()).select_from(view.records).where(*_conditions(connection, view, filters))
    return int(connection.execute(query).scalar_one())


def facet(connection: Connection, view: View, column: str, filters: Filters, limit: int) -> list[tuple[Any, int]]:
    """The most frequent values of a column, and how often each is there; None where it is empty. Raises BadQuery."""
    if column not in view.headings:
        raise BadQuery(f"{view.name} have no column {column!r}; they have {', '.join(view.headings)}")
    value = view.columns[view.headings.index(column)]
    query: Select[Any] = select(value, func.count().label("count")).select_from(view.records)
    query = query.where(*_conditions(connection, view, filters)).group_by(value)
    rows = connection.execute(query.order_by(func.count().desc(), value).limit(limit))
    return [(row[0], row[1]) for row in rows]


def _conditions(connection: Connection, view: View, filters: Filters) -> Iterator[Condition]:
    given = {name: value for name, value in filters.items() if value is not None}
    scored = ("min_score",) if "score" in view.records.c else ()
    allowed = (*view.names, *view.choices, *ALWAYS, *scored)
    for name, value in given.items():
        if name not in allowed:
            raise BadQuery(f"{view.name} have no filter {name!r}; they have {', '.join(sorted(allowed))}")
        if name in view.choices:
            yield _choice(view, name, value)
    yield from _in_reports(view, given)
    if "min_score" in given:
        yield view.records.c.score >= _score(given["min_score"])
    yield from _words(connection, view, given)


def _words(connection: Connection, view: View, given: dict[str, Any]) -> Iterator[Condition]:
    """Names and searches, which all become one question to the full-text index."""
    wanted: list[str] = []
    for name, columns in view.names.items():
        if name not in given:
            continue
        value = _text(name, given[name])
        if value.startswith("="):
            called = anyname.by_id(connection, value[1:])
            yield anyname.among(view, columns, called) if called else view.records.c[columns[0]] == value[1:]
        elif name == "place" and "country" in view.records.c and (country := _country(value)):
            named = fts.matches(connection, view, fts.expression((grammar.name(value),), columns))
            yield or_(view.records.c.country == country, named)
        elif name != "place" and view in LINKED and (called := anyname.otherwise(connection, grammar.name(value))):
            records = view.records.c
            elsewhere = select(records.number).where(anyname.among(view, columns, called))
            here = fts.rows(view, fts.expression((grammar.name(value),), columns))
            yield fts.among(connection, view, here.union_all(elsewhere))
        else:
            wanted.append(fts.expression((grammar.name(value),), columns))
    unwanted = ""
    if "search" in given:
        search = grammar.search(_text("search", given["search"]))
        wanted += [fts.expression(search.wanted)] if search.wanted else []
        unwanted = fts.expression(search.unwanted, joined="OR") if search.unwanted else ""
    if wanted:
        expression = " AND ".join(wanted)
        yield fts.matches(connection, view, f"({expression}) NOT {unwanted}" if unwanted else expression)
    elif unwanted:
        yield fts.lacks(view, unwanted)


def _choice(view: View, name: str, value: Any) -> Condition:
    choice = view.choices[name]
    values = [value] if isinstance(value, str | bool) or not isinstance(value, Sequence) else list(value)
    for each in values:
        if each not in choice.values:
            raise BadQuery(f"{name}={each!r} of {view.name}; it is one of {', '.join(map(str, choice.values))}")
    column = view.records.c[choice.column]
    return column == values[0] if len(values) == 1 else column.in_(values)


def _in_reports(view: View, given: dict[str, Any]) -> Iterator[Condition]:
    """What the report must be: of a record its own; of an entity of the ledger one that it appears in."""
    if view is not entities:
        yield from _of_the_report(view, given)
        yield from _days(view, given)
    elif conditions := [*_of_the_report(appearances, given), *_days(appearances, given)]:
        there = select(decisions.c.entity).join(entity_records, entity_records.c.link == decisions.c.number)
        yield ledger_entities.c.number.in_(there.where(*conditions))


def _of_the_report(view: View, given: dict[str, Any]) -> Iterator[Condition]:
    asked: list[Condition] = []
    if "report" in given:
        prefix = _text("report", given["report"])
        asked.append(and_(reports.c.id >= prefix, reports.c.id < prefix + LAST_CHARACTER))
    if "outlet" in given:
        asked.append(reports.c.outlet == _text("outlet", given["outlet"]))
    if asked and view.records is reports:
        yield from asked
    elif asked:
        yield view.records.c.report.in_(select(reports.c.number).where(*asked))


def _days(view: View, given: dict[str, Any]) -> Iterator[Condition]:
    """What overlaps the days asked for; what has no day is never among them."""
    records = view.records.c
    if "since" in given:
        yield records.last_day >= _day("since", given["since"]).toordinal()
    if "until" in given:
        yield and_(records.recency >= -_day("until", given["until"]).toordinal(), records.recency < 0)


def _behind(connection: Connection, view: View, after: str) -> Condition:
    records = view.records.c
    last = connection.execute(select(*view.order).where(records.id == _text("after", after))).first()
    if last is None:
        raise BadQuery(f"after={after!r}: no such record among the {view.name}; give the id of the last row seen")
    return tuple_(*view.order) > tuple_(*last)


def _country(value: str) -> str | None:
    known = countries()
    country = known.by_code.get(value) or known.by_name(value)
    return country.code if country else None


def _score(value: Any) -> float:
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadQuery(f"min_score={value!r}; give a number from 0 to 1")
    return float(value)


def _day(name: str, value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(_text(name, value))
    except ValueError:
        raise BadQuery(f"{name}={value!r}; give a day as 2022-03-01") from None


def _text(name: str, value: Any) -> str:
    """A filter's value as text that a database can compare."""
    try:
        if "\x00" not in value and value.encode():
            return str(value)
    except (TypeError, AttributeError, UnicodeEncodeError):
        pass
    raise BadQuery(f"{name}={value!r}; give plain text")
