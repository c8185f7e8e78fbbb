import codecs
import hashlib
import io
import json
import os
import tracemalloc
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import BadDate, BadRecord, Empty, InputError, NotFound, NotText, TooLong
from reportedly.ingest import files
from reportedly.ingest.files import MAX_CHARACTERS, Given, how_many, reports
from reportedly.records import Origin, Report, report_id


def one(path, content: bytes | str, name="report.txt", **options):
    file = path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    [item] = reports(file, name=name, given=Given(**options))
    return item


def lines(*records, name="wire.jsonl", given=None):
    content = "\n".join(record if isinstance(record, str) else json.dumps(record) for record in records)
    return list(reports(io.BytesIO(content.encode()), name=name, given=given))


def test_plain_text_is_the_text_of_record(tmp_path):
    content = "  A bridge fell.\r\n\tTwo people — “workers” — were hurt. \n\n"
    report = one(tmp_path, content)
    digest = hashlib.sha256(content.encode()).hexdigest()
    assert report == Report(report_id(content, None, None), content, origin=Origin("report.txt", digest))


def test_front_matter_is_no_text(tmp_path):
    head = "---\npublished: 2024-03-05\nOutlet:  Taveno Courier \n\ntitle: Talks: day two\r\nurl: https://a.example/1\n--- \n"
    report = one(tmp_path, head + "\n Talks went on.\n---\nEnd")
    assert report.text == "\n Talks went on.\n---\nEnd"
    assert (report.published, report.outlet) == (date(2024, 3, 5), "Taveno Courier")
    assert (report.title, report.url) == ("Talks: day two", "https://a.example/1")
    assert report.id == report_id(report.text, "Taveno Courier", "https://a.example/1")


@pytest.mark.parametrize(
    "text", ["--- \nno second line", "---", " ---\ntitle: x\n---\nText", "Text\n---\ntitle: x\n---\n", "----\nx\n----\n"]
)
def test_what_is_no_front_matter_is_text(tmp_path, text):
    assert one(tmp_path, text).text == text


@pytest.mark.parametrize(
    ("head", "complaint"),
    [
        ("byline: Ada Brenik", "unknown key 'byline'"),
        ("A bridge fell on Monday", "no `key: value`"),
        ("title: One\ntitle: Two", "title twice"),
    ],
)
def test_front_matter_that_cannot_be_read_is_named(tmp_path, head, complaint):
    error = one(tmp_path, f"---\n{head}\n---\nText")
    assert isinstance(error, BadRecord)
    assert str(error).startswith("report.txt: ")
    assert complaint in str(error)


@pytest.mark.parametrize("content", ["", " \n\t\n", "---\ntitle: x\n---\n", "\ufeff", "\ufeff\n"])
@pytest.mark.parametrize("name", ["report.txt", "wire.jsonl", "one.json"])
def test_nothing_to_read(tmp_path, content, name):
    if name == "report.txt" or "title" not in content:
        assert isinstance(one(tmp_path, content, name), Empty)


def test_a_byte_order_mark_is_no_text(tmp_path):
    assert one(tmp_path, codecs.BOM_UTF8 + "Café".encode()).text == "Café"
    assert one(tmp_path, codecs.BOM_UTF16_LE + "Café 🚑".encode("utf-16-le")).text == "Café 🚑"
    assert one(tmp_path, codecs.BOM_UTF16_BE + "---\ntitle: x\n---\nCafé".encode("utf-16-be")).text == "Café"
    assert one(tmp_path, codecs.BOM_UTF8 + b'{"text": "Caf\xc3\xa9"}', "wire.jsonl").text == "Café"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"A caf\xe9 burned", "byte 0xe9 at offset 5 is not UTF-8"),
        (codecs.BOM_UTF8 + b"ab\xff", "byte 0xff at offset 5"),
        (codecs.BOM_UTF16_LE + b"a\0\0\xd8", "is not UTF-16-LE"),
        (b"A\0b\0", "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (codecs.BOM_UTF16_LE + b"a\0\0\0", "binary"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\0", "ZIP"),
        (b"<!DOCTYPE HTML>\n<p>", "web page"),
    ],
)
def test_what_is_no_text_is_refused_not_guessed(tmp_path, content, complaint):
    error = one(tmp_path, content)
    assert isinstance(error, NotText)
    assert complaint in str(error)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-03-05T17:40:00Z", datetime(2024, 3, 5, 17, 40, tzinfo=UTC)),
        ("2024-03-05T19:40+02:00", datetime(2024, 3, 5, 17, 40, tzinfo=UTC)),
        ("", None),
        (None, None),
    ],
)
def test_dates(written, read):
    [report] = lines({"text": "Rain.", "published": written})
    assert report.published == read
    assert type(report.published) is type(read)


