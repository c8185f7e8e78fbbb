"""Which of the tagger's finds make a statement: it learnt from a corpus that also counts acts, votes and states of affairs.

A cue that the lexicon knows, or a quotation, speaks for itself. Any other must be likelier, and what is passive, names nobody and
holds no clause attributes nothing: "Nine candidates were rejected".
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from reportedly.knowledge.lexicon import group_of, groups_of
from reportedly.read.layers import Attribution, Chars, Parse
from reportedly.read.quotations import touching
from reportedly.read.syntax import VERBAL, agent, child, children, is_passive

UNKNOWN_CUE = 0.45  # below it most cues outside the lexicon are wrong, above it half or more are right (PolNeAR's dev part)
NAMING = ("know", "call", "name", "dub")
CLAUSES = ("ccomp", "xcomp", "advcl", "oprd")


def is_credible(parse: Parse, attribution: Attribution) -> bool:
    """Whether an attribution by the tagger is kept."""
    if attribution.head is None or attribution.cue is None or _is_quoted(parse, attribution):
        return True
    head = parse.doc[attribution.head]
    if attribution.source is None and _is_done_by_nobody(head, attribution.contents):
        return False
    if _is_known(parse, attribution, head):
        return not _gives(head)
    group = group_of("deeds").get(head.lemma_.lower())
    least: float = group.values["least"] if group is not None else UNKNOWN_CUE
    return attribution.score >= least


def _is_known(parse: Parse, attribution: Attribution, head: Token) -> bool:
    """Whether the lexicon has the cue, as a verb, an adjective or a noun, or it is no verb ("according to", a colon)."""
    cue = parse.text[slice(*(attribution.cue or (0, 0)))].lower()
    if "according" in cue or not any(c.isalpha() for c in cue):
        return True
    return head.lemma_.lower() in groups_of("cues" if head.pos_ in (*VERBAL, "ADJ") else "nouns_of_saying")


def _is_quoted(parse: Parse, attribution: Attribution) -> bool:
    """Whether a part of the content opens with a quotation, or stands in one."""
    return any(q.start <= start < q.end for start, end in attribution.contents for q in touching(parse.quotations, start, end))


def _is_done_by_nobody(head: Token, contents: Sequence[Chars]) -> bool:
    """A passive without a doer or a clause whose content is its subject, "were rejected", or that gives a name, "known as"."""
    passive = is_passive(head) or (head.tag_ == "VBN" and head.dep_ == "acl")
    if not passive or agent(head) is not None or any(c.i > head.i for c in children(head, *CLAUSES)):
        return False
    return head.lemma_ in NAMING or all(end <= head.idx for _, end in contents)


def _gives(head: Token) -> bool:
    """ "Denied the defence the opportunity": something is not given to somebody."""
    return head.lemma_ == "deny" and child(head, "dative") is not None
