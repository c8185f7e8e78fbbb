"""The layers -> Reading: the one gate at which records are made, and where every span is held against the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from reportedly.read.layers import Chars, Count, Deed, Named, NamedVictim, Parse, Resolution, Statements, Step, Time
from reportedly.records import (
    Anchored,
    Entity,
    Event,
    Figure,
    Interval,
    Link,
    Mention,
    Reading,
    Report,
    Skip,
    Span,
    Statement,
    Victim,
    Victims,
    record_id,
)

R = TypeVar("R", Entity, Statement, Figure)
T = TypeVar("T")

SAME_OCCASION = "an earlier statement of the same occasion"
FIGURE_SCORE, EVENT_SCORE = 0.75, 0.4  # the share found right on gold; a probability of its own for each comes with the tagger


def assemble(
    report: Report,
    reader: str,
    parse: Parse,
    resolution: Resolution,
    statements: Statements,
    counts: Sequence[Count],
    deeds: Sequence[Deed],
    skipped: Iterable[Skip] = (),
) -> Reading:
    """The reading of a report. Raises AssertionError when a span does not quote the text: a defect of a step."""
    made = _Maker(report, parse.text, resolution, statements)
    return Reading(
        report.id,
        reader,
        mentions=made.mentions,
        statements=_once(made.statement(i) for i in range(len(statements.attributions))),
        figures=_once(made.figure(count, counts) for count in counts),
        events=made.events(deeds),
        entities=made.entities,
        skipped=tuple(skipped),
    )


def _once(records: Iterable[R]) -> tuple[R, ...]:
    """The records, those that stand on the same words once."""
    return tuple({record.id: record for record in records}.values())


class _Maker:
    """Turns positions into ids and characters into spans, for one report."""

    def __init__(self, report: Report, text: str, resolution: Resolution, statements: Statements) -> None:
        self.report, self.text, self.resolution, self.layer = report, text, resolution, statements
        anchors = self._anchors()
        self._entity_ids = [
            self._id("entity", [anchors[i]] if i in anchors else [], who.name if i not in anchors else "")
            for i, who in enumerate(resolution.entities)
        ]
        self._statement_ids = [self._statement_id(i) for i in range(len(statements.attributions))]
        by_chars = {(m.start, m.end): self._mention(m) for m in resolution.mentions}
        sources = (a.source for a in statements.attributions if a.source and resolution.at(a.source) is None)
        by_chars |= {chars: self._mention(Named(*chars, "nominal", None)) for chars in sources}
        self._by_chars = dict(sorted(by_chars.items()))

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions, in order of text."""
        return tuple(self._by_chars.values())

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Everyone whom a record speaks of."""
        ids = self._entity_ids
        found = [
            Entity(key, who.name, who.type, who.country, who.aliases, None if who.principal is None else ids[who.principal])
            for key, who in zip(ids, self.resolution.entities, strict=True)
        ]
        return _once(found)

    def statement(self, i: int) -> Statement:
        """The i-th statement."""
        attribution, told = self.layer.attributions[i], self.layer.told[i]
        return Statement(
            self._statement_ids[i],
            tuple(self._span(chars) for chars in attribution.contents),
            self._source(attribution.source),
            self._maybe(attribution.cue),
            told.type,
            self._anchored(told.kind, told.kind_chars, "the content's words"),
            tuple(self._link(step) for step in told.chain),
            self._entity(told.addressee, SAME_OCCASION),
            self._anchored(*told.channel, SAME_OCCASION) if told.channel else None,
            self._maybe(told.hedge),
            self._time(told.said_on),
            told.negated,
            self._statement_ids[attribution.parent] if attribution.parent is not None else None,
            attribution.score,
        )

    def figure(self, count: Count, counts: Sequence[Count]) -> Figure:
        """A figure; its incident goes by the first figure counted of it."""
        first = counts[count.incident] if count.incident is not None else None
        return Figure(
            self._figure_id(count),
            self._span(count.chars),
            self._anchored(count.measure, count.measure_chars, "the figures beside it"),
            count.low,
            count.high,
            count.best,
            count.approximate,
            self._victims(count),
            self._entity(count.side, "the victims' words"),
            count.loss,
            self._anchored(*count.place) if count.place else None,
            self._time(count.as_of),
            self._time(count.period),
            count.scope,
            self._id("incident", [first.chars]) if first else None,
            self._figure_id(counts[count.part_of]) if count.part_of is not None else None,
            self._statement_ids[count.statement] if count.statement is not None else None,
            FIGURE_SCORE,
        )

    def _victims(self, count: Count) -> Anchored[Victims] | None:
        if count.victims is None:
            return None
        text, chars = count.victims
        return self._anchored(replace(text, names=tuple(self._victim(named) for named in count.names)), chars)

    def _victim(self, named: NamedVictim) -> Victim:
        return Victim(
            self._anchored(*named.name),
            self._anchored(*named.age) if named.age else None,
            self._anchored(*named.sex) if named.sex else None,
            self._anchored(*named.role) if named.role else None,
        )

    def events(self, deeds: Sequence[Deed]) -> tuple[Event, ...]:
        """The events; several on the same words (each accuses the other) are numbered in their order."""
        numbers: Counter[tuple[Chars, ...]] = Counter()
        found = []
        for deed in deeds:
            numbers[deed.anchors] += 1
            number = numbers[deed.anchors]
            found.append(self._event(deed, self._id("event", deed.anchors, str(number) if number > 1 else "")))
        return tuple(found)

    def _event(self, deed: Deed, id: str) -> Event:
        return Event(
            id,
            tuple(self._span(chars) for chars in deed.anchors),
            deed.type,
            self._anchored(deed.status, deed.status_chars, "the clause"),
            deed.mode,
            self._entity(deed.actor, "the clause"),
            self._entity(deed.recipient, "the clause"),
            self._anchored(*deed.place) if deed.place else None,
            self._time(deed.happened),
            deed.tense,
            deed.modality,
            deed.negated,
            self._statement_ids[deed.statement] if deed.statement is not None else None,
            EVENT_SCORE,
        )

    def _anchors(self) -> dict[int, Chars]:
        """Where each entity stands: its first name, else its first mention."""
        found: dict[int, Chars] = {}
        for m in sorted(self.resolution.mentions, key=lambda m: (m.kind != "name", m.start)):
            if m.who is not None:
                found.setdefault(m.who, (m.start, m.end))
        return found

    def _id(self, kind: str, spans: Iterable[Chars], measure: str = "") -> str:
        return record_id(self.report.id, kind, spans, measure)

    def _statement_id(self, i: int) -> str:
        attribution = self.layer.attributions[i]
        return self._id("statement", [*attribution.contents, *([attribution.cue] if attribution.cue else [])])

    def _figure_id(self, count: Count) -> str:
        return self._id("figure", [count.chars], count.measure)

    def _span(self, chars: Chars) -> Span:
        start, end = chars
        assert 0 <= start < end <= len(self.text), (start, end, len(self.text))
        return Span(start, end, self.text[start:end])

    def _maybe(self, chars: Chars | None) -> Span | None:
        return self._span(chars) if chars else None

    def _anchored(self, value: T, chars: Chars | None, inferred: str | None = None) -> Anchored[T]:
        return Anchored(value, self._span(chars)) if chars else Anchored(value, None, inferred)

    def _entity(self, who: tuple[int, Chars | None] | None, inferred: str) -> Anchored[str] | None:
        return self._anchored(self._entity_ids[who[0]], who[1], inferred) if who else None

    def _time(self, time: Time | None) -> Anchored[Interval] | None:
        return self._anchored(time.interval, (time.start, time.end)) if time and time.interval else None

    def _link(self, step: Step) -> Link:
        return Link(self._entity_ids[step.who], self._maybe(step.chars), step.relation)

    def _mention(self, m: Named) -> Mention:
        key, span = self._id("mention", [(m.start, m.end)]), self._span((m.start, m.end))
        entity = self._entity_ids[m.who] if m.who is not None else None
        return Mention(key, span, m.kind, entity, tuple(self._entity_ids[who] for who in m.candidates))

    def _source(self, chars: Chars | None) -> str | None:
        if chars is None:
            return None
        named = self.resolution.at(chars)
        return self._by_chars[(named.start, named.end) if named else chars].id
