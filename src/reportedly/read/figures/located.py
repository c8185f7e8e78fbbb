"""Which place names say where something happened: "in Kabul", "the shelling of Beni", "jets bombed Beni", not "Kabul denied"."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups
from reportedly.read.layers import Toponym

UNITS = ("kilometre", "kilometer", "km", "mile", "metre", "meter")
IN_NAME = ("appos", "compound", "poss", "nmod", "amod", "conj")


def locates(place: Toponym, token: Token) -> bool:
    """Whether a place is said as one: "in Kabul", "the Kabul airport", "the village of Beni"; a state's soldiers are no place."""
    described = False
    while token.head != token and (token.dep_ in IN_NAME or (token.dep_ == "pobj" and token.head.lower_ == "of")):
        if token.dep_ == "poss" and not _has_places(token.head):
            return False
        described = described or token.dep_ in ("compound", "nmod", "amod", "poss")
        if token.dep_ == "pobj" and _is_of_what_happened(token.head.head):
            return True
        token = token.head.head if token.dep_ == "pobj" else token.head
    if token.dep_ == "pobj":
        to = token.head.lower_ == "to" and token.lemma_.lower() in ("street", "square")  # "took to the streets of Gaza"
        return to or token.head.lower_ in groups("measures")["locating"].words or _is_distance(token.head)
    struck = token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_.lower() in groups("incidents")["struck"].words
    return (described or struck) and not place.state


def _is_of_what_happened(noun: Token) -> bool:
    """Whether "of" names where something happened: "the shelling of Beni", "south of Beni", "took control of Beni"."""
    lemma = noun.lemma_.lower()
    if lemma in groups("places")["compass"].words and noun.pos_ in ("ADV", "NOUN"):
        return True
    happened = (*groups("incidents")["event"].words, *groups("incidents")["taking"].words)
    return lemma in happened and noun.pos_ == "NOUN"


def _has_places(noun: Token) -> bool:
    """Whether a noun is a place's own: "Beni's market", "Beni's raid", not "Beni's takeover of the islands"."""
    lemma, known = noun.lemma_.lower(), groups("incidents")
    return noun.pos_ == "PROPN" or lemma in (*known["spot"].words, *known["event"].words, *known["settlement"].words)


def _is_distance(preposition: Token) -> bool:
    """Whether "from" ends a distance: "20 kilometres (12 miles) from Beni"."""
    near = preposition.doc[max(preposition.sent.start, preposition.i - 5) : preposition.i]
    return preposition.lower_ == "from" and any(t.lemma_.lower() in UNITS for t in near)
