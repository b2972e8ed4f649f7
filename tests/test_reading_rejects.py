"""What was turned back opens in Excel with its reason, and comes in again when mended."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from tests.ledger_kit import FOLDER, book, books, faults, read, table
from xinfang_tui.disputes.codes import codes_of
from xinfang_tui.documents.reading.form import write_form
from xinfang_tui.documents.reading.headers import FIELDS
from xinfang_tui.documents.reading.rejects import write_rejects

HEAD = ["序号", "事项", "当事人", "时间", "人数", "状态"]


def mend(path: Path, changes: dict[str, dict[str, str]]) -> None:
    file = load_workbook(path)
    for sheet, cells in changes.items():
        for place, value in cells.items():
            file[sheet][place] = value
    file.save(path)


def test_a_reject_file_carries_each_row_as_it_stood_and_its_reason(tmp_path: Path) -> None:
    reading = read(FOLDER / "双桥镇台账2026年10月.xlsx")
    out = tmp_path / "退回.xlsx"
    write_rejects(reading, out)
    sheet = load_workbook(out)["台账"]
    head, first, second = list(sheet.iter_rows(min_row=2, values_only=True))
    assert head[-1] == "退回原因"
    assert first[:4] == ("21", "西坡村", "村道扩建占地补偿021", "陈某甲、张某乙")
    assert "2026-13-40" in first[-1]
    assert "第 46 行" in second[-1]
    faulty = {cell.coordinate for row in sheet.iter_rows() for cell in row if _marked(cell)}
    assert faulty == {"H3", "M3", "C4", "M4"}


def _marked(cell: object) -> bool:
    return getattr(cell, "fill").fgColor.rgb == "FFFFE0B2"  # noqa: B009


def test_an_unmended_reject_file_is_turned_back_for_the_same_reasons(tmp_path: Path) -> None:
    reading = read(FOLDER / "双桥镇台账2026年10月.xlsx")
    write_rejects(reading, tmp_path / "退回.xlsx")
    again = read(tmp_path / "退回.xlsx")
    assert again.rows == ()
    assert [(r.field, r.value, r.reason) for r in again.rejected] == [
        (r.field, r.value, r.reason) for r in reading.rejected
    ]


def test_a_mended_reject_file_reads_as_the_ledger_would_have(tmp_path: Path) -> None:
    reading = read(FOLDER / "双桥镇台账2026年10月.xlsx")
    out = tmp_path / "退回.xlsx"
    write_rejects(reading, out)
    mend(out, {"台账": {"H3": "10月8日", "C4": "停车位纠纷"}})
    again = read(out, None)
    assert again.rejected == ()
    first, second = (row.values for row in again.rows)
    assert (first.village_name, first.occurred_on) == ("西坡村", date(2026, 10, 8))
    assert (first.people, first.category, first.handler) == (23, "1102", "陈某己")
    assert first.parties[0].phone == "13800000020"
    assert (second.village_name, second.title) == ("柳树沟村", "停车位纠纷")


def test_villages_and_years_known_only_from_outside_the_row_come_along(tmp_path: Path) -> None:
    row = [1, "争水", "张某", "10月", 2, "已化解"]
    sheets = {
        "东湾村": ([["2026年10月台账"], HEAD, row, [2, "占道", "李某", "10月3日", 2, ""]], []),
        "Sheet2": ([["石桥村2026年10月台账"], HEAD, row], []),
        "汇集": (
            [["2026年台账"], HEAD, ["一、西坡村"], row, ["二、新民社区"], row],
            ["A3:F3", "A5:F5"],
        ),
    }
    reading = read(books(tmp_path / "a.xlsx", sheets))
    assert len(reading.rejected) == 4
    out = tmp_path / "退回.xlsx"
    write_rejects(reading, out)
    assert load_workbook(out).sheetnames == ["东湾村", "Sheet2", "汇集"]
    fixed = {"D3": "10月9日"}
    mend(out, {"东湾村": fixed, "Sheet2": fixed, "汇集": fixed | {"D4": "10月10日"}})
    again = read(out, None)
    assert again.rejected == ()
    assert [row.values.village_name for row in again.rows] == [
        "东湾村",
        "石桥村",
        "西坡村",
        "新民社区",
    ]
    assert {row.values.occurred_on.year for row in again.rows} == {2026}


def test_rejects_of_a_text_table_and_of_hostile_cells(tmp_path: Path) -> None:
    texts = ["=1+1", "a\x07b", "长" * 40000, "第一行\n第二行"]
    rows = [
        ["村", "事项", "当事人", "日期"],
        *(["某村", text, text, "2026.10.3"] for text in texts),
    ]
    reading = read(table(tmp_path / "a.csv", rows))
    assert len(reading.rejected) == 4
    write_rejects(reading, tmp_path / "退回.xlsx")
    sheet = load_workbook(tmp_path / "退回.xlsx").worksheets[0]
    assert sheet["B3"].value == "=1+1"
    assert sheet["B3"].data_type == "s"
    again = read(tmp_path / "退回.xlsx")
    assert [r.field for r in again.rejected] == ["village"] * 4


def test_a_ledger_with_a_column_of_reasons_of_its_own(tmp_path: Path) -> None:
    rows = [["村", "事项", "日期", "原因"], ["东湾村", "争水", "2026.13.1", "天旱"]]
    reading = read(book(tmp_path / "a.xlsx", rows))
    write_rejects(reading, tmp_path / "退回.xlsx")
    head = next(
        load_workbook(tmp_path / "退回.xlsx").worksheets[0].iter_rows(min_row=2, values_only=True)
    )
    assert head == ("村", "事项", "日期", "原因", "退回原因")
    assert faults(read(tmp_path / "退回.xlsx")) == [(3, "occurred_on")]


def test_the_unit_of_the_amounts_comes_along(tmp_path: Path) -> None:
    rows = [["单位：万元"], ["村", "事项", "日期", "金额"], ["东湾村", "争水", "2026.13.1", 1.2]]
    write_rejects(read(book(tmp_path / "a.xlsx", rows)), tmp_path / "退回.xlsx")
    mend(tmp_path / "退回.xlsx", {"台账": {"C3": "2026.10.1"}})
    assert read(tmp_path / "退回.xlsx").rows[0].values.amount == 12000


def test_the_reason_is_neither_kept_nor_told_twice_when_the_file_comes_again(
    tmp_path: Path,
) -> None:
    rows = [["村", "事项", "日期"], ["东湾村", "争水", "2026.13.1"], ["某村", "争地", "2026.10.2"]]
    write_rejects(read(book(tmp_path / "a.xlsx", rows)), tmp_path / "退回.xlsx")
    mend(tmp_path / "退回.xlsx", {"台账": {"C3": "2026.10.1"}})
    again = read(tmp_path / "退回.xlsx")
    (values,) = (row.values for row in again.rows)
    assert (values.note, values.aside) == ("", ())
    write_rejects(again, tmp_path / "又退回.xlsx")
    head, row = load_workbook(tmp_path / "又退回.xlsx")["台账"].iter_rows(
        min_row=2, values_only=True
    )
    assert head == ("村", "事项", "日期", "退回原因")
    assert row[-1].startswith("第 4 行：没有叫“某村”的村")


def test_nothing_turned_back_gives_a_file_that_says_so(tmp_path: Path) -> None:
    reading = read(FOLDER / "老系统导出.csv", "2026-08")
    write_rejects(reading, tmp_path / "退回.xlsx")
    assert load_workbook(tmp_path / "退回.xlsx").worksheets[0]["A1"].value == "没有退回的行"


FILLED = {
    "village": "柳树沟村",
    "group": "二组",
    "title": "水渠放水先后",
    "category": "0201 用水排水通行通风采光纠纷",
    "people": 2,
    "parties": "张某、李某",
    "phone": "13800000001、13800000002",
    "address": "二组14号、二组16号",
    "occurred_on": date(2026, 10, 3),
    "channel": "排查发现",
    "brief": "王家渠放水，先后争执。\n第二次。",
    "measures": "现场丈量",
    "status": "已化解",
    "resolved_on": date(2026, 10, 9),
    "handler": "周某",
    "leader": "刘镇长",
    "unit": "司法所",
    "note": "=备注",
}


def test_the_form_offers_lists_and_reads_back_without_loss(tmp_path: Path) -> None:
    codes = codes_of()
    out = tmp_path / "登记表.xlsx"
    villages = {"341623101203": "柳树沟村", "341623101204": "新民社区"}
    write_form(
        out,
        villages=villages,
        categories=codes.categories,
        channels=codes.channels,
        month="2026-10",
    )
    assert read(out).rows == ()
    assert read(out).rejected == ()
    file = load_workbook(out)
    sheet = file["登记表"]
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert "选项!$A$1:$A$2" in lists
    assert len(lists) == 4
    assert file["选项"].sheet_state == "hidden"
    header = {str(cell.value).rstrip("*"): cell.column for cell in sheet[3]}
    for field, value in FILLED.items():
        sheet.cell(4, header[FIELDS[field]]).value = value
        sheet.cell(4, header[FIELDS[field]]).data_type = "s" if isinstance(value, str) else "n"
    for field, value in FILLED.items():
        if isinstance(value, date):
            sheet.cell(4, header[FIELDS[field]]).value = value
    sheet.cell(5, header["村（社区）"]).value = "新民社区"
    sheet.cell(5, header["事项"]).value = "停车位"
    sheet.cell(5, header["发生日期"]).value = "10月5日"
    file.save(out)
    reading = read(out)
    assert reading.rejected == ()
    first, second = (row.values for row in reading.rows)
    for field in ("group", "title", "people", "occurred_on", "brief", "measures", "resolved_on"):
        assert getattr(first, field) == FILLED[field], field
    for field in ("handler", "leader", "unit", "note"):
        assert getattr(first, field) == FILLED[field], field
    assert (first.village, first.category, first.channel) == ("341623101203", "0201", "screening")
    assert (first.status, first.resolved_by_month) == ("resolved", False)
    assert [(p.name, p.phone, p.address) for p in first.parties] == [
        ("张某", "13800000001", "二组14号"),
        ("李某", "13800000002", "二组16号"),
    ]
    assert (second.village_name, second.occurred_on) == ("新民社区", date(2026, 10, 5))


def test_a_status_known_only_from_a_heading_comes_along(tmp_path: Path) -> None:
    head = ["序号", "村", "事项", "当事人", "时间"]
    rows = [
        ["2026年10月"],
        head,
        ["一、已化解"],
        [1, "东湾村", "争水", "张三", "10月40日"],
        ["二、未化解"],
        [2, "东湾村", "争地", "李四", "10月41日"],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows))
    write_rejects(reading, tmp_path / "退回.xlsx")
    file = load_workbook(tmp_path / "退回.xlsx")
    sheet = file.active
    at = [cell.value for cell in sheet[2]].index("时间") + 1
    for row in (3, 4):
        sheet.cell(row, at).value = "10月4日"
    file.save(tmp_path / "改好.xlsx")
    mended = read(tmp_path / "改好.xlsx")
    assert [row.values.status for row in mended.rows] == ["resolved", "open"]


def test_a_group_below_a_village_named_by_the_title_comes_along(tmp_path: Path) -> None:
    head = ["日期", "网格", "事件描述", "处理情况"]
    rows = [
        ["柳树沟村网格员工作日志（2026年10月）"],
        head,
        ["10.12-10.13", "第二网格", "夫妻吵架", "已劝和"],
        ["9月31日", "", "占用晒场", "未处理"],
    ]
    reading = read(book(tmp_path / "日志.xlsx", rows, ["A1:D1"]))
    write_rejects(reading, tmp_path / "退回.xlsx")
    mend(tmp_path / "退回.xlsx", {"台账": {"A3": "10.12", "A4": "10.13"}})
    again = read(tmp_path / "退回.xlsx")
    assert again.rejected == ()
    assert [(row.values.village_name, row.values.group) for row in again.rows] == [
        ("柳树沟村", "第二网格"),
        ("柳树沟村", ""),
    ]


def test_a_day_dated_by_the_heading_above_it_comes_along(tmp_path: Path) -> None:
    head = ["序号", "村", "时间", "事项", "当事人", "状态"]
    rows = [["2026年台账"], head, ["9月份"], [1, "南湾村", "28日", "争水", "李四", "化解中"]]
    reading = read(book(tmp_path / "a.xlsx", rows, ["A1:F1", "A3:F3"]))
    write_rejects(reading, tmp_path / "退回.xlsx")
    mend(tmp_path / "退回.xlsx", {"台账": {"B3": "东湾村"}})
    (row,) = read(tmp_path / "退回.xlsx").rows
    assert row.values.occurred_on == date(2026, 9, 28)


def test_a_day_that_cannot_be_keeps_the_month_of_the_heading_above_it(tmp_path: Path) -> None:
    head = ["序号", "村", "时间", "事项", "当事人", "状态"]
    rows = [["双桥镇2026年8月台账"], head, [1, "东湾村", "3日", "换地", "张三", "化解中"]]
    rows += [["双桥镇2026年9月台账"], head, [1, "东湾村", "31日", "争水", "李四", "化解中"]]
    write_rejects(read(book(tmp_path / "a.xlsx", rows)), tmp_path / "退回.xlsx")
    file = load_workbook(tmp_path / "退回.xlsx")
    assert [cell.value for cell in file.worksheets[0][3]][2] == "2026年9月31日"
