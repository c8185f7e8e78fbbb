"""The reader as a whole: any text is read without an exception, exactly quoted, the same each time and in any company."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reportedly
from reportedly.errors import BadDate
from reportedly.read.reader import Reader
from reportedly.records import Reading, Report, Span, from_json, report_id, to_json

WORDS = [
    *("the minister", "said", "Tuesday", "on", "killed", "at least", "12", "people", '"', "“", "”", "'", "’", ",", "."),
    *("\n", "\n\n", "according to", "AFP", "Russian", "troops", "He", "told", "her", "that", "Macron", "(", ")", "in Paris"),
    *("quoted", "as saying", ":", "-", "…", "🙂", "שלום", "dozens", "two countries", "attack", "accused", "of", "will", "not"),
    *("U.S.", "the report", "\u00a0"),
]
NEWS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
UNHURRIED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def report(text: str, published: date | None = date(2022, 3, 3)) -> Report:
    return Report(report_id(text, None, None), text, published=published)


def spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif is_dataclass(value):
        for f in fields(value):
            yield from spans(getattr(value, f.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)


@UNHURRIED
@given(st.one_of(NEWS, st.text(max_size=300)))
def test_any_text_is_read_and_every_span_quotes_it(text: str) -> None:
    reading = Reader().read(report(text))
    assert all(text[span.start : span.end] == span.quote for span in spans(reading))
    assert from_json(Reading, json.loads(json.dumps(to_json(reading)))) == reading


@UNHURRIED
@given(st.lists(NEWS, min_size=2, max_size=4))
def test_a_report_reads_the_same_alone_and_among_others(texts: list[str]) -> None:
    reports = [report(text) for text in texts]
    assert list(Reader().read_many(reports)) == [Reader().read(r) for r in reports]


@UNHURRIED
@given(NEWS)
def test_ids_are_unique_and_references_lead_somewhere(text: str) -> None:
    reading = Reader().read(report(text))
    records = [*reading.entities, *reading.mentions, *reading.statements, *reading.figures, *reading.events]
    assert len({record.id for record in records}) == len(records)
    for statement in reading.statements:
        assert all(reading.find(key) for key in (statement.source, statement.parent) if key)
        assert all(reading.find(link.entity) for link in statement.chain)
    for figure in reading.figures:
        assert all(reading.find(key) for key in (figure.statement, figure.part_of) if key)


@pytest.mark.parametrize(
    "text",
    ["", " \n\t ", "...", '"' * 10_000, "“" * 10_000, "🙂" * 500, "1 " * 3_000, "said " * 3_000, "(" * 5_000, "word " * 5_000,
     'He said "' * 1_000, "a" * 50_000, "שלום עולם. " * 200, "He said he said " * 500],
)  # fmt: skip
def test_a_hostile_text_is_read_without_an_exception(text: str) -> None:
    assert isinstance(Reader().read(report(text)), Reading)


def test_without_a_date_relative_days_stay_open_and_the_reading_says_so() -> None:
    text = "The mayor of Lyon said on Tuesday that two people were hurt."
    reading = Reader().read(report(text, published=None))
    assert [skip.code for skip in reading.skipped] == ["no-date"]
    assert reading.statements[0].said_on is None
    dated = Reader().read(report(text))
    assert dated.statements[0].said_on is not None
    assert dated.statements[0].said_on.value.day == date(2022, 3, 1)


def test_a_report_in_another_language_is_skipped_with_the_language_named() -> None:
    text = "Der Minister sagte am Dienstag, dass bei dem Angriff auf die Stadt mindestens zwölf Menschen getötet worden seien."
    reading = Reader().read(report(text))
    assert not reading.statements
    assert [(skip.code, "German" in skip.reason) for skip in reading.skipped] == [("unread-language", True)]


def test_an_outlet_between_report_and_speaker_is_a_link_and_no_statement() -> None:
    reading = reportedly.read("According to The Harbour Gazette, Mayor Ivo Marek also told reporters that the pier was unsafe.")
    (statement,) = reading.statements
    assert reading.name(statement.source) == "Ivo Marek"
    assert reading.chain(statement.id) == ("The Harbour Gazette",)
    assert [link.span.quote for link in statement.chain if link.span] == ["The Harbour Gazette"]


def test_a_speaker_who_claims_by_anothers_words_keeps_his_own_statement() -> None:
    reading = reportedly.read("The governor said that the engineers had warned that the dam would break.")
    outer, inner = sorted(reading.statements, key=lambda s: s.content[0].start)
    assert inner.parent == outer.id
    assert reading.chain(inner.id) == (reading.name(outer.source),)


def test_a_claimant_is_the_source_around_the_figure() -> None:
    reading = reportedly.read("Eleven miners died on Sunday, the union said.", published="2023-06-12")
    (figure,) = reading.figures
    assert (figure.measure.value, figure.best, reading.claimant(figure)) == (
        "killed",
        11,
        reading.name(reading.statements[0].source),
    )


def test_an_office_holder_comes_from_the_table_only_when_the_report_does_not_say() -> None:
    table = reportedly.read("The French president said the talks were over.", published="2022-03-03")
    assert table.name(table.statements[0].source) == "Emmanuel Macron"
    told = reportedly.read(
        "President Odile Marchal of France left. The French president said the talks were over.", published="2022-03-03"
    )
    assert told.name(told.statements[0].source) == "Odile Marchal"
    undated = reportedly.read("The French president said the talks were over.")
    assert undated.name(undated.statements[0].source) == "The French president"


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), ("  ", "empty"), ("a\0b", "bad-record"), ("\ud800 said", "bad-record"), (None, "bad-record")],
)
def test_the_api_refuses_what_no_report_can_have(text: Any, code: str) -> None:
    with pytest.raises(reportedly.ReportedlyError) as error:
        reportedly.read(text)
    assert error.value.code == code


def test_the_api_refuses_a_date_that_is_none() -> None:
    with pytest.raises(BadDate):
        reportedly.read("The mayor said the pier was safe.", published="yesterday")
