"""Whether `add` can be killed at any moment: python benchmarks/crash.py --reports FILE.jsonl... [--take 200] [--kills 3]

One ledger is filled undisturbed. Another one is filled by runs that are killed (SIGKILL) at random moments, then by a last run to
the end. Both must dump the same bytes, and verify clean. The moments come from --seed: one in four falls while a run starts, the
others while it works. `--reader quick` finds quotations only, in no time: it spends the run on writing, where the real
one spends it on reading.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportedly.corpus import Tally, add
from reportedly.corpus.reading import Reads, the_reader
from reportedly.ledger import open_ledger
from reportedly.records import Anchored, Reading, Report, Span, Statement, record_id

QUOTATION = re.compile('“[^”]{1,400}”|"[^"]{1,400}"')


class QuickReader:
    """Every quotation is a direct statement of nobody."""

    version = "quick-1"

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """A reading for each report."""
        for report in reports:
            spans = (Span(*found.span(), found.group()) for found in QUOTATION.finditer(report.text))
            yield Reading(report.id, self.version, statements=tuple(self._statement(report, span) for span in spans))

    def _statement(self, report: Report, span: Span) -> Statement:
        at = record_id(report.id, "statement", [(span.start, span.end)])
        return Statement(at, (span,), None, None, "direct", Anchored("say", span), score=0.5)


def quick_reader() -> Reads:
    """The quick reader."""
    return QuickReader()


def main() -> int:
    """Fill, kill, compare; 1 when anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, nargs="+", required=True)
    parser.add_argument("--take", type=int, default=200)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--reader", choices=["real", "quick"], default="real")
    parser.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fill:
        fill(options.fill, options.reports[0], options.jobs, options.reader)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        found = compared(Path(folder), options)
    sys.stdout.write(json.dumps(found) + "\n")
    return int(not found["equal"] or not found["verified"])


def compared(folder: Path, options: argparse.Namespace) -> dict[str, object]:
    """Both ledgers, and whether they are the same."""
    lines = [line for path in options.reports for line in path.read_text("utf-8").splitlines()]
    reports = folder / "reports.jsonl"
    reports.write_text("\n".join(lines[: options.take]) + "\n", "utf-8")
    working, starting = (timed(folder / "whole.db", reports, options) for _ in range(2))  # the second one finds all read
    kept = list(killed_runs(folder / "killed.db", reports, options, starting, max(working - starting, 0)))
    run(folder / "killed.db", reports, options).wait()
    with open_ledger(folder / "whole.db") as whole, open_ledger(folder / "killed.db") as killed:
        return {
            "reports": whole.stats().rows["reports"],
            "statements": whole.stats().rows["statements"],
            "readers": sorted({*whole.stats().readers, *killed.stats().readers}),
            "kills": len(kept),
            "reports kept at each kill": kept,
            "equal": list(whole.dump()) == list(killed.dump()),
            "verified": bool(whole.verify() and killed.verify()),
            "seconds undisturbed": round(working, 1),
        }


def timed(path: Path, reports: Path, options: argparse.Namespace) -> float:
    """The seconds of a run that nothing disturbs."""
    start = time.monotonic()
    run(path, reports, options).wait()
    return time.monotonic() - start


def killed_runs(path: Path, reports: Path, options: argparse.Namespace, starting: float, working: float) -> Iterator[int]:
    """Start and kill; how many reports were kept each time that a run was killed before its end."""
    moments = random.Random(options.seed)
    for number in range(options.kills):
        process = run(path, reports, options)
        early = moments.uniform(0, starting)
        late = starting + moments.uniform(0, 1.5 * working / options.kills)
        try:
            process.wait(late if number % 4 else early)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            yield kept_in(path)


def kept_in(path: Path) -> int:
    """How many reports a ledger holds that nobody writes to."""
    if not path.exists():
        return 0
    with open_ledger(path, create=True) as ledger:
        return ledger.stats().rows["reports"]


def run(path: Path, reports: Path, options: argparse.Namespace) -> subprocess.Popen[bytes]:
    """Begin to add the reports, in a process of its own."""
    arguments = ["--reports", reports, "--fill", path, "--jobs", options.jobs, "--reader", options.reader]
    return subprocess.Popen([sys.executable, __file__, *map(str, arguments)])


def fill(path: Path, reports: Path, jobs: int, reader: str) -> Tally:
    """Add the reports to a ledger."""
    make = the_reader if reader == "real" else quick_reader
    with open_ledger(path, create=True) as ledger:
        return add(ledger, [reports], jobs=jobs, make_reader=make)


if __name__ == "__main__":
    sys.exit(main())
