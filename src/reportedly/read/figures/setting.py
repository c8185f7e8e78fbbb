"""The times and places of a report, hung up in its parse: what they hang on tells which harm they are of (`when`, `where`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from spacy.tokens import Token

from reportedly.knowledge.lexicon import group_of, groups
from reportedly.read.figures.again import country_of
from reportedly.read.figures.counted import Tokens
from reportedly.read.figures.located import locates
from reportedly.read.figures.stretch import is_since, stretches
from reportedly.read.layers import Statements, Time, Toponym
from reportedly.records import Place

T = TypeVar("T", Time, Toponym)
DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]{2,30}(?:[ ,/]{1,2}(?:[A-Z][\w.'’-]{0,30}|\d{1,4})){0,8},?(?: ?\([^()\n]{1,40}\))? ?[-–—]{1,2}\s"
)
AS_OF = re.compile(r"\b(?:as of|as at|by|until|till|up to)(?: late| early| the)? $", re.IGNORECASE)
LONGEST_PATH = 25  # words up the parse, whatever the parse


@dataclass(frozen=True, slots=True)
class Hung(Generic[T]):
    """A time or a place, its main token, and what it hangs on: nouns up to the first verb, which is the last of them."""

    item: T
    root: Token
    governors: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """Times and places by the sentence that they stand in (its first token's index), the report's cues and sources (tokens), the
    days on which one of these is said to have spoken, dated nouns, and the report's country."""

    text: str
    times: dict[int, list[Hung[Time]]]
    places: dict[int, list[Hung[Toponym]]]
    cues: frozenset[int]
    dated: dict[str, list[Hung[Time]]]
    sources: frozenset[int]
    said: dict[int, Time]
    country: Place | None


def setting(text: str, tokens: Tokens, times: Sequence[Time], places: Sequence[Toponym], statements: Statements) -> Setting:
    """The times and places of a report, hung up in its parse; without unresolved times and places that act ("Kabul denied")."""
    cues = frozenset(a.head for a in statements.attributions if a.head is not None)
    speakers = (tokens.root(a.source) for a in statements.attributions if a.source is not None)
    sources = frozenset(t.i for t in speakers if t is not None)
    found = Setting(text, {}, {}, cues, {}, sources, {}, country_of(tokens.doc, places))
    dateline = DATELINE.match(text, len(text) - len(text.lstrip()))
    for time in stretches(text, times):
        root = tokens.root((time.start, time.end))
        filed = dateline is not None and time.end <= dateline.end()
        filed = filed or (root is not None and root.i > 0 and root.nbor(-1).tag_ == "PRP$")  # "a man in his seventies"
        if time.interval is not None and time.type in ("DATE", "TIME") and root is not None and not filed:
            hung = Hung(time, root, _governors(root))
            found.times.setdefault(root.sent.start, []).append(hung)
            day = time.interval.day is not None and not is_since(text, time)
            if day and (speaking := _spoken(root, cues | sources)) is not None:
                found.said.setdefault(speaking, time)
            for noun in {*(g for g in hung.governors if g.pos_ == "NOUN"), *_right_before(root)}:
                found.dated.setdefault(noun.lemma_.lower(), []).append(hung)
    for place in places:
        root = tokens.root((place.start, place.end))
        if root is not None and locates(place, root):
            found.places.setdefault(root.sent.start, []).append(Hung(place, root, _governors(root)))
    return found


def _spoken(token: Token, speaking: frozenset[int]) -> int | None:
    """The cue or source that a day tells the telling of: "said in a report released on Wednesday", "a list seen on Friday"."""
    known = groups("incidents")
    for _ in range(LONGEST_PATH):
        if token.i in speaking:
            return token.i
        described = token.dep_ in ("acl", "relcl")
        if described and token.lemma_.lower() not in known["published"].words:
            return None
        apart = token.dep_ in ("ccomp", "advcl", "conj", "parataxis", "xcomp", "ROOT")
        if apart or (token.pos_ == "NOUN" and token.lemma_.lower() in known["event"].words):
            return None
        token = token.head
    return None


def _right_before(root: Token) -> Iterator[Token]:
    """The event right before a day, wherever the parse hangs it: "first led away in the assault in Lima Tuesday"."""
    before = root.left_edge.i - 1
    while before > root.sent.start and root.i - before < 6 and root.doc[before].pos_ in ("ADP", "PROPN", "DET"):
        before -= 1
    if before >= 0 and root.doc[before].lemma_.lower() in groups("incidents")["event"].words:
        yield root.doc[before]


def clause(token: Token, cues: frozenset[int]) -> list[Token]:
    """The tokens that govern this one, nearest first, as far as the content of the nearest attribution reaches."""
    path = [token]
    while token.head != token and len(path) < LONGEST_PATH:
        crossing = token.dep_ in ("ccomp", "parataxis", "advcl") and token.head.lemma_.lower() in speaking()
        crossing = crossing or token.dep_ == "pcomp"  # "suspected of murdering two" says when he was suspected
        crossing = crossing or (token.dep_ == "acl" and token.head.lemma_.lower() in group_of("nouns_of_saying"))
        token = token.head
        if crossing or token.i in cues:
            break
        path.append(token)
    return path + [told for other in _coordinated(path[0]) for told in _told(other, cues)]


def nearest(hung: Sequence[Hung[T]], path: Sequence[Token]) -> Hung[T] | None:
    """What hangs lowest in a clause; of two on one word the one said first."""
    distance = {token.i: d for d, token in reversed(list(enumerate(path)))}
    ranked = [(distance[g.i], depth, h.root.i, h) for h in hung for depth, g in enumerate(h.governors) if g.i in distance]
    return min(ranked, key=lambda r: r[:3])[3] if ranked else None


def of_telling(hung: Hung[T], setting: Setting) -> bool:
    """Whether a time or place is that of the telling: "police said on Monday in Harbour Point"."""
    on = hung.governors[-1] if hung.governors else hung.root
    if isinstance(hung.item, Time) and is_since(setting.text, hung.item):
        return False  # "has counted 58 deaths since March 2"
    if isinstance(hung.item, Time) and hung.item.interval is not None and hung.item.interval.day is None:
        return False  # nobody speaks for a month: "verified 139 deaths in December"
    if any(g.lemma_.lower() in groups("incidents")["event"].words for g in hung.governors[:-1]):
        return False  # "according to witnesses of Monday's blast in Beni"
    if any(t.i in setting.sources for t in (on, on.head) if t != hung.root):
        return True  # "the hostages freed in Lima on Friday said"
    if isinstance(hung.item, Time) and _spoken(hung.root, setting.cues | setting.sources) is not None:
        return True  # "said in a report released on Wednesday"
    return on.i in setting.cues or on.lemma_.lower() in speaking()


def _coordinated(verb: Token) -> list[Token]:
    before = [verb.head] if verb.dep_ == "conj" else []
    return [*before, *(c for c in verb.rights if c.dep_ == "conj")]


def _told(verb: Token, cues: frozenset[int]) -> list[Token]:
    """A coordinated verb, or what it says when it speaks: the parse hangs "12 were killed and 20 hurt, police said" on "said"."""
    if verb.i in cues or verb.lemma_.lower() in speaking():
        return [c for c in verb.children if c.dep_ == "ccomp"]
    if verb.pos_ == "VERB":
        return [verb]
    return [c for c in verb.children if c.dep_ == "acl"]  # the parse has a noun in "12 were killed and dozens injured in Orvel"


def is_as_of(hung: Hung[Time]) -> bool:
    """Whether a time is that up to which somebody counted: "as of Tuesday", "by Monday evening"."""
    time = hung.root.doc.char_span(hung.item.start, hung.item.end, alignment_mode="expand")
    if hung.item.type == "TIME" and isinstance(hung.item.anchor, tuple):
        return False  # "had taken in 13 wounded by noon": of a day told before
    return time is not None and AS_OF.search(time.doc[max(0, time.start - 4) : time.start].text_with_ws) is not None


def _governors(token: Token) -> tuple[Token, ...]:
    """The words above a token up to the first verb: for Monday "raid" and "killed" in "killed in Monday's raid"."""
    above: list[Token] = []
    while token.head != token and len(above) < LONGEST_PATH and not (above and above[-1].pos_ in ("VERB", "AUX")):
        token = token.head
        if token.pos_ != "ADP":
            above.append(token)
    return tuple(above)


@cache
def speaking() -> frozenset[str]:
    """Verbs of whoever speaks, as lemmas."""
    return frozenset(groups("measures")["speaking"].words)
