"""The 200 questions about offices: who the table names, and that it rather names nobody than somebody else."""

from __future__ import annotations

import importlib.util
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "offices.py"
SPEC = importlib.util.spec_from_file_location("offices_benchmark", SCRIPT)
assert SPEC is not None
assert SPEC.loader is not None
benchmark = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(benchmark)
QUESTIONS = benchmark.questions()


def test_the_questions_are_what_they_claim_to_be():
    assert len(QUESTIONS) == len({(question["office"], question["day"]) for question in QUESTIONS}) == 200
    assert sum(question["day"] < "2015" for question in QUESTIONS) >= 133
    assert all(date.fromisoformat(question["day"]) and question["source"] for question in QUESTIONS)
    assert {question["continent"] for question in QUESTIONS} == {"Africa", "Americas", "Asia", "Europe", "Oceania", "World"}


def test_most_are_answered_and_nearly_all_of_these_are_right():
    verdicts = Counter(benchmark.verdict(question, benchmark.answer(question)) for question in QUESTIONS)
    assert verdicts["right"] >= 190
    assert verdicts["right"] / (verdicts["right"] + verdicts["wrong"]) >= 0.95


@pytest.mark.parametrize(
    ("answered", "expected", "verdict"),
    [
        ("Odile Marchal", "Odile Marchal|Odile Marchál", "right"),
        ("Kim Jong-un", "Kim Jong Un", "right"),
        ("Kim Jong-il", "Kim Jong Un", "wrong"),
        (None, "Odile Marchal", "abstained"),
        (None, "", "right"),
        ("Odile Marchal", "", "wrong"),
    ],
)
def test_verdicts(answered, expected, verdict):
    assert benchmark.verdict({"answer": expected}, answered) == verdict
