"""Attributions by the parse: each cue of the lexicon with its source and the content that stands in one of its frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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

LEADING = ("but", "and", "however", "meanwhile", "still", "yet", "so", "also", "then", "moreover", "nevertheless", "or", "that")
LONGEST_PARENTHESIS = 25  # tokens
TELLING = ("tell", "inform", "assure", "remind", "warn", "advise", "ask", "urge", "brief", "promise")
TRAILING = (",", ".", ";", ":", "-", "–", "—", "(", "[")
CLOSERS = (",", '"', "”", "’", "'", "?", "!")
SCORES = {"clause": 0.7, "infinitive": 0.6, "gerund": 0.6, "object": 0.5, "pronoun": 0.5, "according": 0.8, "quoted": 0.8}


def cues(parse: Parse) -> Iterator[Attribution]:
    """The attributions that the syntax shows, in order of their cues."""
    verbs, nouns = groups_of("cues"), groups_of("nouns_of_saying")
    for token in parse.doc:
        lemma = token.lemma_.lower()
        if token.pos_ in VERBAL and lemma in ("quote", "cite"):
            yield from _quoting(token)
        elif token.dep_ == "pcomp" and token.head.lower_ == "as" and token.head.head.lemma_ in ("quote", "cite"):
            continue
        elif token.tag_.startswith("VB") and lemma in verbs and token.dep_ not in ("amod", "compound", "aux"):
            yield from _verbal(token, verbs[lemma])
        elif token.tag_ in ("NN", "NNS") and lemma in nouns:
            yield from _nominal(token, nouns[lemma])
        elif token.lower_ == "according" and (to := next((c for c in token.children if c.lower_ == "to"), None)):
            yield from _according(token, to)


def _verbal(verb: Token, groups: Iterable[Group]) -> Iterator[Attribution]:
    passive = is_passive(verb)
    source = agent(verb) if passive else subject(verb)
    if source is None and not passive:
        source = _inverted(verb)
    if passive and source is None:
        return
    for group in groups:
        if group.values.get("negated", is_negated(verb)) != is_negated(verb):
            continue
        for frame in group.values["frames"]:
            tokens = _in_frame(verb, frame, group, source)
            contents = parts(tokens, verb)
            if contents:
                span = noun_phrase(source) if source is not None else None
                yield Attribution(chars(verb, verb), span, contents, group.values["kind"], verb.i, score=SCORES.get(frame, 0.5))
                return


def _inverted(verb: Token) -> Token | None:
    """The source behind the verb when the parser took it for an object: '"We left early," said the nurse.'"""
    following = next((c for c in verb.children if c.i > verb.i and c.dep_ in ("dobj", "attr", "oprd", "npadvmod")), None)
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)
    named = following is not None and (following.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or following.pos_ == "PROPN")
    return following if named or (following is not None and clause is not None) else None


def _in_frame(verb: Token, frame: str, group: Group, source: Token | None) -> list[Token]:
    """The tokens of the content that the verb governs in this frame, none where it has no such content."""
    if frame == "clause":
        return _clause(verb)
    if frame == "infinitive":
        head = next((c for c in children(verb, "xcomp", "ccomp", "advcl") if c.i > verb.i and is_infinitive(c)), None)
        if head is None and (named := child(verb, "dobj")) is not None:
            head = next((c for c in children(named, "acl", "relcl") if is_infinitive(c)), None)
        if head is None or (head.lemma_ in ("name", "identify", "quote") and is_passive(head)):  # "asked not to be named"
            return []
        return [*_infinitive(head), *(t for c in children(verb, "conj") if c.tag_ == "VB" and c.i > head.i for t in c.subtree)]
    if frame == "gerund":
        head = next((c for c in children(verb, "xcomp", "ccomp") if c.tag_ == "VBG" and c.i > verb.i), None)
        return list(head.subtree) if head is not None else []
    if frame in ("object", "pronoun"):
        return _object(verb, frame, group, source)
    head = next((c for c in children(verb, "prep") if c.lower_ == frame), None)
    if head is not None and any(c.lower_ in ("condition", "behalf") or c.ent_type_ == "DATE" for c in children(head, "pobj")):
        return []
    return [t for t in head.subtree if t != head] if head is not None else []


def _clause(verb: Token) -> list[Token]:
    if around := _around_parenthesis(verb):
        return around
    for clause in children(verb, "ccomp"):
        if not is_infinitive(clause) or child(clause, "nsubj") is None:
            own = set(verb.subtree) - set(clause.subtree)
            dated = _date_of_saying(verb, clause)
            return _from_sentence_start(verb, [t for t in clause.subtree if t not in dated], own)
    if behind_medium := _behind_medium(verb):
        return behind_medium
    if verb.dep_ in ("parataxis", "ccomp", "advcl") and child(verb, "nsubj") and verb.head.pos_ in VERBAL:
        inside = set(verb.subtree)
        outside_comma = verb.nbor(-1).lower_ in (",", '"', "”") or (
            verb.left_edge.i > 0 and verb.left_edge.nbor(-1).lower_ in (",", '"', "”")
        )
        if verb.dep_ == "parataxis" and outside_comma:
            return [t for t in verb.head.subtree if t not in inside]
    return []


def _behind_medium(verb: Token) -> list[Token]:
    """A clause that the parser gave to the medium as a relative one: "said in a letter that he forgave them"."""
    media = (o for p in children(verb, "prep") if p.lower_ in ("in", "on") for o in children(p, "pobj"))
    return next((list(c.subtree) for o in media for c in children(o, "relcl", "acl", "ccomp") if _opens_with_that(c)), [])


def _opens_with_that(clause: Token) -> bool:
    """Whether a clause is what is said ("that he forgave them"), however the parser labels its "that"."""
    return clause.left_edge.lower_ == "that" and child(clause, "nsubj", "nsubjpass", "expl") not in (None, clause.left_edge)


def _date_of_saying(verb: Token, clause: Token) -> set[Token]:
    """The date right behind the cue, which the parser gives to the clause: "said on Monday (that) it had rained"."""
    first = clause.left_edge
    top = first if first.head == clause else first.head
    dated = top.dep_ in ("prep", "npadvmod") and any(t.ent_type_ in ("DATE", "TIME") for t in top.subtree)
    return set(top.subtree) if dated and first.i == verb.i + 1 and top.i < clause.i else set()


def _around_parenthesis(verb: Token) -> list[Token]:
    """The sentence around a clause that closes or interrupts it: "Nine died, the minister said", "Peru, she told him, lied"."""
    source = subject(verb)
    complement = any(c.i > verb.i for c in children(verb, "ccomp", "xcomp"))
    thing = child(verb, "dobj") if verb.lemma_ not in TELLING else None  # "the two states have recalled their envoys"
    if source is None or source.head != verb or complement or thing is not None:
        return []
    first, last = min(source.left_edge.i, verb.i), max(source.i, verb.i)
    if first == verb.sent.start or verb.doc[first - 1].text not in CLOSERS:
        return []
    while last + 1 < verb.sent.end and verb.doc[last + 1].text not in (",", ".", "—", "–"):
        last += 1
        if verb.doc[last].pos_ == "VERB" or verb.doc[last].is_quote or last - first > LONGEST_PARENTHESIS:
            return []
    said_besides = {t for c in children(verb, "advcl") for t in c.subtree}  # ", adding that ..." has a cue of its own
    behind = [t for t in verb.doc[last + 1 : verb.sent.end] if t not in said_besides]
    quoted = verb.doc[first - 1].is_quote or verb.doc[max(0, first - 2)].is_quote
    if quoted and not any(t.is_quote for t in behind[:3]):  # "'...,' said Toral, speaking of the strike"
        return [t for t in verb.sent if t.i < first]
    return [*(t for t in verb.sent if t.i < first), *behind]


def _from_sentence_start(verb: Token, content: list[Token], own: set[Token]) -> list[Token]:
    """Content before the cue begins with the sentence: parsers hang "After the raid," on the cue that closes the sentence."""
    before = [t for t in content if t.i < verb.i]
    if not before or len(before) < len(content) / 2:
        return content
    source = subject(verb)
    if source is not None and source.i < before[0].i:
        return content
    missed = [t for t in own if t.i < before[0].i and t.sent.start == before[0].sent.start]
    return [*missed, *content]


def _infinitive(head: Token) -> list[Token]:
    """An infinitive's phrase from "to" on, without a finite verb that the parser joined to it: "urged her to go and ordered"."""
    joined = {t for c in children(head, "conj") if c.tag_ in ("VBD", "VBZ", "VBP") for t in c.subtree}
    return [t for t in head.subtree if t.i >= _to(head).i and t not in joined]


