"""Dates as ledgers write them: every style reads back the same, nothing is guessed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.documents.reading.dates import read_date

DAY = date(2026, 10, 3)
_HAN = "〇一二三四五六七八九"

SAME_DAY = [
    "2026.10.3", "2026.10.03", "2026.10.3.", "2026。10。3", "2026-10-3", "2026/10/03",
    "2026年10月3日", "2026年10月3", "2026年10月03号", "2026 年 10 月 3 日", "2026、10、3",
    "2026 10 3", "2026·10·3", "20261003", "26.10.3", "26/10/3", "26-10-03", "26年10月3日",
    "２０２６．１０．３", "２０２６年１０月３日", "二〇二六年十月三日", "二○二六年十月三日",
    "二零二六年十月三日", "贰零贰陆年壹拾月叁日", "2026年十月三日", "46298", "46298.0",
    "2026-10-03 00:00:00", "2026-10-03T09:30:00", "2026/10/3 9:30", "2026年10月3日上午",
    "2026年10月3日上午9时", "2026年10月3日下午3点半", "2026年10月3日（星期六）", "2026.10.3 周六",
    " 2026.10.3\n", "'2026-10-03", "261003", "二O二六年十月三日", "二o二六年十月三日", "2026–10–03",
    "2026—10—03", "2026年10月3日夜里", "2026年10月3日 8-9时", "2026年10月3日上午8:00-9:30",
    "2026-10-03 14时至15时30分",
]  # fmt: skip
NEED_A_YEAR = ["10月3日", "10.3", "10-3", "10/3", "十月三日", "10月3", "10月3日上午", "１０．３"]
NEVER = [
    "2026-13-40", "2026.2.30", "2026年13月3日", "2026-00-01", "2026.10.0", "9月31日", "0.3",
    "2026.10", "2026-10", "2026年10月", "10月", "202610", "201003", "2026年", "2026",
    "3/10/2026", "10/3/2026", "03.10.2026", "12/10/3", "10.3.26", "1.2.3",
    "十月初三", "农历十月三日", "腊月廿三", "正月十五", "十月廿三日", "闰六月三日", "八月十五",
    "2026.10.3-10.5", "10月3日至5日", "2026.10.3、10.8", "10.3、10.5", "2026年10月3日—5日",
    "2026年10月上旬", "10月底", "约10月3日", "10月3日左右", "去年国庆", "国庆节", "上周五", "近期",
    "今天", "昨天", "前天", "2026年10月3日星期一", "2026-10-03T16:00:00Z",
    "2026-10-03T00:00:00+08:00", "待定", "/", "不详", "张某", "3日", "12345678", "20261340",
    "1926.10.3", "2826.10.3", "99999", "", " ", "2026.10.3.5", "2026/1013", "10.3–10.5",
    "2026.10.3—10.5", "2026—10—03—10—05", "2026年10月3日-5日", "2026年10月3日 8-9",
]  # fmt: skip


@pytest.mark.parametrize("words", SAME_DAY)
def test_one_day_in_every_style(words: str) -> None:
    assert read_date(words).date == DAY


@pytest.mark.parametrize("words", NEED_A_YEAR)
def test_a_day_without_a_year_takes_the_one_given_and_none_by_itself(words: str) -> None:
    reading = read_date(words, year=2026)
    assert (reading.date, reading.quality) == (DAY, "year_given")
    alone = read_date(words)
    assert alone.date is None
    assert "年" in alone.reason


@pytest.mark.parametrize("words", NEVER)
def test_what_is_no_day_or_could_be_two_is_turned_back_with_a_reason(words: str) -> None:
    reading = read_date(words, year=2026)
    assert reading.date is None
    assert reading.quality == "bad"
    assert reading.reason


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (datetime(2026, 10, 3, 15, 30), DAY),
        (DAY, DAY),
        (46298, DAY),
        (46298.75, DAY),
        (20261003, DAY),
        (None, None),
        (True, None),
        (10.3, None),
        (3, None),
        (-1, None),
        (float("nan"), None),
        (1e300, None),
    ],
)
def test_cells_that_are_no_text(value: object, day: date | None) -> None:
    assert read_date(value, year=2026).date == day


def test_day_numbers_counted_from_1904() -> None:
    assert read_date(46298 - 1462, date1904=True).date == DAY
    assert read_date(str(46298 - 1462), date1904=True).date == DAY


def test_words_for_days_count_from_today_where_today_is_given() -> None:
    assert read_date("今天", today=DAY).date == DAY
    assert read_date("昨天", today=DAY).date == date(2026, 10, 2)
    assert read_date("前天", today=DAY).date == date(2026, 10, 1)


def han(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _HAN[ones]
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")


def styles(day: date) -> list[str]:
    y, m, d = day.year, day.month, day.day
    short = y % 100
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    return [
        *(f"{y}{s}{m}{s}{d}" for s in "./-、"),
        *(f"{y}{s}{m:02d}{s}{d:02d}" for s in "./-"),
        *(f"{short}{s}{m}{s}{d}" for s in "./-" if short > 12),
        f"{y}年{m}月{d}日",
        f"{y}年{m:02d}月{d:02d}日",
        f"{y}年 {m} 月 {d} 日",
        f"{y}{m:02d}{d:02d}",
        f"{y}.{m}.{d}".translate(wide),
        "".join(_HAN[int(c)] for c in str(y)) + f"年{han(m)}月{han(d)}日",
        str((day - date(1899, 12, 30)).days),
        f"{day.isoformat()} 00:00:00",
        f"{y}年{m}月{d}日星期{'一二三四五六日'[day.weekday()]}",
    ]


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_every_date_written_in_any_style_reads_back_the_same(day: date) -> None:
    for words in styles(day):
        assert read_date(words).date == day, words
    for words in (f"{day.month}月{day.day}日", f"{han(day.month)}月{han(day.day)}日"):
        assert read_date(words, year=day.year).date == day, words
    assert read_date((day - date(1899, 12, 30)).days).date == day


@given(st.integers(2000, 2060), st.integers(0, 99), st.integers(0, 99), st.sampled_from("./-、"))
def test_an_impossible_day_is_never_moved_to_a_possible_one(
    year: int, month: int, day: int, mark: str
) -> None:
    try:
        meant = date(year, month, day)
    except ValueError:
        meant = None
    assert read_date(f"{year}{mark}{month}{mark}{day}").date == meant
    if mark == "-":
        assert read_date(f"{year}年{month}月{day}日").date == meant


@given(st.text(max_size=20))
def test_any_text_is_read_or_turned_back_but_never_breaks(words: str) -> None:
    reading = read_date(words, year=2026)
    assert (reading.date is None) == (reading.quality == "bad")
    assert bool(reading.reason) == (reading.date is None)


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.integers(1, 40))
def test_two_days_in_one_cell_are_never_read_as_one(day: date, later: int) -> None:
    other = day + timedelta(days=later)
    for joint in ("至", "—", "、", "～", "和", "，"):
        for words in (
            f"{day:%Y.%m.%d}{joint}{other:%m.%d}",
            f"{day.month}月{day.day}日{joint}{other.day}日",
        ):
            assert read_date(words, year=2026).date is None, words


@pytest.mark.parametrize("words", ["2026年10月3日14时", "2026年10月3日14:30", "10月3日14时30分"])
def test_the_hour_behind_a_day_is_no_other_day(words: str) -> None:
    assert read_date(words, year=2026).date == date(2026, 10, 3)


@pytest.mark.parametrize("words", ["13/10/26", "25.10.26"])
def test_a_short_year_that_may_be_the_day_is_turned_back(words: str) -> None:
    assert "分不清" in read_date(words, year=2026).reason


@pytest.mark.parametrize(
    ("value", "day"),
    [
        *((9.25, (9, 25)), (10.31, (10, 31)), (9.11, (9, 11)), (1.05, (1, 5)), (12.01, (12, 1))),
        *((9.4, (9, 4)), (10.9, (10, 9)), (2.3, (2, 3))),
    ],
)
def test_month_and_day_typed_as_a_number_are_read_when_no_zero_can_be_lost(
    value: float, day: tuple[int, int]
) -> None:
    reading = read_date(value, year=2026)
    assert (reading.date, reading.quality) == (date(2026, *day), "year_given")
    assert "年" in read_date(value).reason


@pytest.mark.parametrize("value", [9.31, 13.25, 9.255, 0.25, 2.3e-5])
def test_a_number_that_is_no_day_is_turned_back(value: float) -> None:
    assert read_date(value, year=2026).date is None


@pytest.mark.parametrize("value", [10.3, 9.1, 9.2, 2026.1])
def test_a_day_stored_as_a_fraction_has_lost_its_zero(value: float) -> None:
    assert "末尾的零" in read_date(value, year=2026).reason


@pytest.mark.parametrize(
    "words",
    [
        "2026年10月3日8:30许", "10月3日晚8点多", "10月3日下午3点左右", "2026-10-03 约8时",
        "2026年10月3日夜里约2点", "2026.10.3 8:30左右", "10月3日约8时许",
    ],
)  # fmt: skip
def test_a_day_is_sure_whose_hour_is_told_as_about(words: str) -> None:
    assert read_date(words, year=2026).date == date(2026, 10, 3)


@pytest.mark.parametrize("words", ["10月3日左右", "约10月3日", "10月3日前后", "10月3日多"])
def test_a_day_told_as_about_is_none(words: str) -> None:
    assert read_date(words, year=2026).date is None
