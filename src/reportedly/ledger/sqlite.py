"""All that is particular to SQLite: connections, locks, deadlines, checkpoints, and its errors as ours.

A ledger is in WAL mode, so that readers and one writer get along. Two habits keep the WAL small: queries are short (each has a
deadline), and the writer checkpoints between its transactions.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, Table, create_engine, event
from sqlalchemy.exc import DBAPIError

from reportedly.errors import (
    BadReading,
    LedgerBusy,
    LedgerDamaged,
    LedgerError,
    LedgerFull,
    LedgerReadOnly,
    NotALedger,
    QueryTooSlow,
)

BUSY_SECONDS = 30.0
OPCODES_BETWEEN_LOOKS = 5_000  # at the clock, during a query: well under a millisecond
WAL_SOFT = 64 << 20  # bytes: from here on the WAL is emptied when nobody reads
WAL_HARD = 192 << 20  # bytes: here the writer waits for the readers
PRAGMAS = (
    "foreign_keys = ON",
    "synchronous = NORMAL",
    "temp_store = MEMORY",
    "cache_size = -8192",
    f"journal_size_limit = {WAL_SOFT}",
    "trusted_schema = OFF",
    "secure_delete = FAST",
    "wal_autocheckpoint = 8192",
)


def engine(path: Path) -> Engine:
    """An engine whose transactions begin where SQLAlchemy says so; those with the option `write=True` take the lock at once."""
    uri = f"file:{quote(os.fsencode(path.absolute()))}{_mode(path)}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    made = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")

    return made


def writable(path: Path) -> bool:
    """Whether the file, or a new one in its place, may be written, and files beside it."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _mode(path: Path) -> str:
    """How to open it: where nothing may be written, a closed ledger is read as it lies, without lock files."""
    if writable(path):
        return ""
    wal = path.with_name(path.name + "-wal")
    return "?mode=ro" if wal.exists() and wal.stat().st_size else "?mode=ro&immutable=1"


def use_wal(engine: Engine) -> None:
    """Put a new file into WAL mode. SQLite does not wait here while another program does the same, so we do."""
    until = time.monotonic() + BUSY_SECONDS
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        while True:
            try:
                driver.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(0.01)


@contextmanager
def impatient(engine: Engine) -> Iterator[Connection]:
    """A connection to write with only if nobody else does: it does not wait for the lock."""
    with engine.connect().execution_options(write=True) as connection:
        _wait(connection, 0)
        try:
            yield connection
        finally:
            _wait(connection, BUSY_SECONDS)


def _wait(connection: Connection, seconds: float) -> None:
    connection.connection.driver_connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")  # type: ignore[union-attr]


@contextmanager
def deadline(connection: Connection, seconds: float) -> Iterator[None]:
    """Interrupt whatever the connection is still doing after so many seconds."""
    driver = connection.connection.driver_connection
    until = time.monotonic() + seconds
    driver.set_progress_handler(lambda: time.monotonic() > until, OPCODES_BETWEEN_LOOKS)  # type: ignore[union-attr]
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)  # type: ignore[union-attr]


def insert_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert a row; its number."""
    return int(connection.exec_driver_sql(_insert(table, list(row)), tuple(row.values())).lastrowid)


def insert_rows(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many rows, past SQLAlchemy's look at each value: half of the time that a reading takes to be written."""
    if rows:
        connection.exec_driver_sql(_insert(table, names), rows)


def _insert(table: Table, names: Sequence[str]) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join('?' * len(names))})"


def wal_size(path: Path) -> int:
    """Bytes in the file's WAL, 0 without one."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size
    except OSError:
        return 0


def checkpoint(engine: Engine, path: Path) -> None:
    """Between two transactions: move a grown WAL into the file. Raises LedgerBusy when readers leave no chance for too long."""
    size = wal_size(path)
    if size <= WAL_SOFT:
        return
    patient = size > WAL_HARD
    with engine.connect() as connection:
        _wait(connection, BUSY_SECONDS if patient else 0)
        try:
            driver = connection.connection.driver_connection
            busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # type: ignore[union-attr]
        finally:
            _wait(connection, BUSY_SECONDS)
    if busy and patient:
        raise LedgerBusy(
            f"{path}: another program has been reading it for more than {BUSY_SECONDS:.0f} seconds and its log grows; "
            "end that program's query, then go on: what was added is safe"
        )


@contextmanager
def our_errors(path: Path) -> Iterator[None]:
    """The errors of SQLite as ours, with the ledger's name and what to do next."""
    try:
        yield
    except DBAPIError as error:
        raise _ours(path, error.orig) or error from error
    except sqlite3.Error as error:
        raise _ours(path, error) or error from error
    except (OverflowError, UnicodeEncodeError) as error:
        raise BadReading(f"{path}: no database can hold this ({error}); correct the input") from error


def _ours(path: Path, error: BaseException | None) -> LedgerError | None:
    kind, advice = _KINDS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, (None, ""))
    return kind(f"{path}: {error}; {advice}") if kind else None


_KINDS: dict[int, tuple[type[LedgerError], str]] = {
    sqlite3.SQLITE_BUSY: (LedgerBusy, "another program is writing to it; wait for it and try again"),
    sqlite3.SQLITE_LOCKED: (LedgerBusy, "another program is writing to it; wait for it and try again"),
    sqlite3.SQLITE_READONLY: (LedgerReadOnly, "make the file and its folder writable, or copy the ledger to where they are"),
    sqlite3.SQLITE_PERM: (LedgerReadOnly, "make the file and its folder writable, or copy the ledger to where they are"),
    sqlite3.SQLITE_CANTOPEN: (LedgerReadOnly, "make the file and its folder writable, or copy the ledger to where they are"),
    sqlite3.SQLITE_FULL: (LedgerFull, "make room on the disk and go on: what was added is safe"),
    sqlite3.SQLITE_IOERR: (LedgerFull, "the disk is full or failing; make room or change it and go on"),
    sqlite3.SQLITE_CONSTRAINT: (BadReading, "it clashes with what the ledger holds; nothing of it was written"),
    sqlite3.SQLITE_NOTADB: (NotALedger, "it is no ledger; give another file"),
    sqlite3.SQLITE_CORRUPT: (LedgerDamaged, "restore a copy, or save what can be read: reportedly dump"),
    sqlite3.SQLITE_INTERRUPT: (QueryTooSlow, "ask for less (a filter, a lower limit) or allow more time"),
}
