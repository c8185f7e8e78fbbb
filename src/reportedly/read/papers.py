"""Papers that speak ("the release said", "according to it"): whose they are, and what came by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportedly.knowledge.lexicon import groups
from reportedly.read.layers import Attribution, Parse, Resolution, Told

REACH = 900  # characters back to where a paper was named
ISSUERS = ("organisation", "office", "state", "armed group", "outlet")


def issued(
    parse: Parse, attributions: Sequence[Attribution], sources: Sequence[int | None], resolution: Resolution
) -> list[int | None]:
    """The sources, where a paper of somebody's stands for whoever issued it.

    "According to a press release from the palace, ... He had refused, it said."
    """
    found = list(sources)
    issuer: tuple[int, int] | None = None  # where a paper was named, and whose it is
    for i in sorted(range(len(attributions)), key=lambda i: attributions[i].source or (attributions[i].start, 0)):
        attribution, who = attributions[i], found[i]
        place = attribution.source[0] if attribution.source else attribution.start
        known = who is not None and resolution.entities[who].type in ISSUERS
        if known and who is not None:
            issuer = (place, who) if _names_a_paper(parse, attribution) else None
        elif issuer is not None and place - issuer[0] <= REACH and _takes_up(parse, attribution):
            found[i], issuer = issuer[1], (place, issuer[1])
    return found


def _names_a_paper(parse: Parse, attribution: Attribution) -> bool:
    """ "A Defence Department release", "a statement from the palace": in the sentence, outside what is said."""
    source = parse.doc.char_span(*attribution.source, alignment_mode="expand") if attribution.source else None
    if source is None or not len(source):
        return False
    near = (
        (*source.root.ancestors, *source.root.subtree)
        if source.root.dep_ in ("pobj", "compound", "poss")
        else source.root.subtree
    )
    return any(t.lemma_.lower() in groups("relays")["documents"].words for t in near)


def _takes_up(parse: Parse, attribution: Attribution) -> bool:
    source = parse.doc.char_span(*attribution.source, alignment_mode="expand") if attribution.source else None
    if source is None or not len(source):
        return False
    word = source.root.lemma_.lower()
    definite = source[0].lower_ == "the" and len(source) <= 3
    return (word == "it" and len(source) == 1) or (definite and word in groups("relays")["documents"].words)


def speaks(parse: Parse, attribution: Attribution) -> bool:
    """Whether the source is a paper by its own noun: "the palace statement said", which passes on what others said."""
    source = parse.doc.char_span(*attribution.source, alignment_mode="expand") if attribution.source else None
    return source is not None and len(source) > 0 and source.root.lemma_.lower() in groups("relays")["documents"].words


def quoted(parse: Parse, told: Told, attribution: Attribution, relay: Attribution | None) -> Told:
    """What a statement quotes somebody as saying came by that statement."""
    cue = parse.text[slice(*attribution.cue)] if attribution.cue else ""
    if relay is None or relay.source is None or told.channel is not None or not cue.startswith("as "):
        return told
    source = parse.doc.char_span(*relay.source, alignment_mode="expand")
    paper = source is not None and len(source) and source.root.lemma_.lower() in groups("channels")["statement"].words
    return replace(told, channel=("statement", relay.source)) if paper else told
