"""Which figures are of one attack, accident or other event, and what one of them says for all: the day and the place.

A figure goes on with the incident before unless its own sentence says otherwise: another day, another place, "in a separate
attack". It goes back to an earlier incident whose place it names.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians

from spacy.tokens import Span, Token

from reportedly.knowledge.gazetteer import countries
from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.counted import Counted
from reportedly.read.figures.setting import Setting
from reportedly.read.figures.where import around, before, happened, placed
from reportedly.read.layers import Chars, Count, Time
from reportedly.records import Place

OPEN = 8  # incidents that a figure may go back to
NEAR = 60.0  # kilometres; a town and a village of its outskirts are one place
DEGREE = 111.2  # kilometres
LATER = ("killed", "injured", "casualties", "missing")  # what a report goes on to count of an incident days later
Located = tuple[Place, Chars]
Opening = tuple[Time | None, Located | None]
APART = ("displaced", "detained")
NOTHING: Opening = (None, None)


@dataclass(frozen=True, slots=True)
class _Incident:
    """The figures of an incident, by position, the sentence of the last, and the day and the place that they state."""

    figures: tuple[int, ...]
    sentence: int
    period: Time | None
    place: Located | None
    names: frozenset[str]


def tied(counts: Sequence[Count], counted: Sequence[Counted], scene: Setting) -> list[Count]:
    """The figures, each with its incident, and with the day and place that the report gives for it.

    Another figure of the incident may state them, or a sentence before it: "A bomb went off in Beni on Monday. Three people were
    killed.", or one behind the first: "... The ferry went down off Beni late on Friday."
    """
    incidents: list[_Incident] = []
    told = [_told(counts, counted, i, scene) for i in range(len(counts))]
    leaning = [replace(c, period=c.period or when, place=c.place or where) for c, (when, where) in zip(counts, told, strict=True)]
    beside = [[counts[j] for j in near] for near in by_sentence(counted)]
    for i, (count, c) in enumerate(zip(leaning, counted, strict=True)):
        if count.scope == "cumulative" or _is_of_total(count, c, beside[i]):
            continue
        since = _behind(counted, i) if told[i] != NOTHING else c.quantity.sent.start
        first = not i or counted[i - 1].quantity.sent != c.quantity.sent  # "in a separate attack two died and four were hurt"
        since = since if first else counted[i - 1].quantity.i + 1
        another = _is_another(c, since) or (first and _is_of_its_own(count, c))
        before = None if another else _same(count, c, incidents[-OPEN:])
        opening = NOTHING if incidents or another else _opening(scene, c)
        if before is not None:
            incidents.remove(before)
        incidents.append(_with(before, i, count, c, opening))
    found = list(counts)
    if len(incidents) == 1 and incidents[0].place is None:
        earliest, last = (counted[incidents[0].figures[i]].quantity.sent for i in (0, -1))
        where = around(scene, earliest.start, last.end + 1)[1]
        incidents = [replace(incidents[0], place=placed(where, counted[0].quantity.doc))]
    starts = [c.quantity.sent.start for c in counted]
    incidents = [_told_later(known, starts, counted, scene) if known.place is None else known for known in incidents]
    finer = {known.figures[0]: _finer(known, starts, counted, scene) for known in incidents}
    for incident in incidents:
        place = incident.place
        for i in incident.figures:
            place = told[i][1] or place
            harmed = any(other.measure in LATER for other in beside[i])
            filled = _filled(counts[i], replace(incident, place=place), beside=harmed)
            exact = finer[incident.figures[0]] if filled.place == incident.place else None
            found[i] = replace(filled, place=exact or filled.place)
    return found


def by_sentence(counted: Sequence[Counted]) -> list[range]:
    """For each figure, the positions of those in its sentence, itself among them."""
    starts = [c.quantity.sent.start for c in counted]
    return [range(bisect_left(starts, start), bisect_right(starts, start)) for start in starts]


def _told_later(known: _Incident, starts: Sequence[int], counted: Sequence[Counted], scene: Setting) -> _Incident:
    """The incident with the place that the sentences between its first figure and the next one of another tell."""
    first = known.figures[0]
    own = {*known.figures}
    others = (starts[i] for i in range(first + 1, len(starts)) if i not in own)
    end = next(others, counted[known.figures[-1]].quantity.sent.end + 1)
    doc = counted[first].quantity.doc
    return replace(known, place=placed(happened(scene, counted[first].quantity.sent.start, end, first=True)[1], doc))


def _is_of_total(count: Count, c: Counted, beside: Sequence[Count]) -> bool:
    """Whether what was added to a running total is of no one event: "13 more deaths, which pushed the toll to 842 since June"."""
    running = any(other.scope == "cumulative" and other.measure == count.measure for other in beside)
    events = groups("incidents")["event"].words
    return count.scope == "increment" and running and not any(t.lemma_.lower() in events for t in c.quantity.sent)


def _is_of_its_own(count: Count, c: Counted) -> bool:
    """Whether a figure is of a pursuit, a raid or the like that the report has not told before: "lost one man in a pursuit"."""
    doc, known = c.quantity.doc, groups("incidents")
    said = doc.char_span(*count.measure_chars) if count.measure_chars is not None else None
    if said is None or count.place is not None or count.period is not None:
        return False
    causes = (g for p in said.root.children if p.lower_ in ("in", "during") for g in p.children if g.dep_ == "pobj")
    for noun in causes:
        definite = any(d.lower_ in ("the", "this", "that", "these", "those") or d.dep_ == "poss" for d in noun.lefts)
        if noun.lemma_.lower() in known["action"].words and not definite:
            return not any(t.lemma_.lower() in known["action"].words for t in doc[: said.root.sent.start])
    return False


def _finer(known: _Incident, starts: Sequence[int], counted: Sequence[Counted], scene: Setting) -> Located | None:
    """The town that the sentences up to the next figure give for an incident "in northern Iraq": "the attack in Daquq"."""
    first = counted[known.figures[0]].quantity
    if known.place is None or not _is_within_state(known.place[0]):
        return None
    later = bisect_right(starts, first.sent.start)
    end = starts[later] if later < len(starts) else first.sent.end + 1
    told = placed(happened(scene, first.sent.end, end, first=True)[1], first.doc)
    if told is None or told[0].country != known.place[0].country or _is_within_state(told[0]):
        return None
    return told


def _is_within_state(place: Place) -> bool:
    """Whether a place is a state or a quarter of one: "Iraq", "northern Iraq"."""
    words = place.name.split()
    return any(countries().by_name(" ".join(words[i:])) is not None for i in range(min(2, len(words))))


def _opening(scene: Setting, first: Counted) -> Opening:
    """What the two sentences before the first figure tell."""
    doc = first.quantity.doc
    starts = [t.i for t in doc[: first.quantity.sent.start] if t.is_sent_start]
    when, where = before(scene, starts[-2:])
    return when, placed(where, doc)


def _behind(counted: Sequence[Counted], i: int) -> int:
    """Where the sentences begin that stand between a figure and the one before it."""
    return counted[i - 1].quantity.sent.end if i else counted[i].quantity.sent.start


def _told(counts: Sequence[Count], counted: Sequence[Counted], i: int, scene: Setting) -> Opening:
    """The day and the place of the event told right before a figure: "The worst raid hit Beni on Monday. It killed nine.\""""
    count = counts[i]
    if count.period is not None or count.scope == "cumulative":
        return NOTHING
    when, where = happened(scene, _behind(counted, i), counted[i].quantity.sent.start)
    found = placed(where, counted[i].quantity.doc)
    if count.place is not None and (found is None or count.place[0].name != found[0].name):
        return NOTHING
    return when, found


