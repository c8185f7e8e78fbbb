"""The command line: one verb, one call each. Data goes to standard output, everything else to standard error.

Exit codes: 0 fine, 1 some inputs failed, 2 wrong usage, 130 interrupted, 141 the pipe that read us was closed.
"""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from threading import Timer

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from reportedly.errors import BadDate, InputError, ReportedlyError
from reportedly.ingest.fields import DATE_FORM, parsed_date
from reportedly.ingest.files import Given, how_many, reports
from reportedly.records import Reading, Report, to_json
from reportedly.show.html import page
from reportedly.show.terminal import rendered, visible

SOME_FAILED, INTERRUPTED, CLOSED_PIPE = 1, 130, 141
PATIENCE = 2.0  # seconds before a progress bar appears


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

    def __str__(self) -> str:
        return f"seen {self.seen} = read {self.read} + skipped {self.skipped} + failed {self.failed}"


def main() -> None:
    """The entry point of the `reportedly` command."""
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = INTERRUPTED
    except ReportedlyError as error:
        _say(_stderr(), str(error), "error")
        code = SOME_FAILED
    sys.exit(code)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="reportedly", message="%(prog)s %(version)s")
def cli() -> None:
    """Read news reports and write down who said what, to whom, when, and according to whom."""


def _day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    try:
        return parsed_date(value, "--published")
    except BadDate as error:
        raise click.BadParameter(f"{value!r} is not a date of a report; {DATE_FORM}.") from error


def _words(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value and not value.isprintable():
        raise click.BadParameter("it holds characters that cannot be printed, or bytes that are not UTF-8.")
    return value


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...|-", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write JSON Lines, one reading a line, on a terminal too.")
@click.option("--text", "as_text", is_flag=True, help="Write the coloured text with its records, in a pipe too.")
@click.option("--html", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write one HTML page of it all.")
@click.option("--published", metavar="DATE", callback=_day, help="When it was published: 2024-03-05, or a time with its zone.")
@click.option("--outlet", metavar="NAME", callback=_words, help="Who published it.")
@click.option("--title", metavar="TEXT", callback=_words, help="Its title.")
@click.pass_context
def read(
    context: click.Context,
    files: tuple[Path, ...],
    *,
    as_json: bool,
    as_text: bool,
    html: Path | None,
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
    if html and any(file.exists() and html.exists() and html.samefile(file) for file in files):
        raise click.BadParameter(f"{html} is one of the inputs; choose another name.", param_hint="--html")
    tally, messages = Tally(), _stderr()
    as_text = as_text or not (as_json or html or not sys.stdout.isatty())
    as_json = as_json or not (as_text or html)
    readings = _readings(_inputs(files, Given(title, published, outlet)), tally, messages)
    if messages.is_interactive and not as_text:
        readings = _with_progress(readings, tally, messages, files)
    try:
        if as_json:
            readings = _as_lines(readings)
        if as_text:
            readings = _as_text(readings)
        if html:
            _write_page(html, readings, messages)
        deque(readings, maxlen=0)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter's last flush complains
        context.exit(CLOSED_PIPE)
    if tally.seen != tally.read or tally.seen > 1:
        _say(messages, str(tally), "summary")
    context.exit(SOME_FAILED if tally.failed else 0)


def _inputs(files: Iterable[Path], given: Given) -> Iterator[Report | InputError]:
    for file in files:
        if str(file) == "-":
            yield from reports(sys.stdin.buffer, name="stdin", given=given)
        else:
            yield from reports(file, given=given)


def _readings(inputs: Iterable[Report | InputError], tally: Tally, messages: Console) -> Iterator[tuple[Report, Reading]]:
    """Each report with its reading, in order; inputs that failed and reports that were skipped are counted and told of."""
    waiting: deque[Report] = deque()

    def good() -> Iterator[Report]:
        for item in inputs:
            tally.seen += 1
            if isinstance(item, InputError):
                tally.failed += 1
                _say(messages, str(item), "error")
            else:
                waiting.append(item)
                yield item

    unread = good()
    first = next(unread, None)
    if first is None:
        return
    from reportedly.read.reader import Reader  # noqa: PLC0415 - spaCy takes seconds to load: not for --help, nor for no file

    for reading in Reader().read_many(chain([first], unread)):
        report = waiting.popleft()
        foreign = next((skip.reason for skip in reading.skipped if skip.code == "unread-language"), None)
        tally.skipped += foreign is not None
        tally.read += foreign is None
        if foreign:
            _say(messages, f"{report.origin.source if report.origin else report.id}: {foreign}", "skipped")
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
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that is no UTF-8 shows ? there
    console = Console(highlight=False)
    for report, reading in readings:
        console.print(rendered(report, reading))
        yield report, reading


def _write_page(path: Path, readings: Iterator[tuple[Report, Reading]], messages: Console) -> None:
    first = next(readings, None)
    if first is None:
        return
    try:
        file = path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise click.BadParameter(f"{path} cannot be written ({error.strerror}).", param_hint="--html") from error
    with file:
        file.writelines(page(chain([first], readings)))
    _say(messages, str(path), "page")


def _with_progress(
    readings: Iterable[tuple[Report, Reading]], tally: Tally, messages: Console, files: tuple[Path, ...]
) -> Iterator[tuple[Report, Reading]]:
    """The same readings, with a bar on standard error when they take long."""
    counts = [how_many(file) for file in files]
    columns = TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("reports"), TimeElapsedColumn()
    bar = Progress(*columns, console=messages, transient=True)
    task = bar.add_task("", total=sum(filter(None, counts)) if all(counts) else None)
    patience = Timer(PATIENCE, bar.start)
    patience.daemon = True
    patience.start()
    try:
        for pair in readings:
            yield pair
            bar.update(task, completed=tally.done)
    finally:
        patience.cancel()
        patience.join()
        bar.stop()


def _stderr() -> Console:
    return Console(stderr=True, highlight=False)


def _say(messages: Console, message: str, kind: str) -> None:
    style = {"error": "bold red", "skipped": "yellow"}.get(kind, "bold")
    messages.print(Text.assemble((f"{kind}: ", style), visible(message)), soft_wrap=True)
