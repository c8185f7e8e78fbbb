"""A ledger keeps what it is given: readings whole, old ones too, reviews, and all of it through a dump."""

import dataclasses
import json
import sqlite3
import zlib
from datetime import UTC, date, datetime

import pytest
from fake_reader import FakeReader
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import CALL, KILLED, READING, REPORT, SHELLING

from reportedly.errors import BadDump, BadReading, UnknownId
from reportedly.ledger import Review, effective, open_ledger, store
from reportedly.ledger.layout import CONTEXT, Sentences
from reportedly.records import Report, Span, report_id, to_json

SECOND = dataclasses.replace(READING, reader="v2", statements=READING.statements[:1], figures=(), events=())


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "ledger.db", create=True) as made:
        yield made


def news(text, **fields):
    return Report(report_id(text, fields.get("outlet"), fields.get("url")), text, **fields)


def read(ledger, report, version="fake-1"):
    reading = next(FakeReader(version).read_many([report]))
    return ledger.add(report, reading)


def test_a_reading_comes_back_whole(ledger):
    assert ledger.add(REPORT, READING) == "added"
    assert ledger.reading(REPORT.id) == READING
    assert ledger.report(REPORT.id) == REPORT
    assert ledger.verify()


def test_the_same_again_changes_nothing(ledger):
    ledger.add(REPORT, READING)
    before = list(ledger.dump())
    assert ledger.add(REPORT, READING) == "known"
    assert list(ledger.dump()) == before


def test_a_new_reader_adds_a_reading_and_keeps_the_old(ledger):
    ledger.add(REPORT, READING)
    assert ledger.add(REPORT, SECOND) == "read again"
    assert ledger.readings(REPORT.id) == [READING, SECOND]
    assert ledger.reading(REPORT.id) == SECOND
    assert ledger.statements().column("id") == [CALL.id]
    assert ledger.statements().column("reader") == ["v2"]
    assert len(ledger.figures()) == 0
    assert ledger.verify()


def test_the_statements_view_says_what_the_reading_says(ledger):
    ledger.add(REPORT, READING)
    row = next(row for row in ledger.statements() if row["id"] == CALL.id)
    assert row["source"] == "Sabina Torgal"
    assert row["chain"] == "The Taveno Courier"
    assert row["addressee"] == "Danilo Arvesk"
    assert (row["kind"], row["channel"], row["hedged"], row["said_on"]) == ("reject", "phone", False, "2019-03-11")
    assert row["content"] == CALL.content[0].quote
    assert row["quote"] in REPORT.text
    assert row["quote"].startswith("Sabina Torgal told")
    assert (row["report"], row["outlet"], row["published"]) == (REPORT.id, "The Sorrenik Herald", "2019-03-12T18:05:00+00:00")


def test_the_figures_view_says_what_the_reading_says(ledger):
    ledger.add(REPORT, READING)
    (row,) = ledger.figures()
    assert (row["quote"], row["measure"], row["low"], row["high"], row["best"]) == ("At least 21", "killed", 21, None, 21)
    assert (row["victims"], row["victims_status"], row["victims_names"]) == ("civilians", "civilian", "Ilan Obrek")
    assert (row["side"], row["place"], row["claimant"]) == ("Velmara", "Torvek", "Ministry (Velmara)")
    assert row["as_of"] is None  # an open interval is no day
    assert row["context"] == "At least 21 civilians were killed in Torvek <market>, the ministry said."


def test_events_and_entities(ledger):
    ledger.add(REPORT, READING)
    shelling = next(row for row in ledger.events() if row["id"] == SHELLING.id)
    assert (shelling["type"], shelling["status"], shelling["actor"]) == ("ASSAULT", "possible", "Kelduria")
    assert (shelling["happened"], shelling["hedged"]) == ("2019-03-11", True)
    torgal = next(row for row in ledger.appearances() if row["name"] == "Sabina Torgal")
    assert (torgal["mentions"], torgal["aliases"], torgal["country"]) == (2, "President Torgal", "KD")
    ministry = next(row for row in ledger.appearances() if row["name"].startswith("Ministry"))
    assert ministry["principal"] == "Velmara"


def test_every_field_has_its_words_in_spans(ledger):
    ledger.add(REPORT, READING)
    rows = sqlite3.connect(ledger.path).execute("SELECT field, quote FROM spans WHERE record = ?", (CALL.id,)).fetchall()
    assert {"source", "cue", "content", "addressee", "channel", "said_on", "chain"} <= {field for field, _ in rows}
    assert ("channel", "by phone") in rows


