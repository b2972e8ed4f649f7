"""Documents by their own identity, and the index that lists are asked from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import Query
from tinydb.table import Document

from store import Ledger, Where
from tests.store_tools import quick_folder

COLUMNS = {"due": "TEXT", "rung": "TEXT", "people": "INTEGER"}
ROWS = [
    ("a", {"due": "2026-10-03", "rung": "village", "people": 2}),
    ("b", {"due": "2026-10-01", "rung": "township", "people": 9}),
    ("c", {"due": None, "rung": "village", "people": 4}),
    ("d", {"due": "2026-10-02", "rung": None, "people": 4}),
]


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.fixture
def disputes(ledger: Ledger):
    ledger.declare("disputes", COLUMNS, [["rung", "due"]])
    table = ledger.table("disputes")
    for key, index in ROWS:
        table.put(key, {"title": f"第{key}件"}, index)
    return table


def keys(rows) -> list[str]:
    return [row[0] for row in rows]


def test_a_document_is_fetched_by_its_key(disputes):
    assert disputes.fetch("b") == {"title": "第b件"}
    assert disputes.fetch("nobody") is None


def test_putting_a_key_again_replaces_the_document_and_its_index_row(disputes):
    before = disputes.get(doc_ids=[1])[0].doc_id
    disputes.put("a", {"title": "改"}, {"rung": "township"})
    assert disputes.fetch("a") == {"title": "改"}
    assert disputes.select([Where("key", "=", "a")], columns=["due", "rung", "people"]) == [
        ("a", None, "township", None)
    ]
    assert disputes.get(Query().title == "改").doc_id == before


def test_putting_without_an_index_leaves_the_index_row(disputes):
    disputes.put("a", {"title": "改"})
    assert disputes.select([Where("key", "=", "a")], columns=["people"]) == [("a", 2)]


def test_many_put_at_once_stand_as_if_put_one_by_one(ledger, disputes):
    rows = [
        ("a", {"title": "改"}, {"rung": "township"}),
        ("new", {"title": "新"}, {"due": "2026-10-05", "people": 3}),
        ("new", {"title": "又改"}, {"people": 4}),
        ("other", {"title": "另"}, {}),
    ]
    ledger.declare("single", COLUMNS, [["rung", "due"]])
    single = ledger.table("single")
    for key, index in ROWS:
        single.put(key, {"title": f"第{key}件"}, index)
    for row in rows:
        single.put(*row)
    disputes.put_many(iter(rows))
    assert dict(disputes.documents()) == dict(single.documents())
    assert disputes.select(columns=list(COLUMNS)) == single.select(columns=list(COLUMNS))
    assert ledger.check() == []


@pytest.mark.parametrize(
    "bad",
    [
        ("", {}, {}),
        ("bad", {"x": object()}, {}),
        ("bad", {}, {"people": "多"}),
        ("bad", {}, {"nobody": 1}),
        ("bad", {}, {"people": 2**70}),
    ],
)
def test_one_of_many_that_is_refused_keeps_all_of_them_out(ledger, disputes, bad):
    many = [(f"n{n}", {"n": n}, {"people": n}) for n in range(600)]
    with pytest.raises((ValueError, TypeError, OverflowError)):
        disputes.put_many([*many, bad])
    assert len(disputes) == disputes.count() == 4
    assert ledger.check() == []


def test_reindexing_changes_only_the_named_columns(disputes):
    disputes.reindex("a", {"due": "2027-01-01"})
    assert disputes.fetch("a") == {"title": "第a件"}
    assert disputes.select([Where("key", "=", "a")], columns=["due", "people"]) == [
        ("a", "2027-01-01", 2)
    ]


def test_reindexing_an_absent_document_says_so(disputes):
    with pytest.raises(KeyError):
        disputes.reindex("nobody", {"due": None})


def test_a_discarded_document_is_gone_with_its_index_row(disputes):
    disputes.discard("a")
    disputes.discard("nobody")
    assert disputes.fetch("a") is None
    assert keys(disputes.select()) == ["b", "c", "d"]


def test_many_are_fetched_in_the_order_asked_and_absent_ones_left_out(ledger):
    table = ledger.table("events")
    with ledger.transaction():
        for n in range(1200):
            table.put(f"k{n}", {"n": n})
    asked = [f"k{n}" for n in range(1300, -1, -1)]
    assert [document["n"] for _, document in table.fetch_many(asked)] == list(range(1199, -1, -1))


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (Where("rung", "=", "village"), "ac"),
        (Where("due", "=", None), "c"),
        (Where("rung", "!=", "village"), "bd"),
        (Where("people", "<", 4), "a"),
        (Where("people", "<=", 4), "acd"),
        (Where("people", ">", 4), "b"),
        (Where("people", ">=", 4), "bcd"),
        (Where("rung", "in", ["township", "leader_case"]), "b"),
        (Where("people", "in", range(9000)), "abcd"),
        (Where("people", "in", []), ""),
        (Where("due", "contains", "-10-0"), "abd"),
        (Where("due", "contains", "%"), ""),
        (Where("due", "null"), "c"),
        (Where("rung", "not null"), "abc"),
        (Where.any_of(Where("people", ">", 8), Where("due", "null")), "bc"),
        (Where.any_of([Where("people", "=", 4), Where("due", "not null")]), "d"),
        (Where.any_of(), ""),
    ],
)
def test_each_comparison_finds_what_it_says(disputes, where, found):
    assert keys(disputes.select([where])) == list(found)
    assert keys(disputes.documents([where])) == list(found)
    assert disputes.count([where]) == len(found)


def test_all_conditions_hold_together(disputes):
    both = [Where("rung", "=", "village"), Where("people", ">", 3)]
    assert keys(disputes.select(both)) == ["c"]


def test_rows_are_ordered_and_paged(disputes):
    by_people = [("people", True), ("due", False)]
    assert keys(disputes.select(order=by_people)) == ["b", "c", "d", "a"]
    assert keys(disputes.select(order=by_people, limit=2, offset=1)) == ["c", "d"]
    assert keys(disputes.select(order=by_people, offset=3)) == ["a"]
    assert keys(disputes.documents(order=by_people, limit=1)) == ["b"]


def test_counts_are_grouped_and_the_greatest_is_told(disputes):
    assert disputes.counts(["rung"]) == {("village",): 2, ("township",): 1, (None,): 1}
    assert disputes.counts(["rung", "people"], [Where("people", "=", 4)]) == {
        ("village", 4): 1,
        (None, 4): 1,
    }
    assert disputes.top("due") == "2026-10-03"
    assert disputes.top("due", [Where("people", ">", 100)]) is None


def test_an_unknown_column_is_refused_and_nothing_is_written(disputes):
    for act in (
        lambda: disputes.put("x", {}, {"risk": "high"}),
        lambda: disputes.reindex("a", {"risk": "high"}),
        lambda: disputes.select(columns=["risk"]),
        lambda: disputes.count([Where("risk", "=", 1)]),
        lambda: disputes.counts(["risk"]),
        lambda: disputes.top("risk"),
        lambda: disputes.select(order=[('due"; DROP TABLE catalogue; --', False)]),
        lambda: disputes.put("x", {}, {"key": "y"}),
    ):
        with pytest.raises(ValueError):
            act()
    assert disputes.fetch("x") is None


def test_a_table_without_an_index_still_lists_and_counts_its_keys(ledger):
    table = ledger.table("views")
    assert (table.select(), table.count(), table.counts(["key"]), table.top("key")) == (
        [],
        0,
        {},
        None,
    )
    table.put("v2", {"n": 2})
    table.put("v1", {"n": 1})
    assert table.select() == [("v2",), ("v1",)]
    assert list(table.documents(order=[("key", False)])) == [("v1", {"n": 1}), ("v2", {"n": 2})]
    assert (table.count(), table.top("key")) == (2, "v2")


def test_declaring_again_adds_columns_and_keeps_what_is_there(ledger, disputes):
    ledger.declare("disputes", {"search": "TEXT"}, [["search"]])
    ledger.declare("disputes", COLUMNS, [["rung", "due"]])
    assert disputes.select([Where("search", "null")], columns=["people"])[0] == ("a", 2)
    disputes.reindex("a", {"search": "张三"})
    assert keys(disputes.select([Where("search", "contains", "三")])) == ["a"]


def test_declaring_an_index_over_documents_gives_each_an_empty_row(ledger):
    table = ledger.table("subjects")
    table.put("s1", {})
    table.insert({"by": "TinyDB"})
    ledger.declare("subjects", {"kind": "TEXT"})
    assert table.select(columns=["kind"]) == [("s1", None)]
    table.reindex("s1", {"kind": "month"})
    assert table.counts(["kind"]) == {("month",): 1}


@pytest.mark.parametrize(
    "columns",
    [{"due": "INTEGER"}, {"x": "FLOAT"}, {"Due": "TEXT"}, {"a b": "TEXT"}, {"key": "TEXT"}],
)
def test_a_column_that_does_not_fit_is_refused(ledger, disputes, columns):
    with pytest.raises(ValueError):
        ledger.declare("disputes", columns)
    assert keys(disputes.select(columns=["due"])) == list("abcd")


def test_another_window_sees_columns_declared_since(tmp_path, ledger, disputes):
    with Ledger(tmp_path / "ledger.db") as other:
        table = other.table("disputes")
        assert table.count() == 4
        ledger.declare("disputes", {"search": "TEXT"})
        table.put("e", {}, {"search": "新"})
        assert keys(disputes.select([Where("search", "=", "新")])) == ["e"]


def test_ids_are_never_given_again(ledger):
    table = ledger.table("t")
    first = table.insert({})
    table.put("k", {})
    table.remove(doc_ids=[first, first + 1])
    second = table.insert({})
    table.truncate()
    third = table.insert({})
    ledger.drop_table("t")
    assert [first, second, third, ledger.table("t").insert({})] == [1, 3, 4, 5]


def test_a_chosen_id_is_kept_and_a_taken_one_refused(ledger):
    table = ledger.table("t")
    assert table.insert(Document({"n": 1}, 7)) == 7
    assert table.insert_multiple([{"n": 2}, Document({"n": 3}, 12), {"n": 4}]) == [8, 12, 13]
    with pytest.raises(ValueError):
        table.insert(Document({"n": 5}, 12))
    assert table.get(doc_id=12) == {"n": 3}


def test_an_emptying_table_option_is_refused(ledger, disputes):
    with pytest.raises(ValueError):
        ledger.table("disputes", persist_empty=True)
    assert disputes.count() == 4


@pytest.mark.parametrize("key", ["", "a\0b"])
def test_a_key_that_is_none_is_refused(disputes, key):
    with pytest.raises(ValueError):
        disputes.put(key, {})
    assert disputes.count() == 4


def test_what_json_cannot_hold_is_refused_and_nothing_is_written(ledger, disputes):
    endless: dict[str, object] = {}
    endless["again"] = endless
    with pytest.raises(ValueError):
        disputes.put("x", endless)
    for document in ({"x": {1, 2}}, {"x": object()}):
        with pytest.raises(TypeError):
            disputes.put("x", document)
        with pytest.raises(TypeError):
            disputes.insert(document)
    assert len(disputes) == 4


def test_tinydb_updates_keep_key_and_index_row(disputes):
    disputes.update({"title": "统一改"}, Query().title == "第a件")
    assert disputes.fetch("a") == {"title": "统一改"}
    assert disputes.select([Where("key", "=", "a")], columns=["people"]) == [("a", 2)]
    disputes.remove(Query().title == "统一改")
    assert keys(disputes.select()) == ["b", "c", "d"]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


key = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@given(st.dictionaries(key, st.dictionaries(st.text(), anything), max_size=5))
def test_any_json_comes_back_as_it_was(keyed):
    with quick_folder() as folder:
        with Ledger(folder / "l.db") as ledger, ledger.transaction():
            for key, document in keyed.items():
                ledger.table("t").put(key, document)
        with Ledger(folder / "l.db", readonly=True) as ledger:
            assert dict(ledger.table("t").documents()) == keyed
            assert dict(ledger.table("t").fetch_many(keyed)) == keyed
