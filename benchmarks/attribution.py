"""How far a statement's score can be trusted, and what goes wrong: the numbers and the samples behind attribution.md.

    python benchmarks/predict.py attribution --text POLNEAR/dev/text --out FILE.jsonl
    python benchmarks/attribution.py FILE.jsonl --gold POLNEAR/dev --scorer score_attribution.py [--sample 50]

Prints the reliability curve (statements by their score: how many, their mean score, the share of them that are right), the
expected calibration error over these ten bins, and the AUROC of right against wrong statements. With --sample, so many gold
attributions that were missed and so many statements that are none, drawn at random, each in its paragraph, for a reader to sort.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BINS = 10
SEED = 5
Json = dict[str, Any]


@dataclass(frozen=True)
class Compared:
    """One report: its text, gold and found attributions, and which found one is which gold one (by index)."""

    text: str
    gold: Sequence[Json]
    found: Sequence[Json]
    pairs: dict[int, int]


def main() -> None:
    """Compare, print the curve, and the samples if any are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("found", type=Path)
    parser.add_argument("--gold", type=Path, required=True, help="a part of PolNeAR, with text/ and attributions/")
    parser.add_argument("--scorer", type=Path, required=True, help="score_attribution.py")
    parser.add_argument("--sample", type=int, default=0)
    options = parser.parse_args()
    reports = list(compared(scorer(options.scorer), options.found, options.gold))
    scored = [(found["score"], at in report.pairs) for report in reports for at, found in enumerate(report.found)]
    sys.stdout.writelines(f"{line}\n" for line in curve(scored))
    if options.sample:
        missed = [shown(r.text, a) for r in reports for at, a in enumerate(r.gold) if at not in r.pairs.values()]
        wrong = [shown(r.text, a) for r in reports for at, a in enumerate(r.found) if at not in r.pairs]
        for title, cases in (("missed", missed), ("found, and wrong", wrong)):
            sample = random.Random(SEED).sample(cases, min(options.sample, len(cases)))
            sys.stdout.writelines(f"\n{title} {number} of {len(cases)}\n{case}\n" for number, case in enumerate(sample, 1))


def scorer(path: Path) -> Any:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compared(scorer: Any, predictions: Path, gold: Path) -> Iterator[Compared]:
    """Each report with its pairs: contents that share half of their words, and one source, or none; the closest first."""
    lines = [json.loads(line) for line in predictions.read_text("utf-8").splitlines()]
    found = {line["doc"]: [each for each in line["attributions"] if each["content"]] for line in lines}
    for name, annotated in scorer.load_gold(str(gold / "text"), str(gold / "attributions")).items():
        words = scorer.Doc(annotated["text"])
        ours = found.get(name, [])
        theirs = [each for each in annotated["attributions"] if each["content"]]
        tokens = [
            [{role: words.tokens(scorer._spans(a[role])) for role in ("source", "content")} for a in side]
            for side in (theirs, ours)
        ]
        alike = [
            (scorer.iou(a["content"], b["content"]), at, to)
            for at, a in enumerate(tokens[0])
            for to, b in enumerate(tokens[1])
            if a["source"] & b["source"] or not (a["source"] or b["source"])
        ]
        pairs = {to: at for at, to in scorer.greedy([each for each in alike if each[0] >= 0.5])}
        yield Compared(annotated["text"], theirs, ours, pairs)


def curve(scored: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """The reliability curve as a table, calibration error, and AUROC."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, right in scored:
        bins[min(int(score * BINS), BINS - 1)].append((score, right))
    yield "| score | statements | mean score | right |"
    yield "|---|---|---|---|"
    error = 0.0
    for number, members in enumerate(bins):
        if members:
            mean, share = (sum(column) / len(members) for column in zip(*members, strict=True))
            error += abs(mean - share) * len(members) / len(scored)
            yield f"| {number / BINS:.1f}-{(number + 1) / BINS:.1f} | {len(members)} | {mean:.2f} | {share:.2f} |"
    yield f"\nexpected calibration error {error:.3f}, AUROC {auroc(scored):.3f}, {len(scored)} statements"


def auroc(scored: Iterable[tuple[float, bool]]) -> float:
    """The probability that a right statement has a higher score than a wrong one, ties counting half."""
    scores = sorted(scored)
    right, wrong = ([score for score, is_right in scores if is_right is each] for each in (True, False))
    above = sum((a > b) + (a == b) / 2 for a in right for b in wrong)
    return above / (len(right) * len(wrong))


def shown(text: str, attribution: Json) -> str:
    """An attribution in the paragraph it begins in, its parts in brackets: S source, C cue, X content."""
    parts = [(start, end, role) for role in ("source", "cue", "content") for start, end in _spans(attribution[role])]
    first, last = min(part[0] for part in parts), max(part[1] for part in parts)
    at, end = text.rfind("\n", 0, first) + 1, text.find("\n", last)
    marks = sorted(
        [(start, f"[{role[0].upper() if role != 'content' else 'X'} ") for start, _, role in parts]
        + [(e, "]") for _, e, _ in parts]
    )
    shown = ""
    for place, mark in marks:
        shown += text[at:place] + mark
        at = place
    return shown + text[at : end if end >= 0 else len(text)]


def _spans(spans: Any) -> list[tuple[int, int]]:
    if not spans:
        return []
    return [(spans[0], spans[1])] if isinstance(spans[0], int) else [(start, end) for start, end in spans]


if __name__ == "__main__":
    main()
