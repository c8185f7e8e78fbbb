"""The entities of many reports as entities of the ledger: who is one, who is not, why, and what people say to that."""

import re
import sqlite3
import tomllib
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from fake_reader import FakeReader
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import BadQuery, UnknownId
from reportedly.knowledge.bodies import body, listed
from reportedly.knowledge.lexicon import groups
from reportedly.knowledge.people import alike, holder, is_common, person_name
from reportedly.knowledge.spelling import folded, plain
from reportedly.ledger import Review, open_ledger
from reportedly.ledger.linking import clear
from reportedly.ledger.namesakes import followed, taken_for
from reportedly.records import Anchored, Entity, Event, Mention, Reading, Report, Span, Statement, record_id, report_id

PAIRS = tomllib.loads((Path(__file__).parent / "links.toml").read_text("utf-8"))
DAY = "2014-05-06"


def speaking(*who, day=DAY, about=()):
    """A report in which each of these (name, type, country, other names) says something, about somebody, and its reading."""
    text, entities, mentions, statements = "", [], [], []
    for number, (name, kind, country, *aliases) in enumerate(who):
        start = len(text)
        text += f"{name} said the {number} {' '.join(about)} well was dry. "
        span, cue = Span(start, start + len(name), name), Span(start + len(name) + 1, start + len(name) + 5, "said")
        content = Span(cue.end + 1, len(text) - 2, text[cue.end + 1 : -2])
        entities.append(Entity(f"e{number}-{start}-{name}-{day}", name, kind, country or None, tuple(aliases)))
        mentions.append(Mention(f"m{number}-{start}-{name}-{day}", span, "name", entities[-1].id))
        statements.append(Statement("", (content,), mentions[-1].id, cue, "indirect", Anchored("say", cue), score=0.5))
    report = Report(report_id(text, day, None), text, published=date.fromisoformat(day) if day else None)
    entities = [
        replace(e, id=record_id(report.id, "entity", [(m.span.start, m.span.end)]))
        for e, m in zip(entities, mentions, strict=True)
    ]
    mentions = [
        replace(m, id=f"{report.id[:8]}m{n}", entity=e.id) for n, (e, m) in enumerate(zip(entities, mentions, strict=True))
    ]
    statements = [
        replace(s, id=record_id(report.id, "statement", [(s.cue.start, s.cue.end)]), source=m.id)
        for s, m in zip(statements, mentions, strict=True)
    ]
    return report, Reading(report.id, "v1", tuple(entities), tuple(mentions), tuple(statements))


def person(name):
    return (name, "person", "")


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "ledger.db", create=True) as made:
        yield made


def fill(ledger, *reports):
    for report in reports:
        ledger.add(*report)


def entity_of(ledger, name):
    (found,) = {row["entity"] for row in ledger.appearances(limit=None) if row["name"] == name}
    return found


def linked(ledger):
    """Every appearance, by report and record, with the ledger's entity; and the entities."""
    appearances = {(row["report"], row["id"]): row["entity"] for row in ledger.appearances(limit=None)}
    return appearances, sorted(map(repr, ledger.entities(limit=None)))


def pairs(kind):
    return [pytest.param(pair, id=f"{pair[0]} / {pair[3]}") for pair in PAIRS[kind]]


def entities_of_pair(ledger, pair):
    day = pair[6] if len(pair) > 6 else None
    fill(ledger, speaking(pair[:3], day=day), speaking(pair[3:6], person("Someone Else"), day=day))
    first = [row["entity"] for row in ledger.appearances(limit=None) if row["name"] == pair[0]]
    second = [row["entity"] for row in ledger.appearances(limit=None) if row["name"] == pair[3]]
    return set(first) | set(second)


@pytest.mark.parametrize("pair", pairs("one"))
def test_these_are_one(ledger, pair):
    assert len(entities_of_pair(ledger, pair)) == 1


