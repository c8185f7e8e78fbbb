"""The cast of a report in the making: who has appeared so far, and by which names, roles and words they may appear again.

A `Cast` lives inside one call of `resolve`; what leaves it are frozen `Who`s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from reportedly.knowledge.gazetteer import Country, countries, folded
from reportedly.knowledge.lexicon import group_of
from reportedly.knowledge.offices import SHIPPED, Offices
from reportedly.knowledge.people import person_name
from reportedly.knowledge.spelling import folded as spelled
from reportedly.read.cast.lists import listed
from reportedly.read.layers import Who
from reportedly.records import EntityType

RULERS = ("leader", "head of state", "head of government", "premier", "prime minister", "chancellor")
PRONOUN_OF = {"female": "she", "male": "he"}
UNNAMED_ROLES = ("", "counterpart", "colleague")
DATELINE = 2  # mentions of a state that its dateline is worth
SHORTEST_STEM = 4  # letters that a demonym shares with its state: "Velm-ara", "Velm-aran"


@dataclass(frozen=True, slots=True)
class Role:
    """What the report says someone is: the noun ("minister"), the words around it, and the position of the state served.

    `body` is the state, organisation or armed group served; `of` the noun for one that has no name ("the ministry").
    """

    noun: str
    group: str
    words: frozenset[str]
    state: int | None
    body: int | None = None
    of: Token | None = None


@dataclass(slots=True)
class Part:
    """A `Who` in the making. `region` is a place that acts and is no state: "Texas sued".

    `guessed` is true when only a pronoun has told the gender.
    """

    name: str
    type: EntityType
    country: str | None = None
    aliases: set[str] = field(default_factory=set)
    principal: int | None = None
    gender: str | None = None
    guessed: bool = False
    many: bool = False
    members: tuple[int, ...] = ()
    demonym: str | None = None
    region: bool = False
    roles: list[Role] = field(default_factory=list)


class Cast:
    """Everyone so far, by position, and the table of offices that tells who held one."""

    def __init__(self, offices: Offices = SHIPPED) -> None:
        self.offices = offices
        self.parts: list[Part] = []
        self.weight: Counter[int] = Counter()
        self.ground: int | None = None
        self.scenes: Counter[int] = Counter()
        self._by_key: dict[tuple[str, str], int] = {}
        self._states_by_code: dict[str, int] = {}
        self._surnames: dict[str, list[int]] = {}

    def __getitem__(self, position: int) -> Part:
        return self.parts[position]

    def add(self, part: Part) -> int:
        """A new one."""
        self.parts.append(part)
        return len(self.parts) - 1

    def once(self, kind: str, name: str, part: Part) -> int:
        """The one known by this name under this kind, added when new."""
        key = (kind, name.casefold())
        if key not in self._by_key:
            self._by_key[key] = self.add(part)
        return self._by_key[key]

    def known(self, kind: str, name: str) -> int | None:
        """The one known by this name under this kind."""
        return self._by_key.get((kind, name.casefold()))

    def call(self, position: int, kind: str, name: str) -> None:
        """Lets someone be known by another name, too."""
        self._by_key.setdefault((kind, name.casefold()), position)
        self.parts[position].aliases.add(name)

    def recall(self, kind: str, words: str, position: int) -> None:
        """From now on these words, which are no name, mean this one."""
        self._by_key[kind, words.casefold()] = position

    def state(self, country: Country) -> int:
        """A state of the gazetteer."""
        position = self._states_by_code.get(country.code)
        if position is None:
            position = self._states_by_code[country.code] = self.once(
                "state", country.name, Part(country.name, "state", country.code)
            )
        return position

    def person(self, name: str) -> int:
        """A person by name: the same full name, or the latest one whose surname it is."""
        words = name.split()
        surname = surname_of(name).casefold()
        known = self._surnames.setdefault(surname, [])
        for position in reversed(known):
            if self._same_person(self.parts[position].name.split(), words):
                if len(words) > len(self.parts[position].name.split()):
                    self.parts[position].aliases.add(self.parts[position].name)
                    self.parts[position].name = name
                elif name != self.parts[position].name:
                    self.parts[position].aliases.add(name)
                return position
        if (within := self.bearer(words)) is not None:
            self.parts[within].aliases.add(name)
            return within
        first, lexicon = words[0].casefold(), group_of("given_names")
        given = (lexicon.get(first) or lexicon.get(folded(first))) if len(words) > 1 else None
        known.append(self.add(Part(name, "person", gender=PRONOUN_OF[given.name] if given else None)))
        return known[-1]

    def bearer(self, words: list[str]) -> int | None:
        """The only person whose full name holds these words: "Fan" of "Joseph Fan Zhongliang", "Abu Ali"."""
        last = len(words)
        bearers = [
            i
            for i, part in enumerate(self.parts)
            if part.type == "person" and words in [part.name.split()[k : k + last] for k in range(len(part.name.split()))]
        ]
        return bearers[0] if len(bearers) == 1 else None

    @staticmethod
    def _same_person(known: list[str], words: list[str]) -> bool:
        if len(known) == 1 or len(words) == 1:
            return True
        first, second = known[0].strip(".").casefold(), words[0].strip(".").casefold()
        return first == second or (min(len(first), len(second)) == 1 and first[0] == second[0])

    def demonym(self, word: str) -> int | None:
        """The state behind an adjective: by the table, else a state of this report that shares its stem ("Velmaran")."""
        if country := countries().by_adjective(word):
            return self.state(country)
        if not word[:1].isupper():
            return None
        stem = word.casefold()
        for position, part in enumerate(self.parts):
            name = part.name.casefold()
            if part.type == "state" and part.country is None and len(name) >= SHORTEST_STEM:
                shared = len(_common(name, stem))
                if shared >= max(SHORTEST_STEM, len(name) - 2) and name != stem and len(stem) <= len(name) + 4:
                    return position
        return None

    def is_demonym(self, word: str) -> bool:
        """Whether a word is such an adjective."""
        return self.demonym(word) is not None

    def home(self) -> int | None:
        """The state that the report is about: the one it names most, itself or places in it, with a start for its dateline's."""
        states = [i for i in (*self.heaviest("state"), *self.scenes, self.ground) if i is not None and not self.parts[i].region]
        return max(states, key=lambda i: (self.weight[i] + self.scenes[i] + DATELINE * (i == self.ground), -i), default=None)

    def heaviest(self, *types: str) -> list[int]:
        """Those of these types, the most mentioned first."""
        among = [i for i, part in enumerate(self.parts) if part.type in types and self.weight[i] and not part.members]
        return sorted(among, key=lambda i: (-self.weight[i], i))

    def with_role(self, groups: tuple[str, ...], noun: str, words: frozenset[str], state: int | None) -> Iterator[int]:
        """The persons whom the report gave such a role, the best described last."""
        for position, part in enumerate(self.parts):
            for role in part.roles:
                ends = bool(role.noun) and (role.noun.endswith(noun) or noun.endswith(role.noun))
                same = role.noun == noun or (ends and role.group in groups)
                same = same or (role.group in groups and noun in RULERS)
                same = same or (_are_synonyms(role.noun, noun) and (state is None or role.state == state))
                same = same or (role.noun in UNNAMED_ROLES and state is not None and role.state == state)
                qualified = words <= role.words or not (role.words or words & listed("rank"))
                if same and qualified and (state is None or role.state is None or role.state == state):
                    yield position
                    break

    def who(self) -> tuple[Who, ...]:
        """Everyone, finished."""
        return tuple(Who(p.name, p.type, p.country, tuple(sorted(p.aliases - {p.name})), p.principal) for p in self.parts)


def surname_of(name: str) -> str:
    """The word of a name that is used alone: the last, or the first of a name such as "Hu Jintao"."""
    words, parsed = name.split(), person_name(name)
    first = len(words) > 1 and parsed is not None and spelled(words[0]) == parsed.surname
    return words[0] if first else words[-1]


def together(cast: Cast, members: tuple[int, ...]) -> int:
    """Several together as one entity: "Russia and Ukraine"."""
    names = [cast[m].name for m in members]
    name = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return cast.once("group", name, Part(name, "group", many=True, members=members))


def _are_synonyms(one: str, other: str) -> bool:
    """Whether two role nouns may stand for one office: "the rebel leader", "the rebel commander"."""
    group = group_of("same_roles").get(one)
    return group is not None and group is group_of("same_roles").get(other)


def _common(first: str, second: str) -> str:
    length = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
    return first[:length]
