"""Adding many reports to a ledger: ingest -> read -> ledger, a transaction each, to be interrupted and run again at any time.

What the same reader has read is passed over before it is read, so that a second run goes on where the first one stopped. Of every
report that is seen one thing comes true: `seen = read + skipped + failed`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import TextIO

from reportedly.corpus.inputs import Source, taken
from reportedly.corpus.reading import Batch, Failed, MakeReader, read_here, read_in_processes, the_reader
from reportedly.errors import BadReading, InputError, UnreadLanguage
from reportedly.ingest.files import Given
from reportedly.ledger import Ledger
from reportedly.records import Reading, Report, to_json

BATCH = 16  # reports
KNOWN = "known"
UNREAD = UnreadLanguage.code

Item = Report | InputError


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports were seen, and what became of each.

    `read` were read and kept; `skipped` were there already ("known") or are in a language that is not read ("unread-language");
    `failed` could not be turned into a report, read or kept. `why` counts the skipped and the failed by code.
    """

    seen: int = 0
    read: int = 0
    skipped: int = 0
    failed: int = 0
    why: Mapping[str, int] = field(default_factory=dict)


def add(
    ledger: Ledger,
    sources: Iterable[Source],
    *,
    recursive: bool = False,
    given: Given | None = None,
    jobs: int = 1,
    failures: str | PathLike[str] | None = None,
    progress: Callable[[Tally], None] | None = None,
    make_reader: MakeReader = the_reader,
) -> Tally:
    """Add the reports of files, folders, patterns and streams, and say how many.

    What fails is written to the file `failures` as JSON Lines: `code`, `reason`, and the report's own fields as far as they are
    known, so that the file can be added in its turn. `jobs` processes read, with the same result as one; this one alone writes.
    `progress` is called after every report. Raises LedgerError when the ledger cannot be written; what was added by then is safe.
    """
    reader = make_reader()
    besides = [ledger.path.with_name(ledger.path.name + end) for end in ("", "-wal", "-shm")]
    with open(failures, "w", encoding="utf-8") if failures else nullcontext() as out:
        work = _Work(ledger, reader.version, out, progress)
        items = taken(sources, recursive=recursive, given=given, besides=[*besides, *([Path(failures)] if failures else [])])
        batches = map(work.batch, batched(items))
        for batch, results in read_in_processes(make_reader, batches, jobs) if jobs > 1 else read_here(reader, batches):
            work.keep(batch, results)
    ledger.index()
    return work.tally


def batched(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in lists of BATCH, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


class _Work:
    """The counts of one run, and where its results go."""

    def __init__(self, ledger: Ledger, version: str, failures: TextIO | None, progress: Callable[[Tally], None] | None) -> None:
        self._ledger = ledger
        self._version = version
        self._failures = failures
        self._progress = progress
        self._counts: Counter[str] = Counter()
        self._why: Counter[str] = Counter()

    @property
    def tally(self) -> Tally:
        """What became of the reports so far."""
        counts = self._counts
        seen = counts["read"] + counts["skipped"] + counts["failed"]
        return Tally(seen, counts["read"], counts["skipped"], counts["failed"], dict(self._why))

    def batch(self, items: Sequence[Item]) -> Batch:
        """A batch to read: of its reports, each that this reader has not read, once, as the ledger has it if it is there."""
        known = self._ledger.known([item.id for item in items if isinstance(item, Report)], self._version)
        to_read: dict[str, Report] = {}
        for item in items:
            if isinstance(item, Report) and not known.get(item.id):
                to_read.setdefault(item.id, self._ledger.report(item.id) if item.id in known else item)
        return Batch(items, list(to_read.values()))

    def keep(self, batch: Batch, results: Iterable[Reading | Failed]) -> None:
        """Write each reading to the ledger, each failure to its file, and count every item, in the items' order."""
        read = {report.id: (report, result) for report, result in zip(batch.to_read, results, strict=True)}
        for item in batch.items:
            if isinstance(item, InputError):
                self._fail(item.code, str(item), None)
            elif (found := read.pop(item.id, None)) is None:
                self._count("skipped", KNOWN)
            else:
                self._keep(*found)

    def _keep(self, report: Report, result: Reading | Failed) -> None:
        if isinstance(result, Failed):
            self._fail(result.code, result.reason, report)
            return
        try:
            outcome = self._ledger.add(report, result)
        except BadReading as error:
            self._fail(error.code, str(error), report)
            return
        unread = next((skip.code for skip in result.skipped if skip.code == UNREAD), None)
        if outcome == KNOWN or unread:
            self._count("skipped", KNOWN if outcome == KNOWN else unread)
        else:
            self._count("read")

    def _fail(self, code: str, reason: str, report: Report | None) -> None:
        if self._failures:
            line = {"code": code, "reason": reason, **(to_json(report) if report else {})}
            self._failures.write(json.dumps(line) + "\n")
            self._failures.flush()
        self._count("failed", code)

    def _count(self, what: str, why: str | None = None) -> None:
        self._counts[what] += 1
        if why:
            self._why[why] += 1
        if self._progress:
            self._progress(self.tally)
