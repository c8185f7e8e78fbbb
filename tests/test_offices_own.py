"""A file of offices of one's own: it goes before the table, is part of the reader version, and is refused when a line is bad."""

from __future__ import annotations

import json
import pickle
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import reportedly
from reportedly.cli import cli
from reportedly.errors import BadOffices
from reportedly.knowledge.offices import SHIPPED, Offices, own_offices
from reportedly.knowledge.terms import COLUMNS
from reportedly.read.reader import Reader

HEADING = "title,of,name,wikidata,start,end,kept,rules\n"
OWN = (
    HEADING
    + """president,FR,Odile Marchal,Q1,2022-03-01,2022-03-31,,yes
Foreign Secretary,Japan,Ken Arai,,2030-01-01,,2030-06,
head,UN,Ivo Marek,,2031,2033,,
"""
)
TEXT = "The French president said on Thursday that the bridge would be open by May."


@pytest.fixture
def file(tmp_path):
    def write(content: str | bytes):
        path = tmp_path / "own.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write


def name(offices: Offices, title: str, of: str, on: date) -> str | None:
    found = offices.holder(title, of, on)
    return found.name if found else None


def test_it_goes_before_the_table_on_its_own_days_alone(file):
    own = own_offices(file(OWN))
    assert name(own, "president", "FR", date(2022, 3, 3)) == "Odile Marchal"
    assert name(own, "leader", "FR", date(2022, 3, 3)) == "Odile Marchal"
    assert name(own, "president", "FR", date(2022, 4, 1)) == "Emmanuel Macron"
    assert name(SHIPPED, "president", "FR", date(2022, 3, 3)) == "Emmanuel Macron"


def test_titles_states_and_bodies_go_by_any_of_their_names(file):
    own = own_offices(file(OWN))
    assert name(own, "foreign minister", "JP", date(2030, 6, 30)) == "Ken Arai"
    assert name(own, "U.N. chief", "United Nations", date(2032, 1, 1)) == "Ivo Marek"
    assert own.titles_of("Ken Arai", date(2030, 2, 1))[0].title == "foreign minister"


def test_it_is_silent_after_the_day_until_which_it_is_kept(file):
    assert name(own_offices(file(OWN)), "foreign minister", "JP", date(2030, 7, 1)) is None


def test_columns_may_stand_in_any_order_and_some_be_left_out(file):
    own = own_offices(file('﻿name,end,start,of,title\r\n"Marek, Ivo",2001,2000-05,Lake Commission,head\r\n'.encode()))
    assert name(own, "head", "Lake Commission", date(2000, 6, 1)) == "Marek, Ivo"


def test_given_names_of_ones_own_are_known(file):
    assert "Odile" in own_offices(file(OWN)).given_names >= SHIPPED.given_names


def test_it_travels_to_other_processes(file):
    own = own_offices(file(OWN))
    assert pickle.loads(pickle.dumps(own)) == own


@pytest.mark.parametrize(
    ("row", "line", "why"),
    [
        ("president,FR,,,2000,2001,,", 2, "name is empty"),
        ("president,FR,A B,,,2001,,", 2, "start is empty"),
        ("president,FR,A B,,2000,,,", 2, "end and kept are both empty"),
        ("president,FR,A B,,5 May 2000,2001,,", 2, "start is '5 May 2000'"),
        ("president,FR,A B,,2000-02-30,2001,,", 2, "start is '2000-02-30'"),
        ("president,FR,A B,,2000-13,2001,,", 2, "start is '2000-13'"),
        ("president,FR,A B,,0000,2001,,", 2, "start is '0000'"),
        ("president,FR,A B,,2002,2001,,", 2, "end 2001 lies before start 2002"),
        ("president,FR,A B,,2002,,2001,", 2, "kept 2001 lies before start 2002"),
        ("president,FR,A B,,2000,2001,,perhaps", 2, "rules is 'perhaps'"),
        ("president,FR,A B,1,2000,2001,,", 2, "wikidata is '1'"),
        ("president,fr,A B,,2000,2001,,", 2, "no state has the code 'fr'"),
        ("president,FR,A, B,,2000,2001,,", 2, "not 8 cells"),
        ("president,FR,A B,2000", 2, "not 8 cells"),
        ("president,FR,A B,,2000,2001,,\n\npresident,FR,C D,,1,2001,,", 4, "start is '1'"),
    ],
)
def test_a_bad_line_is_named(file, row, line, why):
    path = file(HEADING + row + "\n")
    with pytest.raises(BadOffices) as error:
        own_offices(path)
    assert str(error.value).startswith(f"{path}, line {line}: ")
    assert why in str(error.value)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "line 1: no column 'title'"),
        ("title,of,name,begin\n", "line 1: no column 'start'"),
        ("title,of,name,start,finish\n", "line 1: no such column as 'finish'"),
        (b"title,of,name,start\npresident,FR,Ren\xe9,2000\n", "not UTF-8"),
        (HEADING + 'president,FR,"A B,,2000,2001,,\n', "line 2: "),
        (HEADING + "president,FR,A\0B,,2000,2001,,\n", "line 2: "),
    ],
)
def test_a_bad_file_is_told_of(file, content, why):
    with pytest.raises(BadOffices, match=why):
        own_offices(file(content))


