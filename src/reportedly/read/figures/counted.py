"""Which words a numeral counts: the noun, its status and side, the names given; nothing where a numeral counts no one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import Group, groups
from reportedly.read.figures.number import Number
from reportedly.read.layers import Chars
from reportedly.records import Victims

ELLIPTIC = ("others", "other", "more", "ones", "rest", "another", "dead", "injured", "wounded", "missing")
PEOPLE = "people"
ARTICLES = ("a", "an", "another")
NO_PEOPLE = ("crowd", "assemblies", "populations", "weapons", "things")
QUANTIFIED = ("nummod", "det", "amod", "quantmod", "compound", "nmod", "predet", "advmod", "poss", "npadvmod")


@dataclass(frozen=True, slots=True)
class Counted:
    """A numeral: its main token, the noun that it counts (None when left out), and the token over the whole phrase."""

    number: Number
    quantity: Token
    noun: Token | None
    head: Token

    @property
    def elliptic(self) -> bool:
        """Whether the text leaves out whom it counts: "and 60 injured", "five others"."""
        return self.noun is None or self.noun.lower_ in ELLIPTIC or self.noun.pos_ == "PRON" or is_day(self.noun)


class Tokens:
    """The tokens of a Doc by character offset."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._starts = [token.idx for token in doc]

    def root(self, chars: Chars) -> Token | None:
        """The token within these characters on which the others there hang."""
        first = max(0, bisect_right(self._starts, chars[0]) - 1)
        inside = [t for t in self.doc[first : bisect_right(self._starts, chars[1] - 1)] if not t.is_space]
        outward = [t for t in inside if t.head == t or t.head not in inside]
        return (outward or inside)[-1] if inside else None


def counted(number: Number, tokens: Tokens) -> Counted | None:
    """What a numeral counts, by the parse; None when it numbers something instead ("Flight 93", "Resolution 1701")."""
    quantity = tokens.root(number.core)
    if quantity is None:
        return None
    if quantity.dep_ in ("preconj", "cc") or (number.best == 2 and quantity.lower_ == "both" and quantity.head.pos_ == "PROPN"):
        return None
    if quantity.lower_ == "one" and number.best and any(c.dep_ in ("det", "amod") for c in quantity.lefts):  # "the first one"
        return None
    noun = _of(quantity) or _modified_noun(quantity) or _following_noun(quantity, number)
    if (
        noun is None
        and quantity.dep_ in ("nummod", "appos", "npadvmod")
        and quantity.head.i < quantity.i
        and quantity.head.pos_ in ("NOUN", "PROPN")
    ):
        return None
    if noun is not None and _is_base(noun, quantity):
        return None
    head = quantity if noun is None or _of(quantity) == noun else noun
    while head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_.lower() in _words("crowd"):
        head = head.head.head
    return Counted(number, quantity, noun, head)


def _is_base(noun: Token, quantity: Token) -> bool:
    """Whether a numeral only tells how many there were to count among: the 20 in "three of the 20 sailors"."""
    preposition = noun.head
    return (
        noun.dep_ == "pobj"
        and preposition.lower_ == "of"
        and preposition.head.like_num
        and preposition.head != quantity
        and quantity.head == noun
    )


def articles(doc: Doc, taken: Sequence[Number]) -> Iterator[Number]:
    """ "A", "an" and "another" before a single person, and "another" alone, as the number one, where no numeral stands."""
    begun = {n.start for n in taken}
    for token in doc:
        single = token.dep_ == "det" and token.head.tag_ in ("NN", "NNP") and status_group(token.head) is not None
        single = single and not any(c.dep_ == "nummod" for c in token.head.lefts)  # "a further one soldier"
        alone = token.lower_ == "another" and token.dep_ in ("dobj", "nsubj", "nsubjpass", "conj")
        if token.lower_ in ARTICLES and (single or alone) and token.idx not in begun:
            chars = token.idx, token.idx + len(token)
            yield Number(*chars, 1, 1, 1, False, chars)


