"""Whose losses a figure counts, seen from whoever claims it: the claimant's own, or the enemy's.

An army that speaks of soldiers speaks of its own, of rebels as its enemy, unless it says otherwise; rebels the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.counted import Counted, allegiance, bearer_of, is_loss, is_weapon, status_group
from reportedly.read.figures.harm import first_conjunct
from reportedly.read.figures.measures import SUBJECTS, Harm, forces, is_passive, roles
from reportedly.read.figures.parties import BODIES, Cast, Party
from reportedly.read.figures.sides import PARTIES
from reportedly.read.layers import Count, Resolution
from reportedly.read.syntax import agent
from reportedly.records import Loss

OWN = ("its", "own", "their", "our", "ours")
THEIRS = ("his", "her")  # of a spokesman's men, not of a father's sons
WE = ("we", "it", "they")
ENEMY = ("enemy", "enemies", "hostile")
REGULAR = ("combatant", "police")
ARMED = ("combatant", "irregular", "assailant", "police", "peacekeeper")
OF_ARMY = ("military", "army", "coalition", "alliance", "troop", "navy")
TAKEN = ("detained", "captured")
SUFFERED = ("killed", "injured", "casualties", "missing", "captured", "abducted")
NEAR = 8  # words behind a number
BANDS = ("group", "movement", "side", "unit", "rank", "people")


@dataclass(frozen=True, slots=True)
class Known:
    """What the parse tells of a figure: its harm, and the noun that says who is counted."""

    counted: Counted
    harm: Harm
    noun: Token | None

    @property
    def people(self) -> Token | None:
        """The noun for the people: forces in "casualties on Orvanian forces"."""
        return (bearer_of(self.noun) if is_loss(self.noun) and self.noun is not None else None) or self.noun


def with_losses(counts: Sequence[Count], known: Sequence[Known], sums: Mapping[int, int], cast: Cast) -> list[Count]:
    """The figures with `loss`, and with the side that follows from it. `sums` has the increment that each total adds to."""
    resolution = cast.resolution
    parties = [cast.party(count) for count in counts]
    found = [
        _lost(count, of, party, resolution) if party is not None else count
        for count, of, party in zip(counts, known, parties, strict=True)
    ]
    found = [_like_first(count, of, found, known) for count, of in zip(found, known, strict=True)]
    found = _summed([_like_whole(count, found) for count in found], sums)
    sides = {party.irregular: party.who for party in reversed(parties) if party is not None and not party.keeping}
    by_name = {m.who for m in resolution.mentions if m.kind == "name" and m.who is not None}
    armed = [who for who in sorted(by_name) if resolution.entities[who].type == "armed group"]
    sides |= {True: armed[0]} if len(armed) == 1 else {}
    foes = {
        party.who: count.side[0]
        for count, party in zip(reversed(found), reversed(parties), strict=True)
        if party is not None and count.loss == "enemy" and count.side is not None
    }
    found = [_opposed(count, of, party, sides, foes, cast) for count, of, party in zip(found, known, parties, strict=True)]
    return [_helmeted(count, of, resolution) for count, of in zip(found, known, strict=True)]


def _helmeted(count: Count, of: Known, resolution: Resolution) -> Count:
    """A peacekeeper of no stated nation is the United Nations', where the report names them."""
    kind = status_group(of.people) if of.people is not None else None
    if count.side is not None or count.measure == "other" or kind is None or kind.name != "peacekeeper" or of.people is None:
        return count
    if of.people.lemma_.lower() not in ("peacekeeper", "helmet") or any(c.pos_ == "PROPN" for c in of.people.lefts):
        return count
    body = next((i for i, who in enumerate(resolution.entities) if who.name in ("UN", "U.N.", "United Nations")), None)
    return count if body is None else replace(count, side=(body, None))


def _lost(count: Count, of: Known, party: Party, resolution: Resolution) -> Count:
    loss = _loss(count, of, party, resolution)
    if loss != "own":
        return replace(count, loss=loss)
    body = count.side is not None and resolution.entities[count.side[0]].type in ("office", "organisation")
    side = (party.who, count.side[1]) if body and count.side is not None else count.side  # a ministry's troops are its state's
    own = (party.who, None) if resolution.entities[party.who].type in BODIES else None
    return replace(count, loss=loss, side=side or own)


