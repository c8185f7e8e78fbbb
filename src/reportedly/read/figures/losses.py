"""Whose losses a figure counts, seen from whoever claims it: the claimant's own, or the enemy's.

An army that speaks of soldiers speaks of its own, of rebels as its enemy, unless it says otherwise; rebels the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.counted import Counted, Tokens, is_weapon, side, status_group
from reportedly.read.figures.measures import SUBJECTS, Harm, is_passive, roles
from reportedly.read.layers import Count, Resolution, Statements
from reportedly.read.syntax import agent
from reportedly.records import Loss

OWN = ("its", "own", "their", "our", "ours")
WE = ("we", "it", "they")
ENEMY = ("enemy", "enemies", "hostile")
REGULAR = ("combatant", "police", "peacekeeper")
ARMED = ("combatant", "irregular", "assailant", "police", "peacekeeper")


@dataclass(frozen=True, slots=True)
class Party:
    """For whom a claimant speaks (an entity's position), and whether it fights a state."""

    who: int
    irregular: bool


def with_losses(
    counts: Sequence[Count],
    counted: Sequence[tuple[Counted, Harm, Token | None]],
    tokens: Tokens,
    resolution: Resolution,
    statements: Statements,
) -> list[Count]:
    """The figures with `loss`, and with the side that follows from it. `counted` has the noun that says who is counted."""
    heads = _heads(tokens, resolution)
    parties = [_party(count, heads, resolution, statements) for count in counts]
    found = [
        _lost(count, *known, party, resolution) if party is not None else count
        for count, known, party in zip(counts, counted, parties, strict=True)
    ]
    sides = {party.irregular: party.who for party in reversed(parties) if party is not None}
    by_name = {m.who for m in resolution.mentions if m.kind == "name" and m.who is not None}
    armed = [who for who in sorted(by_name) if resolution.entities[who].type == "armed group"]
    sides |= {True: armed[0]} if len(armed) == 1 else {}
    foes = {
        party.who: count.side[0]
        for count, party in zip(reversed(found), reversed(parties), strict=True)
        if party is not None and count.loss == "enemy" and count.side is not None
    }
    return [_opposed(_like_whole(count, found), party, sides, foes) for count, party in zip(found, parties, strict=True)]


def _heads(tokens: Tokens, resolution: Resolution) -> dict[int, list[Token]]:
    """The main token of every mention that is no pronoun, by the entity."""
    heads: dict[int, list[Token]] = {}
    for m in resolution.mentions:
        if m.who is not None and m.kind != "pronoun" and (token := tokens.root((m.start, m.end))) is not None:
            heads.setdefault(m.who, []).append(token)
    return heads


def _party(count: Count, heads: dict[int, list[Token]], resolution: Resolution, statements: Statements) -> Party | None:
    """The party for which the claimant speaks, None for one that fights nobody: a doctor, an observer, the report itself."""
    told = statements.told[count.statement] if count.statement is not None else None
    if told is None or told.source is None:
        return None
    who = resolution.entities[told.source]
    named = heads.get(told.source, [])
    words = {t.lower_ for head in named for t in (head, *head.lefts)} | {w.strip("()").lower() for w in who.name.split()}
    irregular = who.type == "armed group" or bool(words & {*groups("incidents")["rebelling"].words})
    if who.type in ("state", "armed group"):
        return Party(told.source, irregular)
    if who.principal is not None and resolution.entities[who.principal].type in ("state", "armed group"):
        return Party(who.principal, resolution.entities[who.principal].type == "armed group")
    if irregular:
        armed = [i for i, other in enumerate(resolution.entities) if _is_group(other.name, other.type)]
        return Party(armed[0] if len(armed) == 1 else told.source, True)
    if not words & {*groups("incidents")["fighting"].words}:
        return None
    stated = next((belongs[0] for head in named if (belongs := side(head, resolution))), None)
    states = [i for i, other in enumerate(resolution.entities) if other.type == "state" and who.country == other.country]
    return Party(stated if stated is not None else states[0] if who.country and states else told.source, False)


def _is_group(name: str, type: str) -> bool:
    return name[:1].isupper() and (
        type == "armed group"
        or (type == "organisation" and bool({*name.lower().split()} & {*groups("incidents")["rebelling"].words}))
    )


def _lost(count: Count, c: Counted, harm: Harm, noun: Token | None, party: Party, resolution: Resolution) -> Count:
    loss = _loss(count, c, harm, noun, party, resolution)
    if loss != "own":
        return replace(count, loss=loss)
    office = count.side is not None and resolution.entities[count.side[0]].type in ("office", "organisation")
    side = (party.who, count.side[1]) if office and count.side is not None else count.side  # a ministry's troops are its state's
    return replace(count, loss=loss, side=side or (party.who, None))


def _loss(count: Count, c: Counted, harm: Harm, noun: Token | None, party: Party, resolution: Resolution) -> Loss | None:
    inflicts = _inflicts(harm.token, party.who, resolution)
    if noun is not None and any(t.lower_ in ENEMY for t in (*noun.lefts, noun)):
        return "enemy"
    if not inflicts and _is_theirs(c, harm, noun):
        return "own"
    if count.side is not None:
        if _same(count.side[0], party.who, resolution):
            return "own"
        rival = resolution.entities[count.side[0]].type in ("state", "armed group") or inflicts
        return "enemy" if rival and (_is_armed(noun) or inflicts) else None
    if not inflicts and _loses(harm.token):
        return "own"
    if inflicts and (_is_armed(noun) or party.irregular):
        return "enemy"
    kind = status_group(noun) if noun is not None else None
    if kind is None or count.measure == "other" or kind.name not in ARMED:
        return None
    regular = kind.values.get("status", kind.name) in REGULAR and kind.name in REGULAR
    return "own" if regular != party.irregular else "enemy"


def _is_armed(noun: Token | None) -> bool:
    kind = status_group(noun) if noun is not None else None
    return noun is not None and (is_weapon(noun) or (kind is not None and kind.name in ARMED))


def _is_theirs(c: Counted, harm: Harm, noun: Token | None) -> bool:
    """Whether the words on the counted make them the claimant's: "its soldiers", "13 deaths among its troops"."""
    top = [c.quantity, harm.token] + [n for n in (c.noun, noun) if n is not None]
    below = [g for t in top for p in t.rights if p.dep_ == "prep" and p.lower_ in ("of", "among", "in", "on") for g in p.children]
    owned = [t for t in (*top, *below) if t.pos_ in ("NOUN", "NUM", "PROPN")]
    if harm.token != c.noun and any(d.lower_ in ("military", "army") for d in harm.token.lefts):
        return True  # "pushed the military toll to 842"
    return any(
        d.lower_ in OWN and d.dep_ in ("poss", "amod") for t in owned for d in (*t.lefts, *(g for p in t.lefts for g in p.lefts))
    )


def _loses(verb: Token) -> bool:
    """Whether a verb has the claimant lose its own: "said it had lost six soldiers", "we have lost eight men"."""
    if verb.lemma_.lower() not in roles("loss"):
        return False
    loser = next((t for t in verb.children if t.dep_ in SUBJECTS), None)
    return loser is None or loser.lower_ in ("we", "it", "they")


def _inflicts(verb: Token, party: int, resolution: Resolution) -> bool:
    """Whether the claimant says that its own side did the harm: "the army said it killed 30 gunmen"."""
    if (
        verb.pos_ == "NOUN"
        and (above := next((t for t in verb.ancestors if t.pos_ == "VERB"), None)) is not None
        and verb.dep_ == "dobj"
    ):
        verb = above  # "they blew up seven car bombs"
    if verb.pos_ != "VERB" or verb.lemma_.lower() in roles("loss") or (is_passive(verb) and agent(verb) is None):
        return False
    doers = [t for v in (verb, verb.head) for t in v.children if t.dep_ == "nsubj"] if agent(verb) is None else [agent(verb)]
    doer = doers[0] if doers else None
    if doer is None:
        first = verb.head if verb.dep_ == "conj" else verb
        return first.dep_ in ("xcomp", "pcomp") and first.head.lemma_.lower() in ("claim", "of", "boast")
    named = resolution.at((doer.idx, doer.idx + len(doer)))
    ours = any(t.lower_ in OWN for t in doer.lefts) or doer.lower_ in WE or doer.lower_ in ("troops", "forces", "soldiers")
    return ours or (named is not None and named.who is not None and _same(named.who, party, resolution))


def _same(a: int, b: int, resolution: Resolution) -> bool:
    """Whether two are one party: the same, the one speaking for the other, or both of one country."""
    first, second = resolution.entities[a], resolution.entities[b]
    compatriots = first.country is not None and first.country == second.country
    return compatriots or b in (a, first.principal) or second.principal == a


def _like_whole(count: Count, found: Sequence[Count]) -> Count:
    """A part, with what its whole has."""
    whole = found[count.part_of] if count.part_of is not None else count
    return replace(count, loss=count.loss or whole.loss, side=count.side or whole.side)


def _opposed(count: Count, party: Party | None, sides: dict[bool, int], foes: dict[int, int]) -> Count:
    """An enemy's loss, with the side that the claimant names elsewhere, or of the one other party that speaks in the report."""
    if count.loss != "enemy" or count.side is not None or party is None:
        return count
    other = foes.get(party.who, sides.get(not party.irregular))
    return count if other is None else replace(count, side=(other, None))
