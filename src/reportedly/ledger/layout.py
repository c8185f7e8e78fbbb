"""A reading laid out for asking: the rows of its records, and of their spans. A pure function of the report and the reading."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table

from reportedly.ledger.identity import quick_link
from reportedly.ledger.schema import entity_records, event_records, figure_records, statement_records
from reportedly.records import Anchored, Event, Figure, Interval, Mention, Place, Reading, Report, Span, Statement, Victim

BETWEEN_SPANS = " … "
BETWEEN_LINKS = " <- "
BETWEEN_NAMES = "; "
CONTEXT = 200  # characters, at most, on either side of a figure or an event
SENTENCE_END = re.compile(r"\n|[.!?](?:(?<=[^\W\d_]{4}.)([\s”\"]+)(?=[A-Z“\"])|[”\"](\s))")  # not after "Mr." or "U.S."

Row = dict[str, Any]
Placed = tuple[str, str, int, Span]  # the record's id, the field, which of its spans, and the span


class Layout:
    """The rows of one reading, by table, with the spans of each record."""

    def __init__(self, report: Report, reading: Reading) -> None:
        self._report = report
        self._reading = reading
        self._mentions = sorted(reading.mentions, key=lambda mention: _place_of(mention.span))
        self._starts = [mention.span.start for mention in self._mentions]
        self._sentences = Sentences(report.text)
        self._day = _day(report.published)
        self._published = _of_day(self._day)

    def records(self) -> Mapping[Table, Sequence[Row]]:
        """The rows of the record tables; those of a table are in the order of the text."""
        reading = self._reading
        return {
            statement_records: [self._statement(s) for s in sorted(reading.statements, key=_place_of_statement)],
            figure_records: [
                self._figure(figure) for figure in sorted(reading.figures, key=lambda figure: _place_of(figure.span))
            ],
            event_records: [
                self._event(event) for event in sorted(reading.events, key=lambda event: [*map(_place_of, event.anchors)])
            ],
            entity_records: list(self._entities()),
        }

    def _statement(self, statement: Statement) -> Row:
        source = self._reading.find(statement.source)
        spans = [*statement.content, *([statement.cue] if statement.cue else []), *([source.span] if source else [])]
        return {
            "id": statement.id,
            **self._days(statement.said_on),
            "source": self._reading.name(statement.source),
            "kind": statement.kind.value,
            "type": statement.type,
            "channel": _value(statement.channel),
            "hedged": statement.hedge is not None,
            "negated": statement.negated,
            "score": statement.score,
            "said_on": _one_day(statement.said_on),
            "cue": statement.cue.quote if statement.cue else None,
            "chain": self._chain(statement.id),
            "addressee": self._named(statement.addressee),
            "about": self._about(statement.content),
            "parent": statement.parent,
            "content": BETWEEN_SPANS.join(span.quote for span in statement.content),
            "quote": self._report.text[min((s.start for s in spans), default=0) : max((s.end for s in spans), default=0)],
        }

    def _figure(self, figure: Figure) -> Row:
        victims = _value(figure.victims)
        return {
            "id": figure.id,
            **self._days(figure.as_of),
            "measure": figure.measure.value,
            "low": figure.low,
            "high": figure.high,
            "best": figure.best,
            "approx": figure.approximate,
            "victims": victims.text if victims else None,
            "victims_status": victims.status if victims else None,
            "victims_names": BETWEEN_NAMES.join(map(_victim, victims.names)) or None if victims else None,
            "side": self._named(figure.side),
            "loss": figure.loss,
            **_place(figure.place),
            "as_of": _one_day(figure.as_of),
            "period_start": _iso(figure.period, "start"),
            "period_end": _iso(figure.period, "until"),
            "scope": figure.scope,
            "incident": figure.incident,
            "part_of": figure.part_of,
            **self._attribution(figure),
            "score": figure.score,
            "quote": figure.span.quote,
            "context": self._sentences.around(figure.span.start, figure.span.end),
        }

    def _event(self, event: Event) -> Row:
        start = min((span.start for span in event.anchors), default=0)
        end = max((span.end for span in event.anchors), default=0)
        return {
            "id": event.id,
            **self._days(event.happened),
            "type": event.type,
            "mode": event.mode,
            "status": event.status.value,
            "actor": self._named(event.actor),
            "recipient": self._named(event.recipient),
            **_place(event.place),
            "happened": _one_day(event.happened),
            "happened_start": _iso(event.happened, "start"),
            "happened_end": _iso(event.happened, "until"),
            "tense": event.tense,
            "modality": event.modality,
            "negated": event.negated,
            **self._attribution(event),
            "score": event.score,
            "quote": BETWEEN_SPANS.join(span.quote for span in event.anchors),
            "context": self._sentences.around(start, end),
        }

    def _entities(self) -> Iterator[Row]:
        mentions: defaultdict[str | None, list[Mention]] = defaultdict(list)
        for mention in self._mentions:
            mentions[mention.entity].append(mention)
        said = Counter(source.entity for s in self._reading.statements if (source := self._reading.find(s.source)))
        for entity in self._reading.entities:
            own = mentions[entity.id]
            aliases = BETWEEN_NAMES.join(entity.aliases) or None
            yield {
                "id": entity.id,
                **self._days(None),
                "name": entity.name,
                "type": entity.type,
                "country": entity.country,
                "aliases": aliases,
                "principal": self._reading.name(entity.principal),
                "mentions": len(own),
                "statements": said[entity.id],
                "quote": own[0].span.quote if own else None,
                "link": quick_link(entity.id, (entity.name, entity.type, entity.country, aliases), self._day),
            }

    def _attribution(self, record: Figure | Event) -> Row:
        statement = self._reading.find(record.statement)
        return {
            "claimant": self._reading.claimant(record),
            "chain": self._chain(record.statement),
            "hedged": bool(statement and statement.hedge),
            "statement": record.statement,
        }

    def _chain(self, statement: str | None) -> str | None:
        return BETWEEN_LINKS.join(self._reading.chain(statement)) or None

    def _named(self, party: Anchored[str] | None) -> str | None:
        return self._reading.name(party.value) or party.value if party else None

    def _about(self, content: Iterable[Span]) -> str | None:
        """Who is mentioned in a content, pronouns resolved, each once."""
        names: dict[str, None] = {}
        for span in content:
            for at in range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)):
                entity = self._mentions[at].entity
                if name := entity and self._reading.name(entity):
                    names[name] = None
        return BETWEEN_NAMES.join(names) or None

    def _days(self, dated: Anchored[Interval] | None) -> Row:
        if dated is None:
            return self._published
        first = dated.value.start or dated.value.until
        return _of_day(first, dated.value.until or first) if first else self._published


def recency(report: Report) -> Row:
    """Where a report stands in time: its `recency` and `last_day`."""
    return _of_day(_day(report.published))


def spans(reading: Reading) -> Iterator[Placed]:
    """The words behind every field, in the records of a reading; those of an entity are its mentions."""
    for statement in reading.statements:
        yield from _quotes(statement.id, "content", statement.content)
        source = reading.find(statement.source)
        for field, span in (("source", source and source.span), ("cue", statement.cue), ("hedge", statement.hedge)):
            if span:
                yield statement.id, field, 0, span
        yield from _anchors(statement, "kind", "addressee", "channel", "said_on")
        for position, link in enumerate(statement.chain):
            if link.span:
                yield statement.id, "chain", position, link.span
    for figure in reading.figures:
        yield figure.id, "quote", 0, figure.span
        yield from _anchors(figure, "measure", "victims", "side", "place", "as_of", "period")
        yield from _names(figure)
    for event in reading.events:
        yield from _quotes(event.id, "quote", event.anchors)
        yield from _anchors(event, "status", "actor", "recipient", "place", "happened")
    positions: defaultdict[str, int] = defaultdict(int)
    for mention in reading.mentions:
        owner = mention.entity or mention.id
        yield owner, "mention", positions[owner], mention.span
        positions[owner] += 1


class Sentences:
    """A text by its sentences, as far as stops and capitals tell: enough to show something in its place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._gaps = [found.span(found.lastindex or 0) for found in SENTENCE_END.finditer(text)]

    def around(self, start: int, end: int) -> str:
        """The sentence around a span, as it stands in the text; of a long one the words at most CONTEXT characters away."""
        before = bisect_right(self._gaps, start, key=lambda gap: gap[1])
        behind = bisect_left(self._gaps, end, key=lambda gap: gap[0])
        left = self._gaps[before - 1][1] if before else 0
        right = self._gaps[behind][0] if behind < len(self._gaps) else len(self._text)
        if start - left > CONTEXT:
            space = self._text.find(" ", start - CONTEXT, start)
            left = space if space >= 0 else start
        if right - end > CONTEXT:
            right = max(self._text.rfind(" ", end, end + CONTEXT), end)
        return self._text[left:right].strip()