def _to(infinitive: Token) -> Token:
    return next((c for c in children(infinitive, "aux") if c.tag_ == "TO"), infinitive)


def _object(verb: Token, frame: str, group: Group, source: Token | None) -> list[Token]:
    """The object with what is said of it: "accused the army of firing", "called the plan a trap"."""
    named = child(verb, "dobj") or (child(verb, "nsubjpass") if frame == "object" and is_passive(verb) else None)
    needed = group.values.get("needs")
    if named is not None and named != source and (not needed or named.lemma_ in needed):
        kept = [
            named,
            *(c for c in children(verb, "prep", "oprd") if c.i > named.i and c.lower_ in ("of", "for", "as", "over", "at")),
        ]
        if needed:
            kept = [c for c in verb.rights if c.i >= named.left_edge.i]
        elif frame == "object" and group.values["kind"] != "accuse":
            kept = [named]
        return [t for head in kept for t in head.subtree]
    small = (
        next((c for c in children(verb, "ccomp", "oprd", "acomp", "xcomp") if c.i > verb.i), None) if frame == "pronoun" else None
    )
    return list(small.subtree) if small is not None else []


def _quoting(verb: Token) -> Iterator[Attribution]:
    """ "X was quoted as saying ...", "Y quoted X as saying ..." and "Y, citing X, said ..."."""
    saying = next(
        (
            s
            for p in children(verb, "prep")
            if p.lower_ == "as"
            for s in children(p, "pcomp")
            if s.tag_ == "VBG" and s.lemma_ in groups_of("cues")
        ),
        None,
    )
    relay, source = subject(verb), child(verb, "dobj")
    if is_passive(verb):
        relay, source = agent(verb), child(verb, "nsubjpass")
    if source is None:
        return
    if saying is None:
        if _can_speak(source):
            yield from _citing(verb, source)
        return
    content = parts(_clause(saying) or _clause(verb) or _sentence_before(relay if relay is not None else source, saying), saying)
    auxiliary = child(verb, "auxpass")
    cue = chars(auxiliary or verb, saying) if is_passive(verb) else chars(saying.head, saying)
    if content or auxiliary or verb.tag_ == "VBD":
        yield Attribution(cue, noun_phrase(source), content, "say", saying.i, score=SCORES["quoted"])
        if relay is not None:
            outer = (*content, (min(noun_phrase(source)[0], cue[0]), cue[1]))
            yield Attribution(chars(verb, verb), noun_phrase(relay), tuple(sorted(outer)), "say", verb.i, score=SCORES["quoted"])