def test_a_missing_file_is_told_of(tmp_path):
    with pytest.raises(BadOffices, match=r"none\.csv: No such file"):
        own_offices(tmp_path / "none.csv")


@given(
    st.binary(max_size=200) | st.text(alphabet="presidntFR,\n\"'-0129", max_size=200).map(lambda rows: (HEADING + rows).encode())
)
def test_any_file_is_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("own") / "own.csv"
    path.write_bytes(content)
    with suppress(BadOffices):
        own_offices(path)


def test_it_is_part_of_the_reader_version(file):
    plain, own = Reader().version, Reader(offices=file(OWN)).version
    assert own != plain
    assert Reader(offices=own_offices(file(OWN))).version == own
    assert Reader(offices=file(OWN + "\n")).version not in (plain, own)


def test_reading_with_it(file):
    reading = reportedly.read(TEXT, published="2022-03-03", offices=file(OWN))
    assert [reading.name(statement.source) for statement in reading.statements] == ["Odile Marchal"]
    plain = reportedly.read(TEXT, published="2022-03-03")
    assert [plain.name(statement.source) for statement in plain.statements] == ["Emmanuel Macron"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_adding_with_it(file, tmp_path, jobs):
    lines = tmp_path / "reports.jsonl"
    lines.write_text("".join(json.dumps({"text": f"{TEXT} Part {n}.", "published": "2022-03-03"}) + "\n" for n in range(3)))
    ledger = str(tmp_path / "ledger.db")
    run = CliRunner()
    asked = ["add", str(lines), "--ledger", ledger, "-j", jobs, "--offices", str(file(OWN))]
    assert run.invoke(cli, asked).exit_code == 0
    rows = [json.loads(row) for row in run.invoke(cli, ["statements", "--ledger", ledger]).stdout.splitlines()]
    assert [row["source"] for row in rows] == ["Odile Marchal"] * 3
    assert "3 known" in run.invoke(cli, asked).stderr
    assert "read 3" in run.invoke(cli, asked[:-2]).stderr


@pytest.mark.parametrize("verb", [["read"], ["add", "--ledger", "ledger.db"]])
def test_a_bad_file_stops_the_command_before_anything_is_read(file, tmp_path, monkeypatch, verb):
    monkeypatch.chdir(tmp_path)
    report = tmp_path / "report.txt"
    report.write_text(TEXT)
    result = CliRunner().invoke(cli, [*verb, str(report), "--offices", str(file(HEADING + "president,FR,A B,,soon,,,\n"))])
    assert result.exit_code == 2
    assert "own.csv, line 2: " in result.stderr
    assert not result.stdout
    assert not (tmp_path / "ledger.db").exists()


def test_the_environment_can_name_it(file, tmp_path):
    report = tmp_path / "report.txt"
    report.write_text(f"---\npublished: 2022-03-03\n---\n{TEXT}")
    result = CliRunner().invoke(cli, ["read", str(report)], env={"REPORTEDLY_OFFICES": str(file(OWN))})
    assert "Odile Marchal" in result.stdout


def test_the_documented_format_is_the_one_that_is_read(file):
    page = (Path(__file__).parent.parent / "docs" / "conventions.md").read_text("utf-8")
    shown = page[page.index("    title,of,name") :].split("\n\n")[0]
    own = own_offices(file("\n".join(line.strip() for line in shown.splitlines())))
    assert len(own.own) == 4
    assert all(f"| `{column}` |" in page for column in COLUMNS)
