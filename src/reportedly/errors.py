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
    └── DamagedKnowledge      a data file of the reader is missing or altered

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
