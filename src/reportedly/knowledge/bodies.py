"""What a body, an office, an outlet or a state is known by, whatever a report calls it: "UN", "Russian Foreign Ministry".

Words that any state has one of its own of ("foreign ministry", "police") tell a body only together with its state or place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reportedly.knowledge.gazetteer import countries
from reportedly.knowledge.lexicon import groups
from reportedly.knowledge.spelling import folded, plain, words_in

ALIASES = ("bodies",)  # word lists whose groups are bodies, each with all that it is called
IN_BRACKETS = re.compile(r"\(([^()]*)\)")
BETWEEN_WORDS = re.compile(r"[\s/\-‐‑–]+")
PREFIX = re.compile(r"\b(co|re)-(?=\w)", re.IGNORECASE)  # co-operation
DROPPED = frozenset(("the", "of", "for", "and", "s", "a", "an"))
LONGEST = 4  # words of a state's name


@dataclass(frozen=True, slots=True)
class Known:
    """What something is known by, the same for all of its names, and why this name means it."""

    key: str
    reason: str


def state(name: str, country: str | None) -> Known | None:
    """A state by its code or name, another place by its name alone."""
    if code := country or _code(name):
        return Known(f"state {code}", f"the state {code}")
    return Known(f"state {_joined(name)}", "the same name") if name[:1].isupper() else None


def people(name: str) -> Known | None:
    """A people that has a state: "Russians". None for all other groups."""
    found = countries().by_people(name) if name[:1].isupper() else None
    return Known(f"people {found.code}", f"the people of {found.code}") if found else None


def listed(name: str) -> Known | None:
    """A body by what the lists of bodies say that it is called."""
    whole = _aliases().get(_joined(name))
    if whole is None:
        return None
    same = _joined(whole) == _joined(name)
    return Known(f"body {_joined(whole)}", "the same name" if same else f"another name of {whole}")


def is_listed(name: str) -> bool:
    """Whether the lists of bodies have this name, letter for letter but for capitals."""
    return name.casefold() in _listed()


def body(name: str, country: str | None, *, outlet: bool = False) -> Known | None:
    """An organisation, office, armed group or outlet; None where the name could be that of many.

    `country` is the state that the report gives it. "Russian Foreign Ministry" and "Foreign Ministry" of RU are one, as are
    "police (Basra)" in all reports; "the police" are nobody in particular.
    """
    known = listed(name)
    if known or (code := _code(name)):
        return known or Known(f"state {code}", f"the state {code}")
    bracket = IN_BRACKETS.search(name)
    words = [word for word in BETWEEN_WORDS.split(PREFIX.sub(r"\1", IN_BRACKETS.sub(" ", name)).replace("’", "'")) if plain(word)]
    rest, of = _without_state(words)
    if outlet:
        rest = [word for word in rest if plain(word) not in words_in("namesakes", "kind of outlet")] or rest
    named = any(character.isupper() or character.isdigit() for character in name)
    generic = words_in("namesakes", "of any state")
    kept = [word for word in rest if plain(word.removesuffix("'s")) not in DROPPED]
    if kept and all(plain(word.removesuffix("'s")) in generic for word in kept):
        if not named and not {plain(word) for word in kept} & words_in("namesakes", "organ of state"):
            return None  # "a bank" of China is not the Bank of China
        where = of or (bracket and (_code(bracket[1]) or _joined(bracket[1]))) or country
        codes = sorted({folded(word.removesuffix("'s")) for word in kept if plain(word) != "affairs"})
        return Known(f"body {' '.join(codes)} @{where}", f"the same office or body of {where}") if where else None
    if not named:
        return None  # "government forces", "local newspaper": words, no name
    if outlet:
        words = [word for word in words if plain(word) not in words_in("namesakes", "kind of outlet")] or words
    key = _joined(" ".join(words))
    return Known(f"body {key}{f' @{_joined(bracket[1])}' if bracket else ''}", "the same name") if key else None


def _without_state(words: Sequence[str]) -> tuple[list[str], str | None]:
    """The words without the state among them, if there is one, and its code."""
    for length in range(min(LONGEST, len(words) - 1), 0, -1):
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length]).removesuffix("'s")
            if code := _code(name) or _adjective(name):
                return [*words[:start], *words[start + length :]], code
    return list(words), None


def _code(name: str) -> str | None:
    found = countries().by_name(name)
    return found.code if found else None


def _adjective(name: str) -> str | None:
    found = countries().by_adjective(name)
    return found.code if found else None


def _joined(name: str) -> str:
    """A name in codes, without articles, hyphens and full stops: "al-Qaida" and "Al Qaeda" are one."""
    words = [word.removesuffix("'s") for word in BETWEEN_WORDS.split(PREFIX.sub(r"\1", name.replace("’", "'")))]
    articles = {"the", "al", "el"} if len(words) > 1 else set()
    codes = [folded(word) for word in words if plain(word) not in articles]
    return " ".join(code for code in codes if code)


@cache
def _aliases() -> Mapping[str, str]:
    return {_joined(word): group.name for subject in ALIASES for group in groups(subject).values() for word in group.words}


@cache
def _listed() -> frozenset[str]:
    return frozenset(word.casefold() for subject in ALIASES for group in groups(subject).values() for word in group.words)