def test_a_reading_that_does_not_fit_is_refused_and_nothing_is_written(ledger):
    misquoted = dataclasses.replace(CALL, cue=Span(0, 4, "told"))
    for wrong in (
        dataclasses.replace(READING, report="another"),
        dataclasses.replace(READING, statements=(misquoted,)),
        dataclasses.replace(READING, statements=(CALL, CALL)),
        dataclasses.replace(READING, figures=(dataclasses.replace(KILLED, low=10**30),)),
    ):
        with pytest.raises(BadReading):
            ledger.add(REPORT, wrong)
    assert ledger.stats().rows["reports"] == 0
    assert ledger.verify()


@pytest.mark.parametrize("text", ["a \x00 null", "half a pair \ud83d"])
def test_text_that_no_database_holds_is_refused(ledger, text):
    with pytest.raises(BadReading, match="take it out"):
        read(ledger, news(text))


def test_setting_a_date_makes_an_edition_to_be_read_again(ledger):
    report = news("Ada Brenik said 3 bridges were open", title="Bridges")
    read(ledger, report)
    changed = ledger.set(report.id[:8], published=date(2020, 5, 4), title="Open bridges")
    assert (changed.id, changed.published, changed.title) == (report.id, date(2020, 5, 4), "Open bridges")
    assert ledger.statements(since="2020-05-04").column("title") == ["Open bridges"]
    assert ledger.reports(search="open bridges").column("id") == [report.id]
    assert ledger.stats().to_read_again == 1
    assert ledger.known([report.id], "fake-1") == {report.id: False}
    assert read(ledger, changed) == "read again"
    assert len(ledger.readings(report.id)) == 2
    assert ledger.stats().to_read_again == 0
    assert ledger.verify()


def test_what_was_set_outlasts_the_same_report_coming_in_again(ledger):
    report = news("Ada Brenik said the bridge was open", outlet="Wire")
    read(ledger, report)
    ledger.set(report.id, outlet="The Wire")
    read(ledger, report, "fake-2")
    assert ledger.report(report.id).outlet == "The Wire"


def test_setting_what_is_so_already_is_no_edition(ledger):
    report = news("Ada Brenik said the bridge was open", outlet="Wire")
    read(ledger, report)
    ledger.set(report.id, outlet="Wire")
    assert ledger.known([report.id], "fake-1") == {report.id: True}


def test_removing_leaves_nothing_but_reviews(ledger):
    report = news("Ada Brenik said 7 boats sank")
    read(ledger, report)
    record = ledger.statements()[0]["id"]
    ledger.review(Review(record, "wrong", reviewer="Kim"))
    assert ledger.remove(report.id[:6]) == report
    assert set(ledger.stats().rows.values()) == {0}
    assert ledger.verify()
    assert len(ledger.statements(search="boats")) == 0
    read(ledger, report)
    assert ledger.show(record).reviews == (Review(record, "wrong", reviewer="Kim"),)


def test_show_takes_any_unique_beginning(ledger):
    report = news("Ada Brenik said 7 boats sank")
    read(ledger, report)
    for view in ("reports", "statements", "figures", "events", "appearances", "entities"):
        whole = ledger.ask(view)[0]["id"]
        shown = ledger.show(whole[:10])
        assert shown.view == view
        if view == "entities":
            assert shown.row["id"] == whole
        else:
            assert (shown.record.id if shown.record else shown.report.id) == whole
    with pytest.raises(UnknownId, match="no id begins"):
        ledger.show("zzz")
    with pytest.raises(UnknownId):
        ledger.show("")


def test_show_lists_the_candidates(ledger):
    for number in range(40):
        read(ledger, news(f"Ada Brenik said {number} boats sank"))
    with pytest.raises(UnknownId, match="several ids begin with 'a'"):
        ledger.show("a")


def test_reviews_are_append_only(ledger):
    ledger.add(REPORT, READING)
    first = Review(CALL.id, "wrong", "kind", "deny", "she denied it", "Kim", datetime(2024, 1, 2, tzinfo=UTC))
    then = dataclasses.replace(first, verdict="right", value=None)
    assert ledger.review(first)
    assert not ledger.review(first)
    assert ledger.review(then)
    assert ledger.reviews(CALL.id) == [first, then]
    assert list(effective(ledger.reviews(CALL.id))) == [then]
    with sqlite3.connect(ledger.path) as raw, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute("UPDATE reviews SET verdict = 'right'")
    with sqlite3.connect(ledger.path) as raw, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute("DELETE FROM reviews")
    with pytest.raises(UnknownId):
        ledger.review(Review("nothing", "right"))


