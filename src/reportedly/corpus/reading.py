"""Reading many reports, in this process or in several, with the same readings in the same order.

A batch is read at once; when its reading fails, its reports are read one by one, so that only those at fault are lost.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Protocol

from reportedly.errors import InputError, ReportedlyError
from reportedly.knowledge.offices import Offices
from reportedly.records import Reading, Report

AHEAD = 2  # batches for each process, waiting or being read
DEFECT = "reader-defect"


class Reads(Protocol):
    """What is needed of a reader."""

    @property
    def version(self) -> str:
        """What every reading of it carries."""

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """A reading for each report, in order."""


MakeReader = Callable[[], Reads]


@dataclass(frozen=True, slots=True)
class Failed:
    """A report that could not be read, or not kept, and why."""

    report: Report
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs in their order, and those of them that are to be read: each is an item of `items` itself."""

    items: Sequence[Report | InputError]
    to_read: Sequence[Report]


Read = tuple[Batch, list[Reading | Failed]]


def the_reader(offices: Offices | None = None) -> Reads:
    """The reader of this version, with the table of offices or one of the user's own before it."""
    from reportedly.read.reader import Reader  # noqa: PLC0415  (it takes seconds: not before something is read)

    return Reader(offices=offices)


def read_here(reader: Reads, batches: Iterable[Batch]) -> Iterator[Read]:
    """Each batch with the readings of what was to be read in it, or why there is none."""
    return ((batch, _read(reader, batch.to_read)) for batch in batches)


def read_in_processes(make: MakeReader, batches: Iterable[Batch], jobs: int) -> Iterator[Read]:
    """The same, by so many processes, each with a reader that `make`, a function of a module, has made there.

    No more than a few batches are taken ahead of what is given back. Raises ReportedlyError when a process is killed.
    """
    waiting: deque[tuple[Batch, Future[list[Reading | Failed]]]] = deque()
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _start, (make,))
    try:
        for batch in batches:
            waiting.append((batch, pool.submit(_read_there, batch.to_read)))
            if len(waiting) >= jobs * AHEAD:
                yield _first(waiting)
        while waiting:
            yield _first(waiting)
    except BrokenProcessPool as error:
        raise ReportedlyError("a reading process was killed (out of memory?); run again: what was added is safe") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _first(waiting: deque[tuple[Batch, Future[list[Reading | Failed]]]]) -> Read:
    batch, future = waiting.popleft()
    return batch, future.result()


def _read(reader: Reads, batch: Sequence[Report]) -> list[Reading | Failed]:
    try:
        readings: list[Reading | Failed] = list(reader.read_many(batch))
    except Exception:  # one report's failure must not cost the others
        readings = []
    return readings if len(readings) == len(batch) else [_read_one(reader, report) for report in batch]


def _read_one(reader: Reads, report: Report) -> Reading | Failed:
    try:
        return next(iter(reader.read_many([report])))
    except ReportedlyError as error:
        return Failed(report, error.code, str(error))
    except Exception as error:  # a defect of the reader costs its own report only
        return Failed(report, DEFECT, f"the reader failed: {error!r}; please report it with this text")


class _Process:
    """The reader of a process that reads for another."""

    reader: Reads


def _start(make: MakeReader) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Process.reader = make()


def _end_with_parent() -> None:
    """A pool's processes would wait for ever for one that was killed."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


def _read_there(batch: Sequence[Report]) -> list[Reading | Failed]:
    return _read(_Process.reader, batch)
