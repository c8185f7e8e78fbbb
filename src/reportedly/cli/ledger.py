"""The verbs that show one record of a ledger, change it, check it and carry it elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click
from click.core import ParameterSource
from rich.text import Text

from reportedly.cli.exits import FINE, SOME_FAILED
from reportedly.cli.messages import say, stderr
from reportedly.cli.options import differ, of_the_ledger, of_the_report, opened, page_file, with_offices
from reportedly.cli.output import Form, Row, as_json_or_text, as_rows, form, on_stdout, write_lines, write_page, write_rows
from reportedly.errors import BadDump
from reportedly.records import Reading, to_json
from reportedly.show.describe import headline
from reportedly.show.html import anchor
from reportedly.show.table import table
from reportedly.show.terminal import rendered, rendered_record, visible

if TYPE_CHECKING:
    from reportedly.knowledge.offices import Offices
    from reportedly.ledger import Changes, Ledger, Shown, ShownEntity, Stats


@click.command()
@click.argument("prefix", metavar="ID")
@page_file
@as_json_or_text
@of_the_ledger
def show(prefix: str, path: Path, forms: Sequence[Form], html: Path | None) -> None:
    """Show one report with its reading, one record with its words in the report, or one entity with its names and reports.

    ID is what the tables show, or any beginning of it that no other id has. --html FILE writes the page of the whole report,
    instead of the output unless a form of it is asked for.
    """
    from reportedly.ledger import ShownEntity  # noqa: PLC0415 - takes half a second to load: not for --help

    differ("--html", html, path)
    wanted = form(forms)
    with opened(path) as ledger:
        found = ledger.show(prefix)
        row = None if isinstance(found, ShownEntity) else _row(ledger, found)
    if isinstance(found, ShownEntity):
        _show_entity(found, wanted)
        return
    if html and found.reading:
        place = anchor(found.reading, found.record.id) if found.record else None
        write_page(html, iter([(found.report, found.reading)]), stderr(), place)
    if html and not forms:
        return
    if wanted == "json":
        write_lines([_shown(found, row)])
        return
    out = on_stdout()
    reading = found.reading or Reading(found.report.id, "")
    out.print(rendered_record(found.report, reading, found.record.id) if found.record else rendered(found.report, reading))
    for review in found.reviews:
        parts = (review.verdict, review.field, review.note, review.reviewer)
        out.print(Text(visible(f"Review: {', '.join(filter(None, parts))}")))


def _show_entity(found: ShownEntity, wanted: Form) -> None:
    """An entity of the ledger: what it is called and why, where it appears, and what people think of that."""
    if wanted == "json":
        write_lines([{"view": found.view, **to_json(found)}])
        return
    out = on_stdout()
    row = found.row
    facts = (row["type"], row["country"], f"{row['reports']:,} reports", f"{row['statements']:,} statements", row["id"])
    out.print(Text(visible(row["name"]), style="bold"))
    out.print(Text(visible(" · ".join(filter(None, facts)))), "")
    out.print(table("decisions", map(to_json, found.decisions)), "")
    out.print(table("in", map(to_json, found.appearances)))
    for review in found.reviews:
        parts = (review.verdict, review.record, str(review.value or ""), review.note, review.reviewer)
        out.print(Text(visible(f"Review: {', '.join(filter(None, parts))}")))


@click.command("set")
@click.argument("prefix", metavar="ID")
@with_offices
@of_the_report
@of_the_ledger
@click.pass_context
def set_(context: click.Context, /, prefix: str, path: Path, offices: Offices | None, **given: Any) -> None:
    """Set a report's date, outlet or title, and read it again. "" empties it. The older reading is kept."""
    changes = {
        name: value or None for name, value in given.items() if context.get_parameter_source(name) != ParameterSource.DEFAULT
    }
    if not changes:
        raise click.UsageError("Give --published, --outlet or --title.")
    from reportedly.corpus.amend import amend  # noqa: PLC0415 - takes half a second to load: not for --help
    from reportedly.corpus.reading import the_reader  # noqa: PLC0415

    with opened(path) as ledger:
        report, outcome = amend(ledger, prefix, cast("Changes", changes), make_reader=partial(the_reader, offices))
    say(stderr(), f"{report.id} {headline(report)}", "as it was" if outcome == "known" else outcome)


