"""Parse -> Counts: which numerals are figures, of what, of whom, where and as of when.

A figure is a numeral whose counted words came to harm (`harm`), or people, forces and weapons counted as such. Bounds come from
`number`, the counted words from `counted`, time and place from `setting`; who claims it is the statement around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.claimants import Claims, said
from reportedly.read.figures.counted import Counted, Tokens, bearer_of, is_loss, victims
from reportedly.read.figures.harm import is_toll
from reportedly.read.figures.incident import LATER, by_sentence, is_again, tied
from reportedly.read.figures.losses import Known, with_losses
from reportedly.read.figures.measures import Harm
from reportedly.read.figures.names import named
from reportedly.read.figures.parties import Cast
from reportedly.read.figures.parts import in_totals, whole
from reportedly.read.figures.scope import scope
from reportedly.read.figures.setting import Setting, clause, setting
from reportedly.read.figures.sides import sided, sole_sides, stated_side, stated_sides
from reportedly.read.figures.spots import spots
from reportedly.read.figures.stretch import until_told
from reportedly.read.figures.when import as_of, is_on, moved, period, told_on
from reportedly.read.figures.where import place, placed
from reportedly.read.figures.which import figures
from reportedly.read.figures.whose import added_to, antecedent_of, victims_of
from reportedly.read.layers import Count, Parse, Resolution, Statements, Time, Toponym


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
    scene = setting(parse.text, tokens, times, everywhere, said(parse.doc, statements))
    counts = figures(parse, times, tokens)
    kept = [c for c, _ in counts]
    claims = Claims.of(statements)
    drafts: list[Count] = []
    for i, (c, harm) in enumerate(counts):
        draft = _draft(c, harm, kept[:i], drafts, tokens, scene=scene, resolution=resolution, claims=claims)
        drafts.append(_running_on(replace(draft, period=_until_told(parse.text, draft, published)), c, drafts[-1:]))
    drafts = [_as_of_total(draft, [drafts[j] for j in near]) for draft, near in zip(drafts, by_sentence(kept), strict=True)]
    found = tied(in_totals(drafts, kept), kept, scene)
    stated = stated_sides(parse.doc, resolution)
    sides = sole_sides(stated, resolution)
    known: list[Known] = []
    for i, (c, harm) in enumerate(counts):
        antecedent = antecedent_of(c, harm, kept[:i], drafts)
        found[i] = sided(found[i], antecedent.noun if antecedent else c.noun, sides, scene.country, resolution)
        known.append(Known(c, harm, victims_of(c, harm, antecedent)))
    sums = {i: added for i, (c, harm) in enumerate(counts) if (added := added_to(c, harm, kept[:i])) is not None}
    found = with_losses(found, known, sums, Cast.of(resolution, statements, tokens, stated[True], places))
    speaking = [a.source for a in statements.attributions if a.source is not None]
    names = named(parse.doc, resolution, everywhere, found, kept, speaking)
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


def _draft(
    c: Counted,
    harm: Harm,
    kept: Sequence[Counted],
    earlier: Sequence[Count],
    tokens: Tokens,
    *,
    scene: Setting,
    resolution: Resolution,
    claims: Claims,
) -> Count:
    """The figure as its own sentence states it; `kept` and `earlier` are those before it."""
    antecedent = antecedent_of(c, harm, kept, earlier)
    n, chars = c.number, (c.number.start, c.number.end)
    noun = victims_of(c, harm, antecedent) or (harm.token if harm.token.pos_ == "NOUN" else None)
    bearer = bearer_of(noun) if noun is not None and is_loss(noun) else None
    belongs = stated_side(c, noun, bearer, harm, resolution)
    where = place(scene, harm.token, c.noun or noun)
    running = (
        harm.token.pos_ == "NOUN" or harm.token.lower_ == "dead"
    ) and harm.token != c.noun  # "the toll from Saturday's raid rose to 64, they said on Sunday"
    when, until = (
        period(scene, harm.token, c.quantity, toll=running and is_toll(harm.token) is not None),
        as_of(scene, harm.token),
    )
    statement = claims.around(chars, c.quantity, harm.token)
    said_on = told_on(scene, claims.statements, chars, tokens) or claims.day(statement)
    said_on = said_on or (moved(scene, harm.token) if running else None)
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
    return _as_part(draft, whole(c, draft, kept, earlier), earlier, c, kept)


def _as_part(draft: Count, of: int | None, earlier: Sequence[Count], c: Counted, kept: Sequence[Counted]) -> Count:
    """The figure as a part of another, whose scope it has, and in a running count its day and place as well.

    Within one sentence it has its claimant, too: "26 drowned, she said; 15 were women".
    """
    if of is None:
        return draft
    whole = earlier[of]
    beside = draft.statement is None and c.quantity.sent == kept[of].quantity.sent
    draft = replace(draft, part_of=of, scope=whole.scope, statement=whole.statement if beside else draft.statement)
    if whole.scope != "cumulative":
        return draft
    before = draft.period is not None and draft.period.start < whole.chars[0]  # "eight on Monday, 47 in August, 19 of them ..."
    period = whole.period if draft.period is None or before else draft.period
    return replace(draft, place=draft.place or whole.place, period=period)


def _is_recovered(harm: Harm) -> bool:
    """Whether bodies are counted where they are found or buried: the day of that is not the day of the harm."""
    return harm.token.lemma_.lower() in (*groups("measures")["corpses"].words, *groups("measures")["bury"].words, "victim")
