"""Role nouns -> entities: "the French president", "the ministry", "Russian troops", "a senior official", "both sides"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from spacy.tokens import Token

from reportedly.knowledge.lexicon import group_of
from reportedly.read.cast import collectives
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import Cast, Part, together
from reportedly.read.cast.counted import as_many, number, those_people
from reportedly.read.cast.governments import office_of
from reportedly.read.cast.links import Links
from reportedly.read.cast.lists import listed
from reportedly.read.cast.people import gender_of
from reportedly.read.cast.roles import governing_state, role_of
from reportedly.read.cast.speakers import ours
from reportedly.read.cast.stage import Stage
from reportedly.read.cast.words import core_words, descriptive, is_definite
from reportedly.read.syntax import child, children
from reportedly.records import EntityType

LEADERS = ("head of state", "head of government", "monarch", "leader")
BODIES = ("organisation", "armed group", "outlet")
COLLECTIVE = ("pair", "force of a state", "state", "armed group", "outlet", "body")
ROLES_OF_OTHERS = ("counterpart", "colleague")


def nominal(c: Candidate, cast: Cast, links: Links, stage: Stage, published: dt.date | None) -> int | None:
    """Whom a role noun stands for, None where the report leaves it open."""
    if c.role is None:
        return None
    if (same := _apposed(c, links, cast)) is not None:
        return same
    if c.role.values["type"] in BODIES and c.chars in links.introduced:
        return links.introduced[c.chars]
    if (owned := _owned(c, links.by_head, cast)) is not None:
        if cast[owned].principal is not None and not cast[owned].roles and c.role.values["number"] == "one":
            cast[owned].roles.extend(role_of(c, links.by_head, links.adjectives, cast))  # "the ministry spokesman" takes him up
        return owned
    state = governing_state(c.head, links.by_head, links.adjectives, cast)
    if c.role.name in COLLECTIVE:
        return _collective(c, c.role.name, cast, state, links.by_head, stage)
    if c.role.values["number"] == "many":
        return _many(c, cast, state, links, stage, published)
    return _single(c, cast, state, links, stage, published)


def _collective(c: Candidate, role: str, cast: Cast, state: int | None, heads: Mapping[int, int], stage: Stage) -> int | None:
    """Whom a noun for many or for a body stands for."""
    within = _named_inside(c, heads, cast) if role in ("body", "armed group", "outlet") else None
    if within is None and role == "body":
        within = _own_body(c, cast, heads)
    if within is not None:
        return within
    match role:
        case "pair":
            return collectives.pair(c, cast, stage)
        case "force of a state":
            return collectives.force(c, cast, state, heads, stage)
        case "state":
            known = state if c.head.lower_ not in ("kingdom", "republic") else None
            return known if known is not None else collectives.country(c, cast, heads, stage) if is_definite(c) else None
        case "armed group":
            return collectives.armed(c, cast, stage)
        case "outlet":
            return _outlet(c, cast, state, stage)
    return collectives.body(c, cast, state, stage)


def _own_body(c: Candidate, cast: Cast, heads: Mapping[int, int]) -> int | None:
    """The body that somebody serves: "his movement", "her party"."""
    owner = child(c.head, "poss")
    who = heads.get(owner.i) if owner is not None and owner.tag_ == "PRP$" else None
    if who is None or cast[who].type != "person" or len(core_words(c)) > 1 or c.noun == "office":
        return None
    return next((role.body for role in cast[who].roles if role.body is not None), None)


def _many(c: Candidate, cast: Cast, state: int | None, links: Links, stage: Stage, published: dt.date | None) -> int | None:
    """ "his men", "the French and German leaders", "the two men", "two officials"."""
    side = collectives.commander(c, cast, links.by_head) if c.noun == "men" else None
    side = ours(c, stage) if c.noun == "men" and side is None else side
    if c.noun == "members":
        side = _fighting_for(c, cast, links.by_head)
    known = side if side is not None else _holders(c, cast, links, published)
    if known is None and state is None and is_definite(c):
        known = _those(c, cast, stage)
    return known if known is not None else collectives.several(c, cast, state)


def _fighting_for(c: Candidate, cast: Cast, heads: Mapping[int, int]) -> int | None:
    """The armed group whose members they are: "members of the Falcons", "Falcon members"."""
    beside = [*children(c.head, "compound", "nmod"), *(o for p in children(c.head, "prep") for o in children(p, "pobj"))]
    return next((heads[t.i] for t in beside if t.i in heads and cast[heads[t.i]].type == "armed group"), None)


def _those(c: Candidate, cast: Cast, stage: Stage) -> int | None:
    """ "the two men", "the men": by their number, else by their being people."""
    if len(descriptive(c, cast)) > 1 or child(c.head, "prep", "relcl", "acl", "poss") is not None:
        return None
    n = next((n for t in c.head.lefts if (n := number(t)) is not None), None)
    if n is not None:
        return as_many(c, n, stage, human=True)
    known = cast.known("people", c.noun)
    return those_people(c, stage) if c.noun in listed("any people") and known is None else None


def _outlet(c: Candidate, cast: Cast, state: int | None, stage: Stage) -> int | None:
    """ "this newspaper" is the report's own, "the newspaper" the latest to have spoken, else the latest named."""
    if stage.outlet is not None and any(t.lower_ == "this" for t in c.head.lefts):
        return stage.outlet
    if is_definite(c) and state is None and len(core_words(c)) == 1 and (latest := stage.latest_outlet()) is not None:
        return latest
    return collectives.body(c, cast, state, stage)


