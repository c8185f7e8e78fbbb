"""What the report says that a named person is: "President Emmanuel Macron of France", "Ivo Marek, the chief negotiator"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Token

from reportedly.knowledge.lexicon import group_of
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import Cast, Role
from reportedly.read.cast.lists import listed
from reportedly.read.syntax import child, children

BODIES = ("organisation", "armed group", "outlet")
UNNAMED_BODIES = ("body", "armed group", "force of a state", "outlet")


def roles_of(c: Candidate, heads: Mapping[int, int], adjectives: Mapping[int, int], cast: Cast) -> Iterator[Role]:
    """A named person's roles: before the name, apposed, or behind "is"; "Ivo Marek of Peru" has one without a noun."""
    doc, head = c.head.doc, c.head
    span = doc.char_span(c.start, c.end, alignment_mode="expand")
    first = span[0] if span is not None else head
    before: list[Token] = []
    while first.i > head.sent.start and (first := first.nbor(-1)).pos_ in ("PROPN", "NOUN", "ADJ") and not first.is_punct:
        before.insert(0, first)
    if (state := governing_state(head, heads, adjectives, cast)) is not None:
        yield Role("", "", frozenset(), state)
    if before:
        yield from (
            replace(role, state=role.state if role.state is not None else state)
            for role in _role(before, heads, adjectives, cast, [head])
        )
    for noun in (*children(head, "appos"), *([head.head] if head.dep_ == "appos" else ()), *_copula(head)):
        if noun.pos_ in ("NOUN", "PROPN") and noun.i not in range(first.i + 1, head.i + 1):
            words = [t for t in noun.lefts if t.dep_ != "punct"]
            yield from _role([*words, noun], heads, adjectives, cast, [noun])


def role_of(c: Candidate, heads: Mapping[int, int], adjectives: Mapping[int, int], cast: Cast) -> Iterator[Role]:
    """The role that a nominal ascribes."""
    words = [t for t in c.head.lefts if t.dep_ != "punct"]
    yield from _role([*words, c.head], heads, adjectives, cast, [c.head])


def _copula(head: Token) -> Iterator[Token]:
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        yield from children(head.head, "attr")


def _role(
    words: list[Token], heads: Mapping[int, int], adjectives: Mapping[int, int], cast: Cast, bearers: list[Token]
) -> Iterator[Role]:
    roles = group_of("roles")
    for i in range(len(words) - 1, -1, -1):
        noun = next((n for n in _readings(words, i) if n in roles), None)
        if noun is None:
            continue
        state = next((adjectives[t.i] for t in words if t.i in adjectives), None)
        named = [t for t in words if t.i not in adjectives]
        behind = [
            o for b in (words[i], *bearers) for p in children(b, "prep") if p.lower_ in ("of", "for") for o in children(p, "pobj")
        ]
        owners = [t for t in words[i].lefts if t.dep_ == "poss"]
        for token in (*named, *behind, *owners):
            if state is None and token.i in heads and cast[heads[token.i]].type == "state":
                state = heads[token.i]
        near = [*named, *behind, *owners]
        bodies = (heads[t.i] for t in near if t.i in heads and cast[heads[t.i]].type in BODIES)
        nouns = (t for t in near if t.i not in heads and (t.tag_ == "PRP$" or _is_body(t, words[i])))
        modifiers = frozenset(
            t.lower_ for t in named if t.lower_ not in listed("plain") and t.lower_ not in noun.split() and t.is_alpha
        )
        yield Role(noun, roles[noun].name, modifiers, state, next(bodies, None), next(nouns, None))
        return


def _is_body(noun: Token, role: Token) -> bool:
    group = group_of("roles").get(noun.lower_)
    return noun != role and group is not None and group.name in UNNAMED_BODIES


def _readings(words: list[Token], i: int) -> tuple[str, ...]:
    short = group_of("short_titles").get(words[i].lower_)
    one = short.name if short is not None else words[i].lower_
    return (f"{words[i - 1].lower_} {one}", one, words[i].lemma_.lower()) if i else (one, words[i].lemma_.lower())


def governing_state(noun: Token, heads: Mapping[int, int], adjectives: Mapping[int, int], cast: Cast) -> int | None:
    """The state that a role noun serves by its own words: "the Russian leader", "Ukraine's president", "the king of Jordan"."""
    for token in noun.lefts:
        if token.i in adjectives:
            return adjectives[token.i]
        if token.dep_ == "poss" and (who := heads.get(token.i)) is not None and cast[who].type == "state":
            return who
    for prep in children(noun, "prep"):
        pobj = child(prep, "pobj")
        if prep.lower_ in ("of", "from", "for") and pobj is not None and (who := heads.get(pobj.i)) is not None:
            return who if cast[who].type == "state" else None
    return None
