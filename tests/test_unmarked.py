"""Attributions that the lexicon and the parse find by themselves: nouns, silences, hearsay, cries and banners."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from reportedly.read.layers import Attribution, Parse
from reportedly.read.parse import parse
from reportedly.read.speech.acting import acting
from reportedly.read.speech.hearsay import hearsay
from reportedly.read.speech.nested import beside
from reportedly.read.speech.nouns import nominal, shown
from reportedly.read.speech.silences import silent


def found(step: Callable[[Parse], Iterator[Attribution]], text: str) -> list[tuple[str | None, str, str]]:
    """Source, cue and content of what a step finds."""
    return [
        (text[slice(*a.source)] if a.source else None, text[slice(*a.cue)], " | ".join(text[slice(*c)] for c in a.contents))
        for a in step(parse(text))
        if a.cue
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bank did not return calls about the loan.", ("The bank", "did not return", "calls about the loan")),
        ("The owner could not be reached for comment.", ("The owner", "could not be reached", "comment")),
        ("The bank returned the calls of its clients.", None),
        ("The coach was available for comment.", None),
    ],
)
def test_only_what_is_refused_is_a_silence(text: str, expected: tuple[str, str, str] | None) -> None:
    assert found(silent, text) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The group has been blamed for the theft.", (None, "blamed", "The group | the theft")),
        ("The wall promised by Trask was never built.", ("Trask", "promised", "The wall")),
        ("The group has not been blamed for the theft.", None),
        ("Two divers are believed by the captain.", None),
    ],
)
def test_hearsay_is_about_somebody(text: str, expected: tuple[str | None, str, str] | None) -> None:
    assert found(hearsay, text) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor's plan to drain the lake met with silence.", ("The mayor's", "plan", "to drain the lake")),
        ("A plan to drain the lake met with silence.", None),
        ("The miller borrowed money in order to reopen the mill.", None),
        ("Demand for faster boats grew.", None),
    ],
)
def test_a_plan_is_somebodys(text: str, expected: tuple[str, str, str] | None) -> None:
    assert found(nominal, text) == ([expected] if expected else [])


def test_a_banner_says_all_that_stands_on_it() -> None:
    text = 'They held banners reading "Bread first" and "Work for all" outside the mill.'
    assert found(shown, text) == [("banners", "reading", '"Bread first" | "Work for all"')]


def test_the_speaker_declines_to_say_more() -> None:
    assert found(acting, "Lund said a guard was among the dead but declined to name him.")[0][0] == "Lund"


def test_findings_refuse_nothing() -> None:
    assert found(acting, "The findings rejected the theory.") == []
    assert found(acting, "The bidder rejected the theory.") != []


def test_a_quotation_finds_its_cue_behind_it() -> None:
    parsed = parse('"Who would look for gold down there?" the miller\'s wife, Ana Roth, told a local station.')
    (a,) = beside(parsed, ())
    assert a.source is not None
    assert parsed.text[slice(*a.source)].startswith("the miller")
    assert list(beside(parsed, ((0, 20),))) == []
