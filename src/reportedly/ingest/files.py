"""Bytes -> Report: files and streams of plain text, of JSON Lines, or of one JSON object.

Whatever cannot be read comes out as an error in its place, and the rest goes on: every input is either a report or an error.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Literal, cast

from reportedly.errors import BadRecord, Empty, InputError, NotFound, NotText, TooLong
from reportedly.ingest.decode import UTF16, decoded
from reportedly.ingest.fields import Fields, from_json, from_plain, storable, with_text
from reportedly.records import Origin, Report, report_id

MAX_CHARACTERS = 2_000_000  # code points of one report, about ten thick novels
MAX_PLAIN = 4 * MAX_CHARACTERS + 65_536  # bytes: UTF-8 has at most 4 a character; and room for the front matter
MAX_JSON = 12 * MAX_CHARACTERS + 65_536  # bytes: JSON may write one character as 12, "\ud83d\ude00"
CHUNK = 1 << 20

Layout = Literal["plain", "object", "lines"]
LAYOUTS: dict[str, Layout] = {".json": "object", ".jsonl": "lines", ".ndjson": "lines"}


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says about the reports. It outranks the front matter of plain text and fills the gaps of JSON.

    `taken` is when the bytes were taken: nothing here looks at a clock.
    """

    title: str | None = None
    published: date | datetime | None = None
    outlet: str | None = None
    taken: datetime | None = None


def reports(source: Path | BinaryIO, *, name: str | None = None, given: Given | None = None) -> Iterator[Report | InputError]:
    """The reports of one file or open stream, one by one, with an InputError in the place of each that cannot be read.

    A path's suffix says its layout: `.jsonl` and `.ndjson` hold a report a line, `.json` one report, anything else is plain
    text. A stream or pipe that opens with `{` is JSON Lines. No more than one report is held in memory at a time.
    """
    given = given or Given()
    if not isinstance(source, Path):
        yield from _reports(source, None, name or "stdin", given)
        return
    name = name or displayable(source)
    if source.is_dir():
        yield InputError(f"{name}: a folder; give its files, {name.rstrip(os.sep)}{os.sep}*.txt, or add it with -r")
        return
    try:
        with source.open("rb") as stream:
            known = LAYOUTS.get(source.suffix.lower(), "plain" if source.is_file() else None)
            yield from _reports(stream, known, name, given)
    except FileNotFoundError:
        yield NotFound(f"{name}: no such file; check the name")
    except OSError as error:
        yield NotFound(f"{name}: cannot be read ({error.strerror}); check its permissions")


def displayable(path: Path) -> str:
    """A path's name as text; bytes of it that are not UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def how_many(source: Path) -> int | None:
    """How many reports a file seems to hold; None for a pipe, which can be read only once."""
    if not source.is_file() or source.suffix.lower() not in (".jsonl", ".ndjson"):
        return 1 if source.is_file() or not source.exists() else None
    with source.open("rb") as stream:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(CHUNK), b"")) or 1


def _reports(stream: BinaryIO, layout: Layout | None, name: str, given: Given) -> Iterator[Report | InputError]:
    peekable = cast("io.BufferedReader", stream if hasattr(stream, "peek") else io.BufferedReader(cast("io.RawIOBase", stream)))
    layout = layout or _sniffed(peekable)
    if layout == "lines":
        yield from _lines(peekable, name, given)
    else:
        yield _whole(peekable.read((MAX_JSON if layout == "object" else MAX_PLAIN) + 1), layout, name, given)


def _sniffed(stream: io.BufferedReader) -> Layout:
    return "lines" if stream.peek(1).removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{" else "plain"


def _whole(raw: bytes, layout: Layout, name: str, given: Given) -> Report | InputError:
    try:
        if len(raw) > (MAX_JSON if layout == "object" else MAX_PLAIN):
            raise _too_long(name)
        text = decoded(raw, name)
        fields = _filled(from_json(text, name), given) if layout == "object" and text.strip() else _outranked(text, name, given)
        return _report(fields, name, raw, given)
    except InputError as error:
        return error


def _lines(stream: io.BufferedReader, name: str, given: Given) -> Iterator[Report | InputError]:
    empty = True
    for number, line in enumerate(_bounded_lines(stream), start=1):
        label = f"{name}#{number}"
        if line is None:
            yield _too_long(label)
        elif number == 1 and line[:2] in UTF16:
            yield NotText(f"{name}: JSON Lines must be UTF-8; convert it: iconv -f UTF-16 -t UTF-8 FILE > NEW")
            return
        elif line.removeprefix(codecs.BOM_UTF8).strip():
            yield _line(line, label, given)
        else:
            continue
        empty = False
    if empty:
        yield Empty(f"{name}: nothing to read in it; give JSON Lines, one report a line")


def _line(line: bytes, label: str, given: Given) -> Report | InputError:
    try:
        raw = line.rstrip(b"\r\n")
        return _report(_filled(from_json(decoded(raw, label), label), given), label, raw, given)
    except InputError as error:
        return error


def _bounded_lines(stream: io.BufferedReader) -> Iterator[bytes | None]:
    """The lines of a stream, None for each that is too long: of such a line no more than a chunk is held."""
    while line := stream.readline(MAX_JSON + 1):
        if len(line) <= MAX_JSON:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(CHUNK)
        yield None


def _outranked(text: str, name: str, given: Given) -> Fields:
    fields = from_plain(text, name)
    return replace(
        fields,
        title=given.title or fields.title,
        published=given.published or fields.published,
        outlet=given.outlet or fields.outlet,
    )


def _filled(fields: Fields, given: Given) -> Fields:
    return replace(
        fields,
        title=fields.title or given.title,
        published=fields.published or given.published,
        outlet=fields.outlet or given.outlet,
    )


def readable(fields: Fields, name: str) -> Fields:
    """The same fields, when a report can have such a text; raises Empty, TooLong or BadRecord otherwise."""
    if not isinstance(fields.text, str):
        raise BadRecord(f"{name}: a report is text, not {type(fields.text).__name__}; decode it first")
    with_text(fields, name)
    storable(fields.text, name, "text")
    if len(fields.text) > MAX_CHARACTERS:
        raise _too_long(name)
    return fields


def _report(fields: Fields, source: str, raw: bytes, given: Given) -> Report:
    readable(fields, source)
    return Report(
        id=report_id(fields.text, fields.outlet, fields.url),
        text=fields.text,
        title=fields.title,
        published=fields.published,
        outlet=fields.outlet,
        url=fields.url,
        authors=fields.authors,
        language=fields.language,
        origin=Origin(source, hashlib.sha256(raw).hexdigest(), given.taken),
    )


def _too_long(name: str) -> TooLong:
    return TooLong(f"{name}: longer than the {MAX_CHARACTERS:,} characters that one report may have; split it into its reports")
