"""Names -> entities, over the whole report: states, people, bodies, outlets, and what the report says that people are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from reportedly.knowledge.gazetteer import countries
from reportedly.knowledge.lexicon import group_of, groups
from reportedly.knowledge.offices import Offices
from reportedly.knowledge.people import holder, is_in_office_table, person_name
from reportedly.read.cast.bodies import body_named, listed_body
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import Cast, Part
from reportedly.read.cast.links import MODIFYING, Links, link_acronyms, link_adjectives
from reportedly.read.cast.lists import listed
from reportedly.read.cast.people import describe_people, gender_of
from reportedly.read.layers import Chars, Parse, Toponym
from reportedly.read.syntax import children
from reportedly.records import Place

DASHES = ("-", "--", "–", "—")
DATELINE = 40  # characters of a report that may hold its dateline
NOBODY = ("LOC", "NORP", "DATE", "TIME", "EVENT", "LAW")


def link_names(
    cast: Cast, parse: Parse, found: Sequence[Candidate], places: Mapping[Chars, Place] | None = None, day: date | None = None
) -> Links:
    """Whom each name stands for, and on the cast what the report says of them. Long names come before short ones.

    On `day`, the table of offices tells whom a surname alone means.
    """
    links = Links()
    known = places or {}
    surnames = frozenset(c.text.split()[-1] for c in found if c.kind == "name" and " " in c.text and c.label == "PERSON")
    filed = next((c.text.casefold() for c in found if _is_dateline(c)), "")
    labelled = (_relabelled(c, known, surnames, filed) for c in found if c.kind == "name")
    names = sorted(labelled, key=lambda c: (c.label != "GPE", -len(c.text.split()), len(c.text), c.start))
    alone = frozenset(c.text for c in names if " " not in c.text and not any(t.dep_ == "det" for t in c.head.lefts))
    full = {
        c.text.split()[-1]: c.start
        for c in reversed(found)
        if c.kind == "name" and c.label in ("PERSON", "ORG", "") and " " in c.text
    }
    bearers: dict[str, list[Candidate]] = {}
    for c in names:
        serving = _in_office(c, day, full)
        who = cast.person(serving) if serving is not None else _namesake(cast, c, bearers, links)
        if who is None and (who := _named(cast, c, alone)) is None:
            continue
        if " " in c.text and cast[who].type == "person":
            bearers.setdefault(c.text.split()[-1], []).append(c)
        if (place := known.get(c.chars)) is not None and cast[who].type == "state" and cast[who].country is None:
            cast[who].region, cast[who].country = True, place.country
        links.link(c, who)
        cast.weight[who] += 1
    link_adjectives(cast, parse, links)
    link_acronyms(cast, parse, names, links)
    describe_people(cast, parse.text, found, links)
    for c in names:
        who = links.by_chars.get(c.chars)
        unknown = who is not None and cast[who].type in ("state", "group") and cast[who].country is None  # "the paper Saaristo"
        if who is not None and (unknown or cast[who].type in ("organisation", "person")) and _is_outlet(c):
            cast[who].type = "outlet"
    _note_listeners(cast, names, links)
    return links


def _is_dateline(c: Candidate) -> bool:
    """Whether a name is where the report was filed: "ORVEL, March 9 (Northern Wire) -"."""
    behind = [t.text for t in c.head.doc[c.head.i + 1 : c.head.i + 12]]
    opens = c.kind == "name" and c.start < len(c.text) and c.text.isupper()
    return opens and behind[:1] in ([","], ["("]) and any(dash in behind for dash in DASHES)


def _relabelled(c: Candidate, places: Mapping[Chars, Place], surnames: Collection[str], filed: str) -> Candidate:
    """A name whose label the rest of the report corrects: a known town is no person, a person's surname no town."""
    if c.text.casefold() == filed:
        return c if c.label == "GPE" else replace(c, label="LOC")
    if c.text in surnames:
        return c if countries().by_name(c.text) else replace(c, label="PERSON")
    return replace(c, label="LOC") if c.label == "PERSON" and c.chars in places else c


def dateline(cast: Cast, parse: Parse, places: Sequence[Toponym]) -> int | None:
    """The state that a report is filed from: "BASRA, March 9 -"."""
    first = next((p for p in places if p.end <= DATELINE and p.place is not None and parse.text[p.start : p.end].isupper()), None)
    if first is None or first.place is None or parse.text[first.start : first.end] in listed("seat"):
        return None
    country = countries().by_code.get(first.place.country or "")
    return cast.state(country) if country is not None else None


