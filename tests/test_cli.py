import importlib.util
import json
import os
import pty
import re
import signal
import subprocess
import sys
import textwrap
import time
import types
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from reportedly.cli import cli
from reportedly.records import Reading, Report, Skip

SCHEMA = Draft202012Validator(json.loads((Path(__file__).parent.parent / "docs/reading.schema.json").read_text("utf-8")))
LONG_AGO = "---\npublished: 2019-03-12\n---\n"
GERMAN = "Drei Dorfbewohner wurden am Sonntag verletzt, als neben der Straße eine Mine explodierte, sagte der Bürgermeister."
STAND_IN = """
    import sys, time, types
    from reportedly.records import Reading
    class Reader:
        def __init__(self, offices=None):
            pass
        def read_many(self, reports):
            for report in reports:
                time.sleep(float(sys.argv.pop()) if "--sleep" in sys.argv else 0)
                yield Reading(report.id, "stand-in")
    sys.modules["reportedly.read.reader"] = types.SimpleNamespace(Reader=Reader)
    from reportedly.cli import main
    main()
"""
needs_reader = pytest.mark.skipif(
    importlib.util.find_spec("reportedly.read.reader") is None, reason="the reader is not there yet"
)


class StandIn:
    """Reads nothing out of a report, quickly; what opens with "Drei" is German to it. It is a report behind, as batches are."""

    def __init__(self, offices=None):
        pass

    def read_many(self, reports):
        waiting = []
        for report in reports:
            waiting.append(report)
            if len(waiting) > 1:
                yield self.read(waiting.pop(0))
        yield from map(self.read, waiting)

    def read(self, report: Report) -> Reading:
        skipped = (Skip("unread-language", "in German, and only English is read"),) if report.text.startswith("Drei") else ()
        return Reading(report.id, "stand-in", skipped=skipped)


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "reportedly.read.reader", types.SimpleNamespace(Reader=StandIn))
    monkeypatch.chdir(tmp_path)
    return lambda *words, **options: CliRunner().invoke(cli, ["read", *words], **options)


def process(*words: str, slowly: bool = False, **options) -> subprocess.Popen:
    code = textwrap.dedent(STAND_IN).replace('float(sys.argv.pop()) if "--sleep" in sys.argv else 0', "60" if slowly else "0")
    return subprocess.Popen([sys.executable, "-c", code, *words], stderr=subprocess.PIPE, **options)


def parsed(output: str) -> list[dict]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_pipe_gets_one_reading_a_line(run):
    Path("a.txt").write_text("Rain fell.")
    Path("b.jsonl").write_text('{"text": "Snow fell."}\n\n{"text": "Hail fell."}\n')
    result = run("a.txt", "b.jsonl")
    assert [line["source"] for line in parsed(result.stdout)] == ["a.txt", "b.jsonl#1", "b.jsonl#3"]
    assert all(SCHEMA.is_valid(line) for line in parsed(result.stdout))
    assert result.stderr == "summary: seen 3 = read 3 + skipped 0 + failed 0\n"
    assert result.exit_code == 0


def test_one_report_needs_no_summary(run):
    Path("a.txt").write_text("Rain fell.")
    result = run("a.txt")
    assert (len(parsed(result.stdout)), result.stderr, result.exit_code) == (1, "", 0)


def test_what_fails_is_told_of_and_the_rest_goes_on(run):
    Path("empty.txt").touch()
    Path("image.png").write_bytes(b"\x89PNG\r\n\0\0")
    Path("old.txt").write_bytes(b"A caf\xe9 burned.")
    Path("wire.jsonl").write_text('{"text": "Rain."}\n{"text": \n{"text": "Snow."}\n')
    Path("deutsch.txt").write_text(GERMAN)
    Path("folder").mkdir()
    result = run("empty.txt", "image.png", "old.txt", "wire.jsonl", "missing.txt", "deutsch.txt", "folder")
    assert [line["source"] for line in parsed(result.stdout)] == ["wire.jsonl#1", "wire.jsonl#3", "deutsch.txt"]
    *messages, summary = result.stderr.splitlines()
    names = ["empty.txt", "image.png", "old.txt", "wire.jsonl#2", "missing.txt", "folder"]
    assert [m.split(": ")[1] for m in messages if m.startswith("error: ")] == names
    assert "skipped: deutsch.txt: in German, and only English is read" in messages
    assert summary == "summary: seen 9 = read 2 + skipped 1 + failed 6"
    assert result.exit_code == 1


