"""The entities of the ledger by their decisions: name, other names, how many records; and their full text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from reportedly.ledger import fts
from reportedly.ledger.layout import BETWEEN_NAMES

GIVEN = "(SELECT value FROM json_each(?))"
BEST = "type = 'person' AND instr(name, ' ') = 0, records DESC, length(name) DESC, name, type, country, number"


def bring_up_to_date(connection: Connection, changed: Iterable[int | None], touched: Iterable[int | None]) -> None:
    """Name entities that have other decisions now (`changed`); count the records of all that have more (`touched`) or fewer."""
    given = _numbers(changed)
    due = connection.exec_driver_sql("SELECT DISTINCT entity FROM decisions WHERE due").scalars()
    counted = _numbers({*changed, *touched, *due})
    connection.exec_driver_sql(
        "UPDATE ledger_entities SET rank = "
        "-(SELECT coalesce(sum(records), 0) FROM decisions WHERE entity = ledger_entities.number) "
        f"WHERE number IN {GIVEN}",
        (counted,),
    )
    best = f"(SELECT number FROM decisions WHERE entity = ledger_entities.number ORDER BY {BEST} LIMIT 1)"
    query = (
        f"SELECT number FROM ledger_entities WHERE number IN {GIVEN} "
        f"UNION SELECT number FROM ledger_entities WHERE number IN {GIVEN} AND best IS NOT {best}"
    )
    _name(connection, list(connection.exec_driver_sql(query, (given, counted)).scalars()))


def _numbers(numbers: Iterable[int | None]) -> str:
    return json.dumps(sorted({number for number in numbers if number is not None}))


def _name(connection: Connection, numbers: Iterable[int]) -> None:
    """Write names, other names, type and country of some entities anew; those whom no decision speaks of any more go."""
    given = (json.dumps(sorted(numbers)),)
    old = {
        row.number: (row.name, row.aliases)
        for row in connection.exec_driver_sql(f"SELECT number, name, aliases FROM ledger_entities WHERE number IN {GIVEN}", given)
    }
    query = f"SELECT entity, number, name, type, country, aliases FROM decisions WHERE entity IN {GIVEN} ORDER BY entity, {BEST}"
    rows = connection.exec_driver_sql(query, given).all()
    made = {number: _described(list(group)) for number, group in groupby(rows, key=lambda row: row.entity)}
    new = {number: (values[1], values[4]) for number, values in made.items()}
    fts.replace(
        connection,
        "entities",
        {number: names for number, names in old.items() if names[0] is not None and names != new.get(number)},
        {number: names for number, names in new.items() if names != old[number]},
    )
    if made:
        connection.exec_driver_sql(
            "UPDATE ledger_entities SET best = ?, name = ?, type = ?, country = ?, aliases = ? WHERE number = ?",
            [(*values, number) for number, values in made.items()],
        )
    if vanished := [(number,) for number in old if number not in made]:
        connection.exec_driver_sql("DELETE FROM ledger_entities WHERE number = ?", vanished)


def _described(rows: list[Any]) -> tuple[Any, ...]:
    """Of an entity's decisions, the best first: its best one, name, type, country and other names."""
    best = rows[0]
    others = {name for row in rows for name in (row.name, *(row.aliases or "").split(BETWEEN_NAMES)) if name} - {best.name}
    countries = {row.country for row in rows if row.country}
    country = best.country or (countries.pop() if len(countries) == 1 else None)
    return best.number, best.name, best.type, country, BETWEEN_NAMES.join(sorted(others)) or None
