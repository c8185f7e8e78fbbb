"""Score exported weights with the decoder that reads: `python -m training.evaluate WEIGHTS --dev POLNEAR/dev --scorer SCORER`.

Writes the predictions as JSON Lines and prints PolNeAR's scores; with --heldout also the recall on our own passages, nested
attributions apart.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from reportedly.knowledge.tagger import Tagged, Tagger
from training.data import Annotated, Chars, own, polnear
from training.markup import Marked


@dataclass(frozen=True, slots=True)
class Found:
    """How many attributions of a kind are in the gold, how many were predicted, and how many of either were in the other."""

    gold: int
    predicted: int
    found: int
    right: int


def main() -> None:
    """Parse the command line, tag, and print the scores."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("weights", type=Path)
    ap.add_argument("--dev", type=Path, help="PolNeAR's dev folder")
    ap.add_argument("--scorer", type=Path, help="score_attribution.py")
    ap.add_argument("--heldout", type=Path, help="a folder of our own passages")
    ap.add_argument("--out", type=Path, default=Path("predictions.jsonl"))
    args = ap.parse_args()
    tagger = Tagger(args.weights)
    if args.dev:
        begun = time.perf_counter()
        read = {report.name: (report, outermost(tagged(tagger, report))) for report in polnear(args.dev)}
        words = sum(len(report.text.split()) for report, _ in read.values())
        print(f"{words} words, {words / (time.perf_counter() - begun):.0f} a second")
        args.out.write_text("".join(line(name, found) for name, (_, found) in read.items()))
        scorer = loaded(args.scorer)
        gold = scorer.load_gold(str(args.dev / "text"), str(args.dev / "attributions"))
        scorer.show(args.weights.name, scorer.score(gold, scorer.load_pred(str(args.out))))
    if args.heldout:
        for name, found in own_scores(tagger, own(args.heldout)).items():
            precision, recall = found.right / max(found.predicted, 1), found.found / max(found.gold, 1)
            print(f"own {name:8} gold {found.gold} predicted {found.predicted} precision {precision:.3f} recall {recall:.3f}")


def loaded(path: Path) -> ModuleType:
    """The scorer, a Python file of its own."""
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tagged(tagger: Tagger, report: Annotated) -> list[Tagged]:
    """What the tagger finds in a report."""
    return list(tagger.tag(report.text, report.paragraphs))


def outermost(found: Sequence[Tagged]) -> list[Tagged]:
    """Without what stands inside another's content: PolNeAR marks no nesting."""
    return [a for a in found if not any(b is not a and inside(a.cue, b.contents) for b in found)]


def inside(cue: Sequence[Chars], contents: Sequence[Chars]) -> bool:
    """Whether a cue stands in a content."""
    return any(start <= cue[0][0] and cue[0][1] <= end for start, end in contents)


def line(name: str, found: Sequence[Tagged]) -> str:
    """The predictions for a report as the scorer reads them."""
    rows = [{"source": a.source, "cue": a.cue, "content": a.contents} for a in found]
    return json.dumps({"doc": name, "attributions": rows}) + "\n"


def own_scores(tagger: Tagger, passages: Sequence[Annotated]) -> dict[str, Found]:
    """Attributions of our own passages: right when content IoU (characters) >= .5 and the sources touch or are both missing."""
    counts = {"outer": [0, 0, 0, 0], "nested": [0, 0, 0, 0]}
    for passage in passages:
        gold, found = passage.readings[0], tagged(tagger, passage)
        for a in gold:
            counts[layer(a.cue, [b.contents for b in gold if b is not a])][0] += 1
        for t in found:
            counts[layer(t.cue, [b.contents for b in found if b is not t])][1] += 1
        left = list(found)
        for a in gold:
            best = max((t for t in left if agrees(a, t)), key=lambda t: overlap(a.contents, t.contents), default=None)
            if best is not None:
                left.remove(best)
                counts[layer(a.cue, [b.contents for b in gold if b is not a])][2] += 1
                counts[layer(best.cue, [b.contents for b in found if b is not best])][3] += 1
    return {name: Found(*numbers) for name, numbers in counts.items()}


def layer(cue: Sequence[Chars], contents: Sequence[Sequence[Chars]]) -> str:
    """Whether an attribution is nested in one of these contents."""
    return "nested" if cue and any(inside(cue, parts) for parts in contents) else "outer"


def agrees(gold: Marked, found: Tagged) -> bool:
    """Whether a find is a gold attribution."""
    same_source = overlap(gold.source, found.source) > 0 if gold.source and found.source else not gold.source and not found.source
    return same_source and overlap(gold.contents, found.contents) >= 0.5


def overlap(a: Sequence[Chars], b: Sequence[Chars]) -> float:
    """Intersection over union of characters."""
    ours, theirs = ({at for start, end in spans for at in range(start, end)} for spans in (a, b))
    return len(ours & theirs) / max(len(ours | theirs), 1)


if __name__ == "__main__":
    main()