def _apposed(c: Candidate, links: Links, cast: Cast) -> int | None:
    """The named one beside it: "the minister, Ivo Marek," or "Ivo Marek, a deputy police chief"."""
    if c.chars in links.apposed:
        return links.apposed[c.chars]
    heads = links.by_head
    beside = [*children(c.head, "appos"), *([c.head.head] if c.head.dep_ == "appos" else [])]
    human = c.role is not None and c.role.values["type"] in ("person", "anonymous")
    types = ("person",) if human else ("person", "organisation", "armed group", "outlet")
    return next((heads[t.i] for t in beside if t.i in heads and cast[heads[t.i]].type in types), None)


def _named_inside(c: Candidate, heads: Mapping[int, int], cast: Cast) -> int | None:
    """The outlet or body named within "the local Fars news agency", "the ruling Sarvan movement"."""
    tokens = c.head.doc.char_span(c.start, c.end, alignment_mode="expand") or ()
    outlet = next((heads[t.i] for t in tokens if t.i in heads and cast[heads[t.i]].type == "outlet"), None)
    before = c.head.nbor(-1) if c.head.i else c.head
    apposed = before.dep_ in ("compound", "nmod") and c.noun in listed("called by name") and before.i in heads
    if outlet is not None or not apposed or cast[heads[before.i]].type not in ("organisation", "armed group"):
        return outlet
    return heads[before.i]


def _owned(c: Candidate, heads: Mapping[int, int], cast: Cast) -> int | None:
    """An office or somebody's people: "Macron's office", "a spokesman for Torgal", "lawyers for the bank"."""
    owner = child(c.head, "poss")
    spoken = c.role is not None and c.role.name == "spokesman"
    if owner is None:
        prep = next((p for p in children(c.head, "prep") if p.lower_ == "for" or (spoken and p.lower_ in ("of", "from"))), None)
        owner = child(prep, "pobj") if prep is not None else None
    who = heads.get(owner.i) if owner is not None else None
    if who is None or c.role is None:
        return None
    if c.head.lower_ == "office":
        role = next((r for r in cast[who].roles if r.state is not None and r.group in (*LEADERS, "minister")), None)
        if role is not None and role.state is not None:
            return office_of(cast, role.noun.title(), role.state, who)
        return cast.once("office", cast[who].name, Part(_own_words(c), "office", cast[who].country, principal=who))
    if c.role.name == "spokesman" or (
        c.role.name in ("envoy", "people", "unnamed") and owner is not None and owner.dep_ == "pobj"
    ):
        name = f"{c.noun} for {cast[who].name}"
        many = c.role.values["number"] == "many"
        kind: EntityType = "group" if many else "office"
        return cast.once("spokesman", name, Part(name, kind, cast[who].country, principal=who, many=many))
    return None


def _own_words(c: Candidate) -> str:
    """A mention's words without courtesy: "Marek's office" of "Mr Marek’s office"."""
    return " ".join(word for word in c.text.replace("’", "'").split() if word not in listed("courtesy") and word.lower() != "the")


def _single(c: Candidate, cast: Cast, state: int | None, links: Links, stage: Stage, published: dt.date | None) -> int | None:
    """One person by a role: somebody whom the report names so, else whoever held the office, else somebody without a name."""
    assert c.role is not None
    if c.head.dep_ == "attr" or c.head.head.lower_ == "as":  # "he was a critic", "his image as a critic" ascribe, and name nobody
        return None
    if c.noun in ROLES_OF_OTHERS and state is not None:
        return _counterpart(c, cast, state, links, published)
    if is_definite(c) or not any(t.dep_ == "det" for t in c.head.lefts):
        bearers = _known(c, cast, state, stage)
        if len(bearers) > 1:
            stage.open[c.chars] = bearers
            return None
        known = next(iter(bearers), None)
        of = state if state is not None else cast.home() if c.role.name in LEADERS and len(core_words(c)) == 1 else None
        if known is None and of is not None:
            known = _holder(cast, c.role.values.get("title"), c.noun, of, published)
        if known is not None:
            return known
    if (named := links.introduced.get(c.chars)) is not None:
        return named
    nameless = c.role.values["type"] == "person" and c.role.name not in ("spokesman", "envoy", "head of a body")
    held = state is not None and "title" in c.role.values  # an office that somebody holds, whose name cannot be told
    if nameless and held:
        stage.open[c.chars] = ()
    if nameless and (held or not stage.speaks(c.head)):
        return None
    who = _anonymous(c, cast, state, stage)
    cast[who].roles.extend(role_of(c, links.by_head, links.adjectives, cast))
    return who


