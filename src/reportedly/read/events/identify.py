"""From the head of a noun phrase to who it is: the mention it heads, else its country, owner or whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from reportedly.read.events.predicates import is_role, lemma
from reportedly.read.layers import Chars, Named, Resolution
from reportedly.read.syntax import children

Party = tuple[int, Chars | None]
FARTHEST = 3  # steps down from "the outskirts of the capital of Velen" to Velen


class Identities:
    """Who the tokens of a parse stand for, by a resolution."""

    def __init__(self, doc: Doc, resolution: Resolution) -> None:
        self._doc = doc
        self._resolution = resolution
        self._mentions: dict[int, list[Named]] = {}
        starts = [token.idx for token in doc]
        for mention in resolution.mentions:
            if mention.who is not None:
                for i in range(bisect_left(starts, mention.start), bisect_left(starts, mention.end)):
                    self._mentions.setdefault(i, []).append(mention)
        self._by_name = {who.name: n for n, who in enumerate(resolution.entities)}

    def of(self, head: Token) -> tuple[Party, ...]:
        """Everyone that the phrase names: coordinated heads each, a group such as "Velen and Ostrava" as its members."""
        heads = (head, *(other for other in head.conjuncts if other.i > head.i))
        found = [party for token in heads for party in self._phrase(token, FARTHEST)]
        return tuple(dict.fromkeys(member for party in found for member in self._members(party)))

    def one(self, token: Token) -> Party | None:
        """Who a single name or adjective stands for, without those beside it."""
        if found := self._phrase(token, FARTHEST):
            return found[0]
        who = self._by_name.get(token.text)
        return (who, (token.idx, token.idx + len(token))) if who is not None else None

    def leaders(self, head: Token, states: Sequence[Party]) -> list[Party | None]:
        """The people that "the presidents of X and Y" are, where the report says who is the president of each."""
        return [self._leader(lemma(head), state[0]) for state in states] if is_role(head, "heading") else []

    def _leader(self, title: str, state: int) -> Party | None:
        """Who "the Xian president", "Lena Hauk of X" or "his Xian counterpart" is."""
        for head in self._doc:
            titled = lemma(head) in (title, "counterpart") or head.pos_ == "PROPN"
            mention = self._headed_by(head) if titled and head.i in self._mentions else None
            if mention is None or mention.who is None or self._resolution.entities[mention.who].type != "person":
                continue
            if any(party[0] == state for inner in _inside(head) for party in self._phrase(inner, 0)):
                return mention.who, None
        return None

    def listening(self, head: Token) -> bool:
        """Whether the phrase names those who only report: "spoke to journalists", "told the Sarn Courier by telephone"."""
        parties = self._phrase(head, FARTHEST)
        return is_role(head, "listener") or any(self._resolution.entities[who].type == "outlet" for who, _ in parties)

    def _phrase(self, head: Token, steps: int) -> tuple[Party, ...]:
        if mention := self._headed_by(head):
            same = [m for m in self._mentions[head.i] if (m.start, m.end) == (mention.start, mention.end)]
            return tuple((m.who, (m.start, m.end)) for m in same if m.who is not None)
        if head.i in self._resolution.adjectives:
            return ((self._resolution.adjectives[head.i], (head.idx, head.idx + len(head))),) if not _hyphenated(head) else ()
        if steps:
            for inner in _inside(head):
                if found := self._phrase(inner, steps - 1):
                    return found
        return ()

    def _headed_by(self, token: Token) -> Named | None:
        covering = self._mentions.get(token.i, ())
        if _hyphenated(token):
            covering = [m for m in covering if m.end - m.start > len(token)]
        headed = [m for m in covering if not m.start <= token.head.idx < m.end or token.head == token]
        if headed:
            return max(headed, key=lambda m: m.end - m.start)
        return min(covering, key=lambda m: m.end - m.start, default=None)

    def _members(self, party: Party) -> Iterator[Party]:
        who = self._resolution.entities[party[0]]
        names = [part for comma in who.name.split(", ") for part in comma.split(" and ")] if who.type == "group" else []
        members = [self._by_name[name] for name in names if name in self._by_name]
        if len(members) > 1:
            yield from ((member, party[1]) for member in members)
        else:
            yield party


def _inside(head: Token) -> Iterator[Token]:
    """Whoever the phrase belongs to: "troops of X", "X's troops", "Xian troops", "a village in X"."""
    yield from children(head, "appos")
    prepositions = list(children(head, "prep"))
    owners = list(children(head, "poss"))
    yield from (owner for owner in owners if owner.pos_ != "PRON")
    yield from (thing for prep in prepositions if prep.lower_ == "of" for thing in children(prep, "pobj"))
    yield from children(head, "compound", "amod", "nmod")
    yield from owners
    yield from (thing for prep in prepositions if prep.lower_ in ("in", "at") for thing in children(prep, "pobj"))


def _hyphenated(token: Token) -> bool:
    """Whether the token only colours a compound: "pro-Russian", "Iran-backed"."""
    doc, before, after = token.doc, token.i - 1, token.i + 1
    return (before >= 0 and doc[before].text == "-" and not doc[before].whitespace_) or (
        after < len(doc) and doc[after].text == "-" and not doc[after].whitespace_ and not token.whitespace_
    )
