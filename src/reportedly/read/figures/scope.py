"""What a figure's count covers: one incident, what was added to it, or what has run on since some day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.counted import Counted
from reportedly.read.figures.measures import SUBJECTS, Harm, words
from reportedly.read.figures.setting import clause
from reportedly.read.layers import Count, Time
from reportedly.records import Scope

LONGEST_INCIDENT = 7  # days; what was counted over longer is no single incident
ADDED = ("another", "more", "further", "additional")
LASTING = ("missing", "detained", "abducted", "captured")  # "missing since Thursday" is of one event
UNITS = ("weeks", "months", "years", "decades")
LONGEST_PATH = 8  # words from a marker up to the verb that it goes with


def scope(
    c: Counted, harm: Harm, times: tuple[Time | None, Time | None], earlier: Sequence[Count], cues: frozenset[int]
) -> Scope:
    """An increment is added to what was counted before, a cumulative count runs on, the others count one incident.

    `times` are the figure's period and as-of day. "A bomb killed three and wounded nine more" adds nothing: nobody was wounded
    before.
    """
    period, until = times
    if is_added(c) and not _is_other_harm(harm, earlier):
        return "increment"
    if inherited := _inherited(c, harm, earlier):
        return inherited
    if until and not _is_of_event(harm, earlier):
        return "cumulative"
    if _days(period) > LONGEST_INCIDENT or runs_on(harm, period, cues):
        return "cumulative"
    if earlier and earlier[-1].scope == "cumulative" and _goes_on(harm.token, period):
        return "cumulative"
    if _is_rival(harm, period, earlier):
        return "cumulative"
    return "increment" if harm.measure != "other" and _is_before_total(harm.token) else "incident"


def _inherited(c: Counted, harm: Harm, earlier: Sequence[Count]) -> Scope | None:
    """The scope of the figure whose verb this one shares: "a further one soldier and 14 insurgents", "they speak of 80,000"."""
    said = (harm.token.idx, harm.token.idx + len(harm.token))
    shared = next((count for count in reversed(earlier) if count.measure_chars == said and count.measure == harm.measure), None)
    if shared is None or harm.token == c.noun:
        return None
    listed = c.head.dep_ == "conj" and shared.scope == "increment"
    return shared.scope if shared.scope == "cumulative" or listed else None


def _is_of_event(harm: Harm, earlier: Sequence[Count]) -> bool:
    """Whether a running count is of one event: of an attack, or of what the report has counted before."""
    events = groups("incidents")["event"].words
    named = any(t.tag_ == "NN" and t.lemma_.lower() in events for t in harm.token.sent)
    return named or any(count.scope == "incident" for count in earlier)


def is_added(c: Counted) -> bool:
    """Whether a number is added to one before: "two more", "another nine"."""
    around = [c.quantity, *c.quantity.children, *([c.noun, *c.noun.lefts] if c.noun is not None else [])]
    around += [c.quantity.head] if c.quantity.head.lower_ in ADDED else []  # "nine more bodies"
    return bool({t.lower_ for t in around if not c.number.start <= t.idx < c.number.end} & {*ADDED}) or (
        c.quantity.lower_ == "another"
    )


def _is_other_harm(harm: Harm, earlier: Sequence[Count]) -> bool:
    """Whether the report has counted before, but never this harm."""
    return any(count.measure != "other" for count in earlier) and not any(count.measure == harm.measure for count in earlier)


def runs_on(harm: Harm, period: Time | None, cues: frozenset[int]) -> bool:
    """Whether the words on a harm say that it goes on: "since", "this year", "in two weeks of protests"."""
    token = harm.token
    path = {t.i for t in (*clause(token, cues), *(_participles(token) if token.pos_ == "NOUN" else ()))}
    lasting = harm.measure in LASTING and period is not None and _days(period) <= LONGEST_INCIDENT
    marks = [t for t in _marks(token, period) if t != token and not (lasting and t.lower_ == "since")]
    return any(_governor(t, path).i in path for t in marks)


def _participles(noun: Token) -> Iterator[Token]:
    """The verbs that describe a toll: "killed" in "the number of people killed in 27 days of war"."""
    yield from (t for t in noun.subtree if t.dep_ in ("acl", "relcl"))


def _marks(token: Token, period: Time | None) -> Iterator[Token]:
    """The words of a harm's sentence that tell of a long time."""
    known = groups("incidents")
    dated = period is not None and _days(period) == 0 and token.sent.start_char <= period.start < token.sent.end_char
    for t in token.sent:
        campaign = not dated and t.dep_ in ("pobj", *SUBJECTS) and {t.lower_, t.lemma_.lower()} & {*known["campaign"].words}
        if campaign or t.lower_ in known["running"].words or _is_long(t):
            yield t
    yield from (b for a, b in pairwise(token.sent) if f"{a.lower_} {b.lower_}" in known["running_phrase"].words)


