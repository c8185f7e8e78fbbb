"""Attributions inside contents that the tagger passed over: "The official said | Moscow had demanded a tenth name"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from spacy.tokens import Token

from reportedly.knowledge.lexicon import Group, groups_of
from reportedly.read.layers import Attribution, Chars, Parse
from reportedly.read.speech.contents import governed, parts
from reportedly.read.speech.cues import by_word
from reportedly.read.speech.sources import acts
from reportedly.read.speech.spans import overlaps
from reportedly.read.syntax import SUBJECTS, child, is_negated, subtree

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
SAYING = ("say", "order", "ask", "call")
SHORTEST, LONGEST_BESIDE = 4, 150  # words of a quotation; characters behind it in which its cue stands
ONESELF = ("i", "we", "you", "it", "there", "which", "that", "who", "what")


def nested(parse: Parse, contents: Sequence[Chars]) -> Iterator[Attribution]:
    """What verbs of saying inside these contents (in order, apart) attribute to a subject of their own."""
    verbs = groups_of("cues")
    for start, end in contents:
        for token in parse.doc.char_span(start, end, alignment_mode="contract") or ():
            if token.tag_.startswith("VB") and token.dep_ not in ("amod", "aux", "auxpass") and token.lemma_.lower() in verbs:
                yield from _said_by(token, verbs[token.lemma_.lower()], (start, end))


def beside(parse: Parse, contents: Sequence[Chars]) -> Iterator[Attribution]:
    """Who says the quotations that stand in none of these contents: "... there?" his wife, Ana Roth, told Radio."""
    verbs = groups_of("cues")
    for q in parse.quotations:
        if overlaps((q.start, q.end), contents) or not q.closed or len(parse.text[q.start : q.end].split()) < SHORTEST:
            continue
        behind = parse.doc.char_span(q.end, min(q.end + LONGEST_BESIDE, len(parse.text)), alignment_mode="contract")
        for token in _sentence(behind or ()):
            said = token.tag_ in ("VBD", "VBZ") and any(g.name in SAYING for g in verbs.get(token.lemma_.lower(), ()))
            who = child(token, "nsubj") if said else None
            if who is not None and who.idx >= q.end:
                yield by_word(token, who, ((q.start, q.end),), "say")
                break


def _sentence(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens up to the end of the sentence or the paragraph."""
    return takewhile(lambda t: t.lower_ not in (".", ";") and "\n" not in t.text and not t.is_quote, tokens)


def _said_by(verb: Token, groups: Sequence[Group], held: Chars) -> Iterator[Attribution]:
    who = child(verb, *SUBJECTS)
    if who is None or who.dep_ != "nsubj" or not acts(who) or who.lower_ in ONESELF or is_negated(verb):
        return
    for group in groups:
        if group.name not in NESTING:
            continue
        for frame in group.values["frames"]:
            found = tuple(span for span in parts(_said(verb, frame, group), verb) if held[0] <= span[0] and span[1] <= held[1])
            if found:
                yield by_word(verb, who, found, group.values["kind"])
                return


def _said(verb: Token, frame: str, group: Group) -> list[Token]:
    if frame == "clause":
        clause = child(verb, "ccomp")
        return subtree(clause) if clause is not None and child(clause, *SUBJECTS) is not None else []
    if frame in ("pronoun", "gerund"):
        return []
    return governed(verb, frame, group.values.get("needs"))
