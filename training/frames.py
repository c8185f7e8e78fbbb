"""Attributions put inside others: sentences of PolNeAR, which marks no nesting, told by somebody else.

"The mayor denied it." becomes "According to state television, the mayor denied it." Made while training, kept nowhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import groupby

from reportedly.knowledge.windows import Chars, words_of
from training.data import Annotated
from training.markup import Marked

TELLERS = (
    "Interfax", "AFP", "the Associated Press", "the state news agency", "state television", "a local radio station", "Al Jazeera",
    "the Harbour Gazette", "the Daily Ledger", "a newspaper in the capital", "local media", "the broadcaster", "the website Meridian",
    "the police", "a police report", "the prosecutor's office", "the interior ministry", "a statement from the president's office",
    "the governor's spokesman", "a spokeswoman for the ministry", "two diplomats", "an aide who asked not to be named", "witnesses",
    "residents", "the Red Crescent", "the human rights group", "court documents", "a leaked memo", "the inquiry", "the mission",
    "Colonel Idris Bakary", "lawmaker Petra Novak", "the opposition leader", "the union", "a neighbour", "U.N. investigators",
)  # fmt: skip
BEFORE = ("{According to} {}, ", "{} {reported} that ", "{} {said} ", "{} {said} that ", "{As} {} {reports}, ", "In an interview, {} {claimed} ")
BEHIND = (", {according to} {}.", ", {} {reported}.", ", {} {said}.", ", {said} {}.", ", {} {reported} on Tuesday.", ", {} {said} in a statement.")
LOWERED = frozenset("The A An He She They It We In On At His Her Their Its This That These Those Some Many No Two Most But And".split())
LONGEST = 400  # characters of a sentence that is framed


def framed(reports: Sequence[Annotated], draw: random.Random, count: int) -> list[Annotated]:
    """So many sentences, each with one attribution of its own, inside another."""
    found = [one for report in draw.sample(list(reports), len(reports)) for one in _sentences(report)]
    return [_framed(text, inner, draw) for text, inner in draw.sample(found, min(count, len(found)))]


def _sentences(report: Annotated) -> Iterator[tuple[str, Marked]]:
    """Sentences that hold one whole attribution and touch no other, with it counted from the sentence's start."""
    marked = report.readings[0]
    spans = sorted((min(s)[0], max(e for _, e in s), i) for i, a in enumerate(marked) if (s := [*a.source, *a.cue, *a.contents]))
    for start, end in report.paragraphs:
        for _, words in groupby(words_of(report.text, start, end), key=lambda w: w.sentence):
            some = list(words)
            first, last = some[0].start, some[-1].end
            touching = [(a, b, i) for a, b, i in spans if a < last and first < b]
            if len(touching) == 1 and last - first <= LONGEST and report.text[first].isupper() and report.text[last - 1] == ".":
                a, b, i = touching[0]
                whole = marked[i]
                if first <= a and b <= last and whole.source and whole.cue and whole.contents:
                    yield report.text[first:last], _moved(whole, -first, last - first - 1)


def _framed(text: str, inner: Marked, draw: random.Random) -> Annotated:
    teller = draw.choice(TELLERS)
    told = text[:-1]
    if draw.random() < 0.5:
        before, cue, source = _filled(draw.choice(BEFORE), teller)
        before = before[0].upper() + before[1:]
        told = told[0].lower() + told[1:] if told.split(None, 1)[0] in LOWERED else told
        whole, at = before + told + ".", len(before)
    else:
        behind, cue, source = _filled(draw.choice(BEHIND), teller)
        whole, at = told + behind, 0
        cue, source = [(s + len(told), e + len(told)) for s, e in cue], [(s + len(told), e + len(told)) for s, e in source]
    outer = Marked(tuple(source), tuple(cue), ((at, at + len(told)),))
    return Annotated("framed", whole, ((0, len(whole)),), ((outer, _moved(inner, at, at + len(told))),), nests=False)


def _filled(frame: str, teller: str) -> tuple[str, list[Chars], list[Chars]]:
    """A frame with its teller, and where the cue's parts and the teller are; only the first part of a cue counts."""
    text = ""
    cue: list[Chars] = []
    source: list[Chars] = []
    for piece in frame.replace("{}", "{*}").replace("}", "{").split("{"):
        shown = teller if piece == "*" else piece
        if piece == "*":
            source.append((len(text), len(text) + len(shown)))
        elif piece and f"{{{piece}}}" in frame:
            cue.append((len(text), len(text) + len(shown)))
        text += shown
    return text, cue[-1:], source


def _moved(marked: Marked, shift: int, end: int) -> Marked:
    """The attribution moved, and cut where the sentence's stop was."""
    source, cue, contents = (
        tuple((s + shift, min(e + shift, end)) for s, e in part if s + shift < end) for part in (marked.source, marked.cue, marked.contents)
    )
    return Marked(source, cue, contents)
