"""The accuracy gate: the reader on the project's own gold, against the floors in `gate.json`.

    python benchmarks/gate.py            # prints the scores; exit code 1 when one lies under its floor
    python benchmarks/gate.py --raise    # lifts floors to the present scores (never lowers one: that is done by hand)

Scores are F1, save for mentions (recall), which gold does not list exhaustively. A statement is found when its content shares
half of its characters with gold's, a figure when span and measure agree; names agree when one's words contain the other's.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from corpora import ledger

HERE = Path(__file__).parent
GOLD = HERE.parent / "examples" / "gold"
FLOORS = HERE / "gate.json"
SMALL_WORDS = frozenset({"the", "a", "an", "of", "and", "in", "for", "to", "mr", "mrs", "ms", "dr"})
Json = dict[str, Any]


def scores() -> dict[str, float]:
    """The reader's scores on the gold of the examples, from 0 to 1."""
    gold = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json"))}
    pairs = [(gold[line["id"]], line) for line in ledger.predict(GOLD)]
    return {
        "statement content": _f1(pairs, "statements", _same_content),
        "statement content and source": _f1(pairs, "statements", lambda a, b: _same_content(a, b) and _same(a, b, "source_name")),
        "figure measure and value": _f1(pairs, "figures", _same_figure),
        "figure measure, bounds and claimant": _f1(pairs, "figures", lambda a, b: _same_bounds(a, b) and _same(a, b, "claimant")),
        "event type": _f1(pairs, "events", _same_event),
        "event type, actor and recipient": _f1(
            pairs, "events", lambda a, b: _same_event(a, b) and _same(a, b, "actor") and _same(a, b, "recipient")
        ),
        "mention resolved": _recall(
            pairs, "mentions", lambda a, b: _overlap(a["span"], b["span"]) >= 0.5 and _same(a, b, "entity")
        ),
    }


def gold_digest() -> str:
    """The sha256 of the gold, file by file: floors hold for one gold only."""
    digest = hashlib.sha256()
    for path in sorted(GOLD.glob("*.json")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def below(found: dict[str, float], floors: dict[str, float]) -> list[str]:
    """A line for each score under its floor."""
    return [f"{name}: {found[name]:.3f} is under the floor {floor:.3f}" for name, floor in floors.items() if found[name] < floor]


def _matches(gold: Iterable[Json], predicted: Iterable[Json], same: Callable[[Json, Json], bool]) -> int:
    left = list(predicted)
    hits = 0
    for a in gold:
        match = next((b for b in left if same(a, b)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return hits


def _f1(pairs: list[tuple[Json, Json]], kind: str, same: Callable[[Json, Json], bool]) -> float:
    hits = sum(_matches(gold[kind], line[kind], same) for gold, line in pairs)
    return 2 * hits / max(1, sum(len(gold[kind]) + len(line[kind]) for gold, line in pairs))


def _recall(pairs: list[tuple[Json, Json]], kind: str, same: Callable[[Json, Json], bool]) -> float:
    return sum(_matches(gold[kind], line[kind], same) for gold, line in pairs) / max(1, sum(len(gold[kind]) for gold, _ in pairs))


def _cells(spans: Iterable[list[int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _same_content(a: Json, b: Json) -> bool:
    first, second = _cells(a["content"]), _cells(b["content"])
    return len(first & second) >= 0.5 * len(first | second)


def _overlap(a: list[int], b: list[int]) -> float:
    return len(_cells([a]) & _cells([b])) / len(_cells([a, b]))


def _same_figure(a: Json, b: Json) -> bool:
    value = a["best"] if a["best"] is not None else a["low"]
    other = b["best"] if b["best"] is not None else b["low"]
    return _overlap(a["span"], b["span"]) > 0 and a["measure"] == b["measure"] and value == other


def _same_bounds(a: Json, b: Json) -> bool:
    return _same_figure(a, b) and all(a[key] == b[key] for key in ("low", "high", "best"))


def _same_event(a: Json, b: Json) -> bool:
    return bool(a["type"] == b["type"] and abs(a["anchor"][0] - b["anchor"][0]) <= 40)


def _same(a: Json, b: Json, key: str) -> bool:
    first, second = set(_words(a[key])), set(_words(b[key]))
    return first == second or bool(first and second and (first <= second or second <= first))


def _words(name: str | None) -> Iterator[str]:
    plain = re.sub(r"\([^)]*\)|[’']s\b", "", name or "").lower()
    return (word for word in re.findall(r"\w+", plain) if word not in SMALL_WORDS)


def main() -> int:
    """Prints the scores beside their floors."""
    kept = json.loads(FLOORS.read_text("utf-8"))
    found = scores()
    if "--raise" in sys.argv:
        floors = {name: max(kept["floors"].get(name, 0.0), int(score * 1000) / 1000) for name, score in found.items()}
        FLOORS.write_text(json.dumps({"gold": gold_digest(), "floors": floors}, indent=2) + "\n", "utf-8")
        return 0
    for name, score in found.items():
        print(f"{name:40}{score:.3f}  floor {kept['floors'][name]:.3f}")
    return int(bool(below(found, kept["floors"])))


if __name__ == "__main__":
    sys.exit(main())
