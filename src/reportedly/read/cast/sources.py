"""Sources that are no single name, role noun or pronoun: several together, documents, "one of the hostages"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Span

from reportedly.read.cast.cast import Cast, Part
from reportedly.read.cast.mentions import Candidate
from reportedly.read.layers import Attribution, Chars, Named, Parse, Resolution
from reportedly.read.syntax import children

DOCUMENTS = ("statement", "communique", "communiqué", "declaration", "report", "dispatch", "account")
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
            who = _whole(cast, span, known, latest) if span is not None else None
            headed = _headed(span, known) if span is not None else None
            if who is not None:
                made[source] = Named(*source, "nominal", who)
            elif headed is not None and (chosen := known.at(source)) is not None and headed.end <= chosen.start:
                made[source] = replace(headed, start=source[0], end=source[1])
        held = made.get(source) or known.at(source)
        latest = held.who if held else latest
    return made


def _headed(span: Span, known: Resolution) -> Named | None:
    """The mention at the head of a source: the hostages of "the hostages freed from the Japanese ambassador's residence"."""
    chars = span.root.idx, span.root.idx + len(span.root)
    inside = [m for m in known.mentions if span.start_char <= m.start and m.end <= span.end_char]
    around = (m for m in inside if m.start <= chars[0] and chars[1] <= m.end)
    return max(around, key=lambda m: m.end - m.start, default=None)


def _whole(cast: Cast, span: Span, known: Resolution, latest: int | None) -> int | None:
    """The entity of a source as a whole, None when the mention inside it will do."""
    inside = [m for m in known.mentions if span.start_char <= m.start and m.end <= span.end_char]
    members = tuple(dict.fromkeys(m.who for m in inside if m.who is not None and m.kind != "pronoun"))
    word = span.root.lower_
    if word in DOCUMENTS:
        definite = any(t.lower_ == "the" for t in span.root.lefts)
        if word in REPORTS and definite and all(t.dep_ in ("det", "amod") for t in span.root.lefts):
            printed = (m.who for m in reversed(known.mentions) if m.start < span.start_char and m.who is not None)
            latest = next((who for who in printed if cast[who].type == "outlet"), latest)
        behind = (o for p in children(span.root, "prep") if p.lower_ in ("by", "from", "of") for o in children(p, "pobj"))
        givers = [*behind, *children(span.root, "poss", "compound", "nmod")]
        named = [
            m for g in givers for m in inside if g.left_edge.idx <= m.start and m.end <= g.right_edge.idx + len(g.right_edge)
        ]
        if (outlet := next((m.who for m in named if m.who is not None and cast[m.who].type == "outlet"), None)) is not None:
            return outlet
        given = next((known.at((o.idx, o.idx + len(o))) for o in givers if o.dep_ == "pobj"), None)
        if given is not None and given.who is not None:
            return given.who
        return members[0] if members else latest if definite else None
    if len(members) > 1 and any(t.dep_ == "conj" and t.head in span for t in span):
        return together(cast, members)
    if word in ONE:
        return cast.add(Part(span.text.lower(), "anonymous"))
    if word in SOME:
        return cast.add(Part(span.text.lower(), "group", many=True))
    covered = any(m.start <= span.root.idx < m.end for m in inside)
    if (span.root.pos_ == "NOUN" and not covered) or (span.root.pos_ == "PROPN" and not inside):  # "his neighbours"
        words = " ".join(t.text for t in span if t.dep_ != "det")
        return cast.once("words", words, Part(words, "group", many=span.root.tag_ == "NNS"))
    return None


def together(cast: Cast, members: tuple[int, ...]) -> int:
    """Several together as one entity: "Russia and Ukraine"."""
    names = [cast[m].name for m in members]
    name = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return cast.once("group", name, Part(name, "group", many=True, members=members))
