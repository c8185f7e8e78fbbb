"""Four hundred phrases with their bounds: the benchmark of numerals, without the peer."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks import numbers


def test_there_are_four_hundred_phrases_each_once() -> None:
    assert len({phrase.text for phrase in numbers.phrases()}) == len(numbers.phrases()) == 400


def test_all_phrases_are_right() -> None:
    assert numbers.wrong() == []


@pytest.mark.parametrize("phrase", numbers.phrases(), ids=lambda phrase: str(phrase.words))
def test_bounds_follow_the_guidelines(phrase: numbers.Phrase) -> None:
    low, high, best, approximate = phrase.bounds
    assert high is None or low <= high
    assert best is None or low <= best <= (best if high is None else high)
    assert not approximate or best is None or low == best or high is None
    assert (best is None) == (phrase.group in ("ranges", "vague") or (low == 0 and high != best))


def test_a_phrase_that_is_wrong_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    phrase = numbers.Phrase("digits", "It killed 7 men.", 10, 11, (8, 8, 8, False), "")
    monkeypatch.setattr(numbers, "phrases", lambda: [phrase])
    assert numbers.wrong() == [(phrase, [("7", (7, 7, 7, False))])]


def test_the_file_leaves_its_name_to_the_standard_library() -> None:
    folder = str(numbers.PHRASES.parent)
    program = f"import sys; sys.path.insert(0, {folder!r}); import numbers; print(numbers.Number.__module__)"
    assert subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout == "numbers\n"
