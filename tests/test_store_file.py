"""The file itself: what is written to it, when, and how."""

from __future__ import annotations

import shutil
import sqlite3

import pytest

from store import Ledger, Locked, Missing, Moved, NotALedger
from tests.store_tools import quick_folder, raw


@pytest.fixture
def path():
    with quick_folder() as folder:
        yield folder / "ledger.db"


@pytest.fixture
def ledger(path):
    with Ledger(path) as opened:
        yield opened


def test_a_file_moved_away_while_open_is_not_written_to(path, ledger):
    ledger.table("t").put("k", {"n": 1})
    path.rename(path.with_name("moved.db"))
    with pytest.raises(Moved, match="移走"):
        ledger.table("t").put("k", {"n": 2})
    with Ledger(path.with_name("moved.db")) as moved:
        assert moved.table("t").fetch("k") == {"n": 1}


def test_reading_writes_nothing_at_all(path):
    with Ledger(path) as ledger:
        ledger.declare("t", {"n": "INTEGER"}, [["n"]])
        for n in range(20):
            ledger.table("t").put(f"k{n}", {"n": n}, {"n": n})
    path.with_name("ledger.db-journal").unlink()
    before = path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())
    for readonly in (True, False):
        with Ledger(path, readonly=readonly) as ledger:
            table = ledger.table("t")
            assert len(list(table.documents(order=[("n", True)]))) == 20
            assert table.counts(["n"]) and table.top("n") == 19 and len(table.all()) == 20
            assert ledger.version and ledger.check() == []
            ledger.declare("t", {"n": "INTEGER"}, [["n"]])
            assert (
                path.read_bytes(),
                path.stat().st_mtime_ns,
                sorted(path.parent.iterdir()),
            ) == before


def test_a_ledger_that_is_not_there_is_not_made_for_reading(path):
    with pytest.raises(Missing, match="找不到台账"):
        Ledger(path, readonly=True)
    assert list(path.parent.iterdir()) == []


def test_the_settings_are_those_that_survive_power_cuts(path, ledger):
    ledger.table("t").put("k", {})
    journal = path.with_name("ledger.db-journal")
    assert journal.stat().st_size == 0
    connection = ledger.engine._sessions.mine.connection
    settings = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "fullfsync", "trusted_schema", "secure_delete")
    }
    assert settings == {
        "journal_mode": "truncate",
        "synchronous": 3,
        "fullfsync": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
    }


def test_what_was_replaced_is_not_left_in_the_file(path, ledger):
    table = ledger.table("t")
    for n in range(200):
        table.put(f"k{n}", {"secret": "某人的身份证号" * (1 + n % 90)})
    for n in range(0, 200, 2):
        table.put(f"k{n}", {})
    for n in range(1, 200, 2):
        table.discard(f"k{n}")
    ledger.close()
    assert "身份证".encode() not in path.read_bytes()
    assert raw(path, "SELECT count(*) FROM documents_1") == [(100,)]


def test_a_ledger_in_another_journal_mode_is_brought_back(path):
    with Ledger(path) as ledger:
        ledger.table("t").put("k", {})
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    with Ledger(path) as ledger:
        ledger.table("t").put("l", {})
        assert ledger.table("t").count() == 2
    assert raw(path, "PRAGMA journal_mode") == [("delete",)]


def test_a_ledger_held_open_in_another_journal_mode_is_not_written_to(path):
    with Ledger(path) as ledger:
        ledger.table("t").put("k", {})
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("SELECT * FROM documents_1").fetchall()
    with Ledger(path, wait=0.05) as ledger:
        with pytest.raises(Locked):
            ledger.table("t").put("l", {})
        connection.close()
        ledger.table("t").put("l", {})
        assert ledger.table("t").select() == [("k",), ("l",)]


@pytest.mark.parametrize("readonly", [False, True], ids=["to write", "to read"])
def test_a_save_that_was_cut_off_is_undone_by_the_next_opening(path, tmp_path, readonly):
    with Ledger(path) as ledger:
        for n in range(300):
            ledger.table("t").put(f"k{n}", {"text": "事" * 900})
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size=10")
    connection.execute("BEGIN")
    connection.execute("UPDATE documents_1 SET body = 'half'")
    for suffix in ("", "-journal"):
        shutil.copyfile(f"{path}{suffix}", tmp_path / f"cut.db{suffix}")
    connection.execute("ROLLBACK")
    connection.close()
    cut = tmp_path / "cut.db"
    assert b"half" in cut.read_bytes()
    with Ledger(cut, readonly=readonly) as ledger:
        assert ledger.check() == []
        assert ledger.table("t").count() == 300


def test_a_folder_is_no_ledger(path):
    path.mkdir()
    with pytest.raises(NotALedger, match="是文件夹"):
        Ledger(path)
