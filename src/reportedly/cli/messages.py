"""What the commands say on standard error: messages, the summary, the progress bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from reportedly.show.terminal import visible

PATIENCE = 2.0  # seconds before a progress bar appears
STYLES = {"error": "bold red", "skipped": "yellow"}


class Counts(Protocol):
    """What became of the inputs. `seen = read + skipped + failed` when all is done."""

    @property
    def seen(self) -> int:
        """How many there were."""

    @property
    def read(self) -> int:
        """How many were read."""

    @property
    def skipped(self) -> int:
        """How many there was nothing to do for."""

    @property
    def failed(self) -> int:
        """How many could not be read."""


def stderr() -> Console:
    """Where messages go."""
    return Console(stderr=True, highlight=False)


def say(messages: Console, message: str, kind: str) -> None:
    """One message, after the word that says of what kind it is. It cannot take hold of the terminal."""
    messages.print(Text.assemble((f"{kind}: ", STYLES.get(kind, "bold")), visible(message)), soft_wrap=True)


def summary(counts: Counts) -> str:
    """The counts as a sum that anyone can check."""
    return f"seen {counts.seen} = read {counts.read} + skipped {counts.skipped} + failed {counts.failed}"


@contextmanager
def bar(messages: Console, total: int | None) -> Iterator[Callable[[int], None]]:
    """A progress bar, to be told how many reports are done. It appears when they take long, and only where someone watches."""
    if not messages.is_interactive:
        yield lambda _: None
        return
    columns = TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("reports"), TimeElapsedColumn()
    progress = Progress(*columns, console=messages, transient=True)
    task = progress.add_task("", total=total)
    patience = Timer(PATIENCE, progress.start)
    patience.daemon = True
    patience.start()
    try:
        yield lambda done: progress.update(task, completed=done)
    finally:
        patience.cancel()
        patience.join()
        progress.stop()
