"""Which figure another one is a part of: "12 people, including four guards", "ten died; eight were boys", "four dead in all"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.counted import Counted
from reportedly.read.figures.harm import first_conjunct, whole_of
from reportedly.read.figures.measures import roles
from reportedly.read.figures.which import beside, divides, is_of_them, is_part
from reportedly.read.layers import Count
from reportedly.records import Measure

COUNTED = ("itself", "state", "toll", "kind")
REMAINING = ("remain", "leave", "stay", "hold", "keep")
FARTHEST = 8  # figures looked back at
BESIDE = 10  # words: "killed 15 people; five of the victims were children"


def whole(c: Counted, draft: Count, kept: Sequence[Counted], found: Sequence[Count]) -> int | None:
    """The position of the figure that this one is a part of; `kept` and `found` are those before it."""
    top = first_conjunct(c.head)
    including = groups("measures")["including"].words
    if any(t.dep_ == "neg" for t in top.head.children):
        return None  # "not including the two assailants"
    before = len(found) - 1 if is_part(c) and found and (found[-1].measure == draft.measure or is_of_them(c)) else None
    if top.head.lower_ not in including and top.head.lemma_.lower() not in including:
        return before if before is not None else _divided(c, draft, kept, found)
    named, start = whole_of(top.head), c.quantity.sent.start
    near = takewhile(lambda i: kept[i].quantity.i >= start, reversed(range(len(kept))))
    same = (i for i in near if named is not None and named in (kept[i].noun, kept[i].head, kept[i].quantity, kept[i].head.head))
    found_in = next((i for i in same if found[i].measure == draft.measure), before)
    return found_in if found_in is not None else _counted_before(named, draft, c, kept, found)


def in_totals(drafts: Sequence[Count], kept: Sequence[Counted]) -> list[Count]:
    """The figures, those before a total as its parts: "ten died in Beni and four in Oruna, fourteen in all".

    What was added since an earlier count is no part of it: "a further one died, for a total of 84".
    """
    linked = list(drafts)
    for i, (total, c) in enumerate(zip(drafts, kept, strict=True)):
        if total.part_of is not None or not _is_sum(c):
            continue
        for j in range(max(0, i - FARTHEST), i):
            part = linked[j]
            smaller = part.low < total.low and part.measure == total.measure and part.scope == total.scope
            if smaller and part.part_of is None and part.scope != "increment" and not _is_sum(kept[j]):
                linked[j] = replace(part, part_of=i)
    return linked


def _is_sum(c: Counted) -> bool:
    """Whether a figure adds up those before it: "four dead in all", "for a total of 84", not "a total of 84 people died"."""
    doc, last = c.quantity.doc, max(c.quantity.i, c.noun.i if c.noun is not None else 0)
    behind = doc[last + 1 : last + 5].text.lower()
    if behind.startswith(("in all", "altogether", "in total", "dead in all", "all told")):
        return True
    before = doc[max(c.quantity.sent.start, c.quantity.i - 4) : c.quantity.i].text.lower()
    return before.endswith(("for a total of", "making a total of", "a combined total of"))


def _divided(c: Counted, draft: Count, kept: Sequence[Counted], found: Sequence[Count]) -> int | None:
    """The whole of a part that no "including" marks: "seven were hurt, two seriously"."""
    if not kept:
        return None
    last = found[-1]
    if last.measure == "casualties" and draft.measure in ("killed", "injured") and kept[-1].quantity.sent == c.quantity.sent:
        return len(found) - 1  # "7,940 casualties, 2,640 deaths and 5,300 injuries"
    if kept[-1].quantity.sent == c.quantity.sent and last.part_of is not None and found[last.part_of].measure == "casualties":
        return last.part_of
    if (left := _remaining(c, draft, found)) is not None:
        return left
    if (among := _among(c.head.head)) is not None:
        return _counted_before(among, draft, c, kept, found)
    if divides(c, kept[-1]) and last.measure == draft.measure and draft.chars != last.chars:
        return last.part_of if last.part_of is not None and kept[-1].quantity.head != c.quantity.head else len(found) - 1
    first = beside(c, kept)
    listed = next((i for i in reversed(range(len(kept))) if kept[i] is first), None) if first is not None else None
    if listed is not None and found[listed].part_of is not None and found[listed].measure == draft.measure:
        return found[listed].part_of
    if c.head == c.quantity and c.noun != c.quantity:
        return _counted_before(c.noun, draft, c, kept, found)
    return None


def _remaining(c: Counted, draft: Count, found: Sequence[Count]) -> int | None:
    """The whole of those who are left: "33 people were injured; 26 remained in hospital", "leaving five in captivity"."""
    if not c.elliptic or c.head.head.lemma_ not in REMAINING:
        return None
    near = range(len(found) - 1, max(-1, len(found) - 4), -1)
    return next(
        (i for i in near if found[i].measure == draft.measure and found[i].low > draft.low and found[i].part_of is None), None
    )


def _among(verb: Token) -> Token | None:
    """The dead in "among the dead was a student"."""
    preps = [p for p in verb.children if p.lower_ in ("among", "amongst")] if verb.lemma_ == "be" else []
    return next((t for p in preps for t in p.children if t.dep_ == "pobj"), None)


def _counted_before(noun: Token | None, draft: Count, c: Counted, kept: Sequence[Counted], found: Sequence[Count]) -> int | None:
    """The figure that "the dead", "the deaths" or "the haul" were counted by: "four of the dead were Europeans"."""
    if noun is None or not any(d.lower_ in ("the", "those", "these") for d in noun.lefts):
        return None
    said = _measured(noun)
    if said is None or draft.measure != said:
        return None
    wholes = [i for i, f in enumerate(found) if f.measure == said and f.part_of is None and f.scope != "increment"]
    larger = [i for i in wholes if found[i].high is None or draft.low < (found[i].high or 0)]
    beside_it = [i for i in larger if c.quantity.i - kept[i].quantity.i < BESIDE]
    same = [i for i in larger if found[i].statement == draft.statement] or [i for i in larger if found[i].statement is None]
    found_in = beside_it or same or larger
    return found_in[-1] if found_in else None


def _measured(noun: Token) -> Measure | None:
    """What a noun for those counted before counts: the dead, the wounded, the arrests, the haul."""
    if noun.lemma_.lower() in groups("incidents")["haul"].words:
        return "other"
    return next((roles(role)[w] for role in COUNTED for w in _forms(noun) if w in roles(role)), None)


def _forms(noun: Token) -> Iterator[str]:
    yield noun.lower_
    yield noun.lemma_.lower()
