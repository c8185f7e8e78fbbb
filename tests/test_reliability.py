"""The reliability curve in benchmarks, on scores made up for it."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from attribution import auroc, curve, shown


def test_a_calibrated_score_has_no_error():
    scored = [(0.25, at == 0) for at in range(4)] + [(0.75, at > 0) for at in range(4)]
    lines = list(curve(scored))
    assert "| 0.2-0.3 | 4 | 0.25 | 0.25 |" in lines
    assert "calibration error 0.000" in lines[-1]


def test_a_boastful_score_has_the_error_of_its_boast():
    assert "calibration error 0.400" in list(curve([(0.9, True), (0.9, False)]))[-1]


def test_auroc_is_one_when_every_right_statement_is_above_every_wrong_one():
    assert auroc([(0.9, True), (0.8, True), (0.3, False)]) == 1
    assert auroc([(0.5, True), (0.5, False)]) == pytest.approx(0.5)
    assert auroc([(0.2, True), (0.6, False)]) == 0


def test_an_attribution_is_shown_in_its_paragraph():
    text = "Before.\nMayor Ilo said the bridge was safe.\nAfter."
    found = {"source": [8, 17], "cue": [18, 22], "content": [[23, 42]]}
    assert shown(text, found) == "[S Mayor Ilo] [C said] [X the bridge was safe]."
