"""Ledger gold: reports as JSON (id, title, published, outlet, text); predictions are readings in the same shape, by name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reportedly.ingest.fields import parsed_date
from reportedly.read.reader import Reader
from reportedly.records import Anchored, Event, Figure, Interval, Reading, Report, Span, Statement, report_id

Json = dict[str, Any]
VAGUE = re.compile(r"\d{4}(?:-\d{2}|-W\d{2})?")
EXACT = re.compile(r"\b(?:this|start|beginning|first)\b", re.IGNORECASE)  # "this year" begins on a day


def predict(folder: Path) -> Iterator[Json]:
    """The prediction for each report of a folder, in order of file names; nothing but the report itself is read of a file."""
    reader = Reader()
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        reading = reader.read(_report(gold))
        yield {"id": gold["id"], "text": gold["text"], **as_gold(reading)}


def _report(gold: Mapping[str, Any]) -> Report:
    text, outlet = gold["text"], gold.get("outlet")
    published = parsed_date(gold.get("published"), str(gold["id"]))
    return Report(report_id(text, outlet, None), text, gold.get("title") or None, published, outlet)


def as_gold(reading: Reading) -> Json:
    """A reading in the shape of the gold: names for entities, one day for an interval, offsets for spans."""
    return {
        "statements": [_statement(reading, s) for s in reading.statements],
        "figures": [_figure(reading, f) for f in reading.figures],
        "events": [_event(reading, e) for e in reading.events],
        "mentions": [{"span": _pair(m.span), "entity": reading.name(m.id)} for m in reading.mentions],
    }


def _statement(reading: Reading, s: Statement) -> Json:
    source = reading.find(s.source)
    return {
        "content": [_pair(span) for span in s.content],
        "source": _pair(source.span) if source else None,
        "source_name": reading.name(s.source),
        "cue": _pair(s.cue),
        "chain": list(reading.chain(s.id)),
        "addressee": _name(reading, s.addressee),
        "channel": s.channel.value if s.channel else None,
        "kind": s.kind.value,
        "hedged": s.hedge is not None,
        "type": s.type,
        "said_on": _day(s.said_on),
    }


def _figure(reading: Reading, f: Figure) -> Json:
    return {
        "span": _pair(f.span),
        "measure": f.measure.value,
        "low": f.low,
        "high": f.high,
        "best": f.best,
        "approx": f.approximate,
        "victims": f.victims.value.text if f.victims else None,
        "side": _name(reading, f.side),
        "place": f.place.value.name if f.place else None,
        "as_of": _day(f.as_of),
        "period_start": _edge(f.period, "start"),
        "period_end": _edge(f.period, "until"),
        "claimant": reading.claimant(f),
        "chain": list(reading.chain(f.statement)),
    }


def _event(reading: Reading, e: Event) -> Json:
    return {
        "actor": _name(reading, e.actor),
        "recipient": _name(reading, e.recipient),
        "type": e.type,
        "anchor": _pair(e.anchors[0]),
        "date": _day(e.happened),
        "place": e.place.value.name if e.place else None,
        "status": e.status.value,
        "attributed_to": reading.claimant(e),
    }


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _name(reading: Reading, who: Anchored[str] | None) -> str | None:
    return reading.name(who.value) if who else None


def _day(time: Anchored[Interval] | None) -> str | None:
    """The gold knows days only: a longer interval is none there."""
    return time.value.day.isoformat() if time and time.value.day else None


def _edge(time: Anchored[Interval] | None, side: str) -> str | None:
    """The first or last day of an interval; of "1989" or "last month" none, as the gold knows days only."""
    if time is not None and VAGUE.fullmatch(time.value.timex) and not (time.span and EXACT.search(time.span.quote)):
        return None
    day = getattr(time.value, side) if time else None
    return day.isoformat() if day else None
