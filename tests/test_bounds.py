"""Where contents end, and which of the tagger's finds are kept."""

from __future__ import annotations

import pytest

from reportedly.knowledge.lexicon import Group, groups
from reportedly.read.layers import Attribution, Parse
from reportedly.read.parse import parse
from reportedly.read.speech.bounds import bounded
from reportedly.read.speech.credible import is_credible


def attribution(parsed: Parse, cue: str, content: str, source: str | None = None, score: float = 0.6) -> Attribution:
    """One as the tagger might find it."""
    at, start = parsed.text.index(cue), parsed.text.index(content)
    who = parsed.text.index(source) if source else None
    *_, head = (t for t in parsed.doc if at <= t.idx < at + len(cue) and t.pos_ in ("VERB", "AUX"))
    named = (who, who + len(source)) if who is not None and source else None
    return Attribution((at, at + len(cue)), named, ((start, start + len(content)),), "say", head.i, score=score)


@pytest.mark.parametrize(
    ("text", "content", "whole"),
    [
        ("She said no divers had seen the wreck.", "no divers", "no divers had seen the wreck"),
        ("She said the owners had promised to hand over the keys.", "the owners had promised to", None),
        ("She said the lake was full and the mill was shut.", "the lake was full", "the lake was full"),
        ("She said the lake was full, but nobody listened.", "the lake was full,", "the lake was full,"),
    ],
)
def test_a_content_that_breaks_off_is_taken_whole(text: str, content: str, whole: str | None) -> None:
    parsed = parse(text)
    (found,) = bounded(parsed, [attribution(parsed, "said", content, "She")])
    assert text[slice(*found.contents[0])] == (whole or text[len("She said ") : -1])


def test_a_content_does_not_grow_over_another_cue() -> None:
    parsed = parse("She said no divers had told him of the wreck.")
    outer, inner = (attribution(parsed, "said", "no divers"), attribution(parsed, "told", "of the wreck"))
    assert bounded(parsed, [outer, inner])[0].contents == outer.contents


@pytest.mark.parametrize(
    ("text", "cue", "content", "source", "score", "kept"),
    [
        ("Nine candidates were rejected in May.", "were rejected", "Nine candidates", None, 0.9, False),
        ("The plant is known as the Kiln.", "is known", "the Kiln", None, 0.9, False),
        ("Two divers are believed to have drowned.", "are believed", "to have drowned", None, 0.5, True),
        ("The gate was closed, the guard was told.", "told", "The gate was closed", "the guard", 0.5, True),
        ("The council painted the bridge green.", "painted", "the bridge green", "The council", 0.4, False),
        ("The council painted the bridge green.", "painted", "the bridge green", "The council", 0.9, True),
        ("The council said the bridge was green.", "said", "the bridge was green", "The council", 0.4, True),
        ('The council painted "Stop" on the bridge.', "painted", '"Stop"', "The council", 0.4, True),
    ],
)
def test_which_finds_are_kept(text: str, cue: str, content: str, source: str | None, score: float, kept: bool) -> None:
    parsed = parse(text)
    assert is_credible(parsed, attribution(parsed, cue, content, source, score)) is kept


@pytest.mark.parametrize("group", [pytest.param(group, id=name) for name, group in groups("deeds").items()])
def test_what_says_nothing_by_itself_must_be_likelier(group: Group) -> None:
    parsed = parse(group.example)
    cue = next(t for t in parsed.doc if t.lemma_ in group.words)
    rest = (cue.idx + len(cue) + 1, len(group.example) - 1)
    least = group.values["least"]
    found = [Attribution((cue.idx, cue.idx + len(cue)), (0, 3), (rest,), "say", cue.i, score=s) for s in (least - 0.01, least)]
    assert [is_credible(parsed, a) for a in found] == [False, True]
