"""Cues by the lexicon and the parse: what kind of statement a cue makes, and the attributions that the tagger has no eye for.

These are nouns ("amid calls to the army to withdraw", "accusations that ...") and acts of speech ("refused to comment",
"threatened to leave"), which the corpora that it learnt from hardly mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from reportedly.knowledge.lexicon import Group, groups_of
from reportedly.read.layers import Attribution, Chars, Parse
from reportedly.read.syntax import (
    VERBAL,
    agent,
    chars,
    child,
    children,
    is_infinitive,
    is_negated,
    is_passive,
    noun_phrase,
    runs,
    subject,
    words_at,
)
from reportedly.records import StatementKind

ACTS = ("promise", "threaten", "agree", "reject", "claim", "put", "silence")  # groups of cues
ACTING_SCORE, NOMINAL_SCORE = 0.5, 0.5  # the share found right on gold
LEADING = ("but", "and", "however", "meanwhile", "still", "yet", "so", "also", "then", "moreover", "nevertheless", "or", "that")
TRAILING = (",", ".", ";", ":", "-", "–", "—", "(", "[")


def main_token(parse: Parse, cue: Chars) -> Token | None:
    """The token of a cue that says what is done: its verb or noun of saying, else its root."""
    span = parse.doc.char_span(*cue, alignment_mode="expand")
    if span is None or not len(span):
        return None
    verbs = [t for t in span if t.tag_.startswith("VB") and t.lemma_.lower() in groups_of("cues")]
    nouns = (t for t in span if t.lemma_.lower() in groups_of("nouns_of_saying"))
    if len(verbs) > 1 and is_passive(verbs[0]):  # "is said to have told"
        return verbs[-1]
    return next(iter(verbs), None) or next(nouns, None) or span.root


def narrowed(parse: Parse, cue: Chars, head: Token) -> Chars:
    """A cue without what stands around its verb but auxiliaries: "had said" of "had said in a statement"."""
    if head.pos_ not in VERBAL or "according" in parse.text[slice(*cue)].lower() or " saying" in parse.text[slice(*cue)]:
        return cue
    own = [t for t in children(head, "aux", "auxpass", "neg") if cue[0] <= t.idx < head.idx and t.tag_ != "TO"]
    return chars(min([head, *own], key=lambda t: t.i), head)


def kind_of(parse: Parse, head: Token, contents: Sequence[Chars]) -> StatementKind | None:
    """The kind of statement that a cue makes of such a content: "told them to leave" demands, "told them it was late" says.

    None where it makes none, as in "could not confirm the number".
    """
    groups = groups_of("cues" if head.pos_ in VERBAL else "nouns_of_saying").get(head.lemma_.lower(), ())
    possible = [g for g in groups if g.values.get("negated", is_negated(head)) == is_negated(head)]
    if groups and not possible:
        return None
    form = _form(parse, head, contents[0])
    fitting = [g for g in possible if form in g.values["frames"]] or [g for g in possible if "clause" in g.values["frames"]]
    kind: StatementKind = (fitting or possible)[0].values["kind"] if possible else "say"
    return kind


def _form(parse: Parse, head: Token, content: Chars) -> str:
    """The frame that a content stands in: the preposition between cue and content, else infinitive, gerund, or its first word."""
    behind = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else None
    if behind is not None and behind.dep_ in ("prep", "prt") and head.idx < behind.idx < content[0]:
        return behind.lower_
    span = parse.doc.char_span(*content, alignment_mode="expand")
    first, second = (span[0], span[1]) if span is not None and len(span) > 1 else (None, None)
    if first is None or second is None:
        return ""
    infinitive = first.tag_ == "TO" and second.pos_ in VERBAL
    return "infinitive" if infinitive else "gerund" if first.tag_ == "VBG" else first.lower_


def unmarked(parse: Parse) -> Iterator[Attribution]:
    """The attributions by nouns and by acts of speech, in order of their cues."""
    nouns, verbs = groups_of("nouns_of_saying"), groups_of("cues")
    for token in parse.doc:
        lemma = token.lemma_.lower()
        if token.tag_ in ("NN", "NNS") and lemma in nouns:
            yield from _nominal(token, nouns[lemma])
        elif token.tag_.startswith("VB") and token.dep_ not in ("amod", "aux"):
            yield from _acting(token, [group for group in verbs.get(lemma, ()) if group.name in ACTS])


def _acting(verb: Token, groups: Iterable[Group]) -> Iterator[Attribution]:
    """ "declined to comment", "did not respond to questions", "claimed responsibility"."""
    source = agent(verb) if is_passive(verb) else subject(verb)
    for group in groups:
        if source is None or group.values.get("negated", is_negated(verb)) != is_negated(verb):
            continue
        if group.name == "put" and verb.tag_ == "VBG" and verb.head.lemma_.lower() not in groups_of("cues"):
            continue  # "divers found nine bodies, raising the toll to 34"
        for frame in group.values["frames"]:
            if contents := parts(governed(verb, frame, group.values.get("needs")), verb):
                yield Attribution(
                    chars(verb, verb), noun_phrase(source), contents, group.values["kind"], verb.i, score=ACTING_SCORE
                )
                return


def governed(verb: Token, frame: str, needed: Sequence[str] | None) -> list[Token]:
    """The tokens of the content that a verb governs as an infinitive, an object, or behind the preposition `frame`."""
    thing = child(verb, "dobj")
    if frame == "object":
        if thing is None or (needed is not None and thing.lemma_ not in needed):
            return []
        if not needed:
            return list(thing.subtree)
        others = {t.i for c in children(verb, "conj") for t in c.subtree}  # "gave a toll of 44 and said that more were hurt"
        return [t for t in verb.subtree if t.i >= thing.left_edge.i and t.i not in others]
    if frame == "infinitive":
        head = next((c for c in children(verb, "xcomp", "ccomp") if c.i > verb.i and is_infinitive(c)), None)
        return list(head.subtree) if head is not None else []
    head = next((o for p in children(verb, "prep") if p.lower_ == frame for o in children(p, "pobj")), None)
    return list(head.subtree) if head is not None else []


def _nominal(noun: Token, groups: Iterable[Group]) -> Iterator[Attribution]:
    if (
        noun.dep_ == "dobj"
        and noun.head.lemma_.lower() in groups_of("cues")
        and noun.head.lemma_ not in ("reject", "deny", "dismiss")
    ):
        return  # "repeated calls to leave": the verb is the cue
    for group in groups:
        for frame in group.values["frames"]:
            tokens = _behind(noun, frame)
            source = _owner(noun)
            if source is not None and source in tokens:
                given = set(source.head.subtree)
                tokens = [t for t in tokens if t not in given]
            contents = parts(tokens, noun)
            if contents and words_at(noun.doc, contents[0]).split()[0] != "comment":
                span = noun_phrase(source) if source is not None else None
                yield Attribution(chars(noun, noun), span, contents, group.values["kind"], noun.i, score=NOMINAL_SCORE)
                return


def _behind(noun: Token, frame: str) -> list[Token]:
    """The tokens of what a noun of saying announces in this frame."""
    if frame == "infinitive":
        called = [o for p in children(noun, "prep") if p.lower_ in ("to", "on", "for") for o in children(p, "pobj")]
        head = next((c for h in [noun, *called] for c in children(h, "acl", "relcl", "xcomp") if is_infinitive(c)), None)
        behind = max([noun, *called], key=lambda t: t.i).i + 1
        if head is None and behind < len(noun.doc) and noun.doc[behind].tag_ == "TO":  # "calls to Russia to stop", however parsed
            head = noun.doc[behind].head
        to = next((c for c in children(head, "aux") if c.tag_ == "TO"), head) if head is not None else None
        return [t for t in head.subtree if t.i >= to.i] if head is not None and to is not None else []
    if frame == "clause" and noun.dep_ == "nsubj" and noun.head.lemma_ == "be":  # "Her answer was that ..."
        head = child(noun.head, "ccomp")
    elif frame == "clause":
        head = next((c for c in children(noun, "acl", "ccomp", "relcl") if _opens_with_that(c)), None)
    else:
        head = next((o for p in children(noun, "prep") if p.lower_ == frame for o in children(p, "pobj", "pcomp")), None)
    return list(head.subtree) if head is not None else []


def _opens_with_that(clause: Token) -> bool:
    """Whether a clause is what is said ("that he forgave them"), however the parser labels its "that"."""
    return clause.left_edge.lower_ == "that" and child(clause, "nsubj", "nsubjpass", "expl") not in (None, clause.left_edge)


def _owner(noun: Token) -> Token | None:
    """Whose claim it is: "the army's claim", "calls by aid groups", or the subject of "made", "issued", "voiced"."""
    givers = (t for t in noun.subtree if t.dep_ == "prep" and t.lower_ in ("by", "from") and t.i > noun.i)
    named = child(noun, "poss") or next((o for p in givers for o in children(p, "pobj") if can_speak(o)), None)
    issues = ("make", "issue", "voice", "express", "renew", "raise", "dismiss", "have")
    if named is None and noun.dep_ == "dobj" and noun.head.lemma_ in issues:
        named = subject(noun.head)
    return named


def can_speak(token: Token) -> bool:
    """Whether a noun names somebody: a person, a body, a people, or a role."""
    return token.ent_type_ in ("ORG", "GPE", "PERSON", "NORP") or token.lemma_.lower() in groups_of("roles")


def parts(tokens: list[Token], cue: Token) -> tuple[Chars, ...]:
    """Tokens as the spans of a content, trimmed of "that", leading connectives, and the punctuation around them."""
    trimmed = (_trimmed(run) for run in runs(t for t in tokens if t != cue))
    return tuple(chars(run[0], run[-1]) for run in trimmed if any(t.is_alpha or t.like_num for t in run))


def _trimmed(run: list[Token]) -> list[Token]:
    start, end = 0, len(run)
    while start < end and _is_outer(run[start]):
        start += 1
    while end > start and (run[end - 1].is_space or run[end - 1].lower_ in TRAILING):
        end -= 1
    return run[start:end]


def _is_outer(token: Token) -> bool:
    connects = token.dep_ in ("cc", "mark", "advmod", "preconj") or token.lower_ == "that"
    return token.is_space or (token.is_punct and not token.is_quote) or (connects and token.lower_ in LEADING)
