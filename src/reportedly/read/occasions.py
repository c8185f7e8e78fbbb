"""Statements -> statements with what an occasion hands on: its day, channel and addressee, named once and kept till it ends.

One occasion is one source speaking at one event: a briefing, an interview, a speech. It goes on through the source's following
statements until one has a day, channel or listener of its own. A conversation is an occasion of two: what one told the other
belongs to the call that the report speaks of.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Span, Token

from reportedly.read.circumstance import MINDING, cue_clause, medium
from reportedly.read.layers import Attribution, Chars, Parse, Resolution, Time, Told
from reportedly.read.syntax import VERBAL, children, is_passive
from reportedly.records import Channel

PAUSE = 120  # characters between a paraphrase and its quotation
REACH = 700  # characters from a statement to the next of its occasion; a person's words are taken up again further on
PERSONS_REACH, OUTLETS_REACH = 1500, 1_000_000
MOST_TALKS = 20  # conversations told of before a statement that it may belong to
AHEAD = 450  # characters ahead to the sentence that tells of a conversation
TURN = 300  # characters between two speakers of one meeting
ANSWERING = ("ask", "answer", "reply", "counter", "object", "respond", "retort", "interject", "interrupt", "observe", "remind")
CONVERSING = (
    "speak",
    "talk",
    "hold",
    "have",
    "discuss",
    "phone",
    "telephone",
    "call",
    "put",
    "place",
    "converse",
    "confer",
    "get",
    "reach",
    "ring",
)
ADDRESSING = ("demand", "ask", "promise", "threaten", "agree")  # kinds whose addressee is whom the words concern, not who listens
SINGLE = ("tweet", "interview", "letter")  # channels of one listener, or of one text
PRESS = ("interview", "broadcast")  # channels of an outlet, which is the chain of all that is said through it
SHARING = ("one", "another", "some", "others", "second", "third", "other", "two")
PRONOUNS = ("he", "she", "him", "her", "they", "them")
PARTIES = ("person", "office", "state")


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation: who takes part (nobody known: "the two leaders"), through which channel, when, and how far it reaches."""

    parties: frozenset[int]
    channel: tuple[Channel, Chars | None]
    said_on: Time | None
    start: int


def carried(
    parse: Parse,
    times: Sequence[Time],
    attributions: Sequence[Attribution],
    told: Sequence[Told],
    resolution: Resolution,
    reported: Mapping[int, Time],
) -> tuple[Told, ...]:
    """The circumstances of statements, in their order, each with what its occasion or conversation gives it.

    `reported` are the days on which relays reported what others said, by who they are.
    """
    found = list(told)
    talks = sorted(_talks(parse, times, resolution), key=lambda t: t.start)
    latest: dict[int | str, int] = {}
    last: int | None = None
    for i in sorted(range(len(found)), key=lambda i: _place(attributions[i])):
        now, place = found[i], _place(attributions[i])
        before = latest.get(now.source) if now.source is not None else None
        if before is None and (shared := _shared(parse, attributions[i])) is not None:
            before = latest.get(shared)
        if (
            before is None
            and last is not None
            and _is_unveiled(parse, attributions[last], attributions[i], found[last], now, resolution)
        ):
            before = last
        split = bisect_right(talks, place, key=lambda t: t.start)
        near = talks[max(0, split - MOST_TALKS) : split]
        talk = next((t for t in reversed(near) if _is_part(parse, attributions[i], now, t, place, resolution)), None)
        talk = talk or next((t for t in talks[split : split + 1] if _is_told_of(attributions[i], now, t, resolution)), None)
        if talk is not None:
            now = _in_talk(now, talk)
        elif before is not None and _goes_on(parse, times, attributions, before, i, found, resolution):
            heard = _listener(attributions[before], found[before], resolution)
            now = _with(now, found[before], heard, quoted=_is_quoted(parse, attributions[i]))
        elif last is not None and _joins(parse, attributions, last, i, found):
            now = replace(now, channel=("meeting", None), said_on=found[last].said_on)
        if now.source in reported and not now.said_on and not now.chain and now.source is not None:
            now = replace(now, said_on=reported[now.source])
        found[i], last = now, i
        if now.source is None or not (now.said_on or now.channel or now.addressee):
            continue
        latest[now.source] = i
        if (noun := _noun(parse, attributions[i])) is not None:
            latest[noun.lemma_.lower()] = i
        if now.channel and now.channel[0] in ("phone", "meeting") and (partner := _partner(now, resolution)) is not None:
            insort(talks, Talk(frozenset((now.source, partner)), now.channel, now.said_on, place), key=lambda t: t.start)
    return tuple(_dated_leads(parse, attributions, _anticipated(parse, attributions, found)))


