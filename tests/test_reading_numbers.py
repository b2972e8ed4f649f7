"""Numbers and head counts as ledgers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.documents.reading.numbers import chinese_number, read_number, read_people

NUMBERS = {
    "3": 3, "１２": 12, "三": 3, "十": 10, "十二": 12, "二十": 20, "一百二十": 120, "一百零五": 105,
    "一百五": 150, "两千三": 2300, "一万五": 15000, "1万2千": 12000, "1.2万": 12000, "3万5": 35000,
    "壹佰贰拾": 120, "廿三": 23, "卅": 30, "二〇二六": 2026, "一千零五十": 1050, "10万": 100000,
    "三万五千": 35000, "一亿": 100000000, "1,200.50": 1200.5, "两": 2, "俩": 2, "一百一十": 110,
}  # fmt: skip


@pytest.mark.parametrize(("words", "value"), NUMBERS.items())
def test_numbers_in_every_style(words: str, value: float) -> None:
    assert read_number(words).value == value


@pytest.mark.parametrize(
    "words", ["三五", "七八", "十三四", "十百", "", "人", "几十", "数百", "若干"]
)
def test_words_that_are_no_one_number_give_none(words: str) -> None:
    assert read_number(words).value is None


_HAN = "零一二三四五六七八九"


def han(number: int) -> str:
    """A number below 10 000 as Chinese says it."""
    said, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            said += ("零" if zero and said else "") + _HAN[digit] + name
            zero = False
        elif said:
            zero = True
    return said.removeprefix("一") if said.startswith("一十") else said


@given(st.integers(1, 9999))
def test_every_number_said_in_chinese_reads_back(number: int) -> None:
    assert chinese_number(han(number)) == number
    assert chinese_number(str(number)) == number
    assert chinese_number(f"{number}万") == number * 10000
    assert chinese_number(f"{han(number)}万") == number * 10000


@pytest.mark.parametrize(
    ("words", "people"),
    [
        (3, 3), ("3", 3), ("3人", 3), ("15 人", 15), ("三人", 3), ("十二人", 12), ("十五名", 15),
        ("３人", 3), ("共5人", 5), ("3人（含未成年1人）", 3),
        ("双方共6人", 6), ("3户12人", 12), (15.0, 15), ("0", 0), ("11（3户）", 11),
        ("11(3户)", 11), ("11（其中未成年2人）", 11), ("3户（11人）", 11), ("11（12人）", 12),
        ("甲方5人，乙方6人", 11), ("甲方：5人；乙方：六人", 11), ("原告2人被告3人", 5),
        ("一方5人，另一方6人", 11),
    ],
)  # fmt: skip
def test_people_in_every_style(words: str | int | float, people: int) -> None:
    reading = read_people(words)
    assert (reading.people, reading.reason) == (people, "")


@pytest.mark.parametrize(
    ("words", "people"), [("约10人", 10), ("二十余人", 20), ("30人左右", 30), ("十多人", 10)]
)
def test_a_head_count_that_is_only_near_keeps_its_words(words: str, people: int) -> None:
    reading = read_people(words)
    assert reading.people == people
    assert words in reading.note


@pytest.mark.parametrize(
    "words",
    [
        "若干",
        "多人",
        "三五人",
        "几十人",
        "10-15人",
        "10至15人",
        "各3人",
        "6户",
        "本村3人，外村2人",
        "甲方5人，乙方约6人",
        "甲方5户，乙方6户",
        "3（户）",
        "5万",
        "1.2万",
        "￥5000",
        "2+3人",
        "不详",
    ],
)
def test_a_head_count_that_is_not_told_is_none_and_its_words_are_kept(words: str) -> None:
    reading = read_people(words)
    assert reading.people is None
    assert reading.reason == ""
    assert words in reading.note


@pytest.mark.parametrize("words", [-2, "-2", "-3人", 2.5, "2.5人", "99999999"])
def test_an_impossible_head_count_is_turned_back(words: str | float) -> None:
    assert read_people(words).reason


def test_of_too_great_a_head_count_it_is_said_that_it_is_too_great() -> None:
    assert "太大" in read_people(9_999_999).reason


@pytest.mark.parametrize(
    ("words", "people", "amount"),
    [
        ("15人/5000元", 15, 5000), ("3人，1.2万元", 3, 12000), ("9/5000", 9, 5000),
        ("5000元", None, 5000), ("8", 8, None), ("5000", None, None), ("12000/5", None, None),
        ("十二人", 12, None), ("6人/8.8万", 6, 88000), ("8.8万/6人", 6, 88000),
        ("6人、50000", 6, 50000),
        ("6人/约3万", 6, 30000), ("6/8.8万", 6, 88000), ("6人/3户", 6, None), ("6人，3户", 6, None),
        ("6人/无", 6, None),
        ("3人+5000元", 3, 5000), ("2人+5万", 2, 50000), ("2+3人", None, None),
    ],
)  # fmt: skip
def test_people_and_money_in_one_column(
    words: str, people: int | None, amount: float | None
) -> None:
    reading = read_people(words, True)
    assert (reading.people, reading.amount, reading.reason) == (people, amount, "")


def test_how_people_were_counted_is_told() -> None:
    assert read_people("11 （3户）").note == "人数原写“11 （3户）”"
    assert read_people("甲方5人，乙方6人").note == "人数原写“甲方5人，乙方6人”，合计 11 人"
    assert read_people("11（5000元）", True).amount == 5000


def test_nearly_a_hundred_are_a_hundred_as_the_note_tells() -> None:
    reading = read_people("近百人")
    assert (reading.people, reading.note) == (100, "人数原写“近百人”")


@given(st.text(max_size=30))
def test_any_text_is_read_or_kept_but_never_breaks(words: str) -> None:
    reading = read_people(words)
    assert reading.people is None or reading.people >= 0
    read_number(words)


@pytest.mark.parametrize(
    ("words", "people"),
    [("五、六人", None), ("5、6人", None), ("12、13人", None), ("2、3组5人", 5), ("6人、5万元", 6)],
)
def test_two_numbers_next_to_each_other_are_a_range(words: str, people: int | None) -> None:
    reading = read_people(words)
    assert reading.people == people
    assert words in reading.note
