"""When the counted came to harm and as of when they were counted, by the parse."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.counted import Tokens
from reportedly.read.figures.setting import Hung, Setting, clause, is_as_of, nearest, of_telling
from reportedly.read.figures.stretch import is_since
from reportedly.read.layers import Chars, Statements, Time


def period(setting: Setting, harm: Token, number: Token, *, toll: bool) -> Time | None:
    """When the harm happened: the time that hangs nearest to it in its clause, else the only one of its sentence.

    The day on which a toll moved is none: "the toll from Monday's blast rose to 22 on Tuesday".
    """
    hung = [h for h in setting.times.get(harm.sent.start, []) if not is_as_of(h) and not _is_beside_cue(h, setting)]
    hung = [h for h in hung if not _is_of_rival(h)]
    if (behind := next((h for h in hung if _is_behind(h, number, setting)), None)) is not None:
        return behind.item
    if toll:
        below = {t.i for t in harm.subtree}
        own = [h for h in hung if h.root.i in below] + [h for h in hung if h.governors and h.governors[0].pos_ == "NOUN"]
        long = [h for h in hung if h.item.interval and h.item.interval.day is None and h.root.i < number.i]  # "this year to 491"
        return (own or long[-1:])[0].item if own or long else _item(_same_happening(setting, harm, [harm]))
    only = hung[0] if len(hung) == 1 and not of_telling(hung[0], setting) and not _is_aside(hung[0], harm) else None
    path = clause(harm, setting.cues)
    return _item(nearest(hung, path) or only or _same_happening(setting, harm, path))


def as_of(setting: Setting, harm: Token) -> Time | None:
    """The time up to which the report says it counts: "as of Tuesday", "by Monday evening"."""
    return next((h.item for h in setting.times.get(harm.sent.start, []) if is_as_of(h)), None)


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


def moved(setting: Setting, harm: Token) -> Time | None:
    """The day on which a toll moved: Tuesday in "investigators raised the toll to 22 on Tuesday"."""
    hung = [h for h in setting.times.get(harm.sent.start, []) if h.item.interval and h.item.interval.day]
    mover = next((t for t in (harm.head, harm.head.head) if t.lemma_.lower() in groups("measures")["moving"].words), None)
    return next((h.item for h in hung if mover is not None and h.governors[:1] == (mover,)), None)


def is_on(setting: Setting, time: Time, verb: Token) -> bool:
    """Whether a time hangs on a verb itself: not "two died of wounds that they suffered in Friday's blast"."""
    hung = next((h for h in setting.times.get(verb.sent.start, []) if h.item is time), None)
    return hung is not None and hung.governors[:1] == (verb,)


def _item(hung: Hung[Time] | None) -> Time | None:
    return hung.item if hung is not None else None


def _is_behind(hung: Hung[Time], number: Token, setting: Setting) -> bool:
    """Whether a long time stands right behind a total, wherever the parse hangs it: "to 28 this month", "842 since March 3"."""
    first, interval = hung.root.left_edge, hung.item.interval
    between = number.doc[number.i + 1 : first.i]
    if interval is None or not number.i < first.i or first.sent != number.sent:
        return False
    if is_since(setting.text, hung.item):
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


def _is_beside_cue(hung: Hung[Time], setting: Setting) -> bool:
    """Whether a day stands right behind a cue, wherever the parse hangs it: "said on Monday it had lost six men"."""
    first = hung.root.left_edge.i
    before = [t for t in hung.root.doc[max(0, first - 2) : first] if t.lower_ != "on"]
    interval = hung.item.interval
    return bool(before) and before[-1].i in setting.cues and interval is not None and interval.day is not None


def _same_happening(setting: Setting, harm: Token, path: Sequence[Token]) -> Hung[Time] | None:
    """The time of what the harm came from, dated elsewhere: "the raid, which killed two", where "Monday's raid" stands above."""
    causes = [
        g for prep in harm.children if prep.lower_ in ("in", "during", "by", "from") for g in prep.children if g.dep_ == "pobj"
    ]
    named = [n for n in (*path, *causes) if n.pos_ == "NOUN" and any(d.lower_ in ("the", "this", "that") for d in n.lefts)]
    dated = [h for n in named for h in setting.dated.get(n.lemma_.lower(), []) if h.item.interval and h.item.interval.day]
    return min(dated, key=lambda h: abs(h.root.i - harm.i), default=None)
