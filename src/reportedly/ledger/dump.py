"""The whole ledger as JSON Lines, and back: a line a report with all of its readings, a line a review, and both counts.

A dump is written and loaded in pieces of one report, so it needs no more memory than one. A load that was interrupted is finished
by loading again; one into a ledger that is not empty adds what is missing there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from reportedly.errors import BadDump
from reportedly.ledger import linking, review, store
from reportedly.ledger.review import Review
from reportedly.ledger.schema import reports
from reportedly.records import Reading, Report, from_json, to_json

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A report as the ledger keeps it: its edition, and its readings, oldest first, each with the edition that it read."""

    report: Report
    edition: int
    readings: tuple[tuple[int, Reading], ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many reports and reviews a dump held, and how many of them were new to the ledger."""

    reports: int
    reviews: int
    new_reports: int
    new_reviews: int


def head() -> str:
    """The first line."""
    return _line({"ledger": FORMAT})


def tail(reports: int, reviews: int) -> str:
    """The last line; a dump without it was cut short."""
    return _line({"end": {"reports": reports, "reviews": reviews}})


def report_line(connection: Connection, number: int) -> str:
    """The line of one report."""
    edition = connection.execute(select(reports.c.edition).where(reports.c.number == number)).scalar_one()
    kept = Kept(store.whole_report(connection, number), edition, tuple(store.all_readings(connection, number)))
    readings = [{"edition": edition, "reading": to_json(reading)} for edition, reading in kept.readings]
    return _line({"report": to_json(kept.report), "edition": kept.edition, "readings": readings})


def review_line(review: Review) -> str:
    """The line of one review."""
    return _line({"review": to_json(review)})


def parse(lines: Iterable[str]) -> Iterator[Kept | Review]:
    """What a dump holds. Raises BadDump at the first line that is none of a dump, and at the end when lines are missing."""
    counts = {"reports": 0, "reviews": 0}
    ended = begun = False
    for number, line in enumerate(lines, start=1):
        if ended:
            raise BadDump(f"line {number}: there is more behind the end; load one dump at a time")
        data = _data(line, number)
        if not begun:
            begun = _begins(data, number)
        elif "end" in data:
            ended = data["end"] == counts
        else:
            item = _item(data, number)
            counts["reports" if isinstance(item, Kept) else "reviews"] += 1
            yield item
    if not ended:
        raise BadDump(f"the dump is cut short: {counts['reports']} reports and {counts['reviews']} reviews came; dump again")


def restore(connection: Connection, item: Kept | Review) -> bool:
    """Put back what a line held; False when it is there already."""
    if isinstance(item, Review):
        added = review.append(connection, item)
        if added and item.field == linking.FIELD:
            linking.overrule(connection, item.record)
        return added
    if connection.execute(select(reports.c.number).where(reports.c.id == item.report.id)).first():
        return False
    for _, reading in item.readings:
        store.check(item.report, reading)
    number = store.insert_report(connection, item.report, item.edition)
    key = None
    for edition, reading in item.readings:
        store.retire(connection, number)
        key = store.insert_reading(connection, number, reading, edition)
    if key is not None:
        store.write_records(connection, (number, key), item.report, item.readings[-1][1])
    return True


def _begins(data: Any, number: int) -> bool:
    version = data.get("ledger")
    if version is None:
        raise BadDump(f"line {number}: no dump of a ledger; make one with: reportedly dump")
    if version != FORMAT:
        raise BadDump(f"line {number}: a dump of format {version}, this reportedly knows {FORMAT}; upgrade reportedly")
    return True


def _data(line: str, number: int) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadDump(f"line {number}: no JSON ({error}); dump again") from error
    if not isinstance(data, dict):
        raise BadDump(f"line {number}: not an object; dump again")
    return data


def _item(data: dict[str, Any], number: int) -> Kept | Review:
    try:
        if "review" in data:
            return review.from_data(data["review"])
        readings = tuple((int(kept["edition"]), from_json(Reading, kept["reading"])) for kept in data["readings"])
        return Kept(from_json(Report, data["report"]), int(data["edition"]), readings)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise BadDump(f"line {number}: neither a report nor a review ({error!r}); dump again") from error


def _line(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
