"""Backups: verified, kept by generations, and put back without ever losing what stands."""

from __future__ import annotations

import os
import random
from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import DamagedFile, Ledger, Locked, NotALedger, StoreError, Truncated
from store.backup import backup, restore, verify_backup
from store.generations import MONTHS, WEEKS, day_of, surplus
from store.interchange import write_tinydb
from tests.store_tools import quick_folder, raw


@pytest.fixture
def folder():
    with quick_folder() as place:
        yield place


@pytest.fixture
def path(folder):
    path = folder / "ledger.db"
    with Ledger(path) as ledger:
        ledger.declare("disputes", {"n": "INTEGER"}, [["n"]])
        with ledger.transaction():
            for n in range(30):
                ledger.table("disputes").put(f"d{n}", {"n": n, "text": "事" * 500}, {"n": n})
    return path


def numbers(path) -> list[int]:
    with Ledger(path, readonly=True) as ledger:
        return [document["n"] for _, document in ledger.table("disputes").documents()]


def test_a_backup_holds_all_and_verifies(path, folder):
    with Ledger(path) as ledger:
        made = backup(ledger, folder / "backup", stamp="20261031-1730")
        ledger.table("disputes").put("d30", {"n": 30})
    assert made == folder / "backup" / "ledger-20261031-1730.db"
    report = verify_backup(made)
    assert report.ok and report.tables == {"disputes": 30}
    assert numbers(made) == list(range(30))
    assert [file.name for file in made.parent.iterdir()] == [made.name]


def test_a_stamp_used_twice_makes_a_second_file(path, folder):
    with Ledger(path) as ledger:
        first = backup(ledger, folder / "backup", stamp="20261031")
        second = backup(ledger, folder / "backup", stamp="20261031")
    assert first.name == "ledger-20261031.db" and second.name == "ledger-20261031-2.db"
    with Ledger(path) as ledger, pytest.raises(ValueError):
        backup(ledger, folder, stamp="../x")


def test_a_backup_is_of_one_moment_while_another_window_saves(path, folder):
    with Ledger(path) as ledger, Ledger(path, wait=0.05) as other:
        with other.transaction():
            other.table("disputes").put("d30", {"n": 30})
            made = backup(ledger, folder / "backup", stamp="20261031")
        assert verify_backup(made).tables == {"disputes": 30}


def test_damaged_rows_are_copied_told_and_cost_no_older_backup(path, folder):
    with Ledger(path) as ledger:
        backup(ledger, folder / "backup", stamp="20260101", keep=0)
        backup(ledger, folder / "backup", stamp="20260102", keep=0)
        raw(path, "UPDATE documents_1 SET body = replace(body, '事', '亊') WHERE id = 3")
        made = backup(ledger, folder / "backup", stamp="20260103", keep=0)
        assert [problem.key for problem in ledger.damaged()] == ["d2"]
    assert not verify_backup(made).ok
    assert sorted(p.name[7:15] for p in made.parent.iterdir()) == ["20260102", "20260103"]


def test_a_broken_ledger_makes_no_backup_and_leaves_the_older_ones(path, folder):
    with Ledger(path) as ledger:
        backup(ledger, folder / "backup", stamp="20260101")
    data = bytearray(path.read_bytes())
    data[4096 * 4 :] = bytes(len(data) - 4096 * 4)
    path.write_bytes(data)
    with Ledger(path) as ledger, pytest.raises(StoreError):
        backup(ledger, folder / "backup", stamp="20260102")
    assert [file.name for file in (folder / "backup").iterdir()] == ["ledger-20260101.db"]


def test_older_backups_go_by_generations(path, folder):
    start = date(2026, 1, 1)
    with Ledger(path) as ledger:
        for day in range(0, 120, 6):
            stamp = f"{start + timedelta(day):%Y%m%d}"
            made = backup(ledger, folder / "backup", keep=2, stamp=stamp)
    (made.parent / "ledger-by-hand.db").write_bytes(b"kept")
    left = sorted(file.name for file in made.parent.iterdir())
    assert left[-1] == "ledger-by-hand.db" and left[-2] == made.name
    months = {name[7:13] for name in left[:-1]}
    assert months == {"202601", "202602", "202603", "202604"}
    assert len(left) < 20


@pytest.mark.parametrize("write", ["backup", "restore", "json"])
def test_a_half_written_copy_is_cleared_away_once_nobody_writes_it(path, folder, write):
    names = ["ledger-20250101.db.0a1b2c3d.half", "ledger.db.0a1b2c3e.half-journal", "稿.half"]
    names.append("ledger-20260101.db.0a1b2c3f.half")
    for name in names:
        (folder / name).write_bytes(b"half")
        if not name.endswith("3f.half"):
            os.utime(folder / name, (1, 1))
    with Ledger(path) as ledger:
        if write == "json":
            write_tinydb(ledger, folder / "a.json")
        else:
            made = backup(ledger, folder if write == "backup" else folder / "b", stamp="20260101")
    if write == "restore":
        restore(made, folder / "other.db")
    assert [name for name in names if (folder / name).exists()] == names[2:]


def test_a_backup_made_under_a_clock_set_back_stays(path, folder):
    start = date(2024, 1, 1)
    with Ledger(path) as ledger:
        older = {
            backup(ledger, folder / "backup", keep=2, stamp=f"{start + timedelta(days=day):%Y%m%d}")
            for day in range(0, 31 * MONTHS, 15)
        }
        first, second = (
            backup(ledger, folder / "backup", keep=2, stamp=f"20200101-080{n}") for n in range(2)
        )
    assert verify_backup(second).ok and not first.exists()
    assert {path for path in older if path.exists()} == set((folder / "backup").iterdir()) - {
        second
    }


