"""docs/ledger.md names every view, column, table and filter that there is."""

import re
from pathlib import Path

import pytest

from reportedly.ledger import ASKED, VIEWS
from reportedly.ledger.query import Filters
from reportedly.ledger.schema import metadata

DOCS = (Path(__file__).parents[1] / "docs" / "ledger.md").read_text("utf-8")


def section(title):
    return re.split(r"^##+ ", DOCS.split(f" {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def named(text):
    return set(re.findall(r"`(\w+)`", text))


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_every_column_of_a_view_is_in_its_section(view):
    common = named(section("Views"))
    assert set(VIEWS[view].headings) - common == named("\n".join(re.findall(r"^\|(.+?)\|", section(view), re.MULTILINE)))


def test_every_table_and_its_columns_are_in_the_docs():
    for name, table in metadata.tables.items():
        assert name in named(section("Tables"))
        if not name.endswith("_records"):
            assert set(table.columns.keys()) <= named(section("Tables"))


def test_every_filter_is_in_the_docs():
    assert set(Filters.__annotations__) == named("\n".join(re.findall(r"^\|(.+?)\|", section("Filters"), re.MULTILINE)))


@pytest.mark.parametrize("view", sorted(ASKED))
def test_the_table_of_filters_is_right(view):
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in re.findall(r"^\|.*\|$", section("Filters"), re.MULTILINE)
    ]
    at = rows[0].index(view)
    told = {name for row in rows[2:] if row[at] for name in named(row[0])}
    taken = {*ASKED[view].names, *ASKED[view].choices, "since", "until", "report", "outlet", "search"}
    assert told == taken | ({"min_score"} if "score" in ASKED[view].headings else set())


def test_every_value_is_in_the_docs():
    for view in VIEWS.values():
        for choice in view.choices.values():
            if choice.column not in ("hedged",) and view.name != "events":
                assert all(value in section(view.name) for value in choice.values)
