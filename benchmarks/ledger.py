"""How fast a ledger takes readings and answers questions: python benchmarks/ledger.py [--statements 300000] [--at FILE] [--check]

It fills a ledger with made-up reports and prints a line a measurement as JSON. Times of questions are the median of several asked
in turn, in milliseconds, of the query itself and with all of its rows fetched. With --check it fails where a bound is not kept.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from made_up import STATEMENTS, Maker, word

from reportedly.ledger import Ledger, open_ledger

SEED = 20240229
BOUNDS = {
    "statements in, per CPU-second": (5_000, None),
    "WAL, MB": (None, 256),
    "a source's page": (None, 30),
    "a rare source's page": (None, 30),
    "the page behind it": (None, 30),
    "one report": (None, 30),
    "a rare word": (None, 30),
    "a rare word of a source": (None, 30),
    "a common word": (None, 300),
    "a common word of a source": (None, 300),
    "facet: source": (None, 300),
    "facet: kind": (None, 300),
    "facet: outlet": (None, 300),
    "facet: source of a common word": (None, 300),
    "count": (None, 300),
    "a place's figures": (None, 300),
    "a month": (None, 300),
    "show": (None, 100),
}


def main() -> int:
    """Fill, ask, print; 1 when a bound is not kept and --check is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=300_000)
    parser.add_argument("--at", type=Path, help="where the ledger is made and kept; else it is made in a temporary folder")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.at or Path(folder, "ledger.db")
        with open_ledger(path, create=True, deadline=60) as ledger:
            results = {**fill(ledger, options.statements // STATEMENTS), **ask(ledger)}
    for name, value in results.items():
        sys.stdout.write(json.dumps({"what": name, "value": value, "kept": kept(name, value)}) + "\n")
    return int(options.check and not all(kept(name, value) for name, value in results.items()))


def kept(name: str, value: float) -> bool:
    """Whether a measurement is within its bound, if it has one."""
    low, high = BOUNDS.get(name, (None, None))
    return (low is None or value >= low) and (high is None or value <= high)


def fill(ledger: Ledger, reports: int) -> dict[str, float]:
    """Add so many reports, a transaction each; the clock runs while the ledger works, not while reports are made."""
    seconds, wal = 0.0, 0
    log = ledger.path.with_name(ledger.path.name + "-wal")
    for report, reading in Maker(SEED).reports(reports):
        start = time.process_time()
        ledger.add(report, reading)
        seconds += time.process_time() - start
        wal = max(wal, log.stat().st_size)
    start = time.process_time()
    ledger.index()
    seconds += time.process_time() - start
    return {
        "statements": ledger.count("statements"),
        "statements in, per CPU-second": round(reports * STATEMENTS / seconds),
        "WAL, MB": round(wal / 2**20, 1),
        "file, MB": round(ledger.path.stat().st_size / 2**20),
    }


def ask(ledger: Ledger) -> dict[str, float]:
    """The questions of people and pages, each in several forms."""
    sources = [name for name, _ in ledger.facet("statements", "source", limit=2_000)]
    often, seldom = sources[:20:4], sources[1_000:2_000:200]
    common, rare = [word(n) for n in (0, 1, 3, 5)], [word(n) for n in range(30_000, 30_500, 100)]
    some = ledger.statements(limit=400)[::80]
    ids, reports = some.column("id"), some.column("report")
    return {
        "a source's page": timed(lambda name: ledger.statements(by=f"={name}"), often),
        "a rare source's page": timed(lambda name: ledger.statements(by=name), seldom),
        "the page behind it": timed(lambda each: ledger.statements(after=each), ids),
        "one report": timed(
            lambda each: [ledger.ask(view, report=each) for view in ("statements", "figures", "events")], reports
        ),
        "a rare word": timed(lambda each: ledger.statements(search=each), rare),
        "a rare word of a source": timed(lambda each: ledger.statements(search=each, by=seldom[0]), rare),
        "a common word": timed(lambda each: ledger.statements(search=each), common),
        "a common word of a source": timed(lambda each: ledger.statements(search=each, by=often[0]), common),
        "facet: source": timed(lambda _: ledger.facet("statements", "source"), range(3)),
        "facet: kind": timed(lambda _: ledger.facet("statements", "kind"), range(3)),
        "facet: outlet": timed(lambda _: ledger.facet("statements", "outlet"), range(3)),
        "facet: source of a common word": timed(lambda each: ledger.facet("statements", "source", search=each), common),
        "count": timed(lambda each: ledger.count("statements", search=each), common),
        "a place's figures": timed(lambda name: ledger.figures(place=name), ["Torvek", "Ukraine", "UA"]),
        "a month": timed(lambda year: ledger.statements(since=f"{year}-03-01", until=f"{year}-03-31"), range(2015, 2020)),
        "show": timed(lambda each: ledger.show(each[:10]), ids),
    }


def timed(question: Callable[[Any], object], arguments: Any) -> float:
    """Milliseconds that one question takes: the median over arguments, after one that nobody counts."""

    def times() -> Iterator[float]:
        for argument in [*islice(arguments, 1), *arguments]:
            start = time.perf_counter()
            question(argument)
            yield (time.perf_counter() - start) * 1_000

    return round(median(list(times())[1:]), 1)


if __name__ == "__main__":
    sys.exit(main())