def _is_long(t: Token) -> bool:
    """Whether a word is the unit of a long stretch: "in six months", "over the past weeks"."""
    measured = any(c.dep_ in ("nummod", "amod") for c in t.lefts)
    return t.lower_ in UNITS and measured and t.dep_ == "pobj" and t.head.lower_ in ("in", "over", "during", "within")


def _governor(mark: Token, path: set[int]) -> Token:
    """The verb or toll that a marker goes with: "flared" for none of "pushed the toll to 974 since fighting flared"."""
    above = mark.head if mark.dep_ == "mark" else mark
    for _ in range(LONGEST_PATH):
        above = above.head
        if above.i in path or above.pos_ in ("VERB", "AUX") or above.head == above:
            break
    return above


def _goes_on(token: Token, period: Time | None) -> bool:
    """Whether a harm is told as one that has gone on till now: "Orvania has lost 64 soldiers", behind a cumulative count."""
    verb = token if token.pos_ == "VERB" else token.head
    has = any(c.dep_ == "aux" and c.lower_ in ("has", "have") for v in (verb, verb.head) for c in v.children)
    return has and period is None


def _is_rival(harm: Harm, period: Time | None, earlier: Sequence[Count]) -> bool:
    """Whether someone sets another number against a running count, in the present: "police acknowledge only five deaths"."""
    last = next((count for count in reversed(earlier) if count.measure == harm.measure), None)
    verb = harm.token.head if harm.token.pos_ == "NOUN" else None
    event = any(t.lemma_.lower() in groups("incidents")["event"].words for t in harm.token.sent)
    present = (
        verb is not None
        and verb.tag_ in ("VBZ", "VBP")
        and verb.lemma_ in ("acknowledge", "admit", "claim", "report", "put", "speak", "count")
    )
    return last is not None and last.scope == "cumulative" and present and period is None and not event


def _is_before_total(token: Token) -> bool:
    """Whether a clause beside the harm moves a toll: "a woman died in hospital, bringing the toll to 12"."""
    verbs = [token] if token.pos_ != "NOUN" else [token, token.head, *(c for c in token.head.rights if c.dep_ == "conj")]
    below = (c for v in verbs for c in v.children if c.i > token.i)  # "inflicted 40 casualties, taking its estimate to 336"
    movers = [c for c in below if c.dep_ in ("advcl", "xcomp", "conj") and c.tag_ == "VBG"]
    behind = token.dep_ == "advcl" and any(c.lower_ in ("after", "when") for c in token.children)
    movers += [token.head] if behind else []
    return any(m.lemma_.lower() in words("moving") and _moves_toll(m) for m in movers)


def _moves_toll(verb: Token) -> bool:
    sized = {*groups("measures")["sizes"].words, *words("toll")}
    return any(n.dep_ in ("dobj", *SUBJECTS) and n.lemma_.lower() in sized for n in verb.children)


def _days(time: Time | None) -> int:
    interval = time.interval if time is not None else None
    if interval is None or interval.start is None:
        return 0
    return (interval.until - interval.start).days if interval.until else LONGEST_INCIDENT + 1
