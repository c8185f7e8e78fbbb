"""Who says what: sources, cues and contents in the forms that reports give them."""

from __future__ import annotations

import pytest

import reportedly
from reportedly.read.attribute import attribute
from reportedly.read.parse import paragraphs, parse
from reportedly.read.quotations import quotations


def said(text: str) -> list[tuple[str | None, str, str]]:
    """Source, cue and content of each attribution that stands in no other, the parts of a content joined by " | "."""
    found = []
    for a in attribute(parse(text)):
        if a.parent is None:
            source = text[slice(*a.source)] if a.source else None
            found.append((source, text[slice(*a.cue)] if a.cue else "", " | ".join(text[s:e] for s, e in a.contents)))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The nurse said that the ward was full.", ("The nurse", "said", "the ward was full")),
        ("The ward was full, said the nurse.", ("the nurse", "said", "The ward was full")),
        ("According to the nurse, the ward was full.", ("the nurse", "According to", "the ward was full")),
        ("The ward was full, according to the nurse.", ("the nurse", "according to", "The ward was full")),
        ('"The ward is full," Marta Lund said.', ("Marta Lund", "said", '"The ward is full,"')),
        ("“The ward is full,” said Marta Lund.", ("Marta Lund", "said", "“The ward is full,”")),
        ("'The ward is full,' Marta Lund said.", ("Marta Lund", "said", "'The ward is full,'")),
        ('Marta Lund said: "The ward is full."', ("Marta Lund", "said", '"The ward is full."')),
        ('Marta Lund said the ward was "full to the roof".', ("Marta Lund", "said", 'the ward was "full to the roof"')),
        ('"The ward," Marta Lund said, "is full."', ("Marta Lund", "said", '"The ward," | "is full."')),
        ("“The ward is full,” Lund was quoted as saying.", ("Lund", "was quoted as saying", "“The ward is full,”")),
        ("The union urged the owners to reopen the pit.", ("The union", "urged", "to reopen the pit")),
        ("The company denied supplying the fuses.", ("The company", "denied", "supplying the fuses")),
        ("The envoy accused the army of shelling the camp.", ("The envoy", "accused", "the army of shelling the camp")),
        ("The minister spoke about his plan to leave office.", ("The minister", "spoke", "his plan to leave office")),
        ("Amid calls to the army to spare the port, shelling went on.", (None, "calls", "to spare the port")),
        ("The mayor said on Monday the bridge was safe.", ("The mayor", "said", "the bridge was safe")),
        ("The army said in a statement that it had left.", ("The army", "said", "it had left")),
    ],
)
def test_the_forms_of_an_attribution(text: str, expected: tuple[str | None, str, str]) -> None:
    assert said(text) == [expected]


def test_what_is_added_in_the_same_breath_is_one_statement() -> None:
    found = said("Nine miners had died, the union said, adding that two were missing.")
    assert found == [("the union", "said", "Nine miners had died | two were missing")]


def test_a_quotation_without_a_cue_goes_on_with_the_statement_before() -> None:
    found = said('"The ward is full," Marta Lund said. "There is no room for the dead."')
    assert found == [("Marta Lund", "said", '"The ward is full," | "There is no room for the dead."')]


def test_a_quotation_in_the_next_paragraph_goes_on_too() -> None:
    found = said('The ward was full, Marta Lund said.\n\n"There is no room for the dead."')
    assert [content for _, _, content in found] == ['The ward was full | "There is no room for the dead."']


@pytest.mark.parametrize(
    "text",
    [
        "The so-called 'green line' ran through the town.",
        'Ernesto "Tito" Paz crossed the square.',
        "Rebels continued their attack on the port.",
        "The president spoke with the king.",
        "Two officers asked not to be named.",
        "The clinic could not confirm the number.",
    ],
)
def test_what_says_nothing(text: str) -> None:
    assert said(text) == []


def test_one_stray_mark_spoils_nothing_behind_its_paragraph() -> None:
    text = 'He left the "town at noon.\n"The ward is full," Marta Lund said.'
    assert ("Marta Lund", "said", '"The ward is full,"') in said(text)


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, list(paragraphs(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("“One.\n“Two.”", ["“One.", "“Two.”"]),
        ('"One.\nTwo," he said.', ['"One.\nTwo,"']),
        ("The soldiers' families don't know.", []),
        ("She called it 'a farce' and left.", ["'a farce'"]),
        ("„Nein“ and «non».", ["„Nein“", "«non»"]),
        ('A "stray mark.\n\nThen "two words" here.', ['"stray mark.', '"two words"']),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The official said the rebels had demanded a tenth name.", "the rebels", "demanded", "a tenth name"),
        (
            "The audit found that two clerks had instructed the staff to burn the files.",
            "two clerks",
            "instructed",
            "to burn the files",
        ),
        ("“They told us the road was open,” said Ana Brevik.", "They", "told", "the road was open"),
        ("The Gazette quoted, to everyone's surprise, the harbour master as saying the pier was shut.", "", "as saying", ""),
    ],
)
def test_an_attribution_inside_anothers_content(text: str, source: str, cue: str, content: str) -> None:
    reading = reportedly.read(text)
    inner = next(s for s in reading.statements if s.cue and cue in s.cue.quote)
    assert not source or reading.find(inner.source).span.quote == source
    assert not content or [c.quote for c in inner.content] == [content]


def test_the_head_of_a_source_speaks_for_it() -> None:
    reading = reportedly.read("The hostages freed from the Japanese ambassador's residence in Quito said the guards had fled.")
    assert [reading.name(s.source) for s in reading.statements] == ["hostages"]
