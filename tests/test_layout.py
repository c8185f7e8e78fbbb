"""Attributions by layout alone: signed quotations and the turns of a transcript."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportedly
from reportedly.read.parse import parse
from reportedly.read.speech.layout import set_apart

SIGNED = """Readers on the closure of the harbour bridge.

“They never asked us. Not once.” — Dora Ilić
“My shop has lost half of its customers.”― Tomas van der Berg, baker
"A bridge is not a toy" -- Ana
“It was rusty,” – the end of an era
"""
TRANSCRIPT = """The interview was broadcast on Sunday.

MARLOW: Will the bridge reopen before the summer?

REYES: It will not. The cables have to be replaced.

MARLOW: And who pays?
"""


def found(text: str) -> list[tuple[str, str]]:
    """Source and content of each attribution."""
    return [(text[slice(*a.source)], text[slice(*a.contents[0])]) for _, a in set_apart(parse(text)) if a.source]


def test_a_quotation_signed_behind_a_dash_is_the_signers() -> None:
    assert found(SIGNED) == [
        ("Dora Ilić", "“They never asked us. Not once.”"),
        ("Tomas van der Berg", "“My shop has lost half of its customers.”"),
        ("Ana", '"A bridge is not a toy"'),
    ]


def test_the_turns_of_a_transcript_are_their_speakers() -> None:
    assert found(TRANSCRIPT) == [
        ("MARLOW", "Will the bridge reopen before the summer?"),
        ("REYES", "It will not. The cables have to be replaced."),
        ("MARLOW", "And who pays?"),
    ]


def test_quoted_turns_are_read_without_their_marks() -> None:
    quoted = TRANSCRIPT.replace("MARLOW", '"MARLOW').replace("REYES", '"REYES')
    assert [source for source, _ in found(quoted)] == ["MARLOW", "REYES", "MARLOW"]
    assert {s.content[0].quote.strip('"') for s in reportedly.read(quoted).statements} >= {"And who pays?"}


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE: The bridge has reopened.",
        "OSLO: The bridge has reopened.\n\nBERGEN: The tunnel is shut.",
        "“The bridge,” she said — and nothing else.",
        "She called it “a toy” — Dora Ilić disagreed.",
        "At 14:30 the bridge reopened.\n\nAt 15:30 it was shut again.",
    ],
)
def test_other_colons_and_dashes_speak_for_nobody(text: str) -> None:
    assert found(text) == []


def test_a_signed_quotation_does_not_go_on_with_the_statement_before_it() -> None:
    text = "The mayor said the bridge was safe.\n\n“It was rusty for years.” — Dora Ilić"
    assert [[c.quote for c in s.content] for s in reportedly.read(text).statements] == [
        ["the bridge was safe"],
        ["“It was rusty for years.”"],
    ]


@given(st.text(alphabet='AB“”"—: \n\xa0.ab', max_size=80))
def test_every_span_lies_in_its_paragraph(text: str) -> None:
    for (start, end), a in set_apart(parse(text)):
        assert all(start <= s < e <= end for s, e in (a.source, a.cue, *a.contents) if s is not None)
