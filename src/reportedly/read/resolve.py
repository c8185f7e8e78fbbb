"""Parse, Attributions -> Resolution: who every name, role noun and pronoun stands for, the surest first.

Names before anything else, in the whole report; then role nouns and pronouns in the order of the text. What the report itself
says of someone ("President Emmanuel Macron of France") goes before the table of offices.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Span, Token

from reportedly.knowledge.gazetteer import countries
from reportedly.knowledge.lexicon import group_of, groups
from reportedly.read.cast.cast import Cast, Part
from reportedly.read.cast.mentions import LOCATIVE, Candidate, candidates
from reportedly.read.cast.nominals import nominal
from reportedly.read.cast.pronouns import Stage, first_person, pronoun
from reportedly.read.cast.roles import role_of, roles_of
from reportedly.read.layers import Attribution, Chars, Contents, Named, Parse, Resolution
from reportedly.read.syntax import children


def resolve(parse: Parse, attributions: Sequence[Attribution], published: dt.date | None) -> Resolution:
    """The entities and mentions of a report. Without `published` the table of offices is not asked."""
    cast = Cast()
    found = candidates(parse)
    linked: dict[Chars, int] = {}
    heads: dict[int, int] = {}
    names = sorted((c for c in found if c.kind == "name"), key=lambda c: (c.label != "GPE", -len(c.text.split()), c.start))
    for c in names:
        if (who := _named(cast, c)) is not None:
            linked[c.chars] = heads[c.head.i] = who
            cast.weight[who] += 1
    adjectives = _adjectives(cast, parse)
    for who in adjectives.values():
        cast.weight[who] += 1
    _acronyms(cast, parse, found, linked, heads)
    for c in sorted(names, key=lambda c: c.start):
        if c.chars in linked and cast[linked[c.chars]].type == "person":
            _describe(cast, linked[c.chars], c, heads, adjectives)
    for nominal_, who in _beside(parse.text, found, linked, cast):
        heads.setdefault(-nominal_.head.i, who)
        for role in role_of(nominal_, heads, adjectives, cast):
            cast[who].roles.append(role)
    for c in names:
        if c.chars in linked and cast[linked[c.chars]].type in ("organisation", "person") and _is_outlet(c):
            cast[linked[c.chars]].type = "outlet"
    stage = Stage(parse, attributions, Contents.of(tuple(attributions)), cast, heads)
    published = published.date() if isinstance(published, dt.datetime) else published
    for c in found:
        if c.kind == "nominal":
            who = nominal(c, cast, heads, adjectives, stage, published)
        elif c.kind == "pronoun":
            who = pronoun(c, stage)
        else:
            who = linked.get(c.chars)
        if who is not None:
            linked[c.chars] = who
            heads.setdefault(c.head.i, who)
            cast.weight[who] += c.kind != "name"
            stage.enter(c, who)
    for c in found:
        if c.label in ("i", "we") and (who := first_person(c, stage)) is not None:
            linked[c.chars] = who
    mentions = {c.chars: Named(c.start, c.end, c.kind, linked.get(c.chars)) for c in found if c.chars in linked}
    mentions |= {m.chars: Named(m.start, m.end, "nominal", None) for m in _unknown_sources(found, attributions, linked)}
    mentions |= _together(cast, parse, attributions, mentions)
    return Resolution(cast.who(), tuple(sorted(mentions.values(), key=lambda m: (m.start, -m.end))), adjectives)


def _named(cast: Cast, c: Candidate) -> int | None:
    """The entity of a name; None for a name that only locates ("in Kyiv")."""
    country = countries().by_name(c.text) or (countries().by_metonym(c.text) if c.label != "PERSON" else None)
    if country:
        return cast.state(country)
    locative = c.head.dep_ == "pobj" and c.head.head.lower_ in LOCATIVE
    if capital := countries().by_capital(c.text):
        return None if locative or c.head.dep_ in ("npadvmod", "ROOT", "appos", "compound") else cast.state(capital)
    if c.label != "PERSON" and " " not in c.text and (state := cast.demonym(c.text)) is not None:
        return state if c.head.dep_ not in ("amod", "compound", "nmod") else None
    words = c.text.replace("’", "'").split()
    if group_of("names").get(c.text.lower()) is groups("names")["platform"]:
        return None
    kinds = {group.name for word in words if (group := group_of("names").get(word.removesuffix("'s").casefold()))}
    if "outlet" in kinds:
        return _body(cast, c, "outlet")
    if "armed group" in kinds and c.label != "PERSON":
        return _body(cast, c, "armed group")
    if c.label == "PERSON" or _is_titled(c) or (len(words) == 1 and cast.known("person", words[-1]) is not None):
        who = cast.person(c.text)
        cast.call(who, "person", words[-1])
        return who
    if c.label in ("GPE", "LOC"):
        return cast.once("state", c.text, Part(c.text, "state")) if c.label == "GPE" and not _is_town(c) else None
    if c.label == "NORP" and c.head.tag_ in ("NNPS", "NNP", "NNS"):
        return cast.once("group", c.text, Part(c.text, "group", many=True))
    return _body(cast, c, "organisation") if c.label in ("ORG", "FAC", "PRODUCT", "WORK_OF_ART", "", "EVENT", "LAW") else None


def _is_titled(c: Candidate) -> bool:
    """Whether a person's title stands before the name, whatever the model called it: "President Odile Marchal"."""
    span = c.head.doc.char_span(c.start, c.end, alignment_mode="expand")
    if span is None or not span.start or span.root.tag_ not in ("NNP", "NNPS"):
        return False
    before = c.head.doc[span.start - 1]
    role = group_of("roles").get(before.lower_)
    titled = before.text[:1].isupper() and role is not None and role.values["type"] == "person"
    return titled or before.text in ("Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Gen.", "Col.", "Sen.", "Rep.", "Gov.")


