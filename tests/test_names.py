"""Names are found by their sound, with every reading of a surname."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.disputes import names

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=8)


def test_initials_and_pinyin_of_an_ordinary_name() -> None:
    assert names.initials("张三") == ("zs",)
    assert names.full("张三") == ("zhangsan",)


@pytest.mark.parametrize(
    ("name", "surname"), [("单雄", "shan"), ("仇和", "qiu"), ("曾国", "zeng"), ("解放", "xie")]
)
def test_a_surnames_own_reading_comes_first(name: str, surname: str) -> None:
    assert names.full(name)[0].startswith(surname)


def test_the_other_readings_find_the_name_too() -> None:
    assert {"sx", "dx", "cx"} <= set(names.initials("单雄"))
    assert names.matches("单雄", "danxiong")
    assert names.matches("单雄", "shanxiong")


@pytest.mark.parametrize("typed", ["水渠", "sq", "shuiqu", "shuiq", "sqg", "squgai", "gaigg"])
def test_a_phrase_is_found_by_words_initials_or_pinyin(typed: str) -> None:
    assert names.matches("水渠灌溉", typed) is (typed not in {"squgai", "gaigg"})


def test_nothing_typed_finds_nothing() -> None:
    assert not names.matches("张三", "")
    assert not names.matches("张三", " ")
    assert not names.matches("", "zs")


@pytest.mark.parametrize(
    ("one", "other"), [("张建军", "章剑君"), ("林英", "凌鹰"), ("史平", "斯萍"), ("单雄", "山熊")]
)
def test_names_that_sound_alike_share_a_key(one: str, other: str) -> None:
    assert names.sound_key(one) == names.sound_key(other)


@pytest.mark.parametrize("other", ["李四", "张三丰", ""])
def test_names_that_sound_different_do_not(other: str) -> None:
    assert names.sound_key("张三") != names.sound_key(other)


@given(st.text(max_size=40))
def test_any_text_has_few_initials_and_never_fails(text: str) -> None:
    found = names.initials(text)
    assert len(found) <= 16
    assert bool(found) is bool(names.plain(text))
    assert names.sound_key(text) == names.sound_key(text)


@given(HAN)
def test_every_text_is_found_by_its_own_initials(text: str) -> None:
    assert all(names.matches(text, each) for each in names.initials(text) if each.isascii())


@given(HAN)
def test_the_search_column_holds_initials_and_pinyin(text: str) -> None:
    column = names.search_text(text).split(" ")
    assert set(names.initials(text)) <= set(column)
    assert set(names.full(text)) <= set(column)


def test_letters_and_rare_characters_stand_for_themselves() -> None:
    assert names.initials("𠮷A1") == ("𠮷a1",)


def test_the_dictionary_of_characters_is_read_only_when_asked_for() -> None:
    code = (
        "import sys, xinfang_tui.disputes.names as n; before = n._table.cache_info().currsize;"
        "n.initials('张三'); sys.exit(before or 'pypinyin.phrases_dict' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
