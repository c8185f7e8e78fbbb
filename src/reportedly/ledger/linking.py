"""From the entities of reports to those of the ledger: each link a row of `decisions`, with its reason.

`decisions` and `ledger_entities` are a pure function of the entity records and the reviews, in whatever order these came.
Two steps lead from a record to its entity. Its own name gives a key (`identity`), and with it a decision; the entity of a key may
be taken for another one: a surname for the only full name (`namesakes`), or whatever a person says.

A person says so in a review of the field "entity": of an entity of a report, which then goes by nothing else, or of an entity of
the ledger with all its records. Its value is the id of the entity that it is; "wrong" without one: none but itself. It outranks
every rule, stays when a report is read again, and is withdrawn by another one ("unsure").

All of it is worked out for many reports at once, when the full text is brought up to date: see `upkeep`.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from reportedly.ledger import fts, roster
from reportedly.ledger.identity import ALONE, Spelling, alone, entity_id, identify, link
from reportedly.ledger.namesakes import followed, taken_for

FIELD = "entity"  # of a review that is about a link
GIVEN = "(SELECT value FROM json_each(?))"
LINK = "INSERT INTO links SELECT link, number, report, statements FROM entity_records WHERE {which} ORDER BY link, number"
COUNT = """
UPDATE decisions SET records = records + counted.n
FROM (SELECT link, count(*) AS n FROM entity_records WHERE {which} GROUP BY link) AS counted
WHERE number = counted.link RETURNING entity
"""
NEW = """
SELECT link, e.id, name, type, country, aliases, published, count(*) FROM entity_records e JOIN reports r ON r.number = report
WHERE {which} AND link NOT IN (SELECT number FROM decisions) GROUP BY link
"""
INSERT = """
INSERT INTO decisions(number, name, type, country, aliases, id, key, block, reason, records, "by", due)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'rule', 0)
"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who somebody is in a person's opinion: the id of an entity, None for nobody else."""

    target: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Node:
    """What all decisions of one key share."""

    id: str
    key: str
    block: str | None
    target: str | None


def count_in(connection: Connection, due: str) -> None:
    """Link the entity records of the reports that the query `due` gives."""
    judged = f"report IN ({due}) AND id IN (SELECT record FROM reviews WHERE field = '{FIELD}')"
    for record in _some(connection, f"SELECT id FROM entity_records WHERE {judged}"):
        _relink(connection, record)
    _settle(connection, *_counted(connection, f"report IN ({due})"))


def count_out(connection: Connection, report: int) -> None:
    """Take the entity records of a report out, while they are still in their table; `settle` does the rest."""
    _uncounted(connection, "report = ?", (report,))


def is_due(connection: Connection) -> bool:
    """Whether there is anything to be settled."""
    return connection.exec_driver_sql("SELECT 1 FROM decisions WHERE due LIMIT 1").first() is not None


def overrule(connection: Connection, record: str) -> None:
    """Let the reviews of an entity, of a report or of the ledger, have their effect."""
    counted = "SELECT id FROM entity_records WHERE id = ? AND report NOT IN (SELECT report FROM unindexed)"
    fresh: list[Node] = []
    touched: set[int | None] = set()
    for _ in connection.exec_driver_sql(counted, (record,)).all():
        _uncounted(connection, "id = ?", (record,))
        _relink(connection, record)
        fresh, touched = _counted(connection, "e.id = ?", (record,))
    _settle(connection, fresh, touched, (record, entity_id(ALONE + record)))


def settle(connection: Connection) -> None:
    """Work out what removed reports have left."""
    _settle(connection, (), set())


def clear(connection: Connection) -> None:
    """Forget every link and link all records anew: what to do when the rules have changed."""
    connection.exec_driver_sql("DELETE FROM links")
    connection.exec_driver_sql("DELETE FROM decisions")
    connection.exec_driver_sql("DELETE FROM ledger_entities")
    fts.clear(connection, "entities")
    judged = judgements(connection, _some(connection, f"SELECT record FROM reviews WHERE field = '{FIELD}'"))
    _write_links(connection, "", (), judged)
    _settle(connection, *_counted(connection, "report NOT IN (SELECT report FROM unindexed)"))


