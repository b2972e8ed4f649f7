"""A ledger that comes again: what differs is told, written on request, and can be set back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.ledger_kit import book
from tests.township import LIU, matter, township
from xinfang_tui.desk import Desk

TODAY = date(2026, 10, 31)
HEAD = [
    "序号",
    "村",
    "事由",
    "当事人",
    "联系电话",
    "身份证号",
    "住址",
    "反映人",
    "代理员",
    "发生时间",
    "登记时间",
    "人数",
    "涉及金额",
    "状态",
    "化解日期",
    "备注",
]
OPEN: dict[str, Any] = {
    "序号": 1,
    "村": "东湾村",
    "事由": "墙根滴水争执",
    "当事人": "张三、李四",
    "联系电话": "13900000001、13900000002",
    "身份证号": "11010519491231002X",
    "住址": "1组3-2号",
    "反映人": "周五",
    "发生时间": "2026.10.3",
    "登记时间": "2026.10.4",
    "人数": 2,
    "涉及金额": "1万元",
    "状态": "化解中",
    "备注": "上月转来",
}
SETTLED = OPEN | {"状态": "已化解", "化解日期": "2026.10.20"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇", today=TODAY) as opened:
        yield opened


def take(desk: Desk, tmp_path: Path, *rows: dict[str, Any], **how: Any) -> dict[str, Any]:
    """Import rows as a ledger; columns that the usual one has not stand behind."""
    more = [name for name in dict.fromkeys(n for row in rows for n in row) if name not in HEAD]
    head = [*HEAD, *more]
    path = book(tmp_path / "台账.xlsx", [head, *([row.get(name) for name in head] for row in rows)])
    return desk.imports.apply(path, "2026-10", **how)


def update(desk: Desk, tmp_path: Path, *rows: dict[str, Any]) -> dict[str, Any]:
    return take(desk, tmp_path, *rows, update=True)


def told(found: dict[str, Any]) -> tuple[int, int, int]:
    return found["accepted"], found["repeated"], found["changed"]


def first(desk: Desk) -> dict[str, Any]:
    (found,) = desk.disputes.list()
    return desk.disputes.show(found["number"])


def act(desk: Desk, kind: str, **data: Any) -> dict[str, Any]:
    return desk.disputes.act(first(desk)["number"], kind, data)


def notes(desk: Desk) -> list[str]:
    return [each["data"]["text"] for each in first(desk)["trail"] if each["kind"] == "note"]


@pytest.mark.parametrize("row", [OPEN, SETTLED], ids=["open", "settled"])
@pytest.mark.parametrize(
    ("cell", "words", "field"),
    [
        ("身份证号", "341623197001011230", "parties"),
        ("住址", "1组32号", "parties"),
        ("反映人", "吴六", "reporter"),
        ("代理员", "郑七", "agent"),
        ("登记时间", "2026.10.5", "registered_on"),
        ("人数", 3, "people"),
        ("平台编号", "XF31", "external_refs"),
    ],
)
def test_every_cell_that_differs_is_told_and_written_once(
    desk: Desk, tmp_path: Path, row: dict[str, Any], cell: str, words: Any, field: str
) -> None:
    take(desk, tmp_path, row)
    before = first(desk)
    other = row | {cell: words}
    assert take(desk, tmp_path, other)["changes"][0]["fields"] == [field]
    assert first(desk) == before
    assert told(update(desk, tmp_path, other)) == (0, 0, 1)
    after = first(desk)
    assert [each["id"] for each in after["trail"]] != [each["id"] for each in before["trail"]]
    assert told(update(desk, tmp_path, other)) == (0, 1, 0)
    assert told(update(desk, tmp_path, other | {"序号": 9})) == (0, 1, 0)
    assert first(desk) == after


def test_an_amount_of_a_settlement_is_told_and_written_anew(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, SETTLED | {"化解方式": "人民调解"})
    assert (first(desk)["amount"], first(desk)["method"]) == (10000, "0103")
    other = SETTLED | {"涉及金额": "2万元", "化解日期": None}
    assert take(desk, tmp_path, other)["changes"][0]["fields"] == ["amount"]
    update(desk, tmp_path, other)
    kept = {name: first(desk)[name] for name in ("amount", "resolved_on", "method", "status")}
    assert kept == {
        "amount": 20000,
        "resolved_on": "2026-10-20",
        "method": "0103",
        "status": "resolved",
    }
    assert not first(desk)["date_by_month"]
    assert told(update(desk, tmp_path, other)) == (0, 1, 0)


def test_an_amount_told_of_an_agreement_is_kept_as_a_note(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, OPEN)
    act(desk, "resolve", method="0103", agreement="written", amount=5000)
    other = SETTLED | {"涉及金额": "1234567.5元"}
    assert take(desk, tmp_path, other)["changes"][0]["fields"] == ["amount", "note"]
    update(desk, tmp_path, other)
    assert first(desk)["amount"] == 5000
    assert "金额：1234567.5 元" in notes(desk)[0].splitlines()
    for again in (other, other | {"序号": 9}):
        assert told(update(desk, tmp_path, again)) == (0, 1, 0)


def test_another_day_of_registration_is_kept_as_a_note(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, OPEN)
    update(desk, tmp_path, OPEN | {"登记时间": "2026.10.5"})
    assert notes(desk) == ["登记日期：2026-10-05（台账）"]
    assert first(desk)["registered_on"] == "2026-10-04"


def test_what_a_row_leaves_empty_of_a_party_stays_known(desk: Desk, tmp_path: Path) -> None:
    parties = [
        {"name": "张三", "phone": "13900000001", "household": "3号", "representative": "张三丰"},
        {"name": "李四", "kind": "collective", "id_number": "11010519491231002X"},
        {"name": "张三", "phone": "13900000003"},
    ]
    desk.disputes.add(matter(parties=parties, registered_on="2026-10-04"))
    row = OPEN | {"村": "柳树沟村", "事由": matter()["title"], "当事人": "张三、李四、张三"}
    row |= {"联系电话": None, "身份证号": None, "住址": "1组、2组、3组"}
    assert update(desk, tmp_path, row)["changes"][0]["fields"][-1] == "reporter"
    known = [{name: v for name, v in each.items() if v} for each in first(desk)["parties"]]
    assert known == [
        {"kind": "person", **parties[0], "address": "1组"},
        {**parties[1], "address": "2组"},
        {"kind": "person", **parties[2], "address": "3组"},
    ]
    assert first(desk)["village"] == LIU


@pytest.mark.parametrize("unmasked", [False, True])
def test_an_own_export_differs_in_nothing(desk: Desk, tmp_path: Path, unmasked: bool) -> None:
    party = {"phone": "0558-1234567", "address": "东湾村3号", "id_number": "11010519491231002x"}
    given = [{"name": "宏达砖厂公司", "kind": "company", **party}]
    desk.disputes.add(matter(parties=given, reporter="周五 13900000009"))
    take(desk, tmp_path, OPEN)
    update(desk, tmp_path, OPEN | {"登记时间": "2026.10.5", "人数": 3})
    out = tmp_path / "导出.xlsx"
    desk.exports.ledger(out, {}, unmasked)
    assert told(desk.imports.apply(out, "2026-10", update=True)) == (0, 2, 0)
    file = load_workbook(out)
    sheet = file.worksheets[0]
    columns = {str(cell.value): cell.column for cell in sheet[3]}
    for row in range(4, sheet.max_row + 1):
        sheet.cell(row, columns["涉及人数"]).value = 9
        if sheet.cell(row, columns["当事人"]).value == "宏达砖厂公司":
            sheet.cell(row, columns["联系电话"]).value = "0558-7654321"
    file.save(out)
    assert told(desk.imports.apply(out, "2026-10", update=True)) == (0, 0, 2)
    assert told(desk.imports.apply(out, "2026-10", update=True)) == (0, 2, 0)
    (company,) = [p for d in desk.disputes.list() for p in d["parties"] if p["kind"] == "company"]
    assert {name: company[name] for name in party} == party | {"phone": "0558-7654321"}


@pytest.mark.parametrize(
    "other",
    [
        {"人数": 3},
        {"身份证号": "341623197001011230"},
        {"登记时间": "2026.10.5"},
        {"备注": "已约谈"},
        {"涉及金额": "2万元"},
    ],
    ids=lambda other: "、".join(other),
)
def test_a_value_can_be_set_back(desk: Desk, tmp_path: Path, other: dict[str, Any]) -> None:
    shown = ("people", "status", "parties", "reporter")
    take(desk, tmp_path, OPEN)
    before = first(desk)
    update(desk, tmp_path, OPEN | other)
    changed = first(desk)
    assert told(take(desk, tmp_path, OPEN)) == (0, 0, 1)
    assert first(desk) == changed
    assert told(update(desk, tmp_path, OPEN)) == (0, 0, 1)
    assert {name: first(desk)[name] for name in shown} == {name: before[name] for name in shown}
    assert told(update(desk, tmp_path, OPEN)) == (0, 1, 0)
    assert told(update(desk, tmp_path, OPEN | other)) == (0, 0, 1)
    assert {name: first(desk)[name] for name in shown} == {name: changed[name] for name in shown}


def test_an_amount_and_a_day_of_settlement_can_be_set_back(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, SETTLED)
    other = SETTLED | {"涉及金额": "2万元", "化解日期": "2026.10.21"}
    for row, amount, on in ((other, 20000, "21"), (SETTLED, 10000, "20"), (other, 20000, "21")):
        update(desk, tmp_path, row)
        assert (first(desk)["amount"], first(desk)["resolved_on"]) == (amount, f"2026-10-{on}")
        assert told(take(desk, tmp_path, row)) == (0, 1, 0)
    assert (first(desk)["status"], first(desk)["reopened"]) == ("resolved", 0)


def test_the_ledger_taken_last_repeats_whatever_people_did_since(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, OPEN)
    update(desk, tmp_path, OPEN | {"人数": 3})
    act(desk, "correct", field="people", value=7, reason="核实")
    act(desk, "resolve", method="0103")
    assert told(update(desk, tmp_path, OPEN | {"人数": 3})) == (0, 1, 0)
    assert (first(desk)["people"], first(desk)["status"]) == (7, "resolved")


def test_a_ledger_whose_status_stays_opens_nothing_settled_since(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, OPEN)
    act(desk, "resolve", method="0103", agreement="written")
    other = OPEN | {"人数": 3}
    assert "status" not in take(desk, tmp_path, other)["changes"][0]["fields"]
    update(desk, tmp_path, other)
    assert (first(desk)["status"], first(desk)["people"]) == ("resolved", 3)
    assert told(update(desk, tmp_path, other | {"序号": 9})) == (0, 1, 0)


def by_hand(desk: Desk) -> str:
    """A matter settled by people and closed by a visit, that no ledger told of."""
    people = [{"name": "张三"}, {"name": "李四"}]
    given = {"village": "东湾村", "title": OPEN["事由"], "category": "0201", "parties": people}
    given |= {"occurred_on": "2026-10-03", "registered_on": "2026-10-04"}
    number = str(desk.disputes.add(given)["number"])
    act(desk, "resolve", method="0103", agreement="written", by="李主任", on="2026-10-10")
    act(desk, "visit_back", answer="satisfied", by="王书记", on="2026-10-12")
    return number


def test_a_stale_ledger_never_opens_what_people_settled_and_closed(
    desk: Desk, tmp_path: Path
) -> None:
    by_hand(desk)
    row = OPEN | {"类别": "邻里纠纷", "登记时间": "2026.10.3"}
    found = take(desk, tmp_path, row)
    assert "status" in found["changes"][0]["fields"]
    assert "category" not in found["changes"][0]["fields"]
    assert found["notes"][0]["note"] == (
        "台账写“化解中”，系统里已销号；没有改动，如确有反复请用“重开（反弹）”办理"
    )
    update(desk, tmp_path, row)
    after = first(desk)
    assert (after["status"], after["reopened"], after["category"]) == ("closed", 0, "0201")
    assert not any("状态：" in text for text in notes(desk))


@pytest.mark.parametrize("words", ["化解中", "调解中"])
def test_ledgers_one_after_another_never_open_what_one_of_them_settled(
    desk: Desk, tmp_path: Path, words: str
) -> None:
    for row in (OPEN, SETTLED):
        update(desk, tmp_path, row)
    before = first(desk)
    for _ in range(2):
        found = update(desk, tmp_path, OPEN | {"状态": words, "涉及金额": None})
        assert found["changes"][0]["fields"] == ["status"]
        assert first(desk) == before


def test_a_ledger_settles_nothing_again_that_people_reopened(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, SETTLED)
    act(desk, "reopen", reason="又吵起来", on="2026-10-25")
    update(desk, tmp_path, SETTLED | {"人数": 3})
    assert (first(desk)["status"], first(desk)["people"]) == ("open", 3)
    found = update(desk, tmp_path, SETTLED | {"人数": 3, "状态": "已办结"})
    assert (first(desk)["status"], found["changes"][0]["fields"]) == ("open", ["status"])
    assert found["notes"][0]["note"] == (
        "台账写“已办结”，系统里已经重开；没有改动，如确已化解请用“化解”办理"
    )
    update(desk, tmp_path, SETTLED | {"状态": "已办结", "化解日期": "2026.10.28"})
    assert (first(desk)["status"], first(desk)["resolved_on"]) == ("resolved", "2026-10-28")


def test_a_ledger_settles_by_a_later_day_what_people_reopened(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, SETTLED)
    act(desk, "reopen", reason="又吵起来", on="2026-10-25")
    found = update(desk, tmp_path, SETTLED | {"化解日期": "2026.10.28"})
    assert "status" in found["changes"][0]["fields"]
    assert (first(desk)["status"], first(desk)["resolved_on"]) == ("resolved", "2026-10-28")


def test_a_settlement_that_was_undone_is_not_written_again(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, SETTLED)
    desk.disputes.undo(first(desk)["number"])
    update(desk, tmp_path, SETTLED | {"人数": 3})
    assert (first(desk)["status"], first(desk)["people"]) == ("open", 3)


@pytest.mark.parametrize("day", ["2026.10.20", None])
def test_a_settlement_told_without_a_status_is_not_written_again_when_undone(
    desk: Desk, tmp_path: Path, day: str | None
) -> None:
    row = OPEN | {"状态": None, "化解日期": day, "结果": None if day else "双方和解"}
    take(desk, tmp_path, row)
    assert first(desk)["status"] == "resolved"
    desk.disputes.undo(first(desk)["number"])
    for people in (3, 4):
        update(desk, tmp_path, row | {"人数": people})
        assert (first(desk)["status"], first(desk)["people"]) == ("open", people)
    update(desk, tmp_path, row | {"化解日期": "2026.10.28"})
    assert (first(desk)["status"], first(desk)["resolved_on"]) == ("resolved", "2026-10-28")


def test_marks_that_nobody_sees_are_no_difference(desk: Desk, tmp_path: Path) -> None:
    desk.disputes.add(matter(title="一家\U0001f468\u200d\U0001f469为\u200b水\ufeff渠争吵"))
    path = tmp_path / "导出.xlsx"
    desk.exports.ledger(path, {}, unmasked=True)
    assert told(desk.imports.apply(path, "2026-10")) == (0, 1, 0)


def test_a_category_told_by_the_title_alone_corrects_nobodys(desk: Desk, tmp_path: Path) -> None:
    row = OPEN | {"类别": None, "事由": "水渠灌溉放水先后争执"}
    take(desk, tmp_path, row)
    assert first(desk)["category"] == "0201"
    act(desk, "correct", field="category", value="0901", reason="看错")
    found = update(desk, tmp_path, row | {"人数": 3})
    assert [each["fields"] for each in found["changes"]] == [["people"]]
    assert (first(desk)["people"], first(desk)["category"]) == (3, "0901")


def test_a_settlement_by_people_is_never_undone_by_a_ledger(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, OPEN)
    act(desk, "resolve", method="0103", on="2026-10-25", by="李主任")
    other = SETTLED | {"涉及金额": "2万元"}
    update(desk, tmp_path, other)
    assert (first(desk)["resolved_on"], first(desk)["method"]) == ("2026-10-25", "0103")
    assert "void" not in [each["kind"] for each in first(desk)["trail"]]
    assert {"金额：20000 元", "状态：已化解"} <= set(notes(desk)[0].splitlines())
    for again in (other, other | {"序号": 9}):
        assert told(update(desk, tmp_path, again)) == (0, 1, 0)


def test_a_row_that_says_what_stands_leaves_the_one_taken_last(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, OPEN)
    act(desk, "correct", field="reporter", value="吴六", reason="核实")
    assert told(update(desk, tmp_path, OPEN | {"反映人": "吴六"})) == (0, 1, 0)
    assert told(update(desk, tmp_path, OPEN)) == (0, 1, 0)


def test_an_update_that_was_undone_is_offered_again(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, OPEN)
    for cell, words in (("反映人", "吴六"), ("备注", "已约谈")):
        other = OPEN | {cell: words}
        update(desk, tmp_path, other)
        desk.disputes.undo(first(desk)["number"])
        assert told(take(desk, tmp_path, OPEN)) == (0, 1, 0)
        assert told(take(desk, tmp_path, other)) == (0, 0, 1)


def test_rows_alike_are_known_by_the_row_taken_last(desk: Desk, tmp_path: Path) -> None:
    one, two = OPEN | {"备注": "甲"}, OPEN | {"备注": "乙"}
    take(desk, tmp_path, one, two)
    update(desk, tmp_path, one | {"人数": 5}, two)
    assert sorted(each["people"] for each in desk.disputes.list()) == [2, 5]
    assert told(take(desk, tmp_path, two, one | {"人数": 5})) == (0, 2, 0)
    assert told(update(desk, tmp_path, two, one)) == (0, 1, 1)
    assert [each["people"] for each in desk.disputes.list()] == [2, 2]


def test_a_matter_is_known_as_what_the_row_taken_last_called_it(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, OPEN)
    act(desk, "correct", field="title", value="滴水争执", reason="写错")
    renamed = OPEN | {"事由": "滴水争执", "人数": 4}
    update(desk, tmp_path, renamed)
    act(desk, "correct", field="title", value="屋檐滴水争执", reason="写全")
    for row in (renamed, OPEN):
        assert take(desk, tmp_path, row)["accepted"] == 0
    assert told(take(desk, tmp_path, renamed)) == (0, 1, 0)


def test_an_erasure_takes_what_names_the_row(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, OPEN)
    update(desk, tmp_path, SETTLED | {"人数": 3})
    sources = {each["data"].get("source") for each in first(desk)["trail"]} - {None}
    assert len(sources) == 2
    act(desk, "erase", what="个人信息")
    assert first(desk)["status"] == "resolved"
    stored = (tmp_path / "镇" / "ledger.db").read_bytes()
    assert not [source for source in sources if source.encode() in stored]


def test_a_matter_erased_whole_is_not_entered_again_by_its_number(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, OPEN)
    number, out = first(desk)["number"], tmp_path / "导出.xlsx"
    desk.exports.ledger(out, {}, unmasked=True)
    act(desk, "erase", what="全部")
    before = first(desk)
    for how in ({"dry_run": True}, {"update": True}):
        found = desk.imports.apply(out, "2026-10", **how)
        assert (told(found), len(found["rejected"])) == ((0, 0, 0), 1)
        refusal = found["rejected"][0]
        assert (refusal["field"], refusal["value"]) == ("number", number)
        assert "这一件已依法删除，没有再登记" in refusal["reason"]
    assert first(desk) == before


def test_an_erasure_of_one_of_them_leaves_the_rest_of_a_matter_to_be_told(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, OPEN)
    out = tmp_path / "导出.xlsx"
    desk.exports.ledger(out, {})
    act(desk, "erase", what="李四")
    assert desk.imports.apply(out, "2026-10")["rejected"] == []


def test_a_number_of_ours_that_stands_twice_in_a_file_is_one_matter(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, OPEN)
    number = first(desk)["number"]
    with township(tmp_path / "另一个镇", today=TODAY) as other:
        twice = (OPEN | {"编号": number}, OPEN | {"编号": number, "人数": 3})
        assert told(update(other, tmp_path, *twice)) == (1, 0, 1)
        assert first(other)["people"] == 3


def test_an_accepted_petition_keeps_its_day_in_another_ledger(desk: Desk, tmp_path: Path) -> None:
    number = desk.disputes.add(matter(track="petition", registered_on="2026-10-03"))["number"]
    due = desk.disputes.act(number, "accept", {"on": "2026-10-05"})["due_target"]
    out = tmp_path / "导出.xlsx"
    desk.exports.ledger(out, {}, True)
    with township(tmp_path / "新镇", today=desk.today) as other:
        other.imports.apply(out, "2026-10")
        (found,) = other.disputes.list()
    assert (found["number"], found["due_target"]) == (number, due) == (number, "2026-12-04")


def test_a_correction_of_a_telephone_says_so_in_the_trail(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, OPEN | {"当事人": "张某、李某", "联系电话": "13900000001"})
    update(desk, tmp_path, OPEN | {"当事人": "张某、李某", "联系电话": "13900000001、13900000002"})
    words = "当事人：“张某、李某”，姓名没有变，改了电话、住址等（按导入的台账）"
    assert first(desk)["trail"][-1]["text"] == words
