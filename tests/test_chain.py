"""Through whom a statement came, and its circumstance."""

from __future__ import annotations

import pytest

import reportedly
from reportedly.records import Reading, Statement


def innermost(text: str, outlet: str | None = None) -> tuple[Reading, Statement]:
    """The reading and its statement with the longest chain."""
    reading = reportedly.read(text, published="2019-03-12", outlet=outlet)
    return reading, max(reading.statements, key=lambda s: len(s.chain))


@pytest.mark.parametrize(
    ("text", "source", "chain", "statements"),
    [
        ("Ivo Marek said he was ill, The Harbour Gazette reported.", "Ivo Marek", ("The Harbour Gazette",), 1),
        ("Interfax quoted Ivo Marek as saying that he was ill.", "Ivo Marek", ("Interfax",), 1),
        ("The Harbour Gazette, citing Ivo Marek, said the pier was shut.", "Ivo Marek", ("The Harbour Gazette",), 1),
        ("Witnesses said the pier was shut, according to the police.", "Witnesses", ("police",), 1),
        ("The inquiry found that the brakes had failed, the ministry said.", "inquiry", ("Ministry",), 2),
        ("Ivo Marek told Interfax that the pier was shut.", "Ivo Marek", ("Interfax",), 1),
        ("Ivo Marek was quoted as saying that he was ill.", "Ivo Marek", (), 1),
        ("Ivo Marek said the bridge had fallen, newspapers reported.", "Ivo Marek", ("newspapers",), 1),
        ("Ivo Marek told MarekNews by telephone that the pier was shut.", "Ivo Marek", ("MarekNews",), 1),
        ("The government said it had asked the king to leave.", "", (), 1),
    ],
)
def test_relays_become_links_and_speakers_keep_their_statement(
    text: str, source: str, chain: tuple[str, ...], statements: int
) -> None:
    reading, s = innermost(text, "Reuters")
    assert len(reading.statements) == statements
    assert [b.removeprefix("The ") for b in reading.chain(s.id)] == [a.removeprefix("The ") for a in chain]
    assert not source or (reading.name(s.source) or "").lower().startswith(source.lower())


def test_what_is_told_to_the_reports_own_outlet_is_an_interview_without_a_link() -> None:
    reading, s = innermost("Ivo Marek told AFP that the pier was shut.", "AFP")
    assert reading.chain(s.id) == ()
    assert s.channel is not None
    assert s.addressee is not None
    assert (s.channel.value, reading.name(s.addressee.value)) == ("interview", "AFP")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ivo Marek said the army must leave the port.", "demand"),
        ("Ivo Marek said the port was open.", "say"),
        ("“We will leave the port,” Ivo Marek said.", "intend"),
        ("Ivo Marek refused to leave the port.", "reject"),
        ("Ivo Marek vowed to leave the port.", "promise"),
    ],
)
def test_the_kind_of_a_statement(text: str, kind: str) -> None:
    assert innermost(text)[1].kind.value == kind


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Ivo Marek reportedly said the pier was shut.", "reportedly"),
        ("Ivo Marek is said to have told the king that the pier was shut.", "said"),
        ("Ivo Marek said the pier might be shut.", "might"),
        ("Ivo Marek claimed the pier was shut.", None),
    ],
)
def test_explicit_doubt_only_is_a_hedge(text: str, hedge: str | None) -> None:
    found = innermost(text)[1].hedge
    assert (found.quote if found else None) == hedge


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ivo Marek said on Sunday that the pier was shut.", "2019-03-10"),
        ("Speaking in Oslo on Sunday, Ivo Marek said the pier was shut.", "2019-03-10"),
        ("Ivo Marek said the pier had been shut on Sunday.", None),
        ("Ivo Marek said the pier was shut.", None),
    ],
)
def test_only_a_dated_saying_has_a_day(text: str, day: str | None) -> None:
    found = innermost(text)[1].said_on
    assert (found.value.day.isoformat() if found and found.value.day else None) == day


def test_what_was_told_in_a_call_goes_by_phone_with_its_addressee_and_day() -> None:
    reading, s = innermost("In a phone call with Queen Anna on Sunday, Ivo Marek asked her to open the port.")
    assert s.channel is not None
    assert s.addressee is not None
    assert s.said_on is not None
    assert (s.channel.value, reading.name(s.addressee.value), str(s.said_on.value.day)) == ("phone", "Anna", "2019-03-10")


def test_a_denied_saying_is_negated() -> None:
    assert innermost("Ivo Marek did not say who had shut the pier.")[1].negated


def chains(text: str, outlet: str | None = None) -> dict[str, tuple[str, ...]]:
    """The chain of each statement, by its content."""
    reading = reportedly.read(text, published="2019-03-12", outlet=outlet)
    return {s.content[0].quote: tuple(n.removeprefix("The ") for n in reading.chain(s.id)) for s in reading.statements}


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Ivo Marek told the Harbour Gazette the pier was shut.", ("Harbour Gazette",)),
        ("Ivo Marek told Nordlys the pier was shut.", ("Nordlys",)),
        ("Ivo Marek told the newspaper Saaristo the pier was shut.", ("Saaristo",)),
        ("Ivo Marek told the Security Council the pier was shut.", ()),
        ("OSLO (AFP) - Ivo Marek told AFP the pier was shut.", ()),
        ("BERGEN (AP) — Ivo Marek told The Associated Press the pier was shut.", ()),
        ("OSLO, May 3 /TASS/. Ivo Marek told TASS the pier was shut.", ()),
        ("In an interview with Radio Lumen, Ivo Marek said the pier was shut.", ("Radio Lumen",)),
        ("From a dispatch of the Interfax news agency, a harbour source said the pier was shut.", ("Interfax",)),
        ("A harbour source said on Radio Lumen that the pier was shut.", ("Radio Lumen",)),
        ("A harbour source said, as quoted by the Lumen newswire, that the pier was shut.", ("Lumen",)),
        ("A statement by the dockers, carried by Radio Lumen, said the pier was shut.", ("Radio Lumen",)),
        ("According to the paper, which cited two harbour officials, the pier was shut.", ()),
        ("The pier was shut, according to the Gazette, which cited two harbour officials.", ("Gazette",)),
        ("Citing two guards, the Harbour Gazette said the pier was shut.", ("Harbour Gazette",)),
    ],
)
def test_what_an_outlet_carried_came_through_it(text: str, chain: tuple[str, ...]) -> None:
    assert next(c for content, c in chains(text).items() if "pier was shut" in content) == chain


def test_a_link_stands_behind_the_outlet_that_its_speaker_told() -> None:
    found = chains("Two officials told the Harbour Gazette that the mayor had promised to reopen the pier.")
    assert found["to reopen the pier"] == ("Harbour Gazette", "officials")


def test_a_speakers_words_end_with_what_he_says_and_a_relay_goes_on() -> None:
    spoken = chains("Ana Brevik said the mayor had promised to reopen the pier. The mayor declined to comment.")
    assert spoken["to comment"] == ()
    relayed = chains("The mayor told Radio Lumen that the pier was safe. He said it would reopen in May.")
    assert relayed["it would reopen in May"] == ("Radio Lumen",)


def test_one_of_those_who_spoke_goes_on_with_their_occasion() -> None:
    found = chains("On Monday two residents told Radio Lumen the pier was shut. Another resident said the gate was locked.")
    assert found["the gate was locked"] == ("Radio Lumen",)


def test_a_rejected_accusation_has_no_chain() -> None:
    assert set(chains("Valdria rejected accusations that it had shut the pier.").values()) == {()}
