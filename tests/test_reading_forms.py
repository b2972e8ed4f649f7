"""Forms of one matter each (一事一表): a label in a cell, what it asks for in the next one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.ledger_kit import book, books, names, only, read
from xinfang_tui.documents.reading.rejects import write_rejects

SCREENED = [
    ["东湾村矛盾纠纷排查登记表"],
    ["编号：DW-01", None, None, None, "填表日期：2026年10月8日"],
    ["当事人姓名", "张三", "性别", "男", "年龄", 45, "联系电话", "13800000001"],
    ["家庭住址", "东湾村三组12号"],
    ["对方当事人", "李四", "性别", "男", "年龄", 50, "联系电话", "13900000002"],
    ["家庭住址", "东湾村四组2号"],
    ["纠纷类型", "邻里纠纷", "发生时间", date(2026, 10, 3), "发生地点", "东湾村三组"],
    ["纠纷简况", "张三与李四因排水沟堵塞发生争吵。李四要求张三疏通。"],
    ["调处措施", "村调委会上门调解"],
    ["调处结果", "双方达成协议，已化解", "涉及人数", "5人"],
    ["责任人", "王某", "责任单位", "村委会"],
    ["工作单位", "无", "村级意见", "同意调解意见"],
    ["备注"],
    ["调解员签字：          年   月   日"],
]
MERGED = ["A1:H1", "B4:H4", "B6:H6", "B8:H8", "B9:H9", "B13:H13"]


def test_a_form_is_one_matter_with_all_that_its_labels_ask_for(tmp_path: Path) -> None:
    reading = read(book(tmp_path / "表.xlsx", SCREENED, MERGED))
    values = only(reading)
    assert (values.title, values.village_name) == ("张三与李四因排水沟堵塞发生争吵", "东湾村")
    assert [(p.name, p.phone, p.address) for p in values.parties] == [
        ("张三", "13800000001", "东湾村三组12号"),
        ("李四", "13900000002", "东湾村四组2号"),
    ]
    assert (values.occurred_on, values.category) == (date(2026, 10, 3), "02")
    assert (values.status, values.people) == ("resolved", 5)
    assert (values.handler, values.unit, values.serial_words) == ("王某", "村委会", "DW-01")
    assert values.measures == "村调委会上门调解"
    assert values.note == ""
    assert "村级意见：同意调解意见" in values.aside
    assert any("一件一张" in note for note in reading.sheets[0].notes)


@pytest.mark.parametrize("merged", [True, False])
def test_a_label_before_other_labels_says_whose_they_are(tmp_path: Path, merged: bool) -> None:
    rows = [
        ["人民调解受理登记表"],
        ["案由", "宅基地纠纷", None, "编号", "2026-01"],
        ["申请人", "姓名", "张三", "性别", "男", "民族", "汉"],
        [None, "住址", "东湾村一组", None, None, "联系方式", "13800000001"],
        ["被申请人", "姓名", "李四", "性别", "男", "民族", "汉"],
        [None, "住址", "东湾村二组", None, None, "联系方式", "13900000001"],
        ["受理时间", "2026年10月8日", None, "承办人", "孙某"],
        ["纠纷简要情况"],
        ["张三与李四因宅基地边界发生争执。"],
        ["处理结果", "正在调解"],
    ]
    merges = ["A1:G1", "A3:A4", "A5:A6", "A8:G8", "A9:G9"] if merged else []
    values = only(read(book(tmp_path / "表.xlsx", rows, merges, "东湾村")))
    assert [(p.name, p.phone, p.address) for p in values.parties] == [
        ("张三", "13800000001", "东湾村一组"),
        ("李四", "13900000001", "东湾村二组"),
    ]
    assert (values.title, values.handler, values.status) == ("宅基地纠纷", "孙某", "open")
    assert values.brief == "张三与李四因宅基地边界发生争执。"
    assert values.registered_on == date(2026, 10, 8)


def test_rows_of_people_inside_a_form_are_its_parties(tmp_path: Path) -> None:
    rows = [
        ["双桥镇人民调解委员会纠纷登记表"],
        ["填报单位：西坡村调委会　　填报时间：2026年10月9日"],
        ["当事人情况", "姓名", "性别", "年龄", "联系电话", "住址"],
        [None, "张三", "男", 45, "13800000001", "西坡村一组"],
        [None, "李四", "女", 50, 13900000002, "西坡村二组"],
        ["纠纷类别", "婚姻家庭", "纠纷发生时间", "10月2日", "是否化解", "□是 ☑否"],
        ["纠纷主要内容", "李四要求张三返还彩礼8万元"],
    ]
    values = only(read(book(tmp_path / "表.xlsx", rows, ["A1:F1", "A2:F2", "A3:A5"])))
    assert [(p.name, p.phone) for p in values.parties] == [
        ("张三", "13800000001"),
        ("李四", "13900000002"),
    ]
    assert (values.village_name, values.status) == ("西坡村", "open")
    assert values.occurred_on == date(2026, 10, 2)


def test_forms_below_one_another_and_on_several_tabs_are_a_matter_each(tmp_path: Path) -> None:
    def form(village: str, title: str, day: str, people: str) -> list[list[object]]:
        return [
            ["矛盾纠纷排查登记表"],
            ["村（社区）", village, "排查时间", day],
            ["纠纷名称", title, "纠纷类别", "邻里"],
            ["当事人", people, "联系电话", None],
            ["主要情况", f"{title}，双方争吵"],
            ["化解情况", "化解中", "责任人", "王某"],
        ]

    two = form("东湾村", "争水", "2026.10.3", "张三、李四")
    two += form("西坡村", "争地", "2026.10.5", "赵六、孙七")
    one = form("石桥村", "欠款", "2026.10.6", "周八、吴九")
    path = books(tmp_path / "表.xlsx", {"一": (two, ["A1:D1", "A7:D7"]), "二": (one, ["A1:D1"])})
    reading = read(path)
    assert reading.rejected == ()
    told = [(r.sheet, r.row, r.values.title, names(r.values)) for r in reading.rows]
    assert told == [
        ("一", 2, "争水", ["张三", "李四"]),
        ("一", 8, "争地", ["赵六", "孙七"]),
        ("二", 2, "欠款", ["周八", "吴九"]),
    ]


def test_a_form_that_lacks_its_day_is_turned_back_and_can_be_mended(tmp_path: Path) -> None:
    rows = [list(row) for row in SCREENED]
    rows[1][4] = None
    rows[6][3] = "10月32日"
    reading = read(book(tmp_path / "表.xlsx", rows, MERGED))
    assert [(each.row, each.field) for each in reading.rejected] == [(2, "occurred_on")]
    write_rejects(reading, tmp_path / "退回.xlsx")
    again = read(tmp_path / "退回.xlsx")
    assert [each.field for each in again.rejected] == ["occurred_on"]


@pytest.mark.parametrize(
    "rows",
    [
        [  # left blank
            ["矛盾纠纷排查登记表"],
            ["村（社区）", None, "排查时间", None],
            ["纠纷名称", None, "纠纷类别", None],
            ["当事人", None, "联系电话", None],
            ["主要情况"],
        ],
        [  # counts
            ["矛盾纠纷排查情况统计表"],
            ["填报单位：东湾村", "", "填报日期：2026年10月31日"],
            ["矛盾纠纷", 5, "化解", 4],
            ["情况说明", "本月排查5件，化解4件"],
        ],
        [  # of another matter
            ["困难群众申请表"],
            ["姓名", "张三", "性别", "男"],
            ["家庭住址", "东湾村"],
            ["申请事项", "低保", "申请时间", "2026.10.3"],
            ["基本情况", "家中困难"],
        ],
        [  # a table that lacks a column
            ["矛盾纠纷台账"],
            ["填报日期：2026.10.8"],
            ["序号", "事项", "类别", "人数"],
            [1, "争水", "邻里", 2],
            [2, "争地", "土地", 3],
        ],
    ],
)
def test_what_is_no_filled_form_of_a_matter_is_passed_over(
    tmp_path: Path, rows: list[list[object]]
) -> None:
    reading = read(book(tmp_path / "表.xlsx", rows, ["A1:D1"]))
    assert (reading.rows, reading.rejected) == ((), ())
    assert [sheet.kind for sheet in reading.sheets] == ["skipped"]


def test_a_word_that_only_heads_a_part_of_a_form_is_no_label(tmp_path: Path) -> None:
    rows = [
        ["矛盾纠纷调处登记表"],
        ["双方信息", "申请人", "张三", "电话", "13800000001"],
        [None, "被申请人", "李四", "电话", "13900000001"],
        ["纠纷概貌", "纠纷类型", "债务纠纷", "受理时间", "2026.10.8"],
        [None, "简要案情", "李四借张三5000元未还。"],
        ["所在村", "东湾村"],
    ]
    merges = ["A1:E1", "A2:A3", "A4:A5", "C5:E5"]
    values = only(read(book(tmp_path / "表.xlsx", rows, merges)))
    assert [(p.name, p.phone) for p in values.parties] == [
        ("张三", "13800000001"),
        ("李四", "13900000001"),
    ]
    assert (values.category, values.brief) == ("0804", "李四借张三5000元未还。")
    assert values.village_name == "东湾村"


def test_boxes_and_signatures_of_a_form(tmp_path: Path) -> None:
    rows = [
        ["矛盾纠纷信息登记表"],
        ["所属村（社区）", "东湾村", "登记时间", "2026年10月8日"],
        ["纠纷当事人", "甲方", "张三", "联系电话", "13800000001"],
        [None, "乙方", "李四", "联系电话", "13900000001"],
        ["纠纷类型", "□婚姻家庭 ☑邻里 □土地 □债务 □其他"],
        ["纠纷简要情况", "张三与李四因通行争执"],
        ["是否化解", "√是  □否", "化解时间", "10月12日"],
        ["调解人员签名", "刘某", "当事人签名"],
    ]
    values = only(read(book(tmp_path / "表.xlsx", rows, ["A1:E1", "A3:A4"])))
    assert [(p.name, p.phone) for p in values.parties] == [
        ("张三", "13800000001"),
        ("李四", "13900000001"),
    ]
    assert (values.category, values.handler) == ("02", "刘某")
    assert (values.status, values.resolved_on) == ("resolved", date(2026, 10, 12))


def test_a_letter_in_lines_of_labels_is_a_form_too(tmp_path: Path) -> None:
    rows = [
        ["人民调解申请书"],
        ["申请人：张三，男，45岁，住东湾村三组，电话13800000001"],
        ["被申请人：李四，男，50岁，住东湾村四组"],
        ["纠纷简要情况：张三与李四因宅基地发生纠纷。"],
        ["申请事项：请求调解。"],
        ["申请日期：2026年10月8日"],
    ]
    values = only(read(book(tmp_path / "表.xlsx", rows)))
    assert [(p.name, p.phone, p.address) for p in values.parties] == [
        ("张三", "13800000001", "东湾村三组"),
        ("李四", "", "东湾村四组"),
    ]
    assert (values.village_name, values.registered_on) == ("东湾村", date(2026, 10, 8))
    assert values.aside == ("表中其他文字：申请事项：请求调解。",)


def test_a_table_of_many_unknown_columns_is_no_form(tmp_path: Path) -> None:
    rows = [
        ["双桥镇矛盾纠纷台账"],
        ["简要情况", "村", "化解措施", "当事人", "台账页码", "网络舆情", "时间", "乙列", "事项"],
        ["双方打架", "东湾村", "调解", "李四、王五", "2", None, "10.5", "一般", "争地"],
        ["双方争吵", "东湾村", "上门", "李四、王五", "是", "一般", "10.3", None, "争水"],
    ]
    reading = read(book(tmp_path / "表.xlsx", rows))
    assert [row.values.title for row in reading.rows] == ["争地", "争水"]
    assert reading.sheets[0].notes == ()
