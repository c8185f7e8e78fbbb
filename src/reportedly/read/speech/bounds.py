"""Where contents begin and end, by the parse: one that breaks off in the middle of its clause is taken whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from reportedly.read.layers import Attribution, Parse
from reportedly.read.speech.contents import parts
from reportedly.read.syntax import SUBJECTS, VERBAL, child, children, is_infinitive

DANGLING = ("IN", "TO", "DT", "MD", "PRP$", "HYPH")  # tags of words after which something must follow
GOVERNED = ("dobj", "dative", "pobj", "prt", "acomp", "attr", "oprd", "xcomp", "advmod")


def bounded(parse: Parse, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, in order, none with a content that breaks off."""
    cues = {a.head for a in found if a.head is not None}
    return [_completed(parse, a, cues - {a.head}) for a in found]


def _completed(parse: Parse, attribution: Attribution, cues: Collection[int]) -> Attribution:
    """An attribution with the rest of the clause in which its content breaks off, unless another cue stands there."""
    start, end = attribution.contents[-1]
    span = parse.doc.char_span(start, end, alignment_mode="expand")
    clause = _complement(parse, attribution)
    behind = _behind(clause) if clause is not None else 0
    if span is None or clause is None or span.end >= behind or not _breaks_off(span):
        return attribution
    rest = parse.doc[span.end : behind]
    if any(t.i in cues for t in rest):
        return attribution
    held = parts([*span, *rest], clause.head)
    return replace(attribution, contents=(*attribution.contents[:-1], *held)) if len(held) == 1 else attribution


def _complement(parse: Parse, attribution: Attribution) -> Token | None:
    """The clause behind the cue in which its content, all of it behind the cue, ends."""
    head = parse.doc[attribution.head] if attribution.head is not None else None
    start = attribution.contents[-1][0]
    if head is None or attribution.contents[0][0] < head.idx:
        return None
    clauses = (c for c in children(head, "ccomp", "xcomp") if c.i > head.i)
    return next((c for c in clauses if c.left_edge.idx <= start <= c.right_edge.idx), None)


def _behind(clause: Token) -> int:
    """The token behind a clause and the infinitives that go on with it: "refused to disarm, recognise the council and leave"."""
    joined = (c for c in children(clause.head, "conj") if c.i > clause.i and c.tag_ == "VB" and is_infinitive(clause))
    return max(t.right_edge.i for t in (clause, *joined)) + 1


def _breaks_off(span: Span) -> bool:
    """Whether a content ends in the middle: without a verb, with an article or a comma, or before what its last word governs."""
    last, behind = span[-1], span.doc[span.end]
    if last.lower_ == ",":
        return not _begins_clause(behind)
    return last.tag_ in DANGLING or (behind.head == last and behind.dep_ in GOVERNED) or not any(t.pos_ in VERBAL for t in span)


def _begins_clause(joining: Token) -> bool:
    """Whether "and" or "but" joins a clause with a subject of its own."""
    return joining.dep_ == "cc" and any(child(c, *SUBJECTS) is not None for c in children(joining.head, "conj"))
