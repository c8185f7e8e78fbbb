"""Data on standard output: a table on a terminal, JSON Lines in a pipe, CSV when asked for; and pages in files."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Literal, TypeVar

import click
from rich.console import Console

from reportedly.cli.messages import say
from reportedly.cli.options import together
from reportedly.records import Reading, Report
from reportedly.show.html import page
from reportedly.show.table import table

Form = Literal["text", "json", "csv"]
Row = dict[str, Any]
F = TypeVar("F", bound=Callable[..., Any])

WIDTH = 120  # columns of text that goes into a pipe, unless COLUMNS says otherwise
RUN_BY_SPREADSHEETS = tuple("=+-@\t\r\n＝＋－＠")

as_json_or_text = together(
    click.option("--json", "forms", flag_value="json", multiple=True, help="Write JSON Lines, on a terminal too."),
    click.option("--text", "forms", flag_value="text", multiple=True, help="Write what a terminal shows, in a pipe too."),
)
as_rows = together(as_json_or_text, click.option("--csv", "forms", flag_value="csv", multiple=True, help="Write CSV."))


def form(asked: Sequence[Form]) -> Form:
    """The form asked for, or the one that suits standard output."""
    if len(set(asked)) > 1:
        raise click.UsageError(f"{' and '.join(f'--{each}' for each in sorted(set(asked)))} exclude each other.")
    return asked[0] if asked else "text" if sys.stdout.isatty() else "json"


def on_stdout() -> Console:
    """Where text for people goes. A terminal that is no UTF-8 shows ? for what it cannot."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    return Console(highlight=False, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else WIDTH)


def write_rows(view: str, columns: Sequence[str], rows: Iterable[Row], wanted: Form) -> None:
    """The rows of a view in the form wanted; as text, those columns that people look at first."""
    if wanted == "csv":
        write_csv(columns, rows)
    elif wanted == "json":
        write_lines(rows)
    elif found := list(rows):
        on_stdout().print(table(view, found))


def write_lines(rows: Iterable[Row]) -> None:
    """Each row as a line of JSON, in UTF-8 whatever the terminal is."""
    for row in rows:
        sys.stdout.buffer.write(json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n")


def write_csv(columns: Sequence[str], rows: Iterable[Row]) -> None:
    """The rows as CSV (RFC 4180, UTF-8) under a line of headings, with no cell that a spreadsheet would run."""
    for line in chain([columns], ([row[column] for column in columns] for row in rows)):
        written = io.StringIO()
        csv.writer(written).writerow(map(_cell, line))
        sys.stdout.buffer.write(written.getvalue().encode("utf-8"))


def defused(text: str) -> str:
    """Text that a spreadsheet shows and does not run: "=HYPERLINK(...)" gets an apostrophe before it."""
    return f"'{text}" if text.startswith(RUN_BY_SPREADSHEETS) else text


def write_page(path: Path, readings: Iterator[tuple[Report, Reading]], messages: Console, place: str | None = None) -> None:
    """One page of all readings, none when there are none; the message names the place in it to look at."""
    first = next(readings, None)
    if first is None:
        return
    try:
        file = path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise click.BadParameter(f"{path} cannot be written ({error.strerror}).", param_hint="--html") from error
    with file:
        file.writelines(page(chain([first], readings)))
    say(messages, f"{path}#{place}" if place else str(path), "page")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return defused(value) if isinstance(value, str) else value
