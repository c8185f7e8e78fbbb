"""Cues by the lexicon and the parse: what kind of statement a cue makes, and the attributions that the tagger has no eye for.

These are nouns ("amid calls to the army to withdraw", "accusations that ..."), quoters ("Interfax quoted him as saying", "the
paper, citing two officials, said") and acts of speech ("refused to comment", "threatened to leave"), which the corpora that it
learnt from hardly mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

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
)
from reportedly.records import StatementKind

ACTS = ("promise", "threaten", "agree", "reject", "claim", "put", "silence")  # groups of cues
ACTING_SCORE, NOMINAL_SCORE, QUOTED_SCORE = 0.5, 0.5, 0.8  # the share found right on gold
LONGEST_QUOTED = 30  # tokens between "quoted" and "as saying"
PEOPLE = ("people", "person", "guard", "survivor", "employee", "passenger", "parent", "lawyer", "expert", "analyst", "insider",
          "adviser", "advisor", "lawmaker", "relative", "friend", "neighbour", "neighbor", "worker", "researcher")  # fmt: skip
PAPERS = ("document", "memo", "report", "letter", "record", "statement", "study", "survey", "cable", "email", "figure", "datum",
          "transcript", "poll")  # fmt: skip
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
    form = _form(parse, contents[0])
    fitting = [g for g in possible if form in g.values["frames"]] or [g for g in possible if "clause" in g.values["frames"]]
    kind: StatementKind = (fitting or possible)[0].values["kind"] if possible else "say"
    return kind


def _form(parse: Parse, content: Chars) -> str:
    """The frame that a content stands in, by its first words: infinitive, gerund, or its first word."""
    span = parse.doc.char_span(*content, alignment_mode="expand")
    first, second = (span[0], span[1]) if span is not None and len(span) > 1 else (None, None)
    if first is None or second is None:
        return ""
    infinitive = first.tag_ == "TO" and second.pos_ in VERBAL
    return "infinitive" if infinitive else "gerund" if first.tag_ == "VBG" else first.lower_


def quoting(parse: Parse, tagged: Sequence[Attribution]) -> Iterator[Attribution]:
    """The attributions by those who quote or cite others, in order of their cues; what the parse has no content for, by the tagger."""
    contents = {a.head: a.contents for a in tagged}
    for token in parse.doc:
        if token.pos_ in VERBAL and token.lemma_.lower() in ("quote", "cite"):
            yield from _quoting(token, contents)


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
        return [t for t in verb.subtree if t.i >= thing.left_edge.i] if needed else list(thing.subtree)
    if frame == "infinitive":
        head = next((c for c in children(verb, "xcomp", "ccomp") if c.i > verb.i and is_infinitive(c)), None)
        return list(head.subtree) if head is not None else []
    head = next((o for p in children(verb, "prep") if p.lower_ == frame for o in children(p, "pobj")), None)
    return list(head.subtree) if head is not None else []


def _quoting(verb: Token, contents: Mapping[int | None, tuple[Chars, ...]]) -> Iterator[Attribution]:
    """ "X was quoted as saying ...", "Y quoted X as saying ..." and "Y, citing X, said ..."."""
    saying = _as_saying(verb)
    relay, source = (agent(verb), child(verb, "nsubjpass")) if is_passive(verb) else (subject(verb), child(verb, "dobj"))
    if source is None and saying is not None and saying.i > verb.i + 2:  # "quoted" that the parser took for a participle
        source = verb.doc[verb.i + 1 : saying.i - 1].root
    if source is None:
        return
    if saying is None:
        if _can_be_cited(source) and (content := contents.get(verb.head.i) or _cited_for(verb)):
            yield Attribution(chars(verb, verb), noun_phrase(source), content, "say", verb.i, score=QUOTED_SCORE)
        return
    content = parts(
        _clause(saying) or _clause(verb) or _clause(relay or verb) or _sentence_before(relay or source, saying), saying
    )
    content = content or tuple(span for span in contents.get(verb.i, ()) if not span[0] <= saying.idx < span[1])
    if not content:
        return
    auxiliary = child(verb, "auxpass")
    cue = chars(auxiliary or verb, saying) if is_passive(verb) else chars(saying.nbor(-1), saying)
    yield Attribution(cue, noun_phrase(source), content, "say", saying.i, score=QUOTED_SCORE)
    if relay is not None:
        outer = (*content, (min(noun_phrase(source)[0], cue[0]), cue[1]))
        yield Attribution(chars(verb, verb), noun_phrase(relay), tuple(sorted(outer)), "say", verb.i, score=QUOTED_SCORE)


def _as_saying(verb: Token) -> Token | None:
    """The "saying" of "quoted him as saying", by the parse or by the words themselves."""
    parsed = (s for p in children(verb, "prep") if p.lower_ == "as" for s in children(p, "pcomp") if s.tag_ == "VBG")
    near = verb.doc[verb.i + 1 : min(verb.i + LONGEST_QUOTED, verb.sent.end)]
    return next(parsed, None) or next((t for t in near if t.lower_ == "saying" and t.nbor(-1).lower_ == "as"), None)


def _cited_for(verb: Token) -> tuple[Chars, ...]:
    """What the one who cites somebody says: "the paper, citing X, said ...", "..., according to the paper, which cited X"."""
    said = verb.head
    if verb.dep_ in ("advcl", "conj", "acl"):
        return parts(_clause(said), said)
    if verb.dep_ != "relcl":
        return ()
    if said.dep_ == "nsubj":
        return parts(_clause(said.head), said.head)
    according = said.head.head
    if said.head.lower_ != "to" or according.lower_ != "according":
        return ()
    named = set(according.subtree)
    return parts([t for t in according.head.subtree if t not in named and t.i < according.i], according)


def _clause(verb: Token) -> list[Token]:
    clause = child(verb, "ccomp")
    return list(clause.subtree) if clause is not None else []


def _sentence_before(speaker: Token, saying: Token) -> list[Token]:
    """The sentence that a closing "the paper quoted a diplomat as saying" leaves over."""
    closing = all(t.is_punct or t.is_space for t in saying.doc[saying.i + 1 : saying.sent.end])
    return [t for t in saying.sent if t.i < speaker.left_edge.i] if closing else []


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
            if contents and noun.doc.text[slice(*contents[0])].split()[0] != "comment":
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
    named = child(noun, "poss") or next((o for p in givers for o in children(p, "pobj") if _can_speak(o)), None)
    issues = ("make", "issue", "voice", "express", "renew", "raise", "dismiss", "have")
    if named is None and noun.dep_ == "dobj" and noun.head.lemma_ in issues:
        named = subject(noun.head)
    return named


def _can_be_cited(token: Token) -> bool:
    """Whether it can be a source: people of any sort, or papers: "citing two guards", "citing a leaked memo"; no reasons."""
    return _can_speak(token) or token.lemma_.lower() in (*PEOPLE, *PAPERS)


def _can_speak(token: Token) -> bool:
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
