"""Older files are brought up to date after a backup, each step whole or not at all."""

from __future__ import annotations

import pytest

from store import Ledger, NewerSchema, OlderSchema, StoreError
from store.backup import restore, verify_backup
from store.migrations import MIGRATIONS, Migration
from tests.store_tools import child, finished, quick_folder, raw

NOTES = Migration("notes", ("CREATE TABLE note(text TEXT)", "INSERT INTO note VALUES('here')"))
MARKS = Migration("marks", ("ALTER TABLE note ADD COLUMN mark INTEGER",))
BROKEN = Migration("broken", ("CREATE TABLE half(x)", "INSERT INTO nowhere VALUES(1)"))


@pytest.fixture
def path():
    with quick_folder() as folder:
        path = folder / "ledger.db"
        with Ledger(path) as ledger:
            for n in range(20):
                ledger.table("t").put(f"k{n}", {"n": n})
        yield path


@pytest.fixture
def steps(monkeypatch):
    def set_steps(*more: Migration) -> None:
        monkeypatch.setattr("store.migrations.MIGRATIONS", (*MIGRATIONS, *more))

    return set_steps


def backups(path):
    return sorted((path.parent / "backup").glob("*.db"))


def test_an_older_ledger_takes_every_missing_step_after_a_backup(path, steps):
    steps(NOTES, MARKS)
    with Ledger(path) as ledger:
        assert ledger.table("t").count() == 20
        assert ledger.check() == []
    assert raw(path, "SELECT text, mark FROM note") == [("here", None)]
    assert [name for (name,) in raw(path, "SELECT name FROM migration ORDER BY version")] == [
        *(step.name for step in MIGRATIONS),
        "notes",
        "marks",
    ]
    (kept,) = backups(path)
    assert raw(kept, "PRAGMA user_version") == [(len(MIGRATIONS),)]
    assert verify_backup(kept).ok
    Ledger(path).close()
    assert backups(path) == [kept]


def test_a_step_that_fails_leaves_the_step_before_it(path, steps):
    steps(NOTES, BROKEN)
    with pytest.raises(StoreError):
        Ledger(path)
    assert raw(path, "PRAGMA user_version") == [(len(MIGRATIONS) + 1,)]
    assert raw(path, "SELECT name FROM sqlite_schema WHERE name = 'half'") == []
    assert len(backups(path)) == 1
    steps(NOTES, MARKS)
    with Ledger(path) as ledger:
        assert ledger.table("t").count() == 20


def test_an_older_ledger_opened_for_reading_is_left_as_it_is(path, steps):
    steps(NOTES)
    content = path.read_bytes()
    with pytest.raises(OlderSchema, match="先备份再更新"):
        Ledger(path, readonly=True)
    assert path.read_bytes() == content and not backups(path)


def test_an_older_ledger_that_cannot_be_backed_up_is_not_touched(path, steps):
    steps(NOTES)
    content = path.read_bytes()
    (path.parent / "backup").write_bytes(b"in the way")
    with pytest.raises(StoreError, match="不能写备份"):
        Ledger(path)
    assert path.read_bytes() == content


def test_an_older_program_refuses_a_migrated_file(path, steps):
    steps(NOTES)
    Ledger(path).close()
    steps()
    content = path.read_bytes()
    with pytest.raises(NewerSchema):
        Ledger(path)
    assert path.read_bytes() == content


def test_a_backup_of_an_older_program_verifies_and_comes_back(path, steps):
    steps(NOTES)
    Ledger(path).close()
    (kept,) = backups(path)
    restore(kept, path)
    with Ledger(path) as ledger:
        assert ledger.table("t").count() == 20
    assert raw(path, "PRAGMA user_version") == [(len(MIGRATIONS) + 1,)]


OPENER = """
import sys
from pathlib import Path
import store.migrations as m
from store import Ledger
more = m.Migration("slow", ("CREATE TABLE note(n)",) + tuple(
    f"INSERT INTO note VALUES({n})" for n in range(3000)))
m.MIGRATIONS = (*m.MIGRATIONS, more)
print("ready", flush=True)
sys.stdin.readline()
with Ledger(Path(sys.argv[1])) as ledger:
    ledger.table("t").insert({})
"""


def test_two_windows_that_bring_it_up_to_date_at_once_do_it_once(path):
    openers = [child(OPENER, path) for _ in range(2)]
    for opener in openers:
        assert opener.stdout is not None
        assert opener.stdout.readline() == "ready\n"
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.flush()
    for opener in openers:
        finished(opener)
    assert raw(path, "SELECT count(*) FROM note") == [(3000,)]
    assert raw(path, "SELECT count(*) FROM documents_1") == [(22,)]
