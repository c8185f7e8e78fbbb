"""Who claims a figure, whose losses it counts and on which side they fell; who reads figures off verbs that only count."""

from __future__ import annotations

from datetime import date

import pytest

import reportedly
from reportedly.knowledge.lexicon import Group, groups
from reportedly.records import Figure, Reading

DAY = date(2031, 5, 7)  # a Wednesday


def read(text: str) -> Reading:
    return reportedly.read(text, published=DAY, outlet="The Harbour Gazette")


def figure(reading: Reading, quote: str) -> Figure:
    return next(f for f in reading.figures if f.span.quote == quote)


def claimant(text: str, quote: str) -> str | None:
    reading = read(text)
    return reading.claimant(figure(reading, quote))


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("Human rights monitors saw five bodies in the square on Monday.", "five", "Human rights monitors"),
        ("The UN mission has documented 84 civilian deaths since March.", "84", "UN mission"),
        ("Some 259 people have been killed in six months, by the watchdog's count.", "Some 259", "the watchdog"),
        ("The blaze killed nine people, said the mayor, who is a father of two.", "nine", "mayor (anonymous)"),
    ],
)
def test_whoever_counts_claims(text: str, quote: str, expected: str) -> None:
    assert claimant(text, quote) == expected


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Ana Brel, a nurse, saw two men running from the house. Four people were killed.", "Four"),
        ("Orvania recorded 12 murders in May.", "12"),
        ("The premier condemned the attack that killed 13 people.", "13"),
    ],
)
def test_a_number_that_nobody_gives_is_the_reports_own(text: str, quote: str) -> None:
    assert claimant(text, quote) is None


def test_the_rains_that_claim_lives_claim_no_number() -> None:
    text = "Nationwide the rains have claimed 1,302 lives since April, the relief agency said."
    assert claimant(text, "1,302") not in (None, "rains")


def test_a_claim_goes_on_behind_its_cue() -> None:
    text = (
        "Two more peacekeepers have died of wounds, the UN mission said on Monday, bringing the dead to four, all Chadians. "
        "Police acknowledge only five deaths, two of them in their own ranks."
    )
    reading = read(text)
    assert reading.claimant(figure(reading, "four")) == "UN mission"
    assert reading.claimant(figure(reading, "two")) == reading.claimant(figure(reading, "five")) == "Police"
    ours = figure(reading, "two")
    assert ours.loss == "own"
    assert ours.side is not None
    assert reading.name(ours.side.value) == "Police"


def test_a_part_has_the_claimant_of_its_whole() -> None:
    reading = read("At least 26 people drowned, commissioner Samina Orel said; fifteen were women.")
    assert reading.claimant(figure(reading, "fifteen")) == "Samina Orel"


@pytest.mark.parametrize(
    ("text", "quote", "loss"),
    [
        ("Turkey's army said it lost four men in the ambush.", "four", "own"),
        ("Turkey's army said it killed 30 gunmen in the hills.", "30", "enemy"),
        ("A Turkish security source conceded that four men were still missing.", "four", "own"),
        ("Turkish Interior Minister Ali Dar said three policemen were wounded.", "three", "own"),
        ("Turkey's army said that two Iraqi soldiers were killed by a mine.", "two", None),
        ("Turkey's army said that nine villagers were killed by a mine.", "nine", None),
        ("A doctor said that nine soldiers were killed.", "nine", None),
        ("The Red Cross accused rebels of killing 40 refugees.", "40", None),
    ],
)
def test_whose_losses(text: str, quote: str, loss: str | None) -> None:
    assert figure(read(text), quote).loss == loss


@pytest.mark.parametrize(
    ("text", "quote", "side"),
    [
        ("More than 100 Iraqis died when the ferry sank off Turkey and Iraq.", "More than 100", "Iraq"),
        ("At least 500 Europeans were hurt.", "At least 500", None),
        ("Turkey has claimed 3,000 dead on the side of Iraq.", "3,000", "Iraq"),
        ("Turkish soldiers guard the port. Three soldiers were killed on Monday.", "Three", "Turkey"),
    ],
)
def test_on_which_side(text: str, quote: str, side: str | None) -> None:
    reading = read(text)
    found = figure(reading, quote).side
    assert (reading.name(found.value) if found else None) == side


def test_whoever_adds_has_spoken_before() -> None:
    text = (
        "According to the military, five soldiers have been killed since it went after the Aran Front. "
        "Some 25 rebels have also been killed, it added."
    )
    reading = read(text)
    assert reading.claimant(figure(reading, "Some 25")) == reading.claimant(figure(reading, "five"))


def test_others_than_a_boy_are_people() -> None:
    reading = read("A boy was shot dead and 18 others were wounded on Monday.")
    victims = figure(reading, "18").victims
    assert victims is not None
    assert victims.value.text == "people"


@pytest.mark.parametrize(
    ("text", "quote", "names"),
    [
        ("Nine civilians were killed, government spokesman Musa Orel told reporters.", "Nine", []),
        ("A mine killed Major Oleg Sidor of the Transport Police Battalion and two guards.", "two", []),
        ("Three other people were killed in the attack in which Ana Brel, 30, died.", "Three", []),
        ("Four miners died. The youngest was Ilan Obrek, 20.", "Four", ["Ilan Obrek"]),
        ("Fever killed four people. It struck Ana Brel, 30, a nurse, on Sunday; she died within hours.", "four", ["Ana Brel"]),
        ("Two guards died. Husin Barat, who was killed in May, was linked to the raid.", "Two", []),
        ("Two guards, Musa al-Bakri and Ali Dar, were killed.", "Two", ["Musa al-Bakri", "Ali Dar"]),
    ],
)
def test_who_is_named_as_one_of_the_counted(text: str, quote: str, names: list[str]) -> None:
    victims = figure(read(text), quote).victims
    assert [v.name.value for v in (victims.value.names if victims else ())] == names


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("A blast killed from 20 to 30 people in Orvel.", [("from 20 to 30", 20, 30, None)]),
        ("The blast killed not one but two guards.", [("two", 2, 2, 2)]),
        ("The strike killed between 12 and 15 people.", [("between 12 and 15", 12, 15, None)]),
    ],
)
def test_bounds_behind_a_verb(text: str, figures: list[tuple[str, int, int, int | None]]) -> None:
    assert [(f.span.quote, f.low, f.high, f.best) for f in read(text).figures] == figures


@pytest.mark.parametrize("group", groups("tallies").values(), ids=groups("tallies"))
def test_a_tally_makes_a_statement(group: Group) -> None:
    reading = read(group.example)
    assert [reading.claimant(f) is not None for f in reading.figures] == [True]
