"""Sets of characters, as spans in order and apart: those of contents, and whether others share one with them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from reportedly.read.layers import Attribution, Chars


def merged(spans: Iterable[Chars]) -> tuple[Chars, ...]:
    """The characters of these spans, as spans in order and apart."""
    found: list[Chars] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def contents_of(attributions: Iterable[Attribution]) -> tuple[Chars, ...]:
    """The characters that stand in the contents of these attributions."""
    return merged(span for a in attributions for span in a.contents)


def overlaps(chars: Chars, apart: Sequence[Chars]) -> bool:
    """Whether these characters share one with spans that are in order and apart."""
    at = bisect_right(apart, chars[1] - 1, key=lambda span: span[0]) - 1
    return at >= 0 and chars[0] < apart[at][1]
