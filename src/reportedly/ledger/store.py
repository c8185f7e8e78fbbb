"""Writing to a ledger and reading back, whole: each function does its work within the transaction that it is given.

A report's id says how it came in and never changes. What is later set (its date, outlet or title) makes a new edition, which is
to be read again; reports that come in once more keep what was set.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from typing import Any, Literal

import orjson
from sqlalchemy import Connection, delete, exists, select, update

from reportedly.errors import BadReading, UnknownId
from reportedly.ledger import upkeep
from reportedly.ledger.layout import Layout, recency, spans
from reportedly.ledger.schema import readings, reports
from reportedly.ledger.schema import spans as span_rows
from reportedly.ledger.sqlite import insert_row, insert_rows
from reportedly.ledger.views import READ
from reportedly.records import Origin, Reading, Report, Span, from_json

Outcome = Literal["added", "read again", "known"]


def add(connection: Connection, report: Report, reading: Reading) -> Outcome:
    """Keep a reading of a report. The same report by the same reader changes nothing.

    Raises BadReading when the reading is of another report, quotes what the report does not say, or uses one id twice.
    """
    row = connection.execute(select(reports.c.number, reports.c.edition).where(reports.c.id == report.id)).one_or_none()
    if row is not None:
        number, edition = row
        if _is_read(connection, number, reading.reader, edition):
            return "known"
        report = whole_report(connection, number)
    check(report, reading)
    if row is None:
        number, edition = insert_report(connection, report, 1), 1
    else:
        supersede(connection, number)
        upkeep.remember(connection, number)
    write_records(connection, (number, insert_reading(connection, number, reading, edition)), report, reading)
    return "added" if row is None else "read again"


def change(connection: Connection, number: int, changes: dict[str, Any]) -> Report:
    """Set a report's title, published or outlet, as a new edition. Its readings stay, the current one until it is read again."""
    report = whole_report(connection, number)
    changed = replace(report, **changes)
    if changed == report:
        return report
    _storable(changed)
    erase_records(connection, number)
    values = {**report_row(changed), "edition": reports.c.edition + 1}
    connection.execute(update(reports).where(reports.c.number == number).values(values))
    upkeep.remember(connection, number)
    current = select(readings.c.number, readings.c.content).where(readings.c.report == number, readings.c.current)
    for key, content in connection.execute(current):
        write_records(connection, (number, key), changed, unpack(content))
    return changed


def remove(connection: Connection, number: int) -> None:
    """Forget a report and its readings. Reviews of its records stay, and count again should it come back."""
    erase_records(connection, number)
    connection.execute(delete(readings).where(readings.c.report == number))
    connection.execute(delete(reports).where(reports.c.number == number))


def known(connection: Connection, ids: Iterable[str], reader: str) -> dict[str, bool]:
    """Of some reports, those that are there, and whether this reader has read them in their present edition."""
    by_reader = (readings.c.report == reports.c.number, readings.c.reader == reader, readings.c.edition == reports.c.edition)
    query = select(reports.c.id, exists().where(*by_reader)).where(reports.c.id.in_(list(ids)))
    return {row[0]: row[1] for row in connection.execute(query)}


def numbers(connection: Connection, behind: int, limit: int) -> list[int]:
    """The next reports of the ledger, by number."""
    query = select(reports.c.number).where(reports.c.number > behind).order_by(reports.c.number).limit(limit)
    return list(connection.execute(query).scalars())


def has(connection: Connection, number: int) -> bool:
    """Whether the report of that number is still there."""
    return connection.execute(select(reports.c.number).where(reports.c.number == number)).first() is not None


def number_of(connection: Connection, id: str) -> int:
    """The number of a report by its whole id. Raises UnknownId."""
    number = connection.execute(select(reports.c.number).where(reports.c.id == id)).scalar_one_or_none()
    if number is None:
        raise UnknownId(f"no report {id!r} in the ledger; list them: reportedly reports")
    return int(number)


def whole_report(connection: Connection, number: int) -> Report:
    """A report as it was added, with what was set since."""
    row = connection.execute(select(reports).where(reports.c.number == number)).one()
    return Report(
        id=row.id,
        text=row.text,
        title=row.title,
        published=from_json(date, row.published) if row.published else None,
        outlet=row.outlet,
        url=row.url,
        authors=tuple(orjson.loads(row.authors)),
        language=row.language,
        origin=Origin(row.origin, row.sha256, from_json(datetime, row.taken) if row.taken else None) if row.origin else None,
    )


def current_reading(connection: Connection, number: int) -> Reading | None:
    """The newest reading of a report."""
    content = connection.execute(select(readings.c.content).where(readings.c.report == number, readings.c.current)).scalar()
    return unpack(content) if content else None


def all_readings(connection: Connection, number: int) -> Iterator[tuple[int, Reading]]:
    """Every reading of a report, oldest first, each with the edition that it read."""
    kept = select(readings.c.edition, readings.c.content).where(readings.c.report == number).order_by(readings.c.number)
    for edition, content in connection.execute(kept):
        yield edition, unpack(content)


