"""The verbs that ask a ledger: one for each view, with the view's filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

import click

from reportedly.cli.messages import say, stderr
from reportedly.cli.options import of_the_ledger, opened, together
from reportedly.cli.output import Form, as_rows, form, write_rows
from reportedly.records import Channel, EntityType, EventStatus, EventType, Measure, StatementKind, StatementType

if TYPE_CHECKING:
    from reportedly.ledger import Filters
    from reportedly.ledger.conventions import Convention
    from reportedly.ledger.rows import Rows

ON_A_TERMINAL = 100  # rows, unless --limit says otherwise

Option = Callable[[Any], Any]


def _named(option: str, about: str) -> Option:
    return click.option(option, metavar="NAME", help=about)


def _one_of(option: str, values: Any, about: str) -> Option:
    return click.option(option, multiple=True, type=click.Choice(get_args(values), case_sensitive=False), help=about)


SOURCE = _named("--by", "Whose statement it is: a name, or part of it; =NAME is that name and no other, =ID that entity.")
CLAIMANT = _named("--by", "Who claims it: a name, or part of it; =NAME is that name and no other, =ID that entity.")
VIA = _named("--via", "Through whom it came: an outlet, an office, a diplomat.")
TO = _named("--to", "To whom it was said.")
PLACE = _named("--place", "Where; a country stands for all its places.")
HEDGED = click.option("--hedged/--no-hedged", default=None, help="Only what the report doubts, or only what it does not.")
MIN_SCORE = click.option("--min-score", metavar="SCORE", type=float, help="How sure the reader must be, from 0 to 1.")
CONVENTION = click.option(
    "--convention",
    type=click.Choice(["acled", "ucdp"], case_sensitive=False),
    help="Add the numbers of dead as such a collection would have them.",
)
ALWAYS = (
    click.option("--since", metavar="DAY", help="From this day on: its own day, else the day of publication."),
    click.option("--until", metavar="DAY", help="To this day."),
    click.option("--search", metavar="QUERY", help='Words, "a phrase", -not, prefix*.'),
    click.option("--outlet", metavar="NAME", help="Of the report, exactly."),
    click.option("--report", metavar="ID", help="The report, by the beginning of its id."),
    click.option(
        "--limit", metavar="N", type=int, help=f"At most so many rows. A terminal shows {ON_A_TERMINAL}, a pipe gets all."
    ),
    click.option("--after", metavar="ID", help="The rows behind the one with this id."),
)

FILTERS: dict[str, tuple[str, tuple[Option, ...]]] = {
    "reports": (
        "Reports, newest first, with how much was read in each.",
        (_named("--about", "Words of the title or text."), _named("--place", "Words of the title or text.")),
    ),
    "statements": (
        "Statements: who says, thinks, demands, denies or promises what, to whom, and through whose mouth.",
        (
            SOURCE,
            VIA,
            TO,
            _named("--about", "Who or what is mentioned in what is said."),
            _named("--place", "A place mentioned in what is said."),
            _one_of("--kind", StatementKind, "What kind of statement."),
            _one_of("--type", StatementType, "Quoted wholly, in part, or not."),
            _one_of("--channel", Channel, "How it was said."),
            HEDGED,
            MIN_SCORE,
        ),
    ),
    "figures": (
        "Figures: how many were killed, injured, missing ..., where, as of when, and who claims so.",
        (
            CLAIMANT,
            VIA,
            _named("--about", "Who is counted: the words, or their side."),
            PLACE,
            _one_of("--kind", Measure, "What is counted."),
            HEDGED,
            MIN_SCORE,
            CONVENTION,
        ),
    ),
    "events": (
        "Events: who did what to whom, where and when, and who says so.",
        (
            CLAIMANT,
            VIA,
            _named("--about", "Who did it, or to whom."),
            _named("--actor", "Who did it."),
            _named("--recipient", "To whom."),
            PLACE,
            _one_of("--kind", EventType, "The PLOVER type."),
            _one_of("--status", EventStatus, "Whether it happened."),
            HEDGED,
            MIN_SCORE,
        ),
    ),
    "entities": (
        "Entities: the people, offices, states, armed groups and outlets of all reports, those in most reports first.",
        (_named("--about", "Any of the names."), _one_of("--kind", EntityType, "What it is.")),
    ),
    "appearances": (
        "Appearances: the entities of each report, one row for each report that one is in, newest first.",
        (_named("--about", "Any of the names."), _one_of("--kind", EntityType, "What it is.")),
    ),
}


def _verb(view: str) -> click.Command:
    about, filters = FILTERS[view]

    @click.command(view, help=about)
    @together(*filters, *ALWAYS, as_rows, of_the_ledger)
    def ask(
        path: Path,
        forms: Sequence[Form],
        *,
        limit: int | None,
        after: str | None,
        convention: Convention | None = None,
        **given: Any,
    ) -> None:
        wanted = form(forms)
        chosen = cast("Filters", {name: value for name, value in given.items() if value not in (None, ())})
        if wanted == "text" and limit is None:
            limit = ON_A_TERMINAL
        with opened(path) as ledger:
            asked = (
                ledger.pages(view, after=after, **chosen)
                if limit is None
                else [ledger.ask(view, limit=limit, after=after, **chosen)]
            )
            pages = iter(asked) if convention is None else _counted(asked, convention)
            first = next(pages)
            write_rows(view, first.columns, chain.from_iterable(chain([first], pages)), wanted)
        if limit is not None and first.next:
            say(stderr(), f"add --after {first.next} for the rows behind these", "more")
        if not first:
            say(stderr(), f"no {view} like that in {path}", "none")

    return ask


def _counted(pages: Iterable[Rows], convention: Convention) -> Iterator[Rows]:
    from reportedly.ledger.conventions import counted_by  # noqa: PLC0415 - only with a ledger, which is slow to load

    return (counted_by(page, convention) for page in pages)


VERBS = tuple(map(_verb, FILTERS))
