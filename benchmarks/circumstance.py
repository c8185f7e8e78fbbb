"""What the reader says about each statement of our own passages, against their annotation.

    python benchmarks/circumstance.py [--in training/corpus/heldout] [--errors]

Kind, addressee, channel, day, hedge and negation, on the statements that are found: content IoU (characters) of .5 or more, and
sources that touch or are both missing. Each field has a row for gold given and one for gold without, where an invented one shows.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from reportedly.read.reader import Reader  # noqa: E402
from reportedly.records import Reading, Report, Span, Statement, report_id  # noqa: E402
from training.markup import Chars, Marked, Passage, passages  # noqa: E402

HELDOUT = ROOT / "training" / "corpus" / "heldout"
Row = tuple[str, bool, str]  # field and whether gold gives it, right or not, what is wrong


def found(passage: Passage, reading: Reading) -> Iterator[tuple[Marked, Statement]]:
    """The statements of a passage that the reading holds, each once, best match first."""
    marked = {n: m for n, m in passage.attributions.items() if "relay" not in m.notes}
    pairs = [
        (overlap(m.contents, spans(s.content)), -n, s.id, m, s)
        for n, m in marked.items()
        for s in reading.statements
        if _same_source(m, reading.find(s.source))
    ]
    taken: set[int | str] = set()
    for share, number, key, mark, statement in sorted(pairs, key=lambda p: p[:3], reverse=True):
        if share >= 0.5 and number not in taken and key not in taken:
            taken |= {number, key}
            yield mark, statement


def _same_source(mark: Marked, source: object) -> bool:
    span: Span | None = getattr(source, "span", None)
    return overlap(mark.source, [(span.start, span.end)]) > 0 if span and mark.source else not span and not mark.source


def overlap(a: Sequence[Chars], b: Sequence[Chars]) -> float:
    """Intersection over union of characters."""
    ours, theirs = ({at for start, end in spans for at in range(start, end)} for spans in (a, b))
    return len(ours & theirs) / max(len(ours | theirs), 1)


def spans(given: Sequence[Span]) -> list[Chars]:
    """Spans as pairs."""
    return [(span.start, span.end) for span in given]


def rows(mark: Marked, statement: Statement, reading: Reading) -> Iterator[Row]:
    """What the scorer says of one statement, field by field."""
    notes = mark.notes
    kind = statement.kind.value
    yield from _row("kind", notes["kind"] != "say", notes["kind"], kind)
    channel = statement.channel.value if statement.channel else None
    yield from _row("channel", "channel" in notes, notes.get("channel"), channel)
    day = str(statement.said_on.value.day) if statement.said_on and statement.said_on.value.day else None
    yield from _row("said_on", "said_on" in notes, notes.get("said_on"), day)
    yield from _row("hedge", "hedged" in notes, "hedged" in notes, statement.hedge is not None)
    yield from _row("negated", "negated" in notes, "negated" in notes, statement.negated)
    name = reading.name(statement.addressee.value) if statement.addressee else None
    right = _addressed(mark, statement, reading)
    yield "addressee " + ("given" if mark.addressee else "none"), right, f"{name}"


def _row(field: str, given: bool, gold: object, read: object) -> Iterator[Row]:
    yield f"{field} {'given' if given else 'none'}", gold == read, f"{gold} read as {read}"


def _addressed(mark: Marked, statement: Statement, reading: Reading) -> bool:
    """Whether the addressee is who is marked: by its own characters, or as the entity that these name."""
    if statement.addressee is None or not mark.addressee:
        return statement.addressee is None and not mark.addressee
    own = statement.addressee.span
    if own is not None and overlap(mark.addressee, [(own.start, own.end)]) > 0:
        return True
    there = {m.entity for m in reading.mentions if overlap(mark.addressee, [(m.span.start, m.span.end)]) > 0}
    return statement.addressee.value in there


def scored(folder: Path) -> tuple[Mapping[str, Sequence[tuple[bool, str]]], int]:
    """Each row's verdicts with what is wrong, and how many statements the gold has."""
    reader, verdicts, gold = Reader(), defaultdict[str, list[tuple[bool, str]]](list), 0
    for passage in passages(folder):
        gold += sum("relay" not in m.notes for m in passage.attributions.values())
        reading = reader.read(Report(report_id(passage.text, None, None), passage.text, None, passage.published, None))
        for mark, statement in found(passage, reading):
            for name, right, wrong in rows(mark, statement, reading):
                cue = " ".join(passage.text[slice(*span)] for span in mark.cue)
                verdicts[name].append((right, f"{passage.name} [{cue}]: {wrong}"))
    return verdicts, gold


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table, and with --errors what each row has wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--in", dest="source", type=Path, default=HELDOUT)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args(arguments)
    verdicts, gold = scored(given.source)
    print(f"{gold} statements, {len(verdicts['kind given']) + len(verdicts['kind none'])} of them found")
    for name, row in sorted(verdicts.items()):
        print(f"{name:16} {sum(right for right, _ in row) / len(row):.3f}  n {len(row)}")
        for right, wrong in row:
            if given.errors and not right:
                print("    " + wrong)


if __name__ == "__main__":
    main()
