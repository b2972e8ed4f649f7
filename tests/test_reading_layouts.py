"""Ledgers in layouts that nobody announced: each is read as its writer meant it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.ledger_kit import VILLAGES, book, books, faults, names, only, read, table

DAY = date(2026, 10, 3)


def test_layout_a_of_many_counties(tmp_path: Path) -> None:
    head = "|".join(
        (
            "序号|编号|排查时间|村(组)/网格|当事人|联系电话|纠纷类别|涉及人数/金额|简要情况|排查人",
            "化解责任人|包案领导|化解措施|化解时限|化解状态|化解结果|是否回访|备注",
        )
    ).split("|")
    row = [
        1,
        "DW-01",
        "2026.10.3",
        "东湾村二组",
        "张某、李某",
        13800000000,
        "邻里纠纷",
        "3人/5000元",
        "张某家滴水淌到李某墙根。双方争吵。",
        "王某",
        "周某",
        "刘镇长",
        "现场丈量",
        "2026.10.20",
        "已化解",
        "双方和解",
        "是",
        "已归档",
    ]
    values = only(read(book(tmp_path / "a.xlsx", [head, row])))
    assert values.title == "张某家滴水淌到李某墙根"
    assert values.brief == "张某家滴水淌到李某墙根。双方争吵。"
    assert (values.village_name, values.group) == ("东湾村", "二组")
    assert (values.occurred_on, values.registered_on, values.two_dates) == (DAY, DAY, False)
    assert (values.people, values.amount, values.category) == (3, 5000.0, "02")
    assert [(p.name, p.phone) for p in values.parties] == [("张某", "13800000000"), ("李某", "")]
    assert (values.handler, values.found_by, values.leader) == ("周某", "王某", "刘镇长")
    assert (values.status, values.resolved_on) == ("resolved", date(2026, 10, 31))
    assert values.resolved_by_month
    assert values.due == date(2026, 10, 20)
    assert (values.measures, values.result) == ("现场丈量", "双方和解")
    assert (values.visited, values.note, values.number) == (True, "已归档", None)


def test_layout_b_with_one_column_that_tells_everything(tmp_path: Path) -> None:
    rows = [
        ["双桥镇10月份矛盾纠纷排查调处情况表"],
        [
            "序号",
            "排查部门",
            "排查日期",
            "单位（地点）",
            "矛盾纠纷简况及原因",
            "责任单位",
            "责任领导",
            "调处情况",
        ],
        [
            1,
            "综治中心",
            "10月3日",
            "石桥村",
            "王某与赵某因田埂地界争吵；原因是多年未丈量。",
            "司法所",
            "钱某",
            "已达成协议，双方签字。",
        ],
        [
            2,
            "派出所",
            "10月5日",
            "新民社区",
            "业主反映停车位被占",
            "物业公司",
            "孙某",
            "多次调解，双方未能达成协议",
        ],
    ]
    reading = read(book(tmp_path / "b.xlsx", rows, ["A1:H1"]))
    first, second = (row.values for row in reading.rows)
    assert first.title == "王某与赵某因田埂地界争吵"
    assert (first.village_name, first.occurred_on) == ("石桥村", DAY)
    assert (first.unit, first.leader, first.status) == ("司法所", "钱某", "resolved")
    assert first.parties == ()
    assert (second.village_name, second.status) == ("新民社区", "open")
    assert second.category == "0402"


def test_two_sides_each_with_a_telephone_below_one_header(tmp_path: Path) -> None:
    rows = [
        ["2026年第四季度人民调解登记台账"],
        [
            "编号",
            "受理日期",
            "申请人",
            None,
            "被申请人",
            None,
            "纠纷类型",
            "纠纷事由",
            "调解结果",
            None,
            "调解员",
        ],
        [
            None,
            None,
            "姓名",
            "电话",
            "姓名",
            "电话",
            None,
            None,
            "是否成功",
            "协议金额（万元）",
            None,
        ],
        [
            "2026-41",
            "20261003",
            "张某",
            "138 0000 0001",
            "丰收合作社",
            "0558-7654321",
            "合同纠纷",
            "拖欠收购款",
            "是",
            1.2,
            "周某",
        ],
    ]
    merges = ["A1:K1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3", "H2:H3", "I2:J2", "K2:K3"]
    reading = read(book(tmp_path / "c.xlsx", rows, merges, "西坡村"))
    values = only(reading)
    assert [(p.name, p.phone, p.kind) for p in values.parties] == [
        ("张某", "13800000001", "person"),
        ("丰收合作社", "0558-7654321", "company"),
    ]
    assert values.village_name == "西坡村"
    assert values.occurred_on == DAY
    assert (values.status, values.amount, values.handler) == ("resolved", 12000.0, "周某")


def test_two_header_rows_in_a_csv_without_merging(tmp_path: Path) -> None:
    rows = [
        ["双桥镇矛盾纠纷台账（2026年）", "", "", "", "", "", ""],
        ["序号", "所属村", "事项", "当事人", "", "登记日期", "状态"],
        ["", "", "", "姓名", "联系电话", "", ""],
        ["1", "东湾", "占道堆物", "张某", "13800000001", "10月3日", "调解中"],
    ]
    values = only(read(table(tmp_path / "d.csv", rows)))
    assert (values.title, names(values)) == ("占道堆物", ["张某"])
    assert values.parties[0].phone == "13800000001"
    assert values.occurred_on == DAY


def test_found_and_registered_dates_side_by_side(tmp_path: Path) -> None:
    head = ["村", "矛盾纠纷名称", "当事人", "发生时间", "登记时间", "化解时间"]
    rows = [
        head,
        ["东湾村", "借钱不还", "张某", "2026.9.28", "2026.10.3", "2026年10月9日"],
        ["东湾村", "争水", "李某", "2026.10.8", "2026.10.3", ""],
        ["东湾村", "噪音扰民", "王某", "", "2026.10.3", ""],
    ]
    reading = read(book(tmp_path / "e.xlsx", rows))
    first, third = (row.values for row in reading.rows)
    assert (first.occurred_on, first.registered_on) == (date(2026, 9, 28), DAY)
    assert first.two_dates
    assert (first.status, first.resolved_on) == ("resolved", date(2026, 10, 9))
    assert not first.resolved_by_month
    assert (third.occurred_on, third.registered_on, third.two_dates) == (DAY, DAY, False)
    assert faults(reading) == [(3, "registered_on")]


def test_a_village_named_once_and_left_blank_below(tmp_path: Path) -> None:
    rows = [
        ["村名", "序号", "事由", "当事人", "时间"],
        ["东湾村", 1, "甲事争执", "张某", "2026.10.1"],
        ["", 2, "乙事争执", "李某", "2026.10.2"],
        ["", 3, "丙事争执", "王某", "2026.10.3"],
        ["西坡村", 4, "丁事争执", "赵某", "2026.10.4"],
        ["", 5, "戊事争执", "钱某", "2026.10.5"],
    ]
    reading = read(table(tmp_path / "f.csv", rows))
    assert [row.values.village_name for row in reading.rows] == ["东湾村"] * 3 + ["西坡村"] * 2


def test_a_village_forgotten_where_every_row_names_one_is_turned_back(tmp_path: Path) -> None:
    rows = [
        ["村名", "事由", "当事人", "时间"],
        ["东湾村", "甲事争执", "张某", "2026.10.1"],
        ["东湾村", "乙事争执", "李某", "2026.10.2"],
        ["", "丙事争执", "王某", "2026.10.3"],
        ["西坡村", "丁事争执", "赵某", "2026.10.4"],
    ]
    assert faults(read(table(tmp_path / "g.csv", rows))) == [(4, "village")]


def test_sections_that_name_the_village_between_the_rows(tmp_path: Path) -> None:
    rows = [
        ["双桥镇2026年10月纠纷台账"],
        ["序号", "纠纷事由", "双方当事人", "发现时间", "化解情况"],
        ["一、东湾村（2件）"],
        [1, "宅基地边界", "张某、李某", "10.3", "已化解"],
        [2, "争水", "王某、赵某", "10.4", "未化解"],
        ["二、西坡村（1件）"],
        [1, "林界不清", "钱某、孙某", "10.5", "正在调解"],
        ["合计：3件"],
    ]
    merges = ["A1:E1", "A3:E3", "A6:E6", "A8:E8"]
    reading = read(book(tmp_path / "h.xlsx", rows, merges))
    told = [(r.values.village_name, r.values.title, r.values.status) for r in reading.rows]
    assert told == [
        ("东湾村", "宅基地边界", "resolved"),
        ("东湾村", "争水", "open"),
        ("西坡村", "林界不清", "open"),
    ]
    assert reading.rejected == ()


def test_ticks_below_a_header_choose_category_and_status(tmp_path: Path) -> None:
    rows = [
        ["序号", "村别", "矛盾纠纷", "当事人", "日期", "纠纷类别", None, None, "化解情况", None],
        [None, None, None, None, None, "婚姻家庭", "邻里", "土地承包", "已化解", "未化解"],
        [1, "东湾村", "婆媳不和", "张某", "2026-10-03", "√", None, None, "√", None],
        [2, "西坡村", "退包田地", "李某", "2026-10-04", None, None, "✓", None, "√"],
    ]
    merges = ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:E2", "F1:H1", "I1:J1"]
    reading = read(book(tmp_path / "i.xlsx", rows, merges))
    told = [(r.values.category, r.values.status) for r in reading.rows]
    assert told == [("01", "resolved"), ("0901", "open")]


@pytest.mark.parametrize("above", ["调解结果", "处理结果", "调处情况", "办理结果"])
def test_a_tick_below_a_result_says_how_the_matter_stands(tmp_path: Path, above: str) -> None:
    choices = ("成功", "不成功", "调解中", "转司法", "上报镇")
    head = ["序号", "村", "事由", "当事人", "时间"]
    rows: list[list[object]] = [[*head, above], [None] * 5 + list(choices)]
    for at, choice in enumerate(choices):
        rows.append([at, "东湾村", choice, "甲某", "10月3日", *[None] * at, "√"])
    merges = ["F1:J1", *[f"{letter}1:{letter}2" for letter in "ABCDE"]]
    reading = read(book(tmp_path / "r.xlsx", rows, merges))
    assert {row.values.title: row.values.status for row in reading.rows} == {
        "成功": "resolved",
        "不成功": "open",
        "调解中": "open",
        "转司法": "referred",
        "上报镇": "open",
    }


@pytest.mark.parametrize(("yes", "no"), [("√", None), ("是", "否")])
def test_success_and_failure_in_two_columns_of_their_own(
    tmp_path: Path, yes: str, no: str | None
) -> None:
    head = ["序号", "村", "事由", "当事人", "时间", "调解成功", "调解不成功"]
    rows = [
        head,
        [1, "东湾村", "好", "甲某", "10月3日", yes, no],
        [2, "东湾村", "坏", "乙某", "10月3日", no, yes],
    ]
    reading = read(book(tmp_path / "r.xlsx", rows))
    assert [row.values.status for row in reading.rows] == ["resolved", "open"]


def test_a_header_repeated_on_every_page_and_page_totals(tmp_path: Path) -> None:
    head = ["序号", "村", "纠纷名称", "当事人姓名", "排查日期", "处理结果"]
    rows = [
        head,
        [1, "东湾村", "甲事争执", "张某", "2026/10/1", "已办结"],
        ["本页小计", "1件"],
        head,
        [2, "东湾村", "乙事争执", "李某", "2026/10/2", "继续做工作"],
        ["合 计", None, "2件"],
        ["填表人：周某", None, None, "审核：刘某"],
    ]
    reading = read(book(tmp_path / "j.xlsx", rows))
    assert [(r.row, r.values.status) for r in reading.rows] == [(2, "resolved"), (5, "open")]
    assert reading.rejected == ()


def test_another_table_with_other_columns_below_the_first(tmp_path: Path) -> None:
    rows = [
        ["一、已化解"],
        ["村", "事项", "当事人", "化解日期", "排查日期"],
        ["东湾村", "甲事争执", "张某", "2026.10.9", "2026.10.1"],
        [],
        ["二、未化解"],
        ["事项", "当事人", "排查日期", "村", "责任人"],
        ["乙事争执", "李某", "2026.10.2", "西坡村", "周某"],
    ]
    reading = read(book(tmp_path / "k.xlsx", rows))
    first, second = (row.values for row in reading.rows)
    assert (first.village_name, first.status) == ("东湾村", "resolved")
    assert (second.village_name, second.handler, second.status) == ("西坡村", "周某", "open")


def test_one_matter_over_several_rows_a_party_each(tmp_path: Path) -> None:
    rows = [
        ["序号", "村", "纠纷事项", "当事人", None, "排查时间"],
        [None, None, None, "姓名", "联系方式", None],
        [1, "东湾村", "宅基地相邻", "张某", "13800000001", "2026.10.3"],
        [None, None, None, "李某", "13800000002", None],
        [2, "东湾村", "争水", "王某", None, "2026.10.4"],
    ]
    merges = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "A3:A4", "B3:B4", "C3:C4", "F3:F4"]
    reading = read(book(tmp_path / "l.xlsx", rows, merges))
    assert [(r.row, names(r.values)) for r in reading.rows] == [
        (3, ["张某", "李某"]),
        (5, ["王某"]),
    ]
    assert [p.phone for p in reading.rows[0].values.parties] == ["13800000001", "13800000002"]


def test_numbered_rows_made_ready_and_never_filled_are_no_rows(tmp_path: Path) -> None:
    rows = [
        ["序号", "村", "事项", "当事人", "日期", "是否化解"],
        [1, "东湾村", "争水", "张某", "2026.10.3", "否"],
        [2, "东湾村", None, None, None, "否"],
        [3, None, None, None, None, None],
        [4, "东湾村", "无", "无", "无", "/"],
    ]
    reading = read(book(tmp_path / "m.xlsx", rows))
    assert [row.row for row in reading.rows] == [2]
    assert reading.rejected == ()


def test_a_village_that_found_nothing_is_no_matter(tmp_path: Path) -> None:
    rows = [
        ["村", "事项", "当事人", "日期"],
        ["东湾村", "本月无矛盾纠纷", "", ""],
        ["西坡村", "经排查，未发现矛盾纠纷。", "", "2026.10.25"],
        ["石桥村", "争水", "张某", "2026.10.3"],
    ]
    reading = read(book(tmp_path / "n.xlsx", rows))
    assert [row.values.title for row in reading.rows] == ["争水"]
    assert reading.rejected == ()
    assert len(reading.sheets[0].notes) == 2


def test_the_same_as_above_is_taken_from_the_row_above(tmp_path: Path) -> None:
    rows = [
        ["村", "事项", "当事人", "类别", "日期"],
        ["东湾村", "争水", "张某", "邻里", "2026.10.3"],
        ["同上", "占道", "李某", "〃", "〃"],
    ]
    second = read(book(tmp_path / "o.xlsx", rows)).rows[1].values
    assert (second.village_name, second.category, second.occurred_on) == ("东湾村", "02", DAY)


def test_a_village_named_only_in_the_title_line(tmp_path: Path) -> None:
    rows = [
        ["双桥镇柳树沟村2026年10月份矛盾纠纷排查登记表"],
        ["填报单位：柳树沟村委会　　填报时间：2026年10月28日"],
        ["顺序号", "事件名称", "涉事人", "事件类型", "人次", "摸排时间", "办理情况"],
        [1, "放水先后", "王某/赵某", "邻里", "二人", "十月三日", "化解成功"],
    ]
    reading = read(book(tmp_path / "p.xlsx", rows, ["A1:G1", "A2:G2"], "Sheet1"))
    values = only(reading)
    assert (values.village_name, values.people) == ("柳树沟村", 2)
    assert (values.occurred_on, values.status) == (DAY, "resolved")
    assert names(values) == ["王某", "赵某"]


def test_a_gathering_sheet_beside_the_villages_is_not_read_twice(tmp_path: Path) -> None:
    head = ["村", "事项", "当事人", "日期"]
    east = [["东湾村", f"东事争执{i}", "张某", f"2026.10.{i}"] for i in range(1, 4)]
    west = [["西坡村", f"西事争执{i}", "李某", f"2026.10.{i}"] for i in range(1, 4)]
    path = books(
        tmp_path / "q.xlsx",
        {
            "总表": ([head, *east, *west], []),
            "东湾村": ([head, *east], []),
            "西坡村": ([head, *west], []),
        },
    )
    reading = read(path)
    assert len(reading.rows) == 6
    assert {row.sheet for row in reading.rows} == {"东湾村", "西坡村"}
    assert [sheet.kind for sheet in reading.sheets] == ["skipped", "ledger", "ledger"]


def test_statistics_covers_and_instructions_are_passed_over(tmp_path: Path) -> None:
    path = books(
        tmp_path / "r.xlsx",
        {
            "填表说明": ([["一、本表由各村填写"], ["二、类别按下列填写：邻里、婚姻"]], []),
            "统计": (
                [
                    ["村", "排查件数", "化解件数", "化解率"],
                    ["东湾村", 3, 2, "66.7%"],
                    ["合计", 3, 2, None],
                ],
                [],
            ),
            "月报": (
                [
                    ["矛盾纠纷排查统计月报表"],
                    ["类别", "排查数", "调处数", "成功数", "成功率"],
                    ["邻里", 3, 3, 2, 0.67],
                ],
                ["A1:E1"],
            ),
            "明细": ([["村", "事项", "当事人", "日期"], ["东湾村", "争水", "张某", DAY]], []),
        },
    )
    reading = read(path)
    assert [sheet.kind for sheet in reading.sheets] == ["skipped"] * 3 + ["ledger"]
    assert all(sheet.reason for sheet in reading.sheets[:3])
    assert len(reading.rows) == 1


def test_hidden_sheets_and_rows_are_read_all_the_same(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    rows = [["村", "事项", "当事人", "日期"], ["东湾村", "争水", "张某", DAY]]
    old = [rows[0], ["西坡村", "争路", "李某", DAY]]
    path = books(tmp_path / "s.xlsx", {"台账": (rows, []), "旧表": (old, [])})
    file = load_workbook(path)
    file["旧表"].sheet_state = "hidden"
    file["台账"].row_dimensions[2].hidden = True
    file.save(path)
    reading = read(path)
    assert [row.sheet for row in reading.rows] == ["台账", "旧表"]
    assert "隐藏" in reading.sheets[1].notes[0]


def test_a_ledger_that_starts_far_from_the_corner(tmp_path: Path) -> None:
    rows: list[list[object]] = [[] for _ in range(6)]
    rows += [
        [None, None, "事项", "村", "当事人", "日期"],
        [None, None, "争水", "东湾村", "张某", DAY],
    ]
    reading = read(book(tmp_path / "t.xlsx", rows))
    assert only(reading).title == "争水"
    assert reading.sheets[0].header_rows == (7,)
    assert reading.sheets[0].columns["C"].field == "title"


def test_headers_broken_over_lines_spaced_and_starred(tmp_path: Path) -> None:
    rows = [
        [
            "序\n号",
            "村 （社 区）",
            "纠  纷\n名  称*",
            "当事人\n（双方）",
            "涉及\n人数（人）",
            "排查\n时间",
            "化解\n状态",
        ],
        [1, " 东 湾 村 ", "　争水　", "张　某、李　某", " ３ ", "２０２６．１０．３", "化 解 中"],
    ]
    values = only(read(book(tmp_path / "u.xlsx", rows)))
    assert (values.village_name, values.title, values.people) == ("东湾村", "争水", 3)
    assert names(values) == ["张某", "李某"]
    assert (values.occurred_on, values.status) == (DAY, "open")


def test_corrections_of_the_wizard_say_what_a_column_holds(tmp_path: Path) -> None:
    rows = [
        ["本村大事记"],
        ["哪里", "啥事", "谁和谁", "哪天"],
        ["东湾村", "争水", "张某、李某", "2026.10.3"],
    ]
    path = book(tmp_path / "v.xlsx", rows)
    skipped = read(path).sheets[0]
    assert skipped.kind == "skipped"
    assert [column.header for column in skipped.columns.values()] == rows[1]
    columns = {"台账": {"A": "village", "B": "title", "C": "parties", "D": "occurred_on"}}
    values = only(read(path, columns=columns))
    assert (values.title, values.village_name, values.occurred_on) == ("争水", "东湾村", DAY)
    assert names(values) == ["张某", "李某"]


def test_a_correction_leaves_a_column_out(tmp_path: Path) -> None:
    rows = [["村", "事项", "当事人", "日期", "备注"], ["东湾村", "争水", "张某", DAY, "保密"]]
    path = book(tmp_path / "w.xlsx", rows)
    assert only(read(path)).note == "保密"
    assert only(read(path, columns={"台账": {"E": ""}})).note == ""


def test_dates_shown_by_excel_in_the_chinese_way(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    rows = [
        ["村", "事项", "当事人", "日期"],
        *(["东湾村", f"争水{i}", "张某", datetime(2026, 10, 3)] for i in "甲乙丙"),
    ]
    path = book(tmp_path / "x.xlsx", rows)
    file = load_workbook(path)
    for row, shown in ((2, 'yyyy"年"m"月"d"日"'), (3, "[$-804]m月d日;@"), (4, 'yyyy"年"m"月"')):
        file["台账"].cell(row, 4).number_format = shown
    file["台账"].cell(4, 4).value = datetime(2026, 10, 1)
    file.save(path)
    reading = read(path)
    assert [row.values.occurred_on for row in reading.rows] == [DAY, DAY]
    assert faults(reading) == [(4, "occurred_on")]
    assert "只写到月" in reading.rejected[0].reason


def test_a_workbook_that_counts_days_from_1904(tmp_path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    file = Workbook()
    file.epoch = CALENDAR_MAC_1904
    sheet = file.active
    sheet.append(["村", "事项", "当事人", "日期"])
    sheet.append(["东湾村", "争水", "张某", datetime(2026, 10, 3)])
    sheet.append(["东湾村", "占道", "李某", 46298 - 1462])
    file.save(tmp_path / "y.xlsx")
    reading = read(tmp_path / "y.xlsx")
    assert [row.values.occurred_on for row in reading.rows] == [DAY, DAY]


def test_a_village_column_that_names_only_the_group(tmp_path: Path) -> None:
    rows = [["组别", "事项", "当事人", "日期"], ["三组", "争水", "张某", DAY]]
    values = only(read(book(tmp_path / "z.xlsx", rows, (), "石桥村")))
    assert (values.village_name, values.group) == ("石桥村", "三组")


def test_an_unknown_village_is_turned_back_with_the_likely_one(tmp_path: Path) -> None:
    rows = [["村", "事项", "当事人", "日期"], ["柳树够村", "争水", "张某", DAY]]
    (rejected,) = read(book(tmp_path / "aa.xlsx", rows)).rejected
    assert (rejected.field, rejected.value) == ("village", "柳树够村")
    assert "柳树沟村" in rejected.reason


def test_a_village_that_has_the_ledger_to_itself_need_not_be_named(tmp_path: Path) -> None:
    rows = [["事项", "当事人", "日期"], ["争水", "张某", DAY]]
    path = book(tmp_path / "bb.xlsx", rows, (), "Sheet1")
    assert faults(read(path)) == [(2, "village")]
    one = {"341623101202": VILLAGES["341623101202"]}
    assert only(read(path, villages=one)).village_name == "石桥村"


def test_all_faults_of_a_row_are_told_at_once(tmp_path: Path) -> None:
    rows = [["村", "事项", "当事人", "日期", "人数"], ["某村", "", "张某", "2026.13.1", "-2"]]
    (rejected,) = read(book(tmp_path / "cc.xlsx", rows)).rejected
    assert rejected.field == "village"
    for word in ("某村", "没有事项", "2026.13.1", "-2"):
        assert word in rejected.reason
    assert rejected.cells["当事人"] == "张某"


def test_a_form_of_the_county_with_three_header_rows(tmp_path: Path) -> None:
    rows = [
        ["全县矛盾纠纷大排查大化解工作台账"],
        [
            "填报单位（盖章）：双桥镇",
            None,
            None,
            None,
            None,
            None,
            "填报日期：二〇二六年十月三十日",
        ],
        ["序号", "基本情况", None, None, None, None, None, "化解情况", None, None, None, "备注"],
        [
            *(None, "涉及村（社区）", "当事人", None, "主要诉求", "排查时间", "涉及人数"),
            *("包案领导", None, "是否化解", "化解时间"),
        ],
        [None, None, "姓名", "联系电话", None, None, None, "姓名", "职务"],
        [
            *(
                1,
                "双桥镇石桥村一组",
                "张某等5人",
                13800000001,
                "要求支付工程款。多次讨要未果",
                "10月3日",
            ),
            *("约10人", "刘某", "副镇长", "是", "2026.10.20", None),
        ],
        [
            *(
                2,
                "双桥镇新民社区",
                "李某",
                None,
                "噪音扰民",
                "10月4日",
                None,
                "刘某",
                "副镇长",
                "否",
            ),
            *(None, "继续跟进"),
        ],
        [None, None, None, None, None, None, None, None, None, None, "2026年10月30日"],
    ]
    merges = [
        *("A1:L1", "A2:F2", "G2:L2", "A3:A5", "B3:G3", "H3:K3", "L3:L5", "B4:B5", "C4:D4"),
        *("E4:E5", "F4:F5", "G4:G5", "H4:I4", "J4:J5", "K4:K5"),
    ]
    reading = read(book(tmp_path / "county.xlsx", rows, merges), None)
    assert reading.rejected == ()
    first, second = (row.values for row in reading.rows)
    assert (first.village_name, first.group, first.title) == ("石桥村", "一组", "要求支付工程款")
    assert (first.occurred_on, first.people, first.leader) == (DAY, 10, "刘某")
    assert (first.status, first.resolved_on) == ("resolved", date(2026, 10, 20))
    assert (second.status, second.note, second.category) == ("open", "继续跟进", "0203")


def test_a_hotline_export_with_tabs(tmp_path: Path) -> None:
    rows = [
        [
            "工单号",
            "诉求标题",
            "诉求内容",
            "诉求人",
            "联系电话",
            "诉求时间",
            "所属区域",
            "办理状态",
            "办结时间",
        ],
        [
            *("20261003-77", "路灯不亮影响出行", "反映村口路灯坏了", "张先生", "13800000001"),
            *("2026-10-03 14:30:05", "双桥镇西坡村", "已办结", "2026-10-06 09:00:00"),
        ],
    ]
    values = only(read(table(tmp_path / "工单.txt", rows, "utf-8-sig", "\t")))
    assert (values.title, values.brief) == ("路灯不亮影响出行", "反映村口路灯坏了")
    assert (values.village_name, names(values)) == ("西坡村", ["张先生"])
    assert (values.occurred_on, values.resolved_on) == (DAY, date(2026, 10, 6))
    assert values.status == "resolved"


def test_a_mediation_register_of_the_justice_office(tmp_path: Path) -> None:
    rows = [
        ["双桥镇人民调解委员会调解案件登记簿", None, None, None, None, None, None, None],
        [
            "案号",
            "受理日期",
            "申请人",
            "被申请人",
            "案由",
            "发生地",
            "调解日期",
            "调解结果",
            "调解员",
        ],
        [
            "(2026)双调字7号",
            "2026/10/3",
            "张某",
            "李某",
            "赡养纠纷",
            "东湾村",
            "2026/10/9",
            "调解成功",
            "周某",
        ],
        [
            "(2026)双调字8号",
            "2026/10/4",
            "王某",
            "赵某",
            "买卖纠纷",
            "石桥村",
            "2026/10/9",
            "调解不成功",
            "周某",
        ],
        ["(2026)双调字9号", "2026/10/5", "钱某", "孙某", "离婚纠纷", "西坡村", "/", "", "周某"],
    ]
    reading = read(book(tmp_path / "register.xlsx", rows, ["A1:I1"]))
    assert reading.rejected == ()
    told = [(r.values.status, r.values.category, r.values.resolved_on) for r in reading.rows]
    assert told == [
        ("resolved", "0102", date(2026, 10, 9)),
        ("open", "0603", None),
        ("open", "0101", None),
    ]
    assert names(reading.rows[0].values) == ["张某", "李某"]


def test_tabs_that_say_how_their_matters_stand(tmp_path: Path) -> None:
    head = ["村", "事项", "当事人", "日期"]
    sheets = {
        "已化解": ([head, ["东湾村", "甲事争执", "张某", "2026.10.3"]], []),
        "未化解": ([head, ["东湾村", "乙事争执", "李某", "2026.10.4"]], []),
    }
    reading = read(books(tmp_path / "tabs.xlsx", sheets))
    assert [row.values.status for row in reading.rows] == ["resolved", "open"]
    assert all(row.notes for row in reading.rows)


def test_totals_per_village_and_lone_sign_offs_are_no_rows(tmp_path: Path) -> None:
    rows = [
        ["村", "事项", "当事人", "日期", "经办人"],
        ["东湾村", "甲事争执", "张某", "2026.10.3", "周某"],
        ["东湾村小计", "1件"],
        ["西坡村", "乙事争执", "李某", "2026.10.3", "周某"],
        ["总  计：2件"],
        [None, None, None, None, "双桥镇综治中心"],
        [None, None, None, "2026年10月28日"],
        ["※本表一式两份"],
    ]
    reading = read(book(tmp_path / "totals.xlsx", rows))
    assert [row.row for row in reading.rows] == [2, 4]
    assert reading.rejected == ()
    assert any("综治中心" in note for note in reading.sheets[0].notes)


def test_blocks_of_villages_one_below_the_other_on_one_sheet(tmp_path: Path) -> None:
    head = ["序号", "事由", "双方当事人", "时间", "处理情况"]
    rows = [
        ["东湾村矛盾纠纷排查登记表"],
        head,
        [1, "争水", "张某、李某", "2026.10.3", "已化解"],
        ["填表人：周某"],
        [],
        ["西坡村矛盾纠纷排查登记表"],
        ["填报单位：西坡村", None, None, "填报时间：2026年10月28日"],
        head,
        [1, "占道", "王某、赵某", "2026.10.4", "未化解"],
        ["填报单位：石桥村", None, None, "填报时间：2026年10月28日"],
        head,
        [1, "退包", "钱某、孙某", "2026.10.5", "未化解"],
    ]
    reading = read(book(tmp_path / "blocks.xlsx", rows))
    assert reading.rejected == ()
    assert [r.values.village_name for r in reading.rows] == ["东湾村", "西坡村", "石桥村"]


def test_people_and_matter_told_in_one_column(tmp_path: Path) -> None:
    rows = [
        ["村", "当事人及纠纷情况", "涉及人员（人）", "排查时间", "化解情况"],
        ["东湾村", "张某与李某因地界争吵", 2, "2026.10.3", "未化解"],
    ]
    values = only(read(book(tmp_path / "told.xlsx", rows)))
    assert (values.title, values.people) == ("张某与李某因地界争吵", 2)


def test_a_table_of_counts_below_the_ledger_is_no_matter(tmp_path: Path) -> None:
    head = ["序号", "村", "事项", "当事人", "时间", "状态"]
    rows = [
        ["双桥镇2026年10月"],
        head,
        [1, "东湾村", "争水", "张三", "10月3日", "已化解"],
        [],
        ["村", "排查数", "化解数", "化解率"],
        ["东湾村", 1, 1, "100%"],
        ["西坡村", 0, 0, "—"],
        head,
        [1, "西坡村", "争地", "李四", "10月4日", "未化解"],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows))
    assert reading.rejected == ()
    assert [row.values.title for row in reading.rows] == ["争水", "争地"]
    assert any("统计表" in note for note in reading.sheets[0].notes)


def test_rows_of_another_township_are_turned_back(tmp_path: Path) -> None:
    rows = [
        ["序号", "乡镇", "村", "事项", "当事人", "时间"],
        [1, "双桥镇", "东湾村", "争水", "张三", "2026.10.3"],
        [2, "河口镇", "石桥村", "争地", "李四", "2026.10.3"],
        [3, "", "河口镇石桥村", "争路", "李四", "2026.10.3"],
        [4, "", "利辛县双桥镇石桥村", "争山", "李四", "2026.10.3"],
    ]
    towns = VILLAGES | {"341623101000": "双桥镇"}
    reading = read(book(tmp_path / "a.xlsx", rows), villages=towns)
    assert faults(reading) == [(3, "village"), (4, "village")]
    assert "河口镇" in reading.rejected[0].reason
    assert [row.values.village_name for row in reading.rows] == ["东湾村", "石桥村"]


def test_a_telephone_without_a_party_is_kept_in_a_note(tmp_path: Path) -> None:
    rows = [
        ["来电时间", "来电人", "联系电话", "所属区域", "诉求标题"],
        ["2026-10-03 09:12:33", "张先生", 13900000001, "东湾村", "道路积水"],
    ]
    (row,) = read(book(tmp_path / "a.xlsx", rows)).rows
    assert (row.values.reporter, row.values.parties) == ("张先生", ())
    assert row.values.aside == ("联系电话：13900000001",)


def test_a_code_and_a_name_of_two_villages_are_not_chosen_between(tmp_path: Path) -> None:
    rows = [
        ["村代码", "村", "事项", "当事人", "时间"],
        ["341623101200", "东湾村", "争水", "张三", "2026.10.3"],
        ["341623101201", "东湾村", "争地", "张三", "2026.10.3"],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows))
    assert faults(reading) == [(3, "village")]
    assert "西坡村" in reading.rejected[0].reason


def test_a_handler_with_a_telephone_and_a_day_beside_the_status(tmp_path: Path) -> None:
    rows = [
        *([f"说明{at}"] for at in range(30)),
        ["序号", "村", "事项", "时间", "状态", "责任人及电话", "未化解原因"],
        [1, "东湾村", "争水", "2026.10.3", "已化解 10.9", "周某13900000009", ""],
        [2, "东湾村", "争地", "2026.10.3", "未化解", "周某（13900000009）", "分歧大"],
    ]
    first, second = (row.values for row in read(book(tmp_path / "a.xlsx", rows)).rows)
    assert (first.handler, first.resolved_on) == ("周某", date(2026, 10, 9))
    assert (second.handler, second.note) == ("周某", "分歧大")


@pytest.mark.parametrize(
    ("header", "words", "status"),
    [
        ("化解时间", "", "resolved"),
        ("化解时间", "双方互相道歉", "resolved"),
        ("化解时间", "多次协调无果，建议走法律途径", "open"),
        ("化解时间", "当事人外出，待回来后调解", "open"),
        ("调解时间", "双方互相道歉", "open"),
        ("调解时间", "", "resolved"),
        ("处理时间", "已引导走诉讼程序", "referred"),
    ],
)
def test_a_day_settles_a_row_whose_words_do_not_say_otherwise(
    tmp_path: Path, header: str, words: str, status: str
) -> None:
    head = ["村", "发生日期", "事项", "化解进展", header]
    row = ["东湾村", "2026-10-03", "排水纠纷", words, "10.20"]
    assert only(read(book(tmp_path / "台账.xlsx", [head, row]))).status == status


@pytest.mark.parametrize(
    ("result", "status"),
    [
        ("调解不成", "open"),
        ("中止", "open"),
        ("已报镇调委会", "open"),
        ("移送派出所", "open"),
        ("转司法所继续调解", "open"),
        ("双方互不追究", "resolved"),
        ("赔偿部分医疗费", "resolved"),
        ("达成协议", "resolved"),
    ],
)
def test_the_day_of_a_mediation_settles_no_matter_whose_result_is_none(
    tmp_path: Path, result: str, status: str
) -> None:
    head = ["案号", "申请人", "被申请人", "案由", "发生地", "受理日期", "调解日期", "调解结果"]
    row = ["第13号", "张某", "李某", "债务纠纷", "东湾村", "2026-10-03", "2026-10-06", result]
    assert only(read(book(tmp_path / "登记簿.xlsx", [head, row]))).status == status


def test_people_below_a_header_of_people_are_who_their_own_header_says(tmp_path: Path) -> None:
    rows = [
        ["村", "发生日期", "事项", "责任人", None, None],
        [None, None, None, "包保领导", "调解员", "责任单位"],
        ["东湾村", "2026-10-03", "排水纠纷", "张镇长", "赵四", "司法所"],
    ]
    found = only(read(book(tmp_path / "台账.xlsx", rows, ["A1:A2", "B1:B2", "C1:C2", "D1:F1"])))
    assert (found.leader, found.handler, found.unit) == ("张镇长", "赵四", "司法所")


@pytest.mark.parametrize(
    "header", ["纠纷概述", "概述", "矛盾纠纷简述", "矛盾纠纷事实", "事情经过", "排查出的矛盾纠纷"]
)
def test_other_names_of_what_it_is_about(tmp_path: Path, header: str) -> None:
    rows = [["村", "发生日期", header, "村干部"], ["东湾村", "2026-10-03", "排水纠纷", "王五"]]
    found = only(read(book(tmp_path / "台账.xlsx", rows)))
    assert (found.title, found.village_name) == ("排水纠纷", "东湾村")
    assert found.aside == ("村干部：王五",)


@pytest.mark.parametrize(
    ("brief", "title"),
    [
        ("张三新建院墙占用\n李四家通道，\n多次争吵。后又", "张三新建院墙占用李四家通道，多次争吵"),
        ("张三与李四土地纠纷\n双方于10月3日争吵", "张三与李四土地纠纷"),
        ("张三家水管漏水\n原因：年久失修", "张三家水管漏水"),
        ("1.张三家漏水\n2.李四家堵路", "1.张三家漏水"),
        ("张三要求赔偿\n3.5万元", "张三要求赔偿3.5万元"),
        ("张三家漏水\n\n已上门", "张三家漏水"),
        ("张三家漏水\n　　李四家堵路", "张三家漏水"),
    ],
)
def test_a_title_from_the_brief_ends_where_its_sentence_does(
    tmp_path: Path, brief: str, title: str
) -> None:
    rows = [["村", "简要情况", "时间", "状态"], ["东湾村", brief, "10月3日", "未化解"]]
    assert only(read(book(tmp_path / "a.xlsx", rows))).title == title


@pytest.mark.parametrize(
    ("note", "status", "on"),
    [
        ("已结", "resolved", date(2026, 10, 31)),
        ("已化解。", "resolved", date(2026, 10, 31)),
        ("10月12日已调结", "resolved", date(2026, 10, 12)),
        ("调解成功（10.12）", "resolved", date(2026, 10, 12)),
        ("未化解", "open", None),
        ("已归档", "open", None),
        ("已结婚", "open", None),
        ("上次已化解，此次又起", "open", None),
        ("待化解", "open", None),
        (
            "经村调委会调解，双方于10月12日签订调解协议书，李四当场付清",
            "resolved",
            date(2026, 10, 12),
        ),
        ("10月9日调解未成功\n10月12日第二次调解，双方签订协议", "resolved", date(2026, 10, 12)),
        ("双方无法达成一致，已引导起诉至法院", "referred", date(2026, 10, 31)),
        ("去年已化解一起，双方达成协议", "open", None),
        ("张三是党员，李四在外务工", "open", None),
    ],
)
def test_a_remark_alone_tells_the_status_where_no_column_does(
    tmp_path: Path, note: str, status: str, on: date | None
) -> None:
    rows = [["村", "事项", "时间", "当事人", "备注"], ["东湾村", "地界", "10月3日", "张三", note]]
    values = only(read(table(tmp_path / "a.csv", rows)))
    assert (values.status, values.resolved_on, values.note) == (status, on, note)


def test_a_remark_does_not_speak_where_a_column_of_statuses_is(tmp_path: Path) -> None:
    head = ["村", "事项", "时间", "当事人", "备注"]
    row = ["东湾村", "地界", "10月3日", "张三", "已化解"]
    for more in ("状态", "化解结果"):
        rows = [[*head, more], [*row, ""]]
        assert only(read(table(tmp_path / "a.csv", rows))).status == "open"
    ticked = [[*head, "已化解", "未化解"], [*row, "", ""]]
    assert only(read(table(tmp_path / "b.csv", ticked))).status == "open"


def test_a_place_that_is_no_village_takes_that_of_the_unit_in_charge(tmp_path: Path) -> None:
    head = ["序号", "排查日期", "单位（地点）", "矛盾纠纷简况", "责任单位", "调处情况"]
    rows = [
        head,
        [1, "10.3", "水库大坝旁", "放水淹田", "石桥村委会", "调解中"],
        [2, "10.3", "", "修路占地", "石桥村、东湾村", "调解中"],
        [3, "10.3", "镇政府门口", "讨要工钱", "住建所", "调解中"],
        [4, "10.3", "东湾村", "地界", "石桥村", "调解中"],
        [5, "10.3", "石桥小学", "围墙", "石桥村委会", "调解中"],
        [6, "10.3", "石桥小学", "围墙", "东湾村委会", "调解中"],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows))
    found = [row.values.village_name for row in reading.rows]
    assert found == ["石桥村", "东湾村", "石桥村"]
    assert "“水库大坝旁”不是村名，按责任单位“石桥村委会”记作石桥村" in reading.rows[0].notes
    assert faults(reading) == [(3, "village"), (4, "village"), (7, "village")]


def test_a_column_of_villages_is_not_filled_from_the_unit(tmp_path: Path) -> None:
    head = ["村", "排查日期", "事项", "当事人", "责任单位"]
    rows = [
        head,
        ["", "10.3", "地界", "张三", "石桥村委会"],
        ["北村", "10.3", "地", "李四", "石桥村"],
    ]
    assert faults(read(table(tmp_path / "a.csv", rows))) == [(2, "village"), (3, "village")]


def test_money_beside_people_below_a_header_in_ten_thousands(tmp_path: Path) -> None:
    head = ["村", "排查日期", "事项", "涉及人数/金额（万元）"]
    rows = [head, ["东湾村", "10.3", "欠款", "4/0.3"], ["东湾村", "10.3", "欠薪", "6人/5000元"]]
    reading = read(table(tmp_path / "a.csv", rows))
    assert [(r.values.people, r.values.amount) for r in reading.rows] == [(4, 3000), (6, 5000)]


@pytest.mark.parametrize(
    "line",
    [
        "单位：万元",
        "金额单位：万元",
        "单位:万元、人",
        "填报单位：东湾村　单位：人、万元",
        "（单位：人民币万元）",
    ],
)
def test_amounts_are_in_the_unit_named_above_the_header(tmp_path: Path, line: str) -> None:
    head = ["村", "排查日期", "事项", "涉及金额"]
    row = ["东湾村", "10.3", "欠款"]
    rows = [
        ["2026年10月台账"],
        [line],
        head,
        *([*row, value] for value in (1.2, "3", "5000元", "2万", "3千")),
    ]
    reading = read(book(tmp_path / "a.xlsx", rows))
    assert [r.values.amount for r in reading.rows] == [12000, 30000, 5000, 20000, 3000]
    rows[2] = ["村", "排查日期", "事项", "涉及金额（元）"]
    assert read(book(tmp_path / "b.xlsx", rows)).rows[0].values.amount == 1.2
    rows[2:] = [["村", "排查日期", "事项", "涉及人数/金额"], [*row, "4/0.3"], [*row, "6人/5000元"]]
    mixed = read(book(tmp_path / "c.xlsx", rows))
    assert [(r.values.people, r.values.amount) for r in mixed.rows] == [(4, 3000), (6, 5000)]


def test_a_unit_of_yuan_above_the_header_changes_nothing(tmp_path: Path) -> None:
    head = ["村", "排查日期", "事项", "涉及金额"]
    for line in ("单位：元", "填报单位：东湾村　涉及资金1.2万元"):
        rows = [[line], head, ["东湾村", "10.3", "欠款", 3]]
        assert read(book(tmp_path / "a.xlsx", rows)).rows[0].values.amount == 3


def test_a_figure_in_yuan_below_a_header_in_ten_thousands_is_in_yuan(tmp_path: Path) -> None:
    head = ["村", "排查日期", "事项", "涉及金额（万元）"]
    rows = [head, ["东湾村", "10.3", "欠款", "5000元"], ["东湾村", "10.3", "欠薪", "0.5"]]
    reading = read(table(tmp_path / "a.csv", rows))
    assert [r.values.amount for r in reading.rows] == [5000, 5000]


@pytest.mark.parametrize(
    ("category", "title", "code"),
    [
        ("房屋", "房屋租赁押金不退", "0602"),
        ("房屋纠纷", "张三与李四盖房", "0902"),
        ("治安", "张三殴打李四", "0303"),
        ("治安", "张三与李四", "99"),
        ("干群关系", "反映村书记贪污", "1502"),
        ("干群关系", "反映修路不公开", "1201"),
    ],
)
def test_a_broad_category_is_narrowed_by_the_title(
    tmp_path: Path, category: str, title: str, code: str
) -> None:
    head = ["村", "排查日期", "事项", "当事人", "类别"]
    rows = [head, ["东湾村", "10.3", title, "张三", category]]
    assert only(read(table(tmp_path / "a.csv", rows))).category == code


def test_a_title_from_two_columns_of_briefs_bears_no_header(tmp_path: Path) -> None:
    head = ["村", "时间", "简要情况", "主要诉求", "当事人"]
    rows = [head, ["东湾村", "10.3", "张三家漏水。", "赔偿500元", "张三"]]
    values = only(read(table(tmp_path / "a.csv", rows)))
    assert values.title == "张三家漏水"
    assert values.brief == "简要情况：张三家漏水。\n主要诉求：赔偿500元"


def test_a_row_that_only_names_a_party_belongs_to_the_numbered_matter_above(tmp_path: Path) -> None:
    rows = [
        ["编号", "村", "登记日期", "事项", "当事人", "电话"],
        ["A-1", "东湾村", "2026-10-06", "地界", "张三", "13800000001"],
        [None, None, None, None, "李四", "13800000002"],
    ]
    found = read(book(tmp_path / "a.xlsx", rows, ["A2:A3"]))
    assert [party.name for party in found.rows[0].values.parties] == ["张三", "李四"]
    assert found.rejected == ()


@pytest.mark.parametrize(
    ("phones", "given"),
    [
        ("13800000001、13800000002、13800000003", ["1", "2", "3"]),
        ("13800000001", ["1", "", ""]),
        ("13800000001/13800000002", ["1", "2", ""]),
    ],
)
def test_the_one_column_of_telephones_is_shared_by_both_sides(
    tmp_path: Path, phones: str, given: list[str]
) -> None:
    head = ["村", "排查日期", "事项", "甲方", "乙方", "联系电话"]
    row = ["东湾村", DAY, "换地", "张三、李四", "王五", phones]
    values = only(read(book(tmp_path / "a.xlsx", [head, row])))
    assert [party.phone[-1:] for party in values.parties] == given


def test_tables_side_by_side_are_read_each_for_itself(tmp_path: Path) -> None:
    head = ["村", "日期", "事由", "当事人"]
    rows = [
        ["双桥镇2026年10月台账"],
        ["已化解", "", "", "", "", "未化解"],
        [*head, "", *head],
        ["东湾村", "10.3", "换地", "张三、李四", "", "西坡村", "10.5", "漏水", "王五"],
        ["", "", "", "", "", "石桥村", "10.32", "占道", "吴十"],
        ["合计", "1", "", "", "", "合计", "2"],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows, ["A1:I1"]), month=None)
    assert [
        (row.row, row.values.village_name, row.values.title, names(row.values), row.values.status)
        for row in reading.rows
    ] == [
        (4, "东湾村", "换地", ["张三", "李四"], "resolved"),
        (4, "西坡村", "漏水", ["王五"], "open"),
    ]
    assert faults(reading) == [(5, "occurred_on")]
    assert reading.rejected[0].cells["村"] == "石桥村"
    (sheet,) = reading.sheets
    assert sheet.columns["H"].field == "title"
    assert "并排有 2 张表" in sheet.notes[0]


@pytest.mark.parametrize("settled", ["已化解", "化解"])
def test_the_headers_over_tables_side_by_side_tell_how_their_rows_stand(
    tmp_path: Path, settled: str
) -> None:
    head = ["村", "日期", "事由"]
    rows = [
        [settled, "", "", "未化解", "", ""],
        [*head, *head],
        ["东湾村", "2026.10.3", "换地", "西坡村", "2026.10.5", "漏水"],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows, ["A1:C1", "D1:F1"]))
    assert [(row.values.title, row.values.status) for row in reading.rows] == [
        ("换地", "resolved" if settled == "已化解" else "open"),
        ("漏水", "open"),
    ]


def test_a_title_in_several_cells_is_of_all_tables_side_by_side(tmp_path: Path) -> None:
    head = ["序号", "日期", "事由"]
    rows = [["东湾村", "2026年10月台账", *[""] * 4], [*head, *head]]
    rows += [["1", "10.5", "换地", "2", "10.8", "争水"]]
    reading = read(table(tmp_path / "a.csv", rows), month=None)
    assert [(row.values.village_name, row.values.title) for row in reading.rows] == [
        ("东湾村", "换地"),
        ("东湾村", "争水"),
    ]
    assert reading.rejected == ()


@pytest.mark.parametrize(
    ("tops", "head", "row", "told"),
    [
        (
            ("排查情况", "化解情况"),
            ["时间", "内容", "人员"],
            ["10.3", "换地", "张三", "10.8", "签协议", "周敏"],
            ("换地", "resolved", []),
        ),
        (
            ("甲方情况", "乙方情况"),
            ["姓名", "诉求", "时间"],
            ["张三", "要地", "10.3", "李四", "不让", "10.3"],
            ("要地", "open", ["张三", "李四"]),
        ),
    ],
)
def test_parts_of_a_matter_with_the_same_columns_are_no_tables_side_by_side(
    tmp_path: Path,
    tops: tuple[str, str],
    head: list[str],
    row: list[str],
    told: tuple[str, str, list[str]],
) -> None:
    rows = [[tops[0], "", "", tops[1], "", ""], [*head, *head], row]
    values = only(read(book(tmp_path / "a.xlsx", rows, ["A1:C1", "D1:F1"], "东湾村")))
    assert (values.title, values.status, names(values)) == told


def test_two_parties_with_the_same_columns_are_no_tables_side_by_side(tmp_path: Path) -> None:
    head = ["姓名", "电话", "住址"]
    rows = [
        ["甲方", "", "", "乙方", "", "", "村", "日期", "事由"],
        [*head, *head],
        ["张三", "13800000001", "一组", "李四", "", "二组", "东湾村", "2026.10.3", "换地"],
    ]
    merges = ["A1:C1", "D1:F1", "G1:G2", "H1:H2", "I1:I2"]
    assert names(only(read(book(tmp_path / "a.xlsx", rows, merges)))) == ["张三", "李四"]


@pytest.mark.parametrize(
    ("homes", "village"),
    [
        (("东湾村三组", "东湾村二组"), "东湾村"),
        (("双桥镇西坡村12号", "县城南关街"), "西坡村"),
        (("", "石桥村"), "石桥村"),
        (("东湾三组12号", "东湾四组"), "东湾村"),
        (("东湾村三组", "西坡村"), None),
        (("东湾村、西坡村", ""), None),
        (("县城南关街", ""), None),
    ],
)
def test_a_register_without_villages_takes_the_one_where_its_parties_live(
    tmp_path: Path, homes: tuple[str, str], village: str | None
) -> None:
    head = ["卷号", "登记日期", "甲方", "住址", "乙方", "住址", "案由"]
    row = [1, DAY, "张三", homes[0], "李四", homes[1], "换地"]
    reading = read(book(tmp_path / "a.xlsx", [head, row]))
    assert [row.values.village_name for row in reading.rows] == ([village] if village else [])
    assert [each.field for each in reading.rejected] == ([] if village else ["village"])
    assert all("按住址" in row.notes[0] for row in reading.rows)


@pytest.mark.parametrize(
    ("people", "village"),
    [
        ("张三（东湾村三组）、李四（东湾村四组）", "东湾村"),
        ("西坡村二组赵六与孙七", "西坡村"),
        ("王五与石桥村委会", "石桥村"),
        ("东湾村赵六、西坡村孙七", None),
        ("赵六", None),
    ],
)
def test_a_register_without_villages_and_homes_takes_the_one_beside_the_names(
    tmp_path: Path, people: str, village: str | None
) -> None:
    rows = [["序号", "登记日期", "当事人", "案由"], [1, DAY, people, "换地"]]
    reading = read(book(tmp_path / "a.xlsx", rows))
    assert [row.values.village_name for row in reading.rows] == ([village] if village else [])
    assert [each.field for each in reading.rejected] == ([] if village else ["village"])
    assert all("按当事人一格里写的村" in row.notes[0] for row in reading.rows)


def test_where_a_village_is_left_blank_no_home_stands_in_for_it(tmp_path: Path) -> None:
    head = ["村", "登记日期", "当事人", "住址", "案由"]
    row = ["", DAY, "张三", "东湾村三组", "换地"]
    assert faults(read(book(tmp_path / "a.xlsx", [head, row]))) == [(2, "village")]


def test_another_table_below_the_ledger_is_passed_over(tmp_path: Path) -> None:
    rows = [
        ["新民社区2026年10月矛盾纠纷月报"],
        ["一、矛盾纠纷台账"],
        ["序号", "时间", "纠纷内容", "当事人", "处理结果"],
        [1, "10.5", "楼上漏水", "501住户、401住户", "已赔偿解决"],
        [],
        ["二、入户走访情况"],
        ["序号", "户主", "走访时间", "走访内容", "走访人"],
        [1, "张一", "10.1", "政策宣传", "朱某"],
        [2, "张二", "10.2", "了解收入", "朱某"],
        ["三、未办结的纠纷"],
        ["序号", "时间", "纠纷内容", "当事人", "处理结果"],
        [1, "10.6", "宠物扰民", "张某", "未解决"],
    ]
    reading = read(book(tmp_path / "月报.xlsx", rows, ["A1:E1", "A2:E2", "A6:E6", "A10:E10"]))
    assert reading.rejected == ()
    assert [(row.values.title, row.values.status) for row in reading.rows] == [
        ("楼上漏水", "resolved"),
        ("宠物扰民", "open"),
    ]
    assert "第 7 行起是另一张表，没有当作纠纷" in reading.sheets[0].notes


def test_rows_and_tabs_that_show_how_to_fill_in_are_no_matters(tmp_path: Path) -> None:
    head = ["序号", "村", "日期", "事项", "当事人", "状态"]
    example = ["例", "东湾村", "2026.10.1", "张某与李某因宅基地争吵", "张某、李某", "已化解"]
    sheets = {
        "台账": ([head, example, [1, "西坡村", "2026.10.3", "换地", "张三", "化解中"]], []),
        "填写示例": ([head, [1, *example[1:]]], []),
    }
    reading = read(books(tmp_path / "台账.xlsx", sheets))
    assert reading.rejected == ()
    assert [row.values.title for row in reading.rows] == ["换地"]
    assert [sheet.kind for sheet in reading.sheets] == ["ledger", "skipped"]
    assert "第 2 行是填写示例，没有当作纠纷" in reading.sheets[0].notes


def test_a_ledger_kept_on_the_sheet_of_the_template_is_read(tmp_path: Path) -> None:
    head = ["序号", "村", "日期", "事项", "当事人", "状态"]
    row = [1, "西坡村", "2026.10.3", "换地", "张三", "化解中"]
    assert only(read(book(tmp_path / "台账.xlsx", [head, row], sheet="模板"))).title == "换地"


@pytest.mark.parametrize(
    "section",
    ["（一）西坡村", "(二) 西坡村（3件）", "1.西坡村", "①西坡村", "【西坡村】", "第二部分 西坡村"],
)
def test_a_section_names_its_village_behind_any_number(tmp_path: Path, section: str) -> None:
    head = ["序号", "日期", "事项", "当事人", "状态"]
    rows = [
        head,
        ["一、东湾村"],
        [1, "10.1", "换地", "张三", "化解中"],
        [section],
        [1, "10.2", "争水", "李四", "化解中"],
    ]
    reading = read(book(tmp_path / "台账.xlsx", rows, ["A2:E2", "A4:E4"]))
    assert reading.rejected == ()
    assert [row.values.village_name for row in reading.rows] == ["东湾村", "西坡村"]


MEDIATIONS = ["序号", "村", "登记时间", "简要情况", "当事人", "调解时间", "调解情况"]


@pytest.mark.parametrize("merged", [True, False])
def test_several_mediations_of_one_matter_are_one_matter(tmp_path: Path, merged: bool) -> None:
    rows = [
        MEDIATIONS,
        [1, "东湾村", "10.3", "张三欠李四款项", "张三、李四", "10.4", "第一次未谈成"],
        [None, None, None, None, None, "10.8", "第二次调解，达成协议"],
        [2, "西坡村", "10.4", "王五与赵六争地边", "王五、赵六", "10.5", "第一次调解未成"],
        [None, None, None, None, None, "10.9", "第二次调解未成"],
    ]
    merges = [f"{c}{top}:{c}{top + 1}" for c in "ABCDE" for top in (2, 4)] if merged else []
    reading = read(book(tmp_path / "台账.xlsx", rows, merges))
    assert reading.rejected == ()
    assert [(r.row, r.values.status, r.values.resolved_on) for r in reading.rows] == [
        (2, "resolved", date(2026, 10, 8)),
        (4, "open", None),
    ]
    assert reading.rows[0].values.status_words == "第一次未谈成；第二次调解，达成协议"
    assert "第 3 行接着写第 2 行的事，合为一件" in reading.sheets[0].notes


def test_a_brief_over_two_rows_whose_other_cells_are_merged(tmp_path: Path) -> None:
    rows = [
        ["序号", "村", "时间", "简要情况", "当事人", "处理结果"],
        [1, "东湾村", "10.3", "张三欠李四款项，", "张三、李四", "和解"],
        [None, None, None, "多次催要未果。", None, None],
    ]
    merges = [f"{c}2:{c}3" for c in "ABCEF"]
    values = only(read(book(tmp_path / "台账.xlsx", rows, merges)))
    assert values.title == "张三欠李四款项，多次催要未果"


def test_the_day_of_each_mediation_stands_before_what_was_done(tmp_path: Path) -> None:
    rows = [
        ["序号", "村", "事项", "当事人", "时间", "调解情况"],
        [1, "东湾村", "换地", "张三、李四", "10月3日", "未谈成"],
        [None, None, None, None, "10月8日", "达成协议"],
    ]
    merges = [f"{c}2:{c}3" for c in "ABCD"]
    values = only(read(book(tmp_path / "台账.xlsx", rows, merges)))
    assert (values.occurred_on, values.resolved_on) == (date(2026, 10, 3), date(2026, 10, 8))
    assert values.status_words == "未谈成；10月8日 达成协议"


def test_matters_that_share_a_merged_village_day_and_kind_stay_apart(tmp_path: Path) -> None:
    rows = [
        ["序号", "村", "时间", "类别", "事项", "当事人", "状态"],
        [1, "东湾村", "10.3", "邻里", "争水", "张三、李四", "化解中"],
        [None, None, None, None, "争路", "王五、赵六", "已化解"],
    ]
    reading = read(book(tmp_path / "台账.xlsx", rows, [f"{c}2:{c}3" for c in "ABCD"]))
    assert [row.values.title for row in reading.rows] == ["争水", "争路"]


def test_headings_of_months_and_years_date_the_rows_below(tmp_path: Path) -> None:
    head = ["序号", "村", "时间", "事项", "当事人", "状态"]
    rows = [
        ["双桥镇矛盾纠纷台账"],
        head,
        ["2025年"],
        [1, "东湾村", "12月3日", "换地", "张三", "化解中"],
        ["2026年9月份"],
        [2, "东湾村", "28日", "争水", "李四", "化解中"],
        ["二、上月结转"],
        [3, "东湾村", "29日", "争路", "王五", "化解中"],
        ["三、本月新增"],
        [4, "东湾村", "5日", "争地", "赵六", "化解中"],
    ]
    path = book(tmp_path / "a.xlsx", rows, [f"A{row}:F{row}" for row in (1, 3, 5, 7, 9)])
    reading = read(path)
    assert [(row.values.title, row.values.occurred_on) for row in reading.rows] == [
        ("换地", date(2025, 12, 3)),
        ("争水", date(2026, 9, 28)),
        ("争地", date(2026, 10, 5)),
    ]
    assert faults(reading) == [(8, "occurred_on")]


def test_a_section_names_the_village_where_a_column_tells_the_grid(tmp_path: Path) -> None:
    head = ["序号", "网格", "日期", "事项", "当事人"]
    rows = [head, ["一、东湾村"], [1, "第一网格", "10.1", "换地", "张三"]]
    rows += [["二、西坡村"], [1, "", "10.2", "争水", "李四"]]
    reading = read(book(tmp_path / "台账.xlsx", rows, ["A2:E2", "A4:E4"]))
    assert reading.rejected == ()
    assert [(row.values.village_name, row.values.group) for row in reading.rows] == [
        ("东湾村", "第一网格"),
        ("西坡村", ""),
    ]


def test_headings_of_categories_and_statuses_hold_to_the_next_of_their_level(
    tmp_path: Path,
) -> None:
    head = ["序号", "村", "时间", "事项", "当事人"]
    rows = [
        head,
        ["一、婚姻家庭纠纷（2件）"],
        ["（一）已化解"],
        [1, "东湾村", "10.1", "甲家闹矛盾", "张三"],
        ["（二）未化解"],
        [2, "东湾村", "10.2", "乙家闹矛盾", "李四"],
        ["二、土地纠纷（1件）"],
        [3, "东湾村", "10.3", "宅基地闹矛盾", "王五"],
        ["三、上月结转"],
        [4, "东湾村", "9.3", "丁家闹矛盾", "赵六"],
    ]
    merges = [f"A{row}:E{row}" for row in (2, 3, 5, 7, 9)]
    reading = read(book(tmp_path / "台账.xlsx", rows, merges))
    assert [(row.values.category, row.values.status) for row in reading.rows] == [
        ("01", "resolved"),
        ("01", "open"),
        ("0902", "open"),
        ("99", "open"),
    ]
    assert "类别未填，按表名或标题记作婚恋家庭纠纷" in reading.rows[0].notes


def test_a_tab_named_after_a_category_tells_that_of_its_rows(tmp_path: Path) -> None:
    head = ["村", "时间", "事项", "当事人"]
    sheets = {
        "婚姻家庭": ([head, ["东湾村", "2026.10.1", "甲家闹矛盾", "张三"]], []),
        "邻里纠纷": ([head, ["东湾村", "2026.10.2", "乙家闹矛盾", "李四"]], []),
        "欠薪纠纷": ([head, ["东湾村", "2026.10.2", "戊家闹矛盾", "赵六"]], []),
        "河道管理所矛盾纠纷": ([head, ["东湾村", "2026.10.3", "丙家闹矛盾", "王五"]], []),
    }
    reading = read(books(tmp_path / "a.xlsx", sheets))
    assert [row.values.category for row in reading.rows] == ["01", "02", "0701", "99"]


def test_a_line_of_labels_between_the_tables_names_the_village(tmp_path: Path) -> None:
    head = ["序号", "组别", "时间", "事项", "当事人"]
    rows = [
        ["村：东湾村", None, None, "包村干部：刘某"],
        head,
        [1, "一组", "10.1", "换地", "张三"],
        ["村：", "西坡", None, "包村干部：", "孙某"],
        head,
        [1, "二组", "10.2", "争水", "李四"],
    ]
    reading = read(book(tmp_path / "台账.xlsx", rows))
    assert reading.rejected == ()
    assert [(row.values.village_name, row.values.group) for row in reading.rows] == [
        ("东湾村", "一组"),
        ("西坡村", "二组"),
    ]


def test_where_an_office_reports_the_place_names_the_village(tmp_path: Path) -> None:
    head = ["上报单位", "发生地点", "时间", "事项", "当事人"]
    rows = [
        ["东湾村", "一组晒场", "10.1", "换地", "张三"],
        ["派出所", "西坡村二组", "10.2", "争水", "李四"],
    ]
    first, second = (row.values for row in read(book(tmp_path / "台账.xlsx", [head, *rows])).rows)
    assert (first.village_name, first.aside) == ("东湾村", ("发生地点：一组晒场",))
    assert second.village_name == "西坡村"


def test_a_repeated_header_in_other_words_heads_no_other_table(tmp_path: Path) -> None:
    head = ["序号", "村", "时间", "事项", "当事人", "状态"]
    rows = [
        head,
        [1, "东湾村", "10.1", "换地", "张三", "化解中"],
        ["序号", "村", "时间", "内 容 提 要", "当事人", "状态"],
        [2, "西坡村", "10.2", "争水", "李四", "化解中"],
    ]
    reading = read(book(tmp_path / "台账.xlsx", rows))
    assert [row.values.title for row in reading.rows] == ["换地", "争水"]


def test_a_result_that_goes_on_in_the_next_row_belongs_to_its_matter(tmp_path: Path) -> None:
    rows = [
        ["序号", "村", "时间", "事项", "当事人", "处理结果"],
        [1, "东湾村", "10.1", "换地", "张三", "10.3第一次调解未成"],
        [None, None, None, None, None, "10.9再次调解，双方签订协议。"],
        [2, "西坡村", "10.2", "争水", "李四", "和解"],
        [None, None, None, None, None, "化解率50%"],
    ]
    reading = read(book(tmp_path / "台账.xlsx", rows))
    assert reading.rejected == ()
    assert [(row.values.title, row.values.status) for row in reading.rows] == [
        ("换地", "resolved"),
        ("争水", "resolved"),
    ]
    assert reading.rows[0].values.result == "10.3第一次调解未成；10.9再次调解，双方签订协议。"


@pytest.mark.parametrize(
    ("tab", "village"),
    [
        *(
            ("1东湾", "东湾村"),
            ("10月东湾", "东湾村"),
            ("附件1东湾", "东湾村"),
            ("【西坡】", "西坡村"),
        ),
        *(("西坡上报", "西坡村"), ("东湾终版", "东湾村"), ("3柳树沟村（10月）", "柳树沟村")),
    ],
)
def test_a_tab_names_its_village_among_numbers_and_remarks(
    tmp_path: Path, tab: str, village: str
) -> None:
    head = ["序号", "时间", "事项", "当事人"]
    path = book(tmp_path / "a.xlsx", [head, [1, "10.1", "换地", "张三"]], sheet=tab)
    assert only(read(path)).village_name == village


@pytest.mark.parametrize("tab", ["东湾西坡", "双桥镇", "汇总1", "1", "10月"])
def test_a_tab_that_names_no_village_gives_none(tmp_path: Path, tab: str) -> None:
    head = ["序号", "时间", "事项", "当事人"]
    path = book(tmp_path / "a.xlsx", [head, [1, "10.1", "换地", "张三"]], sheet=tab)
    assert faults(read(path)) == [(2, "village")]


def test_lines_of_figures_below_the_total_are_no_rows(tmp_path: Path) -> None:
    rows = [
        ["序号", "村", "时间", "纠纷内容", "当事人", "处理结果"],
        [1, "东湾村", "10.1", "换地", "张三", "和解"],
        ["合计", None, None, "1件"],
        ["其中", None, None, "已化解1件"],
        [None, None, None, "化解率100%"],
        [2, "东湾村", "10.1", "其中一户不肯搬", "李四", "和解"],
    ]
    reading = read(book(tmp_path / "台账.xlsx", rows))
    assert reading.rejected == ()
    assert [row.values.title for row in reading.rows] == ["换地", "其中一户不肯搬"]


@pytest.mark.parametrize(
    ("result", "status"),
    [
        ("经司法所调解，李四赔偿2000元", "resolved"),
        ("由镇司法所丈量，各让一步", "resolved"),
        ("李四赔偿2000元，跟踪回访", "resolved"),
        ("撤诉，各让一步", "resolved"),
        ("满足张三诉求", "resolved"),
        ("宣讲法律法规，张三让出水沟", "resolved"),
        ("经反复劝说，张三退还彩礼", "resolved"),
        ("赔偿3000元，今后不得再犯", "resolved"),
        ("张三同意不追究", "resolved"),
        ("李四搬走柴草，不影响通行", "resolved"),
        ("各让一步，未再争吵", "resolved"),
        ("退回彩礼2万元", "resolved"),
        ("李四承诺善待老人", "resolved"),
        ("双方未谈成", "open"),
        ("未达成协议", "open"),
        ("张三不同意赔偿", "open"),
        ("李四不服，已诉至法院", "referred"),
        ("转司法所", "open"),
        ("待丈量", "open"),
        ("再次调解", "open"),
        ("当事人外出", "open"),
        ("情况反复", "open"),
        ("没钱赔", "open"),
        ("不了了之", "open"),
        ("未结", "open"),
        ("建议走法律途径", "open"),
    ],
)
def test_a_day_of_settlement_holds_unless_the_result_tells_that_it_failed(
    tmp_path: Path, result: str, status: str
) -> None:
    head = ["序号", "村", "时间", "事项", "当事人", "化解时间", "化解结果"]
    row = [1, "东湾村", "10.3", "换地", "张三", "10.20", result]
    assert only(read(book(tmp_path / "台账.xlsx", [head, row]))).status == status


@pytest.mark.parametrize("title", ["调解3起邻里纠纷", "化解2件借款纠纷"])
def test_a_title_that_begins_like_a_count_is_no_foot(tmp_path: Path, title: str) -> None:
    head = ["事项", "村", "时间", "当事人", "状态"]
    rows = [head, [title, "东湾村", "10.3", "张三", "化解中"], ["已化解1件"], ["化解率100%"]]
    rows += [["其中：", "未化解", "1件"]]
    assert only(read(book(tmp_path / "台账.xlsx", rows))).title == title


def test_further_rows_with_a_brief_and_a_result_of_their_own_are_matters(tmp_path: Path) -> None:
    rows = [
        ["序号", "村", "时间", "当事人", "简要情况", "结果"],
        [1, "东湾村", "10.3", "张三", "与李四争水", "已化解"],
        [None, None, None, None, "欠王五货款", "未化解"],
    ]
    reading = read(book(tmp_path / "台账.xlsx", rows, [f"{c}2:{c}3" for c in "ABCD"]))
    assert [(row.values.title, row.values.status) for row in reading.rows] == [
        ("与李四争水", "resolved"),
        ("欠王五货款", "open"),
    ]


def test_a_result_for_each_of_several_parties_settles_only_theirs(tmp_path: Path) -> None:
    rows = [
        ["序号", "村", "时间", "事项", "当事人", "结果"],
        [1, "东湾村", "10.3", "欠薪", "张三", "未化解"],
        [None, None, None, None, "李四", "已化解"],
    ]
    reading = read(book(tmp_path / "台账.xlsx", rows, [f"{c}2:{c}3" for c in "ABCD"]))
    assert [(names(row.values), row.values.status) for row in reading.rows] == [
        (["张三"], "open"),
        (["李四"], "resolved"),
    ]


def test_a_group_in_the_villages_column_is_kept_beside_a_place(tmp_path: Path) -> None:
    head = ["序号", "村", "发生地点", "时间", "事项", "当事人"]
    values = only(
        read(book(tmp_path / "台账.xlsx", [head, [1, "二组", "石桥村", "10.3", "换地", "张三"]]))
    )
    assert (values.village_name, values.group) == ("石桥村", "二组")


def test_an_unknown_village_is_turned_back_also_where_a_place_is_known(tmp_path: Path) -> None:
    head = ["序号", "村", "发生地点", "时间", "事项", "当事人"]
    rows = [head, [1, "李庄村", "石桥村", "10.3", "换地", "张三"]]
    rows += [[2, "派出所", "石桥村", "10.3", "争水", "李四"]]
    reading = read(book(tmp_path / "台账.xlsx", rows))
    assert faults(reading) == [(2, "village")]
    assert [row.values.village_name for row in reading.rows] == ["石桥村"]


@pytest.mark.parametrize("remark", ["以上为上月结转", "以上为2025年遗留纠纷"])
def test_a_remark_on_the_rows_above_says_nothing_of_those_below(
    tmp_path: Path, remark: str
) -> None:
    head = ["序号", "村", "时间", "事项", "当事人"]
    rows = [head, [1, "东湾村", "5日", "换地", "张三"], [remark]]
    rows += [[2, "东湾村", "6日", "争地", "李四"]]
    reading = read(book(tmp_path / "台账.xlsx", rows))
    assert [row.values.occurred_on for row in reading.rows] == [
        date(2026, 10, 5),
        date(2026, 10, 6),
    ]
    assert f"第 3 行只有一格文字“{remark}”，没有当作纠纷" in reading.sheets[0].notes


def test_a_tab_called_a_template_that_is_filled_in_is_a_ledger(tmp_path: Path) -> None:
    head = ["序号", "村", "时间", "事项", "当事人"]
    rows = [head, *([n, "东湾村", f"10.{n}", f"争地{n}", f"张{n}"] for n in range(1, 9))]
    example = [head, [1, "东湾村", "10.3", "争路", "张三"], *([n] for n in range(2, 20))]
    path = books(
        tmp_path / "台账.xlsx",
        {
            "10月(新模板)": (rows, []),
            "9月": ([head, [1, "东湾村", "9.3", "换地", "李四"]], []),
            "样表": (example, []),
        },
    )
    assert {row.sheet for row in read(path).rows} == {"10月(新模板)", "9月"}


def test_a_full_row_that_begins_like_a_total_or_a_signature_is_a_matter(tmp_path: Path) -> None:
    head = ["编号", "村", "事项", "当事人", "时间", "化解情况"]
    rows = [
        head,
        ["*1", "东湾村", "争水", "张三", "10.3", "已化解"],
        ["※2", "东湾村", "争路", "李四", "10.4", "化解中"],
        ["三", "西坡村", "累计欠薪", "王五", "10.5", "未化解"],
        ["合计", "3件", "已化解1件"],
        ["*重点案件前加星号"],
    ]
    reading = read(book(tmp_path / "star.xlsx", rows))
    assert [row.values.title for row in reading.rows] == ["争水", "争路", "累计欠薪"]
    assert (reading.rejected, reading.sheets[0].notes) == ((), ())


def test_a_full_row_that_is_taken_for_a_total_or_a_signature_is_told_of(tmp_path: Path) -> None:
    rows = [
        ["村", "当事人", "简要情况", "时间", "结果"],
        ["东湾村", "张三", "争水", "10.3", "已化解"],
        ["填表人：", "周某", "审核人：", "2026年10月31日", None],
    ]
    reading = read(book(tmp_path / "signed.xlsx", rows))
    assert [row.values.title for row in reading.rows] == ["争水"]
    assert reading.sheets[0].notes == ("第 3 行以“填表人:”开头，像合计或落款，没有当作纠纷",)


def test_a_numbered_heading_ends_the_one_before_it_whatever_it_says(tmp_path: Path) -> None:
    head = ["序号", "村", "时间", "事项", "当事人"]
    rows = [
        head,
        ["一、邻里纠纷"],
        [1, "东湾村", "10.1", "甲家闹矛盾", "张三"],
        ["二、其他"],
        [1, "东湾村", "10.2", "乙家闹矛盾", "李四"],
        ["三、已化解"],
        [1, "东湾村", "10.3", "丙家闹矛盾", "王五"],
        ["四、需县里研究"],
        [1, "东湾村", "10.4", "丁家闹矛盾", "赵六"],
    ]
    reading = read(book(tmp_path / "台账.xlsx", rows))
    assert [(row.values.category, row.values.status) for row in reading.rows] == [
        ("02", "open"),
        ("99", "open"),
        ("99", "resolved"),
        ("99", "open"),
    ]


def test_a_heading_of_what_is_reported_further_up_leaves_its_rows_open(tmp_path: Path) -> None:
    rows = [
        ["村", "时间", "事项", "当事人"],
        ["【已化解】"],
        ["东湾村", "10.1", "换地", "张三"],
        ["【上报镇里】"],
        ["东湾村", "10.2", "争水", "李四"],
    ]
    reading = read(book(tmp_path / "台账.xlsx", rows, ["A2:D2", "A4:D4"]))
    assert [row.values.status for row in reading.rows] == ["resolved", "open"]


def test_nothing_found_may_stand_among_the_parties(tmp_path: Path) -> None:
    rows = [
        ["村", "组", "当事人", "事由", "时间"],
        ["东湾村", "一组", "张三", "争水", "10.1"],
        ["西坡村", None, "本月无"],
    ]
    reading = read(book(tmp_path / "zero.xlsx", rows))
    assert (len(reading.rows), reading.rejected) == (1, ())
    assert reading.sheets[0].notes == ("第 3 行写“本月无”，没有当作纠纷",)


def test_a_full_row_of_totals_with_a_day_is_no_matter(tmp_path: Path) -> None:
    rows = [
        ["东湾村矛盾纠纷台账"],
        ["序号", "事项", "当事人", "时间", "金额"],
        [1, "争水", "张三", "10.3", "500元"],
        ["合计", "3件", "5人", "2026.10.31", "3万元"],
    ]
    reading = read(book(tmp_path / "totals.xlsx", rows))
    assert [row.values.title for row in reading.rows] == ["争水"]
    assert (reading.rejected, len(reading.sheets[0].notes)) == ((), 1)


def test_a_household_at_which_nothing_was_found_is_no_matter(tmp_path: Path) -> None:
    rows = [
        ["序号", "村", "户主", "电话", "矛盾纠纷情况", "排查时间", "化解结果"],
        [1, "东湾村", "张三", "13900000001", "与邻居争水", "10.1", "化解中"],
        [2, "东湾村", "李四", "13900000002", "无", "10.1"],
        [3, "东湾村", "王五", None, "无矛盾", "10.1", "无"],
        [4, "东湾村", "赵六", None, "无", "10.1", "化解中"],
    ]
    reading = read(book(tmp_path / "homes.xlsx", rows))
    assert [row.values.title for row in reading.rows] == ["与邻居争水"]
    assert faults(reading) == [(5, "title")]
    assert reading.sheets[0].notes == (
        "第 3 行写“无”，没有当作纠纷",
        "第 4 行写“无矛盾”，没有当作纠纷",
    )


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("麦子500斤", None), ("2000美元", None), ("900元/月", None), ("每月300元", None),
        ("一头牛", None), ("5亩", None), ("20%", None), ("3500元整", 3500), ("5000块钱", 5000),
        ("医药费3500", 3500), ("约3万元", 30000), ("0.5", 0.5), ("￥1,200.50", 1200.5),
        ("5000左右", 5000),
    ],
)  # fmt: skip
def test_what_is_no_sum_of_money_is_no_amount(
    tmp_path: Path, words: str, amount: float | None
) -> None:
    head = ["村", "事由", "当事人", "时间", "协议金额"]
    values = only(
        read(book(tmp_path / "a.xlsx", [head, ["东湾村", "欠款", "张三", "10.1", words]]))
    )
    assert values.amount == amount
    assert (f"金额：{words}" in values.aside) == (amount is None)


def test_the_rest_of_a_brief_that_ends_like_a_title_belongs_to_its_matter(tmp_path: Path) -> None:
    rows = [
        ["序号", "村", "时间", "当事人", "简要情况", "结果"],
        [1, "东湾村", "10.1", "张三", "土地款未公开", "化解中"],
        [None, None, None, None, "要求村里公布补偿款明细表"],
    ]
    merges = [f"{column}2:{column}3" for column in "ABCDF"]
    values = only(read(book(tmp_path / "a.xlsx", rows, merges)))
    assert "要求村里公布补偿款明细表" in values.brief


def test_a_title_over_all_columns_heads_none_of_them(tmp_path: Path) -> None:
    rows = [
        ["人民调解案件登记簿"],
        ["村", "受理日期", "当事人", None, "简要案情", "调解结果", None, "履行情况"],
        [None, None, "申请人", "被申请人", None, "成功", "不成功", None],
        ["东湾村", "2026.10.3", "张三", "李四", "滴水", "√", None, "已履行"],
    ]
    merges = ["A1:H1", "C2:D2", "F2:G2", "A2:A3", "B2:B3", "E2:E3", "H2:H3"]
    reading = read(book(tmp_path / "a.xlsx", rows, merges))
    values = only(reading)
    assert (names(values), values.brief, values.status) == (["张三", "李四"], "滴水", "resolved")
    assert values.aside == ("履行情况：已履行",)
    assert reading.sheets[0].above == ("人民调解案件登记簿",)


@pytest.mark.parametrize("header", ["反映主要问题", "反映的主要问题", "信访内容", "来访反映情况"])
def test_what_a_petition_is_about_has_many_names(tmp_path: Path, header: str) -> None:
    rows = [["序号", "信访日期", "信访人", "村", header], [1, "10.8", "张三", "东湾村", "邻居占地"]]
    assert only(read(book(tmp_path / "a.xlsx", rows))).brief == "邻居占地"


@pytest.mark.parametrize(
    ("words", "amount", "noted"),
    [("约3万元", 30000, True), ("2万余元", 20000, True), ("1.2万元", 12000, False)],
)
def test_a_sum_that_is_only_near_keeps_its_words(
    tmp_path: Path, words: str, amount: float, noted: bool
) -> None:
    rows = [["村", "日期", "事项", "涉及金额"], ["东湾村", "10.3", "欠款", words]]
    (row,) = read(book(tmp_path / "a.xlsx", rows)).rows
    assert row.values.amount == amount
    assert (f"金额原写“{words}”" in row.notes) == noted


def test_what_stands_beside_a_telephone_is_kept(tmp_path: Path) -> None:
    rows = [
        ["村", "日期", "事项", "当事人", "联系电话"],
        ["东湾村", "10.3", "甲", "张三", "0558-7654321转8001"],
        ["东湾村", "10.3", "乙", "张三", "13800000001（儿子张小）"],
        ["东湾村", "10.3", "丙", "张三、李四", "手机：13800000001、无"],
        ["东湾村", "10.3", "丁", "张三、李四", "张三 13800000001；李四 139 0000 0001"],
    ]
    found = read(book(tmp_path / "a.xlsx", rows)).rows
    noted = ["；".join(n for n in row.notes if n.startswith("电话")) for row in found]
    assert noted == ["电话原写“0558-7654321转8001”", "电话原写“13800000001（儿子张小）”", "", ""]


def test_of_tables_below_each_other_the_fuller_header_does_not_hide_the_first(
    tmp_path: Path,
) -> None:
    head = ["序号", "村", "时间", "事项", "当事人"]
    rows = [
        ["一、已化解矛盾纠纷"],
        head,
        [1, "东湾村", "10.3", "争水", "张三、李四"],
        ["二、未化解矛盾纠纷"],
        [*head, "未化解原因", "责任人"],
        [1, "西坡村", "10.4", "争地", "王五", "赵六外出", "刘某"],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows, ["A1:E1", "A4:G4"]))
    first, second = (row.values for row in reading.rows)
    assert (first.title, first.status) == ("争水", "resolved")
    assert (second.title, second.status, second.note, second.handler) == (
        "争地",
        "open",
        "赵六外出",
        "刘某",
    )


def test_words_in_a_column_to_be_ticked_are_kept(tmp_path: Path) -> None:
    rows = [
        ["村", "时间", "纠纷类型", None, "事项", "当事人"],
        [None, None, "邻里", "其他", None, None],
        ["东湾村", "10.3", None, "工伤赔偿", "赔偿", "张三"],
        ["东湾村", "10.3", "√", "×", "争水", "张三"],
    ]
    first, second = read(book(tmp_path / "a.xlsx", rows, ["C1:D1"])).rows
    assert first.values.aside == ("纠纷类型·其他：工伤赔偿",)
    assert (second.values.aside, second.values.category) == ((), "02")


@pytest.mark.parametrize("header", ["矛盾纠纷简况及化解情况", "纠纷主要内容、处理结果"])
def test_one_column_of_what_happened_and_how_it_ended_tells_both(
    tmp_path: Path, header: str
) -> None:
    rows = [
        ["序号", "村", "时间", "当事人", header],
        [1, "东湾村", "10.3", "张三", "张三家排水堵塞。10月5日经调解达成协议，已化解。"],
        [2, "东湾村", "10.6", "王五", "王五与赵六地界纠纷，正在调解。"],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows))
    assert [(r.values.title, r.values.status, r.values.resolved_on) for r in reading.rows] == [
        ("张三家排水堵塞", "resolved", date(2026, 10, 5)),
        ("王五与赵六地界纠纷，正在调解", "open", None),
    ]


def test_groups_above_a_full_row_of_headers_say_of_which_day_and_side_it_is(
    tmp_path: Path,
) -> None:
    rows = [
        ["基本信息", None, None, "当事人一", None, "当事人二", None, "纠纷情况", "处理情况", None],
        ["序号", "村", "登记时间", "姓名", "电话", "姓名", "电话", "简述", "结果", "日期"],
        [1, "东湾村", "10.3", "张三", "13800000001", "李四", None, "滴水", "成功", "10.5"],
    ]
    merges = ["A1:C1", "D1:E1", "F1:G1", "I1:J1"]
    values = only(read(book(tmp_path / "a.xlsx", rows, merges)))
    assert (values.registered_on, values.resolved_on) == (date(2026, 10, 3), date(2026, 10, 5))
    assert [(p.name, p.phone) for p in values.parties] == [("张三", "13800000001"), ("李四", "")]


def test_a_visit_that_found_nothing_tells_of_no_matter_in_any_column(tmp_path: Path) -> None:
    rows = [
        ["村", "排查时间", "排查情况", "纠纷类型", "当事人", "调处情况"],
        ["东湾村", "10.3", "无矛盾纠纷", None, None, None],
        ["西坡村", "10.3", "排查出1起", "邻里", "张三、李四", "调解中"],
        ["石桥村", "10.3", "无", "邻里", None, None],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows))
    assert [row.row for row in reading.rows] == [3, 4]
    assert "第 2 行写“无矛盾纠纷”，没有当作纠纷" in reading.sheets[0].notes


def test_households_that_answer_that_there_is_nothing_are_no_matters(tmp_path: Path) -> None:
    rows = [
        ["村", "组", "姓名", "是否有矛盾纠纷", "矛盾纠纷内容", "排查时间", "排查人"],
        ["东湾村", "一组", "张三", "无", None, "10.3", "刘某"],
        ["东湾村", "一组", "李四", "有", "与王五争水", "10.3", "刘某"],
        ["东湾村", "二组", "赵六", "否", None, "10.3", "刘某"],
        ["东湾村", "二组", "孙七", "有", None, "10.3", "刘某"],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows))
    assert [row.values.title for row in reading.rows] == ["与王五争水"]
    assert faults(reading) == [(5, "title")]
    assert "第 2 行写“是否有矛盾纠纷：无”，没有当作纠纷" in reading.sheets[0].notes