@pytest.mark.parametrize("pair", pairs("two"))
def test_these_are_two(ledger, pair):
    assert len(entities_of_pair(ledger, pair)) == 2


def test_there_are_enough_pairs():
    assert min(len(PAIRS["one"]), len(PAIRS["two"])) >= 40


@pytest.mark.parametrize("group", [pytest.param(group, id=name) for name, group in groups("spellings").items()])
def test_an_example_shows_two_spellings_of_one_name(group):
    first, second = re.match(r"(?:The )?(.+) and (?:the )?(.+) are one ", group.example).groups()
    assert first != second
    assert len({folded(word) for word in group.words}) == 1
    assert any(plain(word) in plain(first) for word in group.words)
    assert (person_name(first) == person_name(second)) or body(first, None) == body(second, None)


def test_no_spelling_is_in_two_groups():
    seen = {}
    for group in groups("spellings").values():
        for word in group.words:
            assert seen.setdefault(plain(word), group.name) == group.name


@pytest.mark.parametrize("group", [pytest.param(group, id=name) for name, group in groups("namesakes").items()])
def test_an_example_holds_a_word_of_its_group(group):
    words = {plain(word) for word in re.split(r"[\s.,-]+", group.example)} | {plain(word) for word in group.example.split()}
    assert words & {plain(word) for word in group.words}


@given(st.text(max_size=60))
def test_any_text_has_a_name_or_none(text):
    name = person_name(text)
    assert name is None or name.surname
    assert body(text, None) is None or body(text, None).key


def test_the_table_of_offices_says_who_is_meant_by_less_than_a_name():
    bush, clinton = person_name("Bush"), person_name("Clinton")
    assert holder(bush, None, date(2005, 1, 2)).spelled == "George W. Bush"
    assert holder(bush, None, date(1991, 1, 2)).spelled == "George H. W. Bush"
    assert holder(bush, None, None) is None
    assert holder(clinton, "US", date(1995, 1, 2)).spelled == "Bill Clinton"
    assert holder(person_name("Putin"), "UA", date(2005, 1, 2)) is None
    assert is_common(person_name("Smith").surname)
    assert alike(("john", "a"), ("john", "albert"))
    assert not alike(("john", "a"), ("john", "b"))


def test_a_body_by_any_name():
    assert listed("U.N.").key == listed("United Nations").key
    assert body("Russian Foreign Ministry", None).key == body("Foreign Ministry", "RU").key
    assert body("Foreign Ministry", None) is None


def test_one_row_an_entity(ledger):
    fill(
        ledger,
        speaking(("Volodymyr Zelenskiy", "person", "", "Zelenskiy"), ("Velmara", "state", "")),
        speaking(person("Volodymyr Zelenskyy"), day="2015-01-01"),
        speaking(person("Volodymyr Zelenskyy"), day="2016-01-01"),
    )
    first, second = ledger.entities()
    assert (first["name"], first["aliases"]) == ("Volodymyr Zelenskyy", "Volodymyr Zelenskiy; Zelenskiy")
    assert (first["type"], first["reports"], first["statements"]) == ("person", 3, 3)
    assert second["name"] == "Velmara"
    assert [row["entity"] for row in ledger.appearances(about="zelenskyy")] == [first["id"]] * 3
    assert {row["source_id"] for row in ledger.statements(by="zelenskyy")} == {first["id"]}
    assert ledger.count("entities", since="2015-01-01", until="2015-12-31") == 1
    assert ledger.count("entities", about="zelenskiy") == 1
    assert ledger.count("entities", kind="state") == 1
    assert ledger.verify()