def _quotes(record: str, field: str, quotes: Iterable[Span]) -> Iterator[Placed]:
    return ((record, field, position, span) for position, span in enumerate(quotes))


def _anchors(record: Statement | Figure | Event, *fields: str) -> Iterator[Placed]:
    for field in fields:
        anchored = getattr(record, field)
        if anchored is not None and anchored.span is not None:
            yield record.id, field, 0, anchored.span


def _names(figure: Figure) -> Iterator[Placed]:
    """The words of each named victim: name, age, sex and role under the victim's position."""
    for position, victim in enumerate(figure.victims.value.names if figure.victims else ()):
        for field in fields(victim):
            anchored = getattr(victim, field.name)
            if anchored is not None and anchored.span is not None:
                yield figure.id, f"victims_{field.name}", position, anchored.span


def _victim(victim: Victim) -> str:
    """A victim as the ledger shows one: "Karim Asad (34, male, nurse)"."""
    known = (victim.age, victim.sex, victim.role)
    details = ", ".join(str(anchored.value) for anchored in known if anchored is not None)
    return f"{victim.name.value} ({details})" if details else victim.name.value


def _place_of_statement(statement: Statement) -> list[tuple[int, int]]:
    return [_place_of(span) for span in statement.content or ([statement.cue] if statement.cue else [])]


def _place_of(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _place(place: Anchored[Place] | None) -> Row:
    value = place.value if place else Place("")
    return {"place": value.name or None, "country": value.country, "latitude": value.latitude, "longitude": value.longitude}


def _value(anchored: Anchored[Any] | None) -> Any:
    return anchored.value if anchored else None


def _one_day(dated: Anchored[Interval] | None) -> str | None:
    return dated.value.day.isoformat() if dated and dated.value.day else None


def _iso(dated: Anchored[Interval] | None, end: str) -> str | None:
    day = getattr(dated.value, end) if dated else None
    return day.isoformat() if day else None


def _day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _of_day(first: date | None, last: date | None = None) -> Row:
    if first is None:
        return {"recency": 0, "last_day": 0}
    return {"recency": -first.toordinal(), "last_day": (last or first).toordinal()}
