"""Places said again without their name: "21 died there", "killed in the town", "across the country"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from reportedly.knowledge.gazetteer import countries, find
from reportedly.knowledge.lexicon import groups
from reportedly.read.layers import Toponym
from reportedly.read.syntax import chars
from reportedly.records import Place


def again(path: Sequence[Token], told: Callable[[Token, bool], Toponym | None], country: Place | None) -> Toponym | None:
    """The place that a word on a clause stands for: what was `told` last before it (of states too, or not), or the country."""
    for word in _anaphors(path):
        if word.lower_ in groups("incidents")["country"].words:
            return Toponym(*chars(word, word), country, state=True) if country is not None else None
        if word.lower_ == "capital" and (capital := _capital(country)) is not None:
            return Toponym(*chars(word, word), capital)
        if (known := told(word, word.lower_ == "there")) is not None:
            return known
    return None


def _anaphors(path: Sequence[Token]) -> Iterator[Token]:
    """ "There", "the town" and the like as said of what a clause tells, nearest first."""
    for token in path:
        for child in token.children:
            if child.lower_ == "there" and child.dep_ == "advmod":
                yield child
            elif child.dep_ == "prep" and child.lower_ in groups("measures")["locating"].words:
                yield from (g for g in child.children if g.dep_ == "pobj" and _stands_for_place(g))


def _stands_for_place(noun: Token) -> bool:
    """Whether a noun means a place named before: "the town", "the war-torn country", not "the town of Beni"."""
    kinds = {*groups("incidents")["country"].words, *groups("incidents")["settlement"].words}
    definite = any(d.lower_ in ("the", "this", "that") for d in noun.lefts)
    named = any(c.pos_ == "PROPN" or c.lower_ == "of" for c in noun.children) or any(c.dep_ == "relcl" for c in noun.rights)
    return noun.lower_ in kinds and definite and not named


def _capital(country: Place | None) -> Place | None:
    """The seat of government of a state."""
    state = countries().by_code.get(country.country) if country is not None and country.country else None
    found = find(state.capital) if state is not None and state.capital else ()
    place = next((p for p in found if p.kind == "capital" and p.country == country.country), None) if country else None
    return Place(place.name, place.country, place.latitude, place.longitude) if place is not None else None


def country_of(doc: Doc, places: Iterable[Toponym]) -> Place | None:
    """The state that a report is about: the one of most of its places and demonyms."""
    located = (p.place.country for p in places if p.place is not None)
    peoples = (countries().by_adjective(t.text) or countries().by_people(t.text) for t in doc if t.text[:1].isupper())
    for code, _ in Counter(c for c in (*located, *(p.code for p in peoples if p)) if c).most_common(1):
        state = countries().by_code.get(code)
        return Place(state.name, state.code, state.latitude, state.longitude) if state is not None else None
    return None
