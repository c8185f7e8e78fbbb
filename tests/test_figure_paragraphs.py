"""Sixty paragraphs of our own with every field of their figures: named victims, parts, increments, totals, own and enemy losses.

They were annotated before the reader was built for them. Each field has a floor, the share that must be right; what is missed is
listed when a floor breaks. Floors are lifted as the reader improves.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

import figures

FLOORS = {
    "as_of": 0.92,
    "as_of (none)": 0.98,
    "bounds": 0.99,
    "claimant": 0.91,
    "claimant (none)": 0.97,
    "found": 0.87,
    "incident (none)": 0.89,
    "incident": 0.92,
    "loss (none)": 0.98,
    "loss": 0.93,
    "name": 0.9,
    "name's age": 0.95,
    "name's age (none)": 0.99,
    "name's precision": 0.96,
    "name's role": 0.99,
    "name's role (none)": 0.99,
    "name's sex": 0.99,
    "name's sex (none)": 0.99,
    "part_of": 0.85,
    "part_of (none)": 0.99,
    "period (none)": 0.9,
    "period": 0.88,
    "place (none)": 0.82,
    "place": 0.94,
    "precision": 0.95,
    "scope": 0.96,
    "side (none)": 0.98,
    "side": 0.85,
    "status": 0.82,
    "status (none)": 0.96,
    "victims": 0.91,
    "victims (none)": 0.91,
}


@cache
def judged() -> Mapping[str, figures.Tally]:
    return figures.judged()


@pytest.mark.parametrize("field", sorted(FLOORS))
def test_a_field_is_right_often_enough(field: str) -> None:
    tally = judged()[field]
    assert tally.share >= FLOORS[field], f"{tally.share:.2f} of {tally.of}; missed:\n" + "\n".join(tally.missed)


def test_every_field_has_a_floor() -> None:
    assert set(judged()) == set(FLOORS)


def test_the_paragraphs_quote_themselves() -> None:
    for paragraph in json.loads(figures.GOLD.read_text("utf-8")):
        for figure in paragraph["figures"]:
            assert paragraph["text"].count(figure["quote"]) >= figure["occurrence"], paragraph["id"]
            assert figure["part_of"] is None or figure["part_of"] < len(paragraph["figures"])
            assert figure["scope"] != "incident" or figure["incident"], paragraph["id"]


def test_words_agree_by_their_nouns() -> None:
    assert figures.same_words("tram driver", "retired tram driver")
    assert not figures.same_words("nurse", "driver")
    assert figures.same_words(None, None)
    assert not figures.same_words("the town", None)
