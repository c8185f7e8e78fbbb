"""The circumstance of one attribution, from the clause of its cue: kind, addressee, channel, hedge, date, negation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Span, Token

from reportedly.knowledge.bodies import is_listed
from reportedly.knowledge.lexicon import group_of, groups, groups_of
from reportedly.read.layers import Attribution, Chars, Parse, Resolution, Time, Who
from reportedly.read.listeners import listening
from reportedly.read.quotations import touching
from reportedly.read.syntax import VERBAL, child, children, is_negated, is_passive, noun_phrase
from reportedly.records import Channel, StatementKind

NOBODY = ("no", "none", "nobody", "neither", "nor", "no-one")
RELATIVE = ("earlier", "later", "before", "after", "ago")  # ends of times that are counted from another
SURE_CHANNELS = ("phone", "tweet")  # wherever the words stand in the cue's clause
MINDING = (
    "plan",
    "want",
    "intend",
    "hope",
    "expect",
    "wish",
    "realize",
    "realise",
    "know",
    "believe",
    "think",
    "fear",
    "suspect",
    "feel",
)
ISSUING = ("date", "issue", "release", "publish", "post", "send", "sign")
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
    around = (
        head.sent if head.pos_ in VERBAL or head.dep_ == "ROOT" else list(head.subtree)
    )  # "said that calls for calm had failed"
    own = [t for t in around if not any(start <= t.idx < end for start, end in attribution.contents)]
    relays = {t.i for word in own if word.lower_ == "according" and word.i != head.i for t in word.subtree}
    return [t for t in own if t.i not in relays]


def _chars(token: Token) -> Chars:
    return token.idx, token.idx + len(token)


def addressee(parse: Parse, attribution: Attribution, resolution: Resolution) -> tuple[int, Chars | None] | None:
    """Whom the words are for, if it is known who that is."""
    for token in listening(parse, attribution):
        mention = resolution.at(noun_phrase(token))
        if mention is None or not mention.start <= token.idx < mention.end:
            mention = resolution.at(_chars(token))
        covered = mention is not None and mention.start <= token.idx < mention.end
        if mention is not None and covered and mention.who is not None and (mention.start, mention.end) != attribution.source:
            return mention.who, (mention.start, mention.end)
    return None


def channel(
    parse: Parse, attribution: Attribution, source: str, heard: Chars | None = None, to_outlet: bool = False
) -> tuple[Channel, Chars | None] | None:
    """The channel that the cue's clause names; a broadcaster broadcasts, and what is told to an outlet is an interview.

    `source` is the speaker's name, `heard` the words that name the outlet, if `to_outlet`.
    """
    audiences = groups("channels")["meeting"].values["audiences"]
    for token in cue_clause(parse, attribution):
        if _names_somebody(token, attribution, heard) or _is_asked(token):
            continue
        if token.lower_ in audiences and _is_audience(token, attribution):
            return "meeting", _chars(token)
        group = group_of("channels").get(medium(token))
        if (
            group is not None
            and (token.ent_type_ in ("", "DATE") or group.name == "tweet")
            and (group.name in SURE_CHANNELS or _tells_how(token, attribution))
        ):
            return CHANNELS[group.name], _chars(token)
    if any(word in source.lower().split() for word in BROADCASTERS):
        return "broadcast", attribution.source
    return ("interview", attribution.cue) if to_outlet or _tells_us(parse, attribution) else None


def _is_asked(token: Token) -> bool:
    """Whether a word stands in a question: "Asked why so few had come to the rally, he said"."""
    return any(a.dep_ == "ccomp" and a.head.lemma_ == "ask" and a.head.dep_ == "advcl" for a in (token, *token.ancestors))


def _names_somebody(token: Token, attribution: Attribution, heard: Chars | None) -> bool:
    """Whether a word is part of a name or role: "a conference spokesman", "told the Tolo television channel"."""
    source = attribution.source
    role = (
        source is not None
        and source[0] <= token.idx < source[1]
        and token.dep_ in ("compound", "nmod")
        and _is_person(token.head)
    )
    return role or (heard is not None and heard[0] <= token.idx < heard[1])


def _is_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" or token.lemma_.lower() in groups_of("roles")


def _tells_us(parse: Parse, attribution: Attribution) -> bool:
    """ "told us", outside quotations: the report's own reporter."""
    head = parse.doc[attribution.head] if attribution.head is not None else None
    if head is None or head.lemma_ not in ("tell", "say", "text", "explain"):
        return False
    us = (t for t in children(head, "dobj", "dative") if t.lower_ in ("us", "me"))
    return any(next(iter(touching(parse.quotations, t.idx, t.idx + 1)), None) is None for t in us)


