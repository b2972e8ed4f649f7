"""The power fails at any moment: what was acknowledged is there, and the ledger opens."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Ledger, StoreError
from store.backup import verify_backup
from tests.store_power import Disk, record
from tests.store_tools import child, finished, preload, quick_folder

# Saves of several sizes, each noted in the record once it is acknowledged.
SAVER = """
import ctypes, sys
from pathlib import Path
from store import Ledger
note = ctypes.CDLL(None).recorder_note
ledger = Ledger(Path(sys.argv[1]) / "ledger.db")
ledger.declare("disputes", {"n": "INTEGER"}, [["n"]])
note(0)
events, disputes = ledger.table("events"), ledger.table("disputes")
for n in range(1, int(sys.argv[2]) + 1):
    with ledger.transaction():
        events.put(f"e{n}", {"n": n, "text": "经过" * (n * 37 % 900)})
        disputes.put(f"d{n % 5}", {"n": n, "text": "事" * (n * 91 % 1500)}, {"n": n})
        if n % 4 == 0:
            events.discard(f"e{n - 3}")
    note(n)
"""
SAVES = 14
# A backup, more saves, and the backup put back.
RESTORER = """
import ctypes, sys
from pathlib import Path
from store import Ledger
from store.backup import backup, restore
note = ctypes.CDLL(None).recorder_note
path = Path(sys.argv[1]) / "ledger.db"
with Ledger(path) as ledger:
    with ledger.transaction():
        for n in range(9):
            ledger.table("events").put(f"e{n}", {"n": n, "text": "经过" * 900})
    note(1)
    made = backup(ledger, path.parent / "backup", stamp="20261031")
    note(2)
    ledger.table("events").put("e9", {"n": 9})
    note(3)
restore(made, path)
note(4)
"""
WEAK = """
import store.sqlite_session
store.sqlite_session._WRITING = ("PRAGMA synchronous=OFF",)
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Path:
    return preload(
        Path(__file__).with_name("store_recorder.c"), tmp_path_factory.mktemp("recorder")
    )


def test_no_acknowledged_save_is_lost_by_a_power_cut(library):
    with quick_folder() as folder:
        acknowledged = states = 0
        for left, acknowledged in cuts(library, folder, SAVER):
            check(left, acknowledged)
            states += 1
    assert acknowledged == SAVES
    assert states > 1000


def test_the_simulated_cuts_do_find_weaker_settings(library):
    with quick_folder() as folder, pytest.raises((AssertionError, StoreError)):
        for left, acknowledged in cuts(library, folder, WEAK + SAVER):
            check(left, acknowledged)


def test_a_backup_and_a_restore_are_there_whole_or_not_at_all(library):
    with quick_folder() as folder:
        for left, acknowledged in cuts(library, folder, RESTORER):
            if not left.exists():
                assert acknowledged < 1
                continue
            for copy in left.parent.glob("ledger-*.db"):
                assert verify_backup(copy).ok
            assert (left.parent / "ledger-20261031.db").exists() or acknowledged < 2
            with Ledger(left) as ledger:
                assert ledger.check() == []
                count = ledger.table("events").count()
                assert count in {-1: (0, 9), 1: (9,), 2: (9, 10), 3: (9, 10), 4: (9,)}[acknowledged]
            aside = left.parent / "ledger-before-restore.db"
            if acknowledged == 4 or (acknowledged == 3 and count == 9):
                assert verify_backup(aside).tables == {"events": 10}


def cuts(library: Path, folder: Path, code: str) -> Iterator[tuple[Path, int]]:
    """The ledger as each cut may leave it, and the last save acknowledged before."""
    data, log, chance = folder / "data", folder / "log", random.Random(3)
    data.mkdir()
    environment = {"LD_PRELOAD": library, "RECORD_DIR": data, "RECORD_LOG": log}
    finished(child(code, data, SAVES, environment={k: str(v) for k, v in environment.items()}))
    disk, acknowledged = Disk(), -1
    for nth, change in enumerate(record(log)):
        if change.kind == "n":
            acknowledged = change.number
        else:
            disk.take(change)
        for how in ("nothing", "all", "some", "torn"):
            left = folder / f"left-{nth}-{how}"
            left.mkdir()
            for path, content in disk.after_a_cut(how, chance).items():
                (left / Path(path).name).write_bytes(content)
            yield left / "ledger.db", acknowledged


def check(path: Path, acknowledged: int) -> None:
    """All that was acknowledged is there, what came after it wholly or not at all."""
    assert path.exists() or acknowledged < 0
    with Ledger(path) as ledger:
        assert ledger.check() == []
        events, disputes = ledger.table("events"), ledger.table("disputes")
        last = disputes.top("n") if acknowledged >= 0 else None
        last = last or 0
        assert max(acknowledged, 0) <= last <= max(acknowledged, 0) + 1
        there = {n for n in range(1, last + 1) if not (n % 4 == 1 and n + 3 <= last)}
        assert {document["n"] for _, document in events.documents()} == there
        newest = {n % 5: n for n in range(1, last + 1)}
        assert {key: document["n"] for key, document in disputes.documents()} == {
            f"d{n % 5}": n for n in newest.values()
        }
