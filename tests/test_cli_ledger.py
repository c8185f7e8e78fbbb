"""The verbs on a ledger of the fourteen example reports."""

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner
from rich.console import Console

from reportedly import open_ledger
from reportedly.cli import ask, cli
from reportedly.cli.output import defused
from reportedly.cli.review import VERDICTS
from reportedly.ledger import ASKED
from reportedly.ledger.query import ALWAYS, Filters
from reportedly.ledger.review import Review, Verdict
from reportedly.show.spans import Label
from reportedly.show.table import COLUMNS, table
from reportedly.show.terminal import around

EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"
ALWAYS_THERE = {"quote", "report", "url", "published", "reader"}
DISARMED = ["=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", "＝1+1"]


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """A ledger of the examples that nobody writes to."""
    path = tmp_path_factory.mktemp("ledger") / "examples.db"
    result = CliRunner().invoke(cli, ["add", "-r", str(EXAMPLES), "--ledger", str(path)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "summary: seen 14 = read 14 + skipped 0 + failed 0\n"
    return path


@pytest.fixture
def own(filled, tmp_path, monkeypatch):
    """A copy of it for a test of its own, as the ledger of the current folder."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(filled, tmp_path / "reportedly.db"))


@pytest.fixture
def ask_it(filled, monkeypatch):
    monkeypatch.setenv("REPORTEDLY_LEDGER", str(filled))
    return run


def run(*words, **options):
    return CliRunner(env={"COLUMNS": "200"}).invoke(cli, words, **options)


def rows(result):
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("view", sorted(ASKED))
def test_a_view_has_exactly_its_filters_as_options(view):
    options = {parameter.name for parameter in cli.commands[view].params}
    scored = {"min_score"} if "score" in ASKED[view].headings else set()
    assert options & set(Filters.__annotations__) == {*ASKED[view].names, *ASKED[view].choices, *ALWAYS} | scored
    assert set(ask.FILTERS) == set(ASKED)


@pytest.mark.parametrize("view", sorted(ASKED))
def test_a_pipe_gets_every_row_with_every_column(view, ask_it, filled):
    with open_ledger(filled) as ledger:
        assert rows(ask_it(view)) == list(ledger.ask(view, limit=None))


@pytest.mark.parametrize("view", ["statements", "figures", "events"])
def test_csv_has_the_same_rows(view, ask_it):
    table, lines = list(csv.DictReader(io.StringIO(ask_it(view, "--csv").stdout, newline=""))), rows(ask_it(view))
    assert [row["id"] for row in table] == [line["id"] for line in lines]
    assert list(table[0]) == list(lines[0])
    assert ALWAYS_THERE | {"chain"} <= set(table[0])
    assert {"source", "claimant"} & set(table[0])
    assert {row["hedged"] for row in table} <= {"true", "false"}
    assert all((row["chain"] or None) == line["chain"] for row, line in zip(table, lines, strict=True))


def test_no_rows_have_headings_in_csv_and_say_so(ask_it):
    result = ask_it("figures", "--search", "zeppelin", "--csv")
    assert result.stdout.startswith("id,quote,measure,")
    assert result.stdout.count("\n") == 1
    assert result.stderr.startswith("none: ")
    assert result.exit_code == 0


@pytest.mark.parametrize("text", DISARMED)
def test_a_spreadsheet_runs_no_cell(text, own):
    Path("bad.jsonl").write_text(json.dumps({"text": f"{text} died, the mayor said.", "url": text, "title": "a,b\n=c"}) + "\n")
    assert run("add", "bad.jsonl", "--outlet", "=HYPERLINK(1)").exit_code == 0
    [row] = csv.DictReader(io.StringIO(run("reports", "--outlet", "=HYPERLINK(1)", "--csv").stdout, newline=""))
    assert row["outlet"] == "'=HYPERLINK(1)"
    assert row["url"] in (f"'{text}", f"'{text.strip()}", text.strip())  # an address loses spaces around it when it is read
    assert row["title"] == "a,b\n=c"
    assert defused(text) == f"'{text}"


def test_harmless_cells_stay_as_they_are(ask_it):
    assert [defused(text) for text in ("", "2019-03-12", "a=b", "“-1”", " x")] == ["", "2019-03-12", "a=b", "“-1”", " x"]
    latitudes = {row["latitude"] for row in csv.DictReader(io.StringIO(ask_it("figures", "--csv").stdout))}
    assert not any(latitude.startswith("'") for latitude in latitudes)


def test_who_claims_which_toll(ask_it):
    tolls = rows(ask_it("figures", "--kind", "killed", "--search", "Torvek"))
    assert {row["measure"] for row in tolls} == {"killed"}
    assert {21, 24, 27, 31} <= {row["low"] for row in tolls}
    assert len({row["claimant"] for row in tolls}) >= 5


def test_what_came_second_hand(ask_it):
    found = rows(ask_it("statements", "--via", "Taveno Courier"))
    assert "Sabina Torgal" in {row["source"] for row in found}
    assert all("Taveno Courier" in row["chain"] for row in found)


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        (["statements", "--by", "okoro"], lambda row: row["source"] == "Adaeze Okoro"),
        (["statements", "--by", "=Adaeze Okoro"], lambda row: row["source"] == "Adaeze Okoro"),
        (["statements", "--to", "reporters"], lambda row: "reporters" in row["addressee"]),
        (["statements", "--kind", "deny", "--kind", "promise"], lambda row: row["kind"] in ("deny", "promise")),
        (["statements", "--hedged"], lambda row: row["hedged"]),
        (["statements", "--no-hedged", "--limit", "9"], lambda row: not row["hedged"]),
        (["statements", "--since", "2019-03-17"], lambda row: (row["said_on"] or row["published"]) >= "2019-03-17"),
        (["statements", "--outlet", "VELNA"], lambda row: row["outlet"] == "VELNA"),
        (["statements", "--search", "truce -talks"], lambda row: "truce" in row["content"]),
        (["statements", "--search", "-truce"], lambda row: "truce" not in row["content"]),
        (["statements", "--search", '"the govern*"'], lambda row: "government" in row["content"] + (row["about"] or "")),
        (["statements", "--min-score", "0.9"], lambda row: row["score"] >= 0.9),
        (["figures", "--place", "Torvek"], lambda row: row["place"].startswith("Torvek")),
        (["reports", "--until", "2019-03-09"], lambda row: row["published"] == "2019-03-09"),
        (["events", "--kind", "assault"], lambda row: row["type"] == "ASSAULT"),
        (["events", "--status", "happened"], lambda row: row["status"] == "happened"),
        (["entities", "--kind", "armed group"], lambda row: row["type"] == "armed group"),
        (["entities", "--about", "Okoro"], lambda row: "Okoro" in row["name"]),
        (["reports", "--search", "Vienna"], lambda row: row["statements"] > 0),
    ],
)
def test_filters(words, holds, ask_it):
    found, everything = rows(ask_it(*words)), rows(ask_it(words[0]))
    assert all(map(holds, found))
    assert 0 < len(found) <= len(everything)


def test_pages_follow_each_other(ask_it):
    first = ask_it("statements", "--limit", "5")
    last = rows(first)[-1]["id"]
    assert first.stderr == f"more: add --after {last} for the rows behind these\n"
    assert rows(first) + rows(ask_it("statements", "--limit", "5", "--after", last)) == rows(
        ask_it("statements", "--limit", "10")
    )
    assert ask_it("reports", "--limit", "14").stderr == ""


@pytest.mark.parametrize("view", sorted(ASKED))
def test_a_table_shows_the_words_and_the_id(view, ask_it):
    [row] = rows(ask_it(view, "--limit", "1"))
    shown = ask_it(view, "--limit", "1", "--text").stdout
    heading, *_ = shown.splitlines()
    assert all(column in heading for column in COLUMNS[view])
    assert row["id"][:8] in shown


def test_a_table_on_a_terminal_is_a_page_long(ask_it):
    assert re.search(r"more: add --after \w+ for", ask_it("statements", "--text").stderr)


def test_a_table_cannot_take_hold_of_the_terminal():
    row = dict.fromkeys(["id", "published", "outlet", "title", "statements", "figures", "events"], "a\x1b[2J\rb")
    out = io.StringIO()
    Console(file=out, force_terminal=True, no_color=True, width=200).print(table("reports", [row]))
    assert "␛[2J" in out.getvalue()
    assert "\x1b[2J" not in out.getvalue()
    assert "\r" not in out.getvalue()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["statements", "--kind", "shout"], "is not one of"),
        (["statements", "--since", "yesterday"], "give a day"),
        (["statements", "--min-score", "2"], "from 0 to 1"),
        (["statements", "--search", "!?"], "nothing to search for"),
        (["statements", "--by", "—"], "is not a name"),
        (["statements", "--limit", "0"], "limit"),
        (["statements", "--after", "nothing"], "no such record"),
        (["statements", "--json", "--csv"], "exclude each other"),
        (["reports", "--by", "Okoro"], "No such option"),
        (["set", "0"], "Give --published"),
        (["add"], "Missing argument"),
    ],
)
def test_wrong_usage(words, complaint, ask_it):
    result = ask_it(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert complaint in result.stderr


@pytest.mark.parametrize("verb", [name for name in cli.commands if name not in ("read", "add", "load")])
def test_without_a_ledger_every_verb_exits_with_three(verb, tmp_path):
    path = tmp_path / "none.db"
    words = {"show": ["0"], "remove": ["0"], "set": ["0", "--title", "x"], "review": ["0", "right"]}.get(verb, [])
    result = run(verb, *words, "--ledger", str(path))
    assert (result.exit_code, result.stdout) == (3, "")
    assert "no ledger there" in result.stderr
    assert not path.exists()


def test_a_ledger_of_the_future_is_refused(own):
    with sqlite3.connect(own) as connection:
        connection.execute("PRAGMA user_version = 9999")
    for words in (["stats"], ["add", str(EXAMPLES)], ["load", "-"]):
        result = run(*words, input=b"")
        assert result.exit_code == 3
        assert "newer" in result.stderr


def test_what_is_no_ledger_is_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Buy milk.\n" * 500)
    assert run("add", str(EXAMPLES / "01-torvek-market-shelled.txt"), "--ledger", str(path)).exit_code == 3
    assert path.read_text() == "Buy milk.\n" * 500


def test_adding_again_changes_nothing(own):
    before = run("dump").stdout
    result = run("add", *map(str, sorted(EXAMPLES.glob("0*"))))
    assert result.stderr == "summary: seen 9 = read 0 + skipped 9 + failed 0 (9 known)\n"
    assert run("dump").stdout == before


def test_what_fails_is_told_of_counted_and_kept(own):
    Path("in").mkdir()
    Path("in/a.txt").write_text("The mayor of Halmin said on Monday that two people had died.")
    Path("in/empty.txt").touch()
    Path("in/image.png").write_bytes(b"\x89PNG\r\n\0\0")
    result = run("add", "-r", "in", "missing*", "--failures", "bad.jsonl", "--published", "2019-03-20", "--outlet", "The Post")
    assert result.exit_code == 1
    *told, summary = result.stderr.splitlines()
    assert summary == "summary: seen 4 = read 1 + skipped 0 + failed 3 (1 empty, 1 not-found, 1 not-text)"
    assert [line.split(":")[1].strip() for line in told] == ["in/empty.txt", "in/image.png", "missing*"]
    assert [json.loads(line)["code"] for line in Path("bad.jsonl").read_text().splitlines()] == ["empty", "not-text", "not-found"]
    [report] = rows(run("reports", "--outlet", "The Post"))
    assert (report["published"], report["origin"]) == ("2019-03-20", "in/a.txt")


def test_only_the_first_of_many_failures_are_told(own):
    Path("bad.jsonl").write_text("{broken\n" * 50)
    result = run("add", "bad.jsonl")
    assert result.stderr.count("error: bad.jsonl#") == 20
    assert "error: and 30 more; --failures FILE keeps them all" in result.stderr
    assert result.exit_code == 1


def test_standard_input_can_be_added(own):
    result = run("add", "-", input='{"text": "Rain fell in Halmin."}\n')
    assert result.stderr == "summary: seen 1 = read 1 + skipped 0 + failed 0\n"
    assert rows(run("reports", "--search", '"Rain fell"'))[0]["origin"] == "stdin#1"


def test_nothing_that_is_read_is_written_over(own):
    Path("a.txt").write_text("Rain fell.")
    before = own.read_bytes()
    for words in (
        ["add", "a.txt", "--failures", "a.txt"],
        ["add", "a.txt", "--failures", "reportedly.db"],
        ["add", "a.txt", "--ledger", "a.txt"],
        ["dump", "reportedly.db"],
        ["show", "0", "--html", "reportedly.db"],
    ):
        result = run(*words)
        assert (result.exit_code, "one of the inputs" in result.stderr) == (2, True)
    assert (Path("a.txt").read_text(), own.read_bytes()) == ("Rain fell.", before)


def test_show_a_report(ask_it):
    [report] = rows(ask_it("reports", "--search", "Vienna", "--limit", "1"))
    shown = ask_it("show", report["id"][:9], "--text").stdout
    assert report["title"] in shown
    assert "Statements" in shown
    [whole] = rows(ask_it("show", report["id"]))
    assert (whole["view"], whole["report"]["id"], whole["reading"]["report"]) == ("reports", report["id"], report["id"])


def test_show_an_entity_with_its_names_and_reports(own):
    [row] = rows(run("entities", "--about", "Okoro", "--limit", "1"))
    with open_ledger(own) as ledger:
        ledger.review(Review(row["id"], "right", "entity", reviewer="mk"))
    shown = run("show", row["id"][:9], "--text").stdout
    assert row["name"] in shown
    assert f"{row['reports']} reports" in shown
    assert "the same name" in shown
    assert "Review: right" in shown
    [whole] = rows(run("show", row["id"]))
    assert (whole["view"], whole["row"]) == ("entities", row)
    assert {each["report"] for each in whole["appearances"]} == {
        each["report"] for each in rows(run("appearances")) if each["entity"] == row["id"]
    }
    assert {each["by"] for each in whole["decisions"]} == {"rule"}


@pytest.mark.parametrize("view", ["statements", "figures", "events", "appearances"])
def test_show_a_record_in_its_context(view, ask_it, tmp_path):
    [row] = rows(ask_it(view, "--about", "Torvek" if view == "appearances" else "people", "--limit", "1"))
    page = tmp_path / "page.html"
    shown = ask_it("show", row["id"][:10], "--text").stdout
    assert row["title"] in shown
    assert " ".join(row["quote"].split()) in " ".join(shown.split())
    [whole] = rows(ask_it("show", row["id"]))
    assert (whole["view"], whole["record"]["id"], whole["row"]) == (view, row["id"], row)
    assert not set(whole["report"]) ^ {"id", "text", "title", "published", "outlet", "url", "authors", "language", "origin"}
    written = ask_it("show", row["id"], "--html", str(page))
    place = written.stderr.strip().partition("#")[2]
    assert (written.stdout, written.exit_code) == ("", 0)
    assert f'id="{place}"' in page.read_text("utf-8")


def test_a_review_of_a_field_is_kept_beside_the_reading(own):
    [row] = rows(run("figures", "--limit", "1"))
    made = run("review", row["id"][:9], "wrong", "--field", "low", "--value", "3", "--note", "a slip", "--reviewer", "mk")
    assert (made.exit_code, made.stderr) == (0, f"reviewed: figures {row['id']} low: wrong\n")
    [review] = rows(run("show", row["id"]))[0]["reviews"]
    kept = {"record": row["id"], "verdict": "wrong", "field": "low", "value": 3, "note": "a slip", "reviewer": "mk"}
    assert kept.items() <= review.items()
    assert rows(run("figures", "--limit", "1")) == [row]


def test_a_review_says_who_somebody_is_and_takes_it_back(own):
    one, other = (rows(run("entities", "--kind", "person", "--limit", "2"))[i] for i in (0, 1))

    def reports():
        return rows(run("show", one["id"]))[0]["row"]["id"]

    assert run("review", one["id"][:9], "wrong", "--field", "entity", "--value", other["id"][:9]).exit_code == 0
    assert reports() == other["id"]
    assert run("review", one["id"], "unsure", "--field", "entity").exit_code == 0
    assert reports() == one["id"]
    assert run("review", one["id"], "wrong", "--field", "entity", "--value", other["id"]).exit_code == 0
    assert reports() == other["id"]  # the same words again, and newer


@pytest.mark.parametrize(
    ("words", "complaint", "code"),
    [
        (["wrong", "--value", "3"], "say which with --field", 2),
        (["wrong", "--field", "lo"], "has no 'lo', but id, span", 2),
        (["wrong", "--field", "entity"], "has no 'entity'", 2),
        (["false"], "'false' is not one of", 2),
    ],
)
def test_a_review_that_makes_no_sense(words, complaint, code, ask_it):
    [row] = rows(ask_it("figures", "--limit", "1"))
    result = run("review", row["id"], *words)
    assert (result.exit_code, complaint in " ".join(result.stderr.split())) == (code, True)


def test_the_verdicts_are_those_of_reviews():
    assert get_args(Verdict) == VERDICTS


def test_an_entity_can_only_be_an_entity(ask_it):
    [entity], [figure] = (rows(ask_it(view, "--limit", "1")) for view in ("entities", "figures"))
    result = ask_it("review", entity["id"], "wrong", "--field", "entity", "--value", figure["id"])
    assert (result.exit_code, "is no entity of the ledger" in result.stderr) == (2, True)


def test_an_id_that_says_too_little_or_nothing(ask_it):
    for prefix, complaint in (("", "no id"), ("xyz", "no id"), ("0", "several ids")):
        result = ask_it("show", prefix)
        assert (result.exit_code, result.stdout) == (1, "")
        assert complaint in result.stderr


def test_a_record_is_shown_with_its_reviews(own):
    [row] = rows(run("figures", "--limit", "1"))
    with open_ledger(own) as ledger:
        ledger.review(Review(row["id"], "wrong", "low", 3, note="a \x1b typing error", reviewer="mk"))
    assert "Review: wrong, low, a ␛ typing error, mk" in run("show", row["id"], "--text").stdout
    assert rows(run("show", row["id"]))[0]["reviews"][0]["value"] == 3


def test_the_lines_around_a_record():
    text = "one\ntwo words here\nthree\n" + "x" * 3_000
    labels = [Label(8, 13, "content", "a"), Label(4, 7, "cue", "a"), Label(2_000, 2_001, "detail", "a")]
    assert around(text, labels) == [(4, 18), (1_600, 2_401)]
    assert around("", []) == []


def test_set_reads_again_and_keeps_the_old_reading(own):
    Path("a.txt").write_text("The mayor of Halmin said on Tuesday that two people had died.")
    run("add", "a.txt")
    [report] = [row for row in rows(run("reports", "--search", "mayor Halmin")) if row["origin"] == "a.txt"]
    before = rows(run("statements", "--report", report["id"]))
    result = run("set", report["id"][:12], "--published", "2019-03-20", "--outlet", "The Post")
    assert (result.exit_code, result.stdout, result.stderr[:11]) == (0, "", "read again:")
    after = rows(run("statements", "--report", report["id"]))
    assert [row["id"] for row in after] == [row["id"] for row in before]
    assert [(row["said_on"], row["outlet"]) for row in before + after] == [(None, None), ("2019-03-19", "The Post")]
    with open_ledger(own) as ledger:
        assert len(ledger.readings(report["id"])) == 2
        assert ledger.stats().to_read_again == 0
    assert run("set", report["id"], "--outlet", "The Post").stderr.startswith("as it was:")
    assert run("set", report["id"], "--outlet", "").exit_code == 0
    assert rows(run("statements", "--report", report["id"]))[0]["outlet"] is None


def test_remove(own):
    [report] = rows(run("reports", "--limit", "1"))
    assert run("remove", report["id"]).stderr == f"removed: {report['id']} {report['title']}\n"
    assert len(rows(run("reports"))) == 13
    assert rows(run("statements", "--report", report["id"])) == []
    assert run("remove", report["id"]).exit_code == 1


def test_verify(own):
    fine = run("verify")
    assert (fine.exit_code, fine.stdout) == (0, "")
    assert re.fullmatch(r"checked: 14 reports, 14 readings, [\d,]+ spans: no problems\n", fine.stderr)
    with sqlite3.connect(own) as connection:
        connection.execute("UPDATE spans SET quote = 'altered' WHERE record = (SELECT min(record) FROM spans)")
    broken = run("verify")
    assert broken.exit_code == 1
    [problem] = [json.loads(line) for line in broken.stdout.splitlines()]
    assert set(problem) == {"report", "reason"}
    assert "spans" in problem["reason"]
    assert problem["report"][:8] in run("verify", "--text").stdout


def test_stats(ask_it):
    [counts] = rows(ask_it("stats"))
    assert (counts["rows"]["reports"], counts["readings"], counts["first"], counts["last"]) == (
        14,
        14,
        "2019-03-09",
        "2019-03-18",
    )
    assert re.search(r"^reports +14 *$", ask_it("stats", "--text").stdout, re.MULTILINE)


def test_dump_and_load_give_the_same_ledger(own):
    with open_ledger(own) as ledger:
        record = ledger.statements(limit=1)[0]["id"]
        ledger.review(Review(record, "right"))
    assert run("dump", "all.jsonl").exit_code == 0
    assert Path("all.jsonl").read_bytes() == run("dump").stdout_bytes
    result = run("load", "all.jsonl", "--ledger", "copy.db")
    assert (result.exit_code, result.stderr) == (0, "loaded: 14 reports (14 new), 1 reviews (1 new)\n")
    assert run("dump", "--ledger", "copy.db").stdout_bytes == Path("all.jsonl").read_bytes()
    for view in ASKED:
        assert {row["id"] for row in rows(run(view))} == {row["id"] for row in rows(run(view, "--ledger", "copy.db"))}
    again = run("load", "-", "--ledger", "copy.db", input=Path("all.jsonl").read_bytes())
    assert again.stderr == "loaded: 14 reports (0 new), 1 reviews (0 new)\n"


@pytest.mark.parametrize("damage", [b"", b"\xff\n", b"{}\n", b'{"ledger":1}\n', b'{"ledger":1}\nnull\n', b"[" * 5_000])
def test_a_bad_dump_is_refused_in_words(damage, tmp_path):
    result = run("load", "-", "--ledger", str(tmp_path / "new.db"), input=damage)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: ")


def process(filled, *words, **options):
    code = "from reportedly.cli import main; main()"
    return subprocess.Popen([sys.executable, "-c", code, *words, "--ledger", str(filled)], stderr=subprocess.PIPE, **options)


def test_a_closed_pipe_is_quiet(filled):
    reader = process(filled, "dump", stdout=subprocess.PIPE)
    reader.stdout.readline()
    reader.stdout.close()
    assert (reader.wait(30), reader.stderr.read()) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("words", [["dump"], ["statements"], ["statements", "--csv"], ["stats", "--text"]])
def test_a_full_disk_is_told_of(filled, words):
    with open("/dev/full", "wb") as full:
        writer = process(filled, *words, stdout=full)
        assert writer.wait(30) == 1
    assert writer.stderr.read().splitlines()[-1].startswith(b"error: ")


def test_help_loads_neither_model_nor_database():
    code = (
        "import sys; from reportedly.cli import cli; cli(['statements', '--help'], standalone_mode=False);"
        "assert not {'spacy', 'sqlalchemy', 'numpy'} & set(sys.modules)"
    )
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert time.monotonic() - started < 2  # a tenth of a second, with room for a busy machine


def test_processes_add_the_same(tmp_path, filled):
    path = tmp_path / "two.db"
    assert run("add", "-r", str(EXAMPLES), "-j", "2", "--ledger", str(path)).exit_code == 0
    for view in ASKED:
        assert [r["id"] for r in rows(run(view, "--ledger", str(path)))] == [
            r["id"] for r in rows(run(view, "--ledger", str(filled)))
        ]
