"""The options that several verbs share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reportedly.errors import BadDate
from reportedly.ingest.fields import DATE_FORM, parsed_date

if TYPE_CHECKING:
    from reportedly.knowledge.offices import Offices
    from reportedly.ledger import Ledger

FC = TypeVar("FC", bound="Callable[..., Any] | click.Command")


def together(*options: Callable[[Any], Any]) -> Callable[[FC], FC]:
    """Several options as one decorator, shown in the order given."""

    def decorated(function: FC) -> FC:
        for option in reversed(options):
            function = option(function)
        return function

    return decorated


def _day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    try:
        return parsed_date(value, "--published")
    except BadDate as error:
        raise click.BadParameter(f"{value!r} is not a date of a report; {DATE_FORM}.") from error


def _words(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value and not value.isprintable():
        raise click.BadParameter("it holds characters that cannot be printed, or bytes that are not UTF-8.")
    return value


def _offices(_: click.Context, __: click.Parameter, value: str | None) -> Offices | None:
    if not value:
        return None
    from reportedly.knowledge.offices import own_offices  # noqa: PLC0415 - loads tables: not for --help

    return own_offices(value)


of_the_report = together(
    click.option(
        "--published", metavar="DATE", callback=_day, help="When it was published: 2024-03-05, or a time with its zone."
    ),
    click.option("--outlet", metavar="NAME", callback=_words, help="Who published it."),
    click.option("--title", metavar="TEXT", callback=_words, help="Its title."),
)

of_the_ledger = click.option(
    "--ledger",
    "path",
    metavar="FILE",
    envvar="REPORTEDLY_LEDGER",
    default="reportedly.db",
    show_default=True,
    show_envvar=True,
    type=click.Path(path_type=Path),
    help="The ledger.",
)

with_offices = click.option(
    "--offices",
    metavar="FILE",
    envvar="REPORTEDLY_OFFICES",
    show_envvar=True,
    callback=_offices,
    help="Your own table of who held which office when; it goes before the reader's.",
)

page_file = click.option(
    "--html", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write one HTML page of it all."
)


def differ(option: str, path: Path | None, *inputs: Path) -> None:
    """Refuse a file to write that is one of those read."""
    if path and any(each.exists() and path.exists() and path.samefile(each) for each in inputs):
        raise click.BadParameter(f"{path} is one of the inputs; choose another name.", param_hint=option)


def opened(path: Path, *, create: bool = False) -> Ledger:
    """The ledger that was asked for."""
    from reportedly.ledger import open_ledger  # noqa: PLC0415 - SQLAlchemy takes half a second to load: not for --help

    return open_ledger(path, create=create)
