"""The verb `read`: reports -> readings, without a ledger."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from reportedly.cli.exits import FINE, SOME_FAILED
from reportedly.cli.messages import bar, say, stderr, summary
from reportedly.cli.options import differ, of_the_report, page_file, with_offices
from reportedly.cli.output import on_stdout, write_page
from reportedly.errors import InputError
from reportedly.ingest.files import Given, how_many, reports
from reportedly.records import Reading, Report, to_json
from reportedly.show.terminal import rendered

if TYPE_CHECKING:
    from reportedly.knowledge.offices import Offices


@dataclass(slots=True)
class Tally:
    """What became of the inputs. `seen = read + skipped + failed` when all is done."""

    seen: int = 0
    read: int = 0
    skipped: int = 0
    failed: int = 0

    @property
    def done(self) -> int:
        """How many inputs are finished with."""
        return self.read + self.skipped + self.failed


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...|-", type=click.Path(readable=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write JSON Lines, one reading a line, on a terminal too.")
@click.option("--text", "as_text", is_flag=True, help="Write the coloured text with its records, in a pipe too.")
@page_file
@with_offices
@of_the_report
@click.pass_context
def read(
    context: click.Context,
    files: tuple[Path, ...],
    *,
    as_json: bool,
    as_text: bool,
    html: Path | None,
    offices: Offices | None,
    published: date | None,
    outlet: str | None,
    title: str | None,
) -> None:
    """Read reports: statements, figures, events and entities, each with its words.

    FILE is plain text, with or without a front matter of published, outlet, title and url between two lines of three
    hyphens; or .jsonl with one report a line; or .json with one report. A single hyphen is standard input.

    A terminal shows the coloured text with its records beneath, a pipe gets JSON Lines, and --html FILE goes to the file
    alone unless one of the two is asked for. The options --published, --outlet
    and --title outrank a front matter; in JSON they fill in what is missing.
    """
    if as_json and as_text:
        raise click.UsageError("--json and --text exclude each other.")
    differ("--html", html, *files)
    tally, messages = Tally(), stderr()
    as_text = as_text or not (as_json or html or not sys.stdout.isatty())
    as_json = as_json or not (as_text or html)
    readings = _readings(_inputs(files, Given(title, published, outlet)), offices, tally, messages)
    if not as_text:
        readings = _with_progress(readings, tally, messages, files)
    if as_json:
        readings = _as_lines(readings)
    if as_text:
        readings = _as_text(readings)
    if html:
        write_page(html, readings, messages)
    deque(readings, maxlen=0)
    if tally.seen != tally.read or tally.seen > 1:
        say(messages, summary(tally), "summary")
    context.exit(SOME_FAILED if tally.failed else FINE)


def _inputs(files: Iterable[Path], given: Given) -> Iterator[Report | InputError]:
    for file in files:
        if str(file) == "-":
            yield from reports(sys.stdin.buffer, name="stdin", given=given)
        else:
            yield from reports(file, given=given)


def _readings(
    inputs: Iterable[Report | InputError], offices: Offices | None, tally: Tally, messages: Console
) -> Iterator[tuple[Report, Reading]]:
    """Each report with its reading, in order; inputs that failed and reports that were skipped are counted and told of."""
    waiting: deque[Report] = deque()

    def good() -> Iterator[Report]:
        for item in inputs:
            tally.seen += 1
            if isinstance(item, InputError):
                tally.failed += 1
                say(messages, str(item), "error")
            else:
                waiting.append(item)
                yield item

    unread = good()
    first = next(unread, None)
    if first is None:
        return
    from reportedly.read.reader import Reader  # noqa: PLC0415 - spaCy takes seconds to load: not for --help, nor for no file

    for reading in Reader(offices=offices).read_many(chain([first], unread)):
        report = waiting.popleft()
        foreign = next((skip.reason for skip in reading.skipped if skip.code == "unread-language"), None)
        tally.skipped += foreign is not None
        tally.read += foreign is None
        if foreign:
            say(messages, f"{report.origin.source if report.origin else report.id}: {foreign}", "skipped")
        yield report, reading


def _as_lines(readings: Iterable[tuple[Report, Reading]]) -> Iterator[tuple[Report, Reading]]:
    """Write each reading to standard output as a line of JSON, with the input that it is of, and pass it on."""
    out = sys.stdout.buffer
    for report, reading in readings:
        line = {"source": report.origin.source if report.origin else None, **to_json(reading)}
        out.write(json.dumps(line, ensure_ascii=False).encode("utf-8") + b"\n")
        out.flush()
        yield report, reading


def _as_text(readings: Iterable[tuple[Report, Reading]]) -> Iterator[tuple[Report, Reading]]:
    """Show each reading on standard output, and pass it on."""
    console = on_stdout()
    for report, reading in readings:
        console.print(rendered(report, reading))
        yield report, reading


def _with_progress(
    readings: Iterable[tuple[Report, Reading]], tally: Tally, messages: Console, files: tuple[Path, ...]
) -> Iterator[tuple[Report, Reading]]:
    """The same readings, with a bar on standard error when they take long."""
    counts = [how_many(file) for file in files] if messages.is_interactive else []
    with bar(messages, sum(filter(None, counts)) if counts and all(counts) else None) as progress:
        for pair in readings:
            yield pair
            progress(tally.done)
