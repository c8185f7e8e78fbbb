"""Several by their number ("the two", "both", "the three men"), and "the men" who have been called otherwise before."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import groups
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import together
from reportedly.read.cast.lists import listed
from reportedly.read.cast.stage import PERSONS, Entrance, Stage
from reportedly.read.syntax import chars

COUNTED = "counted"
HEADLESS = ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj", "poss", "ROOT")
REACH = 3  # sentences


def counted(doc: Doc) -> Iterator[Candidate]:
    """Numbers that stand for people or parties: "the two", "both", "all three"."""
    for token in doc:
        if token.dep_ not in HEADLESS or number(token) is None or any(t.dep_ not in ("prep", "relcl") for t in token.rights):
            continue
        pointing = next((t for t in token.lefts if t.lower_ in listed("definite") or t.lower_ == "all"), None)
        if token.lower_ == "both" or (token.tag_ == "CD" and pointing is not None):
            start, end = chars(pointing or token, token)
            yield Candidate(start, end, "nominal", token, doc.text[start:end], COUNTED)


def number(token: Token) -> int | None:
    """The number that a word says, up to ten."""
    words = {**{word: n for n, word in enumerate(groups("cast")["counting"].words, 2)}, "both": 2}
    return words.get(token.lower_) or (int(token.text) if token.text in SMALL_DIGITS else None)


SMALL_DIGITS = ("2", "3", "4", "5", "6", "7", "8", "9", "10")


def as_many(c: Candidate, n: int, stage: Stage, human: bool = False) -> int | None:
    """The latest that were so many: named together, counted, or the only two persons or parties of the sentences before."""
    here = stage.sentence(c.head)
    near = [e for e in stage.recent() if here - e.sentence <= REACH and e.token.i < c.head.i]
    for entrance in near:
        alike = not human or all(stage.cast[i].type in PERSONS for i in entrance.members)
        if len(entrance.members) == n and min(entrance.members) >= 0 and alike:
            return together(stage.cast, entrance.members)
        if entrance.who >= 0 and stage.cast[entrance.who].many and n in map(number, entrance.token.lefts):
            return entrance.who
    return _only(near, n, here, stage)


def _only(near: list[Entrance], n: int, here: int, stage: Stage) -> int | None:
    """Two persons, or two parties, that are the only ones of this sentence and the one before."""
    for types in (PERSONS, ("state", "armed group")):
        seen = [e.who for e in reversed(near) if here - e.sentence <= 1 and e.who >= 0 and stage.cast[e.who].type in types]
        if len(set(seen)) == n == 2:
            return together(stage.cast, tuple(dict.fromkeys(seen)))
    return None


def those_people(c: Candidate, stage: Stage) -> int | None:
    """Whom "the men" repeat: the latest group of people, by any other word."""
    here = stage.sentence(c.head)
    near = (e for e in stage.recent() if here - e.sentence <= REACH and e.who >= 0)
    return next((e.who for e in near if stage.cast[e.who].type == "group" and not e.named and not e.members), None)
