"""Days without a year around the turn of the year: of the year that the ledger's month allows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.ledger_kit import book, books, faults, only, read, table
from xinfang_tui.documents.reading.rejects import write_rejects
from xinfang_tui.documents.reading.when import heading_time, ledger_month, month_in

HEAD = ["村", "事项", "当事人", "排查日期"]
ROW = ["东湾村", "争水", "张三"]
LATE = [*ROW, "12月28日"]


def test_a_day_far_behind_the_month_of_the_ledger_is_of_the_year_before(tmp_path: Path) -> None:
    titled = book(tmp_path / "a.xlsx", [["东湾村2025年1月矛盾纠纷台账"], HEAD, LATE])
    reading = read(titled, None)
    assert only(reading).occurred_on == date(2024, 12, 28)
    assert "日期“12月28日”没有年份，按上一年记作 2024-12-28" in reading.rows[0].notes
    given = table(tmp_path / "b.csv", [HEAD, LATE])
    assert only(read(given, "2025-01")).occurred_on == date(2024, 12, 28)


@pytest.mark.parametrize(
    ("title", "month", "written", "day"),
    [
        ("2025年9月台账", None, "10月8日", date(2025, 10, 8)),
        ("2025年1月台账", None, "6月30日", date(2025, 6, 30)),
        ("2025年1月台账", None, "2025年12月28日", date(2025, 12, 28)),
        ("2025年台账", None, "12月28日", date(2025, 12, 28)),
        ("2025年度台账", "2025-01", "12月28日", date(2025, 12, 28)),
        ("2025年1—12月台账", None, "12月28日", date(2025, 12, 28)),
        ("2025年1月至12月台账", None, "12月28日", date(2025, 12, 28)),
        ("2025年12月台账", "2025-01", "12月28日", date(2025, 12, 28)),
        ("2025年12月台账", None, "1月3日", date(2025, 1, 3)),
    ],
)
def test_a_day_that_may_be_of_the_year_of_the_ledger_is(
    tmp_path: Path, title: str, month: str | None, written: str, day: date
) -> None:
    path = book(tmp_path / "a.xlsx", [[title], HEAD, [*ROW, written]])
    assert only(read(path, month)).occurred_on == day


def test_of_a_year_with_a_sheet_a_month_each_sheet_has_its_own_month(tmp_path: Path) -> None:
    sheets = {
        "1月": ([HEAD, ["东湾村", "争水", "张三", "12月30日"]], []),
        "12月": ([HEAD, ["东湾村", "争地", "李四", "12月28日"]], []),
    }
    reading = read(books(tmp_path / "2025年台账.xlsx", sheets), "2025-01")
    assert [row.values.occurred_on for row in reading.rows] == [
        date(2024, 12, 30),
        date(2025, 12, 28),
    ]


@pytest.mark.parametrize(
    ("texts", "given", "month"),
    [
        (["东湾村2025年1月台账"], None, "2025-01"),
        (["台账　填报日期：2025年2月3日", "1月"], None, "2025-01"),
        (["2025年1月台账　2025.2.3"], "2025-02", "2025-01"),
        (["台账", "Sheet1"], "2025-03", "2025-03"),
        (["2025年第一季度台账"], "2025-03", None),
        (["2025.1-2025.6台账"], "2025-06", None),
        (["2025.1-6台账"], "2025-06", None),
        (["2025年1月以来台账"], None, None),
        (["2025年1月至今台账"], "2025-10", None),
        (["2025年台账（1月起）"], None, None),
        (["2025年1月1日至10月30日台账"], "2025-10", None),
        (["2025年1月台账", "台账2025-02-12"], None, "2025-01"),
        (["建档日期：2025年1月5日", "2025年全年"], "2025-01", None),
        (["建档日期：2025年1月5日"], None, None),
        (["2025年五月花小区台账"], None, None),
        (["2025-10月台账"], None, "2025-10"),
    ],
)
def test_the_month_whose_ledger_a_sheet_is(
    texts: list[str], given: str | None, month: str | None
) -> None:
    assert ledger_month(texts, 2025, given) == month


@pytest.mark.parametrize(
    ("title", "month"),
    [
        ("2025年三月台账", "2025-03"),
        ("2025年三月至五月台账", None),
        ("2025年1-10月台账", None),
        ("2025年10月1日至31日台账", "2025-10"),
        ("2025-10月台账", "2025-10"),
        ("25年10月台账", "2025-10"),
        ("双桥镇25年度9月份台账", None),
    ],
)
def test_a_title_of_several_months_names_none(title: str, month: str | None) -> None:
    assert month_in(title) == month


SETTLED = ["村", "事项", "当事人", "登记日期", "状态", "化解日期"]


@pytest.mark.parametrize(
    ("title", "registered", "settled", "day"),
    [
        ("2025年12月台账", "12月30日", "1月3日", date(2026, 1, 3)),
        ("2025年12月台账", "2025-12-30", "1.3", date(2026, 1, 3)),
        ("2025年12月台账", "12月10日", "12月12日", date(2025, 12, 12)),
        ("2025年1月台账", "12月20日", "12月28日", date(2024, 12, 28)),
        ("2025年1月台账", "12月20日", "1月5日", date(2025, 1, 5)),
        ("2025年1月台账", "1月5日", "12月10日", date(2025, 12, 10)),
        ("2025年1月台账", "2024年3月1日", "1月10日", date(2025, 1, 10)),
        ("2025年9月台账", "9月29日", "10月4日", date(2025, 10, 4)),
    ],
)
def test_a_settlement_without_a_year_follows_its_registration(
    tmp_path: Path, title: str, registered: str, settled: str, day: date
) -> None:
    row = [*ROW, registered, "已化解", settled]
    values = only(read(book(tmp_path / "a.xlsx", [[title], SETTLED, row]), None))
    assert (values.resolved_on, values.resolved_by_month) == (day, False)


def test_a_settlement_told_in_words_follows_its_registration(tmp_path: Path) -> None:
    head = ["村", "事项", "当事人", "登记日期", "状态", "化解结果"]
    rows = [
        ["2025年12月台账"],
        head,
        [*ROW, "12月30日", "已化解（1月3日）", ""],
        ["东湾村", "争地", "李四", "12月29日", "已化解", "1月4日经调解达成协议"],
        ["东湾村", "滴水", "王五", "12月29日", "已化解", "2025年1月4日经调解达成协议"],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows), None)
    assert [(r.values.resolved_on, r.values.resolved_by_month) for r in reading.rows] == [
        (date(2026, 1, 3), False),
        (date(2026, 1, 4), False),
        (date(2025, 12, 31), True),
    ]


def test_a_settlement_before_its_registration_is_turned_back(tmp_path: Path) -> None:
    for title, settled in (("2025年台账", "1月3日"), ("2025年12月台账", "11月3日")):
        rows = [[title], SETTLED, [*ROW, "12月30日", "已化解", settled]]
        (found,) = read(book(tmp_path / "a.xlsx", rows), None).rejected
        assert "早于登记日期" in found.reason


def test_a_row_turned_back_keeps_the_month_of_its_ledger(tmp_path: Path) -> None:
    rows = [["2025年1月台账"], HEAD, ["某村", "争水", "张三", "12月28日"]]
    write_rejects(read(book(tmp_path / "a.xlsx", rows), None), tmp_path / "退回.xlsx")
    villages = {"341623101299": "某村"}
    again = read(tmp_path / "退回.xlsx", None, villages=villages)
    assert only(again).occurred_on == date(2024, 12, 28)


def test_a_limit_late_in_the_year_stays_in_the_year(tmp_path: Path) -> None:
    rows = [["2025年1月台账"], [*HEAD, "化解时限"], [*ROW, "1月8日", "12月31日"]]
    assert only(read(book(tmp_path / "a.xlsx", rows), None)).due == date(2025, 12, 31)


@pytest.mark.parametrize("month", ["二〇二六年十月", "2026年10月份", "2026年十月份"])
def test_the_day_alone_is_of_the_month_whose_ledger_it_is(tmp_path: Path, month: str) -> None:
    head = ["日期", "事由", "当事人", "结果", "化解日期"]
    rows = [
        [f"东湾村{month}矛盾纠纷登记表"],
        head,
        ["5日", "吵嘴", "张三", "化解中", None],
        ["十二日", "分家", "李四", "已化解", "15号"],
        ["20日", "借钱", "王五", "已化解", "5日"],
        ["8", "牛吃麦", "赵六", "化解中", None],
        ["32日", "换地", "钱七", "化解中", None],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows), month=None)
    found = [(row.values.occurred_on, row.values.resolved_on) for row in reading.rows]
    assert found == [
        (date(2026, 10, 5), None),
        (date(2026, 10, 12), date(2026, 10, 15)),
        (date(2026, 10, 8), None),
    ]
    assert "日期“5日”只写了日，按台账的月份记作 2026-10-05" in reading.rows[0].notes
    assert faults(reading) == [(5, "resolved_on"), (7, "occurred_on")]


def test_the_day_alone_is_no_day_in_the_ledger_of_several_months(tmp_path: Path) -> None:
    rows = [["东湾村2026年1-10月台账"], ["日期", "事由", "当事人"], ["5日", "吵嘴", "张三"]]
    assert faults(read(book(tmp_path / "a.xlsx", rows), month=None)) == [(3, "occurred_on")]


def test_a_result_that_tells_no_status_is_told_of(tmp_path: Path) -> None:
    rows = [["村", "日期", "事由", "结果"], ["东湾村", "2026.10.5", "吵嘴", "赔麦50斤"]]
    (row,) = read(book(tmp_path / "a.xlsx", rows)).rows
    assert row.values.status == "open"
    assert "化解结果“赔麦50斤”看不出是否化解，按未化解导入" in row.notes


@pytest.mark.parametrize(
    ("heading", "time"),
    [
        ("9月份", (None, 9)),
        ("（三）九月份矛盾纠纷", (None, 9)),
        ("2026年9月份（5件）", (2026, 9)),
        ("2025年度结转", (2025, None)),
        ("一、历史遗留", (None, None)),
        ("9月25日会议", None),
        ("9月底前完成", None),
        ("1-9月", None),
        ("2026年10月28日", None),
        ("东湾村", None),
        ("双桥镇2026年9月矛盾纠纷台账", (2026, 9)),
        ("双桥镇九月份排查登记表（续）", (None, 9)),
        ("双桥镇2025年度矛盾纠纷台账", (2025, None)),
        ("2026年7-9月矛盾纠纷台账", (2026, None)),
        ("双桥镇矛盾纠纷台账", None),
    ],
)
def test_what_time_a_heading_between_the_rows_names(
    heading: str, time: tuple[int | None, int | None] | None
) -> None:
    assert heading_time(heading) == time


def test_a_heading_of_the_ledgers_own_year_leaves_its_month(tmp_path: Path) -> None:
    head = ["序号", "村", "时间", "事项", "当事人"]
    rows = [head, ["2026年"], [1, "东湾村", "6日", "换地", "张三"]]
    rows += [["2025年"], [2, "东湾村", "7日", "争水", "李四"]]
    reading = read(book(tmp_path / "台账.xlsx", rows))
    assert [row.values.occurred_on for row in reading.rows] == [date(2026, 10, 6)]
    assert [each.row for each in reading.rejected] == [5]


def test_tables_of_several_months_below_each_other_each_have_their_own(tmp_path: Path) -> None:
    head = ["序号", "村", "时间", "事项", "当事人", "结果"]
    rows = [
        ["双桥镇2026年8月矛盾纠纷台账"],
        head,
        [1, "东湾村", "3日", "换地", "张三", "已化解"],
        ["双桥镇2026年9月矛盾纠纷台账"],
        head,
        [1, "西坡村", "4日", "争水", "李四", "已化解"],
        [2, "西坡村", "9.5", "争路", "王五", "已化解"],
    ]
    found = read(book(tmp_path / "台账.xlsx", rows), month=None).rows
    assert [(row.values.occurred_on, row.values.resolved_on) for row in found] == [
        (date(2026, 8, 3), date(2026, 8, 31)),
        (date(2026, 9, 4), date(2026, 9, 30)),
        (date(2026, 9, 5), date(2026, 9, 30)),
    ]
    given = read(tmp_path / "台账.xlsx", month="2026-10").rows
    assert {row.values.resolved_on for row in given} == {date(2026, 10, 31)}


def test_the_title_repeated_on_a_page_leaves_the_section_as_it_was(tmp_path: Path) -> None:
    title, head = ["双桥镇2026年10月矛盾纠纷台账"], ["村", "时间", "事项", "当事人"]
    rows = [title, head, ["邻里纠纷"], ["东湾村", "3日", "闹矛盾", "张三"], title, head]
    rows += [["东湾村", "4日", "又闹矛盾", "李四"]]
    reading = read(book(tmp_path / "台账.xlsx", rows, ["A3:D3", "A5:D5"]))
    assert [row.values.category for row in reading.rows] == ["02", "02"]
    assert reading.sheets[0].notes == ()


def test_a_title_in_the_middle_may_have_a_date_of_filling_in_beside_it(tmp_path: Path) -> None:
    head = ["当事人", "事由", "时间"]
    rows = [
        ["东湾村2026年9月矛盾纠纷台账", None, None, "填报时间：2026年9月30日"],
        head,
        ["张三", "争水", "3日"],
        ["西坡村2026年10月矛盾纠纷台账", None, None, "填报时间：2026年10月31日"],
        head,
        ["李四", "争地", "4日"],
    ]
    reading = read(book(tmp_path / "台账.xlsx", rows), month=None)
    assert reading.rejected == ()
    assert [(row.values.village_name, row.values.occurred_on) for row in reading.rows] == [
        ("东湾村", date(2026, 9, 3)),
        ("西坡村", date(2026, 10, 4)),
    ]


def test_a_settlement_without_a_day_is_of_the_month_of_its_tab(tmp_path: Path) -> None:
    head = ["村", "时间", "事项", "当事人", "状态"]
    sheets = {
        "9月": ([head, ["东湾村", "9月8日", "邻居争水", "张三、李四", "化解中"]], []),
        "10月": ([head, ["东湾村", "9月8日", "邻居争水", "张三、李四", "已化解"]], []),
    }
    (row,) = read(books(tmp_path / "2026年台账.xlsx", sheets), month=None).rows
    assert (row.values.resolved_on, row.values.resolved_by_month) == (date(2026, 10, 31), True)