def test_nothing_to_read_writes_nothing(run):
    result = run("missing.txt", "--html", "page.html")
    assert (result.stdout, result.exit_code) == ("", 1)
    assert "summary: seen 1 = read 0 + skipped 0 + failed 1" in result.stderr
    assert not Path("page.html").exists()


def test_standard_input(run):
    assert [line["source"] for line in parsed(run("-", input='{"text": "Rain."}\n{"text": "Snow."}').stdout)] == [
        "stdin#1",
        "stdin#2",
    ]
    assert [line["source"] for line in parsed(run("-", input="Rain.").stdout)] == ["stdin"]
    assert run("-", input="").exit_code == 1


def test_a_page(run):
    Path("a.txt").write_text("Rain <fell>.")
    result = run("a.txt", "--html", "page.html", "--title", "Weather & more")
    page = Path("page.html").read_text("utf-8")
    assert "Rain &lt;fell&gt;." in page
    assert "Weather &amp; more" in page
    assert (result.stdout, result.exit_code) == ("", 0)
    assert "page.html" in result.stderr
    assert len(parsed(run("a.txt", "--html", "page.html", "--json").stdout)) == 1


def test_a_page_never_overwrites_an_input(run):
    Path("a.txt").write_text("Rain fell.")
    result = run("a.txt", "--html", "./a.txt")
    assert (result.exit_code, Path("a.txt").read_text()) == (2, "Rain fell.")
    assert "one of the inputs" in result.stderr


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "Missing argument"),
        (["a.txt", "--colour"], "No such option"),
        (["a.txt", "--published", "12 March"], "'12 March' is not a date"),
        (["a.txt", "--published", "2019-03-12T10:00:00"], "is not a date"),
        (["a.txt", "--title", "a\x1b[2J"], "cannot be printed"),
        (["a.txt", "--outlet", "caf\udce9"], "not UTF-8"),
        (["a.txt", "--html", "no/such/folder/page.html"], "cannot be written"),
    ],
)
def test_wrong_usage(run, words, complaint):
    Path("a.txt").write_text("Rain fell.")
    result = run(*words)
    assert result.exit_code == 2
    assert complaint in result.stderr.replace("\n", " ")
    assert result.stdout == ""


def test_options_reach_the_report(run, monkeypatch):
    seen = []
    monkeypatch.setattr(StandIn, "read", lambda self, report: seen.append(report) or Reading(report.id, "v"))
    Path("a.txt").write_text(LONG_AGO + "Rain fell.")
    run("a.txt", "--published", "2024-03-05", "--outlet", "O", "--title", "T")
    assert [(str(r.published), r.outlet, r.title, r.text) for r in seen] == [("2024-03-05", "O", "T", "Rain fell.")]


def test_messages_cannot_take_hold_of_the_terminal(run):
    assert "\x1b" not in run("no\x1b[2Jsuch.txt").stderr


def test_reading_streams(run, monkeypatch):
    taken = []

    def endless(self, reports):
        for report in reports:
            taken.append(report)
            if len(taken) == 3:
                raise KeyboardInterrupt
            yield Reading(report.id, "v")

    monkeypatch.setattr(StandIn, "read_many", endless)
    Path("wire.jsonl").write_text('{"text": "Rain."}\n' * 10)
    assert len(parsed(run("wire.jsonl").stdout)) == 2


def test_help_is_quick_and_loads_no_model():
    code = "import sys; from reportedly.cli import cli; cli(['--help'], standalone_mode=False); assert 'spacy' not in sys.modules"
    started = time.monotonic()
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert time.monotonic() - started < 2  # half a second, with room for a busy machine
    assert "read" in output


def test_version():
    try:
        installed = version("reportedly")
    except PackageNotFoundError:
        pytest.skip("reportedly is not installed, only on the path")
    assert CliRunner().invoke(cli, ["--version"], prog_name="reportedly").stdout == f"reportedly {installed}\n"


