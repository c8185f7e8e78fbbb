"""Parse, Attributions -> Resolution: who every name, role noun and pronoun stands for, the surest first.

Names before anything else, in the whole report; then role nouns and pronouns in the order of the text. What the report itself
says of someone ("President Emmanuel Macron of France") goes before the table of offices.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from reportedly.knowledge.offices import SHIPPED, Offices
from reportedly.read.cast.aliases import link_aliases
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import Cast
from reportedly.read.cast.counted import COUNTED, as_many, number
from reportedly.read.cast.foreshadowed import foreshadowed
from reportedly.read.cast.links import Links
from reportedly.read.cast.mentions import candidates, things
from reportedly.read.cast.names import dateline, link_names, own_outlet, scenes
from reportedly.read.cast.nominals import nominal
from reportedly.read.cast.pronouns import pronoun
from reportedly.read.cast.sources import WHOLE, listener, source, sources
from reportedly.read.cast.speakers import first_person
from reportedly.read.cast.stage import Stage, is_definite
from reportedly.read.layers import Attribution, Contents, Named, Parse, Resolution, Toponym
from reportedly.read.listeners import heard

DATELINE = 80  # characters of a report that may hold its dateline


def resolve(
    parse: Parse,
    attributions: Sequence[Attribution],
    published: dt.date | dt.datetime | None,
    places: Sequence[Toponym] = (),
    outlet: str | None = None,
    offices: Offices = SHIPPED,
) -> Resolution:
    """The entities and mentions of a report. Without `published` the table of offices is not asked.

    `places` keep a town from being taken for a person; `outlet` is who "this newspaper" is.
    """
    found = candidates(parse)
    hearing = heard(parse, attributions)
    found = (*found, *sources(parse, (*attributions, *hearing), found))
    links, stage = follow(parse, attributions, (*found, *things(parse.doc, found)), published, places, outlet, offices)
    named = {c.chars: Named(c.start, c.end, c.kind, links.by_chars[c.chars]) for c in found if c.chars in links.by_chars}
    for c in found:  # a source as a whole goes before its own head: "a farmer", of "a farmer who gave no name"
        if c.label == WHOLE and c.chars in named:
            same = (o for o in found if o.head.i == c.head.i and o.label != WHOLE and o.kind == "nominal")
            for o in same:
                if not is_definite(o.head) and links.by_chars.get(o.chars) == links.by_chars[c.chars]:
                    named.pop(o.chars, None)
    sourced, spoken_to = ({a.source for a in given} for given in (attributions, hearing))
    for c in found:  # who speaks, or cannot be told, is a mention all the same
        if (c.chars in sourced or c.chars in stage.open) and c.label != WHOLE:
            named.setdefault(c.chars, Named(c.start, c.end, c.kind, None, stage.open.get(c.chars, ())))
    for c in found:  # "urged the transitional authorities to leave": whoever is spoken to is somebody
        if c.chars in spoken_to and c.kind == "nominal" and c.label != WHOLE and c.chars not in named:
            named[c.chars] = Named(c.start, c.end, c.kind, listener(c, stage))
    return Resolution(stage.cast.who(), tuple(sorted(named.values(), key=lambda m: (m.start, -m.end))), links.adjectives)


def follow(
    parse: Parse,
    attributions: Sequence[Attribution],
    found: Sequence[Candidate],
    published: dt.date | dt.datetime | None = None,
    places: Sequence[Toponym] = (),
    outlet: str | None = None,
    offices: Offices = SHIPPED,
) -> tuple[Links, Stage]:
    """Who each candidate is, and the stage that they all have entered."""
    cast = Cast(offices)
    known = {(place.start, place.end): place.place for place in places if place.place is not None and not place.state}
    day = published.date() if isinstance(published, dt.datetime) else published
    links = link_names(cast, parse, found, known, day)
    link_aliases(cast, found, links)
    links.introduced.update(foreshadowed(cast, found, {a.source for a in attributions if a.source}, links.by_chars))
    cast.ground = dateline(cast, parse, places)
    cast.scenes = scenes(cast, places)
    contents = Contents.of(tuple(attributions))
    stage = Stage(parse, attributions, contents, cast, links.by_head, places, own_outlet(cast, outlet), day)
    for c in sorted(found, key=lambda c: (c.end, -c.start)):  # what stands inside another goes first
        who = _who(c, cast, links, stage, day)
        if who is not None and who >= 0:
            links.link(c, who)
            cast.weight[who] += c.kind != "name"
        if not _is_in_dateline(parse.text, c):
            stage.enter(c, who)
    for c in found:  # those who say "I" may be named behind their words
        if c.label in ("i", "we", "you") and c.kind == "pronoun":
            stage.entered[c.chars] = who = first_person(c, stage)
            if who >= 0:
                links.link(c, who)
    return links, stage


def _is_in_dateline(text: str, c: Candidate) -> bool:
    """Whether an outlet only signs the report: "LIMA (Northern Wire) - Police said ..."."""
    return c.start < DATELINE and text[c.start - 1 : c.start] == "(" and text[c.end : c.end + 1] == ")"


def _who(c: Candidate, cast: Cast, links: Links, stage: Stage, published: dt.date | None) -> int | None:
    if c.label == WHOLE:
        return source(c, stage)
    if c.label == COUNTED:
        return as_many(c, number(c.head) or 2, stage)
    if c.kind == "nominal":
        return nominal(c, cast, links, stage, published)
    return pronoun(c, stage) if c.kind == "pronoun" else links.by_chars.get(c.chars)
