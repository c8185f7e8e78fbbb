"""What an event takes from around it: the parties of earlier talks, whom words were addressed to, who fights whom."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportedly.read.events.identify import Party
from reportedly.read.events.once import MEMORY, NEARBY, Dyad, who
from reportedly.read.layers import Chars, Deed, Resolution, Statements, Time

TALKED = ("CONSULT", "AGREE")
ADDRESSED = frozenset({"REQUEST", "REJECT", "THREATEN"})
SAID = ADDRESSED | {"ACCUSE", "AGREE", "SUPPORT"}
AGAINST = frozenset({"RETREAT", "ASSAULT", "AGREE"})
LONGEST_CUE = 60  # characters of "was quoted late on Monday as saying"
SAME_TALK = 350  # characters after a meeting in which those who met still speak to each other
SAME_CALL = 1500  # characters between a call and "a second call"
BEFORE = 300  # characters before "the pair" in which they are named
PEOPLE = ("person", "office")


class Context:
    """The entities and statements that surround the events of a report."""

    def __init__(self, resolution: Resolution, statements: Statements) -> None:
        self._resolution = resolution
        self._statements = statements
        self._cues = sorted((a.cue, i) for i, a in enumerate(statements.attributions) if a.cue)
        self._starts = [m.start for m in resolution.mentions]

    def last_meeting(self, deeds: Sequence[Deed], at: Chars, phone: bool = False) -> Dyad | None:
        """The parties of the last meeting, or agreement to meet, that "the talks" speak of; of a call only with `phone`."""
        for deed in sorted(deeds[-MEMORY:], key=lambda deed: deed.anchors, reverse=True):
            near = 0 <= at[0] - deed.anchors[0][0] <= (SAME_CALL if phone else NEARBY)
            if deed.type in TALKED and near and deed.actor and deed.recipient and (deed.mode == "phone" or not phone):
                return deed.actor, deed.recipient
        return None

    def last_date(self, deeds: Sequence[Deed], at: Chars) -> Time | None:
        """When the talks took place that failed."""
        talks = (deed for deed in sorted(deeds[-MEMORY:], key=lambda deed: deed.anchors, reverse=True) if deed.type == "CONSULT")
        return next((deed.happened for deed in talks if 0 <= at[0] - deed.anchors[0][0] <= NEARBY), None)

    def last_two(self, at: Chars) -> Dyad | None:
        """The two people named last before "the pair"."""
        near = range(bisect_left(self._starts, at[0] - BEFORE), bisect_left(self._starts, at[0]))
        named: dict[int, Chars] = {}
        for m in (self._resolution.mentions[i] for i in reversed(near)):
            if m.kind == "name" and m.who is not None and self._resolution.entities[m.who].type == "person":
                named.setdefault(m.who, (m.start, m.end))
        pair = sorted(list(named.items())[:2], key=lambda item: item[1])
        return ((pair[0][0], None), (pair[1][0], None)) if len(pair) == 2 else None

    def both(self, people: Sequence[Party | None]) -> list[Party]:
        """Two leaders that meet; where only one is told by name, the other is whom he or she speaks to."""
        known = [person for person in people if person]
        if len(people) != 2 or not known:
            return []
        partner = self._partner(known[0][0])
        filled = [person or partner for person in people]
        return [person for person in filled if person] if all(filled) else []

    def _partner(self, speaker: int) -> Party | None:
        """The first person whom somebody speaks to, or who speaks to him or her."""
        for told in self._statements.told:
            heard = told.addressee[0] if told.addressee else None
            if heard is not None and told.source is not None and speaker in (told.source, heard):
                other = heard if told.source == speaker else told.source
                if other != speaker and self._resolution.entities[other].type == "person":
                    return other, None
        return None

    def _asked_back(self, deed: Deed) -> Party | None:
        """Who had just spoken to the one that now asks something in return."""
        at = deed.anchors[0][0]
        said = [self._statements.told[i] for _, i in self._cued(at - SAME_TALK, at)]
        to_him = (told.source for told in said if told.addressee and told.addressee[0] == who(deed.actor))
        return next(((source, None) for source in to_him if source is not None), None)

    def _cued(self, start: int, end: int) -> list[tuple[Chars, int]]:
        """The cues that begin within these characters, each with its statement."""
        first, last = (bisect_left(self._cues, at, key=lambda cue: cue[0][0]) for at in (start, end))
        return self._cues[first:last]

    def spoken(self, deed: Deed, before: Sequence[Deed]) -> Deed:
        """A demand or the like with what the statement that makes it, or the talk in which it is made, says of it."""
        if deed.type not in SAID:
            return deed
        at = deed.anchors[0]
        near = self._cued(at[0] - LONGEST_CUE, at[1])
        told = next((self._statements.told[i] for cue, i in near if max(cue[0], at[0]) < min(cue[1], at[1])), None)
        if told is not None:
            heard = told.addressee if told.addressee and self._party(told.addressee) else None
            deed = _filled(deed, heard if deed.type in ADDRESSED else None, told.said_on)
        talk = self._talk(deed, before)
        if talk is not None and deed.actor is not None and deed.type in ADDRESSED:
            other = talk.recipient if who(talk.actor) == who(deed.actor) else talk.actor
            if deed.recipient is None or who(deed.recipient) == who(other):
                deed = _filled(deed, (other[0], None) if other else None, talk.happened)
        if deed.type == "REQUEST" and deed.recipient is None and deed.actor is not None:
            deed = _filled(deed, self._asked_back(deed), None)
        return deed

    def opposed(self, deeds: Sequence[Deed]) -> list[Deed]:
        """The events with those who withdraw, or fight nobody in particular, set against their enemy in the report."""
        enemies: dict[int, Counter[int]] = {}
        for deed in deeds:
            if deed.type == "ASSAULT" and deed.actor and deed.recipient and deed.status != "denied":
                enemies.setdefault(deed.actor[0], Counter())[deed.recipient[0]] += 1
                enemies.setdefault(deed.recipient[0], Counter())[deed.actor[0]] += 1
        for deed in deeds:
            if deed.type == "AGREE" and deed.status == "failed" and deed.actor and deed.recipient:
                enemies.setdefault(deed.actor[0], Counter({deed.recipient[0]: 1}))
                enemies.setdefault(deed.recipient[0], Counter({deed.actor[0]: 1}))
        return [_against(deed, enemies) for deed in deeds]

    def _talk(self, deed: Deed, before: Sequence[Deed]) -> Deed | None:
        """The talk that the words were spoken in: the last, and one that the speaker took part in."""
        for talk in reversed(before[-MEMORY:]):
            distance = deed.anchors[0][0] - talk.anchors[0][0]
            if talk.type == "CONSULT" and talk.status == "happened" and 0 <= distance <= SAME_TALK:
                return talk if who(deed.actor) in (who(talk.actor), who(talk.recipient)) else None
        return None

    def _party(self, heard: Party) -> bool:
        return self._resolution.entities[heard[0]].type not in ("outlet", "group")


def _filled(deed: Deed, recipient: Party | None, when: Time | None) -> Deed:
    apart = recipient is not None and who(recipient) != who(deed.actor)
    return replace(deed, recipient=deed.recipient or (recipient if apart else None), happened=deed.happened or when)


def _against(deed: Deed, enemies: Mapping[int, Counter[int]]) -> Deed:
    if deed.recipient or not deed.actor or deed.type not in AGAINST or deed.mode == "release":
        return deed
    enemy = enemies.get(deed.actor[0], Counter()).most_common(1)
    return replace(deed, recipient=(enemy[0][0], None)) if enemy else deed
