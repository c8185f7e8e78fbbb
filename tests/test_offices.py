"""Offices: who held them when, to the day where it is known, and when the table keeps silent."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.knowledge import offices
from reportedly.knowledge.called import called
from reportedly.knowledge.gazetteer import countries
from reportedly.knowledge.lexicon import group_of, groups
from reportedly.knowledge.offices import holder, kept_until, titles_of
from reportedly.knowledge.terms import first_day, last_day

DATA = Path(offices.__file__).parent / "data"


def name(title: str, of: str, on: date) -> str | None:
    found = holder(title, of, on)
    return found.name if found else None


@pytest.mark.parametrize(
    ("title", "of", "on", "expected"),
    [
        ("president", "FR", date(2022, 3, 3), "Emmanuel Macron"),
        ("president", "FR", date(2016, 3, 3), "François Hollande"),
        ("president", "FR", date(1999, 3, 3), "Jacques Chirac"),
        ("leader", "RU", date(2022, 3, 3), "Vladimir Putin"),
        ("leader", "RU", date(2009, 3, 3), "Dmitry Medvedev"),
        ("prime minister", "RU", date(2009, 3, 3), "Vladimir Putin"),
        ("leader", "GB", date(2022, 3, 3), "Boris Johnson"),
        ("leader", "DE", date(2015, 9, 1), "Angela Merkel"),
        ("chancellor", "DE", date(2015, 9, 1), "Angela Merkel"),
        ("leader", "TR", date(2013, 1, 1), "Recep Tayyip Erdoğan"),
        ("president", "TR", date(2013, 1, 1), "Abdullah Gül"),
        ("leader", "KP", date(2017, 9, 3), "Kim Jong-un"),
        ("president", "UA", date(2022, 3, 3), "Volodymyr Zelenskyy"),
        ("foreign minister", "UA", date(2022, 3, 3), "Dmytro Kuleba"),
        ("foreign minister", "RU", date(2022, 3, 3), "Sergei Lavrov"),
        ("secretary-general", "United Nations", date(2022, 3, 3), "António Guterres"),
        ("high commissioner for human rights", "United Nations", date(2022, 3, 1), "Michelle Bachelet"),
        ("secretary-general", "NATO", date(2022, 3, 1), "Jens Stoltenberg"),
        ("president", "US", date(2003, 3, 20), "George W. Bush"),
        ("leader", "IQ", date(2003, 3, 20), "Saddam Hussein"),
        ("pope", "VA", date(2005, 5, 1), "Benedict XVI"),
    ],
)
def test_holders(title, of, on, expected):
    assert name(title, of, on) == expected


@pytest.mark.parametrize(
    ("said", "of", "expected"),
    [
        ("Foreign Secretary", "GB", "Liz Truss"),
        ("top diplomat", "US", "Antony Blinken"),
        ("secretary of state", "US", "Antony Blinken"),
        ("defense secretary", "US", "Lloyd Austin"),
        ("premier", "CN", "Li Keqiang"),
        ("taoiseach", "IE", "Micheál Martin"),
        ("U.N. chief", "U.N.", "António Guterres"),
        ("rights chief", "UN", "Michelle Bachelet"),
        ("foreign policy chief", "EU", "Josep Borrell"),
        ("director general", "IAEA", "Rafael Grossi"),
    ],
)
def test_titles_and_bodies_as_reports_call_them(said, of, expected):
    assert name(said, of, date(2022, 3, 3)) == expected


def test_a_change_is_known_to_the_day_and_that_day_belongs_to_nobody():
    change = date(2017, 5, 14)
    assert name("president", "FR", change - timedelta(days=1)) == "François Hollande"
    assert name("president", "FR", change) is None
    assert name("president", "FR", change + timedelta(days=1)) == "Emmanuel Macron"


def test_nobody_holds_an_office_that_stood_empty():
    assert name("president", "LB", date(2015, 6, 1)) is None


def test_where_two_rule_there_is_no_leader():
    assert holder("leader", "IR", date(2022, 3, 3)) is None
    assert name("supreme leader", "IR", date(2022, 3, 3)) == "Ali Khamenei"
    assert name("president", "IR", date(2022, 3, 3)) == "Ebrahim Raisi"


def test_an_inexact_change_leaves_its_time_open():
    assert name("prime minister", "FR", date(1997, 6, 15)) is None
    assert name("prime minister", "FR", date(1997, 7, 1)) == "Lionel Jospin"


def test_the_table_is_silent_beyond_its_end():
    assert kept_until() == date(2025, 3, 31)
    assert name("president", "FR", kept_until()) == "Emmanuel Macron"
    assert holder("president", "FR", kept_until() + timedelta(days=1)) is None


@pytest.mark.parametrize("asked", [("president", "XX"), ("", ""), ("high priest", "FR"), ("president", "Orvania")])
def test_what_is_not_in_the_table(asked):
    assert holder(*asked, date(2022, 3, 3)) is None


def test_only_a_certain_holder_is_named():
    who = offices.Holder("Ivo Marek", "head", "Lake Commission")
    since_a_year = offices.Offices((offices.Term(who, "2001", "2004-05", "", rules=False),))
    assert since_a_year.holder("head", "Lake Commission", date(2002, 1, 1)) == who
    assert since_a_year.holder("head", "Lake Commission", date(2001, 12, 30)) is None
    assert since_a_year.holder("head", "Lake Commission", date(2004, 5, 2)) is None


def test_one_who_follows_himself_is_certain():
    who = offices.Holder("Ivo Marek", "head", "Lake Commission")
    twice = (offices.Term(who, "2001", "2004", "", rules=False), offices.Term(who, "2004", "2006", "", rules=False))
    assert offices.Offices(twice).holder("head", "Lake Commission", date(2004, 6, 1)) == who


@pytest.mark.parametrize("title", ["head", "chief", "boss"])
def test_the_head_of_a_body_goes_by_its_own_title(title):
    assert name(title, "the IAEA", date(2011, 3, 15)) == "Yukiya Amano"
    assert name(title, "UNHCR", date(2011, 3, 15)) == "António Guterres"


@pytest.mark.parametrize(
    ("said", "office"),
    [
        ("the French president", ("president", "FR")),
        ("Japan's foreign minister", ("foreign minister", "JP")),
        ("the United States’ top diplomat", ("foreign minister", "US")),
        ("the UN secretary-general", ("secretary-general", "United Nations")),
        ("the head of the IAEA", ("director-general", "International Atomic Energy Agency")),
        ("the Kremlin spokesman", ("presidential spokesman", "RU")),
        ("the White House press secretary", ("press secretary", "US")),
        ("the pope", ("pope", "VA")),
        ("the president of the Democratic Republic of the Congo", ("president", "CD")),
        ("the minister of foreign affairs of Ukraine", ("foreign minister", "UA")),
        ("the leader of the Tamil Tigers", ("leader", "LTTE")),
        ("the president", None),
        ("the French baker", None),
        ("Orvania's president", None),
        ("'s president", None),
        ("", None),
    ],
)
def test_offices_named_in_full(said, office):
    assert called(said) == office


@given(st.text(alphabet="thepridnofs' UNFrc.", max_size=60))
def test_any_words_name_an_office_or_none(said):
    called(said)


def test_given_names_are_no_places_or_words():
    known = offices.given_names()
    assert {"Emmanuel", "Angela", "Vladimir"} <= known
    assert not known & {"Chile", "Victoria", "Milan", "January", "Art", "King", "The"}
    assert [first for first in known if countries().by_name(first)] == []


def test_the_offices_of_a_person():
    assert [(held.title, held.of) for held in titles_of("Vladimir Putin", date(2010, 1, 1))] == [("prime minister", "RU")]
    assert titles_of("Orla Quist", date(2010, 1, 1)) == ()


def test_a_holder_is_complete():
    macron = holder("president", "FR", date(2022, 3, 3))
    assert macron is not None
    assert (macron.title, macron.of, macron.wikidata) == ("president", "FR", "Q3052772")


@given(st.text(), st.text(), st.dates())
def test_any_question_has_an_answer(title, of, on):
    holder(title, of, on)
    titles_of(title, on)


def table(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("file", ["offices.csv", "offices_more.csv"])
def test_the_tables_are_well_formed(file):
    for row in table(file):
        assert row["name"], row
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", row["start"]), row
        assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", row["end"]), row
        assert not row["end"] or first_day(row["start"]) <= last_day(row["end"]), row
        assert row["of"] in countries().by_code or len(row["of"]) > 2, row


def test_hand_kept_offices_are_in_the_table_unaltered():
    columns = ("title", "of", "name", "start", "end", "rules")
    built = {tuple(row[column] for column in columns) for row in table("offices.csv")}
    assert [row for row in table("offices_more.csv") if tuple(row[column] for column in columns) not in built] == []


def test_every_title_and_body_of_the_lexicon_has_a_holder():
    rows = table("offices.csv")
    assert set(groups("titles")) <= {row["title"] for row in rows}
    assert {group.values.get("of", group.name) for group in groups("bodies").values()} <= {row["of"] for row in rows}
    heads = {
        (group.values["head"], group.values.get("of", group.name))
        for group in groups("bodies").values()
        if "head" in group.values
    }
    assert heads <= {(row["title"], row["of"]) for row in rows}


@pytest.mark.parametrize("subject", ["titles", "bodies"])
def test_the_example_of_a_group_holds_one_of_its_words(subject):
    for group in groups(subject).values():
        assert any(re.search(rf"\b{re.escape(word)}(?!\w)", group.example, re.IGNORECASE) for word in group.words), group.name
        assert all(group_of(subject)[word.lower()] is group for word in group.words), group.name
