"""Role nouns -> entities: "the French president", "the ministry", "Russian troops", "a senior official", "both sides"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from reportedly.knowledge import offices
from reportedly.knowledge.gazetteer import countries
from reportedly.read.cast.cast import Cast, Part
from reportedly.read.cast.mentions import Candidate
from reportedly.read.cast.names import Links
from reportedly.read.cast.pronouns import Stage
from reportedly.read.cast.roles import PLAIN, governing_state
from reportedly.read.syntax import child, children
from reportedly.records import EntityType

LEADERS = ("head of state", "head of government", "monarch", "leader")
BODIES_OF_STATES = (
    "army",
    "military",
    "police",
    "navy",
    "air force",
    "parliament",
    "security forces",
    "television",
    "senate",
    "cabinet",
)
DEFINITE = ("the", "this", "that", "these", "those", "both", "all")
NUMBERS = (
    "two",
    "three",
    "four",
    "several",
    "some",
    "other",
    "many",
    "more",
    "another",
    "one",
    "a",
    "an",
    "any",
    "no",
    "few",
    "dozens",
)


def nominal(c: Candidate, cast: Cast, links: Links, stage: Stage, published: dt.date | None) -> int | None:
    """Whom a role noun stands for, None where the report leaves it open."""
    assert c.role is not None
    heads = links.by_head
    if (same := _apposed(c, links, cast)) is not None:
        return same
    state = governing_state(c.head, heads, links.adjectives, cast)
    if (owned := _owned(c, heads, cast)) is not None:
        return owned
    kind = c.role.name
    if kind == "pair":
        return _pair(c, cast, stage)
    if kind == "force of a state":
        return _force(c, cast, state)
    if kind == "state":
        return _country(c, cast, heads, stage) if _is_definite(c) else None
    if kind == "armed group":
        return _armed(c, cast, stage)
    if kind == "outlet" and (named := _named_inside(c, heads, cast)) is not None:
        return named
    if kind == "outlet" and _is_definite(c) and (outlet := stage.latest("outlet")) is not None and state is None:
        return outlet
    if kind in ("body", "outlet"):
        return _body(c, cast, state, kind)
    if c.role.values["number"] == "many":
        return _several(c, cast, state)
    return _single(c, cast, state, stage, published)


def _apposed(c: Candidate, links: Links, cast: Cast) -> int | None:
    """The named one beside it: "the minister, Ivo Marek," or "Ivo Marek, a deputy police chief"."""
    if c.chars in links.apposed:
        return links.apposed[c.chars]
    heads = links.by_head
    beside = [*children(c.head, "appos"), *([c.head.head] if c.head.dep_ == "appos" else [])]
    return next(
        (
            heads[t.i]
            for t in beside
            if t.i in heads and cast[heads[t.i]].type in ("person", "organisation", "armed group", "outlet")
        ),
        None,
    )


def _named_inside(c: Candidate, heads: Mapping[int, int], cast: Cast) -> int | None:
    """The outlet named within "the local Fars news agency"."""
    tokens = c.head.doc.char_span(c.start, c.end, alignment_mode="expand") or ()
    return next((heads[t.i] for t in tokens if t.i in heads and cast[heads[t.i]].type == "outlet"), None)


def _is_definite(c: Candidate) -> bool:
    return any(t.lower_ in DEFINITE or t.dep_ == "poss" for t in c.head.lefts)


def _core_words(c: Candidate) -> list[str]:
    """The nominal's words without determiners and numbers: "rebels" of "At least 21 rebels"."""
    span = c.head.doc.char_span(c.start, c.end, alignment_mode="expand") or ()
    counted = max((t.i for t in span if t.tag_ == "CD" and t.i < c.head.i), default=-1)
    kept = (t for t in span if t.i > counted and t.lower_ not in (*DEFINITE, *NUMBERS))
    return [t.text for t in kept if t.tag_ not in ("PRP$", "CD", "POS", "_SP") and not t.is_punct]


