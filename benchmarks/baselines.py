"""Two baselines for ledger gold, to hold a reader's scores against.

    python benchmarks/baselines.py echo --in DIR --out FILE.jsonl    # gold's mentions, each named by its own words
    python benchmarks/baselines.py blind --in DIR --out FILE.jsonl   # no understanding at all

The blind one takes each sentence for a statement of the name that the report has most often, each number for people killed, each
pair of neighbouring names for an ASSAULT, and each capitalised word for a mention of that name.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

Json = dict[str, Any]
SENTENCE = re.compile(r"[^\s.!?][^.!?\n]*[.!?]?")
NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)*")
NUMBER = re.compile(r"\b\d[\d,]*\b")


def echo(report: Json) -> Json:
    """Gold's mentions with their own words for names, and nothing else."""
    text = report["text"]
    return {"mentions": [{"span": m["span"], "entity": text[slice(*m["span"])]} for m in report["mentions"]]}


def blind(report: Json) -> Json:
    """Predictions that look at capital letters, digits and full stops only."""
    text = report["text"]
    names = list(NAME.finditer(text))
    most = Counter(m.group() for m in names).most_common(1)[0][0] if names else None
    statements = [
        {
            "content": [list(m.span())],
            "source": None,
            "source_name": most,
            "cue": None,
            "chain": [],
            "kind": "say",
            "type": "indirect",
        }
        for m in SENTENCE.finditer(text)
    ]
    counts = [(m.span(), int(m.group().replace(",", ""))) for m in NUMBER.finditer(text)]
    figures = [
        {"span": list(span), "measure": "killed", "low": n, "high": n, "best": n, "claimant": None, "chain": []}
        for span, n in counts
    ]
    events = [
        {"actor": a.group(), "recipient": b.group(), "type": "ASSAULT", "anchor": [a.end(), b.start()], "status": "happened"}
        for a, b in pairwise(names)
    ]
    mentions = [{"span": list(m.span()), "entity": m.group()} for m in names]
    return {"statements": statements, "figures": figures, "events": events, "mentions": mentions}


def main() -> None:
    """Writes one baseline's predictions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("baseline", choices=["echo", "blind"])
    parser.add_argument("--in", dest="source", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    made = {"echo": echo, "blind": blind}[given.baseline]
    reports = [json.loads(path.read_text("utf-8")) for path in sorted(given.source.glob("*.json"))]
    given.out.write_text("".join(json.dumps({"id": r["id"], **made(r)}) + "\n" for r in reports), "utf-8")


if __name__ == "__main__":
    main()
