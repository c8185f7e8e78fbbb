"""Everything that reportedly raises on purpose.

    ReportedlyError
    ├── InputError            an input could not be turned into a report
    │   ├── NotFound          no such file or folder
    │   ├── NotText           binary, or bytes in no encoding that we read
    │   ├── TooLong           more text than one report may have
    │   ├── Empty             nothing to read in it
    │   ├── BadRecord         a JSON line or front matter that cannot be read
    │   └── BadDate           a publication date that is none
    ├── UnreadLanguage        the report is not in English
    ├── DamagedKnowledge      a data file of the reader is missing or altered
    ├── BadOffices            a user's file of offices that cannot be read
    └── LedgerError           a ledger could not be opened, written or asked
        ├── LedgerMissing     no ledger there
        ├── NotALedger        the file is something else
        ├── LedgerTooNew      a newer reportedly wrote it
        ├── LedgerDamaged     the file is damaged
        ├── LedgerBusy        another program keeps it
        ├── LedgerReadOnly    it may not be written there
        ├── LedgerFull        no room on the disk
        ├── BadReading        a reading that does not fit its report, or that no database can hold
        ├── BadDump           a dump that cannot be loaded
        ├── UnknownId         no record with that id, or several
        ├── BadQuery          a filter or a search that cannot be understood
        └── QueryTooSlow      no answer before the deadline

Each has a `code`, stable and documented, and a message that names the input and says what to do next.
"""

from __future__ import annotations

from typing import ClassVar


class ReportedlyError(Exception):
    """The root: catch this to catch every error of ours."""

    code: ClassVar[str] = "error"


class InputError(ReportedlyError):
    """An input could not be turned into a report."""

    code = "input"


class NotFound(InputError):
    """No such file or folder, or it may not be read."""

    code = "not-found"


class NotText(InputError):
    """Binary, or bytes in no encoding that we read."""

    code = "not-text"


class TooLong(InputError):
    """More text than one report may have."""

    code = "too-long"


class Empty(InputError):
    """Nothing to read in it."""

    code = "empty"


class BadRecord(InputError):
    """A JSON line or a front matter that cannot be read."""

    code = "bad-record"


class BadDate(InputError):
    """A publication date that is none."""

    code = "bad-date"


class UnreadLanguage(ReportedlyError):
    """The report is not in a language that the reader reads."""

    code = "unread-language"


class DamagedKnowledge(ReportedlyError):
    """A data file of the reader is missing, malformed or altered."""

    code = "damaged-knowledge"


class BadOffices(ReportedlyError):
    """A user's own file of offices that is missing, or has a line that cannot be read."""

    code = "bad-offices"


class LedgerError(ReportedlyError):
    """A ledger could not be opened, written or asked."""

    code = "ledger"


class LedgerMissing(LedgerError):
    """No ledger there."""

    code = "ledger-missing"


class NotALedger(LedgerError):
    """The file is something else than a ledger."""

    code = "not-a-ledger"


class LedgerTooNew(LedgerError):
    """A newer reportedly wrote the ledger."""

    code = "ledger-too-new"


class LedgerDamaged(LedgerError):
    """The ledger's file is damaged."""

    code = "ledger-damaged"


class LedgerBusy(LedgerError):
    """Another program keeps the ledger to itself for too long."""

    code = "ledger-busy"


class LedgerReadOnly(LedgerError):
    """The ledger, or its folder, may not be written."""

    code = "ledger-read-only"


class LedgerFull(LedgerError):
    """No room on the disk for the ledger."""

    code = "ledger-full"


class BadReading(LedgerError):
    """A reading that does not fit its report, or text that no database can hold."""

    code = "bad-reading"


class BadDump(LedgerError):
    """A dump that cannot be loaded."""

    code = "bad-dump"


class UnknownId(LedgerError):
    """No record with that id, or several that begin with it."""

    code = "unknown-id"


class BadQuery(LedgerError):
    """A filter or a search that cannot be understood."""

    code = "bad-query"


class QueryTooSlow(LedgerError):
    """No answer before the deadline."""

    code = "query-too-slow"
