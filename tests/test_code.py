"""Events: which predicates are events, who did them to whom, how they are told, and that each is told once."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.knowledge.lexicon import groups
from reportedly.read.code import code
from reportedly.read.events.colour import colour
from reportedly.read.events.predicates import is_role, predicates
from reportedly.read.layers import Attribution, Named, Resolution, Statements, Time, Told, Toponym, Who
from reportedly.read.parse import parse
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


@pytest.mark.parametrize(
    "text",
    [
        "Hauk spoke by telephone with Moe on Monday.",
        "In a tense phone call, Hauk told Moe that the road was closed.",
        "That evening Lena Hauk rang her counterpart, Anders Moe.",
        "Hauk had called Moe on Saturday.",
        "Hauk first got Moe on the phone on Sunday.",
        "Lena Hauk is said to have told Anders Moe by telephone that the road was closed.",
        "It was Hauk who placed a call to Moe.",
        "Hauk sat down with Moe in a village.",
    ],
)
def test_people_talk_in_many_words(text):
    assert told(text) == [("CONSULT", "Lena Hauk", "Anders Moe")]


@pytest.mark.parametrize(
    "text",
    [
        "Envoys of Georgia and Armenia met near the border post.",
        "Negotiators from Georgia and Armenia sat down at the ferry landing.",
        "Georgian and Armenian diplomats convened in a hotel.",
        "Delegations from Georgia and Armenia held talks on Friday.",
        "Georgia and Armenia sent negotiators to the crossing.",
        "A round of talks between Georgia and Armenia was held on Friday.",
    ],
)
def test_those_who_meet_for_two_states_stand_for_them(text):
    assert told(text) == [("CONSULT", "Georgia", "Armenia")]


@pytest.mark.parametrize(
    "failure",
    [
        "The talks broke down after five hours.",
        "The talks collapsed.",
        "No accord was reached.",
        "No deal came of it.",
        "They parted without an agreement.",
        "But they failed to agree on a truce.",
        "The negotiations ended without result.",
    ],
)
def test_talks_fail_between_those_who_held_them(failure):
    found = told("Envoys of Georgia and Armenia met on Friday. " + failure)
    assert found == [("CONSULT", "Georgia", "Armenia"), ("AGREE", "Georgia", "Armenia", "failed")]


def test_talks_that_fail_in_one_sentence():
    text = "Talks between Georgia and Armenia ended without a deal, with each side blaming the other."
    assert told(text) == [
        ("CONSULT", "Georgia", "Armenia"),
        ("AGREE", "Georgia", "Armenia", "failed"),
        ("ACCUSE", "Georgia", "Armenia"),
        ("ACCUSE", "Armenia", "Georgia"),
    ]


def test_the_pair_are_the_two_named_before():
    assert told("Hauk wrote to Moe. The pair spoke by telephone.") == [("CONSULT", "Lena Hauk", "Anders Moe")]


def test_a_call_before_is_another_one():
    text = "Hauk spoke by telephone with Moe. Moe had already telephoned Hauk once."
    assert told(text) == [("CONSULT", "Lena Hauk", "Anders Moe"), ("CONSULT", "Anders Moe", "Lena Hauk")]


def test_a_second_call_has_the_same_parties():
    text = "Hauk spoke by telephone with Moe. A second call was planned."
    assert told(text)[1] == ("CONSULT", "Lena Hauk", "Anders Moe", "planned")


def test_a_demand_in_a_talk_is_addressed_to_the_other_one_on_that_day():
    text = "On Monday, Hauk spoke by telephone with Moe. Moe demanded the drivers' release."
    day = Time(3, 9, "DATE", "2031-03-03", Interval(date(2031, 3, 3), date(2031, 3, 3), "2031-03-03"))
    request = deeds(text, times=(day,))[1]
    assert told(text)[1] == ("REQUEST", "Anders Moe", "Lena Hauk")
    assert request.happened == day


def test_a_demand_is_addressed_to_whom_its_statement_was():
    text = "Hauk demanded the release of three drivers."
    names = [who.name for who in resolved(text).entities]
    heard = (names.index("Anders Moe"), None)
    said = Told(kind="demand", kind_chars=None, source=names.index("Lena Hauk"), addressee=heard)
    statements = Statements((Attribution((5, 13), (0, 4), ((14, 42),)),), (said,))
    assert told(text, statements=statements) == [("REQUEST", "Lena Hauk", "Anders Moe")]


def test_those_who_withdraw_do_so_before_their_enemy():
    text = "Georgia attacked Armenia. On Friday Georgian troops pulled back."
    assert told(text)[1] == ("RETREAT", "Georgia", "Armenia")


def test_what_is_offered_and_to_nobody_is_planned():
    assert told("The rebels offered to stop their attacks.") == [("RETREAT", "rebels", None, "planned")]


def test_whoever_will_not_refuses():
    assert told("Georgia will not negotiate with Armenia.") == [("REJECT", "Georgia", "Armenia")]


def test_who_is_recalled_by_both():
    found = told("On Friday the two countries recalled their ambassadors.")
    assert found == [("SANCTION", "Georgia", "Armenia"), ("SANCTION", "Armenia", "Georgia")]


def test_a_weapon_is_no_actor():
    text = "Rockets hit a school in Ashtarak."
    town = Toponym(text.index("Ashtarak"), text.index("Ashtarak") + 8, Place("Ashtarak", "AM"))
    assert told(text, places=(town,)) == [("ASSAULT", None, None)]


def test_a_border_post_is_a_place():
    (deed,) = deeds("Envoys of Georgia and Armenia met near the Sadakhlo border post on Friday.")
    assert deed.place[0].name == "Sadakhlo border post"


def test_a_meeting_takes_the_day_that_its_clause_hangs_on():
    text = "Last Saturday, when Hauk first rang Moe, the road was closed."
    day = Time(0, 13, "DATE", "2031-03-01", Interval(date(2031, 3, 1), date(2031, 3, 1), "2031-03-01"))
    (deed,) = deeds(text, times=(day,))
    assert deed.happened == day


def test_a_demand_is_an_event_and_so_is_what_is_demanded():
    assert told("Hauk asked Georgia to release three drivers.")[0] == ("REQUEST", "Lena Hauk", "Georgia")


def test_an_obligation_is_a_request_by_whoever_says_so():
    assert told("Hauk said Georgia must free three drivers.")[0] == ("REQUEST", "Lena Hauk", "Georgia")


def test_the_source_of_a_statement_makes_the_demand_when_the_sentence_does_not_name_it():
    text = "Georgia must leave."
    source = next(n for n, who in enumerate(resolved(text).entities) if who.name == "Lena Hauk")
    statements = Statements((Attribution(None, None, ((0, 18),)),), (Told(kind="say", kind_chars=None, source=source),))
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
        "A jet crashed in the hills, killing nine farmers.",
        "Hauk spoke to reporters after the vote.",
        "Hauk called Moe a coward.",
        "Hauk asked not to be named.",
        "Georgia charges much more for its grain.",
        "Should Armenia withdraw, the road will be opened.",
        "Rebels captured in May were among the crowd.",
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
    assert told(text) == [("AGREE", "Georgia", "Armenia"), ("CONSULT", "Georgia", "Armenia")]


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