def _owned(c: Candidate, heads: Mapping[int, int], cast: Cast) -> int | None:
    """An office or somebody's people: "Macron's office", "a spokesman for Torgal", "lawyers for the bank"."""
    owner = child(c.head, "poss")
    if owner is None:
        prep = next((p for p in children(c.head, "prep") if p.lower_ == "for"), None)
        owner = child(prep, "pobj") if prep is not None else None
    who = heads.get(owner.i) if owner is not None else None
    if who is None or c.role is None:
        return None
    if c.head.lower_ == "office":
        role = next((r for r in cast[who].roles if r.state is not None and r.group in (*LEADERS, "minister")), None)
        title = " ".join([w.capitalize() for w in role.noun.split()]) if role else ""
        of = f"the {title} of {cast[role.state].name}" if role and role.state is not None else cast[who].name
        return cast.once("office", of, Part(f"Office of {of}", "office", cast[who].country, principal=who))
    if c.role.name == "spokesman" or (
        c.role.name in ("envoy", "people", "unnamed") and owner is not None and owner.dep_ == "pobj"
    ):
        name = f"{c.noun} for {cast[who].name}"
        many = c.role.values["number"] == "many"
        kind: EntityType = "group" if many else "office"
        return cast.once("spokesman", name, Part(name, kind, cast[who].country, principal=who, many=many))
    return None


def _pair(c: Candidate, cast: Cast, stage: Stage) -> int | None:
    """ "the two countries", "both sides", "the warring parties": the two that the report has spoken of most until here."""
    words = {t.lower_ for t in c.head.lefts}
    if not words & {"two", "both", "warring", "rival", "opposing"}:
        return None
    types = (
        ("state",)
        if c.noun in ("countries", "nations", "states", "neighbours", "neighbors", "governments")
        else ("state", "armed group")
    )
    seen = [i for i in cast.heaviest(*types) if any(e.who == i for e in stage.entrances)][:2]
    if len(seen) < 2:
        return None
    first, second = sorted(seen, key=lambda i: next(n for n, e in enumerate(stage.entrances) if e.who == i))
    name = f"{cast[first].name} and {cast[second].name}"
    return cast.once("group", name, Part(name, "group", many=True, members=(first, second)))


def _force(c: Candidate, cast: Cast, state: int | None) -> int | None:
    """Troops and governments are their state's: "Russian troops", "the Ukrainian side", "the government" of the report."""
    own = [w for w in _core_words(c) if w.lower() not in (c.head.lower_,) and not cast.is_demonym(w)]
    if own and (c.noun in ("forces", "troops") or (own[0][:1].isupper() and state is None)):
        words = " ".join(_core_words(c))
        return cast.once(
            "words", words, Part(words, "organisation", cast[state].country if state is not None else None, many=True)
        )
    if state is not None:
        return state
    if c.noun in ("government", "authorities", "regime", "administration", "troops", "soldiers") and not own:
        home = cast.home()
        return home if home is not None else cast.once("words", c.noun, Part(c.noun, "organisation", many=c.noun != "government"))
    return None


def _country(c: Candidate, cast: Cast, heads: Mapping[int, int], stage: Stage) -> int | None:
    owner = child(c.head, "poss")
    if owner is not None:
        who = heads.get(owner.i)
        return next((r.state for r in cast[who].roles if r.state is not None), None) if who is not None else None
    return stage.latest("state", before=c.head)


def _armed(c: Candidate, cast: Cast, stage: Stage) -> int | None:
    words = _core_words(c)
    groups = cast.heaviest("armed group")
    if c.noun in ("group", "faction"):
        return stage.latest("armed group", "organisation") if _is_definite(c) else None
    named = [i for i in groups if not cast[i].name.islower()]
    if len(named) == 1 and not any(w[:1].isupper() and w.lower() != c.noun for w in words):
        return named[0]
    if len(words) == 1 and groups:
        return groups[0]
    for i in groups:
        if set(cast[i].name.lower().split()) & {w.lower() for w in words[:-1]}:
            return i
    words = words if words[0][:1].isupper() else [w.lower() for w in words]
    return cast.once("words", " ".join(words), Part(" ".join(words), "armed group", many=True))


