"""Names that a report gives somebody it has described: "a farmer who gave his name as Ivo", "a militia called the Falcons"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import Cast
from reportedly.read.cast.links import Links
from reportedly.read.cast.lists import listed

HYPHENS = ("-", "‑")
REACH = 80  # characters from a description to the name that it is given
BACK = 6  # words looked at before a name
SOMEBODY = ("person", "anonymous", "organisation", "armed group", "outlet", "group")


def link_aliases(cast: Cast, found: Sequence[Candidate], links: Links) -> None:
    """Links each description to the name that the report gives its bearer."""
    described = [c for c in found if c.kind == "nominal" and c.role is not None and c.role.values["type"] in SOMEBODY]
    for name in found:
        who = links.by_chars.get(name.chars)
        if name.kind != "name" or who is None or cast[who].type == "state" or (naming := _naming(name)) is None:
            continue
        before = (c for c in described if c.end <= naming.idx and c.head.sent == name.head.sent and naming.idx - c.end < REACH)
        bearer = max(before, key=lambda c: c.head.i, default=None)
        if bearer is not None and bearer.role is not None and bearer.chars not in links.apposed:
            links.apposed[bearer.chars] = who
            human = bearer.role.values["type"] in ("person", "anonymous")
            cast[who].type = "person" if human else cast[who].type


def _naming(name: Candidate) -> Token | None:
    """The first of the words before a name that say it is one: "known as", "called", "gave his name as"."""
    words = [t for t in name.head.doc[max(0, name.head.left_edge.i - BACK) : name.head.i] if t.idx < name.start]
    while words and (words[-1].is_quote or words[-1].lower_ in listed("definite") or words[-1].dep_ == "compound"):
        words.pop()
    if words and words[-1].lower_ in listed("naming"):
        return None if len(words) > 1 and words[-2].text in HYPHENS else words[-1]  # "so-called"
    if not words or words[-1].lower_ != "as":
        return None
    return next((t for t in reversed(words[:-1]) if t.lower_ in listed("naming as") or t.lower_.endswith("self")), None)
