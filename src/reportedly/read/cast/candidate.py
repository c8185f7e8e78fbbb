"""A candidate for a mention: some words of the report that may name someone."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from reportedly.knowledge.lexicon import Group
from reportedly.read.layers import Chars
from reportedly.records import MentionKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may name someone: its head token, and for a nominal its role and words, for a pronoun its family ("he")."""

    start: int
    end: int
    kind: MentionKind
    head: Token
    text: str
    label: str
    role: Group | None = None
    noun: str = ""

    @property
    def chars(self) -> Chars:
        """Its characters."""
        return self.start, self.end
