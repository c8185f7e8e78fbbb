"""Attributions put inside others: sentences of PolNeAR, which marks no nesting, told by somebody else.

"The mayor denied it." becomes "According to state television, the mayor denied it." Made while training, kept nowhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import groupby

from reportedly.knowledge.windows import words_of
from training.data import Annotated
from training.markup import Marked, plain

TELLERS = (
    "Interfax", "AFP", "the Associated Press", "Al Jazeera", "the state news agency", "state television", "local media",
    "a local radio station", "the broadcaster", "the Harbour Gazette", "the Daily Ledger", "a newspaper in the capital",
    "the website Meridian", "the police", "a police report", "the inquiry", "the prosecutor's office", "court documents",
    "a leaked memo", "the interior ministry", "a spokeswoman for the ministry", "a statement from the president's office",
    "the governor's spokesman", "two diplomats", "an aide who asked not to be named", "witnesses", "residents",
    "a neighbour", "the union", "the Red Crescent", "the human rights group", "the mission", "U.N. investigators",
    "Colonel Idris Bakary", "lawmaker Petra Novak", "the opposition leader",
)  # fmt: skip
BEFORE = (
    "{q1:According to} {s1:@}, ",
    "{s1:@} {q1:reported} that ",
    "{s1:@} {q1:said} ",
    "{s1:@} {q1:said} that ",
    "As {s1:@} {q1:reports}, ",
    "In an interview, {s1:@} {q1:claimed} ",
)
BEHIND = (
    ", {q1:according to} {s1:@}.",
    ", {s1:@} {q1:reported}.",
    ", {s1:@} {q1:said}.",
    ", {q1:said} {s1:@}.",
    ", {s1:@} {q1:reported} on Tuesday.",
    ", {s1:@} {q1:said} in a statement.",
)
LOWERED = frozenset(
    {"The", "A", "An", "He", "She", "They", "We", "It", "In", "On", "At", "His",
     "Her", "Their", "Its", "This", "That", "These", "Those", "Some", "Many", "No", "Two", "Most", "But", "And"}
)  # fmt: skip
LONGEST = 400  # characters of a sentence that is framed


def framed(reports: Sequence[Annotated], draw: random.Random, count: int) -> list[Annotated]:
    """So many sentences, each with one attribution of its own, inside another."""
    found = [one for report in draw.sample(list(reports), len(reports)) for one in _sentences(report)]
    return [_framed(text, inner, draw) for text, inner in draw.sample(found, min(count, len(found)))]


def _sentences(report: Annotated) -> Iterator[tuple[str, Marked]]:
    """Sentences that hold one whole attribution and touch no other, with it counted from the sentence's start."""
    marked = report.readings[0]
    reach = [(min(spans)[0], max(end for _, end in spans)) for a in marked if (spans := [*a.source, *a.cue, *a.contents])]
    for start, end in report.paragraphs:
        for _, words in groupby(words_of(report.text, start, end), key=lambda word: word.sentence):
            some = list(words)
            first, last = some[0].start, some[-1].end
            touching = [i for i, (begin, stop) in enumerate(reach) if begin < last and first < stop]
            if len(touching) == 1 and _is_plain(report.text[first:last]):
                begin, stop = reach[touching[0]]
                whole = marked[touching[0]]
                if first <= begin and stop <= last and whole.source and whole.cue and whole.contents:
                    yield report.text[first:last], _moved(whole, -first, last - first - 1)


def _is_plain(sentence: str) -> bool:
    return len(sentence) <= LONGEST and sentence[0].isupper() and sentence.endswith(".")


def _framed(sentence: str, inner: Marked, draw: random.Random) -> Annotated:
    teller, told = draw.choice(TELLERS), sentence[:-1]
    if draw.random() < 0.5:
        frame, parts = plain(draw.choice(BEFORE).replace("@", teller))
        told = told[0].lower() + told[1:] if told.split(None, 1)[0] in LOWERED else told
        text, at, frame_at = frame[0].upper() + frame[1:] + told + ".", len(frame), 0
    else:
        frame, parts = plain(draw.choice(BEHIND).replace("@", teller))
        text, at, frame_at = told + frame, 0, len(told)
    source, cue = (tuple((s + frame_at, e + frame_at) for s, e in parts[role, 1]) for role in "sq")
    outer = Marked(source, cue, ((at, at + len(told)),))
    return Annotated("framed", text, ((0, len(text)),), ((outer, _moved(inner, at, at + len(told))),), nests=False)


def _moved(marked: Marked, shift: int, end: int) -> Marked:
    """The attribution moved, and cut where the sentence's stop was."""
    source, cue, contents = (
        tuple((start + shift, min(stop + shift, end)) for start, stop in part if start + shift < end)
        for part in (marked.source, marked.cue, marked.contents)
    )
    return Marked(source, cue, contents)
