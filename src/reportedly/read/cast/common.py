"""Where a report calls someone by a role noun: "the French president", "Russian troops", "his aide"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import group_of, groups
from reportedly.read.cast.candidate import Candidate
from reportedly.read.layers import Chars
from reportedly.read.syntax import chars, child, children, words_at

FIGHTING = ("armed group", "force of a state")
NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM")


def nominals(doc: Doc, named: set[int]) -> Iterator[Candidate]:
    """The role nouns that are no part of a name, given the indices of the tokens in names."""
    roles = group_of("roles")
    for token in doc:
        mistagged = token.lower_ in ("daily", "weekly") and token.dep_ in ("pobj", "nsubj", "dobj")  # an adverb to the model
        if not (token.pos_ in ("NOUN", "PROPN", "ADJ") or mistagged) or token.i in named:
            continue
        if token.dep_ in ("compound", "amod", "nmod", "npadvmod") and not _is_possessive(token) and not _is_title(token, named):
            continue
        if token.dep_ == "conj" and token.head.dep_ in ("amod", "compound", "nmod") and token.head.pos_ == "ADJ":
            continue
        noun = role_noun(token)
        role = roles[noun] if noun is not None else groups("roles")["unnamed"] if _is_apposed_to_person(token) else None
        if role is None or (token.dep_ == "attr" and role.values["type"] not in ("person",)):
            continue
        start, end = core(token, role.name in FIGHTING)
        yield Candidate(start, end, "nominal", token, words_at(doc, (start, end)), "", role, noun or token.lower_)


def _is_body(noun: Token) -> bool:
    """Whether a noun names a body, as in "experts from the ministry", "officials from the WHO"."""
    role = group_of("roles").get(noun.lower_)
    return noun.ent_type_ == "ORG" or (role is not None and role.name in ("body", "outlet"))


def _is_apposed_to_person(token: Token) -> bool:
    """Whether a noun behind a person's name says what the person is, whatever that is: "Ivo Marek, a glazier,"."""
    described = token.dep_ == "appos" and token.tag_ == "NN" and token.head.ent_type_ == "PERSON" and not token.ent_type_
    return described and any(t.lower_ in ("a", "an") for t in token.lefts)


def _is_possessive(token: Token) -> bool:
    """ "The aide's role": what the parser took for a part of the role."""
    return token.pos_ == "NOUN" and token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"


def _is_title(token: Token, named: Collection[int]) -> bool:
    """Whether the noun is of several words and leads a person's name: "provincial police chief Gul Marek"."""
    if not token.is_lower or token.i + 1 not in named or not token.i or not token.nbor(-1).is_alpha:
        return False
    return token.nbor().ent_type_ == "PERSON" and token.head.i > token.i and token.nbor(-1).dep_ in ("compound", "amod", "nmod")


def role_noun(token: Token) -> str | None:
    """The role that a noun names, with the word before it where that makes another one ("foreign minister")."""
    lexicon = group_of("roles")
    if token.lower_ == "head" and (three := token.doc[token.i : token.i + 3].text.lower()) in lexicon:
        return three
    pairs = (f"{token.nbor(-1).lower_} {form}" for form in (token.lemma_.lower(), token.lower_)) if token.i else ()
    if (two := next((pair for pair in pairs if pair in lexicon), None)) is not None:
        return two
    if token.lower_ in lexicon:
        return token.lower_
    lemma = token.lemma_.lower()
    return lemma if lemma in lexicon and token.tag_ in ("NN", "NNP") else None


def core(head: Token, fights: bool) -> Chars:
    """A nominal's own words: what stands before the noun, and "of ..." behind it; for all but fighters where they are, too."""
    left = [t for t in head.lefts if t.dep_ not in ("punct", "cc", "preconj", "appos", "relcl") and not t.is_quote]
    numbers = () if any(t.dep_ in ("poss", "det") for t in left) else (t.i for t in left if t.tag_ == "CD" and t.dep_ == "nummod")
    counted = max(numbers, default=-1)
    first = min((t.left_edge for t in left if t.i > counted), key=lambda t: t.i, default=head)
    last = head
    for prep in children(head, "prep"):
        if (
            prep.i == last.i + 1
            and prep.lower_ in ("of", "for", "at", "in", "with", "from")
            and (pobj := child(prep, "pobj"))
            and pobj.pos_ in NOMINAL
        ):
            if prep.lower_ in ("in", "at", "with", "from") and (fights or head.lower_ not in group_of("roles")):
                continue
            if prep.lower_ == "from" and not _is_body(pobj):
                continue
            last = (
                next((t for t in children(pobj, "conj") if pobj.pos_ == t.pos_ == "PROPN"), pobj) if head.tag_ == "NNS" else pobj
            )
    return chars(first, last)
