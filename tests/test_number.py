"""Numbers survive the telephone: what is mistyped is caught, and the right one offered."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.disputes import idcard
from xinfang_tui.disputes.number import Number, check_digit, checks, make, parse, suggest

SHORTS = st.sampled_from(["柳", "石", "东湾", "𠮷"])
MONTHS = st.builds("20{:02d}-{:02d}".format, st.integers(0, 99), st.integers(1, 12))
MARKS = st.builds("{:02d}".format, st.integers(0, 99))
NUMBERS = st.builds(make, SHORTS, MONTHS, MARKS, st.integers(1, 5000))


def parts(text: str) -> Number:
    number = parse(text)
    assert number is not None
    return number


def test_the_standards_own_example_checks() -> None:
    assert check_digit("0794") == "5"
    assert checks("07945")


def test_a_number_shows_village_month_mark_and_serial() -> None:
    number = parts(make("柳", "2026-10", "03", 7))
    assert (number.short, number.month, number.mark, number.serial) == ("柳", "2610", "03", "07")
    assert str(number) == "柳-2610-03074"
    assert number.valid


def test_the_hundredth_dispute_of_a_month_simply_has_a_longer_serial() -> None:
    assert parts(make("柳", "2026-10", "03", 100)).serial == "100"


@pytest.mark.parametrize(
    "typed",
    [
        "柳261003074",
        " 柳－2610－０３０７４ ",
        "柳—2610—03074",
        "柳 2610 03074",
        "柳-2610-03074号",
    ],
)
def test_sloppy_spelling_is_read(typed: str) -> None:
    assert str(parse(typed)) == "柳-2610-03074"


def test_the_digits_alone_are_read_without_a_village() -> None:
    assert parts("2610 03074").short == ""


@pytest.mark.parametrize("typed", ["", "柳", "水渠", "柳-2610", "柳-2610-0307x", "2610-0", "-"])
def test_what_has_not_the_shape_is_no_number(typed: str) -> None:
    assert parse(typed) is None


@given(SHORTS, MONTHS, MARKS, st.integers(1, 100_000))
def test_what_is_made_reads_back_and_checks(short: str, month: str, mark: str, serial: int) -> None:
    text = make(short, month, mark, serial)
    number = parts(text)
    assert str(number) == text
    assert number.valid
    assert int(number.serial) == serial


@given(NUMBERS, st.data())
def test_every_single_wrong_digit_is_caught(text: str, data: st.DataObject) -> None:
    digits = parts(text).digits
    at = data.draw(st.integers(0, len(digits) - 1))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[at]]))
    assert not checks(digits[:at] + wrong + digits[at + 1 :])


def test_all_but_one_in_45_swaps_of_neighbours_are_caught() -> None:
    missed = total = 0
    for triple in itertools.product("0123456789", repeat=4):
        digits = "26" + "".join(triple)
        whole = digits + check_digit(digits)
        for i in range(2, len(whole) - 1):
            if whole[i] != whole[i + 1]:
                total += 1
                missed += checks(whole[:i] + whole[i + 1] + whole[i] + whole[i + 2 :])
    assert missed * 45 == total


@given(NUMBERS, st.data())
def test_a_wrong_digit_in_a_known_number_is_offered_back(text: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([i for i, c in enumerate(text) if c.isdigit()]))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != text[at]]))
    assert suggest(text[:at] + wrong + text[at + 1 :], {text}) == [text]


def test_only_numbers_that_check_are_offered() -> None:
    offered = suggest("柳-2610-03075")
    assert offered
    assert all(parts(each).valid for each in offered)


@given(NUMBERS, st.data())
def test_a_dropped_digit_is_offered_back(text: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([i for i, c in enumerate(text) if c.isdigit()]))
    assert text in suggest(text[:at] + text[at + 1 :], {text})


@given(NUMBERS, st.data())
def test_two_swapped_neighbours_and_a_digit_typed_twice_are_offered_back(
    text: str, data: st.DataObject
) -> None:
    at = data.draw(st.sampled_from([i for i, c in enumerate(text) if c.isdigit()]))
    assert text in suggest(text[:at] + text[at] + text[at:], {text})
    after = text[at + 1 :].removeprefix("-")
    if after:
        swapped = text[:at] + after[0] + text[at] + after[1:]
        assert suggest(swapped, {text}) == [text]


def test_the_right_digits_with_another_village_lead_to_the_known_number() -> None:
    assert suggest("石-2610-03074", {"柳-2610-03074"}) == ["柳-2610-03074"]


def test_the_digits_alone_lead_to_the_known_number() -> None:
    assert suggest("2610 03074", {"柳-2610-03074", "石-2610-01012"}) == ["柳-2610-03074"]


def test_words_get_no_suggestion() -> None:
    assert suggest("水渠放水") == []


def test_a_month_that_does_not_exist_is_not_valid() -> None:
    digits = "26130307"
    assert not parts("柳" + digits + check_digit(digits)).valid


@pytest.mark.parametrize(
    ("short", "month", "mark", "serial"),
    [
        *(("", "2026-10", "03", 1), ("柳", "2026-13", "03", 1)),
        *(("柳", "2026-10", "3", 1), ("柳", "2026-10", "03", 0)),
    ],
)
def test_a_number_is_not_made_from_wrong_parts(
    short: str, month: str, mark: str, serial: int
) -> None:
    with pytest.raises(ValueError, match=r"short name|month|mark|serial"):
        make(short, month, mark, serial)


def test_the_standards_id_number_is_valid() -> None:
    assert idcard.valid("11010519491231002X")
    assert idcard.valid("１１０１０５１９４９１２３１００２ｘ")
    assert idcard.warning("11010519491231002x") == ""


def test_a_wrong_id_number_is_warned_of() -> None:
    assert "校验位" in idcard.warning("110105194912310021")
    assert "17 位" in idcard.warning("11010519491231002")
    assert "丢失" in idcard.warning("110105194912310000")
    assert "丢失" in idcard.warning("1.10105E+17")
    assert idcard.warning("") == ""


@given(st.from_regex(r"[0-9]{17}", fullmatch=True))
def test_the_id_check_character_is_the_only_one_that_fits(seventeen: str) -> None:
    fitting = [c for c in "0123456789X" if idcard.valid(seventeen + c)]
    assert fitting == [idcard.check_character(seventeen)]
