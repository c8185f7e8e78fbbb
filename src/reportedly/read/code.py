"""Parse, times, places, who is who and statements -> the events of a report, coded by PLOVER root."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import cast

from spacy.tokens import Token

from reportedly.read.colour import Colour, colour, governor, swallowed
from reportedly.read.identify import Identities, Party
from reportedly.read.layers import Chars, Deed, Parse, Resolution, Statements, Time, Toponym
from reportedly.read.once import add, answer, last_meeting
from reportedly.read.parties import between, doers, path, undergoers
from reportedly.read.predicates import Predicate, is_role, predicates
from reportedly.read.syntax import chars, children
from reportedly.records import EventType, Place

Dyad = tuple[Party | None, Party | None]  # actor and recipient
UNKNOWN_AUTHOR = frozenset({"ASSAULT", "COERCE"})
COOPERATION = frozenset({"AGREE", "CONSULT", "COOPERATE"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
WHERE = frozenset({"in", "at", "near", "on", "outside", "inside", "around", "along", "off", "across"})
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "pcomp", "punct"})
LONGEST_ANCHOR = 6  # tokens from the first to the last word of "put a call through"
MOST_DYADS = 6  # of one predicate: "the US, the UK and France struck X and Y"


def code(
    parse: Parse, times: Sequence[Time], places: Sequence[Toponym], resolution: Resolution, statements: Statements
) -> tuple[Deed, ...]:
    """The events in order of text. Each has an actor; only an attack or an arrest may have an unknown one."""
    coder = _Coder(parse, times, places, resolution, statements)
    deeds: list[Deed] = []
    accused: set[Chars] = set()
    denials: set[Chars] = set()
    for found in predicates(parse.doc):
        if swallowed(found):
            continue
        above = governor(found)
        back = _points_back(found)
        known = last_meeting(deeds, _anchor(found)) if back and _occurs(found) else None
        for deed in coder.deeds(found, known):
            add(deeds, deed, back)
            accused.update(deed.anchors if above and above.root == "ACCUSE" else ())
            denials.update(deed.anchors if deed.type == "REJECT" and is_role(found.token, "denied") else ())
    return tuple(sorted(answer(deeds, accused, denials), key=lambda deed: deed.anchors))


class _Coder:
    """The layers that events draw on."""

    def __init__(
        self, parse: Parse, times: Sequence[Time], places: Sequence[Toponym], resolution: Resolution, statements: Statements
    ) -> None:
        self.identities = Identities(parse.doc, resolution)
        self.statements = statements
        self.text = parse.text
        self.starts = [token.idx for token in parse.doc]
        self.times = {self._token(parse, time.start).i: time for time in reversed(times)}
        self.places = {self._token(parse, place.end - 1).i: place for place in places}

    def _token(self, parse: Parse, offset: int) -> Token:
        at = bisect_left(self.starts, offset + 1) - 1
        return parse.doc[at]

    def deeds(self, found: Predicate, known: Dyad | None) -> Iterator[Deed]:
        """The events that a predicate tells, one per dyad; `known` are the parties of the event that it points back to."""
        anchor = _anchor(found)
        around = self.statements.around(anchor)
        dyads = self._dyads(found, around)
        if known and dyads == [(None, None)]:
            dyads = [known]
        told = colour(found)
        place = self._place(found)
        if not _worth(found, dyads, told, place is not None):
            return
        status = "failed" if told.negated and told.status == "happened" else told.status
        for actor, recipient in dyads[:MOST_DYADS]:
            yield Deed(
                anchors=(anchor,),
                type=cast(EventType, found.root),
                status=status,
                status_chars=chars(told.word, told.word) if told.word else None,
                mode=found.group.values.get("mode"),
                actor=actor,
                recipient=recipient,
                place=place,
                happened=self._time(found),
                tense=told.tense,
                modality=told.modality,
                negated=told.negated,
                statement=around,
            )

    def _dyads(self, found: Predicate, around: int | None) -> list[Dyad]:
        pair = between(found)
        if pair:
            actors, recipients = self.identities.of(pair[0])[:1], self.identities.of(pair[0])[1:]
        else:
            actors = self._first(doers(found), ())
            if not actors and found.group.values.get("subject") == "source" and around is not None:
                source = self.statements.told[around].source
                actors = ((source, None),) if source is not None else ()
            recipients = self._first(undergoers(found), actors)
        if not recipients and found.group.values.get("reciprocal") and len(actors) > 1:
            actors, recipients = actors[:1], actors[1:]
        return list(product(actors or (None,), recipients or (None,)))

    def _first(self, heads: Iterable[Token], others: Sequence[Party]) -> tuple[Party, ...]:
        """Whoever the first phrase names that names somebody other than these."""
        taken = {who for who, _ in others}
        for head in heads:
            if parties := tuple(party for party in self.identities.of(head) if party[0] not in taken):
                return parties
        return ()

    def _time(self, found: Predicate) -> Time | None:
        adjuncts = (child for head in _clause(found) for child in children(head, "prep", "npadvmod", "advmod", "poss", "nmod"))
        return next((self.times[t.i] for adjunct in adjuncts for t in _phrase(adjunct) if t.i in self.times), None)

    def _place(self, found: Predicate) -> tuple[Place, Chars] | None:
        adjuncts = (prep for head in _clause(found) for prep in children(head, "prep") if prep.lower_ in WHERE)
        for toponym in (self.places[t.i] for adjunct in adjuncts for t in _phrase(adjunct) if t.i in self.places):
            span = (toponym.start, toponym.end)
            return toponym.place or Place(self.text[slice(*span)]), span
        return None


def _clause(found: Predicate) -> Iterator[Token]:
    """The words that carry a predicate's time and place: itself, and the verbs that share its clause, nearest first."""
    yield found.token
    yield from (word for word in found.words if word.pos_ in ("NOUN", "PROPN"))
    for step in path(found.token):
        if step.dep_ in ("ccomp", "relcl", "nsubj") and not found.nominal:
            return
        yield step.head
        if step.head.pos_ == "VERB" and step.dep_ not in ("advcl", "xcomp", "conj"):
            return