def is_outlet(parse: Parse, addressee: Chars | None, listener: Who) -> bool:
    """Whether what is told to somebody is told to the press: an outlet, or a body that goes by a bare name ("told Matin 24")."""
    if listener.type == "outlet" or addressee is None:
        return listener.type == "outlet"
    span = parse.doc.char_span(*addressee, alignment_mode="expand")
    bare = (
        span is not None and span[0].i > 0 and span[0].nbor(-1).lemma_ == "tell" and all(t.pos_ in ("PROPN", "NUM") for t in span)
    )
    if span is None or not bare or listener.type != "organisation" or is_listed(listener.name):
        return False
    aside = child(span.root, "appos")  # "told MINUSMA, the peacekeeping mission"
    return all(t.lower_ not in group_of("channels") for t in span) and (aside is None or is_press(aside))


def is_press(noun: Token) -> bool:
    """Whether a noun is one for those who publish: "newspapers", "the state media", "a Tripoli daily"."""
    return noun.lemma_.lower() in groups("relays")["press"].words


def _is_audience(token: Token, attribution: Attribution) -> bool:
    """ "told the court", "testified before the inquiry", "said in court"."""
    if attribution.source and attribution.source[0] <= token.idx < attribution.source[1]:
        return False
    direct = (
        token.dep_ in ("dobj", "dative")
        and token.head.i == attribution.head
        and token.head.lemma_ in ("tell", "inform", "address")
    )
    return direct or (
        token.dep_ == "pobj" and token.head.lower_ in ("before", "in", "at") and token.head.head.i == attribution.head
    )


def medium(token: Token) -> str:
    """The word by which to look up a channel: a telephone call goes by "phone", and "on X" by "tweet"."""
    if token.text == "X" and token.dep_ == "pobj" and token.head.lower_ in ("on", "to"):
        return "tweet"
    if token.lower_ == "social":  # "on social media", not "the directorate for social development"
        return "tweet" if token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "media" else ""
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
    """The word of explicit doubt: in the cue's clause, an adverb anywhere in the content, or on the content's main verb."""
    hedges = group_of("hedges")
    head = parse.doc[attribution.head] if attribution.head is not None else None
    if head is not None and (doubter := _doubter(head)) is not None:
        return _chars(doubter)
    if head is not None and (group := hedges.get(head.lemma_.lower())) is not None and group.name == "cues":
        return _chars(head)
    for token in cue_clause(parse, attribution):
        if token.lower_ in hedges and hedges[token.lower_].name == "adverbs" and head is not None:
            return _chars(token)
    for start, end in attribution.contents:
        span = parse.doc.char_span(start, end, alignment_mode="contract")
        doubt = next((t for t in span if _doubts(t, span)), None) if span is not None and len(span) else None
        if doubt is not None:
            return _chars(doubt)
    return None


def _doubts(token: Token, span: Span) -> bool:
    """Whether a word of a content doubts it: "allegedly" wherever it stands, a modal or verb only as its main clause's."""
    group = group_of("hedges").get(token.lemma_.lower()) or group_of("hedges").get(token.lower_)
    if group is None or group.name == "cues":
        return False
    if group.name == "adverbs":
        return True
    main = span.root in (token, token.head)
    if group.name == "verbs":
        return main and token.pos_ in VERBAL and (is_passive(token) or token.lemma_ in ("seem", "appear"))
    if group.name == "prospects":
        return main and token.dep_ == "aux" and not is_negated(token.head) and _is_prospect(token.head)
    return main and token.dep_ in ("aux", "acomp")