def _place(attribution: Attribution) -> int:
    return attribution.cue[0] if attribution.cue else attribution.start


def _goes_on(
    parse: Parse,
    times: Sequence[Time],
    attributions: Sequence[Attribution],
    before: int,
    now: int,
    told: Sequence[Told],
    resolution: Resolution,
) -> bool:
    """Whether a statement plainly goes on with the occasion of an earlier one by the same source."""
    old, new, first, then = attributions[before], attributions[now], told[before], told[now]
    if then.said_on or (then.channel and first.channel and then.channel[0] != first.channel[0]):
        return False
    single = first.channel is not None and first.channel[0] in SINGLE
    if single and (
        _speaks_to_another(then, first) or (first.channel and first.channel[0] != "interview" and _is_another(parse, new))
    ):
        return False
    if new.head is not None and parse.doc[new.head].lemma_ in MINDING:
        return False
    if first.chain and then.chain and [s.who for s in first.chain] != [s.who for s in then.chain]:
        return False
    if new.parent is not None and new.parent != old.parent:
        return False
    who = resolution.entities[first.source] if first.source is not None else None
    reach = OUTLETS_REACH if who and who.type == "outlet" else PERSONS_REACH if who and who.type == "person" else REACH
    if new.start - max(end for _, end in old.contents) > reach or new.head is None:
        return False
    return not _is_perfect(parse.doc[new.head]) and not _is_timed(parse, times, new)


def _joins(parse: Parse, attributions: Sequence[Attribution], before: int, now: int, told: Sequence[Told]) -> bool:
    """Whether somebody else takes the floor at the same hearing or meeting: "asked him whether", "the lawyer objected"."""
    old, new, first, then = attributions[before], attributions[now], told[before], told[now]
    if first.channel is None or first.channel[0] != "meeting" or then.channel or then.said_on or new.head is None:
        return False
    near = 0 <= new.start - max(end for _, end in old.contents) <= TURN and new.parent == old.parent
    answers = parse.doc[new.head].lemma_ in ANSWERING or (then.addressee is not None and then.addressee[0] == first.source)
    return near and answers and not _is_perfect(parse.doc[new.head])


def _is_unveiled(
    parse: Parse, lead: Attribution, following: Attribution, first: Told, then: Told, resolution: Resolution
) -> bool:
    """Whether the lead's unnamed speaker has a name now: "..., a judge said on Sunday. Ilka Morn, who sits in Varel, said"."""
    source = parse.doc.char_span(*lead.source, alignment_mode="expand") if lead.source else None
    if source is None or first.source is None or then.source is None or lead.parent is not None or following.parent is not None:
        return False
    types = (resolution.entities[first.source].type, resolution.entities[then.source].type)
    unnamed = source[0].lower_ in ("a", "an") and source.root.tag_ == "NN" and types == ("anonymous", "person")
    opening = next((p for p in parse.paragraphs if parse.text[slice(*p)].strip()), (0, 0))
    return unnamed and lead.start < opening[1] and parse.text.count("\n", *sorted((lead.start, following.start))) <= 2


def _is_another(parse: Parse, attribution: Attribution) -> bool:
    """ "She also said": a post or an interview is named once, and what was also said was said elsewhere."""
    return any(t.lower_ == "also" for t in cue_clause(parse, attribution))


def _speaks_to_another(now: Told, before: Told) -> bool:
    return now.addressee is not None and (before.addressee is None or now.addressee[0] != before.addressee[0])


def _is_perfect(cue: Token) -> bool:
    """ "has said", "had warned": on some other occasion."""
    return cue.pos_ in VERBAL and any(c.lemma_ == "have" for c in children(cue, "aux"))


def _is_timed(parse: Parse, times: Sequence[Time], attribution: Attribution) -> bool:
    """Whether the cue's clause has a time of its own, be it as vague as "earlier this year"."""
    clause = {t.i for t in cue_clause(parse, attribution)}
    if any(parse.doc[i].lower_ in ("earlier", "previously", "later", "before") for i in clause):
        return True
    spans = (parse.doc.char_span(t.start, t.end, alignment_mode="expand") for t in times if _near(parse, attribution, t))
    return any(span is not None and span.root.i in clause for span in spans)


