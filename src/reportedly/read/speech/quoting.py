"""Who quotes whom, by the parse: "Interfax quoted him as saying ...", "the paper, citing two officials, said ..." """

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from reportedly.read.layers import Attribution, Chars, Parse
from reportedly.read.speech.contents import parts
from reportedly.read.speech.cues import by_word
from reportedly.read.speech.sources import can_be_cited
from reportedly.read.syntax import VERBAL, agent, chars, child, children, is_passive, noun_phrase, subject, subtree

LONGEST_QUOTED = 30  # tokens between "quoted" and "as saying"
QUOTED_SCORE = 0.8  # the share found right on gold


def quoting(parse: Parse, tagged: Sequence[Attribution]) -> Iterator[Attribution]:
    """The attributions by those who quote or cite others, in order of their cues; contents by the tagger where it has them."""
    contents = {a.head: a.contents for a in tagged}
    for token in parse.doc:
        if token.pos_ in VERBAL and token.lemma_.lower() in ("quote", "cite"):
            yield from _quoting(token, contents)


def _quoting(verb: Token, contents: Mapping[int | None, tuple[Chars, ...]]) -> Iterator[Attribution]:
    """ "X was quoted as saying ...", "Y quoted X as saying ..." and "Y, citing X, said ..."."""
    saying = _as_saying(verb)
    relay, source = (agent(verb), child(verb, "nsubjpass")) if is_passive(verb) else (subject(verb), child(verb, "dobj"))
    if source is None and saying is not None and saying.i > verb.i + 2:  # "quoted" that the parser took for a participle
        source = verb.doc[verb.i + 1 : saying.i - 1].root
    if source is None:
        return
    if saying is None:
        if can_be_cited(source) and (content := contents.get(verb.head.i) or _cited_for(verb)):
            yield by_word(verb, source, content, "say", QUOTED_SCORE)
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
        yield by_word(verb, relay, tuple(sorted(outer)), "say", QUOTED_SCORE)


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
    return parts([t for t in according.head.subtree if t not in named], according)


def _clause(verb: Token) -> list[Token]:
    return subtree(child(verb, "ccomp"))


def _sentence_before(speaker: Token, saying: Token) -> list[Token]:
    """The sentence that a closing "the paper quoted a diplomat as saying" leaves over."""
    closing = all(t.is_punct or t.is_space for t in saying.doc[saying.i + 1 : saying.sent.end])
    return [t for t in saying.sent if t.i < speaker.left_edge.i] if closing else []
