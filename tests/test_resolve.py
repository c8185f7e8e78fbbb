"""Who is who inside a report."""

from __future__ import annotations

from datetime import date

import pytest

import reportedly


def names(text: str, published: str | None = "2019-03-12") -> dict[str, str | None]:
    """Each mention's words with the name behind it; of several mentions with the same words, the last."""
    reading = reportedly.read(text, published=published)
    return {m.span.quote: reading.name(m.entity) for m in reading.mentions}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Ivo Marek left. Marek said he was ill.", "Marek", "Ivo Marek"),
        ("Ivo Marek left. Marek said he was ill.", "he", "Ivo Marek"),
        ("Foreign Minister Ivo Marek left. The minister said little.", "The minister", "Ivo Marek"),
        ("Ivo Marek, the chief negotiator, left. The negotiator said little.", "The negotiator", "Ivo Marek"),
        ("President Odile Marchal of France left. The French president said little.", "The French president", "Odile Marchal"),
        (
            "Odile Marchal, the president of Valdria, left. The Valdrian leader said little.",
            "The Valdrian leader",
            "Odile Marchal",
        ),
        ("Moscow said it would answer. Russian troops moved.", "Moscow", "Russia"),
        ("Moscow said it would answer. Russian troops moved.", "Russian troops", "Russia"),
        ("The Kremlin rejected the plan.", "Kremlin", "Russia"),
        ("Peru and Chile met. The two countries agreed to talk.", "The two countries", "Peru and Chile"),
        ("The Northern Farmers' Front (NFF) struck. The NFF said it had won.", "NFF", "Northern Farmers' Front"),
        ("Ivo Marek spoke. Marek's office said he was ill.", "Marek's office", "Marek's office"),
        ("A spokesman for Ivo Marek declined to comment.", "A spokesman for Ivo Marek", "spokesman for Ivo Marek"),
        ("“I am tired,” Ivo Marek said.", "I", "Ivo Marek"),
        ("Peru said 40 of its soldiers had died.", "its", "Peru"),
    ],
)
def test_a_mention_is_somebody(text: str, words: str, name: str) -> None:
    assert names(text)[words] == name


def test_he_and_she_are_told_apart_by_their_titles() -> None:
    found = names("Mrs Lund met Mr Marek on Sunday. She said the talks had failed. He said they had not.")
    assert (found["She"], found["He"]) == ("Lund", "Marek")


@pytest.mark.parametrize(("day", "name"), [("2022-03-03", "Emmanuel Macron"), ("1999-03-03", "Jacques Chirac"), (None, None)])
def test_an_office_is_held_by_whoever_held_it_that_day(day: str | None, name: str | None) -> None:
    assert names("The French president said little.", day).get("The French president") == name


def test_a_town_that_only_locates_is_nobody() -> None:
    assert "Kyiv" not in names("The talks were held in Kyiv.")


def test_an_unnamed_source_is_described_with_its_country() -> None:
    reading = reportedly.read("A senior Iraqi official said the bridge was safe.", published=date(2019, 3, 12))
    source = reading.find(reading.find(reading.statements[0].source).entity)
    assert (source.name, source.type, source.country) == ("senior official (Iraq, anonymous)", "anonymous", "IQ")
