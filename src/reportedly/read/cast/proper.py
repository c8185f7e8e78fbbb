"""Where a report names someone: proper names without titles and articles, whatever the model called them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from reportedly.knowledge.gazetteer import countries
from reportedly.knowledge.lexicon import Group, group_of, groups
from reportedly.read.cast.bodies import listed_body
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.lists import listed

NAMED = ("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW")
SURELY_NAMES = ("PERSON", "ORG", "GPE")
SURNAME_TAGS = ("NNP", "NNPS", "NNS", "NN")
WRITTEN_LARGE = ("organisation", "armed group", "state", "group", "person")  # types of role nouns
FINITE = ("VBD", "VBZ", "VBP", "MD")
LONGEST = 7  # words of a name before letters that do not begin them
DASHES = ("-", "–", "—", "--")


def introduced(doc: Doc) -> Iterator[Span]:
    """Names that the report itself shortens: "the Ardal People's Front (APF)"."""
    for i in range(2, len(doc) - 2):
        letters = doc[i + 1].text
        if doc[i].text == "(" and doc[i + 2].text == ")" and letters.isupper() and letters.isalpha() and len(letters) > 1:
            full = _spelled_out(doc, i, letters) or _before_bracket(doc, i)
            if full is not None and doc[i - 1].text[:1].isupper():
                yield full


def _spelled_out(doc: Doc, bracket: int, letters: str) -> Span | None:
    """The words before a bracket whose initials are the letters in it."""
    first, left = bracket, list(letters.casefold())
    while left and first > doc[bracket].sent.start and _is_of_name(doc[first - 1]):
        first -= 1
        if doc[first].lower_[0] == left[-1] and doc[first].text[0].isupper():
            left.pop()
    return doc[first:bracket] if not left else None


def _before_bracket(doc: Doc, bracket: int) -> Span | None:
    """The name before letters that are initials in another language: "the Marek Workers' Party (RPM)"."""
    first = bracket
    while first > doc[bracket].sent.start and bracket - first < LONGEST and _is_of_name(doc[first - 1]):
        first -= 1
    while first < bracket and (not doc[first].text[0].isupper() or doc[first].lower_ == "the"):
        first += 1
    sound = bracket - first > 1 and not any(t.ent_type_ == "PERSON" for t in doc[first:bracket])
    return doc[first:bracket] if sound else None


def _is_of_name(token: Token) -> bool:
    return token.text[:1].isupper() or token.lower_ in listed("inside a name")


def names_in(doc: Doc, introduced: Iterable[Span]) -> Iterator[Candidate]:
    """The names: those that the report shortens, those that the model has labelled, and surnames and subjects that it missed."""
    done: set[int] = set()
    for full in introduced:
        if any(token.i in done for token in full):
            continue
        done.update(token.i for token in full)
        yield Candidate(full.start_char, full.end_char, "name", full.root, full.text, "ORG")
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
            and (token.tag_ in SURNAME_TAGS or (token.tag_ == "JJ" and not token.head.is_lower))
            and not token.ent_type_
            and token.is_title
        ):
            whole = doc[_first_of_name(token, done) : token.i + 1]
            done.update(t.i for t in whole)
            yield Candidate(whole.start_char, whole.end_char, "name", token, whole.text, "PERSON")
        elif token.i not in done and _is_acronym(token):
            done.add(token.i)
            yield Candidate(token.idx, token.idx + len(token), "name", token, token.text, "ORG")
        elif token.i not in done and token.ent_type_ not in SURELY_NAMES and (span := _missed_name(token, done)) is not None:
            done.update(t.i for t in span)
            yield Candidate(span.start_char, span.end_char, "name", token, span.text, "")


def _first_of_name(surname: Token, done: set[int]) -> int:
    """Where a person's name begins whose surname alone the report has told: Ivo of "Ivo Marek"."""
    first = surname.i
    while first > surname.sent.start and (before := surname.doc[first - 1]).tag_ == "NNP" and before.i not in done:
        if before.dep_ != "compound" or before.head != surname or not before.is_title or before.ent_type_ or _is_told(before):
            break
        first -= 1
    return first


