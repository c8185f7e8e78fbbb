"""Parse -> Counts: which numerals are figures, of what, of whom, where and as of when.

A figure is a numeral whose counted words came to harm (`harm`), or people, forces and weapons counted as such. Bounds come from
`number`, the counted words from `counted`, time and place from `setting`; who claims it is the statement around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly.knowledge.lexicon import groups
from reportedly.read.counted import (
    ARTICLES,
    Counted,
    Tokens,
    allegiance,
    articles,
    counted,
    is_loss,
    is_population,
    is_thing,
    is_weapon,
    side,
    sits,
    sole_sides,
    status_group,
    victims,
)
from reportedly.read.harm import Harm, first_conjunct, harms, whole_of
from reportedly.read.layers import Chars, Count, Parse, Resolution, Statements, Time, Toponym
from reportedly.read.number import numbers
from reportedly.read.setting import Setting, as_of, before, period, place, setting
from reportedly.records import Place, Scope

FORCES = 20  # from here on, "the 129,000 troops" is a count; "the two soldiers" were counted before
POPULATION = 50_000_000
FORCE_STATUS = ("combatant", "police", "peacekeeper")
BY_ARTICLE = ("killed", "injured", "abducted", "missing")


@dataclass(frozen=True, slots=True)
class _Incident:
    """Where and when the figures before happened; a later one of the same incident need not say so again."""

    period: Time | None = None
    place: tuple[Place, Chars] | None = None


def count(
    parse: Parse, times: Sequence[Time], places: Sequence[Toponym], resolution: Resolution, statements: Statements
) -> tuple[Count, ...]:
    """The figures of a report in the order of the text. "Killed and injured" said of one number gives two with the same span."""
    tokens = Tokens(parse.doc)
    scene = setting(tokens, times, places, statements)
    figures = _figures(parse, times, tokens)
    sides = dict(sole_sides(parse.doc, resolution))
    incident = _opening(scene, figures[0][0]) if figures else _Incident()
    found: list[Count] = []
    kept: list[Counted] = []
    for c, harm in figures:
        antecedent = _antecedent(c, kept)
        draft = _draft(c, harm, antecedent, scene=scene, resolution=resolution, statements=statements)
        draft, incident = _in_incident(draft, incident)
        draft = _sided(draft, allegiance(antecedent.noun if antecedent else c.noun), sides)
        found.append(replace(draft, part_of=_whole(c, draft, kept, found)))
        kept.append(c)
    return tuple(found)


def _figures(parse: Parse, times: Sequence[Time], tokens: Tokens) -> Sequence[tuple[Counted, Harm]]:
    """Every numeral that is a figure, once for each harm. Where nobody is harmed, mere numbers of people are statistics."""
    spelt = [n for n in numbers(parse.text) if not any(t.start < n.core[1] and n.core[0] < t.end for t in times)]
    found: list[tuple[Counted, Harm]] = []
    for number in sorted([*spelt, *articles(parse.doc, spelt)], key=lambda n: n.core):
        c = counted(number, tokens)
        if c is not None and (c.elliptic or c.noun is None or not is_thing(c.noun)):
            found += [(c, harm) for harm in _measures(c) or _share(c, found)]
    harmed = any(harm.measure != "other" for _, harm in found)
    return [(c, harm) for c, harm in found if harmed or harm.measure != "other" or _is_dealt_with(c)]


def _measures(c: Counted) -> tuple[Harm, ...]:
    befell = tuple(h for h in harms(c.head, c.noun) if not _is_loose(c, h) and not (h.token == c.noun and _is_passing(c)))
    if c.quantity.lower_ in ARTICLES:
        governed = c.head.dep_ in ("nsubjpass", "nsubj", "dobj", "conj")
        return tuple(h for h in befell if h.measure in BY_ARTICLE and h.token.pos_ == "VERB" and governed)
    if befell:
        return befell
    return (Harm("other", c.noun or c.quantity),) if _is_force(c) else ()


def _share(c: Counted, found: Sequence[tuple[Counted, Harm]]) -> tuple[Harm, ...]:
    """What befell "three of them" where only the figure before says it: "12 people died, three of them children"."""
    if not found or c.number.best is None or not _is_of_them(c):
        return ()
    whole, harm = found[-1]
    governed = first_conjunct(c.head).dep_ in ("nsubj", "nsubjpass") and c.head.head.pos_ == "VERB"
    return () if governed or whole.quantity.sent != c.quantity.sent else (harm,)


def _is_of_them(c: Counted) -> bool:
    return c.noun is not None and c.noun.lower_ in ("them", "whom", "these", "those", "which") and c.head == c.quantity


def _is_dealt_with(c: Counted) -> bool:
    """Whether people count although the report harms nobody: forces and crowds, the charged, freed and deported."""
    group = status_group(c.noun) if c.noun is not None else None
    force = group is None or group.values.get("force") or group.values.get("status", group.name) in FORCE_STATUS
    return bool(force) or first_conjunct(c.head).head.lemma_.lower() in groups("measures")["dealt"].words


def _is_loose(c: Counted, harm: Harm) -> bool:
    """Whether a verb of many meanings harms nobody here: "held 12 lectures", "shot a 64"."""
    if harm.token.lemma_.lower() not in groups("measures")["loose"].words or harm.token.pos_ not in ("VERB", "ADJ", "NOUN"):
        return False
    if c.noun is None:
        return first_conjunct(c.head).dep_ == "dobj"
    return not (c.elliptic or status_group(c.noun) or c.noun.pos_ == "PROPN" or c.noun.ent_type_ == "NORP")


def _is_force(c: Counted) -> bool:
    """Whether people or weapons to whom nothing happened are a count: forces, protesters, passengers, arms seized."""
    noun, n = c.noun, c.number
    if noun is None or c.elliptic or n.best == 1 or n.low >= POPULATION or (n.best is None and n.low < FORCES) or n.high == 0:
        return False
    top = first_conjunct(c.head)
    if is_weapon(noun):
        return top.dep_ in ("dobj", "nsubjpass") and top.head.lemma_.lower() in groups("measures")["seize"].words
    group = status_group(noun)
    return group is not None and group.name != "bearer" and not sits(noun) and not is_population(c.head) and not _is_passing(c)


def _is_passing(c: Counted) -> bool:
    """Whether people are only mentioned: those who speak, and few ones counted before ("the two hostages")."""
    top = first_conjunct(c.head)
    speaks = top.head.lemma_.lower() in groups("measures")["speaking"].words and top.dep_ in ("nsubj", "dobj")
    return speaks or (c.number.low < FORCES and _is_definite(c) and not is_loss(c.noun))


def _is_definite(c: Counted) -> bool:
    """Whether the counted were spoken of before: "the two soldiers", "his three associates"."""
    return any(
        d.dep_ == "poss" or d.lower_ in ("the", "these", "those", "both")
        for t in (c.head, c.noun, c.quantity)
        if t is not None
        for d in t.lefts
    )


def _opening(scene: Setting, first: Counted) -> _Incident:
    """What the two sentences before the first figure tell: "A bomb went off in Beni on Monday. Three people were killed.\""""
    starts = [t.i for t in first.quantity.doc[: first.quantity.sent.start] if t.is_sent_start]
    when, where = before(scene, starts[-2:])
    return _Incident(when, (where.place, (where.start, where.end)) if where is not None and where.place is not None else None)


