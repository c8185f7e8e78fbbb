"""Which of the people of one surname are one person, and which body an acronym means: by all such names of the ledger alone.

A name says more or less: "Putin", "V. Putin", "Vladimir Putin", "Vladimir V. Putin". A short one attracts those that say more, or
is taken for them, only while no other name of the ledger is in the way; so the result is the same in whatever order names came,
and a link is given up as soon as a second one appears.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from reportedly.knowledge.people import PersonName, alike, is_common
from reportedly.knowledge.spelling import folded
from reportedly.ledger.identity import ACRONYM, BODY, PERSON

SAME_COUNTRY = "the same name, and no namesake of another country"
MORE_NAMES = "the same given name and surname, and no namesake with other middle names"
IN_BRACKETS = "letters that a report has beside the name of the only body so abbreviated"
ONLY_ONE = "surname of the only one in the ledger"

SHORTEST = 4  # letters of a surname that may stand for a full name: of Qin and Wei there are many


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """A person as a key has him."""

    name: PersonName
    country: str = ""

    @property
    def key(self) -> str:
        """The key that it was read from."""
        return f"{PERSON}{self.name}/{self.country}"

    @classmethod
    def of(cls, key: str) -> Person:
        """The person of a key."""
        given, surname, generation, country = key.removeprefix(PERSON).split("/")
        return cls(PersonName(tuple(given.split()), surname, generation), country)


def taken_for(block: str, keys: Collection[str]) -> dict[str, tuple[str, str]]:
    """Of the keys of one surname or acronym, those taken for another one: that key, and why. It need not be among them."""
    if block.startswith(ACRONYM):
        short = f"{BODY}{folded(block.removeprefix(ACRONYM))}"
        long = set(keys) - {short}
        return {short: (long.pop(), IN_BRACKETS)} if len(long) == 1 and short in keys else {}
    people = sorted(map(Person.of, keys))
    found: dict[Person, tuple[Person, str]] = {}
    plain = {person: _without_country(person, people) for person in people}
    full = sorted({each for each in plain.values() if each.name.is_full})
    root = {person: _shorter(person, full) or person for person in full}
    for person in people:
        known = plain[person]
        if known != person:
            found[person] = (known, SAME_COUNTRY)
        if root.get(known, known) != known:
            found[known] = (root[known], MORE_NAMES)
        elif not known.name.is_full and (only := _only(known, set(root.values()))) is not None:
            found[known] = (only, ONLY_ONE)
    return {one.key: (other.key, why) for one, (other, why) in found.items()}


def _without_country(person: Person, people: Collection[Person]) -> Person:
    """The person of that name of no country in particular, unless the ledger knows namesakes of several countries."""
    known = {each.country for each in people if each.name == person.name and each.country}
    return person if len(known) > 1 else replace(person, country="")


def _shorter(person: Person, full: Collection[Person]) -> Person | None:
    """The person with fewer given names who this is, if all in the ledger who could be that one could be one person."""
    name = person.name
    for base in sorted(full, key=lambda each: (len(each.name.given), each)):
        if _may_be(base, person) and len(base.name.given) < len(name.given):
            longer = [each for each in full if _may_be(base, each)]
            same = all(_may_be(one, other) for one in longer for other in longer)
            return base if same else None
    return None


def _may_be(one: Person, other: Person) -> bool:
    """Whether two full names may be one person's: the same first name, and nothing that sets them apart."""
    a, b = one.name, other.name
    same = a.first == b.first and a.generation == b.generation and one.country == other.country
    return same and alike(a.given, b.given)


def _only(person: Person, roots: Collection[Person]) -> Person | None:
    """The only full name of this surname, for one that has no given name, or an initial."""
    if is_common(person.name.surname) or len(person.name.surname) < SHORTEST:
        return None
    fitting = [each for each in roots if not person.name.given or alike(person.name.given, each.name.given)]
    if len(fitting) != 1 or {person.country, fitting[0].country} - {"", person.country}:
        return None
    return fitting[0]


def followed(key: str, taken: Mapping[str, str]) -> str:
    """The end of a chain of keys or ids that are taken for one another; of a circle, the smallest."""
    seen = [key]
    while (key := taken.get(key, key)) not in seen:
        seen.append(key)
    return min(seen[seen.index(key) :])