def _body(cast: Cast, c: Candidate, kind: str) -> int:
    short = (
        " ".join(
            word
            for word in c.text.split()
            if word.lower() not in (*(("news", "agency", "newspaper", "daily") if kind == "outlet" else ()), "the")
        )
        or c.text
    )
    name = f"The {short}" if kind == "outlet" and (c.text.startswith("The ") or _has_article(c)) else short
    for known in (short, short.split()[-1] if kind == "outlet" else short):
        if (who := cast.known("body", known)) is not None:
            return who
    who = cast.once("body", short, Part(name, kind, many=kind == "armed group"))  # type: ignore[arg-type]
    if kind == "outlet":
        cast.call(who, "body", short.split()[-1])
    return who


def _has_article(c: Candidate) -> bool:
    return any(t.lower_ == "the" for t in children(c.head, "det")) and c.text.split()[-1] in (
        "Times",
        "Post",
        "Journal",
        "Guardian",
    )


def _is_town(c: Candidate) -> bool:
    """Whether a place name that no table of states knows stands as a town does: "in Torvek", "Sadr City", "TORVEK, March 9 -"."""
    if c.head.dep_ == "pobj":
        return c.head.head.lower_ in LOCATIVE or (c.head.head.lower_ == "of" and c.head.head.head.lower_ in TOWNS)
    return c.head.dep_ in ("npadvmod", "ROOT", "appos")


TOWNS = (
    "town",
    "city",
    "village",
    "port",
    "capital",
    "province",
    "region",
    "district",
    "suburb",
    "outskirts",
    "north",
    "south",
    "east",
    "west",
)


def _adjectives(cast: Cast, parse: Parse) -> Mapping[int, int]:
    found = {}
    for token in parse.doc:
        if token.text[:1].isupper() and (token.pos_ in ("ADJ", "PROPN") or token.ent_type_ == "NORP") and not _hyphenated(token):
            who = (
                cast.demonym(token.text) if token.dep_ in ("amod", "compound", "nmod", "nummod") or token.pos_ == "ADJ" else None
            )
            country = countries().by_name(token.text) if token.dep_ in ("compound", "amod", "nmod") else None
            if who is None and country is not None:
                who = cast.state(country)
            if who is not None:
                found[token.i] = who
    return found


def _is_outlet(c: Candidate) -> bool:
    """Whether the report calls it one: "the Quito daily El Faro", "the Caspian Monitor, a weekly"."""
    beside = [*c.head.lefts, *children(c.head, "appos"), *([c.head.head] if c.head.dep_ == "appos" else [])]
    roles = group_of("roles")
    return any((group := roles.get(t.lower_)) is not None and group.name == "outlet" for t in beside)


def _hyphenated(token: Token) -> bool:
    """ "pro-Russian" and "Russian-backed" are not Russian."""
    neighbours = token.doc[max(0, token.i - 1) : token.i + 2]
    return any(t.text in ("-", "‑", "–") and not t.whitespace_ for t in neighbours)


def _acronyms(cast: Cast, parse: Parse, found: Iterable[Candidate], linked: dict[Chars, int], heads: dict[int, int]) -> None:
    """ "the Ardal People's Front (APF)": the letters in brackets stand for the name before them."""
    by_end = {c.end: linked[c.chars] for c in found if c.kind == "name" and c.chars in linked}
    short: dict[str, int] = {}
    for token in parse.doc[:-2] if len(parse.doc) > 2 else ():
        inside = parse.doc[token.i + 1]
        if token.text == "(" and inside.text.isupper() and len(inside) > 1 and parse.doc[token.i + 2].text == ")":
            who = next((w for end, w in by_end.items() if 0 <= token.idx - end <= 2), None)
            if who is not None and cast[who].type != "person":
                short[inside.text] = who
                cast.call(who, "body", inside.text)
    for c in found:
        if c.kind == "name" and (who := short.get(c.text.removeprefix("the ").removeprefix("The "))) is not None:
            linked[c.chars] = heads[c.head.i] = who


