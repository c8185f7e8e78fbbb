"""The records: what the reader writes down, frozen, and JSON both ways.

Offsets are half-open ranges of Unicode code points in the report's text. Dates are `datetime.date`, intervals include both of
their ends. Unknown is `None`. `to_json` and `from_json` are lossless: `from_json(T, to_json(record)) == record`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import types
import typing
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, Generic, Literal, TypeVar

T = TypeVar("T")

EntityType = Literal["person", "office", "state", "organisation", "armed group", "outlet", "group", "anonymous"]
MentionKind = Literal["name", "nominal", "pronoun"]
StatementType = Literal["direct", "mixed", "indirect"]
StatementKind = Literal[
    "say", "deny", "demand", "ask", "promise", "threaten", "accuse", "intend", "believe", "agree", "reject", "other"
]
Channel = Literal["phone", "tweet", "statement", "interview", "meeting", "broadcast", "letter"]
Relation = Literal["outlet", "office", "relay", "speaker"]
Measure = Literal["killed", "injured", "casualties", "missing", "detained", "captured", "abducted", "displaced", "other"]
Scope = Literal["incident", "cumulative", "increment"]
Loss = Literal["own", "enemy"]
Sex = Literal["female", "male"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EventStatus = Literal["happened", "planned", "demanded", "denied", "failed", "possible"]
Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters of a report: `text[start:end] == quote`."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Anchored(Generic[T]):
    """A value and the characters that say it. `span` is None only when the value is inferred; `inferred` then says from what."""

    value: T
    span: Span | None = None
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from `start` to `until`, both included (None: open), and the TIMEX3 value they came from."""

    start: date | None
    until: date | None
    timex: str

    @property
    def day(self) -> date | None:
        """The one day that the interval covers, or None when it is longer or open."""
        return self.start if self.start == self.until else None


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the report names it. `country` is an ISO 3166 alpha-2 code; coordinates are WGS84 degrees."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Victim:
    """One of the counted, by name. `age` is in years; `role` what the report says that the victim was ("a nurse", "Sgt.")."""

    name: Anchored[str]
    age: Anchored[int] | None = None
    sex: Anchored[Sex] | None = None
    role: Anchored[str] | None = None


