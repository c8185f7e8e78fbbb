"""Parse -> Attributions: who says what, by which words; quotations find their cue, and one attribution may hold another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportedly.knowledge.tagger import tag
from reportedly.read.layers import Attribution, Chars, Contents, Parse
from reportedly.read.speech.acting import acting
from reportedly.read.speech.bounds import bounded
from reportedly.read.speech.hearsay import hearsay
from reportedly.read.speech.layout import set_apart
from reportedly.read.speech.nested import beside, nested
from reportedly.read.speech.nouns import nominal, shown
from reportedly.read.speech.quoting import quoting
from reportedly.read.speech.silences import silent
from reportedly.read.speech.spans import contents_of, merged, overlaps
from reportedly.read.speech.tagged import read_off
from reportedly.read.speech.tallies import tallies
from reportedly.read.speech.whole import with_added, with_quoted_paragraphs, with_whole_quotations

ASKED_SILENCE = re.compile(r"(?:not )?to (?:not )?be (?:named|identified|quoted)")


def attribute(parse: Parse) -> tuple[Attribution, ...]:
    """The attributions of a report in order of their contents, each with the position of the one around it.

    The tagger finds most. Who quotes whom is read off the parse, and what the tagger has no eye for comes from the lexicon,
    wherever it says nothing of the words itself.
    """
    apart = set_apart(parse)
    read = bounded(parse, [a for found in tag(parse.text, parse.paragraphs) if (a := read_off(parse, found))])
    cried = [*shown(parse)]
    found = [*(a for _, a in apart), *cried, *quoting(parse, read)]
    taken = _cues(found)
    others = [*(span for span, _ in apart), *(span for a in cried for span in a.contents)]
    kept = (_without_paragraphs(a, others) for a in read if a.cue and not overlaps(a.cue, taken))
    found += [a for a in kept if a.contents]
    found += _besides(_unmarked(parse), found)
    found += _apart(tallies(parse), found)
    found += _besides(nested(parse, contents_of(found)), found)
    found += _besides(nested(parse, parse.paragraphs), found)
    found += _besides(beside(parse, contents_of(found)), found)
    whole = [with_whole_quotations(a, parse.quotations) for a in with_added(parse, found)]
    spoken = [a for a in whole if a.contents and not _is_silence(parse.text, a.contents)]
    return _nested(with_quoted_paragraphs(parse, spoken))


def _unmarked(parse: Parse) -> Iterator[Attribution]:
    """What the lexicon and the parse find by themselves."""
    yield from nominal(parse)
    yield from acting(parse)
    yield from silent(parse)
    yield from hearsay(parse)


def _without_paragraphs(attribution: Attribution, apart: Sequence[Chars]) -> Attribution:
    """An attribution without the paragraphs and quotations that are another's, unless its cue stands there, too."""
    cue = attribution.cue or attribution.contents[0]
    others = [span for span in apart if not span[0] <= cue[0] < span[1]]
    kept = tuple(c for c in attribution.contents if not any(start <= c[0] < end for start, end in others))
    return replace(attribution, contents=kept)


def _is_silence(text: str, contents: Sequence[Chars]) -> bool:
    """ "asked not to be named" makes no statement."""
    return ASKED_SILENCE.match(text, *contents[0]) is not None


def _cues(found: Iterable[Attribution]) -> tuple[Chars, ...]:
    """The characters that stand in cues."""
    return merged(a.cue for a in found if a.cue)


def _besides(others: Iterable[Attribution], found: Sequence[Attribution]) -> list[Attribution]:
    """Those of the others whose cue is none of those found, and whose content is new unless the cue lies within a content."""
    cues, contents, known = _cues(found), contents_of(found), {a.contents for a in found}
    return [
        a
        for a in others
        if a.cue is not None
        and not overlaps(a.cue, cues)
        and a.contents not in known
        and (overlaps(a.cue, contents) or not any(overlaps(span, contents) for span in a.contents))
    ]


def _apart(others: Iterable[Attribution], found: Sequence[Attribution]) -> list[Attribution]:
    """Those of the others that share no word with what is found: a count within a statement is the speaker's."""
    taken = merged((*contents_of(found), *_cues(found)))
    return [a for a in others if not any(overlaps(span, taken) for span in (*_cues([a]), *a.contents))]


def _nested(found: list[Attribution]) -> tuple[Attribution, ...]:
    """In order of content, each with its parent: the tightest attribution around its cue."""
    ordered = tuple(sorted(found, key=lambda a: (a.start, -max(a.contents)[1], a.head or 0)))
    contents = Contents.of(ordered)
    return tuple(
        replace(a, parent=next((j for j in contents.holding(a.cue or a.contents[0]) if j != i), None))
        for i, a in enumerate(ordered)
    )
