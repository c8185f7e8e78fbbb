"""Annotated passages (corpus/README.md) -> their texts with attributions in character offsets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Chars = tuple[int, int]

HEADER = re.compile(r"^# *([^|\n]+?) *\|[^\n]*?(?:\| *(\d{4}-\d\d-\d\d) *)?$", re.MULTILINE)
NOTE = re.compile(r"^= *(\d+)\b[ \t]*(.*)$", re.MULTILINE)
BRACE = re.compile(r"\{([sqca])(\d+):|\{|\}")
ROLES = {"s": "source", "q": "cue", "c": "content", "a": "addressee"}


class BadMarkup(ValueError):
    """A passage that does not follow corpus/README.md."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution: the characters of its parts, and what its `=` line says (a flag's value is "")."""

    source: tuple[Chars, ...] = ()
    cue: tuple[Chars, ...] = ()
    contents: tuple[Chars, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    addressee: tuple[Chars, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage's name, its text without markup, its attributions by number, and when it was published, if it is dated."""

    name: str
    text: str
    attributions: Mapping[int, Marked]
    published: dt.date | None = None


def passages(path: Path) -> Iterator[Passage]:
    """The passages of a file, or of the text files of a folder in order. Raises BadMarkup."""
    files = sorted(path.glob("*.txt")) if path.is_dir() else [path]
    for file in files:
        yield from parsed(file.read_text("utf-8"))


def parsed(text: str) -> Iterator[Passage]:
    """The passages in the text of one file. Raises BadMarkup."""
    for name, published, body in bodies(text):
        yield passage(name, body, published)


def bodies(text: str) -> Iterator[tuple[str, dt.date | None, str]]:
    """The name and date of each passage in a file, with what stands below its header."""
    headers = list(HEADER.finditer(text))
    for header, following in zip(headers, [*headers[1:], None], strict=True):
        published = dt.date.fromisoformat(header.group(2)) if header.group(2) else None
        yield header.group(1), published, text[header.end() : following.start() if following else len(text)]


def passage(name: str, body: str, published: dt.date | None = None) -> Passage:
    """One passage from what stands below its header. Raises BadMarkup."""
    notes = {int(m.group(1)): _notes(m.group(2)) for m in NOTE.finditer(body)}
    text, parts = plain(NOTE.sub("", body).strip(), name)
    numbers = sorted({number for _, number in parts})
    if set(numbers) != set(notes):
        raise BadMarkup(f"{name}: marked {numbers}, described {sorted(notes)}")
    return Passage(name, text, {n: _marked(parts, n, notes[n]) for n in numbers}, published)


def plain(marked: str, name: str = "") -> tuple[str, dict[tuple[str, int], list[Chars]]]:
    """A text without its braces, and the characters of each (role letter, number) in order. Raises BadMarkup."""
    found: dict[tuple[str, int], list[Chars]] = {}
    open_: list[tuple[str, int, int]] = []
    pieces: list[str] = []
    length = at = 0
    for brace in BRACE.finditer(marked):
        pieces.append(marked[at : brace.start()])
        length += brace.start() - at
        at = brace.end()
        if brace.group(1):
            open_.append((brace.group(1), int(brace.group(2)), length))
        elif brace.group() == "}" and open_:
            role, number, start = open_.pop()
            found.setdefault((role, number), []).append((start, length))
        else:
            raise BadMarkup(f"{name}: a loose {brace.group()} near {marked[max(0, at - 30) : at + 30]!r}")
    if open_:
        raise BadMarkup(f"{name}: {{{open_[-1][0]}{open_[-1][1]}: is not closed")
    return "".join([*pieces, marked[at:]]), {key: sorted(spans) for key, spans in found.items()}


def _marked(parts: Mapping[tuple[str, int], list[Chars]], number: int, notes: Mapping[str, str]) -> Marked:
    source, cue, contents, addressee = (tuple(parts.get((role, number), ())) for role in ROLES)
    return Marked(source, cue, contents, notes, addressee)


def _notes(line: str) -> dict[str, str]:
    return {key: value for key, _, value in (word.partition("=") for word in line.split())}
