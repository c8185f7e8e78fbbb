"""What the clause of a cue says of the saying: listener, channel, day, doubt, and that nobody said it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportedly
from reportedly.read.attribute import attribute
from reportedly.read.listeners import heard, listening
from reportedly.read.parse import parse


def first(text: str) -> reportedly.Statement:
    return reportedly.read(text, published="2019-03-12", outlet="Northern Wire").statements[0]


@pytest.mark.parametrize(
    ("text", "listener"),
    [
        ("Officials urged residents to boil their water.", "residents"),
        ("Asked whether the truce was over, the envoy said it was too early to tell.", "envoy"),
        ("“It is late,” the captain said, speaking to reporters on the quay.", "reporters"),
        ("The mayor told a news conference that the bridge was safe.", None),
        ("The ministry called on Monday for an inquiry.", None),
        ("The mayor thanked Ivo Marek for his patience.", "Marek"),
    ],
)
def test_a_listener_stands_in_the_clause_of_the_cue(text: str, listener: str | None) -> None:
    parsed = parse(text)
    found = (next(listening(parsed, a), None) for a in attribute(parsed))
    assert next((t.text for t in found if t is not None), None) == listener


def test_those_addressed_are_known_like_sources() -> None:
    parsed = parse("Officials urged travel agencies to refund deposits.")
    assert [parsed.text[slice(*a.source)] for a in heard(parsed, attribute(parsed)) if a.source] == ["travel agencies"]
    reading = reportedly.read(parsed.text)
    (statement,) = reading.statements
    assert statement.addressee is not None
    assert reading.name(statement.addressee.value) == "travel agencies"


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("The captain told the court that the doors were shut.", "meeting"),
        ("The court said the doors were shut.", None),
        ("Ivo Marek said on Radio Lumen that the pier was shut.", "broadcast"),
        ("Speaking on Radio Lumen, Ivo Marek said the pier was shut.", "broadcast"),
        ("Ivo Marek said the report on Radio Lumen was wrong.", None),
        ("A nurse told us that the ward was full.", "interview"),
        ("According to a statement from the king's office, Ivo Marek asked Anna Toral to wait.", None),
    ],
)
def test_the_channel_belongs_to_the_saying(text: str, channel: str | None) -> None:
    found = reportedly.read(text, published="2019-03-12").statements[-1].channel
    assert (found.value if found else None) == channel


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Neither the ministry nor the army said how many had died.", True),
        ("No group claimed responsibility for the blast.", True),
        ("The envoy said nothing about the prisoners.", True),
        ("The company did not respond to requests for comment.", False),
        ("The ministry said no boat had left.", False),
    ],
)
def test_what_nobody_said_is_negated(text: str, negated: bool) -> None:
    assert first(text).negated is negated


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The agency said the toll could rise.", "could"),
        ("The captain said he could hear the engine.", None),
        ("The agency said the storm could not be seen.", None),
        ("The agency estimates that nine villages are cut off.", "estimates"),
        ("Police said they held nine men who were allegedly smuggling fuses.", "allegedly"),
    ],
)
def test_explicit_doubt_is_a_hedge(text: str, hedge: str | None) -> None:
    found = first(text).hedge
    assert (found.quote if found else None) == hedge


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Four days earlier, on Friday, Anna Toral told Ivo Marek the boats had left.", "2019-03-08"),
        ("“It is late,” said the captain, when we reached her by phone on Monday.", "2019-03-11"),
        ("The two spoke on Sunday, when Anna Toral urged Ivo Marek to wait.", "2019-03-10"),
        ("The Gazette's report of 3 March quoted Ivo Marek as saying that he was ill.", None),
    ],
)
def test_the_day_of_saying(text: str, day: str | None) -> None:
    found = reportedly.read(text, published="2019-03-12").statements[-1].said_on
    assert (str(found.value.day) if found else None) == day


@given(st.text(alphabet='said told "“”,. Xnobdy\n', max_size=120))
def test_no_text_is_too_odd(text: str) -> None:
    reportedly.read(f"Ivo {text}", published="2019-03-12")