days = st.dates(date(2020, 1, 1), date(2027, 1, 1))


@given(st.lists(days, min_size=1, max_size=200), st.integers(1, 20))
def test_the_newest_weeks_and_months_are_always_kept(made, keep):
    stamps = {f"{day:%Y%m%d}-{n:04d}" for n, day in enumerate(made)} | {"by-hand"}
    gone = set(surplus(stamps, keep))
    kept = stamps - gone
    newest = sorted(stamps - {"by-hand"}, reverse=True)
    assert set(newest[:keep]) <= kept and "by-hand" in kept
    for name, limit in (
        (lambda d: (d.year, d.month), MONTHS),
        (lambda d: d.isocalendar()[:2], WEEKS),
    ):
        spans = sorted({name(day) for day in made}, reverse=True)[:limit]
        assert {name(day_of(stamp)) for stamp in kept - {"by-hand"}} >= set(spans)
    assert len(kept) <= keep + WEEKS + MONTHS + 1
    assert set(surplus(kept, keep)) == set()


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("20261031-1730", date(2026, 10, 31)),
        ("2026-10-31", date(2026, 10, 31)),
        ("20261331", None),
        ("by-hand", None),
    ],
)
def test_a_stamp_begins_with_its_day(stamp, day):
    assert day_of(stamp) == day


def test_restoring_puts_the_backup_in_place_and_keeps_what_stood_there(path, folder):
    with Ledger(path) as ledger:
        made = backup(ledger, folder / "backup", stamp="20261031")
        ledger.table("disputes").put("d30", {"n": 30})
    first = restore(made, path)
    assert numbers(path) == list(range(30))
    assert first is not None and numbers(first) == list(range(31))
    with Ledger(path) as ledger:
        ledger.table("disputes").put("d40", {"n": 40})
    second = restore(made, path)
    assert second is not None and second != first
    assert numbers(second) == [*range(30), 40] and numbers(first) == list(range(31))
    assert made.exists()


def test_restoring_where_nothing_was_is_simply_that(path, folder):
    assert restore(path, folder / "new" / "ledger.db") is None
    assert numbers(folder / "new" / "ledger.db") == list(range(30))


def test_a_faulty_backup_is_never_restored(path, folder):
    with Ledger(path) as ledger:
        made = backup(ledger, folder / "backup", stamp="20261031")
    whole, before = made.read_bytes(), path.read_bytes()
    raw(made, "UPDATE documents_1 SET body = replace(body, '事', '亊') WHERE id = 3")
    with pytest.raises(DamagedFile, match=r"有 1 处损坏，没有恢复.*现有台账没有改动"):
        restore(made, path)
    made.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Truncated):
        restore(made, path)
    made.write_bytes(b"something else" * 999)
    with pytest.raises(NotALedger):
        restore(made, path)
    assert path.read_bytes() == before
    assert sorted(file.name for file in folder.glob("*.db*")) == ["ledger.db", "ledger.db-journal"]


def test_no_flipped_bit_of_a_backup_comes_back_as_a_document(path, folder):
    with Ledger(path) as ledger:
        made = backup(ledger, folder / "backup", stamp="20261031")
    whole, chance = made.read_bytes(), random.Random(5)
    target = folder / "restored.db"
    for _ in range(60):
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        made.write_bytes(data)
        try:
            restore(made, target)
        except StoreError:
            continue
        assert numbers(target) == list(range(30))


def test_restoring_over_a_damaged_ledger_leaves_no_journal_of_it_in_the_way(
    path, folder, monkeypatch
):
    with Ledger(path) as ledger:
        made = backup(ledger, folder / "backup", stamp="20261031")
    path.write_bytes(b"damaged beyond opening" * 500)
    # As if SQLite could not settle it.
    monkeypatch.setattr("store.restoring._still", lambda _: nullcontext())
    journal = folder / "ledger.db-journal"
    journal.write_bytes(b"old pages" * 600)
    aside = restore(made, path)
    assert aside is not None and aside.read_bytes().startswith(b"damaged")
    assert not journal.exists()
    assert (folder / f"{aside.name}-journal").read_bytes() == b"old pages" * 600
    assert numbers(path) == list(range(30))


def test_a_window_at_work_holds_a_restore_back(path, folder, monkeypatch):
    with Ledger(path) as ledger:
        made = backup(ledger, folder / "backup", stamp="20261031")
        monkeypatch.setattr("store.restoring.WAIT", 0.05)
        with ledger.transaction():
            ledger.table("disputes").put("d30", {"n": 30})
            with pytest.raises(Locked):
                restore(made, path)
    assert numbers(path) == list(range(31))
    assert not list(folder.glob("*before-restore*"))


def test_a_window_left_open_over_a_restore_writes_into_neither(path, folder):
    with Ledger(path) as ledger:
        made = backup(ledger, folder / "backup", stamp="20261031")
        ledger.table("disputes").put("d30", {"n": 30})
        restore(made, path)
        with pytest.raises(StoreError, match="移走或换掉"):
            ledger.table("disputes").put("d31", {"n": 31})
    assert numbers(path) == list(range(30))
