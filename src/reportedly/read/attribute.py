"""Parse -> Attributions: who says what, by which words; quotations find their cue, and one attribution may hold another."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportedly.knowledge.lexicon import groups_of
from reportedly.read.cues import cues
from reportedly.read.layers import Attribution, Chars, Contents, Parse, Quotation
from reportedly.read.quotations import touching
from reportedly.read.syntax import chars, noun_phrase, subject

SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s|\n|[\"“”]")
LONGEST_CUE_CLAUSE = 200  # characters between a quotation and its cue's end
QUOTED_SCORE = 0.8
FEWEST_WORDS = 4  # a shorter quotation is a scare quote or a nickname unless it ends like a sentence


def attribute(parse: Parse) -> tuple[Attribution, ...]:
    """The attributions of a report in order of their contents, each with the position of the one around it."""
    spoken = [q for q in parse.quotations if _is_spoken(parse.text, q)]
    found = [_with_whole_quotations(a, parse.quotations) for a in _with_added(parse, list(cues(parse)))]
    return _nested([a for a in _with_loose_quotations(parse, found, spoken) if a.contents])


def _with_added(parse: Parse, found: list[Attribution]) -> list[Attribution]:
    """What is said and what is added in one breath is one statement: "... , the judge said, adding that the file was lost"."""
    by_head = {a.head: a for a in found}
    for a in found:
        verb = parse.doc[a.head or 0]
        if a.head is not None and verb.lower_ == "adding" and verb.dep_ == "advcl" and verb.head.i in by_head:
            said = by_head[verb.head.i]
            by_head[verb.head.i] = replace(said, contents=_merged([*said.contents, *a.contents]))
            del by_head[a.head]
    return list(by_head.values())


def _is_spoken(text: str, quotation: Quotation) -> bool:
    inside = text[quotation.start + 1 : quotation.end - quotation.closed]
    return len(inside.split(None, FEWEST_WORDS)) >= FEWEST_WORDS or inside.rstrip().endswith((",", ".", "!", "?"))


def _with_whole_quotations(attribution: Attribution, quotations: Sequence[Quotation]) -> Attribution:
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
    return replace(attribution, contents=_merged(grown))


def _merged(spans: Iterable[Chars]) -> tuple[Chars, ...]:
    found: list[Chars] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _with_loose_quotations(parse: Parse, found: Sequence[Attribution], spoken: Sequence[Quotation]) -> list[Attribution]:
    """Quotations in no content yet go to a cue of their own sentence, else on with the attribution before them."""
    by_head = {a.head: a for a in found}
    covered = _merged(span for a in found for span in a.contents)
    ends = sorted((end, a.head) for a in found for _, end in a.contents)
    for q in spoken:
        if _is_covered(q, covered):
            continue
        head = _cue_beside(parse, q)
        if head is None and _begins_sentence(parse.text, q.start):
            before = bisect_right(ends, q.start, key=lambda pair: pair[0]) - 1
            head = ends[before][1] if before >= 0 and _goes_on(parse.text, ends[before][0], q.start) else None
        if head is not None:
            old = by_head.get(head) or _said_beside(parse, head)
            by_head[head] = replace(old, contents=_merged([*old.contents, (q.start, q.end)]))
            insort(ends, (q.end, head))
    return list(by_head.values())


def _is_covered(quotation: Quotation, covered: Sequence[Chars]) -> bool:
    at = bisect_right(covered, quotation.start, key=lambda span: span[0]) - 1
    return at >= 0 and quotation.start < covered[at][1]


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 200) : start].rstrip(" \t")
    return not before or before[-1] in '\n.!?”"’:'


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether a quotation at `start` goes on with what was said until `end`: at most a cue clause and one line break between."""
    between = text[end:start]
    return len(between) < LONGEST_CUE_CLAUSE and between.strip().count("\n") == 0


def _cue_beside(parse: Parse, quotation: Quotation) -> int | None:
    """The cue verb nearest to a quotation in its own sentence, behind it or before it, that may have a clause as content."""
    text, doc = parse.text, parse.doc
    ends_open = text[quotation.end - 2 : quotation.end - 1] in ",?!" or text[quotation.end : quotation.end + 1] in ","
    after = _clause_after(text, quotation.end) if ends_open else (quotation.end, quotation.end)
    before = _clause_before(text, quotation.start)
    for (start, end), nearest_first in ((after, 1), (before, -1)):
        span = doc.char_span(start, end, alignment_mode="contract") if end > start else None
        for token in list(span or ())[::nearest_first]:
            if token.tag_.startswith("VB") and _takes_clause(token.lemma_.lower()):
                return int(token.i)
    return None


def _clause_after(text: str, start: int) -> Chars:
    stop = SENTENCE_END.search(text, start, min(len(text), start + LONGEST_CUE_CLAUSE))
    return start, stop.start() if stop else min(len(text), start + LONGEST_CUE_CLAUSE)


def _clause_before(text: str, end: int) -> Chars:
    begin = max(0, end - LONGEST_CUE_CLAUSE)
    colon = begin + len(text[begin:end].rstrip())
    end = colon if text[colon - 1 : colon] == ":" else end  # "He said:", and the quotation in a paragraph of its own
    stops = [m.end() for m in SENTENCE_END.finditer(text, begin, end)]
    return (stops[-1] if stops else begin), end


def _takes_clause(lemma: str) -> bool:
    return any("clause" in group.values["frames"] for group in groups_of("cues").get(lemma, ()))


def _said_beside(parse: Parse, head: int) -> Attribution:
    """The attribution of a quotation to a verb whose content the parser missed."""
    verb = parse.doc[head]
    source = subject(verb) or next((c for c in verb.rights if c.dep_ in ("dobj", "attr") and c.pos_ in ("PROPN", "NOUN")), None)
    group = next(g for g in groups_of("cues")[verb.lemma_.lower()] if "clause" in g.values["frames"])
    span = noun_phrase(source) if source is not None else None
    return Attribution(chars(verb, verb), span, (), group.values["kind"], head, score=QUOTED_SCORE)


def _nested(found: list[Attribution]) -> tuple[Attribution, ...]:
    """In order of content, each with its parent: the tightest attribution around its cue."""
    ordered = tuple(sorted(found, key=lambda a: (a.start, -max(a.contents)[1], a.head or 0)))
    contents = Contents.of(ordered)
    return tuple(
        replace(a, parent=next((j for j in contents.holding(a.cue or a.contents[0]) if j != i), None))
        for i, a in enumerate(ordered)
    )
