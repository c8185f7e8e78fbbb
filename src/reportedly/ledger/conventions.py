"""Figures as other collections of data would write them down: columns beside those of the view, never records.

`acled` gives one number of dead, the most conservative one; `ucdp` a best, a low and a high estimate. Which of the rules are
theirs and which ours stands in `knowledge/data/conventions.toml` and docs/ledger.md. Only killed people are fatalities: of
anything else, and where a report gives no number at all, the columns are empty, because an unknown number is not zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from math import prod
from types import MappingProxyType
from typing import Any, Literal, get_args

from reportedly.errors import BadQuery
from reportedly.knowledge.lexicon import groups
from reportedly.ledger.rows import Rows

Convention = Literal["acled", "ucdp"]
Row = Mapping[str, Any]
Numbers = tuple[int | None, ...]

COLUMNS: Mapping[Convention, tuple[str, ...]] = MappingProxyType(
    {"acled": ("acled_fatalities",), "ucdp": ("ucdp_best", "ucdp_low", "ucdp_high")}
)


def counted_by(rows: Rows, convention: Convention) -> Rows:
    """Rows of the view `figures` with the columns `convention` and those that it adds. Raises BadQuery for an unknown one."""
    if convention not in COLUMNS:
        raise BadQuery(f"convention={convention!r}; it is one of {', '.join(get_args(Convention))}")
    added = COLUMNS[convention]
    named = f"{convention}-like, version {groups('conventions')[convention].values['version']}"
    numbers = (_RULES[convention](row) if row["measure"] == "killed" else (None,) * len(added) for row in rows)
    values = tuple((*value, named, *found) for value, found in zip(rows.values, numbers, strict=True))
    return Rows((*rows.columns, "convention", *added), values, rows.next)


def _acled(row: Row) -> Numbers:
    """The number that the text gives; of a range the lower end; of vague words what ACLED codes for them."""
    if row["best"] is not None:
        return (row["best"],)
    if not row["low"]:  # "fewer than 20", "an unknown number"
        return (None,)
    return (min(row["low"], _worth(row["quote"]) or row["low"]),)


def _worth(words: str) -> int | None:
    """What ACLED codes for vague words: 12 for "dozens", 10,000 for "tens of thousands", 100 for "several hundred".

    None for "two or three hundred", which are not vague.
    """
    said = "".join(sign if sign.isalpha() else " " for sign in words.lower()).split()
    scales = [_numbers("acled")[word] for word in said if word in _numbers("acled")]
    few = [_numbers("acled_few")[word] for word in said if word in _numbers("acled_few")]
    vague = few or any(word.endswith("s") for word in said if word in _numbers("acled"))
    return None if not vague else prod(scales) if scales else few[0]


def _ucdp(row: Row) -> Numbers:
    """Best, low and high: the text's own; without a best one its low bound, and no high estimate above what somebody said."""
    best, low, high = row["best"], row["low"], row["high"]
    if best is None:
        best = low or None
    return best, low if best is not None or high else None, high if high is not None else best


@cache
def _numbers(name: str) -> Mapping[str, int]:
    group = groups("conventions")[name]
    return dict(zip(group.words, group.values["numbers"], strict=True))


_RULES: Mapping[Convention, Callable[[Row], Numbers]] = MappingProxyType({"acled": _acled, "ucdp": _ucdp})
