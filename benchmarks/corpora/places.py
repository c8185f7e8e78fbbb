"""Toponym corpora in the format of LGL and TR-News: where each given toponym lies, and which ones the reader finds by itself."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from reportedly.read.layers import Chars
from reportedly.read.locate import locate
from reportedly.read.parse import parse
from reportedly.read.rank import resolve_places

NEAR = 60  # characters that a stated offset may be off


def predict(xml: Path) -> dict[str, object]:
    """The predictions for a file: {"N": [[start, end, latitude, longitude], ...], "found": {"N": [[start, end], ...]}}."""
    predictions: dict[str, object] = {}
    found: dict[str, list[Chars]] = {}
    for n, article in enumerate(ET.parse(xml).getroot().iter("article")):
        text = article.findtext("text") or ""
        stated = [_stated(toponym) for toponym in article.iter("toponym")]
        spans = [_where(text, start, end, phrase) for start, end, phrase in stated]
        places = resolve_places(text, spans)
        predictions[str(n)] = [
            (start, end, place and place.latitude, place and place.longitude)
            for (start, end, _), place in zip(stated, places, strict=True)
        ]
        back = {span: (start, end) for span, (start, end, _) in zip(spans, stated, strict=True)}
        ours = [(toponym.start, toponym.end) for toponym in locate(parse(text))]
        found[str(n)] = [back.get(span, span) for span in ours]
    return {**predictions, "found": found}


def _stated(toponym: ET.Element) -> tuple[int, int, str]:
    return int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0), toponym.findtext("phrase") or ""


def _where(text: str, start: int, end: int, phrase: str) -> Chars:
    """Where a phrase stands: some offsets of TR-News count line breaks as two characters."""
    if not phrase or text[start:end] == phrase:
        return start, end
    places = [m for m in range(max(0, start - NEAR), start + NEAR) if text.startswith(phrase, m)]
    at = min(places, key=lambda place: abs(place - start), default=start)
    return (at, at + len(phrase)) if places else (start, end)
