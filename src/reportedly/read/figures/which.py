"""Which numerals are figures: those whose counted words came to harm, and people, forces and weapons counted as such."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.counted import (
    ARTICLES,
    Counted,
    Tokens,
    articles,
    counted,
    is_loss,
    is_population,
    is_thing,
    is_weapon,
    sits,
    status_group,
)
from reportedly.read.figures.harm import first_conjunct, harms
from reportedly.read.figures.measures import Harm
from reportedly.read.figures.number import Number, numbers
from reportedly.read.layers import Parse, Time

FORCES = 20  # from here on, "the 30,000 troops" is a count; "the two soldiers" were counted before
MANY = 100  # from here on, people who cross a border flee
LIGHT = ("take", "turn", "pour")
NEAR = 40  # words between a figure and a part of it
POPULATION = 50_000_000
FORCE_STATUS = ("combatant", "police", "peacekeeper")
BY_ARTICLE = ("killed", "injured", "abducted", "missing")
BY_ACT = (
    "murder",
    "killing",
    "death",
    "assassination",
    "execution",
    "arrest",
    "kidnapping",
    "abduction",
    "disappearance",
    "detention",
    "capture",
)


def figures(parse: Parse, times: Sequence[Time], tokens: Tokens) -> Sequence[tuple[Counted, Harm]]:
    """Every numeral that is a figure, once for each harm. Where nobody is harmed, mere numbers of people are statistics."""
    spelt = list(_undated(numbers(parse.text), times))
    found: list[tuple[Counted, Harm]] = []
    for number in sorted([*spelt, *articles(parse.doc, spelt)], key=lambda n: n.core):
        c = counted(number, tokens)
        if c is not None and (c.elliptic or c.noun is None or not is_thing(c.noun)):
            found += [(c, harm) for harm in _befell(c) or _shared(c, found) or _forces(c) or _handled(c)]
    harmed = any(harm.measure != "other" for _, harm in found)
    return [(c, harm) for c, harm in found if harmed or harm.measure != "other" or _is_dealt_with(c)]


def _befell(c: Counted) -> tuple[Harm, ...]:
    """What the words around a numeral say befell the counted; "a" and "an" count only victims of a verb."""
    befell = tuple(h for h in harms(c.head, c.noun) if not _is_loose(c, h) and not (h.token == c.noun and _is_passing(c)))
    if c.noun is not None and is_weapon(c.noun):
        return tuple(Harm("other", h.token) for h in befell[:1])
    if c.quantity.lower_ not in ARTICLES:
        return _neither(c, befell) if befell else _migrated(c)
    top = first_conjunct(c.head)
    if top.dep_ == "nsubj" and _is_one_of(top.head, "speaking"):
        return ()  # "a doctor said 12 soldiers were killed"
    if c.head.dep_ == "appos" and c.head.head.pos_ == "PROPN":
        return ()  # "Saif Younis, a policeman, was killed" counts nobody
    governed = top.dep_ in ("nsubjpass", "nsubj", "dobj", "attr") or (top.dep_ == "pobj" and _is_one_of(top.head, "including"))
    acted = top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head.lower_ in BY_ACT
    return tuple(h for h in befell if acted or (h.measure in BY_ARTICLE and governed and not _is_dead_phrase(h)))


def _neither(c: Counted, befell: tuple[Harm, ...]) -> tuple[Harm, ...]:
    """ "No policemen were killed or injured" is two counts of none."""
    if c.number.high != 0 or len(befell) != 1 or befell[0].measure != "casualties" or befell[0].token.pos_ == "NOUN":
        return befell
    return (Harm("killed", befell[0].token), Harm("injured", befell[0].token))


def _migrated(c: Counted) -> tuple[Harm, ...]:
    """Large numbers of people who leave their homes: "crossed into the valley", "have reached Beni"."""
    verb, noun = c.head.head, c.noun
    if first_conjunct(c.head).dep_ != "nsubj" or not _is_one_of(verb, "migrate") or noun is None:
        return ()
    people = noun.lemma_.lower() in groups("measures")["migrant"].words or noun.ent_type_ == "NORP"
    if not people or not (c.number.low >= MANY or c.number.best is None) or (c.number.high == 0):
        return ()
    return (Harm("displaced", verb),) if verb.lemma_ not in ("cross", "reach") or _has_goal(verb) else ()


def _has_goal(verb: Token) -> bool:
    """Whether somebody crosses a border or reaches a land: "crossed at Morina", "reached the camp", not "crossed the road"."""
    where = (t for p in verb.rights if p.dep_ in ("prep", "dobj") for t in (p, *p.children))
    return any(t.ent_type_ in ("GPE", "LOC", "FAC") or _is_one_of(t, "border") or t.lower_ in ("into", "at") for t in where)


def _handled(c: Counted) -> tuple[Harm, ...]:
    """A bare number of people to whom something was done, or who came together: "four were rescued", "thousands rallied"."""
    top = first_conjunct(c.head)
    if c.number.high == 0 or (c.noun is not None and not c.elliptic):
        return ()
    if top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head.lemma_.lower() in groups("victims")["crowd"].words:
        top = top.head.head
        return (Harm("other", top.head),) if top.dep_ == "nsubj" and _is_one_of(top.head, "crowding") else ()
    many = c.number.low >= FORCES
    if (
        top.dep_ == "nsubj"
        and many
        and _is_one_of(top.head, "crowding")
        and (top.head.lemma_ not in LIGHT or _is_in_streets(top))
    ):
        return (Harm("other", top.head),)
    if top.dep_ in ("nsubjpass", "dobj") and _is_one_of(top.head, "handled") and c.number.best != 1:
        passive = top.dep_ == "nsubjpass" or top.head.lemma_ in ("trap", "rescue", "evacuate")
        return (Harm("other", top.head),) if passive else ()
    return ()


def _is_in_streets(subject: Token) -> bool:
    """ "Thousands took to the streets", "turned out for the funeral"."""
    verb = subject.head
    return any(t.lower_ in ("streets", "out") for c in verb.rights for t in (c, *c.children))


def _is_dead_phrase(harm: Harm) -> bool:
    """Whether the harm is a noun that is no sentence of its own: an attack is no victim."""
    return harm.token.pos_ == "NOUN" and harm.token.lower_ not in (
        "dead",
        "killed",
        "wounded",
        "injured",
        "victims",
        "missing",
        "fatalities",
        "toll",
    )


def _shared(c: Counted, found: Sequence[tuple[Counted, Harm]]) -> tuple[Harm, ...]:
    """What befell a part of a figure before, or a whole that adds it up, where only that figure says it.

    "Twelve died, three of them children"; "52 wounded, among them 11 children"; "the total is now 64".
    """
    if not found or c.quantity.lower_ in ARTICLES:
        return ()
    whole, harm = found[-1]
    if whole.number.high == 0:
        return ()
    if listed := beside(c, [k for k, _ in found]):
        return tuple(h for k, h in found if k == listed)
    if is_part(c) and c.number.best is not None and c.quantity.i - whole.quantity.i < NEAR:
        governed = first_conjunct(c.head).dep_ in ("nsubj", "nsubjpass") and c.head.head.pos_ == "VERB"
        return () if governed else (harm,)
    if c.noun is not None or harm.measure == "other" or not _is_total(c.quantity):
        return ()
    dead = (h for k, h in reversed(found) if h.measure == "killed" and k.quantity.sent.start >= whole.quantity.sent.start - NEAR)
    return (next(dead, harm) if _is_rival(c.quantity) else harm,)


def beside(c: Counted, before: Sequence[Counted]) -> Counted | None:
    """The figure that a numeral goes on with without a verb of its own: the first of a list, or the whole that it divides.

    "49 of them gendarmes and four civilians"; "twelve: nine civilians and three soldiers"; "seven were hurt, two seriously";
    "ten died; eight were boys".
    """
    last = before[-1]
    if c.quantity.i - last.quantity.i > NEAR:
        return None
    top = c.head.head if c.head.dep_ == "conj" else None
    if top is not None and (
        listed := next((k for k in reversed(before[-3:]) if top in (k.noun, k.head, k.quantity, k.quantity.head)), None)
    ):
        return listed
    return last if divides(c, last) else None


def divides(c: Counted, last: Counted) -> bool:
    """Whether a numeral without a harm of its own takes a part of the figure just before it."""
    doc, first = c.quantity.doc, c.quantity.left_edge.i
    opening = doc[first - 1].text if first else ""
    if opening == ":" and last.quantity.sent == c.quantity.sent:
        return first - 2 <= max(last.head.i, last.quantity.i)
    following = doc[c.quantity.i + 1] if c.quantity.i + 1 < len(doc) else None
    if c.noun is None and following is not None and _is_one_of(following, "gravely"):
        return opening == "," and last.quantity.sent == c.quantity.sent
    verb = c.head.head
    return c.head.dep_ == "nsubj" and verb.lemma_ == "be" and _is_kind_of(verb) and _is_of_those(c)


def _is_kind_of(verb: Token) -> bool:
    """Whether "be" only says what people the counted were: "eight were boys", not "eight were wounded"."""
    kind = next((t for t in verb.children if t.dep_ == "attr"), None)
    return kind is not None and kind.tag_ in ("NNS", "NN") and status_group(kind) is not None


def _is_of_those(c: Counted) -> bool:
    """Whether a numeral stands alone or is one of the counted: "eight were boys", "five of the victims were children"."""
    return c.noun is None or c.head == c.quantity


def _forces(c: Counted) -> tuple[Harm, ...]:
    return (Harm("other", c.noun or c.quantity),) if _is_force(c) and c.quantity.lower_ not in ARTICLES else ()


def is_part(c: Counted) -> bool:
    """Whether a numeral takes a part of what was counted just before: "three of them", "among them three"."""
    before = {t.lower_ for t in c.quantity.doc[max(c.quantity.sent.start, c.quantity.i - 3) : c.quantity.i]}
    following = c.noun.doc[c.noun.i + 1 : c.noun.i + 3].text.lower() if c.noun is not None else ""
    return (
        is_of_them(c)
        or following in ("among them", "among whom")
        or _is_among_them(c.head.head)
        or bool(before & {"including", "among"} and (before & {"them", "whom", "including"}))
    )


def _is_among_them(verb: Token) -> bool:
    """ "Seven women were among them\"."""
    preps = [p for p in verb.children if p.lower_ in ("among", "amongst")] if verb.lemma_ == "be" else []
    return any(g.lower_ in ("them", "these", "those") for p in preps for g in p.children if g.dep_ == "pobj")


