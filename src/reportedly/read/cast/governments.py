"""Governments and authorities -> entities: the state's, or a body's of its own ("the interim authorities")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import Cast, Part
from reportedly.read.cast.lists import listed
from reportedly.read.cast.words import core_words, is_definite
from reportedly.read.syntax import children


def government(c: Candidate, own: Sequence[str], cast: Cast, state: int | None, heads: Mapping[int, int]) -> int | None:
    """A government is its state's: by its words, by its head, else the one that the report is about.

    `own` are its words beside the noun and the state's name.
    """
    if own and state is None and own[0][:1].isupper() and not _is_of_person(c, cast, heads):  # "the Ardal authorities"
        words = " ".join(core_words(c))
        return cast.once("words", words, Part(words, "organisation", many=True))
    if own and state is None and _rules_part(c, own):
        return _part(c, own, cast)
    state = state if state is not None else _ruler(c, cast, heads)
    state = state if state is not None else cast.home()
    if state is not None:
        cast.recall("force", "", state)
        return state
    return cast.once("words", c.noun, Part(c.noun, "organisation", many=c.noun != "government"))


def _part(c: Candidate, own: Sequence[str], cast: Cast) -> int:
    """An authority for a place or a matter: "the local government", "the interim authorities (Mali)"."""
    words, home = " ".join(core_words(c)), cast.home()
    local = home is None or bool({w.lower() for w in own} & listed("local rule"))
    name = words if local or home is None else f"{words} ({cast[home].name})"
    return cast.once("words", words, Part(name, "organisation", cast[home].country if home is not None else None))


def _rules_part(c: Candidate, own: Sequence[str]) -> bool:
    """Whether an authority is not the state's government: "the interim authorities", "the work safety administration"."""
    nouns = {t.lower_ for t in children(c.head, "compound") if t.is_lower and t.lower_ not in listed("kind of government")}
    return bool(nouns) or bool({w.lower() for w in own} & listed("ruling otherwise"))


def _is_of_person(c: Candidate, cast: Cast, heads: Mapping[int, int]) -> bool:
    who = _head_of(c, heads)
    return who is not None and cast[who].type == "person"


def _ruler(c: Candidate, cast: Cast, heads: Mapping[int, int]) -> int | None:
    """The state of a government that goes by its head: "the regime of President Ivo Marek", "the Marek government"."""
    who = _head_of(c, heads)
    return next((role.state for role in cast[who].roles if role.state is not None), None) if who is not None else None


def _head_of(c: Candidate, heads: Mapping[int, int]) -> int | None:
    behind = (o for p in children(c.head, "prep") if p.lower_ == "of" for o in children(p, "pobj"))
    named = (*behind, *children(c.head, "compound", "nmod", "poss"))
    return next((heads[t.i] for t in named if t.i in heads), None)


def office_of(cast: Cast, title: str, state: int, principal: int | None = None) -> int:
    """The office of a state's president or minister, whatever the report calls it."""
    name = f"Office of the {title} of {cast[state].name}"
    return cast.once("office of", name, Part(name, "office", cast[state].country, principal=principal))


def palace(c: Candidate, own: str, of: int | None, cast: Cast) -> int | None:
    """ "The presidency", "the presidential palace"; "the palace" where the report speaks of a president."""
    rules = own == "palace" and any(role.group == "head of state" for part in cast.parts for role in part.roles)
    if of is None or not (own in listed("president's office") or (rules and is_definite(c))):
        return None
    heads = (i for i, part in enumerate(cast.parts) for role in part.roles if role.group == "head of state" and role.state == of)
    return office_of(cast, "President", of, next(heads, None))
