"""Logistic regressions of the reader: the features' weights for each of several outcomes, as CSV files in `knowledge/data`.

A row is a feature, a column an outcome, an empty cell 0; the feature "" is every item's own (the bias).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from reportedly.knowledge.tables import table

FEATURE = "feature"


def best(name: str, features: Iterable[str]) -> str:
    """The likeliest outcome for an item with these features, by `knowledge/data/<name>`; of equals the first in the heading."""
    weights = _weights(name)
    sums = dict(weights[""])
    for feature in sorted(features):
        for outcome, weight in weights.get(feature, {}).items():
            sums[outcome] += weight
    return max(sums, key=lambda outcome: sums[outcome])


@cache
def _weights(name: str) -> Mapping[str, Mapping[str, float]]:
    return dict(table(name, _row))


def _row(row: Mapping[str, str]) -> tuple[str, Mapping[str, float]]:
    bias = not row[FEATURE]
    return row[FEATURE], {o: float(cell or 0) for o, cell in row.items() if o != FEATURE and (cell or bias)}
