"""TimeML files (TimeBank, AQUAINT) -> the predictions that a TempEval-3 scorer reads."""

from __future__ import annotations

import datetime as dt
import html
import re
from pathlib import Path

from reportedly.read.date import date
from reportedly.read.parse import parse

TAG = re.compile(r"<[^>]*>")


def predict(tml_dir: Path) -> dict[str, list[list[int | str]]]:
    """`[start, end, type, value]` of each time expression, by file name; the folder is searched to any depth."""
    return {path.stem: _predict(path.read_text("utf-8")) for path in sorted(tml_dir.rglob("*.tml"))}


def _predict(source: str) -> list[list[int | str]]:
    times = date(parse(text_of(source)), published(source))
    return [[time.start, time.end, time.type, time.value] for time in times]


def text_of(source: str) -> str:
    """The characters of the TEXT element without tags: what offsets count."""
    body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.S)
    return "".join(html.unescape(part) for part in TAG.split(body[1] if body else source))


def published(source: str) -> dt.date | None:
    """The document creation time: the first TIMEX3 that is marked as such, or else stands in the DCT element."""
    dct = re.search(r"<DCT>.*?</DCT>", source, re.S)
    marked = re.search(r'<TIMEX3[^>]*functionInDocument="(?:CREATION|PUBLICATION)_TIME"[^>]*>', source)
    value = re.search(r'value="(\d{4}-\d\d-\d\d)', dct[0] if dct else marked[0] if marked else "")
    return dt.date.fromisoformat(value[1]) if value else None
