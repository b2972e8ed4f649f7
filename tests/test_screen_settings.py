"""设置: places, households, staff, rules, looks, keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screens.frame.help import Help
from screens.frame.menu import Menu
from screens.frame.trouble import Trouble
from screens.settings import ladderform
from screens.settings.homes import next_code
from screens.settings.items import ITEMS
from screens.settings.page import SettingsPage
from tests.screens_kit import LEADER, Seen, program
from tests.worked import copy
from xinfang_tui.ladder.parse import ladder_of
from xinfang_tui.places import Household


async def change(seen: Seen, name: str) -> None:
    """Open a line of the list."""
    await seen.press("8")
    assert isinstance(seen.screen, SettingsPage)
    seen.screen.table.stand_on([item.id for item in ITEMS].index(name))
    await seen.press("enter")


def row_of(seen: Seen, name: str) -> str:
    """The line of a setting as it stands on the screen."""
    item = next(item for item in ITEMS if item.id == name)
    return next(line for line in seen.text.splitlines() if f" {item.name}  " in line)


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


async def test_what_somebody_who_left_has_in_hand_is_told(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        desk = seen.desk
        names = [str(each["name"]) for each in desk.registry.staff() if each["active"]]
        held = {name: desk.disputes.count({"handler": name, "status": "open"}) for name in names}
        name = max(held, key=lambda each: held[each])
        assert held[name]
        await change(seen, "staff")
        await seen.type(name)
        await seen.press("enter")
        for _ in range(6):
            await seen.press("enter")
        await seen.press("2", "f8")
        told = seen.toasts
        assert f"还有 {held[name]} 件在办，请到 7 数据 人员交接" in told


async def test_one_of_the_township_is_changed_and_an_emptied_telephone_taken_back(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        name = next(str(each["name"]) for each in seen.desk.registry.staff() if each["phone"])
        await change(seen, "staff")
        await seen.type(name)
        await seen.press(*["enter"] * 6, "home", "ctrl+k", "f8")
        staff = {each["name"]: each for each in seen.desk.registry.staff()}
        assert (staff[name]["phone"], staff[name]["place_name"]) == ("", "双桥镇")


async def test_the_ladder_is_checked_before_it_holds(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "ladder")
        await seen.press("3", "ctrl+a")
        await seen.paste("不是规则 [")
        await seen.press("f8")
        assert "没有存" in seen.text
        assert seen.desk.settings.ladder == ""
        await seen.press("escape")
        assert isinstance(seen.screen, SettingsPage)


async def test_the_days_of_the_ladder_are_set_in_a_form_in_chinese(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "ladder")
        await seen.press("1")
        assert "村几次未成" in seen.text
        for english in ("days", "failures", "extension", "village"):
            assert english not in seen.text
        await seen.press("up", "up", "ctrl+u")
        await seen.type("10")
        await seen.press("f8")
        rungs = ladder_of(seen.desk.settings.ladder).rungs
        assert (rungs["village"].days, rungs["township"].days) == (10, 15)
        assert "村 10 天、镇 15 天" in seen.text and "默认" not in row_of(seen, "ladder")
        await seen.press("enter", "4")
        assert seen.desk.settings.ladder == ""
        assert "村 7 天" in seen.text


async def test_a_number_of_days_that_cannot_be_is_refused_at_its_field(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "ladder")
        await seen.press("2", "ctrl+u")
        await seen.type("0")
        await seen.press("f8")
        assert "请填 1 到 3650 的天数" in seen.text
        assert seen.desk.settings.ladder == ""


def test_the_form_keeps_what_else_the_office_wrote() -> None:
    own = '[guard]\nspecial = ["02"]\n\n[[entry]]\nrung = "township"\ncategories = ["11"]'
    shown = ladderform.values(ladderform.RUNGS, own)
    assert (shown["township-days"], shown["leader_case-extension"]) == (15, 30)
    same = {name: value for name, value in shown.items() if value is not None}
    assert ladder_of(ladderform.written(ladderform.RUNGS, own, same)) == ladder_of(own)
    changed = ladderform.written(ladderform.RUNGS, own, same | {"village-failures": 0})
    assert ladder_of(changed).rungs["village"].failures == 0
    assert ladder_of(changed).special == ("02",)
    assert ladderform.written(ladderform.RUNGS, changed, same) == own
    del same["leader_case-extension"]
    longest = ladder_of(ladderform.written(ladderform.RUNGS, "", same))
    assert longest.longest_extension("leader_case") == 60


async def test_places_are_imported_under_the_headings_that_the_line_tells(tmp_path: Path) -> None:
    path = tmp_path / "村名册.csv"
    async with program(copy(tmp_path)) as seen:
        await change(seen, "import_places")
        about = next(item.about for item in ITEMS if item.id == "import_places")
        names = re.findall(r"[^、 ]+", about.partition("表头写 ")[2].partition("；")[0])
        code = seen.desk.settings.unit.code[:9] + "299"
        path.write_text(f"{','.join(names)}\n{code},新来村,村,50\n", encoding="utf-8")
        await seen.press("f6", "ctrl+u")
        await seen.paste(str(path))
        await seen.press("enter")
        place = seen.desk.places_tree.by_code(code)
        assert place is not None
        assert (place.name, place.households_declared) == ("新来村", 50)


async def test_rows_of_places_turned_back_are_told_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "村名册.csv"
    path.write_text("代码,名称,级别,户数\n34162310129,新来村,村,五十来户\n", encoding="utf-8")
    async with program(copy(tmp_path)) as seen:
        await change(seen, "import_places")
        await seen.press("f6", "ctrl+u")
        await seen.paste(str(path))
        await seen.press("enter")
        told = seen.desk.registry.import_places(path)["rejected"]
        assert "退回的行" in seen.text
        assert all(one["reason"][:12] in seen.text for one in told)
        assert f"第 {told[0]['row']} 行" in seen.text


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
@pytest.mark.parametrize("name", ["staff", "households", "keymap", "places"])
async def test_a_long_list_leaves_the_line_of_its_keys_in_sight(
    tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    async with program(copy(tmp_path), size=size) as seen:
        for n in range(20):
            seen.desk.registry.add_staff({"name": f"同事{n}", "role": "township_mediator"})
        await change(seen, name)
        if name == "households":
            await seen.press("1")
        assert isinstance(seen.screen, Menu)
        assert "Esc 返回" in seen.text
        await seen.press("pagedown")
        assert "Esc 返回" in seen.text


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


async def test_a_new_household_gets_the_next_code_of_its_group(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        village = seen.desk.places_tree.villages_of()[0].code
        homes = seen.desk.places_tree.households(village)
        group = homes[0].group
        inside = max(each.code for each in homes if each.group == group)
        last = {"code": f"{village}090001", "group": "九组"}
        seen.desk.registry.set_households(village, [last])
        await seen.press("f5")
        await change(seen, "households")
        await seen.press("1", "enter")
        await seen.type(group)
        await seen.press("enter")
        code = f"{inside[:14]}{int(inside[14:]) + 1:04d}"
        assert code in seen.text
        await seen.type("1号甲")
        await seen.press("f8")
        assert f"已记下：{group} 1号甲" in seen.toasts
        assert seen.desk.places_tree.household(code).door == "1号甲"
        await seen.press("enter")
        await seen.press("down")
        await seen.type("2号乙")
        await seen.press("f8")
        assert "已记下：2号乙" in seen.toasts


def test_a_code_follows_its_group() -> None:
    village = "341623101203"
    homes = [
        Household(f"{village}{digits}", village, group)
        for digits, group in (("010001", "一组"), ("010007", "一组"), ("030002", "三组"))
    ]
    for group, digits in (
        ("一组", "010008"),
        ("三组", "030003"),
        ("二组", "020001"),
        ("第12村民组", "120001"),
        ("东头", "040001"),
        ("", "030003"),
    ):
        assert next_code(village, homes, group) == village + digits, group
    assert next_code(village, [], "") == f"{village}010001"
    assert next_code(village, [], "二组") == f"{village}020001"


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


async def rekey(seen: Seen, label: str, keys: str) -> None:
    """Give a command other keys."""
    await change(seen, "keymap")
    await seen.type(label)
    await seen.press("enter", "ctrl+u")
    await seen.type(keys)
    await seen.press("f8")


async def test_a_command_that_had_no_key_answers_to_the_one_it_is_given(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await rekey(seen, "换颜色", "F10")
        assert seen.desk.settings.keymap == {"app.theme": "f10"}
        await seen.press("f10")
        assert seen.app.theme == "xinfang-light"
        await seen.press("f1")
        assert seen.screen._commands[-1].id != "app.theme"
        assert "app.theme" in {each.id for each in seen.screen._commands}
    async with program(folder) as seen:
        await seen.press("3", "f10")
        assert seen.app.theme == "xinfang-contrast"


async def test_the_colours_in_the_list_are_those_in_use(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("8")
        assert "深色" in row_of(seen, "theme")
        await seen.press("f4")
        await seen.type("换颜色")
        await seen.press("enter")
        assert "浅色" in row_of(seen, "theme")
        await seen.press("1", "ctrl+p")
        await seen.type("换颜色")
        await seen.press("enter", "8")
        assert "高对比" in row_of(seen, "theme")


@pytest.mark.parametrize(
    ("label", "keys", "told"),
    [
        ("筛选", "f7", "“排序”用了同一个键"),
        ("筛选", "f4", "到处可用的“菜单”用了同一个键"),
        ("换颜色", "f6", "用了同一个键"),
        ("批量", "7", "各屏之间的“数据”用了同一个键"),
        ("筛选", "哈哈", "没有“哈哈”这个键"),
    ],
)
async def test_a_key_that_would_not_work_is_refused_in_the_form(
    tmp_path: Path, label: str, keys: str, told: str
) -> None:
    async with program(copy(tmp_path)) as seen:
        await rekey(seen, label, keys)
        assert told in seen.text
        assert dict(seen.desk.settings.keymap) == {}


async def test_keys_are_named_as_people_name_them(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "keymap")
        await seen.type("帮助")
        await seen.press("enter")
        assert "F1、问号" in seen.text
        await seen.press("ctrl+u")
        await seen.type("Ｆ１０、问号，Ctrl+K")
        await seen.press("f8")
        assert seen.desk.settings.keymap == {"app.help": "f10,question_mark,ctrl+k"}
        await seen.press("f10")
        assert isinstance(seen.screen, Help)


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


async def test_heads_are_hidden_in_the_list_and_never_written_down_so(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        village = seen.desk.places_tree.villages_of()[0].code
        home = seen.desk.places_tree.households(village)[0]
        hidden = f"{home.head[0]}{'某' * min(2, len(home.head) - 1)}"
        await seen.press("f9")
        await change(seen, "households")
        await seen.press("1")
        assert hidden in seen.text
        assert home.head not in seen.text
        await seen.type(home.head)
        await seen.press("enter")
        assert f"现在是{hidden}" in seen.text
        assert home.head not in seen.text
        await seen.press("down", "down", "ctrl+u")
        await seen.type("099")
        await seen.press("f8")
        saved = seen.desk.places_tree.household(home.code)
        assert (saved.door, saved.head) == ("099", home.head)


async def test_who_left_is_told_where_it_is_seen(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        person = seen.desk.registry.staff()[-1]
        long = {"unit": "双桥镇社会矛盾纠纷调处化解中心", "active": False}
        seen.desk.registry.add_staff({**person, **long})
        await seen.press("f5")
        await change(seen, "staff")
        await seen.type(person["name"])
        line = seen.text.rpartition(person["name"])[2].splitlines()[0]
        assert "已不在岗" in line


async def test_a_setting_changed_elsewhere_meanwhile_is_told_before_it_is_replaced(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "return_days")
        seen.desk.registry.set("return_days", [5, 40])
        await seen.type("20")
        await seen.press("f8")
        assert isinstance(seen.screen, Trouble)
        assert "“回访天数”在您填表时已经在别处改了" in seen.text
        assert seen.desk.registry.get("return_days") == [5, 40]
        await seen.press("enter", "f8")
        assert 20 in seen.desk.registry.get("return_days")


async def test_figures_of_the_ladder_are_laid_over_what_it_says_by_now(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "ladder")
        await seen.press("enter")
        seen.desk.registry.set("ladder", '[[limit]]\nrung = "township"\nscales = ["02"]\ndays = 9')
        await seen.press("end", "ctrl+u")
        await seen.type("10")
        await seen.press("f8")
        assert isinstance(seen.screen, Trouble)
        await seen.press("enter", "f8")
        ladder = ladder_of(seen.desk.registry.get("ladder"))
        assert ladder.days("village", "0201", "01") == 10
        assert ladder.days("township", "0201", "02") == 9


async def test_a_person_changed_elsewhere_meanwhile_is_told_before_being_replaced(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        people = seen.desk.registry.staff
        first = people()[0]
        await change(seen, "staff")
        await seen.press("down", "enter")
        seen.desk.registry.add_staff({**first, "phone": "13800001111"})
        await seen.press("f8")
        assert f"{first['name']}在您填表时已经在别处改了" in seen.text
        assert people()[0]["phone"] == "13800001111"
        await seen.press("enter", "escape")
        assert people()[0]["phone"] == "13800001111"


async def test_somebody_of_a_name_that_is_there_already_is_told(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        before = seen.desk.registry.staff()
        await change(seen, "staff")
        await seen.press("enter")
        await seen.type(str(before[0]["name"]))
        await seen.press("enter")
        await seen.type("wgy")
        await seen.press("f8")
        assert f"{before[0]['name']}已经登记过了" in seen.text
        assert seen.desk.registry.staff() == before


async def test_a_household_entered_elsewhere_meanwhile_is_told(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        village = seen.desk.places_tree.villages_of()[0].code
        code = f"{village}090001"
        await change(seen, "households")
        await seen.press("1", "enter")
        await seen.type("九组")
        await seen.press("enter")
        assert code in seen.text
        seen.desk.registry.set_households(village, [{"code": code, "head": "王某"}])
        await seen.press("f8")
        assert f"编码是 {code} 的户已经登记过了" in seen.text.replace("\n", "")
        assert seen.desk.places_tree.household(code).head == "王某"


async def test_a_village_changed_elsewhere_meanwhile_is_told(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        village = seen.desk.places_tree.villages_of()[0]
        await change(seen, "places")
        await seen.press("down", "enter")
        record = {"code": village.code, "level": "village", "name": "新名村", "short": "新"}
        seen.desk.registry.set_place(record)
        await seen.press("f8")
        assert isinstance(seen.screen, Trouble)
        assert seen.desk.places_tree.by_code(village.code).name == "新名村"


async def test_of_two_settings_in_one_form_none_is_kept_when_one_is_refused(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        before = seen.desk.registry.get("window")
        await change(seen, "window")
        await seen.press("2", "enter")
        await seen.type("45")
        await seen.press("f8")
        assert isinstance(seen.screen, Trouble)
        assert seen.desk.registry.get("window") == before
        await seen.press("enter", "ctrl+u")
        await seen.type("25")
        await seen.press("f8")
        assert not isinstance(seen.screen, Trouble), "what one saved oneself is nobody else's"
        assert seen.desk.registry.get("window") != before
        assert seen.desk.registry.get("reporting_day") == 25
