"""Reviews: human verdicts beside readings, never in them. Who changes his mind adds another, and the newest counts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, insert, select

from reportedly.ledger.schema import reviews
from reportedly.records import from_json, to_json

Verdict = Literal["right", "wrong", "unsure"]


@dataclass(frozen=True, slots=True)
class Review:
    """What someone thinks of a record, or of one field of it; `value` is what the field should hold, as JSON data."""

    record: str
    verdict: Verdict
    field: str | None = None
    value: Any = None
    note: str | None = None
    reviewer: str | None = None
    made: datetime | None = None

    @property
    def id(self) -> str:
        """The same for the same review everywhere, so that it is never in a ledger twice."""
        return hashlib.sha256(json.dumps(to_json(self), sort_keys=True).encode()).hexdigest()[:16]


def append(connection: Connection, review: Review) -> bool:
    """Add a review; False when it is there already."""
    if connection.execute(select(reviews.c.number).where(reviews.c.id == review.id)).first():
        return False
    connection.execute(insert(reviews), {"id": review.id, **to_json(review)})
    return True


def of_records(connection: Connection, records: Iterable[str]) -> list[Review]:
    """The reviews of some records, oldest first."""
    query = select(reviews).where(reviews.c.record.in_(list(records))).order_by(reviews.c.number)
    return [_review(row) for row in connection.execute(query)]


def behind(connection: Connection, number: int, limit: int) -> list[tuple[int, Review]]:
    """The next reviews of the whole ledger behind one, with their numbers."""
    query = select(reviews).where(reviews.c.number > number).order_by(reviews.c.number).limit(limit)
    return [(row.number, _review(row)) for row in connection.execute(query)]


def effective(all_reviews: Iterable[Review]) -> Iterator[Review]:
    """Of each record's field, the newest of the reviews given oldest first."""
    newest = {(review.record, review.field): review for review in all_reviews}
    return iter(newest.values())


def from_data(data: Any) -> Review:
    """The review that `to_json` wrote. Raises TypeError, ValueError or KeyError."""
    fields = dict(data)
    made = fields.pop("made", None)
    from_json(Verdict, fields["verdict"])
    return Review(**fields, made=datetime.fromisoformat(made) if made else None)


def _review(row: Row[Any]) -> Review:
    made = datetime.fromisoformat(row.made) if row.made else None
    return Review(row.record, row.verdict, row.field, row.value, row.note, row.reviewer, made)
