"""Predictions of the shipped reader, in the formats of the scorers, so that anyone can score it on gold of their own.

    python benchmarks/predict.py ledger --in DIR --out FILE.jsonl
    python benchmarks/predict.py attribution --text DIR --out FILE.jsonl
    python benchmarks/predict.py timex --tml DIR --out FILE.json
    python benchmarks/predict.py events --tsv FILE --out FILE.tsv
    python benchmarks/predict.py places --xml FILE --out FILE.json

No model, threshold or option of its own: what it writes is what the reader reads. A corpus' own conventions stand in `corpora`.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from corpora import attribution, events, ledger, places, timex


def _ledger(source: Path, out: Path) -> None:
    out.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in ledger.predict(source)), "utf-8")


def _attribution(source: Path, out: Path) -> None:
    out.write_text("".join(json.dumps(line) + "\n" for line in attribution.predict(source)), "utf-8")


def _timex(source: Path, out: Path) -> None:
    out.write_text(json.dumps(timex.predict(source)), "utf-8")


def _places(source: Path, out: Path) -> None:
    out.write_text(json.dumps(places.predict(source)), "utf-8")


def _events(source: Path, out: Path) -> None:
    with out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t", lineterminator="\n").writerows([("uid", "root"), *events.predict(source)])


KINDS: dict[str, tuple[str, Callable[[Path, Path], None]]] = {
    "ledger": ("--in", _ledger),
    "attribution": ("--text", _attribution),
    "timex": ("--tml", _timex),
    "events": ("--tsv", _events),
    "places": ("--xml", _places),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes one kind of predictions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True)
    for kind, (option, _) in KINDS.items():
        command = kinds.add_parser(kind)
        command.add_argument(option, dest="source", type=Path, required=True)
        command.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    if not given.source.exists():
        parser.error(f"{given.source} does not exist")
    KINDS[given.kind][1](given.source, given.out)


if __name__ == "__main__":
    main()
