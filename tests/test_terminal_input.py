"""What keyboard, input method and clipboard send arrives in the program as it was meant."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.terminal_kit import XINFANG, Pty, Terminal, needs_tmux, wait_for, xinfang
from tests.township import township

TODAY = "2026-10-03"
COMMIT = "水渠放水先后起争执"
F2 = b"\x1bOQ"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office's data folder."""
    township(tmp_path / "town").close()
    return tmp_path / "town"


@pytest.fixture
def program(folder: Path) -> Iterator[Terminal]:
    """The program open in a terminal."""
    with Terminal(*XINFANG, "--data", str(folder), "--today", TODAY) as terminal:
        terminal.wait("工作台", "今天要做")
        yield terminal


def drafted(folder: Path) -> dict[str, Any]:
    """What of the form under way is kept."""
    try:
        record: dict[str, Any] = json.loads((folder / "drafts" / "登记.json").read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return record


def register(folder: Path, program: Terminal, title: str, *, paste: bool = False) -> str:
    """Fill in the form of F2 and save it; the number that the program tells."""
    program.press("F2").wait("登记矛盾纠纷")
    program.wait_line("事项")
    (program.paste if paste else program.type)(title)
    wait_for(lambda: drafted(folder).get("title") == title, "the title in the draft")
    program.press("Enter").wait_line("* 村").type("lsg").wait("柳树沟村")
    program.press("Enter").wait_line("类别").type("0201").wait("邻里纠纷")
    program.press("Enter").wait_line("发生日期").press("Enter").wait_line("甲方").type("张建国")
    program.press("Enter").wait_line("乙方").press("F8")
    told = program.wait("已登记 ").screen()
    return told.partition("已登记 ")[2].split("，")[0].split()[0]


@pytest.mark.parametrize("cut", [27, 10], ids=["in one write", "cut inside a character"])
def test_a_commit_of_nine_characters_arrives_whole_in_the_field(folder: Path, cut: int) -> None:
    sent = COMMIT.encode()
    assert len(COMMIT) == 9
    with Pty(*XINFANG, "--data", str(folder), "--today", TODAY) as terminal:
        terminal.wait("今天要做").send(F2).wait("人身危险")
        for part in filter(None, (sent[:cut], sent[cut:])):
            terminal.send(part)
        wait_for(lambda: drafted(folder).get("title") == COMMIT, f"{COMMIT} in the draft")
        assert b"\x1b[>1u" not in terminal.written, "the kitty protocol was asked for"


@needs_tmux
@pytest.mark.terminal
def test_full_width_digits_act_as_keys(program: Terminal) -> None:
    program.type("３").wait("台账", "编号", "事项")
    program.type("５").wait("待上报")
    program.type("２").wait("入户排查", "柳树沟村")
    program.press("Down", "Down", "Down", "Enter").wait("柳树沟村", "已查 0/8 户")
    program.type("１").wait("已查 1/8 户")
    program.type("３").wait("本月未见到 1 户")
    program.type("２").wait("登记矛盾纠纷")
    program.press("Escape").wait("已查 1/8 户")


@needs_tmux
@pytest.mark.terminal
def test_four_thousand_pasted_characters_arrive_whole(folder: Path, program: Terminal) -> None:
    title = "".join(f"第{n:03}句，两家为放水先后争执。" for n in range(250))[:3997] + "到此止"
    assert len(title) == 4000
    number = register(folder, program, title, paste=True)
    assert xinfang(folder, "dispute", "show", number)["title"] == title


@needs_tmux
@pytest.mark.terminal
@pytest.mark.parametrize(
    "title",
    [
        "王家[/x]与李家[b]争[/b]院墙",
        "“先放后放”——各说各的……",
        "𠮷家与髙家争地界",
        "吵架😀👨‍👩‍👧邻居不和",
    ],
)
def test_nasty_words_come_back_as_they_were_typed(
    folder: Path, program: Terminal, title: str
) -> None:
    number = register(folder, program, title)
    program.press("3").wait("空格选中", number)
    program.press("Enter").wait("经过")
    assert xinfang(folder, "dispute", "show", number)["title"] == title
