"""Tune what decoding leaves open on PolNeAR's dev part: `python -m training.calibrate WEIGHTS --dev POLNEAR/dev`.

The bonus for cues and the least score are those that find most at nearly the best `attr` F1; the score's weights are a logistic
regression on the decoder's evidence. They are fitted on one half of the reports and measured on the other, and the other way
round; what is kept is fitted on all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportedly.knowledge.tagger import FEATURES, Tagger
from reportedly.knowledge.windows import Window, windows
from training.data import Annotated, polnear
from training.evaluate import agrees, inside, overlap
from training.seal import seal

Floats = NDArray[np.float64]
Floats32 = NDArray[np.float32]

BONUSES = (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
LEAST = np.arange(0.0, 0.61, 0.02)
SLACK = 0.003
RIDGE = 1e-3


@dataclass(frozen=True, slots=True)
class Judged:
    """One report: the evidence for each attribution found (finds, features), whether it is right, and how many gold there are."""

    evidence: Floats
    right: NDArray[np.bool_]
    gold: int


def main() -> None:
    """Parse the command line, tune, and write settings.json."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("weights", type=Path)
    ap.add_argument("--dev", type=Path, required=True)
    args = ap.parse_args()
    tagger = Tagger(args.weights)
    reports = [(report, encoded(tagger, report)) for report in polnear(args.dev)]
    judged = {}
    for bonus in BONUSES:
        tagger.settings = replace(tagger.settings, cue_bonus=bonus, least_score=0.0)
        judged[bonus] = [judge(tagger, report, out) for report, out in reports]
    for mine, other in (np.s_[::2], np.s_[1::2]), (np.s_[1::2], np.s_[::2]):
        bonus, least, weights = tuned({b: j[mine] for b, j in judged.items()})
        kept = [above(j, weights, least) for j in judged[bonus][other]]
        print(f"bonus {bonus}, least {least:.2f} on one half; on the other F1 {f1(kept):.4f}, {quality(kept, weights)}")
    bonus, least, weights = tuned(judged)
    kept = [above(j, weights, least) for j in judged[bonus]]
    rounded = tuple(round(float(w), 4) for w in weights)
    print(f"bonus {bonus}, least {least:.2f} on all: F1 {f1(kept):.4f}, {quality(kept, weights)}")
    print(dict(zip(FEATURES, rounded, strict=True)))
    settings = replace(tagger.settings, cue_bonus=bonus, least_score=round(least, 2), weights=rounded)
    (args.weights / "settings.json").write_text(json.dumps(asdict(settings), indent=1) + "\n")
    seal(args.weights)


def encoded(tagger: Tagger, report: Annotated) -> list[tuple[Window, dict[str, Floats32]]]:
    """A report's windows, each with what the encoder says of it."""
    return [(window, tagger.encode(window)) for window in windows(report.text, report.paragraphs, tagger.tokenizer)]


def judge(tagger: Tagger, report: Annotated, out: Sequence[tuple[Window, dict[str, Floats32]]]) -> Judged:
    """The outermost attributions found in a report against its first annotator's."""
    found = [(tagger.tagged(window, linked), linked) for window, said in out for linked in tagger.decode(window, said)]
    outer = [pair for pair in found if not any(b is not pair[0] and inside(pair[0].cue, b.contents) for b, _ in found)]
    gold = [a for a in report.readings[0] if a.contents]
    pairs = [
        (overlap(a.contents, t.contents), i, j) for i, a in enumerate(gold) for j, (t, _) in enumerate(outer) if agrees(a, t)
    ]
    right: dict[int, int] = {}
    for _, i, j in sorted(pairs, key=lambda pair: -pair[0]):
        if i not in right.values() and j not in right:
            right[j] = i
    evidence = np.array([linked.evidence for _, linked in outer], dtype=np.float64).reshape(-1, len(FEATURES))
    return Judged(evidence, np.array([j in right for j in range(len(outer))], dtype=bool), len(gold))


def tuned(judged: Mapping[float, Sequence[Judged]]) -> tuple[float, float, Floats]:
    """The bonus and the least score that find most without losing more than `SLACK` of the best F1, and the score's weights."""
    found = []
    for bonus, reports in judged.items():
        weights = fitted(reports)
        for least in map(float, LEAST):
            kept = [above(j, weights, least) for j in reports]
            found.append((f1(kept), sum(int(j.right.sum()) for j in kept), bonus, least, weights))
    best = max(row[0] for row in found)
    _, _, bonus, least, weights = max((row for row in found if row[0] >= best - SLACK), key=lambda row: row[1:4])
    return bonus, least, weights


def above(judged: Judged, weights: Floats, least: float) -> Judged:
    """Without what scores less."""
    keep = scores(judged.evidence, weights) >= least
    return Judged(judged.evidence[keep], judged.right[keep], judged.gold)


def scores(evidence: Floats, weights: Floats) -> Floats:
    """Probabilities from evidence (finds, features)."""
    return np.asarray(1 / (1 + np.exp(-evidence @ weights)))


def f1(judged: Sequence[Judged]) -> float:
    """`attr` F1 over reports."""
    right, found, gold = (
        sum(counts) for counts in zip(*((int(j.right.sum()), len(j.right), j.gold) for j in judged), strict=True)
    )
    return 2 * right / (found + gold)


def fitted(judged: Sequence[Judged]) -> Floats:
    """Weights of the evidence by Newton's method on the logistic loss with a small ridge."""
    x, y = np.concatenate([j.evidence for j in judged]), np.concatenate([j.right for j in judged]).astype(float)
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = scores(x, weights)
        gradient = x.T @ (p - y) / len(y) + RIDGE * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x / len(y) + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(hessian, gradient)
    return weights


def quality(judged: Sequence[Judged], weights: Floats) -> str:
    """Expected calibration error over ten bins, and AUROC of right against wrong."""
    score = scores(np.concatenate([j.evidence for j in judged]), weights)
    right = np.concatenate([j.right for j in judged])
    bins = np.minimum((score * 10).astype(int), 9)
    error = sum(abs(score[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))
    ranks = np.empty(len(score))
    ranks[np.argsort(score, kind="stable")] = np.arange(1, len(score) + 1)
    positive = int(right.sum())
    area = (ranks[right].sum() - positive * (positive + 1) / 2) / (positive * (len(right) - positive))
    return f"calibration error {error:.3f}, AUROC {area:.3f}, n {len(right)}"


if __name__ == "__main__":
    main()
