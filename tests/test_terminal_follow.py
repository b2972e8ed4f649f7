"""The open program beside other windows, a power cut, another size, and the way out."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal_kit import XINFANG, Terminal, needs_tmux, wait_for, xinfang
from tests.township import LIU, matter, township
from xinfang_tui.desk import Desk

pytestmark = [pytest.mark.terminal, needs_tmux]
TODAY = "2026-10-03"
TYPED = "王家李家为院墙滴水争执"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office's data folder."""
    desk = township(tmp_path / "town")
    desk.registry.add_staff({"name": "周敏", "role": "township_coordinator", "place": "341623101"})
    desk.close()
    return tmp_path / "town"


@pytest.fixture
def program(folder: Path) -> Iterator[Terminal]:
    """The program open in a terminal."""
    with opened(folder) as terminal:
        terminal.wait("工作台", "今天要做", "周敏")
        yield terminal


def opened(folder: Path) -> Terminal:
    """The program on a folder."""
    return Terminal(*XINFANG, "--data", str(folder), "--today", TODAY)


def elsewhere(folder: Path, title: str) -> str:
    """Another window registers a matter; its number."""
    desk = Desk.open(folder)
    try:
        return str(desk.disputes.add(matter(title=title, registered_on=TODAY))["number"])
    finally:
        desk.close()


def test_the_screen_follows_what_another_window_saved(folder: Path, program: Terminal) -> None:
    program.press("3").wait("台账", "没有")
    number = elsewhere(folder, "水渠放水先后争执")
    program.wait(number, "水渠放水先后争执", patience=5)


def test_what_is_being_typed_stays_while_another_window_saves(
    folder: Path, program: Terminal
) -> None:
    program.press("F2").wait("登记矛盾纠纷")
    program.wait_line("事项").type(TYPED).press("Enter").wait_line("* 村").type("柳树")
    elsewhere(folder, "田埂移位争执")
    time.sleep(1.5)
    program.type("沟村").wait(TYPED, "柳树沟村").press("Enter").wait_line("类别")
    program.press("Escape").wait("工作台", "新增 1")
    program.press("F2").wait(TYPED, "柳树沟村")


def test_a_form_half_filled_outlives_a_kill(folder: Path, program: Terminal) -> None:
    program.press("F2").wait("登记矛盾纠纷")
    program.wait_line("事项").type(TYPED).press("Enter").wait_line("* 村").type("lsg")
    program.wait("柳树沟村").press("Enter").wait_line("类别")
    draft = folder / "drafts" / "登记.json"
    wait_for(lambda: draft.exists() and LIU in draft.read_text("utf-8"), "the draft")
    assert json.loads(draft.read_text("utf-8"))["title"] == TYPED
    program.kill()
    program.wait_ended()
    with opened(folder) as again:
        again.wait("今天要做").press("F2").wait("登记矛盾纠纷", TYPED, "柳树沟村", "接着上次")
    assert xinfang(folder, "verify")["ok"]


def test_two_windows_that_register_at_once_lose_nothing_when_both_are_killed(
    folder: Path, program: Terminal
) -> None:
    other_typed = "刘家陈家为通行道路争吵"
    with opened(folder) as other:
        other.wait("今天要做").press("F2").wait("登记矛盾纠纷")
        program.press("F2").wait("登记矛盾纠纷")
        program.wait_line("事项").type(TYPED)
        other.wait_line("事项").type(other_typed)
        drafts = folder / "drafts"
        wait_for(lambda: len([*drafts.glob("登记*.json")]) == 2, "both drafts")
        program.type("，又吵").wait("又吵")

        def kept() -> str:
            return "".join(path.read_text("utf-8") for path in drafts.glob("登记*.json"))

        wait_for(lambda: "又吵" in kept(), "what was typed last")
        program.kill()
        other.kill()
        program.wait_ended()
        other.wait_ended()
    with opened(folder) as again:
        again.wait("今天要做").press("F2").wait("登记矛盾纠纷", f"{TYPED}，又吵")
        again.wait("还有 1 份", "这份保存或清空后下次再填")
        again.press("F7").wait("清空重填？").press("1").wait_gone(TYPED)
        again.press("Escape").wait("今天要做").press("F2").wait("登记矛盾纠纷", other_typed)


def test_a_window_of_any_size_goes_on_working(folder: Path, program: Terminal) -> None:
    elsewhere(folder, "水渠放水先后争执")
    program.wait("新增 1")
    for key, words in (("3", "台账"), ("F2", "登记矛盾纠纷"), ("2", "入户排查"), ("4", "汇总")):
        program.press(key).wait(words)
        for columns, rows in ((120, 40), (60, 15), (30, 8), (80, 24)):
            program.resize(columns, rows)
            program.until(lambda now, rows=rows: len(now.split("\n")) == rows + 1, "the size")
        program.wait(words)
        if key == "F2":
            program.press("Escape").wait("台账", "编号")
    assert "出了点问题" not in program.screen()
    assert not (folder / "故障记录.txt").exists()


@pytest.mark.parametrize("key", ["C-c", "C-q"])
def test_leaving_is_asked_and_makes_a_backup_of_what_is_new(
    folder: Path, program: Terminal, key: str
) -> None:
    elsewhere(folder, "水渠放水先后争执")
    program.wait("新增 1").press(key).wait("退出？", "备份").press("Escape").wait_gone("退出？")
    program.press("F2").wait("登记矛盾纠纷").press(key).wait("退出？").press("1")
    assert program.wait_ended() == 0
    (kept,) = (folder / "backup").glob("ledger-*.db")
    assert xinfang(folder, "verify")["ok"]
    assert not list(folder.glob("*-journal")) or (folder / "ledger.db-journal").stat().st_size == 0
    restored = folder.parent / "restored"
    xinfang(restored, "restore", str(kept))
    assert [row["title"] for row in xinfang(restored, "ledger", "list")] == ["水渠放水先后争执"]


def test_nothing_new_makes_no_backup(folder: Path, program: Terminal) -> None:
    program.press("C-q").wait("退出？").press("Enter")
    assert program.wait_ended() == 0
    assert not list(folder.glob("backup/*"))
