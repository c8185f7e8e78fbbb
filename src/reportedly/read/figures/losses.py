"""Whose losses a figure counts, seen from whoever claims it: the claimant's own, or the enemy's."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.counted import Counted, is_weapon
from reportedly.read.figures.measures import Harm, roles
from reportedly.read.layers import Count, Resolution, Statements
from reportedly.read.syntax import SUBJECTS, agent

OWN = ("its", "own", "their", "our", "his", "her", "ours")
ENEMY = ("enemy", "enemies", "hostile")
BELLIGERENT = ("combatant", "police", None)


def lossed(count: Count, c: Counted, harm: Harm, resolution: Resolution, statements: Statements) -> Count:
    """The figure with `loss`, and with the claimant's side where its own losses name no other: "it lost four men"."""
    party = _claiming(count, resolution, statements)
    if party is None or not _fights(party, resolution):
        return count
    if _is_own(c, harm, count, party, resolution):
        return replace(count, loss="own", side=count.side or (party, None))
    return replace(count, loss="enemy") if _is_enemy(c, harm, count, party, resolution) else count


def _claiming(count: Count, resolution: Resolution, statements: Statements) -> int | None:
    """The party for which the claimant speaks: itself, whom its office or spokesman speaks for, or a prosecutor's state."""
    told = statements.told[count.statement] if count.statement is not None else None
    if told is None or told.source is None:
        return None
    who = resolution.entities[told.source]
    if who.principal is not None:
        return who.principal
    if who.country and who.type != "state":
        state = (i for i, other in enumerate(resolution.entities) if other.type == "state" and other.country == who.country)
        return next(state, told.source)
    return told.source


def _fights(party: int, resolution: Resolution) -> bool:
    """Whether a party is one that has losses: a state, an armed group, an army."""
    who = resolution.entities[party]
    words = {word.strip("()").lower() for word in who.name.split()}
    return who.type in ("state", "armed group") or bool(words & {*groups("incidents")["fighting"].words})


def _is_own(c: Counted, harm: Harm, count: Count, party: int, resolution: Resolution) -> bool:
    if count.side is not None and _same(count.side[0], party, resolution):
        return True
    lost = harm.token.lemma_.lower() in roles("loss") and count.side is None
    phrase = [c.quantity, *c.quantity.lefts, *c.quantity.rights, *([c.noun, *c.noun.lefts, *c.noun.rights] if c.noun is not None else [])]
    phrase += [*harm.token.lefts, *(g for t in phrase if t.dep_ == "prep" for p in t.rights for g in (p, *p.lefts))]
    theirs = any(t.lower_ in OWN and t.dep_ in ("poss", "amod") and t.i != c.quantity.i for t in phrase)
    return (lost or theirs) and not _inflicts(harm.token, party, resolution) and count.side is None


def _is_enemy(c: Counted, harm: Harm, count: Count, party: int, resolution: Resolution) -> bool:
    noun = c.noun
    if noun is not None and any(t.lower_ in ENEMY for t in (*noun.lefts, noun)):
        return True
    armed = (count.victims is not None and count.victims[0].status == "combatant") or (noun is not None and is_weapon(noun))
    if count.side is not None:
        known = resolution.entities[count.side[0]]
        rival = known.type in ("state", "armed group") or _fights(count.side[0], resolution)
        return rival and (armed or _inflicts(harm.token, party, resolution))
    return armed and _inflicts(harm.token, party, resolution)


def _inflicts(verb: Token, party: int, resolution: Resolution) -> bool:
    """Whether the claimant says that it did the harm itself: "the army said it killed 30 gunmen"."""
    if verb.pos_ != "VERB":
        return False
    doer = agent(verb)
    for v in (verb, verb.head) if doer is None else ():
        doer = doer or next((t for t in v.children if t.dep_ in SUBJECTS and t.dep_ != "nsubjpass"), None)
    if doer is None or verb.lemma_.lower() in roles("loss"):
        return False
    named = resolution.at((doer.idx, doer.idx + len(doer)))
    ours = any(t.lower_ in OWN for t in doer.lefts) or doer.lower_ in ("we", "it", "they")
    return ours or (named is not None and named.who is not None and _same(named.who, party, resolution))


def _same(a: int, b: int, resolution: Resolution) -> bool:
    """Whether two are one party: the same, the one speaking for the other, or both of one country."""
    first, second = resolution.entities[a], resolution.entities[b]
    return a == b or first.principal == b or second.principal == a or (first.country is not None and first.country == second.country)
