"""What to add, as people name it: files, folders, patterns and streams, in one order that is the same everywhere."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from reportedly.errors import InputError, NotFound
from reportedly.ingest.files import Given, displayable, reports
from reportedly.records import Report

Source = str | os.PathLike[str] | BinaryIO


def taken(
    sources: Iterable[Source], *, recursive: bool = False, given: Given | None = None, besides: Collection[Path] = ()
) -> Iterator[Report | InputError]:
    """The reports of all sources, an InputError in the place of each that cannot be read.

    A folder's files come with `recursive` only, sorted by name, its folders' after them; hidden ones and those in `besides` (the
    ledger itself) are left out. A pattern (`2022-*.txt`, `**/*.jsonl`) names the files that match it, sorted.
    """
    left_out = {path.resolve() for path in besides}
    for source in sources:
        if isinstance(source, str | os.PathLike):
            for path in _paths(Path(source), recursive):
                if isinstance(path, InputError):
                    yield path
                elif path.resolve() not in left_out:
                    yield from reports(path, given=given)
        else:
            yield from reports(source, given=given)


def _paths(path: Path, recursive: bool) -> Iterator[Path | InputError]:
    if path.is_dir() and recursive:
        yield from _files_below(path)
    elif not path.exists() and glob.has_magic(str(path)):
        matching = sorted(glob.glob(str(path), recursive=True))
        yield from (Path(name) for name in matching if not os.path.isdir(name))
        if not matching:
            yield NotFound(f"{displayable(path)}: nothing matches this pattern; check it")
    else:
        yield path


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(files) if not name.startswith("."))