@pytest.mark.parametrize(
    "written",
    ["5 March 2024", "2024-02-30", "2024-03-05T17:40:00", "0001-01-01", "9999-12-31", 1709650800, ["2024-03-05"], "20240305"],
)
def test_what_is_no_date(written):
    [error] = lines({"text": "Rain.", "published": written})
    assert isinstance(error, BadDate)
    assert f"wire.jsonl#1: published {written!r}" in str(error)
    assert "2024-03-05" in str(error)


def test_json_lines_keep_what_they_say():
    said = {"text": " a\r\nb ", "title": "T", "outlet": "O", "url": "https://a.example/", "authors": ["A", " "], "language": "en"}
    [report] = lines(said | {"id": 17, "extra": {"deep": []}})
    assert (report.text, report.title, report.outlet, report.url) == (" a\r\nb ", "T", "O", "https://a.example/")
    assert (report.authors, report.language) == (("A",), "en")
    assert report.id == report_id(" a\r\nb ", "O", "https://a.example/")
    assert lines({"text": "x", "authors": "Ada"})[0].authors == ("Ada",)


def test_a_bad_line_does_not_stop_the_others():
    good = {"text": "Rain fell."}
    bad = [
        '{"text": "half',
        "[1]",
        "{}",
        '{"text": 5}',
        '{"text": "x", "title": []}',
        '{"text": "x", "authors": 3}',
        '{"text": " "}',
    ]
    found = lines(good, *bad, "", "[" * 100_000, '{"text": "x", "n": %s}' % ("9" * 5_000), good)
    assert [isinstance(item, Report) for item in found] == [True] + [False] * 9 + [True]
    assert [str(error).partition(":")[0] for error in found[1:8]] == [f"wire.jsonl#{n}" for n in range(2, 9)]
    assert all(type(error) is BadRecord for error in [*found[1:7], found[8], found[9]])
    assert type(found[7]) is Empty
    assert found[-1].origin.source == "wire.jsonl#12"


def test_a_missing_text_names_the_keys_there_are():
    [error] = lines({"body": "Rain.", "headline": "R"})
    assert "'body', 'headline'" in str(error)


@pytest.mark.parametrize("key", ["text", "title", "outlet", "authors"])
def test_half_a_surrogate_pair_is_no_character(key):
    [error] = lines(json.dumps({"text": "rain", key: "a \ud83d b"}))
    assert isinstance(error, BadRecord)
    assert "\\ud83d, at character 2" in str(error)
    str(error).encode()
    assert lines('{"text": "\\ud83d\\ude91"}')[0].text == "🚑"
    assert isinstance(lines('{"text": "a\\u0000b"}')[0], BadRecord)


def test_a_line_is_hashed_by_itself():
    content = b'{"text": "a"}\r\n{"text": "b"}'
    first, second = reports(io.BytesIO(content), name="x")
    assert first.origin == Origin("x#1", hashlib.sha256(b'{"text": "a"}').hexdigest())
    assert second.origin == Origin("x#2", hashlib.sha256(b'{"text": "b"}').hexdigest())


def test_one_object_in_a_json_file(tmp_path):
    report = one(tmp_path, json.dumps({"text": "Rain.", "outlet": "O"}, indent=2), "one.json")
    assert (report.text, report.outlet, report.origin.source) == ("Rain.", "O", "one.json")
    assert isinstance(one(tmp_path, "[]", "one.json"), BadRecord)


