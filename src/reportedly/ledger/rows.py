"""What a query gives: a page of rows that prints in a notebook and goes on to pandas or polars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, overload

SHOWN = 50  # rows in a notebook
SHOWN_CHARACTERS = 300  # of a cell


@dataclass(frozen=True, slots=True)
class Rows(Sequence[dict[str, Any]]):
    """Rows in the order asked for, each a dict with every column. Dates are ISO 8601 text, unknown is None.

    `next` is the id to give as `after` for the rows behind these, None when these are the last.
    """

    columns: tuple[str, ...]
    values: tuple[tuple[Any, ...], ...]
    next: str | None = None

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> Rows: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | Rows:
        if isinstance(index, slice):
            return Rows(self.columns, self.values[index])
        return dict(zip(self.columns, self.values[index], strict=True))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.values)

    def column(self, name: str) -> list[Any]:
        """The values of one column, from the first row to the last."""
        at = self.columns.index(name)
        return [row[at] for row in self.values]

    def to_pandas(self) -> Any:
        """A pandas DataFrame; pandas must be installed."""
        import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]  # noqa: PLC0415

        return pandas.DataFrame(list(self.values), columns=list(self.columns))

    def to_polars(self) -> Any:
        """A polars DataFrame; polars must be installed."""
        import polars  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

        return polars.DataFrame(list(self.values), schema=list(self.columns), orient="row", infer_schema_length=None)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in self.values[:SHOWN])
        hidden = len(self) - SHOWN
        more = f"<p>and {hidden:,} rows more</p>" if hidden > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    cut = text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"
    return f"<td>{escape(cut)}</td>"
