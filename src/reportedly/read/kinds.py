"""What a statement does, beside saying: deny, demand, promise ... By its cue, and for neutral cues by its words.

Where neither says so in so many words, a logistic regression over features of the cue's clause and the content's main verb
decides. The weights are `knowledge/data/kinds.csv`, made by `training/kinds.py` from annotated passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from reportedly.knowledge.lexicon import groups_of
from reportedly.knowledge.weights import best
from reportedly.read.explicit import DEMANDING, by_cue, by_words, is_bound, is_imperative, modal_of, token_chars, who
from reportedly.read.layers import Attribution, Chars, Parse, Resolution
from reportedly.read.quotations import touching
from reportedly.read.syntax import SUBJECTS, VERBAL, agent, child, children, is_infinitive, is_negated, is_passive
from reportedly.records import StatementKind, StatementType

NEGATIVE = ("not", "n't", "n’t", "never", "no", "nobody", "none", "nothing", "neither", "nor", "without", "nowhere")
LONGEST = 60  # tokens of a content that are looked at


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution and the position of its source in `Resolution.entities`."""

    attribution: Attribution
    source: int | None


def before(attributions: Sequence[Attribution], sources: Sequence[int | None], i: int) -> Said | None:
    """What was said before the i-th attribution; not the one that passes on the same content."""
    found = (j for j in (i - 1, i - 2) if j >= 0 and attributions[j].contents != attributions[i].contents)
    j = next(found, None)
    return Said(attributions[j], sources[j]) if j is not None else None


def type_of(parse: Parse, attribution: Attribution) -> StatementType:
    """Direct when every word of the content is quoted, mixed when some are; one quoted word is a nickname or a scare quote."""
    quoted = words = 0
    for start, end in attribution.contents:
        inside = [q for q in touching(parse.quotations, start, end) if len(parse.text[q.start : q.end].split()) > 1]
        for token in parse.doc.char_span(start, end, alignment_mode="expand") or ():
            words += token.is_alpha
            quoted += token.is_alpha and any(q.start <= token.idx < q.end for q in inside)
    return "indirect" if not quoted else "direct" if quoted == words else "mixed"


def kind(
    parse: Parse, attribution: Attribution, source: int | None, resolution: Resolution, before: Said | None = None
) -> tuple[StatementKind, Chars | None]:
    """The kind that the cue or an explicit word gives, else the likeliest; and the words that say so.

    `before` is what was said before it, which may be what it answers.
    """
    if (given := by_cue(parse, attribution)) is not None:
        return given, attribution.cue
    if (said := by_words(parse, attribution, source, resolution)) is not None:
        return said[0], token_chars(said[1])
    found: StatementKind = best("kinds.csv", features(parse, attribution, source, resolution, before))  # type: ignore[assignment]
    return found, attribution.cue


def features(
    parse: Parse, attribution: Attribution, source: int | None, resolution: Resolution, before: Said | None = None
) -> frozenset[str]:
    """What can be seen of a statement's cue and content, and of the statement before, as names of features."""
    given, said = by_cue(parse, attribution), by_words(parse, attribution, source, resolution)
    found = {f"explicit={said[0] if said else ''}", f"lexicon={given or attribution.kind or 'say'}"}
    found.add(f"type={type_of(parse, attribution)}")
    found.update(_of_cue(parse.doc[attribution.head]) if attribution.head is not None else ("cue=",))
    found.update(_of_answer(parse, source, resolution, before))
    start, end = min(attribution.contents)
    span = parse.doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return frozenset(found)
    spans = (parse.doc.char_span(*part, alignment_mode="expand") for part in attribution.contents)
    tokens = [t for part in spans for t in (part or ())][:LONGEST]
    found.update(_of_clause(span, source, resolution))
    found.update(_of_words(parse.text[start:end], tokens))
    found.update(_of_groups(tokens, span, found))
    found.update(_of_harm(tokens, source, resolution))
    return frozenset(found)


def _of_cue(head: Token) -> Iterator[str]:
    lemma = head.lemma_.lower()
    yield f"cue={lemma}"
    yield "cue is a verb" if head.pos_ in VERBAL else "cue is no verb"
    if is_negated(head):
        yield from ("cue is negated", f"cue is negated={lemma}")
    for c in head.children:
        if c.dep_ == "aux" and modal_of(c):
            yield f"cue's modal={modal_of(c)}"
        if c.dep_ == "dobj" and head.pos_ in VERBAL:
            yield from ("cue has an object", f"cue's object={c.lemma_.lower()}")
        if c.dep_ in ("prep", "prt") and 0 < c.i - head.i <= 2:
            yield from (f"cue's preposition={c.lower_}", f"cue={lemma} {c.lower_}")
        if c.dep_ == "xcomp" and is_infinitive(c):
            yield from ("cue has an infinitive", f"cue={lemma} to")


def _of_answer(parse: Parse, source: int | None, resolution: Resolution, before: Said | None) -> Iterator[str]:
    """What was said before: by whom, of what kind, whether it blames, and whether it names the one who speaks now."""
    if before is None:
        yield "first statement"
        return
    other = source is None or before.source != source
    yield f"before {'other' if other else 'same'}={before.attribution.kind or 'say'}"
    start, end = before.attribution.contents[0]
    if other and source is not None and any(m.who == source and start <= m.start < end for m in resolution.mentions):
        yield from ("named before", f"named before={before.attribution.kind or 'say'}")
    tokens = list(parse.doc.char_span(start, end, alignment_mode="expand") or ())[:LONGEST]
    groups = groups_of("kinds")
    if other and any(g.name == "blame" for t in tokens for g in groups.get(t.lemma_.lower(), ())):
        yield "blame before"


