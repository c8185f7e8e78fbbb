"""Parse -> Attributions: who says what, by which words; quotations find their cue, and one attribution may hold another."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportedly.knowledge.lexicon import groups_of
from reportedly.knowledge.tagger import Tagged, tag
from reportedly.read.cues import kind_of, main_token, unmarked
from reportedly.read.layers import Attribution, Chars, Contents, Parse, Quotation
from reportedly.read.quotations import touching
from reportedly.read.syntax import chars, noun_phrase, subject

ASKED_SILENCE = re.compile(r"(?:not )?to (?:not )?be (?:named|identified|quoted)")
SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s|\n|[\"“”]")
LONGEST_CUE_CLAUSE = 200  # characters between a quotation and its cue's end
QUOTED_SCORE = 0.8
FEWEST_WORDS = 4  # a shorter quotation is a scare quote or a nickname unless it ends like a sentence


def attribute(parse: Parse) -> tuple[Attribution, ...]:
    """The attributions of a report in order of their contents, each with the position of the one around it.

    The tagger finds most; what it has no eye for comes from the lexicon, wherever it says nothing of the words itself.
    """
    tagged = list(filter(None, (_tagged(parse, found) for found in tag(parse.text, parse.paragraphs))))
    found = [*tagged, *_besides(unmarked(parse), tagged)]
    whole = [_with_whole_quotations(a, parse.quotations) for a in _with_added(parse, found)]
    spoken = [q for q in parse.quotations if _is_spoken(parse.text, q)]
    return _nested([a for a in _with_loose_quotations(parse, whole, spoken) if a.contents])


def _tagged(parse: Parse, found: Tagged) -> Attribution | None:
    """What the tagger found, with its cue's main token and the kind of statement that this makes."""
    contents = tuple(span for span in (_without_that(parse.text, *chars) for chars in found.contents) if span[0] < span[1])
    cue = (found.cue[0][0], found.cue[-1][1]) if found.cue else None
    head = main_token(parse, cue) if cue else None
    if not contents or head is None or _is_silence(parse.text, contents):
        return None
    source = (found.source[0][0], found.source[-1][1]) if found.source else None
    return Attribution(cue, source, contents, kind_of(parse, head, contents), head.i, score=round(found.score, 2))


def _without_that(text: str, start: int, end: int) -> Chars:
    return (start + 5, end) if text[start : start + 5].lower() == "that " and end > start + 5 else (start, end)


def _is_silence(text: str, contents: Sequence[Chars]) -> bool:
    """ "asked not to be named" makes no statement."""
    return ASKED_SILENCE.match(text, *contents[0]) is not None


def _besides(others: Iterable[Attribution], tagged: Sequence[Attribution]) -> Iterable[Attribution]:
    """Those of the others whose cue the tagger left alone, and whose content is new or lies within one of the tagger's."""
    cues = _merged(a.cue for a in tagged if a.cue)
    contents = _merged(span for a in tagged for span in a.contents)
    for a in others:
        if a.cue is None or _overlaps(a.cue, cues):
            continue
        if _overlaps(a.cue, contents) or not any(_overlaps(span, contents) for span in a.contents):
            yield a


def _overlaps(chars: Chars, merged: Sequence[Chars]) -> bool:
    at = bisect_right(merged, chars[1] - 1, key=lambda span: span[0]) - 1
    return at >= 0 and chars[0] < merged[at][1]


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
