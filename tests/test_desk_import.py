"""Ledgers into the desk: every cell is kept, and a ledger that comes again says what differs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.ledger_kit import book, books
from tests.township import township
from xinfang_tui.desk import Desk
from xinfang_tui.refusal import Refused

TODAY = date(2026, 10, 31)
HEAD = [
    "序号",
    "编号",
    "村组",
    "事项",
    "当事人",
    "联系电话",
    "类别",
    "涉及人数",
    "排查时间",
    "排查人",
    "责任人",
    "化解措施",
    "化解时限",
    "化解状态",
    "化解日期",
    "化解结果",
    "回访",
    "备注",
]
ROW: dict[str, Any] = {
    "序号": 1,
    "编号": "SQ-2026-01",
    "村组": "东湾村二组",
    "事项": "墙根滴水争执",
    "当事人": "张某、李某",
    "联系电话": "13900000001",
    "类别": "疑难件",
    "涉及人数": "二十余人",
    "排查时间": "2026.10.3",
    "排查人": "王五",
    "责任人": "周六",
    "化解措施": "现场丈量",
    "化解时限": "一个月内",
    "化解状态": "化解中",
    "备注": "上月转来",
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇", today=TODAY) as opened:
        yield opened


def ledger(tmp_path: Path, *rows: dict[str, Any], head: list[str] = HEAD) -> Path:
    return book(tmp_path / "台账.xlsx", [head, *([row.get(h) for h in head] for row in rows)])


def taken(desk: Desk, path: Path, **how: Any) -> dict[str, Any]:
    return desk.imports.apply(path, "2026-10", **how)


def first(desk: Desk) -> dict[str, Any]:
    (found,) = desk.disputes.list()
    return desk.disputes.show(found["number"])


def test_every_cell_of_a_row_is_kept_in_its_trail(desk: Desk, tmp_path: Path) -> None:
    taken(desk, ledger(tmp_path, ROW))
    told = first(desk)["trail"][0]["text"]
    for name in ("编号", "类别", "涉及人数", "排查人", "化解措施", "化解时限", "化解状态", "备注"):
        assert str(ROW[name]) in told
    assert "二组" in told
    assert first(desk)["people"] == 20


def test_words_that_no_field_takes_are_kept_in_the_trail(desk: Desk, tmp_path: Path) -> None:
    row = ROW | {"涉及金额": "3-5万元", "规模": "较大", "层级": "省级", "上报时间": "2026.10.5"}
    taken(desk, ledger(tmp_path, row, head=list(row)))
    told = first(desk)["trail"][0]["text"]
    for words in ("金额：3-5万元", "规模：较大", "层级：省级", "上报日期：2026.10.5"):
        assert words in told


def test_a_number_of_ours_with_a_wrong_digit_is_refused_with_the_one_meant(
    desk: Desk, tmp_path: Path
) -> None:
    taken(desk, ledger(tmp_path, ROW))
    own = first(desk)["number"]
    wrong = own[:-1] + str((int(own[-1]) + 1) % 10)
    found = taken(desk, ledger(tmp_path, ROW | {"编号": wrong}))
    (refused,) = found["rejected"]
    assert (refused["field"], own in refused["reason"]) == ("number", True)
    assert (found["accepted"], len(desk.disputes.list())) == (0, 1)


@pytest.mark.parametrize(
    ("cell", "words", "field"),
    [
        ("涉及人数", 5, "people"),
        ("类别", "邻里", "category"),
        ("联系电话", "13900000009", "parties"),
        ("责任人", "孙七", "handler"),
        ("化解状态", "已化解", "status"),
        ("化解措施", "再次丈量", "note"),
        ("备注", "已约谈", "note"),
    ],
)
def test_a_cell_that_differs_is_written_only_on_request(
    desk: Desk, tmp_path: Path, cell: str, words: Any, field: str
) -> None:
    taken(desk, ledger(tmp_path, ROW))
    before = first(desk)
    path = ledger(tmp_path, ROW | {cell: words})
    found = taken(desk, path)
    assert (found["accepted"], found["repeated"], found["changed"]) == (0, 0, 1)
    assert found["changes"][0]["fields"] == [field]
    assert first(desk) == before
    assert taken(desk, path, update=True)["changed"] == 1
    assert first(desk)["trail"][1:] != []
    again = taken(desk, path, update=True)
    assert (again["repeated"], again["changed"]) == (1, 0)


def test_a_day_of_settlement_told_later_takes_the_place_of_the_months_end(
    desk: Desk, tmp_path: Path
) -> None:
    taken(desk, ledger(tmp_path, ROW | {"化解状态": "已化解"}))
    assert (first(desk)["resolved_on"], first(desk)["date_by_month"]) == ("2026-10-31", True)
    path = ledger(tmp_path, ROW | {"化解状态": "已化解", "化解日期": "2026.10.20"})
    assert taken(desk, path)["changes"][0]["fields"] == ["resolved_on"]
    taken(desk, path, update=True)
    assert (first(desk)["resolved_on"], first(desk)["date_by_month"]) == ("2026-10-20", False)
    assert taken(desk, path)["repeated"] == 1


def test_a_ledger_that_calls_a_settled_matter_open_is_told_of_and_opens_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    taken(desk, ledger(tmp_path, ROW | {"化解状态": "已化解"}))
    before = first(desk)
    path = ledger(tmp_path, ROW | {"化解状态": "反弹"})
    for update in (False, True, True):
        found = taken(desk, path, update=update)
        assert found["changes"][0]["fields"] == ["status"]
        assert found["notes"][0] == {
            "sheet": "台账",
            "row": 2,
            "note": "台账写“反弹”，系统里已化解待回访；没有改动，如确有反复请用“重开（反弹）”办理",
        }
        assert first(desk) == before


def test_the_same_ledger_never_opens_what_was_settled_since(desk: Desk, tmp_path: Path) -> None:
    path = ledger(tmp_path, ROW)
    taken(desk, path)
    desk.disputes.act(first(desk)["number"], "resolve", {"method": "0103"})
    assert taken(desk, path, update=True)["repeated"] == 1
    assert first(desk)["status"] == "resolved"


def test_the_way_of_settling_is_read_into_its_code(desk: Desk, tmp_path: Path) -> None:
    head = [*HEAD, "化解方式"]
    rows = [
        ROW | {"事项": f"争执{at}", "化解状态": "已化解", "化解方式": words}
        for at, words in enumerate(("人民调解", "镇调委会调解", "双方协商", "吃饭"))
    ]
    taken(desk, ledger(tmp_path, *rows, head=head))
    methods = {each["title"]: each["method"] for each in desk.disputes.list()}
    assert methods == {"争执0": "0103", "争执1": "0103", "争执2": "06", "争执3": "99"}


def test_a_rehearsal_turns_back_what_the_import_would(desk: Desk, tmp_path: Path) -> None:
    long = ROW | {"事项": "争吵", "简要情况": "长" * 30_001}
    path = ledger(tmp_path, ROW, long, head=[*HEAD, "简要情况"])
    rehearsed = taken(desk, path, dry_run=True)
    assert desk.disputes.list() == []
    found = taken(desk, path)
    assert rehearsed["rejected"] == found["rejected"]
    assert [(each["row"], each["field"]) for each in found["rejected"]] == [(3, "brief")]
    assert rehearsed["accepted"] == found["accepted"] == 1


def test_the_answer_tells_what_was_passed_over_and_how_rows_were_read(
    desk: Desk, tmp_path: Path
) -> None:
    path = books(
        tmp_path / "台账.xlsx",
        {
            "封面": ([["双桥镇台账"]], ()),
            "台账": (
                [[*HEAD, "难点", "性别"], [*(ROW.get(h) for h in HEAD), "路窄"], ["填报人：王某"]],
                (),
            ),
        },
    )
    found = taken(desk, path)
    assert [(each["name"], each["kind"]) for each in found["sheets"]] == [
        ("封面", "skipped"),
        ("台账", "ledger"),
    ]
    assert (found["sheets"][1]["aside"], found["sheets"][1]["unread"]) == (["难点"], ["性别"])
    assert "难点：路窄" in first(desk)["trail"][0]["text"]
    assert {"sheet": "台账", "row": 2, "note": "人数原写“二十余人”"} in found["notes"]


@pytest.mark.parametrize("name", ["退回.csv", "不行/退回.xlsx", "台账.xlsx"])
def test_rejects_without_a_place_are_refused_before_anything_is_taken(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    (tmp_path / "不行").write_text("是文件")
    with pytest.raises(Refused) as refused:
        taken(desk, ledger(tmp_path, ROW), rejects=tmp_path / name)
    assert refused.value.safe == "什么都没有导入"
    assert desk.disputes.list() == []


def test_an_id_number_stored_as_a_number_is_told_of_not_refused(desk: Desk, tmp_path: Path) -> None:
    head = [*HEAD, "身份证号"]
    found = taken(desk, ledger(tmp_path, ROW | {"身份证号": 3.41623199001011e17}, head=head))
    (party, _) = first(desk)["parties"]
    assert party["id_number"] == "341623199001011000"
    assert any("丢失" in each["note"] for each in found["notes"])


def test_a_register_whose_only_day_is_that_of_the_mediation(desk: Desk, tmp_path: Path) -> None:
    head = ["序号", "村", "事由", "当事人", "调解时间", "调解结果"]
    rows: list[dict[str, Any]] = [
        {
            "村": "东湾村",
            "事由": "争水",
            "当事人": "张三",
            "调解时间": "10月3日",
            "调解结果": "调解成功",
        },
        {
            "村": "东湾村",
            "事由": "争地",
            "当事人": "李四",
            "调解时间": "10月4日",
            "调解结果": "调解不成功",
        },
    ]
    taken(desk, ledger(tmp_path, *rows, head=head))
    found = {each["title"]: each for each in desk.disputes.list()}
    assert {found["争水"][name] for name in ("occurred_on", "registered_on", "resolved_on")} == {
        "2026-10-03"
    }
    assert (found["争地"]["registered_on"], found["争地"]["status"]) == ("2026-10-04", "open")


def test_two_ticks_for_one_category_choose_none(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ["序号", "村", "事由", "当事人", "时间", "纠纷类型", None],
        [None, None, None, None, None, "邻里", "土地"],
        [1, "东湾村", "争水", "张三", "10月3日", "√", "√"],
    ]
    found = taken(desk, book(tmp_path / "台账.xlsx", rows, ["F1:G1"]))
    assert first(desk)["category"] == "99"
    assert "邻里纠纷、土地" in found["notes"][0]["note"]


def test_the_form_for_a_village_comes_back_without_loss(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "发给村里" / "登记表.xlsx"
    assert desk.exports.form(out, "东湾村", "2026-10")["villages"] == ["东湾村"]
    file = load_workbook(out)
    sheet = file["登记表"]
    offered = [str(row[1]) for row in file["选项"].iter_rows(values_only=True) if row[1]]
    assert offered[0].startswith("01") and not any(each.startswith("15") for each in offered)
    columns = {str(cell.value).rstrip("*"): cell.column for cell in sheet[3]}
    filled = {"事项": "争水", "类别": "02 邻里", "当事人": "张三、李四", "发生日期": "10月3日"}
    for name, value in {**filled, "状态": "已化解", "化解日期": date(2026, 10, 9)}.items():
        sheet.cell(4, columns[name]).value = value
    file.save(out)
    found = taken(desk, out)
    assert (found["accepted"], found["rejected"]) == (1, [])
    told = first(desk)
    assert (told["village_name"], told["category"], told["resolved_on"]) == (
        "东湾村",
        "02",
        "2026-10-09",
    )


@pytest.mark.parametrize(("name", "village"), [("表.csv", ""), ("表.xlsx", "河口村")])
def test_a_form_that_cannot_be_made_leaves_no_file(
    desk: Desk, tmp_path: Path, name: str, village: str
) -> None:
    with pytest.raises(Refused):
        desk.exports.form(tmp_path / "新" / name, village)
    assert not (tmp_path / "新" / name).exists()


def test_a_ledger_that_comes_again_knows_what_was_corrected_since(
    desk: Desk, tmp_path: Path
) -> None:
    path = ledger(tmp_path, ROW)
    taken(desk, path)
    number = first(desk)["number"]
    change = {"field": "title", "value": "滴水和排水争执", "reason": "写错"}
    desk.disputes.act(number, "correct", change)
    assert (taken(desk, path)["repeated"], len(desk.disputes.list())) == (1, 1)
    found = taken(desk, ledger(tmp_path, ROW | {"备注": "另写"}))
    assert found["changes"][0]["fields"] == ["note", "title"]
    assert first(desk)["title"] == "滴水和排水争执"


def test_rows_alike_but_for_some_cells_each_know_their_own(desk: Desk, tmp_path: Path) -> None:
    rows = [ROW | {"备注": f"第{at}次"} for at in range(3)]
    taken(desk, ledger(tmp_path, *rows))
    again = taken(desk, ledger(tmp_path, *rows))
    assert (again["accepted"], again["repeated"], again["changed"]) == (0, 3, 0)
    more = taken(desk, ledger(tmp_path, ROW | {"备注": "新的一次"}, *rows))
    assert (more["accepted"], more["repeated"], more["changed"]) == (1, 3, 0)
    moved = taken(desk, ledger(tmp_path, rows[2], rows[0] | {"备注": "改了"}, rows[1]))
    assert (moved["accepted"], moved["repeated"], moved["changed"]) == (0, 2, 1)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("申请人撤诉", "withdrawn"),
        ("撤回申请", "withdrawn"),
        ("一方拒绝调解，终止调解", "refused"),
        ("终止", "other"),
    ],
)
def test_why_a_matter_ended_is_taken_from_the_words(
    desk: Desk, tmp_path: Path, words: str, reason: str
) -> None:
    taken(desk, ledger(tmp_path, ROW | {"化解状态": words, "化解日期": "2026.10.9"}))
    found = first(desk)
    assert (found["status"], found["concluded_on"]) == ("ended", "2026-10-09")
    assert found["trail"][-1]["data"]["reason"] == reason


def test_an_answer_beside_the_status_names_no_court(desk: Desk, tmp_path: Path) -> None:
    rows = [["村", "事由", "时间", "办理情况", "是否办结"]]
    rows += [["东湾村", "争水", "10.1", "正在走诉讼程序", "否"]]
    desk.imports.apply(book(tmp_path / "a.xlsx", rows), "2026-10")
    (found,) = desk.disputes.list()
    assert (found["status"], found["conclusion"]) == ("referred", "正在走诉讼程序")