def _is_total(number: Token) -> bool:
    """Whether a number is the size of something named before: "the total of 27", "said the number is 80"."""
    verb = number.head.head if number.dep_ == "pobj" else number.head
    sized = [verb, *(c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj") and c != number)]
    definite = [n for n in sized if n.pos_ == "NOUN" and any(d.lower_ == "the" for d in n.lefts)]
    if _is_rival(number):
        return True
    return any(
        n.lemma_.lower() in groups("measures")["sizes"].words and not any(c.lower_ == "of" and number.head != c for c in n.rights)
        for n in definite
    )


def _is_rival(number: Token) -> bool:
    """Whether a number is another count of the same: "gave a figure of 130", "separatists speak of 80,000", "up from 45"."""
    giving = number.dep_ == "pobj" and number.head.lower_ in ("of", "from", "to", "at", "with")
    return giving and _is_one_of(number.head.head, "putting")


def is_of_them(c: Counted) -> bool:
    """Whether a numeral takes a part of what was counted just before: "three of them"."""
    return c.noun is not None and c.noun.lower_ in ("them", "whom", "these", "those", "which") and c.head == c.quantity


def _is_dealt_with(c: Counted) -> bool:
    """Whether people count although the report harms nobody: forces and crowds, the charged, freed and deported."""
    group = status_group(c.noun) if c.noun is not None else None
    force = group is None or group.values.get("force") or group.values.get("status", group.name) in FORCE_STATUS
    return bool(force) or _is_one_of(first_conjunct(c.head).head, "dealt")


def _is_loose(c: Counted, harm: Harm) -> bool:
    """Whether a verb of many meanings harms nobody here: "held 12 lectures", "shot a 71"."""
    if not _is_one_of(harm.token, "loose") or harm.token.pos_ not in ("VERB", "ADJ", "NOUN"):
        return False
    if c.noun is None:
        return first_conjunct(c.head).dep_ == "dobj"
    return not (c.elliptic or status_group(c.noun) or c.noun.pos_ == "PROPN" or c.noun.ent_type_ == "NORP")


def _is_force(c: Counted) -> bool:
    """Whether people or weapons to whom nothing happened are a count: forces, protesters, passengers, arms seized."""
    noun, n = c.noun, c.number
    if noun is None or c.elliptic or n.best == 1 or n.low >= POPULATION or (n.best is None and n.low < FORCES) or n.high == 0:
        return False
    top = first_conjunct(c.head)
    if is_weapon(noun):
        if top.dep_ == "dobj" and _is_one_of(top.head, "including"):
            return True
        return top.dep_ in ("dobj", "nsubjpass") and _is_one_of(top.head, "seize")
    group = status_group(noun)
    return group is not None and group.name != "bearer" and not sits(noun) and not is_population(c.head) and not _is_passing(c)


def _is_passing(c: Counted) -> bool:
    """Whether people are only mentioned: those who speak, and few ones counted before ("the two hostages")."""
    top = first_conjunct(c.head)
    speaks = _is_one_of(top.head, "speaking") and top.dep_ in ("nsubj", "dobj")
    few = c.number.low < FORCES and (_is_definite(c) or c.number.best is None)
    return (speaks or few) and not is_loss(c.noun)


def _is_definite(c: Counted) -> bool:
    """Whether the counted were spoken of before: "the two soldiers", "his three associates"."""
    return any(
        d.dep_ == "poss" or d.lower_ in ("the", "these", "those", "both")
        for t in (c.head, c.noun, c.quantity)
        if t is not None
        for d in t.lefts
    )


def _is_one_of(token: Token, group: str) -> bool:
    return token.lemma_.lower() in groups("measures")[group].words


def _undated(found: Iterable[Number], times: Sequence[Time]) -> Iterator[Number]:
    """The numbers that are no part of a time expression."""
    spans = iter(sorted((t.start, t.end) for t in times))
    span = next(spans, None)
    for number in found:
        while span is not None and span[1] <= number.core[0]:
            span = next(spans, None)
        if span is None or number.core[1] <= span[0]:
            yield number
