"""How an event is told: as done, planned, demanded, denied, failed or merely possible; when, and whether negated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from spacy.tokens import Token

from reportedly.read.events.parties import light, path
from reportedly.read.events.predicates import Predicate, infinitive, is_role, predicate
from reportedly.records import EventStatus, Tense

STATUSES: tuple[EventStatus, ...] = ("denied", "failed", "demanded", "possible", "planned")
CLAUSAL = frozenset({"xcomp", "pcomp", "ccomp", "acl", "conj"})
LINKING = frozenset({"pobj", "prep", "dobj", "amod", "compound", "nmod", "attr"})
NEGATIONS = frozenset({"no", "not", "n't", "never", "nobody", "none", "without", "neither"})
SWALLOWING = frozenset({"AGREE", "THREATEN", "REJECT", "CONCEDE"})


@dataclass(frozen=True, slots=True)
class Colour:
    """The status of an event with the word that says so, and its tense, modal verb and negation."""

    status: EventStatus
    word: Token | None
    tense: Tense | None
    modality: str | None
    negated: bool


def colour(found: Predicate) -> Colour:
    """How the predicate is told, by its own auxiliaries and by the words above it in the parse."""
    above = list(_above(found))
    verbs = [token for token in above if token.pos_ in ("VERB", "AUX")]
    finite = next((verb for verb in verbs if _finite(verb)), None)
    modal = next((child for child in (finite.children if finite else ()) if child.tag_ == "MD"), None)
    status, word = _status(found, above)
    if fate := found.group.values.get("status"):
        status = cast(EventStatus, fate)
    return Colour(
        status=status,
        word=word,
        tense=_tense(finite) if finite else None,
        modality=modal.lower_ if modal else None,
        negated=_negated(found, verbs),
    )


def governor(found: Predicate) -> Predicate | None:
    """The predicate whose content this one belongs to: "accused Velen of arming rebels", "agreed to meet"."""
    for step in path(found.token):
        if step.dep_ not in CLAUSAL | LINKING:
            return None
        above = predicate(step.head)
        if above and step.dep_ != "conj" and step.head not in found.words:
            return above
    return None


def swallowed(found: Predicate) -> bool:
    """Whether the event is only what another one is about: a meeting that was agreed, an attack that was threatened."""
    above = governor(found)
    return above is not None and above.root in SWALLOWING and not is_role(above.token, "denied")


def _above(found: Predicate) -> Iterator[Token]:
    """The predicate and the words that govern it, up to the end of its clause or of the content it stands in."""
    yield found.token
    for step in path(found.token):
        purpose = step.dep_ == "advcl" and infinitive(step) and is_role(step.head, "demanded")
        if step.dep_ not in CLAUSAL | LINKING | {"nsubj", "nsubjpass"} and not purpose:
            return
        if step.dep_ == "conj" and (_finite(step) or any(child.dep_ == "nsubj" for child in step.children)):
            return
        yield step.head
        if step.dep_ == "prep" and step.head.pos_ == "VERB":  # "came to speak of the attack" plans none
            return
        if step.dep_ in ("nsubj", "nsubjpass") or (step.dep_ == "ccomp" and _finite(step)):
            return


def _status(found: Predicate, above: list[Token]) -> tuple[EventStatus, Token | None]:
    """The status that the nearest colouring word gives. A finite clause is only doubted or denied by the verb above it, and a
    subject only fails or is planned by its verb: "talks are planned", but not "fighting went on". Talks that fail took place; it
    is the agreement that failed."""
    told = topic = False
    occasions = {step.head for step in path(found.token) if step.dep_ == "prep" and step.head.pos_ == "VERB"}
    for token in above:
        own = [] if token == found.token or token in found.words or (topic and not _fated(token)) else [token]
        nearby = [
            child for child in token.children if child.dep_ in ("aux", "amod", "mark", "acomp") and child not in found.words
        ]
        talking = (talk := predicate(token)) is not None and talk.root == "CONSULT"  # "called her to request a truce"
        own = [] if talking or token in occasions else own
        for status in ("denied", "possible") if told else STATUSES:
            if status == "failed" and topic and found.root == "CONSULT":
                continue
            if word := next((word for word in (own if told else [*own, *nearby]) if is_role(word, status)), None):
                return status, word
        told = token.dep_ == "ccomp" and _finite(token)
        topic = token.dep_ in ("nsubj", "nsubjpass")
    return "happened", None


def _fated(verb: Token) -> bool:
    """Whether it says of its subject what becomes of it: "talks collapsed", "talks are planned"."""
    return is_role(verb, "failed") or (verb.tag_ == "VBN" and is_role(verb, "planned"))


def _finite(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBP", "VBZ") or any(
        child.dep_ in ("aux", "auxpass") and child.tag_ in ("MD", "VBD", "VBP", "VBZ") for child in verb.children
    )


def _tense(verb: Token) -> Tense:
    tags = {verb.tag_, *(child.tag_ for child in verb.children if child.dep_ in ("aux", "auxpass"))}
    if any(child.lower_ in ("will", "shall", "'ll") for child in verb.children if child.dep_ == "aux"):
        return "future"
    perfect = verb.tag_ == "VBN" and any(child.lemma_ == "have" for child in verb.children)
    return "past" if "VBD" in tags or perfect else "present"


def _negated(found: Predicate, verbs: list[Token]) -> bool:
    carrier = light(found.token) if found.nominal else None
    if _without(found.token):
        return True
    spoken = [found.token, *found.words, *verbs[:1], *((carrier,) if carrier else ())]
    return any(
        child.lower_ in NEGATIONS and child.dep_ in ("neg", "det", "preconj") for token in spoken for child in token.children
    )


def _without(token: Token) -> bool:
    """Whether it is what was not reached: "without an agreement", "without reaching one"."""
    for step in [token, *path(token)]:
        if step.dep_ in ("pobj", "pcomp") and step.head.lower_ == "without":
            return True
        if step.dep_ not in ("dobj", "amod"):
            return False
    return False
