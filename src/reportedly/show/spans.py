"""A reading as labelled spans over its report's text, and the text cut at their edges, so that overlaps can be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from reportedly.records import Anchored, Mention, Reading, Span

LabelKind = Literal["content", "cue", "figure", "event", "mention", "detail"]


@dataclass(frozen=True, slots=True)
class Label:
    """Characters that say something of one record, by its id.

    A mention belongs to its entity, or stands for itself when it has none. Details are the words behind a record's other
    fields: its source, addressee, hedge, place, date.
    """

    start: int
    end: int
    kind: LabelKind
    record: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters under the same labels, the longest label first."""

    start: int
    end: int
    labels: tuple[Label, ...]


def labels(reading: Reading) -> tuple[Label, ...]:
    """Every labelled span of a reading, in the order of the text, a longer one before those it holds."""
    mentions = {mention.id: mention for mention in reading.mentions}
    found = {*_mentions(reading), *_statements(reading, mentions), *_figures(reading), *_events(reading)}
    return tuple(sorted(found, key=_outer_first))


def pieces(text: str, labels: Iterable[Label]) -> Iterator[Piece]:
    """The whole text, cut wherever a label begins or ends. The pieces put together are the text, whatever the labels."""
    opening: dict[int, list[Label]] = {}
    for label in (label for label in labels if label.start < label.end):
        opening.setdefault(max(0, label.start), []).append(label)
    edges = {0, len(text), *opening, *(label.end for starting in opening.values() for label in starting)}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    covering: list[Label] = []
    for start, end in pairwise(cuts):
        covering = [label for label in covering if label.end > start] + opening.get(start, [])
        yield Piece(start, end, tuple(sorted(covering, key=_outer_first)))


def _outer_first(label: Label) -> tuple[int, int, str, str]:
    return label.start, -label.end, label.kind, label.record


def _mentions(reading: Reading) -> Iterator[Label]:
    for mention in reading.mentions:
        yield _label(mention.span, "mention", mention.entity or mention.id)


def _statements(reading: Reading, mentions: Mapping[str, Mention]) -> Iterator[Label]:
    for statement in reading.statements:
        source = mentions.get(statement.source or "")
        details = [source.span if source else None, statement.hedge, *(link.span for link in statement.chain)]
        details += _spans(statement.kind, statement.addressee, statement.channel, statement.said_on)
        yield from (_label(span, "content", statement.id) for span in statement.content)
        if statement.cue:
            yield _label(statement.cue, "cue", statement.id)
        yield from (_label(span, "detail", statement.id) for span in details if span and span != statement.cue)


def _figures(reading: Reading) -> Iterator[Label]:
    for figure in reading.figures:
        details = _spans(figure.measure, figure.victims, figure.side, figure.place, figure.as_of, figure.period)
        yield _label(figure.span, "figure", figure.id)
        yield from (_label(span, "detail", figure.id) for span in details)


def _events(reading: Reading) -> Iterator[Label]:
    for event in reading.events:
        details = _spans(event.status, event.actor, event.recipient, event.place, event.happened)
        yield from (_label(span, "event", event.id) for span in event.anchors)
        yield from (_label(span, "detail", event.id) for span in details if span not in event.anchors)


def _spans(*fields: Anchored[Any] | None) -> list[Span]:
    return [field.span for field in fields if field and field.span]


def _label(span: Span, kind: LabelKind, record: str) -> Label:
    return Label(span.start, span.end, kind, record)