def _sided(draft: Count, irregular: bool | None, sides: dict[bool, tuple[int, Chars]]) -> Count:
    """The figure with the side that rebels or soldiers were last or only seen on; `sides` remembers what it states itself."""
    if irregular is None or draft.measure == "other":
        return draft
    if draft.side is not None and draft.side[1] is not None:
        sides[irregular] = draft.side[0], draft.side[1]
    return replace(draft, side=sides.get(irregular))


def _draft(
    c: Counted, harm: Harm, antecedent: Counted | None, *, scene: Setting, resolution: Resolution, statements: Statements
) -> Count:
    """The figure as its own sentence states it."""
    n, noun = c.number, antecedent.noun if antecedent else None if c.elliptic else c.noun
    chars = n.start, n.end
    if _is_of_them(c) and c.quantity.dep_ == "nsubj" and c.quantity.head.pos_ == "NOUN":
        noun = c.quantity.head  # "three of them children"
    belongs = side(c.noun, resolution) or side(noun, resolution)
    statement = statements.around(chars)
    told = statements.told[statement] if statement is not None else None
    where = place(scene, harm.token, c.noun or noun)
    when, until = period(scene, harm.token), as_of(scene, harm.token)
    said_on = told.said_on if told is not None and when is None else None
    return Count(
        chars,
        harm.measure,
        (harm.token.idx, harm.token.idx + len(harm.token)),
        n.low,
        n.high,
        n.best,
        n.approximate,
        victims=victims(
            noun if noun is not None or (c.noun is not None and c.noun.pos_ == "PRON") else c.noun, belongs and belongs[1], chars
        ),
        side=belongs,
        place=(where.place, (where.start, where.end)) if where is not None and where.place is not None else None,
        as_of=until or said_on,
        period=when,
        scope=_scope(c, harm, when, until),
        statement=statement,
    )