def _body(c: Candidate, cast: Cast, state: int | None, kind: str) -> int | None:
    """ "the ministry", "Afghan police", "the US military": by its state, the report's own when it names none."""
    words = _core_words(c)
    plain = [w for w in words if w.islower() or not cast.is_demonym(w)]
    own = " ".join(plain) or c.noun
    of = state if state is not None else cast.home()
    key = f"{own.lower()} {of}"
    if (known := cast.known("body of", key)) is not None:
        return known
    if len(plain) == 1 and (same := _ends_in(cast, own.lower())) is not None and _is_definite(c):
        return same
    if kind == "body" and own.lower() in (
        "office",
        "body",
        "union",
        "movement",
        "campaign",
        "alliance",
        "bloc",
        "front",
        "group",
    ):
        return None
    name = " ".join(words)
    if "ministry" in own.lower():
        name = own.title() + (f" ({cast[of].name})" if of is not None else "")
    elif state is None and of is not None and c.noun in BODIES_OF_STATES:
        name = f"{_adjective(cast, of)} {own}"
    who = cast.once(
        "body of", key, Part(name, "outlet" if kind == "outlet" else "organisation", cast[of].country if of is not None else None)
    )
    cast.recall("body of", f"{own.split()[-1].lower()} {of}", who)
    return who


def _ends_in(cast: Cast, noun: str) -> int | None:
    """The latest body named by this noun: "the council" for "the Northern Council"."""
    for i in range(len(cast.parts) - 1, -1, -1):
        part = cast[i]
        if part.type in ("organisation", "outlet", "office") and noun in part.name.lower().split():
            return i
    return None


def _adjective(cast: Cast, state: int) -> str:
    country = countries().by_code.get(cast[state].country or "")
    if cast[state].demonym:
        return cast[state].demonym or ""
    return country.adjectives[0] if country and country.adjectives else cast[state].name


def _several(c: Candidate, cast: Cast, state: int | None) -> int | None:
    """ "officials", "Two Velmaran officials", "residents of the port": one group by their words, the same for "the officials"."""
    words = [w for w in _core_words(c) if w.islower() or not cast.is_demonym(w)]
    if len(words) == 1 and _is_definite(c) and (known := cast.known("people", c.noun)) is not None:
        return known
    of = state if state is not None else (cast.home() if c.noun == "officials" else None)
    name = " ".join(words) + (f" ({cast[of].name})" if of is not None else "")
    who = cast.once("people", name, Part(name, "group", cast[of].country if of is not None else None, many=True))
    cast.recall("people", c.noun, who)
    return who


def _single(c: Candidate, cast: Cast, state: int | None, stage: Stage, published: dt.date | None) -> int | None:
    """One person by a role: somebody whom the report names so, else whoever held the office, else somebody without a name."""
    assert c.role is not None
    groups = LEADERS if c.role.name == "leader" else (c.role.name,)
    modifiers = frozenset(
        w.lower() for w in _core_words(c) if w.lower() not in (*PLAIN, *c.noun.split()) and not cast.is_demonym(w) and w.islower()
    )
    if _is_definite(c) or not any(t.dep_ == "det" for t in c.head.lefts):
        bearers = set(cast.with_role(groups, c.noun, modifiers, state))
        if bearers:
            return next((e.who for e in reversed(stage.entrances) if e.who in bearers), min(bearers))
        if not bearers and c.role.name in LEADERS and state is None and (home := cast.home()) is not None:
            bearers = set(cast.with_role(groups, c.noun, modifiers, home))
            if len(bearers) == 1:
                return bearers.pop()
        if (known := cast.known("single", c.noun)) is not None and state is None:
            return known
        title = c.role.values.get("title")
        if title and state is not None and published is not None and cast[state].country:
            held = offices.holder("leader" if title == "leader" else c.noun, cast[state].country or "", published)
            if held is not None:
                who = cast.person(held.name)
                cast[who].country = cast[state].country
                return who
    nameless = c.role.values["type"] == "person" and c.role.name not in ("spokesman", "envoy", "head of a body")
    held = state is not None and "title" in c.role.values  # an office that somebody holds, whose name cannot be told
    if nameless and (held or not stage.speaks(c.head)):
        return None
    return _anonymous(c, cast, state)


def _anonymous(c: Candidate, cast: Cast, state: int | None) -> int:
    words = [w for w in _core_words(c) if w.islower() or not cast.is_demonym(w)]
    of = f"{cast[state].name}, anonymous" if state is not None else "anonymous"
    who = cast.add(Part(f"{' '.join(words)} ({of})", "anonymous", cast[state].country if state is not None else None))
    cast.recall("single", c.noun, who)
    return who
