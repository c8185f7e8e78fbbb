"""Figures, field by field, on paragraphs of our own: `python benchmarks/figures.py [--missed]`.

A figure is found when a read one overlaps its numeral and has its measure. Each field is then judged on the figures found: once
where the paragraph states it, and once ("none") where it does not and nothing may be invented. A named victim is found by the
name; age, sex and role are judged on those found. An incident is right when the figure shares it with the same other figures as
in the paragraph. Names, places and victims agree when the words of one are among those of the other, victims in singular or
plural; words that say no more than that there are victims ("bodies", "dead", "lives") agree with "people".
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from reportedly.knowledge.gazetteer import countries
from reportedly.read.reader import Reader
from reportedly.records import Anchored, Figure, Interval, Reading, Report, report_id

GOLD = Path(__file__).parent.parent / "tests" / "figures" / "paragraphs.json"
SMALL_WORDS = frozenset(
    {"a", "an", "the", "of", "in", "at", "on", "for", "to", "and", "from", "near", "its", "their", "his", "her"}
)
WORDED = ("victims", "side", "place", "claimant")
NOBODY = frozenset(
    {
        "people",
        "person",
        "body",
        "dead",
        "death",
        "life",
        "injured",
        "wounded",
        "missing",
        "fatality",
        "other",
        "victim",
        "injury",
    }
) | {"confirmed"}
SINGULAR = {
    "men": "man", "women": "woman", "children": "child", "bodies": "body", "lives": "life", "fatalities": "fatality",
    "injuries": "injury", "policemen": "policeman", "families": "family",
}  # fmt: skip
DETAILS = ("age", "sex", "role")
Json = dict[str, Any]
Verdict = tuple[str, bool, str]  # what was judged, whether it was right, and what to show where it was not


@dataclass(slots=True)
class Tally:
    """How often one thing was right, of how many, and what was wrong."""

    right: int = 0
    of: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share that was right; 1 of nothing."""
        return self.right / self.of if self.of else 1.0


def judged(path: Path = GOLD) -> Mapping[str, Tally]:
    """The verdicts on all paragraphs, by what was judged."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    reader = Reader()
    for paragraph in json.loads(path.read_text("utf-8")):
        text, outlet = paragraph["text"], paragraph["outlet"]
        report = Report(report_id(text, outlet, None), text, None, date.fromisoformat(paragraph["published"]), outlet)
        for what, right, missed in verdicts(text, paragraph["figures"], reader.read(report)):
            tally = tallies[what]
            tally.right, tally.of = tally.right + right, tally.of + 1
            if not right:
                tally.missed.append(f"{paragraph['id']}: {missed}")
    return dict(sorted(tallies.items()))


def verdicts(text: str, gold: Sequence[Json], reading: Reading) -> Iterator[Verdict]:
    """Everything that can be judged of one paragraph."""
    spans = [_span(text, g) for g in gold]
    pairs = _aligned(gold, spans, reading.figures)
    for i, g in enumerate(gold):
        yield "found", i in pairs, f"{g['quote']} {g['measure']}"
    for f in reading.figures:
        yield "precision", f in pairs.values(), f"{f.span.quote} {f.measure.value} is no figure of the paragraph"
    for i, f in pairs.items():
        label = f"{gold[i]['quote']} {gold[i]['measure']}"
        for what, right, detail in _fields(gold[i], f, reading):
            yield what, right, f"{label}: {detail}"
        yield from _linked("incident", label, _together(gold, pairs, i), _read_together(pairs, i))
        yield from _linked("part_of", label, gold[i]["part_of"], _whole(pairs, f))


def _span(text: str, g: Json) -> tuple[int, int]:
    start = -1
    for _ in range(g["occurrence"]):
        start = text.index(g["quote"], start + 1)
    return start, start + len(g["quote"])


def _aligned(gold: Sequence[Json], spans: Sequence[tuple[int, int]], figures: Sequence[Figure]) -> dict[int, Figure]:
    """The figure read for each of the paragraph's, by position; each is used once."""
    left, found = list(figures), {}
    for i, (start, end) in enumerate(spans):
        same = [f for f in left if f.span.start < end and start < f.span.end and f.measure.value == gold[i]["measure"]]
        if same:
            found[i] = same[0]
            left.remove(same[0])
    return found


