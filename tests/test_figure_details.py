"""Figures as a whole reading gives them: incidents, named victims, parts, increments, own and enemy losses."""

from __future__ import annotations

from datetime import date

import pytest

import reportedly
from reportedly.knowledge.lexicon import Group, groups
from reportedly.read.parse import parse
from reportedly.records import Figure, Reading

DAY = date(2031, 5, 7)  # a Wednesday


def read(text: str) -> Reading:
    return reportedly.read(text, published=DAY, outlet="The Harbour Gazette")


def figure(reading: Reading, quote: str) -> Figure:
    return next(f for f in reading.figures if f.span.quote == quote)


def test_figures_of_one_attack_share_an_incident_and_another_attack_has_its_own() -> None:
    text = (
        "A car bomb killed 12 people and wounded 30 in Kandahar on Monday, police said. Officials said the toll from the blast "
        "had risen to 14. In a separate attack in Herat, gunmen killed four guards. More than 900 people have died this year."
    )
    reading = read(text)
    killed, wounded, toll, guards, year = reading.figures
    assert killed.incident == wounded.incident == toll.incident is not None
    assert guards.incident not in (None, killed.incident)
    assert (year.scope, year.incident) == ("cumulative", None)


def test_what_one_figure_leaves_out_another_of_its_incident_says() -> None:
    reading = read("Three people were killed. The blast tore through a market in Kandahar on Monday. Nine people were injured.")
    assert [f.place.value.name if f.place else None for f in reading.figures] == ["Kandahar", "Kandahar"]


def test_a_place_that_no_gazetteer_has_is_read_off_the_words_around_it() -> None:
    reading = read("A lorry blew up at the Zemra crossroads, killing 12 people.")
    assert [f.place.value.name if f.place else None for f in reading.figures] == ["Zemra crossroads"]


def test_the_hospital_is_not_where_the_harm_was_done() -> None:
    reading = read("A blast killed two people in Kandahar on Monday. Nine people with burns were brought to a hospital in Herat.")
    assert [f.place.value.name if f.place else None for f in reading.figures] == ["Kandahar", "Kandahar"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Shells killed two people on Monday. The dead were named as Halina Brok, 61, a retired nurse, and Petro Vell, 43.",
            [("Halina Brok", 61, None, "retired nurse"), ("Petro Vell", 43, None, None)],
        ),
        ("The raid killed a medical student, Ifra Nur, 22.", [("Ifra Nur", 22, None, "medical student")]),
        (
            "Four miners died. Among the dead was Ana Brel, a 34-year-old engineer, whose mother called her fearless.",
            [("Ana Brel", 34, "female", "engineer")],
        ),
        ("Two brothers, Karim Asad and Omar Asad, were killed.", [("Karim Asad", None, "male", None)]),
    ],
)
def test_named_victims(text: str, names: list[tuple[str, int | None, str | None, str | None]]) -> None:
    reading = read(text)
    found = [v for f in reading.figures if f.victims for v in f.victims.value.names]
    told = [(v.name.value, v.age and v.age.value, v.sex and v.sex.value, v.role and v.role.value) for v in found[: len(names)]]
    assert told == names
    for anchored in (a for v in found for a in (v.name, v.age, v.sex, v.role) if a is not None):
        assert anchored.span is not None
        assert text[anchored.span.start : anchored.span.end] == anchored.span.quote


def test_whoever_speaks_is_no_victim() -> None:
    reading = read("Nine people were killed in the fire, the mayor, Ilan Obrek, said on Monday.")
    assert figure(reading, "Nine").victims.value.names == ()


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("The army said it had lost four soldiers and killed about 30 rebels.", {"four": "own", "about 30": "enemy"}),
        ("A rebel spokesman said three of its fighters had died and 12 soldiers were killed.", {"three": "own", "12": "enemy"}),
        ("A doctor said 12 soldiers were killed.", {"12": None}),
    ],
)
def test_own_and_enemy_losses(text: str, losses: dict[str, str | None]) -> None:
    reading = read(text)
    assert {f.span.quote: f.loss for f in reading.figures} == losses


@pytest.mark.parametrize(
    ("text", "whole", "part", "victims"),
    [
        ("Eleven people died when the ferry sank, three of them crew.", "Eleven", "three", "crew"),
        ("Ten people were killed; eight were boys.", "Ten", "eight", "boys"),
        ("Seven guards were hurt, two seriously.", "Seven", "two", "guards"),
        ("The attack killed 53 people, 49 of them gendarmes and four civilians.", "53", "four", "civilians"),
    ],
)
def test_parts_without_including(text: str, whole: str, part: str, victims: str) -> None:
    reading = read(text)
    found = figure(reading, part)
    assert found.part_of == figure(reading, whole).id
    assert found.measure.value == figure(reading, whole).measure.value
    assert found.victims is not None
    assert found.victims.value.text == victims


def test_none_of_the_dead_is_a_count_of_none_of_that_kind() -> None:
    reading = read("The shelling left 12 dead, and none of the dead was a soldier.")
    none = figure(reading, "none")
    assert (none.high, none.part_of) == (0, figure(reading, "12").id)
    assert none.victims is not None
    assert none.victims.value.text == "soldiers"


def test_the_hurt_are_people() -> None:
    reading = read("At least 7 dead, 41 hurt in Kandahar blast.")
    assert [f.victims.value.text for f in reading.figures if f.victims] == ["people", "people"]


def test_the_day_on_which_a_toll_moved_is_not_the_day_of_the_harm() -> None:
    reading = read(
        "Investigators raised the toll from Monday's blast in Kandahar to 22 on Tuesday after a woman died in hospital."
    )
    toll = figure(reading, "22")
    assert toll.period is not None
    assert toll.period.value.day == date(2031, 5, 5)
    assert toll.as_of is not None
    assert toll.as_of.value.day == date(2031, 5, 6)
    assert figure(reading, "a").scope == "increment"


def test_since_lasts_until_the_report() -> None:
    reading = read("At least 216 farmers have been killed in the valley since March 1, a charity said.")
    period = figure(reading, "At least 216").period
    assert period is not None
    assert (period.value.start, period.value.until) == (date(2031, 3, 1), DAY)


@pytest.mark.parametrize("subject", ["incidents", "people"])
def test_examples(subject: str) -> None:
    for group in groups(subject).values():
        _shown(group)


def _shown(group: Group) -> None:
    words = group.example.lower()
    lemmas = {t.lemma_.lower() for t in parse(group.example).doc}
    assert any(word in words or word in lemmas for word in group.words), group.name


def test_a_gapped_clause_tells_where_the_first_one_happened():
    reading = reportedly.read("At least 21 people had been killed and dozens injured in Torvek as of Sunday, the ministry said.")
    assert [figure.place and figure.place.value.name for figure in reading.figures] == ["Torvek", "Torvek"]
