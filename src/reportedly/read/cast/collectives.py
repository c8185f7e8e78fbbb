"""Role nouns for many and for bodies -> entities: "Russian troops", "the rebels", "both sides", "the ministry"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import dropwhile, takewhile

from spacy.tokens import Token

from reportedly.knowledge.gazetteer import countries
from reportedly.knowledge.lexicon import group_of
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import Cast, Part, together
from reportedly.read.cast.governments import government, palace
from reportedly.read.cast.lists import listed
from reportedly.read.cast.speakers import ours
from reportedly.read.cast.stage import Stage
from reportedly.read.cast.words import core_words, descriptive, is_definite
from reportedly.read.syntax import child, children

RECENT = 6  # states looked back on for "the country"


def pair(c: Candidate, cast: Cast, stage: Stage) -> int | None:
    """ "the two countries", "both sides", "the warring parties": the two that the report has spoken of most until here."""
    if not {t.lower_ for t in c.head.lefts} & listed("pairing"):
        return None
    types = ("state",) if c.noun in listed("countries") else ("state", "armed group")
    entered = [e.who for e in stage.entrances]
    least = 2 if c.noun == "parties" else 1
    seen = [i for i in cast.heaviest(*types) if i in entered and cast.weight[i] >= least and not cast[i].region][:2]
    return together(cast, tuple(sorted(seen, key=entered.index))) if len(seen) == 2 else None


def force(c: Candidate, cast: Cast, state: int | None, heads: Mapping[int, int], stage: Stage) -> int | None:
    """Troops and governments are their state's or alliance's: "Russian troops", "the Ukrainian side", "coalition soldiers"."""
    if c.noun not in listed("ruling") and (body := _body_before(c, cast, heads)) is not None:
        return body
    if (owner := commander(c, cast, heads)) is not None or (owner := ours(c, stage)) is not None:
        return owner
    own = [w for w in core_words(c) if w.lower() != c.head.lower_ and not cast.is_demonym(w)]
    if state is None and len(own) == 1 and (capital := countries().by_capital(own[0])) is not None:  # "Moscow forces"
        own, state = [], cast.state(capital)
    if c.noun in listed("ruling"):
        return government(c, own, cast, state, heads)
    if own and own[-1] == "government":
        own = []
        state = state if state is not None else cast.home()
    if own and is_definite(c) and (same := _same_force(c, cast, stage)) is not None:
        return same
    if own and (c.noun in ("forces", "troops") or (own[0][:1].isupper() and state is None)):
        words = " ".join(core_words(c))
        country = cast[state].country if state is not None else None
        who = cast.once("words", words, Part(words, "organisation", country, many=True))
        cast.recall("force", "", who)
        return who
    if state is not None:
        cast.recall("force", "", state)
        return state
    if own:
        return None
    if c.noun in listed("fighters") and is_definite(c) and (known := cast.known("force", "")) is not None:
        return known
    if c.noun in ("troops", "soldiers"):
        home = cast.home()
        return home if home is not None else cast.once("words", c.noun, Part(c.noun, "organisation", many=True))
    return None


def commander(c: Candidate, cast: Cast, heads: Mapping[int, int]) -> int | None:
    """Whose men they are: "its troops", "their soldiers"; a person's are those of the side that he leads ("his men")."""
    owner = child(c.head, "poss")
    who = heads.get(owner.i) if owner is not None else None
    if who is None or cast[who].type in ("state", "armed group", "group"):
        return who
    served = (role.body if role.body is not None else role.state for role in cast[who].roles)
    return next((side for side in served if side is not None), None)


def _body_before(c: Candidate, cast: Cast, heads: Mapping[int, int]) -> int | None:
    """The alliance or army whose soldiers they are: "NATO troops", "coalition forces"."""
    before = c.head.nbor(-1) if c.head.i else c.head
    if before.dep_ not in ("compound", "nmod", "amod", "poss") or before.head != c.head:
        return None
    who = heads.get(before.i)
    if who is not None and cast[who].type in ("organisation", "armed group"):
        return who
    if before.lower_ not in listed("alliance"):
        return None
    known = cast.known("alliance", before.lower_)
    if known is None:
        first = next((t for t in c.head.doc if t.lower_ == before.lower_ and t.i), before)
        name = _with_modifiers(first)
        known = cast.once("alliance", before.lower_, Part(name, "organisation"))
    return known


