"""Attributions inside contents that the tagger passed over: "The official said | Moscow had demanded a tenth name"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from reportedly.knowledge.lexicon import Group, groups_of
from reportedly.read.cues import acts, governed, parts
from reportedly.read.layers import Attribution, Chars, Parse
from reportedly.read.syntax import SUBJECTS, chars, child, is_negated, noun_phrase

NESTING = (
    "say",
    "order",
    "demand",
    "call",
    "ask",
    "urge",
    "deny",
    "promise",
    "threaten",
    "warn",
    "accuse",
    "agree",
    "allege",
    "reject",
    "oppose",
)  # groups
SCORE = 0.5
ONESELF = ("i", "we", "you", "it", "there", "which", "that", "who", "what")


def nested(parse: Parse, contents: Sequence[Chars]) -> Iterator[Attribution]:
    """What verbs of saying inside these contents (in order, apart) attribute to a subject of their own."""
    verbs = groups_of("cues")
    for start, end in contents:
        for token in parse.doc.char_span(start, end, alignment_mode="contract") or ():
            if token.tag_.startswith("VB") and token.dep_ not in ("amod", "aux", "auxpass") and token.lemma_.lower() in verbs:
                yield from _said_by(token, verbs[token.lemma_.lower()], (start, end))


def _said_by(verb: Token, groups: Sequence[Group], held: Chars) -> Iterator[Attribution]:
    who = child(verb, *SUBJECTS)
    if who is None or not acts(who) or who.lower_ in ONESELF or who.dep_ != "nsubj" or is_negated(verb):
        return
    source = noun_phrase(who)
    for group in groups:
        if group.name not in NESTING:
            continue
        for frame in group.values["frames"]:
            found = tuple(span for span in parts(_said(verb, frame, group), verb) if held[0] <= span[0] and span[1] <= held[1])
            if found:
                yield Attribution(chars(verb, verb), source, found, group.values["kind"], verb.i, score=SCORE)
                return


def _said(verb: Token, frame: str, group: Group) -> list[Token]:
    if frame == "clause":
        clause = child(verb, "ccomp")
        return list(clause.subtree) if clause is not None and child(clause, *SUBJECTS) is not None else []
    if frame in ("pronoun", "gerund"):
        return []
    return governed(verb, frame, group.values.get("needs"))
