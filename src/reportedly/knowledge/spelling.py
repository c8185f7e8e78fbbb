"""One code for all the spellings of a word of a name: Zelenskyy, Zelensky and Zelenskiy; Mohammed and Muhammad; defence, defense.

Accents and apostrophes go; a few general rules of transliteration follow; what they miss is in `data/spellings.toml`. A code is
for comparing, not for showing. No distance is measured: names that a threshold calls near are often two people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from reportedly.knowledge.lexicon import groups

LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ə": "a", "ħ": "h", "ʿ": "", "ʾ": ""}
)
GENERAL = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"sch", "sh"),
        (r"tch", "ch"),
        (r"ph", "f"),
        (r"ck", "k"),
        (r"q", "k"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"ou", "u"),
        (r"(?<=.)oo(?=..)", "u"),  # Haroon is Harun; but Moon and Woo stand
        (r"(?<=.)ee(?=..)", "i"),
        (r"y", "i"),
        (r"([^eo])\1+", r"\1"),
        (r"^ie", "e"),  # Yeltsin is Eltsin
        (r"(?<=..[aeiou])h$", ""),  # Abdullah is Abdulla
    )
)


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """The code of a word, empty when it has no letter or digit."""
    letters = plain(word)
    return letters if len(letters) < 2 else _variants().get(code := _by_rule(letters), code)


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """A word in lower case, without accents and marks."""
    letters = unicodedata.normalize("NFKD", word.casefold().translate(LETTERS))
    return "".join(letter for letter in letters if letter.isalnum())


@cache
def words_in(subject: str, group: str) -> frozenset[str]:
    """The words of a group of a word list, plain."""
    return frozenset(map(plain, groups(subject)[group].words))


def _by_rule(word: str) -> str:
    for pattern, code in GENERAL:
        word = pattern.sub(code, word)
    return word


@cache
def _variants() -> Mapping[str, str]:
    """The code of each listed spelling: that of the first one of its group."""
    listed = ((word, group.words[0]) for group in groups("spellings").values() for word in group.words)
    return {_by_rule(plain(word)): _by_rule(plain(first)) for word, first in listed}
