"""Attributions by nouns: "amid calls to the army to withdraw", "his claim that ...", "shouts of 'Shame!'", "a banner reading" """

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from reportedly.knowledge.lexicon import Group, groups_of
from reportedly.read.layers import Attribution, Chars, Parse
from reportedly.read.quotations import touching
from reportedly.read.speech.contents import parts
from reportedly.read.speech.cues import by_word
from reportedly.read.speech.sources import acts
from reportedly.read.syntax import child, children, is_infinitive, objects_behind, subject, subtree, words_at

SHOWN_SCORE = 0.7  # the share found right on gold
MOST_SHOWN, LONGEST_GAP = 5, 10  # quotations behind one word; characters between them
# "repeated calls to leave": the verb is the cue
REPEATING = ("repeat", "reiterate", "renew", "express", "voice", "state", "make")
ISSUING = ("make", "issue", "voice", "express", "renew", "raise", "dismiss", "have")


def nominal(parse: Parse) -> Iterator[Attribution]:
    """The attributions by nouns of saying, in order of their cues."""
    nouns = groups_of("nouns_of_saying")
    for token in parse.doc:
        if token.tag_ in ("NN", "NNS") and token.lemma_.lower() in nouns:
            yield from _nominal(token, nouns[token.lemma_.lower()])


def shown(parse: Parse) -> Iterator[Attribution]:
    """What is shouted or stands written: "to shouts of 'Shame!'", "a banner reading 'Bread first' and 'Work for all'"."""
    nouns = groups_of("nouns_of_crying")
    for token in parse.doc:
        group = next(iter(nouns.get(token.lemma_.lower(), ())), None)
        if group is None or not (_is_written(token) if group.name == "written" else token.pos_ == "NOUN"):
            continue
        if contents := tuple(_quoted_behind(parse, token)):
            source = token.nbor(-1) if group.name == "written" else _owner(token)
            yield by_word(token, source, contents, group.values["kind"], SHOWN_SCORE)


def _is_written(verb: Token) -> bool:
    """Whether it says what stands on something: "a banner | reading", "balloons | marked"."""
    return verb.tag_ in ("VBG", "VBN") and verb.i > 0 and verb.nbor(-1).pos_ == "NOUN"


def _quoted_behind(parse: Parse, token: Token) -> Iterator[Chars]:
    """The quotations that follow a word at once, or behind "of", joined by "and" or commas."""
    at = token.idx + len(token)
    for _ in range(MOST_SHOWN):
        following = next((q for q in touching(parse.quotations, at, at + LONGEST_GAP) if q.start >= at), None)
        if following is None or parse.text[at : following.start].strip(" ,:;").lower() not in ("", "of", "and", "or", "such as"):
            return
        yield following.start, following.end
        at = following.end


def _nominal(noun: Token, groups: Iterable[Group]) -> Iterator[Attribution]:
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in REPEATING:
        return
    source = _owner(noun)
    if _is_no_saying(noun, source):
        return
    for group in groups:
        for frame in group.values["frames"] if source is not None or not group.values.get("owned") else ():
            tokens = _behind(noun, frame)
            if source is not None and source in tokens:
                given = set(source.head.subtree)
                tokens = [t for t in tokens if t not in given]
            contents = parts(tokens, noun)
            if contents and words_at(noun.doc, contents[0]).split()[0] != "comment":
                yield by_word(noun, source, contents, group.values["kind"])
                return


def _is_no_saying(noun: Token, source: Token | None) -> bool:
    """ "in order to leave", and the demand for bread of a market."""
    if noun.lower_ == "order":
        return noun.i > 0 and noun.nbor(-1).lower_ == "in"
    return noun.lower_ == "demand" and source is None


def _behind(noun: Token, frame: str) -> list[Token]:
    """The tokens of what a noun of saying announces in this frame."""
    if frame == "infinitive":
        called = [*objects_behind(noun, "to", "on", "for")]
        head = next((c for h in [noun, *called] for c in children(h, "acl", "relcl", "xcomp") if is_infinitive(c)), None)
        behind = max([noun, *called], key=lambda t: t.i).i + 1
        if head is None and behind < len(noun.doc) and noun.doc[behind].tag_ == "TO":  # "calls to Russia to stop", however parsed
            head = noun.doc[behind].head
        to = next((c for c in children(head, "aux") if c.tag_ == "TO"), head) if head is not None else None
        return [t for t in head.subtree if t.i >= to.i] if head is not None and to is not None else []
    if frame == "clause" and noun.dep_ == "nsubj" and noun.head.lemma_ == "be":  # "Her answer was that ..."
        head = child(noun.head, "ccomp")
    elif frame == "clause":
        head = next((c for c in children(noun, "acl", "ccomp", "relcl") if _opens_with_that(c)), None)
    else:
        head = next((o for p in children(noun, "prep") if p.lower_ == frame for o in children(p, "pobj", "pcomp")), None)
    return subtree(head)


def _opens_with_that(clause: Token) -> bool:
    """Whether a clause is what is said ("that he forgave them"), however the parser labels its "that"."""
    return clause.left_edge.lower_ == "that" and child(clause, "nsubj", "nsubjpass", "expl") not in (None, clause.left_edge)


def _owner(noun: Token) -> Token | None:
    """Whose claim it is: "the army's claim", "calls by aid groups", or the subject of "made", "issued", "voiced"."""
    givers = (t for t in noun.subtree if t.dep_ == "prep" and t.lower_ in ("by", "from") and t.i > noun.i)
    named = child(noun, "poss") or next((o for p in givers for o in children(p, "pobj") if acts(o)), None)
    if named is None and noun.dep_ == "dobj" and noun.head.lemma_ in ISSUING:
        named = subject(noun.head)
    return named
