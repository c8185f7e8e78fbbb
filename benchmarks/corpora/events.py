"""PLOVER roots for sentences with a marked source and target (the PLV corpus), by the functions that read reports."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Token

from reportedly.read.events.colour import Colour, colour
from reportedly.read.events.parties import between, doers, undergoers
from reportedly.read.events.predicates import Predicate, predicates
from reportedly.read.layers import Chars
from reportedly.read.parse import parse

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
COERCIVE = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})


def predict(tsv: Path) -> list[tuple[str, str]]:
    """The root of each sentence by its uid, "" where no predicate is found. Reads uid, sentence, source and target only."""
    with tsv.open(encoding="utf-8", newline="") as file:
        return [(row["uid"], root(row["sentence"], row["source"], row["target"])) for row in csv.DictReader(file, delimiter="\t")]


def root(sentence: str, source: str, target: str) -> str:
    """The root of what links the two parties."""
    read = parse(sentence)
    found = linking(list(predicates(read.doc)), _find(sentence, source), _find(sentence, target))
    return recode(found.root, found.group.values.get("mode"), colour(found)) if found else ""


def linking(found: Iterable[Predicate], source: Chars | None, target: Chars | None) -> Predicate | None:
    """PLV marks one event a sentence: the predicate with the source among its doers and the target among its undergoers,
    else with one of them, else the highest in the parse."""

    def fit(candidate: Predicate) -> tuple[float, ...]:
        pair = between(candidate)
        doer = _among([*doers(candidate), *pair], source)
        undergoer = _among([*undergoers(candidate), *pair], target)
        return (2 * doer + undergoer, len(candidate.words), -_depth(candidate.token))

    return max(found, key=fit, default=None)


def recode(root: str, mode: str | None, told: Colour) -> str:
    """PLOVER's own recoding, which the ledger leaves to exports: future or agreed cooperation is AGREE, refused is REJECT, future
    conflict is THREATEN; CAMEO 163, embargoes, is COERCE in PLV."""
    if root in COOPERATIVE and (told.negated or told.status == "failed"):
        return "REJECT"
    if root in COOPERATIVE and (told.tense == "future" or told.status == "planned"):
        return "AGREE"
    if root in COERCIVE and (told.tense == "future" or told.status == "planned"):
        return "THREATEN"
    return "COERCE" if mode == "discontinue" else root


def _find(sentence: str, party: str) -> Chars | None:
    at = sentence.find(party)
    return (at, at + len(party)) if at >= 0 else None


def _among(heads: Iterable[Token], party: Chars | None) -> bool:
    phrases = ((token, *token.conjuncts) for head in heads for token in [head])
    return party is not None and any(party[0] <= token.idx < party[1] for phrase in phrases for token in phrase)


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)
