"""PolNeAR: plain texts; predictions are flat, as its annotation is: of nested statements the outermost only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportedly.read.reader import Reader
from reportedly.records import Reading, Report, Statement, report_id


def predict(folder: Path) -> Iterator[dict[str, Any]]:
    """The attributions of each `.txt` of a folder, in order of file names."""
    reader = Reader()
    for path in sorted(folder.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        reading = reader.read(Report(report_id(text, None, None), text))
        yield {"doc": path.stem, "attributions": [_attribution(reading, s) for s in outermost(reading)]}


def outermost(reading: Reading) -> Iterator[Statement]:
    """The statements that stand in no other one."""
    return (s for s in reading.statements if s.parent is None)


def _attribution(reading: Reading, s: Statement) -> dict[str, Any]:
    source = reading.find(s.source)
    return {
        "source": [source.span.start, source.span.end] if source else None,
        "cue": [s.cue.start, s.cue.end] if s.cue else None,
        "content": [[span.start, span.end] for span in s.content],
        "score": s.score,
    }