def _loss(count: Count, of: Known, party: Party, resolution: Resolution) -> Loss | None:
    noun, harm = of.people, of.harm
    inflicts = _inflicts(harm, party, resolution)
    if noun is not None and any(t.lower_ in ENEMY for t in (*noun.lefts, noun)):
        return "enemy"
    if not inflicts and _is_theirs(of, party):
        return "own"
    if count.side is not None:
        return _by_side(count.side[0], of, party, resolution, inflicts)
    if not inflicts and (_loses(harm.token) or (party.conceding and _may_be_theirs(count, noun, party))):
        return "own"
    if inflicts and (_is_armed(noun) or (party.irregular and _may_fight(noun))):
        return "enemy"
    kind = status_group(noun) if noun is not None else None
    if kind is None or count.measure == "other" or kind.name not in ARMED:
        return None
    if party.keeping or kind.name == "peacekeeper":
        return "own" if party.keeping and kind.name == "peacekeeper" else None
    return "own" if (kind.name in REGULAR) != party.irregular else "enemy"


def _by_side(who: int, of: Known, party: Party, resolution: Resolution, inflicts: bool) -> Loss | None:
    """The loss that the stated side of the counted makes."""
    if _same(who, party.who, resolution):
        return "own"
    side = resolution.entities[who]
    unnamed = side.type == "organisation" and side.country is None and side.name[:1].islower()  # "the security forces"
    if unnamed and not party.irregular and not party.keeping and allegiance(of.people) is not True:
        return "own"
    irregular = allegiance(of.people) is True or side.type == "armed group"
    rival = inflicts or (side.type in (*PARTIES, "organisation") and irregular != party.irregular)
    armed = _is_armed(of.people)
    if of.people is not None and is_weapon(of.people):  # "claimed two Orvanian tanks destroyed": nobody claims a friend's
        return "enemy" if side.type in PARTIES else None
    return "enemy" if rival and (armed or inflicts) and not party.keeping else None


def _may_be_theirs(count: Count, noun: Token | None, party: Party) -> bool:
    """Whether those whom a party concedes may be its own: soldiers, or men that are nobody else."""
    if count.measure not in SUFFERED:
        return False
    irregular = allegiance(noun)
    return irregular == party.irregular or (irregular is None and noun is not None and noun.lemma_.lower() in forces())


def _is_armed(noun: Token | None) -> bool:
    kind = status_group(noun) if noun is not None else None
    return noun is not None and (is_weapon(noun) or (kind is not None and kind.name in ARMED))


def _may_fight(noun: Token | None) -> bool:
    """Whether those whom rebels say they killed or took may be their enemies: men, prisoners; no refugees or children."""
    kind = status_group(noun) if noun is not None else None
    return kind is None or kind.name == "person" or (noun is not None and noun.lemma_.lower() in ("prisoner", "captive"))


def _is_theirs(of: Known, party: Party) -> bool:
    """Whether the words on the counted make them the claimant's: "its soldiers", "13 deaths among its troops"."""
    c, harm = of.counted, of.harm
    top = [c.quantity, harm.token] + [n for n in (c.noun, of.people) if n is not None]
    preps = [p for t in top for p in t.rights if p.dep_ == "prep" and p.lower_ in ("of", "among", "in", "on")]
    below = [g for p in preps if not _is_past_another(p, c) for g in p.children]
    owned = [t for t in (*top, *below) if t.pos_ in ("NOUN", "NUM", "PROPN", "ADJ")]
    if harm.token != c.noun and not party.irregular and any(d.lower_ in OF_ARMY for d in harm.token.lefts):
        return True  # "pushed the military toll to 842"
    return _is_among_own(c) or any(_is_own(d, t) for t in owned for d in (*t.lefts, *(g for p in t.lefts for g in p.lefts)))


def _is_among_own(c: Counted) -> bool:
    """Whether the words right behind a number say whose the counted are, however parsed: "two in their own ranks"."""
    behind = takewhile(lambda t: not t.is_punct and not t.like_num, c.quantity.doc[c.quantity.i + 1 : c.quantity.i + NEAR])
    return any(t.lower_ in OWN and t.nbor(-1).lower_ in ("in", "among", "from") for t in behind)


def _is_own(word: Token, noun: Token) -> bool:
    if word.dep_ not in ("poss", "amod") or noun.lemma_.lower() in ("estimate", "count", "tally", "figure"):
        return False  # "its estimate of Orvanian casualties"
    band = {noun.lemma_.lower(), word.head.lemma_.lower()} & {*BANDS, *forces()}
    return word.lower_ in OWN or (word.lower_ in THEIRS and bool(band))


def _is_past_another(prep: Token, c: Counted) -> bool:
    """Whether a preposition belongs to a later number: "five deaths, two of them in their own ranks"."""
    return any(t.like_num for t in prep.doc[c.quantity.i + 1 : prep.i])


