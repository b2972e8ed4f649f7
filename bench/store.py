"""The store against raw SQLite and stock TinyDB, as ratios taken in one run."""

from __future__ import annotations

import json
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from bench import ledgers
from store import Ledger
from store.row import body_of, checksum
from store.sqlite_session import connect, make_durable

Report = Callable[[str, float, float | None], None]

DISPUTES, EVENTS_EACH, STOCK = 100_000, 6, 12_000
SAVES, OPENINGS = 200, 200

_OPEN = """
import statistics, sys, time
from pathlib import Path
path, times = sys.argv[1], []
for _ in range({openings}):
    start = time.perf_counter()
    {open}
    times.append(time.perf_counter() - start)
    opened.close()
status = Path("/proc/self/status").read_text()
peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
print(statistics.median(times), int(peak) / 1024)
"""
_BARE = """import sqlite3
    opened = sqlite3.connect(path)
    opened.execute("PRAGMA user_version").fetchone()"""
_OURS = """from store import Ledger
    opened = Ledger(Path(path))"""


def run(report: Report) -> None:
    """Build the large ledger in a temporary folder, measure, and report each ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        ledgers.build(path, DISPUTES, EVENTS_EACH)
        measure(path, report)


def measure(path: Path, report: Report) -> None:
    """Measure on a ledger that :func:`bench.ledgers.build` made; it is added to."""
    raw_file = path.with_name("raw.db")
    shutil.copyfile(path, raw_file)
    ours, raw = saving(path, raw_file)
    raw_file.unlink()
    report("存一条经过及其纠纷：台账 ÷ 裸 SQLite 事务", ours / raw, 1.5)
    small = path.with_name("small.db")
    ledgers.build(small, STOCK, 1)
    small_ours, _ = saving(small, small)
    stock = stock_saving(path.with_name("stock.json"))
    report(f"存一条：台账 ÷ TinyDB JSONStorage（{STOCK} 份）", small_ours / stock, None)
    bare_time, bare_peak = opening(_BARE, path)
    our_time, our_peak = opening(_OURS, path)
    report("打开台账 ÷ 打开裸 SQLite 文件并读版本", our_time / bare_time, 3.0)
    report("打开台账多用的内存（MB）", our_peak - bare_peak, 20.0)


def saving(path: Path, raw_file: Path) -> tuple[float, float]:
    """Median seconds of one acknowledged save, by the store and by raw SQLite, in turn."""
    ours: list[float] = []
    raw: list[float] = []
    with Ledger(path) as ledger:
        ledgers.declare(ledger)
        events, disputes = ledger.table("events"), ledger.table("disputes")
        count, serial = disputes.count(), (events.top("seq") or 0) + 1
        connection = connect(raw_file, readonly=False, wait=10.0)
        make_durable(connection)
        for nth in range(SAVES):
            number = nth * 7919 % count
            folded = ledgers.dispute(number, 7 + nth % 3)
            written = ledgers.event(number, 3, serial + 2 * nth)
            start = time.perf_counter()
            with ledger.transaction():
                events.put(*written)
                disputes.put(*folded)
            ours.append(time.perf_counter() - start)
            rows = _rows(ledgers.event(number, 3, serial + 2 * nth + 1), folded)
            start = time.perf_counter()
            _save_raw(connection, rows)
            raw.append(time.perf_counter() - start)
        connection.close()
    return statistics.median(ours), statistics.median(raw)


Rows = tuple[list[Any], list[Any], list[Any], list[Any], list[str], list[str]]


def _rows(event: tuple[str, Any, Any], dispute: tuple[str, Any, Any]) -> Rows:
    """Everything raw SQLite binds, made beforehand."""
    event_body, dispute_body = body_of(event[1]), body_of(dispute[1])
    return (
        [event[0], event_body.decode(), checksum("events", 0, event[0], event_body)],
        [event[0], 0, *event[2].values()],
        [dispute_body.decode(), checksum("disputes", 0, dispute[0], dispute_body), dispute[0]],
        [*dispute[2].values(), dispute[0]],
        list(event[2]),
        list(dispute[2]),
    )


def _save_raw(connection: sqlite3.Connection, rows: Rows) -> None:
    event, event_index, dispute, dispute_index, event_columns, dispute_columns = rows
    run = connection.execute
    run("BEGIN IMMEDIATE")
    id = run("INSERT INTO documents_1(key, body, sum) VALUES(?, ?, ?)", event).lastrowid
    marks = ", ?" * len(event_columns)
    run(
        f"INSERT INTO index_1(id, key, sum, {', '.join(event_columns)}) VALUES({id}, ?, ?{marks})",
        event_index,
    )
    run("UPDATE documents_2 SET body = ?, sum = ? WHERE key = ?", dispute)
    setting = ", ".join(f"{column} = ?" for column in dispute_columns)
    run(
        f"UPDATE index_2 SET {setting} WHERE id = (SELECT id FROM documents_2 WHERE key = ?)",
        dispute_index,
    )
    run("COMMIT")


def stock_saving(path: Path) -> float:
    """Median seconds of one insert by stock TinyDB into a file of ``STOCK`` disputes."""
    documents = {str(n): ledgers.dispute(n, 1)[1] for n in range(1, STOCK + 1)}
    path.write_text(json.dumps({"_default": documents}), encoding="utf-8")
    times = []
    with TinyDB(path) as stock:
        for nth in range(5):
            document = ledgers.dispute(STOCK + nth, 1)[1]
            start = time.perf_counter()
            stock.insert(document)
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def opening(how: str, path: Path) -> tuple[float, float]:
    """Median seconds of an opening in a process of its own, and that process's peak in MB."""
    code = _OPEN.format(openings=OPENINGS, open=how)
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True
    )
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)
