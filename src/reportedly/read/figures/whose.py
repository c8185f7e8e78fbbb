"""Who is counted: the noun that says so, or that of an earlier figure where a number leaves it out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from spacy.tokens import Token

from reportedly.read.figures.counted import Counted, is_day, is_loss, status_group
from reportedly.read.figures.harm import is_toll
from reportedly.read.figures.measures import Harm
from reportedly.read.figures.scope import is_added
from reportedly.read.figures.which import is_of_them
from reportedly.read.layers import Count


def victims_of(c: Counted, harm: Harm, antecedent: Counted | None) -> Token | None:
    """The noun that says who is counted; that of an earlier figure where this one leaves it out."""
    if (kind := _kind_of_part(c)) is not None:
        return kind
    if antecedent is not None:
        return antecedent.noun
    noun = None if c.noun is not None and (c.noun.pos_ == "PRON" or is_day(c.noun)) else c.noun
    return _sized(harm.token) if noun is None and harm.token.pos_ == "NOUN" else noun


def _kind_of_part(c: Counted) -> Token | None:
    """What a part is of: "three of them children", "eight were boys", "five of the victims were children"."""
    verb = c.head.head
    behind = c.quantity.doc[c.quantity.i + 1 : c.quantity.i + 5]
    if c.noun is None and len(behind) and behind[0].lower_ in ("a", "an") and c.number.high == 1:  # "and one an old pastor"
        return next((t for t in behind[1:] if t.pos_ == "NOUN" and t.dep_ != "compound"), None)
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


def added_to(c: Counted, harm: Harm, kept: Sequence[Counted]) -> int | None:
    """The increment whose total a number is: "two more guards died, bringing the toll to 14"."""
    if c.noun is not None or harm.token == c.quantity or is_toll(harm.token) is None:
        return None
    start = c.quantity.sent.start
    near = takewhile(lambda i: kept[i].quantity.i >= start, reversed(range(len(kept))))
    return next((i for i in near if is_added(kept[i]) and not kept[i].elliptic), None)


def antecedent_of(c: Counted, harm: Harm, kept: Sequence[Counted], earlier: Sequence[Count]) -> Counted | None:
    """The figure whose victims an elliptic one shares: "nine guards were killed and 14 injured"."""
    if (added := added_to(c, harm, kept)) is not None:
        return kept[added]
    if not c.elliptic or not kept or (c.noun is None and c.head.dep_ == "pobj") or c.head.dep_ == "attr":
        return None
    sentence = c.quantity.sent
    near = list(takewhile(lambda i: kept[i].quantity.i >= sentence.start, reversed(range(len(kept)))))
    named = [kept[i] for i in near if not kept[i].elliptic]
    wholes = [kept[i] for i in near if not kept[i].elliptic and earlier[i].part_of is None]
    found = next(iter(wholes if c.number.high != 1 else named), None) or next(iter(named), None)
    return None if found is not None and _is_other_than(c, found) else found


def _is_other_than(c: Counted, one: Counted) -> bool:
    """Whether "others" are no more of a kind: "a boy was shot dead and 18 others were wounded"."""
    kind = status_group(one.noun) if one.noun is not None else None
    single = one.number.best == 1 and kind is not None and kind.name in ("child", "resident")
    return single and c.noun is not None and c.noun.lower_ in ("others", "other")