def _same_force(c: Candidate, cast: Cast, stage: Stage) -> int | None:
    """The force that the words repeat in part: "the elite troops" after "elite Peruvian troops"."""
    words = {w.lower() for w in core_words(c)}
    forces = (e.who for e in stage.somebody() if cast[e.who].type == "organisation" and cast[e.who].many)
    return next((who for who in forces if words <= set(cast[who].name.lower().split())), None)


def _with_modifiers(noun: Token) -> str:
    """A noun with the adjectives right before it: "US-led coalition"."""
    first = noun
    while first.i > noun.sent.start and (first.nbor(-1).pos_ in ("ADJ", "PROPN", "VERB") or first.nbor(-1).text == "-"):
        first = first.nbor(-1)
    return str(noun.doc[first.i : noun.i + 1].text)


def country(c: Candidate, cast: Cast, heads: Mapping[int, int], stage: Stage) -> int | None:
    """ "the country", "his country"."""
    owner = child(c.head, "poss")
    if owner is not None:
        who = heads.get(owner.i)
        return next((r.state for r in cast[who].roles if r.state is not None), None) if who is not None else None
    states = [e for e in stage.somebody(c.head) if cast[e.who].type == "state" and not cast[e.who].region][:RECENT]
    near = [e.who for e in states if e.sentence >= states[0].sentence - 1]
    return max(near, key=lambda who: cast.weight[who], default=None)


def armed(c: Candidate, cast: Cast, stage: Stage) -> int | None:
    """ "the rebels", "rebel fighters", "the group": the armed group that the report names, where it is clear which."""
    words = core_words(c)
    if c.noun in ("group", "faction"):
        if len(words) == 1:
            return described_body(c, cast, stage)
        told = {w.lower() for w in words[:-1]}
        if not is_definite(c) or not told:
            return None
        if told <= listed("armed"):
            return stage.latest("armed group")
        return stage.latest("organisation") if told <= listed("of no cause") | {"human"} else None
    groups = cast.heaviest("armed group")
    named = [i for i in groups if not cast[i].name.islower()]
    if len(named) == 1 and not any(w[:1].isupper() and w.lower() != c.noun for w in words):
        return named[0]
    if len(words) == 1 and groups:
        latest = stage.latest("armed group") if is_definite(c) else None
        return latest if latest is not None else groups[0]
    for i in groups:
        if set(cast[i].name.lower().replace("-", " ").split()) & {w.lower() for word in words[:-1] for w in word.split("-")}:
            return i
    words = words if words[0][:1].isupper() else [w if "-" in w else w.lower() for w in words]
    return cast.once("words", " ".join(words), Part(" ".join(words), "armed group", many=True))


def described_body(c: Candidate, cast: Cast, stage: Stage) -> int | None:
    """ "the company", "the group", "the agency": the latest body that it can describe."""
    described = child(c.head, "prep", "acl", "relcl") is not None  # "this group of the well off" is a group of its own
    if not is_definite(c) or described:
        words = " ".join(core_words(c))
        return cast.once("words", words, Part(words, "organisation")) if len(core_words(c)) > 1 else None
    if c.noun in listed("fighting body"):
        return stage.latest("armed group", "organisation")
    return stage.latest("organisation", "outlet") if c.noun in listed("other body") else None