def _describe(cast: Cast, who: int, c: Candidate, heads: Mapping[int, int], adjectives: Mapping[int, int]) -> None:
    """Notes what the report says of a person: title, apposition, copula, and the gender that these show."""
    for role in roles_of(c, heads, adjectives, cast):
        if role not in cast[who].roles:
            cast[who].roles.append(role)
    titles = [t.text for t in c.head.lefts] + [word for role in cast[who].roles for word in (role.noun, *role.words)]
    for word in titles:
        if (group := group_of("names").get(word.lower())) is not None and group.name in ("female", "male"):
            cast[who].gender = "she" if group.name == "female" else "he"


def _beside(text: str, found: Sequence[Candidate], linked: Mapping[Chars, int], cast: Cast) -> Iterable[tuple[Candidate, int]]:
    """Role nouns that stand next to a person's name, only a comma between: "Ilko Draganets, the president of Valdria"."""
    people = [c for c in found if c.kind == "name" and c.chars in linked and cast[linked[c.chars]].type == "person"]
    starts, ends = {c.start: linked[c.chars] for c in people}, {c.end: linked[c.chars] for c in people}
    for c in found:
        if c.kind == "nominal" and c.role is not None and c.role.values["type"] in ("person", "anonymous"):
            before = ends.get(c.start - 2) if text[c.start - 2 : c.start] == ", " else None
            after = starts.get(c.end + 2) if text[c.end : c.end + 2] == ", " else None
            if (who := before if before is not None else after) is not None:
                yield c, who


def _unknown_sources(
    found: Sequence[Candidate], attributions: Sequence[Attribution], linked: Mapping[Chars, int]
) -> Iterable[Candidate]:
    """Pronouns and nominals that act as a source but that nobody is known for."""
    sources = {a.source for a in attributions}
    return [c for c in found if c.kind != "name" and c.chars in sources and c.chars not in linked]


def _together(
    cast: Cast, parse: Parse, attributions: Sequence[Attribution], mentions: Mapping[Chars, Named]
) -> dict[Chars, Named]:
    """Sources that no mention covers yet: "police and witnesses" are one entity, and what is left goes by its own words."""
    found: dict[Chars, Named] = {}
    resolution = Resolution((), tuple(sorted(mentions.values(), key=lambda m: (m.start, -m.end))))
    latest: int | None = None
    for a in sorted(attributions, key=lambda a: a.head or 0):
        if a.source is None or a.source in mentions:
            named = mentions.get(a.source) if a.source else None
            latest = named.who if named else latest
            continue
        span = parse.doc.char_span(*a.source, alignment_mode="expand")
        inside = [m for m in resolution.mentions if a.source[0] <= m.start and m.end <= a.source[1] and m.who is not None]
        joined = span is not None and any(t.dep_ == "conj" and t.head in span for t in span)
        members = tuple(dict.fromkeys(m.who for m in inside if m.who is not None and m.kind != "pronoun"))
        if span is not None and (issued := _issuer(span, members, latest)) is not None:
            found[a.source] = Named(*a.source, "nominal", issued)
        elif joined and len(members) > 1:
            found[a.source] = Named(*a.source, "nominal", group(cast, members))
        elif span is not None and span.root.lower_ in ("one", "another", "some", "many", "most", "several", "few", "others"):
            some = Part(
                span.text.lower(),
                "anonymous" if span.root.lower_ in ("one", "another") else "group",
                many=span.root.lower_ != "one",
            )
            found[a.source] = Named(*a.source, "nominal", cast.add(some))
        elif span is not None and resolution.at(a.source) is None and span.root.pos_ in ("NOUN", "PROPN"):
            words = " ".join(t.text for t in span if t.dep_ != "det")
            found[a.source] = Named(
                *a.source, "nominal", cast.once("words", words, Part(words, "group", many=span.root.tag_ == "NNS"))
            )
    return found


def _issuer(span: Span, members: tuple[int, ...], latest: int | None) -> int | None:
    """Whose words a document is: "a statement by the force", "the statement" of whoever spoke last."""
    if span.root.lower_ not in ("statement", "communique", "communiqué", "declaration", "report", "dispatch", "account"):
        return None
    return members[0] if members else latest if any(t.lower_ == "the" for t in span.root.lefts) else None


def group(cast: Cast, members: tuple[int, ...]) -> int:
    """Several together as one entity: "Russia and Ukraine"."""
    names = [cast[m].name for m in members]
    name = " and ".join([", ".join(names[:-1]), names[-1]])
    return cast.once("group", name, Part(name, "group", many=True, members=members))