def test_options_outrank_front_matter_and_fill_the_gaps_of_json(tmp_path):
    taken = datetime(2024, 3, 6, tzinfo=UTC)
    options = {"title": "T", "published": date(2024, 3, 5), "outlet": "O", "taken": taken}
    plain = one(tmp_path, "---\ntitle: Own\npublished: 2020-01-01\noutlet: P\n---\nText", **options)
    assert (plain.title, plain.published, plain.outlet, plain.origin.taken) == ("T", date(2024, 3, 5), "O", taken)
    own, none = lines({"text": "x", "title": "Own", "outlet": "P"}, {"text": "x"}, given=Given(**options))
    assert (own.title, own.outlet, own.published) == ("Own", "P", date(2024, 3, 5))
    assert (none.title, none.outlet, none.published) == ("T", "O", date(2024, 3, 5))


@pytest.mark.parametrize(
    ("content", "count"), [(b'\n {"text": "a"}\n{"text": "b"}\n', 2), (b"Rain {\n fell\n", 1), (b"\xef\xbb\xbf{}", 1)]
)
def test_a_stream_is_sniffed(content, count):
    assert len(list(reports(io.BytesIO(content)))) == count


def test_a_pipe_is_sniffed(tmp_path):
    reading, writing = os.pipe()
    os.write(writing, b'{"text": "a"}\n{"text": "b"}\n')
    os.close(writing)
    pipe = tmp_path / "pipe"
    pipe.symlink_to(f"/dev/fd/{reading}")
    assert how_many(pipe) is None
    assert [report.text for report in reports(pipe)] == ["a", "b"]


def test_a_missing_file_and_a_folder(tmp_path):
    [missing], [folder] = reports(tmp_path / "no.txt"), reports(tmp_path)
    assert isinstance(missing, NotFound)
    assert type(folder) is InputError
    assert f"{tmp_path}/*.txt" in str(folder)


def test_a_name_that_is_no_utf8_can_still_be_told(tmp_path):
    [error] = reports(tmp_path / os.fsdecode(b"caf\xe9.txt"))
    assert "caf\\xe9.txt" in str(error)


def test_fifty_megabytes_in_one_line(tmp_path):
    heap = b"x" * 50_000_000
    plain, wire = tmp_path / "plain.txt", tmp_path / "wire.jsonl"
    plain.write_bytes(heap)
    wire.write_bytes(b'{"text": "a"}\n{"text": "' + heap + b'"}\n{"text": "b"}\n')
    del heap
    tracemalloc.start()
    [too_long] = reports(plain)
    first, second, third = reports(wire)
    assert tracemalloc.get_traced_memory()[1] < 120_000_000
    tracemalloc.stop()
    assert isinstance(too_long, TooLong)
    assert isinstance(second, TooLong)
    assert (first.text, third.text) == ("a", "b")
    assert "wire.jsonl#2" in str(second)


def test_the_longest_report_is_read_and_one_character_more_is_not(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_CHARACTERS", 10)
    assert one(tmp_path, "🚑" * 10).text == "🚑" * 10
    assert isinstance(one(tmp_path, "🚑" * 11), TooLong)
    assert isinstance(lines({"text": "🚑" * 10})[0], Report)
    assert isinstance(lines({"text": "🚑" * 11})[0], TooLong)
    assert len("x" * MAX_CHARACTERS) < files.MAX_PLAIN


def test_how_many(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n' * 3)
    (tmp_path / "a.txt").write_text("a\nb\n")
    assert [how_many(tmp_path / name) for name in ("a.jsonl", "a.txt", "missing.txt")] == [3, 1, 1]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_text_comes_back_unaltered(text):
    [item] = lines({"text": text})
    assert isinstance(item, Empty) if not text.strip() else item.text == text


@given(st.binary(max_size=200))
def test_any_bytes_give_reports_or_errors(content):
    items = list(reports(io.BytesIO(content)))
    assert items
    assert all(isinstance(item, Report | InputError) for item in items)


def test_a_front_matter_that_is_never_closed_is_refused():
    text = b"---\noutlet: The Harbour Gazette\nThe mayor said the pier was safe.\n"
    (found,) = reports(BytesIO(text), name="x.txt")
    assert found.code == "bad-record"
    assert "not closed" in str(found)
