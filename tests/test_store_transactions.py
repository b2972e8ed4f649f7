"""One commit or none: nesting, threads, windows and processes."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing

import pytest

from store import Closed, Ledger, Locked, StoreError, Where
from tests.store_tools import child, finished, quick_folder


@pytest.fixture
def path():
    with quick_folder() as folder:
        yield folder / "ledger.db"


@pytest.fixture
def ledger(path):
    with Ledger(path) as opened:
        yield opened


class Undone(Exception):
    """Raised inside a transaction on purpose."""


def in_thread(act):
    """What ``act`` gives or raises in another thread."""
    said: list[object] = []

    def run() -> None:
        try:
            said.append(act())
        except StoreError as error:
            said.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=30)
    return said[0]


def test_all_of_a_transaction_is_kept_or_nothing(ledger):
    events, disputes = ledger.table("events"), ledger.table("disputes")
    ledger.declare("disputes", {"due": "TEXT"})
    with ledger.transaction():
        events.put("e1", {"n": 1})
        disputes.put("d1", {"n": 1}, {"due": "2026-10-01"})
    with pytest.raises(Undone), ledger.transaction():
        events.put("e2", {"n": 2})
        disputes.put("d1", {"n": 2}, {"due": "2026-10-02"})
        assert disputes.fetch("d1") == {"n": 2}
        raise Undone
    assert events.select() == [("e1",)]
    assert list(disputes.documents()) == [("d1", {"n": 1})]
    assert disputes.select(columns=["due"]) == [("d1", "2026-10-01")]


def test_an_interrupt_from_the_keyboard_undoes_too(ledger):
    with pytest.raises(KeyboardInterrupt), ledger.transaction():
        ledger.table("t").put("k", {})
        raise KeyboardInterrupt
    assert ledger.table("t").fetch("k") is None


def test_an_inner_transaction_commits_only_with_the_outermost(path, ledger):
    with ledger.transaction():
        with ledger.transaction():
            ledger.table("t").put("k", {})
        with Ledger(path) as other:
            assert other.table("t").fetch("k") is None
    with Ledger(path) as other:
        assert other.table("t").fetch("k") == {}


def test_an_inner_transaction_that_fails_undoes_its_own_part(ledger):
    table = ledger.table("t")
    with ledger.transaction():
        table.put("before", {})
        with pytest.raises(Undone), ledger.transaction():
            table.put("inner", {})
            ledger.table("made inside").put("x", {})
            raise Undone
        table.put("after", {})
    assert table.select() == [("before",), ("after",)]
    assert ledger.tables() == {"t"}


def test_a_table_made_in_an_undone_transaction_can_be_made_again(ledger):
    with pytest.raises(Undone), ledger.transaction():
        ledger.declare("t", {"a": "TEXT"})
        ledger.table("t").put("k", {}, {"a": "x"})
        raise Undone
    ledger.declare("t", {"b": "TEXT"})
    ledger.table("t").put("k", {}, {"b": "y"})
    assert ledger.table("t").select(columns=["b"]) == [("k", "y")]


def test_a_value_without_room_undoes_the_whole_transaction(ledger):
    ledger.declare("t", {"n": "INTEGER"})
    with pytest.raises(StoreError), ledger.transaction():
        ledger.table("t").put("good", {}, {"n": 1})
        with pytest.raises(OverflowError):
            ledger.table("t").put("big", {}, {"n": 2**70})
        with pytest.raises(StoreError):
            ledger.table("t").put("later", {}, {"n": 2})
    assert ledger.table("t").count() == 0
    ledger.table("t").put("good", {}, {"n": 1})
    assert ledger.table("t").count() == 1


def test_other_threads_read_what_was_saved_before(ledger):
    table = ledger.table("t")
    table.put("k", {"n": 1})
    with ledger.transaction():
        table.put("k", {"n": 2})
        assert in_thread(lambda: table.fetch("k")) == {"n": 1}
    assert in_thread(lambda: table.fetch("k")) == {"n": 2}


def test_threads_write_one_after_the_other(ledger):
    table = ledger.table("t")
    table.put("sum", {"n": 0})

    def add() -> None:
        for _ in range(25):
            with ledger.transaction():
                document = table.fetch("sum")
                assert document is not None
                table.put("sum", {"n": document["n"] + 1})
                table.insert({})

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert table.fetch("sum") == {"n": 100}
    assert len(table) == 101


def test_a_thread_that_waits_too_long_is_told(path):
    with Ledger(path, wait=0.05) as ledger, ledger.transaction():
        word = in_thread(lambda: ledger.table("t").put("k", {}))
    assert isinstance(word, Locked)
    assert "正在写入" in word.text and word.safe and word.do


def test_a_window_that_waits_too_long_is_told(path, ledger):
    with Ledger(path, wait=0.05) as other:
        with ledger.transaction():
            ledger.table("t").put("k", {"by": "first"})
            with pytest.raises(Locked, match="另一个窗口正在写入"):
                other.table("t").put("k", {"by": "second"})
        assert other.table("t").fetch("k") == {"by": "first"}
        other.table("t").put("k", {"by": "second"})
    assert ledger.table("t").fetch("k") == {"by": "second"}


def test_a_reader_in_the_way_of_a_commit_loses_nothing(path):
    with Ledger(path, wait=0.05) as ledger, Ledger(path) as other:
        ledger.table("t").put("k", {"n": 1})
        with other.snapshot():
            other.table("t").fetch("k")
            with pytest.raises(Locked):
                ledger.table("t").put("k", {"n": 2})
            assert other.table("t").fetch("k") == {"n": 1}
        assert ledger.table("t").fetch("k") == {"n": 1}
        ledger.table("t").put("k", {"n": 2})
        assert other.table("t").fetch("k") == {"n": 2}


def test_a_snapshot_refuses_changes(ledger):
    with ledger.snapshot(), pytest.raises(RuntimeError):
        ledger.table("t").put("k", {})
    ledger.table("t").put("k", {})


def test_walking_documents_lets_others_save(path, ledger):
    table = ledger.table("t")
    with ledger.transaction():
        for n in range(1200):
            table.put(f"k{n}", {"n": n})
    with Ledger(path, wait=0.05) as other:
        seen = 0
        for key, document in table.documents():
            seen += 1
            if seen == 700:
                other.table("t").put("more", {})
            if seen == 800:
                table.put(key, {**document, "seen": True})
    assert seen == 1200
    assert len(table) == 1201


def test_the_version_changes_with_every_commit_whoever_made_it(path, ledger):
    with Ledger(path) as other:
        seen = [ledger.version]
        assert ledger.version == seen[-1]
        ledger.table("t").put("a", {})
        seen.append(ledger.version)
        other.table("t").put("b", {})
        seen.append(ledger.version)
        in_thread(lambda: ledger.table("t").put("c", {}))
        seen.append(ledger.version)
        with ledger.transaction():
            ledger.table("t").put("d", {})
            assert ledger.version == seen[-1]
        seen.append(in_thread(lambda: ledger.version))
        assert ledger.version == seen[-1]
        with pytest.raises(Undone), ledger.transaction():
            ledger.table("t").put("e", {})
            raise Undone
        assert ledger.version == seen[-1]
        ledger.table("t").fetch("a")
        assert ledger.version == seen[-1]
    assert len(set(seen)) == len(seen)


def test_the_moment_is_the_version_where_that_is_surely_the_newest(path, ledger):
    assert ledger.moment == ledger.version
    with ledger.transaction():
        ledger.table("t").put("a", {})
        assert ledger.moment is None
        assert in_thread(lambda: ledger.moment) == ledger.version
    before = ledger.version
    with Ledger(path) as other:
        other.table("t").put("b", {})
        with closing(sqlite3.connect(path, isolation_level=None)) as third:
            third.execute("BEGIN EXCLUSIVE")
            assert (ledger.moment, ledger.version) == (None, before)
            third.rollback()
        assert ledger.moment == ledger.version != before


WRITER = """
import sys
from pathlib import Path
from store import Ledger
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
ledger = Ledger(path, wait=30)
ledger.declare("t", {"by": "TEXT", "n": "INTEGER"}, [["by", "n"]])
table = ledger.table("t")
for n in range(count):
    with ledger.transaction():
        sum = table.fetch("sum") or {"n": 0}
        table.put("sum", {"n": sum["n"] + 1})
        table.put(f"{name}{n}", {"by": name, "n": n}, {"by": name, "n": n})
    table.insert({"by": name, "n": n})
