"""Sources that are no single name, role noun or pronoun: several together, documents, "one of the hostages"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from reportedly.read.cast.cast import Cast, Part
from reportedly.read.cast.mentions import Candidate
from reportedly.read.layers import Attribution, Chars, Named, Parse, Resolution
from reportedly.read.syntax import children, noun_phrase

DOCUMENTS = ("statement", "communique", "communiqué", "declaration", "report", "dispatch", "account")
MEMORY = 40  # mentions
REPORTS = ("report", "dispatch", "account")
SOME, ONE = ("some", "many", "most", "several", "few", "others"), ("one", "another")


def sources(
    cast: Cast, parse: Parse, attributions: Sequence[Attribution], found: Iterable[Candidate], mentions: Mapping[Chars, Named]
) -> dict[Chars, Named]:
    """Mentions for the sources that none of `mentions` is; a pronoun or nominal that nobody is known for gets nobody."""
    named = {a.source for a in attributions}
    made = {c.chars: Named(c.start, c.end, c.kind, None) for c in found if c.chars in named and c.chars not in mentions}
    known = Resolution((), tuple(sorted([*mentions.values(), *made.values()], key=lambda m: (m.start, -m.end))))
    latest: int | None = None
    for source in (a.source for a in sorted(attributions, key=lambda a: a.head or 0)):
        if source is None:
            continue
        if source not in mentions and source not in made:
            span = parse.doc.char_span(*source, alignment_mode="expand")
            inside = _inside(known, *source)
            who = _whole(cast, span, known, inside, latest) if span is not None else None
            headed = _headed(span, inside) if span is not None else None
            if who is not None:
                made[source] = Named(*source, "nominal", who)
            elif headed is not None and (chosen := known.at(source)) is not None and headed.end <= chosen.start:
                made[source] = replace(headed, start=source[0], end=source[1])
        held = made.get(source) or known.at(source)
        latest = held.who if held else latest
    return made


def _inside(known: Resolution, start: int, end: int) -> list[Named]:
    """The mentions within these characters."""
    first, last = (bisect_left(known.mentions, at, key=lambda m: m.start) for at in (start, end))
    return [m for m in known.mentions[first:last] if m.end <= end]


def _headed(span: Span, inside: Sequence[Named]) -> Named | None:
    """The mention at the head of a source: the hostages of "the hostages freed from the Japanese ambassador's residence"."""
    chars = span.root.idx, span.root.idx + len(span.root)
    around = (m for m in inside if m.start <= chars[0] and chars[1] <= m.end)
    return max(around, key=lambda m: m.end - m.start, default=None)


def _whole(cast: Cast, span: Span, known: Resolution, inside: Sequence[Named], latest: int | None) -> int | None:
    """The entity of a source as a whole, None when the mention inside it will do."""
    members = tuple(dict.fromkeys(m.who for m in inside if m.who is not None and m.kind != "pronoun"))
    word = span.root.lower_
    if word in DOCUMENTS:
        definite = any(t.lower_ == "the" for t in span.root.lefts)
        if word in REPORTS and definite and all(t.dep_ in ("det", "amod") for t in span.root.lefts):
            latest = _latest_outlet(cast, known, span.start_char) or latest
        behind = (o for p in children(span.root, "prep") if p.lower_ in ("by", "from", "of") for o in children(p, "pobj"))
        given = _giver(cast, known, inside, [*behind, *children(span.root, "poss", "compound", "nmod")])
        return given if given is not None else members[0] if members else latest if definite else None
    if len(members) > 1 and any(t.dep_ == "conj" and t.head in span for t in span):
        return together(cast, members)
    if word in ONE:
        return cast.add(Part(span.text.lower(), "anonymous"))
    if word in SOME:
        return cast.add(Part(span.text.lower(), "group", many=True))
    covered = any(m.start <= span.root.idx < m.end for m in inside)
    if (span.root.pos_ == "NOUN" and not covered) or (span.root.pos_ == "PROPN" and not inside):  # "his neighbours"
        return _by_words(cast, span, span.root)
    return None


def _giver(cast: Cast, known: Resolution, inside: Sequence[Named], givers: Sequence[Token]) -> int | None:
    """Who gave a document: an outlet named at "report from the local Fars agency", else whoever stands behind its preposition."""
    spans = [noun_phrase(g) for g in givers]
    near = (m for start, end in spans for m in inside if start <= m.start and m.end <= end)
    outlet = next((m.who for m in near if m.who is not None and cast[m.who].type == "outlet"), None)
    if outlet is not None:
        return outlet
    behind = next((g for g in givers if g.dep_ == "pobj"), None)
    if behind is None:
        return None
    named = known.at((behind.idx, behind.idx + len(behind)))
    if named is None and behind.pos_ == "NOUN":
        return _by_words(cast, [*behind.lefts, behind], behind)
    return named.who if named is not None else None


def _by_words(cast: Cast, tokens: Iterable[Token], head: Token) -> int:
    """Somebody known by the report's words alone."""
    words = " ".join(t.text for t in tokens if t.dep_ != "det")
    return cast.once("words", words, Part(words, "group", many=head.tag_ == "NNS"))


def _latest_outlet(cast: Cast, known: Resolution, start: int) -> int | None:
    """The outlet last mentioned: "the same report" is its."""
    last = bisect_left(known.mentions, start, key=lambda m: m.start)
    near = reversed(known.mentions[max(0, last - MEMORY) : last])
    return next((m.who for m in near if m.who is not None and cast[m.who].type == "outlet"), None)


def together(cast: Cast, members: tuple[int, ...]) -> int:
    """Several together as one entity: "Russia and Ukraine"."""
    names = [cast[m].name for m in members]
    name = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return cast.once("group", name, Part(name, "group", many=True, members=members))
