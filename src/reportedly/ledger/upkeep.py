"""What is done for many reports at once, behind the transactions that add them: the full text, and the links of entities.

FTS5 writes a segment at the end of every transaction, and merges segments ever after; links go by what all reports say. So a
reading's own transaction only puts its report on a list, and a later one takes many from it: that halves the work of adding. The
list is emptied when BATCH reports are on it or the first has waited for SECONDS, before a query of the same Ledger, when it is
closed, and when a ledger is opened that a killed program left behind.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from reportedly.ledger import fts, linking
from reportedly.ledger.schema import unindexed

BATCH = 1_000  # reports
SECONDS = 20.0


def remember(connection: Connection, report: int) -> None:
    """Note that a report and its records are to be indexed and linked."""
    connection.exec_driver_sql("INSERT INTO unindexed(report) VALUES (?)", (report,))


def forget(connection: Connection, report: int) -> None:
    """Take a report and its records out of index and links, or off the list, while they are still in their tables."""
    if connection.execute(delete(unindexed).where(unindexed.c.report == report)).rowcount:
        return
    fts.erase(connection, report)
    linking.count_out(connection, report)


def catch_up(connection: Connection, limit: int) -> int:
    """Index and link so many of the reports that are to be, the oldest first; how many there were."""
    due = f"SELECT report FROM unindexed ORDER BY report LIMIT {int(limit)}"
    fts.write(connection, due)
    linking.count_in(connection, due)
    return connection.exec_driver_sql(f"DELETE FROM unindexed WHERE report IN ({due})").rowcount


def behind(connection: Connection) -> bool:
    """Whether there is anything to be indexed or linked."""
    return connection.execute(select(unindexed.c.report).limit(1)).first() is not None or linking.is_due(connection)