def _is_told(token: Token) -> bool:
    return token.lower_ in group_of("names") or token.lower_ in group_of("roles") or token.lower_ in group_of("short_titles")


def _is_acronym(token: Token) -> bool:
    """Whether letters in capitals are those of a known body, however they were tagged: "IS fighters"."""
    if not token.is_upper or len(token) < 2 or listed_body(token.text) is None:
        return False
    beside = token.doc[max(0, token.i - 1) : token.i + 2]
    return not any(t.is_upper and t.is_alpha and len(t) > 1 for t in beside if t.i != token.i)  # no heading in capitals


def _trimmed(ent: Span) -> Span | None:
    """The name without titles, articles, possessive marks and loose punctuation."""
    titles = group_of("names")
    start, end = ent.start, next((t.i for t in ent if t.i > ent.start and _breaks_off(t, ent.label_)), ent.end)
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
    while (
        ent.label_ == "PERSON" and start < end - 1 and ent.doc[start].is_lower and ent.doc[start].lower_ not in listed("particle")
    ):
        start += 1
    if all(titles.get(t.lower_) == _title() for t in ent.doc[start:end]):
        return None
    while ent.label_ == "ORG" and end - start > 1 and _trails(ent.doc[end - 1]):
        end -= 1
    while ent.label_ == "PERSON" and start < end - 1 and ent.doc[start].is_sent_start and _is_verb(ent.doc[start]):
        start += 1
    if start >= end or not any(c.isalpha() for c in ent.doc[start].text) or ent.doc[start:end].text.islower():
        return None
    return ent.doc[start:end]


def _is_verb(token: Token) -> bool:
    """Whether a word with a capital is a verb that opens a sentence: "Seating Marek would take weeks"."""
    return token.tag_.startswith("VB") or (
        token.lower_.endswith("ing") and len(token) > 5 and token.lower_ not in group_of("given_names")
    )


def _trails(token: Token) -> bool:
    """Whether a word behind an organisation's name is no part of it: "the Star newspaper", "Congress in"."""
    return token.is_lower and (token.lower_ in listed("kind of outlet") or token.pos_ in ("ADP", "AUX", "VERB"))


def _breaks_off(token: Token, label: str) -> bool:
    """Whether a name ends before this word, which was taken for a part of it: "Trump ended Democratic", "Congress in early"."""
    if label == "ORG" and token.is_lower:
        behind = token.nbor() if token.i + 1 < len(token.doc) else token
        return token.tag_ in FINITE or (token.lower_ == "in" and (behind.is_lower or behind.like_num))
    if label != "PERSON" or token.text == "(":
        return token.text == "("
    return token.text == "," or (token.is_lower and token.is_alpha and token.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "ADV"))


def _is_role(name: Span) -> bool:
    """Whether a supposed name is a role noun with a capital: "Rebels in the north ...", "the Army", "the Police Chief"."""
    role = group_of("roles").get(name.root.lower_)
    if role is None or name.text.isupper() or listed_body(name.text) is not None:
        return False
    pointed = name.start > name.sent.start and name[0].nbor(-1).lower_ in listed("definite")
    if len(name) > 1:
        return pointed and role.values["type"] == "person" and name.root == name[-1]
    if name[0].is_sent_start and (name.label_ != "PERSON" or role.values["number"] == "many"):
        return True
    return pointed and name.label_ != "PERSON" and role.values["type"] in WRITTEN_LARGE


@cache
def _title() -> Group:
    return groups("names")["title"]


@cache
def _gendered() -> tuple[Group, Group]:
    return groups("names")["female"], groups("names")["male"]


def _missed_name(token: Token, done: set[int]) -> Span | None:
    """A proper noun that acts in the sentence but that the model gave no label: "Kulikov announced", "Interfax said"."""
    if token.tag_ not in ("NNP", "NNPS") or (token.is_lower and token.lower_ in group_of("roles")):
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
