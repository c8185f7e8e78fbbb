"""Toponym corpora in the format of LGL and TR-News: where each given toponym lies, and which ones the reader finds by itself."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from reportedly.read.layers import Chars
from reportedly.read.locate import locate
from reportedly.read.parse import parse
from reportedly.read.rank import resolve_places

NEAR = 60  # characters that a stated offset may be off


Placed = dict[str, list[tuple[int, int, float | None, float | None]]]


def predict(xml: Path) -> dict[str, object]:
    """The predictions for a file: {"N": [[start, end, latitude, longitude], ...], "found": {"N": [[start, end], ...]}}."""
    return {**placed(xml), "found": found(xml)}


def placed(xml: Path) -> Placed:
    """Where each toponym of each article lies; None, None where the reader does not know it."""
    return {str(n): _placed(*article) for n, article in enumerate(_articles(xml))}


def found(xml: Path) -> dict[str, list[Chars]]:
    """The toponyms that the reader finds in each article."""
    return {str(n): _found(*article) for n, article in enumerate(_articles(xml))}


def _placed(text: str, stated: list[Chars], spans: list[Chars]) -> list[tuple[int, int, float | None, float | None]]:
    places = resolve_places(text, spans)
    return [
        (*chars, place.latitude if place else None, place.longitude if place else None)
        for chars, place in zip(stated, places, strict=True)
    ]


def _found(text: str, stated: list[Chars], spans: list[Chars]) -> list[Chars]:
    as_stated = dict(zip(spans, stated, strict=True))
    return [as_stated.get(span, span) for toponym in locate(parse(text)) for span in [(toponym.start, toponym.end)]]


def _articles(xml: Path) -> Iterator[tuple[str, list[Chars], list[Chars]]]:
    """The text of each article, its toponyms' offsets as stated, and where they stand."""
    for article in ET.parse(xml).getroot().iter("article"):
        text = article.findtext("text") or ""
        toponyms = [_stated(toponym) for toponym in article.iter("toponym")]
        yield text, [(start, end) for start, end, _ in toponyms], [_where(text, *toponym) for toponym in toponyms]


def _stated(toponym: ET.Element) -> tuple[int, int, str]:
    return int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0), toponym.findtext("phrase") or ""


def _where(text: str, start: int, end: int, phrase: str) -> Chars:
    """Where a phrase stands: some offsets of TR-News count line breaks as two characters."""
    if not phrase or text[start:end] == phrase:
        return start, end
    places = [m for m in range(max(0, start - NEAR), start + NEAR) if text.startswith(phrase, m)]
    at = min(places, key=lambda place: abs(place - start), default=start)
    return (at, at + len(phrase)) if places else (start, end)
