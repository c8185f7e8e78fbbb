"""Who is who inside a report, in the ways that wire reports go on speaking of somebody."""

from __future__ import annotations

import pytest

import reportedly


def names(text: str, published: str | None = "2019-03-12") -> dict[str, str | None]:
    """Each mention's words with the name behind it; of several mentions with the same words, the last."""
    reading = reportedly.read(text, published=published)
    return {m.span.quote: reading.name(m.entity) for m in reading.mentions}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        pytest.param(
            "Velmara is at war. The Ardal Liberation Army fled. The army said it would follow.",
            "The army",
            "Velmara army",
            id="the army is not the Liberation Army",
        ),
        pytest.param(
            "The Peruvian defence ministry denied it. The ministry said little.",
            "The Peruvian defence ministry",
            "Defence Ministry (Peru)",
            id="a ministry written small is no name",
        ),
        pytest.param(
            "A rights group said on Friday that wells were dry. The Sarvan Centre said it had counted 40.",
            "A rights group",
            "Sarvan Centre",
            id="the lead does not name its source",
        ),
        pytest.param(
            "The Hadrask Water Board (DVK) met in Lima. The DVK said it was late.",
            "DVK",
            "Hadrask Water Board",
            id="letters in another language",
        ),
        pytest.param("The talks failed. Police blamed IS fighters.", "IS", "IS", id="letters of a known group"),
        pytest.param("Peru complained. Lima troops stayed where they were.", "Lima troops", "Peru", id="a capital's troops"),
        pytest.param(
            "President Ivo Marek of Peru fell ill. The regime of President Ivo Marek said little.",
            "The regime of President Ivo Marek",
            "Peru",
            id="a regime by its head",
        ),
        pytest.param(
            "President Ivo Marek of Peru fell ill. The presidency said he was resting.",
            "The presidency",
            "Office of the President of Peru",
            id="the presidency",
        ),
    ],
)
def test_a_body_is_somebody(text: str, words: str, name: str) -> None:
    assert names(text)[words] == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        pytest.param(
            "A shepherd who gave his name as Orlo blamed the mayor. “I saw it,” the shepherd said.",
            "Orlo",
            "Orlo",
            id="a name given later",
        ),
        pytest.param("Olga Marchenko, a glazier, said little.", "a glazier", "Olga Marchenko", id="any trade behind a name"),
        pytest.param(
            "Anna Lund is to meet Ivo Marek, a senior Peruvian official told reporters.",
            "a senior Peruvian official",
            "senior official (Peru, anonymous)",
            id="a comma before a new clause",
        ),
        pytest.param(
            "Hu Marong of the water board spoke first. Joseph Fan Zhonglo spoke next. Fan said little.",
            "Fan",
            "Joseph Fan Zhonglo",
            id="a surname in the middle",
        ),
        pytest.param(
            "Ivo Marek arrived with his wife Anna Marek on Sunday. Marek said he was tired.",
            "Marek",
            "Ivo Marek",
            id="no relative takes the surname over",
        ),
        pytest.param(
            "In a post on his page, Mayor Ivo Marek said the well was dry.", "his", "Ivo Marek", id="a possessive looks ahead"
        ),
        pytest.param(
            "Four miners were trapped on Monday. The four were freed on Sunday.", "The four", "miners", id="by their number"
        ),
        pytest.param(
            "Anna Lund and Ivo Marek met on Monday. The two shook hands.", "The two", "Anna Lund and Ivo Marek", id="the two"
        ),
        pytest.param(
            "Residents threw stones at the cars. Locals had been warned.", "Locals", "Residents", id="locals are residents"
        ),
    ],
)
def test_people_are_somebody(text: str, words: str, name: str) -> None:
    assert names(text)[words] == name


def test_the_minister_is_no_prime_minister() -> None:
    found = names(
        "Justice Minister Anna Lund of Peru resigned. Prime Minister Ivo Marek of Peru left. The prime minister was ill."
    )
    assert found["The prime minister"] == "Ivo Marek"


def test_a_rank_tells_one_leader_from_another() -> None:
    found = names("Prime Minister Ivo Marek of Peru left. Opposition leader Anna Lund stayed. The opposition leader was ill.")
    assert found["The opposition leader"] == "Anna Lund"


def test_the_men_of_a_quoted_soldier_are_his_side() -> None:
    found = names("A Peruvian army officer said: “Our men are tired.”")
    assert found["Our men"] == "Peru"


def test_a_surname_is_an_office_holder_unless_the_report_has_named_another() -> None:
    assert names("Aides said Macron was ill.", "2019-03-12")["Macron"] == "Emmanuel Macron"
    assert names("The baker Ivo Macron fell. Aides said Macron was ill.", "2019-03-12")["Macron"] == "Ivo Macron"


def test_a_gender_that_a_pronoun_told_wrongly_does_not_lock_somebody_out() -> None:
    found = names("Robin Lund met reporters. He smiled. She left early.")
    assert found["She"] == "Robin Lund"


@pytest.mark.parametrize("text", ["the two", "Both", "(ABC)", "x (AB)", "called as known", "Our men", "’s his", "IS IS IS"])
def test_it_never_raises(text: str) -> None:
    assert reportedly.read(text) is not None
