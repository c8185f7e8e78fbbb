"""Whether a time expression lies ahead of the report or behind it: what the verb that governs it says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import groups

FURTHEST = 12  # steps up the parse from an expression to its verb
PAST, UNKNOWN, FUTURE = -1, 0, 1


def direction(doc: Doc, start: int, end: int) -> int:
    """FUTURE, PAST or UNKNOWN for the characters `[start, end)` of a doc, by the verb, noun or adjective that governs them."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return UNKNOWN
    if span.root.dep_ in ("poss", "compound", "nmod", "amod"):  # "will investigate Friday's attack"
        return UNKNOWN
    adverbial = True
    for token in islice(_governors(span.root), FURTHEST):
        if token.lemma_.lower() in _words("due"):
            return PAST if "had" in (child.lower_ for child in token.children) else FUTURE
        if token.pos_ in ("VERB", "AUX"):
            found = _tense(token, adverbial)
            if found is not None:
                return found
        adverbial = adverbial and token.pos_ == "ADP"
    return UNKNOWN


def _governors(token: Token) -> Iterator[Token]:
    while token.head.i != token.i:
        token = token.head
        yield token


def _tense(verb: Token, adverbial: bool) -> int | None:
    """The tense of a verb; None when it has that of the verb above it, as infinitives and participles do."""
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in auxiliaries}
    tags = {verb.tag_, *(child.tag_ for child in auxiliaries)}
    if words & _words("modal"):
        return PAST if "have" in words else FUTURE
    if "VBD" in tags or words & {"has", "have", "'ve", "having"}:
        return PAST
    if "to" in words:
        return FUTURE if adverbial else UNKNOWN
    if tags & {"VBZ", "VBP"}:
        return FUTURE if verb.tag_ == "VBG" and adverbial else UNKNOWN
    return PAST if verb.tag_ == "VBN" else None


def _words(group: str) -> frozenset[str]:
    return frozenset(groups("timing")[group].words)
