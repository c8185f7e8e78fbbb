"""The circumstance of one attribution, from the clause of its cue: kind, addressee, channel, hedge, date, negation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Token

from reportedly.knowledge.lexicon import group_of
from reportedly.read.layers import Attribution, Chars, Parse, Resolution, Time
from reportedly.read.syntax import VERBAL, children, is_infinitive, is_passive, noun_phrase
from reportedly.records import Channel

SURE_CHANNELS = ("phone", "tweet")  # wherever the words stand in the cue's clause
BROADCASTERS = ("television", "tv", "radio", "channel", "al-jazeera", "bbc", "cnn", "broadcasting")
CHANNELS: Mapping[str, Channel] = {
    "phone": "phone", "tweet": "tweet", "statement": "statement", "interview": "interview",
    "meeting": "meeting", "broadcast": "broadcast", "letter": "letter",
}  # fmt: skip


def cue_clause(parse: Parse, attribution: Attribution) -> list[Token]:
    """The tokens of the cue's own sentence that are not content: source, cue, and what is said of the saying."""
    if attribution.head is None:
        return []
    head = parse.doc[attribution.head]
    own = [t for t in head.sent if not any(start <= t.idx < end for start, end in attribution.contents)]
    relays = {t.i for word in own if word.lower_ == "according" and word.i != head.i for t in word.subtree}
    return [t for t in own if t.i not in relays]


def _chars(token: Token) -> Chars:
    return token.idx, token.idx + len(token)


def addressee(parse: Parse, attribution: Attribution, resolution: Resolution) -> tuple[int, Chars | None] | None:
    """Whom the words are for: "told X", "asked X to", "said to X", "a call to X", "in a telephone conversation with X"."""
    if attribution.head is None or attribution.kind in ("accuse", "deny", "reject", "agree", "believe"):
        return None
    head = parse.doc[attribution.head]
    for token in _addressed(parse, attribution, head):
        span = noun_phrase(token)
        mention = resolution.at(_chars(token)) or resolution.at(span)
        if mention is not None and mention.who is not None and (mention.start, mention.end) != attribution.source:
            return mention.who, (mention.start, mention.end)
    return None


def _addressed(parse: Parse, attribution: Attribution, head: Token) -> Iterable[Token]:
    inside = [(start, end) for start, end in attribution.contents]

    def free(token: Token) -> bool:
        return not any(start <= token.idx < end for start, end in inside)

    if head.pos_ in VERBAL and not is_passive(head):
        yield from (t for t in children(head, "dobj", "dative", "iobj") if free(t) and t.pos_ in ("NOUN", "PROPN", "PRON"))
        for clause in children(head, "ccomp", "xcomp"):
            if is_infinitive(clause):
                yield from (t for t in children(clause, "nsubj") if free(t))
    for prep in children(head, "prep", "dative"):
        if (prep.lower_ == "to" or (prep.lower_ in ("on", "upon") and head.lemma_ in ("call", "appeal"))) and free(prep):
            yield from (t for t in children(prep, "pobj") if free(t))
    for token in cue_clause(parse, attribution):
        if token.lower_ in ("conversation", "call", "talk", "letter", "message", "speech", "address"):
            for prep in children(token, "prep"):
                if prep.lower_ in ("with", "to"):
                    yield from children(prep, "pobj")


def channel(parse: Parse, attribution: Attribution, source: str, to_outlet: bool) -> tuple[Channel, Chars | None] | None:
    """The channel that the cue's clause names; a broadcaster broadcasts, and what is told to an outlet is an interview."""
    for token in cue_clause(parse, attribution):
        group = group_of("channels").get(medium(token))
        if (
            group is not None
            and (not token.ent_type_ or group.name == "tweet")
            and (group.name in SURE_CHANNELS or _tells_how(token, attribution))
        ):
            return CHANNELS[group.name], _chars(token)
    if any(word in source.lower().split() for word in BROADCASTERS):
        return "broadcast", attribution.source
    return ("interview", attribution.cue) if to_outlet else None


def medium(token: Token) -> str:
    """The word by which to look up a channel: a telephone call goes by "phone", and "on X" by "tweet"."""
    if token.text == "X" and token.dep_ == "pobj" and token.head.lower_ in ("on", "to"):
        return "tweet"
    return "phone" if _is_phone_call(token) else token.lower_


def _is_phone_call(token: Token) -> bool:
    """ "put a call through", "in a call with": not a call for something."""
    if token.lower_ not in ("call", "calls") or token.pos_ != "NOUN":
        return False
    behind = {p.lower_ for p in children(token, "prep", "prt")}
    return (
        bool(behind & {"with", "between"})
        or token.head.lemma_ in ("put", "hold", "place", "take")
        or token.head.lower_ in ("in", "during")
    )