def test_a_closed_pipe_is_quiet(tmp_path):
    (tmp_path / "wire.jsonl").write_text('{"text": "Rain fell."}\n' * 20_000)
    reader = process("read", str(tmp_path / "wire.jsonl"), stdout=subprocess.PIPE)
    assert reader.stdout.readline()
    reader.stdout.close()
    assert (reader.wait(30), reader.stderr.read()) == (141, b"")


def test_an_interrupt_is_quiet(tmp_path):
    (tmp_path / "wire.jsonl").write_text('{"text": "Rain fell."}\n' * 2)
    reader = process("read", str(tmp_path / "wire.jsonl"), slowly=True, stdout=subprocess.DEVNULL)
    time.sleep(1.5)
    reader.send_signal(signal.SIGINT)
    assert reader.wait(30) == 130
    assert b"Traceback" not in reader.stderr.read()


def on_a_terminal(*words: str, **environment: str) -> str:
    mine, theirs = pty.openpty()
    surroundings = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")} | {"TERM": "xterm-256color"}
    reader = process(*words, stdout=theirs, env=surroundings | environment)
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(mine, 65_536):
            shown += part
    except OSError:  # how Linux says that the other end was closed
        pass
    os.close(mine)
    assert reader.wait(30) == 0
    return shown.decode()


def test_a_terminal_shows_the_text(tmp_path):
    (tmp_path / "a.txt").write_text(LONG_AGO + "Rain fell.")
    shown = on_a_terminal("read", str(tmp_path / "a.txt"))
    assert "Rain fell." in shown
    assert "2019-03-12" in shown
    assert "\x1b[1m" in shown
    assert json.loads(on_a_terminal("read", "--json", str(tmp_path / "a.txt")))["reader"] == "stand-in"


def test_no_color_is_honoured(tmp_path):
    (tmp_path / "a.txt").write_text("Rain fell.")
    coloured, plain = (on_a_terminal("read", str(tmp_path / "a.txt"), NO_COLOR=value) for value in ("", "1"))
    assert "\x1b[92m" in coloured
    assert "\x1b[92m" not in plain


ADVERSARIES = {
    "no sentence": "1 2 3\n\n--\n",
    "quotation marks": '"' * 10_000,
    "curly ones": "“" * 5_000 + "”" * 5_000,
    "emoji": "🚑👩‍👩‍👧 said 🇺🇳 “🔥”",
    "right to left": "قال الوزير إن ثلاثة أشخاص قتلوا",
    "both ways": "The minister said “قتل ثلاثة” on Monday. \u202eabc",
    "one character": "x",
    "no breaks": "said" * 20_000,
    "digits": "9" * 50_000,
    "combining": "e\u0301" * 2_000,
    "line ends": "A man said so.\r\n\r\nHe left.\r",
}


@needs_reader
def test_adversaries_are_read_with_the_others(tmp_path):
    wire = tmp_path / "wire.jsonl"
    wire.write_text("".join(json.dumps({"text": text}) + "\n" for text in ADVERSARIES.values()) + "{broken\n")
    (tmp_path / "german.txt").write_text(GERMAN)
    (tmp_path / "empty.txt").touch()
    result = CliRunner().invoke(cli, ["read", *map(str, (wire, tmp_path / "german.txt", tmp_path / "empty.txt"))])
    read = parsed(result.stdout)
    assert [line["source"] for line in read] == [
        *(f"{wire}#{n}" for n in range(1, len(ADVERSARIES) + 1)),
        f"{tmp_path}/german.txt",
    ]
    assert all(SCHEMA.is_valid(line) for line in read)
    assert result.exit_code == 1
    counts = re.fullmatch(r"summary: seen (\d+) = read (\d+) \+ skipped (\d+) \+ failed (\d+)", result.stderr.splitlines()[-1])
    seen, fine, skipped, failed = map(int, counts.groups())
    assert (seen, failed) == (len(ADVERSARIES) + 3, 2)
    assert seen == fine + skipped + failed
    german = read[-1]
    assert not german["statements"]
    assert "German" in german["skipped"][0]["reason"]


@needs_reader
def test_without_a_date_the_reading_says_so():
    result = CliRunner().invoke(cli, ["read", "-"], input="The mayor said on Tuesday that two people were hurt in the town.")
    [line] = parsed(result.stdout)
    assert "no-date" in [skip["code"] for skip in line["skipped"]]
    assert result.exit_code == 0