def _near(parse: Parse, attribution: Attribution, time: Time) -> bool:
    sentence = parse.doc[attribution.head or 0].sent
    return sentence.start_char <= time.start < sentence.end_char


def _is_quoted(parse: Parse, attribution: Attribution) -> bool:
    """ "was quoted as saying": who heard it is left open."""
    return attribution.cue is not None and parse.text[slice(*attribution.cue)].endswith(" saying")


def _with(now: Told, before: Told, heard: tuple[int, None] | None, quoted: bool) -> Told:
    """A statement with the day of the one before it, and with its channel and listeners if no other relay brings it."""
    said_on = now.said_on or before.said_on
    if before.chain and not now.chain and not quoted and before.channel and before.channel[0] in PRESS:
        now = replace(now, chain=before.chain)
    same = [s.who for s in now.chain] == [s.who for s in before.chain]
    told_to = before.addressee is not None and any(s.who == before.addressee[0] for s in now.chain)
    if not same or (quoted and not told_to):  # "told Radio Lumen by phone ... Radio Lumen quoted him as saying"
        return replace(now, said_on=said_on)
    other = _speaks_to_another(now, before)
    channel = now.channel or (before.channel and (before.channel[0], None))
    return replace(now, said_on=said_on, channel=channel, addressee=now.addressee or (heard if not other else None))


def _listener(attribution: Attribution, told: Told, resolution: Resolution) -> tuple[int, None] | None:
    """Who hears everything that is said on this occasion: an outlet, a crowd that is told, whoever is on the phone."""
    if told.addressee is None:
        return None
    neutral = (attribution.kind or "say") == "say"  # "told the crowd he would stay" promises, and the crowd listens on
    kept = neutral or told.kind not in ADDRESSING or (told.channel is not None and told.channel[0] == "phone")
    return (told.addressee[0], None) if kept or resolution.entities[told.addressee[0]].type == "outlet" else None


def _noun(parse: Parse, attribution: Attribution) -> Token | None:
    span = parse.doc.char_span(*attribution.source, alignment_mode="expand") if attribution.source else None
    return span.root if span is not None and len(span) and span.root.tag_ in ("NNS", "NN") else None


def _shared(parse: Parse, attribution: Attribution) -> str | None:
    """The noun by which a source belongs to an earlier one: "another hostage", "one of the hostages"."""
    span = parse.doc.char_span(*attribution.source, alignment_mode="expand") if attribution.source else None
    if span is None or len(span) < 2 or span[0].lower_ not in SHARING:
        return None
    return next((t.lemma_.lower() for t in reversed(list(span)) if t.tag_ in ("NN", "NNS")), None)


def _partner(told: Told, resolution: Resolution) -> int | None:
    """The other party of a conversation, if it is one between two people."""
    who = told.addressee[0] if told.addressee else None
    return who if who is not None and resolution.entities[who].type in PARTIES else None


def _talks(parse: Parse, times: Sequence[Time], resolution: Resolution) -> Iterator[Talk]:
    """The conversations that sentences tell of: "The two presidents spoke by telephone on Monday"."""
    for sentence in parse.doc.sents:
        word = next((t for t in sentence if _is_conversation(t)), None)
        if word is None:
            continue
        inside = (m for m in resolution.mentions if sentence.start_char <= m.start < sentence.end_char and m.who is not None)
        people = frozenset(m.who for m in inside if m.who is not None and resolution.entities[m.who].type == "person")
        yield Talk(people, ("phone", (word.idx, word.idx + len(word))), _day_in(sentence, times), sentence.end_char)


def _is_conversation(token: Token) -> bool:
    """ "spoke by telephone", "a telephone conversation with", "put a call through to"; not "said by telephone"."""
    if medium(token) not in ("phone", "telephone", "phoned", "telephoned"):
        return False
    above = token
    for _ in range(4):
        if above.pos_ in VERBAL:
            return above.lemma_ in CONVERSING and not _is_reached(above)
        above = above.head
    return above.lemma_ in CONVERSING


def _is_reached(verb: Token) -> bool:
    """ "A volunteer reached by telephone", by whoever writes the report."""
    return verb.lemma_ == "reach" and verb.tag_ == "VBN"


