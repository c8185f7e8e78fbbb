"""Attributions by layout alone: quotations signed with a name, and the labelled turns of a transcript.

“They never asked us.” — Dora Ilić
MARLOW: Will the bridge reopen?
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reportedly.read.layers import Attribution, Chars, Parse
from reportedly.read.quotations import MARKS

DASHES = "—–―-"
SCORE = 0.9
LONGEST_NAME, LONGEST_LABEL = 80, 40  # characters
MOST_WORDS = 6
PARTICLES = ("de", "da", "del", "der", "di", "dos", "el", "al", "bin", "ibn", "la", "le", "van", "von", "y", "and", "of", "the")


def set_apart(parse: Parse) -> tuple[tuple[Chars, Attribution], ...]:
    """The paragraphs and lines that layout alone gives to a speaker, each with its attribution; in order."""
    spans = [_stripped(parse.text, *paragraph) for paragraph in parse.paragraphs]
    found = dict(_turns(parse, spans))
    for span in spans:
        if span in found:
            continue
        found.update((line, signed) for line in _lines(parse.text, *span) if (signed := _signed(parse, line)))
        whole = _signed(parse, span)
        if whole is not None and whole.cue not in {a.cue for a in found.values()}:
            found[span] = whole
    return tuple(sorted(found.items()))


def _lines(text: str, start: int, end: int) -> Iterator[Chars]:
    """The lines of a paragraph: one wrapped to a width has several."""
    for line in text[start:end].splitlines(keepends=True):
        yield _stripped(text, start, start + len(line))
        start += len(line)


def _stripped(text: str, start: int, end: int) -> Chars:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _signed(parse: Parse, paragraph: Chars) -> Attribution | None:
    """A paragraph that is one quotation and, behind a dash, a name."""
    text, (start, end) = parse.text, paragraph
    last = max(text.rfind(mark, start + 1, end) for mark in MARKS)
    if start >= end or text[start] not in MARKS or last < 0 or end - last > LONGEST_NAME:
        return None
    dash = last + 1 + _leading(text[last + 1 : end], " \t\xa0")
    name = dash + _leading(text[dash:end], DASHES)
    first = name + _leading(text[name:end], " \t\xa0")
    stop = min((at for sign in ",;(|" if (at := text.find(sign, first, end)) >= 0), default=end)
    stop = first + len(text[first:stop].rstrip(" .\xa0"))
    if name == dash or not _is_name(text[first:stop]):
        return None
    return _attribution(parse, (first, stop), (dash, name), (start, last + 1))


def _turns(parse: Parse, paragraphs: Sequence[Chars]) -> Iterator[tuple[Chars, Attribution]]:
    """The turns of a transcript: paragraphs that open with a label in capitals, where one label comes back."""
    labelled = [(span, label) for span in paragraphs if (label := _label(parse.text, *span))]
    seen = Counter(parse.text[slice(*label)] for _, label in labelled)
    if not seen or max(seen.values()) < 2:
        return
    for (start, end), label in labelled:
        said = _stripped(parse.text, label[1] + 1, end - (parse.text[start] in MARKS and parse.text[end - 1] in MARKS))
        if said[0] < said[1]:
            yield (start, end), _attribution(parse, label, (label[1], label[1] + 1), said)


def _label(text: str, start: int, end: int) -> Chars | None:
    start += text[start:end][:1] in tuple(MARKS)
    colon = text.find(":", start, min(end, start + LONGEST_LABEL))
    label = text[start : max(start, colon)]
    letters = sum(c.isalpha() for c in label)
    plain = all(c.isalpha() or c in " .'’-" for c in label)
    return (start, colon) if letters > 2 and plain and label.isupper() and label[-1].isalpha() else None


def _attribution(parse: Parse, source: Chars, cue: Chars, content: Chars) -> Attribution:
    head = parse.doc.char_span(*cue, alignment_mode="expand")
    return Attribution(cue, source, (content,), "say", head.root.i if head is not None else None, score=SCORE)


def _leading(text: str, signs: str) -> int:
    return len(text) - len(text.lstrip(signs))


def _is_name(words: str) -> bool:
    given = words.split()
    return 0 < len(given) <= MOST_WORDS and given[0][0].isupper() and all(w[0].isupper() or w in PARTICLES for w in given)
