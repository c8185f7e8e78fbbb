"""Full text on SQLite: one FTS5 table a view, over the view's own columns.

Their `content` option names the view, which is how Datasette and sqlite-utils find the search of a view by themselves. On
PostgreSQL this module's place is taken by one with a tsvector column for each.

FTS5 writes a segment at the end of every transaction, and merges segments ever after. So a reading's own transaction only puts
its report on a list, and a later one indexes many at once: that halves the work of adding. The list is emptied when BATCH reports
are on it or the first has waited for SECONDS, before a query of the same Ledger, when it is closed, and when a ledger is opened
that a killed program left behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, Select, column, delete, func, literal_column, select, table

from reportedly.ledger.grammar import Term
from reportedly.ledger.schema import unindexed
from reportedly.ledger.views import ASKED, View

BATCH = 1_000  # reports
SECONDS = 20.0
HASH_BYTES = 16 << 20  # that a view's index may take in memory before a segment is written: more than a batch needs
FEW = 2_000  # matches; so many are looked up and sorted in less time than the newest are tried in turn


def create(connection: Connection) -> None:
    """The full-text tables, empty."""
    for view in ASKED.values():
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {view.index} USING fts5({', '.join(view.indexed)}, "
            f'content="{view.name}", content_rowid="rowid", columnsize=0, tokenize="unicode61 remove_diacritics 2")'
        )
        connection.exec_driver_sql(f"INSERT INTO {view.index}({view.index}, rank) VALUES ('hashsize', {HASH_BYTES})")


def remember(connection: Connection, report: int) -> None:
    """Note that a report and its records are to be indexed."""
    connection.exec_driver_sql("INSERT INTO unindexed(report) VALUES (?)", (report,))


def forget(connection: Connection, report: int) -> None:
    """Take a report and its records out of the index, or off the list, while they are still in their tables."""
    if connection.execute(delete(unindexed).where(unindexed.c.report == report)).rowcount:
        return
    for view in ASKED.values():
        columns = ", ".join(view.indexed)
        connection.exec_driver_sql(
            f"INSERT INTO {view.index}({view.index}, rowid, {columns}) "
            f"SELECT 'delete', number, {columns} FROM {view.records.name} WHERE {_report(view)} = ?",
            (report,),
        )


def catch_up(connection: Connection, limit: int) -> int:
    """Index so many of the reports that are to be, the oldest first; how many there were."""
    due = f"SELECT report FROM unindexed ORDER BY report LIMIT {int(limit)}"
    for view in ASKED.values():
        columns = ", ".join(view.indexed)
        connection.exec_driver_sql(
            f"INSERT INTO {view.index}(rowid, {columns}) "
            f"SELECT number, {columns} FROM {view.records.name} WHERE {_report(view)} IN ({due}) ORDER BY number"
        )
    return connection.exec_driver_sql(f"DELETE FROM unindexed WHERE report IN ({due})").rowcount


def behind(connection: Connection) -> bool:
    """Whether there is anything to be indexed."""
    return connection.execute(select(unindexed.c.report).limit(1)).first() is not None


def _report(view: View) -> str:
    return "number" if view.name == "reports" else "report"


def check(connection: Connection, view: View) -> None:
    """Raise a DBAPIError when the index and the records do not agree."""
    connection.exec_driver_sql(f"INSERT INTO {view.index}({view.index}, rank) VALUES ('integrity-check', 1)")


def expression(terms: Iterable[Term], columns: Sequence[str] = (), *, joined: str = "AND") -> str:
    """Terms as FTS5 writes them, in some columns only where these are given."""
    words = f" {joined} ".join(f'"{term.text}"{" *" if term.prefix else ""}' for term in terms)
    return f"{{{' '.join(columns)}}} : ({words})" if columns else f"({words})"


def matches(connection: Connection, view: View, expression: str) -> ColumnElement[bool]:
    """The condition that a record matches, put so that the database looks up few matches and tries many in the asked order.

    Its planner cannot know which it will be: a rare word's matches are fetched by their numbers and sorted; a common word's are
    collected once, and records tried against them newest first until the page is full.
    """
    found = _found(view, expression)
    few = select(func.count()).select_from(found.limit(FEW + 1).subquery())
    number = view.records.c.number
    return number.in_(found) if connection.execute(few).scalar_one() <= FEW else (number + 0).in_(found)


def lacks(view: View, expression: str) -> ColumnElement[bool]:
    """The condition that a record does not match."""
    return view.records.c.number.not_in(_found(view, expression))


def _found(view: View, expression: str) -> Select[tuple[int]]:
    index = table(view.index, column("rowid"))
    return select(index.c.rowid).where(literal_column(view.index).op("MATCH")(expression))
