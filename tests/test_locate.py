"""Places: which words name one, and which place of that name the report means."""

from __future__ import annotations

import importlib.util
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.knowledge.lexicon import groups
from reportedly.read.locate import locate
from reportedly.read.parse import parse
from reportedly.read.rank import meanings, resolve_places

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "data" / "places"


def found(text: str) -> dict[str, str | None]:
    """The place names of a text, each with the country of its place."""
    return {text[t.start : t.end]: t.place.country if t.place else None for t in locate(parse(text))}


def meant(text: str, *names: str) -> list[tuple[str | None, str | None]]:
    """The country and region of what names mean in a text, at their first mention."""
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    return [(place.country, place.region) if place else (None, None) for place in resolve_places(text, spans)]


def test_states_are_told_from_other_places():
    text = "Two drivers from Latvia were held in Brest, near the border with Poland, on Friday."
    states = {text[t.start : t.end]: t.state for t in locate(parse(text))}
    assert states == {"Latvia": True, "Brest": False, "Poland": True}


def test_a_place_is_named_as_reported_and_has_coordinates():
    text = "Shelling killed a nurse in Kharkov on Sunday."
    (toponym,) = locate(parse(text))
    assert text[toponym.start : toponym.end] == "Kharkov"
    assert toponym.place is not None
    assert toponym.place.name == "Kharkov"
    assert toponym.place.country == "UA"
    assert (round(toponym.place.latitude or 0), round(toponym.place.longitude or 0)) == (50, 36)


def test_a_state_has_coordinates_too():
    (toponym,) = locate(parse("Aid reached Mongolia on Sunday."))
    assert toponym.place is not None
    assert (toponym.place.latitude, toponym.place.longitude) == (46.0, 105.0)


def test_adjectives_people_and_organisations_are_no_places():
    text = "The Russian minister, Jordan Ellery of the Red Cross, told Danish reporters that he would resign."
    assert found(text) == {}


def test_a_dateline_in_capitals():
    assert found("GENEVA, March 3 (Reuters) - Rescuers gave up the search for a ferry on Thursday.")["GENEVA"] == "CH"
    assert found("LVIV (AP) — A market burned down overnight, firefighters said.")["LVIV"] == "UA"


def test_article_and_possessive_are_left_out():
    assert {"Philippines", "Kenya"} <= set(found("Kenya's envoy to the Philippines was recalled on Monday."))


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("A man from Paris, Texas, was held.", ["Paris", "Texas"], [("US", "Texas"), ("US", "Texas")]),
        ("A strike closed the museums of Paris.", ["Paris"], [("FR", "Ile-de-France")]),
        ("A train left the rails at Sochi, in southern Russia.", ["Sochi"], [("RU", "Krasnodarskiy")]),
        ("Gunmen fled from Tripoli in northern Lebanon.", ["Tripoli"], [("LB", "Liban-Nord")]),
        ("Gunmen fled from Tripoli.", ["Tripoli"], [("LY", "Tripoli")]),
        ("A shop burned in Athens, Ga., the sheriff said.", ["Athens"], [("US", "Georgia")]),
        ("Snow fell in Albany, New York, overnight.", ["Albany", "New York"], [("US", "New York"), ("US", "New York")]),
    ],
)
def test_what_contains_a_place_says_which_one_it_is(text, names, expected):
    assert meant(text, *names) == expected


def test_a_container_tells_of_every_mention():
    text = "Melbourne was calm. A launch from Melbourne, Florida, was put off."
    spans = [(0, 9), (text.rindex("Melbourne"), text.rindex("Melbourne") + 9)]
    assert [place.region if place else None for place in resolve_places(text, spans)] == ["Florida", "Florida"]


def test_the_rest_of_the_report_says_which_place_is_meant():
    assert meant("Crews from Birmingham, Mobile and Tuscaloosa.", "Birmingham", "Mobile", "Tuscaloosa")[0] == ("US", "Alabama")
    assert meant("Crews from Birmingham, Coventry and Leeds came.", "Birmingham", "Coventry", "Leeds")[0] == ("GB", "England")
    assert meant("Georgia said troops had left Gori and Tbilisi.", "Georgia", "Gori", "Tbilisi")[0] == ("GE", None)
    assert meant("Georgia shut Atlanta, Macon and Savannah.", "Georgia", "Atlanta", "Macon", "Savannah")[0] == ("US", "Georgia")


def test_a_city_goes_before_the_region_that_is_little_else():
    (place,) = resolve_places("She flew to New York.", [(12, 20)])
    assert place is not None
    assert place.kind == "city"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("northern Syria", "SY"),
        ("Kharkiv region", "UA"),
        ("city of Mosul", "IQ"),
        ("Russian", "RU"),
        ("Afghans", "AF"),
        ("Syria's", "SY"),
    ],
)
def test_words_around_a_name_do_not_hide_it(name, country):
    assert meanings(name)[0].country == country


@pytest.mark.parametrize("text", ["", " ", "\n\n", "🚑🚑", "מנהיג אמר", "the West", "D.", "A" * 5_000, "1" * 5_000, "(" * 2_000])
def test_texts_without_places(text):
    assert locate(parse(text)) == ()


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab Paris,.Texas()'’\n\"-—USGENEVA é🚑")), max_size=200))
def test_any_text_may_be_read(text):
    toponyms = locate(parse(text))
    assert list(toponyms) == sorted(toponyms, key=lambda t: t.start)
    assert all(before.end <= after.start for before, after in pairwise(toponyms))
    assert all(t.place is None or t.place.name == text[t.start : t.end] for t in toponyms)


@pytest.mark.parametrize("names", [["Paris"] * 20_000, [f"Camp {n:06}" for n in range(20_000)], ["Springfield, Ill."] * 5_000])
def test_many_names_are_resolved(names):
    text = ", ".join(names)
    starts = [n * (len(names[0]) + 2) for n in range(len(names))]
    spans = [(start, start + len(names[0].split(",")[0])) for start in starts]
    assert len(resolve_places(text, spans)) == len(names)


def test_the_words_of_places_are_shown_by_their_examples():
    for group in groups("places").values():
        assert any(word in group.example for word in group.words), group.name


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the toponym corpora are not in ../shared/data/places")
@pytest.mark.parametrize(("corpus", "floor"), [("lgl.xml", 0.80), ("TR-News.xml", 0.88)])
def test_given_toponyms_are_placed(corpus, floor):
    places, scorer = (
        module(path) for path in (ROOT / "benchmarks/corpora/places.py", CORPORA.parents[1] / "score/score_places.py")
    )
    predicted = places.placed(CORPORA / corpus)
    right = total = 0
    for n, start, end, latitude, longitude, limit in scorer.gold(CORPORA / corpus):
        guess = next((row[2:] for row in predicted[n] if tuple(row[:2]) == (start, end)), (None, None))
        total += 1
        right += guess[0] is not None and scorer.km(latitude, longitude, *guess) <= limit
    assert right / total >= floor


def module(path: Path):
    """A module of the project that is no package, or of the scorers."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = loaded
    spec.loader.exec_module(loaded)
    return loaded
