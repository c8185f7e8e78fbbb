"""Parse -> Counts: which numerals are figures, of what, of whom, where and as of when.

A figure is a numeral whose counted words came to harm (`harm`), or people, forces and weapons counted as such. Bounds come from
`number`, the counted words from `counted`, time and place from `setting`; who claims it is the statement around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import takewhile

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.counted import (
    Counted,
    Tokens,
    allegiance,
    bearer_of,
    is_loss,
    side,
    sole_sides,
    status_group,
    victims,
)
from reportedly.read.figures.harm import is_toll
from reportedly.read.figures.incident import LATER, by_sentence, is_again, tied
from reportedly.read.figures.losses import with_losses
from reportedly.read.figures.measures import Harm, roles
from reportedly.read.figures.names import named
from reportedly.read.figures.parts import in_totals, whole
from reportedly.read.figures.scope import scope
from reportedly.read.figures.setting import Setting, clause, setting
from reportedly.read.figures.spots import spots
from reportedly.read.figures.stretch import until_told
from reportedly.read.figures.when import as_of, is_on, moved, period, told_on
from reportedly.read.figures.where import place, placed
from reportedly.read.figures.which import figures, is_of_them
from reportedly.read.layers import Chars, Count, Parse, Resolution, Statements, Time, Toponym


def count(
    parse: Parse,
    times: Sequence[Time],
    places: Sequence[Toponym],
    resolution: Resolution,
    statements: Statements,
    published: date | None = None,
) -> tuple[Count, ...]:
    """The figures of a report in the order of the text. "Killed and injured" said of one number gives two with the same span.

    What is counted "since June" is counted until `published`.
    """
    tokens = Tokens(parse.doc)
    everywhere = sorted([*places, *spots(parse.doc, places, resolution)], key=lambda place: place.start)
    scene = setting(parse.text, tokens, times, everywhere, statements)
    counts = figures(parse, times, tokens)
    kept = [c for c, _ in counts]
    drafts: list[Count] = []
    for i, (c, harm) in enumerate(counts):
        draft = _draft(c, harm, kept[:i], drafts, tokens, scene=scene, resolution=resolution, statements=statements)
        drafts.append(_running_on(replace(draft, period=_until_told(parse.text, draft, published)), c, drafts[-1:]))
    drafts = [_as_of_total(draft, [drafts[j] for j in near]) for draft, near in zip(drafts, by_sentence(kept), strict=True)]
    found = tied(in_totals(drafts, kept), kept, scene)
    sides = sole_sides(parse.doc, resolution)
    known: list[tuple[Counted, Harm, Token | None]] = []
    for i, (c, harm) in enumerate(counts):
        antecedent = _antecedent(c, kept[:i])
        found[i] = _sided(found[i], antecedent.noun if antecedent else c.noun, sides)
        known.append((c, harm, _victims(c, harm, antecedent)))
    found = with_losses(found, known, tokens, resolution, statements)
    names = named(parse.doc, resolution, everywhere, found, kept)
    return tuple(replace(figure, names=names.get(i, ())) for i, figure in enumerate(found))


def _until_told(text: str, draft: Count, published: date | None) -> Time | None:
    counted = draft.as_of.interval.day if draft.as_of is not None and draft.as_of.interval is not None else None
    day = published.date() if isinstance(published, datetime) else published
    return until_told(text, draft.period, counted or day) if draft.scope == "cumulative" else draft.period


def _running_on(draft: Count, c: Counted, last: Sequence[Count]) -> Count:
    """A running count with what the one right before it tells: the same period, and, of a later sentence, the same place."""
    if draft.scope != "cumulative" or not last or last[0].scope != "cumulative":
        return draft
    same = " same period" in c.quantity.sent.text or " same time" in c.quantity.sent.text
    goes_on = same or is_again(c.quantity.sent)
    place = last[0].place if goes_on and draft.measure in LATER and last[0].measure in LATER else None
    return replace(draft, place=draft.place or place, period=last[0].period if same else draft.period)


def _as_of_total(draft: Count, near: Sequence[Count]) -> Count:
    """An increment and the total of its sentence as of one day: "raised the toll to 22 on Tuesday after two died"."""
    if draft.as_of is not None:
        return draft
    same = [d for d in near if d.measure == draft.measure]
    beside = (d for d in same if draft.scope == "increment" or (d.scope == "increment" and d.chars < draft.chars))
    return replace(draft, as_of=next((d.as_of for d in beside if d.as_of is not None), None))


def _sided(draft: Count, noun: Token | None, sides: dict[bool, tuple[int, Chars | None]]) -> Count:
    """The figure with the side that rebels or soldiers were last or only seen on; `sides` remembers what it states itself."""
    irregular = allegiance(noun)
    if noun is None or irregular is None or draft.measure == "other":
        return draft
    if draft.side is not None:
        sides[irregular] = draft.side
        return draft
    described = any(c.dep_ in ("compound", "poss") for c in noun.lefts)
    return draft if described else replace(draft, side=sides.get(irregular))


def _draft(
    c: Counted,
    harm: Harm,
    kept: Sequence[Counted],
    earlier: Sequence[Count],
    tokens: Tokens,
    *,
    scene: Setting,
    resolution: Resolution,
    statements: Statements,
) -> Count:
    """The figure as its own sentence states it; `kept` and `earlier` are those before it."""
    antecedent = _antecedent(c, kept)
    n, chars = c.number, (c.number.start, c.number.end)
    noun = _victims(c, harm, antecedent) or (harm.token if harm.token.pos_ == "NOUN" else None)
    bearer = bearer_of(noun) if noun is not None and is_loss(noun) else None
    belongs = side(c.noun, resolution) or side(noun, resolution) or side(bearer, resolution) or _loser(harm.token, resolution)
    where = place(scene, harm.token, c.noun or noun)
    running = (
        harm.token.pos_ == "NOUN" or harm.token.lower_ == "dead"
    ) and harm.token != c.noun  # "the toll from Saturday's raid rose to 64, they said on Sunday"
    when, until = (
        period(scene, harm.token, c.quantity, toll=running and is_toll(harm.token) is not None),
        as_of(scene, harm.token),
    )
    statement = statements.around(chars)
    said_on = told_on(scene, statements, chars, tokens) or (moved(scene, harm.token) if running else None)
    if said_on is not None and when is not None and (said_on.start, said_on.end) == (when.start, when.end):
        said_on = None  # one expression dates one of the two
    background = any(t.dep_ == "relcl" for t in clause(harm.token, scene.cues))
    draft = Count(
        chars=chars,
        measure=harm.measure,
        measure_chars=(harm.token.idx, harm.token.idx + len(harm.token)),
        low=n.low,
        high=n.high,
        best=n.best,
        approximate=n.approximate,
        victims=victims(noun, belongs and belongs[1], chars),
        side=belongs,
        place=placed(where, c.quantity.doc),
        as_of=until or (None if background else said_on),
        period=when,
        scope=scope(c, harm, (when, until), earlier, scene.cues),
        statement=statement,
    )
    if draft.scope == "cumulative":
        draft = replace(draft, place=placed(place(scene, harm.token, c.noun or noun, strictly=True), c.quantity.doc))
    if draft.scope == "increment":  # "two more have died of Friday's blast, the mission said on Monday"
        died = when if when is not None and is_on(scene, when, harm.token) else None
        draft = replace(draft, as_of=draft.as_of or said_on, period=died)
    if _is_recovered(harm):
        draft = replace(draft, period=None)
    return _as_part(draft, whole(c, draft, kept, earlier), earlier)


def _as_part(draft: Count, of: int | None, earlier: Sequence[Count]) -> Count:
    """The figure as a part of another, whose scope it has, and in a running count its day and place as well."""
    if of is None:
        return draft
    whole = earlier[of]
    draft = replace(draft, part_of=of, scope=whole.scope)
    if whole.scope != "cumulative":
        return draft
    before = draft.period is not None and draft.period.start < whole.chars[0]  # "eight on Monday, 47 in August, 19 of them ..."
    period = whole.period if draft.period is None or before else draft.period
    return replace(draft, place=draft.place or whole.place, period=period)


def _victims(c: Counted, harm: Harm, antecedent: Counted | None) -> Token | None:
    """The noun that says who is counted; that of an earlier figure where this one leaves it out."""
    if (kind := _kind_of_part(c)) is not None:
        return kind
    if antecedent is not None:
        return antecedent.noun
    noun = None if c.noun is not None and c.noun.pos_ == "PRON" else c.noun
    return _sized(harm.token) if noun is None and harm.token.pos_ == "NOUN" else noun


def _is_recovered(harm: Harm) -> bool:
    """Whether bodies are counted where they are found or buried: the day of that is not the day of the harm."""
    return harm.token.lemma_.lower() in (*groups("measures")["corpses"].words, *groups("measures")["bury"].words, "victim")


def _loser(verb: Token, resolution: Resolution) -> tuple[int, Chars] | None:
    """Who lost those that a verb of loss counts: Orvania in "Orvania has lost 64 soldiers"."""
    subject = next((t for t in verb.children if t.dep_ == "nsubj"), None) if verb.lemma_.lower() in roles("loss") else None
    named = resolution.at((subject.idx, subject.idx + len(subject))) if subject is not None else None
    if named is None or named.who is None or resolution.entities[named.who].type not in ("state", "armed group", "organisation"):
        return None
    return named.who, (named.start, named.end)


def _kind_of_part(c: Counted) -> Token | None:
    """What a part is of: "three of them children", "eight were boys", "five of the victims were children"."""
    verb = c.head.head
    if is_of_them(c) and c.noun is not None and verb.lemma_ != "be":
        if c.quantity.dep_ == "nsubj" and c.quantity.head.pos_ == "NOUN":
            return c.quantity.head
        return next((t for t in c.quantity.doc[c.noun.i + 1 : c.noun.i + 4] if t.pos_ == "NOUN" and status_group(t)), None)
    if c.head.dep_ != "nsubj" or verb.lemma_ != "be" or (c.noun is not None and c.head != c.quantity):
        return None
    return next(
        (t for t in verb.children if t.dep_ == "attr" and t.i > verb.i and (status_group(t) or t.ent_type_ == "NORP")), None
    )


def _sized(toll: Token) -> Token | None:
    """Whom a toll counts: migrants in "the number of migrants who died", soldiers in "fatalities among soldiers"."""
    people = (g for p in toll.rights if p.dep_ == "prep" and p.lower_ in ("of", "among") for g in p.children if g.dep_ == "pobj")
    return next(
        (t for t in people if t.tag_ in ("NNS", "NNPS") and not is_loss(t) and (status_group(t) or t.ent_type_ == "NORP")), None
    )


def _antecedent(c: Counted, kept: Sequence[Counted]) -> Counted | None:
    """The figure whose victims an elliptic one shares: "nine guards were killed and 14 injured"."""
    if not c.elliptic or not kept or (c.noun is None and c.head.dep_ == "pobj") or c.head.dep_ == "attr":
        return None
    sentence = c.quantity.sent
    near = takewhile(lambda k: k.quantity.i >= sentence.start, reversed(kept))
    return next((k for k in near if not k.elliptic), None)
