"""Exit codes, and which error ends with which."""

from __future__ import annotations

from reportedly.errors import BadDump, BadOffices, BadQuery, BadReading, LedgerError, QueryTooSlow, ReportedlyError, UnknownId

FINE, SOME_FAILED, WRONG_USAGE, NO_LEDGER, INTERRUPTED, CLOSED_PIPE = 0, 1, 2, 3, 130, 141

OF_THE_INPUT = (UnknownId, BadDump, BadReading, QueryTooSlow)  # errors that do not mean that the ledger cannot be used


def exit_code(error: ReportedlyError) -> int:
    """The exit code of a command that an error ended."""
    if isinstance(error, (BadOffices, BadQuery)):
        return WRONG_USAGE
    return NO_LEDGER if isinstance(error, LedgerError) and not isinstance(error, OF_THE_INPUT) else SOME_FAILED