def _tells_how(token: Token, attribution: Attribution) -> bool:
    """Whether the word belongs to this cue: the cue itself, its source ("the statement said"), or behind "in", "by", "on" ..."""
    if attribution.head is None:
        return False
    cue = token.doc[attribution.head]
    heads = (cue.i, cue.head.i) if cue.dep_ in ("advcl", "conj", "xcomp") else (cue.i,)
    if token.i in heads or (attribution.source and attribution.source[0] <= token.idx < attribution.source[1]):
        return True
    above = token
    for _ in range(4):
        if above.dep_ in ("prep", "npadvmod", "agent", "dobj") and above.head.i in heads:
            return True
        above = above.head
    return any(a.dep_ == "prep" and a.lower_ in ("in", "by", "on", "at", "via", "during") for a in token.ancestors)


def hedge(parse: Parse, attribution: Attribution) -> Chars | None:
    """The word of explicit doubt, in the cue's clause or on the content's main verb."""
    hedges = group_of("hedges")
    if attribution.head is not None and (doubter := _doubter(parse.doc[attribution.head])) is not None:
        return _chars(doubter)
    for token in cue_clause(parse, attribution):
        if token.lower_ in hedges and hedges[token.lower_].name == "adverbs" and attribution.head is not None:
            return _chars(token)
    for start, end in attribution.contents:
        span = parse.doc.char_span(start, end, alignment_mode="contract")
        if span is None or not len(span):
            continue
        root = span.root
        doubt = next((c for c in (*children(root, "aux", "advmod"), root) if c.lemma_.lower() in hedges and c in span), None)
        if doubt is not None and (
            hedges[doubt.lemma_.lower()].name != "verbs" or is_passive(doubt) or doubt.lemma_ in ("seem", "appear")
        ):
            return _chars(doubt)
    return None


def _doubter(cue: Token) -> Token | None:
    """The verb of "is said to have told", "was reported to have warned"."""
    above = cue.head
    known = above.lemma_ in ("say", "report", "believe", "understand", "think", "allege", "rumour", "rumor", "suspect")
    return above if cue.dep_ == "xcomp" and known and is_passive(above) else None


def said_on(parse: Parse, attribution: Attribution, times: Sequence[Time]) -> Time | None:
    """The time expression in the cue's clause that dates the saying: one that hangs on the cue rather than on another verb."""
    if attribution.head is None:
        return None
    head = parse.doc[attribution.head]
    clause = cue_clause(parse, attribution)
    if not clause:
        return None
    for time in times:
        if time.interval is None or time.end <= clause[0].idx or time.start > clause[-1].idx:
            continue
        token = next((t for t in clause if time.start <= t.idx < time.end), None)
        if token is None:
            continue
        beside = 0 <= token.i - head.i <= 2  # "said on Monday it had rained": the parser gives Monday to the rain
        if _is_elsewhere(token):
            continue
        verb = _governing(token)
        shared = head.dep_ in ("conj", "advcl", "xcomp", "pcomp") and verb == _governing(head)
        if beside or verb == head or shared or _is_occasion(verb, head) or _is_contact(verb, token):
            return time
    return None


def _is_elsewhere(token: Token) -> bool:
    """A day that is none of saying: "has counted 58 deaths since 2 March", "the report of 11 March quoted him as saying"."""
    above = token.head
    return above.dep_ == "prep" and (
        above.lower_ in ("since", "until", "till", "by")
        or above.head.pos_ in ("NOUN", "PROPN")
        and above.lower_ in ("of", "from")
    )


def _is_contact(verb: Token, token: Token) -> bool:
    """ "when we reached her by phone on Monday"."""
    asking = verb.lemma_ in ("reach", "contact", "interview", "meet", "ask", "visit", "call")
    return asking and any(c.lower_ == "when" and c.i < verb.i for c in verb.children)


def _is_occasion(verb: Token, cue: Token) -> bool:
    """ "Speaking in Geneva on Monday, she said", "he told her when they met on Monday"."""
    if verb.dep_ != "advcl" or verb.head != cue:
        return False
    opening = next((c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i), None)
    return opening in ("when", "as") or (opening is None and verb.tag_ == "VBG")


def _governing(token: Token) -> Token:
    """The nearest verb above a token."""
    while token.head != token:
        token = token.head
        if token.pos_ in VERBAL:
            return token
    return token