@dataclass(frozen=True, slots=True)
class Victims:
    """Whom a figure counts: the words, their status (civilian, combatant, police ...), and those whom the report names."""

    text: str
    status: str | None = None
    names: tuple[Victim, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One intermediary of a chain: the entity (its id), the words that name it, and how it passes the statement on."""

    entity: str
    span: Span | None
    relation: Relation


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report's bytes came from: file name or URL (`#n` for the n-th record), their sha256, and when they were taken."""

    source: str
    sha256: str
    taken: datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One news text. `text` is the text of record and is never altered. `published` carries time and zone when known."""

    id: str
    text: str
    title: str | None = None
    published: date | datetime | None = None
    outlet: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names someone; `entity` is the id of who it is, None where the reader cannot tell.

    `candidates` are then the ids of those whom it may mean, the likeliest first; none when nobody in the report fits.
    """

    id: str
    span: Span
    kind: MentionKind
    entity: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone: `country` an ISO 3166 alpha-2 code, `principal` the id of whom an office or spokesman speaks for."""

    id: str
    name: str
    type: EntityType
    country: str | None = None
    aliases: tuple[str, ...] = ()
    principal: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution relation. `source` is the id of a mention, `parent` of the statement around this one."""

    id: str
    content: tuple[Span, ...]
    source: str | None
    cue: Span | None
    type: StatementType
    kind: Anchored[StatementKind]
    chain: tuple[Link, ...] = ()
    addressee: Anchored[str] | None = None
    channel: Anchored[Channel] | None = None
    hedge: Span | None = None
    said_on: Anchored[Interval] | None = None
    negated: bool = False
    parent: str | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted quantity. `side`, like an addressee or actor, is an entity's id.

    `incident` is shared by the figures of one attack, accident or other event; a cumulative count has none. `loss` is "own" where
    the claimant's party counts its own, "enemy" where it counts its opponent's. The claimant is the source of `statement`, its
    chain that statement's chain; without a statement the report itself counts.
    """

    id: str
    span: Span
    measure: Anchored[Measure]
    low: int
    high: int | None
    best: int | None
    approximate: bool = False
    victims: Anchored[Victims] | None = None
    side: Anchored[str] | None = None
    loss: Loss | None = None
    place: Anchored[Place] | None = None
    as_of: Anchored[Interval] | None = None
    period: Anchored[Interval] | None = None
    scope: Scope | None = None
    incident: str | None = None
    part_of: str | None = None
    statement: str | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, as a PLOVER root; `actor` and `recipient` are ids of entities with the words that name them."""

    id: str
    anchors: tuple[Span, ...]
    type: EventType
    status: Anchored[EventStatus]
    mode: str | None = None
    actor: Anchored[str] | None = None
    recipient: Anchored[str] | None = None
    place: Anchored[Place] | None = None
    happened: Anchored[Interval] | None = None
    tense: Tense | None = None
    modality: str | None = None
    negated: bool = False
    statement: str | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Skip:
    """Something the reader passed over, and why; `span` is None when it concerns the whole report."""

    code: str
    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one version of the reader found in one report."""

    report: str
    reader: str
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    skipped: tuple[Skip, ...] = ()
    _index: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def find(self, id: str | None) -> Any:
        """The record of this reading with that id, or None."""
        if not self._index:
            for group in (self.entities, self.mentions, self.statements, self.figures, self.events):
                self._index.update((record.id, record) for record in group)
        return self._index.get(id) if id else None

    def name(self, id: str | None) -> str | None:
        """The name of an entity, or of the entity behind a mention (a mention nobody is known for: its own words)."""
        record = self.find(id)
        if isinstance(record, Mention):
            return self.name(record.entity) or record.span.quote
        return record.name if isinstance(record, Entity) else None

    def claimant(self, record: Figure | Event) -> str | None:
        """The name of the source of the statement around a figure or an event; None is the report's own voice."""
        statement = self.find(record.statement)
        return self.name(statement.source) if statement else None

    def chain(self, statement: str | None) -> tuple[str, ...]:
        """The names of a statement's intermediaries, nearest to the report first."""
        found = self.find(statement)
        return tuple(self.name(link.entity) or "" for link in found.chain) if found else ()


def report_id(text: str, outlet: str | None, url: str | None) -> str:
    """The id of a report: two outlets that print one text are two reports."""
    return _digest("report", text, outlet or "", url or "")


def record_id(report: str, kind: str, spans: Iterable[tuple[int, int]], measure: str = "") -> str:
    """The id of a record: where it is anchored, not what was read there, so that a better reading keeps it."""
    return _digest(report, kind, *(f"{start}-{end}" for start, end in sorted(spans)), measure)


def _digest(*parts: str) -> str:
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def to_json(value: Any) -> Any:
    """A record as JSON data; fields that hold nothing are written too, so that every line has every key."""
    if dataclasses.is_dataclass(value):
        return {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value) if f.init}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def from_json(kind: Any, data: Any) -> Any:
    """The record that `to_json` wrote. Raises TypeError or ValueError when the data are not of that kind."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return None if data is None else from_json(next(a for a in args if a is not type(None)), data)
    if origin is Literal:
        if data not in args:
            raise ValueError(f"{data!r} is none of {', '.join(map(str, args))}")
        return data
    if origin is tuple:
        return tuple(from_json(args[0], item) for item in data)
    if dataclasses.is_dataclass(origin or kind):
        return (origin or kind)(**_fields(origin or kind, args, data))
    if kind in (date, datetime):
        return _moment(data)
    if kind is float and isinstance(data, int):
        return float(data)
    if not isinstance(data, kind):
        raise TypeError(f"expected {kind.__name__}, got {data!r}")
    return data


def _fields(cls: Any, args: tuple[Any, ...], data: Any) -> dict[str, Any]:
    hints = _hints(cls)
    if unknown := set(data) - set(hints):
        raise ValueError(f"{cls.__name__} has no field {', '.join(sorted(unknown))}")
    return {name: from_json(args[0] if hints[name] is T else hints[name], value) for name, value in data.items()}


@cache
def _hints(cls: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(cls)
    return {f.name: hints[f.name] for f in dataclasses.fields(cls) if f.init}


def _moment(data: str) -> date | datetime:
    return date.fromisoformat(data) if len(data) == 10 else datetime.fromisoformat(data)
