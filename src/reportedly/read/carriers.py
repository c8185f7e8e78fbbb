"""Outlets that carried somebody's words, named at the cue: "told Interfax", "a statement carried by Radio Lumen said"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups
from reportedly.read import circumstance
from reportedly.read.layers import Attribution, Chars, Parse, Resolution, Step
from reportedly.read.listeners import messages
from reportedly.read.syntax import chars, children

WITNESSES = ("anonymous", "group")  # whose words to a body ("told Human Rights Watch") the body passes on
ON_AIR = ("speak", "talk", "appear", "interview")
DATELINE = 150  # characters in which "OSLO, 3 May (AFP) -" stands


def carried(
    parse: Parse, attributions: Sequence[Attribution], sources: Sequence[int | None], resolution: Resolution, outlet: str | None
) -> tuple[tuple[Step, ...], ...]:
    """For each attribution the outlets through which its cue's clause says that it came; the report's own is none of them."""
    own = [name for name in (outlet or _dateline(parse.text),) if name]
    cues = {t for a in attributions if a.cue for t in range(*a.cue)}
    bodies = {who for who in sources if who is not None and resolution.entities[who].type == "organisation"}
    return tuple(
        tuple(_carriers(parse, i, attributions, source, resolution, own, cues, bodies)) for i, source in enumerate(sources)
    )


def _carriers(
    parse: Parse,
    i: int,
    attributions: Sequence[Attribution],
    source: int | None,
    resolution: Resolution,
    own: Sequence[str],
    cues: Collection[int],
    bodies: Collection[int],
) -> Iterator[Step]:
    found: set[int] = set()
    attribution = attributions[i]
    hearing = bodies if source is not None and resolution.entities[source].type in WITNESSES else ()
    addressee = circumstance.addressee(parse, attribution, resolution)
    named = [addressee] if addressee is not None else []
    around = attributions[attribution.parent].contents if attribution.parent is not None else ((0, len(parse.text)),)
    for who, at in [*named, *_named(parse, attribution, resolution, around, cues)]:
        entity = resolution.entities[who]
        names = [entity.name, *entity.aliases, *([parse.text[slice(*at)]] if at else [])]
        told = addressee is not None and who == addressee[0]
        told_press = told and (circumstance.is_outlet(parse, at, entity) or who in hearing)
        press = (
            entity.type == "outlet"
            or told_press
            or (at is not None and entity.type == "organisation" and _is_named_press(parse, at))
        )
        if press and who != source and who not in found and not _is_own(names, own):
            found.add(who)
            yield Step(who, at, "outlet")


def _named(
    parse: Parse, attribution: Attribution, resolution: Resolution, around: Sequence[Chars], cues: Collection[int]
) -> Iterator[tuple[int, Chars]]:
    """Those by whom, in the cue's clause, something was carried, or whose report or interview it was.

    `around` are the words around the attribution that are not yet another's, `cues` the characters of all cues.
    """
    for token in circumstance.cue_clause(parse, attribution):
        free = token.head.idx not in cues and token.head.head.idx not in cues
        held = any(start <= token.idx < end for start, end in around)
        if (
            token.dep_ in ("pobj", "poss", "compound", "dobj")
            and held
            and (_airs(token, attribution) or (free and _carries(token)))
        ):
            names = (token, *(c for c in children(token, "compound") if circumstance.is_press(token)))  # "the Lumen newswire"
            mention = next((m for t in names if (m := resolution.at(chars(t, t))) is not None), None)
            if mention is not None and mention.who is not None:
                yield mention.who, (mention.start, mention.end)


def _carries(token: Token) -> bool:
    """Whether an outlet so named carried the words: "carried by X", "in a report by X", "in an X interview"."""
    above = token.head
    if token.dep_ != "pobj":
        return _is_relay(above, "carrier") and above.dep_ == "pobj" and above.head.lower_ in ("in", "from")
    if above.lower_ == "by" and _is_relay(above.head, "carrying") and above.head.tag_ == "VBN":
        return True
    if above.lower_ not in ("of", "by", "from", "with", "to", "on"):
        return False
    return any(_is_relay(word, "carrier") and word.dep_ == "pobj" for word in (above.head, *messages(above)))


def _airs(token: Token, attribution: Attribution) -> bool:
    """Whether words were said in a programme or on a station so named: "said on Lumen TV", "told Lumen TV's Breakfast Hour"."""
    if token.pos_ != "PROPN":  # "on national radio" names nobody who passes it on
        return False
    show = token.head if token.dep_ in ("poss", "compound") else token
    if show.dep_ == "dobj":
        return show is not token and show.head.i == attribution.head and show.head.lemma_ == "tell"
    if show.dep_ != "pobj" or show.head.lower_ != "on":
        return False
    verb = show.head.head
    speaking = verb.dep_ == "advcl" and verb.lemma_ in ON_AIR and verb.head.i == attribution.head
    return verb.i == attribution.head or speaking


def aired(parse: Parse, attribution: Attribution, steps: Sequence[Step]) -> Chars | None:
    """The outlet's name in "said on Lumen TV's Breakfast Hour": a broadcast."""
    for step in steps:
        span = parse.doc.char_span(*step.chars, alignment_mode="expand") if step.chars and step.relation == "outlet" else None
        if span is not None and any(_airs(t, attribution) for t in span):
            return step.chars
    return None


def _is_named_press(parse: Parse, name: Chars) -> bool:
    """ "The Lumen newswire": an outlet by its noun."""
    span = parse.doc.char_span(*name, alignment_mode="expand")
    return span is not None and len(span) > 0 and span.root.dep_ == "compound" and circumstance.is_press(span.root.head)


def _is_relay(token: Token, group: str) -> bool:
    return token.lemma_.lower() in groups("relays")[group].words


def _dateline(text: str) -> str | None:
    """The agency of "OSLO, 3 May (AFP) - ..." or of "MOSCOW, 3 May /TASS/. ..."."""
    for opening, closing, behind in (("(", ")", "-–—"), ("/", "/", ".")):
        opens = text.find(opening, 0, DATELINE)
        closes = text.find(closing, opens + 1, opens + DATELINE)
        if 0 <= opens < closes and text[closes + 1 : closes + 4].lstrip()[:1] in tuple(behind):
            return text[opens + 1 : closes]
    return None


def _is_own(names: Sequence[str], own: Sequence[str]) -> bool:
    return any(_words(a) <= _words(b) or _words(b) <= _words(a) or _initials(a) == b for a in names for b in own)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper() and word != "The")


def _words(name: str) -> set[str]:
    return set(name.lower().replace("the ", "").split())
