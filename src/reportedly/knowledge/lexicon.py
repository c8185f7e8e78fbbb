"""The word lists of the reader: TOML files in `knowledge/data`, one a subject, in groups.

A group is a table with `words` and an `example`, a sentence that the tests read; whatever else it holds are its `values`:

    [say]
    words = ["say", "tell"]
    example = "The minister said the bridge was open."
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from reportedly.errors import DamagedKnowledge


@dataclass(frozen=True, slots=True)
class Group:
    """The words of one group, the sentence that shows them, and the group's other values."""

    name: str
    words: tuple[str, ...]
    example: str
    values: Mapping[str, Any]


@cache
def groups(subject: str) -> Mapping[str, Group]:
    """The groups of `knowledge/data/<subject>.toml`, in the file's order. Raises DamagedKnowledge when it is malformed."""
    name = f"{subject}.toml"
    try:
        tables = tomllib.loads(files("reportedly.knowledge").joinpath("data", name).read_text("utf-8"))
        return {key: Group(key, tuple(table.pop("words")), str(table.pop("example")), table) for key, table in tables.items()}
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise DamagedKnowledge(f"knowledge/data/{name}: {error!r}; mend the file or install reportedly again") from error


@cache
def group_of(subject: str) -> Mapping[str, Group]:
    """Every word of a subject, lower case, with its group; a word in two groups belongs to the later one."""
    return {word.lower(): group for group in groups(subject).values() for word in group.words}


@cache
def groups_of(subject: str) -> Mapping[str, tuple[Group, ...]]:
    """Every word of a subject, lower case, with all of its groups, in the file's order."""
    found: dict[str, tuple[Group, ...]] = {}
    for group in groups(subject).values():
        for word in group.words:
            found[word.lower()] = (*found.get(word.lower(), ()), group)
    return found
