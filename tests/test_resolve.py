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


def candidates(text: str, words: str) -> tuple[str | None, list[str | None]]:
    """Who the first mention with these words is, and whom it may mean."""
    reading = reportedly.read(text, published="1890-03-04")
    mention = next(m for m in reading.mentions if m.span.quote == words)
    return reading.name(mention.entity), [reading.name(entity) for entity in mention.candidates]


@pytest.mark.parametrize(
    ("text", "words", "rivals"),
    [
        (
            "Culture Minister Ivo Marek met Culture Minister Petr Torgal. The minister said little.",
            "The minister",
            ["Petr Torgal", "Ivo Marek"],
        ),
        ("Kenya and Peru Rail met. Its chairman Ivo Marek left.", "Its", ["Peru Rail", "Kenya"]),
        ("The French president toured the docks.", "The French president", []),  # the table of offices begins later
    ],
)
def test_where_it_cannot_be_told_those_it_may_mean_are_listed(text: str, words: str, rivals: list[str]) -> None:
    assert candidates(text, words) == (None, rivals)


def test_who_can_be_told_has_no_candidates() -> None:
    text = "Culture Minister Ivo Marek met Farm Minister Petr Torgal. The culture minister said little."
    assert candidates(text, "The culture minister") == ("Ivo Marek", [])


def test_an_office_that_names_its_holder_speaks_as_him() -> None:
    reading = reportedly.read("The war went on, the UN High Commissioner for Refugees, Henrik Aaltonen, said in Lorn.")
    assert [reading.name(statement.source) for statement in reading.statements] == ["Henrik Aaltonen"]


def test_a_town_that_only_locates_is_nobody() -> None:
    assert "Kyiv" not in names("The talks were held in Kyiv.")


def test_an_unnamed_source_is_described_with_its_country() -> None:
    reading = reportedly.read("A senior Iraqi official said the bridge was safe.", published=date(2019, 3, 12))
    source = reading.find(reading.find(reading.statements[0].source).entity)
    assert (source.name, source.type, source.country) == ("senior official (Iraq, anonymous)", "anonymous", "IQ")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The Coastal People's Front (CPF) struck. The rebels said little.", "The rebels", "Coastal People's Front"),
        ("The Coastal People's Front (CPF) struck. The group lost two men.", "The group", "Coastal People's Front"),
        ("In Basra, police said they had arrested nine men.", "police", "Iraqi police"),
        ("In Basra, police said they had arrested nine men.", "they", "Iraqi police"),
        ("Coalition troops entered. The US-led coalition said little.", "Coalition troops", "US-led coalition"),
        ("Marek asked both Peru and Chile to withdraw their troops.", "their troops", "Peru and Chile"),
        ("South Korean officials said the talks had failed.", "South Korean officials", "officials (South Korea)"),
        (
            "The presidents of France and Russia spoke.",
            "The presidents of France and Russia",
            "Emmanuel Macron and Vladimir Putin",
        ),
        ("A diplomat gave the warning. The diplomat, Ivo Marek, has retired.", "A diplomat", "Ivo Marek"),
        ("Provincial police chief Ivo Marek said little.", "Provincial police chief", "Ivo Marek"),
        ("Ivo Marek told the Daily Wharf newspaper that he was ill.", "the Daily Wharf newspaper", "Daily Wharf"),
        ("The Harbour Gazette said five had died. The report named no one.", "The report", "The Harbour Gazette"),
        (
            "Foreign Minister Ivo Marek of Peru met his Chilean counterpart. Chilean Foreign Minister Ana Toral said little.",
            "his Chilean counterpart",
            "Ana Toral",
        ),
        (
            "A senior interior ministry official said the bridge was safe. Iraq has built ten bridges.",
            "A senior interior ministry official",
            "senior interior ministry official (Iraq, anonymous)",
        ),
    ],
)
def test_a_description_is_somebody(text: str, words: str, name: str) -> None:
    assert names(text)[words] == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("“Our soldiers have left,” President Odile Marchal of Peru said.", "Our", "Peru"),
        (
            "“We will not leave,” said Ivo Marek, a spokesman for the Harbour Workers' Union (HWU).",
            "We",
            "Harbour Workers' Union",
        ),
        ("“We are tired,” the farmer Ivo Marek said.", "We", "Ivo Marek"),
        ("“I saw it,” one of the hostages said. He had hidden in a cupboard.", "He", "one of the hostages"),
        ("One hostage wept. Another hostage said he had seen nothing.", "he", "another hostage (anonymous)"),
        ("Olga Marchenko met Sergei Rudin on Sunday. She left early.", "She", "Olga Marchenko"),
        ("Marek asked both Peru and Chile to withdraw their troops.", "their", "Peru and Chile"),
    ],
)
def test_a_pronoun_is_somebody(text: str, words: str, name: str) -> None:
    assert names(text)[words] == name


def test_this_newspaper_and_we_are_the_outlet_of_the_report() -> None:
    reading = reportedly.read(
        "Olga Marchenko told this newspaper little. She would not tell us more.", outlet="The Harbour Gazette"
    )
    named = {m.span.quote: reading.name(m.entity) for m in reading.mentions}
    assert (named["this newspaper"], named["us"]) == ("The Harbour Gazette", "The Harbour Gazette")


@pytest.mark.parametrize(
    "text",
    [
        "Peru bought a plane. The plane left at noon and its engine failed.",  # the plane's engine is nobody's
        "Olga Marchenko spoke of a plan. It had failed twice.",
        "Talks were held 50 km east of Kathmandu, making it hard to leave.",
    ],
)
def test_what_stands_for_a_thing_stands_for_nobody(text: str) -> None:
    assert {"it", "its", "It"}.isdisjoint(words for words, name in names(text).items() if name)


def test_a_predicate_names_nobody() -> None:
    assert "a critic" not in names("Ivo Marek saw himself as a critic of the plan.")


def test_the_army_is_not_the_radio_of_the_army() -> None:
    found = names("Israel said little. Army radio played music. The army said it would stay.")
    assert found["The army"] == "Israeli army"


def test_a_title_written_short_is_a_role():
    reading = reportedly.read(
        "Gen. Stanley Brook met the villagers of Orvel. The general expressed regret.", published="2019-03-12"
    )
    assert {reading.name(mention.entity) for mention in reading.mentions if "eneral" in mention.span.quote} == {"Stanley Brook"}


def test_an_outlet_goes_by_the_name_before_its_noun():
    reading = reportedly.read('"Nobody was in the houses," Niamat Orzu told the private Lumen television channel.')
    assert "Lumen" in [entity.name for entity in reading.entities if entity.type == "outlet"]


def test_a_dateline_names_a_place_and_no_body():
    reading = reportedly.read("SORRENIK, March 9 (Northern Wire) - The bridge was safe, police said. Sorrenik was calm.")
    assert "sorrenik" not in {entity.name.lower() for entity in reading.entities}
