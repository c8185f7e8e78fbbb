"""Text as the tagger sees it: words with what the uncased vocabulary loses (case, quotation, place), in windows of word pieces.

Training and reading share this file, so that the weights meet at run time what they were trained on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Chars = tuple[int, int]
Ints = NDArray[np.int64]

MOST_PIECES = 254  # of a window, without the two marks around it
LONGEST_WORD = 64  # characters of a word that are looked at
LONGEST_STRETCH = 20_000  # characters of one paragraph that are looked at together: keeps memory bounded
MARK_OPEN, MARK_CLOSE = 101, 102  # [CLS] and [SEP]

WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
SHAPES = 7
LOWER, TITLE, UPPER, MIXED, DIGITS, STOP, MARK = range(SHAPES)
QUOTES = 5
OUTSIDE, OPENING, INSIDE, CLOSING, UNCLOSED = range(QUOTES)
PLACES = 3
WITHIN, SENTENCE_FIRST, PARAGRAPH_FIRST = range(PLACES)

STEPS = np.array([1, 2, 3, 4, 6, 9, 16, 31, 61])  # where a distance in words counts as the next longer one

BOTH_WAYS, DOUBLE_OPENS, DOUBLE_CLOSES = '"', "“„‟«", "”»"
SINGLE_OPENS, SINGLE_CLOSES = "‘'", "’'"


class Word(NamedTuple):
    """A word or punctuation mark: its characters, and how it is written and stands."""

    start: int
    end: int
    shape: int
    quote: int
    place: int
    sentence: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Window:
    """Some words and their pieces.

    `piece_word` is a piece's word + 1, and 0 for the marks around them; `first` and `last` are a word's first and last piece.
    """

    words: tuple[Word, ...]
    pieces: Ints
    piece_word: Ints
    first: Ints
    last: Ints

    def features(self) -> Ints:
        """Shape, quote and place of each word, shape (words, 3)."""
        return np.array([word[2:5] for word in self.words], dtype=np.int64).reshape(-1, 3)


def windows(text: str, paragraphs: Sequence[Chars], tokenizer: Tokenizer, first: int = MOST_PIECES) -> Iterator[Window]:
    """The windows of a text in order: whole paragraphs packed to `MOST_PIECES` (`first` for the first one), longer ones cut."""
    words: list[Word] = []
    pieces: list[list[int]] = []
    size, room = 0, first
    for more, more_pieces in _portions(text, paragraphs, tokenizer):
        more_size = sum(map(len, more_pieces))
        if words and size + more_size > room:
            yield _window(words, pieces)
            words, pieces, size, room = [], [], 0, MOST_PIECES
        words, pieces, size = words + more, pieces + more_pieces, size + more_size
    if words:
        yield _window(words, pieces)


def words_of(text: str, start: int, end: int, paragraph: int = 0) -> list[Word]:
    """The words of one paragraph, which is `text[start:end]`."""
    spans = [m.span() for m in WORD.finditer(text, start, end)]
    quotes = _quotes(text, spans)
    found: list[Word] = []
    sentence, begins = 0, PARAGRAPH_FIRST
    for at, (first, last) in enumerate(spans):
        shape = _shape(text[first : min(last, first + LONGEST_WORD)])
        found.append(Word(first, last, shape, quotes[at], begins, sentence, paragraph))
        begins = WITHIN
        if _ends_sentence(text, spans, at):
            sentence, begins = sentence + 1, SENTENCE_FIRST
    return found


def relations(words: Sequence[Word], cues: Ints) -> Ints:
    """How each word stands to each cue, given as (cues, 2) first and last words -> (cues, words, 4).

    Distance in words, in sentences, in paragraphs, and how many other cues stand between; signed, coarse, counted from 0.
    """
    at = np.arange(len(words))
    first, last = cues[:, :1], cues[:, 1:]
    away = np.where(at < first, at - first, np.where(at > last, at - last, 0))
    step = np.searchsorted(STEPS, np.abs(away), side="right")
    paragraph = np.array([word.paragraph for word in words], dtype=np.int64)
    sentence = np.cumsum(np.array([word.place != WITHIN for word in words], dtype=np.int64)) if words else at
    firsts, lasts = np.sort(cues[:, 0]), np.sort(cues[:, 1])
    behind = np.searchsorted(firsts, at, side="right") - np.searchsorted(firsts, last, side="right")
    before = np.searchsorted(lasts, first) - np.searchsorted(lasts, at)
    between = np.where(away > 0, behind, np.where(away < 0, -before, 0))
    return np.stack(
        (
            np.sign(away) * step + len(STEPS),
            np.clip(sentence - sentence[first], -3, 3) + 3,
            np.clip(paragraph - paragraph[first], -2, 2) + 2,
            np.clip(between, -3, 3) + 3,
        ),
        axis=-1,
    )


def _portions(text: str, paragraphs: Sequence[Chars], tokenizer: Tokenizer) -> Iterator[tuple[list[Word], list[list[int]]]]:
    """The words of each paragraph with their pieces; a paragraph too long for a window comes in several portions."""
    for number, (start, end) in enumerate(paragraphs):
        for begin, stop in _stretches(text, start, end):
            words = words_of(text, begin, stop, number)
            yield from _cut(words, _pieces(text, words, tokenizer))


def _stretches(text: str, start: int, end: int) -> Iterator[Chars]:
    """A paragraph, in parts when it is very long."""
    while end - start > LONGEST_STRETCH:
        cut = text.rfind(" ", start, start + LONGEST_STRETCH) + 1 or start + LONGEST_STRETCH
        yield start, cut
        start = cut
    yield start, end


def _cut(words: list[Word], pieces: list[list[int]]) -> Iterator[tuple[list[Word], list[list[int]]]]:
    begin = size = 0
    for at, of_word in enumerate(pieces):
        if size + len(of_word) > MOST_PIECES:
            stop = _last_sentence(words, begin, at)
            yield words[begin:stop], pieces[begin:stop]
            size = sum(map(len, pieces[stop:at]))
            begin = stop
        size += len(of_word)
    if begin < len(words):
        yield words[begin:], pieces[begin:]


def _last_sentence(words: Sequence[Word], begin: int, end: int) -> int:
    """Where the last sentence begins that starts in the second half of these words; their end if none does."""
    starts = (at for at in range(end, (begin + end) // 2, -1) if words[at].sentence != words[at - 1].sentence)
    return next(starts, end)


def _pieces(text: str, words: Sequence[Word], tokenizer: Tokenizer) -> list[list[int]]:
    """The vocabulary's pieces of each word; none for a word of which the vocabulary's normaliser leaves nothing."""
    shown = [text[w.start : min(w.end, w.start + LONGEST_WORD)].encode("utf-8", "replace").decode() for w in words]
    encoding = tokenizer.encode(shown, is_pretokenized=True, add_special_tokens=False)
    found: list[list[int]] = [[] for _ in words]
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        if word is not None:
            found[word].append(piece)
    return found


def _window(words: Sequence[Word], pieces: Sequence[Sequence[int]]) -> Window:
    sizes = np.array([len(of_word) for of_word in pieces], dtype=np.int64)
    ends = np.cumsum(sizes)
    owner = np.repeat(np.arange(1, len(words) + 1), sizes)
    flat = [piece for of_word in pieces for piece in of_word]
    first = np.where(sizes > 0, ends - sizes + 1, 0)
    return Window(
        tuple(words),
        np.array([MARK_OPEN, *flat, MARK_CLOSE], dtype=np.int64),
        np.concatenate(([0], owner, [0])).astype(np.int64),
        first.astype(np.int64),
        np.where(sizes > 0, ends, 0).astype(np.int64),
    )


def _shape(word: str) -> int:
    if word[0].isdigit():
        return DIGITS
    if not word[0].isalnum():
        return STOP if word in ".?!" else MARK
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else TITLE
    return TITLE if word[0].isupper() and (word[1:].islower() or len(word) == 1) else MIXED


def _ends_sentence(text: str, spans: Sequence[Chars], at: int) -> bool:
    """Whether a sentence ends with this word: a stop and its closing quote, before a space and a capital, quote or digit."""
    start, end = spans[at]
    if at + 1 == len(spans) or not text[end : end + 1].isspace():
        return False
    stop = at - 1 if text[start] in BOTH_WAYS + DOUBLE_CLOSES + SINGLE_CLOSES + ")" else at
    if stop < 0 or text[spans[stop][0]] not in ".?!…":
        return False
    following = text[spans[at + 1][0]]
    before = spans[stop - 1] if stop else (0, 0)
    short = text[spans[stop][0]] == "." and before[1] - before[0] <= 3 and text[before[0]].isupper() and stop == at
    return (following.isupper() or not following.isalpha()) and not short


def _quotes(text: str, spans: Sequence[Chars]) -> list[int]:
    """How each word of a paragraph stands to quotation marks; an open double quotation runs to the paragraph's end."""
    found = [OUTSIDE] * len(spans)
    begun: int | None = None
    single = False
    for at, (start, end) in enumerate(spans):
        mark = text[start] if end - start == 1 else ""
        opens, closes = _opens(text, mark, start), begun is not None and _closes(text, mark, end, single)
        if begun is not None and closes:
            found[begun], found[at] = OPENING, CLOSING
            found[begun + 1 : at] = [INSIDE] * (at - begun - 1)
            begun = None
        elif opens and (begun is None or (single and opens == 2)):
            begun, single = at, opens == 1
    if begun is not None and not single:
        found[begun:] = [OPENING] + [UNCLOSED] * (len(spans) - begun - 1)
    return found


def _opens(text: str, mark: str, start: int) -> int:
    """2 for a mark that may open a double quotation, 1 for a single one, 0 for neither."""
    if mark and mark in BOTH_WAYS + DOUBLE_OPENS:
        return 2
    before = text[start - 1] if start else " "
    after = text[start + 1 : start + 2]
    return int(bool(mark) and mark in SINGLE_OPENS and not before.isalnum() and bool(after) and not after.isspace())


def _closes(text: str, mark: str, end: int, single: bool) -> bool:
    if single:
        return bool(mark) and mark in SINGLE_CLOSES and not text[end : end + 1].isalnum()
    return bool(mark) and mark in BOTH_WAYS + DOUBLE_CLOSES
