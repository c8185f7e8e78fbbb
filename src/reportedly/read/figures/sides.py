"""On whose side the counted were: the party or nation that the words on them name, or that the report names elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Token

from reportedly.knowledge.gazetteer import countries
from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.counted import Counted, allegiance, status_group
from reportedly.read.figures.measures import Harm, roles
from reportedly.read.layers import Chars, Count, Named, Resolution
from reportedly.read.syntax import is_passive, subject
from reportedly.records import Place

Side = tuple[int, Chars | None]
Stated = tuple[int, Chars]
PARTIES = ("state", "armed group")
HYPHENS = ("-", "‑")
AGAINST = ("on", "against", "at", "targeting")
ITS = ("its", "their", "his", "her")


def stated_side(c: Counted, noun: Token | None, bearer: Token | None, harm: Harm, resolution: Resolution) -> Stated | None:
    """The side that the figure's own sentence states; `noun` says who is counted, `bearer` whose losses it counts."""
    belongs = _all_of(c, resolution) or side(c.noun, resolution) or side(noun, resolution) or side(bearer, resolution)
    belongs = belongs and _not_of_doer(belongs, c, harm, resolution)
    found = belongs or _on_side_of(c, resolution) or _loser(harm.token, resolution) or _struck(noun, harm, resolution)
    return found and (_of_state(found[0], resolution), found[1])


def side(noun: Token | None, resolution: Resolution) -> Stated | None:
    """The party or nation of the counted: "Russian soldiers", "its soldiers", "Taliban rebels", "soldiers of the Third Army"."""
    if noun is None:
        return None
    if any(c.lower_ == "ethnic" for c in noun.lefts):
        return None  # "ethnic Albanians" are no citizens of Albania
    lefts = [c for c in noun.lefts if not _is_apart(c, noun)]
    described = [c for c in lefts if c.dep_ in ("poss", "compound", "nmod", "amod")]
    belonging = [
        g for c in noun.rights if c.dep_ == "prep" and c.lower_ in ("of", "from") for g in c.children if g.dep_ == "pobj"
    ]
    nations = [
        t
        for t in (*lefts, noun, *(c for t in (*described, *belonging) for c in (t, *t.lefts)))
        if t.i in resolution.adjectives and _is_party(resolution.adjectives[t.i], resolution) and not _leads(t)
    ]
    own = resolution.at((noun.idx, noun.idx + len(noun))) if noun.ent_type_ == "NORP" else None
    if own is not None and own.who is not None and not nations:
        return _of_people(noun, own, resolution)
    if nations:
        first = nations[0]
        return _people(resolution.adjectives[first.i], resolution), (first.idx, first.idx + len(first))
    return next((party for t in (*described, *belonging) if (party := _party(t, noun, resolution))), None)


def stated_sides(doc: Doc, resolution: Resolution) -> dict[bool, dict[int, Chars | None]]:
    """The sides of regular forces (False) and of rebels (True) that a report names, each with the words that name it first."""
    found: dict[bool, dict[int, Chars | None]] = {True: {}, False: {}}
    for token in doc:
        irregular = allegiance(token) if token.pos_ == "NOUN" else None
        if irregular is not None and (party := side(token, resolution)):
            found[irregular].setdefault(_of_state(party[0], resolution), party[1])
    return found


def sole_sides(found: Mapping[bool, Mapping[int, Chars | None]], resolution: Resolution) -> dict[bool, Side]:
    """The one side of all regular forces (False) and of all rebels (True) that a report names, where it names one only.

    "The soldiers" of a report that knows Peruvian troops alone are Peru's.
    """
    sole = {irregular: next(iter(sides.items())) for irregular, sides in found.items() if len(sides) == 1}
    armed = [i for i, who in enumerate(resolution.entities) if who.type == "armed group" and who.name[:1].isupper()]
    if not found[True] and len(armed) == 1:
        sole[True] = armed[0], None
    return sole


