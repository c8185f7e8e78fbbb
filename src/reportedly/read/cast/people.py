"""What a report says of the people it names: roles and genders, by title, apposition, copula and the noun beside a comma."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reportedly.knowledge.lexicon import group_of
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import PRONOUN_OF, Cast
from reportedly.read.cast.links import Links
from reportedly.read.cast.roles import role_of, roles_of
from reportedly.read.layers import Chars
from reportedly.read.syntax import SUBJECTS


def describe_people(cast: Cast, text: str, found: Sequence[Candidate], links: Links) -> None:
    """Notes roles and genders: by title, apposition, copula, and the role noun behind or before a comma."""
    people = [
        c for c in found if c.kind == "name" and c.chars in links.by_chars and cast[links.by_chars[c.chars]].type == "person"
    ]
    for c in people:
        part = cast[links.by_chars[c.chars]]
        part.roles.extend(role for role in roles_of(c, links.by_head, links.adjectives, cast) if role not in part.roles)
        part.gender = gender_of(t.lower_ for t in c.head.lefts) or part.gender
    for c, who in _beside(text, found, people, links.by_chars):
        links.apposed[c.chars] = who
        cast[who].roles.extend(role_of(c, links.by_head, links.adjectives, cast))
    _link_introductions(found, people, links)
    for who in {links.by_chars[c.chars] for c in people}:
        told = gender_of(word for role in cast[who].roles for word in (role.noun, *sorted(role.words)))
        cast[who].gender = told or cast[who].gender


def _link_introductions(found: Sequence[Candidate], people: Sequence[Candidate], links: Links) -> None:
    """An indefinite role noun before "the diplomat, Ivo Marek," is him, unless his name stands before it."""
    first = {links.by_chars[c.chars]: c.start for c in reversed(people)}
    later = [c for c in found if c.chars in links.apposed and any(t.lower_ == "the" for t in c.head.lefts)]
    for c in later:
        who = links.apposed[c.chars]
        indefinite = (
            o for o in found if o.noun == c.noun and o.end < c.start and any(t.lower_ in ("a", "an") for t in o.head.lefts)
        )
        foreshadowing = next(indefinite, None) if c.kind == "nominal" else None
        if foreshadowing is not None and foreshadowing.start < first[who]:
            links.introduced[foreshadowing.chars] = who


def gender_of(words: Iterable[str]) -> str | None:
    """ "she" or "he", by the last word that tells: "spokeswoman", "Mr"."""
    told = [group.name for word in words if (group := group_of("names").get(word)) and group.name in PRONOUN_OF]
    return PRONOUN_OF[told[-1]] if told else None


def _beside(
    text: str, found: Iterable[Candidate], people: Iterable[Candidate], by_chars: Mapping[Chars, int]
) -> Iterable[tuple[Candidate, int]]:
    """Role nouns next to a person's name, only a comma between: "Ilko Draganets, the president of Valdria"."""
    starts, ends = ({side: by_chars[c.chars] for c in people for side in (c.chars[edge],)} for edge in (0, 1))
    for c in found:
        if c.kind == "nominal" and c.role is not None and c.role.values["type"] in ("person", "anonymous"):
            before = ends.get(c.start - 2) if text[c.start - 2 : c.start] == ", " and not _begins_clause(c, text) else None
            after = starts.get(c.end + 2) if text[c.end : c.end + 2] == ", " else starts.get(c.end + 1)
            if (who := before if before is not None else after) is not None:
                yield c, who


def _begins_clause(c: Candidate, text: str) -> bool:
    """Whether a noun behind a comma is who the next clause is about: "met Ivo Marek, a senior official told reporters"."""
    return c.head.dep_ in SUBJECTS and text[c.end : c.end + 1] != ","
