"""Settings: built-in until set, checked in plain words, one value however they arrive."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from xinfang_tui.refusal import Refused
from xinfang_tui.setting_checks import CHECKS
from xinfang_tui.settings import SETTINGS, Settings, check, fold_settings


@dataclass(frozen=True)
class Told:
    """A setting event, as far as the fold reads it."""

    subject: str
    payload: dict[str, Any] = field(default_factory=dict)
    kind: str = "setting_set"
    on: str = "2026-09-01"


def set_to(**values: Any) -> Settings:
    return fold_settings(
        [Told(f"setting:{name}", {"value": value}) for name, value in values.items()]
    )


def test_what_nobody_set_is_built_in() -> None:
    settings = fold_settings([])
    assert settings == Settings()
    assert settings.window == "calendar"
    assert settings.return_days == (7, 30, 90)
    assert settings.warnings == (50, 80, 100)
    assert sum(settings.weights.values()) == 100
    assert settings.village_scoring is False


def test_every_setting_has_a_name_a_check_and_a_default() -> None:
    assert set(SETTINGS) == set(CHECKS) == set(Settings._fields)


@pytest.mark.parametrize("name", sorted(set(SETTINGS) - {"unit"}))
def test_every_default_passes_its_own_check_and_reads_back(name: str) -> None:
    value = check(name, Settings().value(name))
    assert set_to(**{name: value}) == Settings()


def test_the_unit_is_known_by_its_nine_digits() -> None:
    unit = set_to(unit={"code": "341623101", "name": "双桥镇"}).unit
    assert (unit.code, unit.name, unit.level) == ("341623101000", "双桥镇", "township")


def test_office_names_left_out_keep_what_is_built_in() -> None:
    office = set_to(office={"complaints_phone": "0558-1234567"}).office
    assert office.complaints_phone == "0558-1234567"
    assert office.seal is True


def test_a_monthly_meeting_day_gives_a_meeting_each_month() -> None:
    settings = set_to(meetings={"day": 31})
    assert settings.meeting_days(date(2026, 9, 1), date(2026, 11, 30)) == (
        date(2026, 9, 30),
        date(2026, 10, 31),
        date(2026, 11, 30),
    )


def test_a_month_with_its_own_date_has_no_other_meeting() -> None:
    settings = set_to(meetings={"day": 20, "dates": ["2026-10-14"]})
    assert settings.meeting_days(date(2026, 10, 1), date(2026, 12, 19)) == (
        date(2026, 10, 14),
        date(2026, 11, 20),
    )


def test_nothing_scheduled_gives_no_meeting() -> None:
    assert Settings().meeting_days(date(2026, 1, 1), date(2026, 12, 31)) == ()


def test_days_the_office_adds_are_dates() -> None:
    settings = set_to(extra_days={"2027-10-01": False, "2027-10-09": True})
    assert settings.extra_days == {date(2027, 10, 1): False, date(2027, 10, 9): True}


def test_only_settings_that_move_dates_change_the_version() -> None:
    assert set_to(leader="陈某").version == Settings().version
    assert set_to(meetings={"day": 20}).version != Settings().version
    assert set_to(extra_days={"2027-10-01": False}).version != Settings().version


def test_a_value_of_a_newer_program_leaves_the_built_in_one() -> None:
    assert set_to(window="lunar") == Settings()
    assert fold_settings([Told("setting:unheard_of", {"value": 1})]) == Settings()


def test_the_last_entry_holds() -> None:
    told = [Told("setting:leader", {"value": name}) for name in ("陈某", "赵某")]
    assert fold_settings(told).leader == "赵某"


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("unheard_of", 1, "没有“unheard_of”"),
        ("unit", {"code": "341623101", "name": ""}, "单位名称"),
        ("unit", {"code": "341623101", "name": "双桥镇", "level": "village"}, "不是村"),
        ("unit", "双桥镇", "内容不对"),
        ("window", "lunar", "统计时段"),
        ("reporting_day", 32, "报送日"),
        ("reporting_day", True, "报送日"),
        ("office", {"colour": "red"}, "没有“colour”"),
        ("office", {"number_style": "〔2026〕"}, "发文字号"),
        ("office", {"seal": "yes"}, "是或否"),
        ("fonts", {"title": 3}, "应是文字"),
        ("meetings", {"dates": ["2026-02-30"]}, "日期"),
        ("meetings", {"day": 0}, "例会日"),
        ("weights", {"coverage": 90}, "合计是 90"),
        ("return_days", [30, 7], "从小到大"),
        ("return_days", [], "一列整数"),
        ("warnings", [120], "期限提醒"),
        ("mask_style", "x", "隐名样式"),
        ("extra_days", {"十月一日": False}, "日期"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name(name: str, value: Any, word: str) -> None:
    with pytest.raises(Refused, match=word):
        check(name, value)
