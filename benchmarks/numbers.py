"""The grammar of numerals on 400 phrases of our own, beside Microsoft's recognizer where that is installed.

    python benchmarks/numbers.py    # exit code 1 unless all 400 are right, and the peer's where it reads an exact number

In `numbers.csv` the numeral stands in brackets, within a sentence; a phrase is right when the grammar finds it alone there, with
the same characters, low, high, best and approximate. "A" and "an" are left to the parse, which tells if they count someone.
The peer (`ms-recognizers-text-number`, in the extra `bench`) knows exact numbers only, so it is asked where a phrase gives a best
one. Where it errs, `peer_errs` says how; a difference that is not listed, and a listed one that is none, fail.
"""

from __future__ import annotations

import csv
import importlib.util
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PHRASES = Path(__file__).with_suffix(".csv")
Bounds = tuple[int, int | None, int | None, bool]


@dataclass(frozen=True)
class Phrase:
    """A numeral at `start:end` of a sentence, and what it is worth: low, high, best, approximate."""

    group: str
    text: str
    start: int
    end: int
    bounds: Bounds
    peer_errs: str

    @property
    def words(self) -> str:
        """The numeral."""
        return self.text[self.start : self.end]


def phrases() -> list[Phrase]:
    """The phrases of `numbers.csv`."""
    with PHRASES.open(encoding="utf-8", newline="") as file:
        return [_phrase(row) for row in csv.DictReader(file)]


def _phrase(row: dict[str, str]) -> Phrase:
    before, words, after = row["text"].replace("]", "[").split("[")
    high, best = (int(row[key]) if row[key] else None for key in ("high", "best"))
    bounds = int(row["low"]), high, best, row["approximate"] == "yes"
    return Phrase(row["group"], before + words + after, len(before), len(before + words), bounds, row["peer_errs"])


def found(phrase: Phrase) -> list[tuple[str, Bounds]]:
    """What the grammar finds within the phrase: the words and what they are worth."""
    from reportedly.read.figures.counted import articles  # noqa: PLC0415
    from reportedly.read.figures.number import numbers  # noqa: PLC0415
    from reportedly.read.parse import parse  # noqa: PLC0415

    spelt = list(numbers(phrase.text))
    if phrase.group == "articles":
        spelt += articles(parse(phrase.text).doc, spelt)
    touching = [n for n in spelt if n.start < phrase.end and n.end > phrase.start]
    return [(phrase.text[n.start : n.end], (n.low, n.high, n.best, n.approximate)) for n in touching]


def wrong() -> list[tuple[Phrase, list[tuple[str, Bounds]]]]:
    """The phrases that the grammar gets wrong, with what it finds instead."""
    return [(phrase, read) for phrase in phrases() if (read := found(phrase)) != [(phrase.words, phrase.bounds)]]


def read_by_peer() -> Iterator[tuple[Phrase, float]]:
    """The phrases with a best number of which the peer reads one number, and that number."""
    from ms_recognizers_number import Culture, recognize_number  # noqa: PLC0415

    for phrase in phrases():
        read = [n for n in recognize_number(phrase.text, Culture.English) if n.start < phrase.end and n.end >= phrase.start]
        if phrase.bounds[2] is not None and len(read) == 1:
            yield phrase, float(read[0].resolution["value"])


def main() -> int:
    """Prints the count by group, and the peer's."""
    missed = wrong()
    for group, count in Counter(phrase.group for phrase in phrases()).items():
        sys.stdout.write(f"{group:12}{count - sum(phrase.group == group for phrase, _ in missed):4} of {count}\n")
    for phrase, read in missed:
        sys.stdout.write(f"wrong: {phrase.words!r} is {phrase.bounds}, read {read}\n")
    sys.stdout.write(f"{'in all':12}{len(phrases()) - len(missed):4} of {len(phrases())}\n")
    return 1 if missed or _differs() else 0


def _differs() -> bool:
    """Whether the peer reads another number where it is not known to err."""
    if importlib.util.find_spec("ms_recognizers_number") is None:
        sys.stdout.write('the peer is not installed: pip install ".[bench]"\n')
        return False
    read = list(read_by_peer())
    other = [(phrase, value) for phrase, value in read if value != phrase.bounds[2]]
    sys.stdout.write(
        f"\nthe peer reads one number in {len(read)} phrases, the same as ours in {len(read) - len(other)}; elsewhere\n"
    )
    for phrase, value in other:
        sys.stdout.write(f"  {phrase.words!r}: ours {phrase.bounds[2]}, peer {value:g} ({phrase.peer_errs or 'NOT LISTED'})\n")
    return {phrase.text for phrase, _ in other} != {phrase.text for phrase in phrases() if phrase.peer_errs}


def _step_aside() -> None:
    """Leaves the name `numbers` to the standard library, whose module numpy asks for when a script of this folder runs."""
    meant = importlib.util.spec_from_file_location("numbers", Path(csv.__file__).with_name("numbers.py"))
    assert meant is not None
    assert meant.loader is not None
    sys.modules["numbers"] = importlib.util.module_from_spec(meant)
    meant.loader.exec_module(sys.modules["numbers"])


if __name__ == "numbers":
    _step_aside()
if __name__ == "__main__":
    sys.exit(main())