def judgements(connection: Connection, ids: Iterable[str]) -> dict[str, Judgement]:
    """What people think of the links of some entities: of each the newest review that says who it is."""
    of_links = f"FROM reviews WHERE field = '{FIELD}' AND record IN {GIVEN} ORDER BY number"
    query = f"SELECT record, verdict, value, note, reviewer {of_links}"
    found: dict[str, Judgement | None] = {}
    for row in connection.exec_driver_sql(query, (json.dumps(sorted(set(ids))),)):
        value = json.loads(row.value) if row.value else None
        reason = ": ".join(filter(None, (f"says {row.reviewer}" if row.reviewer else "says a reviewer", row.note)))
        told = isinstance(value, str) or row.verdict == "wrong"
        found[row.record] = Judgement(value, reason) if told and row.verdict != "unsure" else None
    return {record: judgement for record, judgement in found.items() if judgement}


def _some(connection: Connection, query: str, *given: Iterable[Any]) -> list[Any]:
    """The first column of a query with lists for its parameters."""
    parameters = tuple(json.dumps(sorted(each)) for each in given)
    return list(connection.exec_driver_sql(query, parameters).scalars())


def _relink(connection: Connection, record: str) -> None:
    """Give an entity of a report the link that its name has, or one of its own if somebody has judged it."""
    _write_links(connection, "WHERE e.id = ?", (record,), judgements(connection, [record]))


def _write_links(connection: Connection, which: str, given: tuple[str, ...], judged: Container[str]) -> None:
    query = (
        "SELECT e.number, e.id, e.name, e.type, e.country, e.aliases, r.published "
        f"FROM entity_records e JOIN reports r ON r.number = e.report {which}"
    )
    found = []
    for number, record, *called, published in connection.exec_driver_sql(query, given).all():
        spelling = Spelling(*called)
        identity = alone(record) if record in judged else identify(record, spelling, _day(published))
        found.append((link(identity, spelling), number))
    if found:
        connection.exec_driver_sql("UPDATE entity_records SET link = ? WHERE number = ?", found)


def _counted(connection: Connection, which: str, given: tuple[Any, ...] = ()) -> tuple[list[Node], set[int | None]]:
    """Count these entity records in: the keys of new decisions, and the entities of those that were there."""
    plainly = which.replace("e.", "")
    connection.exec_driver_sql(LINK.format(which=plainly), given)
    touched = set(connection.exec_driver_sql(COUNT.format(which=plainly), given).scalars())
    made = []
    for number, record, *called, published, records in connection.exec_driver_sql(NEW.format(which=which), given).all():
        identity = identify(record, Spelling(*called), _day(published))
        identity = identity if link(identity, Spelling(*called)) == number else alone(record)  # somebody has judged it
        made.append((number, *called, identity.id, identity.key, identity.block, identity.reason, records))
    if made:
        connection.exec_driver_sql(INSERT, made)
    return [Node(row[5], row[6], row[7], None) for row in made], touched


def _uncounted(connection: Connection, which: str, given: tuple[Any, ...]) -> None:
    """Count these entity records out."""
    of_it = f"FROM entity_records WHERE {which}"
    connection.exec_driver_sql(
        f"UPDATE decisions SET due = 1, records = records - (SELECT count(*) {of_it} AND link = decisions.number) "
        f"WHERE number IN (SELECT link {of_it})",
        given * 2,
    )
    connection.exec_driver_sql(f"DELETE FROM links WHERE (decision, record) IN (SELECT link, number {of_it})", given)