def _sentence_before(speaker: Token, saying: Token) -> list[Token]:
    """The sentence that a closing "the paper quoted a diplomat as saying" leaves over."""
    closing = all(t.is_punct or t.is_space for t in saying.doc[saying.i + 1 : saying.sent.end])
    return [t for t in saying.sent if t.i < speaker.left_edge.i] if closing else []


def _citing(verb: Token, source: Token) -> Iterator[Attribution]:
    said = verb.head if verb.dep_ in ("advcl", "conj", "acl") else None
    if said is not None and (content := parts(_clause(said), said)):
        yield Attribution(chars(verb, verb), noun_phrase(source), content, "say", verb.i, score=SCORES["quoted"])


def _nominal(noun: Token, groups: Iterable[Group]) -> Iterator[Attribution]:
    if (
        noun.head.lemma_.lower() in groups_of("cues")
        and noun.dep_ == "dobj"
        and noun.head.lemma_ not in ("reject", "deny", "dismiss")
    ):
        return
    for group in groups:
        for frame in group.values["frames"]:
            contents = parts(_behind_noun(noun, frame), noun)
            if contents and noun.doc.text[slice(*contents[0])].split()[-1] != "comment":
                source = _owner(noun)
                if source is not None and any(start <= source.idx < end for start, end in contents):
                    contents = parts([t for t in _behind_noun(noun, frame) if t not in set(source.head.subtree)], noun)
                span = noun_phrase(source) if source is not None else None
                yield Attribution(chars(noun, noun), span, contents, group.values["kind"], noun.i, score=0.4)
                return


