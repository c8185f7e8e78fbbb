"""Attributions, Resolution -> Statements: through whose mouth each reached the report, and under which circumstance.

A pure relay (an outlet, an office, "according to the police") becomes a link of the inner statement's chain; a speaker's own
claim around another's words stays a statement, and the speaker a link of the inner one's chain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportedly.read import carriers, circumstance, kinds, occasions, papers
from reportedly.read.explicit import content_root
from reportedly.read.layers import Attribution, Parse, Resolution, Statements, Step, Time, Told, Who
from reportedly.records import Relation

COVERED = 0.75  # of a relay's content must be the one attribution inside it
RELAYING = {
    "according": "any",
    **dict.fromkeys(("reported", "reports", "reporting", "quoted", "quotes", "quoting", "cited", "cites", "citing"), "body"),
}  # words by which anybody, or a body such as an agency, passes on what others say
SPEAKERS = ("person", "anonymous", "group")  # who quote others in a claim of their own
LONGEST_PAUSE = 250  # characters between two statements of one occasion


def chain(
    parse: Parse, times: Sequence[Time], attributions: Sequence[Attribution], resolution: Resolution, outlet: str | None
) -> Statements:
    """The statements of a report. `outlet` is the report's own: what is told to it needs no link."""
    sources = papers.issued(parse, attributions, [_source(a, resolution) for a in attributions], resolution)
    parents = [_parent(parse, i, attributions) for i in range(len(attributions))]
    relays = _relays(parse, attributions, sources, parents, resolution)
    kept = [i for i, a in enumerate(attributions) if i not in relays and not _own_act(i, sources, parents, attributions)]
    outlets = carriers.carried(parse, attributions, sources, resolution, outlet)
    told: list[Told] = []
    for i in kept:
        steps = _steps(parse, i, parents, sources, attributions, relays, outlets, resolution)
        said = kinds.before(attributions, sources, i)
        now = _told(parse, times, attributions[i], sources[i], resolution, tuple(steps), said)
        outer = parents[i]
        now = papers.quoted(parse, now, attributions[i], attributions[outer] if outer is not None and outer in relays else None)
        before = told[-1] if told else None
        if before is not None and _goes_on(parse, attributions[kept[len(told) - 1]], attributions[i], before, now):
            now = _carried(before, now)
        told.append(now)
    position = {i: n for n, i in enumerate(kept)}
    final = [replace(attributions[i], parent=_kept_parent(i, parents, position)) for i in kept]
    return Statements(
        tuple(final),
        occasions.carried(parse, times, final, told, resolution, _dated(parse, times, attributions, relays, sources)),
    )


def _dated(
    parse: Parse,
    times: Sequence[Time],
    attributions: Sequence[Attribution],
    relays: frozenset[int],
    sources: Sequence[int | None],
) -> dict[int, Time]:
    """The days on which relays reported: "the Gazette reported on Saturday" dates what it says further on."""
    days = ((sources[i], circumstance.said_on(parse, attributions[i], times)) for i in sorted(relays))
    return {who: day for who, day in days if who is not None and day is not None}


def _source(attribution: Attribution, resolution: Resolution) -> int | None:
    mention = resolution.at(attribution.source) if attribution.source else None
    return mention.who if mention else None


def _parent(parse: Parse, i: int, attributions: Sequence[Attribution]) -> int | None:
    """The attribution around this one; for "The Herald, citing Toral, said ..." that of the Herald, of the same content."""
    parent, head = attributions[i].parent, attributions[i].head
    if head is not None and parse.doc[head].lemma_ in ("cite", "quote"):
        near = (j for j in range(max(0, i - 2), min(len(attributions), i + 3)) if j != i and attributions[j].parent != i)
        return next((j for j in near if attributions[j].contents[-1] == attributions[i].contents[-1]), parent)
    if parent is not None and attributions[parent].parent == i and parent > i:
        return None
    return parent


def _relays(
    parse: Parse,
    attributions: Sequence[Attribution],
    sources: Sequence[int | None],
    parents: Sequence[int | None],
    resolution: Resolution,
) -> frozenset[int]:
    """The attributions that only pass another one on."""
    found = set()
    for i, parent in enumerate(parents):
        source = sources[parent] if parent is not None else None
        if parent is None or source is None or sources[i] == source:
            continue
        inner, outer = attributions[i], attributions[parent]
        passes_on = _covers(parse.text, inner, outer) or _is_main(parse, inner, outer)
        if passes_on and _only_relays(parse, outer, resolution.entities[source], sources[i]):
            found.add(parent)
    return frozenset(found)


def _only_relays(parse: Parse, outer: Attribution, who: Who, inner: int | None) -> bool:
    """Whether this is a mere intermediary: an outlet, "according to", "quoted as saying", an office about its head."""
    cue = parse.text[slice(*outer.cue)] if outer.cue else ""
    quoted = cue.endswith(" saying") and (who.type not in SPEAKERS or (who.type == "anonymous" and cue.startswith("as ")))
    principal = who.principal is not None and who.principal == inner
    word = RELAYING.get(parse.doc[outer.head].lower_) if outer.head is not None else None
    body = word == "body" and who.type == "organisation"
    return (
        who.type == "outlet"
        or principal
        or quoted
        or word == "any"
        or body
        or _is_the_press(parse, outer)
        or papers.speaks(parse, outer)
    )


def _is_the_press(parse: Parse, attribution: Attribution) -> bool:
    """ "Newspapers reported", "the state media said"."""
    span = parse.doc.char_span(*attribution.source, alignment_mode="expand") if attribution.source else None
    return span is not None and circumstance.is_press(span.root)


