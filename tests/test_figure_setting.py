"""When, where and as of when: what a figure takes from its own clause, from its incident, and from the event told before it."""

from __future__ import annotations

from datetime import date

import pytest

import reportedly
from reportedly.knowledge.lexicon import Group, groups
from reportedly.records import Figure, Reading

DAY = date(2031, 5, 7)  # a Wednesday
MONDAY, TUESDAY = date(2031, 5, 5), date(2031, 5, 6)


def read(text: str) -> Reading:
    return reportedly.read(text, published=DAY, outlet="The Harbour Gazette")


def figure(text: str, quote: str) -> Figure:
    return next(f for f in read(text).figures if f.span.quote == quote)


def days(figure: Figure) -> tuple[date | None, date | None]:
    """The first day of the harm, and the day on which it was counted."""
    period, as_of = figure.period, figure.as_of
    return period.value.start if period else None, as_of.value.day if as_of else None


def place(figure: Figure) -> str | None:
    return figure.place.value.name if figure.place else None


def test_the_day_of_a_dateline_is_not_that_of_the_harm() -> None:
    text = "GENEVA, May 7 (Harbour News) - At least 34 civilians have been killed in the hills, the mission said."
    assert days(figure(text, "At least 34")) == (None, None)


def test_the_worst_raid_told_between_two_figures_is_of_the_second() -> None:
    text = (
        "Dozens of people have been killed in strikes on Kandahar, rescuers said. The deadliest raid hit a market in the town of "
        "Guzara on Tuesday morning. Monitors said 37 civilians had died there. The civil defence gave a toll of at least 44."
    )
    assert [place(f) for f in read(text).figures] == ["Kandahar", "Guzara", "Guzara"]
    assert [days(f)[0] for f in read(text).figures] == [None, TUESDAY, TUESDAY]


def test_what_a_war_did_in_a_relative_clause_moves_no_figure() -> None:
    text = (
        "Shells struck a market in Kandahar on Tuesday, killing 14 people. The ministry blamed the Northern Front, which has "
        "fought the army in Herat since 2021. A nurse said she had counted 17 bodies."
    )
    assert [place(f) for f in read(text).figures] == ["Kandahar", "Kandahar"]


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("A bomb hit Kandahar on Monday. The mayor said 21 people had died there.", "21", "Kandahar"),
        ("A shell struck a bus in Herat, killing two. Eleven civilians have died in the town since April.", "Eleven", "Herat"),
        (
            "Kabul was calm. Afghan officials said more than 40 people were killed across the country.",
            "more than 40",
            "Afghanistan",
        ),
        ("Afghan police said 18 officers were wounded in the capital.", "18", "Kabul"),
        ("Jets bombed Kandahar, killing 14 people.", "14", "Kandahar"),
        ("The army lost five men in the shelling of Kandahar.", "five", "Kandahar"),
        ("Gunmen killed seven villagers 20 kilometres from Kandahar.", "seven", "Kandahar"),
        ("Twelve miners died in a blast in Zemra Coal Mine in Kandahar.", "Twelve", "Zemra Coal Mine in Kandahar"),
    ],
)
def test_a_place_is_found_however_it_is_said(text: str, quote: str, name: str) -> None:
    assert place(figure(text, quote)) == name


def test_whose_takeover_it_is_tells_no_place() -> None:
    assert place(figure("Thousands rallied in support of Kandahar's takeover of the islands.", "Thousands")) is None


