"""Sources that are no single name, role noun or pronoun: several together, documents, "one of the hostages"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from reportedly.knowledge.lexicon import group_of
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import Cast, Part, together
from reportedly.read.cast.lists import listed
from reportedly.read.cast.stage import Stage
from reportedly.read.layers import Attribution, Chars, Parse
from reportedly.read.syntax import child, children

NEAR = 100  # entrances among which the names within a source are
WHOLE = "source"
RELATIVE = ("WP", "WDT")


def sources(parse: Parse, attributions: Sequence[Attribution], found: Sequence[Candidate]) -> Iterator[Candidate]:
    """A candidate for each source that none of `found` is."""
    known = {c.chars for c in found}
    for source in dict.fromkeys(a.source for a in attributions if a.source):
        words = parse.doc.char_span(*source, alignment_mode="expand")
        if source not in known and words is not None and len(words):
            yield Candidate(*source, "nominal", words.root, words.text, WHOLE)


def source(c: Candidate, stage: Stage) -> int | None:
    """The entity of a source as a whole, None when the mention inside it will do."""
    cast, span = stage.cast, stage.parse.doc.char_span(c.start, c.end, alignment_mode="expand")
    if span is None:
        return None
    if c.head.tag_ in RELATIVE:
        return _antecedent(c.head, stage)
    inside = _inside(stage, c.chars)
    joined = [t.i for t in (c.head, *c.head.conjuncts) if t in span]
    members = tuple(dict.fromkeys(inside[i] for i in joined if i in inside))
    if c.head.lower_ in listed("document"):
        issuer = _issuer(c.head, inside, stage)
        if issuer is not None:
            cast.recall("document", c.head.lower_, issuer)
        return issuer
    if len(members) > 1:
        return together(cast, members)
    if (person := _named_behind(c.head, span, inside, cast)) is not None:
        return person
    if members and child(c.head, "relcl", "acl") is not None:  # "a farmer who gave his name only as Kadil"
        return members[0]
    if members and set(inside.values()) - {*members}:  # the hostages of "the hostages freed from the ambassador's residence"
        return members[0]
    if c.head.lower_ in listed("one of many"):
        return cast.add(Part(span.text.lower(), "anonymous"))
    if c.head.lower_ in listed("some of many"):
        return cast.add(Part(span.text.lower(), "group", many=True))
    if not inside and c.head.pos_ in ("NOUN", "PROPN"):
        words = _plain(span)
        return cast.once("words", words, Part(words, "group", many=c.head.tag_ == "NNS"))
    return None


def listener(c: Candidate, stage: Stage) -> int:
    """Those spoken to, by their own words, where nobody of that description was spoken of before."""
    span = stage.parse.doc.char_span(c.start, c.end, alignment_mode="expand")
    words = _plain(span) if span is not None else c.text
    many = c.head.tag_ == "NNS"
    return stage.cast.once("words", words, Part(words, "group" if many else "anonymous", many=many))


def _antecedent(relative: Token, stage: Stage) -> int | None:
    """Whom a relative pronoun takes up: the separatists of "separatists who say they will fight"."""
    clause = next((t for t in relative.ancestors if t.dep_ == "relcl"), None)
    entrance = stage.at_head(clause.head) if clause is not None else None
    return entrance.who if entrance is not None and entrance.who >= 0 else None


def _named_behind(head: Token, span: Span, inside: dict[int, int], cast: Cast) -> int | None:
    """The person behind a state that the parser took for the source: "Republican U.S. Senator Ivo Marek"; or behind the office
    that he holds: "the UN High Commissioner for Refugees, Ivo Marek,".
    """
    own = inside.get(head.i)
    apposed = (inside[t.i] for t in span if t.dep_ == "appos" and t.i in inside)
    holder = next((who for who in apposed if cast[who].type == "person"), None)
    if own is not None and holder is not None and cast[own].type in ("organisation", "office"):
        return holder
    if own is None or cast[own].type != "state" or head.pos_ != "PROPN":
        return None
    comma = next((t.i for t in span if t.text == ","), span.end)
    return next((who for i, who in inside.items() if head.i < i < comma and cast[who].type == "person"), None)


def _plain(span: Span) -> str:
    """The words up to the first comma, without articles at the start."""
    first = next((t.i for t in span if t.dep_ != "det"), span.start)
    comma = next((t.i for t in span if t.text in (",", "(") and t.i > first), span.end)
    return " ".join(span.doc[first:comma].text.split())


def _inside(stage: Stage, chars: Chars) -> dict[int, int]:
    """Who is named within some characters, by the index of the naming token; pronouns aside."""
    near = (e for e in stage.entrances[-NEAR:] if e.who >= 0 and chars[0] <= e.token.idx < chars[1])
    return {e.token.i: e.who for e in near if e.token.pos_ != "PRON"}


def _issuer(document: Token, inside: dict[int, int], stage: Stage) -> int | None:
    """Whose document it is: "a statement by the army", "the television report", "the statement"."""
    givers = [o for p in children(document, "prep") if p.lower_ in ("by", "from", "of") for o in children(p, "pobj")]
    given = next((inside[o.i] for o in givers if o.i in inside), None)
    if given is not None:
        return given
    if givers and givers[0].pos_ == "NOUN":  # "a letter from relatives of the missing"
        words = " ".join(t.text for t in (*givers[0].lefts, givers[0]) if t.dep_ != "det")
        return stage.cast.once("words", words, Part(words, "group", many=givers[0].tag_ == "NNS"))
    if inside:
        return next(iter(inside.values()))
    medium = next((t for t in children(document, "compound") if _is_medium(t)), None)
    if medium is not None:
        return stage.body(medium)
    if (known := stage.cast.known("document", document.lower_)) is not None:
        return known
    if document.lower_ in listed("document of outlets") and (outlet := stage.latest("outlet")) is not None:
        return outlet
    return stage.latest_speaker() if any(t.lower_ == "the" for t in document.lefts) else None


def _is_medium(noun: Token) -> bool:
    group = group_of("roles").get(noun.lower_)
    return group is not None and group.name in ("outlet", "body")