def test_people_are_found_by_any_name(ledger):
    fill(
        ledger,
        speaking(person("Volodymyr Zelenskiy")),
        speaking(person("Volodymyr Zelensky"), day="2015-01-01"),
        speaking(person("Olena Zelenska"), day="2015-01-02", about=("Zelenskiy",)),
        speaking(person("Ilse Brandok"), day="2015-01-03"),
    )
    both = {"Volodymyr Zelenskiy", "Volodymyr Zelensky"}
    assert set(ledger.statements(by="Zelensky").column("source")) == both
    assert set(ledger.statements(by="zelenskiy").column("source")) == both
    assert set(ledger.statements(by="=Volodymyr Zelensky").column("source")) == {"Volodymyr Zelensky"}
    assert set(ledger.statements(by=f"={entity_of(ledger, 'Volodymyr Zelensky')}").column("source")) == both
    assert set(ledger.appearances(about="Zelensky").column("name")) == both
    assert ledger.count("statements", by="Zelensky", search="dry -brandok") == 2
    assert ledger.facet("statements", "source", by="Zelensky") == [("Volodymyr Zelenskiy", 1), ("Volodymyr Zelensky", 1)]


def test_actors_and_addressees_are_found_by_any_name(ledger):
    for name, day in (("Muammar Gaddafi", "2010-01-01"), ("Moammar Kadafi", "2010-01-02")):
        report, reading = speaking(person(name), day=day)
        who, cue = reading.entities[0].id, reading.statements[0].cue
        told = replace(reading.statements[0], addressee=Anchored(who, reading.mentions[0].span))
        event = Event(
            f"v{day}", (cue,), "CONSULT", Anchored("happened"), actor=Anchored(who), recipient=Anchored(who), statement=told.id
        )
        ledger.add(report, replace(reading, statements=(told,), events=(event,)))
    for name in ("Kadafi", "gaddafi"):
        assert ledger.count("statements", to=name) == 2
        assert (
            ledger.count("events", actor=name)
            == ledger.count("events", recipient=name)
            == ledger.count("events", about=name)
            == 2
        )
        assert ledger.count("events", by=name) == 2
    (one,) = {row["actor_id"] for row in ledger.events()} | {row["claimant_id"] for row in ledger.events()}
    assert ledger.count("events", actor=f"={one}") == 2
    assert one == entity_of(ledger, "Moammar Kadafi")


def test_a_namesake_of_the_same_report_is_not_found_with_him(ledger):
    fill(
        ledger,
        speaking(person("Bush"), person("Jeb Bush"), day="2005-01-01"),
        speaking(person("George W. Bush"), day="2005-01-02"),
    )
    assert sorted(ledger.statements(by="george w. bush").column("source")) == ["Bush", "George W. Bush"]
    assert sorted(ledger.statements(by="bush").column("source")) == ["Bush", "George W. Bush", "Jeb Bush"]


def test_a_link_is_given_up_when_a_second_one_appears_and_taken_up_when_it_goes(ledger):
    fill(ledger, speaking(person("Halvorsund")), speaking(person("Ilse Halvorsund"), day="2015-01-01"))
    ilse = entity_of(ledger, "Ilse Halvorsund")
    assert entity_of(ledger, "Halvorsund") == ilse
    second, reading = speaking(person("Per Halvorsund"), day="2016-01-01")
    ledger.add(second, reading)
    assert len({entity_of(ledger, name) for name in ("Halvorsund", "Ilse Halvorsund", "Per Halvorsund")}) == 3
    assert entity_of(ledger, "Ilse Halvorsund") == ilse
    ledger.remove(second.id)
    assert entity_of(ledger, "Halvorsund") == ilse
    assert ledger.count("entities") == 1
    assert ledger.verify()


def test_an_acronym_is_the_only_body_that_a_report_abbreviates_so(ledger):
    fill(
        ledger,
        speaking(("HLF", "organisation", "")),
        speaking(("Harbour Liberation Front", "armed group", "", "HLF"), day="2015-01-01"),
    )
    assert entity_of(ledger, "HLF") == entity_of(ledger, "Harbour Liberation Front")
    other = speaking(("Halmin Liberation Front", "armed group", "", "HLF"), day="2016-01-01")
    ledger.add(*other)
    assert ledger.count("entities") == 3
    ledger.remove(other[0].id)
    assert ledger.count("entities") == 1
    assert ledger.verify()