def scenes(cast: Cast, places: Sequence[Toponym]) -> Counter[int]:
    """How many places in each state a report names."""
    codes = (place.place.country for place in places if place.place is not None and not place.state)
    states = (countries().by_code[code] for code in codes if code is not None and code in countries().by_code)
    return Counter(cast.state(state) for state in states)


def own_outlet(cast: Cast, name: str | None) -> int | None:
    """The outlet that prints the report, under the name that the report may use for it."""
    if not name:
        return None
    short = name.removeprefix("The ")
    return cast.once("body", short, Part(name, "outlet"))


def _note_listeners(cast: Cast, names: Iterable[Candidate], links: Links) -> None:
    """A body that the report names only as the one that somebody told something is an outlet: "he told Nordlys that ..."."""
    heard: dict[int, list[Candidate]] = {}
    for c in names:
        if (who := links.by_chars.get(c.chars)) is not None and cast[who].type == "organisation":
            heard.setdefault(who, []).append(c)
    for who, mentions in heard.items():
        if all(_listens(c) for c in mentions):
            cast[who].type = "outlet"


def _listens(c: Candidate) -> bool:
    """Whether this is whom somebody tells something, by a name that is no public body's ("told the Security Council")."""
    public = c.text in group_of("bodies") or any(_is_public(word) for word in c.text.lower().split())
    return c.head.dep_ in ("dobj", "dative") and c.head.head.lemma_ == "tell" and not public


def _is_public(word: str) -> bool:
    role = group_of("roles").get(word)
    return role is not None and role.name == "body"


def _in_office(c: Candidate, day: date | None, full: Mapping[str, int]) -> str | None:
    """The full name of an office holder of the day whom a surname means, unless the report has named another by it before.

    `full` tells where the report first names somebody in full, by surname.
    """
    known = c.label == "PERSON" or (c.label in ("ORG", "GPE", "NORP", "") and c.text not in full)
    if day is None or not known or " " in c.text or c.text.isupper() or full.get(c.text, c.end) < c.start:
        return None
    name = person_name(c.text)
    if name is None or not is_in_office_table(name.surname) or countries().by_capital(c.text) or c.text in group_of("bodies"):
        return None
    term = holder(name, None, day)
    return term.spelled if term is not None and term.spelled.split()[-1] == c.text else None


def _namesake(cast: Cast, c: Candidate, bearers: Mapping[str, Sequence[Candidate]], links: Links) -> int | None:
    """Whom a surname means that several bear: by "Mrs", else the latest one so named, but no relative ("his wife Anna Marek")."""
    known = bearers.get(c.text, ())
    if len({links.by_chars[b.chars] for b in known}) < 2:
        return None
    named = [b for b in known if b.start < c.start] or known[:1]
    told = gender_of(t.text for t in c.head.lefts)
    fitting = [b for b in named if told is not None and cast[links.by_chars[b.chars]].gender == told] or named
    alone = [b for b in fitting if not _is_relative(b)] or fitting
    return links.by_chars[max(alone, key=lambda b: b.start).chars]


def _is_relative(c: Candidate) -> bool:
    before = [t.lower_ for t in c.head.doc[max(0, c.head.left_edge.i - 2) : c.head.i] if t.idx < c.start]
    return bool(listed("relative").intersection(before))


def _named(cast: Cast, c: Candidate, alone: Collection[str]) -> int | None:
    """The entity of a name; None for a name that only locates ("in Kyiv"). `alone` are the report's names of one word."""
    country = countries().by_name(c.text) or (countries().by_metonym(c.text) if c.label != "PERSON" else None)
    if country:
        return cast.state(country)
    if cast.known("person", c.text) is None and (capital := countries().by_capital(c.text)):  # not "Ms Paris"
        holder = c.head.head if c.head.dep_ == "poss" else c.head  # "in London's hospitals"
        locative = holder.dep_ == "pobj" and (holder.head.lower_ in listed("locative") or _is_direction(holder.head))
        return None if locative or c.head.dep_ in ("npadvmod", "ROOT", "appos", "compound") else cast.state(capital)
    if c.label != "PERSON" and " " not in c.text and (state := cast.demonym(c.text)) is not None:
        one = c.head.tag_ in ("NN", "NNP", "JJ") and any(t.dep_ == "det" for t in c.head.lefts)  # "the Nigerian" is a person
        return state if c.head.dep_ not in MODIFYING and not one else None
    if (state := cast.known("state", c.text)) is not None and not _is_titled(c):
        return state  # the model has called it a place elsewhere in the report
    words = c.text.replace("’", "'").split()
    lexicon = group_of("names")
    kinds = {group.name for word in words if (group := lexicon.get(word.removesuffix("'s").casefold()))}
    known = len(words) == 1 and (cast.known("person", words[-1]) is not None or cast.bearer(words) is not None)
    if lexicon.get(c.text.lower()) is groups("names")["platform"]:
        return None
    whole = listed_body(c.text) if c.label != "PERSON" or " " in c.text or c.text.isupper() else None
    if whole is not None and not _is_titled(c):
        return body_named(cast, c, whole.type)
    if "outlet" in kinds:
        return body_named(cast, c, "outlet")
    if "armed group" in kinds and c.label != "PERSON":
        return body_named(cast, c, "armed group")
    if c.label == "PERSON" or known or _is_titled(c) or _has_given_name(words, alone, cast.offices) or _is_person_by_role(c):
        who = cast.person(c.text)
        cast.call(who, "person", words[-1])
        return who
    return _of_label(cast, c)


