"""The tables of the reader: CSV files in `knowledge/data` with a heading, in UTF-8."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import TypeVar

from reportedly.errors import DamagedKnowledge

T = TypeVar("T")


def table(name: str, record: Callable[[Mapping[str, str]], T]) -> tuple[T, ...]:
    """The rows of `knowledge/data/<name>`, each made into a record. Raises DamagedKnowledge with the line at fault."""
    line = 1
    try:
        lines = files("reportedly.knowledge").joinpath("data", name).read_text("utf-8").splitlines()
        records = []
        for line, row in enumerate(csv.DictReader(lines), start=2):  # noqa: B007
            records.append(record(row))
        return tuple(records)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedKnowledge(
            f"knowledge/data/{name}, line {line}: {error!r}; mend the file or install reportedly again"
        ) from error


def words(cell: str) -> tuple[str, ...]:
    """The names in a cell that holds several, parted by "|"."""
    return tuple(word for word in cell.split("|") if word)
