"""The parts of screens as plain functions: widths, line breaks, days, ladder line, columns."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.dispute.ladderline import days_at, ladder_line
from screens.forms.days import day_words, read_day
from screens.forms.field import INT, MONEY, NAMES, Field, Unread, read_typed
from screens.pieces.cells import fit, one_line, width, wrap
from screens.pieces.columns import Column, bar, fitted, parts_of
from screens.pieces.marks import Marks
from xinfang_tui.desk.drafts import Drafts
from xinfang_tui.month.window import shifted
from xinfang_tui.notes import read_note, write_note

TODAY = date(2026, 10, 21)
ANY = st.text(max_size=60)


@given(ANY, st.integers(0, 40), st.booleans())
def test_fitted_text_takes_exactly_its_cells(text: str, cells: int, right: bool) -> None:
    assert width(fit(one_line(text), cells, right)) == cells


@given(ANY, st.integers(6, 40))
def test_wrapped_lines_fit_and_nothing_is_lost(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(width(line) <= cells for line in lines)
    squeezed = "".join("".join(lines).split())
    assert squeezed == "".join(one_line(text).split())


def test_no_line_begins_with_closing_punctuation_or_ends_with_opening() -> None:
    text = (
        "张三说：“这条水渠一直是先上后下的（老规矩），不能改。”李四不同意，认为《村规》里没有写。"
    )
    for cells in range(12, 40):
        for line in wrap(text, cells)[1:]:
            assert line[0] not in "，。：；！？）》”", (cells, line)
        for line in wrap(text, cells)[:-1]:
            assert line[-1] not in "（《“", (cells, line)


def test_days_are_read_as_people_say_them() -> None:
    said = {
        "今天": TODAY,
        "昨天": date(2026, 10, 20),
        "前天": date(2026, 10, 19),
        "10.3": date(2026, 10, 3),
        "１０．３": date(2026, 10, 3),
        "10月3日": date(2026, 10, 3),
        "3号": date(2026, 10, 3),
        "三号": date(2026, 10, 3),
        "28日": date(2026, 9, 28),
        "2.3": date(2026, 2, 3),
        "12.3": date(2026, 12, 3),
        "20261003": date(2026, 10, 3),
        "2026年10月3日": date(2026, 10, 3),
        "26.10.3": date(2026, 10, 3),
        "3天前": date(2026, 10, 18),
        "两周前": date(2026, 10, 7),
        "上周五": date(2026, 10, 16),
        "周一": date(2026, 10, 19),
    }
    for typed, day in said.items():
        assert read_day(typed, TODAY) == day, typed


def test_coming_days_are_read_ahead() -> None:
    assert read_day("11.5", TODAY, ahead=True) == date(2026, 11, 5)
    assert read_day("1.5", TODAY, ahead=True) == date(2027, 1, 5)
    assert read_day("10天后", TODAY, ahead=True) == date(2026, 10, 31)
    assert read_day("下周五", TODAY, ahead=True) == date(2026, 10, 30)
    assert read_day("周三", TODAY, ahead=True) == TODAY


def test_what_is_no_day_is_not_guessed() -> None:
    for typed in ("", "13.3", "2026.2.30", "某天", "abc", "99", "0", "10.", "三十二号"):
        assert read_day(typed, TODAY) is None, typed


@given(st.integers(-4000, 4000))
def test_every_day_written_out_is_read_back(apart: int) -> None:
    day = TODAY + timedelta(days=apart)
    for form in (f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"):
        assert read_day(form, TODAY) == day
    assert f"{day:%m-%d}" in day_words(day, TODAY)


@given(ANY)
def test_reading_a_day_never_fails(typed: str) -> None:
    found = read_day(typed, TODAY)
    assert found is None or isinstance(found, date)


def test_counts_amounts_and_names_are_read_or_refused_with_words() -> None:
    people, money, names = (
        Field("n", "人数", INT),
        Field("m", "金额", MONEY),
        Field("x", "人", NAMES),
    )
    assert read_typed(people, "３人", TODAY) == 3
    assert read_typed(money, "3.5万元", TODAY) == 35_000
    assert read_typed(money, "1,200", TODAY) == 1200
    assert read_typed(names, "张三、李四 王五", TODAY) == ["张三", "李四", "王五"]
    for field, typed in ((people, "三四个"), (money, "很多"), (money, "-5"), (money, "nan")):
        read = read_typed(field, typed, TODAY)
        assert isinstance(read, Unread)
        assert field.problem(read)


def test_the_ladder_shows_days_of_rungs_passed_and_of_the_running_limit() -> None:
    trail = [
        {"kind": "register", "on": "2026-10-03", "data": {"rung": "village"}},
        {"kind": "escalate", "on": "2026-10-10", "data": {"to": "township"}},
    ]
    spent = days_at(trail, "township", TODAY)
    assert spent == {"village": 7, "township": 11}
    for plain in (False, True):
        parts = ladder_line(
            "township",
            spent,
            running=True,
            overdue=False,
            counted=11,
            limit=15,
            cells=76,
            marks=Marks(plain),
        )
        text = "".join(part for part, _ in parts)
        assert "村 7天" in text
        assert "镇 11/15天" in text
        assert text.index("村") < text.index("镇") < text.index("联席会议") < text.index("包案")
        assert width(text) <= 76


def test_a_bar_fills_its_cells_whatever_the_share() -> None:
    for share in (None, -1.0, 0.0, 0.333, 1.0, 7.0):
        for plain in (False, True):
            assert sum(width(text) for text, _ in bar(share, 10, plain)) == 10


@given(st.lists(ANY, min_size=1, max_size=4), st.integers(30, 120))
def test_every_row_of_a_table_is_as_wide_as_the_table(texts: list[str], room: int) -> None:
    columns = [
        Column("a", "甲", lambda row: row["parts"], 8),
        Column("b", "乙", lambda row: row["parts"], 0, right=True),
    ]
    row = {"parts": [(text, "") for text in texts]}
    for column, cells in zip(columns, fitted(columns, room), strict=True):
        assert sum(width(text) for text, _ in parts_of(column, row, cells)) == cells


def test_months_go_over_the_year() -> None:
    assert shifted("2026-12", 1) == "2027-01"
    assert shifted("2026-01", -13) == "2024-12"


def test_a_draft_is_replaced_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    draft = Drafts(tmp_path).own("登记-1/2")
    draft.save({"title": "“—…”𠮷"})
    assert Drafts(tmp_path).read("登记-1_2") == {"title": "“—…”𠮷"}
    write_note(tmp_path / "x.json", {"a": 1})
    with pytest.raises(TypeError):
        write_note(tmp_path / "x.json", {"a": object()})
    assert read_note(tmp_path / "x.json") == {"a": 1}
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["x.json"]
    draft.discard()
    assert list((tmp_path / "drafts").iterdir()) == []


def test_a_matters_number_is_not_torn_apart_at_the_end_of_a_line() -> None:
    assert wrap("没有决定的：西-2609-00014、新-2608-00056", 30) == [
        "没有决定的：西-2609-00014、",
        "新-2608-00056",
    ]
