"""Armed groups and outlets, by any of their names."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.knowledge import groups
from reportedly.knowledge.gazetteer import countries, key
from reportedly.knowledge.groups import known_group

ROWS = list(csv.DictReader((Path(groups.__file__).parent / "data" / "groups.csv").open(encoding="utf-8", newline="")))


@pytest.mark.parametrize(
    ("said", "name", "type_", "country"),
    [
        ("Taleban", "Taliban", "armed group", "AF"),
        ("the Tamil Tigers", "Liberation Tigers of Tamil Eelam", "armed group", "LK"),
        ("IRGC", "Islamic Revolutionary Guard Corps", "armed group", "IR"),
        ("Kurdistan Workers’ Party", "Kurdistan Workers' Party", "armed group", "TR"),
        ("ISIS", "Islamic State", "armed group", None),
        ("Agence France Presse", "Agence France-Presse", "outlet", "FR"),
        ("New York Times", "The New York Times", "outlet", "US"),
        ("El Pais", "El País", "outlet", "ES"),
    ],
)
def test_groups_by_any_name(said, name, type_, country):
    found = known_group(said)
    assert found is not None
    assert (found.name, found.type, found.country) == (name, type_, country)


@pytest.mark.parametrize("said", ["", "the", "Sana", "Orvania Herald", "dawn"])
def test_what_is_not_in_the_table(said):
    assert known_group(said) is None


@given(st.text())
def test_any_name_has_an_answer(said):
    known_group(said)


def test_no_name_stands_for_two():
    names = Counter(said for row in ROWS for said in {key(name) for name in (row["name"], *row["aliases"].split("|")) if name})
    assert [name for name, times in names.items() if times > 1] == []


def test_every_country_is_one():
    assert [row for row in ROWS if row["country"] and row["country"] not in countries().by_code] == []
