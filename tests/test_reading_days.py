"""Days told in columns of their parts, and the day that a sentence gives to a settlement."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.ledger_kit import book, faults, only, read, table
from xinfang_tui.documents.reading.rejects import write_rejects
from xinfang_tui.documents.reading.settled_day import settled_day
from xinfang_tui.documents.reading.text import plain

DAY = date(2026, 10, 6)
TITLE = ["双桥镇2026年10月矛盾纠纷台账"]
HEAD = ["序号", "时间", None, "村", "当事人", "事项"]
BELOW = [None, "月", "日", None, None, None]


def days(path: Path, month: str | None = None) -> list[date]:
    return [row.values.occurred_on for row in read(path, month).rows]


@pytest.mark.parametrize("merges", [["B2:C2"], ["B2:C2", "A2:A3", "D2:D3", "E2:E3", "F2:F3"], []])
def test_month_and_day_below_one_header_are_one_day(tmp_path: Path, merges: list[str]) -> None:
    rows = [TITLE, HEAD, BELOW, [1, 10, 6, "东湾村", "张三", "地界"]]
    values = only(read(book(tmp_path / "a.xlsx", rows, merges), None))
    assert (values.occurred_on, values.registered_on, values.aside) == (DAY, DAY, ())


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (["月", "日"], ["10月", "6日"]),
        (["月份", "日"], ["１０", "６"]),
        (["年", "月", "日"], [2026, 10, 6]),
        (["年", "月", "日"], ["", "十", "六"]),
        (["发现月", "发现日"], ["10", "6号"]),
        (["排查月份", "日"], [10.0, 6.0]),
    ],
)
def test_month_and_day_side_by_side_are_one_day(
    tmp_path: Path, head: list[str], cells: list[object]
) -> None:
    rows = [["序号", *head, "村", "当事人", "事项"], [1, *cells, "东湾村", "张三", "地界"]]
    assert only(read(table(tmp_path / "a.csv", rows))).occurred_on == DAY


def test_the_year_above_month_and_day_is_theirs(tmp_path: Path) -> None:
    head = ["2026年", None, "序号", "村", "当事人", "事项"]
    rows = [head, ["月", "日"], [10, 6, 1, "东湾村", "张三", "地界"]]
    assert days(book(tmp_path / "a.xlsx", rows, ["A1:B1"])) == [DAY]


def test_a_month_named_once_or_merged_holds_for_the_rows_below(tmp_path: Path) -> None:
    def rows(*months: object) -> list[list[object]]:
        told = [[i, m, i, "东湾村", f"张三{i}", "地界"] for i, m in enumerate(months, start=1)]
        return [TITLE, HEAD, BELOW, *told]

    wanted = [date(2026, 9, 1), date(2026, 9, 2), date(2026, 10, 3), date(2026, 10, 4)]
    once = book(tmp_path / "a.xlsx", rows(9, None, 10, None), ["B2:C2"])
    ditto = book(tmp_path / "b.xlsx", rows(9, "〃", 10, "同上"), ["B2:C2"])
    merged = book(tmp_path / "c.xlsx", rows(9, None, 10, None), ["B2:C2", "B4:B5", "B6:B7"])
    assert days(once) == days(ditto) == days(merged) == wanted
    forgotten = read(book(tmp_path / "d.xlsx", rows(9, 9, None, 10), ["B2:C2"]), None)
    assert faults(forgotten) == [(6, "occurred_on")]


def test_two_dates_each_in_parts(tmp_path: Path) -> None:
    head = ["村", "登记年", "登记月", "登记日", "事项", "当事人", "化解月", "化解日"]
    rows = [head, ["东湾村", 2026, 9, 5, "地界", "张三", 10, 6]]
    values = only(read(table(tmp_path / "a.csv", rows), None))
    assert (values.registered_on, values.resolved_on) == (date(2026, 9, 5), DAY)
    assert values.status == "resolved"


def test_parts_that_are_no_day_are_turned_back_and_can_be_mended(tmp_path: Path) -> None:
    rows = [TITLE, HEAD, BELOW, [1, 10, 40, "东湾村", "张三", "地界"], [2, 10], ["合计", None, 2]]
    reading = read(book(tmp_path / "a.xlsx", rows, ["B2:C2"]), None)
    assert [(r.row, r.field, r.value) for r in reading.rejected] == [(4, "occurred_on", "10月40日")]
    write_rejects(reading, tmp_path / "退回.xlsx")
    again = read(tmp_path / "退回.xlsx", None)
    assert [r.reason for r in again.rejected] == [r.reason for r in reading.rejected]


def test_a_whole_day_beside_the_parts_of_another_is_kept(tmp_path: Path) -> None:
    rows = [
        ["村", "时间", "月", "日", "事项", "当事人"],
        ["东湾村", "10月6日", 9, 1, "地界", "张三"],
    ]
    values = only(read(table(tmp_path / "a.csv", rows)))
    assert (values.occurred_on, values.aside) == (DAY, ("月：9", "日：1"))


@pytest.mark.parametrize(
    "words",
    [
        "10月6日经调解达成协议",
        "10月6日，经镇调委会调解，双方达成协议",
        "2026年10月6日上午，经司法所主持调解，双方当事人达成一致意见并签订调解协议书",
        "10月3日受理，10月6日经调解达成协议",
        "该纠纷已于10月6日化解，双方满意",
        "经村委会调解，双方于10月6日达成协议，约定10月20日前付清",
        "双方达成协议（10月6日）",
        "10月4日上门走访；10月6日村委会组织双方调解，当场达成协议。",
        "10月3日发生纠纷，10月6日经调解达成和解",
    ],
)
def test_a_sentence_that_says_settled_on_a_day_gives_it(tmp_path: Path, words: str) -> None:
    assert settled_day(plain(words), 2026) == DAY
    head = ["村", "事项", "当事人", "时间", "化解情况"]
    values = only(
        read(table(tmp_path / "a.csv", [head, ["东湾村", "地界", "张三", "10月2日", words]]))
    )
    assert (values.resolved_on, values.resolved_by_month) == (DAY, False)


@pytest.mark.parametrize(
    "words",
    [
        "10月6日登记，现已化解",
        "10月6日前达成协议",
        "拟10月6日达成协议",
        "10月6日登记后经调解已化解",
        "10月6日发生纠纷，经调解达成协议",
        "10月6日走访，已化解",
        "10月6日调解未果，后达成协议",
        "10月6日达成协议，后反悔，现已化解",
        "承诺10月6日付清，已化解",
        "协议约定10月6日付清",
        "10月6日组织调解，后达成协议",
        "10月6日至8日调解，已化解",
        "10月6日化解，10月8日化解",
        "赔偿10.6万元，已化解",
        "10月6日接到反映，当日化解",
    ],
)
def test_the_day_of_something_else_is_not_taken(words: str) -> None:
    assert settled_day(plain(words), 2026) is None


def test_a_sentence_whose_day_cannot_be_right_leaves_the_month(tmp_path: Path) -> None:
    head = ["村", "事项", "当事人", "时间", "状态", "化解结果"]
    rows = [
        head,
        ["东湾村", "地界", "张三", "10月8日", "已化解", "10月6日经调解达成协议"],
        ["东湾村", "通行", "张三", "10月8日", "已化解", "11月6日经调解达成协议"],
        ["东湾村", "滴水", "张三", "10月8日", "已化解", "10月9日经调解达成协议"],
    ]
    reading = read(table(tmp_path / "a.csv", rows))
    assert [(r.values.resolved_on, r.values.resolved_by_month) for r in reading.rows] == [
        (date(2026, 10, 31), True),
        (date(2026, 10, 31), True),
        (date(2026, 10, 9), False),
    ]
    assert reading.rows[2].notes[0] == "化解日期取自“10月9日经调解达成协议”"


@pytest.mark.parametrize("words", ["当天", "当日", "即日", "登记当天"])
def test_the_same_day_is_the_day_of_registration(tmp_path: Path, words: str) -> None:
    head = ["村", "事项", "当事人", "发生时间", "登记日期", "状态", "化解日期"]
    row = ["东湾村", "地界", "张三", "10月2日", "10月4日"]
    reading = read(table(tmp_path / "a.csv", [head, [*row, "已化解", words], [*row, "", words]]))
    assert [
        (r.values.status, r.values.resolved_on, r.values.resolved_by_month) for r in reading.rows
    ] == [("resolved", date(2026, 10, 4), False)] * 2
    assert f"化解日期写“{words}”，按登记日期 2026-10-04 读" in reading.rows[0].notes


def test_a_day_beside_a_bare_word_of_the_end_settles(tmp_path: Path) -> None:
    head = ["村", "事项", "当事人", "时间", "完成情况"]
    row = ["东湾村", "地界", "张三", "10月2日"]
    rows = [head, [*row, "10月6日完成"], [*row, "11月6日完成"], [*row, "10月6日受理"]]
    reading = read(table(tmp_path / "a.csv", rows))
    assert [(r.values.status, r.values.resolved_on) for r in reading.rows] == [
        ("resolved", DAY),
        ("open", None),
        ("open", None),
    ]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (["月份", "日期"], ["9月", "6日"]),
        (["月份", "排查时间"], ["九月", 6]),
        (["年度", "月份", "日期"], [2026, 9, "6"]),
        (["排查月份", "排查日期"], ["2026年9月", "6号"]),
    ],
)
def test_a_month_in_its_own_column_dates_the_days_told_alone(
    tmp_path: Path, head: list[str], cells: list[object]
) -> None:
    rows = [["序号", *head, "村", "当事人", "事项"], [1, *cells, "东湾村", "张三", "地界"]]
    assert days(table(tmp_path / "a.csv", rows), "2026-10") == [date(2026, 9, 6)]


def test_a_month_over_its_rows_dates_them_and_leaves_whole_days_alone(tmp_path: Path) -> None:
    rows = [
        ["双桥镇2026年矛盾纠纷台账"],
        ["月份", "村", "排查日期", "事项", "当事人", "状态", "化解时间"],
        ["9月", "东湾村", "8日", "地界", "张三", "已化解", "15日"],
        [None, "东湾村", "9.20", "通行", "李四", "已化解", 5],
        ["10月", "东湾村", 2, "滴水", "王五", "已化解", 12],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows, ["A1:G1", "A3:A4"]))
    assert [(r.values.occurred_on, r.values.resolved_on) for r in reading.rows] == [
        (date(2026, 9, 8), date(2026, 9, 15)),
        (date(2026, 10, 2), date(2026, 10, 12)),
    ]
    # How many days it took, as likely as the 5th: it is not guessed.
    assert faults(reading) == [(4, "resolved_on")]


def test_a_figure_is_a_day_in_the_ledger_of_one_month(tmp_path: Path) -> None:
    head = ["村", "日期", "事项", "当事人"]
    row = ["东湾村", 8, "地界", "张三"]
    reading = read(book(tmp_path / "a.xlsx", [head, row], sheet="9月"))
    assert only(reading).occurred_on == date(2026, 9, 8)
    assert reading.rows[0].notes[0] == "日期“8”只写了日，按台账的月份记作 2026-09-08"
    year = [["2026年矛盾纠纷台账"], head, row]
    assert faults(read(book(tmp_path / "b.xlsx", year, ["A1:D1"]), None)) == [(3, "occurred_on")]


def test_a_figure_that_is_no_day_of_the_month_can_be_mended(tmp_path: Path) -> None:
    rows = [["村", "日期", "事项", "当事人"], ["东湾村", 31, "地界", "张三"]]
    reading = read(book(tmp_path / "a.xlsx", rows, sheet="9月"))
    assert faults(reading) == [(2, "occurred_on")]
    write_rejects(reading, tmp_path / "退回.xlsx")
    (again,) = read(tmp_path / "退回.xlsx", None).rejected
    assert again.reason == "没有“9月31日”这一天"


def test_several_days_beside_a_month_are_not_read_as_another_month(tmp_path: Path) -> None:
    rows = [
        ["双桥镇2026年矛盾纠纷台账"],
        ["月份", "村", "日期", "事项", "当事人"],
        ["10", "东湾村", "2-5", "地界", "张三"],
        ["10", "东湾村", "10-5", "通行", "李四"],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows, ["A1:E1"]))
    assert [row.values.occurred_on for row in reading.rows] == [date(2026, 10, 5)]
    (found,) = reading.rejected
    assert "不止一个日期" in found.reason
