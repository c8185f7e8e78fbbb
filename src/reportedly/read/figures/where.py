"""Where the counted came to harm, and what day and place the sentences beside a figure tell, by the parse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.again import again
from reportedly.read.figures.setting import Hung, Setting, T, clause, is_as_of, nearest, of_telling
from reportedly.read.layers import Chars, Time, Toponym
from reportedly.read.syntax import words_at
from reportedly.records import Place

REMEMBERED = 400  # words for which "there" and "the town" look back
WIDEST = 5  # words between a place and what it lies in


def place(setting: Setting, harm: Token, noun: Token | None, *, strictly: bool = False) -> Toponym | None:
    """Where the harm happened: the place on the harm or its victims, then on its clause, then the nearest of the sentence.

    `strictly` leaves the last out: a count of a whole war is not of the town that its sentence names besides.
    """
    hung = [h for h in setting.places.get(harm.sent.start, []) if not is_of_care(h)]
    path = clause(harm, setting.cues)
    near = nearest(hung, [noun, *path] if noun is not None and noun != harm else path)
    if near is None and (meant := again(path, lambda word, own: _told_before(setting, word, own), setting.country)) is not None:
        return meant
    told = [h for h in hung if (h.item.state or not strictly) and not of_telling(h, setting)]
    near = near or min(told, key=lambda h: abs(h.root.i - harm.i), default=None)
    return _whole_name(near, hung) if near is not None else None


def _told_before(setting: Setting, word: Token, states: bool) -> Toponym | None:
    """The last place told before a word, save those of the telling; of towns and regions only, where `states` is false."""
    for start in range(word.sent.start, max(-1, word.sent.start - REMEMBERED), -1):
        for hung in reversed(setting.places.get(start, [])):
            if hung.item.end <= word.idx and (states or not hung.item.state) and not of_telling(hung, setting):
                return hung.item
    return None


def placed(where: Toponym | None, doc: Doc) -> tuple[Place, Chars] | None:
    """A toponym as a place; one that no gazetteer knows by its name alone."""
    if where is None:
        return None
    return where.place or Place(words_at(doc, (where.start, where.end))), (where.start, where.end)


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
    name = words_at(near.root.doc, (inner.start, outer.item.end))
    return Toponym(inner.start, outer.item.end, replace(outer.item.place, name=name))


def _lies_in(inner: Hung[Toponym], outer: Hung[Toponym]) -> bool:
    """Whether the second of two places is said to hold the first: "Jixi, a city in Heilongjiang", "the mine in Jixi"."""
    between = inner.root.doc[inner.root.i + 1 : outer.root.left_edge.i]
    if len(between) > WIDEST or any(t.pos_ in ("VERB", "AUX", "CCONJ") for t in between):
        return False
    return len(between) > 0 and (between[0].lower_ in ("in", "of") or between[0].text == ",")


def is_of_care(hung: Hung[Toponym]) -> bool:
    """Whether a place is where the harmed were brought: "taken to the clinic in Dori"."""
    care, bringing = groups("incidents")["care"].words, groups("incidents")["bringing"].words
    brought = any(t.lemma_.lower() in bringing for t in hung.governors)
    return any(t.lower_ in care and (brought or t.head.lower_ == "to") for t in (hung.root, *hung.governors))


def before(setting: Setting, starts: Sequence[int]) -> tuple[Time | None, Toponym | None]:
    """The last time and place that the sentences beginning at these tokens give for what they tell."""
    times = [h.item for s in starts for h in setting.times.get(s, []) if not is_as_of(h) and _is_of_event(h, setting)]
    places = [h.item for s in starts for h in setting.places.get(s, []) if not of_telling(h, setting) and not is_of_care(h)]
    return times[-1] if times else None, places[-1] if places else None


def happened(setting: Setting, start: int, end: int, *, first: bool = False) -> tuple[Time | None, Toponym | None]:
    """The last, or first, day and place that the sentences between two tokens give for an attack, accident or other event."""
    sentences = [s for s in range(start, end) if s in setting.times or s in setting.places]
    times = [h.item for s in sentences for h in setting.times.get(s, []) if _is_of_event(h, setting) and not is_as_of(h)]
    places = [h.item for s in sentences for h in setting.places.get(s, []) if _is_of_event(h, setting) and not is_of_care(h)]
    days = [t for t in times if t.interval is not None and t.interval.day is not None]
    at = 0 if first else -1
    return days[at] if days else None, places[at] if places else None


def around(setting: Setting, start: int, end: int) -> tuple[Time | None, Toponym | None]:
    """The first day and place that are told between two tokens, save those of the telling."""
    times = [h for s in sorted(setting.times) if start <= s < end for h in setting.times[s] if not is_as_of(h)]
    days = [h.item for h in times if not of_telling(h, setting) and h.item.interval and h.item.interval.day]
    places = [
        h.item
        for s in sorted(setting.places)
        if start <= s < end
        for h in setting.places[s]
        if not of_telling(h, setting) and not is_of_care(h)
    ]
    return days[0] if days else None, places[0] if places else None


def _is_of_event(hung: Hung[T], setting: Setting) -> bool:
    """Whether a time or place is that of an event: "the raid hit a market in Ariha on Tuesday"."""
    aside = any(g.dep_ in ("relcl", "acl") for g in hung.governors)  # "victims who were killed in Thursday's bombings"
    return not aside and not of_telling(hung, setting) and any(_happens(g) for g in hung.governors)


def _happens(word: Token) -> bool:
    """Whether a word tells an event: "raid", "struck", "went off"."""
    off = word.lemma_ in ("go", "set", "break") and any(c.dep_ == "prt" for c in word.children)
    events = groups("incidents")
    return off or word.lemma_.lower() in (*events["event"].words, *events["happening"].words)
