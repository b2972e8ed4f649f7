"""The n-th call to the disk fails: a clear word, what was saved is whole, the next save works."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import store
from store import Ledger
from store.backup import verify_backup
from tests.store_tools import child, preload, quick_folder

# For each line of input: forks a process that does a piece of work with the fault armed, then,
# the fault gone, reads and saves again with the same ledger; answers what happened as JSON.
WORKER = """
import ctypes, json, os, sys
from pathlib import Path
from store import Ledger, StoreError
from store.backup import backup, restore
faults = ctypes.CDLL(None)
folder = Path(sys.argv[1])
path = folder / "ledger.db"

def big(n):
    return {"n": n, "text": "经过" * 300}

def save(ledger):
    with ledger.transaction():
        ledger.table("events").put("new", {"n": -1})
        ledger.table("disputes").put("d1", big(-1), {"n": -1})

def save_much(ledger):
    with ledger.transaction():
        save(ledger)
        for n in range(1500):
            ledger.table("events").put(f"much{n}", big(n))

WORK = {
    "save": save,
    "save much": save_much,
    "open and save": lambda _: save(Ledger(path)),
    "make": lambda _: Ledger(folder / "other.db").close(),
    "read": lambda ledger: [ledger.table("disputes").all(), Ledger(path).table("events").all()],
    "back up": lambda ledger: backup(ledger, folder / "backup", stamp="20261031-1200"),
    "restore": lambda _: restore(folder / "copy.db", path),
}

def happen(work, arm):
    ledger = Ledger(path)
    said = {"error": None}
    if work == "save":
        ledger.table("events").put("e0", {"n": 0})
    faults.fault_arm(*arm)
    try:
        WORK[work](ledger)
    except StoreError as error:
        said["error"] = [type(error).__name__, error.wrong, error.safe, error.do]
    finally:
        said["calls"] = faults.fault_disarm()
    if work == "restore":
        ledger.close()
        ledger = Ledger(path)
    said["read"] = sorted(key for key, _ in ledger.table("events").documents())[:3]
    ledger.table("events").put("next", {"n": 1})
    return said

for line in sys.stdin:
    work, *arm = json.loads(line)
    if not os.fork():
        try:
            said = happen(work, arm)
        except BaseException as error:
            said = {"escaped": repr(error)}
        print(json.dumps(said), flush=True)
        os._exit(0)
    os.wait()
"""


class Faults:
    """A worker, and a fresh ledger for each of its runs."""

    def __init__(self, library: Path, folder: Path) -> None:
        self.folder = folder / "data"
        self.folder.mkdir()
        self.path = self.folder / "ledger.db"
        self.fresh = folder / "fresh.db"
        with Ledger(self.fresh) as ledger:
            ledger.declare("disputes", {"n": "INTEGER"}, [["n"]])
            with ledger.transaction():
                for n in range(40):
                    ledger.table("events").put(f"e{n}", {"n": n})
                    ledger.table("disputes").put(f"d{n}", {"n": n, "text": "事" * 600}, {"n": n})
        self.worker = child(
            WORKER,
            self.folder,
            environment={"LD_PRELOAD": str(library), "FAULT_DIR": str(self.folder)},
        )

    def run(self, work: str, nth: int, how: list[int]) -> dict[str, Any]:
        """What happened when the ``nth`` call failed, in a folder made anew."""
        for path in sorted(self.folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        for name in ("ledger.db", "copy.db"):
            (self.folder / name).write_bytes(self.fresh.read_bytes())
        assert self.worker.stdin and self.worker.stdout
        self.worker.stdin.write(json.dumps([work, nth, *how]) + "\n")
        self.worker.stdin.flush()
        said: dict[str, Any] = json.loads(self.worker.stdout.readline())
        return said

    def close(self) -> None:
        assert self.worker.stdin
        self.worker.stdin.close()
        assert self.worker.wait(30) == 0


@contextmanager
def opened(library: Path) -> Iterator[Faults]:
    with quick_folder() as folder:
        faults = Faults(library, folder)
        try:
            yield faults
        finally:
            faults.close()


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Path:
    return preload(Path(__file__).with_name("store_faults.c"), tmp_path_factory.mktemp("faults"))


NEVER = 10**6
ONCE, STAYS, HALF, READING = [0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 0, 1]
HOW = {
    "fails once": [errno.EIO, *ONCE],
    "fails from now on": [errno.EIO, *STAYS],
    "disk full": [errno.ENOSPC, *HALF],
    "cannot be read": [errno.EIO, *READING],
}

FAULTS = {"DiskFault", "DiskFull", "ReadOnly", "Missing"}
# SQLite itself takes a block that cannot be read for a damaged file.
WORDS = {how: FAULTS | ({"DamagedFile"} if how == "cannot be read" else set()) for how in HOW}


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize(
    "work", ["save", "save much", "open and save", "make", "read", "back up", "restore"]
)
def test_whichever_call_fails_nothing_saved_is_lost(library, work, how):
    errors = 0
    with opened(library) as faults:
        calls = faults.run(work, NEVER, HOW[how])["calls"]
        for nth in spread(calls):
            said = faults.run(work, nth, HOW[how])
            assert "escaped" not in said, (nth, said)
            if said["error"]:
                errors += 1
                kind, wrong, safe, do = said["error"]
                assert kind in WORDS[how], said
                assert wrong and (safe or do), said
            sound(faults.path, work, done=not said["error"])
    only_reads = work == "read" and how != "cannot be read"
    assert (errors > 0) != only_reads


def spread(calls: int) -> list[int]:
    """Calls to let fail: the first, the last and some between, all of them when few."""
    ends = {*range(1, 13), *range(calls - 11, calls + 1)}
    return sorted(n for n in {*ends, *range(1, calls, 1 + calls // 16)} if 1 <= n <= calls)


def sound(path: Path, work: str, *, done: bool) -> None:
    """The ledger is whole, with all it had and the save after the fault; the work all or none."""
    report = verify_backup(path)
    assert report.ok, report
    with Ledger(path) as ledger:
        events, disputes = ledger.table("events"), ledger.table("disputes")
        assert all(events.fetch(f"e{n}") == {"n": n} for n in range(40))
        assert events.fetch("next") == {"n": 1}
        assert disputes.count() == 40
        new = events.fetch("new")
        saved = disputes.select([key_of("d1")], columns=["n"]) == [("d1", -1)]
        assert (new is not None) == saved
        if work.endswith("save") or work == "save much":
            assert saved or not done
        if work == "save much":
            assert events.count() == (41 + 1501 if saved else 41)
    for made in path.parent.glob("backup/*.db"):
        assert verify_backup(made).ok


def key_of(key: str) -> store.Where:
    return store.Where("key", "=", key)