def _with(before: _Incident | None, i: int, count: Count, c: Counted, opening: Opening) -> _Incident:
    """The incident with one figure more, or a new one."""
    own = count.period if count.scope != "increment" else None
    known = before or _Incident((), 0, own or opening[0], count.place or opening[1], frozenset())
    return _Incident(
        (*known.figures, i),
        c.quantity.sent.start,
        known.period or own,
        _preciser(known.place, count.place),
        known.names | ({count.place[0].name} if count.place else set()),
    )


def _filled(count: Count, incident: _Incident, *, beside: bool) -> Count:
    """The figure with what its incident says; those who die later die another day.

    Those who flee or are arrested do so at another time, unless they are counted `beside` the harmed, in one sentence.
    """
    told = count.as_of is not None and (count.measure not in LATER or _is_one(count.as_of, incident.period))
    apart = told or count.scope == "increment" or (count.measure in APART and not beside)
    period = count.period or (None if apart else incident.period)
    return replace(count, incident=incident.figures[0], period=period, place=count.place or incident.place)


def _same(count: Count, c: Counted, incidents: Sequence[_Incident]) -> _Incident | None:
    """The incident before that a figure belongs to, None for a new one."""
    if not incidents:
        return None
    fitting = [known for known in reversed(incidents) if _fits(count, c, known)]
    named = (known for known in fitting if count.place is not None and count.place[0].name in known.names)
    return next(named, None) or next((known for known in fitting if known is incidents[-1]), None)


