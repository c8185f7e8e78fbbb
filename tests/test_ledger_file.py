"""The file: what is refused, what is brought up to date, and what a full disk, another program or a signal does to it."""

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from fake_reader import FakeReader
from sample import READING, REPORT
from sqlalchemy import text as sql

from reportedly.errors import (
    LedgerBusy,
    LedgerDamaged,
    LedgerError,
    LedgerFull,
    LedgerMissing,
    LedgerReadOnly,  # noqa: F401  (for the code below that runs as another user)
    LedgerTooNew,
    NotALedger,
)
from reportedly.ledger import migrations, open_ledger, sqlite, upkeep
from reportedly.ledger.identity import Spelling, identify  # noqa: F401
from reportedly.records import Report, report_id

NOBODY = 65534


def numbered(number, lines=3):
    text = "\n".join(f"Ada Brenik said {number} boats and {line} carts came" for line in range(lines))
    return Report(report_id(text, None, None), text)


def fill(ledger, numbers, lines=3):
    for number in numbers:
        report = numbered(number, lines)
        ledger.add(report, next(FakeReader().read_many([report])))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


def test_no_ledger_there(path):
    with pytest.raises(LedgerMissing, match="no ledger there"):
        open_ledger(path)
    assert not path.exists()
    with pytest.raises(LedgerMissing, match="folder"):
        open_ledger(path.parent / "no" / "folder.db", create=True)


@pytest.mark.parametrize("content", [b"no database at all, just words " * 40, b"SQLite format 3\x00 and then nonsense" * 90])
def test_another_file_is_no_ledger(path, content):
    path.write_bytes(content)
    for create in (False, True):
        with pytest.raises(NotALedger):
            open_ledger(path, create=create)
    assert path.read_bytes() == content


def test_another_database_is_no_ledger(path):
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE recipes (name)")
    with pytest.raises(NotALedger, match="no ledger of reportedly"):
        open_ledger(path, create=True)


def test_a_folder_is_no_ledger(tmp_path):
    with pytest.raises(NotALedger, match="a folder"):
        open_ledger(tmp_path)


def test_an_empty_file_becomes_one_only_when_asked(path):
    path.touch()
    with pytest.raises(LedgerMissing):
        open_ledger(path)
    with open_ledger(path, create=True) as ledger:
        assert ledger.stats().readings == 0


def test_a_newer_ledger_is_refused_and_left_alone(path):
    open_ledger(path, create=True).close()
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {migrations.newest() + 1}")
    before = path.read_bytes()
    with pytest.raises(LedgerTooNew, match="upgrade"):
        open_ledger(path)
    assert path.read_bytes() == before


def test_an_older_ledger_is_brought_up_to_date(path, monkeypatch):
    with open_ledger(path, create=True) as ledger:
        ledger.add(REPORT, READING)
    steps = (lambda connection: connection.execute(sql("CREATE TABLE stamps (id)")),)
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    with open_ledger(path) as ledger:
        assert ledger.reading(REPORT.id) == READING
        assert ledger.verify()
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA user_version").fetchone() == (migrations.FIRST + 1,)
    assert raw.execute("SELECT count(*) FROM stamps").fetchone() == (0,)


def test_a_migration_that_fails_leaves_the_older_ledger(path, monkeypatch):
    open_ledger(path, create=True).close()

    def fails(connection):
        connection.execute(sql("CREATE TABLE stamps (id)"))
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (fails,))
        with pytest.raises(ZeroDivisionError):
            open_ledger(path)
    with open_ledger(path) as ledger:
        assert ledger.verify()
    assert not sqlite3.connect(path).execute("SELECT name FROM sqlite_master WHERE name = 'stamps'").fetchall()


def test_a_migrated_ledger_is_as_a_new_one(path, tmp_path):
    """Each migration makes in an old ledger what `schema` makes in a new one. tests/ledgers/ holds one of each version."""
    oldest = Path(__file__).parent / "ledgers" / "version-1.ledger"
    shutil.copy(oldest, path)
    open_ledger(path).close()
    open_ledger(tmp_path / "new.db", create=True).close()

    def schema(file):
        return sorted(sqlite3.connect(file).execute("SELECT type, name, sql FROM sqlite_master").fetchall())

    assert schema(path) == schema(tmp_path / "new.db")


