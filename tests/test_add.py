"""Adding many: everything that is seen is read, skipped or failed, whatever happens, and by however many processes."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from fake_reader import FakeReader, make_second
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.corpus import add
from reportedly.corpus.add import BATCH
from reportedly.corpus.inputs import taken
from reportedly.errors import InputError, LedgerFull
from reportedly.ingest.files import Given
from reportedly.ledger import Ledger, open_ledger
from reportedly.records import Report

GOOD = "Ada Brenik said {} boats came\nTomas Vell denied it"


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "ledger.db", create=True) as made:
        yield made


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "news"
    made.mkdir()
    return made


def lines(path, texts):
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    return path


def adds_up(tally):
    return tally.seen == tally.read + tally.skipped + tally.failed and sum(tally.why.values()) == tally.skipped + tally.failed


def test_files_of_all_kinds_in_one_run(ledger, folder):
    (folder / "one.txt").write_text(GOOD.format(1))
    lines(folder / "many.jsonl", [GOOD.format(2), GOOD.format(3), "SKIPPED"])
    (folder / "broken.jsonl").write_text('{"text": "Ada Brenik said yes"}\n{"text": \n')
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "deeper").mkdir()
    (folder / "deeper" / "four.txt").write_text(GOOD.format(4))
    (folder / ".hidden.txt").write_text(GOOD.format(5))
    tally = add(ledger, [folder], recursive=True, make_reader=FakeReader)
    assert (tally.seen, tally.read, tally.skipped, tally.failed) == (8, 5, 1, 2)
    assert tally.why["unread-language"] == 1
    assert adds_up(tally)
    assert ledger.verify()


def test_running_again_reads_nothing(ledger, folder):
    lines(folder / "many.jsonl", [GOOD.format(number) for number in range(40)])
    add(ledger, [folder / "many.jsonl"], make_reader=FakeReader)
    before = list(ledger.dump())

    class NeverReads(FakeReader):
        def read_many(self, reports):
            raise AssertionError("this was read already")

    tally = add(ledger, [folder / "many.jsonl"], make_reader=NeverReads)
    assert (tally.seen, tally.skipped, tally.why) == (40, 40, {"known": 40})
    assert list(ledger.dump()) == before


def test_a_new_reader_reads_again(ledger, folder):
    lines(folder / "many.jsonl", [GOOD.format(number) for number in range(5)])
    add(ledger, [folder / "many.jsonl"], make_reader=FakeReader)
    tally = add(ledger, [folder / "many.jsonl"], make_reader=make_second)
    assert tally.read == 5
    assert ledger.stats().readings == 10
    assert ledger.stats().readers == {"fake-2": 5}


def test_the_same_report_twice_is_read_once(ledger, folder):
    lines(folder / "many.jsonl", [GOOD.format(1)] * (BATCH + 5))
    tally = add(ledger, [folder / "many.jsonl"], make_reader=FakeReader)
    assert (tally.seen, tally.read, tally.skipped) == (BATCH + 5, 1, BATCH + 4)


def test_what_was_set_is_what_is_read(ledger, folder):
    path = lines(folder / "many.jsonl", [GOOD.format(1)])
    add(ledger, [path], make_reader=FakeReader)
    ledger.set(ledger.reports()[0]["id"], published=date(2020, 1, 2))
    seen = []

    class Watching(FakeReader):
        def read_many(self, reports):
            seen.extend(reports)
            return super().read_many(reports)

    assert add(ledger, [path], make_reader=Watching).read == 1
    assert [report.published for report in seen] == [date(2020, 1, 2)]


def test_failures_are_kept_with_their_reasons_and_can_be_added_again(ledger, folder, tmp_path):
    path = lines(folder / "many.jsonl", [GOOD.format(1), "DEFECT", "", "FOREIGN", "Ada Brenik said TWICE", GOOD.format(2)])
    kept = tmp_path / "failed.jsonl"
    tally = add(ledger, [path, folder / "none.txt"], failures=kept, make_reader=FakeReader)
    assert (tally.seen, tally.read, tally.failed) == (7, 2, 5)
    failed = [json.loads(line) for line in kept.read_text().splitlines()]
    assert [line["code"] for line in failed] == ["reader-defect", "empty", "unread-language", "bad-reading", "not-found"]
    assert failed[0]["text"] == "DEFECT"
    assert "ZeroDivisionError" in failed[0]["reason"]
    assert "many.jsonl#3" in failed[1]["reason"]
    again = add(ledger, [kept], make_reader=FakeReader)
    assert (again.seen, again.failed) == (5, 5)


def test_several_processes_do_what_one_does(folder, tmp_path):
    texts = [GOOD.format(number) if number % 7 else "DEFECT" for number in range(90)] + ["", GOOD.format(1), "SKIPPED"]
    path = lines(folder / "many.jsonl", texts)
    results = []
    for jobs in (1, 3):
        kept = tmp_path / f"failed{jobs}.jsonl"
        with open_ledger(tmp_path / f"{jobs}.db", create=True) as ledger:
            tally = add(ledger, [path], jobs=jobs, failures=kept, make_reader=FakeReader)
            results.append((tally, list(ledger.dump()), kept.read_text(), ledger.statements(limit=None).values))
    assert results[0] == results[1]


def test_progress_is_told_after_each(ledger, folder):
    told = []
    add(
        ledger, [lines(folder / "many.jsonl", [GOOD.format(1), "", GOOD.format(2)])], progress=told.append, make_reader=FakeReader
    )
    assert [tally.seen for tally in told] == [1, 2, 3]
    assert all(map(adds_up, told))


def test_a_stream_and_what_is_given(ledger):
    stream = io.BytesIO(json.dumps({"text": GOOD.format(1)}).encode())
    add(ledger, [stream], given=Given(outlet="Wire"), make_reader=FakeReader)
    assert ledger.reports().column("outlet") == ["Wire"]


def test_patterns_and_folders(folder):
    for name in ("b.txt", "a.txt", "c.md", "d[1].txt"):
        (folder / name).write_text(name)
    (folder / "deep").mkdir()
    (folder / "deep" / "e.txt").write_text("e")

    def texts(*sources, **options):
        return [item.text if isinstance(item, Report) else item.code for item in taken(sources, **options)]

    assert texts(str(folder / "*.txt")) == ["a.txt", "b.txt", "d[1].txt"]
    assert texts(str(folder / "**" / "*.txt")) == ["a.txt", "b.txt", "d[1].txt", "e"]
    assert texts(folder / "d[1].txt") == ["d[1].txt"]
    assert texts(str(folder / "*.jpg")) == ["not-found"]
    assert texts(folder) == ["input"]
    assert texts(folder, recursive=True) == ["a.txt", "b.txt", "c.md", "d[1].txt", "e"]
    assert texts(folder, recursive=True, besides=[folder / "deep" / ".." / "c.md"]) == ["a.txt", "b.txt", "d[1].txt", "e"]


def test_the_ledger_is_not_added_to_itself(folder):
    (folder / "one.txt").write_text(GOOD.format(1))
    with open_ledger(folder / "ledger.db", create=True) as ledger:
        tally = add(ledger, [folder], recursive=True, failures=folder / "failed.jsonl", make_reader=FakeReader)
    assert tally.seen == tally.read == 1


def test_a_full_disk_ends_the_run_and_a_second_one_finishes_it(ledger, folder, monkeypatch):
    path = lines(folder / "many.jsonl", [GOOD.format(number) for number in range(30)])
    whole = Ledger.add
    written = []

    def full(self, report, reading):
        if len(written) == 10:
            raise LedgerFull("no room")
        written.append(report)
        return whole(self, report, reading)

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "add", full)
        with pytest.raises(LedgerFull):
            add(ledger, [path], make_reader=FakeReader)
    tally = add(ledger, [path], make_reader=FakeReader)
    assert (tally.read, tally.skipped) == (20, 10)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["", "DEFECT", "FOREIGN", "SKIPPED", "Ada Brenik said TWICE", *map(GOOD.format, range(6))]), max_size=40
    )
)
def test_it_always_adds_up(tmp_path, texts):
    path = lines(tmp_path / "many.jsonl", texts)
    (tmp_path / "ledger.db").unlink(missing_ok=True)
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        tally = add(ledger, [path], make_reader=FakeReader)
        assert adds_up(tally)
        assert tally.seen == max(len(texts), 1)  # an empty file is one input
        different = Counter(texts)
        assert tally.read == sum(1 for text in different if text.startswith("Ada") and "TWICE" not in text)
        assert ledger.stats().rows["reports"] == tally.read + ("SKIPPED" in different)


def test_a_killed_run_leaves_no_process_behind(folder, tmp_path):
    lines(folder / "many.jsonl", [GOOD.format(number) for number in range(100_000)])
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "from fake_reader import FakeReader\n"
        "from reportedly.corpus import add\n"
        "from reportedly.ledger import open_ledger\n"
        "if __name__ == '__main__':\n"
        "    add(open_ledger(sys.argv[1], create=True), [sys.argv[2]], jobs=2, make_reader=FakeReader)\n"
    )
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(here), str(here.parent / "src")])}
    marked = tmp_path / "ledger.db"
    process = subprocess.Popen([sys.executable, str(script), str(marked), str(folder / "many.jsonl")], env=environment)
    reading = wait_for(lambda: children_of(process.pid) if marked.exists() and marked.stat().st_size > 300_000 else [])
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert reading
    assert wait_for(lambda: not any(map(alive, reading)))
    with open_ledger(marked) as ledger:
        assert ledger.stats().readings > 0
        assert ledger.verify()


def children_of(parent):
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(status.parent.name))
    return found


def alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(condition, seconds=30):
    until = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def test_errors_of_inputs_are_ours(folder):
    assert all(isinstance(item, InputError) for item in taken([folder, folder / "none", str(folder / "*")]))
