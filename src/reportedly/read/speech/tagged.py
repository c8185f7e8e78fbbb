"""What the tagger finds, set right by the parse: its cue's main word, its source and contents in full, and its kind."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups_of
from reportedly.knowledge.tagger import Tagged
from reportedly.read.layers import Attribution, Chars, Parse
from reportedly.read.speech.acting import unwilling
from reportedly.read.speech.contents import parts
from reportedly.read.speech.credible import is_credible
from reportedly.read.speech.cues import kind_of, main_token, narrowed
from reportedly.read.speech.sources import can_speak
from reportedly.read.syntax import VERBAL, chars, child, children, is_infinitive, is_passive, noun_phrase, subject

STANDING = ("nsubj", "nsubjpass", "det", "dobj")  # "that" which is no conjunction
DUMMIES = ("it", "there", "that", "this", "which", "what")


def read_off(parse: Parse, found: Tagged) -> Attribution | None:
    """What the tagger found, with its cue's main token and the kind of statement that this makes."""
    contents = tuple(span for span in (_without_that(parse, *chars) for chars in found.contents) if span[0] < span[1])
    cue = (found.cue[0][0], found.cue[-1][1]) if found.cue else None
    head = main_token(parse, cue) if cue else None
    if not contents or cue is None or head is None or _takes_lives(head):
        return None
    head, contents = _told_in_doubt(*_whole_verb(parse, head, contents))
    contents = without_addressee(head, contents)
    kind = kind_of(parse, head, contents) if contents else None
    if kind is None:
        return None
    source = _whole_source(parse, head, (found.source[0][0], found.source[-1][1])) if found.source else _doer(head, contents)
    silent_one = unwilling(head)
    source = noun_phrase(silent_one) if silent_one is not None else source
    read = Attribution(narrowed(parse, cue, head), source, contents, kind, head.i, score=round(found.score, 2))
    return read if is_credible(parse, read) else None


def _whole_source(parse: Parse, head: Token, source: Chars) -> Chars:
    """A source of which only the possessor was tagged ("His | deputy | said"), or with a name what is told of its bearer."""
    span = parse.doc.char_span(*source, alignment_mode="expand")
    if span is None:
        return source
    root = span.root
    if root.dep_ == "poss" and head.pos_ in VERBAL and can_speak(root.head) and subject(head) == root.head:
        return noun_phrase(root.head)
    if root.ent_type_ == "PERSON" and any(t.dep_ in ("appos", "relcl") and t.head == root and t.i > root.i for t in span):
        return source[0], chars(root, root)[1]
    return source


def _doer(head: Token, contents: Sequence[Chars]) -> Chars | None:
    """Who says it by the parse, where the tagger names nobody: "The mayor grew curt when pressed, | saying | ..." """
    who = subject(head) if head.tag_ in ("VBG", "VBD", "VBZ") and not is_passive(head) else None
    if who is None or who.lower_ in DUMMIES or any(start <= who.idx < end for start, end in contents):
        return None
    return noun_phrase(who)


def _whole_verb(parse: Parse, head: Token, contents: tuple[Chars, ...]) -> tuple[Token, tuple[Chars, ...]]:
    """The cue whose auxiliary alone was tagged ("had | warned that"); no content where the verb says nothing."""
    verb = head.head
    if head.dep_ not in ("aux", "auxpass"):
        return head, contents
    if not any(start <= verb.idx < end for start, end in contents):
        return verb if verb.lemma_.lower() in groups_of("cues") else head, contents
    if verb.lemma_.lower() not in groups_of("cues"):
        return head, ()
    behind = verb.idx + len(verb) + 1
    rest = (_without_that(parse, behind if start <= verb.idx < end else start, end) for start, end in contents)
    return verb, tuple(span for span in rest if span[0] < span[1])


def _told_in_doubt(head: Token, contents: tuple[Chars, ...]) -> tuple[Token, tuple[Chars, ...]]:
    """ "She is said to have told him that ...": the telling is the cue, the saying only doubts it."""
    telling = child(head, "xcomp") if is_passive(head) else None
    if telling is None or telling.lemma_ not in groups_of("cues"):
        return head, contents
    clause = child(telling, "ccomp", "xcomp")
    before = tuple(span for span in contents if span[1] <= telling.left_edge.idx)
    return telling, before or (parts(list(clause.subtree), telling) if clause is not None else contents)


def without_addressee(head: Token, contents: tuple[Chars, ...]) -> tuple[Chars, ...]:
    """A demand from its "to" on: "urged | Peru | to leave", where the corpora take Peru into the content; a wish is whole."""
    if any(group.values["kind"] == "believe" for group in groups_of("cues").get(head.lemma_.lower(), ())):
        return contents
    verb = next((v for v in children(head, "xcomp", "ccomp") if is_infinitive(v) and v.i > head.i), None)
    to = next((c for c in children(verb, "aux") if c.tag_ == "TO"), None) if verb is not None else None
    if verb is None or to is None:
        return contents
    people = {t.i for person in (*children(head, "dobj", "dative"), *children(verb, "nsubj")) for t in person.subtree}
    between = head.doc[head.i + 1 : to.i]
    if not people or not all(t.i in people or t.is_punct for t in between):
        return contents
    return tuple(
        (max(start, to.idx), end) if head.idx < start else (start, end) for start, end in contents if not head.idx < end <= to.idx
    )


def _without_that(parse: Parse, start: int, end: int) -> Chars:
    """A span without the "that" that opens its clause, empty when it is nothing else; "That was a lie" keeps it."""
    if parse.text[start:end].lower() == "that":
        return end, end
    if parse.text[start : start + 5].lower() != "that " or end <= start + 5:
        return start, end
    that = parse.doc.char_span(start, start + 4, alignment_mode="expand")
    return (start, end) if that is not None and that[0].tag_ == "DT" and that[0].dep_ in STANDING else (start + 5, end)


def _takes_lives(head: Token) -> bool:
    """ "The rains have claimed 1,302 lives" claims nothing."""
    thing = child(head, "dobj") if head.lemma_ == "claim" else None
    return thing is not None and thing.lemma_.lower() in ("life", "victim")
