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
LITERAL = (("sch", "sh"), ("tch", "ch"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("w", "v"), ("x", "ks"), ("ou", "u"))
LONG = (("oo", "u"), ("ee", "i"))  # between other letters: Haroon is Harun; but Moon and Lee stand
DOUBLED = re.compile(r"([^eo])\1+")
VOWELS = "aeiou"
SHORT = 4  # letters


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """The code of a word, empty when it has no letter or digit."""
    letters = plain(word)
    if len(letters) < 2 or (word.isupper() and len(word) <= SHORT):  # APP is not AP
        return letters
    return _variants().get(code := _by_rule(letters), code)


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """A word in lower case, without accents and marks."""
    if word.isascii() and word.isalnum():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word.casefold().translate(LETTERS))
    return "".join(letter for letter in letters if letter.isalnum())


@cache
def words_in(subject: str, group: str) -> frozenset[str]:
    """The words of a group of a word list, plain."""
    return frozenset(map(plain, groups(subject)[group].words))


def _by_rule(word: str) -> str:
    """The rules of transliteration, in their order."""
    for letters, code in LITERAL:
        word = word.replace(letters, code)
    for letters, code in LONG if len(word) > SHORT else ():
        word = word[0] + word[1:-2].replace(letters, code) + word[-2:]
    word = DOUBLED.sub(r"\1", word.replace("y", "i"))
    if word.startswith("ie"):  # Yeltsin is Eltsin
        word = word[1:]
    silent = len(word) > SHORT - 1 and word[-1] == "h" and word[-2] in VOWELS  # Abdullah is Abdulla
    return word[:-1] if silent else word


@cache
def _variants() -> Mapping[str, str]:
    """The code of each listed spelling: that of the first one of its group."""
    listed = ((word, group.words[0]) for group in groups("spellings").values() for word in group.words)
    return {_by_rule(plain(word)): _by_rule(plain(first)) for word, first in listed}
