"""Names of people, taken apart for comparing: given names, surname, generation; without titles and articles, in any spelling.

`holder` asks the table of offices who is meant by a name that does not say it all: "Bush" in 2005, "Tayyip Erdogan".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from reportedly.knowledge.spelling import folded, plain, words_in
from reportedly.knowledge.tables import table

LONGEST = 8  # words
DIGIT = re.compile(r"\d")
HYPHENS = re.compile(r"[-‐‑–]")
CAMEL = re.compile(r"^(?:El|Al)(?=[A-Z][a-z])")  # ElBaradei
SERVANT = re.compile(r"^abd(?:ou|u|e|a)[lrsz](?=\w{4})")  # Abdulrahman, Abdelaziz, Abdessalam
GIVEN_TOO = ("ben", "mac")  # begin a name as given names as often as surnames


@dataclass(frozen=True, slots=True, order=True)
class PersonName:
    """A name in codes of `spelling`. `given` may hold initials; it is empty when only a surname is known."""

    given: tuple[str, ...]
    surname: str
    generation: str = ""

    @property
    def first(self) -> str:
        """The first given name, empty without one."""
        return self.given[0] if self.given else ""

    @property
    def is_full(self) -> bool:
        """Whether it has a given name of more than an initial."""
        return len(self.first) > 1

    def __str__(self) -> str:
        return f"{' '.join(self.given)}/{self.surname}/{self.generation}"


@dataclass(frozen=True, slots=True)
class Term:
    """An office holder's name, as the table of offices spells it and taken apart, and the days of one of his terms."""

    spelled: str
    name: PersonName
    of: str
    start: str
    end: str

    def covers(self, day: date) -> bool:
        """Whether he may have been in office that day, as far as the term's days are known."""
        return self.start <= day.isoformat()[: len(self.start)] and day.isoformat()[: len(self.end)] <= self.end


@lru_cache(maxsize=65_536)
def person_name(name: str) -> PersonName | None:
    """A name taken apart; None when it is no name of one person as far as its words tell."""
    words = _without_titles(name.replace("’", "'").removesuffix("'s").split())
    if not words or len(words) > LONGEST or DIGIT.search(name) or "and" in words or "&" in words:
        return None
    generation = plain(words[-1]) if len(words) > 1 and plain(words[-1]) in words_in("namesakes", "generation") else ""
    parts = _glued([*_parts(words[:-1] if generation else words)])
    generation = {"junior": "jr", "senior": "sr"}.get(generation, generation)
    if not parts or len(parts[-1]) < 2:
        return None
    if len(parts) > 1 and _opens_with_surname(words, parts):
        return PersonName(("".join(parts[1:]),), parts[0], generation)
    return PersonName(tuple(parts[:-1]), parts[-1], generation)


def is_common(surname: str) -> bool:
    """Whether so many bear a surname that it tells nobody; a given name that office holders bear is such a one, too."""
    return surname in _surnames("common surname") or surname in _given_names()


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether given names may be one person's: one list opens the other, an initial stands for a name. None is like none."""
    return bool(one and other) and all(_matches(a, b) for a, b in zip(one, other, strict=False))


def holder(name: PersonName, country: str | None, on: date | None) -> Term | None:
    """The office holder whom a name means; None when it may be several, or somebody else.

    A full name means the only holder who bears it, or the one in office `on` that day; a bare surname the one in office, or,
    without a day, the only one ever. A common surname alone means nobody, unless a country is known.
    """
    terms = [term for term in _terms().get(name.surname, ()) if term.name.generation == name.generation]
    if country:
        terms = [term for term in terms if len(term.of) != 2 or term.of == country]
    serving = [term for term in terms if on and term.covers(on)]
    if name.is_full:
        exact = [term for term in terms if term.name == name]
        near = [term for term in terms if alike(name.given, term.name.given)]
        within = [term for term in serving if set(name.given) < set(term.name.given)]
        if is_common(name.surname):
            return _only(exact) or _only([term for term in near if term in serving])
        return _only(exact) or _only(near) or _only([term for term in near if term in serving]) or _only(within)
    if is_common(name.surname) and not country:
        return None
    fitting = [term for term in (serving if on else terms) if not name.given or alike(name.given, term.name.given)]
    return _only(fitting)


def is_in_office_table(surname: str) -> bool:
    """Whether anyone of that surname is there, so that it pays to ask `holder`."""
    return surname in _terms()


def _only(terms: Sequence[Term]) -> Term | None:
    return terms[0] if len({term.name for term in terms}) == 1 else None


def _matches(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and plain(words[0]) in _titles():
        words = words[1:]
    return words


@cache
def _titles() -> frozenset[str]:
    return (words_in("names", "title") | words_in("namesakes", "honorific")) - words_in("namesakes", "royal")


def _parts(words: Sequence[str]) -> Iterator[str]:
    """The plain parts of a name, articles left out. A hyphen joins a last word, and parts the others: Jean-Paul Douste-Blazy."""
    articles = words_in("namesakes", "article")
    for number, word in enumerate(words):
        pieces = [plain(piece) for piece in HYPHENS.split(CAMEL.sub("", word.strip(',"“”'))) if plain(piece)]
        kept = [piece for piece in pieces if piece not in articles] if len(pieces) > 1 else pieces
        alone = len(pieces) == 1 and pieces[0] in articles and (word.islower() or (number and pieces[0] in ("al", "el")))
        if alone and number < len(words) - 1:
            continue
        if number == len(words) - 1 and kept == pieces[len(pieces) - len(kept) :]:
            yield "".join(kept)
        elif "." in word:
            yield from (plain(piece) for piece in word.split(".") if plain(piece))
        else:
            yield from kept


def _glued(parts: list[str]) -> list[str]:
    """Words of lineage joined to what they introduce (bin Laden, Abdul Rahman, van Dalen), and every part as its code."""
    lineage = words_in("namesakes", "lineage")
    glued: list[str] = []
    before = ""
    for number, part in enumerate(parts):
        is_link = part in lineage and number < len(parts) - 1 and (number > 0 or part not in GIVEN_TOO or len(parts) < 2)
        if is_link:
            before += "abd" if part.startswith("abd") else "bin" if part in ("ibn", "ben") else part
            continue
        code = folded(part)
        if code == folded("Abdullah") or not (servant := SERVANT.match(part)):
            glued.append(before + code)
        else:
            glued.append(f"{before}abd{folded(part[servant.end() :])}")
        before = ""
    return glued


def _opens_with_surname(words: Sequence[str], parts: Sequence[str]) -> bool:
    """ "Xi Jinping"; "Kim Jong-un" and "Kim Jong Un", but not "Kim Campbell"."""
    three = len(parts) > 2 or len(HYPHENS.split(words[-1])) > 1
    short = all(len(part) > 1 for part in parts)
    return parts[0] in _surnames("surname first") or (three and short and parts[0] in _surnames("surname first of three"))


@cache
def _surnames(group: str) -> frozenset[str]:
    return frozenset(map(folded, words_in("namesakes", group)))


@cache
def _terms() -> Mapping[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for term in table("offices.csv", _term):
        if term is not None and term.name.is_full:
            found.setdefault(term.name.surname, []).append(term)
    return {surname: tuple(terms) for surname, terms in found.items()}


@cache
def _given_names() -> frozenset[str]:
    return frozenset(term.name.first for terms in _terms().values() for term in terms)


def _term(row: Mapping[str, str]) -> Term | None:
    name = person_name(row["name"])
    return Term(row["name"], name, row["of"], row["start"], row["end"] or row["kept"]) if name else None
