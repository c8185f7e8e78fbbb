"""Setting a report's date, outlet or title, on which its reading rests, and reading it again."""

from __future__ import annotations

from reportedly.corpus.reading import MakeReader, the_reader
from reportedly.ledger import Changes, Ledger
from reportedly.ledger.store import Outcome
from reportedly.records import Report


def amend(ledger: Ledger, prefix: str, changes: Changes, *, make_reader: MakeReader = the_reader) -> tuple[Report, Outcome]:
    """Set what is given of the report whose id begins so and read it again; "known" when that is how it was read already.

    The older reading is kept. When the program is ended in between, the report is read again by the next `add` of it, or by this.
    Raises UnknownId.
    """
    reader = make_reader()
    report = ledger.set(prefix, **changes)
    if ledger.known([report.id], reader.version)[report.id]:
        return report, "known"
    [reading] = reader.read_many([report])
    return report, ledger.add(report, reading)
