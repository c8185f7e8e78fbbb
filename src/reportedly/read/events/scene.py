"""When and where an event took place: the time and place that stand in its clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from reportedly.read.events.parties import path
from reportedly.read.events.predicates import Predicate, is_role
from reportedly.read.layers import Chars, Parse, Time, Toponym
from reportedly.read.syntax import chars, children
from reportedly.records import Place

WHERE = frozenset({"in", "at", "near", "on", "outside", "inside", "around", "along", "off", "across", "to", "into"})
ATTACKING = frozenset({"ASSAULT", "MOBILIZE"})
REACHING = ATTACKING | {"CONSULT"}  # "sent negotiators to the border post"
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "pcomp", "punct"})
DATED = ("prep", "npadvmod", "advmod", "poss", "nmod", "dobj", "oprd")
NAMING = frozenset({"compound", "amod", "nmod", "nummod", "poss"})


class Scene:
    """The times and places of a report, by the tokens that name them."""

    def __init__(self, parse: Parse, times: Sequence[Time], places: Sequence[Toponym]) -> None:
        starts = [token.idx for token in parse.doc]

        def token(offset: int) -> int:
            return bisect_left(starts, offset + 1) - 1

        self._text = parse.text
        self._times = {token(time.start): time for time in reversed(times) if time.interval}
        self._places = {token(place.end - 1): place for place in places}

    def time(self, found: Predicate) -> Time | None:
        """The time in the predicate's clause, nearest first."""
        adjuncts = (child for head in _clause(found) for child in children(head, *DATED))
        inside = (self._times[t.i] for adjunct in adjuncts for t in _phrase(adjunct) if t.i in self._times)
        return next(inside, None) or next((self._times[t.i] for t in _moments(found) if t.i in self._times), None)

    def place(self, found: Predicate) -> tuple[Place, Chars] | None:
        """The place in the predicate's clause: a place name, else a phrase such as "the northern border post"."""
        adjuncts = [prep for head in _clause(found) for prep in children(head, "prep") if prep.lower_ in WHERE]
        for adjunct in adjuncts:
            reached = adjunct.lower_ in ("to", "into")
            if (not reached or found.root in REACHING) and (place := self._described(adjunct)):
                return place
            if (not reached or found.root in ATTACKING) and (place := self._named(adjunct)):
                return place
        if found.root == "ASSAULT" and found.nominal:  # "the Sarn shelling"
            for name in children(found.token, "compound", "nmod"):
                if toponym := self._places.get(name.i):
                    return toponym.place or Place(name.text), (toponym.start, toponym.end)
        if found.root == "ASSAULT":  # "a market in Sarn was shelled"
            targets = children(found.token, "dobj", "nsubjpass") if not found.nominal else ()
            inside = (prep for target in targets for prep in children(target, "prep") if prep.lower_ in ("in", "at", "near"))
            return next((place for prep in inside if (place := self._named(prep))), None)
        return None

    def _named(self, adjunct: Token) -> tuple[Place, Chars] | None:
        for toponym in (self._places[t.i] for t in _phrase(adjunct) if t.i in self._places):
            span = (toponym.start, toponym.end)
            return toponym.place or Place(self._text[slice(*span)]), span
        return None

    def _described(self, adjunct: Token) -> tuple[Place, Chars] | None:
        """A site with a name of its own: "the Tolna border crossing", not "a crossing"."""
        for head in children(adjunct, "pobj"):
            if is_role(head, "site"):
                left = min((t for t in head.subtree if t.dep_ in NAMING and t.i < head.i), key=lambda t: t.i, default=head)
                for own in (thing for prep in children(head, "prep") if prep.lower_ == "of" for thing in children(prep, "pobj")):
                    if own.pos_ == "PROPN":  # "the northern town of Sarn"
                        known_as = self._places.get(own.i)
                        return (known_as.place if known_as and known_as.place else Place(own.text)), chars(own, own)
                if any(token.pos_ == "PROPN" for token in head.doc[left.i : head.i]):
                    span = chars(left, head)
                    known = [self._places[i].place for i in range(left.i, head.i) if i in self._places]
                    near = known[0] if len(known) == 1 else None
                    name = self._text[slice(*span)]
                    return (replace(near, name=name) if near else Place(name)), span
        return None


def _clause(found: Predicate) -> Iterator[Token]:
    """The words that carry a predicate's time and place: itself, and the verbs that share its clause, nearest first."""
    yield found.token
    yield from (word for word in found.words if word.pos_ in ("NOUN", "PROPN"))
    if found.nominal:  # "a round of talks, held on Monday at the border"
        wholes = (step.head for step in path(found.token) if step.dep_ == "pobj" and step.head.lower_ == "of")
        nouns = [found.token, *(whole.head for whole in wholes)]
        yield from (clause for noun in nouns for clause in children(noun, "acl", "relcl"))
    for step in path(found.token):
        if step.dep_ in ("ccomp", "relcl", "nsubj") and not found.nominal:
            break
        yield step.head
        if step.head.pos_ == "VERB" and step.dep_ not in ("advcl", "xcomp", "conj"):
            break


def _moments(found: Predicate) -> Iterator[Token]:
    """The tokens of the time that a clause hangs on: "on Sunday, when she rang", "It was on Sunday that she rang"."""
    for step in path(found.token):
        if step.dep_ == "relcl" and step.head.pos_ in ("PROPN", "NOUN"):
            yield from _phrase(step.head)
            above = step.head.head
            if above.lemma_ == "be" and step.head.dep_ == "attr":
                yield from (t for adjunct in children(above, *DATED) for t in _phrase(adjunct))
            return
        if step.dep_ == "advcl" and any(child.lower_ in ("when", "as") for child in step.children):
            yield from (t for adjunct in children(step.head, *DATED) for t in _phrase(adjunct))
            return


def _phrase(adjunct: Token) -> list[Token]:
    """The tokens of an adjunct without the clauses in it, outer words first."""
    found = [adjunct]
    for token in found:
        found.extend(child for child in token.children if child.dep_ not in CLAUSES)
    return found
