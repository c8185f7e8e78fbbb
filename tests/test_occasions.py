"""What an occasion hands on to the statements that go on with it."""

from __future__ import annotations

import pytest

import reportedly

Circumstance = tuple[str | None, str | None, str | None]


def circumstances(text: str) -> list[Circumstance]:
    """Addressee, channel and day of each statement, in order of their contents."""
    reading = reportedly.read(text, published="2019-03-12", outlet="Northern Wire")
    return [
        (
            reading.name(s.addressee.value) if s.addressee else None,
            s.channel.value if s.channel else None,
            str(s.said_on.value.day) if s.said_on else None,
        )
        for s in reading.statements
    ]


BRIEFING = "The mayor told a news conference on Sunday that the bridge was safe."
INTERVIEW = "Ivo Marek told the Harbour Gazette on Sunday that the pier was shut."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'{BRIEFING} The council was split. "We tested every bolt," the mayor said.', (None, "meeting", "2019-03-10")),
        (f"{BRIEFING} The mayor has said that she likes bridges.", (None, None, None)),
        (f"{BRIEFING} The mayor said on Monday that it was closed.", (None, None, "2019-03-11")),
        (f"{BRIEFING} The union said a bolt was loose.", (None, None, None)),
        (f"{INTERVIEW} Marek said the boats had left.", ("Harbour Gazette", "interview", "2019-03-10")),
        (f"{INTERVIEW} Marek urged the army to leave.", ("army", None, None)),
        (f"{INTERVIEW} Marek also said the boats had left.", ("Harbour Gazette", "interview", "2019-03-10")),
        (
            "Marek spoke at length. Ivo Marek said on Radio Lumen on Sunday that it was shut. Marek said it would rain.",
            (None, "broadcast", "2019-03-10"),
        ),
        (
            "The pier was shut, a senior judge said on Sunday. Martin Keller, who chairs the council, said the gate was locked.",
            (None, None, "2019-03-10"),
        ),
        (
            "The pier was shut, judges said on Sunday. Martin Keller, who chairs the council, said the gate was locked.",
            (None, None, None),
        ),
        (f"{INTERVIEW} Marek wants to leave by May.", (None, None, None)),
        ("The mayor posted on X on Sunday that it was shut. The mayor also said it would rain.", (None, None, None)),
    ],
)
def test_an_occasion_goes_on_until_something_new_begins(text: str, expected: Circumstance) -> None:
    assert circumstances(text)[-1] == expected


def test_two_in_a_call_tell_each_other_by_phone_on_its_day() -> None:
    call = "The two presidents spoke by telephone on Sunday. Anna Toral told Ivo Marek that the border would stay shut."
    told, answered = circumstances(f"{call}\n\nIn return, Marek demanded an apology.")
    assert told == ("Ivo Marek", "phone", "2019-03-10")
    assert answered == ("Anna Toral", "phone", "2019-03-10")


def test_what_is_said_by_telephone_is_no_conversation_of_two() -> None:
    said, told = circumstances("Ivo Marek said by telephone that he was well. Anna Toral told Reza Dun that it was late.")
    assert said[1] == "phone"
    assert told == ("Reza Dun", None, None)


def test_one_of_several_speaks_on_their_occasion() -> None:
    told = "The hostages told the Harbour Gazette on Sunday that they were hungry."
    assert circumstances(f'{told} "They gave us rice," one of the hostages said.')[-1] == (
        "Harbour Gazette",
        "interview",
        "2019-03-10",
    )


def test_others_take_the_floor_at_a_hearing() -> None:
    found = circumstances(
        "The captain told the inquiry on Sunday that the doors were shut. The lawyer asked him who had closed them."
    )
    assert [c[1:] for c in found] == [("meeting", "2019-03-10")] * 2


def test_the_lead_has_the_day_of_its_sources_next_words() -> None:
    lead, *_ = circumstances("The mayor has announced a new bridge.\n\nThe mayor said on Sunday that it would be made of steel.")
    assert lead[2] == "2019-03-10"


def test_what_a_relay_reported_on_a_day_dates_what_it_says_itself() -> None:
    found = circumstances(
        "The Gazette reported on Sunday that Ivo Marek had sold the pier.\n\nTwo boats were sold, the Gazette said."
    )
    assert found[-1][2] == "2019-03-10"


def test_a_paraphrase_has_the_circumstance_of_the_quotation_behind_it() -> None:
    text = "Ivo Marek said the mine was safe. “We checked it twice,” Marek told a news conference on Monday."
    assert circumstances(text) == [(None, "meeting", "2019-03-11"), (None, "meeting", "2019-03-11")]


def test_a_statement_is_of_the_day_that_it_is_dated() -> None:
    text = "The ministry, in a communique dated 8 March, reported twelve deaths."
    assert circumstances(text) == [(None, "statement", "2019-03-08")]


@pytest.mark.parametrize(
    "text",
    [
        "Asked why so few had come to the rally, Ivo Marek said the road was closed.",
        "According to the directorate for social development, twelve bridges have fallen.",
        "“We ran,” said Ivo Marek, reached by telephone. The envoy urged Norway to wait.",
    ],
)
def test_a_word_of_another_clause_is_no_channel(text: str) -> None:
    assert circumstances(text)[-1][1] is None