def _of_label(cast: Cast, c: Candidate) -> int | None:
    """What no list knows, by the model's label."""
    if c.label == "GPE":
        return None if _is_town(c) or any(map(str.isdigit, c.text)) else cast.once("state", c.text, Part(c.text, "state"))
    if c.label == "NORP" and c.head.tag_ in ("NNPS", "NNP", "NNS"):
        return cast.once("group", c.text, Part(c.text, "group", many=True))
    if c.label == "WORK_OF_ART" and _is_in_quotes(c):
        return None
    return None if c.label in NOBODY else body_named(cast, c, "organisation")


def _is_in_quotes(c: Candidate) -> bool:
    """Whether a title stands between quotation marks: "the film “Porcelain”"."""
    span = c.head.doc.char_span(c.start, c.end, alignment_mode="expand")
    around = () if span is None else (*span.doc[max(0, span.start - 1) : span.start], *span.doc[span.end : span.end + 2])
    return sum(bool(t.is_quote) for t in around) > 1


def _is_titled(c: Candidate) -> bool:
    """Whether a person's title stands before the name, whatever the model called it: "President Odile Marchal"."""
    span = c.head.doc.char_span(c.start, c.end, alignment_mode="expand")
    if span is None or not span.start or span.root.tag_ not in ("NNP", "NNPS"):
        return False
    before = c.head.doc[span.start - 1]
    role = group_of("roles").get(before.lower_)
    titled = before.text[:1].isupper() and role is not None and role.values["type"] == "person"
    return titled or before.text in listed("courtesy")


def _has_given_name(words: Sequence[str], alone: Collection[str], offices: Offices) -> bool:
    """Whether a name of two or three words opens with a given name that office holders bear, or goes on as a surname alone."""
    known = words[0] in offices.given_names or words[-1] in alone
    return 2 <= len(words) <= 3 and known and all(w[:1].isupper() and not w.isupper() for w in words)


def _is_person_by_role(c: Candidate) -> bool:
    """Whether an apposition makes the name a person's: "Odile Marchal, the president of Valdria"."""
    roles = group_of("roles")
    beside = [*children(c.head, "appos"), *([c.head.head] if c.head.dep_ == "appos" else [])]
    return any((role := roles.get(t.lower_)) is not None and role.values["type"] == "person" for t in beside)


def _is_direction(preposition: Token) -> bool:
    """ "50 km east of Kathmandu", "the outskirts of Kathmandu"."""
    return preposition.lower_ == "of" and preposition.head.lower_ in listed("town")


def _is_town(c: Candidate) -> bool:
    """Whether a place name that no table of states knows stands as a town does: "in Torvek", "Sadr City", "TORVEK, March 9 -"."""
    if c.head.dep_ == "pobj":
        return c.head.head.lower_ in listed("locative") or _is_direction(c.head.head)
    return c.head.dep_ in ("npadvmod", "ROOT", "appos")


def _is_outlet(c: Candidate) -> bool:
    """Whether the report calls it one: "the Quito daily El Faro", "the Caspian Monitor, a weekly"."""
    apposed = c.head.dep_ == "appos" and (c.label != "PERSON" or c.head.left_edge.i == c.head.head.i + 1)
    above = [c.head.head] if apposed else []
    modified = [c.head.head] if c.head.dep_ == "compound" and c.label not in ("GPE", "NORP") else []
    beside = [*c.head.lefts, *children(c.head, "appos"), *above, *modified]
    roles = group_of("roles")
    return any((group := roles.get(t.lower_)) is not None and group.name == "outlet" for t in beside)
