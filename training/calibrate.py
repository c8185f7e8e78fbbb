"""Tune what decoding leaves open on PolNeAR's dev part: `python -m training.calibrate WEIGHTS --dev POLNEAR/dev`.

The bonus for cues is the one with the best `attr` F1; the score's weights are a logistic regression on the decoder's evidence.
Both are fitted on one half of the reports and measured on the other, and the other way round; what is kept is fitted on all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportedly.knowledge.tagger import FEATURES, Settings, Tagger
from reportedly.knowledge.windows import windows
from training.data import Annotated, polnear
from training.evaluate import agrees, inside, overlap
from training.export import seal

Floats = NDArray[np.float64]

BONUSES = np.arange(-0.5, 2.6, 0.25)
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
    reports = polnear(args.dev)
    tagger = Tagger(args.weights)
    judged = {}
    for bonus in BONUSES:
        tagger.settings = replace(tagger.settings, cue_bonus=float(bonus))
        judged[float(bonus)] = [judge(tagger, report) for report in reports]
        print(f"bonus {bonus:5.2f}  F1 {f1(judged[float(bonus)]):.4f}")
    halves = [slice(0, None, 2), slice(1, None, 2)]
    for mine, other in (halves, halves[::-1]):
        bonus = max(judged, key=lambda b: f1(judged[b][mine]))
        weights = fitted(judged[bonus][mine])
        print(f"bonus {bonus:5.2f} on one half; on the other F1 {f1(judged[bonus][other]):.4f}, {quality(judged[bonus][other], weights)}")
    bonus = max(judged, key=lambda b: f1(judged[b]))
    weights = tuple(round(float(w), 4) for w in fitted(judged[bonus]))
    print(f"bonus {bonus:5.2f} on all: F1 {f1(judged[bonus]):.4f}; {dict(zip(FEATURES, weights, strict=True))}")
    settings = Settings(bonus, tagger.settings.inner_bonus, weights)
    (args.weights / "settings.json").write_text(json.dumps(asdict(settings), indent=1) + "\n")
    seal(args.weights)


def judge(tagger: Tagger, report: Annotated) -> Judged:
    """The outermost attributions found in a report against its first annotator's."""
    found = [
        (tagger.tagged(window, linked), linked)
        for window in windows(report.text, report.paragraphs, tagger.tokenizer)
        for linked in tagger.read(window)
    ]
    outer = [pair for pair in found if not any(b is not pair[0] and inside(pair[0].cue, b.contents) for b, _ in found)]
    gold = [a for a in report.readings[0] if a.contents]
    pairs = [(overlap(a.contents, t.contents), i, j) for i, a in enumerate(gold) for j, (t, _) in enumerate(outer) if agrees(a, t)]
    right: dict[int, int] = {}
    for _, i, j in sorted(pairs, key=lambda pair: -pair[0]):
        if i not in right.values() and j not in right:
            right[j] = i
    evidence = np.array([linked.evidence for _, linked in outer], dtype=np.float64).reshape(-1, len(FEATURES))
    return Judged(evidence, np.array([j in right for j in range(len(outer))], dtype=bool), len(gold))


def f1(judged: Sequence[Judged]) -> float:
    """`attr` F1 over reports."""
    right, found, gold = (sum(counts) for counts in zip(*((int(j.right.sum()), len(j.right), j.gold) for j in judged), strict=True))
    return 2 * right / (found + gold)


def fitted(judged: Sequence[Judged]) -> Floats:
    """Weights of the evidence by Newton's method on the logistic loss with a small ridge."""
    x, y = np.concatenate([j.evidence for j in judged]), np.concatenate([j.right for j in judged]).astype(float)
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) / len(y) + RIDGE * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x / len(y) + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(hessian, gradient)
    return weights


def quality(judged: Sequence[Judged], weights: Floats) -> str:
    """Expected calibration error over ten bins, and AUROC of right against wrong."""
    score = 1 / (1 + np.exp(-np.concatenate([j.evidence for j in judged]) @ weights))
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
