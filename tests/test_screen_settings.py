"""设置: places, households, staff, rules, looks, keys."""

from __future__ import annotations

from pathlib import Path

from screens.frame.trouble import Trouble
from screens.settings.items import ITEMS
from screens.settings.page import SettingsPage
from tests.screens_kit import LEADER, Seen, program
from tests.worked import copy


async def change(seen: Seen, name: str) -> None:
    """Open a line of the list."""
    await seen.press("8")
    assert isinstance(seen.screen, SettingsPage)
    seen.screen.table.stand_on([item.id for item in ITEMS].index(name))
    await seen.press("enter")


async def test_every_setting_shows_its_value(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("8")
        for item in ITEMS:
            assert item.name in seen.text, item.id
        assert "村 7 天" in seen.text


async def test_staff_are_added_with_post_and_village(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "staff")
        await seen.press("enter")
        await seen.type("新来的")
        await seen.press("enter")
        await seen.type("wgy")
        await seen.press("enter")
        await seen.type("西坡")
        await seen.press("f8")
        staff = {each["name"]: each for each in seen.desk.registry.staff()}
        assert staff["新来的"]["role"] == "grid_worker"
        assert staff["新来的"]["place_name"] == "西坡村"


async def test_the_ladder_is_checked_before_it_holds(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "ladder")
        await seen.press("ctrl+a")
        await seen.paste("不是规则 [")
        await seen.press("f8")
        assert "没有存" in seen.text
        assert seen.desk.settings.ladder == ""
        await seen.press("escape")
        assert isinstance(seen.screen, SettingsPage)


async def test_weights_that_do_not_add_up_are_refused_in_words(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "weights")
        await seen.type("99")
        await seen.press("f8")
        assert isinstance(seen.screen, Trouble)
        assert "100" in seen.text


async def test_a_day_worked_and_a_day_off_are_set(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "extra_days")
        await seen.type("11.7")
        await seen.press("enter")
        await seen.type("班")
        await seen.press("f8")
        days = {day.isoformat(): on for day, on in seen.desk.settings.extra_days.items()}
        assert days == {"2026-11-07": True}


async def test_a_household_is_changed(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "households")
        await seen.press("1", "down", "enter")
        await seen.press("end")
        await seen.press("down", "down", "down", "ctrl+u")
        await seen.type("新户主")
        await seen.press("f8")
        tree = seen.desk.places_tree
        village = tree.villages_of()[0].code
        assert "新户主" in {home.head for home in tree.households(village)}


async def test_colours_are_chosen_and_kept(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await change(seen, "theme")
        await seen.press("3")
        assert seen.app.theme == "xinfang-contrast"
    async with program(folder) as seen:
        assert seen.app.theme == "xinfang-contrast"


async def test_a_key_is_changed_and_works_at_once_and_shows_in_the_key_line(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "keymap")
        await seen.type("筛选")
        await seen.press("enter", "ctrl+u")
        await seen.type("f10")
        await seen.press("f8")
        assert seen.desk.settings.keymap == {"ledger.filter": "f10"}
        await seen.press("3")
        assert "F10筛选" in seen.text
        await seen.press("f10")
        assert "登记月份" in seen.text


async def test_two_commands_cannot_take_one_key(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "keymap")
        await seen.type("筛选")
        await seen.press("enter", "ctrl+u")
        await seen.type("f7")
        await seen.press("f8")
        assert "用了同一个键" in seen.text


async def test_a_leader_is_told_why_settings_are_not_his(tmp_path: Path) -> None:
    async with program(copy(tmp_path), user=LEADER) as seen:
        await change(seen, "ladder")
        assert isinstance(seen.screen, SettingsPage)
        assert "不办理" in seen.toasts


async def test_the_table_of_classes_is_laid_out_to_be_edited(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await change(seen, "templates")
        assert "放好了" in seen.toasts
        assert (folder / "模板" / "类别对照.toml").exists()
