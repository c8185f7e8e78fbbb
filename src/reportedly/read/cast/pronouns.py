"""Pronouns -> entities: by number, gender and animacy among those on the stage; by the speaker inside a quotation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from reportedly.read.cast.cast import Cast
from reportedly.read.cast.mentions import Candidate
from reportedly.read.layers import Attribution, Chars, Contents, Parse
from reportedly.read.syntax import SUBJECTS, subject

MEMORY = 40  # entrances that a pronoun may look back over
REACH = {"he": 4, "she": 4, "it": 2, "they": 3}  # sentences
PERSONS = ("person", "anonymous")
THINGS = ("state", "organisation", "outlet", "office", "armed group")


@dataclass(frozen=True, slots=True)
class Entrance:
    """Someone mentioned: who, by which token, in which sentence, and whether as a subject, by name, or as a source."""

    who: int
    token: Token
    sentence: int
    subject: bool
    named: bool
    speaks: bool


@dataclass(slots=True)
class Stage:
    """Who has been mentioned so far, in order of text, and what the attributions say of speakers."""

    parse: Parse
    attributions: Sequence[Attribution]
    contents: Contents
    cast: Cast
    names: Mapping[int, int]
    entrances: list[Entrance] = field(default_factory=list)
    _sentences: list[int] = field(default_factory=list)
    _sources: list[Chars] = field(default_factory=list)

    def sentence(self, token: Token) -> int:
        """The number of a token's sentence."""
        if not self._sentences:
            self._sentences.extend(sent.start for sent in self.parse.doc.sents)
        return bisect_right(self._sentences, token.i)

    def enter(self, c: Candidate, who: int) -> None:
        """Notes a mention."""
        subject = c.head.dep_ in SUBJECTS
        self.entrances.append(Entrance(who, c.head, self.sentence(c.head), subject, c.kind == "name", self.speaks(c.head)))

    def speaks(self, token: Token) -> bool:
        """Whether a token stands in the source of an attribution."""
        if not self._sources:
            self._sources.extend(sorted(a.source for a in self.attributions if a.source))
        at = bisect_right(self._sources, token.idx, key=lambda source: source[0]) - 1
        return at >= 0 and token.idx < self._sources[at][1]

    def speaker(self, chars: Chars) -> int | None:
        """Whoever's words hold these characters, if known yet."""
        for i in self.contents.holding(chars):
            source = self.attributions[i].source
            if source is not None:
                return self.named_in(source)
        return None

    def named_in(self, source: Chars) -> int | None:
        """The one already known for the characters of a source, the last of them to have entered."""
        inside = [e for e in self.entrances if source[0] <= e.token.idx < source[1]]
        return inside[-1].who if inside else None

    def latest(self, *types: str, many: bool | None = None, before: Token | None = None) -> int | None:
        """The latest one on the stage of these types."""
        for entrance in reversed(self.entrances):
            part = self.cast[entrance.who]
            if part.type in types and (many is None or part.many == many) and (before is None or entrance.token.i < before.i):
                return entrance.who
        return None


def is_quoted(parse: Parse, chars: Chars) -> bool:
    """Whether the characters stand between quotation marks."""
    at = bisect_right(parse.quotations, chars[0], key=lambda q: q.start) - 1
    return at >= 0 and chars[1] <= parse.quotations[at].end


def pronoun(c: Candidate, stage: Stage) -> int | None:
    """Whom a pronoun stands for, None where nobody on the stage fits. "I" and "we" are settled once all names have entered.

    "On its part, Russia said" is the one that looks ahead.
    """
    if c.label in ("i", "we", "you"):
        return None
    quoted = is_quoted(stage.parse, c.chars)
    speaker = stage.speaker(c.chars)
    if c.head.head.lower_ == "part" and (ahead := subject(c.head.sent.root)) is not None:
        return stage.names.get(ahead.i)
    best: tuple[float, int] | None = None
    here, speaks = stage.sentence(c.head), stage.speaks(c.head)
    for back, entrance in enumerate(reversed(stage.entrances[-MEMORY:])):
        if entrance.token.i >= c.head.i or here - entrance.sentence > REACH[c.label] or not _agrees(c, entrance, stage.cast):
            continue
        if _is_clause_mate(c.head, entrance.token) or (quoted and entrance.who == speaker):
            continue
        score = -1.0 * (here - entrance.sentence) + 0.8 * entrance.subject + 0.3 * entrance.named - 0.02 * back
        score += 0.6 * (speaks and entrance.speaks)  # whoever spoke before speaks on
        score += 0.7 * (not quoted and entrance.who == speaker) + 0.5 * _same_subject(c.head, entrance.token)
        if best is None or score > best[0]:
            best = (score, entrance.who)
    if best and c.label in ("he", "she") and stage.cast[best[1]].type in PERSONS:
        stage.cast[best[1]].gender = stage.cast[best[1]].gender or c.label
    return best[1] if best else None


def _agrees(c: Candidate, entrance: Entrance, cast: Cast) -> bool:
    part = cast[entrance.who]
    if c.label in ("he", "she"):
        return part.type in PERSONS and not part.many and part.gender in (None, c.label)
    if c.label == "it":
        return part.type in THINGS and (not part.many or part.type == "armed group")
    return part.many or part.type in ("group", "armed group")


def _is_clause_mate(pronoun: Token, other: Token) -> bool:
    """Whether the two are arguments of one verb, so that they cannot be the same ("He told him"); "his" may be anybody's."""
    if pronoun.tag_ == "PRP$" or pronoun.lower_.endswith(("self", "selves")):
        return False
    return pronoun.dep_ not in SUBJECTS and subject(_verb(pronoun)) == other


def _verb(token: Token) -> Token:
    while token.head != token and token.dep_ in ("pobj", "prep", "dative", "dobj", *SUBJECTS, "conj", "poss"):
        token = token.head
    return token


def _same_subject(pronoun: Token, other: Token) -> bool:
    """A possessive goes with the subject of its own clause, and a subject with the subject of the clause before."""
    if pronoun.tag_ == "PRP$":
        return other.dep_ in SUBJECTS and other.sent == pronoun.sent
    return pronoun.dep_ in SUBJECTS and other.dep_ in SUBJECTS


def first_person(c: Candidate, stage: Stage) -> int | None:
    """ "I" and "we" in somebody's words are whoever speaks them."""
    return stage.speaker(c.chars) if c.label in ("i", "we") else None