def _antecedent(c: Counted, kept: Sequence[Counted]) -> Counted | None:
    """The figure whose victims an elliptic one shares: "nine guards were killed and 14 injured"."""
    if not c.elliptic or not kept or (c.noun is None and c.head.dep_ == "pobj") or c.head.dep_ == "attr":
        return None
    near = [k for k in kept if not k.elliptic and k.quantity.sent == c.quantity.sent]
    return near[-1] if near else None


def _whole(c: Counted, draft: Count, kept: Sequence[Counted], found: Sequence[Count]) -> int | None:
    """The position of the figure that this one is a part of: "36 people including 30 guards"."""
    if _is_of_them(c) and kept and kept[-1].quantity.sent == c.quantity.sent and found[-1].measure == draft.measure:
        return len(found) - 1
    top = first_conjunct(c.head)
    including = groups("measures")["including"].words
    if top.head.lower_ in including or top.head.lemma_.lower() in including:
        whole = whole_of(top.head)
        same = [i for i, k in enumerate(kept) if whole is not None and whole in (k.noun, k.head, k.quantity, k.head.head)]
        return next((i for i in reversed(same) if found[i].measure == draft.measure), None)
    return None


def _scope(c: Counted, harm: Harm, when: Time | None, until: Time | None) -> Scope:
    """An increment is added to what was counted before, a cumulative count runs on, the others count one incident."""
    around = [c.quantity, *c.quantity.children, *([c.noun, *c.noun.lefts] if c.noun is not None else [])]
    if any(
        t.lower_ in ("another", "more", "further", "additional") and not c.number.start <= t.idx < c.number.end for t in around
    ):
        return "increment"
    days = (
        (when.interval.until - when.interval.start).days
        if when and when.interval and when.interval.start and when.interval.until
        else 0
    )
    adverbs = {t.lower_ for t in harm.token.children}
    return "cumulative" if until or days > 7 or adverbs & {"since", "far", "already"} else "incident"


def _in_incident(draft: Count, last: _Incident) -> tuple[Count, _Incident]:
    """The figure with what it leaves unsaid because a figure of the same incident has said it, and the incident as now known."""
    if draft.scope == "cumulative":
        return draft, last
    elsewhere = draft.place is not None and last.place is not None and draft.place[0] != last.place[0]
    another_time = draft.period is not None and last.period is not None and draft.period.interval != last.period.interval
    inherits = draft.measure != "other" and not elsewhere and draft.as_of is None
    filled = replace(
        draft,
        period=draft.period or (last.period if inherits else None),
        place=draft.place or (None if another_time else last.place),
    )
    return filled, _Incident(filled.period, filled.place)
