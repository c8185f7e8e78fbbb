"""Parse, times, places, who is who and statements -> the events of a report, coded by PLOVER root."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import cast

from spacy.tokens import Token

from reportedly.read.events.colour import Colour, colour, governor, swallowed
from reportedly.read.events.context import Context
from reportedly.read.events.identify import Identities, Party
from reportedly.read.events.once import Dyad, add, answer
from reportedly.read.events.parties import between, doers, path, undergoers
from reportedly.read.events.predicates import Predicate, is_role, predicates
from reportedly.read.events.scene import Scene
from reportedly.read.layers import Chars, Deed, Parse, Resolution, Statements, Time, Toponym
from reportedly.read.syntax import chars
from reportedly.records import EventStatus, EventType

UNKNOWN_AUTHOR = frozenset({"ASSAULT", "COERCE"})
COOPERATION = frozenset({"AGREE", "CONSULT", "COOPERATE"})
REFUSABLE = frozenset({"AGREE", "CONSULT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
WILL = frozenset({"will", "wo", "would", "'ll", "’ll", "shall"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "their"})
LONGEST_ANCHOR = 6  # tokens from the first to the last word of "put a call through"
MOST_DYADS = 6  # of one predicate: "the US, the UK and France struck X and Y"


def code(
    parse: Parse, times: Sequence[Time], places: Sequence[Toponym], resolution: Resolution, statements: Statements
) -> tuple[Deed, ...]:
    """The events in order of text. Each has an actor; only an attack or an arrest may have an unknown one."""
    coder = _Coder(parse, times, places, resolution, statements)
    context = Context(resolution, statements)
    deeds: list[Deed] = []
    accused: set[Chars] = set()
    denials: set[Chars] = set()
    written: set[int] = set()
    for found in predicates(parse.doc):
        above = governor(found)
        if _background(found) or (above and above.token.i in written and swallowed(found)):
            continue
        for deed in coder.deeds(found, context, deeds):
            written.add(found.token.i)
            add(deeds, deed, points_back(found), anew(found))
            accused.update(deed.anchors if above and above.root == "ACCUSE" else ())
            denials.update(deed.anchors if deed.type == "REJECT" and is_role(found.token, "denied") else ())
    return tuple(sorted(context.opposed(answer(deeds, accused, denials)), key=lambda deed: deed.anchors))


class _Coder:
    """The layers that events draw on."""

    def __init__(
        self, parse: Parse, times: Sequence[Time], places: Sequence[Toponym], resolution: Resolution, statements: Statements
    ) -> None:
        self.identities = Identities(parse.doc, resolution)
        self.statements = statements
        self.scene = Scene(parse, times, places)

    def deeds(self, found: Predicate, context: Context, before: Sequence[Deed]) -> Iterator[Deed]:
        """The events that a predicate tells, one per dyad; `before` are those told before it."""
        anchor = _anchor(found)
        around = self.statements.around(anchor)
        told = colour(found)
        root = "REJECT" if _refused(found, told) else found.root
        unmet = told.negated and (told.status == "happened" or root == "AGREE")
        failed = root != "REJECT" and (unmet or told.status == "failed")
        refused = root != found.root
        status: EventStatus = "failed" if failed and told.status not in ("demanded", "denied") else told.status
        status = "happened" if refused else status
        dyads: Sequence[Dyad] = self._dyads(found, around, context)
        if found.group.values.get("reciprocal") or mutual(found) or (found.root == "AGREE" and failed):
            dyads = self._shared(found, dyads, status, context, before)
        place = self.scene.place(found)
        when = self.scene.time(found)
        if when is None and found.root == "AGREE" and status == "failed":
            when = context.last_date(before, anchor)
        for actor, recipient in _distinct(dyads)[:MOST_DYADS]:
            deed = Deed(
                anchors=(anchor,),
                type=cast(EventType, root),
                status=status,
                status_chars=chars(told.word, told.word) if told.word else None,
                mode=found.group.values.get("mode"),
                actor=actor,
                recipient=recipient,
                place=place,
                happened=when,
                tense=told.tense,
                modality=told.modality,
                negated=told.negated,
                statement=around,
            )
            deed = context.spoken(deed, before)
            if _worth(found, (deed.actor, deed.recipient), told, place is not None):
                yield deed

    def _dyads(self, found: Predicate, around: int | None, context: Context) -> list[Dyad]:
        kind = found.group.values
        heads = list(undergoers(found))
        if found.root == "CONSULT" and any(self.identities.listening(head) for head in (*heads, *doers(found))):
            return []
        others = [head for head in heads if head.dep_ in ("pobj", "dobj", "dative", "oprd")]
        pair = () if others and not found.nominal else between(found)
        if pair:
            named = {party[0]: party for token in pair if (party := self.identities.one(token))}
            parties = list(named.values())
            parties = context.both(self.identities.leaders(pair[0].head.head, parties)) or parties
            return list(product(parties[:1] or (None,), parties[1:] or (None,)))
        if mutual(found):
            return []
        source = self.statements.told[around].source if kind.get("subject") == "source" and around is not None else None
        actors = self._first(doers(found), ()) if source is None else ((source, None),)
        recipients = self._first(heads, actors)
        if not others and not recipients and kind.get("reciprocal") and len(actors) > 1:
            actors, recipients = actors[:1], actors[1:]
        if not recipients and len(actors) == 2 and kind.get("each"):
            return [(actors[0], actors[1]), (actors[1], actors[0])]
        return list(product(actors or (None,), recipients or (None,)))

    def _shared(
        self, found: Predicate, dyads: Sequence[Dyad], status: str, context: Context, before: Sequence[Deed]
    ) -> Sequence[Dyad]:
        """The parties of a meeting or its failure, from the sentences before where its own words do not name both."""
        if mutual(found):
            both = self._first(doers(found), ())
            known: Dyad | None = (both[0], both[1]) if len(both) == 2 else context.last_meeting(before, _anchor(found))
            return [known, known[::-1]] if known else []
        if not dyads or all(actor and recipient for actor, recipient in dyads):
            return dyads
        at = _anchor(found)
        failure = found.root == "AGREE" and status == "failed"
        known_one = found.nominal and _occurs(found) and (points_back(found) or _again(found))
        one_more = not found.nominal and _again(found)
        if failure or (found.root == "CONSULT" and (known_one or one_more)):
            known = context.last_meeting(before, at, phone=bool(found.group.values.get("back")))
            return [known] if known else dyads
        if any(_together(head) for head in doers(found)) and not list(undergoers(found)):
            known = context.last_meeting(before, at) or context.last_two(at)
            return [known] if known else dyads
        return dyads

    def _first(self, heads: Iterable[Token], others: Sequence[Party]) -> tuple[Party, ...]:
        """Whoever the first phrase names that names somebody other than these."""
        taken = {who for who, _ in others}
        for head in heads:
            if parties := tuple(party for party in self.identities.of(head) if party[0] not in taken):
                return parties
        return ()


def _distinct(dyads: Sequence[Dyad]) -> list[Dyad]:
    """Each pair of parties once: "both the council and the guards" names the guards alone and among both."""
    found: dict[tuple[int | None, int | None], Dyad] = {}
    for actor, recipient in dyads:
        found.setdefault((actor[0] if actor else None, recipient[0] if recipient else None), (actor, recipient))
    return list(found.values())


def _anchor(found: Predicate) -> Chars:
    """The words of the event: the pattern where it stands together, else its head; of a reproach or demand the verb of saying."""
    if found.group.values.get("subject") == "source":
        above = next((step.head for step in path(found.token) if step.dep_ == "ccomp"), found.token)
        return chars(above, above)
    words = sorted((found.token, *found.words), key=lambda token: token.i)
    first, last = words[0], words[-1]
    return chars(first, last) if last.i - first.i <= LONGEST_ANCHOR else chars(found.token, found.token)


def _worth(found: Predicate, dyad: Dyad, told: Colour, somewhere: bool) -> bool:
    """Whether enough is known of an event to write it down."""
    actor, recipient = dyad
    known = (actor is not None) + (recipient is not None)
    if told.negated and found.root not in COOPERATION and not _refused(found, told) and told.status != "denied":
        return False
    if actor is None and (found.root not in UNKNOWN_AUTHOR or not (recipient or somewhere)):
        return False
    needed = 1 if _refused(found, told) else int(found.group.values.get("parties", 1))
    if needed == 1 and found.root in UNKNOWN_AUTHOR and somewhere:
        needed = 0
    return known >= needed and not (found.group.values.get("back") and known < 2)


def _together(head: Token) -> bool:
    """Whether it stands for two named before: "the pair", "the two presidents", "they"."""
    return is_role(head, "together") and (head.tag_ != "NN" or head.lower_ in ("pair", "duo"))


def _refused(found: Predicate, told: Colour) -> bool:
    """Whether somebody says that he won't: "we will not negotiate", "they would not pull back"."""
    return told.negated and found.root in REFUSABLE and told.modality in WILL and not found.nominal


