"""Full text on SQLite: one FTS5 table a view, over the view's own columns.

Their `content` option names the view, which is how Datasette and sqlite-utils find the search of a view by themselves. On
PostgreSQL this module's place is taken by one with a tsvector column for each.

When it is brought up to date is told in `upkeep`; that of the ledger's entities changes with their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, column, func, literal_column, select, table

from reportedly.ledger.grammar import Term
from reportedly.ledger.views import ASKED, View

HASH_BYTES = 16 << 20  # that a view's index may take in memory before a segment is written: more than a batch needs
BY_REPORT = tuple(view for view in ASKED.values() if view.name != "entities")
FEW = 2_000  # matches; so many are looked up and sorted in less time than the newest are tried in turn

Texts = Mapping[int, Sequence[str | None]]


def create(connection: Connection) -> None:
    """The full-text tables, empty."""
    for view in ASKED.values():
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {view.index} USING fts5({', '.join(view.indexed)}, "
            f'content="{view.name}", content_rowid="rowid", columnsize=0, tokenize="unicode61 remove_diacritics 2")'
        )
        connection.exec_driver_sql(f"INSERT INTO {view.index}({view.index}, rank) VALUES ('hashsize', {HASH_BYTES})")


def write(connection: Connection, due: str) -> None:
    """Index the reports that the query `due` gives, and their records."""
    for view in BY_REPORT:
        columns = ", ".join(view.indexed)
        connection.exec_driver_sql(
            f"INSERT INTO {view.index}(rowid, {columns}) "
            f"SELECT number, {columns} FROM {view.records.name} WHERE {_report(view)} IN ({due}) ORDER BY number"
        )


def erase(connection: Connection, report: int) -> None:
    """Take a report and its records out of the index, while they are still in their tables."""
    for view in BY_REPORT:
        columns = ", ".join(view.indexed)
        connection.exec_driver_sql(
            f"INSERT INTO {view.index}({view.index}, rowid, {columns}) "
            f"SELECT 'delete', number, {columns} FROM {view.records.name} WHERE {_report(view)} = ?",
            (report,),
        )


def replace(connection: Connection, name: str, old: Texts, new: Texts) -> None:
    """Let the index of a view have other texts for some rows; `old` must be what it has of them."""
    view = ASKED[name]
    columns, marks = ", ".join(view.indexed), ", ".join("?" * len(view.indexed))
    if old:
        rows = [(number, *texts) for number, texts in old.items()]
        statement = f"INSERT INTO {view.index}({view.index}, rowid, {columns}) VALUES ('delete', ?, {marks})"
        connection.exec_driver_sql(statement, rows)
    if new:
        rows = [(number, *texts) for number, texts in new.items()]
        connection.exec_driver_sql(f"INSERT INTO {view.index}(rowid, {columns}) VALUES (?, {marks})", rows)


def clear(connection: Connection, name: str) -> None:
    """Empty the index of a view."""
    index = ASKED[name].index
    connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('delete-all')")


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
    """The condition that a record matches."""
    return among(connection, view, rows(view, expression))


def among(connection: Connection, view: View, found: Select[tuple[int]] | CompoundSelect[tuple[int]]) -> ColumnElement[bool]:
    """The condition that a record is one of those found, put so that the database looks up few and tries many in the asked order.

    Its planner cannot know which it will be: a rare word's matches are fetched by their numbers and sorted; a common word's are
    collected once, and records tried against them newest first until the page is full.
    """
    few = select(func.count()).select_from(found.limit(FEW + 1).subquery())
    number = view.records.c.number
    return number.in_(found) if connection.execute(few).scalar_one() <= FEW else (number + 0).in_(found)


def lacks(view: View, expression: str) -> ColumnElement[bool]:
    """The condition that a record does not match."""
    return view.records.c.number.not_in(rows(view, expression))


def rows(view: View, expression: str) -> Select[tuple[int]]:
    """The numbers of the records that match."""
    index = table(view.index, column("rowid"))
    return select(index.c.rowid).where(literal_column(view.index).op("MATCH")(expression))
