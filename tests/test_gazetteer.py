"""States and places: what the look-ups know, what they must not confuse, and that an altered gazetteer is refused."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import DamagedKnowledge
from reportedly.knowledge import gazetteer, tables
from reportedly.knowledge.gazetteer import Country, countries, find, folded, key

DATA = Path(gazetteer.__file__).parent / "data"


def code(country: Country | None) -> str | None:
    return country.code if country else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Russia", "RU"), ("Russian Federation", "RU"), ("US", "US"), ("U.S.", "US"), ("the United States", "US"), ("UK", "GB"),
        ("Britain", "GB"), ("South Korea", "KR"), ("DPRK", "KP"), ("the Netherlands", "NL"), ("Ivory Coast", "CI"),
        ("Côte d’Ivoire", "CI"), ("Cote d'Ivoire", "CI"), ("Türkiye", "TR"), ("Burma", "MM"), ("Kosovo", "XK"),
        ("Taiwan", "TW"), ("Palestine", "PS"), ("Western Sahara", "EH"), ("Hong Kong", "HK"), ("Soviet Union", "SU"),
        ("USSR", "SU"), ("Zaire", "ZR"), ("Yugoslavia", "YU"), ("Czechoslovakia", "CS"), ("East Germany", "DD"),
        ("RUSSIA", "RU"), ("SOUTH SUDAN", "SS"), ("Niger", "NE"), ("Nigeria", "NG"), ("Guinea-Bissau", "GW"), ("Congo", "CD"),
        ("Republic of the Congo", "CG"),
    ],
)  # fmt: skip
def test_states_are_known_by_name(name, expected):
    assert code(countries().by_name(name)) == expected


@pytest.mark.parametrize("name", ["us", "uk", "states", "turkey", "chad", "Kyiv", "Moscow", "Orvania", "the", "", " ", "Us"])
def test_what_is_no_name_of_a_state(name):
    assert countries().by_name(name) is None


@pytest.mark.parametrize(
    ("look_up", "word", "expected"),
    [
        ("by_adjective", "Russian", "RU"), ("by_adjective", "French", "FR"), ("by_adjective", "Danish", "DK"),
        ("by_adjective", "Nigerien", "NE"), ("by_adjective", "Soviet", "SU"), ("by_adjective", "Dane", None),
        ("by_people", "Russians", "RU"), ("by_people", "Afghans", "AF"), ("by_people", "a Dane", None),
        ("by_people", "Dane", "DK"), ("by_people", "the French", "FR"), ("by_people", "Swedes", "SE"),
        ("by_people", "Danish", "DK"), ("by_people", "Turks", "TR"), ("by_capital", "Kyiv", "UA"), ("by_capital", "Kiev", "UA"),
        ("by_capital", "Washington", "US"), ("by_capital", "Lagos", None), ("by_metonym", "the Kremlin", "RU"),
        ("by_metonym", "Kremlin", "RU"), ("by_metonym", "Capitol Hill", "US"), ("by_metonym", "Downing Street", "GB"),
        ("by_metonym", "Élysée", "FR"), ("by_metonym", "Elysee Palace", "FR"), ("by_metonym", "Moscow", None),
    ],
)  # fmt: skip
def test_demonyms_capitals_and_palaces(look_up, word, expected):
    assert code(getattr(countries(), look_up)(word)) == expected


def test_every_member_state_is_there_with_a_capital_a_demonym_and_a_place():
    states = [country for country in countries().by_code.values() if country.kind == "state"]
    assert len(states) == 194  # the members of the United Nations and the Vatican
    for state in states:
        assert state.capital, state
        assert state.adjectives or state.code in {"DM"}, state
        assert -90 <= state.latitude <= 90, state
        assert -180 <= state.longitude <= 180, state


@pytest.mark.parametrize("column", ["capitals", "adjectives", "peoples", "metonyms"])
def test_no_word_stands_for_two_states(column):
    words = Counter(key(word) for country in countries().by_code.values() for word in getattr(country, column))
    assert [word for word, times in words.items() if times > 1 and word not in _of_one_state(column)] == []


def _of_one_state(column: str) -> set[str]:
    """Spellings that a state has twice once accents are gone."""
    folded_once = Counter(
        word for country in countries().by_code.values() for word in {key(name) for name in getattr(country, column)}
    )
    return {word for word, times in folded_once.items() if times == 1}


def test_names_of_a_place_come_the_most_populous_first():
    paris = find("Paris")
    assert (paris[0].country, paris[0].kind) == ("FR", "capital")
    assert ("US", "Texas") in {(place.country, place.region) for place in paris}
    assert [place.population for place in paris] == sorted((place.population for place in paris), reverse=True)


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Kharkiv", "UA", "city"), ("Kharkov", "UA", "city"), ("Slovyansk", "UA", "city"), ("Fallujah", "IQ", "city"),
        ("Anbar", "IQ", "region"), ("Crimea", "UA", "region"), ("Donbas", "UA", "region"), ("Abkhazia", "GE", "region"),
        ("Black Sea", None, "supplement"), ("W.Va.", "US", "region"), ("St. Petersburg", "RU", "city"),
        ("Mogadishu", "SO", "capital"), ("Ukraine", "UA", "state"), ("GENEVA", "CH", "city"), ("Xinjiang", "CN", "region"),
    ],
)  # fmt: skip
def test_places_that_reports_name(name, country, kind):
    assert (find(name)[0].country, find(name)[0].kind) == (country, kind)


@pytest.mark.parametrize("name", ["EU", "Orvania", "", "  ", "🚑", "x" * 10_000, "Robert'); DROP TABLE place;--"])
def test_unknown_names_are_no_place(name):
    assert find(name) == ()


@given(st.text())
def test_any_text_may_be_looked_up(text):
    assert isinstance(find(text), tuple)
    assert folded(folded(text)) == folded(text)
    assert key(key(text)) == key(text) or key(text).lower().startswith("the ")


def test_contested_ground_lies_where_the_table_says():
    simferopol = find("Simferopol")[0]
    assert (simferopol.country, simferopol.region) == ("UA", "Crimea")


def test_the_gazetteer_stays_small():
    assert (DATA / "gazetteer.sqlite").stat().st_size <= 8_000_000


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A copy of the data that a test may spoil."""
    folder = tmp_path / "knowledge"
    (folder / "data").mkdir(parents=True)
    for name in ("gazetteer.sqlite", "gazetteer.sha256", "countries.csv"):
        shutil.copy(DATA / name, folder / "data")
    monkeypatch.setattr(gazetteer, "files", lambda _: folder)
    monkeypatch.setattr(tables, "files", lambda _: folder)
    gazetteer._gazetteer.cache_clear()
    yield folder / "data"
    gazetteer._gazetteer.cache_clear()


