"""Who an entity of a report is in the whole ledger, as far as its own name, type, country and day tell: a pure function of these.

What it gives is a key; entities of one key are one. Anonymous sources, groups, and names that many bear have a key of their own:
each of these stays the entity of its report.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from reportedly.knowledge import bodies, people
from reportedly.knowledge.people import PersonName
from reportedly.knowledge.spelling import plain, words_in

PERSON = "person "
BODY = "body "
ACRONYM = "acronym "
LONGEST = 8  # letters of an acronym
SMALL = ("of", "the", "and", "for", "in")
ALONE = "record "
NOBODY = "anonymous"
SPELLED = "the same name, however it is spelled"


@dataclass(frozen=True, slots=True)
class Identity:
    """`key` is the same for all that are one; `block` what others must share to be compared in `namesakes`.

    That is a person's surname, or the acronym of a body: its name, or what a report has in brackets behind its name.
    """

    key: str
    block: str | None
    reason: str

    @property
    def id(self) -> str:
        """The id that the ledger's entity has when this key is its own: the same in every ledger."""
        return entity_id(self.key)


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a report calls somebody: all that a decision rests on, save the day."""

    name: str
    type: str
    country: str | None = None
    aliases: str | None = None


def entity_id(key: str) -> str:
    """The id of an entity of the ledger by its key."""
    return hashlib.sha256(f"entity\x1f{key}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def link(identity: Identity, spelling: Spelling) -> int:
    """The number of the decision that whoever is so spelled is this: 63 bits of a digest, so that no table need be asked."""
    parts = (identity.key, spelling.name, spelling.type, spelling.country or "", spelling.aliases or "")
    digest = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest()) >> 1


def quick_link(record: str, spelling: tuple[str, str, str | None, str | None], day: date | None) -> int:
    """The link of an entity by the fields of its `Spelling`: most are known from an earlier report."""
    known = _link(*spelling)
    return link(identify(record, Spelling(*spelling), day), Spelling(*spelling)) if known is None else known


@lru_cache(maxsize=65_536)
def _link(name: str, type: str, country: str | None, aliases: str | None) -> int | None:
    found = _of_name(name, type, country)
    return link(found, Spelling(name, type, country, aliases)) if isinstance(found, Identity) else None


def identify(record: str, spelling: Spelling, day: date | None) -> Identity:
    """The identity of the entity with the id `record`, in a report of that day."""
    found = _of_name(spelling.name, spelling.type, spelling.country)
    if found is None:
        return alone(record)
    if isinstance(found, Identity):
        return replace(found, block=_acronym(spelling)) if found.key.startswith(BODY) else found
    term = people.holder(found, spelling.country, day)
    return _of_person(found, spelling.country) or alone(record) if term is None else _of_holder(found, term)


def alone(record: str) -> Identity:
    """The identity of an entity that is nobody else's."""
    return Identity(ALONE + record, None, "its own: a name or description that others may bear")


@lru_cache(maxsize=65_536)
def _of_name(name: str, type: str, country: str | None) -> Identity | PersonName | None:
    """An identity; a name for which the table of offices must be asked; or None."""
    if type == "anonymous" or NOBODY in name:
        return None
    if type == "person":
        known = bodies.listed(name) if bodies.is_listed(name) else None
        if known is None and (parsed := people.person_name(name)):
            return parsed if people.is_in_office_table(parsed.surname) else _of_person(parsed, country)
    elif type == "state":
        known = bodies.state(name, country)
    elif type == "group":
        known = bodies.people(name) or bodies.listed(name)
    else:
        known = bodies.body(name, country, outlet=type == "outlet")
    return Identity(known.key, None, known.reason) if known else None


def _acronym(spelling: Spelling) -> str | None:
    """The block of a body that is an acronym, or has one among its other names that its initials make."""
    if _is_acronym(spelling.name):
        return ACRONYM + spelling.name if spelling.type != "outlet" else None
    words = [word for word in spelling.name.replace("-", " ").split() if word.lower() not in SMALL]
    initials = "".join(word[0] for word in words).upper()
    others = spelling.aliases.split("; ") if spelling.aliases else []
    return next((ACRONYM + other for other in sorted(others) if _is_acronym(other) and other == initials), None)


def _is_acronym(name: str) -> bool:
    """Whether a name may be a body's initials; those of an agency are its name: AFP is no police."""
    letters = 1 < len(name) <= LONGEST and name.isalpha() and name.isupper()
    return letters and plain(name) not in words_in("names", "outlet")


def _of_person(name: PersonName, country: str | None) -> Identity | None:
    if not name.is_full and people.is_common(name.surname):
        return None
    return Identity(f"{PERSON}{name}/{country or ''}", name.surname, SPELLED)


def _of_holder(name: PersonName, term: people.Term) -> Identity:
    why = SPELLED if name == term.name else f"means {term.spelled} by the table of offices"
    return Identity(f"{PERSON}{term.name}/", term.name.surname, why)
