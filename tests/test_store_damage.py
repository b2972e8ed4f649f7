"""Damaged files: found, said plainly, and never a wrong document."""

from __future__ import annotations

import random
import sqlite3

import pytest
from tinydb import Query

from store import (
    DamagedFile,
    DamagedRow,
    Ledger,
    NewerSchema,
    NotALedger,
    StoreError,
    Truncated,
    Where,
)
from store.backup import verify_backup
from tests.store_tools import quick_folder, raw

DOCUMENTS = {f"d{n}": {"n": n, "text": f"第{n}件：" + "田坎" * (n * 53 % 700)} for n in range(60)}


@pytest.fixture
def path():
    with quick_folder() as folder:
        path = folder / "ledger.db"
        with Ledger(path) as ledger:
            ledger.declare("disputes", {"n": "INTEGER", "due": "TEXT"}, [["n"]])
            with ledger.transaction():
                for key, document in DOCUMENTS.items():
                    index = {"n": document["n"], "due": f"2026-10-{1 + document['n'] % 28:02d}"}
                    ledger.table("disputes").put(key, document, index)
                    ledger.table("events").insert(document)
        yield path


def flip(path, position: int, bit: int) -> None:
    data = bytearray(path.read_bytes())
    data[position] ^= 1 << bit
    path.write_bytes(data)


def spoil(path, table: int, id: int) -> None:
    """Another text where a document was, as a flipped bit would leave it."""
    raw(path, f"UPDATE documents_{table} SET body = replace(body, '件', '伴') WHERE id = ?", id)


def test_a_damaged_row_is_set_aside_and_the_rest_stays_usable(path):
    spoil(path, 1, 5)
    with Ledger(path) as ledger:
        table = ledger.table("disputes")
        assert ledger.damaged() == []
        with pytest.raises(DamagedRow, match=r"已损坏.*其余记录可以照常使用"):
            table.fetch("d4")
        with pytest.raises(DamagedRow):
            table.get(doc_id=5)
        others = {key: document for key, document in DOCUMENTS.items() if key != "d4"}
        assert dict(table.documents()) == others
        assert dict(table.fetch_many(DOCUMENTS)) == others
        assert len(table.all()) == len(table.search(Query().n >= 0)) == 59
        assert table.update({"seen": True}, Query().n < 10) == [1, 2, 3, 4, 6, 7, 8, 9, 10]
        assert len(table.update({"seen": True})) == 59
        assert [(problem.table, problem.id, problem.key) for problem in ledger.damaged()] == [
            ("disputes", 5, "d4")
        ]


def test_a_damaged_row_written_anew_is_damaged_no_more(path):
    spoil(path, 1, 5)
    with Ledger(path) as ledger:
        assert [problem.kind for problem in ledger.check()] == ["row"]
        assert len(ledger.damaged()) == 1
        ledger.table("disputes").put("d4", DOCUMENTS["d4"])
        assert ledger.damaged() == []
        assert ledger.check() == []
        assert dict(ledger.table("disputes").documents()) == DOCUMENTS


def test_a_check_tells_how_far_it_is(path):
    with Ledger(path) as ledger, ledger.transaction():
        for n in range(1000):
            ledger.table("events").insert({"n": n})
    told: list[tuple[int, int]] = []
    with Ledger(path) as ledger:
        assert ledger.check(lambda done, total: told.append((done, total))) == []
    assert told == [(500, 1120), (1000, 1120), (1120, 1120)]


@pytest.mark.parametrize(
    ("change", "kind", "text"),
    [
        ("UPDATE index_1 SET due = '2027-10-05' WHERE id = 5", "index", "校验码不符"),
        ("UPDATE index_1 SET n = NULL WHERE id = 5", "index", "校验码不符"),
        ("UPDATE index_1 SET key = 'other' WHERE id = 5", "index", "缺少索引行"),
        ("DELETE FROM index_1 WHERE id = 5", "index", "缺少索引行"),
        ("DELETE FROM documents_1 WHERE id = 5", "index", "多出索引行"),
        ("UPDATE documents_1 SET key = 'other' WHERE id = 5", "row", "校验码不符"),
        ("UPDATE documents_1 SET sum = zeroblob(16) WHERE id = 5", "row", "校验码不符"),
        ("UPDATE documents_1 SET body = CAST(x'ff00' AS TEXT) WHERE id = 5", "row", "校验码不符"),
        ("UPDATE documents_1 SET sum = 7, body = 8 WHERE id = 5", "row", "校验码不符"),
        ("UPDATE documents_2 SET id = 500 WHERE id = 5", "row", "校验码不符"),
    ],
)
def test_a_check_finds_what_does_not_fit(path, change, kind, text):
    raw(path, change)
    with Ledger(path) as ledger:
        ledger.table("disputes").all()
        problems = ledger.check()
        assert kind in {problem.kind for problem in problems}
        assert any(text in problem.text for problem in problems)
    assert not verify_backup(path).ok


