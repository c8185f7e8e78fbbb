"""Report -> Reading: the whole of reading, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike

from reportedly.ingest.language import language, language_name
from reportedly.knowledge.offices import SHIPPED, Offices, own_offices
from reportedly.read.assemble import assemble
from reportedly.read.attribute import attribute
from reportedly.read.chain import chain
from reportedly.read.code import code
from reportedly.read.count import count
from reportedly.read.date import date
from reportedly.read.locate import locate
from reportedly.read.parse import parse
from reportedly.read.resolve import resolve
from reportedly.read.version import reader_version
from reportedly.records import Reading, Report, Skip

READ = ("en", "und")  # "und": too little text to tell, such as a headline
NO_DATE = Skip(
    "no-date", "the report has no publication date: relative dates and office holders stay unresolved; say when it was published"
)


class Reader:
    """Reads reports in English. It holds no state: the same report gives the same reading, alone or among others.

    `offices` is a CSV file of who held which office when, which goes before the reader's own table. Raises BadOffices.
    """

    def __init__(self, *, offices: Offices | str | PathLike[str] | None = None) -> None:
        self._offices = offices if isinstance(offices, Offices) else own_offices(offices) if offices is not None else SHIPPED

    @property
    def version(self) -> str:
        """What every reading of this reader carries."""
        return reader_version(self._offices.digest)

    def read(self, report: Report) -> Reading:
        """The reading of one report; of one in a language that it does not read, an empty one that says so."""
        return next(self.read_many([report]))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """The readings of many reports, in order, one report in memory at a time."""
        for report in reports:
            written = language(report.text)
            if written not in READ:
                reason = f"the report is in {language_name(written)}; only English is read"
                yield Reading(report.id, self.version, skipped=(Skip("unread-language", reason),))
            else:
                yield self._read(report)

    def _read(self, report: Report) -> Reading:
        parsed = parse(report.text)
        times = date(parsed, report.published)
        places = locate(parsed)
        attributions = attribute(parsed)
        people = resolve(parsed, attributions, report.published, places, report.outlet, self._offices)
        statements = chain(parsed, times, attributions, people, report.outlet)
        counts = count(parsed, times, places, people, statements, report.published)
        deeds = code(parsed, times, places, people, statements)
        skipped = () if report.published else (NO_DATE,)
        return assemble(report, self.version, parsed, people, statements, counts, deeds, skipped)