def test_a_judgement_withdrawn_leaves_the_rule(ledger):
    fill(ledger, speaking(person("Halvorsund")), speaking(person("Ilse Halvorsund"), day="2015-01-01"))
    with open_ledger(ledger.path.with_name("other.db"), create=True) as other:
        fill(other, speaking(person("Halvorsund")))
        bare = entity_of(other, "Halvorsund")
    for verdict, entities in (("wrong", 2), ("unsure", 1), ("wrong", 2)):
        ledger.review(Review(bare, verdict, "entity", note=f"{verdict} {ledger.stats().reviews}"))
        assert ledger.count("entities") == entities


def test_an_id_that_no_name_of_the_ledger_makes_is_as_good_as_others(ledger):
    """The country of the only Aldo Merrin is no part of his id, lest it change when a report does not tell it."""
    fill(ledger, speaking(("Aldo Merrin", "person", "DE")), speaking(person("Ilse Halvorsund"), day="2015-01-01"))
    aldo, ilse = entity_of(ledger, "Aldo Merrin"), entity_of(ledger, "Ilse Halvorsund")
    assert ledger.count("statements", by=f"={aldo}") == 1
    ledger.review(Review(aldo, "wrong", "entity", ilse))
    assert entity_of(ledger, "Aldo Merrin") == ilse
    fill(ledger, speaking(person("Aldo Merrin"), day="2016-01-01"))
    assert entity_of(ledger, "Aldo Merrin") == ilse
    ledger.review(Review(aldo, "unsure", "entity"))
    assert entity_of(ledger, "Aldo Merrin") == aldo
    assert ledger.verify()


def test_show_tells_names_reports_and_reasons(ledger):
    fill(ledger, speaking(person("Halvorsund")), speaking(person("Ilse Halvorsund"), day="2015-01-01"))
    shown = ledger.show(entity_of(ledger, "Halvorsund")[:10])
    assert shown.view == "entities"
    assert shown.row["name"] == "Ilse Halvorsund"
    reasons = {decision.name: decision.reason for decision in shown.decisions}
    assert "surname of the only one" in reasons["Halvorsund"]
    assert [each.name for each in shown.appearances] == ["Ilse Halvorsund", "Halvorsund"]
    with open_ledger(ledger.path.with_name("other.db"), create=True) as other:
        fill(other, speaking(person("Halvorsund")))
        alone = entity_of(other, "Halvorsund")
    assert ledger.show(alone).row["id"] == shown.row["id"]  # an id once given leads to whom it was taken for


def test_people_overrule_a_link_of_one_record(ledger):
    fill(ledger, speaking(person("John Halvers")), speaking(person("John Halvers"), day="2015-01-01"))
    assert ledger.count("entities") == 1
    record = ledger.appearances(since="2015-01-01")[0]["id"]
    ledger.review(Review(record, "wrong", "entity", reviewer="Kim", note="his cousin"))
    assert ledger.count("entities") == 2
    (row,) = ledger.appearances(since="2015-01-01")
    (decision,) = ledger.show(row["entity"]).decisions
    assert (decision.by, decision.reason.split("; ")[-1]) == ("person", "says Kim: his cousin")
    assert ledger.verify()
    ledger.review(Review(record, "unsure", "entity", reviewer="Kim"))
    assert ledger.count("entities") == 1
    assert ledger.verify()


