"""When and where the counted came to harm, by the parse: the times and places that hang on the same clause as the harm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Generic, TypeVar

from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import group_of, groups
from reportedly.read.figures.again import again, country_of
from reportedly.read.figures.counted import Tokens
from reportedly.read.figures.stretch import is_since, stretches
from reportedly.read.layers import Chars, Statements, Time, Toponym
from reportedly.read.syntax import words_at
from reportedly.records import Place

T = TypeVar("T", Time, Toponym)
DATELINE = re.compile(
    r"\s*[A-Z][A-Z.'’-]{2,30}(?:[ ,/]{1,2}(?:[A-Z][\w.'’-]{0,30}|\d{1,4})){0,8},?(?: ?\([^()\n]{1,40}\))? ?[-–—]{1,2}\s"
)
AS_OF = re.compile(r"\b(?:as of|as at|by|until|till|up to)(?: late| early| the)? $", re.IGNORECASE)
WIDEST = 5  # words between a place and what it lies in
LONGEST_PATH = 25  # words up the parse, whatever the parse
IN_NAME = ("appos", "compound", "poss", "nmod", "amod", "conj")


@dataclass(frozen=True, slots=True)
class Hung(Generic[T]):
    """A time or a place, its main token, and what it hangs on: nouns up to the first verb, which is the last of them."""

    item: T
    root: Token
    governors: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """Times and places by the sentence that they stand in (its first token's index), the report's cues and sources, the days
    on which a cue or source (by token) is said to have spoken, dated nouns, and the report's country."""

    times: dict[int, list[Hung[Time]]]
    places: dict[int, list[Hung[Toponym]]]
    cues: frozenset[int]
    dated: dict[str, list[Hung[Time]]]
    sources: frozenset[int]
    said: dict[int, Time]
    country: Place | None


def setting(text: str, tokens: Tokens, times: Sequence[Time], places: Sequence[Toponym], statements: Statements) -> Setting:
    """The times and places of a report, hung up in its parse; without unresolved times and places that act ("Kabul denied")."""
    cues = frozenset(a.head for a in statements.attributions if a.head is not None)
    speakers = (tokens.root(a.source) for a in statements.attributions if a.source is not None)
    sources = frozenset(t.i for t in speakers if t is not None)
    found = Setting({}, {}, cues, {}, sources, {}, country_of(tokens.doc, places))
    dateline = DATELINE.match(text)
    for time in stretches(text, times):
        root = tokens.root((time.start, time.end))
        filed = dateline is not None and time.end <= dateline.end()
        filed = filed or (root is not None and root.i > 0 and root.nbor(-1).tag_ == "PRP$")  # "a man in his seventies"
        if time.interval is not None and time.type in ("DATE", "TIME") and root is not None and not filed:
            hung = Hung(time, root, _governors(root))
            found.times.setdefault(root.sent.start, []).append(hung)
            if time.interval.day is not None and (speaking := _spoken(root, cues | sources)) is not None:
                found.said.setdefault(speaking, time)
            for noun in {*(g for g in hung.governors if g.pos_ == "NOUN"), *_right_before(root)}:
                found.dated.setdefault(noun.lemma_.lower(), []).append(hung)
    for place in places:
        root = tokens.root((place.start, place.end))
        if root is not None and _locates(place, root):
            found.places.setdefault(root.sent.start, []).append(Hung(place, root, _governors(root)))
    return found


def _spoken(token: Token, speaking: frozenset[int]) -> int | None:
    """The cue or source that a day tells the telling of: "said in a report released on Wednesday", "a list seen on Friday"."""
    known = groups("incidents")
    for _ in range(LONGEST_PATH):
        if token.i in speaking:
            return token.i
        described = token.dep_ in ("acl", "relcl")
        if described and token.lemma_.lower() not in known["published"].words:
            return None
        apart = token.dep_ in ("ccomp", "advcl", "conj", "parataxis", "xcomp", "ROOT")
        if apart or (token.pos_ == "NOUN" and token.lemma_.lower() in known["event"].words):
            return None
        token = token.head
    return None


def told_on(setting: Setting, statements: Statements, chars: Chars, tokens: Tokens) -> Time | None:
    """The day on which a figure was claimed: of the nearest statement around it that has one."""
    for i in statements.contents.holding(chars):
        attribution = statements.attributions[i]
        source = tokens.root(attribution.source) if attribution.source is not None else None
        marks = (attribution.head, source.i if source is not None else None)
        said = (setting.said[mark] for mark in marks if mark is not None and mark in setting.said)
        if (day := next(said, statements.told[i].said_on)) is not None:
            return day
    return None


def _right_before(root: Token) -> Iterator[Token]:
    """The event right before a day, wherever the parse hangs it: "first led away in the assault in Lima Tuesday"."""
    before = root.left_edge.i - 1
    while before > root.sent.start and root.i - before < 6 and root.doc[before].pos_ in ("ADP", "PROPN", "DET"):
        before -= 1
    if before >= 0 and root.doc[before].lemma_.lower() in groups("incidents")["event"].words:
        yield root.doc[before]


def clause(token: Token, cues: frozenset[int]) -> list[Token]:
    """The tokens that govern this one, nearest first, as far as the content of the nearest attribution reaches."""
    path = [token]
    while token.head != token and len(path) < LONGEST_PATH:
        crossing = token.dep_ in ("ccomp", "parataxis", "advcl") and token.head.lemma_.lower() in _speaking()
        crossing = crossing or token.dep_ == "pcomp"  # "suspected of murdering two" says when he was suspected
        crossing = crossing or (token.dep_ == "acl" and token.head.lemma_.lower() in group_of("nouns_of_saying"))
        token = token.head
        if crossing or token.i in cues:
            break
        path.append(token)
    return path + [told for other in _coordinated(path[0]) for told in _told(other, cues)]


def period(setting: Setting, harm: Token, number: Token, *, toll: bool) -> Time | None:
    """When the harm happened: the time that hangs nearest to it in its clause, else the only one of its sentence.

    The day on which a toll moved is none: "the toll from Monday's blast rose to 22 on Tuesday".
    """
    hung = [h for h in setting.times.get(harm.sent.start, []) if not _is_as_of(h) and not _is_beside_cue(h, setting)]
    hung = [h for h in hung if not _is_of_rival(h)]
    if (behind := next((h for h in hung if _is_behind(h, number)), None)) is not None:
        return behind.item
    if toll:
        below = {t.i for t in harm.subtree}
        own = [h for h in hung if h.root.i in below] + [h for h in hung if h.governors and h.governors[0].pos_ == "NOUN"]
        long = [h for h in hung if h.item.interval and h.item.interval.day is None and h.root.i < number.i]  # "this year to 491"
        return (own or long[-1:])[0].item if own or long else _item(_same_happening(setting, harm, [harm]))
    only = hung[0] if len(hung) == 1 and not _of_telling(hung[0], setting) and not _is_aside(hung[0], harm) else None
    path = clause(harm, setting.cues)
    return _item(_nearest(hung, path) or only or _same_happening(setting, harm, path))


def _is_behind(hung: Hung[Time], number: Token) -> bool:
    """Whether a long time stands right behind a total, wherever the parse hangs it: "to 28 this month", "842 since March 3"."""
    first, interval = hung.root.left_edge, hung.item.interval
    between = number.doc[number.i + 1 : first.i]
    if interval is None or not number.i < first.i or first.sent != number.sent:
        return False
    if is_since(number.doc.text, hung.item):
        return len(between) > 0 and between[0].lower_ == "since"
    return interval.day is None and len(between) < 2 and all(t.lower_ in ("in", "during") for t in between)


def _is_of_rival(hung: Hung[Time]) -> bool:
    """Whether a time is that of an earlier count alone: "up from 45 a week ago"."""
    before = hung.root.left_edge.i - 1
    return before > 0 and hung.root.doc[before].like_num and hung.root.doc[before - 1].lower_ == "from"


def _is_aside(hung: Hung[Time], harm: Token) -> bool:
    """Whether a time is that of a relative clause without the harm: "sheltering near Beni, which was taken on March 15"."""
    aside = next((g for g in hung.governors if g.dep_ == "relcl"), None)
    return aside is not None and aside != harm and aside not in harm.ancestors


def is_on(setting: Setting, time: Time, verb: Token) -> bool:
    """Whether a time hangs on a verb itself: not "two died of wounds that they suffered in Friday's blast"."""
    hung = next((h for h in setting.times.get(verb.sent.start, []) if h.item is time), None)
    return hung is not None and hung.governors[:1] == (verb,)


def moved(setting: Setting, harm: Token) -> Time | None:
    """The day on which a toll moved: Tuesday in "investigators raised the toll to 22 on Tuesday"."""
    hung = [h for h in setting.times.get(harm.sent.start, []) if h.item.interval and h.item.interval.day]
    mover = next((t for t in (harm.head, harm.head.head) if t.lemma_.lower() in groups("measures")["moving"].words), None)
    return next((h.item for h in hung if mover is not None and h.governors[:1] == (mover,)), None)


def _item(hung: Hung[Time] | None) -> Time | None:
    return hung.item if hung is not None else None


def _is_of_care(hung: Hung[Toponym]) -> bool:
    """Whether a place is where the harmed were brought: "taken to the clinic in Dori"."""
    care, bringing = groups("incidents")["care"].words, groups("incidents")["bringing"].words
    brought = any(t.lemma_.lower() in bringing for t in hung.governors)
    return any(t.lower_ in care and (brought or t.head.lower_ == "to") for t in (hung.root, *hung.governors))


def _is_beside_cue(hung: Hung[Time], setting: Setting) -> bool:
    """Whether a day stands right behind a cue, wherever the parse hangs it: "said on Monday it had lost six men"."""
    first = hung.root.left_edge.i
    before = [t for t in hung.root.doc[max(0, first - 2) : first] if t.lower_ != "on"]
    interval = hung.item.interval
    return bool(before) and before[-1].i in setting.cues and interval is not None and interval.day is not None


def as_of(setting: Setting, harm: Token) -> Time | None:
    """The time up to which the report says it counts: "as of Tuesday", "by Monday evening"."""
    return next((h.item for h in setting.times.get(harm.sent.start, []) if _is_as_of(h)), None)


def place(setting: Setting, harm: Token, noun: Token | None, *, strictly: bool = False) -> Toponym | None:
    """Where the harm happened: the place on the harm or its victims, then on its clause, then the nearest of the sentence.

    `strictly` leaves the last out: a count of a whole war is not of the town that its sentence names besides.
    """
    hung = [h for h in setting.places.get(harm.sent.start, []) if not _is_of_care(h)]
    path = clause(harm, setting.cues)
    near = _nearest(hung, [noun, *path] if noun is not None and noun != harm else path)
    if near is None and (meant := again(path, list(_told_places(setting, harm)), setting.country)) is not None:
        return meant
    told = [h for h in hung if (h.item.state or not strictly) and not _of_telling(h, setting)]
    near = near or min(told, key=lambda h: abs(h.root.i - harm.i), default=None)
    return _whole_name(near, hung) if near is not None else None


def _whole_name(near: Hung[Toponym], hung: Sequence[Hung[Toponym]]) -> Toponym:
    """A place instead of what it lies in ("Jixi, Hejing"), and one that no gazetteer has with its town ("the mine in Jixi")."""
    ordered = sorted(hung, key=lambda h: h.item.start)
    at = ordered.index(near)
    while at and _lies_in(ordered[at - 1], ordered[at]):
        at -= 1
    inner = ordered[at].item
    outer = ordered[at + 1] if at + 1 < len(ordered) and _lies_in(ordered[at], ordered[at + 1]) else None
    if inner.place is not None or outer is None or outer.item.place is None or outer.item.state:
        return inner
    name = near.root.doc.text[inner.start : outer.item.end]
    return Toponym(inner.start, outer.item.end, replace(outer.item.place, name=name))


def _lies_in(inner: Hung[Toponym], outer: Hung[Toponym]) -> bool:
    """Whether the second of two places is said to hold the first: "Jixi, a city in Heilongjiang", "the mine in Jixi"."""
    between = inner.root.doc[inner.root.i + 1 : outer.root.left_edge.i]
    if len(between) > WIDEST or any(t.pos_ in ("VERB", "AUX", "CCONJ") for t in between):
        return False
    return len(between) > 0 and (between[0].lower_ in ("in", "of") or between[0].text == ",")


def _told_places(setting: Setting, harm: Token) -> Iterator[Toponym]:
    """The places told up to the sentence of a harm, without those of the telling."""
    for start in sorted(s for s in setting.places if s <= harm.sent.start):
        yield from (h.item for h in setting.places[start] if not _of_telling(h, setting))


def placed(where: Toponym | None, doc: Doc) -> tuple[Place, Chars] | None:
    """A toponym as a place; one that no gazetteer knows by its name alone."""
    if where is None:
        return None
    return where.place or Place(words_at(doc, (where.start, where.end))), (where.start, where.end)


def before(setting: Setting, starts: Sequence[int]) -> tuple[Time | None, Toponym | None]:
    """The last time and place that the sentences beginning at these tokens give for what they tell."""
    times = [h.item for s in starts for h in setting.times.get(s, []) if not _is_as_of(h) and _is_of_event(h, setting)]
    places = [h.item for s in starts for h in setting.places.get(s, []) if not _of_telling(h, setting) and not _is_of_care(h)]
    return times[-1] if times else None, places[-1] if places else None


def happened(setting: Setting, start: int, end: int, *, first: bool = False) -> tuple[Time | None, Toponym | None]:
    """The last, or first, day and place that the sentences between two tokens give for an attack, accident or other event."""
    sentences = [s for s in sorted({*setting.times, *setting.places}) if start <= s < end]
    times = [h.item for s in sentences for h in setting.times.get(s, []) if _is_of_event(h, setting) and not _is_as_of(h)]
    places = [h.item for s in sentences for h in setting.places.get(s, []) if _is_of_event(h, setting) and not _is_of_care(h)]
    days = [t for t in times if t.interval is not None and t.interval.day is not None]
    at = 0 if first else -1
    return days[at] if days else None, places[at] if places else None


def _is_of_event(hung: Hung[T], setting: Setting) -> bool:
    """Whether a time or place is that of an event: "the raid hit a market in Ariha on Tuesday"."""
    aside = any(g.dep_ in ("relcl", "acl") for g in hung.governors)  # "victims who were killed in Thursday's bombings"
    return not aside and not _of_telling(hung, setting) and any(_happens(g) for g in hung.governors)


def _happens(word: Token) -> bool:
    """Whether a word tells an event: "raid", "struck", "went off"."""
    off = word.lemma_ in ("go", "set", "break") and any(c.dep_ == "prt" for c in word.children)
    events = groups("incidents")
    return off or word.lemma_.lower() in (*events["event"].words, *events["happening"].words)


def around(setting: Setting, start: int, end: int) -> tuple[Time | None, Toponym | None]:
    """The first day and place that are told between two tokens, save those of the telling."""
    times = [h for s in sorted(setting.times) if start <= s < end for h in setting.times[s] if not _is_as_of(h)]
    days = [h.item for h in times if not _of_telling(h, setting) and h.item.interval and h.item.interval.day]
    places = [
        h.item
        for s in sorted(setting.places)
        if start <= s < end
        for h in setting.places[s]
        if not _of_telling(h, setting) and not _is_of_care(h)
    ]
    return days[0] if days else None, places[0] if places else None


def _nearest(hung: Sequence[Hung[T]], path: Sequence[Token]) -> Hung[T] | None:
    """What hangs lowest in a clause; of two on one word the one said first."""
    distance = {token.i: d for d, token in reversed(list(enumerate(path)))}
    ranked = [(distance[g.i], depth, h.root.i, h) for h in hung for depth, g in enumerate(h.governors) if g.i in distance]
    return min(ranked, key=lambda r: r[:3])[3] if ranked else None


def _same_happening(setting: Setting, harm: Token, path: Sequence[Token]) -> Hung[Time] | None:
    """The time of what the harm came from, dated elsewhere: "the raid, which killed two", where "Monday's raid" stands above."""
    causes = [
        g for prep in harm.children if prep.lower_ in ("in", "during", "by", "from") for g in prep.children if g.dep_ == "pobj"
    ]
    named = [n for n in (*path, *causes) if n.pos_ == "NOUN" and any(d.lower_ in ("the", "this", "that") for d in n.lefts)]
    dated = [h for n in named for h in setting.dated.get(n.lemma_.lower(), []) if h.item.interval and h.item.interval.day]
    return min(dated, key=lambda h: abs(h.root.i - harm.i), default=None)


def _of_telling(hung: Hung[T], setting: Setting) -> bool:
    """Whether a time or place is that of the telling: "police said on Monday in Harbour Point"."""
    on = hung.governors[-1] if hung.governors else hung.root
    if isinstance(hung.item, Time) and hung.item.interval is not None and hung.item.interval.day is None:
        return False  # nobody speaks for a month: "verified 139 deaths in December"
    if any(g.lemma_.lower() in groups("incidents")["event"].words for g in hung.governors[:-1]):
        return False  # "according to witnesses of Monday's blast in Beni"
    if any(t.i in setting.sources for t in (on, on.head) if t != hung.root):
        return True  # "the hostages freed in Lima on Friday said"
    if isinstance(hung.item, Time) and _spoken(hung.root, setting.cues | setting.sources) is not None:
        return True  # "said in a report released on Wednesday"
    return on.i in setting.cues or on.lemma_.lower() in _speaking()


def _coordinated(verb: Token) -> list[Token]:
    before = [verb.head] if verb.dep_ == "conj" else []
    return [*before, *(c for c in verb.rights if c.dep_ == "conj")]


def _told(verb: Token, cues: frozenset[int]) -> list[Token]:
    """A coordinated verb, or what it says when it speaks: the parse hangs "12 were killed and 20 hurt, police said" on "said"."""
    if verb.i in cues or verb.lemma_.lower() in _speaking():
        return [c for c in verb.children if c.dep_ == "ccomp"]
    if verb.pos_ == "VERB":
        return [verb]
    return [c for c in verb.children if c.dep_ == "acl"]  # the parse has a noun in "12 were killed and dozens injured in Orvel"


def _is_as_of(hung: Hung[Time]) -> bool:
    time = hung.root.doc.char_span(hung.item.start, hung.item.end, alignment_mode="expand")
    if hung.item.type == "TIME" and isinstance(hung.item.anchor, tuple):
        return False  # "had taken in 13 wounded by noon": of a day told before
    return time is not None and AS_OF.search(time.doc[max(0, time.start - 4) : time.start].text_with_ws) is not None


def _governors(token: Token) -> tuple[Token, ...]:
    """The words above a token up to the first verb: for Monday "raid" and "killed" in "killed in Monday's raid"."""
    above: list[Token] = []
    while token.head != token and len(above) < LONGEST_PATH and not (above and above[-1].pos_ in ("VERB", "AUX")):
        token = token.head
        if token.pos_ != "ADP":
            above.append(token)
    return tuple(above)


def _locates(place: Toponym, token: Token) -> bool:
    """Whether a place is said as one: "in Kabul", "the Kabul airport", "the village of Beni"; a state's soldiers are no place."""
    described = False
    while token.head != token and (token.dep_ in IN_NAME or (token.dep_ == "pobj" and token.head.lower_ == "of")):
        described = described or token.dep_ in ("compound", "nmod", "amod") or (token.dep_ == "poss" and _has_places(token.head))
        if token.dep_ == "pobj" and _is_of_what_happened(token.head.head):
            return True
        token = token.head.head if token.dep_ == "pobj" else token.head
    if token.dep_ == "pobj":
        to = token.head.lower_ == "to" and token.lemma_.lower() in ("street", "square")  # "took to the streets of Gaza"
        return to or token.head.lower_ in groups("measures")["locating"].words or _is_distance(token.head)
    struck = token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_.lower() in groups("incidents")["struck"].words
    return (described or struck) and not place.state


def _is_of_what_happened(noun: Token) -> bool:
    """Whether "of" names where something happened: "the shelling of Beni", "south of Beni", "took control of Beni"."""
    lemma = noun.lemma_.lower()
    if lemma in groups("places")["compass"].words and noun.pos_ in ("ADV", "NOUN"):
        return True
    return (lemma in groups("incidents")["event"].words and noun.pos_ == "NOUN") or lemma in (
        "siege",
        "control",
        "bombardment",
        "capture",
        "fall",
    )


def _has_places(noun: Token) -> bool:
    """Whether a noun is a place's own: "Beni's market", "Beni's raid", not "Beni's takeover of the islands"."""
    lemma, known = noun.lemma_.lower(), groups("incidents")
    return lemma in (*known["spot"].words, *known["event"].words, *known["settlement"].words)


def _is_distance(preposition: Token) -> bool:
    """ "20 kilometres from Beni"."""
    return preposition.lower_ == "from" and preposition.head.lemma_.lower() in ("kilometre", "kilometer", "km", "mile", "metre")


@cache
def _speaking() -> frozenset[str]:
    return frozenset(groups("measures")["speaking"].words)
