"""Finding one record by the beginning of its id, and counting what there is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from reportedly.errors import UnknownId
from reportedly.ledger import review, store
from reportedly.ledger.query import LAST_CHARACTER
from reportedly.ledger.review import Review
from reportedly.ledger.schema import metadata, readings, reports
from reportedly.ledger.views import ASKED
from reportedly.records import Entity, Event, Figure, Reading, Report, Statement

LISTED = 5  # ids, when several begin alike


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


def show(connection: Connection, prefix: str) -> Shown:
    """The record whose id begins so. Raises UnknownId when there is none, or several."""
    name, whole, number = _only(connection, prefix)
    report = store.whole_report(connection, number)
    reading = store.current_reading(connection, number)
    record = reading.find(whole) if reading and name != "reports" else None
    return Shown(name, report, reading, record, tuple(review.of_records(connection, [whole])))


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
    """View, whole id, and number of the report, of the only record whose id begins so; a whole id is no prefix of others."""
    found: list[tuple[str, str, int]] = []
    for name in names:
        records = ASKED[name].records
        report = records.c.number if name == "reports" else records.c.report
        query = select(records.c.id, report).where(records.c.id >= prefix, records.c.id < prefix + LAST_CHARACTER)
        found += [(name, row[0], row[1]) for row in connection.execute(query.order_by(records.c.id).limit(LISTED))]
    whole = [each for each in found if each[1] == prefix]
    if prefix and len(whole or found) == 1:
        return (whole or found)[0]
    if prefix and found:
        alike = ", ".join(f"{record} ({view})" for view, record, _ in found[:LISTED])
        raise UnknownId(f"several ids begin with {prefix!r}: {alike} ...; give more of it")
    raise UnknownId(f"no id begins with {prefix!r} among the ledger's {', '.join(names)}")