def test_people_overrule_a_link_of_an_entity(ledger):
    fill(
        ledger,
        speaking(person("Halvorsund")),
        speaking(person("Ilse Halvorsund"), day="2015-01-01"),
        speaking(person("Madame Harrel"), day="2015-01-02"),
        speaking(person("Madame Harrel"), day="2015-01-03"),
    )
    ilse, madame = entity_of(ledger, "Ilse Halvorsund"), entity_of(ledger, "Madame Harrel")
    ledger.review(Review(madame, "wrong", "entity", ilse, "her letters are signed so", "Kim"))
    assert entity_of(ledger, "Madame Harrel") == ilse
    assert ledger.entities()[0]["reports"] == 4
    assert ledger.count("statements", by="Madame") == 4  # she is found by any name
    (decision,) = [each for each in ledger.show(ilse).decisions if each.name == "Madame Harrel"]
    assert (decision.by, decision.records) == ("person", 2)
    assert ledger.show(madame).row["id"] == ilse
    ledger.review(Review(ilse, "wrong", "entity", madame))  # a circle is one entity
    assert entity_of(ledger, "Madame Harrel") == entity_of(ledger, "Ilse Halvorsund") == min(ilse, madame)
    assert ledger.verify()


def test_a_judgement_outranks_a_rule_and_outlasts_readings_and_dumps(ledger, tmp_path):
    bare = speaking(person("Halvorsund"))
    full = speaking(person("Ilse Halvorsund"), day="2015-01-01")
    fill(ledger, bare, full)
    record = bare[1].entities[0].id
    ledger.review(Review(record, "wrong", "entity"))
    apart = linked(ledger)
    assert len(set(apart[0].values())) == 2
    ledger.add(bare[0], replace(bare[1], reader="v2"))
    assert linked(ledger) == apart
    ledger.remove(bare[0].id)
    ledger.add(*bare)
    assert linked(ledger) == apart
    with open_ledger(tmp_path / "copy.db", create=True) as copy:
        copy.load(list(ledger.dump()))
        assert linked(copy) == apart
        assert sorted(copy.dump()) == sorted(ledger.dump())
        assert copy.verify()


def test_what_cannot_be_a_judgement_is_refused(ledger):
    fill(ledger, speaking(person("Ilse Halvorsund")))
    statement, entity = ledger.statements()[0]["id"], ledger.entities()[0]["id"]
    with pytest.raises(BadQuery, match="about an entity"):
        ledger.review(Review(statement, "wrong", "entity"))
    with pytest.raises(BadQuery, match="no entity of the ledger"):
        ledger.review(Review(entity, "wrong", "entity", 7))
    with pytest.raises(UnknownId):
        ledger.review(Review(entity, "wrong", "entity", "0" * 16))
    assert ledger.stats().reviews == 0


