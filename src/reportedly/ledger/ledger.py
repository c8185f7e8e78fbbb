"""The ledger: readings kept in one file, and asked.

with open_ledger("reportedly.db") as ledger:
    for row in ledger.statements(by="putin", via="economic times"):
        print(row["chain"], row["source"], row["content"])
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypedDict, TypeVar, Unpack

from sqlalchemy import Connection, Engine

from reportedly.errors import BadQuery, LedgerBusy, LedgerError, LedgerMissing, NotALedger
from reportedly.ledger import dump, linking, lookup, migrations, query, review, rules, sqlite, store, upkeep, verify
from reportedly.ledger.conventions import Convention, counted_by
from reportedly.ledger.dump import Kept, Loaded
from reportedly.ledger.lookup import Shown, ShownEntity, Stats
from reportedly.ledger.query import Filters
from reportedly.ledger.review import Review
from reportedly.ledger.rows import Rows
from reportedly.ledger.store import Outcome
from reportedly.ledger.verify import Verified
from reportedly.ledger.views import ASKED, View
from reportedly.records import Reading, Report

DEADLINE = 10.0  # seconds
LIMIT = 100  # rows
BATCH = 500  # reports, reviews or rows in one short read

T = TypeVar("T")


class Changes(TypedDict, total=False):
    """What can be set of a report; None empties it."""

    title: str | None
    published: date | datetime | None
    outlet: str | None


def open_ledger(path: str | PathLike[str], *, create: bool = False, deadline: float = DEADLINE) -> Ledger:
    """Open a ledger; with `create`, make it when there is none. `deadline` is how many seconds one query may take.

    An older ledger is brought up to date. Raises LedgerMissing, NotALedger, LedgerTooNew, LedgerReadOnly or LedgerDamaged.
    """
    path = Path(path)
    if path.is_dir():
        raise NotALedger(f"{path}: a folder; give the ledger's file")
    if not path.exists() and not (create and path.parent.is_dir()):
        advice = "make its folder first" if create else "add reports to make one, or name another with --ledger"
        raise LedgerMissing(f"{path}: no ledger there; {advice}")
    with sqlite.our_errors(path):
        engine = sqlite.engine(path)
        try:
            migrations.prepare(engine, path, create=create)
        except BaseException:
            engine.dispose()
            raise
        ledger = Ledger(engine, path, deadline)
        ledger.index_what_was_left()
    return ledger


class Ledger:
    """Reports, their readings and the reviews of these. Threads may share one; processes open their own."""

    def __init__(self, engine: Engine, path: Path, deadline: float) -> None:
        self.path = path
        self._engine = engine
        self._deadline = deadline
        self._unindexed: list[float] = []  # when each was added, by the monotonic clock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        with suppress(LedgerError):  # then the next who opens it will
            self._index_own()
        self._engine.dispose()

    def index(self) -> None:
        """Bring full text and links up to date; other programs may find the last reports by words and entities only then."""
        indexed = upkeep.BATCH
        while indexed == upkeep.BATCH:
            with self._writing() as connection:
                indexed = upkeep.catch_up(connection, upkeep.BATCH)
        self._unindexed.clear()

    def reports(self, *, limit: int | None = LIMIT, after: str | None = None, **filters: Unpack[Filters]) -> Rows:
        """Reports, newest first. `limit=None` gives all, `after` those behind the row with that id.

        Raises BadQuery or QueryTooSlow.
        """
        return self.ask("reports", limit=limit, after=after, **filters)

    def statements(self, *, limit: int | None = LIMIT, after: str | None = None, **filters: Unpack[Filters]) -> Rows:
        """Statements, newest first; see `reports` and `Filters`."""
        return self.ask("statements", limit=limit, after=after, **filters)

    def figures(
        self,
        *,
        limit: int | None = LIMIT,
        after: str | None = None,
        convention: Convention | None = None,
        **filters: Unpack[Filters],
    ) -> Rows:
        """Figures, newest first; see `reports` and `Filters`.

        With a `convention`, "acled" or "ucdp", also the columns that such a collection would have; see docs/ledger.md.
        """
        found = self.ask("figures", limit=limit, after=after, **filters)
        return counted_by(found, convention) if convention else found

    def events(self, *, limit: int | None = LIMIT, after: str | None = None, **filters: Unpack[Filters]) -> Rows:
        """Events, newest first; see `reports` and `Filters`."""
        return self.ask("events", limit=limit, after=after, **filters)

    def entities(self, *, limit: int | None = LIMIT, after: str | None = None, **filters: Unpack[Filters]) -> Rows:
        """Entities, those in most reports first; see `reports` and `Filters`."""
        return self.ask("entities", limit=limit, after=after, **filters)

    def appearances(self, *, limit: int | None = LIMIT, after: str | None = None, **filters: Unpack[Filters]) -> Rows:
        """Entities, one row for each report that one is in; see `reports` and `Filters`."""
        return self.ask("appearances", limit=limit, after=after, **filters)

    def ask(self, view: str, *, limit: int | None = LIMIT, after: str | None = None, **filters: Unpack[Filters]) -> Rows:
        """The rows of the view of that name."""
        self._index_own()
        if limit is not None:
            with self._asking() as connection:
                return query.page(connection, _view(view), filters, limit, after)
        pages = list(self.pages(view, after=after, **filters))
        return Rows(pages[0].columns, tuple(row for page in pages for row in page.values))

    def pages(self, view: str, *, after: str | None = None, **filters: Unpack[Filters]) -> Iterator[Rows]:
        """All rows of a view, page by page, each in a short read of its own, so that a writer beside is never held up."""
        page = self.ask(view, limit=BATCH, after=after, **filters)
        yield page
        while page.next:
            page = self.ask(view, limit=BATCH, after=page.next, **filters)
            yield page

    def count(self, view: str, **filters: Unpack[Filters]) -> int:
        """How many rows of a view there are."""
        self._index_own()
        with self._asking() as connection:
            return query.count(connection, _view(view), filters)

    def facet(self, view: str, column: str, *, limit: int = LIMIT, **filters: Unpack[Filters]) -> list[tuple[Any, int]]:
        """The most frequent values of a view's column, each with its count."""
        self._index_own()
        with self._asking() as connection:
            return query.facet(connection, _view(view), column, filters, limit)

    def show(self, prefix: str) -> Shown | ShownEntity:
        """The report, statement, figure, event, appearance or entity whose id begins so. Raises UnknownId."""
        self._index_own()
        with self._asking() as connection:
            return lookup.show(connection, prefix)

    def find(self, prefix: str) -> tuple[str, str]:
        """The view, and the whole id, of the only record or entity whose id begins so. Raises UnknownId."""
        self._index_own()
        with self._asking() as connection:
            return lookup.find(connection, prefix)

    def stats(self) -> Stats:
        """How much there is."""
        self._index_own()
        with self._asking() as connection:
            return lookup.stats(connection)

    def report(self, id: str) -> Report:
        """A report as it was added, with what was set since. Raises UnknownId."""
        with self._asking() as connection:
            return store.whole_report(connection, store.number_of(connection, id))

    def reading(self, report: str) -> Reading | None:
        """The current reading of a report: the newest. Raises UnknownId."""
        with self._asking() as connection:
            return store.current_reading(connection, store.number_of(connection, report))

    def readings(self, report: str) -> list[Reading]:
        """Every reading of a report, oldest first. Raises UnknownId."""
        with self._asking() as connection:
            return [reading for _, reading in store.all_readings(connection, store.number_of(connection, report))]

    def reviews(self, *records: str) -> list[Review]:
        """The reviews of some records, oldest first."""
        with self._asking() as connection:
            return review.of_records(connection, records)

    def known(self, ids: Iterable[str], reader: str) -> dict[str, bool]:
        """Of some reports, those that are there, and whether this reader has read them as they are now set."""
        with self._asking() as connection:
            return store.known(connection, ids, reader)

    def add(self, report: Report, reading: Reading) -> Outcome:
        """Keep a reading, in one transaction. The same report read by the same reader changes nothing.

        Raises BadReading, LedgerBusy, LedgerFull or LedgerReadOnly; then nothing of it is there.
        """
        with self._changing() as connection:
            return store.add(connection, report, reading)

    def set(self, prefix: str, **changes: Unpack[Changes]) -> Report:
        """Set a report's title, published or outlet; the report is given back to be read again and added. Raises UnknownId."""
        with self._changing() as connection:
            return store.change(connection, lookup.report_number(connection, prefix), dict(changes))

    def remove(self, prefix: str) -> Report:
        """Forget a report and its readings; it is given back. Reviews stay. Raises UnknownId."""
        with self._changing() as connection:
            number = lookup.report_number(connection, prefix)
            report = store.whole_report(connection, number)
            store.remove(connection, number)
            return report

    def review(self, made: Review) -> bool:
        """Add a review of a record of the ledger; False when it is there already. Raises UnknownId.

        One of the field "entity" says who somebody is: `linking` tells how. Then also BadQuery.
        """
        self._index_own()
        with self._writing() as connection:
            lookup.show(connection, made.record)
            if made.field == linking.FIELD:
                lookup.check_link(connection, made)
            return dump.restore(connection, made)

    def verify(self) -> Verified:
        """Check every span of every reading against its text, every row against its reading, and the file against damage."""
        with sqlite.our_errors(self.path), self._engine.connect() as connection, connection.begin():
            problems = list(verify.file(connection))
        if sqlite.writable(self.path):
            self.index()
            for view in ASKED.values():
                with self._writing() as connection:
                    problems += verify.index(connection, view)
            with self._asking() as connection:
                problems += verify.links(connection)
        reports = read = spans = 0
        for found in self._each_report(verify.one_report):
            reports, read, spans = reports + 1, read + found.readings, spans + found.spans
            problems += found.problems
        return Verified(reports, read, spans, tuple(problems))

    def dump(self) -> Iterator[str]:
        """The whole ledger as lines of JSON: reports with all of their readings, and reviews."""
        yield dump.head()
        reports = 0
        for line in self._each_report(dump.report_line):
            yield line
            reports += 1
        last = reviews = 0
        while batch := self._reviews(last):
            yield from (dump.review_line(each) for _, each in batch)
            last, reviews = batch[-1][0], reviews + len(batch)
        yield dump.tail(reports, reviews)

    def load(self, lines: Iterable[str]) -> Loaded:
        """Put back what was dumped; what is there already stays as it is. Raises BadDump; what came before it is in."""
        seen = {Kept: 0, Review: 0}
        new = {Kept: 0, Review: 0}
        for item in dump.parse(lines):
            with self._changing() as connection:
                new[type(item)] += dump.restore(connection, item)
            seen[type(item)] += 1
        return Loaded(seen[Kept], seen[Review], new[Kept], new[Review])

    def _each_report(self, work: Callable[[Connection, int], T]) -> Iterator[T]:
        """Some work on every report, each in a short read that ends before the result is given."""
        last = 0
        while batch := self._numbers(last):
            for number in batch:
                with self._asking() as connection:
                    result = work(connection, number) if store.has(connection, number) else None
                if result is not None:
                    yield result
            last = batch[-1]

    def _numbers(self, behind: int) -> list[int]:
        with self._asking() as connection:
            return store.numbers(connection, behind, BATCH)

    def _reviews(self, behind: int) -> list[tuple[int, Review]]:
        with self._asking() as connection:
            return review.behind(connection, behind, BATCH)

    def index_what_was_left(self) -> None:
        """Index and link what a killed program left behind, or linked by other rules, unless another one is writing just now."""
        with suppress(LedgerBusy), sqlite.our_errors(self.path):
            with self._engine.connect() as connection:
                writable = sqlite.writable(self.path)
                outdated = writable and rules.are_others(connection)
                left = writable and upkeep.behind(connection)
            if outdated:
                with sqlite.impatient(self._engine) as connection, connection.begin():
                    rules.apply(connection)
            while left:
                with sqlite.impatient(self._engine) as connection, connection.begin():
                    left = upkeep.catch_up(connection, upkeep.BATCH) == upkeep.BATCH

    def _index_own(self) -> None:
        """Index what this Ledger has added; what another program adds just now, that one will."""
        if self._unindexed:
            self.index()

    @contextmanager
    def _asking(self) -> Iterator[Connection]:
        with (
            sqlite.our_errors(self.path),
            self._engine.connect() as connection,
            connection.begin(),
            sqlite.deadline(connection, self._deadline),
        ):
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with sqlite.our_errors(self.path):
            with self._engine.connect().execution_options(write=True) as connection, connection.begin():
                yield connection
            sqlite.checkpoint(self._engine, self.path)

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """A transaction that leaves something to index, which is done now and then."""
        with self._writing() as connection:
            yield connection
        self._unindexed.append(time.monotonic())
        if len(self._unindexed) >= upkeep.BATCH or self._unindexed[-1] - self._unindexed[0] > upkeep.SECONDS:
            self.index()


def _view(name: str) -> View:
    if name not in ASKED:
        raise BadQuery(f"no view {name!r}; there are {', '.join(ASKED)}")
    return ASKED[name]