def test_a_full_disk_is_told_and_loses_nothing(path):
    with open_ledger(path, create=True) as ledger:
        fill(ledger, range(5))
    with open_ledger(path) as ledger:
        pages = sqlite3.connect(path).execute("PRAGMA page_count").fetchone()[0]
        with ledger._engine.connect() as connection:
            connection.connection.driver_connection.execute(f"PRAGMA max_page_count = {pages + 10}")
        with pytest.raises(LedgerFull, match="make room"):
            fill(ledger, range(5, 500), lines=200)
    with open_ledger(path) as ledger:
        kept = ledger.stats().rows["reports"]
        assert kept >= 5
        assert ledger.verify()
        fill(ledger, range(kept, kept + 3))
        assert ledger.stats().rows["reports"] == kept + 3


def test_a_file_that_may_not_grow_is_told_and_loses_nothing(path):
    """What a quota does, in a process of its own."""
    with open_ledger(path, create=True) as ledger:
        fill(ledger, range(3))
    code = (
        "import resource, signal, sys\n"
        "from test_ledger_file import fill, open_ledger\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))\n"
        "fill(open_ledger(sys.argv[1]), range(3, 500), lines=50)\n"
    )
    done = run(code, path)
    assert done.returncode == 1
    assert "LedgerFull" in done.stderr
    with open_ledger(path) as ledger:
        assert ledger.stats().rows["reports"] >= 3
        assert ledger.verify()


def test_a_folder_that_may_not_be_written_can_be_asked_but_not_added_to():
    code = (
        "import os, sys\n"
        "from test_ledger_file import NOBODY, Spelling, identify, LedgerReadOnly, fill, open_ledger, pytest\n"
        "identify('', Spelling('Ada Brenik', 'person'), None)  # what is known is loaded while we may read it\n"
        "os.getuid() or os.setuid(NOBODY)\n"
        "with open_ledger(sys.argv[1]) as ledger:\n"
        "    assert len(ledger.statements(by='ada')) == 9\n"
        "    assert ledger.verify()\n"
        "    assert len(list(ledger.dump())) == 5\n"
        "    with pytest.raises(LedgerReadOnly, match='writable'):\n"
        "        fill(ledger, [77])\n"
        "with pytest.raises(LedgerReadOnly, match='writable'):\n"
        "    open_ledger(sys.argv[1] + '.new', create=True)\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger.db")
        with open_ledger(path, create=True) as ledger:
            fill(ledger, range(3))
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        done = run(code, path)
        Path(folder).chmod(0o755)
    assert done.returncode == 0, done.stderr


def test_damage_is_told(path):
    with open_ledger(path, create=True) as ledger:
        fill(ledger, range(50))
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xaa" * 60_000)
    with pytest.raises(LedgerDamaged, match="restore a copy"):
        list(open_ledger(path).dump())


def test_two_programs_make_one_ledger(path):
    code = "import sys\nfrom test_ledger_file import fill, open_ledger\nfill(open_ledger(sys.argv[1], create=True), range(40))"
    running = [start(code, path) for _ in range(3)]
    for process in running:
        assert process.wait(120) == 0, process.stderr.read()
    with open_ledger(path) as ledger, open_ledger(path.with_name("alone.db"), create=True) as alone:
        fill(alone, range(40))
        assert sorted(ledger.dump()) == sorted(alone.dump())
        assert ledger.verify()


def test_a_writer_that_keeps_the_lock_is_told(path, monkeypatch):
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    with open_ledger(path, create=True) as ledger:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy, match="try again"):
            fill(ledger, [1])
        assert len(ledger.statements()) == 0
        other.execute("ROLLBACK")
        fill(ledger, [1])


def test_readers_beside_a_writer_see_whole_readings(path):
    with open_ledger(path, create=True) as ledger, open_ledger(path) as beside:
        stop = threading.Event()
        counts = []

        def look():
            while not stop.is_set():
                counts.append(beside.count("statements"))

        thread = threading.Thread(target=look)
        thread.start()
        fill(ledger, range(150))
        stop.set()
        thread.join()
        assert all(count % 3 == 0 for count in counts)
        assert counts == sorted(counts)
        assert ledger.verify()


