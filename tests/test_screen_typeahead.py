"""What is typed before a screen is there reaches that screen, in order, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.events import AppBlur, AppFocus, Key
from textual.keys import _character_to_key

from screens.data.reading import Reading
from screens.dispatch.meeting import MeetingPage
from screens.dispute.page import DisputePage
from screens.forms.dialog import FormDialog
from screens.forms.field import Field
from screens.frame.confirm import Confirm
from screens.frame.dialog import Dialog
from screens.frame.files import FileDialog
from screens.frame.help import Help
from screens.frame.menu import Menu
from screens.ledger.page import LedgerPage
from screens.pieces.choice import Choice
from screens.pieces.marks import Marks
from screens.register.page import RegisterPage
from tests.screens_kit import Seen, program
from tests.worked import copy
from xinfang_tui.app import XinfangApp
from xinfang_tui.desk import Desk

LATER = date(2026, 11, 20)
FOR_EVER = 3600.0
DIALOGS: dict[str, tuple[Callable[[], Dialog[Any]], str, Any]] = {
    "menu": (lambda: Menu("怎么办？", [Choice("a", "甲"), Choice("b", "乙")]), "2", "b"),
    "reading": (lambda: Reading("核对", ["没有问题"]), "enter", None),
    "confirm": (lambda: Confirm("导入完了", "共 3 件"), "enter", True),
    "question": (lambda: Confirm("退出？"), "1", True),
    "form": (lambda: FormDialog("备注", [Field("text", "备注")], LATER), "f8", {}),
    "files": (lambda: FileDialog("哪个文件？", (), Path(__file__).parent), "escape", None),
    "help": (lambda: Help("台账", "全部矛盾纠纷。", (), Marks(False)), "f1", None),
}
"""Dialogs, each with a key that closes it and what it gives back then."""


def hammer(seen: Seen, *keys: str) -> None:
    """All keys at once, as a fast hand or a slow machine has them."""
    for key in keys:
        name = key if len(key) > 1 else _character_to_key(key)
        seen.app.post_message(Key(name, key if len(key) == 1 else None))


async def until(seen: Seen, reached: Callable[[], bool]) -> None:
    """Wait while keys still wait themselves."""
    for _ in range(500):
        if reached():
            return
        await seen.pilot.pause(0.01)
    raise AssertionError("not reached")


async def test_a_matter_typed_at_once_after_f2_stands_in_the_form(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        hammer(seen, "f2", *"1组王家与5组李家争水", "enter")
        await seen.settle()
        page = seen.screen
        assert isinstance(page, RegisterPage)
        assert page.values()["title"] == "1组王家与5组李家争水"
        assert seen.app.focused is not None and seen.app.focused.id == "in-village"


async def test_a_search_typed_at_once_after_f3_stands_whole_in_its_line(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3")
        for typed in ("石-2610", "黄德东", "1组", "水渠"):
            hammer(seen, "f3", *typed)
            await seen.settle()
            assert seen.screen.search.value == typed
            await seen.press("escape", "escape")


async def test_no_key_reaches_a_form_before_its_first_line_is_in_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_show = asyncio.Event()
    show = RegisterPage._show_form

    async def slow(page: RegisterPage) -> None:
        await may_show.wait()
        await show(page)

    monkeypatch.setattr(RegisterPage, "_show_form", slow)
    async with program(copy(tmp_path)) as seen:
        hammer(seen, "f2", *"1组")
        await seen.pilot.pause(0.5)
        page = seen.screen
        assert isinstance(page, RegisterPage)
        assert not page.ready
        may_show.set()
        await seen.settle()
        assert page.ready
        assert page.values()["title"] == "1组"


async def test_what_is_typed_while_the_program_opens_waits_for_it(tmp_path: Path) -> None:
    with Desk.open(copy(tmp_path)) as desk:
        app = XinfangApp(desk, follow=False)
        async with app.run_test(size=(80, 24)) as pilot:
            seen = Seen(app, pilot, desk)
            hammer(seen, "3", "f3", *"没有这一件")
            await seen.settle()
            assert app.current_mode == "ledger"
            assert "没有这一件" in seen.text


@pytest.mark.parametrize("rounds", [1, 2])
async def test_a_digit_chooses_in_the_list_that_the_digit_before_it_opens(
    tmp_path: Path, rounds: int
) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=LATER) as desk:
        desk.ladder.escalate()
    async with program(folder, today=LATER) as seen:
        await seen.press("5", "f6", "f8")
        page = seen.screen
        assert isinstance(page, MeetingPage)
        for _ in range(rounds):
            hammer(seen, "1", "5", "f8")
        await seen.settle()
        assert [item["decision_name"] for item in page.record["items"]][:rounds] == (
            ["继续调处"] * rounds
        )


async def test_keys_after_escape_go_to_the_screen_below(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3", "enter")
        hammer(seen, "1", "escape", "escape", "4")
        await seen.settle()
        assert seen.app.current_mode == "summary"
        assert not any(isinstance(each, FormDialog) for each in seen.app.screen_stack)


async def test_a_job_that_does_not_end_keeps_no_key_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.frame.typeahead.PATIENCE", 0.1)
    async with program(copy(tmp_path)) as seen:
        done = asyncio.Event()
        page = seen.app.page
        assert page is not None
        page.work(done.wait)
        hammer(seen, "3", "1", "4")
        await seen.settle()
        assert seen.app.current_mode == "summary"
        done.set()


@pytest.mark.parametrize("told", [True, False], ids=["told", "untold"])
@pytest.mark.parametrize("name", DIALOGS)
async def test_a_dialog_that_opened_behind_another_window_answers_its_first_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: bool
) -> None:
    """Not every terminal tells that it is in front again; the key does."""
    monkeypatch.setattr("screens.frame.typeahead.LONGEST", FOR_EVER)
    make, key, answer = DIALOGS[name]
    answers: list[Any] = []
    async with program(copy(tmp_path)) as seen:
        seen.app.post_message(AppBlur())
        await seen.settle()
        await seen.app.push_screen(make(), answers.append)
        await seen.settle()
        if told:
            seen.app.post_message(AppFocus())
            await seen.settle()
            assert seen.app.focused is not None or not seen.screen.focus_chain
        hammer(seen, key)
        await seen.settle()
        assert answers == [answer]


async def test_behind_such_a_dialog_the_keys_go_back_to_what_had_them(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3")
        had = seen.app.focused
        seen.app.post_message(AppBlur())
        await seen.settle()
        await seen.app.push_screen(Confirm("导入完了"))
        await seen.settle()
        seen.app.post_message(AppFocus())
        await seen.settle()
        await seen.press("enter")
        assert isinstance(seen.screen, LedgerPage)
        assert seen.app.focused is had is seen.screen.table


async def test_a_screen_that_does_not_get_ready_is_waited_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Never(Confirm):
        ready = False

    monkeypatch.setattr("screens.frame.typeahead.LONGEST", 0.1)
    answers: list[bool | None] = []
    async with program(copy(tmp_path)) as seen:
        await seen.app.push_screen(Never("导入完了"), answers.append)
        hammer(seen, "down")
        await seen.settle()
        monkeypatch.setattr("screens.frame.typeahead.LONGEST", FOR_EVER)
        hammer(seen, "enter")
        await seen.settle()
        assert answers == [True]


async def test_a_key_waits_for_the_reading_that_took_the_place_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings: list[LedgerPage] = []
    may_read = asyncio.Event()
    load = LedgerPage.load

    async def slow(page: LedgerPage) -> None:
        readings.append(page)
        await may_read.wait()
        await load(page)

    monkeypatch.setattr(LedgerPage, "load", slow)
    async with program(copy(tmp_path)) as seen:
        hammer(seen, "3", "enter")
        await until(seen, lambda: len(readings) == 1)
        assert seen.app.everywhere is not None
        seen.app.everywhere.tell_screens()
        await until(seen, lambda: len(readings) == 2)
        await seen.pilot.pause(0.1)
        assert not seen.screen.ready
        may_read.set()
        await seen.settle()
        assert isinstance(seen.screen, DisputePage)


async def test_a_form_is_not_made_ready_by_what_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_show = asyncio.Event()
    show = RegisterPage._show_form

    async def slow(page: RegisterPage) -> None:
        await may_show.wait()
        await show(page)

    monkeypatch.setattr(RegisterPage, "_show_form", slow)
    async with program(copy(tmp_path)) as seen:
        hammer(seen, "f2", *"1组")
        await until(seen, lambda: isinstance(seen.screen, RegisterPage))
        page = seen.screen
        await page.reload().wait()
        await seen.pilot.pause(0.1)
        assert not page.ready
        may_show.set()
        await seen.settle()
        assert page.values()["title"] == "1组"
