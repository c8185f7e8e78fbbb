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

from reportedly.knowledge.gazetteer import Candidate, as_candidate, countries, find
from reportedly.knowledge.lexicon import groups
from reportedly.read.layers import Chars

ROUNDS = 3
MOST = 80  # meanings of one name that are weighed: the rest are hamlets
WEIGHT = {"state": 8.0, "supplement": 7.0, "capital": 0.5, "region": 0.5, "city": 0.0}  # on a scale of log10 of inhabitants
SMALLEST = {"state": 0.0, "supplement": 0.0, "capital": 3.0, "region": 4.0, "city": 3.0}
SHARPNESS = 2.0  # of the softmax that turns weights into shares
REGION, COUNTRY = 1.8, 1.2  # what a doubling of the names in the same region, and country, is worth
BEFORE_CONTAINER = re.compile(r", (?:in )?(?:the )?|,? in (?:the )?| \(")
CONTAINER = re.compile(r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,3}")
KINDS, PARTS = groups("places")["kinds"].words, tuple(f"{part} " for part in groups("places")["parts"].words)
BESIDE = groups("places")["compass"].words + groups("places")["extents"].words

Shares = tuple[tuple[Candidate, float], ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """A name, what a mention of it says that it lies in, and the area that it is itself when another place lies in it."""

    name: str
    container: Candidate | None
    area: Candidate | None


def resolve_places(text: str, spans: Sequence[Chars]) -> tuple[Candidate | None, ...]:
    """The place that each span of a report means; None for a name that the gazetteer does not know."""
    containers = [_container(text, *span) for span in spans]
    areas = dict(found for found in containers if found)
    names = [
        _Name(text[start:end], found[1] if found else None, areas.get(start))
        for (start, end), found in zip(spans, containers, strict=True)
    ]
    weighed = {name: _weigh(name) for name in dict.fromkeys(names)}
    told = {name.name: weights for name, weights in weighed.items() if name.container and weights}
    weighed = {name: weights if name.container or name.area else told.get(name.name, weights) for name, weights in weighed.items()}
    chosen = _settle(weighed, Counter(names))
    return tuple(chosen.get(name) for name in names)


def _settle(weighed: Mapping[_Name, Shares], times: Mapping[_Name, int]) -> Mapping[_Name, Candidate]:
    """The likeliest meaning of every name, after each has lent its own to the others."""
    weighed = {name: weights for name, weights in weighed.items() if weights}
    shares = {name: _shares(weights) for name, weights in weighed.items()}
    for _ in range(ROUNDS):
        lent = {name: _lent(shares[name]) for name in weighed}
        total: defaultdict[tuple[str, ...], float] = defaultdict(float)
        for name, votes in lent.items():
            for area, share in votes.items():
                total[area] += share * math.log2(1 + times[name])
        shares = {
            name: _shares(
                tuple(
                    (place, weight + _support(place, total, lent[name], math.log2(1 + times[name]))) for place, weight in weights
                )
            )
            for name, weights in weighed.items()
        }
    return {name: max(votes, key=lambda vote: vote[1])[0] for name, votes in shares.items()}


def _support(
    place: Candidate, total: Mapping[tuple[str, ...], float], own: Mapping[tuple[str, ...], float], times: float
) -> float:
    """What the other names of the report say for a place: those in its region and those in its country."""
    country, region = _areas(place)
    others = [total.get(area, 0.0) - own.get(area, 0.0) * times for area in (country, region)]
    return COUNTRY * math.log2(1 + max(0.0, others[0])) + REGION * math.log2(1 + max(0.0, others[1] if place.region else 0.0))


def _areas(place: Candidate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (place.country or "",), (place.country or "", place.region or "")


def _lent(shares: Shares) -> Mapping[tuple[str, ...], float]:
    """How sure a name is of each country and region: the share of its likeliest meaning there."""
    votes: dict[tuple[str, ...], float] = {}
    for place, share in shares:
        for area in _areas(place) if place.country else ():
            votes[area] = max(share, votes.get(area, 0.0))
    return votes


def _shares(weights: Shares) -> Shares:
    top = max(weight for _, weight in weights)
    powers = [(place, math.exp(SHARPNESS * (weight - top))) for place, weight in weights]
    total = sum(power for _, power in powers)
    return tuple((place, power / total) for place, power in powers)


@lru_cache(maxsize=16_384)
def _weigh(name: _Name) -> Shares:
    """The meanings of a name, each with its weight before the report is heard."""
    places = (name.area,) if name.area else meanings(name.name)
    if name.container:
        places = tuple(place for place in places if place != name.container and _within(place, name.container)) or places
    return tuple(
        (place, WEIGHT[place.kind] + math.log10(place.population + 10 ** SMALLEST[place.kind])) for place in places[:MOST]
    )


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
    """The state or region that a mention names behind a place, and where: "Paris, Texas", "Sarven, in southern Russia", "Adel, Ga."."""
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
