"""Where a report mentions someone: names, role nouns and pronouns, as candidates for `resolve`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from reportedly.knowledge.gazetteer import countries
from reportedly.knowledge.lexicon import Group, group_of, groups
from reportedly.read.layers import Chars, Parse
from reportedly.read.syntax import chars, child, children
from reportedly.records import MentionKind

NAMED = ("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW")
SURELY_NAMES = ("PERSON", "ORG", "GPE")
PARTICLES = (
    "al",
    "bin",
    "ibn",
    "el",
    "de",
    "da",
    "di",
    "du",
    "la",
    "van",
    "von",
    "der",
    "den",
    "abu",
    "ben",
    "ould",
    "dos",
    "del",
)
LOCATIVE = (
    "in",
    "at",
    "near",
    "from",
    "outside",
    "around",
    "across",
    "through",
    "into",
    "inside",
    "throughout",
    "within",
    "toward",
)
FAMILIES = {
    "he": ("he", "him", "his", "himself"),
    "she": ("she", "her", "hers", "herself"),
    "it": ("it", "its", "itself"),
    "they": ("they", "them", "their", "theirs", "themselves"),
    "i": ("i", "me", "my", "mine", "myself"),
    "we": ("we", "us", "our", "ours", "ourselves"),
    "you": ("you", "your", "yours"),
}
PRONOUNS = {word: family for family, words in FAMILIES.items() for word in words}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may name someone: its head token, and for a nominal its role and words, for a pronoun its family ("he")."""

    start: int
    end: int
    kind: MentionKind
    head: Token
    text: str
    label: str
    role: Group | None = None
    noun: str = ""

    @property
    def chars(self) -> Chars:
        """Its characters."""
        return self.start, self.end


def candidates(parse: Parse) -> tuple[Candidate, ...]:
    """All candidates in order of text, the inner before the outer ("his", "his country"). A noun inside a name is none."""
    names = list(_names(parse.doc))
    named = {token.i for name in names for token in parse.doc.char_span(name.start, name.end, alignment_mode="expand") or ()}
    found = [*names, *_nominals(parse.doc, named), *_pronouns(parse.doc)]
    return tuple(sorted(found, key=lambda c: (c.start, c.end)))


def _names(doc: Doc) -> Iterator[Candidate]:
    done: set[int] = set()
    for ent in doc.ents:
        if ent.label_ in NAMED and (name := _trimmed(ent)) is not None and not _is_role(name):
            label = "GPE" if countries().by_name(name.text) else ent.label_
            if label == "NORP" and name.root.dep_ in ("amod", "compound", "nmod", "poss") and name.root.tag_ != "NNPS":
                continue
            if name.root.tag_ == "JJ" and countries().by_adjective(name.text):
                continue
            done.update(token.i for token in name)
            yield Candidate(name.start_char, name.end_char, "name", name.root, name.text, label)
    for token in doc:
        if token.i not in done and token.ent_type_ not in SURELY_NAMES and (span := _missed_name(token, done)) is not None:
            done.update(t.i for t in span)
            yield Candidate(span.start_char, span.end_char, "name", token, span.text, "")


def _trimmed(ent: Span) -> Span | None:
    """The name without titles, articles, possessive marks and loose punctuation."""
    titles = group_of("names")
    start, end = ent.start, next((t.i for t in ent if t.text == "(" and t.i > ent.start), ent.end)
    while end > start and (
        ent.doc[end - 1].lower_ in ("'s", "’s", "'", "’") or ent.doc[end - 1].is_punct or ent.doc[end - 1].is_space
    ):
        end -= 1
    while start < end - 1 and (
        (
            (ent.label_ == "PERSON" or ent.doc[start].text.strip(".") in ("Mr", "Mrs", "Ms", "Dr"))
            and titles.get(ent.doc[start].lower_) in (_title(), *_gendered())
        )
        or ent.doc[start].is_space
        or (ent.doc[start].is_punct and ent.doc[start].text != "'")
        or (
            ent.label_ == "PERSON"
            and ent.doc[start].ent_type_ == "PERSON"
            and countries().by_adjective(ent.doc[start].text) is not None
        )
    ):
        start += 1
    while ent.label_ == "PERSON" and start < end - 1 and ent.doc[start].is_lower and ent.doc[start].lower_ not in PARTICLES:
        start += 1
    if all(titles.get(t.lower_) == _title() for t in ent.doc[start:end]):
        return None
    if start >= end or not any(c.isalpha() for c in ent.doc[start].text):
        return None
    return ent.doc[start:end]


