"""Contents by the parse: what a verb governs, as spans that begin and end with a word of their own."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from reportedly.read.layers import Chars
from reportedly.read.syntax import chars, child, children, is_infinitive, objects_behind, runs, subtree

LEADING = ("but", "and", "however", "meanwhile", "still", "yet", "so", "also", "then", "moreover", "nevertheless", "or", "that")
TRAILING = (",", ".", ";", ":", "-", "–", "—", "(", "[")


def governed(verb: Token, frame: str, needed: Sequence[str] | None) -> list[Token]:
    """The tokens of the content that a verb governs as an infinitive, an object, or behind the preposition `frame`."""
    thing = child(verb, "dobj")
    if frame == "object":
        if thing is None or (needed is not None and thing.lemma_ not in needed):
            return []
        joined = {t for c in children(verb, "cc", "conj") for t in c.subtree}  # "gave a toll of nine | and said more were hurt"
        return [t for t in verb.subtree if t.i >= thing.left_edge.i and t not in joined] if needed else subtree(thing)
    if frame == "infinitive":
        return subtree(next((c for c in children(verb, "xcomp", "ccomp") if c.i > verb.i and is_infinitive(c)), None))
    return subtree(next(objects_behind(verb, frame), None))


def parts(tokens: list[Token], cue: Token) -> tuple[Chars, ...]:
    """Tokens as the spans of a content, trimmed of "that", leading connectives, and the punctuation around them."""
    trimmed = (_trimmed(run) for run in runs(t for t in tokens if t != cue))
    return tuple(chars(run[0], run[-1]) for run in trimmed if any(t.is_alpha or t.like_num for t in run))


def _trimmed(run: list[Token]) -> list[Token]:
    start, end = 0, len(run)
    while start < end and _is_outer(run[start]):
        start += 1
    while end > start and (run[end - 1].is_space or run[end - 1].lower_ in TRAILING):
        end -= 1
    return run[start:end]


def _is_outer(token: Token) -> bool:
    connects = token.dep_ in ("cc", "mark", "advmod", "preconj") or token.lower_ == "that"
    return token.is_space or (token.is_punct and not token.is_quote) or (connects and token.lower_ in LEADING)
