"""Matters that several sheets of a book tell: each is one, as its latest sheet tells it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.ledger_kit import books, names, read
from tests.township import township
from xinfang_tui.documents.reading.remarks import said
from xinfang_tui.documents.reading.values import LedgerReading

HEAD = ["序号", "村", "日期", "事由", "当事人", "状态"]
GOING = [1, "西坡村", "2026.9.5", "地界", "王五、赵六", "化解中"]
DONE = [4, *GOING[1:5], "已化解"]
SETTLED = [2, "东湾村", "2026.9.8", "争水", "张三", "已化解"]
NEW = [1, "石桥村", "2026.10.8", "占道", "钱七", "已化解"]


def of(folder: Path, sheets: dict[str, list[list[Any]]], head: list[str] = HEAD) -> LedgerReading:
    told = {name: ([head, *rows], ()) for name, rows in sheets.items()}
    return read(books(folder / "a.xlsx", told), month=None)


def shown(reading: LedgerReading) -> list[tuple[str, str, date | None]]:
    return [(row.values.title, row.values.status, row.values.resolved_on) for row in reading.rows]


def test_a_matter_carried_over_is_registered_once_and_as_it_stands_last(tmp_path: Path) -> None:
    sheets = {"2026年9月": [GOING, SETTLED], "2026年10月": [DONE, SETTLED, NEW]}
    for order in (list(sheets), list(sheets)[::-1]):
        reading = of(tmp_path, {name: sheets[name] for name in order})
        assert sorted(shown(reading)) == [
            ("争水", "resolved", date(2026, 9, 30)),
            ("占道", "resolved", date(2026, 10, 31)),
            ("地界", "resolved", date(2026, 10, 31)),
        ]
        assert reading.doubled == 2
        (row,) = [row for row in reading.rows if row.values.title == "地界"]
        assert row.notes[-1].startswith("和“2026年9月”第 2 行是同一件，合为一件；那一行未化解")
        assert "2026年9月：状态：化解中" in said(row)


def test_the_latest_tab_is_the_latest_also_where_none_names_a_year(tmp_path: Path) -> None:
    reading = of(tmp_path, {"10月": [DONE], "9月": [GOING]})
    assert [(row.sheet, row.values.status) for row in reading.rows] == [("10月", "resolved")]
    reading = of(tmp_path, {"12月": [GOING], "1月": [DONE]})
    assert [(row.sheet, row.values.status) for row in reading.rows] == [("1月", "resolved")]


def test_a_matter_that_broke_out_again_is_open(tmp_path: Path) -> None:
    again = [*SETTLED[:5], "反弹"]
    reading = of(tmp_path, {"2026年9月": [SETTLED], "2026年10月": [again]})
    assert shown(reading) == [("争水", "open", None)]


def test_a_hidden_sheet_tells_no_later_state(tmp_path: Path) -> None:
    path = books(tmp_path / "a.xlsx", {"现在": ([HEAD, DONE], ()), "旧表": ([HEAD, GOING], ())})
    file = load_workbook(path)
    file["旧表"].sheet_state = "hidden"
    file.save(path)
    (row,) = read(path).rows
    assert (row.sheet, row.values.status) == ("现在", "resolved")


def test_what_only_the_earlier_sheet_tells_is_kept(tmp_path: Path) -> None:
    full = [*HEAD, "联系电话", "责任人", "化解措施"]
    first = [*GOING, "13800000001、13800000002", "周敏", "已量地"]
    told = {"9月": ([full, first], ()), "汇总": ([HEAD[:5], GOING[:5]], ())}
    (row,) = read(books(tmp_path / "a.xlsx", told)).rows
    values = row.values
    assert (values.status, values.status_words, values.handler) == ("open", "化解中", "周敏")
    assert [party.phone for party in values.parties] == ["13800000001", "13800000002"]
    assert values.measures == "已量地"


def test_what_two_sheets_tell_differently_is_kept_of_both(tmp_path: Path) -> None:
    head = [*HEAD, "简要情况", "责任人", "涉及人数", "金额", "化解日期", "联系电话"]
    first = [*GOING[:4], "王五", "已化解", "争墙角的树", "周敏", 3, 500, "2026.9.20"]
    later = [*GOING[:4], "王五", "已化解", "量了地", "李强", 4, 800, "2026.9.28"]
    first.append("13800000001、13900000002")
    later.append("138-0000-0001")
    (row,) = of(tmp_path, {"9月": [first], "10月": [later]}, head).rows
    assert (row.values.brief, row.values.handler, row.values.amount) == ("量了地", "李强", 800)
    assert set(said(row)) >= {
        "9月：简要情况：争墙角的树",
        "9月：经办人：周敏",
        "9月：人数：3",
        "9月：金额：500 元",
        "9月：化解日期：2026-09-20",
        "9月：王五联系电话：13800000001、13900000002",
    }


def test_a_party_of_another_telephone_is_another_and_so_is_its_matter(tmp_path: Path) -> None:
    head = [*HEAD, "联系电话"]
    mine, others = [*GOING[:4], "张某", "化解中"], [*GOING[:4], "张某", "已化解"]
    sheets = {"一组": [[*mine, "13800000001"]], "二组": [[*others, "13900000002"]]}
    sheets["汇总"] = [[*mine, "13800000001"]]
    reading = of(tmp_path, sheets, head)
    assert [(row.sheet, row.values.status) for row in reading.rows] == [
        ("二组", "resolved"),
        ("汇总", "open"),
    ]


def test_a_tab_that_says_unsettled_is_no_silence(tmp_path: Path) -> None:
    sheets = {"9月已化解": [SETTLED[:5]], "10月未化解": [SETTLED[:5]]}
    reading = of(tmp_path, sheets, HEAD[:5])
    assert shown(reading) == [("争水", "open", None)]
    assert "那一行已化解" in reading.rows[0].notes[-1]


def test_what_the_latest_sheet_leaves_out_is_told_by_the_one_before_it(tmp_path: Path) -> None:
    first = [*GOING[:5], "化解中", "周敏"]
    second = [*GOING[:5], "已化解", "李强"]
    bare = [*GOING[:5], "", ""]
    sheets = {"一季度": [first], "二季度": [second], "三季度": [bare]}
    (row,) = of(tmp_path, sheets, [*HEAD, "责任人"]).rows
    assert (row.values.handler, row.values.status) == ("李强", "resolved")


def test_rows_alike_on_one_sheet_are_as_many_matters(tmp_path: Path) -> None:
    reading = of(tmp_path, {"9月": [GOING, GOING], "10月": [GOING, GOING, GOING]})
    assert (len(reading.rows), reading.doubled) == (3, 2)


def test_a_short_title_without_parties_may_be_another_matter(tmp_path: Path) -> None:
    bare = [1, "西坡村", "2026.9.5", "邻里纠纷", None, "化解中"]
    reading = of(tmp_path, {"司法所": [bare], "派出所": [bare]})
    assert [names(row.values) for row in reading.rows] == [[], []]


def test_an_import_counts_a_matter_carried_over_as_a_repeated_row(tmp_path: Path) -> None:
    told = {"2026年9月": ([HEAD, GOING], ()), "2026年10月": ([HEAD, DONE, NEW], ())}
    path = books(tmp_path / "a.xlsx", told)
    with township(tmp_path / "镇", today=date(2026, 11, 5)) as desk:
        for dry_run, accepted, repeated in ((True, 2, 1), (False, 2, 1), (False, 0, 3)):
            found = desk.imports.apply(path, dry_run=dry_run)
            assert (found["accepted"], found["repeated"]) == (accepted, repeated)
            assert (found["changed"], found["rejected"]) == (0, [])
        assert sorted(each["status"] for each in desk.disputes.list()) == ["resolved", "resolved"]