def sided(draft: Count, noun: Token | None, sides: dict[bool, Side], country: Place | None, resolution: Resolution) -> Count:
    """The figure with the side that rebels or soldiers were last or only seen on, or with the report's state where they serve it.

    `sides` remembers what a figure states itself.
    """
    irregular = allegiance(noun)
    if noun is None or draft.side is not None:
        if irregular is not None and draft.side is not None:
            sides[irregular] = draft.side
        return draft
    if _serves_state(noun):
        return replace(draft, side=_state(country, draft, resolution))
    if irregular is None:
        return draft
    described = any(c.dep_ in ("compound", "poss") for c in noun.lefts)
    return draft if described else replace(draft, side=sides.get(irregular))


def _serves_state(noun: Token) -> bool:
    """Whether soldiers or policemen are said to be the state's: "national police officers", "government troops"."""
    kind = status_group(noun)
    words = {c.lower_ for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod")}
    words |= {g.lower_ for c in noun.lefts for g in c.lefts}
    return kind is not None and kind.name in ("combatant", "police") and bool(words & {*groups("incidents")["national"].words})


def _state(country: Place | None, draft: Count, resolution: Resolution) -> Side | None:
    """The state that a report is about, as an entity of it, unless the figure lies in another."""
    if country is None or (draft.place is not None and draft.place[0].country not in (None, country.country)):
        return None
    states = (i for i, who in enumerate(resolution.entities) if who.type == "state" and who.country == country.country)
    named = (i for i in states if resolution.entities[i].name == country.name)
    return next(((i, None) for i in named), None)


def _is_apart(word: Token, noun: Token) -> bool:
    """Whether a dash stands between a word and its noun, as behind a dateline: "SARNO -- Four soldiers died"."""
    return any(t.is_punct and t.text.strip("-–—") == "" and t.text not in HYPHENS for t in word.doc[word.i + 1 : noun.i])


def _leads(nation: Token) -> bool:
    """Whether a nation only leads or backs those named: "the US-led coalition", "the Iranian-backed militia"."""
    behind = nation.doc[nation.i + 1 : nation.i + 3]
    return len(behind) == 2 and behind[0].text in HYPHENS and behind[1].tag_ in ("VBN", "VBD", "JJ")


def _of_people(noun: Token, own: Named, resolution: Resolution) -> Stated | None:
    """The nation of those counted by it ("more than 100 Indians"); a people without a state is no side, but rebels are."""
    country = countries().by_people(noun.text)
    states = (i for i, who in enumerate(resolution.entities) if country and who.type == "state" and who.name == country.name)
    who = next(states, own.who)
    if who is None or (country is None and not _is_party(who, resolution)):
        return None
    return _people(who, resolution), (own.start, own.end)


def _people(who: int, resolution: Resolution) -> int:
    """A contested state as the report itself has it: the Palestinians, where it speaks of them and not of Palestine."""
    country = countries().by_name(resolution.entities[who].name)
    if country is None or country.kind != "contested" or any(m.who == who and m.kind == "name" for m in resolution.mentions):
        return who
    peoples = (i for i, other in enumerate(resolution.entities) if other.type == "group" and other.name in country.peoples)
    return next(peoples, who)


def _party(token: Token, noun: Token, resolution: Resolution) -> Stated | None:
    """The party that a word before or after the counted noun names, unless the mention is of the counted themselves."""
    start, end = token.idx, token.idx + len(token)
    named = resolution.at((start, end))
    if named is None or named.who is None or not _is_party(named.who, resolution):
        return None
    covered = _covers(named.start, named.end, noun)
    if covered and resolution.entities[named.who].type == "armed group" and token.pos_ == "PROPN" and token.i < noun.i:
        return named.who, (named.start, token.idx + len(token))  # "56 Islamic State fighters"
    return (named.who, (named.start, named.end)) if named.start <= start and end <= named.end and not covered else None


def _of_state(who: int, resolution: Resolution) -> int:
    """The state that an army, a ministry or a police force serves, where the report knows it."""
    body = resolution.entities[who]
    serving = {*body.name.lower().split()} & {*groups("incidents")["of_state"].words}
    if body.type not in ("organisation", "office") or body.country is None or not serving:
        return who
    states = (i for i, other in enumerate(resolution.entities) if other.type == "state" and other.country == body.country)
    return next((i for i in states if countries().by_name(resolution.entities[i].name) is not None), who)


def _not_of_doer(belongs: Stated, c: Counted, harm: Harm, resolution: Resolution) -> Stated | None:
    """The side, unless "its" was taken for those who did the harm: "gunmen entered the Kirani mission and took two of its men".

    The nation named between the two is then meant, if one is.
    """
    doc, verb = c.quantity.doc, harm.token
    words = doc.char_span(*belongs[1], alignment_mode="expand")
    if words is None or words.root.lower_ not in ITS or verb.pos_ != "VERB" or is_passive(verb):
        return belongs
    doer = subject(verb) if verb.lemma_.lower() not in roles("loss") else None
    named = resolution.at((doer.idx, doer.idx + len(doer))) if doer is not None else None
    if doer is None or named is None or named.who != belongs[0] or doer.i > words.start:
        return belongs
    return next(_nations_between(doer, words.root, resolution), None)


def _nations_between(first: Token, last: Token, resolution: Resolution) -> Iterator[Stated]:
    for t in first.doc[first.i + 1 : last.i]:
        if t.i in resolution.adjectives and t.sent == first.sent:
            yield resolution.adjectives[t.i], (t.idx, t.idx + len(t))


def _struck(noun: Token | None, harm: Harm, resolution: Resolution) -> Stated | None:
    """The party that an attack which killed rebels was on: "strikes on Salar positions killed 20 militants"."""
    if not allegiance(noun) or harm.token.pos_ != "VERB" or is_passive(harm.token):
        return None
    attack = subject(harm.token)
    if attack is None or attack.lemma_.lower() not in groups("incidents")["event"].words:
        return None
    targets = [g for p in attack.rights if p.lower_ in AGAINST for g in p.children if g.dep_ == "pobj"]
    parties = (party for t in targets for word in (t, *t.lefts) if (party := _armed_at(word, resolution)) is not None)
    return next(parties, None)


def _armed_at(word: Token, resolution: Resolution) -> Stated | None:
    named = resolution.at((word.idx, word.idx + len(word)))
    if named is None or named.who is None or word.pos_ not in ("PROPN", "NOUN"):
        return None
    who = resolution.entities[named.who]
    group = who.type == "armed group" and who.name[:1].isupper()
    return (named.who, (named.start, named.end)) if group else None


def _is_party(who: int, resolution: Resolution) -> bool:
    return resolution.entities[who].type in ("state", "armed group", "organisation", "office")


def _covers(start: int, end: int, token: Token) -> bool:
    return start <= token.idx < end


def _all_of(c: Counted, resolution: Resolution) -> Stated | None:
    """The nation that is said of all behind a number: "bringing the dead to four, all Chadians"."""
    last = c.noun if c.noun is not None and c.noun.i > c.quantity.i else c.quantity
    behind = [*last.doc[last.i + 1 : last.i + 6]]
    if len(behind) < 3 or behind[0].text != "," or behind[1].lower_ not in ("all", "both"):
        return None
    nation = next((t for t in behind[2:] if t.lower_ not in ("of", "them")), None)
    return side(nation, resolution) if nation is not None and nation.ent_type_ == "NORP" else None


def _on_side_of(c: Counted, resolution: Resolution) -> Stated | None:
    """The party behind a number's "on the side of": "up to 3,000 dead on the side of the rebels"."""
    sides = (t for t in c.quantity.doc[c.quantity.i + 1 : c.quantity.i + 8] if t.lower_ == "side" and t.sent == c.quantity.sent)
    parties = (g for s in sides for p in s.rights if p.lower_ == "of" for g in p.children if g.dep_ == "pobj")
    named = next((m for g in parties if (m := resolution.at((g.left_edge.idx, g.idx + len(g)))) is not None), None)
    if named is None or named.who is None or resolution.entities[named.who].type not in PARTIES:
        return None
    return named.who, (named.start, named.end)


def _loser(verb: Token, resolution: Resolution) -> Stated | None:
    """Who lost those that a verb of loss counts: Orvania in "Orvania has lost 64 soldiers"."""
    loser = next((t for t in verb.children if t.dep_ == "nsubj"), None) if verb.lemma_.lower() in roles("loss") else None
    named = resolution.at((loser.idx, loser.idx + len(loser))) if loser is not None else None
    if named is None or named.who is None or resolution.entities[named.who].type not in (*PARTIES, "organisation"):
        return None
    return named.who, (named.start, named.end)