def _day_in(sentence: Span, times: Sequence[Time]) -> Time | None:
    inside = (t for t in times if sentence.start_char <= t.start < sentence.end_char and t.interval and t.interval.day)
    return next(inside, None)


def _is_part(parse: Parse, attribution: Attribution, now: Told, talk: Talk, place: int, resolution: Resolution) -> bool:
    """Whether one party of a conversation told the other this."""
    if not 0 <= place - talk.start <= PERSONS_REACH or now.said_on or now.channel or now.source is None:
        return False
    if attribution.head is None or is_passive(parse.doc[attribution.head]):
        return False
    partner = _partner(now, resolution)
    if partner is None:
        answers = _answers(parse, attribution) or _looks_back(parse, attribution, talk)
        return now.addressee is None and now.source in talk.parties and answers
    if len(talk.parties) > 1:
        return {now.source, partner} <= talk.parties
    return True  # "The two presidents spoke by telephone": the first to be named are they


def _is_told_of(attribution: Attribution, now: Told, talk: Talk, resolution: Resolution) -> bool:
    """Whether the next sentence says how: "He urged Orlan to wait. He made the request in a phone call, his office said"."""
    if now.channel or now.source is None or talk.start - _place(attribution) > AHEAD:
        return False
    return now.source in talk.parties and _partner(now, resolution) is not None


def _answers(parse: Parse, attribution: Attribution) -> bool:
    """ "In return", "in turn", "for his part", "said in reply"."""
    clause = cue_clause(parse, attribution)
    return any(
        t.lower_ in ("return", "turn", "part", "reply", "response") and t.dep_ == "pobj" and t.head.lower_ in ("in", "for")
        for t in clause
    )


def _looks_back(parse: Parse, attribution: Attribution, talk: Talk) -> bool:
    """ "The two spoke by telephone. She asked him to wait": the next sentence, with a pronoun for a party."""
    clause = cue_clause(parse, attribution)
    following = bool(clause) and 0 <= clause[0].sent.start_char - talk.start <= 2
    return following and any(t.tag_ == "PRP" and t.lower_ in PRONOUNS for t in clause)


def _in_talk(now: Told, talk: Talk) -> Told:
    others = talk.parties - {now.source}
    addressee = now.addressee or ((next(iter(others)), None) if len(talk.parties) == 2 and len(others) == 1 else None)
    return replace(now, channel=(talk.channel[0], None), said_on=talk.said_on, addressee=addressee)


def _anticipated(parse: Parse, attributions: Sequence[Attribution], told: list[Told]) -> list[Told]:
    """A paraphrase before its quotation: "Bell said the mine was safe. 'We checked it twice,' he told a news conference"."""
    order = sorted(range(len(told)), key=lambda i: _place(attributions[i]))
    for i, j in reversed(list(pairwise(order))):
        now, following, a, b = told[i], told[j], attributions[i], attributions[j]
        if now.said_on or now.channel or now.addressee or now.chain or following.chain or now.source != following.source:
            continue
        if now.source is None or a.head is None or parse.doc[a.head].lemma_ in MINDING or _is_perfect(parse.doc[a.head]):
            continue
        gap = parse.text[max(end for _, end in a.contents) : b.start]
        public = following.channel is not None and following.channel[0] == "meeting"
        if public and following.type == "direct" and a.parent == b.parent and len(gap) <= PAUSE and gap.count("\n") <= 2:
            told[i] = _with(now, following, (following.addressee[0], None) if following.addressee else None, quoted=False)
    return told


def _dated_leads(parse: Parse, attributions: Sequence[Attribution], told: list[Told]) -> list[Told]:
    """The first paragraph sums up what the second dates: a lead without circumstance has the day of its source's next words."""
    paragraphs = [p for p in parse.paragraphs if parse.text[slice(*p)].strip()][:2]
    if len(paragraphs) < 2:
        return told
    for i, now in enumerate(told):
        if _place(attributions[i]) >= paragraphs[0][1] or now.said_on or now.channel or now.addressee or now.chain:
            continue
        following = (
            j
            for j in range(len(told))
            if paragraphs[1][0] <= _place(attributions[j]) < paragraphs[1][1] and told[j].source == now.source
        )
        dated = next((told[j] for j in following), None)
        if now.source is not None and dated is not None and dated.said_on and not dated.chain:
            told[i] = replace(now, said_on=dated.said_on)
    return told