def status_group(noun: Token) -> Group | None:
    """The group of victims.toml that a noun, with the word before it, belongs to."""
    lower = noun.lower_
    lemma = noun.lemma_.lower() if noun.pos_ != "PROPN" else lower.removesuffix("s")
    if (lemma in _words("crowd") and lower not in _people()) or is_thing(noun):  # a force of 40 is a crowd, "Russian forces" not
        return None
    before = noun.nbor(-1).lower_ if noun.i > noun.sent.start else ""
    found = _people().get(f"{before} {lemma}") or _people().get(lemma) or _people().get(lower)
    attributes = [
        _people().get(c.lemma_.lower()) for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and c.i < noun.i
    ]
    special = next((g for g in attributes if g and g.values.get("status") != "none"), None)
    return special if found is None or (special and found.values.get("status") == "none") else found


def is_day(noun: Token) -> bool:
    """Whether the parse has a day where those counted are left out: "19 wounded Monday"."""
    return noun.ent_type_ == "DATE" and noun.pos_ == "PROPN"


def is_thing(noun: Token) -> bool:
    """Whether a noun is never a victim: years, houses, cattle."""
    return (noun.lemma_.lower() in _words("things") or noun.lower_ in _words("things")) and not is_weapon(noun)


def sits(noun: Token) -> bool:
    """Whether a member is one of an assembly."""
    whole = _of(noun)
    return whole is not None and whole.lemma_.lower() in _words("assemblies")


def is_population(head: Token) -> bool:
    """Whether a counted phrase is the size of a place: "a city of half a million people"."""
    return head.dep_ == "pobj" and head.head.lower_ in ("of", "to") and head.head.head.lemma_.lower() in _words("populations")


def is_loss(noun: Token | None) -> bool:
    """Whether a noun counts what befell people: "12 deaths", "14 lives"."""
    return noun is not None and noun.lemma_.lower() in _losses()


def is_weapon(noun: Token) -> bool:
    """Whether a noun is a weapon."""
    before = noun.nbor(-1).lower_ if noun.i > noun.sent.start else ""
    return noun.lemma_.lower() in _words("weapons") or f"{before} {noun.lemma_.lower()}" in _words("weapons")


def allegiance(noun: Token | None) -> bool | None:
    """True for rebels, whose side a report often names only once, False for a state's soldiers, None for all others."""
    group = status_group(noun) if noun is not None else None
    if group is not None and group.values.get("irregular"):
        return True
    return False if group is not None and group.name == "combatant" else None


def victims(noun: Token | None, side: Chars | None, chars: Chars) -> tuple[Victims, Chars]:
    """Whom a figure counts, and the words that say so; "people" on the numeral's own characters when the text names nobody."""
    if noun is None:
        return Victims(PEOPLE), chars
    if noun.lower_ in ELLIPTIC or is_loss(noun):
        bearer = bearer_of(noun)
        if bearer is None:
            return Victims(PEOPLE), (noun.idx, noun.idx + len(noun))
        return Victims(_plural(bearer), _status(status_group(bearer))), (bearer.idx, bearer.idx + len(bearer))
    first = noun.i
    member = noun.lemma_.lower() == "member"
    while (
        first > noun.sent.start and noun.doc[first - 1].dep_ == "compound" and (member or not _within(noun.doc[first - 1], side))
    ):
        first -= 1
    start, end = noun.doc[first].idx, noun.idx + len(noun)
    whole = _of(noun) if member else None
    end = whole.idx + len(whole) if whole is not None and whole.i < noun.i + 8 else end
    spoken = noun.doc[first : whole.i + 1].text if whole is not None and end > noun.idx + len(noun) else None
    words = spoken or noun.doc[first : noun.i].text_with_ws + _plural(noun)
    return Victims(words, _status(status_group(noun))), (start, end)


def bearer_of(noun: Token) -> Token | None:
    """Whose losses a noun counts: troops in "13 deaths among its troops", forces in "casualties on Russian forces"."""
    described = (*_described(noun), *_borne(noun))
    return next((c for c in described if c.tag_ not in ("VBN", "VBD") and not is_loss(c) and status_group(c)), None)