@click.command()
@click.argument("prefix", metavar="ID")
@of_the_ledger
def remove(prefix: str, path: Path) -> None:
    """Remove a report and all that was read in it. Reviews of its records stay, and count again should it come back."""
    with opened(path) as ledger:
        report = ledger.remove(prefix)
    say(stderr(), f"{report.id} {headline(report)}", "removed")


@click.command()
@as_rows
@of_the_ledger
@click.pass_context
def verify(context: click.Context, path: Path, forms: Sequence[Form]) -> None:
    """Check every span of a ledger against its text, every row against its reading, and the file itself.

    Each problem is a row of output; the exit code is 1 when there is one.
    """
    wanted = form(forms)
    with opened(path) as ledger:
        found = ledger.verify()
    write_rows("problems", ("report", "reason"), map(to_json, found.problems), wanted)
    checked = f"{found.reports:,} reports, {found.readings:,} readings, {found.spans:,} spans"
    say(stderr(), f"{checked}: {len(found.problems) or 'no'} problems", "checked")
    context.exit(SOME_FAILED if found.problems else FINE)


@click.command()
@as_json_or_text
@of_the_ledger
def stats(path: Path, forms: Sequence[Form]) -> None:
    """How much there is in a ledger."""
    wanted = form(forms)
    with opened(path) as ledger:
        found = ledger.stats()
    if wanted == "json":
        write_lines([to_json(found)])
    else:
        on_stdout().print(table("stats", _counts(found)))


@click.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@of_the_ledger
def dump(file: Path | None, path: Path) -> None:
    """Write a whole ledger, reviews too, as JSON Lines to FILE, else to standard output."""
    differ("FILE", file, path)
    with opened(path) as ledger:
        lines = (line.encode("utf-8") for line in ledger.dump())
        if file is None or str(file) == "-":
            sys.stdout.buffer.writelines(lines)
            return
        unfinished = file.with_name(f"{file.name}.unfinished")  # an older dump must not be lost to a new one that fails
        with unfinished.open("wb") as out:
            out.writelines(lines)
        unfinished.replace(file)
    say(stderr(), str(file), "dumped")


@click.command()
@click.argument("file", metavar="FILE|-", type=click.File("rb"))
@of_the_ledger
def load(file: BinaryIO, path: Path) -> None:
    """Load what `dump` wrote. The ledger is made when there is none; what is in it already stays as it is."""
    with opened(path, create=True) as ledger:
        found = ledger.load(_decoded(file))
    counts = f"{found.reports:,} reports ({found.new_reports:,} new), {found.reviews:,} reviews ({found.new_reviews:,} new)"
    say(stderr(), counts, "loaded")


VERBS = (show, set_, remove, verify, stats, dump, load)


def _row(ledger: Ledger, found: Shown) -> Row | None:
    """The row of its view that a record has."""
    rows = ledger.ask(found.view, limit=None, report=found.report.id) if found.record else ()
    return next((row for row in rows if found.record and row["id"] == found.record.id), None)


def _shown(found: Shown, row: Row | None) -> Row:
    of_what = {"row": row, "record": to_json(found.record)} if found.record else {"reading": to_json(found.reading)}
    return {"view": found.view, **of_what, "report": to_json(found.report), "reviews": to_json(found.reviews)}


def _counts(found: Stats) -> Iterator[Row]:
    """The counts of a ledger, a row each."""
    of_all = {**found.rows, "readings": found.readings, "reviews": found.reviews, "spans": found.spans}
    of_all |= {f"read by reader {reader}": count for reader, count in found.readers.items()}
    of_all |= {"to be read again": found.to_read_again}
    yield from ({"what": what, "count": count} for what, count in of_all.items())
    yield {"what": "published", "count": f"{found.first or '?'} to {found.last or '?'}"}


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadDump(f"line {number}: not UTF-8 (byte {error.start}); dump again") from error
