"""Each distinct event once: one told again fills in the first telling, and a denial answers the accusation before it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from reportedly.read.events.identify import Party
from reportedly.read.layers import Chars, Deed

Dyad = tuple[Party | None, Party | None]  # actor and recipient
SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
MEMORY = 200  # events that a new one is compared with, so that a book-long report stays linear
NEARBY = 600  # characters between an accusation and the denial that answers it: three or four sentences


def add(deeds: list[Deed], deed: Deed, points_back: bool, anew: bool = False) -> None:
    """Adds an event, or fills in the same one told before. `points_back` when its noun is definite: "the attack".

    One told `anew` ("had already spoken") is another one unless it has the same date. A definite one that neither fits an
    earlier event nor has both its parties is a mention of something told, and dropped.
    """
    recent = range(max(0, len(deeds) - MEMORY), len(deeds))
    for n in recent:
        undated = anew and (deeds[n].happened is None or deed.happened is None)
        if not undated and _same(deeds[n], deed, points_back):
            deeds[n] = _merged(deeds[n], deed)
            return
    full = deed.actor is not None and deed.recipient is not None
    if not points_back or full or all(deeds[n].type != deed.type for n in recent):
        deeds.append(deed)


def answer(deeds: Sequence[Deed], accused: Set[Chars], denials: Set[Chars]) -> list[Deed]:
    """The events with each denial addressed to the accuser before it, and the acts that he is accused of marked as denied.

    `accused` are the anchors of acts that hang on an accusation, `denials` those of denials of a claim.
    """
    answered = list(deeds)
    for n, denial in enumerate(deeds):
        at = denial.anchors[0]
        if denial.type != "REJECT" or denial.actor is None:
            continue
        around = range(max(0, n - MEMORY), min(len(deeds), n + MEMORY))
        before = [m for m in around if 0 <= at[0] - deeds[m].anchors[0][0] <= NEARBY]
        for m in before:
            if at in denials and deeds[m].anchors[0] in accused and who(deeds[m].actor) == who(denial.actor):
                answered[m] = replace(answered[m], status="denied", status_chars=at)
        accusers = [
            deeds[m].actor
            for m in before
            if (deeds[m].type == "ACCUSE" or (deeds[m].type == "REQUEST" and at not in denials))
            and who(deeds[m].recipient) == who(denial.actor)
        ]
        if denial.recipient is None and accusers:
            answered[n] = replace(denial, recipient=accusers[-1])
    return answered


def who(party: Party | None) -> int | None:
    """The position of a party's entity."""
    return party[0] if party else None


def _same(earlier: Deed, later: Deed, points_back: bool) -> bool:
    if (earlier.type, earlier.status) != (later.type, later.status):
        return False
    if earlier.type in SPOKEN and earlier.status != "failed":
        return earlier.anchors == later.anchors and earlier.recipient == later.recipient
    sides = [(who(earlier.actor), who(later.actor)), (who(earlier.recipient), who(later.recipient))]
    crossed = [(who(earlier.actor), who(later.recipient)), (who(earlier.recipient), who(later.actor))]
    dates = (earlier.happened and earlier.happened.interval, later.happened and later.happened.interval)
    where = (earlier.place and earlier.place[0].name, later.place and later.place[0].name)
    if any(a is not None and b is not None and a != b for a, b in (dates, where)):
        return False
    return _fit(sides, points_back) or (earlier.type in MUTUAL and _fit(crossed, points_back))


def _fit(sides: Sequence[tuple[int | None, int | None]], points_back: bool) -> bool:
    """Whether the parties may be the same; a new mention of its own must share one, a definite one need not."""
    apart = any(a is not None and b is not None and a != b for a, b in sides)
    return not apart and (points_back or all(a == b for a, b in sides))


def _merged(earlier: Deed, later: Deed) -> Deed:
    fuller, other = (later, earlier) if _fullness(later) > _fullness(earlier) else (earlier, later)
    return replace(
        fuller,
        actor=fuller.actor or other.actor,
        recipient=fuller.recipient or other.recipient,
        place=fuller.place or other.place,
        happened=fuller.happened or other.happened,
    )


def _fullness(deed: Deed) -> int:
    return 2 * (deed.actor is not None) + (deed.recipient is not None)