def _within(token: Token, chars: Chars | None) -> bool:
    return chars is not None and chars[0] <= token.idx < chars[1]


def _plural(noun: Token) -> str:
    """A noun in the plural, so that "a soldier" and "12 soldiers" name the same kind of victims."""
    text, lower = noun.text, noun.lower_
    if noun.pos_ == "PROPN" and not any(c.lower_ in (*ARTICLES, "one") for c in noun.lefts):
        return text
    if (
        noun.tag_ in ("NNS", "NNPS")
        or (noun.ent_type_ == "NORP" and lower.endswith(("ese", "ish", "ch", "ss")))
        or lower in ("police", "people", "personnel", "staff", "crew", "dead")
    ):
        return text
    if lower.endswith("man"):
        return f"{text[:-3]}men"
    if lower.endswith(("child", "person")):
        return f"{text}ren" if lower.endswith("child") else PEOPLE
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return f"{text[:-1]}ies"
    return f"{text}es" if lower.endswith(("s", "x", "ch", "sh")) else f"{text}s"


def _status(group: Group | None) -> str | None:
    if group is None or group.values.get("status") == "none":
        return None
    return str(group.values.get("status", group.name))


def _borne(noun: Token) -> Iterator[Token]:
    """Those right behind a loss that the parse hangs on the verb: "inflicted 40 casualties on Orvanian forces"."""
    for prep in noun.head.rights if noun.dep_ == "dobj" else ():
        if prep.i == noun.i + 1 and prep.lower_ in ("on", "among", "to"):
            yield from (g for g in prep.children if g.dep_ == "pobj")


def _described(noun: Token) -> Iterator[Token]:
    """The words that tell whose deaths: "civilian casualties", "deaths among soldiers"."""
    yield from (c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod"))
    yield from (
        g
        for c in noun.rights
        if c.dep_ == "prep" and c.lower_ in ("among", "amongst", "of", "on", "to")
        for g in c.children
        if g.dep_ == "pobj"
    )


def _of(token: Token) -> Token | None:
    """The noun after "of" ("40 of its soldiers", "dozens of people")."""
    for prep in token.rights:
        if prep.lower_ == "of" and prep.dep_ == "prep":
            return next((c for c in prep.children if c.dep_ == "pobj"), None)
    return None


def _modified_noun(quantity: Token) -> Token | None:
    head = quantity.head
    if head.lower_ in ("more", "further") and head.dep_ == "amod" and head.head.i > head.i:  # "nine more bodies"
        head = head.head
    while head.pos_ == "NUM" and head.i > quantity.i and head.dep_ in QUANTIFIED and head.head != head:
        head = head.head
    counts = quantity.dep_ in QUANTIFIED and head.i > quantity.i and head.pos_ in ("NOUN", "PROPN", "ADJ", "PRON")
    return head if counts else None


def _following_noun(quantity: Token, number: Number) -> Token | None:
    """The person right behind a numeral that the parse hangs elsewhere."""
    doc, i = quantity.doc, quantity.i + 1
    while i < len(doc) and (doc[i].idx < number.end or doc[i].dep_ in ("amod", "compound")) and i < quantity.i + 5:
        i += 1
    return doc[i] if i < len(doc) and doc[i].pos_ in ("NOUN", "PROPN") and status_group(doc[i]) else None


@cache
def _people() -> Mapping[str, Group]:
    return {word: group for group in groups("victims").values() if group.name not in NO_PEOPLE for word in group.words}


@cache
def _losses() -> frozenset[str]:
    """Nouns that count what befell people instead of the people: "12 deaths", "14 lives", "civilian casualties"."""
    return frozenset(
        {"life", "body", "corpse", "remains"}.union(
            *(g.words for g in groups("measures").values() if g.values["role"] in ("itself", "toll", "size"))
        )
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(groups("victims")[name].words)
