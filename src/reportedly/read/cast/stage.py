"""The stage of a report: who and what has been mentioned so far, in the order of its text, for pronouns and descriptions to look
back on.

Things enter, too ("the plane", "the plan"), under numbers below zero: they are nobody, but "it" may mean them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Token

from reportedly.knowledge.gazetteer import countries
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import Cast
from reportedly.read.cast.lists import listed
from reportedly.read.layers import Attribution, Chars, Contents, Parse, Toponym
from reportedly.read.syntax import SUBJECTS

BEYOND = 1_000_000  # apart from the numbers of entrances
MEMORY = 500  # entrances that a description looks back over
NEAR = 5  # places of a sentence that are looked at
PERSONS = ("person", "anonymous")
PLURALS = ("NNS", "NNPS")


@dataclass(frozen=True, slots=True)
class Entrance:
    """Someone or something mentioned: who (below zero: a thing), by which token, in which sentence, and how."""

    who: int
    token: Token
    sentence: int
    subject: bool
    named: bool
    speaks: bool
    words: frozenset[str]
    members: tuple[int, ...] = ()


@dataclass(slots=True)
class Stage:
    """Who has been mentioned so far, and what the attributions say of speakers. `outlet` and `day` are the report's own.

    `open` are those whom a mention may mean, where it cannot be told which of them; nobody, where the report has nobody for it.
    """

    parse: Parse
    attributions: Sequence[Attribution]
    contents: Contents
    cast: Cast
    names: Mapping[int, int]
    places: Sequence[Toponym] = ()
    outlet: int | None = None
    day: date | None = None
    entrances: list[Entrance] = field(default_factory=list)
    entered: dict[Chars, int] = field(default_factory=dict)
    open: dict[Chars, tuple[int, ...]] = field(default_factory=dict)
    _by_head: dict[int, Entrance] = field(default_factory=dict)
    _things: dict[str, int] = field(default_factory=dict)
    _sentences: list[int] = field(default_factory=list)
    _sources: list[Chars] = field(default_factory=list)

    def sentence(self, token: Token) -> int:
        """The number of a token's sentence."""
        if not self._sentences:
            self._sentences.extend(sent.start for sent in self.parse.doc.sents)
        return bisect_right(self._sentences, token.i)

    def enter(self, c: Candidate, who: int | None) -> None:
        """Notes a mention; of nobody known, as a thing. A pronoun for nobody known does not enter."""
        if who is None:
            if c.kind == "pronoun":
                return
            who = self._thing(c)
        self.entered[c.chars] = who
        if _is_hyphenated(c.head):
            return
        words = frozenset(t.lower_ for t in self.parse.doc.char_span(c.start, c.end, alignment_mode="expand") or ())
        subject = c.head.dep_ in SUBJECTS or (c.head.dep_ == "conj" and c.head.head.dep_ in SUBJECTS)
        entrance = Entrance(who, c.head, self.sentence(c.head), subject, c.kind == "name", self.speaks(c.head), words)
        self.entrances.append(entrance)
        self._by_head.setdefault(c.head.i, entrance)
        first = self._by_head.get(c.head.head.i) if c.head.dep_ == "conj" else None
        if first is not None and first.who != who and self._are_alike(first.who, who):
            both = (*(first.members or (first.who,)), who)
            self.entrances.append(
                Entrance(self._number(), first.token, first.sentence, subject, entrance.named, first.speaks, frozenset(), both)
            )

    def _are_alike(self, one: int, other: int) -> bool:
        if one < 0 or other < 0:
            return one < 0 and other < 0
        return (self.cast[one].type in PERSONS) == (self.cast[other].type in PERSONS)

    def _number(self) -> int:
        return -1 - len(self.entrances)

    def _thing(self, c: Candidate) -> int:
        if c.kind == "name":
            return self._things.setdefault(c.text.casefold().removeprefix("the "), self._number())
        named = next((self.names[t.i] for t in apposed(c.head) if t.i in self.names), None)
        if named is not None:
            return named
        if is_definite(c.head) and (same := self.same_noun(c)) is not None:
            return same.who
        return self._number()

    def same_noun(self, c: Candidate) -> Entrance | None:
        """The latest one that a definite description repeats: by its head noun, and no other modifiers."""
        own = _modifiers(c.head)
        for entrance in reversed(self.entrances[-MEMORY:]):
            token = entrance.token
            named_so = entrance.named and c.head.lower_ in entrance.words
            if not named_so and (token.lemma_.lower() != c.head.lemma_.lower() or entrance.members):
                continue
            theirs = entrance.words if named_so else _modifiers(token)
            if (token.tag_ in PLURALS) == (c.head.tag_ in PLURALS) and (own <= theirs or (not theirs and not named_so)):
                return entrance
        return None

    def body(self, noun: Token) -> int | None:
        """The body that a noun stands for: by its own mention, else the latest one named by it."""
        own = self.names.get(noun.i)
        named = (e.who for e in self.somebody() if noun.lower_ in self.cast[e.who].name.lower().split())
        return own if own is not None else next(named, None)

    def speaks(self, token: Token) -> bool:
        """Whether a token stands in the source of an attribution."""
        if not self._sources:
            self._sources.extend(sorted(a.source for a in self.attributions if a.source))
        at = bisect_right(self._sources, token.idx, key=lambda source: source[0]) - 1
        return at >= 0 and token.idx < self._sources[at][1]

    def said_by(self, source: Chars) -> tuple[Chars, ...]:
        """The contents whose source these characters are."""
        return next((a.contents for a in self.attributions if a.source == source), ())

    def speaker(self, chars: Chars) -> int | None:
        """Whoever's words hold these characters, if known yet."""
        for i in self.contents.holding(chars):
            source = self.attributions[i].source
            if source is not None:
                return self.named_in(source)
        return None

    def announced(self, chars: Chars) -> Entrance | None:
        """Whoever is named as the speaker of these words only behind them: "Its troops had left, Peru said"."""
        source = next((self.attributions[i].source for i in self.contents.holding(chars)), None)
        if source is None or source[0] < chars[0] or self.named_in(source) is not None:
            return None
        words = self.parse.doc.char_span(*source, alignment_mode="expand") or ()
        token = next((t for t in words if t.i in self.names), None)
        if token is None:
            return None
        return Entrance(self.names[token.i], token, self.sentence(token), True, True, True, frozenset())

    def named_in(self, source: Chars) -> int | None:
        """The one already known for the characters of a source: as a whole, else by the last of its words."""
        if (whole := self.entered.get(source)) is not None and whole >= 0:
            return whole
        words = self.parse.doc.char_span(*source, alignment_mode="expand") or ()
        entrances = (self._by_head.get(token.i) for token in reversed(tuple(words)))
        return next((e.who for e in entrances if e is not None and e.who >= 0), None)

    def recent(self) -> Iterator[Entrance]:
        """The latest entrances, the latest first."""
        return reversed(self.entrances[-MEMORY:])

    def somebody(self, before: Token | None = None) -> Iterator[Entrance]:
        """The entrances of those known, the latest first; of all, or of the latest before a token."""
        if before is None:
            return (e for e in reversed(self.entrances[-MEMORY:]) if e.who >= 0)
        return (e for e in reversed(self.entrances) if e.who >= 0 and e.token.i < before.i)

    def latest(self, *types: str, before: Token | None = None) -> int | None:
        """The latest one on the stage of these types."""
        return next((e.who for e in self.somebody(before) if self.cast[e.who].type in types), None)

    def latest_outlet(self) -> int | None:
        """The latest outlet to have spoken within a few sentences, else the latest mentioned."""
        outlets = [e for e in self.somebody() if self.cast[e.who].type == "outlet"]
        speaking = (e.who for e in outlets if e.speaks and e.subject and outlets[0].sentence - e.sentence <= NEAR)
        return next(speaking, outlets[0].who if outlets else None)

    def state_near(self, token: Token) -> int | None:
        """The state of the place that a token's sentence is about: "In Basra, police said"."""
        start, end = token.sent.start_char, token.sent.end_char
        first = bisect_left(self.places, start, key=lambda place: place.start)
        near = self.places[first : first + NEAR]
        codes = (p.place.country for p in near if p.start < end and p.place is not None and not p.state)
        country = next((countries().by_code[code] for code in codes if code is not None and code in countries().by_code), None)
        return self.cast.state(country) if country is not None else None

    def latest_speaker(self, before: Token | None = None) -> int | None:
        """The latest one to have spoken."""
        return next((e.who for e in self.somebody(before) if e.speaks), None)

    def unknown(self, name: str) -> int:
        """The number of somebody who has no entity, the same for the same name."""
        return self._things.setdefault(f"({name})", -1 - len(self.entrances) - len(self._things) - BEYOND)

    def at_head(self, token: Token | None) -> Entrance | None:
        """What a token has brought on."""
        return self._by_head.get(token.i) if token is not None else None


def apposed(head: Token) -> Iterator[Token]:
    """What stands in apposition to a noun: "a former pilot, Ivo Marek"."""
    yield from (t for t in head.children if t.dep_ == "appos")
    if head.dep_ == "appos":
        yield head.head


def is_definite(head: Token) -> bool:
    """Whether "the", "this" or an owner stands before the noun."""
    return any(t.lower_ in listed("definite") or t.dep_ == "poss" for t in head.lefts)


def _is_hyphenated(head: Token) -> bool:
    """ "an Iran-backed group" does not bring Iran on."""
    return head.i + 1 < len(head.doc) and head.nbor().text in ("-", "‑") and not head.whitespace_


def _modifiers(head: Token) -> frozenset[str]:
    return frozenset(t.lower_ for t in head.lefts if t.dep_ in ("amod", "compound", "nummod", "nmod"))


def is_quoted(parse: Parse, chars: Chars) -> bool:
    """Whether the characters stand between quotation marks."""
    at = bisect_right(parse.quotations, chars[0], key=lambda q: q.start) - 1
    return at >= 0 and chars[1] <= parse.quotations[at].end
