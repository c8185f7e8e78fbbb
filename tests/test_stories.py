"""Ten stories with the same kinds of facts, each told in another way: what a reader must bring home from them.

No reader finds everything in them. Each kind of fact has a floor, the share that must be right; what is missed is listed when a
floor breaks. Floors are lifted as the reader improves.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import reportedly
from reportedly.records import Anchored, Interval, Reading

STORIES = sorted((Path(__file__).parent / "stories").glob("*.json"))
FLOORS = {
    "addressee": 0.75,
    "chain": 0.8,
    "channel": 0.77,
    "event": 0.96,
    "event with both parties": 0.92,
    "event's date": 0.92,
    "event's status": 1.0,
    "figure": 0.97,
    "figure's as_of": 1.0,
    "figure's claimant": 0.94,
    "figure's place": 0.95,
    "figure's side": 0.68,
    "figure's victims": 0.94,
    "hedged": 1.0,
    "kind": 0.75,
    "mention": 0.95,
    "no statement": 1.0,
    "said_on": 0.9,
    "source": 0.94,
    "statement": 0.97,
}
NEAR = 60  # characters between an event's words and those that the story expects
Json = dict[str, Any]
Verdict = tuple[str, bool, str]


@cache
def verdicts() -> dict[str, list[Verdict]]:
    """For each kind of fact: every expectation, whether it was met, and what was read instead."""
    found = defaultdict(list)
    for path in STORIES:
        story = json.loads(path.read_text("utf-8"))
        reading = reportedly.read(story["text"], published=story["published"], outlet=story["outlet"], title=story["title"])
        for kind, right, detail in _checked(story["text"], story["expect"], reading):
            found[kind].append((path.stem, right, detail))
    return dict(found)


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_a_kind_of_fact_comes_out_often_enough(kind: str) -> None:
    judged = verdicts()[kind]
    missed = [f"{story}: {detail}" for story, right, detail in judged if not right]
    share = 1 - len(missed) / len(judged)
    assert share >= FLOORS[kind], f"{share:.2f} of {len(judged)}; missed:\n" + "\n".join(missed)


def test_every_kind_of_fact_has_a_floor() -> None:
    assert set(verdicts()) == set(FLOORS)


def _checked(text: str, expected: Json, reading: Reading) -> Iterator[tuple[str, bool, str]]:
    for e in expected["statements"]:
        yield from _statement(text, e, reading)
    for e in expected["figures"]:
        yield from _figure(text, e, reading)
    for e in expected["mentions"]:
        at = text.index(e["quote"])
        names = [
            reading.name(m.id) for m in reading.mentions if m.span.start <= at + 4 and at + len(e["quote"]) <= m.span.end + 1
        ]
        yield "mention", any(_same(e["entity"], name) for name in names), f"{e['quote']} {e['entity']}: {names}"
    for e in expected["events"]:
        yield from _event(text, e, reading)
    for quote in expected["no_statement"]:
        start, end = text.index(quote), text.index(quote) + len(quote) + 1
        invented = [s for s in reading.statements if any(start <= c.start and c.end <= end for c in s.content)]
        yield "no statement", not invented, quote


def _statement(text: str, e: Json, reading: Reading) -> Iterator[tuple[str, bool, str]]:
    start, end = text.index(e["content"]), text.index(e["content"]) + len(e["content"])
    holding = [s for s in reading.statements if sum(_shared(start, end, c.start, c.end) for c in s.content) >= (end - start) / 2]
    holding.sort(key=lambda s: (not _same(e["source"], reading.name(s.source)), sum(c.end - c.start for c in s.content)))
    yield "statement", bool(holding), f"{e['source']}: {e['content']}"
    if not holding:
        return
    s = holding[0]
    got = {
        "source": reading.name(s.source),
        "chain": list(reading.chain(s.id)),
        "addressee": reading.name(s.addressee.value) if s.addressee else None,
        "channel": s.channel.value if s.channel else None,
        "kind": s.kind.value,
        "hedged": s.hedge is not None,
        "said_on": _day(s.said_on),
    }
    for key in got.keys() & e.keys():
        right = _same(e[key], got[key]) if key in ("source", "chain", "addressee") else e[key] == got[key]
        yield key, right, f"{e[key]}, not {got[key]}: {e['content']}"


def _figure(text: str, e: Json, reading: Reading) -> Iterator[tuple[str, bool, str]]:
    start, end = text.index(e["quote"]), text.index(e["quote"]) + len(e["quote"])
    figures = [f for f in reading.figures if _shared(start, end, f.span.start, f.span.end) and f.measure.value == e["measure"]]
    yield "figure", bool(figures) and figures[0].best == e["best"], f"{e['quote']} {e['measure']}"
    for f in figures[:1]:
        got = {
            "victims": f.victims.value.text if f.victims else None,
            "side": reading.name(f.side.value) if f.side else None,
            "place": f.place.value.name if f.place else None,
            "as_of": _day(f.as_of),
            "claimant": reading.claimant(f),
        }
        for key in got.keys() & e.keys():
            yield f"figure's {key}", _same(e[key], got[key]), f"{e[key]}, not {got[key]}: {e['quote']}"


def _event(text: str, e: Json, reading: Reading) -> Iterator[tuple[str, bool, str]]:
    at = text.index(e["anchor"])
    near = [x for x in reading.events if x.type == e["type"] and abs(x.anchors[0].start - at) <= NEAR]
    label = f"{e['actor']} {e['type']} {e['recipient']}: {e['anchor']}"
    yield "event", bool(near), label
    both = [x for x in near if all(_same(e[key], _who(reading, getattr(x, key))) for key in ("actor", "recipient"))]
    yield "event with both parties", bool(both), label
    for x in both[:1]:
        yield "event's status", x.status.value == e["status"], f"{label}: {x.status.value}"
        if "date" in e:
            yield "event's date", e["date"] == _day(x.happened), f"{label}: {e['date']}, not {_day(x.happened)}"


def _same(expected: Any, got: Any) -> bool:
    """Whether two names, or lists of them, agree: the words of one are among the other's."""
    if isinstance(expected, list):
        return len(expected) == len(got) and all(_same(a, b) for a, b in zip(expected, got, strict=True))
    first, second = set((expected or "").lower().split()), set((got or "").lower().split())
    return first == second or bool(first and second and (first <= second or second <= first))


def _who(reading: Reading, who: Anchored[str] | None) -> str | None:
    return reading.name(who.value) if who else None


def _day(time: Anchored[Interval] | None) -> str | None:
    return time.value.day.isoformat() if time and time.value.day else None


def _shared(start: int, end: int, other: int, until: int) -> int:
    return max(0, min(end, until) - max(start, other))
