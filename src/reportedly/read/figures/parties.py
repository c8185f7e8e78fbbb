"""For which party a claimant speaks: its own, that of the state or rebels it serves, or none, like a doctor or an observer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from reportedly.knowledge.groups import known_group
from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.counted import Tokens
from reportedly.read.figures.sides import PARTIES, side
from reportedly.read.layers import Count, Resolution, Statements, Toponym

BODIES = (*PARTIES, "organisation", "office", "group")  # who may have losses; a person or an outlet has none
SERVING = (
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "commander",
    "commanders",
    "general",
    "colonel",
    "leader",
    "chief",
    "fighters",
)
RULING = ("minister", "president", "premier", "chancellor", "king", "prime")
CONCEDING = ("concede", "admit", "acknowledge")
OF_STATE = ("state", "official", "government", "state-run", "pro-government")


@dataclass(frozen=True, slots=True)
class Party:
    """For whom a claimant speaks (an entity's position), whether it fights a state, and whether it keeps others' peace.

    `speaker` is the claimant, `conceding` where he says what he would rather not, and so speaks of his own.
    """

    who: int
    irregular: bool
    keeping: bool = False
    speaker: int | None = None
    conceding: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom a report speaks of, with the main tokens of their mentions, and those whose rebels it knows."""

    resolution: Resolution
    statements: Statements
    tokens: Tokens
    heads: Mapping[int, Sequence[Token]]
    rebels: Collection[int]
    countries: Mapping[int, str]  # of towns, by where they are named

    @staticmethod
    def of(
        resolution: Resolution, statements: Statements, tokens: Tokens, rebels: Collection[int], places: Sequence[Toponym]
    ) -> Cast:
        """The cast of a report; `rebels` are the sides that it names of rebels."""
        located = {p.start: p.place.country for p in places if p.place is not None and p.place.country is not None}
        heads: dict[int, list[Token]] = {}
        for m in resolution.mentions:
            if m.who is not None and m.kind != "pronoun" and (token := tokens.root((m.start, m.end))) is not None:
                heads.setdefault(m.who, []).append(token)
        return Cast(resolution, statements, tokens, heads, rebels, located)

    def party(self, count: Count) -> Party | None:
        """The party for which the claimant of a figure speaks, None for one that fights nobody, or the report itself."""
        told = self.statements.told[count.statement] if count.statement is not None else None
        if told is None or told.source is None or count.statement is None:
            return None
        conceding = self._cue(count.statement) in CONCEDING
        found = self._of(told.source) or (self._compatriots(told.source) if conceding else None)
        return replace(found, speaker=told.source, conceding=conceding) if found is not None else None

    def _cue(self, statement: int) -> str:
        attribution = self.statements.attributions[statement]
        cue = self.tokens.root(attribution.cue) if attribution.cue is not None else None
        return cue.lemma_.lower() if cue is not None else ""

    def _of(self, source: int) -> Party | None:
        who = self.resolution.entities[source]
        words = self._words(source)
        irregular = who.type == "armed group" or source in self.rebels or bool(words & {*groups("incidents")["rebelling"].words})
        if who.type in PARTIES:
            return Party(source, irregular)
        if who.principal is not None and (served := self.resolution.entities[who.principal]).type in PARTIES:
            return Party(who.principal, served.type == "armed group" or who.principal in self.rebels)
        stated = self._stated(source)
        if irregular:
            armed = [i for i, other in enumerate(self.resolution.entities) if _is_group(other.name, other.type)]
            sole = next((found[0] for found in (armed, [*self.rebels]) if len(found) == 1), stated)
            return Party(sole if sole is not None else source, True)
        if who.type == "outlet":
            if any((group := known_group(word)) is not None and group.type == "armed group" for word in self._run_by(source)):
                return Party(source, True)
            return self._compatriots(source) if words & {*OF_STATE} else None
        if stated in self.rebels and stated is not None and words & {*SERVING}:
            return Party(stated, True)
        if who.type in ("person", "anonymous") and words & {*RULING}:
            return Party(stated, False) if stated is not None else self._compatriots(source)
        if words & {"mission", "peacekeeping", "peacekeepers"}:
            return Party(stated if stated is not None else source, False, keeping=True)
        if not words & {*groups("incidents")["fighting"].words}:
            return None
        return Party(stated, False) if stated is not None else self._compatriots(source) or Party(source, False)

    def _words(self, who: int) -> set[str]:
        """The words that describe somebody, before the main ones of all mentions and in the name."""
        told = {t.lower_ for head in self.heads.get(who, []) for t in (head, *head.lefts)}
        return told | {w.strip("()'’").removesuffix("'s").lower() for w in self.resolution.entities[who].name.split()}

    def _run_by(self, outlet: int) -> Iterator[str]:
        """The words that may tell who runs an outlet: "Houthi-run television", "Hezbollah's radio"."""
        for head in self.heads.get(outlet, []):
            yield from (token.text for token in head.doc[head.left_edge.i : head.i + 1])

    def _stated(self, who: int) -> int | None:
        """The party that a mention names before the claimant: "Serbian police", "the M23 spokesman Pierre Bora"."""
        words = (
            t for head in self.heads.get(who, []) for t in (head, *(c for c in head.lefts if c.lower_ in (*SERVING, *RULING)))
        )
        return next((belongs[0] for t in words if (belongs := side(t, self.resolution))), None)

    def _compatriots(self, who: int) -> Party | None:
        """The state of somebody whose country is known."""
        country = self.resolution.entities[who].country or self._seat(who)
        states = (i for i, other in enumerate(self.resolution.entities) if other.type == "state" and country == other.country)
        found = next(states, None) if country else self._stated(who)
        return Party(found, False) if found is not None else None

    def _seat(self, who: int) -> str | None:
        """The country of the town behind a claimant: "the foreign ministry in Rabat"."""
        preps = (p for head in self.heads.get(who, []) for p in head.rights if p.dep_ == "prep" and p.lower_ in ("in", "at"))
        towns = (t for p in preps for t in p.children if t.dep_ == "pobj" and t.idx in self.countries)
        return next((self.countries[t.idx] for t in towns), None)


def _is_group(name: str, type: str) -> bool:
    if not name[:1].isupper():
        return False
    rebelling = bool({*name.lower().split()} & {*groups("incidents")["rebelling"].words})
    return type == "armed group" or (type == "organisation" and rebelling)
