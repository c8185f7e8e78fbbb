"""The words of a nominal: what it says of its bearer, without articles and numbers."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Token

from reportedly.knowledge.gazetteer import countries
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import Cast
from reportedly.read.cast.lists import listed

WORDLESS = ("PRP$", "WP$", "CD", "POS", "_SP")
HYPHENS = ("-", "‑", "–")


def is_definite(c: Candidate) -> bool:
    """Whether "the", "this" or an owner stands before the noun."""
    return any(_is_pointing(t) or t.dep_ == "poss" for t in c.head.lefts)


def core_words(c: Candidate) -> list[str]:
    """The nominal's words without determiners and numbers: "rebels" of "At least 21 rebels"; "pro-Russian" is one word."""
    span = c.head.doc.char_span(c.start, c.end, alignment_mode="expand") or ()
    counted = max((t.i for t in span if t.tag_ == "CD" and t.i < c.head.i and not _is_hyphenated(t)), default=-1)
    words: list[str] = []
    glued = False
    for token in span:
        tight = token.text in HYPHENS and not token.whitespace_ and bool(token.i and not token.nbor(-1).whitespace_)
        if words and (glued or tight):
            words[-1] += token.text
            glued = tight
        elif (
            token.i > counted
            and token.tag_ not in WORDLESS
            and not _is_pointing(token)
            and token.lower_ not in listed("number or article")
            and not token.is_punct
        ):
            words.append(token.text)
    return words


def descriptive(c: Candidate, cast: Cast) -> list[str]:
    """These words without demonyms and states: "officials" of "Two Velmaran officials" and of "Velmara's officials"."""
    owners = {t.text for t in c.head.lefts if t.dep_ == "poss" and (countries().by_name(t.text) or cast.known("state", t.text))}
    words = [word for word in core_words(c) if word not in owners]
    pairs = {i for i, pair in enumerate(pairwise(words)) if countries().by_adjective(" ".join(pair))}  # "South Korean"
    return [w for i, w in enumerate(words) if i not in pairs and (w.islower() or not (i - 1 in pairs or cast.is_demonym(w)))]


def _is_hyphenated(number: Token) -> bool:
    """ "The 65-year-old farmer": an age counts nobody."""
    return number.nbor().text in HYPHENS and not number.whitespace_


def _is_pointing(token: Token) -> bool:
    return token.lower_ in listed("definite") or token.lower_ in listed("definite, of many")