def test_the_log_stays_small_beside_readers_that_come_and_go(path, monkeypatch):
    monkeypatch.setattr(sqlite, "WAL_SOFT", 200_000)
    monkeypatch.setattr(sqlite, "WAL_HARD", 800_000)
    with open_ledger(path, create=True) as ledger, open_ledger(path) as beside:
        largest = 0
        stop = threading.Event()

        def look():
            while not stop.is_set():
                beside.statements(limit=20)

        thread = threading.Thread(target=look)
        thread.start()
        for number in range(80):
            fill(ledger, [number], lines=10)
            largest = max(largest, sqlite.wal_size(path))
        stop.set()
        thread.join()
        assert largest < 1_200_000


def test_a_reader_that_never_ends_stops_the_writer_before_the_disk_is_full(path, monkeypatch):
    monkeypatch.setattr(sqlite, "WAL_SOFT", 100_000)
    monkeypatch.setattr(sqlite, "WAL_HARD", 400_000)
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    with open_ledger(path, create=True) as ledger:
        fill(ledger, range(3))
        endless = sqlite3.connect(path, isolation_level=None)
        endless.execute("BEGIN")
        endless.execute("SELECT count(*) FROM reports").fetchone()
        with pytest.raises(LedgerBusy, match="end that program's query"):
            fill(ledger, range(3, 400), lines=20)
        assert sqlite.wal_size(path) < 2_000_000
        endless.execute("ROLLBACK")
        fill(ledger, range(400, 403))
        assert ledger.verify()


def test_the_full_text_follows_by_itself(path):
    """FTS5 would write a segment for each reading: it is brought up to date for many at once, and before it is asked."""

    def found_by_others():
        return (
            sqlite3.connect(path).execute("SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'boats'").fetchone()[0]
        )

    ledger = open_ledger(path, create=True)
    fill(ledger, range(5))
    assert found_by_others() == 0
    assert ledger.count("statements", search="boats") == 15
    assert found_by_others() == 15
    fill(ledger, range(5, 5 + upkeep.BATCH))
    assert found_by_others() == 15 + 3 * upkeep.BATCH
    fill(ledger, [5_000])
    with open_ledger(path) as second:  # as after a crash
        assert second.count("statements", search="boats") == 3 * (6 + upkeep.BATCH)
    ledger.remove(second.reports(limit=1)[0]["id"])
    assert ledger.verify()
    fill(ledger, [6_000])
    ledger.close()
    assert found_by_others() == 3 * (6 + upkeep.BATCH)


def test_the_full_text_follows_a_slow_run_too(path, monkeypatch):
    monkeypatch.setattr(upkeep, "SECONDS", -1)
    with open_ledger(path, create=True) as ledger:
        fill(ledger, range(1))
        with sqlite3.connect(path) as other:
            assert other.execute("SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'boats'").fetchone() == (3,)


def test_opening_beside_a_writer_does_not_wait_to_index(path):
    ledger = open_ledger(path, create=True)
    fill(ledger, range(3))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    start = time.monotonic()
    with open_ledger(path) as second:
        assert second.count("statements") == 9
    assert time.monotonic() - start < 5
    other.execute("ROLLBACK")


def test_killed_at_any_moment_it_holds_whole_readings_only(path):
    code = (
        "import sys\nfrom test_ledger_file import fill, open_ledger\nfill(open_ledger(sys.argv[1], create=True), range(100_000))"
    )
    for pause in (0.05, 0.4, 0.2):
        process = start(code, path)
        while not path.exists() and process.poll() is None:
            time.sleep(0.01)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with open_ledger(path, create=True) as ledger:
        stats = ledger.stats()
        assert stats.rows["statements"] == 3 * stats.rows["reports"] == 3 * stats.readings
        assert ledger.verify()


def test_every_error_of_the_disk_is_ours():
    for code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_BUSY):
        error = sqlite3.OperationalError(os.strerror(errno.EIO))
        error.sqlite_errorcode = code
        with pytest.raises(LedgerError), sqlite.our_errors(Path("ledger.db")):
            raise error


def start(code, path):
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(here), str(here.parent / "src")])}
    return subprocess.Popen([sys.executable, "-c", code, str(path)], env=environment, stderr=subprocess.PIPE, text=True, cwd="/")


def run(code, path):
    process = start(code, path)
    _, stderr = process.communicate(timeout=120)
    return subprocess.CompletedProcess([], process.returncode, "", stderr)