NAMES = [
    "Halvorsund", "Ilse Halvorsund", "Ilse M. Halvorsund", "Ilse Maria Halvorsund", "Ilse K. Halvorsund", "Per Halvorsund",
    "I. Halvorsund", "Per Halvorsund Jr.", "Smith", "John Smith", "Putin", "Vladimir Putin", "Vladimir V. Putin",
    "Muammar Gaddafi", "Moammar Kadafi",
]  # fmt: skip
WHO = st.tuples(st.sampled_from(NAMES), st.just("person"), st.sampled_from(["", "", "", "DE", "SE"]))
BODIES = st.sampled_from(
    [
        ("UN", "organisation", ""),
        ("United Nations", "organisation", ""),
        ("HLF", "organisation", ""),
        ("Harbour Liberation Front", "armed group", "", "HLF"),
        ("Halmin Land Fund", "organisation", "", "HLF"),
        ("police", "organisation", "IQ"),
        ("residents", "group", ""),
        ("official (anonymous)", "anonymous", ""),
    ]
)
REPORTS = st.lists(
    st.tuples(
        st.lists(WHO | BODIES, min_size=1, max_size=4, unique_by=lambda who: who[0]), st.sampled_from(["", "2005-01-02", DAY])
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda each: (tuple(each[0]), each[1]),
)
SLOW = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(reports=REPORTS, data=st.data())
def test_the_order_of_reports_does_not_matter(tmp_path_factory, reports, data):
    made = [speaking(*who, day=day) for who, day in reports]
    orders = [made, data.draw(st.permutations(made))]
    found = []
    for order in orders:
        with open_ledger(tmp_path_factory.mktemp("order") / "ledger.db", create=True) as ledger:
            for report in order:
                ledger.add(*report)
                if data.draw(st.booleans()):
                    ledger.index()
            found.append(linked(ledger))
            assert ledger.verify()
    assert found[0] == found[1]


@SLOW
@given(reports=REPORTS, data=st.data())
def test_the_links_are_a_function_of_what_is_there(tmp_path_factory, reports, data):
    """After removals, judgements and second readings in any order the links are those of a ledger that is made at once."""
    made = [speaking(*who, day=day) for who, day in reports]
    with open_ledger(tmp_path_factory.mktemp("at") / "ledger.db", create=True) as ledger:
        fill(ledger, *made)
        for _ in range(data.draw(st.integers(1, 6))):
            act = data.draw(st.sampled_from(["remove", "add", "again", "judge", "judge", "entity"]))
            report, reading = data.draw(st.sampled_from(made))
            there = set(ledger.reports().column("id"))
            if act == "remove" and report.id in there:
                ledger.remove(report.id)
            elif act == "again":
                ledger.add(report, replace(reading, reader=data.draw(st.sampled_from(["v1", "v2", "v3"]))))
            elif act == "add":
                ledger.add(report, reading)
            elif there:
                ids = ledger.entities(limit=None).column("id")
                records = ledger.appearances(limit=None).column("id") if act == "judge" else ids
                value = data.draw(st.sampled_from([None, *ids]))
                ledger.review(
                    Review(data.draw(st.sampled_from(records)), data.draw(st.sampled_from(["wrong", "unsure"])), "entity", value)
                )
        found = linked(ledger)
        assert ledger.verify()
        with open_ledger(tmp_path_factory.mktemp("once") / "ledger.db", create=True) as once:
            once.load(list(ledger.dump()))
            assert linked(once) == found
        with ledger._writing() as connection:
            clear(connection)
        assert linked(ledger) == found


def test_the_names_of_one_surname_in_any_order():
    keys = ["person ilse/halvorsund//", "person /halvorsund//", "person ilse m/halvorsund//", "person ilse/halvorsund//DE"]
    wanted = taken_for("halvorsund", keys)
    assert wanted["person ilse/halvorsund//DE"][0] == wanted["person /halvorsund//"][0] == "person ilse/halvorsund//"
    assert all(taken_for("halvorsund", order) == wanted for order in permutations(keys))


def test_a_chain_is_followed_to_its_end_and_a_circle_to_its_smallest():
    assert followed("a", {"a": "b", "b": "c"}) == "c"
    assert {followed(each, {"a": "b", "b": "c", "c": "b"}) for each in "abc"} == {"b"}


def test_a_killed_program_leaves_the_links_to_the_next(tmp_path):
    path = tmp_path / "ledger.db"
    ledger = open_ledger(path, create=True)
    report = Report(report_id("Ada Brenik said 7 boats sank", None, None), "Ada Brenik said 7 boats sank")
    ledger.add(report, next(FakeReader().read_many([report])))
    ledger._unindexed.clear()  # as if it had been killed
    with open_ledger(path) as second:
        assert second.entities().column("name") == ["Ada Brenik"]
        second.remove(report.id)
        second._unindexed.clear()
        with open_ledger(path) as third:
            assert third.count("entities") == 0
            assert third.verify()


def test_a_ledger_that_other_rules_have_linked_is_linked_anew(tmp_path):
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        fill(ledger, speaking(person("Halvorsund")), speaking(person("Ilse Halvorsund"), day="2015-01-01"))
        before = linked(ledger)
    with sqlite3.connect(tmp_path / "ledger.db") as raw:
        raw.execute("UPDATE linked SET rules = 'others'")
        raw.execute("UPDATE entity_records SET link = 1")
        raw.execute("UPDATE decisions SET target = NULL")
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert linked(ledger) == before
        assert ledger.verify()
