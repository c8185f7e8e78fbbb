"""The tables of a ledger, for SQLite today and PostgreSQL from the same definitions.

`readings` keeps every reading, whole. The `*_records` tables and `spans` hold the records of each report's current reading, laid
out for asking; they can be made again from `readings` at any time. Every table has an integer key, `number`, for its joins; what
people and other programs hold on to is `id`, which is the same in every ledger.

`recency` is minus the ordinal of the record's first day (of what it dates itself, else of publication), 0 when nothing dates it,
so that ascending order is newest first and undated last; `last_day` is the ordinal of its last day.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text, text

metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("title", Text),
    Column("published", String, comment="ISO 8601 day, or moment with its zone"),
    Column("outlet", Text),
    Column("url", Text),
    Column("authors", Text, nullable=False, comment="a JSON list"),
    Column("language", String),
    Column("origin", Text, comment="file or URL, with #n for its n-th record"),
    Column("sha256", String, comment="of the bytes"),
    Column("taken", String, comment="ISO 8601 moment"),
    Column("edition", Integer, nullable=False, comment="grows with every change of title, published or outlet"),
    Column("recency", Integer, nullable=False),
    Column("last_day", Integer, nullable=False),
    Column("text", Text, nullable=False, comment="the text of record, never altered"),
    Index("reports_by_day", "recency", "last_day"),
    Index("reports_by_outlet", "outlet", "recency"),
)

readings = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("report", ForeignKey("reports.number"), nullable=False),
    Column("reader", String, nullable=False, comment="the reader's version"),
    Column("edition", Integer, nullable=False, comment="the report's, when it was read"),
    Column("current", Boolean, nullable=False, comment="one a report: the newest"),
    Column("content", LargeBinary, nullable=False, comment="the reading as JSON, compressed with zlib"),
    Index("readings_by_report", "report", "reader", "edition", unique=True),
)

reviews = Table(
    "reviews",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("record", String(16), nullable=False, comment="the id of the record; it need not be in the current reading"),
    Column("field", String, comment="the field judged; empty: the record"),
    Column("verdict", String, nullable=False),
    Column("value", JSON(none_as_null=True), comment="what the field should hold"),
    Column("note", Text),
    Column("reviewer", Text),
    Column("made", String, comment="ISO 8601 moment"),
    Index("reviews_by_record", "record"),
    Index("reviews_of_links", "record", sqlite_where=text("field = 'entity'")),
)

spans = Table(
    "spans",
    metadata,
    Column("report", ForeignKey("reports.number"), primary_key=True),
    Column("record", String(16), primary_key=True),
    Column("field", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    sqlite_with_rowid=False,
)


unindexed = Table(
    "unindexed",
    metadata,
    Column("report", ForeignKey("reports.number"), primary_key=True),
    comment="reports that the full text does not have yet",
)


def _records(name: str, *columns: Column[Any] | Index) -> Table:
    """A table of records. Every index costs a page written for each record, so there is one only where a scan is too slow."""
    return Table(
        name,
        metadata,
        Column("number", Integer, primary_key=True),
        Column("id", String(16), nullable=False),
        Column("report", ForeignKey("reports.number"), nullable=False),
        Column("reading", ForeignKey("readings.number"), nullable=False),
        Column("recency", Integer, nullable=False),
        Column("last_day", Integer, nullable=False),
        *columns,
        Index(f"{name}_by_report", "report", "id", unique=True),
        Index(f"{name}_by_day", "recency", "last_day"),
    )


def _attribution() -> tuple[Column[Any], ...]:
    """What a figure or an event has from the statement around it."""
    return (
        Column("claimant", Text, comment="source of the statement around it; empty: the report's own voice"),
        Column("chain", Text),
        Column("hedged", Boolean, nullable=False),
        Column("statement", String(16)),
    )


def _place() -> tuple[Column[Any], ...]:
    return (Column("place", Text), Column("country", String(2)), Column("latitude", Float), Column("longitude", Float))


statement_records = _records(
    "statement_records",
    Column("source", Text),
    Column("kind", String, nullable=False),
    Column("type", String, nullable=False),
    Column("channel", String),
    Column("hedged", Boolean, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("said_on", String),
    Column("cue", Text),
    Column("chain", Text),
    Column("addressee", Text),
    Column("about", Text),
    Column("parent", String(16)),
    Column("content", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Index("statement_records_by_id", "id", unique=True),
    Index("statement_records_by_source", "source", "recency"),
    Index("statement_records_by_kind", "kind", "recency"),
)

figure_records = _records(
    "figure_records",
    Column("measure", String, nullable=False),
    Column("low", Integer, nullable=False),
    Column("high", Integer),
    Column("best", Integer),
    Column("approx", Boolean, nullable=False),
    Column("victims", Text),
    Column("victims_status", String),
    Column("victims_names", Text),
    Column("side", Text),
    Column("loss", String, comment="own or enemy, seen from the claimant"),
    *_place(),
    Column("as_of", String),
    Column("period_start", String),
    Column("period_end", String),
    Column("scope", String),
    Column("incident", String(16)),
    Column("part_of", String(16)),
    *_attribution(),
    Column("score", Float, nullable=False),
    Column("quote", Text, nullable=False),
    Column("context", Text, nullable=False),
    Index("figure_records_by_measure", "measure", "recency"),
)

event_records = _records(
    "event_records",
    Column("type", String, nullable=False),
    Column("mode", String),
    Column("status", String, nullable=False),
    Column("actor", Text),
    Column("recipient", Text),
    *_place(),
    Column("happened", String),
    Column("happened_start", String),
    Column("happened_end", String),
    Column("tense", String),
    Column("modality", String),
    Column("negated", Boolean, nullable=False),
    *_attribution(),
    Column("score", Float, nullable=False),
    Column("quote", Text, nullable=False),
    Column("context", Text, nullable=False),
    Index("event_records_by_type", "type", "recency"),
)

entity_records = _records(
    "entity_records",
    Column("name", Text, nullable=False),
    Column("type", String, nullable=False),
    Column("country", String(2)),
    Column("aliases", Text),
    Column("principal", Text),
    Column("mentions", Integer, nullable=False),
    Column("statements", Integer, nullable=False, comment="of which it is the source"),
    Column("quote", Text),
    Column("link", Integer, nullable=False, comment="the number of the decision who this is; made when the full text is"),
)

links = Table(
    "links",
    metadata,
    Column("decision", Integer, primary_key=True),
    Column("record", Integer, primary_key=True, comment="the number of an entity record with this link"),
    Column("report", ForeignKey("reports.number"), nullable=False),
    Column("statements", Integer, nullable=False),
    comment="entity records by their links: written for many at once, which an index of theirs is not",
    sqlite_with_rowid=False,
)

linked = Table("linked", metadata, Column("rules", String, primary_key=True, comment="a digest of what the links rest on"))

ledger_entities = Table(
    "ledger_entities",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("name", Text, comment="the spelling that most reports have"),
    Column("type", String),
    Column("country", String(2)),
    Column("aliases", Text, comment="all other spellings and names"),
    Column("best", Integer, comment="the decision that it has its name from"),
    Column("rank", Integer, nullable=False, comment="minus the number of its entity records"),
    Index("ledger_entities_by_rank", "rank", "id"),
    comment="whoever the entities of several reports are",
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, comment="a digest of key, name, type, country and aliases"),
    Column("name", Text, nullable=False),
    Column("type", String, nullable=False),
    Column("country", String(2)),
    Column("aliases", Text),
    Column("id", String(16), nullable=False, comment="of the entity that the key alone would make"),
    Column("key", Text, nullable=False, comment="what all have who are one by their names; see identity.py"),
    Column("block", Text, comment="a person's surname: only these are compared"),
    Column("target", String(16), comment="the id of the entity that the key's own is taken for"),
    Column("target_reason", Text),
    Column("entity", ForeignKey("ledger_entities.number")),
    Column("reason", Text, nullable=False),
    Column("by", String, nullable=False, comment="rule or person"),
    Column("records", Integer, nullable=False, comment="how many entity records are so spelled"),
    Column("due", Boolean, nullable=False, comment="lost a record: to be worked out at the next occasion"),
    Index("decisions_by_id", "id"),
    Index("decisions_by_block", "block"),
    Index("decisions_by_entity", "entity"),
    Index("decisions_due", "due", sqlite_where=text("due")),
    comment="who is so called is that entity, and why",
)
