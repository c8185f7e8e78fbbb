"""Readings -> ledger: one SQLite file that keeps reports, every reading of them, and the reviews of their records."""

from reportedly.ledger.grammar import search
from reportedly.ledger.ledger import Changes, Ledger, open_ledger
from reportedly.ledger.lookup import Shown, ShownEntity, Stats
from reportedly.ledger.query import Filters
from reportedly.ledger.review import Review, effective
from reportedly.ledger.rows import Rows
from reportedly.ledger.verify import Problem, Verified
from reportedly.ledger.views import ASKED, VIEWS

__all__ = [
    "ASKED",
    "VIEWS",
    "Changes",
    "Filters",
    "Ledger",
    "Problem",
    "Review",
    "Rows",
    "Shown",
    "ShownEntity",
    "Stats",
    "Verified",
    "effective",
    "open_ledger",
    "search",
]
