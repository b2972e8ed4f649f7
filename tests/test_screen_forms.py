"""Dialog forms: names completed or asked about, digits that lead on, leaving, what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from screens.forms.concerned import concerned
from screens.forms.dialog import FormDialog
from screens.forms.field import DAY, DAYS, NAMES, PICK, RADIO, ROWS, Field, Unread, read_typed
from screens.frame.confirm import Confirm
from screens.frame.trouble import Trouble
from screens.pieces.choice import Choice
from screens.settings.items import ITEMS
from screens.settings.page import SettingsPage
from tests.screens_kit import Seen, program
from tests.worked import END, copy

STAFF = [Choice(name, name) for name in ("贾新根", "周敏", "周明", "王建国")]
HANDLER = Field("handler", "经办人", PICK, choices=STAFF, free=True)
PLACE = Field("place", "地点")
PEOPLE = Field("people", "到场的人", NAMES)
RESULT = Field("result", "结果", RADIO, choices=[Choice("done", "谈成"), Choice("failed", "未成")])


async def shown(seen: Seen, *fields: Field) -> list[Any]:
    """Show a form; what it gives back, once it does."""
    answers: list[Any] = []
    await seen.app.push_screen(FormDialog("试填", fields, END), answers.append)
    await seen.settle()
    return answers


def in_hand(seen: Seen) -> str | None:
    return seen.app.focused.id if seen.app.focused is not None else None


async def change(seen: Seen, name: str) -> None:
    """Open a line of 设置."""
    await seen.press("8")
    assert isinstance(seen.screen, SettingsPage)
    seen.screen.table.stand_on([item.id for item in ITEMS].index(name))
    await seen.press("enter")


async def test_the_beginning_of_one_name_is_taken_for_it_and_said(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await shown(seen, HANDLER, PLACE)
        await seen.type("贾")
        await seen.press("enter")
        assert in_hand(seen) == "in-place"
        assert seen.screen.fields.values() == {"handler": "贾新根"}
        assert "按“贾”补全" in seen.text


async def test_what_is_set_right_begins_with_its_first_field(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        for name, first in (("office", "in-mediation_centre"), ("weights", "in-coverage")):
            await change(seen, name)
            assert in_hand(seen) == first
            await seen.press("escape")
        await change(seen, "ladder")
        await seen.press("1")
        assert in_hand(seen) == "in-village-days"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [("杨永", True), ("上官", True), ("杨永强", False), ("上官云", False), ("杨勇", False)],
)
async def test_half_a_name_of_two_characters_is_asked_about(
    tmp_path: Path, typed: str, asked: bool
) -> None:
    known = [Choice(name, name) for name in ("杨永强", "杨永明", "周敏")]
    async with program(copy(tmp_path)) as seen:
        await shown(seen, Field("party", "甲方", PICK, choices=known, free=True), PLACE)
        await seen.type(typed)
        await seen.press("enter")
        assert in_hand(seen) == ("in-party" if asked else "in-place")
        assert (f"就写“{typed}”，按回车" in seen.text) is asked
        await seen.press("enter")
        assert seen.screen.fields.values()["party"] == typed


async def test_down_opens_the_whole_list_where_nothing_fits(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        channels = [Choice("a", "入户排查"), Choice("b", "电话")]
        answers = await shown(seen, Field("channel", "来源", PICK, choices=channels), PLACE)
        await seen.type("微信")
        await seen.press("enter", "up")
        assert "按 ↓ 可以挑选" in seen.text
        await seen.press("down")
        assert in_hand(seen) == "in-channel"
        assert "入户排查" in seen.text
        await seen.press("down", "enter", "f8")
        assert answers == [{"channel": "b"}]


async def test_a_long_label_is_read_whole(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "weights")
        assert "* 回访核实后的化解 25" in seen.text


async def test_saving_settings_as_they_were_says_that_nothing_changed(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "weights")
        await seen.press("f8")
        assert "没有改动：考核权重" in seen.toasts
        await change(seen, "keymap")
        await seen.type("换人")
        await seen.press("enter", "f8")
        assert "没有改动：“换人”的键" in seen.toasts
        assert "已改" not in seen.toasts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("贾", "贾新根"),
        ("贾新", "贾新根"),
        ("jx", "贾新根"),
        ("zhoum", None),
        ("周", None),
        ("ysywq", None),
        ("王建国", "王建国"),
        ("欧阳建国", "欧阳建国"),
    ],
)
async def test_saving_keeps_a_whole_name_or_asks(
    tmp_path: Path, typed: str, meant: str | None
) -> None:
    async with program(copy(tmp_path)) as seen:
        answers = await shown(seen, PLACE, HANDLER)
        await seen.press("enter")
        await seen.type(typed)
        await seen.press("f8")
        if meant is None:
            assert answers == []
            assert f"就写“{typed}”，按回车" in seen.text
            assert in_hand(seen) == "in-handler"
        else:
            assert answers == [{"handler": meant}]


async def test_words_that_look_unfinished_are_kept_by_enter_below_the_question(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        answers = await shown(seen, HANDLER, PLACE)
        await seen.type("Tom")
        await seen.press("enter")
        assert in_hand(seen) == "in-handler"
        assert "“Tom”没有对得上的" in seen.text
        await seen.press("enter")
        assert in_hand(seen) == "in-place"
        await seen.press("f8")
        assert answers == [{"handler": "Tom"}]


async def test_a_name_typed_again_after_it_was_completed_is_kept(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        answers = await shown(seen, HANDLER, PLACE)
        for _ in range(2):
            await seen.type("贾新")
            await seen.press("enter", "up")
        await seen.press("f8")
        assert answers == [{"handler": "贾新"}]


async def test_down_opens_the_list_of_an_empty_field_that_takes_other_words_too(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        answers = await shown(seen, HANDLER, PLACE)
        assert "按 ↓ 挑选" in seen.text
        await seen.press("down")
        assert in_hand(seen) == "in-handler"
        for each in STAFF:
            assert each.label in seen.text
        await seen.press("down", "enter")
        assert in_hand(seen) == "in-place"
        await seen.press("up", "down")
        assert "贾新根" in seen.text, "the list opens on what is chosen"
        await seen.press("enter", "f8")
        assert answers == [{"handler": "周敏"}]


async def test_down_goes_on_where_there_is_nothing_to_pick(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await shown(seen, Field("party", "回访谁", PICK, free=True), PLACE)
        await seen.press("down")
        assert in_hand(seen) == "in-place"


async def test_a_digit_leads_on_and_the_enter_after_it_skips_nothing(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await shown(seen, RESULT, PLACE, PEOPLE)
        await seen.press("2", "enter")
        await seen.type("村委会")
        await seen.press("enter")
        await seen.type("张三")
        assert seen.screen.fields.values() == {
            "result": "failed",
            "place": "村委会",
            "people": ["张三"],
        }
        await seen.press("up", "up", "1", "enter", "enter")
        assert in_hand(seen) == "in-people", "the second one goes on"


async def test_a_digit_in_the_last_field_does_not_save(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        answers = await shown(seen, RESULT)
        await seen.press("2", "enter")
        assert answers == []
        assert in_hand(seen) == "form-save"
        await seen.press("enter")
        assert answers == [{"result": "failed"}]


async def test_leaving_a_form_that_was_begun_asks_once(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        answers = await shown(seen, PLACE)
        await seen.type("村委会")
        await seen.press("escape")
        assert isinstance(seen.screen, Confirm)
        assert "确定不保存吗" in seen.text
        await seen.press("2")
        assert seen.screen.fields.values() == {"place": "村委会"}
        await seen.press("escape", "1")
        assert answers == [None]
        assert not isinstance(seen.screen, Confirm | FormDialog)


async def test_leaving_the_program_says_that_a_form_is_not_saved(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await shown(seen, PLACE)
        await seen.press("ctrl+q")
        assert "正在填的留有草稿" in seen.text, "nothing was filled in"
        await seen.press("2")
        await seen.type("村委会")
        await seen.press("ctrl+q")
        assert "正在填的还没有保存，退出就没有了" in seen.text
        assert "留有草稿" not in seen.text
        await seen.press("2")
        assert "村委会" in seen.text


async def test_leaving_a_form_as_it_was_asks_nothing(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        rows = Field("terms", "内容", "rows", rows=(("what", "做什么", 0), ("due", "期限", 12)))
        values = {"terms": [{"what": "让水", "due": "2026-11-05", "kept": None}]}
        answers: list[Any] = []
        fields = [Field("on", "哪一天", DAY, default="2026-10-30"), rows]
        form = FormDialog("试填", fields, END, values=values)
        await seen.app.push_screen(form, answers.append)
        await seen.settle()
        await seen.press("down", "escape")
        assert answers == [None]


async def test_staff_that_are_refused_stay_in_the_form_at_what_is_missing(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "staff")
        await seen.press("enter")
        await seen.type("新来的")
        await seen.press("enter")
        await seen.type("村调解员")
        await seen.press("f8")
        assert isinstance(seen.screen, Trouble)
        await seen.press("escape")
        assert isinstance(seen.screen, FormDialog)
        assert "新来的" in seen.text
        assert in_hand(seen) == "in-place"
        await seen.press("escape")
        assert isinstance(seen.screen, Confirm), "it has not been saved yet"
        await seen.press("2")
        await seen.type("西坡")
        await seen.press("f8")
        staff = {each["name"]: each for each in seen.desk.registry.staff()}
        assert staff["新来的"]["place_name"] == "西坡村"


async def test_what_is_emptied_stays_empty_when_the_form_is_refused(tmp_path: Path) -> None:
    place = Field("place", "地点", default="村委会")
    form = FormDialog("试填", [HANDLER, place], END).again({"handler": "贾新根"}, "请写地点")
    async with program(copy(tmp_path)) as seen:
        await seen.app.push_screen(form)
        await seen.settle()
        assert seen.screen.fields.values() == {"handler": "贾新根"}
        assert in_hand(seen) == "in-place"


async def test_a_meeting_day_that_cannot_be_stays_to_be_mended(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "meetings")
        await seen.type("45")
        await seen.press("enter")
        await seen.type("12.10、11.5")
        await seen.press("enter")
        assert "12-10 周四" in seen.text
        await seen.press("f8")
        assert isinstance(seen.screen, Trouble)
        await seen.press("enter")
        assert in_hand(seen) == "in-day"
        await seen.press("ctrl+u", "f8")
        meetings = seen.desk.settings.meetings
        assert meetings.day is None
        assert [f"{day:%m-%d}" for day in meetings.dates] == ["11-05", "12-10"]


async def test_the_cell_that_is_refused_has_the_cursor(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await change(seen, "extra_days")
        await seen.type("11.7")
        await seen.press("enter")
        await seen.type("上")
        await seen.press("f8")
        assert "“上”应写 班 或 休" in seen.text
        assert isinstance(seen.app.focused, Input)
        assert seen.app.focused.name == "kind"
        await seen.press("backspace")
        await seen.type("班")
        await seen.press("f8")
        assert list(seen.desk.settings.extra_days.values()) == [True]


def test_several_days_are_read_as_one_is() -> None:
    field = Field("dates", "日期", DAYS, ahead=True)
    assert read_typed(field, "12.10 明天，11月5日", END) == [
        "2026-11-01",
        "2026-11-05",
        "2026-12-10",
    ]
    assert isinstance(read_typed(field, "12.10 13.45", END), Unread)


@pytest.mark.parametrize(
    ("refusal", "name"),
    [
        ("“经办人”填得不对", "handler"),
        ("没有填地点", "place"),
        ("周敏是当事人，应当回避", "handler"),
        ("权重合计是 130，应为 100", ""),
        ("“每月几号”填的“45”不对，请填 1 到 31 的整数", "day"),
    ],
)
def test_a_refusal_names_a_field_by_its_label_or_by_what_it_holds(refusal: str, name: str) -> None:
    fields = [HANDLER, PLACE, Field("share", "覆盖"), Field("day", "几号")]
    values = {"handler": "周敏", "share": 10, "day": 45}
    assert concerned(fields, values, refusal) == name


async def test_what_is_joined_or_pasted_goes_into_rows_as_into_any_line(tmp_path: Path) -> None:
    terms = Field("terms", "协议内容", ROWS, rows=(("who", "谁", 10), ("what", "做什么", 0)))
    async with program(copy(tmp_path)) as seen:
        answers = await shown(seen, terms)
        await seen.type("马\u200d丁")
        await seen.press("enter")
        await seen.paste("先放水\n三天")
        await seen.press("f8")
        assert answers == [{"terms": [{"who": "马\u200d丁", "what": "先放水 三天"}]}]
