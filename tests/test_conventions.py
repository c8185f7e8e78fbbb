"""Figures as other collections would write them down: columns beside ours, and nothing where nothing is known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import reportedly
from reportedly.cli import cli
from reportedly.errors import BadQuery
from reportedly.knowledge.lexicon import groups
from reportedly.ledger import Ledger
from reportedly.ledger.conventions import COLUMNS, counted_by
from reportedly.ledger.rows import Rows
from reportedly.records import Report, report_id

TEXT = (
    "Dozens of villagers were killed in Torvek and 12 were injured, the mayor said. At least 43 soldiers were killed on Monday."
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("conventions") / "ledger.db"
    with reportedly.open_ledger(file, create=True) as ledger:
        ledger.add(Report(report_id(TEXT, None, None), TEXT), reportedly.read(TEXT))
    return file


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with reportedly.open_ledger(path) as opened:
        yield opened


def row(quote: str, low: int, high: int | None, best: int | None, measure: str = "killed") -> Rows:
    return Rows(("id", "quote", "measure", "low", "high", "best"), (("a", quote, measure, low, high, best),), "b")


SAID = [  # the words, low, high and best, ACLED's number, UCDP's best, low and high
    ("43", 43, 43, 43, 43, (43, 43, 43)),
    ("no", 0, 0, 0, 0, (0, 0, 0)),
    ("at least 43", 43, None, 43, 43, (43, 43, 43)),
    ("up to 80", 0, 80, 80, 80, (80, 0, 80)),
    ("40 to 50", 40, 50, None, 40, (40, 40, 50)),
    ("two or three hundred", 200, 300, None, 200, (200, 200, 300)),
    ("fewer than 50", 0, 49, None, None, (None, 0, 49)),
    ("an unknown number", 0, None, None, None, (None, None, None)),
    ("tens", 20, 99, None, 10, (20, 20, 99)),
    ("several tens", 30, 99, None, 10, (30, 30, 99)),
    ("Dozens", 24, None, None, 12, (24, 24, 24)),
    ("several dozen", 36, 119, None, 12, (36, 36, 119)),
    ("scores", 40, None, None, 20, (40, 40, 40)),
    ("hundreds", 200, 999, None, 100, (200, 200, 999)),
    ("a couple of hundred", 200, 399, None, 100, (200, 200, 399)),
    ("thousands", 2000, 9999, None, 1000, (2000, 2000, 9999)),
    ("tens of thousands", 20000, 99999, None, 10000, (20000, 20000, 99999)),
    ("several", 3, 9, None, 3, (3, 3, 9)),
    ("a couple", 2, 3, None, 2, (2, 2, 3)),
    ("many", 3, None, None, 3, (3, 3, 3)),
    ("a number", 2, None, None, 2, (2, 2, 2)),
]


@pytest.mark.parametrize(("quote", "low", "high", "best", "acled", "ucdp"), SAID, ids=[case[0] for case in SAID])
def test_a_number_of_dead(
    quote: str, low: int, high: int | None, best: int | None, acled: int | None, ucdp: tuple[int | None, ...]
) -> None:
    assert counted_by(row(quote, low, high, best), "acled")[0]["acled_fatalities"] == acled
    found = counted_by(row(quote, low, high, best), "ucdp")[0]
    assert tuple(found[name] for name in COLUMNS["ucdp"]) == ucdp


@pytest.mark.parametrize("measure", ["injured", "casualties", "missing", "displaced", "other"])
def test_only_the_killed_are_fatalities(measure: str) -> None:
    for convention, columns in COLUMNS.items():
        found = counted_by(row("43", 43, 43, 43, measure), convention)[0]
        assert [found[name] for name in columns] == [None] * len(columns)


def test_every_row_names_the_convention_and_keeps_its_own_columns(ledger: Ledger) -> None:
    plain, counted = ledger.figures(), ledger.figures(convention="acled")
    assert counted.columns == (*plain.columns, "convention", "acled_fatalities")
    assert [values[: len(plain.columns)] for values in counted.values] == list(plain.values)
    assert set(counted.column("convention")) == {"acled-like, version 1"}
    numbers = {found["quote"]: found["acled_fatalities"] for found in counted}
    assert numbers == {"Dozens": 12, "12": None, "At least 43": 43}


def test_a_page_goes_on_where_it_stopped(ledger: Ledger) -> None:
    page = ledger.figures(limit=1, convention="ucdp")
    rest = ledger.figures(after=page.next, convention="ucdp")
    assert len(page) + len(rest) == len(ledger.figures(convention="ucdp"))


def test_an_unknown_convention_is_refused(ledger: Ledger) -> None:
    with pytest.raises(BadQuery, match="acled, ucdp"):
        ledger.figures(convention="gtd")  # type: ignore[arg-type]


def asked(path: Path, *options: str) -> str:
    result = CliRunner().invoke(cli, ["figures", "--ledger", str(path), *options])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_line_has_the_same_rows(path: Path, ledger: Ledger) -> None:
    for convention in COLUMNS:
        lines = [json.loads(line) for line in asked(path, "--convention", convention, "--json").splitlines()]
        assert lines == list(ledger.figures(convention=convention))
    assert asked(path, "--convention", "ucdp", "--csv").splitlines()[0].endswith(",convention,ucdp_best,ucdp_low,ucdp_high")


def test_the_table_names_the_convention(path: Path) -> None:
    assert "acled-like" in asked(path, "--convention", "acled", "--text")
    assert "43 (43 to 43)" in asked(path, "--convention", "ucdp", "--text", "--search", "soldiers")
    assert "-like" not in asked(path, "--text")


def test_the_command_line_offers_every_convention() -> None:
    (option,) = [option for option in cli.commands["figures"].params if option.name == "convention"]
    assert list(option.type.choices) == list(COLUMNS)  # type: ignore[attr-defined]
    assert set(COLUMNS) <= set(groups("conventions"))


@pytest.mark.parametrize("name", ["acled", "acled_few"])
def test_a_group_is_at_work_in_its_example(name: str) -> None:
    group = groups("conventions")[name]
    (figure,) = reportedly.read(group.example).figures
    at = next(i for i, word in enumerate(group.words) if word in figure.span.quote.lower())
    found = counted_by(row(figure.span.quote, figure.low, figure.high, figure.best), "acled")[0]
    assert found["acled_fatalities"] == group.values["numbers"][at]