def _behind_noun(noun: Token, frame: str) -> list[Token]:
    if frame == "infinitive":
        called = [o for p in children(noun, "prep") if p.lower_ in ("to", "on", "for") for o in children(p, "pobj")]
        head = next((c for h in [noun, *called] for c in children(h, "acl", "relcl", "xcomp") if is_infinitive(c)), None)
        behind = max([noun, *called], key=lambda t: t.i).i + 1
        if head is None and behind < len(noun.doc) and noun.doc[behind].tag_ == "TO":  # "calls to Russia to stop", however parsed
            head = noun.doc[behind].head
        return _infinitive(head) if head is not None else []
    if frame == "clause" and noun.dep_ == "nsubj" and noun.head.lemma_ == "be":  # "Her answer was that ..."
        head = child(noun.head, "ccomp")
    elif frame == "clause":
        head = next((c for c in children(noun, "acl", "ccomp", "relcl") if _opens_with_that(c)), None)
    else:
        head = next((o for p in children(noun, "prep") if p.lower_ == frame for o in children(p, "pobj", "pcomp")), None)
    return list(head.subtree) if head is not None else []


def _owner(noun: Token) -> Token | None:
    """Whose claim it is: "the army's claim", "calls by aid groups", or the subject of "made", "issued", "voiced"."""
    givers = (t for t in noun.subtree if t.dep_ == "prep" and t.lower_ in ("by", "from") and t.i > noun.i)
    named = child(noun, "poss") or next((o for p in givers for o in children(p, "pobj") if _can_speak(o)), None)
    if (
        named is None
        and noun.dep_ == "dobj"
        and noun.head.lemma_ in ("make", "issue", "voice", "express", "renew", "raise", "dismiss", "have")
    ):
        named = subject(noun.head)
    return named


def _can_speak(token: Token) -> bool:
    return token.ent_type_ in ("ORG", "GPE", "PERSON", "NORP") or token.lemma_.lower() in groups_of("roles")


def _according(word: Token, to: Token) -> Iterator[Attribution]:
    source = child(to, "pobj")
    if source is None:
        return
    phrase = set(word.subtree)
    clause = word.head
    while clause.pos_ not in VERBAL and clause.head != clause:
        clause = clause.head
    closing = all(t in phrase or t.is_punct or t.is_space for t in word.doc[word.i : word.sent.end])
    tokens = word.sent if closing or word.i == word.sent.start else clause.subtree
    contents = parts([t for t in tokens if t not in phrase and t.sent == word.sent], word)
    for citing in (
        c for c in children(source, "relcl", "acl") if c.lemma_ in ("cite", "quote")
    ):  # "the paper, which cited two officials"
        if contents and (cited := child(citing, "dobj")) is not None:
            yield Attribution(chars(citing, citing), noun_phrase(cited), contents, "say", citing.i, score=SCORES["quoted"])
    if contents:
        yield Attribution(chars(word, to), noun_phrase(source), contents, "say", word.i, score=SCORES["according"])


def parts(tokens: list[Token], cue: Token) -> tuple[Chars, ...]:
    """Tokens as the spans of a content, trimmed; what hangs on "according to" is none."""
    trimmed = (_trimmed(run) for run in runs(t for t in tokens if t != cue) if run[0].lower_ != "according")
    return tuple(chars(run[0], run[-1]) for run in trimmed if any(t.is_alpha or t.like_num for t in run))


def _trimmed(run: list[Token]) -> list[Token]:
    """Without "that", leading connectives, and the punctuation around it."""
    start, end = 0, len(run)
    while start < end and _is_outer(run[start]):
        start += 1
    while end > start and (run[end - 1].is_space or run[end - 1].lower_ in TRAILING):
        end -= 1
    return run[start:end]


def _is_outer(token: Token) -> bool:
    connects = token.dep_ in ("cc", "mark", "advmod", "preconj") or token.lower_ == "that"
    return token.is_space or (token.is_punct and not token.is_quote) or (connects and token.lower_ in LEADING)
