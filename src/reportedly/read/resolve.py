"""Parse, Attributions -> Resolution: who every name, role noun and pronoun stands for, the surest first.

Names before anything else, in the whole report; then role nouns and pronouns in the order of the text. What the report itself
says of someone ("President Emmanuel Macron of France") goes before the table of offices.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from reportedly.read.cast.cast import Cast
from reportedly.read.cast.mentions import Candidate, candidates
from reportedly.read.cast.names import Links, link_names
from reportedly.read.cast.nominals import nominal
from reportedly.read.cast.pronouns import Stage, first_person, pronoun
from reportedly.read.cast.sources import sources
from reportedly.read.layers import Attribution, Contents, Named, Parse, Resolution
from reportedly.read.listeners import heard


def resolve(parse: Parse, attributions: Sequence[Attribution], published: dt.date | dt.datetime | None) -> Resolution:
    """The entities and mentions of a report. Without `published` the table of offices is not asked."""
    cast = Cast()
    found = candidates(parse)
    links = link_names(cast, parse, found)
    stage = Stage(parse, attributions, Contents.of(tuple(attributions)), cast, links.by_head)
    day = published.date() if isinstance(published, dt.datetime) else published
    for c in found:
        who = _who(c, cast, links, stage, day)
        if who is not None:
            links.link(c, who)
            cast.weight[who] += c.kind != "name"
            stage.enter(c, who)
    for c in found:  # those who say "I" may be named behind their words
        if c.label in ("i", "we") and (who := first_person(c, stage)) is not None:
            links.link(c, who)
    mentions = {c.chars: Named(c.start, c.end, c.kind, links.by_chars[c.chars]) for c in found if c.chars in links.by_chars}
    mentions |= sources(cast, parse, attributions, found, mentions)
    mentions |= sources(cast, parse, heard(parse, attributions), found, mentions)
    return Resolution(cast.who(), tuple(sorted(mentions.values(), key=lambda m: (m.start, -m.end))), links.adjectives)


def _who(c: Candidate, cast: Cast, links: Links, stage: Stage, published: dt.date | None) -> int | None:
    if c.kind == "nominal":
        return nominal(c, cast, links, stage, published)
    return pronoun(c, stage) if c.kind == "pronoun" else links.by_chars.get(c.chars)
