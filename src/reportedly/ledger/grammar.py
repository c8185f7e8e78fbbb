"""The one grammar of searches: `words "a phrase" -not prefix*`.

Everything that is asked for must be there, nothing that a minus forbids. Marks of any other kind are read as the spaces that they
are to the index, so that no string is a syntax error; one that asks for nothing at all is refused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.errors import BadQuery

MAX_TERMS = 40
MAX_LENGTH = 1_000


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase; a `prefix` matches every word that begins with it (of a phrase: with its last word)."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """What must be there, and what must not."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]


def search(query: str) -> Search:
    """A search, understood. Raises BadQuery when it asks for nothing, or for too much."""
    _check_length(query)
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for term, negated in _terms(query):
        (unwanted if negated else wanted).append(term)
    if not wanted and not unwanted:
        raise BadQuery(f'nothing to search for in {query!r}; give words, "a phrase", -not or prefix*')
    if len(wanted) + len(unwanted) > MAX_TERMS:
        raise BadQuery(f"a search of more than {MAX_TERMS} words; leave some out, or put a phrase in quotation marks")
    return Search(tuple(wanted), tuple(unwanted))


def name(value: str) -> Term:
    """A name, or a part of one, as a phrase. Raises BadQuery when there is no word in it."""
    _check_length(value)
    text = _readable(value)
    if not text:
        raise BadQuery(f"{value!r} is not a name; give one, or a whole word of it")
    return Term(text)


def named(value: str) -> Term | None:
    """The same of a name that the ledger has; None when there is no word in it."""
    text = _readable(value)
    return Term(text) if text else None


def holds(name: str, term: Term) -> bool:
    """Whether the words of a term stand together in a name, as the index would see it."""
    return f" {_folded(term.text)} " in f" {_folded(_readable(name))} "


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


def _terms(query: str) -> Iterator[tuple[Term, bool]]:
    """The terms of a query, each with whether a minus stands before it. An open quotation mark reaches to the end."""
    position = 0
    while position < len(query):
        negated = query[position] == "-"
        start = position + negated
        if query[start : start + 1] == '"':
            end = query.find('"', start + 1)
            end = len(query) if end < 0 else end
            text, position = query[start + 1 : end], end + 1
        else:
            end = start
            while end < len(query) and not query[end].isspace() and query[end] != '"':
                end += 1
            text, position = query[start:end], max(end, position + 1)
        prefix = text.endswith("*") or query[position : position + 1] == "*"
        if readable := _readable(text):
            yield Term(readable, prefix), negated


def _readable(text: str) -> str:
    """The text with a space for each character that is part of no word; empty when none is."""
    return " ".join("".join(c if _in_word(c) else " " for c in text).split())


def _in_word(character: str) -> bool:
    """Whether the index takes the character for a part of a word: letters, digits, and the accents written after them."""
    return unicodedata.category(character)[0] in "LNM"


def _check_length(text: str) -> None:
    if len(text) > MAX_LENGTH:
        raise BadQuery(f"{len(text):,} characters are too long to look for; give {MAX_LENGTH:,} at most")