def _phrase(adjunct: Token) -> list[Token]:
    """The tokens of an adjunct without the clauses in it, outer words first."""
    found = [adjunct]
    for token in found:
        found.extend(child for child in token.children if child.dep_ not in CLAUSES)
    return found


def _anchor(found: Predicate) -> Chars:
    """The words of the event: the pattern where it stands together, else its head; of a reproach or demand the verb of saying."""
    if found.group.values.get("subject") == "source":
        above = next((step.head for step in path(found.token) if step.dep_ == "ccomp"), found.token)
        return chars(above, above)
    words = sorted((found.token, *found.words), key=lambda token: token.i)
    first, last = words[0], words[-1]
    return chars(first, last) if last.i - first.i <= LONGEST_ANCHOR else chars(found.token, found.token)


def _worth(found: Predicate, dyads: Sequence[Dyad], told: Colour, somewhere: bool) -> bool:
    """Whether enough is known of an event to write it down."""
    actor, recipient = dyads[0]
    known = (actor is not None) + (recipient is not None)
    if told.negated and found.root not in COOPERATION and told.status != "denied":
        return False
    if actor is None and (found.root not in UNKNOWN_AUTHOR or not (recipient or somewhere)):
        return False
    return known >= int(found.group.values.get("parties", 1))


def _occurs(found: Predicate) -> bool:
    """Whether it is a meeting of which the text only says that it took place."""
    verb = found.token.head
    return (
        found.root == "CONSULT"
        and found.token.dep_ in ("nsubj", "nsubjpass")
        and (is_role(verb, "occur") or is_role(verb, "light"))
    )


def _points_back(found: Predicate) -> bool:
    """Whether the event is told as known: "the attack", "launched the operation"."""
    nouns = (found.token,) if found.nominal else found.words
    return any(child.lower_ in DEFINITE and child.dep_ == "det" for noun in nouns for child in noun.children)
