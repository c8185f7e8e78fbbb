"""Finding people by any of their names: "Zelensky" finds what Zelenskiy said in another report, as the ledger's links have it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, or_, select, union_all

from reportedly.ledger import fts, grammar
from reportedly.ledger.grammar import Term
from reportedly.ledger.schema import decisions, entity_records, ledger_entities, links
from reportedly.ledger.views import View, entities

MOST = 50  # entities; what so many are called names nobody
ONE_NAME = {"source", "addressee", "claimant", "side", "actor", "recipient"}  # columns that hold no more than one
ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Called:
    """What some entities of the ledger are called: their names in reports, and the numbers of the decisions that say so."""

    names: tuple[str, ...]
    links: tuple[int, ...]


def otherwise(connection: Connection, term: Term) -> Called | None:
    """The names without the term of all entities that have it in another name; None without such."""
    found = fts.rows(entities, fts.expression([term])).limit(MOST + 1)
    numbers = list(connection.execute(found).scalars())
    if not numbers or len(numbers) > MOST:
        return None
    query = select(decisions.c.name, decisions.c.number).where(decisions.c.entity.in_(numbers))
    return _called({row[1]: row[0] for row in connection.execute(query) if not grammar.holds(row[0], term)})


def by_id(connection: Connection, value: str) -> Called | None:
    """All names of the entity of the ledger with that id; None when it is the id of none."""
    if not ID.fullmatch(value):
        return None
    who = union_all(
        select(decisions.c.entity).where(decisions.c.id == value),
        select(ledger_entities.c.number).where(ledger_entities.c.id == value),
    )
    query = select(decisions.c.name, decisions.c.number).where(decisions.c.entity.in_(who))
    return _called({row[1]: row[0] for row in connection.execute(query)})


def among(view: View, columns: Sequence[str], called: Called) -> ColumnElement[bool]:
    """The condition that one of these columns has one of those names, in a report where it means one of those entities."""
    records = view.records.c
    if view is entities:
        return records.number.in_(select(decisions.c.entity).where(decisions.c.number.in_(called.links)))
    terms = [term for name in called.names if (term := grammar.named(name))]
    if not terms:
        return records.number.is_(None)
    spelled = records.number.in_(fts.rows(view, fts.expression(terms, columns, joined="OR")))
    there = and_(spelled, records.report.in_(select(links.c.report).where(links.c.decision.in_(called.links))))
    if not ONE_NAME.issuperset(columns):
        return there
    so_named = select(entity_records.c.name).where(
        entity_records.c.report == records.report, entity_records.c.link.in_(called.links)
    )
    return and_(there, or_(*(records[column].in_(so_named) for column in columns)))


def _called(names: Mapping[int, str]) -> Called | None:
    return Called(tuple(sorted(set(names.values()))), tuple(sorted(names))) if names else None
