"""What is said of somebody in the passive: "is believed to have fled", "was blamed for the blast", "a wall promised by him"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from reportedly.knowledge.lexicon import Group, groups_of
from reportedly.read.layers import Attribution, Parse
from reportedly.read.speech.contents import governed, parts
from reportedly.read.speech.cues import by_word
from reportedly.read.syntax import RELATIVE, agent, child, children, is_negated, noun_phrase


def hearsay(parse: Parse) -> Iterator[Attribution]:
    """The attributions by passives, in order of their cues."""
    words = groups_of("hearsay")
    for token in parse.doc:
        if token.tag_ in ("VBN", "VBD") and not is_negated(token):
            for group in words.get(token.lemma_.lower(), ()):
                yield from _hearsay(token, group)


def _hearsay(verb: Token, group: Group) -> Iterator[Attribution]:
    whom = _whom(verb)
    by = agent(verb)
    if whom is None or (by is not None and not group.values["agents"]):
        return
    told = next((tokens for frame in group.values["frames"] if (tokens := governed(verb, frame, None))), [])
    if not told and (by is None or group.values["frames"]):
        return
    apart = {t for c in children(verb, "conj", "cc", "ccomp") for t in c.subtree}
    told = [t for t in verb.subtree if told and t.i >= told[0].i and t not in apart]
    aside = verb.dep_ == "acl" and bool(told)  # "twelve bodies, presumed to be theirs, were found": the finding is no hearsay
    named = () if aside or whom.lower_ in RELATIVE else (noun_phrase(whom),)
    if contents := (*named, *parts(told, verb)):
        yield by_word(verb, by, contents, group.values["kind"])


def _whom(verb: Token) -> Token | None:
    """Of whom it is said: the passive's subject, or the noun that a participle stands behind."""
    if child(verb, "auxpass") is not None:
        return child(verb, "nsubjpass")
    return verb.head if verb.dep_ == "acl" and verb.head.i < verb.i else None