def _fits(count: Count, c: Counted, known: _Incident) -> bool:
    handled = c.noun is None and count.measure == "other"  # "eight were led away; three were let go on Saturday"
    same_time = count.scope == "increment" or handled or _meet(count.period, known.period)
    return same_time and _is_near(count.place, known.place, strictly=c.quantity.sent.start == known.sentence)


def _is_another(c: Counted, told: int) -> bool:
    """Whether the words from token `told` up to a figure turn to another event: "elsewhere", "in a separate attack"."""
    known = groups("incidents")
    turning, numbering, events = known["elsewhere"].words, known["numbering"].words, known["event"].words
    outstanding = known["outstanding"].words
    return any(
        t.lower_ in turning
        or t.lemma_.lower() in known["answering"].words
        or (t.lower_ in (*numbering, *outstanding) and t.head.i > t.i and t.head.lemma_.lower() in events and _is_topic(t))
        for t in c.quantity.doc[told : c.quantity.i]
    ) or _is_another_behind(c)


def _is_another_behind(c: Counted) -> bool:
    """Whether the words behind a figure, up to a comma, turn to another event: "blew themselves up planting another device"."""
    known = groups("incidents")
    for t in c.quantity.doc[c.quantity.i + 1 : c.quantity.sent.end]:
        if t.is_punct or t.like_num:
            return False
        if t.lower_ == "alone" and t.nbor(-1).pos_ == "PROPN":  # "killed 215 near Beni alone"
            return True
        if (
            t.lower_ in ("another", "separate")
            and t.head.dep_ in ("pobj", "dobj")
            and t.head.lemma_.lower() in known["event"].words
        ):
            return True
    return False


def _is_topic(word: Token) -> bool:
    """Whether what a word describes is told of: "the deadliest raid hit Beni", not "it was one of the deadliest raids"."""
    if word.lower_ not in groups("incidents")["outstanding"].words:
        return True
    return word.head.dep_ in ("nsubj", "nsubjpass") or (word.head.dep_ == "pobj" and word.head.head.lower_ == "in")


def is_again(sentence: Span) -> bool:
    """Whether a sentence speaks of events that were told before: "in the attacks"."""
    events = groups("incidents")["event"].words
    nouns = (t for t in sentence if t.dep_ == "pobj" and t.lemma_.lower() in events)
    return any(d.lower_ in ("the", "those", "these") for t in nouns for d in t.lefts)


def _is_one(a: Time | None, b: Time | None) -> bool:
    return a is not None and b is not None and a.interval == b.interval


def _meet(a: Time | None, b: Time | None) -> bool:
    """Whether two times may be of one event: not known, or overlapping."""
    first, second = a.interval if a else None, b.interval if b else None
    if first is None or second is None:
        return True
    begin = max((x for x in (first.start, second.start) if x), default=None)
    end = min((x for x in (first.until, second.until) if x), default=None)
    return begin is None or end is None or begin <= end


def _is_near(a: Located | None, b: Located | None, *, strictly: bool) -> bool:
    """Whether two places may be of one event: a state holds its towns, and what no gazetteer knows lies in what it does know.

    Within one sentence two names are two places: "three in Beni and four in Oruna".
    """
    if a is None or b is None or a[0].name == b[0].name or a[1] == b[1]:
        return True
    first, second = a[0], b[0]
    if _is_state(first) or _is_state(second):
        return first.country == second.country or None in (first.country, second.country)
    apart = _distance(first, second)
    if apart is None:
        unknown = first if first.latitude is None else second
        return not strictly and first.latitude != second.latitude and _is_spot(unknown)
    return apart < NEAR and not strictly


def _is_spot(place: Place) -> bool:
    """Whether a name is of a place within a town: a crossroads, a hotel, a street."""
    return place.name.split()[-1].lower() in groups("incidents")["spot"].words


def _preciser(a: Located | None, b: Located | None) -> Located | None:
    """The place that says more; the first of two that say as much."""
    if a is None or b is None:
        return a or b
    return b if _is_state(a[0]) and a[0].country == b[0].country else a


def _is_state(place: Place) -> bool:
    return countries().by_name(place.name) is not None


def _distance(a: Place, b: Place) -> float | None:
    """Kilometres between two places, flat: enough to tell near from far."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    east = (a.longitude - b.longitude) * cos(radians((a.latitude + b.latitude) / 2))
    return DEGREE * hypot(a.latitude - b.latitude, east)