def body(c: Candidate, cast: Cast, state: int | None, stage: Stage) -> int | None:
    """ "the ministry", "Afghan police", "the US military": by its state, that of the place it acts in, the report's own."""
    words = core_words(c)
    plain = descriptive(c, cast)
    own = " ".join(plain) or c.noun
    here = stage.state_near(c.head) if not is_definite(c) or c.noun in listed("body of a state") else None
    of = state if state is not None else here if here is not None else cast.home()
    if (ruling := palace(c, own.lower(), of, cast)) is not None:
        return ruling
    key = f"{own.lower()} {of}"
    if (known := cast.known("body of", key)) is not None:
        return known
    bare = is_definite(c) or (c.noun in listed("body of a state") and c.head.is_lower)
    if len(plain) == 1 and bare and (same := _ends_in(cast, own.lower(), state if state is not None else here)) is not None:
        return same
    if (
        c.role is not None
        and c.role.name == "body"
        and own.lower() in listed("fighting body") | listed("other body") | {"office"}
    ):
        return described_body(c, cast, stage)
    name = " ".join(words)
    if (where := _where(c)) is not None and c.noun in listed("body of a state"):
        name = f"{c.noun} ({where})"
    elif "ministry" in own.lower():
        name = own.title() + (f" ({cast[of].name})" if of is not None else "")
    elif state is None and of is not None and c.noun in listed("body of a state"):
        name = f"{_adjective(cast, of)} {own}"
    outlet = c.role is not None and c.role.name == "outlet"
    part = Part(name, "outlet" if outlet else "organisation", cast[of].country if of is not None else None)
    title = _title(plain) if outlet and c.head.is_lower else ""
    who = cast.once("body", title, replace(part, name=title)) if title else cast.once("body of", key, part)
    cast.recall("body of", f"{own.split()[-1].lower()} {of}", who)
    return who


def _where(c: Candidate) -> str | None:
    """The place of "police in the northern district of Solo"."""
    within = next((p for p in children(c.head, "prep") if p.lower_ in ("in", "at") and p.idx < c.end), None)
    names = [t for t in (within.subtree if within is not None else ()) if t.pos_ == "PROPN"]
    return names[-1].text if names else None


def _title(words: Iterable[str]) -> str:
    """The name before a noun for outlets: Lumen of "private Lumen television channel"."""
    title = " ".join(takewhile(lambda word: word[:1].isupper(), dropwhile(str.islower, words)))
    return "" if title.lower() in group_of("roles") or countries().by_name(title) else title  # "Army radio", "Israel army radio"


def _ends_in(cast: Cast, noun: str, state: int | None) -> int | None:
    """The latest body named by this noun: "the council" for "the Northern Council"."""
    country = cast[state].country if state is not None else None
    for i in range(len(cast.parts) - 1, -1, -1):
        part, words = cast[i], cast[i].name.lower().split()
        named_so = noun in words and (words[-1] == noun or part.type != "outlet")  # "army radio" is no army
        near = country is None or part.country in (None, country)
        of_state = noun in listed("body of a state")  # "the army" is not the Liberation Army
        types = ("organisation", "outlet", "office") if of_state else ("organisation", "outlet", "office", "armed group")
        if part.type in types and named_so and near:
            return i
    return None


def _adjective(cast: Cast, state: int) -> str:
    known = countries().by_code.get(cast[state].country or "")
    if cast[state].demonym:
        return cast[state].demonym or ""
    return known.adjectives[0] if known and known.adjectives else cast[state].name


def several(c: Candidate, cast: Cast, state: int | None) -> int | None:
    """ "officials", "Two Velmaran officials", "residents of the port": one group by their words, the same for "the officials"."""
    words = descriptive(c, cast)
    alike = group_of("same_roles").get(" ".join(words).lower()) or (
        group_of("same_roles").get(c.noun) if is_definite(c) else None
    )
    for noun in (c.noun, *([alike.name] if alike is not None else ())):
        if ((len(words) == 1 and is_definite(c)) or noun != c.noun) and (known := cast.known("people", noun)) is not None:
            return known
    of = state if state is not None else (cast.home() if c.noun == "officials" else None)
    name = " ".join(words) + (f" ({cast[of].name})" if of is not None else "")
    who = cast.once("people", name, Part(name, "group", cast[of].country if of is not None else None, many=True))
    cast.recall("people", c.noun, who)
    if (alike := group_of("same_roles").get(c.noun)) is not None:
        cast.recall("people", alike.name, who)
    return who


def is_of_body(word: str) -> bool:
    """Whether a noun names a body that an unnamed person may belong to: "ministry", "police"."""
    group = group_of("roles").get(word.lower())
    return group is not None and group.name in ("body", "force of a state")
