"""Damaged SQL indexes: found, never written through, made anew from the rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import DamagedFile, DamagedIndex, Ledger, Where
from store.backup import backup, verify_backup
from tests.store_tools import flips, misled, quick_folder, raw

DOCUMENTS = {
    f"d{n:02d}": {"n": n, "text": f"第{n}件：" + "田坎" * (n * 53 % 300)} for n in range(60)
}
COLUMNS = {"n": "INTEGER", "day": "TEXT"}
KEYS, BY_N = "sqlite_autoindex_documents_1_1", "index_1_n"
LOST = """SELECT key FROM documents_1 AS d NOT INDEXED
          WHERE NOT EXISTS (SELECT 1 FROM documents_1 WHERE key = d.key)"""
ASTRAY = """SELECT key FROM documents_1 AS d NOT INDEXED
            WHERE EXISTS (SELECT 1 FROM documents_1 AS other NOT INDEXED WHERE other.id <> d.id
                          AND other.id = (SELECT id FROM documents_1 WHERE key = d.key))"""
LATE = """SELECT n FROM index_1 NOT INDEXED
          WHERE n >= 30 AND id NOT IN (SELECT id FROM index_1 INDEXED BY index_1_n WHERE n >= 30)"""

ALTERED = """SELECT n FROM index_1 INDEXED BY index_1_n
             WHERE n >= 30 AND id NOT IN (SELECT id FROM index_1 NOT INDEXED WHERE n >= 30)"""


@pytest.fixture
def path():
    with quick_folder() as folder:
        path = folder / "ledger.db"
        with Ledger(path) as ledger:
            ledger.declare("disputes", COLUMNS, [["n"]])
            ledger.table("disputes").put_many(
                (key, document, {"n": document["n"], "day": "一"})
                for key, document in DOCUMENTS.items()
            )
        yield path


def newest(table, rows):
    return rows[-1]


def content(path: Path) -> dict[str, object]:
    with Ledger(path, readonly=True) as ledger:
        return dict(ledger.table("disputes").documents())


@pytest.mark.parametrize("index", [KEYS, BY_N])
def test_a_flipped_bit_in_an_index_is_found_and_the_index_made_anew(path, index):
    found = mended = 0
    for _ in flips(path, index, step=23):
        with Ledger(path) as ledger:
            problems = ledger.quick_check()
            found += bool(problems)
            if not problems or not all(problem.of_engine for problem in problems):
                continue
            assert [problem for problem in ledger.check() if not problem.id] == problems
            assert "disputes 的索引" in problems[0].text
            ledger.rebuild_indexes(newest)
            assert ledger.check() == []
            mended += 1
        assert content(path) == DOCUMENTS
    assert found >= mended > 10


def test_no_flipped_bit_in_the_index_of_tables_hides_a_table(path):
    found = 0
    for _ in flips(path, "sqlite_autoindex_catalogue_1"):
        assert content(path) == DOCUMENTS
        with Ledger(path) as ledger:
            ledger.declare("disputes", COLUMNS, [["n"]])
            assert ledger.tables() == {"disputes"}
            found += bool(ledger.quick_check())
    assert found > 5


def test_what_is_added_replaces_nothing(path):
    with Ledger(path) as ledger:
        table = ledger.table("disputes")
        with pytest.raises(DamagedIndex, match=r"索引损坏.*没有少.*没有存入.*verify --rebuild"):
            table.add_many([("new", {"n": 60}, {"n": 60}), ("d04", {"n": 4}, {"n": 4})])
    assert content(path) == DOCUMENTS


def test_a_key_that_leads_astray_writes_over_no_other_document(path):
    ((key,),) = misled(path, KEYS, ASTRAY)[:1]
    with Ledger(path) as ledger:
        table = ledger.table("disputes")
        for change in (
            lambda: table.put(key, {"n": -1}, {"n": -1}),
            lambda: table.reindex(key, {"n": -1}),
            lambda: table.discard(key),
            lambda: table.fetch(key),
            lambda: list(table.fetch_many([key, "d00", "d59"])),
        ):
            with pytest.raises(DamagedIndex):
                change()
    assert content(path) == DOCUMENTS


@pytest.mark.parametrize(("tree", "query"), [(BY_N, LATE), ("index_1", ALTERED)])
def test_a_witnessed_condition_leaves_nothing_out(path, tree, query):
    misled(path, tree, query)
    late = [Where("n", ">=", 30)]
    with Ledger(path) as ledger:
        table = ledger.table("disputes")
        ledger.declare("disputes", COLUMNS, [["n"]], witnessed=["n"])
        for _ in range(2):
            assert len(dict(table.documents(late, order=[("n", False)]))) == 30


def test_a_witnessed_column_without_an_index_is_asked_of_the_rows(path):
    misled(path, BY_N, LATE)
    where = [Where("n", ">=", 30), Where("day", "=", "一")]
    with Ledger(path) as ledger:
        ledger.declare("disputes", COLUMNS, [["n"]], witnessed=["day"])
        assert len(dict(ledger.table("disputes").documents(where))) == 30


def test_a_backup_of_a_ledger_with_a_damaged_index_is_whole(path):
    misled(path, BY_N, LATE)
    damaged = path.read_bytes()
    with Ledger(path, readonly=True) as ledger:
        made = backup(ledger, path.parent / "backup", stamp="20261031")
    assert verify_backup(made).ok
    assert content(made) == DOCUMENTS
    assert path.read_bytes() == damaged
    assert [file.name for file in made.parent.iterdir()] == [made.name]


def test_of_rows_doubled_under_one_key_the_chosen_one_stays(path):
    key = str(misled(path, KEYS, LOST)[0][0])
    with Ledger(path) as ledger:
        ledger.table("disputes").put(key, {"n": 99}, {"n": 99})
        assert ledger.table("disputes").count() == 61
        with pytest.raises(DamagedIndex):
            backup(ledger, path.parent / "backup", stamp="20261031")
        assert list((path.parent / "backup").iterdir()) == []
        ledger.rebuild_indexes(newest)
        assert ledger.check() == []
    assert content(path) == {**DOCUMENTS, key: {"n": 99}}


def test_a_file_damaged_elsewhere_too_is_left_as_it_was(path):
    misled(path, BY_N, LATE)
    ((root,),) = raw(path, "SELECT rootpage FROM sqlite_master WHERE name = 'documents_1'")
    data = bytearray(path.read_bytes())
    data[(int(str(root)) - 1) * 4096 + 4] ^= 1  # how many cells the page has
    path.write_bytes(data)
    with Ledger(path) as ledger:
        assert "file" in {problem.kind for problem in ledger.check()}
        with pytest.raises(DamagedFile):
            ledger.rebuild_indexes(newest)
    assert path.read_bytes() == data
