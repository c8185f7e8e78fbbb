"""Finding one record, or one entity of the ledger, by the beginning of its id, and counting what there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, union_all

from reportedly.errors import BadQuery, UnknownId
from reportedly.ledger import review, store
from reportedly.ledger.identity import ALONE
from reportedly.ledger.linking import FIELD
from reportedly.ledger.query import LAST_CHARACTER
from reportedly.ledger.review import Review
from reportedly.ledger.schema import decisions, entity_records, ledger_entities, links, metadata, readings, reports
from reportedly.ledger.views import ASKED, READ, entities
from reportedly.records import Entity, Event, Figure, Reading, Report, Statement

LISTED = 5  # ids, when several begin alike
SHOWN = 100  # appearances of an entity


@dataclass(frozen=True, slots=True)
class Shown:
    """One record with what it stands in: its report, the report's current reading, and its reviews, oldest first.

    `record` is None when the id is the report's own, `view` the name of the view that lists it.
    """

    view: str
    report: Report
    reading: Reading | None
    record: Statement | Figure | Event | Entity | None
    reviews: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Who is so called is this entity, and why; `by` is "rule" or "person", `records` how many appearances it is about."""

    name: str
    type: str
    country: str | None
    aliases: str | None
    reason: str
    by: str
    records: int


@dataclass(frozen=True, slots=True)
class Appearance:
    """A report that an entity is in: its id, day, outlet and title, the name there, and the id of the entity of the report."""

    record: str
    name: str
    report: str
    published: str | None
    outlet: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class ShownEntity:
    """An entity of the ledger: its row of the view, why each of its names is linked to it, where it appears, its reviews."""

    row: dict[str, Any]
    decisions: tuple[Decision, ...]
    appearances: tuple[Appearance, ...]
    reviews: tuple[Review, ...]

    @property
    def view(self) -> str:
        """The name of the view that lists it."""
        return entities.name


@dataclass(frozen=True, slots=True)
class Stats:
    """How much a ledger holds. `rows` counts each view, `readers` the current readings by reader version.

    `to_read_again` counts the reports whose date, outlet or title was set after their current reading; `first` and `last` are the
    earliest and the latest publication dates.
    """

    rows: dict[str, int]
    readings: int
    reviews: int
    spans: int
    readers: dict[str, int]
    to_read_again: int
    first: str | None
    last: str | None


def find(connection: Connection, prefix: str) -> tuple[str, str]:
    """The view and the whole id of the record or entity whose id begins so. Raises UnknownId when there is none, or several."""
    return _only(connection, prefix)[:2]


def show(connection: Connection, prefix: str) -> Shown | ShownEntity:
    """The record or entity whose id begins so. Raises UnknownId when there is none, or several."""
    name, whole, number = _only(connection, prefix)
    if name == "entities":
        return _entity(connection, whole, number)
    report = store.whole_report(connection, number)
    reading = store.current_reading(connection, number)
    record = reading.find(whole) if reading and name != "reports" else None
    return Shown(name, report, reading, record, tuple(review.of_records(connection, [whole])))


def _entity(connection: Connection, id: str, number: int) -> ShownEntity:
    """The entity of that number; `id` may be one that was taken for it."""
    row = connection.execute(entities.select().where(ledger_entities.c.number == number)).one()
    why = select(decisions).where(decisions.c.entity == number).order_by(decisions.c.records.desc(), decisions.c.name)
    query = (
        select(entity_records.c.id, entity_records.c.name, reports.c.id, reports.c.published, reports.c.outlet, reports.c.title)
        .join(reports, reports.c.number == entity_records.c.report)
        .join(links, links.c.record == entity_records.c.number)
        .join(decisions, decisions.c.number == links.c.decision)
        .where(decisions.c.entity == number)
        .order_by(entity_records.c.recency, reports.c.id, entity_records.c.id)
    )
    found = connection.execute(why).all()
    about = {id, row.id, *(each.id for each in found)}
    about |= {each.key.removeprefix(ALONE) for each in found if each.key.startswith(ALONE)}
    return ShownEntity(
        dict(row._mapping),
        tuple(_decision(each) for each in found),
        tuple(Appearance(*each) for each in connection.execute(query.limit(SHOWN))),
        tuple(each for each in review.of_records(connection, sorted(about)) if each.field == FIELD),
    )