def _background(found: Predicate) -> bool:
    """Whether it is no event of its own: what an attack or accident led to ("crashed, killing nine"), or a mere attribute of
    somebody, by an unknown hand ("the rebels captured in May")."""
    verb = found.token
    if is_role(verb, "harm") and verb.tag_ == "VBG" and verb.dep_ == "advcl":
        return True
    attribute = verb.dep_ == "acl" or (verb.dep_ == "advcl" and found.root == "COERCE")
    done_by = any(child.dep_ == "agent" for child in verb.children)
    passive = verb.tag_ == "VBN" and not any(child.dep_ == "nsubj" for child in verb.children)
    return found.root in UNKNOWN_AUTHOR and attribute and passive and not done_by


def _occurs(found: Predicate) -> bool:
    """Whether it is a meeting of which the text only says that it took place, is planned or failed."""
    verb = found.token.head
    said = ("occur", "light", "planned", "failed")
    return found.token.dep_ in ("nsubj", "nsubjpass", "dobj") and any(is_role(verb, role) for role in said)


def points_back(found: Predicate) -> bool:
    """Whether the event is told as known: "the attack", "launched the operation"."""
    nouns = (found.token,) if found.nominal else found.words
    return any(child.lower_ in DEFINITE and child.dep_ in ("det", "poss") for noun in nouns for child in noun.children)


def anew(found: Predicate) -> bool:
    """Whether it is told as another one: "had already spoken", "earlier that week she rang"."""
    return any(is_role(child, "anew") for child in found.token.children if child.dep_ in ("advmod", "aux", "npadvmod"))


def mutual(found: Predicate) -> bool:
    """Whether each does it to the other: "each side blaming the other"."""
    return any(child.lower_ == "other" and child.dep_ == "dobj" for child in found.token.children)


def _again(found: Predicate) -> bool:
    """Whether it is one more of those told before: "a second call", "another round of talks"."""
    named = (found.token, *found.words)
    wholes = (word.head.head for word in named if word.dep_ == "pobj" and word.head.lower_ == "of")
    return any(is_role(child, "again") for word in (*named, *wholes) for child in word.children)
