"""Where a report mentions someone: names, role nouns and pronouns, as candidates for `resolve`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from reportedly.knowledge.lexicon import group_of
from reportedly.read.cast.bodies import listed_names
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.common import core, nominals, role_noun
from reportedly.read.cast.counted import counted
from reportedly.read.cast.lists import listed
from reportedly.read.cast.proper import introduced, names_in
from reportedly.read.layers import Chars, Parse
from reportedly.records import MentionKind

ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss", "attr", "appos", "ROOT", "dative")
UNCOUNTED = ("DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY")


def candidates(parse: Parse) -> tuple[Candidate, ...]:
    """All candidates in order of text, the inner before the outer ("his", "his country"). A noun inside a name is none."""
    names = list(names_in(parse.doc, (*introduced(parse.doc), *listed_names(parse.doc))))
    named = {token.i for name in names for token in parse.doc.char_span(name.start, name.end, alignment_mode="expand") or ()}
    found = [*names, *nominals(parse.doc, named), *counted(parse.doc), *_pronouns(parse.doc)]
    return tuple(sorted(found, key=lambda c: (c.start, c.end)))


def candidates_at(parse: Parse, spans: Iterable[Chars]) -> tuple[Candidate, ...]:
    """The candidates of these characters, for mentions that somebody else has marked, and the names within them."""
    own = candidates(parse)
    by_head = {c.head.i: c for c in own}
    found: dict[Chars, Candidate] = {}
    for start, end in spans:
        words = parse.doc.char_span(start, end, alignment_mode="expand")
        if words is not None and words.text.strip():
            found[start, end] = replace(by_head.get(words.root.i) or _plain(words), start=start, end=end)
    inner = {c.chars: c for c in own if c.kind == "name" and any(s <= c.start and c.end <= e for s, e in found)}
    heads = {c.head.i for c in found.values()}
    return (*found.values(), *(c for chars, c in inner.items() if chars not in found and c.head.i not in heads))


def _plain(words: Span) -> Candidate:
    """A mention that we would not have marked."""
    head = words.root
    known = group_of("pronouns").get(head.lower_) if len(words) == 1 and head.pos_ != "PROPN" else None
    family = known.name if known is not None else None
    kind: MentionKind = "pronoun" if family else "name" if head.pos_ == "PROPN" else "nominal"
    noun = role_noun(head) if kind == "nominal" else None
    label = family or (head.ent_type_ if kind == "name" else "")
    role = group_of("roles")[noun] if noun else None
    return Candidate(words.start_char, words.end_char, kind, head, words.text, label, role, noun or "")


def things(doc: Doc, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """The other noun phrases, which are nobody, but which "it" and "they" may mean."""
    taken = {token.i for c in found for token in doc.char_span(c.start, c.end, alignment_mode="expand") or ()}
    for token in doc:
        if token.pos_ == "NOUN" and token.dep_ in ARGUMENTS and token.i not in taken and token.ent_type_ not in UNCOUNTED:
            yield Candidate(*core(token, fights=True), "nominal", token, token.text, "")


def _pronouns(doc: Doc) -> Iterator[Candidate]:
    for token in doc:
        family = group_of("pronouns").get(token.lower_)
        if family is not None and token.pos_ == "PRON" and not _is_pleonastic(token):
            yield Candidate(token.idx, token.idx + len(token), "pronoun", token, token.text, family.name)


def _is_pleonastic(token: Token) -> bool:
    """ "It" that stands for nobody: "it was clear that", "it rained"."""
    verb = token.head
    if any(t.dep_ == "acomp" and t.lower_ in listed("willing") for t in verb.children):  # "it was aware of the claim"
        return False
    return (
        token.lower_ == "it"
        and token.dep_ in ("expl", "nsubj", "nsubjpass")
        and (
            verb.lemma_ in ("be", "seem", "appear", "happen", "rain", "snow")
            or any(c.dep_ in ("ccomp", "advcl") and c.i > verb.i and verb.lemma_ == "be" for c in verb.children)
        )
    ) or _is_judged(token)


def _is_judged(token: Token) -> bool:
    """ "making it important to wait"."""
    verb = token.head.head if token.head.pos_ == "ADJ" else token.head
    followed = token.nbor() if token.i + 1 < len(token.doc) else token
    return token.lower_ == "it" and verb.lemma_ in listed("judging") and followed.pos_ in ("ADJ", "ADV") and token.i > verb.i
