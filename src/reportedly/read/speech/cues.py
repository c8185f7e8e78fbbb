"""Cues: their main word, their own characters, and the kind of statement that they make of a content."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups_of
from reportedly.read.layers import Attribution, Chars, Parse
from reportedly.read.syntax import VERBAL, chars, children, is_negated, is_passive, noun_phrase
from reportedly.records import StatementKind


def main_token(parse: Parse, cue: Chars) -> Token | None:
    """The token of a cue that says what is done: its verb or noun of saying, else its root."""
    span = parse.doc.char_span(*cue, alignment_mode="expand")
    if span is None or not len(span):
        return None
    verbs = [t for t in span if t.tag_.startswith(("VB", "JJ")) and t.lemma_.lower() in groups_of("cues")]
    nouns = (t for t in span if t.lemma_.lower() in groups_of("nouns_of_saying"))
    if len(verbs) > 1 and is_passive(verbs[0]):  # "is said to have told"
        return verbs[-1]
    return next(iter(verbs), None) or next(nouns, None) or span.root


def narrowed(parse: Parse, cue: Chars, head: Token) -> Chars:
    """A cue without what stands around its verb but auxiliaries: "had said" of "had said in a statement"."""
    if head.pos_ not in VERBAL or "according" in parse.text[slice(*cue)].lower() or " saying" in parse.text[slice(*cue)]:
        return cue
    own = [t for t in children(head, "aux", "auxpass", "neg") if cue[0] <= t.idx < head.idx and t.tag_ != "TO"]
    return chars(min([head, *own], key=lambda t: t.i), head)


def kind_of(parse: Parse, head: Token, contents: Sequence[Chars]) -> StatementKind | None:
    """The kind of statement that a cue makes of such a content: "told them to leave" demands, "told them it was late" says.

    None where it makes none, as in "could not confirm the number".
    """
    groups = groups_of("cues" if head.pos_ in (*VERBAL, "ADJ") else "nouns_of_saying").get(head.lemma_.lower(), ())
    possible = [g for g in groups if g.values.get("negated", is_negated(head)) == is_negated(head)]
    if groups and not possible:
        return None
    form = _form(parse, head, contents[0])
    fitting = [g for g in possible if form in g.values["frames"]] or [g for g in possible if "clause" in g.values["frames"]]
    kind: StatementKind = (fitting or possible)[0].values["kind"] if possible else "say"
    return kind


def _form(parse: Parse, head: Token, content: Chars) -> str:
    """The frame that a content stands in: the preposition between cue and content, else infinitive, gerund, or its first word."""
    behind = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else None
    if behind is not None and behind.dep_ in ("prep", "prt") and head.idx < behind.idx < content[0]:
        return behind.lower_
    span = parse.doc.char_span(*content, alignment_mode="expand")
    first, second = (span[0], span[1]) if span is not None and len(span) > 1 else (None, None)
    if first is None or second is None:
        return ""
    infinitive = first.tag_ == "TO" and second.pos_ in VERBAL
    return "infinitive" if infinitive else "gerund" if first.tag_ == "VBG" else first.lower_


def by_word(
    cue: Token, source: Token | None, contents: tuple[Chars, ...], kind: StatementKind, score: float = 0.5
) -> Attribution:
    """The attribution by a cue of one word, to the noun phrase of its source; half of what one word tells is right on gold."""
    return Attribution(chars(cue, cue), noun_phrase(source) if source is not None else None, contents, kind, cue.i, score=score)