def test_those_arrested_or_driven_out_later_keep_the_place_but_not_the_day() -> None:
    text = "A blaze killed nine people in Kandahar on Monday. Police have arrested three managers. Some 300 people fled the area."
    killed, arrested, fled = read(text).figures
    assert days(killed)[0] == MONDAY
    assert (place(arrested), days(arrested)[0], days(fled)[0]) == ("Kandahar", None, None)


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("A bomb killed nine people on Monday, the mayor said on Tuesday.", "nine", (MONDAY, TUESDAY)),
        ("Mines have killed 16 farmers, the charity said in a report released on Tuesday.", "16", (None, TUESDAY)),
        ("Forty people died in the riot, according to a hospital list seen on Tuesday.", "Forty", (None, TUESDAY)),
        ("Two more men died of their wounds, the mission said on Tuesday, bringing the toll to nine.", "nine", (None, TUESDAY)),
        ("The ministry has counted 58 civilian deaths since May 5.", "58", (MONDAY, None)),
        ("Observers saw five bodies, one of a man in his seventies.", "five", (None, None)),
    ],
)
def test_a_figure_is_as_of_the_day_on_which_it_was_claimed(
    text: str, quote: str, expected: tuple[date | None, date | None]
) -> None:
    assert days(figure(text, quote)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed nine people in Kandahar on Monday. In reprisal raids four farmers were killed, elders said.",
        "Gunmen abducted four men off Kandahar on Monday. The navy lost one sailor in a pursuit.",
        "Two soldiers died on Monday in a bombing. Police said four gunmen blew themselves up planting another device.",
    ],
)
def test_another_event_has_its_own_incident_and_takes_no_day(text: str) -> None:
    first, other = read(text).figures
    assert first.incident != other.incident
    assert days(other)[0] is None


def test_the_figures_of_one_separate_attack_stay_together() -> None:
    text = "A bomb killed nine people on Monday. In a separate attack two guards died and four were wounded."
    nine, two, four = read(text).figures
    assert two.incident == four.incident != nine.incident


def test_a_rival_to_a_running_count_is_one_itself() -> None:
    text = "Monitors say 63 people have died since protests began in April. Police acknowledge only five deaths."
    assert [f.scope for f in read(text).figures] == ["cumulative", "cumulative"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ten policemen and four rebels died in the raids, for a total of 14.", {"Ten": "14", "four": "14"}),
        ("Two men died in the car and a woman in the street, making three dead in all.", {"Two": "three"}),
        ("Gunmen led away eight engineers. Three were let go, leaving five in captivity.", {"five": "eight"}),
        ("He put the number of dead at 19, saying seven women were among them.", {"seven": "19"}),
        (
            "Mines killed more than 1,000 people last year. The mission blamed rebels for 595 of the deaths.",
            {"595": "more than 1,000"},
        ),
    ],
)
def test_a_part_points_to_its_whole(text: str, parts: dict[str, str]) -> None:
    reading = read(text)
    wholes = {f.span.quote: reading.find(f.part_of).span.quote for f in reading.figures if f.part_of}
    assert parts.items() <= wholes.items()


@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("Three teachers were swept away by the second slide.", "Three", "killed"),
        ("Up to five people were feared lost in the river.", "Up to five", "missing"),
        ("Eleven miners were buried under the rubble.", "Eleven", "other"),
        ("More than 87,300 people have crossed into Armenia in eight days.", "More than 87,300", "displaced"),
        ("The raid killed between 12 and 15 people.", "between 12 and 15", "killed"),
        ("The remains of 96 people have been recovered.", "96", "killed"),
        ("A gas blast killed nine miners and trapped 47.", "47", "other"),
        ("Police fired at the crowd, killing two, as thousands rallied in the square.", "thousands", "other"),
        ("Rebels said six gun trucks were captured.", "six", "other"),
    ],
)
def test_what_befell_the_counted(text: str, quote: str, measure: str) -> None:
    assert figure(text, quote).measure.value == measure


def test_nobody_killed_or_injured_is_two_counts_of_none() -> None:
    found = read("No policemen were killed or injured in the incident.").figures
    assert [(f.measure.value, f.best) for f in found] == [("killed", 0), ("injured", 0)]


@pytest.mark.parametrize("group", groups("incidents").values(), ids=lambda group: group.name)
def test_examples_of_incidents_are_read(group: Group) -> None:
    words = {word for text in group.words for word in text.split()}
    assert any(word.rstrip("e") in group.example.lower() for word in words)
    assert isinstance(read(group.example), Reading)