def test_a_dump_makes_the_same_ledger(ledger, tmp_path):
    ledger.add(REPORT, READING)
    ledger.add(REPORT, SECOND)
    other = news("Ada Brenik said 7 boats sank", published=date(2021, 3, 4))
    read(ledger, other)
    ledger.set(other.id, title="Boats")
    ledger.review(Review(CALL.id, "wrong", value=["a", 1]))
    lines = list(ledger.dump())
    with open_ledger(tmp_path / "second.db", create=True) as second:
        loaded = second.load(lines)
        assert (loaded.reports, loaded.reviews, loaded.new_reports, loaded.new_reviews) == (2, 1, 2, 1)
        assert list(second.dump()) == lines
        assert second.readings(REPORT.id) == [READING, SECOND]
        assert second.statements().values == ledger.statements().values
        assert second.reviews(CALL.id) == ledger.reviews(CALL.id)
        assert second.verify()
        assert second.load(lines).new_reports == 0
        assert list(second.dump()) == lines


def test_a_dump_that_was_cut_short_is_told(ledger, tmp_path):
    for number in range(3):
        read(ledger, news(f"Ada Brenik said {number} boats sank"))
    lines = list(ledger.dump())
    with open_ledger(tmp_path / "second.db", create=True) as second:
        with pytest.raises(BadDump, match="cut short"):
            second.load(lines[:-1])
        assert second.load(lines).new_reports == 0


@pytest.mark.parametrize("line", ["", "[]", "{}", "nonsense", '{"ledger": 99}', '{"report": 1}'])
def test_what_is_no_dump_is_refused(ledger, line):
    with pytest.raises(BadDump, match="line 1"):
        ledger.load([line])


@pytest.mark.parametrize("line", ['{"report": {"id": 3}}', '{"review": {"record": "x"}}', '{"review": 3}', '{"else": 1}'])
def test_a_dump_with_a_bad_line_is_refused(ledger, line):
    with pytest.raises(BadDump, match="line 2"):
        ledger.load(['{"ledger": 1}', line])


def test_verify_finds_what_was_tampered_with(ledger):
    ledger.add(REPORT, READING)
    ledger.index()
    with sqlite3.connect(ledger.path) as raw:
        raw.execute("UPDATE spans SET quote = 'by mail' WHERE field = 'channel'")
        raw.execute("UPDATE statement_records SET content = 'nothing' WHERE id = ?", (CALL.id,))
    reasons = " ".join(problem.reason for problem in ledger.verify().problems)
    assert "statements differ" in reasons
    assert "spans differ" in reasons
    assert "full-text" in reasons


def test_verify_finds_a_text_that_was_altered(ledger):
    ledger.add(REPORT, READING)
    with sqlite3.connect(ledger.path) as raw:
        raw.execute("UPDATE reports SET text = replace(text, 'told', 'toId')")
    assert any("'told'" in problem.reason for problem in ledger.verify().problems)


def test_a_reading_is_packed_as_its_json():
    packed = store.pack(READING)
    assert store.unpack(packed) == READING
    assert json.loads(zlib.decompress(packed)) == json.loads(json.dumps(to_json(READING)))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(text=st.text(min_size=1), title=st.none() | st.text())
def test_any_text_comes_back_or_is_refused(ledger, text, title):
    report = news(text, title=title)
    try:
        read(ledger, report)
    except BadReading:
        return
    assert ledger.report(report.id).text == text


def test_context_is_the_sentence_as_it_stands():
    text = "Nothing moved. At dawn Gen. Orin Vask counted 12 dead, he said. Then it rained.\nElsewhere all was well."
    start = text.index("12")
    assert Sentences(text).around(start, start + 2) == "At dawn Gen. Orin Vask counted 12 dead, he said."


@given(st.text(alphabet="a. \n”A1", max_size=1500), st.data())
def test_context_is_of_the_text_and_short(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = Sentences(text).around(start, end)
    assert found in text
    assert text[start:end].strip() in found
    assert len(found) <= end - start + 2 * CONTEXT