"""


def test_two_processes_keep_what_both_wrote(path):
    writers = [child(WRITER, path, name, 60) for name in ("甲", "乙")]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    # Nothing is there yet: the two make the ledger at the same moment, too.
    for writer in writers:
        finished(writer, "go\n")
    with Ledger(path) as ledger:
        table = ledger.table("t")
        assert table.fetch("sum") == {"n": 120}
        assert table.counts(["by"], [Where("by", "not null")]) == {("甲",): 60, ("乙",): 60}
        inserted = [(d["by"], d["n"]) for d in table.all() if "by" in d]
        assert sorted(inserted) == sorted((by, n) for by in "甲乙" for n in range(60) for _ in "ab")
        assert ledger.check() == []


def test_a_closed_ledger_says_so(path):
    ledger = Ledger(path)
    table = ledger.table("t")
    table.put("k", {})
    ledger.close()
    for act in (
        lambda: table.fetch("k"),
        lambda: table.put("k", {}),
        lambda: in_thread_raising(table),
        lambda: ledger.version,
    ):
        with pytest.raises(Closed):
            act()


def in_thread_raising(table):
    word = in_thread(lambda: table.fetch("k"))
    assert isinstance(word, StoreError)
    raise word


def test_closing_breaks_off_what_other_threads_read(ledger):
    table = ledger.table("t")
    with ledger.transaction():
        for n in range(3000):
            table.put(f"k{n}", {"n": n})
    words: list[object] = []

    def read_on() -> None:
        try:
            while True:
                assert len(table.all()) == 3000
        except Closed as word:
            words.append(word)

    threads = [threading.Thread(target=read_on, daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    ledger.close()
    for thread in threads:
        thread.join(timeout=30)
    assert len(words) == 3


ENDLESS = """
WITH RECURSIVE n(x) AS (SELECT number FROM catalogue UNION ALL SELECT x + 1 FROM n WHERE x < 1e12)
SELECT max(x) FROM n
"""


def test_saving_and_closing_go_before_a_long_look_at_the_file(path):
    ledger = Ledger(path, wait=1.0)
    table, sessions = ledger.table("t"), ledger.engine._sessions
    table.put("k", {"n": 0})
    assert sessions.patiently("SELECT 1") == [(1,)]
    said: list[object] = []

    def look() -> None:
        try:
            sessions.patiently(ENDLESS)
        except Closed as word:
            said.append(word)

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    for n in range(3):
        while sessions._patient is None:
            time.sleep(0.001)
        time.sleep(0.02)
        table.put("k", {"n": n})
    assert table.fetch("k") == {"n": 2}
    ledger.close()
    looking.join(timeout=30)
    assert len(said) == 1