def test_a_damaged_index_row_is_mended_by_writing_it_whole(path):
    raw(path, "UPDATE index_1 SET due = '2027-10-05' WHERE id = 5")
    with Ledger(path) as ledger:
        table = ledger.table("disputes")
        table.reindex("d4", {"n": 4})
        assert len(ledger.check()) == 1
        table.reindex("d4", {"n": 4, "due": "2026-10-05"})
        assert ledger.check() == []


def test_text_that_is_none_any_more_does_not_stop_a_list(path):
    raw(path, "UPDATE index_1 SET due = CAST(x'ff31' AS TEXT) WHERE id = 5")
    with Ledger(path) as ledger:
        table = ledger.table("disputes")
        assert len(table.select(columns=["due"])) == 60
        assert table.fetch("d7") == DOCUMENTS["d7"]
        assert len(ledger.check()) == 1


def test_no_flipped_bit_ever_gives_a_wrong_document(path):
    whole = path.read_bytes()
    chance = random.Random(11)
    found = 0
    for _ in range(250):
        path.write_bytes(whole)
        flip(path, chance.randrange(len(whole)), chance.randrange(8))
        found += not harmless(path)
    assert found > 100


def harmless(path) -> bool:
    """Whether all is as it was; else that was said, and what is given is right all the same."""
    try:
        with Ledger(path, wait=0.1) as ledger:
            table = ledger.table("disputes")
            right = True
            for key, document in DOCUMENTS.items():
                right &= same(table, key, document)
            for key, document in table.documents([Where("n", ">=", 0)]):
                assert document == DOCUMENTS.get(key)
            for document in ledger.table("events"):
                assert dict(document) in DOCUMENTS.values()
            problems = ledger.check()
            assert right or problems
            return not problems
    except StoreError as error:
        assert error.wrong and error.do
        return False


def same(table, key, document) -> bool:
    try:
        found = table.fetch(key)
    except DamagedRow:
        return False
    assert found is None or found == document
    return found is not None


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.6, 0.95])
def test_a_truncated_file_is_refused_unchanged(path, share):
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    left = path.read_bytes()
    with pytest.raises(Truncated, match=r"不完整.*从最近的备份恢复"), Ledger(path) as ledger:
        ledger.table("disputes").all()
    with pytest.raises(Truncated):
        verify_backup(path)
    assert path.read_bytes() == left


@pytest.mark.parametrize(
    "content", [b"not a ledger at all, " * 99, b"PK\3\4" + bytes(9000)], ids=["text", "zip"]
)
def test_another_kind_of_file_is_refused_unchanged(path, content):
    path.write_bytes(content)
    with pytest.raises(NotALedger, match="不是本程序的台账"):
        Ledger(path)
    assert path.read_bytes() == content


def test_another_program_s_database_is_refused_unchanged(path):
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs(x)")
    connection.close()
    content = path.read_bytes()
    with pytest.raises(NotALedger):
        Ledger(path)
    assert path.read_bytes() == content


def test_a_newer_file_is_refused_unchanged(path):
    raw(path, "PRAGMA user_version=999")
    content = path.read_bytes()
    for readonly in (True, False):
        with pytest.raises(NewerSchema, match=r"更新版本的程序.*文件没有改动.*请更新程序"):
            Ledger(path, readonly=readonly)
    with pytest.raises(NewerSchema):
        verify_backup(path)
    assert path.read_bytes() == content


def test_a_page_of_nonsense_is_said_plainly(path):
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(reversed(data[4096:]))
    path.write_bytes(data)
    with pytest.raises(DamagedFile, match="已损坏"), Ledger(path) as ledger:
        ledger.table("disputes").all()
