"""Which version a ledger has, and how an older one is brought up to date.

A new ledger is made straight from `schema`; an older one takes the migrations above its number, in order, in one transaction, and
then gets its views anew. To change the tables: change `schema`, and add here how a ledger that exists takes the same change; a
test compares the two. `PRAGMA user_version` holds the number, `application_id` says that the file is a ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine

from reportedly.errors import LedgerMissing, LedgerReadOnly, LedgerTooNew, NotALedger
from reportedly.ledger import fts, sqlite
from reportedly.ledger.schema import metadata
from reportedly.ledger.views import VIEWS

APPLICATION_ID = 0x52505444  # "RPTD"
FIRST = 1
APPEND_ONLY = ("UPDATE", "DELETE")

MIGRATIONS: Sequence[Callable[[Connection], None]] = ()
"""The n-th brings a ledger from version FIRST + n to the next."""


def newest() -> int:
    """The version that this reportedly writes."""
    return FIRST + len(MIGRATIONS)


def prepare(engine: Engine, path: Path, *, create: bool) -> None:
    """Make the ledger if there is none, bring it up to date if it is older, refuse it if it is newer or something else.

    Raises LedgerMissing, NotALedger, LedgerTooNew or LedgerReadOnly.
    """
    with engine.connect() as connection, connection.begin():
        version = _version(connection, path)
    if version == newest():
        return
    if not version and not create:
        raise LedgerMissing(f"{path}: no ledger there; add reports to make one, or name another with --ledger")
    if not sqlite.writable(path):
        raise LedgerReadOnly(f"{path}: version {version} is older than this reportedly, and the file may not be written; copy it")
    sqlite.use_wal(engine)
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        _bring_up_to_date(connection, _version(connection, path))  # asked again: another program may have been quicker


def _version(connection: Connection, path: Path) -> int:
    """The version of a ledger, 0 of an empty file. Raises NotALedger or LedgerTooNew."""
    identity = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    empty = not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if identity != APPLICATION_ID and not (empty and not version):
        raise NotALedger(f"{path}: a database, but no ledger of reportedly; give another file")
    if version > newest():
        raise LedgerTooNew(
            f"{path}: written by a newer reportedly (ledger version {version}, this one knows {newest()}); "
            "upgrade: pip install --upgrade reportedly"
        )
    return version


def _bring_up_to_date(connection: Connection, version: int) -> None:
    if version == newest():
        return
    if version:
        for migrate in MIGRATIONS[version - FIRST :]:
            migrate(connection)
    else:
        metadata.create_all(connection)
        fts.create(connection)
        _make_append_only(connection)
    _make_views(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {newest()}")


def _make_views(connection: Connection) -> None:
    for view in VIEWS.values():
        shown = view.select().add_columns(view.records.c.number.label("rowid"))
        sql = str(shown.compile(connection, compile_kwargs={"literal_binds": True}))
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {view.name}")
        connection.exec_driver_sql(f"CREATE VIEW {view.name} AS {sql}")


def _make_append_only(connection: Connection) -> None:
    """Reviews are only ever added: whoever changes his mind adds another."""
    for act in APPEND_ONLY:
        connection.exec_driver_sql(
            f"CREATE TRIGGER reviews_no_{act.lower()} BEFORE {act} ON reviews "
            f"BEGIN SELECT raise(ABORT, 'reviews are append-only'); END"
        )
