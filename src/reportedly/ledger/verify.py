"""Checking a ledger against itself: spans against texts, laid-out rows against readings, the file against damage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DBAPIError

from reportedly.ledger import fts, store
from reportedly.ledger.layout import Layout, spans
from reportedly.ledger.schema import readings
from reportedly.ledger.schema import spans as span_rows
from reportedly.ledger.views import READ, View
from reportedly.records import Reading, Report


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold: of a report, or of the file when `report` is None."""

    report: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, and what does not hold."""

    reports: int
    readings: int
    spans: int
    problems: tuple[Problem, ...]

    def __bool__(self) -> bool:
        return not self.problems


def one_report(connection: Connection, number: int) -> Verified:
    """Check a report, all of its readings, and the rows of the current one."""
    report = store.whole_report(connection, number)
    problems: list[Problem] = []
    read = checked = 0
    current: Reading | None = None
    for _, reading in store.all_readings(connection, number):
        read, current = read + 1, reading
        checked += sum(1 for _ in spans(reading))
        problems += [
            Problem(report.id, f"reader {reading.reader}: characters {span.start}-{span.end} are not {span.quote!r}")
            for span in store.misquoted(report.text, reading)
        ]
    if current:
        problems += [Problem(report.id, reason) for reason in _differences(connection, number, report, current)]
    return Verified(1, read, checked, tuple(problems))


def file(connection: Connection) -> Iterator[Problem]:
    """Check the file and its references."""
    for row in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
        if row != "ok":
            yield Problem(None, f"damaged: {row}")
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem(None, f"row {row[1]} of {row[0]} refers to nothing in {row[2]}")


def index(connection: Connection, view: View) -> Iterator[Problem]:
    """Check a full-text table against its records. It writes nothing, but SQLite asks for the writer's lock."""
    try:
        fts.check(connection, view)
    except DBAPIError as error:
        yield Problem(None, f"the full-text index of {view.name} differs from its records: {error.orig}")


def links(connection: Connection) -> Iterator[Problem]:
    """Check that every entity record is linked, once, and counted, and every entity of the ledger spoken of."""
    at_work = "SELECT report FROM unindexed"
    for question, reason in (
        (
            f"SELECT count(*) FROM entity_records e WHERE report NOT IN ({at_work}) "
            "AND NOT EXISTS (SELECT 1 FROM links WHERE decision = e.link AND record = e.number)",
            "entities of reports are not linked",
        ),
        (
            "SELECT count(*) FROM links l LEFT JOIN entity_records e ON e.number = l.record AND e.link = l.decision "
            "WHERE e.number IS NULL",
            "links are of no entity of a report",
        ),
        (
            "SELECT count(*) FROM decisions d WHERE entity IS NULL "
            "OR records <> (SELECT count(*) FROM links WHERE decision = d.number)",
            "decisions have no entity, or count other links than there are",
        ),
        (
            "SELECT count(*) FROM ledger_entities WHERE number NOT IN (SELECT entity FROM decisions WHERE entity IS NOT NULL)",
            "entities of the ledger are spoken of by no decision",
        ),
    ):
        if count := connection.exec_driver_sql(question).scalar_one():
            yield Problem(None, f"{count} {reason}; load a dump into a new ledger")


def _differences(connection: Connection, number: int, report: Report, current: Reading) -> Iterator[str]:
    """Where the laid-out rows are not those of the current reading."""
    marked = select(readings.c.reader).where(readings.c.report == number, readings.c.current)
    if list(connection.execute(marked).scalars()) != [current.reader]:
        yield "its newest reading is not the one marked as current"
    expected = Layout(report, current).records()
    for view in READ.values():
        if _rows(connection, view.records, number) != _by_id(expected[view.records]):
            yield f"its {view.name} differ from those of its current reading"
    kept = {tuple(row[1:]) for row in connection.execute(select(span_rows).where(span_rows.c.report == number))}
    if kept != {(*placed, span.start, span.end, span.quote) for *placed, span in spans(current)}:
        yield "its spans differ from those of its current reading"


def _rows(connection: Connection, table: Table, number: int) -> dict[str, Any]:
    columns = [column for column in table.columns if column.name not in ("number", "report", "reading", "link")]
    query = select(*columns).where(table.c.report == number)
    return _by_id([dict(row._mapping) for row in connection.execute(query)])


def _by_id(rows: Any) -> dict[str, Any]:
    return {row["id"]: {name: value for name, value in row.items() if name != "link"} for row in rows}
