"""The records of a reading in words: what both the terminal and the page say of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reportedly.records import Anchored, Entity, Event, Figure, Interval, Mention, Place, Reading, Report, Statement, Victims

UNNAMED = "source not named"

Facts = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One record in words: a heading, a tag (its kind), the words it stands on, its chain from the report on, other facts."""

    record: str
    heading: str
    tag: str
    quotes: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The cards of one type of record. `kind` is the label kind that they are coloured by."""

    title: str
    kind: str
    cards: tuple[Card, ...]


def sections(reading: Reading) -> tuple[Section, ...]:
    """Statements, figures, events and entities, in the order of the reading."""
    unresolved = [mention for mention in reading.mentions if mention.entity is None]
    return (
        Section("Statements", "content", tuple(_statement(reading, s) for s in reading.statements)),
        Section("Figures", "figure", tuple(_figure(reading, f) for f in reading.figures)),
        Section("Events", "event", tuple(_event(reading, e) for e in reading.events)),
        Section(
            "Entities",
            "mention",
            (*(_entity(reading, e) for e in reading.entities), *(_unresolved(reading, m) for m in unresolved)),
        ),
    )


def notes(reading: Reading) -> tuple[str, ...]:
    """What was passed over and why, a sentence each."""
    return tuple(f"{skip.reason} ({skip.code})" for skip in reading.skipped)


def headline(report: Report) -> str:
    """What to call a report: its title, else its input's name, else its id."""
    return report.title or (report.origin.source if report.origin else report.id)


def byline(report: Report) -> str:
    """Outlet, authors, date and input of a report, as far as they are known."""
    day = report.published
    written = day.isoformat(" ", "minutes") if isinstance(day, datetime) else day.isoformat() if day else "no publication date"
    source = report.origin.source if report.origin and report.title else None
    return " · ".join(part for part in (report.outlet, ", ".join(report.authors), written, source) if part)


def amount(figure: Figure) -> str:
    """The number of a figure with its bounds: 227, about 40, at least 43, up to 80, 3 to 9, 24 or more."""
    return bounds(figure.low, figure.high, figure.best, approximate=figure.approximate)


def bounds(low: int, high: int | None, best: int | None, *, approximate: bool) -> str:
    """A number with its bounds, as `amount` writes it."""
    if low == high:
        return f"about {low:,}" if approximate else f"{low:,}"
    if high is None:
        return f"at least {low:,}" if best is not None else f"{low:,} or more"
    return f"up to {high:,}" if low == 0 else f"{low:,} to {high:,}"


def days(interval: Interval) -> str:
    """The days of an interval; its TIMEX3 value when both ends are open."""
    if interval.day:
        return interval.day.isoformat()
    if interval.start and interval.until:
        return f"{interval.start} to {interval.until}"
    if interval.start or interval.until:
        return f"from {interval.start}" if interval.start else f"until {interval.until}"
    return interval.timex


def _statement(reading: Reading, statement: Statement) -> Card:
    source = reading.name(statement.source) or UNNAMED
    addressee = _name(reading, statement.addressee)
    facts: Facts = (
        ("channel", _value(statement.channel)),
        ("said on", _days(statement.said_on)),
        ("hedge", statement.hedge.quote if statement.hedge else None),
        ("negated", "yes" if statement.negated else None),
        ("within", _name_of_statement(reading, statement.parent)),
        ("wording", statement.type),
        ("score", _score(statement.score)),
    )
    return Card(
        statement.id,
        f"{source} → {addressee}" if addressee else source,
        statement.kind.value,
        tuple(span.quote for span in statement.content),
        ("report", *reading.chain(statement.id), source),
        _known(facts),
    )


def _figure(reading: Reading, figure: Figure) -> Card:
    whole, incident = reading.find(figure.part_of), reading.find(figure.incident)
    victims = figure.victims.value if figure.victims else Victims("")
    facts: Facts = (
        ("status", victims.status),
        ("names", ", ".join(victim.name.value for victim in victims.names)),
        ("loss", figure.loss),
        ("side", _name(reading, figure.side)),
        ("place", _place(figure.place)),
        ("as of", _days(figure.as_of)),
        ("period", _days(figure.period)),
        ("scope", figure.scope),
        ("part of", amount(whole) if isinstance(whole, Figure) else None),
        ("incident", incident.type if isinstance(incident, Event) else None),
        ("score", _score(figure.score)),
    )
    return Card(
        figure.id,
        f"{amount(figure)} {victims.text}".rstrip(),
        figure.measure.value,
        (figure.span.quote,),
        _claim(reading, figure),
        _known(facts),
    )


def _event(reading: Reading, event: Event) -> Card:
    actor, recipient = _name(reading, event.actor) or "actor not named", _name(reading, event.recipient)
    facts: Facts = (
        ("status", event.status.value),
        ("mode", event.mode),
        ("place", _place(event.place)),
        ("date", _days(event.happened)),
        ("tense", event.tense),
        ("modality", event.modality),
        ("negated", "yes" if event.negated else None),
        ("score", _score(event.score)),
    )
    return Card(
        event.id,
        f"{actor} → {recipient}" if recipient else actor,
        event.type,
        tuple(span.quote for span in event.anchors),
        _claim(reading, event),
        _known(facts),
    )


def _entity(reading: Reading, entity: Entity) -> Card:
    words = dict.fromkeys(mention.span.quote for mention in reading.mentions if mention.entity == entity.id)
    facts: Facts = (
        ("country", entity.country),
        ("also", ", ".join(entity.aliases)),
        ("speaks for", reading.name(entity.principal)),
    )
    return Card(entity.id, entity.name, entity.type, tuple(words), (), _known(facts))


def _unresolved(reading: Reading, mention: Mention) -> Card:
    candidates = " or ".join(reading.name(entity) or "" for entity in mention.candidates)
    return Card(mention.id, mention.span.quote, "not resolved", (mention.span.quote,), (), _known((("may be", candidates),)))


def _claim(reading: Reading, record: Figure | Event) -> tuple[str, ...]:
    if reading.find(record.statement) is None:
        return ("report",)
    return ("report", *reading.chain(record.statement), reading.claimant(record) or UNNAMED)


def _name_of_statement(reading: Reading, id: str | None) -> str | None:
    parent = reading.find(id)
    return f"what {reading.name(parent.source) or UNNAMED} says" if isinstance(parent, Statement) else None


def _name(reading: Reading, field: Anchored[Any] | None) -> str | None:
    return (reading.name(field.value) or field.value) + _inferred(field) if field else None


def _value(field: Anchored[Any] | None) -> str | None:
    return field.value + _inferred(field) if field else None


def _days(field: Anchored[Interval] | None) -> str | None:
    return days(field.value) + _inferred(field) if field else None


def _place(field: Anchored[Place] | None) -> str | None:
    return ", ".join(filter(None, (field.value.name, field.value.country))) + _inferred(field) if field else None


def _inferred(field: Anchored[Any]) -> str:
    return f" (inferred from {field.inferred})" if field.inferred else ""


def _score(score: float) -> str | None:
    return f"{score:.2f}" if score else None


def _known(facts: Facts) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in facts if value)
