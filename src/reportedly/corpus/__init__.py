"""The work on many reports: ingest -> read -> ledger."""

from reportedly.corpus.add import Tally, add

__all__ = ["Tally", "add"]
