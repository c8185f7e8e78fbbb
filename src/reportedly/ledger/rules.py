"""Which rules the links of a ledger were made by, so that one made by others is linked anew."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from sqlalchemy import Connection, delete, insert, select

from reportedly.ledger import linking
from reportedly.ledger.schema import linked

SOURCES = (
    *(f"knowledge/{name}.py" for name in ("bodies", "people", "spelling")),
    *(f"knowledge/data/{name}.toml" for name in ("bodies", "names", "namesakes", "spellings")),
    *(f"knowledge/data/{name}.csv" for name in ("countries", "offices")),
    *(f"ledger/{name}.py" for name in ("identity", "namesakes")),
)


@cache
def version() -> str:
    """Sixteen hexadecimal digits of a hash over all that a link rests on."""
    digest = hashlib.sha256()
    for name in SOURCES:
        digest.update(files("reportedly").joinpath(name).read_bytes())
    return digest.hexdigest()[:16]


def are_others(connection: Connection) -> bool:
    """Whether the ledger was linked by other rules than these."""
    return connection.execute(select(linked.c.rules)).scalar() != version()


def apply(connection: Connection) -> None:
    """Link the whole ledger anew."""
    linking.clear(connection)
    connection.execute(delete(linked))
    connection.execute(insert(linked), {"rules": version()})
