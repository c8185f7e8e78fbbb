"""Where a report mentions someone: names, role nouns and pronouns, as candidates for `resolve`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Span, Token

from reportedly.knowledge.gazetteer import countries
from reportedly.knowledge.lexicon import Group, group_of, groups
from reportedly.read.layers import Chars, Parse
from reportedly.read.syntax import chars, child, children, words_at
from reportedly.records import MentionKind

FIGHTING = ("armed group", "force of a state")
NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM")
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
ROLE_TAILS = ("news", "agency", "newspaper", "daily", "television", "radio", "channel", "website", "magazine")
SURNAME_TAGS = ("NNP", "NNPS", "NNS", "NN")
DASHES = ("-", "–", "—", "--")
JUDGING = ("make", "find", "consider", "think", "deem")
ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss", "attr", "appos", "ROOT", "dative")
UNCOUNTED = ("DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY")
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
SMALL = ("of", "the", "and", "for", "in", "'s", "’s", "'", "’", "-", "&", "de")  # words inside a name that its letters leave out
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
    names = list(_names(parse.doc, introduced(parse.doc)))
    named = {token.i for name in names for token in parse.doc.char_span(name.start, name.end, alignment_mode="expand") or ()}
    found = [*names, *_nominals(parse.doc, named), *_pronouns(parse.doc)]
    return tuple(sorted(found, key=lambda c: (c.start, c.end)))


def candidates_at(parse: Parse, spans: Iterable[Chars]) -> tuple[Candidate, ...]:
    """The candidates of these characters, for mentions that somebody else has marked, and the names within them."""
    own = candidates(parse)
    by_head = {c.head.i: c for c in own}
    found: dict[Chars, Candidate] = {}
    for start, end in spans:
        words = parse.doc.char_span(start, end, alignment_mode="expand")
        if words is not None and words.text.strip():
            found[start, end] = replace(by_head.get(words.root.i) or _plain(words), start=start, end=end)
    inner = {c.chars: c for c in own if c.kind == "name" and any(s <= c.start and c.end <= e for s, e in found)}
    heads = {c.head.i for c in found.values()}
    return (*found.values(), *(c for chars, c in inner.items() if chars not in found and c.head.i not in heads))


def _plain(words: Span) -> Candidate:
    """A mention that we would not have marked."""
    head = words.root
    family = PRONOUNS.get(head.lower_) if len(words) == 1 and head.pos_ != "PROPN" else None
    kind: MentionKind = "pronoun" if family else "name" if head.pos_ == "PROPN" else "nominal"
    noun = _noun(head) if kind == "nominal" else None
    label = family or (head.ent_type_ if kind == "name" else "")
    role = group_of("roles")[noun] if noun else None
    return Candidate(words.start_char, words.end_char, kind, head, words.text, label, role, noun or "")


def things(doc: Doc, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """The other noun phrases, which are nobody, but which "it" and "they" may mean."""
    taken = {token.i for c in found for token in doc.char_span(c.start, c.end, alignment_mode="expand") or ()}
    for token in doc:
        if token.pos_ == "NOUN" and token.dep_ in ARGUMENTS and token.i not in taken and token.ent_type_ not in UNCOUNTED:
            yield Candidate(*_core(token, fights=True), "nominal", token, token.text, "")


def introduced(doc: Doc) -> Iterator[Span]:
    """Names that the report itself shortens: "the Ardal People's Front (APF)"."""
    for i in range(2, len(doc) - 2):
        letters = doc[i + 1].text
        if doc[i].text == "(" and doc[i + 2].text == ")" and letters.isupper() and letters.isalpha() and len(letters) > 1:
            first, left = i, list(letters.casefold())
            while left and first > doc[i].sent.start and (doc[first - 1].text[:1].isupper() or doc[first - 1].lower_ in SMALL):
                first -= 1
                if doc[first].lower_[0] == left[-1] and doc[first].text[0].isupper():
                    left.pop()
            if not left and doc[i - 1].text[:1].isupper():
                yield doc[first:i]


def _names(doc: Doc, introduced: Iterable[Span]) -> Iterator[Candidate]:
    done: set[int] = set()
    for full in introduced:
        done.update(token.i for token in full)
        yield Candidate(full.start_char, full.end_char, "name", full[-1], full.text, "ORG")
    for ent in doc.ents:
        if any(token.i in done for token in ent):
            continue
        if ent.label_ in NAMED and (name := _trimmed(ent)) is not None and not _is_role(name):
            label = "GPE" if countries().by_name(name.text) else ent.label_
            if label == "NORP" and name.root.dep_ in ("amod", "compound", "nmod", "poss") and name.root.tag_ != "NNPS":
                continue
            if name.root.tag_ == "JJ" and countries().by_adjective(name.text):
                continue
            done.update(token.i for token in name)
            yield Candidate(name.start_char, name.end_char, "name", name.root, name.text, label)
    surnames = {ent[-1].text for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1 and len(ent[-1]) > 2}
    for token in doc:
        if (
            token.text in surnames
            and token.i not in done
            and token.tag_ in SURNAME_TAGS
            and not token.ent_type_
            and token.is_title
        ):
            done.add(token.i)
            yield Candidate(token.idx, token.idx + len(token), "name", token, token.text, "PERSON")
        elif token.i not in done and token.ent_type_ not in SURELY_NAMES and (span := _missed_name(token, done)) is not None:
            done.update(t.i for t in span)
            yield Candidate(span.start_char, span.end_char, "name", token, span.text, "")


def _trimmed(ent: Span) -> Span | None:
    """The name without titles, articles, possessive marks and loose punctuation."""
    titles = group_of("names")
    breaks = ("(", ",") if ent.label_ == "PERSON" else ("(",)
    start, end = ent.start, next((t.i for t in ent if t.text in breaks and t.i > ent.start), ent.end)
    dash = next((t.i for t in ent if t.text in DASHES and t.i > start and ent.doc[t.i - 1].whitespace_), None)
    if dash is not None and ent.doc[start:dash].text.isupper():  # "VIENNA - Ivo Marek"
        start = min(dash + 1, end - 1)
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
    while ent.label_ == "ORG" and end - start > 1 and ent.doc[end - 1].is_lower and ent.doc[end - 1].lower_ in ROLE_TAILS:
        end -= 1
    while ent.label_ == "PERSON" and start < end - 1 and ent.doc[start].is_sent_start and ent.doc[start].tag_.startswith("VB"):
        start += 1
    if start >= end or not any(c.isalpha() for c in ent.doc[start].text) or ent.doc[start:end].text.islower():
        return None
    return ent.doc[start:end]


def _is_role(name: Span) -> bool:
    """Whether a supposed name is a role noun that only opens a sentence: "Rebels in the north ..." """
    role = group_of("roles").get(name.text.lower())
    if role is None or len(name) > 1 or not name[0].is_sent_start:
        return False
    return name.label_ != "PERSON" or role.values["number"] == "many"


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
        if not (token.pos_ in ("NOUN", "PROPN", "ADJ") or mistagged) or token.i in named:
            continue
        if token.dep_ in ("compound", "amod", "nmod", "npadvmod") and not _is_possessive(token) and not _is_title(token, named):
            continue
        if token.dep_ == "conj" and token.head.dep_ in ("amod", "compound", "nmod") and token.head.pos_ == "ADJ":
            continue
        noun = _noun(token)
        if noun is None or (token.dep_ == "attr" and roles[noun].values["type"] not in ("person",)):
            continue
        start, end = _core(token, roles[noun].name in FIGHTING)
        yield Candidate(start, end, "nominal", token, words_at(doc, (start, end)), "", roles[noun], noun)


def _is_possessive(token: Token) -> bool:
    """ "The aide's role": what the parser took for a part of the role."""
    return token.pos_ == "NOUN" and token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"


def _is_title(token: Token, named: Collection[int]) -> bool:
    """Whether the noun is of several words and leads a person's name: "provincial police chief Gul Marek"."""
    if not token.is_lower or token.i + 1 not in named or not token.i or not token.nbor(-1).is_alpha:
        return False
    return token.nbor().ent_type_ == "PERSON" and token.head.i > token.i and token.nbor(-1).dep_ in ("compound", "amod", "nmod")


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


