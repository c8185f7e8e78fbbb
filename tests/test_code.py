"""Events: which predicates are events, who did them to whom, how they are told, and that each is told once."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.knowledge.lexicon import groups
from reportedly.read.code import code
from reportedly.read.colour import colour
from reportedly.read.layers import Attribution, Named, Resolution, Statements, Time, Told, Toponym, Who
from reportedly.read.parse import parse
from reportedly.read.predicates import is_role, predicates
from reportedly.records import Interval, Place

STATES = {"Georgia": "Georgian", "Armenia": "Armenian", "Turkey": "Turkish", "Norway": "Norwegian"}
NAMES = [
    "Lena Hauk", "Hauk", "Anders Moe", "Moe", "the Northern Front", "the rebels", "rebels", "police", "dockers", "the union",
    "residents", "three drivers", "nine farmers", "two teachers", "it", "its", "the two countries", "the ministry",
]  # fmt: skip
SAME = {"Hauk": "Lena Hauk", "Moe": "Anders Moe", "the rebels": "rebels", "it": "Armenia", "its": "Armenia"}


def resolved(text):
    """A resolution by hand: states, the names above and demonyms, wherever they stand in the text."""
    names = [*STATES, *dict.fromkeys(SAME.get(name, name) for name in NAMES), "Georgia and Armenia"]
    position = {name: n for n, name in enumerate(names)}
    words = sorted([*STATES, *NAMES], key=len, reverse=True)
    mentions = [
        Named(
            m.start(), m.end(), "name", position["Georgia and Armenia" if m[0] == "the two countries" else SAME.get(m[0], m[0])]
        )
        for m in re.finditer(rf"\b({'|'.join(words)})\b", text)
    ]
    adjectives = {t.i: position[state] for t in parse(text).doc for state, demonym in STATES.items() if t.text == demonym}
    entities = tuple(Who(n, "group" if n == "Georgia and Armenia" else "state" if n in STATES else "person") for n in names)
    return Resolution(entities, tuple(mentions), adjectives)


def deeds(text, times=(), places=(), statements=None):
    return code(parse(text), times, places, resolved(text), statements or Statements())


def told(text, **layers):
    """The events of a text as (type, actor, recipient), with the status where it is not "happened"."""
    entities = resolved(text).entities

    def name(party):
        return entities[party[0]].name if party else None

    rows = [(deed.type, name(deed.actor), name(deed.recipient), deed.status) for deed in deeds(text, **layers)]
    return [row[:3] if row[3] == "happened" else row for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Georgia attacked Armenia.", [("ASSAULT", "Georgia", "Armenia")]),
        ("Armenia was invaded by Georgia.", [("ASSAULT", "Georgia", "Armenia")]),
        ("Georgian troops launched an offensive against the rebels.", [("ASSAULT", "Georgia", "rebels")]),
        ("Georgia's attack on Armenia began on Monday.", [("ASSAULT", "Georgia", "Armenia")]),
        ("Nine hours after the vote, police arrested three drivers.", [("COERCE", "police", "three drivers")]),
        ("The rebels who shelled Armenia have gone.", [("ASSAULT", "rebels", "Armenia")]),
        ("Lena Hauk criticised Anders Moe.", [("ACCUSE", "Lena Hauk", "Anders Moe")]),
        ("Norway called off its talks with Turkey.", [("REJECT", "Norway", "Turkey")]),
        ("Hauk put a call through to Moe.", [("CONSULT", "Lena Hauk", "Anders Moe")]),
        ("Hauk raised the matter in a telephone conversation with Moe.", [("CONSULT", "Lena Hauk", "Anders Moe")]),
        ("Turkey imposed sanctions on Georgia.", [("SANCTION", "Turkey", "Georgia")]),
        ("The dockers protested against the ministry.", [("PROTEST", "dockers", "the ministry")]),
        ("The rebels laid down their arms.", [("RETREAT", "rebels", None)]),
        ("At dawn nine farmers were killed in an air strike by Georgia.", [("ASSAULT", "Georgia", "nine farmers")]),
    ],
)
def test_who_does_what_to_whom(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks between Georgia and Armenia resumed.", [("CONSULT", "Georgia", "Armenia")]),
        ("Georgia and Armenia agreed to open the road.", [("AGREE", "Georgia", "Armenia")]),
        ("On Sunday the two countries agreed to open the road.", [("AGREE", "Georgia", "Armenia")]),
        ("Norway condemned Georgia and Armenia.", [("ACCUSE", "Norway", "Georgia"), ("ACCUSE", "Norway", "Armenia")]),
    ],
)
def test_parties_side_by_side(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hauk will meet Moe.", ("CONSULT", "Lena Hauk", "Anders Moe", "planned")),
        ("Georgia may attack Armenia.", ("ASSAULT", "Georgia", "Armenia", "possible")),
        ("Georgia failed to capture three drivers.", ("COERCE", "Georgia", "three drivers", "failed")),
        ("Georgia denied attacking Armenia.", ("ASSAULT", "Georgia", "Armenia", "denied")),
        ("Hauk asked Georgia to release three drivers.", ("RETREAT", "Georgia", "three drivers", "demanded")),
        ("No agreement was reached by the two countries.", ("AGREE", "Georgia", "Armenia", "failed")),
    ],
)
def test_status(text, expected):
    assert expected in told(text)


def test_a_demand_is_an_event_and_so_is_what_is_demanded():
    assert told("Hauk asked Georgia to release three drivers.")[0] == ("REQUEST", "Lena Hauk", "Georgia")


def test_an_obligation_is_a_request_by_whoever_says_so():
    assert told("Hauk said Georgia must free three drivers.")[0] == ("REQUEST", "Lena Hauk", "Georgia")


def test_the_source_of_a_statement_makes_the_demand_when_the_sentence_does_not_name_it():
    text = "Georgia must leave."
    source = next(n for n, who in enumerate(resolved(text).entities) if who.name == "Lena Hauk")
    statements = Statements((Attribution(None, None, ((0, 18),)),), (Told("say", None, source),))
    assert told(text, statements=statements) == [("REQUEST", "Lena Hauk", "Georgia")]
    assert deeds(text, statements=statements)[0].statement == 0
    assert told(text) == []


def test_the_accused_does_the_accused_act_and_his_denial_answers_the_accuser():
    assert told("Hauk accused Armenia of supporting the rebels. Armenia denied the claims.") == [
        ("ACCUSE", "Lena Hauk", "Armenia"),
        ("SUPPORT", "Armenia", "rebels", "denied"),
        ("REJECT", "Armenia", "Lena Hauk"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Nine farmers were killed and two teachers were injured.",
        "A bus carrying nine farmers fell into a ravine.",
        "Anders Moe died of a heart attack.",
        "The ministry declined to comment.",
        "Hauk told police that the road was closed.",
        "Georgia did not attack Armenia.",
        "Pro-Georgian posters hung in the hall where the vote took place.",
    ],
)
def test_no_event(text):
    assert told(text) == []


def test_what_is_agreed_or_threatened_is_no_event_of_its_own():
    assert [row[0] for row in told("Georgia threatened to attack Armenia.")] == ["THREATEN"]
    assert [row[0] for row in told("Georgia agreed to hold talks with Armenia.")] == ["AGREE"]


def test_each_event_once():
    text = "Georgia attacked Armenia. The attack came at dawn. Georgian troops attacked Armenia, police said."
    assert told(text) == [("ASSAULT", "Georgia", "Armenia")]


def test_a_second_telling_fills_in_the_first():
    text = "An operation against rebels went on. Georgian troops launched the operation."
    assert told(text) == [("ASSAULT", "Georgia", "rebels")]


def test_the_talks_are_those_that_were_agreed():
    text = "On Sunday the two countries agreed to hold talks. The talks took place in a village."
    assert told(text) == [
        ("AGREE", "Georgia", "Armenia"),
        ("CONSULT", "Georgia", "Armenia"),
    ]


def test_time_place_and_anchor():
    text = "On Monday Georgian jets attacked Armenia near Ashtarak."
    day = Time(3, 9, "DATE", "2031-03-03", Interval(date(2031, 3, 3), date(2031, 3, 3), "2031-03-03"))
    start = text.index("Ashtarak")
    town = Toponym(start, start + 8, Place("Ashtarak", "AM"))
    (deed,) = deeds(text, times=(day,), places=(town,))
    assert deed.happened == day
    assert deed.place == (town.place, (start, start + 8))
    assert text[slice(*deed.anchors[0])] == "attacked"
    assert text[slice(*deed.actor[1])] == "Georgian"
    assert deed.tense == "past"


def test_an_attack_needs_no_author_but_a_meeting_does():
    assert told("Armenia was attacked overnight.") == [("ASSAULT", None, "Armenia")]
    assert told("Armenia was visited overnight.") == []


PREDICATES = groups("predicates")


@pytest.mark.parametrize("name", [name for name, group in PREDICATES.items() if "root" in group.values])
def test_each_group_is_read_in_its_example(name):
    assert name in [found.group.name for found in predicates(parse(PREDICATES[name].example).doc)]


@pytest.mark.parametrize(
    "name", [name for name, group in PREDICATES.items() if group.values.get("role") not in (None, "nothing")]
)
def test_each_colouring_word_is_found_in_its_example(name):
    group = PREDICATES[name]
    assert any(is_role(token, group.values["role"]) for token in parse(group.example).doc)


@pytest.mark.parametrize("name", [name for name, group in PREDICATES.items() if group.values.get("role") == "nothing"])
def test_idioms_are_no_predicates(name):
    assert list(predicates(parse(PREDICATES[name].example).doc)) == []


def test_negation_and_modality_are_kept():
    (found,) = predicates(parse("Georgia would not attack Armenia.").doc)
    read = colour(found)
    assert (read.negated, read.modality) == (True, "would")


@settings(max_examples=40, deadline=None)
@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["Georgia", "attacked", ",", "talks", "of", "by", "who", "said", "must", "not", "and"])).map(
        " ".join
    )
)
def test_any_text(text):
    found = code(parse(text), (), (), Resolution(), Statements())
    assert found == ()


def test_a_sentence_without_end():
    text = "Georgia said " + "that Armenia asked to agree to attack " * 300
    assert isinstance(deeds(text), tuple)
