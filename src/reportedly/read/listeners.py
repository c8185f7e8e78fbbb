"""Whom the words of an attribution are for, by the clause of its cue; who they are is for `resolve` and `circumstance`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from reportedly.read.layers import Attribution, Parse
from reportedly.read.syntax import VERBAL, child, children, is_infinitive, is_passive, noun_phrase

UNADDRESSED = ("accuse", "deny", "reject", "agree", "believe")  # kinds of cues whose object is no listener
TOLD = ("tell", "ask", "order", "warn", "advise", "urge", "instruct", "inform", "remind", "invite", "assure", "request")
THANKED = ("thank", "congratulate", "warn", "compliment", "greet", "apologise")  # their object may stand in the content
MESSAGES = ("conversation", "call", "talk", "letter", "message", "speech", "address", "interview", "statement", "email", "memo")
OCCASIONS = ("conference", "briefing", "interview", "rally", "programme", "program", "show", "broadcast")
SPEAKING = ("speak", "talk", "write", "address")
WEEK = 3  # tokens of a time between a message and its listener: "an interview late last week with"
PERSONS = ("NOUN", "PROPN", "PRON")


def listening(parse: Parse, attribution: Attribution) -> Iterator[Token]:
    """The main words of those addressed, likeliest first: "told X", "asked X to", "a call to X", "asked by Y, X said"."""
    if attribution.head is None or attribution.kind in UNADDRESSED:
        return
    head = parse.doc[attribution.head]
    said = attribution.contents
    for token in _named(head, attribution):
        outside = not any(start <= token.idx < end for start, end in said)
        if _can_listen(token) and (outside or (head.lemma_ in THANKED and token.dep_ == "dobj" and token.head == head)):
            yield token


def _can_listen(token: Token) -> bool:
    occasion = token.pos_ != "PROPN" and token.lower_ in OCCASIONS
    return token.pos_ in PERSONS and not occasion and token.ent_type_ not in ("DATE", "TIME")


def heard(parse: Parse, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with a listener, who stands where the source stood, to be known like a source."""
    found = ((a, next(listening(parse, a), None)) for a in attributions)
    return [replace(a, source=noun_phrase(token)) for a, token in found if token is not None and token.pos_ != "PRON"]


def _named(head: Token, attribution: Attribution) -> Iterator[Token]:
    if head.pos_ in VERBAL:
        asked = head.dep_ == "advcl" and head.tag_ == "VBN" and head.lemma_ == "ask" and not is_passive(head)
        if asked or is_passive(head):  # "Asked whether it was over, the minister said"; "residents were told to leave"
            if asked or head.lemma_ in TOLD:
                yield from children(head.head if asked else head, "nsubj" if asked else "nsubjpass")
            return
        yield from _objects(head)
    for prep in children(head, "prep", "dative"):
        if prep.lower_ == "to" or (prep.lower_ in ("on", "upon") and head.lemma_ in ("call", "appeal")):
            yield from children(prep, "pobj")
    for clause in children(head, "advcl"):
        if clause.lemma_ in SPEAKING and child(clause, "nsubj") is None:
            yield from _behind(clause)
    for token in head.sent if head.pos_ in VERBAL else ():
        if token.lower_ in MESSAGES and not any(start <= token.idx < end for start, end in attribution.contents):
            yield from _behind(token)


def _objects(verb: Token) -> Iterator[Token]:
    yield from children(verb, "dative", "iobj", "dobj")
    if verb.dep_ == "amod" and verb.head.i == verb.i + 1 and verb.lemma_ in TOLD:  # "..., the envoy warned donors."
        yield verb.head
    for clause in children(verb, "ccomp", "xcomp"):
        if is_infinitive(clause):
            yield from children(clause, "nsubj")


def _behind(word: Token) -> Iterator[Token]:
    """ "speaking to X", "a call with X"."""
    preps = [
        *children(word, "prep"),
        *(p for p in word.doc[word.i + 1 : word.i + WEEK + 2] if p.dep_ == "prep" and word in messages(p)),
    ]
    yield from (o for p in preps if p.lower_ in ("to", "with") for o in children(p, "pobj"))


def messages(prep: Token) -> Iterator[Token]:
    """The "interview" of "an interview last week with X", where the parser gives "with X" to a verb further up."""
    before = prep.i - 1
    while before > max(prep.sent.start, prep.i - 1 - WEEK) and _is_day(prep.doc[before]):
        before -= 1
    word = prep.doc[before] if before >= 0 else prep
    if prep.head.pos_ in VERBAL and before < prep.i - 1 and word.lower_ in MESSAGES:
        yield word


def _is_day(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME") and token.lower_ not in MESSAGES
