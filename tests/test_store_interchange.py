"""The whole ledger as a stock TinyDB file, and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import Query, TinyDB

from store import DamagedRow, Ledger, NotALedger, StoreError, Where
from store.interchange import read_tinydb, write_tinydb
from tests.store_tools import quick_folder, raw
from tests.test_store_documents import anything, key


@pytest.fixture
def folder():
    with quick_folder() as place:
        yield place


@pytest.fixture
def ledger(folder):
    with Ledger(folder / "ledger.db") as ledger:
        ledger.declare("disputes", {"n": "INTEGER", "due": "TEXT", "share": "REAL"}, [["due", "n"]])
        with ledger.transaction():
            for n in range(2500):
                index = {"n": n, "due": f"2026-{1 + n % 12:02d}-01", "share": n / 7}
                ledger.table("disputes").put(f"d{n}", {"n": n, "title": f"第{n}件"}, index)
        ledger.table("disputes").discard("d2499")
        ledger.table("views").put("ours", {"columns": ["due"]})
        ledger.insert({"by": "TinyDB"})
        yield ledger


def test_stock_tinydb_opens_what_was_written(ledger, folder):
    assert write_tinydb(ledger, folder / "all.json") == 2501
    with TinyDB(folder / "all.json") as stock:
        assert stock.tables() == {"disputes", "views", "_default", "_tables", "_index"}
        assert len(stock.table("disputes")) == 2499
        found = stock.table("disputes").get(Query().n == 77)
        assert found == {"n": 77, "title": "第77件"} and found.doc_id == 78
        assert stock.all() == [{"by": "TinyDB"}]


def test_nothing_is_lost_on_the_way_there_and_back(ledger, folder):
    write_tinydb(ledger, folder / "all.json")
    with Ledger(folder / "again.db") as again:
        assert read_tinydb(folder / "all.json", again) == 2501
        disputes, before = again.table("disputes"), ledger.table("disputes")
        columns = ["n", "due", "share"]
        assert disputes.select(columns=columns) == before.select(columns=columns)
        assert disputes.documents([Where("due", "=", "2026-03-01")])
        assert list(disputes.documents()) == list(before.documents())
        assert again.engine.declared("disputes") == ledger.engine.declared("disputes")
        assert again.check() == []
        assert disputes.insert({}) == before.insert({}) == 2501
        write_tinydb(ledger, folder / "one.json")
        write_tinydb(again, folder / "two.json")
        assert (folder / "one.json").read_bytes() == (folder / "two.json").read_bytes()


documents = st.dictionaries(st.text(), anything, max_size=3)


@given(
    st.dictionaries(key, documents, max_size=4),
    st.lists(documents, max_size=3),
    st.text(max_size=5).filter(lambda name: name not in ("_tables", "_index")),
)
def test_any_content_survives_the_way_there_and_back(keyed, unkeyed, name):
    name = name.encode("utf-8", "replace").decode()
    with quick_folder() as folder:
        with Ledger(folder / "a.db") as ledger, ledger.transaction():
            for own, document in keyed.items():
                ledger.table(name).put(own, document)
            ledger.table(name).insert_multiple(unkeyed)
        with Ledger(folder / "a.db") as ledger, Ledger(folder / "b.db") as again:
            write_tinydb(ledger, folder / "all.json")
            read_tinydb(folder / "all.json", again)
            assert dict(again.table(name).documents()) == keyed
            assert again.table(name).all() == ledger.table(name).all()
        with TinyDB(folder / "all.json") as stock:
            assert len(stock.table(name)) == len(keyed) + len(unkeyed)


def test_a_file_of_stock_tinydb_is_taken(folder):
    with TinyDB(folder / "stock.json") as stock:
        stock.insert_multiple([{"n": n} for n in range(5)])
        stock.remove(doc_ids=[2])
        stock.table("t").insert({"状态": "在办"})
    with Ledger(folder / "ledger.db") as ledger:
        assert read_tinydb(folder / "stock.json", ledger) == 5
        assert {d.doc_id: d["n"] for d in ledger.all()} == {1: 0, 3: 2, 4: 3, 5: 4}
        assert ledger.table("t").search(Query().状态 == "在办") == [{"状态": "在办"}]
        assert ledger.insert({}) == 6


def test_a_ledger_with_content_takes_nothing_in(ledger, folder):
    write_tinydb(ledger, folder / "all.json")
    before = len(ledger.table("disputes"))
    with pytest.raises(StoreError, match="台账里已经有内容"):
        read_tinydb(folder / "all.json", ledger)
    assert len(ledger.table("disputes")) == before


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[1, 2]",
        '{"t": {"1": {"a": 1}',
        '{"t": {"one": {}}}',
        '{"t": {"1": 5}}',
        '{"t": {"1": {}}, "_tables": {"1": {}}}',
        '{"t": {"1": {}}, "_tables": {"1": {"name": "t", "columns": {"A B": "TEXT"},'
        ' "indexes": [], "next_id": 2}}}',
        '{"t": {"1": {}}, "_index": {"1": {"table": "t", "id": 1, "key": "k", "index": {"x": 1}}}}',
    ],
)
def test_a_file_that_is_no_such_file_changes_nothing(folder, content):
    (folder / "x.json").write_text(content, encoding="utf-8")
    with Ledger(folder / "ledger.db") as ledger:
        with pytest.raises(NotALedger, match=r"不是 TinyDB 的 JSON 文件.*台账没有改动"):
            read_tinydb(folder / "x.json", ledger)
        assert ledger.tables() == set()
        with pytest.raises(StoreError, match="不能读取"):
            read_tinydb(folder / "absent.json", ledger)


def test_a_damaged_row_is_not_left_out_in_silence(ledger, folder):
    (folder / "all.json").write_text("older", encoding="utf-8")
    raw(ledger.path, "UPDATE documents_1 SET body = replace(body, '件', '伴') WHERE id = 9")
    with pytest.raises(DamagedRow, match="没有写出"):
        write_tinydb(ledger, folder / "all.json")
    assert (folder / "all.json").read_text(encoding="utf-8") == "older"
    assert [file.name for file in folder.glob("*.json*")] == ["all.json"]


def test_tables_named_like_the_file_s_own_are_refused(folder):
    with Ledger(folder / "ledger.db") as ledger:
        ledger.table("_index").insert({})
        with pytest.raises(ValueError):
            write_tinydb(ledger, folder / "all.json")


def test_the_file_is_plain_json(ledger, folder):
    write_tinydb(ledger, folder / "all.json")
    content = json.loads((folder / "all.json").read_text(encoding="ascii"))
    assert content["_tables"]["1"]["columns"] == {"n": "INTEGER", "due": "TEXT", "share": "REAL"}
    assert content["_index"]["3"]["key"] == "d2"