def _loses(verb: Token) -> bool:
    """Whether a verb has the claimant lose its own: "said it had lost six soldiers", "we have lost eight men"."""
    if verb.lemma_.lower() not in roles("loss"):
        return False
    loser = next((t for t in verb.children if t.dep_ in SUBJECTS), None)
    return loser is None or loser.lower_ in ("we", "it", "they")


def _inflicts(harm: Harm, party: Party, resolution: Resolution) -> bool:
    """Whether the claimant says that its own side did the harm: "the army said it killed 30 gunmen"."""
    verb = harm.token
    if (
        verb.pos_ == "NOUN"
        and (above := next((t for t in verb.ancestors if t.pos_ == "VERB"), None)) is not None
        and verb.dep_ == "dobj"
    ):
        verb = above  # "they blew up seven car bombs"
    if verb.lemma_.lower() in groups("measures")["speaking"].words:
        return harm.measure in TAKEN  # "the police acknowledge five deaths", but "announced the arrest of two rebels"
    if verb.pos_ != "VERB" or verb.lemma_.lower() in roles("loss") or (is_passive(verb) and agent(verb) is None):
        return False
    doers = [t for v in (verb, verb.head) for t in v.children if t.dep_ == "nsubj"] if agent(verb) is None else [agent(verb)]
    doer = doers[0] if doers else None
    if doer is None:
        first = verb.head if verb.dep_ == "conj" else verb
        above = first.head.head if first.head.lower_ == "of" else first.head  # "boasted of killing", no "accused of killing"
        return first.dep_ in ("xcomp", "pcomp", "advcl") and above.lemma_.lower() in ("claim", "boast", "brag")
    named = resolution.at((doer.idx, doer.idx + len(doer)))
    fighters = ("fighters",) if party.irregular else ("troops", "forces", "soldiers")
    ours = any(t.lower_ in OWN for t in doer.lefts) or doer.lower_ in (*WE, *fighters)
    who = named.who if named is not None else None
    return ours or (who is not None and (who == party.speaker or _same(who, party.who, resolution)))


def _same(a: int, b: int, resolution: Resolution) -> bool:
    """Whether two are one party: the same, the one speaking for the other, or both of one country."""
    first, second = resolution.entities[a], resolution.entities[b]
    compatriots = first.country is not None and first.country == second.country
    return compatriots or b in (a, first.principal) or second.principal == a


def _like_whole(count: Count, found: Sequence[Count]) -> Count:
    """A part, with what its whole has."""
    whole = found[count.part_of] if count.part_of is not None else count
    loss = count.loss or (whole.loss if count.statement is not None else None)
    return replace(count, loss=loss, side=count.side or whole.side)


def _like_first(count: Count, of: Known, found: Sequence[Count], known: Sequence[Known]) -> Count:
    """Those taken together are of one side: "the arrest of a rebel courier and two assistants"."""
    if count.measure not in TAKEN or count.side is not None or of.noun is None or of.noun.dep_ != "conj":
        return count
    first = first_conjunct(of.noun)
    beside = next((f for f, k in zip(found, known, strict=True) if k.noun == first and f.measure == count.measure), count)
    return replace(count, loss=count.loss or beside.loss, side=beside.side)


def _summed(found: Sequence[Count], sums: Mapping[int, int]) -> list[Count]:
    """A total and what was added to it are of one side: "two more peacekeepers died, bringing the dead to four, all Chadians"."""
    summed = list(found)
    for total, added in sums.items():
        side, loss = found[total].side or found[added].side, found[total].loss or found[added].loss
        summed[total], summed[added] = (replace(found[i], side=side, loss=loss) for i in (total, added))
    return summed


def _is_so_called(noun: Token | None) -> bool:
    """Whether a noun is the claimant's name for its enemy: 17 "mercenaries"."""
    return noun is not None and noun.i > 0 and bool(noun.nbor(-1).is_quote)


def _opposed(
    count: Count, of: Known, party: Party | None, sides: Mapping[bool, int], foes: Mapping[int, int], cast: Cast
) -> Count:
    """An enemy's loss, with the side that the claimant names elsewhere, or of the one other party that speaks in the report.

    Whose unknown attackers are, only what was told before can say.
    """
    if count.loss != "enemy" or count.side is not None or party is None:
        return count
    other = foes.get(party.who, sides.get(not party.irregular))
    if other is None or cast.resolution.entities[other].type not in BODIES:
        return count
    kind = status_group(of.people) if of.people is not None else None
    end = of.counted.quantity.sent[-1].i
    unknown = kind is not None and kind.name == "assailant" and not _is_so_called(of.people)
    if unknown and not any(head.i <= end for head in cast.heads.get(other, ())):
        return count
    return replace(count, side=(other, None))
