"""Places and states: what a name can mean on the map, and which state a name, an adjective, a people or a palace stands for.

`find` looks names up in `data/gazetteer.sqlite`, which `scripts/build_gazetteer.py` builds, and `countries()` in
`data/countries.csv`. All look-ups fold accents, curly apostrophes and a leading "the"; they keep case, so
that "us" is not "US", save that words in capitals throughout ("RUSSIA") match too.
"""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Literal, get_args

from reportedly.errors import DamagedKnowledge
from reportedly.knowledge.tables import table, words

Kind = Literal["state", "capital", "city", "region", "supplement"]
KINDS: tuple[Kind, ...] = get_args(Kind)
METROPOLIS = 500_000  # inhabitants
CountryKind = Literal["state", "contested", "territory", "historic"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One meaning of a place name. `country` is an ISO 3166 alpha-2 code, None for what lies in several or none.

    `region` is the name of its first-order region, if any; coordinates are degrees; `population` is 0 where unknown.
    """

    name: str
    country: str | None
    latitude: float
    longitude: float
    population: int
    kind: Kind
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory. `code` is ISO 3166 alpha-2 (withdrawn ones for historic states, XK for Kosovo).

    `capitals` are the names of its seat of government, the usual one first; `latitude` and `longitude` its middle, in degrees.
    """

    code: str
    name: str
    kind: CountryKind
    capitals: tuple[str, ...]
    adjectives: tuple[str, ...]
    peoples: tuple[str, ...]
    aliases: tuple[str, ...]
    metonyms: tuple[str, ...]
    latitude: float
    longitude: float

    @property
    def capital(self) -> str | None:
        """The seat of its government, None for most territories and historic states."""
        return next(iter(self.capitals), None)


@dataclass(frozen=True, slots=True)
class Countries:
    """Every state of the world, by what a report may call it. Each look-up gives None for a word that it does not know."""

    by_code: Mapping[str, Country]
    _names: Mapping[str, Country] = field(repr=False)
    _adjectives: Mapping[str, Country] = field(repr=False)
    _peoples: Mapping[str, Country] = field(repr=False)
    _capitals: Mapping[str, Country] = field(repr=False)
    _metonyms: Mapping[str, Country] = field(repr=False)

    def by_name(self, name: str) -> Country | None:
        """The state of this name or alias: "Russia", "the U.S.", "Britain". Not of its capital."""
        return _look_up(self._names, name)

    def by_adjective(self, word: str) -> Country | None:
        """The state of a demonym used as an adjective: "Russian", "Dutch"."""
        return _look_up(self._adjectives, word)

    def by_people(self, word: str) -> Country | None:
        """The state of a demonym used as a noun: "Russians", "a Dane", "the French"."""
        return _look_up(self._peoples, word)

    def by_capital(self, name: str) -> Country | None:
        """The state whose government sits there: "Kyiv", "Kiev"."""
        return _look_up(self._capitals, name)

    def by_metonym(self, name: str) -> Country | None:
        """The state whose government goes by this building or street: "the Kremlin", "Downing Street"."""
        return _look_up(self._metonyms, name)


@cache
def countries() -> Countries:
    """The states of `data/countries.csv`. Raises DamagedKnowledge when it is malformed."""
    rows = table("countries.csv", _country)
    return Countries(
        {country.code: country for country in rows},
        _index(rows, lambda country: (country.name, *country.aliases)),
        _index(rows, lambda country: country.adjectives),
        _index(rows, lambda country: country.peoples),
        _index(rows, lambda country: country.capitals),
        _index(rows, lambda country: country.metonyms),
    )


@lru_cache(maxsize=65_536)
def find(name: str) -> tuple[Candidate, ...]:
    """What a name can mean: a state first, then the others from the most populous down; empty when it is not known.

    Raises DamagedKnowledge when the gazetteer is missing or not the one that its sha256 was taken of.
    """
    state = countries().by_name(name)
    places = tuple(Candidate(*row) for row in _select(folded(name)))
    if name.isupper() and len(name) < 4:  # "EU" is no town in Normandy, "UFA" may be one in the Urals
        places = tuple(place for place in places if place.kind in ("region", "supplement") or place.population > METROPOLIS)
    return (as_candidate(state), *places) if state else places


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """What a name is looked up by: without accents, a leading "the", or doubled spaces; its case is kept."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name.replace("’", "'")) if not unicodedata.combining(c))
    words = plain.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "The", "THE") else words)


def _look_up(index: Mapping[str, Country], name: str) -> Country | None:
    return index.get(key(name))


def _index(rows: Iterable[Country], names: Callable[[Country], Iterable[str]]) -> Mapping[str, Country]:
    """Names to countries, each name also in capitals."""
    found = {key(name): country for country in rows for name in names(country)}
    return {name.upper(): country for name, country in found.items()} | found


def _country(row: Mapping[str, str]) -> Country:
    return Country(
        row["code"],
        row["name"],
        _KINDS[row["kind"]],
        words(row["capitals"]),
        words(row["adjectives"]),
        words(row["peoples"]),
        words(row["aliases"]),
        words(row["metonyms"]),
        float(row["latitude"]),
        float(row["longitude"]),
    )


_KINDS: Mapping[str, CountryKind] = {kind: kind for kind in get_args(CountryKind)}


def as_candidate(state: Country) -> Candidate:
    """A state as the meaning of a place name, in its middle."""
    return Candidate(state.name, state.code, state.latitude, state.longitude, 0, "state")


def _select(sought: str) -> Iterator[tuple[str, str | None, float, float, int, Kind, str | None]]:
    for name, country, region, kind, latitude, longitude, population in _gazetteer().execute(_QUERY, (sought,)):
        yield name or sought.title(), country, latitude / 1000, longitude / 1000, population, KINDS[kind], region


_QUERY = """
SELECT place.name, country, region.name, kind, latitude, longitude, population
FROM place LEFT JOIN region ON region.id = place.region WHERE key = ? ORDER BY n
"""


@cache
def _gazetteer() -> sqlite3.Connection:
    """The gazetteer, read-only, once its sha256 is found to be the one in `data/gazetteer.sha256`."""
    folder = files("reportedly.knowledge") / "data"
    try:
        pinned = (folder / "gazetteer.sha256").read_text("utf-8").split()[0]
        with as_file(folder / "gazetteer.sqlite") as path:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
            if found != pinned:
                raise DamagedKnowledge(f"{path}: altered (sha256 {found}, not {pinned}); install reportedly again")
            return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except (OSError, IndexError) as error:
        raise DamagedKnowledge(f"knowledge/data/gazetteer.sqlite: {error!r}; install reportedly again") from error


def folded(name: str) -> str:
    """What a place is looked up by: its key in lower case, without full stops or hyphens, "St." and the like written out."""
    plain = key(name).lower().replace(".", "").replace("-", " ").replace("'", "").replace("`", "")
    return " ".join(_ABBREVIATED.get(word, word) for word in plain.split())


_ABBREVIATED = {"st": "saint", "ft": "fort", "mt": "mount", "co": "county"}
