"""The named views `statements`, `figures`, `events`, `entities` and `appearances`, and the table `reports`: what people ask.

An entity is one of the whole ledger; its appearances are the entities of the reports that it is in.

A column of the report is a subquery of its own rather than a join: a database works it out only where it is looked at, so that
counting by source never touches the reports (300,000 statements: 13 ms instead of 295).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, get_args

from sqlalchemy import ColumnElement, Label, Select, Table, func, select

from reportedly.ledger.schema import (
    decisions,
    entity_records,
    event_records,
    figure_records,
    ledger_entities,
    links,
    readings,
    reports,
    statement_records,
)
from reportedly.records import Channel, EntityType, EventStatus, EventType, Measure, StatementKind, StatementType

OF_THE_REPORT = ("title", "outlet", "url", "published")
HIDDEN = {"id", "quote", "score", "number", "reading", "report", "recency", "last_day", "link"}
ATTRIBUTED = {"by": ("claimant",), "via": ("chain",)}


@dataclass(frozen=True)
class Choice:
    """A filter that compares a column with one of the values that it can hold."""

    column: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class View:
    """What is shown of one table, and how it is asked.

    `indexed` are the columns of its full-text table, which a search goes through; `names` says which of them each filter by name
    goes through; `choices` are its other filters.
    """

    name: str
    records: Table
    columns: tuple[ColumnElement[Any], ...]
    indexed: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    choices: Mapping[str, Choice]

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The names of its columns, in their order."""
        return tuple(str(column.key) for column in self.columns)

    @property
    def order(self) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
        """What its rows are sorted by: newest first; entities by how many reports they are in."""
        records = self.records.c
        return (records.rank, records.id) if self.records is ledger_entities else (records.recency, records.number)

    @property
    def index(self) -> str:
        """The name of its full-text table."""
        return f"{self.name}_fts"

    def select(self) -> Select[Any]:
        """Everything that the view shows."""
        return select(*self.columns)


def _of_report(records: Table, column: str, label: str) -> Label[Any]:
    return select(reports.c[column]).where(reports.c.number == records.c.report).scalar_subquery().label(label)


def _id_of(records: Table, name: str) -> Label[Any]:
    """The id of the ledger's entity that a name means in this report."""
    e, label = entity_records.alias(), f"{name}_id"
    query = select(ledger_entities.c.id).join(decisions, decisions.c.entity == ledger_entities.c.number)
    query = query.join(e, e.c.link == decisions.c.number).where(e.c.report == records.c.report, e.c.name == records.c[name])
    return query.order_by(e.c.number).limit(1).scalar_subquery().label(label)


def _columns(records: Table, *linked: str) -> tuple[ColumnElement[Any], ...]:
    """Id and quote, what the record says, who the names in the `linked` columns are, its score, the report and the reader."""
    return (
        records.c.id,
        records.c.quote,
        *(column for column in records.columns if column.name not in HIDDEN),
        *(_id_of(records, name) for name in linked),
        *(column for column in records.columns if column.name == "score"),
        _of_report(records, "id", "report"),
        *(_of_report(records, column, column) for column in OF_THE_REPORT),
        select(readings.c.reader).where(readings.c.number == records.c.reading).scalar_subquery().label("reader"),
    )


def _count(records: Table, label: str) -> Label[Any]:
    return select(func.count()).where(records.c.report == reports.c.number).scalar_subquery().label(label)


def _over_appearances(value: ColumnElement[Any], label: str) -> Label[Any]:
    query = select(value).select_from(links).join(decisions, decisions.c.number == links.c.decision)
    return query.where(decisions.c.entity == ledger_entities.c.number).scalar_subquery().label(label)


HEDGED = Choice("hedged", (True, False))
_reader = select(readings.c.reader).where(readings.c.report == reports.c.number, readings.c.current).scalar_subquery()
_entity = (
    select(ledger_entities.c.id)
    .join(decisions, decisions.c.entity == ledger_entities.c.number)
    .where(decisions.c.number == entity_records.c.link)
    .scalar_subquery()
    .label("entity")
)

statements = View(
    "statements",
    statement_records,
    _columns(statement_records, "source", "addressee"),
    indexed=("content", "cue", "source", "chain", "addressee", "about"),
    names={
        "by": ("source",),
        "via": ("chain",),
        "to": ("addressee",),
        "about": ("about", "content"),
        "place": ("about", "content"),
    },
    choices={
        "kind": Choice("kind", get_args(StatementKind)),
        "type": Choice("type", get_args(StatementType)),
        "channel": Choice("channel", get_args(Channel)),
        "hedged": HEDGED,
    },
)
figures = View(
    "figures",
    figure_records,
    _columns(figure_records, "claimant"),
    indexed=("context", "claimant", "chain", "victims", "side", "place"),
    names={**ATTRIBUTED, "about": ("victims", "side"), "place": ("place",)},
    choices={"kind": Choice("measure", get_args(Measure)), "hedged": HEDGED},
)
events = View(
    "events",
    event_records,
    _columns(event_records, "actor", "recipient", "claimant"),
    indexed=("context", "claimant", "chain", "actor", "recipient", "place"),
    names={**ATTRIBUTED, "about": ("actor", "recipient"), "actor": ("actor",), "recipient": ("recipient",), "place": ("place",)},
    choices={"kind": Choice("type", get_args(EventType)), "status": Choice("status", get_args(EventStatus)), "hedged": HEDGED},
)
entities = View(
    "entities",
    ledger_entities,
    (
        *(ledger_entities.c[name] for name in ("id", "name", "type", "country", "aliases")),
        _over_appearances(func.count(links.c.report.distinct()), "reports"),
        _over_appearances(func.sum(links.c.statements), "statements"),
    ),
    indexed=("name", "aliases"),
    names={"about": ("name", "aliases")},
    choices={"kind": Choice("type", get_args(EntityType))},
)
appearances = View(
    "appearances",
    entity_records,
    (*_columns(entity_records), _entity),
    indexed=("name", "aliases"),
    names={"about": ("name", "aliases")},
    choices={"kind": Choice("type", get_args(EntityType))},
)
reports_shown = View(
    "reports",
    reports,
    (
        *(reports.c[name] for name in ("id", "title", "published", "outlet", "url", "language", "origin")),
        _reader.label("reader"),
        _count(statement_records, "statements"),
        _count(figure_records, "figures"),
        _count(event_records, "events"),
    ),
    indexed=("title", "text"),
    names={"about": ("title", "text"), "place": ("title", "text")},
    choices={},
)

READ: Mapping[str, View] = MappingProxyType({view.name: view for view in (statements, figures, events, appearances)})
VIEWS: Mapping[str, View] = MappingProxyType({view.name: view for view in (statements, figures, events, entities, appearances)})
ASKED: Mapping[str, View] = MappingProxyType({**VIEWS, "reports": reports_shown})
