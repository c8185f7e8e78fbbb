"""Which of the places of a name is meant: ranked by what the report says contains it, by its other places, and by population.

A name has one meaning in a report, save where a mention says what it lies in ("Paris, Texas"). Every name lends its country and
its region to the others, as far as it is itself certain; a few rounds settle them. The idea is spatial minimality (Leidner 2007).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from reportedly.knowledge.gazetteer import Candidate, as_candidate, countries, find
from reportedly.knowledge.lexicon import groups
from reportedly.read.layers import Chars

ROUNDS = 3
MOST = 80  # meanings of one name that are weighed: the rest are hamlets
WEIGHT = {"state": 8.0, "supplement": 7.0, "capital": 0.5, "region": 0.5, "city": 0.0}  # on a scale of log10 of inhabitants
SMALLEST = {"state": 0.0, "supplement": 0.0, "capital": 3.0, "region": 4.0, "city": 3.0}
BEHIND_ITS_CITY = 2.0
SHARPNESS = 2.0  # of the softmax that turns weights into shares
REGION, COUNTRY = 1.8, 1.2  # what a doubling of the names in the same region, and country, is worth
BEFORE_CONTAINER = re.compile(r", (?:in )?(?:the )?|,? in (?:the )?| \(")
CONTAINER = re.compile(r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,3}")
KINDS, PARTS = groups("places")["kinds"].words, tuple(f"{part} " for part in groups("places")["parts"].words)
BESIDE = groups("places")["compass"].words + groups("places")["extents"].words

Area = tuple[str, str | None]  # a country, or one of its regions
Weights = Mapping[Candidate, float]


@dataclass(frozen=True, slots=True)
class _Name:
    """A name, what a mention of it says that it lies in, and the area that it is itself when another place lies in it."""

    name: str
    container: Candidate | None = None
    area: Candidate | None = None


def resolve_places(text: str, spans: Sequence[Chars]) -> tuple[Candidate | None, ...]:
    """The place that each span of a report means; None for a name that the gazetteer does not know."""
    containers = [_container(text, *span) for span in spans]
    areas = dict(found for found in containers if found)
    names = [
        _Name(text[start:end], found[1] if found else None, areas.get(start))
        for (start, end), found in zip(spans, containers, strict=True)
    ]
    told = {name.name: name for name in names if name.container}
    names = [name if name.area else told.get(name.name, name) if not name.container else name for name in names]
    chosen = _settle(Counter(names))
    return tuple(chosen.get(name) for name in names)


def _settle(times: Mapping[_Name, int]) -> Mapping[_Name, Candidate]:
    """The likeliest meaning of every name, after each has lent its country and region to the others."""
    weights = {name: found for name in times if (found := _weights(name))}
    voices = {name: math.log2(1 + times[name]) for name in weights}
    shares = {name: _shares(found) for name, found in weights.items()}
    for _ in range(ROUNDS):
        lent = {name: _lent(shares[name], voices[name]) for name in weights}
        total: defaultdict[Area, float] = defaultdict(float)
        for area, share in chain.from_iterable(votes.items() for votes in lent.values()):
            total[area] += share
        shares = {
            name: _shares({place: weight + _support(place, total, lent[name]) for place, weight in found.items()})
            for name, found in weights.items()
        }
    return {name: max(share, key=lambda place: share[place]) for name, share in shares.items()}


def _support(place: Candidate, total: Mapping[Area, float], own: Mapping[Area, float]) -> float:
    """What the other names of the report say for a place: those in its country, and those in its region."""

    def doublings(area: Area) -> float:
        return math.log2(1 + max(0.0, total.get(area, 0.0) - own.get(area, 0.0)))

    country = place.country or ""
    return COUNTRY * doublings((country, None)) + (REGION * doublings((country, place.region)) if place.region else 0.0)


def _lent(shares: Weights, voice: float) -> dict[Area, float]:
    """How sure a name is of each country and region: the share of its likeliest meaning there."""
    votes: dict[Area, float] = {}
    for place, share in shares.items():
        for area in {(place.country, None), (place.country, place.region)} if place.country else ():
            votes[area] = max(share * voice, votes.get(area, 0.0))
    return votes


def _shares(weights: Weights) -> Weights:
    top = max(weights.values())
    powers = {place: math.exp(SHARPNESS * (weight - top)) for place, weight in weights.items()}
    total = sum(powers.values())
    return {place: power / total for place, power in powers.items()}


@lru_cache(maxsize=16_384)
def _weights(name: _Name) -> Weights:
    """The meanings of a name, each with its weight before the rest of the report is heard."""
    places = (name.area,) if name.area else meanings(name.name)
    if name.container:
        places = tuple(place for place in places if place != name.container and _within(place, name.container)) or places
    return {place: _weight(place, places) for place in places[:MOST]}


def _weight(place: Candidate, places: Sequence[Candidate]) -> float:
    """Inhabitants, on a scale of log10. A region with a city of its name that holds a quarter of its people comes after it."""
    weight = WEIGHT[place.kind] + math.log10(place.population + 10 ** SMALLEST[place.kind])
    if place.kind == "region" and any(
        city.population * 4 > place.population and _within(city, place) for city in places[:MOST] if city != place
    ):
        return weight - BEHIND_ITS_CITY
    return weight


@lru_cache(maxsize=16_384)
def meanings(name: str) -> tuple[Candidate, ...]:
    """What a name, or an adjective or people of a state, can mean; without "region", "northern" and the like when need be."""
    tried = name.removesuffix("'s").removesuffix("’s").strip()
    while tried:
        state = countries().by_adjective(tried) or countries().by_people(tried)
        found = (as_candidate(state),) if state else find(tried)
        if found:
            return found
        shorter = _shorter(tried)
        if shorter == tried:
            return ()
        tried = shorter
    return ()


def _shorter(name: str) -> str:
    first, _, rest = name.partition(" ")
    begun, _, last = name.rpartition(" ")
    if last.lower() in KINDS and begun:
        return begun
    if first.lower() in BESIDE:
        return rest
    return next((name[len(part) :].strip() for part in PARTS if name.lower().startswith(part)), name)


def _container(text: str, start: int, end: int) -> tuple[int, Candidate] | None:
    """The state or region that a mention names behind a place, and where: "Paris, Texas", "Sochi, in southern Russia"."""
    opening = BEFORE_CONTAINER.match(text, end)
    following = CONTAINER.match(text, opening.end(), opening.end() + 60) if opening else None
    if not following:
        return None
    at, words = following.start(), following.group().split()
    while words and words[0].lower() in BESIDE:
        at += len(words[0]) + 1
        words = words[1:]
    mine = meanings(text[start:end])
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length])
        for area in (*find(name), *find(name.rstrip(".,'’s"))) if name[:1].isupper() else ():
            if area.kind in ("state", "region") and any(place != area and _within(place, area) for place in mine):
                return at, area
    return None


def _within(place: Candidate, area: Candidate) -> bool:
    return place.country == area.country and (area.kind == "state" or (bool(area.region) and place.region == area.region))
