"""The word lists of the cast: `knowledge/data/cast.toml`, and the titles that stand before names."""

from __future__ import annotations

from functools import cache

from reportedly.knowledge.lexicon import groups


@cache
def listed(group: str) -> frozenset[str]:
    """The words of a group."""
    return frozenset(groups("cast")[group].words)


@cache
def endings(group: str) -> tuple[str, ...]:
    """The words of a group, for `str.endswith`."""
    return groups("cast")[group].words