def _core(head: Token, fights: bool) -> Chars:
    """A nominal's own words: what stands before the noun, and "of ..." behind it; for all but fighters where they are, too."""
    left = [t for t in head.lefts if t.dep_ not in ("punct", "cc", "preconj", "appos", "relcl") and not t.is_quote]
    numbers = () if any(t.dep_ in ("poss", "det") for t in left) else (t.i for t in left if t.tag_ == "CD" and t.dep_ == "nummod")
    counted = max(numbers, default=-1)
    first = min((t.left_edge for t in left if t.i > counted), key=lambda t: t.i, default=head)
    last = head
    for prep in children(head, "prep"):
        if (
            prep.i == last.i + 1
            and prep.lower_ in ("of", "for", "at", "in", "with")
            and (pobj := child(prep, "pobj"))
            and pobj.pos_ in NOMINAL
        ):
            if prep.lower_ in ("in", "at", "with") and (fights or head.lower_ not in group_of("roles")):
                continue
            last = (
                next((t for t in children(pobj, "conj") if pobj.pos_ == t.pos_ == "PROPN"), pobj) if head.tag_ == "NNS" else pobj
            )
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
    ) or _is_judged(token)


def _is_judged(token: Token) -> bool:
    """ "making it important to wait"."""
    verb = token.head.head if token.head.pos_ == "ADJ" else token.head
    followed = token.nbor() if token.i + 1 < len(token.doc) else token
    return token.lower_ == "it" and verb.lemma_ in JUDGING and followed.pos_ in ("ADJ", "ADV") and token.i > verb.i
