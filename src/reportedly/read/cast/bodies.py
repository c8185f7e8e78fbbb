"""Names of bodies -> entities: organisations, outlets and armed groups by all that they are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.tokens import Doc, Span

from reportedly.knowledge.gazetteer import countries
from reportedly.knowledge.groups import group_names, known_group
from reportedly.knowledge.lexicon import group_of, groups
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import Cast, Part
from reportedly.read.cast.lists import listed
from reportedly.read.syntax import children
from reportedly.records import EntityType

LONGEST = 9  # words
BODIES = ("organisation", "outlet", "armed group")


@dataclass(frozen=True, slots=True)
class Listed:
    """A body that the lists know: its usual name, type and state."""

    name: str
    type: EntityType
    country: str | None = None


@lru_cache(maxsize=4096)
def listed_body(name: str) -> Listed | None:
    """The body that the lists of groups and bodies know by this name."""
    short = name.removeprefix("the ").removeprefix("The ")
    if (group := known_group(short)) is not None:
        fights = group.type == "armed group"  # a rebel group is no party of the state it fights
        return Listed(group.name, group.type, None if fights else group.country)
    body = group_of("bodies").get(short.lower()) if short[:1].isupper() else None
    return Listed(body.name, "organisation") if body is not None and body.name not in countries().by_code else None


@cache
def _first_words() -> frozenset[str]:
    names = (*group_names(), *(word for group in groups("bodies").values() for word in group.words))
    return frozenset(name.split()[0].removesuffix("'s") for name in names if " " in name)


def listed_names(doc: Doc) -> Iterator[Span]:
    """Where the lists' names of several words stand, the longest first: "the Islamic State of Iraq and the Levant"."""
    taken = 0
    for token in doc:
        if token.i < taken or token.text not in _first_words():
            continue
        ends = range(min(len(doc), token.i + LONGEST), token.i + 1, -1)
        end = next((j for j in ends if doc[j - 1].text[0].isupper() and listed_body(doc[token.i : j].text) is not None), None)
        if end is not None:
            taken = end
            yield doc[token.i : end]


def body_named(cast: Cast, c: Candidate, kind: EntityType) -> int:
    """The body of a name, added when new. One that the report has named more fully, or by another name, is the same."""
    dropped = listed("dropped from outlets") if kind == "outlet" else ()
    text = c.text.removesuffix(" News Agency") if kind == "outlet" else c.text
    short = " ".join(word for word in text.split() if word.lower() != "the" and word not in dropped) or c.text
    last = short.split()[-1]
    if (who := cast.known("body", short)) is not None:
        return who
    known = listed_body(short)
    if known is not None and (who := cast.known("body", known.name)) is not None:
        if short == known.name:  # the report uses the usual name, too
            cast[who].aliases.add(cast[who].name)
            cast[who].name = short
        cast.call(who, "body", short)
        return who
    if known is None and (who := _fuller(cast, short)) is not None:
        cast.call(who, "body", short)
        return who
    definite = any(t.lower_ == "the" for t in children(c.head, "det")) and last in listed("outlet with an article")
    name = f"The {short}" if kind == "outlet" and (c.text.startswith("The ") or definite) else short
    who = cast.once("body", short, Part(name, kind, known.country if known else None, many=kind == "armed group"))
    if known is not None:
        cast.recall("body", known.name, who)
    if kind == "outlet":
        cast.recall("body", last, who)
    return who


def _fuller(cast: Cast, short: str) -> int | None:
    """The only body whose name opens or ends with these words: "Task Force" of "APEC Task Force", "Amnesty"."""
    words = short.casefold().split()
    if countries().by_adjective(words[0]) or short.casefold() in group_of("roles"):
        return None
    bearers = [
        i
        for i, part in enumerate(cast.parts)
        if part.type in BODIES and len(named := part.name.casefold().split()) > len(words)
        if words in (named[: len(words)], named[-len(words) :])
    ]
    return bearers[0] if len(bearers) == 1 else None