def _covers(text: str, inner: Attribution, outer: Attribution) -> bool:
    spans = [*inner.contents, *(s for s in (inner.source, inner.cue) if s)]
    first, last = min(spans)[0], max(end for _, end in spans)
    held = sum(_letters(text, max(start, first), min(end, last)) for start, end in outer.contents)
    return held >= COVERED * sum(_letters(text, start, end) for start, end in outer.contents)


def _is_main(parse: Parse, inner: Attribution, outer: Attribution) -> bool:
    """Whether the inner cue is the main verb of what the relay passes on: "According to the paper, he also asked ..." """
    root = content_root(parse, outer)
    return root is not None and root.i == inner.head


def _letters(text: str, start: int, end: int) -> int:
    return sum(c.isalnum() for c in text[start:end]) if start < end else 0


def _own_act(i: int, sources: Sequence[int | None], parents: Sequence[int | None], attributions: Sequence[Attribution]) -> bool:
    """A speaker who reports his own saying ("The government said it had asked ...") makes one statement, the outer one."""
    parent = parents[i]
    return parent is not None and sources[i] == sources[parent] and attributions[i].source is not None


def _steps(
    parse: Parse,
    i: int,
    parents: Sequence[int | None],
    sources: Sequence[int | None],
    attributions: Sequence[Attribution],
    relays: frozenset[int],
    outlets: Sequence[Sequence[Step]],
    resolution: Resolution,
) -> list[Step]:
    """The chain of a statement: who stands around it, outermost first, each behind the outlets that carried his words."""
    steps = list(outlets[i])
    seen = {i}
    at = parents[i]
    while at is not None and at not in seen:
        seen.add(at)
        who = sources[at]
        told = who is not None and who != sources[i] and all(step.who != who for step in steps)
        if who is not None and told and not _only_refuses(parse, attributions[at], attributions[i]):
            steps.insert(0, Step(who, attributions[at].source, _relation(resolution.entities[who].type, at in relays)))
        steps = [*(step for step in outlets[at] if all(step.who != s.who for s in steps)), *steps]
        at = parents[at]
    return steps


def _only_refuses(parse: Parse, outer: Attribution, inner: Attribution) -> bool:
    """Whether the outer is no hearer of the inner's words but their target: "rejected accusations that ..." """
    noun = inner.head is not None and parse.doc[inner.head].pos_ == "NOUN"
    return noun and outer.kind in ("deny", "reject")


def _relation(type: str, relay: bool) -> Relation:
    if type == "outlet":
        return "outlet"
    if type == "office":
        return "office"
    return "relay" if relay else "speaker"


def _told(
    parse: Parse,
    times: Sequence[Time],
    attribution: Attribution,
    source: int | None,
    resolution: Resolution,
    steps: tuple[Step, ...],
    before: kinds.Said | None,
) -> Told:
    kind, kind_chars = kinds.kind(parse, attribution, source, resolution, before)
    addressee = circumstance.addressee(parse, attribution, resolution)
    if addressee is not None and addressee[0] == source:
        addressee = None
    to_outlet = addressee is not None and circumstance.is_outlet(parse, addressee[1], resolution.entities[addressee[0]])
    name = resolution.entities[source].name if source is not None else ""
    channel = circumstance.channel(parse, attribution, name, addressee[1] if addressee and to_outlet else None, to_outlet)
    aired = carriers.aired(parse, attribution, steps) if channel is None or channel[0] == "meeting" else None
    return Told(
        kind,
        kind_chars,
        source,
        steps,
        addressee,
        ("broadcast", aired) if aired is not None else channel,
        circumstance.hedge(parse, attribution),
        circumstance.said_on(parse, attribution, times),
        circumstance.negated(parse, attribution, kind),
        kinds.type_of(parse, attribution),
    )


def _goes_on(parse: Parse, before: Attribution, now: Attribution, told: Told, this: Told) -> bool:
    """Whether a statement goes on with the occasion of the one before: the same source, close by, and nothing new.

    Or one of those who spoke ("another resident"), or whoever was spoken to, if all of it is relayed.
    """
    answers = bool(told.chain) and told.addressee is not None and told.addressee[0] == this.source
    if told.source is None or this.chain or this.channel or this.said_on:
        return False
    if told.source != this.source and not answers and not _is_one_of(parse, now, before):
        return False
    if this.addressee and told.addressee and this.addressee[0] != told.addressee[0]:
        return False
    if told.chain and before.cue is not None and parse.text[slice(*before.cue)].startswith("as "):
        return False
    start, end = max(end for _, end in before.contents), min(now.start, now.cue[0] if now.cue else now.start)
    return end - start < LONGEST_PAUSE and parse.text.count("\n", start, max(start, end)) <= 2


def _is_one_of(parse: Parse, now: Attribution, before: Attribution) -> bool:
    """ "One of them said", "another hostage said", after hostages told a paper something."""
    one, many = (parse.doc.char_span(*a.source, alignment_mode="expand") if a.source else None for a in (now, before))
    if not one or not many or one[0].lower_ not in ("one", "another", "others", "some"):
        return False
    nouns = {token.lemma_.lower() for token in one if token.pos_ in ("NOUN", "PRON")}
    return many.root.tag_ == "NNS" and (len(one) == 1 or bool(nouns & {many.root.lemma_.lower(), "they"}))


def _carried(before: Told, now: Told) -> Told:
    """The same occasion: relays go on; a speaker's words end with what he says."""
    return replace(now, chain=before.chain if all(step.relation != "speaker" for step in before.chain) else ())


def _kept_parent(i: int, parents: Sequence[int | None], position: Mapping[int, int]) -> int | None:
    """The nearest statement around that was not taken up into a chain."""
    seen = {i}
    at = parents[i]
    while at is not None and at not in position and at not in seen:
        seen.add(at)
        at = parents[at]
    return position.get(at) if at is not None and at not in seen else None