def _known(c: Candidate, cast: Cast, state: int | None, stage: Stage) -> tuple[int, ...]:
    """Whom the report has given this role: the latest of them to have entered; several if one sentence brought them on."""
    role = c.role
    assert role is not None
    groups = LEADERS if role.name == "leader" else (role.name,)
    apart = (t.lower_ for t in c.head.lefts if _tells_apart(t) or (t.lower_ == "former" and "title" in role.values))
    modifiers = frozenset(word for word in apart if word not in c.noun.split())
    bearers = set(cast.with_role(groups, c.noun, modifiers, state))
    if bearers:
        entered = [e for e in stage.somebody() if e.who in bearers]
        latest = dict.fromkeys(e.who for e in entered if e.sentence == entered[0].sentence)
        own = [who for who in latest if any(role.state == state for role in cast[who].roles)]
        return tuple(own or latest) or (min(bearers),)
    if role.name in LEADERS and state is None and (home := cast.home()) is not None:
        bearers = set(cast.with_role(groups, c.noun, modifiers, home))
        if len(bearers) == 1:
            return tuple(bearers)
    known = cast.known("single", c.noun) if state is None else None
    return (known,) if known is not None else ()


def _tells_apart(modifier: Token) -> bool:
    """Whether a word tells one bearer of a role from another: "the deputy minister", "the rebel leader", not "the old leader"."""
    return modifier.lower_ in listed("rank") or (modifier.pos_ == "NOUN" and modifier.is_lower and modifier.dep_ != "poss")


def _holder(cast: Cast, title: object, noun: str, state: int, published: dt.date | None) -> int | None:
    """Whoever held the office on the day of the report, by the table."""
    if not title or published is None or not cast[state].country:
        return None
    held = cast.offices.holder("leader" if title == "leader" else noun, cast[state].country or "", published)
    if held is None:
        return None
    who = cast.person(held.name)
    cast[who].country = cast[state].country
    return who


def _holders(c: Candidate, cast: Cast, links: Links, published: dt.date | None) -> int | None:
    """ "the presidents of Peru and Chile", "the French and German leaders": those who hold the office in each state."""
    group = group_of("roles").get(c.head.lemma_.lower())
    if group is None or not group.values.get("title"):
        return None
    named = [
        o for p in children(c.head, "prep") if p.lower_ == "of" for pobj in children(p, "pobj") for o in (pobj, *pobj.conjuncts)
    ]
    states = [links.by_head[t.i] for t in named if t.i in links.by_head and cast[links.by_head[t.i]].type == "state"]
    states += [links.adjectives[t.i] for a in c.head.lefts for t in (a, *a.conjuncts) if t.i in links.adjectives]
    members: list[int] = []
    for state in dict.fromkeys(states):
        groups = LEADERS if group.name == "leader" else (group.name,)
        bearer = next(cast.with_role(groups, c.head.lemma_.lower(), frozenset(), state), None)
        holder = bearer if bearer is not None else _holder(cast, group.values["title"], c.head.lemma_.lower(), state, published)
        members += [holder] if holder is not None else []
    return together(cast, tuple(members)) if len(members) > 1 and len(members) == len(set(states)) else None


def _counterpart(c: Candidate, cast: Cast, state: int, links: Links, published: dt.date | None) -> int | None:
    """ "his Keldurian counterpart": who has the owner's office in the other state, by the report or by the table."""
    owner = child(c.head, "poss")
    who = links.by_head.get(owner.i) if owner is not None else None
    for role in cast[who].roles if who is not None else ():
        named = [one for one in cast.with_role((role.group,), role.noun, frozenset(), state) if one != who]
        if named:
            return named[0]
        if (held := _holder(cast, role.noun, role.noun, state, published)) is not None:
            return held
    return None


def _uncapitalised(c: Candidate, words: list[str]) -> list[str]:
    """The words without the capital that opens a sentence: "another hostage"."""
    first = c.head.left_edge
    opens = bool(first.is_sent_start) and first.pos_ != "PROPN" and words[0] == first.text
    return [words[0].lower(), *words[1:]] if opens else words


def _anonymous(c: Candidate, cast: Cast, state: int | None, stage: Stage) -> int:
    """Somebody without a name, described by role, body and state: "Interior Ministry official (Iraq, anonymous)"."""
    words = _uncapitalised(c, descriptive(c, cast))
    if any(t.lower_ in listed("another") for t in c.head.lefts) and words[0].lower() not in listed("another"):
        words = ["another", *words]
    if state is None and any(collectives.is_of_body(word) for word in words[:-1]):
        near = stage.state_near(c.head)
        state = near if near is not None else cast.home()
    of = f"{cast[state].name}, anonymous" if state is not None else "anonymous"
    who = cast.add(Part(f"{' '.join(words)} ({of})", "anonymous", cast[state].country if state is not None else None))
    cast[who].gender = gender_of(words)
    cast.recall("single", c.noun, who)
    return who
