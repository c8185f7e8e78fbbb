"""Who counts without a verb of saying: "observers saw five bodies", "the mission documented 84 deaths", "by the paper's count".

The tagger, which learnt from what is said, has no eye for these. A count makes its figure a claim like any other.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.counted import is_loss, status_group
from reportedly.read.layers import Attribution, Parse
from reportedly.read.speech.contents import parts
from reportedly.read.speech.cues import by_word
from reportedly.read.speech.sources import can_speak
from reportedly.read.syntax import agent, chars, child, children, is_negated, is_passive, noun_phrase, objects_behind, subject

VAGUE = ("dozens", "scores", "hundreds", "thousands", "several", "no", "many", "nobody")
WAYS = ("counting", "seeing", "speaking")  # groups of tallies.toml
PERSONS = ("he", "she", "they", "we", "i", "it", "who")
OFFICIAL = ("official", "unofficial", "independent", "local", "rough", "preliminary")
APART = ("conj", "cc", "advcl", "punct")


def tallies(parse: Parse) -> Iterator[Attribution]:
    """The attributions of counting, in order of their cues."""
    for token in parse.doc:
        if token.tag_.startswith("VB") and token.dep_ not in ("amod", "aux", "auxpass"):
            yield from _counted(token)
        elif token.lower_ == "by" and token.dep_ in ("prep", "agent"):
            yield from _reckoned(token)


def is_count(cue: Token) -> bool:
    """Whether a cue counts, and says nothing: "documented", "had seen"."""
    return any(cue.lemma_.lower() in groups("tallies")[name].words for name in ("counting", "seeing"))


def _counted(verb: Token) -> Iterator[Attribution]:
    """ "The mission documented 84 deaths", "He had seen at least 40 dead", "a leader who spoke of 40 fugitives"."""
    way = next((name for name in WAYS if verb.lemma_.lower() in groups("tallies")[name].words), None)
    if way is None or is_negated(verb):
        return
    source = agent(verb) if is_passive(verb) else subject(verb)
    if way == "speaking":
        thing = next(objects_behind(verb, "of"), None)
    else:
        thing = child(verb, "nsubjpass") if is_passive(verb) else child(verb, "dobj")
    if source is None or thing is None or not _can_count(source) or not _is_number_of(thing, strictly=way == "seeing"):
        return
    apart = {t.i for c in children(verb, *APART) if c.i > thing.i for t in c.subtree}
    told = [t for t in verb.subtree if t.i >= thing.left_edge.i and t.i not in apart]
    if content := parts([*thing.subtree] if is_passive(verb) else told, verb):
        yield by_word(verb, source, content, "say")


def _reckoned(by: Token) -> Iterator[Attribution]:
    """ "Some 259 people have been killed, by this paper's count": whose count it is says all the rest."""
    count = child(by, "pobj")
    if count is None or count.lemma_.lower() not in groups("tallies")["reckoning"].words:
        return
    owner = child(count, "poss")
    if owner is None and not any(c.lower_ in OFFICIAL for c in children(count, "amod")):
        return
    given = {t.i for t in by.subtree}
    content = parts([t for t in by.head.subtree if t.i not in given], by)
    source = chars(owner.left_edge, owner) if owner is not None else noun_phrase(count)
    if content:
        yield Attribution(chars(by, by), source, content, "say", by.i)


def _can_count(source: Token) -> bool:
    """Whether somebody can count: no country, month or road, which "record" or "see" deaths in another sense."""
    return (
        source.lower_ in PERSONS
        or (can_speak(source) and source.ent_type_ != "GPE")
        or (source.pos_ == "NOUN" and status_group(source) is not None)
    )


def _is_number_of(thing: Token, *, strictly: bool) -> bool:
    """Whether a number of people or of losses is counted; `strictly` of losses alone."""
    numbered = any(t.like_num or t.lower_ in VAGUE for t in (thing, *(g for c in thing.lefts for g in c.subtree)))
    if not numbered:
        return False
    if is_loss(thing):
        return True
    if strictly:
        return any(t.lower_ in ("dead", "killed", "wounded", "lifeless") for t in thing.subtree)
    return thing.pos_ == "NUM" or status_group(thing) is not None
