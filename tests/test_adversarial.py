"""No pattern and no scanner is worse than linear: eight times the text may not take thirty times as long (quadratic: 64).

A cheap form of `benchmarks/adversarial.py`, on short texts and by ratios, since absolute times differ from machine to machine.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from benchmarks import adversarial
from reportedly.read.timex import expressions

SHORT, TIMES, MOST = 2_000, 8, 30
NOTICED = 2.0  # ms: below it a ratio says nothing
SCANNED = 400

PROGRAM = [sys.executable, adversarial.__file__, "--list"]  # in a process of its own, which has imported nothing yet


def slow(run: Callable[[str], Any], length: int, view: Callable[[str], str] = str) -> list[tuple[str, float]]:
    """The texts on which eight times as much takes too long, with the ratio."""
    found = []
    for (name, text), (_, longer) in zip(adversarial.texts(length), adversarial.texts(TIMES * length), strict=True):
        seen, more = view(text), view(longer)
        for _ in range(3):  # another program may have had the processor
            spent = adversarial.clocked(run, more)
            ratio = spent / max(min(adversarial.clocked(run, seen) for _ in range(3)), 1e-3)
            if spent < NOTICED or ratio < MOST:
                break
        else:
            found.append((name, ratio))
    return found


def test_every_pattern_of_the_package_is_linear() -> None:
    listed = json.loads(subprocess.run(PROGRAM, check=True, capture_output=True, text=True).stdout)
    assert listed["missed"] == [], "calls of `re` that nothing reached"
    patterns = {place: re.compile(pattern, flags) for place, (pattern, flags) in listed["patterns"].items()}
    assert len(patterns) > 20
    grammar = expressions._grammar()
    assert grammar in patterns.values()
    found = {
        place: slow(adversarial.searched(pattern), SHORT, adversarial.kinds if pattern == grammar else str)
        for place, pattern in patterns.items()
    }
    assert {place: texts for place, texts in found.items() if texts} == {}


@pytest.mark.parametrize("name", adversarial.scanners())
def test_a_scanner_is_linear(name: str) -> None:
    assert slow(adversarial.scanners()[name], SCANNED) == []


def test_what_is_quadratic_would_be_told() -> None:
    assert slow(adversarial.searched(re.compile(r"a+b")), SHORT)
