"""Words -> measures: what one verb, adjective or noun says befell people, and two of them together.

The words are in `knowledge/data/measures.toml`, by the role in which they stand to the counted noun phrase.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups
from reportedly.records import Measure

SUBJECTS = ("nsubj", "nsubjpass")
SEVERITY = ("killed", "injured", "casualties", "missing", "abducted", "captured", "detained", "displaced", "other")
OWN_COUNT = (*SUBJECTS, "dobj", "nummod", "npadvmod")  # "14 were wounded and 3 dead": the dead are others
LONGEST_LIST = 20  # coordinated words looked at


@dataclass(frozen=True, slots=True)
class Harm:
    """A measure and the token that says it."""

    measure: Measure
    token: Token


def state_of(token: Token) -> Harm | None:
    """The state that an adjective or a past participle says: "dead", "wounded", "kidnapped"."""
    measure = None if any(c.dep_ == "dobj" for c in token.children) else roles("state").get(token.lower_)
    if measure is None and token.tag_ == "VBN" and (measure := roles("object").get(token.lemma_.lower())):
        measure = phrase(token) or measure
    return Harm(measure, token) if measure else None


def named(noun: Token, role: str) -> tuple[Harm, ...]:
    """What the counted noun itself says: "12 deaths", "3 million refugees"."""
    own = _noun_harm(noun, role)
    others = [c for c in noun.children if c.dep_ == "conj" and not _is_counted(c)] if own else []
    return joined([h for h in (own, *(_noun_harm(c, role) for c in others)) if h])


def _noun_harm(noun: Token, role: str) -> Harm | None:
    measure = roles(role).get(noun.lemma_.lower()) or roles(role).get(noun.lower_)
    return Harm(measure, noun) if measure else None


def _is_counted(noun: Token) -> bool:
    return any(c.dep_ in ("nummod", "det") for c in noun.children)


def phrase(verb: Token, name: str = "phrases") -> Measure | None:
    """What a verb says together with its object or complement: "lose their lives", "taken hostage", "trampled to death"."""
    companions = [c for c in verb.children if c.i > verb.i or c.dep_ in ("oprd", "acomp")]
    complements = [g for c in companions if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
    if any(g.lower_ == "death" and g.head.lower_ == "to" for g in complements) and verb.lemma_.lower() not in words("no_death"):
        return "killed"
    beside = [verb.nbor()] if verb.i + 1 < len(verb.doc) else []
    lemma = verb.lemma_.lower()
    partners = [c.lemma_.lower() for c in (*companions, *complements, *beside)]
    return next((m for w in partners if (m := phrases(name).get(f"{lemma} {w}"))), None)


def coordinated(harm: Harm) -> list[Harm]:
    """A state with those coordinated to it: "dead or wounded"."""
    return [harm, *(h for v in sharing(harm.token) if (h := state_of(v)))]


def sharing(verb: Token) -> list[Token]:
    """The verbs coordinated behind a verb that share its subject: "were killed and injured", not "and 12 were injured"."""
    found: list[Token] = []
    waiting = [verb]
    while waiting and len(found) < LONGEST_LIST:
        others = [c for c in waiting.pop(0).children if c.dep_ == "conj" and not any(g.dep_ in OWN_COUNT for g in c.children)]
        found += others
        waiting += others
    return found


def joined(found: list[Harm]) -> tuple[Harm, ...]:
    """ "Killed and injured" are two measures, "killed or injured" is casualties; of other pairs the graver is meant."""
    by_measure = {h.measure: h for h in reversed(found)}
    if {"killed", "injured"} <= set(by_measure):
        killed, injured = by_measure["killed"], by_measure["injured"]
        either = any(c.lower_ == "or" for h in (killed, injured) for c in h.token.children)
        return (Harm("casualties", killed.token),) if either else (killed, injured)
    by_measure = {m: h for m, h in by_measure.items() if m != "casualties" or len(by_measure) == 1}
    return tuple(sorted(by_measure.values(), key=lambda h: SEVERITY.index(h.measure))[:1])


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive: "was killed"."""
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


@cache
def roles(role: str) -> Mapping[str, Measure]:
    """The words of a role with their measures; "both" is a verb that may take the counted as its subject or its object."""
    wanted = (role, "both") if role in ("object", "subject") else (role,)
    return {w: g.values["measure"] for g in groups("measures").values() if g.values["role"] in wanted for w in g.words}


@cache
def words(role: str) -> frozenset[str]:
    """The words of a role."""
    return frozenset(roles(role))


@cache
def phrases(name: str) -> Mapping[str, Measure]:
    """Verb and partner, as lemmas, of a group of phrases ("phrases" of the object, "phrases_of_subject"), with their measures."""
    group = groups("measures")[name]
    return dict(zip(group.words, group.values["measures"], strict=True))


@cache
def forces() -> frozenset[str]:
    """Nouns for those whom an army loses."""
    return frozenset({"man"}).union(
        w for name in ("combatant", "irregular", "police", "peacekeeper") for w in groups("victims")[name].words
    )