def insert_reading(connection: Connection, number: int, reading: Reading, edition: int) -> int:
    """Put the new current reading in; its number."""
    row = {"report": number, "reader": reading.reader, "edition": edition, "current": True, "content": pack(reading)}
    return insert_row(connection, readings, row)


def supersede(connection: Connection, number: int) -> None:
    """Make room for a new current reading: the older one stays, its laid-out records go."""
    erase_records(connection, number)
    retire(connection, number)


def retire(connection: Connection, number: int) -> None:
    """Let the current reading of a report be an older one."""
    connection.execute(update(readings).where(readings.c.report == number, readings.c.current).values(current=False))


def check(report: Report, reading: Reading) -> None:
    """Raise BadReading unless the reading is of this report, quotes it exactly, and names each record once."""
    if reading.report != report.id:
        raise BadReading(f"{report.id}: the reading is of another report, {reading.report}; this is a defect of the reader")
    seen: set[str] = set()
    for records in (reading.entities, reading.statements, reading.figures, reading.events):
        for record in records:
            if record.id in seen:
                raise BadReading(f"{report.id}: two records have the id {record.id}; this is a defect of the reader")
            seen.add(record.id)
    for wrong in misquoted(report.text, reading):
        raise BadReading(f"{report.id}: characters {wrong.start}-{wrong.end} are not {wrong.quote!r}; a defect of the reader")


def misquoted(text: str, reading: Reading) -> Iterator[Span]:
    """The spans of a reading that do not quote the text."""
    for span in chain((placed[-1] for placed in spans(reading)), (skip.span for skip in reading.skipped if skip.span)):
        if text[span.start : span.end] != span.quote or span.start < 0:
            yield span


def report_row(report: Report) -> dict[str, Any]:
    """A report as its row, without number and edition."""
    origin = report.origin
    return {
        "id": report.id,
        "title": report.title,
        "published": report.published.isoformat() if report.published else None,
        "outlet": report.outlet,
        "url": report.url,
        "authors": orjson.dumps(report.authors).decode(),
        "language": report.language,
        "origin": origin.source if origin else None,
        "sha256": origin.sha256 if origin else None,
        "taken": origin.taken.isoformat() if origin and origin.taken else None,
        **recency(report),
        "text": report.text,
    }


def pack(reading: Reading) -> bytes:
    """A reading as it is kept: the JSON of `to_json`, compressed. Raises BadReading for a number beyond 64 bits."""
    try:
        return zlib.compress(orjson.dumps(reading), 1)
    except orjson.JSONEncodeError as error:
        raise BadReading(f"{reading.report}: no database can hold this ({error}); correct the input") from error


def unpack(content: bytes) -> Reading:
    """The reading that was packed, equal to it."""
    reading: Reading = from_json(Reading, orjson.loads(zlib.decompress(content)))
    return reading


def _is_read(connection: Connection, number: int, reader: str, edition: int) -> bool:
    by_reader = (readings.c.report == number, readings.c.reader == reader, readings.c.edition == edition)
    return connection.execute(select(readings.c.number).where(*by_reader)).first() is not None


def insert_report(connection: Connection, report: Report, edition: int) -> int:
    """Add a report, without a reading yet; its number. Raises BadReading for text that no database holds."""
    _storable(report)
    row = {**report_row(report), "edition": edition}
    number = insert_row(connection, reports, row)
    upkeep.remember(connection, number)
    return number


def erase_records(connection: Connection, number: int) -> None:
    """Take the laid-out records of a report away, and both from the full text; its readings stay."""
    upkeep.forget(connection, number)
    for view in READ.values():
        connection.execute(delete(view.records).where(view.records.c.report == number))
    connection.execute(delete(span_rows).where(span_rows.c.report == number))


def write_records(connection: Connection, numbers: tuple[int, int], report: Report, reading: Reading) -> None:
    """Lay out the records of a report's current reading; `numbers` are the report's and the reading's."""
    number, key = numbers
    rows_of = Layout(report, reading).records()
    for view in READ.values():
        if rows := rows_of[view.records]:
            insert_rows(connection, view.records, ["report", "reading", *rows[0]], [(number, key, *row.values()) for row in rows])
    quoted = sorted((number, *placed, span.start, span.end, span.quote) for *placed, span in spans(reading))
    insert_rows(connection, span_rows, span_rows.columns.keys(), quoted)


def _storable(report: Report) -> None:
    texts = (report.text, report.title, report.outlet, report.url, report.language, *report.authors)
    if not all(text is None or _holdable(text) for text in texts):
        raise BadReading(f"{report.id}: has a null character or half a surrogate pair, which no database holds; take it out")


def _holdable(text: str) -> bool:
    try:
        return b"\x00" not in text.encode()
    except UnicodeEncodeError:
        return False
