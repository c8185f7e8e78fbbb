"""What the steps of reading hand to one another: frozen layers, keyed by offsets into the report's text.

`Chars` is a half-open range of code points. A layer refers to another's items by their position in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc

from reportedly.records import (
    Channel,
    EntityType,
    EventStatus,
    EventType,
    Interval,
    Loss,
    Measure,
    MentionKind,
    Place,
    Relation,
    Scope,
    Sex,
    StatementKind,
    StatementType,
    Tense,
    Victims,
)

Chars = tuple[int, int]

DEEPEST = 50  # spans that begin earlier are looked at when asking which one lies around some characters


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation from its opening mark to behind its closing one; an open one is closed by the end of its paragraph."""

    start: int
    end: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Parse:
    """The report's text, tokenised, tagged and parsed as one Doc, whose `token.idx` are offsets into `text`."""

    text: str
    doc: Doc
    paragraphs: tuple[Chars, ...]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: its TIMEX3 type (DATE, TIME, DURATION, SET) and value ("" when unresolved), and the days it covers.

    `anchor` says what a relative one was counted from: "published", or the characters of another expression.
    """

    start: int
    end: int
    type: str
    value: str
    interval: Interval | None
    anchor: Chars | str | None = None


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name. `place` is None when the gazetteer does not know it; a state keeps `state` true."""

    start: int
    end: int
    place: Place | None
    state: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and contents of one attribution, with `kind` as its cue's lexicon entry gives it.

    `head` is the index of the cue's main token; `parent` the attribution whose content holds this one.
    """

    cue: Chars | None
    source: Chars | None
    contents: tuple[Chars, ...]
    kind: StatementKind | None = None
    head: int | None = None
    parent: int | None = None
    score: float = 0.5

    @property
    def start(self) -> int:
        """Where its content begins."""
        return min(self.contents)[0]


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of attributions in order, each with the position of its attribution."""

    spans: tuple[tuple[int, int, int], ...]

    @staticmethod
    @lru_cache(maxsize=8)
    def of(attributions: tuple[Attribution, ...]) -> Contents:
        """The contents of these attributions."""
        return Contents(tuple(sorted((start, end, i) for i, a in enumerate(attributions) for start, end in a.contents)))

    def holding(self, chars: Chars) -> Iterator[int]:
        """The attributions whose content holds these characters, innermost first."""
        last = bisect_right(self.spans, chars[0], key=lambda span: span[0])
        near = self.spans[max(0, last - DEEPEST) : last]
        yield from (-i for _, i in sorted((end - start, -i) for start, end, i in near if chars[1] <= end))

    def innermost(self, chars: Chars) -> int | None:
        """The attribution with the shortest content that holds these characters."""
        return next(self.holding(chars), None)


@dataclass(frozen=True, slots=True)
class Who:
    """Someone the report speaks of. `principal` is the position of whom an office or spokesman speaks for."""

    name: str
    type: EntityType
    country: str | None = None
    aliases: tuple[str, ...] = ()
    principal: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A mention; `who` is a position in `Resolution.entities`, None where it cannot be told: it is one of `candidates`."""

    start: int
    end: int
    kind: MentionKind
    who: int | None
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who. `adjectives` maps the index of a demonym token ("Russian") to its state's position in `entities`."""

    entities: tuple[Who, ...] = ()
    mentions: tuple[Named, ...] = ()
    adjectives: Mapping[int, int] = field(default_factory=dict)

    def at(self, chars: Chars) -> Named | None:
        """The mention that covers these characters best: the same ones, else the longest inside, else the shortest around."""
        start, end = chars
        last = bisect_left(self.mentions, end, key=lambda m: m.start)
        near = self.mentions[max(0, bisect_left(self.mentions, start, key=lambda m: m.start) - DEEPEST) : last]
        inside = [m for m in near if start <= m.start and m.end <= end]
        if inside:
            return max(inside, key=lambda m: (m.end - m.start, -m.start))
        return min((m for m in near if m.start <= start and end <= m.end), key=lambda m: m.end - m.start, default=None)


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain: position of the entity in `Resolution.entities`, the words that name it, and how it relays."""

    who: int
    chars: Chars | None
    relation: Relation


@dataclass(frozen=True, slots=True)
class Told:
    """The circumstance of an attribution: everything about a statement that is not its source, cue and content.

    `chars` may be None where the value is inferred from an earlier sentence of the same occasion.
    """

    kind: StatementKind
    kind_chars: Chars | None
    source: int | None
    chain: tuple[Step, ...] = ()
    addressee: tuple[int, Chars | None] | None = None
    channel: tuple[Channel, Chars | None] | None = None
    hedge: Chars | None = None
    said_on: Time | None = None
    negated: bool = False
    type: StatementType = "indirect"


@dataclass(frozen=True, slots=True)
class Statements:
    """The attributions that became statements, each with its circumstance; the two run in parallel."""

    attributions: tuple[Attribution, ...] = ()
    told: tuple[Told, ...] = ()

    def around(self, chars: Chars) -> int | None:
        """The innermost statement whose content holds these characters."""
        return self.contents.innermost(chars)

    @property
    def contents(self) -> Contents:
        """The statements' contents, to look up."""
        return Contents.of(self.attributions)


@dataclass(frozen=True, slots=True)
class NamedVictim:
    """A victim by name; each value with the characters that say it."""

    name: tuple[str, Chars]
    age: tuple[int, Chars] | None = None
    sex: tuple[Sex, Chars] | None = None
    role: tuple[str, Chars] | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A counted quantity; the fields are those of `records.Figure`, with positions instead of ids.

    `victims` has no names: those are in `names`. `incident` is the position of the first figure of the same incident.
    """

    chars: Chars
    measure: Measure
    measure_chars: Chars | None
    low: int
    high: int | None
    best: int | None
    approximate: bool = False
    victims: tuple[Victims, Chars] | None = None
    names: tuple[NamedVictim, ...] = ()
    side: tuple[int, Chars | None] | None = None
    loss: Loss | None = None
    place: tuple[Place, Chars] | None = None
    as_of: Time | None = None
    period: Time | None = None
    scope: Scope | None = None
    incident: int | None = None
    part_of: int | None = None
    statement: int | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """An event; the fields are those of `records.Event`, with positions instead of ids."""

    anchors: tuple[Chars, ...]
    type: EventType
    status: EventStatus
    status_chars: Chars | None = None
    mode: str | None = None
    actor: tuple[int, Chars | None] | None = None
    recipient: tuple[int, Chars | None] | None = None
    place: tuple[Place, Chars] | None = None
    happened: Time | None = None
    tense: Tense | None = None
    modality: str | None = None
    negated: bool = False
    statement: int | None = None
