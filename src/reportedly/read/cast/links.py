"""Who stands where in a report: the links from its characters and tokens to the cast, and those that follow from names.

Demonyms link to their states, letters to the names that they shorten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from reportedly.knowledge.gazetteer import countries
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import Cast
from reportedly.read.layers import Chars, Parse

LONGEST_NAME = 80  # characters from the start of a name to the bracket with its letters
MODIFYING = ("amod", "compound", "nmod")


@dataclass(slots=True)
class Links:
    """Who stands where: by the characters of a mention, by the index of its head token, and behind which demonyms.

    `apposed` are role nouns beside a name, which so mean whom it names; `introduced` are those that only foreshadow one ("an
    envoy ... the envoy, Ivo Marek,").
    """

    by_chars: dict[Chars, int] = field(default_factory=dict)
    by_head: dict[int, int] = field(default_factory=dict)
    adjectives: dict[int, int] = field(default_factory=dict)
    apposed: dict[Chars, int] = field(default_factory=dict)
    introduced: dict[Chars, int] = field(default_factory=dict)

    def link(self, c: Candidate, who: int) -> None:
        """Notes whom a candidate names."""
        self.by_chars[c.chars] = who
        self.by_head.setdefault(c.head.i, who)


def link_adjectives(cast: Cast, parse: Parse, links: Links) -> None:
    """Demonyms and states before a noun: "Russian troops", "U.S. envoys"."""
    for token in parse.doc:
        if not token.text[:1].isupper() or token.pos_ not in ("ADJ", "PROPN") or _is_hyphenated(token):
            continue
        before = token.nbor(-1) if token.i else token
        double = countries().by_adjective(f"{before.text} {token.text}") if before.text[:1].isupper() else None
        if double is not None:  # "South Korean"
            links.adjectives[before.i] = cast.state(double)
        who = cast.demonym(token.text) if token.dep_ in MODIFYING or token.pos_ == "ADJ" else None
        who = cast.state(double) if double is not None else who
        country = countries().by_name(token.text) if token.dep_ in MODIFYING else None
        who = cast.state(country) if who is None and country is not None else who
        if who is not None:
            links.adjectives[token.i] = who
            cast[who].demonym = cast[who].demonym or (token.text if country is None else None)
            cast.weight[who] += 1


def _is_hyphenated(token: Token) -> bool:
    """ "pro-Russian" and "Russian-backed" are not Russian."""
    neighbours = token.doc[max(0, token.i - 1) : token.i + 2]
    return any(t.text in ("-", "‑", "–") and not t.whitespace_ for t in neighbours)


def link_acronyms(cast: Cast, parse: Parse, names: Iterable[Candidate], links: Links) -> None:
    """ "the Ardal People's Front (APF)": the letters in brackets, or the initials, stand for the name before them."""
    bodies = [c for c in names if c.chars in links.by_chars and cast[links.by_chars[c.chars]].type != "person" and " " in c.text]
    bodies = [c for c in bodies if not c.text.removeprefix("the ")[0].islower()]  # "pro-EU Valdrians" are not the EU
    short = {initials: links.by_chars[c.chars] for c in bodies if len(initials := _initials(c.text)) > 1}
    for bracket in parse.doc[:-2] if len(parse.doc) > 2 else ():
        inside = bracket.nbor(1)
        if bracket.text == "(" and bracket.nbor(2).text == ")" and inside.text.isupper() and len(inside) > 1:
            near = [c for c in bodies if c.end <= bracket.idx < c.start + LONGEST_NAME and _is_short_for(inside.text, c, bracket)]
            if near:
                who = short[inside.text] = links.by_chars[max(near, key=lambda c: c.start).chars]
                cast.call(who, "body", inside.text)
    for c in names:
        meant = short.get(c.text.removeprefix("the ").removeprefix("The "))
        if meant is not None:
            links.by_chars[c.chars] = links.by_head[c.head.i] = meant


def _is_short_for(letters: str, name: Candidate, bracket: Token) -> bool:
    """Whether letters may stand for a name: they begin as it does, or it stands right before them."""
    return _initials(name.text)[:1] == letters[0] or bracket.idx - name.end <= 1


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper() and word != "The")
