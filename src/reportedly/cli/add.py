"""The verb `add`: reports -> readings -> ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from rich.console import Console

from reportedly.cli.exits import FINE, SOME_FAILED
from reportedly.cli.messages import bar, say, stderr, summary
from reportedly.cli.options import differ, of_the_ledger, of_the_report, opened, with_offices
from reportedly.ingest.files import Given, how_many

if TYPE_CHECKING:
    from reportedly.knowledge.offices import Offices

TOLD = 20  # failures of one run on standard error


@click.command()
@click.argument(
    "sources", nargs=-1, required=True, metavar="FILE|FOLDER|GLOB|-...", type=click.Path(readable=False, path_type=Path)
)
@click.option("-r", "--recursive", is_flag=True, help="Add the files of folders, and of the folders in these.")
@click.option("-j", "--jobs", metavar="N", default=1, type=click.IntRange(1, 256), help="Read in so many processes.")
@click.option(
    "--failures", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write there what failed and why."
)
@with_offices
@of_the_report
@of_the_ledger
@click.pass_context
def add(
    context: click.Context,
    sources: tuple[Path, ...],
    path: Path,
    *,
    recursive: bool,
    jobs: int,
    failures: Path | None,
    offices: Offices | None,
    published: date | None,
    outlet: str | None,
    title: str | None,
) -> None:
    """Read reports into a ledger.

    Sources are files as `read` takes them, folders with -r, patterns in quotation marks, or a hyphen for standard input.
    The ledger is made when there is none. What is in it already is passed over, so that whatever stopped a run, the same
    command goes on from there.
    """
    differ("--failures", failures, path, *sources)
    differ("--ledger", path, *sources)
    from reportedly.corpus import add as add_all  # noqa: PLC0415 - takes half a second to load: not for --help
    from reportedly.corpus.reading import the_reader  # noqa: PLC0415

    messages = stderr()
    given = Given(title, published, outlet, datetime.now(UTC).replace(microsecond=0))
    taken = [sys.stdin.buffer if str(source) == "-" else source for source in sources]
    with opened(path, create=True) as ledger, TemporaryDirectory() as folder, bar(messages, _total(sources)) as progress:
        failed = failures or Path(folder, "failed")
        try:
            tally = add_all(
                ledger,
                taken,
                recursive=recursive,
                given=given,
                jobs=jobs,
                failures=failed,
                progress=lambda tally: progress(tally.seen),
                make_reader=partial(the_reader, offices),
            )
        except KeyboardInterrupt:
            say(messages, "what was added is safe; the same command goes on from there", "interrupted")
            raise
        finally:
            _tell_of(failed, messages, kept=failures)
    why = ", ".join(f"{count} {code}" for code, count in sorted(tally.why.items()))
    say(messages, f"{summary(tally)}{f' ({why})' if why else ''}", "summary")
    context.exit(SOME_FAILED if tally.failed else FINE)


def _total(sources: Iterable[Path]) -> int | None:
    """How many reports there seem to be; None when folders, patterns or pipes hide it."""
    counts = [how_many(source) if source.is_file() else None for source in sources]
    return None if None in counts else sum(filter(None, counts))


def _tell_of(failed: Path, messages: Console, *, kept: Path | None) -> None:
    """The first failures of a run in words; the file has them all."""
    if not failed.exists():
        return
    with failed.open(encoding="utf-8") as lines:
        for line in islice(lines, TOLD):
            failure = json.loads(line)
            origin = (failure.get("origin") or {}).get("source")
            say(messages, f"{origin}: {failure['reason']}" if origin else failure["reason"], "error")
        if more := sum(1 for _ in lines):
            say(messages, f"and {more:,} more; {f'{kept} has' if kept else '--failures FILE keeps'} them all", "error")
