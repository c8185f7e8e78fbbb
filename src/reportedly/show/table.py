"""Rows of a ledger as a table on a terminal: the columns that people look at first, in words, of each view.

A row is the dict of all its columns that the ledger gives; what is left out here is in the other forms of output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from reportedly.show.describe import UNNAMED, bounds
from reportedly.show.terminal import shortened, visible

Row = Mapping[str, Any]
Cell = Callable[[Row], str]

ID = 8  # characters of an id: enough to name one record of a few ten thousand
FLEXIBLE = {"what", "words", "title", "reason"}  # columns that take the room that is left


def table(view: str, rows: Iterable[Row]) -> Table:
    """The table of some rows of a view, or of the problems that `verify` found."""
    rows = list(rows)
    columns = {**COLUMNS[view], **_by_convention(rows[0])} if rows else COLUMNS[view]
    shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", collapse_padding=True)
    for heading, (_, style) in columns.items():
        flexible = heading in FLEXIBLE
        shown.add_column(heading, style=style, overflow="fold", ratio=1 if flexible else None, no_wrap=heading in NARROW)
    for row in rows:
        shown.add_row(*(Text(visible(shortened(cell(row))), overflow="fold") for cell, _ in columns.values()))
    return shown


NARROW = {"id", "as of", "said on", "date", "published", "kind", "measure"}


def _value(column: str) -> Cell:
    return lambda row: _text(row[column])


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _own_day(column: str) -> Cell:
    """The record's own day; in brackets the day of publication where it has none, which is what it is sorted by."""
    return lambda row: _text(row[column]) or (f"[{row['published'][:10]}]" if row["published"] else "")


def _through(row: Row) -> str:
    """The way from the report on: its outlet, then the chain."""
    return " <- ".join(filter(None, (row["outlet"] or f"report {row['report'][:ID]}", row["chain"])))


def _who_says(row: Row) -> str:
    return _text(row["source"]) or UNNAMED


def _who_claims(row: Row) -> str:
    return _text(row["claimant"]) or (UNNAMED if row["statement"] else "the report itself")


def _said(row: Row) -> str:
    marks = f"{'not ' if row['negated'] else ''}{row['kind']}{', hedged' if row['hedged'] else ''}"
    return f"{marks} → {row['addressee']}" if row["addressee"] else marks


def _how_many(row: Row) -> str:
    number = bounds(row["low"], row["high"], row["best"], approximate=bool(row["approx"]))
    return f"{number}, hedged" if row["hedged"] else number


def _of_whom(row: Row) -> str:
    whose = f"({row['side']})" if row["side"] else None
    return " ".join(filter(None, (row["victims"], whose)))


def _status(row: Row) -> str:
    return f"{'not ' if row['negated'] else ''}{row['status']}{', hedged' if row['hedged'] else ''}"


def _by_convention(row: Row) -> Mapping[str, tuple[Cell, str]]:
    """The column of the convention that figures were asked by: its only number, or the best one with its bounds."""
    if not row.get("convention"):
        return {}
    return {row["convention"]: (_fatalities if "acled_fatalities" in row else _estimate, "yellow")}


def _fatalities(row: Row) -> str:
    return _count(row["acled_fatalities"])


def _estimate(row: Row) -> str:
    best, low, high = (_count(row[f"ucdp_{name}"]) for name in ("best", "low", "high"))
    return f"{best} ({low} to {high})".lstrip() if high else best


def _id(row: Row) -> str:
    return str(row["id"])[:ID]


COLUMNS: Mapping[str, Mapping[str, tuple[Cell, str]]] = {
    "statements": {
        "said on": (_own_day("said_on"), ""),
        "who": (_who_says, "bold"),
        "kind": (_said, "magenta"),
        "what": (_value("content"), "green"),
        "through": (_through, ""),
        "id": (_id, "dim"),
    },
    "figures": {
        "as of": (_own_day("as_of"), ""),
        "who says": (_who_claims, "bold"),
        "measure": (_value("measure"), "magenta"),
        "how many": (_how_many, "bold yellow"),
        "of whom": (_of_whom, ""),
        "where": (_value("place"), ""),
        "through": (_through, ""),
        "id": (_id, "dim"),
    },
    "events": {
        "date": (_own_day("happened"), ""),
        "who": (_value("actor"), "bold"),
        "type": (_value("type"), "magenta"),
        "to whom": (_value("recipient"), "bold"),
        "where": (_value("place"), ""),
        "status": (_status, ""),
        "words": (_value("quote"), "green"),
        "who says": (_who_claims, ""),
        "through": (_through, ""),
        "id": (_id, "dim"),
    },
    "entities": {
        "name": (_value("name"), "bold"),
        "type": (_value("type"), "magenta"),
        "country": (_value("country"), ""),
        "also": (_value("aliases"), ""),
        "reports": (_value("reports"), ""),
        "statements": (_value("statements"), ""),
        "id": (_id, "dim"),
    },
    "appearances": {
        "name": (_value("name"), "bold"),
        "type": (_value("type"), "magenta"),
        "country": (_value("country"), ""),
        "also": (_value("aliases"), ""),
        "mentions": (_value("mentions"), ""),
        "published": (_value("published"), ""),
        "in": (lambda row: row["outlet"] or row["report"][:ID], ""),
        "id": (_id, "dim"),
    },
    "reports": {
        "published": (_value("published"), ""),
        "outlet": (_value("outlet"), ""),
        "title": (_value("title"), "bold"),
        "statements": (_value("statements"), ""),
        "figures": (_value("figures"), ""),
        "events": (_value("events"), ""),
        "id": (_id, "dim"),
    },
    "decisions": {
        "name": (_value("name"), "bold"),
        "type": (_value("type"), "magenta"),
        "times": (_value("records"), ""),
        "by": (_value("by"), ""),
        "reason": (_value("reason"), ""),
    },
    "in": {
        "published": (_value("published"), ""),
        "outlet": (_value("outlet"), ""),
        "title": (_value("title"), "bold"),
        "name": (_value("name"), ""),
        "id": (_value("record"), "dim"),
    },
    "problems": {"report": (lambda row: _text(row["report"])[:ID], "bold"), "reason": (_value("reason"), "")},
    "stats": {"what": (_value("what"), ""), "how many": (lambda row: _count(row["count"]), "bold")},
}


def _count(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else _text(value)