def _is_prospect(verb: Token) -> bool:
    """ "The toll could rise"; not what somebody was able to do: "she could hear them"."""
    doer = next(children(verb, "nsubj", "nsubjpass", "expl"), None)
    return doer is not None and doer.lower_ not in ("he", "she", "i", "we", "they", "you", "nobody") and verb.tag_ == "VB"


def _doubter(cue: Token) -> Token | None:
    """The verb of "is said to have told", "was reported to have warned"."""
    above = cue.head
    known = above.lemma_ in ("say", "report", "believe", "understand", "think", "allege", "rumour", "rumor", "suspect")
    return above if cue.dep_ == "xcomp" and known and is_passive(above) else None


def negated(parse: Parse, attribution: Attribution, kind: StatementKind) -> bool:
    """Whether the text says that nobody said it: "did not say", "neither side claimed"; a refusal has its own kind."""
    if attribution.head is None or kind == "reject":
        return False
    head = parse.doc[attribution.head]
    if is_negated(head):
        return True
    doers = list(children(head, "nsubj"))
    none = any(t.lower_ in NOBODY or any(c.lower_ in NOBODY for c in t.lefts) for t in doers)
    return none or (head.pos_ in VERBAL and any(t.lower_ == "nothing" for t in children(head, "dobj")))


def said_on(parse: Parse, attribution: Attribution, times: Sequence[Time]) -> Time | None:
    """The time expression in the cue's clause that dates the saying: one that hangs on the cue rather than on another verb."""
    head = parse.doc[attribution.head] if attribution.head is not None else None
    clause = cue_clause(parse, attribution)
    if not clause or head is None or head.lemma_ in MINDING:  # "had planned on Friday to start": the day of the plan
        return None
    near = (t for t in times if t.interval is not None and clause[0].idx < t.end and t.start <= clause[-1].idx)
    found = [time for time in near if _dates(time, clause, head)]
    plain = (t for t in found if t.interval and t.interval.day and not parse.text[t.start : t.end].endswith(RELATIVE))
    return next(plain, None) or next(iter(found), None)  # "Four days earlier, on Saturday, she called for a truce"


def _dates(time: Time, clause: Sequence[Token], cue: Token) -> bool:
    token = next((t for t in clause if time.start <= t.idx < time.end and not time.start <= t.head.idx < time.end), None)
    if token is None or _is_elsewhere(token):
        return False
    if 0 <= token.i - cue.i <= 2:  # "said on Monday it had rained": the parser gives Monday to the rain
        return True
    verb = _governing(token)
    shared = cue.dep_ in ("conj", "advcl", "xcomp", "pcomp", "dobj") and verb == _governing(cue)
    when = cue.dep_ in ("relcl", "advcl") and any(c.lower_ == "when" for c in cue.children) and verb == _governing(cue)
    return verb == cue or shared or when or _is_occasion(verb, cue) or _is_contact(verb) or _is_issue(verb)


def _is_elsewhere(token: Token) -> bool:
    """A day that is none of saying: "has counted 58 deaths since 2 March", "the report of 11 March quoted him as saying"."""
    above = token.head
    if above.lower_ in ("since", "until", "till"):
        return True
    return above.dep_ == "prep" and above.lower_ in ("of", "from") and above.head.pos_ in ("NOUN", "PROPN")


def _is_issue(verb: Token) -> bool:
    """ "a communique dated 8 November", "in a statement issued on Monday"."""
    return verb.tag_ == "VBN" and verb.lemma_ in ISSUING and verb.head.lower_ in group_of("channels") and verb.i > verb.head.i


def _is_contact(verb: Token) -> bool:
    """ "when we reached her by phone on Monday"."""
    asking = verb.lemma_ in ("reach", "contact", "interview", "meet", "ask", "visit", "call")
    return asking and any(c.lower_ == "when" and c.i < verb.i for c in verb.children)


def _is_occasion(verb: Token, cue: Token) -> bool:
    """ "Speaking in Geneva on Monday, she said", "he told her when they met on Monday"."""
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.lemma_ in ("speak", "talk", "address"):
        return verb.head.head == cue and verb.head.dep_ == "nsubj"
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
