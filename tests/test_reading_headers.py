"""Headers whose nearest words mislead: each column is read as its writer meant it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.ledger_kit import book, faults, names, only, read, table
from xinfang_tui.documents.reading.headers import match
from xinfang_tui.documents.reading.ticks import tick

DAY = date(2026, 10, 3)


def of(folder: Path, head: list[Any], row: list[Any]) -> Path:
    return book(folder / "台账.xlsx", [head, row])


@pytest.mark.parametrize("above", ["办理情况", "调处情况", "化解情况", "化解结果"])
@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("是否办结", "status"),
        ("是否结案", "status"),
        ("办结时间", "resolved_on"),
        ("结案时间", "resolved_on"),
        ("销号日期", "resolved_on"),
        ("未化解原因", "note"),
        ("稳控责任人", "handler"),
        ("下步措施", "measures"),
        ("结案方式", "method"),
        ("办结时限", "due"),
    ],
)
def test_a_question_below_the_handling_is_no_choice(above: str, header: str, field: str) -> None:
    assert tick((above, header)) is None
    found = match((above, header))
    assert found is not None and found.field == field


@pytest.mark.parametrize(
    ("header", "choice"),
    [("已办结", "resolved"), ("未办结", "open"), ("化解中", "open"), ("上报镇", "open")],
)
def test_a_choice_below_the_handling_is_one(header: str, choice: str) -> None:
    found = tick(("办理情况", header))
    assert found is not None and found.choice == f"status={choice}"


def test_yes_and_a_day_below_the_handling_settle_the_row(tmp_path: Path) -> None:
    rows = [
        ["序号", "村", "排查时间", "事由", "当事人", "办理情况", None],
        [None, None, None, None, None, "是否办结", "办结时间"],
        [1, "东湾村", "2026.10.3", "欠款纠纷", "张某、李某", "是", "2026.10.10"],
    ]
    merges = ["F1:G1", *(f"{c}1:{c}2" for c in "ABCDE")]
    values = only(read(book(tmp_path / "b.xlsx", rows, merges=merges)))
    assert (values.status, values.resolved_on) == ("resolved", date(2026, 10, 10))


def test_a_telephone_beside_an_officer_is_no_partys(tmp_path: Path) -> None:
    head = ["村", "当事人", "联系电话", "事由", "日期", "责任人", "电话", "包案领导", "联系方式"]
    row = ["东湾村", "张某、李某", "13800000001", "欠款", DAY, "王主任", "13800000009"]
    values = only(read(of(tmp_path, head, [*row, "陈镇长", "13800000008"])))
    assert [(p.name, p.phone) for p in values.parties] == [("张某", "13800000001"), ("李某", "")]
    assert values.aside == ()


def test_a_telephone_beside_who_told_of_it_stays_among_the_remarks(tmp_path: Path) -> None:
    head = ["反映人", "被反映人", "联系电话", "反映时间", "主要诉求", "村"]
    row = ["张大国", "李小明", "13800000001", DAY, "邻居占用通道堆放杂物", "东湾村"]
    values = only(read(of(tmp_path, head, row)))
    assert [(p.name, p.phone) for p in values.parties] == [("李小明", "")]
    assert values.reporter == "张大国"
    assert values.aside == ("联系电话：13800000001",)


def test_a_telephone_of_the_parties_may_stand_further_on(tmp_path: Path) -> None:
    head = ["村", "当事人", "住址", "联系电话", "事由", "日期"]
    values = only(read(of(tmp_path, head, ["东湾村", "张某", "二组", "13800000001", "欠款", DAY])))
    assert [(p.name, p.phone) for p in values.parties] == [("张某", "13800000001")]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("调解人员及电话", "handler"),
        ("申请调解时间", "registered_on"),
        ("调解受理时间", "registered_on"),
        ("调解时间", "resolved_on"),
        ("调解结束时间", "resolved_on"),
        ("首次信访时间", "found_on"),
        ("初访时间", "found_on"),
        ("接警日期", "found_on"),
        ("工单创建时间", "found_on"),
        ("派单时间", "reported_on"),
        ("纠纷时间", "when"),
        ("诉求人姓名", "parties"),
        ("诉求人及联系方式", "parties"),
        ("反映人/诉求人", "parties"),
        ("被反映人", "parties"),
        ("当事人姓名、性别、年龄、住址", "parties"),
        ("当事人姓名及签字", "parties"),
        ("双方当事人及关系", "parties"),
        ("信访人姓名、工作单位", "parties"),
        ("纠纷事实及争议事项", "brief"),
        ("信访事项概况", "brief"),
        ("问题隐患", "title"),
        ("风险隐患", "title"),
        ("风险等级", ""),
        ("涉及户数、人数", "people"),
        ("涉及户数", ""),
        ("事项办理情况", "status"),
        ("案件办理情况", "status"),
    ],
)
def test_what_a_header_holds(header: str, field: str) -> None:
    found = match((header,))
    assert found is not None and found.field == field


def test_a_day_of_applying_settles_nothing(tmp_path: Path) -> None:
    head = ["村", "当事人", "纠纷事由", "排查时间", "申请调解时间", "调解员"]
    row = ["东湾村", "张某、李某", "欠款纠纷", DAY, date(2026, 10, 5), "王某"]
    values = only(read(of(tmp_path, head, row)))
    assert (values.status, values.occurred_on) == ("open", DAY)
    assert values.registered_on == date(2026, 10, 5)


def test_a_register_without_matters_is_told_by_their_kind(tmp_path: Path) -> None:
    head = ["序号", "村", "当事人", "纠纷类型", "受理日期", "调解日期", "调解结果"]
    reading = read(of(tmp_path, head, [1, "东湾村", "张某、李某", "邻里纠纷", DAY, DAY, "成功"]))
    values = only(reading)
    assert (values.title, values.category, values.status) == ("邻里纠纷", "02", "resolved")
    assert "表里没有事项一列，取类别“邻里纠纷”作事项" in reading.rows[0].notes


def test_a_register_without_matters_and_kinds_is_turned_back(tmp_path: Path) -> None:
    head = ["序号", "村", "当事人", "纠纷类型", "受理日期"]
    reading = read(of(tmp_path, head, [1, "东湾村", "张某、李某", None, DAY]))
    assert faults(reading) == [(2, "title")]


def test_how_grave_a_matter_is_names_no_category(tmp_path: Path) -> None:
    head = ["村", "当事人", "事由", "日期", "纠纷性质"]
    reading = read(of(tmp_path, head, ["东湾村", "张某、李某", "宅基地边界砌墙", DAY, "一般"]))
    values = only(reading)
    assert (values.category, values.category_by_title) == ("0902", True)
    assert "类别写“一般”，不是类别，按事项记作宅基地使用纠纷" in reading.rows[0].notes


def test_a_row_that_only_tells_its_settlement_says_that_its_day_is_taken(tmp_path: Path) -> None:
    head = ["村", "当事人", "事由", "化解时间", "是否化解"]
    reading = read(of(tmp_path, head, ["东湾村", "张某、李某", "欠款", DAY, "是"]))
    values = only(reading)
    assert values.occurred_on == values.registered_on == values.resolved_on == DAY
    assert "没有排查或发生日期，发生和登记都按化解时间 2026-10-03 记" in reading.rows[0].notes


@pytest.mark.parametrize(
    ("kind", "who", "day"),
    [
        ("人员类别", "姓名", "走访时间"),
        ("农户类型", "户主", "走访时间"),
        ("类别", "姓名", "接访时间"),
    ],
)
def test_a_roster_of_people_is_no_ledger(tmp_path: Path, kind: str, who: str, day: str) -> None:
    reading = read(of(tmp_path, ["序号", "村", who, kind, day], [1, "东湾村", "张某", "一类", DAY]))
    assert [sheet.kind for sheet in reading.sheets] != ["ledger"]
    assert reading.rows == ()


def test_a_mediation_is_registered_by_the_day_it_began(tmp_path: Path) -> None:
    head = ["村", "当事人", "事由", "调解开始时间", "调解结束时间", "结果"]
    row = ["东湾村", "张某、李某", "欠款纠纷", DAY, date(2026, 10, 8), "成功"]
    values = only(read(of(tmp_path, head, row)))
    assert (values.occurred_on, values.resolved_on) == (DAY, date(2026, 10, 8))


def test_what_is_told_of_a_party_is_no_party(tmp_path: Path) -> None:
    head = ["村", "日期", "事由", "当事人", "当事人性别", "当事人年龄", "当事人身份", "当事人签字"]
    row = ["东湾村", "2026.10.3", "换地", "张三、李四", "男、男", "45、50", "村民", "张三"]
    values = only(read(book(tmp_path / "a.xlsx", [head, row])))
    assert names(values) == ["张三", "李四"]
    assert values.aside == ("当事人身份：村民",)


def test_what_is_told_of_the_petitioner_is_no_petition() -> None:
    assert [match((header,)) for header in ("诉求人意见", "信访人关系")] == [None, None]


@pytest.mark.parametrize(("answer", "status"), [("是", "resolved"), ("否", "open")])
def test_whether_the_petitioner_has_let_it_be_is_the_status(
    tmp_path: Path, answer: str, status: str
) -> None:
    head = ["村", "信访日期", "信访事项", "信访人", "办理情况", "是否息诉罢访"]
    row = ["东湾村", "2026.10.3", "低保", "张三", "已答复", answer]
    assert only(read(book(tmp_path / "a.xlsx", [head, row]))).status == status


def test_the_plaintiff_and_the_defendant_are_the_two_sides(tmp_path: Path) -> None:
    head = ["村", "日期", "事由", "原告方", "被告方", "被走访人"]
    row = ["东湾村", "2026.10.3", "换地", "张三", "李四", "王五"]
    values = only(read(book(tmp_path / "a.xlsx", [head, row])))
    assert (names(values), values.found_by) == (["张三", "李四"], "")


def test_yes_and_no_below_one_wide_header_are_two_choices(tmp_path: Path) -> None:
    rows = [
        ["村", "日期", "事项", "当事人", "是否化解", None, "化解时间", "未化解原因"],
        [None, None, None, None, "是", "否", None, None],
        ["东湾村", "2026.10.5", "换地", "张三", "√", None, "2026.10.8", None],
        ["西坡村", "2026.10.6", "争水", "李四", None, "√", None, "外出"],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows, ["E1:F1"]))
    assert [row.values.status for row in reading.rows] == ["resolved", "open"]
    assert faults(reading) == []


def test_the_telephone_of_who_called_is_no_partys(tmp_path: Path) -> None:
    head = ["接警时间", "报警人", "报警电话", "警情地址", "当事人", "警情内容", "处警结果"]
    row = [DAY, "周五", "13900000001", "东湾村三组", "张三、李四", "夫妻吵架", "现场调解，双方和好"]
    values = only(read(book(tmp_path / "a.xlsx", [head, row])))
    assert [(p.name, p.phone) for p in values.parties] == [("张三", ""), ("李四", "")]
    assert (values.reporter, values.status) == ("周五", "resolved")
    assert (values.village_name, values.aside) == ("东湾村", ("报警电话：13900000001",))


def test_a_limit_of_so_many_days_is_no_day_of_the_month(tmp_path: Path) -> None:
    head = ["村", "日期", "事项", "当事人", "办理期限"]
    values = only(read(of(tmp_path, head, ["东湾村", "5日", "换地", "张三", "7日"])))
    assert (values.occurred_on, values.due, values.due_words) == (date(2026, 10, 5), None, "7日")


@pytest.mark.parametrize("as_csv", [False, True])
def test_two_header_rows_that_nothing_merges(tmp_path: Path, as_csv: bool) -> None:
    rows: list[list[Any]] = [
        ["双桥镇10月台账", *[""] * 10],
        ["序号", "村组", "当事人情况", "", "", "纠纷情况", "", "", "调处情况", "", ""],
        ["", "", "姓名", "电话", "住址", "时间", "类型", "内容", "调处人", "结果", "时间"],
        [
            *(1, "东湾村一组", "张三", "13800000001", "石桥村", "10月5日", "邻里", "滴水"),
            *("周敏", "成功", "10月8日"),
        ],
    ]
    path = table(tmp_path / "a.csv", rows) if as_csv else book(tmp_path / "a.xlsx", rows)
    values = only(read(path))
    assert (values.village_name, values.group, values.title) == ("东湾村", "一组", "滴水")
    assert (values.occurred_on, values.resolved_on) == (date(2026, 10, 5), date(2026, 10, 8))
    assert (names(values), values.handler) == (["张三"], "周敏")


def test_lines_of_the_office_above_a_header_are_none_of_it(tmp_path: Path) -> None:
    rows = [
        ["填报单位：综治中心", "", "联系人", "周敏", ""],
        ["村", "日期", "事项", "当事人", "状态"],
        ["东湾村", "2026.10.5", "换地", "张三", "化解中"],
    ]
    reading = read(table(tmp_path / "a.csv", rows))
    assert only(reading).title == "换地"
    assert reading.sheets[0].header_rows == (2,)


def test_a_result_that_contradicts_the_status_is_told_of(tmp_path: Path) -> None:
    head = ["村", "日期", "事项", "是否化解", "化解结果"]
    rows = [[*("东湾村", DAY, "换地"), "是", words] for words in ("未化解", "签了协议")]
    first, second = read(book(tmp_path / "a.xlsx", [head, *rows])).rows
    assert (first.values.status, second.values.status) == ("resolved", "resolved")
    assert "状态是已化解，化解结果写“未化解”，请核对" in first.notes
    assert not any("请核对" in note for note in second.notes)


@pytest.mark.parametrize(
    "header", ["纠纷简要", "简要说明", "存在的矛盾纠纷", "事项内容", "来访事项"]
)
def test_more_names_of_what_happened(tmp_path: Path, header: str) -> None:
    head = ["序号", "社区/村", "日期", header, "当事人", "结果"]
    row = [1, "东湾村", DAY, "水沟堵塞", "张三、李四", "已解决"]
    values = only(read(book(tmp_path / "a.xlsx", [head, row])))
    assert (values.title, values.village_name, values.status) == ("水沟堵塞", "东湾村", "resolved")


@pytest.mark.parametrize("as_csv", [False, True])
def test_of_two_levels_of_category_the_lower_one_is_read(tmp_path: Path, as_csv: bool) -> None:
    rows = [
        ["村", "日期", "事项", "纠纷大类", "纠纷小类"],
        ["东湾村", "2026-10-03", "砍树", "土地及资源权属", "山林矿产纠纷"],
    ]
    values = only(
        read((table if as_csv else book)(tmp_path / f"a.{'csv' if as_csv else 'xlsx'}", rows))
    )
    assert (values.category, values.aside) == ("0903", ("纠纷大类：土地及资源权属",))


def test_names_and_telephones_numbered_in_their_headers(tmp_path: Path) -> None:
    head = ["村", "日期", "事项", "姓名1", "电话1", "姓名2", "电话2"]
    row = ["东湾村", DAY, "换地", "张三", "13800000001", "李四", "13900000002"]
    values = only(read(book(tmp_path / "a.xlsx", [head, row])))
    assert [(p.name, p.phone) for p in values.parties] == [
        ("张三", "13800000001"),
        ("李四", "13900000002"),
    ]


@pytest.mark.parametrize("header", ["化解结果及时间", "完成时间及结果"])
def test_a_result_with_its_day_in_one_column(tmp_path: Path, header: str) -> None:
    head = ["村", "日期", "事项", "当事人", header]
    told = ["调解成功，2026.10.12", "2026年10月12日调解成功", "化解中"]
    rows = [["东湾村", DAY, "换地", "张三", words] for words in told]
    reading = read(book(tmp_path / "a.xlsx", [head, *rows]))
    assert reading.rejected == ()
    assert [(row.values.status, row.values.resolved_on) for row in reading.rows] == [
        ("resolved", date(2026, 10, 12)),
        ("resolved", date(2026, 10, 12)),
        ("open", None),
    ]


def test_how_an_agreement_is_kept_stays_in_the_remarks(tmp_path: Path) -> None:
    head = ["村", "日期", "事项", "当事人", "调解结果", "履行情况"]
    row = ["东湾村", DAY, "换地", "张三", "达成协议", "分期履行"]
    values = only(read(book(tmp_path / "a.xlsx", [head, row])))
    assert (values.status, values.aside) == ("resolved", ("履行情况：分期履行",))


def test_a_file_number_below_a_header_of_handling_is_no_status(tmp_path: Path) -> None:
    rows = [
        ["村", "日期", "事项", "当事人", "化解情况", None, None],
        [None, None, None, None, "卷宗号", "化解结果", "是否归档"],
        ["东湾村", DAY, "换地", "张三", "2026-12", "调解成功", "否"],
    ]
    merges = ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:G1"]
    values = only(read(book(tmp_path / "a.xlsx", rows, merges)))
    assert (values.status, values.status_words) == ("resolved", "")


@pytest.mark.parametrize(
    "header", ["处理人电话", "调解人联系方式", "登记人手机号", "承办部门联系电话"]
)
def test_the_telephone_of_an_officer_is_no_partys(tmp_path: Path, header: str) -> None:
    head = ["村", "日期", "事项", "当事人", "当事人电话", "结果", "处理人", header]
    row = ["东湾村", DAY, "换地", "张三", "13800000001", "和解", "王某", "13700000001"]
    values = only(read(book(tmp_path / "a.xlsx", [head, row])))
    assert [(p.name, p.phone) for p in values.parties] == [("张三", "13800000001")]


def test_the_address_of_a_matter_beside_that_of_a_party_is_nobodys_home(tmp_path: Path) -> None:
    head = ["所属村", "详细地址", "日期", "事项", "当事人", "当事人住址"]
    row = ["东湾村", "村口小卖部旁", DAY, "换地", "张三", "西坡村3号"]
    values = only(read(book(tmp_path / "a.xlsx", [head, row])))
    assert [(p.name, p.address) for p in values.parties] == [("张三", "西坡村3号")]
    assert values.aside == ("详细地址：村口小卖部旁",)


def test_an_address_alone_is_the_partys(tmp_path: Path) -> None:
    head = ["所属村", "日期", "事项", "当事人", "详细地址"]
    values = only(read(book(tmp_path / "a.xlsx", [head, ["东湾村", DAY, "换地", "张三", "3号"]])))
    assert [(p.name, p.address) for p in values.parties] == [("张三", "3号")]


def test_the_telephone_beside_an_officer_below_a_wider_header_is_no_partys(tmp_path: Path) -> None:
    rows = [
        ["村", "日期", "事项", "双方", None, None, None, "包保化解", None, None],
        [None, None, None, "甲方", "电话", "乙方", "电话", "包保领导", "责任人", "联系方式"],
        [
            *("东湾村", DAY, "换地", "张三", "13800000001", "李四", "13900000001"),
            "刘镇长",
            "王某",
            "13700000001",
        ],
    ]
    merges = ["A1:A2", "B1:B2", "C1:C2", "D1:G1", "H1:J1"]
    values = only(read(book(tmp_path / "a.xlsx", rows, merges)))
    assert [(p.name, p.phone) for p in values.parties] == [
        ("张三", "13800000001"),
        ("李四", "13900000001"),
    ]
    assert (values.leader, values.handler) == ("刘镇长", "王某")


def test_a_tick_for_the_court_beside_those_for_settled_and_open(tmp_path: Path) -> None:
    head = ["村", "日期", "事项", "当事人", "已化解", "未化解", "移交司法"]
    row = ["东湾村", DAY, "换地", "张三", "", "", "√"]
    assert only(read(book(tmp_path / "a.xlsx", [head, row]))).status == "referred"


def test_a_bracket_says_what_a_column_tells_of_a_side(tmp_path: Path) -> None:
    head = [
        "发生地",
        "日期",
        "事项",
        "甲方（村）",
        "甲方姓名",
        "乙方（村）",
        "乙方姓名",
        "乙方（电话）",
    ]
    row = ["东湾村与西坡村交界处", DAY, "争水", "东湾村", "张三", "西坡村", "李四", "13900000001"]
    values = only(read(book(tmp_path / "a.xlsx", [head, row])))
    assert [(p.name, p.address, p.phone) for p in values.parties] == [
        ("张三", "东湾村", ""),
        ("李四", "西坡村", "13900000001"),
    ]
    assert (values.village_name, values.places) == ("东湾村", ("341623101201",))


@pytest.mark.parametrize("header", ["村支书电话", "联系人电话", "村民代表电话", "律师联系方式"])
def test_a_telephone_of_somebody_else_goes_to_the_remarks(tmp_path: Path, header: str) -> None:
    head = ["村", "日期", "事项", header, "当事人", "联系电话"]
    row = ["东湾村", DAY, "换地", "13700000003", "张三", "13800000001"]
    values = only(read(book(tmp_path / "a.xlsx", [head, row])))
    assert [p.phone for p in values.parties] == ["13800000001"]
    assert values.aside == (f"{header}：13700000003",)


@pytest.mark.parametrize("before", ["稳控责任人", "处理人"])
def test_who_settles_comes_before_who_watches(tmp_path: Path, before: str) -> None:
    head = ["村", "日期", "事项", "当事人", before, "化解责任人"]
    row = ["东湾村", DAY, "换地", "张三", "马某", "周某"]
    values = only(read(book(tmp_path / "a.xlsx", [head, row])))
    assert (values.handler, values.aside) == ("周某", (f"{before}：马某",))


@pytest.mark.parametrize("before", ["诉求", "纠纷原因"])
def test_a_title_is_taken_from_what_happened_and_not_from_why(tmp_path: Path, before: str) -> None:
    head = ["村", "日期", before, "矛盾纠纷简况及原因", "当事人"]
    row = ["东湾村", DAY, "赔偿", "张三家滴水淌到李四墙根。", "张三、李四"]
    assert only(read(book(tmp_path / "a.xlsx", [head, row]))).title == "张三家滴水淌到李四墙根"
    below = [["村", "日期", "纠纷情况", None, "当事人"], [None, None, *head[2:4]], row]
    merges = ["A1:A2", "B1:B2", "C1:D1", "E1:E2"]
    assert only(read(book(tmp_path / "b.xlsx", below, merges))).title == "张三家滴水淌到李四墙根"


def test_a_column_of_grids_gives_way_to_one_of_villages(tmp_path: Path) -> None:
    head = ["网格", "单位（地点）", "日期", "事项", "当事人"]
    values = only(read(of(tmp_path, head, ["第一网格", "东湾村", "10.3", "换地", "张三"])))
    assert (values.village_name, values.group) == ("东湾村", "第一网格")


def test_a_blank_column_gives_way_to_one_that_tells_the_same(tmp_path: Path) -> None:
    head = ["录入时间", "村", "受理日期", "事项", "当事人"]
    rows = [head, ["", "东湾村", "10.3", "换地", "张三"], head, ["合计", "", "", "1件"]]
    assert only(read(book(tmp_path / "a.xlsx", rows))).occurred_on == date(2026, 10, 3)


@pytest.mark.parametrize("child", ["调解地点", "说明", "其他信息"])
def test_what_an_upper_header_says_is_not_said_of_every_column_below(
    tmp_path: Path, child: str
) -> None:
    rows = [
        ["村", "日期", "基本情况", None, "当事人"],
        [None, None, child, "矛盾纠纷简况", None],
        ["东湾村", DAY, "村部", "两家换地不成", "张三"],
    ]
    merges = ["A1:A2", "B1:B2", "C1:D1", "E1:E2"]
    values = only(read(book(tmp_path / "a.xlsx", rows, merges)))
    assert (values.title, values.brief) == ("两家换地不成", "两家换地不成")
    assert any("村部" in words for words in (*values.aside, values.note))


@pytest.mark.parametrize(
    "header",
    [
        *(
            "事主电话",
            "涉及人电话",
            "男方电话",
            "女方联系方式",
            "受害人电话",
            "患者电话",
            "房东电话",
        ),
        *("车主电话", "工人电话", "老人电话", "承包户电话", "商户联系电话", "联系电话及住址"),
    ],
)
def test_a_telephone_of_somebody_whose_matter_it_is_is_a_partys(
    tmp_path: Path, header: str
) -> None:
    head = ["村", "日期", "事项", "当事人", header]
    row = ["东湾村", DAY, "换地", "张三", "13800000001"]
    assert [p.phone for p in only(read(of(tmp_path, head, row))).parties] == ["13800000001"]


@pytest.mark.parametrize("told", ["村", "电话"])
def test_sides_with_a_bracket_name_the_parties_where_no_other_column_does(
    tmp_path: Path, told: str
) -> None:
    head = ["村", "日期", "事项", f"甲方（{told}）", f"乙方（{told}）"]
    first, second = {"村": ("东湾村", "西坡村")}.get(told, ("13800000001", "13800000002"))
    values = only(
        read(of(tmp_path, head, ["东湾村", DAY, "换地", f"张三（{first}）", f"李四（{second}）"]))
    )
    assert [(p.name, p.phone or p.address) for p in values.parties] == [
        ("张三", first),
        ("李四", second),
    ]


def test_the_columns_of_a_platform_of_grids(tmp_path: Path) -> None:
    head = ["事件类型（一级）", "事件类型（二级）", "所属网格", "事发时间", "事件描述", "处理部门"]
    head += ["主要当事人姓名", "主要当事人证件号码", "主要当事人联系方式"]
    row = ["矛盾纠纷", "邻里纠纷", "东湾村第2网格", "2026-10-03", "争地界", "镇城建办"]
    row += ["张三", "11010519491231002X", "13900000001"]
    values = only(read(book(tmp_path / "platform.xlsx", [head, row])))
    assert (values.category, values.unit) == ("02", "镇城建办")
    (party,) = values.parties
    assert (party.name, party.phone, party.id_number) == (
        "张三",
        "13900000001",
        "11010519491231002X",
    )


def test_a_day_on_which_nothing_was_found_is_no_matter(tmp_path: Path) -> None:
    rows = [["时间", "村", "内容"], ["10.1", "东湾村", "入户走访10户，未发现矛盾纠纷。"]]
    rows += [
        ["10.2", "东湾村", "入户走访张三，未解决争水"],
        ["10.3", "东湾村", "本月排查未发现矛盾纠纷"],
    ]
    found = read(book(tmp_path / "diary.xlsx", rows)).rows
    assert [row.values.title for row in found] == ["入户走访张三，未解决争水"]


@pytest.mark.parametrize("above", ["包村干部", "驻村民警", "见证人", "回访", "法律顾问", "村书记"])
def test_who_acts_for_an_office_below_a_wider_header_is_no_party(
    tmp_path: Path, above: str
) -> None:
    rows = [
        ["村", "当事人", None, "事由", "时间", above, None],
        [None, "姓名", "电话", None, None, "姓名", "电话"],
        ["东湾村", "张三", "13900000001", "争水", "10.1", "周六", "13900000009"],
    ]
    merges = ["A1:A2", "B1:C1", "D1:D2", "E1:E2", "F1:G1"]
    values = only(read(book(tmp_path / "a.xlsx", rows, merges)))
    assert [(party.name, party.phone) for party in values.parties] == [("张三", "13900000001")]
    assert values.aside == (f"{above}·姓名：周六",)


def test_whether_mediation_was_held_is_not_whether_it_succeeded(tmp_path: Path) -> None:
    head = ["村", "当事人", "事由", "时间", "是否调解", "调解是否成功"]
    rows = [head, ["东湾村", "张三", "争水", "10.1", "是", "否"]]
    rows += [
        ["东湾村", "李四", "争路", "10.2", "是", "是"],
        ["东湾村", "王五", "争地", "10.3", "是"],
    ]
    found = read(book(tmp_path / "b.xlsx", rows)).rows
    assert [row.values.status for row in found] == ["open", "resolved", "open"]
    assert found[0].values.aside == ("是否调解：是",)
    alone = only(read(book(tmp_path / "c.xlsx", [head[:5], rows[1][:5]])))
    assert alone.status == "resolved"


def test_the_object_of_a_quarrel_is_its_other_side(tmp_path: Path) -> None:
    head = ["村", "户主姓名", "电话", "纠纷对象", "对象电话", "事由", "时间"]
    row = ["东湾村", "张三", "13900000001", "李四", "13900000002", "滴水", "10.1"]
    values = only(read(book(tmp_path / "a.xlsx", [head, row])))
    assert [(party.name, party.phone) for party in values.parties] == [
        ("张三", "13900000001"),
        ("李四", "13900000002"),
    ]


@pytest.mark.parametrize(
    ("above", "field"),
    [("处理", "handler"), ("接待", "found_by"), ("登记", "found_by"), ("调解", "handler")],
)
def test_who_did_what_the_header_above_says_is_no_party(above: str, field: str) -> None:
    found = [match((above, child)) for child in ("人员", "姓名", "电话")]
    assert [hit.field for hit in found if hit is not None] == [field, field, ""]


@pytest.mark.parametrize("header", ["处理", "调处", "调解"])
def test_a_bare_word_for_the_handling_heads_its_result(tmp_path: Path, header: str) -> None:
    head = ["村", "当事人", "事由", "时间", header]
    rows = [
        head,
        ["东湾村", "张三", "争水", "10.1", "成功"],
        ["东湾村", "李四", "争路", "10.2", "未成功"],
    ]
    found = read(book(tmp_path / "a.xlsx", rows)).rows
    assert [row.values.status for row in found] == ["resolved", "open"]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("责任人（电话）", "handler"), ("责任人、电话", "handler"),
        ("网格员（联系电话）", "found_by"),
        ("包案领导/电话", "leader"), ("责任人姓名及职务、电话", "handler"),
        ("当事人/电话", "parties"),
        ("责任单位及电话", "unit"), ("反映人及电话", "reporter"), ("责任人电话", ""),
        ("网格员电话", ""), ("调处时间、结果", "status"),
    ],
)  # fmt: skip
def test_a_column_of_names_with_their_telephones_is_one_of_names(header: str, field: str) -> None:
    found = match((header,))
    assert found is not None
    assert found.field == field


@pytest.mark.parametrize(
    ("cell", "phone", "parties"),
    [("张三13800000001、李四", "13800000001", ["张三", "李四"]), ("13800000001", "", [])],
)
def test_a_bracket_of_telephones_behind_the_parties_may_tell_both(
    tmp_path: Path, cell: str, phone: str, parties: list[str]
) -> None:
    rows = [["村", "日期", "事项", "当事人（电话）"], ["东湾村", "10.3", "争水", cell]]
    values = only(read(book(tmp_path / "a.xlsx", rows)))
    assert [party.name for party in values.parties] == parties
    assert [party.phone for party in values.parties][:1] == ([phone] if phone else [])
