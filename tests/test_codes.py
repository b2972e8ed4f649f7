"""The code lists: names, short names, what people call things, and the office's edits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.disputes.codes import UNSURE, codes_of
from xinfang_tui.refusal import Refused

CODES = codes_of()


def test_a_category_shows_both_its_levels() -> None:
    assert CODES.label("0901") == "土地及资源权属纠纷/土地承包经营纠纷"
    assert CODES.label("99") == "其他纠纷"
    assert CODES.short("0201") == "邻里/用水排水"
    assert CODES.brief("0201") == "用水排水"


def test_an_unknown_code_shows_itself() -> None:
    assert CODES.name("7777") == "7777"
    assert CODES.label("7777") == "77/7777"


def test_every_category_has_a_short_name_unlike_the_others() -> None:
    assert set(CODES.shorts) == set(CODES.categories)
    assert len(set(CODES.shorts.values())) == len(CODES.categories)


def test_every_second_level_has_a_first() -> None:
    assert all(code[:2] in CODES.categories for code in CODES.categories)
    assert "0901" in CODES.under("09")
    assert CODES.tops[0] == "01"


def test_every_word_belongs_to_a_category_and_to_one_only() -> None:
    words = [word for each in CODES.words.values() for word in each]
    assert set(CODES.words) <= set(CODES.categories)
    assert len(words) == len(set(words))


def test_the_mediation_class_offered_is_one_of_the_fifteen() -> None:
    assert len(CODES.mediation_classes) == 15
    assert {CODES.default_class(code) for code in CODES.categories} <= set(CODES.mediation_classes)
    assert CODES.default_class("0902") == "房屋宅基地"
    assert CODES.default_class("0901") == "山林土地"
    assert CODES.default_class("16") == "其他"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0901", "0901"),
        ("宅基地", "0902"),
        ("zjd", "0902"),
        ("zhaijidi", "0902"),
        ("欠薪", "0701"),
        ("tdcb", "0901"),
        ("排水", "0201"),
    ],
)
def test_the_picker_finds_a_category_by_code_words_and_pinyin(typed: str, code: str) -> None:
    assert CODES.search(typed)[0] == code


def test_the_picker_shows_everything_when_nothing_is_typed() -> None:
    assert set(CODES.search("")) == set(CODES.categories)


@pytest.mark.parametrize(
    ("text", "code", "sure"),
    [
        ("邻里纠纷", "02", True),
        ("邻里", "02", True),
        ("0804", "0804", True),
        ("征地补偿款分配", "1102", True),
        ("水渠灌溉放水先后争执", "0201", True),
        ("拖欠农民工工资", "0701", True),
        ("排水和通行", "0201", True),
        ("离婚和借款", UNSURE, False),
        ("杂七杂八", UNSURE, False),
        ("", UNSURE, False),
    ],
)
def test_free_text_is_mapped_when_it_is_sure(text: str, code: str, sure: bool) -> None:
    assert CODES.guess(text) == (code, sure)


@given(st.text(max_size=60))
def test_any_text_maps_to_a_category_that_exists(text: str) -> None:
    assert CODES.guess(text)[0] in CODES.categories
    assert all(code in CODES.categories for code in CODES.search(text))


@pytest.mark.parametrize("told", ["0103", "06", "01", "调解", "人民调解", "打12345谈成"])
def test_a_way_of_settling_is_one_listed_or_told_in_words(told: str) -> None:
    assert CODES.has_method(told)


@pytest.mark.parametrize("told", ["7777", "0109", "07", "010", "0", "13800138003"])
def test_a_number_that_is_not_listed_is_no_way_of_settling(told: str) -> None:
    assert not CODES.has_method(told)


def test_an_office_edits_the_lists_over_the_built_in_ones() -> None:
    edited = codes_of(
        {
            "category": {"0205": "相邻养殖纠纷", "0203": None},
            "resolution_method": {"0301": "行政复议调解"},
            "category_words": {"0205": ["养猪场"]},
        }
    )
    assert edited.label("0205") == "邻里纠纷/相邻养殖纠纷"
    assert "0203" not in edited.categories
    assert edited.methods["0301"] == "行政复议调解"
    assert edited.has_method("0301") and not CODES.has_method("0301")
    assert "0203" in codes_of().categories


@pytest.mark.parametrize(
    ("edits", "word"),
    [
        ({"colours": {}}, "代码表"),
        ({"category": {"abc": "x"}}, "类别代码"),
        ({"category": {"7701": "x"}}, "上一级"),
        ({"channel": {"fax": ""}}, "名称不对"),
        ({"channel": ["fax"]}, "改动不对"),
    ],
)
def test_an_edit_that_cannot_be_is_refused(edits: dict[str, object], word: str) -> None:
    with pytest.raises(Refused, match=word):
        codes_of(edits)
