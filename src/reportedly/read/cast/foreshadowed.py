"""Those whom a report describes before it names them: "a senator said ... Ivo Marek, who chairs a committee, said"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence

from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import Cast
from reportedly.read.cast.lists import listed
from reportedly.read.layers import Chars
from reportedly.read.syntax import SUBJECTS

HUMAN = ("person", "anonymous")
REACH = 2  # sentences from a description to the name
OFFICIAL = ("head of a body", "envoy", "minister")  # roles that "an official" may have
PLAIN = ("unnamed", "people")  # groups of roles too wide to tell that two are one


def foreshadowed(
    cast: Cast, found: Sequence[Candidate], sources: Collection[Chars], by_chars: Mapping[Chars, int]
) -> Mapping[Chars, int]:
    """Whom each such description means: bodies that open the report without their name, and people anywhere in it."""
    return {**_bodies(cast, found, sources, by_chars), **dict(_people(cast, found, sources, by_chars))}


def _bodies(
    cast: Cast, found: Sequence[Candidate], sources: Collection[Chars], by_chars: Mapping[Chars, int]
) -> Mapping[Chars, int]:
    """A body that opens a report without its name, and whom: "A rights group said ...", "The Sarvan Centre said ...".

    It is the first body named behind it that speaks and that was not named before.
    """
    first = found[0].head.sent if found else None
    opening = [c for c in found if c.head.sent == first and c.chars in sources and _is_unnamed_body(c)]
    if len(opening) != 1:
        return {}
    (c,) = opening
    names = [
        n
        for n in found
        if n.kind == "name" and n.chars in by_chars and cast[by_chars[n.chars]].type in ("organisation", "outlet")
    ]
    earlier = {by_chars[n.chars] for n in names if n.start < c.end}
    later = [n for n in names if n.start >= c.end]
    speaking = next((n for n in later if any(s <= n.start and n.end <= e for s, e in sources)), None)
    if speaking is None or by_chars[speaking.chars] in earlier or speaking != next(iter(later)):
        return {}
    return {c.chars: by_chars[speaking.chars]}


def _is_unnamed_body(c: Candidate) -> bool:
    return (
        c.kind == "nominal"
        and _is_indefinite(c)
        and c.role is not None
        and c.role.values["type"] in ("organisation", "armed group", "outlet")
    )


def _is_indefinite(c: Candidate) -> bool:
    return any(t.lower_ in ("a", "an") for t in c.head.lefts)


def _people(
    cast: Cast, found: Sequence[Candidate], sources: Collection[Chars], by_chars: Mapping[Chars, int]
) -> Iterator[tuple[Chars, int]]:
    """Somebody who speaks without a name, if the next to speak is named for the first time, and is nobody else by his role.

    One of whom the first sentence only tells ("an engineer has been jailed") is the one whom the next give name and age.
    """
    if not found:
        return
    doc = found[0].head.doc
    begins = [sent.start for sent in doc.sents]
    speaking = {t.i for start, end in sources for t in doc.char_span(start, end, alignment_mode="expand") or ()}
    human = sorted((c for c in found if _is_human(c, cast, by_chars)), key=lambda c: c.start)
    first: dict[int, Candidate] = {}
    for c in human:
        if c.kind == "name":
            first.setdefault(by_chars[c.chars], c)
    named = {c.chars: who for who, c in first.items() if " " in c.text}
    for i, c in enumerate(human):
        if c.kind == "name" or not _is_indefinite(c) or c.head.tag_ != "NN":
            continue
        here = bisect_right(begins, c.head.i)
        speaks = c.head.i in speaking
        behind = human[i + 1 :]
        if speaks:
            near = next((o for o in behind if o.head.i in speaking and o.head.sent != c.head.sent), None)
            near = (
                near if near is not None and near.head.dep_ in SUBJECTS else None
            )  # not the Marek of "medics at Marek hospital"
        else:
            near = next((o for o in behind if o.chars in named and o.head.sent != c.head.sent), None) if here == 1 else None
        if near is None or near.chars not in named or bisect_right(begins, near.head.i) - here > REACH:
            continue
        who = named[near.chars]
        aged = doc.text[near.end : near.end + 3].removeprefix(", ").isdigit()
        if _may_be(c, cast, who) and (speaks or aged or _same_role(c, cast, who)):
            yield c.chars, who


def _is_human(c: Candidate, cast: Cast, by_chars: Mapping[Chars, int]) -> bool:
    if c.kind == "name":
        return c.chars in by_chars and cast[by_chars[c.chars]].type == "person"
    return c.kind == "nominal" and c.role is not None and c.role.values["type"] in HUMAN


def _may_be(c: Candidate, cast: Cast, who: int) -> bool:
    """Whether what the report says of a named person does not make him somebody else."""
    told = [role for role in cast[who].roles if role.noun]
    return not told or _same_role(c, cast, who)


def _same_role(c: Candidate, cast: Cast, who: int) -> bool:
    assert c.role is not None
    groups = OFFICIAL if c.noun == "official" else () if c.role.name in PLAIN else (c.role.name,)
    nouns = listed("clergy") if c.noun in listed("clergy") else (c.noun,)
    return any(role.noun in nouns or role.group in groups for role in cast[who].roles)
