"""Refusals to speak that the tagger passes over: "did not return calls", "had no comment", "could not be reached for comment"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from reportedly.knowledge.lexicon import Group, groups_of
from reportedly.read.layers import Attribution, Parse
from reportedly.read.speech.contents import parts
from reportedly.read.syntax import SUBJECTS, chars, child, children, is_negated, is_passive, noun_phrase, objects_behind, subject


def silent(parse: Parse) -> Iterator[Attribution]:
    """The refusals to speak, in order of their cues."""
    words = groups_of("silences")
    for token in parse.doc:
        for group in words.get(token.lemma_.lower(), ()):
            yield from _silent(token, group)


def _silent(word: Token, group: Group) -> Iterator[Attribution]:
    verb = word.head if word.pos_ == "ADJ" and word.dep_ == "acomp" else word
    who = child(verb, *SUBJECTS) if is_passive(verb) else subject(verb)
    content = _withheld(word, group)
    if who is None or content is None:
        return
    denied = is_negated(verb) or child(content, "neg") is not None or any(t.lower_ == "no" for t in children(content, "det"))
    if denied == group.values.get("negated", True) and (contents := parts(list(content.subtree), verb)):
        first = min([verb, *children(verb, "aux", "auxpass", "neg")], key=lambda t: t.i)
        yield Attribution(chars(first, word), noun_phrase(who), contents, "reject", verb.i)


def _withheld(word: Token, group: Group) -> Token | None:
    """What is not given: the object, or what is asked for behind "for"."""
    things = [*children(word, "dobj"), *objects_behind(word, "for")]
    return next((t for t in things if t.lemma_.lower() in group.values["needs"]), None)
