"""Whether the released Datasette serves a ledger as it is: python benchmarks/datasette.py LEDGER [--with DATASETTE]

It starts `datasette LEDGER` without configuration and asks for its pages over HTTP: facets on source and kind, the search of each
view, CSV. It prints what it asked as JSON, and fails at the first answer that is not right.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

VIEWS = ("statements", "figures", "events", "entities")


def main() -> int:
    """Serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--with", dest="datasette", default=shutil.which("datasette") or "datasette")
    options = parser.parse_args()
    with served(options.datasette, options.ledger) as address:
        for question, answer in asked(f"{address}/{quote(options.ledger.stem)}"):
            sys.stdout.write(json.dumps({"asked": question, "answer": answer}) + "\n")
    return 0


def asked(address: str) -> Iterator[tuple[str, Any]]:
    """What a visitor clicks on, and what comes."""
    statements = of(f"{address}/statements.json?_shape=objects&_facet=source&_facet=kind")
    for column in ("source", "kind"):
        results = statements["facet_results"][column]["results"]
        assert results, f"no facet on {column}"
        yield f"facet on {column}", [[result["value"], result["count"]] for result in results[:3]]
    for view in VIEWS:
        rows = of(f"{address}/{view}.json?_shape=objects")["rows"]
        assert rows, f"{view} are empty"
        word = quote(
            max(rows[0]["content" if view == "statements" else "name" if view == "entities" else "context"].split(), key=len)
        )
        found = of(f"{address}/{view}.json?_shape=objects&_search={word}")
        assert any(row["id"] == rows[0]["id"] for row in found["rows"]), f"search of {view} does not find {word}"
        assert 'name="_search"' in text_of(f"{address}/{view}"), f"no search box over {view}"
        table = list(csv.DictReader(text_of(f"{address}/{view}.csv?_size=max").splitlines()))
        yield view, {"rows": len(table), "found": found["filtered_table_rows_count"], "columns": list(table[0])}


def of(address: str) -> Any:
    """The JSON of an address."""
    return json.loads(text_of(address))


def text_of(address: str) -> str:
    """The text of an address."""
    with urlopen(address, timeout=30) as response:
        return str(response.read().decode())


@contextmanager
def served(datasette: str, ledger: Path) -> Iterator[str]:
    """A Datasette that serves the ledger, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([datasette, str(ledger), "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                urlopen(f"http://127.0.0.1:{port}/-/versions.json", timeout=5).close()
                break
            except URLError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