def _fields(g: Json, f: Figure, reading: Reading) -> Iterator[Verdict]:
    bounds = {key: g[key] for key in ("low", "high", "best", "approx")}
    read = {"low": f.low, "high": f.high, "best": f.best, "approx": f.approximate}
    yield "bounds", bounds == read, f"{bounds}, not {read}"
    got = {
        "victims": f.victims.value.text if f.victims else None,
        "status": f.victims.value.status if f.victims else None,
        "side": reading.name(f.side.value) if f.side else None,
        "loss": f.loss,
        "place": f.place.value.name if f.place else None,
        "as_of": _edge(f.as_of, "until"),
        "scope": f.scope,
        "claimant": reading.claimant(f),
    }
    for key, value in got.items():
        right = _agree(key, g[key], value)
        yield _named(key, g[key]), right, f"{g[key]}, not {value}"
    period, when = (g["period_start"], g["period_end"]), (_edge(f.period, "start"), _edge(f.period, "until"))
    yield _named("period", any(period) or None), period == when, f"{period}, not {when}"
    yield from _names(g, f)


def _agree(key: str, expected: str | None, value: str | None) -> bool:
    if key == "victims":
        return same_words(_harmed(expected), _harmed(value))
    if key == "side" and (nation := _nation(expected)) is not None and nation == _nation(value):
        return True
    return same_words(expected, value) if key in WORDED else expected == value


def _harmed(text: str | None) -> str:
    """Victims, in the singular; words that say no more than that they are victims are "people", as in the guidelines."""
    words = [SINGULAR.get(word, word.removesuffix("s")) for word in re.findall(r"\w+", (text or "").lower())]
    kept = [word for word in words if word not in (*NOBODY, *SMALL_WORDS)]
    return " ".join(kept) or "people"


def _nation(text: str | None) -> object:
    words = (text or "").split()
    known = [countries().by_name(text or ""), *(countries().by_adjective(w) or countries().by_people(w) for w in words)]
    return next((country for country in known if country), None)


def _names(g: Json, f: Figure) -> Iterator[Verdict]:
    people = list(f.victims.value.names) if f.victims else []
    for expected in g["names"]:
        person = next((p for p in people if same_words(expected["name"], p.name.value)), None)
        yield "name", person is not None, f"{expected['name']}, not {[p.name.value for p in people]}"
        for key in DETAILS if person is not None else ():
            read = getattr(person, key)
            value = read.value if read else None
            right = same_words(expected[key], value) if key == "role" else expected[key] == value
            yield _named(f"name's {key}", expected[key]), right, f"{expected['name']}: {expected[key]}, not {value}"
    for person in people:
        known = any(same_words(expected["name"], person.name.value) for expected in g["names"])
        yield "name's precision", known, f"{person.name.value} is no name of it"


def _together(gold: Sequence[Json], pairs: Mapping[int, Figure], i: int) -> frozenset[int] | None:
    """The figures found that share the i-th one's incident in the paragraph."""
    return frozenset(j for j in pairs if gold[j]["incident"] == gold[i]["incident"]) if gold[i]["incident"] else None


def _read_together(pairs: Mapping[int, Figure], i: int) -> frozenset[int] | None:
    return frozenset(j for j, f in pairs.items() if f.incident == pairs[i].incident) if pairs[i].incident else None


def _whole(pairs: Mapping[int, Figure], f: Figure) -> int | None:
    """The position of the whole; -1 for one that is no figure of the paragraph."""
    return next((i for i, whole in pairs.items() if whole.id == f.part_of), -1) if f.part_of else None


def _linked(what: str, label: str, expected: Any, value: Any) -> Iterator[Verdict]:
    yield _named(what, expected), expected == value, f"{label}: {expected}, not {value}"


def _named(what: str, expected: object) -> str:
    return what if expected is not None else f"{what} (none)"


def same_words(expected: str | None, value: str | None) -> bool:
    """Whether the words of one are among those of the other."""
    first, second = _words(expected), _words(value)
    return first == second or bool(first and second and (first <= second or second <= first))


def _words(text: str | None) -> frozenset[str]:
    plain = re.sub(r"\([^)]*\)|[’']s\b", "", text or "").lower()
    return frozenset(re.findall(r"\w+", plain)) - SMALL_WORDS


def _edge(time: Anchored[Interval] | None, side: str) -> str | None:
    day = getattr(time.value, side) if time else None
    return day.isoformat() if day else None


def main() -> None:
    """Prints what share of each field was right, of how many; with --missed also what was not."""
    for what, tally in judged().items():
        print(f"{what:28}{tally.share:6.2f}{tally.of:6}")
        for missed in tally.missed if "--missed" in sys.argv else ():
            print(f"    {missed}")


if __name__ == "__main__":
    main()