def _settle(connection: Connection, fresh: Sequence[Node], touched: set[int | None], asked: Iterable[str] = ()) -> None:
    """Work out what new and vanished decisions change, and the entities of all that they touch.

    `touched` are the entities of decisions that count more records now; `asked` the ids of those of whom somebody thinks anew.
    """
    gone = connection.exec_driver_sql("DELETE FROM decisions WHERE due AND records = 0 RETURNING block, entity").all()
    named = [*asked, *(node.id for node in fresh)]
    blocks = {row.block for row in gone} | set(_some(connection, f"SELECT block FROM decisions WHERE id IN {GIVEN}", named))
    left = {row.entity for row in gone}
    moved = {*named, *_retargeted(connection, _nodes(connection, blocks, named))}
    left.update(_some(connection, f"SELECT DISTINCT entity FROM decisions WHERE entity IS NOT NULL AND id IN {GIVEN}", moved))
    left.update(_some(connection, f"SELECT number FROM ledger_entities WHERE id IN {GIVEN}", moved))
    left.discard(None)
    moved = set(_some(connection, f"SELECT DISTINCT id FROM decisions WHERE id IN {GIVEN} OR entity IN {GIVEN}", moved, left))
    _assign(connection, moved)
    left.update(_some(connection, f"SELECT DISTINCT entity FROM decisions WHERE id IN {GIVEN}", moved))
    roster.bring_up_to_date(connection, left, touched)
    connection.exec_driver_sql("UPDATE decisions SET due = 0 WHERE due")


def _nodes(connection: Connection, blocks: Iterable[str | None], ids: Iterable[str]) -> list[Node]:
    """All entities by key that bear one of these surnames or ids, with whom each is taken for at present."""
    columns = "SELECT DISTINCT id, key, block, target FROM decisions"
    query = f"{columns} WHERE block IN {GIVEN} UNION {columns} WHERE id IN {GIVEN}"
    given = (json.dumps(sorted(filter(None, blocks))), json.dumps(sorted(set(ids))))
    return [Node(*row) for row in connection.exec_driver_sql(query, given)]


def _retargeted(connection: Connection, nodes: Sequence[Node]) -> set[str]:
    """Note whom each of these is taken for; the ids of those for whom that is somebody else than before."""
    by_id = {node.id: node for node in nodes}
    if not by_id:
        return set()
    blocks: dict[str, set[str]] = {}
    for node in nodes:
        if node.block:
            blocks.setdefault(node.block, set()).add(node.key)
    wanted: dict[str, tuple[str | None, str | None, str]] = {
        entity_id(key): (entity_id(other), why, "rule")
        for block, keys in blocks.items()
        for key, (other, why) in taken_for(block, keys).items()
    }
    records = {node.id: node.key.removeprefix(ALONE) for node in by_id.values() if node.key.startswith(ALONE)}
    judged = judgements(connection, [*by_id, *records.values()])
    for own in by_id:
        if judgement := judged.get(records.get(own, own)) or judged.get(own):
            wanted[own] = (judgement.target if judgement.target != own else None, judgement.reason, "person")
    rows = [(*wanted.get(own, (None, None, "rule")), own) for own in by_id]
    connection.exec_driver_sql(
        'UPDATE decisions SET target = ?1, target_reason = ?2, "by" = ?3 '
        'WHERE id = ?4 AND (target IS NOT ?1 OR target_reason IS NOT ?2 OR "by" IS NOT ?3)',
        rows,
    )
    return {own for target, *_, own in rows if target != by_id[own].target}


def _assign(connection: Connection, ids: Iterable[str]) -> None:
    """Give the decisions of these keys the entities at which the chains of those whom they are taken for end."""
    ids = set(ids)
    if not ids:
        return
    taken: dict[str, str] = {}
    unseen = ids
    while unseen:
        query = f"SELECT DISTINCT id, target FROM decisions WHERE id IN {GIVEN}"
        known = {row.id: row.target for row in connection.exec_driver_sql(query, (json.dumps(sorted(unseen)),))}
        nameless = judgements(connection, unseen - known.keys())  # an id that no name of the ledger makes may be judged, too
        known |= {each: judgement.target for each, judgement in nameless.items()}
        more = {each: target for each, target in known.items() if target}
        taken.update(more)
        unseen = set(more.values()) - taken.keys()
    ends = [(followed(each, taken), each) for each in sorted(ids)]
    connection.exec_driver_sql("INSERT OR IGNORE INTO ledger_entities(id, rank) VALUES (?, 0)", [(end,) for end, _ in ends])
    connection.exec_driver_sql(
        "UPDATE decisions SET entity = (SELECT number FROM ledger_entities WHERE id = ?) WHERE id = ?", ends
    )


def _day(published: str | None) -> date | None:
    return date.fromisoformat(published[:10]) if published else None
