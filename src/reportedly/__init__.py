"""reportedly reads news reports and writes down who said what, to whom, when, and according to whom.

>>> import reportedly
>>> reading = reportedly.read("The mayor said on Monday that two people were hurt.", published="2024-03-05")
>>> [(reading.name(s.source), s.content[0].quote) for s in reading.statements]
[('mayor (anonymous)', 'two people were hurt')]
"""

from __future__ import annotations

from datetime import date, datetime
from os import PathLike
from typing import TYPE_CHECKING

import reportedly.read as _read_room  # noqa: F401 - bound before `read`, so that importing the room later does not hide the function
from reportedly.errors import ReportedlyError
from reportedly.ingest.fields import Fields, parsed_date
from reportedly.ingest.files import readable
from reportedly.records import Reading, Report, report_id

if TYPE_CHECKING:
    from reportedly.ledger import Ledger

__all__ = ["Reading", "Report", "ReportedlyError", "open_ledger", "read"]


def read(
    text: str,
    *,
    published: str | date | datetime | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    offices: str | PathLike[str] | None = None,
) -> Reading:
    """The reading of one report. `published` may be an ISO 8601 string.

    `offices` is a CSV file of who held which office when, which goes before the reader's own table. Raises BadOffices when it
    cannot be read, BadDate when `published` is none, and Empty, TooLong or BadRecord for a text that no report can have.
    """
    from reportedly.read.reader import Reader  # noqa: PLC0415 - spaCy takes a second to load

    day = published if isinstance(published, date) else parsed_date(published, "published")
    fields = readable(Fields(text, title, day, outlet, url), "text")
    return Reader(offices=offices).read(Report(report_id(text, outlet, url), fields.text, title, day, outlet, url))


def open_ledger(path: str | PathLike[str], *, create: bool = False, deadline: float = 10.0) -> Ledger:
    """Open a ledger, to be used in a `with`; with `create`, make it when there is none.

    `deadline` is how many seconds a query may take. Raises LedgerMissing, NotALedger, LedgerTooNew, LedgerReadOnly or
    LedgerDamaged.
    """
    from reportedly.ledger import open_ledger as opened  # noqa: PLC0415 - SQLAlchemy takes half a second to load

    return opened(path, create=create, deadline=deadline)
