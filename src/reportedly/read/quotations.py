"""Which characters stand between quotation marks. One stray mark spoils nothing beyond its own paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from reportedly.read.layers import Chars, Quotation

OPENING, CLOSING, STRAIGHT = "“„‟«", "”»", '"'
SINGLE_OPENING, SINGLE_CLOSING, SINGLE_STRAIGHT = "‘‚", "’", "'"
LONGEST_RUN = 5  # paragraphs that a quotation left open may run on for
MARKS = OPENING + CLOSING + STRAIGHT


def quotations(text: str, paragraphs: Sequence[Chars]) -> tuple[Quotation, ...]:
    """The quotations of a text, in order and apart. Single marks count only outside double ones, and in pairs."""
    found: list[Quotation] = []
    opened_in = -LONGEST_RUN
    for n, (start, end) in enumerate(paragraphs):
        for quotation in _doubles(text, start, end, carried=n - opened_in < LONGEST_RUN):
            runs_on = quotation.start == start and text[start] not in MARKS
            found.append(Quotation(found.pop().start, quotation.end, True) if runs_on else quotation)
            opened_in = -LONGEST_RUN if quotation.closed else n
    return tuple(sorted([*found, *_singles(text, paragraphs, found)], key=lambda q: q.start))


def _doubles(text: str, start: int, end: int, carried: bool) -> Iterator[Quotation]:
    """The quotations of one paragraph; with `carried`, a lone closing mark ends what an earlier paragraph left open."""
    opened: int | None = None
    for i in range(start, end):
        if text[i] not in MARKS:
            continue
        german = opened is not None and text[opened] == "„" and text[i] == "“"
        if not german and _opens(text, i, start, end, opened is not None or carried):
            opened, carried = i, False
        elif opened is not None:
            yield Quotation(opened, i + 1, True)
            opened = None
        elif carried:
            yield Quotation(start, i + 1, True)
            carried = False
    if opened is not None:
        yield Quotation(opened, start + len(text[start:end].rstrip()), False)


def _opens(text: str, i: int, start: int, end: int, inside: bool) -> bool:
    if text[i] != STRAIGHT:
        return text[i] in OPENING
    after_space = i == start or text[i - 1].isspace() or text[i - 1] in "([—–-"
    before_space = i + 1 >= end or text[i + 1].isspace() or text[i + 1] in ",.;:!?)]—–-"
    return not inside if after_space == before_space else after_space


def _singles(text: str, paragraphs: Sequence[Chars], doubles: Sequence[Quotation]) -> Iterator[Quotation]:
    taken = iter(doubles)
    inside = next(taken, None)
    for start, end in paragraphs:
        opened: int | None = None
        for i in range(start, end):
            while inside and inside.end <= i:
                inside = next(taken, None)
            if text[i] not in SINGLE_OPENING + SINGLE_CLOSING + SINGLE_STRAIGHT or (inside and inside.start <= i):
                continue
            word_before = i > start and not text[i - 1].isspace() and text[i - 1] not in "([—–"
            word_after = i + 1 < end and text[i + 1].isalnum()
            if text[i] in SINGLE_OPENING or (text[i] == SINGLE_STRAIGHT and word_after and not word_before):
                opened = i
            elif opened is not None and word_before and not word_after and i > opened + 2:
                yield Quotation(opened, i + 1, True)
                opened = None


def touching(quotations: Sequence[Quotation], start: int, end: int) -> Iterator[Quotation]:
    """The quotations that overlap or border on these characters."""
    at = max(0, bisect_right(quotations, start, key=lambda q: q.start) - 1)
    while at < len(quotations) and quotations[at].start <= end:
        if quotations[at].end >= start:
            yield quotations[at]
        at += 1
