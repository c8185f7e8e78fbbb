"""How fast reading is and how much memory it takes, as ratios to spaCy alone on the same text in the same run.

    python benchmarks/speed.py [REPORTS.jsonl ...] [--words 60000]

Without files it reads the examples, again and again. Times are CPU seconds of one process; memory is the peak of a fresh process
that reads, and of one that only parses.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date as day
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parent.parent / "examples" / "gold"


def texts(files: list[Path], words: int) -> Iterator[str]:
    """Texts of about that many words in all."""
    if files:
        lines = (json.loads(line)["text"] for file in files for line in file.open(encoding="utf-8"))
    else:
        lines = itertools.cycle([json.loads(path.read_text("utf-8"))["text"] for path in sorted(EXAMPLES.glob("*.json"))])
    seen = 0
    for text in lines:
        if seen >= words:
            return
        seen += len(text.split())
        yield text


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--words", type=int, default=30_000)
    parser.add_argument("--only", choices=["spacy", "reading"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    chosen = list(texts(given.files, given.words))
    if given.only:
        _run(given.only, chosen)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    words = sum(len(text.split()) for text in chosen)
    spent = _timed(chosen)
    alone, whole = spent.pop("spaCy alone"), spent.pop("whole reading")
    print(f"{words} words in {len(chosen)} texts\n")
    print(f"{'':16}{'words per CPU second':>22}{'of spaCy alone':>16}")
    print(f"{'spaCy alone':16}{words / alone:22,.0f}{1:16.2f}")
    print(f"{'whole reading':16}{words / whole:22,.0f}{alone / whole:16.2f}")
    for step, seconds in spent.items():
        print(f"  {step:14}{words / max(seconds, 1e-9):22,.0f}{seconds / alone:13.3f} x")
    first = _first_output()
    memory = {kind: _memory(kind, given) for kind in ("spacy", "reading")}
    print(f"\npeak memory: reading {memory['reading']} MB, spaCy alone {memory['spacy']} MB")
    print(f"first output of the command line: {first:.1f} s")


def _timed(chosen: list[str]) -> dict[str, float]:
    """CPU seconds of spaCy alone, of the whole reading, and of each step, text by text in turn."""
    from reportedly.read import reader as steps  # noqa: PLC0415
    from reportedly.read.parse import model  # noqa: PLC0415
    from reportedly.records import Report, report_id  # noqa: PLC0415

    spent: dict[str, float] = defaultdict(float)
    names = ("language", "parse", "date", "locate", "attribute", "resolve", "chain", "count", "code", "assemble")
    for name in names:
        setattr(steps, name, _clocked(getattr(steps, name), name, spent))
    nlp, whole = model(), steps.Reader()
    whole.read(Report("0", "The ministry said two people were hurt in Paris on Monday."))
    spent.clear()
    for text in chosen:
        begun = time.process_time()
        nlp(text)
        spent["spaCy alone"] += time.process_time() - begun
        begun = time.process_time()
        whole.read(Report(report_id(text, None, None), text, published=day(2020, 1, 1)))
        spent["whole reading"] += time.process_time() - begun
    return spent


def _clocked(step: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*args: Any) -> Any:
        begun = time.process_time()
        try:
            return step(*args)
        finally:
            spent[name] += time.process_time() - begun

    return timed


def _run(kind: str, chosen: list[str]) -> None:
    from reportedly.read.parse import model  # noqa: PLC0415
    from reportedly.read.reader import Reader  # noqa: PLC0415
    from reportedly.records import Report  # noqa: PLC0415

    for text in chosen:
        if kind == "spacy":
            model()(text)
        else:
            Reader().read(Report("0", text, published=day(2020, 1, 1)))


def _memory(kind: str, given: argparse.Namespace) -> int:
    command = [sys.executable, __file__, *map(str, given.files), "--words", str(given.words), "--only", kind]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _first_output() -> float:
    """Wall seconds of the command line over one example, from a cold start."""
    report = next(EXAMPLES.parent.glob("reports/*.txt"))
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", "from reportedly.cli import main; main()", "read", str(report)], check=True, capture_output=True
    )
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