def _of_clause(span: Span, source: int | None, resolution: Resolution) -> Iterator[str]:
    """The main verb of a content: who does it, its modal, its negation, its objects."""
    verb = _main_verb(span)
    doer = next((c for c in verb.children if c.dep_ in (*SUBJECTS, "expl")), None)
    doing = who(doer, source, resolution)
    modal = next((m for c in verb.children if c.dep_ == "aux" and (m := modal_of(c))), "")
    if modal in DEMANDING and not is_passive(verb):  # "the river should crest by noon": a demand names whom it is made to
        modal = ""
    yield from (f"verb={verb.lemma_.lower()}", f"doer={doing}", f"modal={modal}", f"modal={modal} doer={doing}")
    if _is_denied(verb, doer):
        perfect = any(c.lemma_ == "have" for c in children(verb, "aux"))
        yield from (
            "not",
            f"not doer={doing}",
            f"not modal={modal}",
            f"not doer={doing} modal={modal}",
            f"not {verb.tag_} {perfect}",
        )
    if any(_is_none(c) for c in children(verb, "dobj", "attr", "nsubj", "expl")):
        yield from ("none", f"none doer={doing}")
    if is_passive(verb):
        yield "passive"
    if any(c.lemma_ == "have" for c in children(verb, "aux")):
        yield "perfect"
    if is_imperative(verb):
        yield "imperative"
    if is_bound(verb):
        yield "bound"
    for c in verb.children:
        if c.dep_ in ("attr", "acomp", "oprd"):
            yield from (f"is={c.lemma_.lower()}", f"is doer={doing}")
        if c.dep_ == "dobj":
            yield f"object={c.lemma_.lower()}"
        if c.dep_ == "advcl" and (mark := child(c, "mark")) is not None:
            yield f"clause={mark.lower_}"


def _of_words(text: str, tokens: list[Token]) -> Iterator[str]:
    first = next((t for t in tokens if t.is_alpha), None)
    if first is not None:
        yield f"first={first.lower_}"
        if first.tag_ == "TO":
            yield "infinitive"
    yield from (mark for mark in "?!" if mark in text)
    yield "short" if len(tokens) <= 4 else "middling" if len(tokens) <= 12 else "long"
    if any(t.lower_ in ("our", "my", "us", "we", "i") for t in tokens):
        yield "first person"
    if any(t.lower_ in ("you", "your") for t in tokens):
        yield "second person"
    if any(t.lower_ in NEGATIVE for t in tokens):
        yield "negative"


def _of_groups(tokens: list[Token], span: Span, found: Iterable[str]) -> Iterator[str]:
    """Which groups of words the content has, and whether its main verb or what that verb calls something is among them."""
    groups = groups_of("kinds")
    doer = next((f for f in found if f.startswith("doer=")), "")
    way = "negative" if "negative" in found else "positive"
    verb = _main_verb(span)
    attributes = list(children(verb, "attr", "acomp", "oprd"))
    for name in sorted({g.name for t in tokens for g in groups.get(t.lemma_.lower(), ())}):
        yield from (f"group={name}", f"group={name} {way}", f"group={name} {doer}")
        if any(g.name == name for g in groups.get(verb.lemma_.lower(), ())):
            yield from (f"verb in {name}", f"verb in {name} {doer} {way}")
        if any(g.name == name for c in attributes for g in groups.get(c.lemma_.lower(), ())):
            yield f"is in {name}"


def _of_harm(tokens: list[Token], source: int | None, resolution: Resolution) -> Iterator[str]:
    """Who does the harm that the content tells of: "soldiers burned the mill", "the mill was burned by soldiers"."""
    groups = groups_of("kinds")
    for token in tokens:
        if token.pos_ not in VERBAL or all(g.name != "blame" for g in groups.get(token.lemma_.lower(), ())):
            continue
        if is_passive(token) or agent(token) is not None:  # "were killed by the army", "saw rebels killed by the army"
            yield "harm by" if agent(token) is not None else "harm"
            continue
        doer = child(token, *SUBJECTS)
        if doer is None and token.dep_ in ("conj", "xcomp", "pcomp", "acl", "relcl", "advcl"):
            doer = child(token.head, *SUBJECTS)
        yield f"harm doer={who(doer, source, resolution)}{' not' if is_negated(token) else ''}"
        if doer is not None and doer.ent_type_ in ("GPE", "ORG", "NORP", "PERSON"):
            yield "harm by a name"


def _main_verb(span: Span) -> Token:
    root = span.root
    if root.pos_ in VERBAL:
        return root
    return root.head if root.head.pos_ in VERBAL and span.start <= root.head.i < span.end else root


def _is_denied(verb: Token, doer: Token | None) -> bool:
    if any(c.lower_ in NEGATIVE for c in verb.children):
        return True
    return doer is not None and (doer.lower_ in NEGATIVE or any(c.lower_ in NEGATIVE for c in doer.children))


def _is_none(noun: Token) -> bool:
    return noun.lower_ in NEGATIVE or any(c.lower_ == "no" for c in noun.children)
