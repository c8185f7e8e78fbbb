"""Full text on SQLite: one FTS5 table a view, over the view's own columns.

Their `content` option names the view, which is how Datasette and sqlite-utils find the search of a view by themselves. On
PostgreSQL this module's place is taken by one with a tsvector column for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, Select, column, func, literal_column, select, table

from reportedly.ledger.grammar import Term
from reportedly.ledger.views import ASKED, View

MERGED_AT_ONCE = 8  # segments; every transaction makes one, and fewer at once would be merged more often
FEW = 2_000  # matches; so many are looked up and sorted in less time than the newest are tried in turn


def create(connection: Connection) -> None:
    """The full-text tables, empty."""
    for view in ASKED.values():
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {view.index} USING fts5({', '.join(view.indexed)}, "
            f'content="{view.name}", content_rowid="rowid", columnsize=0, tokenize="unicode61 remove_diacritics 2")'
        )
        connection.exec_driver_sql(f"INSERT INTO {view.index}({view.index}, rank) VALUES ('automerge', {MERGED_AT_ONCE})")


def insert(connection: Connection, view: View, report: int) -> None:
    """Index the records of a report that have just been written."""
    connection.exec_driver_sql(_fill(view, f"{view.index}(rowid, ", "number, "), (report,))


def delete(connection: Connection, view: View, report: int) -> None:
    """Take the records of a report out of the index, while they are still in their table."""
    connection.exec_driver_sql(_fill(view, f"{view.index}({view.index}, rowid, ", "'delete', number, "), (report,))


def _fill(view: View, into: str, what: str) -> str:
    columns = ", ".join(view.indexed)
    key = "number" if view.name == "reports" else "report"
    return f"INSERT INTO {into}{columns}) SELECT {what}{columns} FROM {view.records.name} WHERE {key} = ?"


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
