"""Killed at any moment: what was acknowledged is there, and the ledger opens."""

from __future__ import annotations

import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from store import Ledger
from store.backup import verify_backup
from tests.store_tools import child, quick_folder

KILLS, SIDES = 200, 2

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

# Forks a saver again and again, each of which acknowledges every save on the pipe; "go" starts
# the next one. Forking spares the start of an interpreter for each kill.
SAVER = """
import os, sys, time
from pathlib import Path
from store import Ledger
path = Path(sys.argv[1])
for line in sys.stdin:
    pid = os.fork()
    if not pid:
        start = int(line)
        ledger = Ledger(path, wait=30)
        ledger.declare("disputes", {"due": "TEXT", "n": "INTEGER"}, [["due"], ["n"]])
        events, disputes = ledger.table("events"), ledger.table("disputes")
        os.write(1, b"saving %d\\n" % os.getpid())
        for n in range(start, start + 100000):
            with ledger.transaction():
                events.put(f"e{n}", {"n": n, "text": "经过" * (n * 37 % 900)})
                disputes.put(f"d{n % 7}", {"n": n}, {"due": str(n), "n": n})
                if n % 5 == 4:
                    events.discard(f"e{n - 4}")
                    events.insert({"n": n})
            os.write(1, b"%d\\n" % n)
    os.waitpid(pid, 0)
    os.write(1, b"killed\\n")
"""


def one_side(seed: int) -> tuple[int, int]:
    """Kill savers; how many kills hit a saver at work, and how many saves were acknowledged."""
    chance = random.Random(seed)
    with quick_folder() as folder:
        path = folder / "ledger.db"
        process = child(SAVER, path)
        assert process.stdin and process.stdout
        last, hits = -1, 0
        for _ in range(KILLS // SIDES):
            process.stdin.write(f"{last + 1}\n")
            process.stdin.flush()
            pid = int(process.stdout.readline().split()[1])
            if chance.random() < 0.8:  # else the first save is hit, however slow the machine
                last = int(process.stdout.readline())
                hits += 1
            time.sleep(chance.random() ** 2 * 0.02)
            os.kill(pid, signal.SIGKILL)
            while (line := process.stdout.readline()) != "killed\n":
                last = int(line)
                hits += 1
            last = survived(path, last)
        process.stdin.close()
        assert process.wait(30) == 0
        assert verify_backup(path).ok
    return KILLS // SIDES, hits


def survived(path: Path, acknowledged: int) -> int:
    """The last save that is there, at most one past the acknowledged one, and whole."""
    with Ledger(path) as ledger:
        events, disputes = ledger.table("events"), ledger.table("disputes")
        last = disputes.top("n") if disputes.count() else None
        last = -1 if last is None else last
        assert acknowledged <= last <= acknowledged + 1
        for n in range(max(0, last - 12), last + 1):
            gone = n % 5 == 0 and n + 4 <= last
            assert (events.fetch(f"e{n}") is None) == gone
        if last >= 0:
            assert disputes.fetch(f"d{last % 7}") == {"n": last}
            assert events.count() == last + 1 - (last + 1) // 5
            assert len(events) == last + 1
    return last


def test_no_acknowledged_save_is_lost_by_two_hundred_kills():
    with ThreadPoolExecutor(SIDES) as pool:
        sides = list(pool.map(one_side, range(SIDES)))
    assert sum(kills for kills, _ in sides) >= 200
    assert sum(saves for _, saves in sides) >= 100


MAKER = """
import os, sys
from pathlib import Path
from store import Ledger
for line in sys.stdin:
    pid = os.fork()
    if not pid:
        for n in range(100000):
            Ledger(Path(sys.argv[1]) / f"{line.strip()}-{n}" / "ledger.db").close()
            if not n:
                os.write(1, b"making %d\\n" % os.getpid())
    os.waitpid(pid, 0)
    os.write(1, b"killed\\n")
"""


def test_a_ledger_killed_while_it_is_made_is_there_whole_or_not_at_all():
    chance = random.Random(7)
    with quick_folder() as folder:
        process = child(MAKER, folder)
        assert process.stdin and process.stdout
        for nth in range(40):
            process.stdin.write(f"{nth}\n")
            process.stdin.flush()
            pid = int(process.stdout.readline().split()[1])
            time.sleep(chance.random() * 0.01)
            os.kill(pid, signal.SIGKILL)
            assert process.stdout.readline() == "killed\n"
        process.stdin.close()
        process.wait(30)
        made = list(folder.glob("*/ledger.db"))
        assert len(made) >= 40
        for path in made:
            assert verify_backup(path).ok
        for place in folder.iterdir():
            with Ledger(place / "ledger.db") as ledger:
                ledger.table("t").put("k", {})
