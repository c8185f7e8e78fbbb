import dataclasses
import json
import types
import typing
from datetime import date, datetime, timedelta, timezone
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import CALL, KILLED, READING, REPORT, SHELLING, TEXT

from reportedly import records
from reportedly.records import Anchored, Figure, Interval, Reading, Report, Span, from_json, record_id, report_id, to_json

ZONES = st.builds(timezone, st.integers(-23 * 60, 23 * 60).map(lambda minutes: timedelta(minutes=minutes)))
PLAIN = {
    str: st.text(max_size=8),
    int: st.integers(),
    float: st.floats(allow_nan=False),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(timezones=ZONES),
    types.NoneType: st.none(),
}


def made_of(hint: Any) -> st.SearchStrategy:
    """Any value of a field's type."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if hint in PLAIN:
        return PLAIN[hint]
    if origin in (types.UnionType, typing.Union):
        return st.one_of([made_of(arg) for arg in args])
    if origin is Literal:
        return st.sampled_from(args)
    if origin is tuple:
        return st.lists(made_of(args[0]), max_size=2).map(tuple)
    record = origin or hint
    hints = typing.get_type_hints(record)
    fields = {f.name: args[0] if hints[f.name] is records.T else hints[f.name] for f in dataclasses.fields(record) if f.init}
    return st.builds(record, **{name: made_of(field) for name, field in fields.items()})


@pytest.mark.parametrize("kind", [Reading, Report])
@given(data=st.data())
def test_json_loses_nothing(kind, data):
    record = data.draw(made_of(kind))
    assert from_json(kind, json.loads(json.dumps(to_json(record)))) == record


def test_json_has_every_field_even_those_that_hold_nothing():
    line = to_json(Reading("r", "v"))
    assert list(line) == ["report", "reader", "entities", "mentions", "statements", "figures", "events", "skipped"]
    assert set(to_json(KILLED)) == {field.name for field in dataclasses.fields(Figure)}
    assert to_json(KILLED)["high"] is None


def test_json_tells_wrong_data_from_right():
    good = to_json(READING)
    assert from_json(Reading, good) == READING
    for key, value in {"reader": 7, "colour": "red", "skipped": [{"code": "a", "reason": "b", "why": "c"}]}.items():
        with pytest.raises((TypeError, ValueError)):
            from_json(Reading, good | {key: value})
    with pytest.raises(ValueError, match="murdered"):
        from_json(Anchored[records.Measure], {"value": "murdered", "span": None, "inferred": None})


def test_records_are_frozen_and_slotted():
    for record in (READING, REPORT, CALL, KILLED, SHELLING, KILLED.span):
        assert not hasattr(record, "__dict__")
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(record, dataclasses.fields(record)[0].name, "other")


def test_spans_quote_the_text():
    spans = [mention.span for mention in READING.mentions] + [span for s in READING.statements for span in s.content]
    assert all(TEXT[span.start : span.end] == span.quote for span in spans)


def test_two_outlets_that_print_one_text_are_two_reports():
    ids = {report_id("text", "A", None), report_id("text", "B", None), report_id("text", None, "https://a.example/")}
    assert len(ids) == 3
    assert report_id("text", "A", None) == report_id("text", "A", "")


def test_a_better_reading_keeps_the_id_of_a_record():
    assert record_id("r", "figure", [(5, 9), (1, 2)], "killed") == record_id("r", "figure", [(1, 2), (5, 9)], "killed")
    others = {record_id("r", "figure", [(1, 2)], m) for m in ("killed", "injured")} | {record_id("r", "event", [(1, 2)])}
    assert len(others) == 3


def test_an_interval_of_one_day_has_a_day():
    day = date(2024, 2, 29)
    assert Interval(day, day, "2024-02-29").day == day
    assert Interval(day, None, "").day is None
    assert Interval(day, date(2024, 3, 1), "").day is None


def test_a_reading_finds_names_claimants_and_chains():
    assert READING.find(KILLED.id) is KILLED
    assert READING.find("nobody") is None
    assert READING.name("m-she") == "Sabina Torgal"
    assert READING.name("m-envoy") == "her envoy"
    assert READING.claimant(KILLED) == "Ministry (Velmara)"
    assert READING.claimant(SHELLING) is None
    assert READING.chain(CALL.id) == ("The Taveno Courier",)
    assert READING.chain(None) == ()


def test_spans_sort_in_the_order_of_the_text():
    assert sorted([Span(5, 9, "b"), Span(1, 9, "a"), Span(1, 3, "c")]) == [Span(1, 3, "c"), Span(1, 9, "a"), Span(5, 9, "b")]
