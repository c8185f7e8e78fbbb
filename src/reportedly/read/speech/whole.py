"""Contents made whole: what is added in the same breath, quotations to their last mark, and paragraphs that go on quoting."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from reportedly.read.layers import Attribution, Chars, Parse, Quotation
from reportedly.read.quotations import touching
from reportedly.read.speech.spans import contents_of, merged, overlaps

LONGEST_PAUSE = 200  # characters between a statement and the quoted paragraph that goes on with it


def with_added(parse: Parse, found: list[Attribution]) -> list[Attribution]:
    """What is said and what is added in one breath is one statement: "... , the judge said, adding that the file was lost"."""
    by_head = {a.head: a for a in found}
    for head, a in [*by_head.items()]:
        verb = parse.doc[head] if head is not None else None
        if verb is not None and verb.lower_ == "adding" and verb.dep_ == "advcl" and verb.head.i in by_head:
            said = by_head[verb.head.i]
            by_head[verb.head.i] = replace(said, contents=contents_of([said, a]))
            del by_head[head]
    return list(by_head.values())


def with_whole_quotations(attribution: Attribution, quotations: Sequence[Quotation]) -> Attribution:
    """A content takes a quotation whole, unless the cue stands inside it: then the content stays inside, too."""
    cue = attribution.cue or (-1, -1)
    grown: list[Chars] = []
    for start, end in attribution.contents:
        first, last = start, end
        for q in touching(quotations, start, end):
            if q.start <= cue[0] < q.end:
                first, last = max(first, q.start + 1), min(last, q.end - q.closed)
            elif not first <= cue[0] < q.end:
                first, last = min(first, q.start), max(last, q.end)
        if first < last:
            grown.append((first, last))
    return replace(attribution, contents=merged(grown))


def with_quoted_paragraphs(parse: Parse, found: Sequence[Attribution]) -> list[Attribution]:
    """A paragraph that is nothing but a quotation goes on with the attribution before it."""
    told = contents_of(found)
    whole = {q.start: q for q in parse.quotations if not overlaps((q.start, q.end), told)}
    grown = sorted(found, key=lambda a: max(a.contents)[1])
    for start, end in parse.paragraphs:
        q = whole.get(start)
        last = bisect_right(grown, start, key=lambda a: max(a.contents)[1]) - 1
        alone = q is not None and last >= 0 and not parse.text[q.end : end].strip()
        if q is not None and alone and start - max(grown[last].contents)[1] < LONGEST_PAUSE:
            grown[last] = replace(grown[last], contents=(*grown[last].contents, (q.start, q.end)))
            grown.sort(key=lambda a: max(a.contents)[1])
    return grown
