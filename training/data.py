"""Annotated reports -> examples: windows of words with the labels that the model learns."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from reportedly.knowledge.windows import MOST_PIECES, Chars, Ints, Window, Word, windows
from training.markup import BadMarkup, Marked, Passage, bodies, passage

PARAGRAPH = re.compile(r"[^\n]+")
BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n]+)*")
SPANS = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)$")

NO, BEGINS_SOURCE, IN_SOURCE, BEGINS_CUE, IN_CUE, BEGINS_CONTENT, IN_CONTENT = range(7)
LINK_NO, LINK_BEGINS_SOURCE, LINK_IN_SOURCE, LINK_BEGINS_CONTENT, LINK_IN_CONTENT = range(5)
UNKNOWN = -100


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its paragraphs and one reading of its attributions by each annotator; `nests` when nested ones are marked."""

    name: str
    text: str
    paragraphs: tuple[Chars, ...]
    readings: tuple[tuple[Marked, ...], ...]
    nests: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its labels.

    `flat` (words,): outermost sources, cues and contents, B-I-O. `inner` (words,): cues inside a content, B-I-O.
    `cues` (cues, 3): first word, last word, whether inside a content. `links` (cues, words): its source and content, B-I-O.
    """

    window: Window
    flat: Ints
    inner: Ints
    cues: Ints
    links: Ints


def polnear(folder: Path) -> list[Annotated]:
    """The reports of one part of PolNeAR: `text/<name>.txt`, `attributions/<name>_<annotator>.ann` in brat's format."""
    annotations = defaultdict(list)
    for file in sorted((folder / "attributions").glob("*.ann")):
        annotations[file.stem.rpartition("_")[0]].append(tuple(_brat(file)))
    found = []
    for file in sorted((folder / "text").glob("*.txt")):
        text = file.read_bytes().decode("utf-8")
        lines = tuple(m.span() for m in PARAGRAPH.finditer(text))
        found.append(Annotated(file.stem, text, lines, tuple(annotations[file.stem]), nests=False))
    return [report for report in found if report.readings]


def own(folder: Path) -> list[Annotated]:
    """Our own passages; one that is not marked up properly is left out."""
    found = []
    for file in sorted(folder.glob("*.txt")):
        for name, published, body in bodies(file.read_text("utf-8")):
            with suppress(BadMarkup):
                found.append(_annotated(passage(name, body, published)))
    return found


def examples(report: Annotated, tokenizer: Tokenizer, reading: int = 0, first: int = MOST_PIECES) -> Iterator[Example]:
    """The windows of a report with the labels of one annotator's reading; the first window holds up to `first` pieces."""
    marked = report.readings[reading % len(report.readings)]
    for window in windows(report.text, report.paragraphs, tokenizer, first):
        yield example(window, marked, report.nests)


def example(window: Window, marked: Sequence[Marked], nests: bool) -> Example:
    """The labels of a window. Where nested attributions are not marked, whether a content's word is an inner cue is unknown."""
    words = window.words
    size = len(words)
    flat = np.zeros(size, dtype=np.int64)
    inner = np.zeros(size, dtype=np.int64)
    if not nests:
        leaves = [a for a in marked if not any(_holds(a, b) for b in marked if b is not a)]
        inner[_covered(words, (span for a in leaves for span in a.contents))] = UNKNOWN
    cues, links = [], []
    for a in marked:
        cue = [_range(words, span) for span in a.cue]
        held = [r for r in cue if r]
        nested = bool(held) and any(_holds(b, a) for b in marked if b is not a)
        if not nested:
            _paint(flat, words, a.contents, BEGINS_CONTENT)
            _paint(flat, words, a.source, BEGINS_SOURCE)
        if held:
            first, last = held[0]
            row = np.zeros(size, dtype=np.int64)
            _paint(row, words, a.contents, LINK_BEGINS_CONTENT)
            _paint(row, words, a.source, LINK_BEGINS_SOURCE)
            cues.append((first, last - 1, int(nested)))
            links.append(row)
            if nested:
                inner[first:last] = 2
                inner[first] = 1
    for first, end, nested in ((c[0], c[1] + 1, c[2]) for c in cues):
        if not nested:
            flat[first:end] = IN_CUE
            flat[first] = BEGINS_CUE
    return Example(
        window, flat, inner, np.array(cues, dtype=np.int64).reshape(-1, 3), np.array(links, dtype=np.int64).reshape(-1, size)
    )


