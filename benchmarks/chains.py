"""How often the reader finds the chain of a statement in the held-out passages, and how often it invents one.

    python benchmarks/chains.py [FOLDER]      # default: training/corpus/heldout

A chain is found when a statement of the same content (half of the characters) and source comes with as many links as gold, each
of which stands on the gold link's words or bears its name. A pure relay is no statement there: it has to come out as a link.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from reportedly.read.reader import Reader
from reportedly.records import Link, Reading, Report, Span, Statement, report_id
from training.markup import Chars, Marked, Passage, passages

SMALL_WORDS = frozenset({"the", "a", "an", "of", "and", "in", "for", "to"})
HELDOUT = Path(__file__).parent.parent / "training" / "corpus" / "heldout"


def judged(passage: Passage, reader: Reader) -> Iterator[tuple[int, bool]]:
    """For each statement of a passage how many links gold has, and whether the reader has the same.

    Statements without a link are judged only when the reader found them.
    """
    reading = reader.read(Report(report_id(passage.text, None, None), passage.text))
    left = list(reading.statements)
    for gold in passage.attributions.values():
        if "relay" in gold.notes:
            continue
        links = [passage.attributions[int(number)] for number in gold.notes.get("chain", "").split(",") if number]
        near = ((_shared(gold.contents, s.content), -n, s) for n, s in enumerate(left) if _same_source(reading, gold, s))
        found = max((candidate for candidate in near if candidate[0] >= 0.5), default=None, key=lambda c: c[:2])
        if found is not None:
            left.remove(found[2])
        if found is not None or links:
            chain = found[2].chain if found is not None else ()
            same = len(chain) == len(links) and all(
                _same_link(reading, passage, *pair) for pair in zip(links, chain, strict=True)
            )
            yield len(links), found is not None and same


def _same_source(reading: Reading, gold: Marked, statement: Statement) -> bool:
    mention = reading.find(statement.source)
    if mention is None or not gold.source:
        return mention is None and not gold.source
    return _touches(mention.span, gold.source)


def _same_link(reading: Reading, passage: Passage, gold: Marked, link: Link) -> bool:
    if link.span is not None and _touches(link.span, gold.source):
        return True
    words = passage.text[gold.source[0][0] : gold.source[-1][1]] if gold.source else ""
    first, second = _words(words), _words(reading.name(link.entity))
    return bool(first and second and (first <= second or second <= first))


def _touches(span: Span, parts: Iterable[Chars]) -> bool:
    return any(span.start < end and start < span.end for start, end in parts)


def _shared(gold: Sequence[Chars], content: Iterable[Span]) -> float:
    first = {at for start, end in gold for at in range(start, end)}
    second = {at for span in content for at in range(span.start, span.end)}
    return len(first & second) / max(1, len(first | second))


def _words(name: str | None) -> set[str]:
    return {word for word in re.findall(r"\w+", (name or "").lower()) if word not in SMALL_WORDS}


def main() -> None:
    """Reads the passages and prints both shares with their numbers."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HELDOUT
    reader = Reader()
    verdicts = [verdict for passage in passages(folder) for verdict in judged(passage, reader)]
    chained = [right for links, right in verdicts if links]
    plain = [right for links, right in verdicts if not links]
    print(f"chain found           {sum(chained) / max(1, len(chained)):.3f}  n={len(chained)}")
    print(f"chain invented        {1 - sum(plain) / max(1, len(plain)):.3f}  n={len(plain)}")


if __name__ == "__main__":
    main()
