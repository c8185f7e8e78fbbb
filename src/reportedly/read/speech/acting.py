"""The acts of speech that the tagger has no eye for: "refused to comment", "threatened to leave", "put the toll at nine"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from reportedly.knowledge.lexicon import Group, groups_of
from reportedly.read.layers import Attribution, Parse
from reportedly.read.speech.contents import governed, parts
from reportedly.read.speech.cues import by_word
from reportedly.read.speech.sources import acts
from reportedly.read.syntax import agent, child, is_negated, is_passive, subject

WILFUL = ("promise", "threaten", "agree", "reject")  # groups of cues: what only people and bodies do
ACTS = (*WILFUL, "claim", "put", "silence")
WITHHELD = ("say", "name", "identify", "elaborate", "comment", "give", "provide", "specify", "disclose", "confirm", "discuss")


def acting(parse: Parse) -> Iterator[Attribution]:
    """The attributions by acts of speech, in order of their cues."""
    verbs = groups_of("cues")
    for token in parse.doc:
        if token.tag_.startswith("VB") and token.dep_ not in ("amod", "aux"):
            yield from _acting(token, [group for group in verbs.get(token.lemma_.lower(), ()) if group.name in ACTS])


def _acting(verb: Token, groups: Iterable[Group]) -> Iterator[Attribution]:
    """ "declined to comment", "did not respond to questions", "claimed responsibility"."""
    source = agent(verb) if is_passive(verb) else unwilling(verb) or subject(verb)
    for group in groups:
        if source is None or group.values.get("negated", is_negated(verb)) != is_negated(verb):
            continue
        if group.name == "put" and verb.tag_ == "VBG" and verb.head.lemma_.lower() not in groups_of("cues"):
            continue  # "divers found nine bodies, raising the toll to 34"
        if group.name in WILFUL and not acts(source):
            continue
        for frame in group.values["frames"]:
            if contents := parts(governed(verb, frame, group.values.get("needs")), verb):
                yield by_word(verb, source, contents, group.values["kind"])
                return


def unwilling(verb: Token) -> Token | None:
    """Who says no more in "he said a guard was among the dead but declined to name him": the speaker, not the guard."""
    told = child(verb, "xcomp")
    clause = verb.head
    if verb.dep_ != "conj" or clause.dep_ != "ccomp" or told is None or told.lemma_ not in WITHHELD or child(verb, "nsubj"):
        return None
    return subject(clause.head) if verb.lemma_ in ("decline", "refuse") else None
