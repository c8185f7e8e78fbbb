"""Armed groups, outlets and some other bodies that reports name: `data/groups.csv`, with the state each belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from reportedly.knowledge.gazetteer import key
from reportedly.knowledge.tables import table, words

GroupType = Literal["armed group", "outlet", "organisation"]


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """A group by its usual English name. `country` is an ISO 3166 alpha-2 code, None for one that acts in many states."""

    name: str
    type: GroupType
    country: str | None
    aliases: tuple[str, ...]


def known_group(name: str) -> KnownGroup | None:
    """The group of this name or alias: "IRGC", "the Tamil Tigers", "Agence France-Presse". Case counts: "SANA" is not "Sana"."""
    return _by_name().get(key(name))


def group_names() -> tuple[str, ...]:
    """All names and aliases, as they are written."""
    return tuple(name for group in table("groups.csv", _group) for name in (group.name, *group.aliases))


@cache
def _by_name() -> Mapping[str, KnownGroup]:
    return {key(name): group for group in table("groups.csv", _group) for name in (group.name, *group.aliases)}


def _group(row: Mapping[str, str]) -> KnownGroup:
    return KnownGroup(row["name"], _TYPES[row["type"]], row["country"] or None, words(row["aliases"]))


_TYPES: Mapping[str, GroupType] = {kind: kind for kind in get_args(GroupType)}
