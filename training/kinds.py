"""Make `knowledge/data/kinds.csv`: `python -m training.kinds training/corpus/train --heldout training/corpus/heldout --to FILE`.

A multinomial logistic regression with an L2 penalty over `read.kinds.features`, fitted by full-batch Adam on the annotated
attributions of the passages. The bias of "say" is lowered by LESS_SAY afterwards, since most statements only say.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from reportedly.read.kinds import before, features
from reportedly.read.layers import Attribution, Parse
from reportedly.read.parse import parse
from reportedly.read.resolve import resolve
from reportedly.read.speech.cues import kind_of, main_token
from reportedly.records import StatementKind
from training.markup import Marked, Passage, passages

Floats = NDArray[np.float32]
KINDS: tuple[str, ...] = get_args(StatementKind)
RIDGE = 3.0
STEPS, RATE = 300, 0.05
RAREST = 2  # a feature is kept that so many statements have
LESS_SAY = 0.15
LEAST = 0.02  # smaller weights are written as 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement: its features and its kind."""

    features: frozenset[str]
    kind: str


def main() -> None:
    """Fit on one folder of passages, write the weights, and print how many kinds of another come out right."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("folder", type=Path)
    ap.add_argument("--heldout", type=Path, help="a folder of passages to score on")
    ap.add_argument("--to", type=Path, required=True)
    args = ap.parse_args()
    names, weights = fitted(list(shown(args.folder)))
    write(args.to, names, weights)
    if args.heldout:
        held = list(shown(args.heldout))
        read = [KINDS[i] for i in (_matrix(held, names) @ weights).argmax(1)]
        for label, say in (("say", True), ("not say", False)):
            right = [k == s.kind for k, s in zip(read, held, strict=True) if (s.kind == "say") == say]
            print(f"{label}: {sum(right) / max(len(right), 1):.3f} right, n {len(right)}")


def shown(folder: Path) -> Iterator[Shown]:
    """The statements of a folder of passages, as the reader would see them if it found every one."""
    for passage in passages(folder):
        yield from _shown(passage)


def _shown(passage: Passage) -> Iterator[Shown]:
    parsed = parse(passage.text)
    marked = sorted((m for m in passage.attributions.values() if m.contents), key=lambda m: m.contents)
    attributions = [_attribution(parsed, m) for m in marked]
    people = resolve(parsed, attributions, passage.published)
    mentions = [people.at(a.source) if a.source else None for a in attributions]
    sources = [mention.who if mention else None for mention in mentions]
    for i, (mark, attribution) in enumerate(zip(marked, attributions, strict=True)):
        if "kind" in mark.notes:
            seen = features(parsed, attribution, sources[i], people, before(attributions, sources, i))
            yield Shown(seen, mark.notes["kind"])


def _attribution(parsed: Parse, mark: Marked) -> Attribution:
    cue, source = ((parts[0][0], parts[-1][1]) if parts else None for parts in (mark.cue, mark.source))
    head = main_token(parsed, cue) if cue else None
    kind = kind_of(parsed, head, mark.contents) if head is not None else None
    return Attribution(cue, source, mark.contents, kind or "say", head.i if head is not None else None)


def fitted(statements: Sequence[Shown]) -> tuple[list[str], Floats]:
    """The features kept, the bias "" first, and their weights (features, kinds)."""
    counts = Counter(name for s in statements for name in s.features)
    names = ["", *sorted(name for name, n in counts.items() if n >= RAREST)]
    seen = _matrix(statements, names)
    wanted = np.eye(len(KINDS), dtype=np.float32)[[KINDS.index(s.kind) for s in statements]]
    weights = np.zeros((len(names), len(KINDS)), np.float32)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    penalty = np.full((len(names), 1), RIDGE, np.float32)
    penalty[0] = 0
    for step in range(1, STEPS + 1):
        odds = seen @ weights
        likely = np.exp(odds - odds.max(1, keepdims=True))
        likely /= likely.sum(1, keepdims=True)
        slope = (seen.T @ (likely - wanted) + penalty * weights) / len(statements)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        rate = RATE if step < 0.7 * STEPS else 0.2 * RATE
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    weights[0, KINDS.index("say")] -= LESS_SAY
    return names, weights


def _matrix(statements: Sequence[Shown], names: Sequence[str]) -> Floats:
    found = np.zeros((len(statements), len(names)), np.float32)
    at = {name: i for i, name in enumerate(names)}
    for row, statement in enumerate(statements):
        found[row, [0, *(at[f] for f in statement.features if f in at)]] = 1
    return found


def write(path: Path, names: Sequence[str], weights: Floats) -> None:
    """The weights as `knowledge.weights` reads them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["feature", *KINDS])
        for name, row in zip(names, weights, strict=True):
            cells = [f"{w:.2f}" if abs(w) >= LEAST else "" for w in row]
            if any(cells):
                rows.writerow([name, *cells])


if __name__ == "__main__":
    main()