def test_an_altered_gazetteer_is_refused(elsewhere):
    with sqlite3.connect(elsewhere / "gazetteer.sqlite") as db:
        db.execute("UPDATE place SET country = 'XX' WHERE key = 'kyiv'")
    with pytest.raises(DamagedKnowledge, match="altered"):
        gazetteer._gazetteer()


def test_a_missing_gazetteer_is_refused(elsewhere):
    (elsewhere / "gazetteer.sqlite").unlink()
    with pytest.raises(DamagedKnowledge, match="install reportedly again"):
        gazetteer._gazetteer()


def test_the_gazetteer_cannot_be_written(elsewhere):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        gazetteer._gazetteer().execute("DELETE FROM place")


def test_a_malformed_table_names_its_line(elsewhere):
    text = (elsewhere / "countries.csv").read_text("utf-8").replace("Austria,state", "Austria,empire")
    (elsewhere / "countries.csv").write_text(text, "utf-8")
    with pytest.raises(DamagedKnowledge, match=r"countries\.csv, line 11"):
        tables.table("countries.csv", gazetteer._country)


def test_hand_kept_places_are_well_formed():
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert row["kind"] in ("region", "supplement"), row
        assert row["country"] in countries().by_code or row["country"] in ("", "IO"), row
        assert row["country"] or row["kind"] == "supplement", row
        assert any(place.name == row["name"] for place in find(row["name"])), row