def packed(reports: Iterable[Annotated], tokenizer: Tokenizer, seed: int) -> Iterator[Annotated]:
    """Short passages in random order, joined to texts of about a window each."""
    order = list(reports)
    random.Random(seed).shuffle(order)
    some: list[Annotated] = []
    size = 0
    for report in order:
        more = len(tokenizer.encode(report.text, add_special_tokens=False).ids)
        if some and size + more > MOST_PIECES:
            yield joined(some)
            some, size = [], 0
        some.append(report)
        size += more
    if some:
        yield joined(some)


def joined(reports: Sequence[Annotated]) -> Annotated:
    """Several passages as one text."""
    text = ""
    lines: list[Chars] = []
    marked: list[Marked] = []
    for report in reports:
        shift = len(text)
        lines += [(start + shift, end + shift) for start, end in report.paragraphs]
        marked += [_shifted(a, shift) for a in report.readings[0]]
        text += report.text + "\n\n"
    return Annotated(reports[0].name, text, tuple(lines), (tuple(marked),), all(r.nests for r in reports))


def _shifted(marked: Marked, shift: int) -> Marked:
    source, cue, contents = (
        tuple((s + shift, e + shift) for s, e in part) for part in (marked.source, marked.cue, marked.contents)
    )
    return Marked(source, cue, contents, marked.notes)


def _annotated(passage: Passage) -> Annotated:
    blocks = tuple(m.span() for m in BLOCK.finditer(passage.text))
    return Annotated(passage.name, passage.text, blocks, (tuple(passage.attributions.values()),), nests=True)


def _holds(outer: Marked, inner: Marked) -> bool:
    return bool(inner.cue) and any(start <= inner.cue[0][0] and inner.cue[0][1] <= end for start, end in outer.contents)


def _range(words: Sequence[Word], span: Chars) -> Chars | None:
    """The first word that a span touches and the one behind its last; None when it touches none."""
    held = [at for at, word in enumerate(words) if word.start < span[1] and span[0] < word.end]
    return (held[0], held[-1] + 1) if held else None


def _paint(row: Ints, words: Sequence[Word], spans: Iterable[Chars], begins: int) -> None:
    for span in spans:
        if held := _range(words, span):
            row[held[0] : held[1]] = begins + 1
            row[held[0]] = begins


def _covered(words: Sequence[Word], spans: Iterable[Chars]) -> np.ndarray:
    row = np.zeros(len(words), dtype=bool)
    for span in spans:
        if held := _range(words, span):
            row[held[0] : held[1]] = True
    return row


def _brat(file: Path) -> Iterator[Marked]:
    """The attributions of a brat file; `Content2` is the second part of a content. Empty and repeated ones are left out."""
    spans: dict[str, list[Chars]] = {}
    events: list[list[str]] = []
    for line in file.read_text("utf-8").split("\n"):
        columns = line.split("\t")
        if line[:1] == "T" and len(columns) >= 2 and (m := SPANS.match(columns[1])):
            spans[columns[0]] = [(int(a), int(b)) for a, b in (part.split() for part in m.group(2).split(";"))]
        elif line[:1] == "E" and len(columns) >= 2:
            events.append(columns[1].split())
    seen = set()
    for trigger, *arguments in events:
        if not trigger.startswith("Attribution"):
            continue
        parts: dict[str, set[Chars]] = {"Source": set(), "Cue": set(), "Content": set()}
        for argument in arguments:
            role, _, name = argument.partition(":")
            parts.get(role.rstrip("0123456789"), set()).update(spans.get(name, ()))
        key = tuple(tuple(sorted(parts[role])) for role in ("Source", "Cue", "Content"))
        if key not in seen and (key[1] or key[2]):
            seen.add(key)
            yield Marked(*key)
