"""Figures: which numerals count victims, of what, whose, where and as of when. Parsed for real, other layers by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.knowledge.lexicon import Group, groups
from reportedly.read.count import count
from reportedly.read.layers import Attribution, Count, Named, Parse, Resolution, Statements, Time, Told, Toponym, Who
from reportedly.read.parse import parse
from reportedly.records import Interval, Place

MONDAY, TUESDAY = date(2031, 5, 5), date(2031, 5, 6)


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def day(text: str, words: str, when: date) -> Time:
    return Time(*span(text, words), "DATE", when.isoformat(), Interval(when, when, when.isoformat()))


def town(text: str, name: str) -> Toponym:
    return Toponym(*span(text, name), Place(name))


def figures(text: str) -> list[tuple[str, str, str]]:
    """Numeral, measure and victims of each figure of a text that has nothing else."""
    found = count(parse(text), (), (), Resolution(), Statements())
    return [(text[slice(*c.chars)], c.measure, c.victims[0].text if c.victims else "") for c in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed 12 villagers.", [("12", "killed", "villagers")]),
        ("Twelve villagers were killed by gunmen.", [("Twelve", "killed", "villagers")]),
        ("At least 43 fishermen drowned when the Marwa went down.", [("At least 43", "killed", "fishermen")]),
        ("The deaths of 12 nurses were confirmed.", [("12", "killed", "nurses")]),
        ("The death toll rose from 61 to 64 on Friday.", [("61", "killed", "people"), ("64", "killed", "people")]),
        ("The toll stood at 17, hospital officials said.", [("17", "killed", "people")]),
        ("That brought the number of dead to 52.", [("52", "killed", "people")]),
        (
            "Three more people died on Sunday, bringing the total to 15.",
            [("Three", "killed", "people"), ("15", "killed", "people")],
        ),
        ("The fire claimed 14 lives.", [("14", "killed", "people")]),
        ("The storm claimed the lives of 60 people.", [("60", "killed", "people")]),
        ("The brigade lost 40 soldiers in the campaign.", [("40", "killed", "soldiers")]),
        ("Twelve people lost their lives in the flood.", [("Twelve", "killed", "people")]),
        ("At least 20 pilgrims were trampled to death.", [("At least 20", "killed", "pilgrims")]),
        ("Both were shot dead.", [("Both", "killed", "people")]),
        ("Five people are believed to have died.", [("Five", "killed", "people")]),
        ("Seven sailors are missing and feared dead.", [("Seven", "killed", "sailors")]),
        ("Six of the wounded later died in hospital.", [("Six", "killed", "people")]),
        ("Eight bodies were pulled from the rubble.", [("Eight", "killed", "people")]),
        ("12 killed in Beni blast", [("12", "killed", "people")]),
        ("The blast left three soldiers injured.", [("three", "injured", "soldiers")]),
        ("Twenty people were hospitalized with burns.", [("Twenty", "injured", "people")]),
        ("Sixteen sailors were unaccounted for.", [("Sixteen", "missing", "sailors")]),
        ("Hundreds were arrested overnight.", [("Hundreds", "detained", "people")]),
        ("Police made 30 arrests.", [("30", "detained", "people")]),
        ("Two aid workers were taken hostage near the river.", [("Two", "abducted", "aid workers")]),
        ("Militants abducted 12 teachers.", [("12", "abducted", "teachers")]),
        ("Government troops captured nine rebels.", [("nine", "captured", "rebels")]),
        ("Some 10,000 fled their homes.", [("Some 10,000", "displaced", "people")]),
        ("Tens of thousands of people have been forced to flee.", [("Tens of thousands", "displaced", "people")]),
        ("More than 3 million refugees live in the camps.", [("More than 3 million", "displaced", "refugees")]),
        ("Casualties rose to 300, the Red Cross said.", [("300", "casualties", "people")]),
    ],
)
def test_measures(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling killed and injured 30 people.", [("30", "killed"), ("30", "injured")]),
        ("Thirty people were killed and injured.", [("Thirty", "killed"), ("Thirty", "injured")]),
        ("Rebels said 12 soldiers were killed or wounded.", [("12", "casualties")]),
        ("The shelling left 30 people dead or wounded.", [("30", "casualties")]),
        ("Three wounded guards died.", [("Three", "killed")]),
        ("Two hostages were killed in the raid.", [("Two", "killed")]),
    ],
)
def test_two_harms_on_one_number(text: str, expected: list[tuple[str, str]]) -> None:
    assert [f[:2] for f in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In all 70 miners had been killed and 90 injured in the valley.",
            [("70", "killed", "miners"), ("90", "injured", "miners")],
        ),
        ("An Orvanian guard was killed and two others were wounded.", [("An", "killed", "guards"), ("two", "injured", "guards")]),
        ("The raid killed four farmers and hospitalised 15.", [("four", "killed", "farmers"), ("15", "injured", "farmers")]),
        ("Ten policemen and six rebels died.", [("Ten", "killed", "policemen"), ("six", "killed", "rebels")]),
        ("Militants abducted 12 teachers and killed 3.", [("12", "abducted", "teachers"), ("3", "killed", "teachers")]),
        ("The squad killed one monk and wounded another.", [("one", "killed", "monks"), ("another", "injured", "monks")]),
    ],
)
def test_what_is_left_out_is_taken_from_the_conjunct(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The 45-year-old driver earned 300 dollars and lived 12 miles away.",
        "The bill passed by 27 votes to 11.",
        "The town of 30,000 people is quiet.",
        "He fired a 7.62mm rifle at 9:30 on May 12, 2004.",
        "Thirty percent of the soldiers were wounded.",
        "Two officials said the road was closed.",
        "The blaze destroyed 40 houses and killed 12 cows.",
        "The court held 12 hearings in three weeks.",
        "Both men were sentenced to death.",
        "The 40 members of parliament met for two hours.",
        "The two sides met for the third time.",
        "Flight 93 left Gate 12.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police seized 200 rifles and 40 grenades.", ["200", "40"]),
        ("About 300 protesters gathered outside the palace.", ["About 300"]),
        ("The ferry was carrying 120 passengers.", ["120"]),
        ("Some 2,000 troops crossed the bridge.", ["Some 2,000"]),
        ("Almost 200 people were evacuated.", ["Almost 200"]),
        ("Prosecutors charged four teachers with forgery.", ["four"]),
    ],
)
def test_forces_crowds_and_weapons_are_counted_too(text: str, expected: list[str]) -> None:
    assert [(numeral, measure) for numeral, measure, _ in figures(text)] == [(numeral, "other") for numeral in expected]


def test_nobody_is_a_count_of_zero() -> None:
    for text in ("There were no civilian casualties.", "No one was hurt.", "Nobody was killed."):
        (found,) = count(parse(text), (), (), Resolution(), Statements())
        assert (found.low, found.high, found.best) == (0, 0, 0), text
    assert figures("There were no civilian casualties.") == [("no", "casualties", "civilians")]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A civilian was killed.", "civilian"),
        ("A villager was killed.", None),
        ("Two police officers were killed.", "police"),
        ("Two rebels were killed.", "combatant"),
        ("Two aid workers were killed.", "aid worker"),
        ("A journalist was killed.", "journalist"),
        ("Six children were killed.", "child"),
        ("Six people were killed.", None),
    ],
)
def test_status_of_the_victims(text: str, status: str | None) -> None:
    (found,) = count(parse(text), (), (), Resolution(), Statements())
    assert found.victims is not None
    assert found.victims[0].status == status


def test_names_of_the_victims() -> None:
    (found,) = count(parse("Two soldiers, Karim Asad and Omar Vell, were killed."), (), (), Resolution(), Statements())
    assert found.victims is not None
    assert [victim.name[0] for victim in found.names] == ["Karim Asad", "Omar Vell"]


@pytest.mark.parametrize(
    "text",
    [
        "The raid killed 50 people, including 20 members of the River Guard.",
        "Fifty people, including three children, were killed.",
        "Fifteen civilians, two of them journalists, were wounded by the shells.",
        "In the attack 12 people died, 3 of them children.",
        "The death toll has risen to 21, including five children.",
        "The clinic has 52 wounded, among them 11 children.",
    ],
)
def test_a_part_points_to_its_whole(text: str) -> None:
    whole, part = count(parse(text), (), (), Resolution(), Statements())
    assert (whole.part_of, part.part_of) == (None, 0)
    assert whole.measure == part.measure


def test_side() -> None:
    text = (
        "Orvanian shells killed nine Tessaran soldiers. Its army said three of its soldiers died. Ash Front rebels lost 12 men."
    )
    parsed = parse(text)
    index = next(t.i for t in parsed.doc if t.text == "Tessaran")
    people = Resolution(
        (Who("Orvania", "state"), Who("Tessara", "state"), Who("Ash Front", "armed group")),
        (
            Named(*span(text, "its soldiers")[:1], span(text, "its soldiers")[0] + 3, "pronoun", 1),
            Named(*span(text, "Ash Front"), "name", 2),
        ),
        {0: 0, index: 1},
    )
    found = count(parsed, (), (), people, Statements())
    assert [c.side and c.side[0] for c in found[:2]] == [1, 1]
    assert found[0].side == (1, span(text, "Tessaran"))


def test_rebels_belong_to_the_group_that_the_report_named() -> None:
    text = "Nine Ash Front rebels were killed on the ridge. One rebel was captured. Four civilians were wounded."
    people = Resolution((Who("Ash Front", "armed group"),), (Named(*span(text, "Ash Front"), "name", 0),), {})
    first, second, third = count(parse(text), (), (), people, Statements())
    assert (first.side and first.side[0], second.side and second.side[0], third.side) == (0, 0, None)


def test_a_persons_associates_have_no_side() -> None:
    text = "Troops killed four Vell associates."
    people = Resolution((Who("Omar Vell", "person"),), (Named(*span(text, "Vell"), "name", 0),), {})
    assert [c.side for c in count(parse(text), (), (), people, Statements())] == [None]


def told(text: str, content: str, when: Time | None) -> Statements:
    return Statements(
        (Attribution(None, None, (span(text, content),)),),
        (Told(type="indirect", kind="say", kind_chars=None, source=None, said_on=when),),
    )


def test_the_day_of_the_harm_is_its_period_and_the_day_of_telling_its_as_of() -> None:
    text = "A bomb killed nine people in Beni on Monday, the mayor said on Tuesday."
    times = (day(text, "Monday", MONDAY), day(text, "Tuesday", TUESDAY))
    statements = told(text, "A bomb killed nine people in Beni on Monday", times[1])
    (found,) = count(parse(text), times, (town(text, "Beni"),), Resolution(), statements)
    assert (found.period, found.as_of, found.statement) == (times[0], times[1], 0)
    assert found.place == (Place("Beni"), span(text, "Beni"))


def test_an_undated_toll_is_as_of_the_dated_telling() -> None:
    text = "The minister announced on Tuesday that 80 people had died in the floods."
    when = day(text, "Tuesday", TUESDAY)
    (found,) = count(parse(text), (when,), (), Resolution(), told(text, "80 people had died in the floods", when))
    assert (found.period, found.as_of) == (None, when)


def test_a_running_toll_has_both_the_day_of_the_harm_and_that_of_the_telling() -> None:
    text = "The death toll from Monday's raid has risen to 21, the ministry said on Tuesday."
    times = (day(text, "Monday", MONDAY), day(text, "Tuesday", TUESDAY))
    statements = told(text, "The death toll from Monday's raid has risen to 21", times[1])
    (found,) = count(parse(text), times, (), Resolution(), statements)
    assert (found.period, found.as_of) == times


def test_a_total_measures_what_the_figures_before_it_measure() -> None:
    found = figures("Six people died on the road and two in hospital died too. The total of 8 is final.")
    assert [f[:2] for f in found] == [("Six", "killed"), ("two", "killed"), ("8", "killed")]


def test_a_place_that_no_gazetteer_knows_keeps_its_name() -> None:
    text = "Three people were killed in Torvek."
    (found,) = count(parse(text), (), (Toponym(*span(text, "Torvek"), None),), Resolution(), Statements())
    assert found.place == (Place("Torvek"), span(text, "Torvek"))


def test_as_of_is_read_where_it_stands() -> None:
    text = "As of Tuesday, 80 people had died in the floods."
    when = day(text, "Tuesday", TUESDAY)
    (found,) = count(parse(text), (when,), (), Resolution(), Statements())
    assert (found.as_of, found.period, found.scope) == (when, None, "cumulative")


def test_figures_of_one_incident_share_its_day_and_place() -> None:
    text = "A bomb went off in Beni on Monday. Three people were killed. In all 12 shops burned. Five are missing."
    where, when = town(text, "Beni"), day(text, "Monday", MONDAY)
    killed, *_, missing = count(parse(text), (when,), (where,), Resolution(), Statements())
    assert [(c.place and c.place[0], c.period) for c in (killed, missing)] == [(where.place, when)] * 2


def test_each_incident_keeps_its_own_place() -> None:
    text = "Three people were killed in Beni. Four rebels were killed in Oruna."
    found = count(parse(text), (), (town(text, "Beni"), town(text, "Oruna")), Resolution(), Statements())
    assert [c.place and c.place[0].name for c in found] == ["Beni", "Oruna"]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Twelve people were killed.", "incident"),
        ("Another 14 people were wounded.", "increment"),
        ("Three more people died.", "increment"),
        ("More than 40 people have died so far this year.", "cumulative"),
        ("More than 40 people have died in the war.", "cumulative"),
        ("A blast killed three people and wounded nine more.", "incident"),
    ],
)
def test_scope(text: str, scope: str) -> None:
    assert {c.scope for c in count(parse(text), (), (), Resolution(), Statements())} == {scope}


def checked(parsed: Parse, found: tuple[Count, ...]) -> None:
    for i, c in enumerate(found):
        assert 0 <= c.chars[0] < c.chars[1] <= len(parsed.text)
        assert c.low <= (c.high if c.high is not None else c.low)
        assert c.best is None or c.low <= c.best
        assert c.part_of is None or c.part_of < i


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=120))
def test_no_text_is_too_strange(text: str) -> None:
    parsed = parse(text)
    checked(parsed, count(parsed, (), (), Resolution(), Statements()))


PIECES = [
    "12",
    "people",
    "killed",
    "and",
    "including",
    "the",
    "of",
    "dead",
    "toll",
    "rose to",
    "were",
    ",",
    "three",
    "them",
    "injured",
    "no",
    "a",
    "man",
    ".",
    '"',
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_sentence_is_too_strange(words: list[str]) -> None:
    parsed = parse(" ".join(words))
    checked(parsed, count(parsed, (), (), Resolution(), Statements()))


@pytest.mark.parametrize(
    "text", ["", "  \n\n ", "😀 12 😀 killed", "قُتل 12 شخصا", '"' * 10_000, "including 12 people " * 500, "killed 12 and " * 500]
)
def test_nonsense_is_read(text: str) -> None:
    parsed = parse(text)
    checked(parsed, count(parsed, (), (), Resolution(), Statements()))


@pytest.mark.parametrize("group", groups("measures").values(), ids=lambda group: str(group.name))
def test_examples_of_measures(group: Group) -> None:
    found = {measure for _, measure, _ in figures(group.example)}
    expected = group.values["measure"]
    assert expected in found or expected == "other" or not any(c.isdigit() for c in group.example)
    assert found or group.name in ("speaking", "no_death", "locating", "loose")


@pytest.mark.parametrize("group", groups("victims").values(), ids=lambda group: str(group.name))
def test_examples_of_victims(group: Group) -> None:
    lemmas = [t.lemma_.lower() for t in parse(group.example).doc] + group.example.lower().replace(".", "").split()
    assert any(all(part in lemmas for part in word.split()) for word in group.words)
    assert bool(figures(group.example)) == (group.name not in ("assemblies", "populations", "things"))