def _is_role(name: Span) -> bool:
    """Whether a supposed name is a role noun that only opens a sentence: "Rebels in the north ..." """
    return len(name) == 1 and name.label_ != "PERSON" and name.text.lower() in group_of("roles") and bool(name[0].is_sent_start)


@cache
def _title() -> Group:
    return groups("names")["title"]


@cache
def _gendered() -> tuple[Group, Group]:
    return groups("names")["female"], groups("names")["male"]


def _missed_name(token: Token, done: set[int]) -> Span | None:
    """A proper noun that acts in the sentence but that the model gave no label: "Kulikov announced", "Interfax said"."""
    if token.tag_ not in ("NNP", "NNPS"):
        return None
    if group_of("names").get(token.lower_) is groups("names")["outlet"] and token.dep_ in ("compound", "nmod"):
        return token.doc[token.i : token.i + 1]
    if token.dep_ not in ("nsubj", "nsubjpass", "pobj", "dobj", "appos", "poss", "conj"):
        return None
    if (
        token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL")
        or group_of("names").get(token.lower_) is _title()
    ):
        return None
    start = token.i
    while start > token.sent.start and token.doc[start - 1].tag_ in ("NNP", "NNPS") and start - 1 not in done:
        start -= 1
    while start < token.i and group_of("names").get(token.doc[start].lower_) in (_title(), *_gendered()):
        start += 1
    return token.doc[start : token.i + 1]


def _nominals(doc: Doc, named: set[int]) -> Iterator[Candidate]:
    roles = group_of("roles")
    for token in doc:
        mistagged = token.lower_ in ("daily", "weekly") and token.dep_ in ("pobj", "nsubj", "dobj")  # an adverb to the model
        if (
            not (token.pos_ in ("NOUN", "PROPN", "ADJ") or mistagged)
            or token.dep_ in ("compound", "amod", "nmod", "npadvmod")
            or token.i in named
        ):
            continue
        noun = _noun(token)
        if noun is None or (token.dep_ == "attr" and roles[noun].values["type"] not in ("person",)):
            continue
        start, end = _core(token)
        yield Candidate(start, end, "nominal", token, doc.text[start:end], "", roles[noun], noun)


def _noun(token: Token) -> str | None:
    """The role that a noun names, with the word before it where that makes another one ("foreign minister")."""
    lexicon = group_of("roles")
    if token.lower_ == "head" and (three := token.doc[token.i : token.i + 3].text.lower()) in lexicon:
        return three
    if token.i and (two := f"{token.nbor(-1).lower_} {token.lemma_.lower()}") in lexicon:
        return two
    if token.lower_ in lexicon:
        return token.lower_
    lemma = token.lemma_.lower()
    return lemma if lemma in lexicon and token.tag_ in ("NN", "NNP") else None


def _core(head: Token) -> Chars:
    """A nominal's own words: what stands before the noun, and "of ..." or "for ..." behind it."""
    left = [t for t in head.lefts if t.dep_ not in ("punct", "cc", "preconj", "appos", "relcl") and not t.is_quote]
    first = min((t.left_edge for t in left), key=lambda t: t.i, default=head)
    last = head
    for prep in children(head, "prep"):
        if prep.i == last.i + 1 and prep.lower_ in ("of", "for", "at", "in", "with") and (pobj := child(prep, "pobj")):
            if prep.lower_ in ("in", "at", "with") and head.lower_ not in group_of("roles"):
                continue
            last = pobj
    return chars(first, last)


def _pronouns(doc: Doc) -> Iterator[Candidate]:
    for token in doc:
        family = PRONOUNS.get(token.lower_)
        if family and token.pos_ == "PRON" and not _is_pleonastic(token):
            yield Candidate(token.idx, token.idx + len(token), "pronoun", token, token.text, family)


def _is_pleonastic(token: Token) -> bool:
    """ "It" that stands for nobody: "it was clear that", "it rained"."""
    verb = token.head
    return (
        token.lower_ == "it"
        and token.dep_ in ("expl", "nsubj", "nsubjpass")
        and (
            verb.lemma_ in ("be", "seem", "appear", "happen", "rain", "snow")
            or any(c.dep_ in ("ccomp", "advcl") and c.i > verb.i and verb.lemma_ == "be" for c in verb.children)
        )
    )
