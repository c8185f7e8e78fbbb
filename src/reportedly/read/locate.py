"""Parse -> toponyms: the place names of a report and where they lie.

The model's places, without what is none, and the known places that it missed or took for a person or an organisation.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from reportedly.knowledge.gazetteer import Candidate, countries, find
from reportedly.knowledge.lexicon import groups
from reportedly.read.layers import Chars, Parse, Toponym
from reportedly.read.rank import meanings, resolve_places
from reportedly.records import Place

PLACES = ("GPE", "LOC", "FAC")
MISTAKEN = ("PERSON", "ORG", "NORP", "PRODUCT", "WORK_OF_ART")
WELL_KNOWN = 100_000  # inhabitants: "Kherson" is a place wherever a report has it, "Hall" is not
LONGEST = 4  # words of a name that the model missed
CAPITALS = r"[A-Z][A-Z.'’-]{1,30}+"
DATELINE = re.compile(rf"(?<![A-Z.'’-]){CAPITALS}(?: {CAPITALS}){{0,3}}(?=(?:, [^()\n]{{1,40}})? (?:\([^()\n]{{1,40}}\) )?[-–—])")
ARTICLE = re.compile(r"the\s+", re.IGNORECASE)


def locate(parse: Parse) -> tuple[Toponym, ...]:
    """The place names of a report, in the order of its text, each with the place that it most likely means."""
    given = set(_given(parse))
    named = {parse.text[start:end] for start, end in given if meanings(parse.text[start:end])}
    spans = list(_apart({*given, *_mistaken(parse, named), *_unnamed(parse, named), *_datelines(parse)}))
    found = resolve_places(parse.text, spans)
    return tuple(_toponym(parse.text, span, candidate) for span, candidate in zip(spans, found, strict=True))


def _apart(spans: Iterable[Chars]) -> Iterator[Chars]:
    """The spans in order, of those that overlap the first, and of those that begin together the longest."""
    behind = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= behind:
            yield start, end
            behind = end


def _toponym(text: str, span: Chars, candidate: Candidate | None) -> Toponym:
    if candidate is None:
        return Toponym(*span, place=None)
    place = Place(text[slice(*span)], candidate.country, candidate.latitude, candidate.longitude)
    return Toponym(*span, place=place, state=candidate.kind == "state")


def _given(parse: Parse) -> Iterator[Chars]:
    """The model's places, without article and possessive; of its buildings and the like only those that we know."""
    for entity in parse.doc.ents:
        if entity.label_ in PLACES:
            start, end = _trimmed(parse.text, entity)
            name = parse.text[start:end]
            demonym = countries().by_adjective(name) and not countries().by_name(name)
            told = meanings(name) if entity.label_ != "FAC" else find(name)
            if _placelike(name) and not demonym and (told or (entity.label_ != "FAC" and _after_preposition(entity))):
                yield start, end


def _mistaken(parse: Parse, named: Collection[str]) -> Iterator[Chars]:
    """Places that the model took for a person or an organisation: well-known ones, and those that it found elsewhere."""
    surnames = {token.text for entity in parse.doc.ents if entity.label_ == "PERSON" and len(entity) > 1 for token in entity}
    for entity in parse.doc.ents:
        start, end = _trimmed(parse.text, entity)
        name = parse.text[start:end]
        known = name in named or _well_known(name, _after_preposition(entity))
        if known and entity.label_ in MISTAKEN and name not in surnames:
            yield start, end


def _unnamed(parse: Parse, named: Collection[str]) -> Iterator[Chars]:
    """Places among the proper nouns that the model gave no name: well-known ones, and those that it found elsewhere."""
    for run in _runs(parse):
        begin = 0
        while begin < len(run):
            names = (run[begin : begin + length] for length in range(min(LONGEST, len(run) - begin), 0, -1))
            located = begin == 0 and _after_preposition(parse.doc[run[0].i : run[0].i + 1])
            known = next((n for n in names if _text(parse, n) in named or _well_known(_text(parse, n), located)), run[:0])
            if known:
                yield known[0].idx, known[-1].idx + len(known[-1])
            begin += len(known) or 1


def _runs(parse: Parse) -> Iterator[list[Token]]:
    """Capitalised proper nouns in a row, outside the model's entities."""
    for nameless, tokens in groupby(parse.doc, lambda t: t.pos_ == "PROPN" and not t.ent_type_ and t.text[:1].isupper()):
        if nameless:
            yield list(tokens)


def _datelines(parse: Parse) -> Iterator[Chars]:
    """The place in capitals that opens a report or paragraph: "GENEVA, March 3 (Reuters) -"."""
    for start, end in parse.paragraphs:
        opening = DATELINE.match(parse.text, start, min(end, start + 120))
        if opening and meanings(opening.group()):
            yield opening.span()


def _well_known(name: str, located: bool) -> bool:
    """Whether a name that the model missed is a state, a capital or the like, or, behind "in" or "near", a large city."""
    if not _placelike(name) or (
        (countries().by_adjective(name) or countries().by_people(name)) and not countries().by_name(name)
    ):
        return False
    return any(
        place.kind in ("state", "capital", "supplement") or (located and place.population >= WELL_KNOWN) for place in find(name)
    )


def _placelike(name: str) -> bool:
    """Neither lower case, nor an initial, nor a bare "the West"."""
    return name[:1].isupper() and len(name.strip(".")) > 1 and name.lower() not in groups("places")["compass"].words


def _after_preposition(tokens: Tokens) -> bool:
    before = [token.lower_ for token in tokens.doc[max(0, tokens.start - 2) : tokens.start]]
    words = groups("places")["prepositions"].words
    return bool(before) and (before[-1] in words or (len(before) > 1 and before[-1] == "the" and before[-2] in words))


def _text(parse: Parse, tokens: list[Token]) -> str:
    return parse.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]


def _trimmed(text: str, entity: Tokens) -> Chars:
    """An entity's characters without spaces at its ends, a leading article, or a possessive."""
    name = text[entity.start_char : entity.end_char]
    start = entity.start_char + len(name) - len(name.lstrip())
    article = ARTICLE.match(text, start, entity.end_char)
    if article and article.end() < entity.end_char:
        start = article.end()
    kept = text[start : entity.end_char].rstrip().removesuffix("'s").removesuffix("’s").rstrip("'’,;:-–—")
    return start, start + len(kept)