def _decision(row: Any) -> Decision:
    reason = "; ".join(filter(None, (row.reason, row.target_reason)))
    return Decision(row.name, row.type, row.country, row.aliases, reason, row.by, row.records)


def check_link(connection: Connection, made: Review) -> None:
    """Raise BadQuery or UnknownId unless a review of the field "entity" is about an entity and its value, if any, is one's id."""
    name, _, _ = _only(connection, made.record)
    if name not in ("entities", "appearances"):
        raise BadQuery(f"{made.record} is one of the {name}; a review of the field {FIELD!r} is about an entity")
    if made.value is None:
        return
    if not isinstance(made.value, str) or _only(connection, made.value)[:2] != ("entities", made.value):
        raise BadQuery(f"{made.value!r} is no entity of the ledger; give its whole id, as the view entities has it")


def report_number(connection: Connection, prefix: str) -> int:
    """The number of the report whose id begins so. Raises UnknownId."""
    return _only(connection, prefix, ("reports",))[2]


def stats(connection: Connection) -> Stats:
    """What the ledger holds."""
    readers = (
        select(readings.c.reader, func.count()).where(readings.c.current).group_by(readings.c.reader).order_by(readings.c.reader)
    )
    older = (
        select(func.count()).select_from(readings).join(reports).where(readings.c.current, readings.c.edition < reports.c.edition)
    )
    dates = connection.execute(select(func.min(reports.c.published), func.max(reports.c.published))).one()

    def count(name: str) -> int:
        return int(connection.execute(select(func.count()).select_from(metadata.tables[name])).scalar_one())

    return Stats(
        rows={name: count(view.records.name) for name, view in ASKED.items()},
        readings=count("readings"),
        reviews=count("reviews"),
        spans=count("spans"),
        readers={row[0]: row[1] for row in connection.execute(readers)},
        to_read_again=int(connection.execute(older).scalar_one()),
        first=dates[0],
        last=dates[1],
    )


def _only(connection: Connection, prefix: str, names: tuple[str, ...] = tuple(ASKED)) -> tuple[str, str, int]:
    """View, whole id, and number, of the only record whose id begins so; a whole id is no prefix of others.

    The number is that of the report, or of the entity of the ledger.
    """
    found: list[tuple[str, str, int]] = []
    for name in names:
        ids = _ids(name).subquery()
        query = select(ids).where(ids.c.id >= prefix, ids.c.id < prefix + LAST_CHARACTER).distinct()
        found += [(name, row[0], row[1]) for row in connection.execute(query.order_by(ids.c.id).limit(LISTED))]
    whole = [each for each in found if each[1] == prefix]
    if prefix and len(whole or found) == 1:
        return (whole or found)[0]
    if prefix and found:
        alike = ", ".join(f"{record} ({view})" for view, record, _ in found[:LISTED])
        raise UnknownId(f"several ids begin with {prefix!r}: {alike} ...; give more of it")
    raise UnknownId(f"no id begins with {prefix!r} among the ledger's {', '.join(names)}")


def _ids(name: str) -> Any:
    """The ids of a view, each with its number; of the entities those too that were taken for others."""
    if name == "entities":
        taken = select(decisions.c.id, decisions.c.entity.label("number")).where(decisions.c.entity.is_not(None))
        return union_all(select(ledger_entities.c.id, ledger_entities.c.number), taken)
    records = ASKED[name].records
    return select(records.c.id, (records.c.report if name in READ else records.c.number).label("number"))
