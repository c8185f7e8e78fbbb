"""Places of harm by their words alone: what stands behind "in", "near" or "outside" and is in no gazetteer.

"At the Zobe crossroads", "outside Datu Piang", "the Sabaneta Norte jail": names of streets, camps and villages that no list has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from reportedly.knowledge.gazetteer import countries
from reportedly.knowledge.lexicon import groups
from reportedly.read.layers import Resolution, Toponym
from reportedly.read.syntax import chars

NO_PLACE = ("DATE", "TIME", "NORP", "EVENT", "LAW", "MONEY", "LANGUAGE", "CARDINAL", "ORDINAL", "PERCENT", "QUANTITY")
LONGEST = 5  # words of a name
PARTICLES = frozenset({"al", "el", "de", "da", "do", "del", "la", "le", "du", "di", "abu", "bin", "-"})


def spots(doc: Doc, known: Sequence[Toponym], resolution: Resolution) -> Iterator[Toponym]:
    """The places behind a preposition of place that `known` does not have; each without coordinates."""
    taken = [(t.start, t.end) for t in known]
    for preposition in doc:
        if preposition.i + 1 >= len(doc) or not (_is_of_town(preposition) or _is_locating(preposition)):
            continue
        name = _name(doc, preposition.i + 1)
        kind = _kind(doc, name[-1]) if name else None
        if not name or _is_known(name) or not (kind is not None or _is_name_of_place(preposition, name, resolution)):
            continue
        start, end = chars(name[0], kind or name[-1])
        if not any(a < end and start < b for a, b in taken):
            yield Toponym(start, end, None)


def _is_locating(preposition: Token) -> bool:
    return preposition.lower_ in groups("measures")["locating"].words


def _is_of_town(preposition: Token) -> bool:
    """ "The town of Beni", "south of Tyre"."""
    nouns, sides = (
        {*groups("victims")["populations"].words, *groups("incidents")["spot"].words},
        groups("places")["compass"].words,
    )
    before = preposition.nbor(-1).lower_ if preposition.lower_ == "of" and preposition.i else ""
    return before in nouns or before in sides or before in groups("incidents")["taking"].words


def _is_known(name: Sequence[Token]) -> bool:
    """Whether a name is a nation's or a state's, which `locate` would have found to be a place."""
    text = name[0].doc[name[0].i : name[-1].i + 1].text
    return countries().by_name(text) is not None or countries().by_adjective(text) is not None or name[0].pos_ == "ADJ"


def _name(doc: Doc, i: int) -> list[Token]:
    """The capitalised words from token `i`, behind an article or "nearby"."""
    i += doc[i].lower_ in ("the", "nearby", "neighbouring", "neighboring") and i + 1 < len(doc)
    name: list[Token] = []
    while i < len(doc) and len(name) < LONGEST and (_is_capital(doc[i]) or (name and doc[i].lower_ in PARTICLES)):
        name.append(doc[i])
        i += 1
    while name and not _is_capital(name[-1]):
        name.pop()
    return name


def _is_capital(token: Token) -> bool:
    named = token.ent_type_ not in NO_PLACE or (token.ent_type_ == "NORP" and countries().by_adjective(token.text) is None)
    return token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ", "X") and named


def _kind(doc: Doc, last: Token) -> Token | None:
    """The noun in or behind a name that tells a place: "crossroads", "camp", "prison"."""
    found = None
    for token in doc[last.i : last.i + 3]:
        if token.pos_ in ("NOUN", "PROPN") and token.lower_ in groups("incidents")["spot"].words:
            found = token
        elif token != last:
            break
    following = doc[found.i + 1].lower_ if found is not None and found.i + 1 < len(doc) else ""
    return None if found != last and following == "of" else found


def _is_name_of_place(preposition: Token, name: Sequence[Token], resolution: Resolution) -> bool:
    """Whether a bare name behind a preposition names a place: no nation's, no body's, and no person's ("in Marek's view")."""
    last = name[-1]
    words = groups("incidents")["around"].words
    text = last.doc[name[0].i : last.i + 1].text
    behind = last.doc[last.i + 1].lower_ if last.i + 1 < len(last.doc) else ""
    lowercase = last.dep_ in ("compound", "amod", "nmod", "poss") or behind in ("'s", "’s")
    if preposition.lower_ not in (*words, "of") or lowercase or text.isupper():
        return False
    named = resolution.at(chars(name[0], last))
    whole = named is not None and (named.start, named.end) == chars(name[0], last) and named.who is not None
    kind = resolution.entities[named.who].type if named is not None and named.who is not None and whole else None
    body = kind in ("outlet", "armed group", "office") or any(t.lower_ in groups("roles")["body"].words for t in name)
    return not body or preposition.lower_ in ("near", "outside", "off")
