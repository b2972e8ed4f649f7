"""How the screens look: empty, normal, overflowing with Chinese, refused; at both sizes."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.screens_kit import COORDINATOR, Seen
from tests.township import township
from tests.worked import END, copy
from xinfang_tui.app import XinfangApp
from xinfang_tui.desk import Desk
from xinfang_tui.notes import write_note

MORNING = int(datetime(END.year, END.month, END.day, 9).timestamp() * 1000)
SMALL, LARGE = (80, 24), (120, 40)
LATER = date(2026, 11, 20)
LONG = "柳树沟村二组与三组十七户因水渠改道后灌溉放水先后次序和清淤出工多次争执不下" * 3
CASES: dict[str, tuple[tuple[int, int], list[str]]] = {
    "desk": (SMALL, []),
    "desk_large": (LARGE, []),
    "sweep": (SMALL, ["2"]),
    "walk": (SMALL, ["2", "down", "down", "enter"]),
    "walk_large": (LARGE, ["2", "down", "down", "enter"]),
    "zero_report": (SMALL, ["2", "f6"]),
    "ledger": (SMALL, ["3"]),
    "ledger_large": (LARGE, ["3", "space", "space"]),
    "ledger_nothing_found": (SMALL, ["3", "f3", "type:没有这一件"]),
    "ledger_filter": (SMALL, ["3", "f6"]),
    "ledger_menu": (SMALL, ["3", "f4"]),
    "dispute": (SMALL, ["3", "down", "enter"]),
    "dispute_large": (LARGE, ["3", "down", "enter"]),
    "dispute_masked": (SMALL, ["mask", "3", "down", "enter"]),
    "dispute_mediate": (SMALL, ["3", "down", "enter", "1"]),
    "dispute_why": (SMALL, ["3", "down", "enter", "9"]),
    "dispute_refused_form": (SMALL, ["3", "down", "enter", "3", "f8"]),
    "dispute_all_acts": (SMALL, ["3", "down", "enter", "0"]),
    "register": (SMALL, ["f2"]),
    "register_pick": (SMALL, ["f2", "type:争水", "enter", "type:x"]),
    "register_danger": (SMALL, ["f2", "up", "2"]),
    "register_second_page": (SMALL, ["f2", "pagedown"]),
    "summary": (SMALL, ["4"]),
    "summary_indicators_large": (LARGE, ["4", "f6"]),
    "dispatch": (SMALL, ["5"]),
    "dispatch_cases": (SMALL, ["5", "f7", "f7"]),
    "bulletin": (SMALL, ["6"]),
    "bulletin_checked_large": (LARGE, ["6", "f6"]),
    "data": (SMALL, ["7"]),
    "settings": (SMALL, ["8"]),
    "help": (SMALL, ["3", "f1"]),
    "palette": (SMALL, ["ctrl+p", "type:d"]),
}


class Pictured(XinfangApp):
    """The program; its pictures name no place where fonts are to be fetched from."""

    def export_screenshot(self, **named: Any) -> str:
        """The screen as SVG."""
        drawn = super().export_screenshot(**named)
        return re.sub(r"@font-face\s*{[^}]*}|<!--.*?-->", "", drawn)


def shown(
    snap_compare: Callable[..., bool],
    folder: Path,
    keys: list[str],
    size: tuple[int, int] = SMALL,
    *,
    today: date = END,
    prepare: Callable[[Seen], Awaitable[None]] | None = None,
) -> bool:
    """Whether the program on a folder looks as it did, after these keys."""
    desk = Desk.open(folder, today=today, user=COORDINATOR)
    app = Pictured(desk, follow=False)

    async def run(pilot: Pilot[Any]) -> None:
        seen = Seen(app, pilot, desk)
        await seen.settle()
        for key in keys:
            if key == "mask":
                app.session.masked = True
            elif key.startswith("type:"):
                await seen.type(key.removeprefix("type:"))
                await pilot.pause(0.25)
            else:
                await seen.press(key)
        if prepare is not None:
            await prepare(seen)
        await seen.settle()
        for line in (*app.screen.query(Input), *app.screen.query(TextArea)):
            line.cursor_blink = False
        await pilot.pause()

    try:
        return snap_compare(app, terminal_size=size, run_before=run)
    finally:
        desk.close()


@pytest.mark.parametrize("name", CASES)
def test_a_screen_looks_as_it_did(
    name: str, snap_compare: Callable[..., bool], tmp_path: Path
) -> None:
    size, keys = CASES[name]
    assert shown(snap_compare, copy(tmp_path), keys, size)


@pytest.mark.parametrize("theme", ["light", "contrast"])
def test_other_colours_look_as_they_did(
    theme: str, snap_compare: Callable[..., bool], tmp_path: Path
) -> None:
    folder = copy(tmp_path)
    write_note(folder / "screen.json", {"theme": theme})
    assert shown(snap_compare, folder, [])


def test_plain_practice_looks_as_it_did(snap_compare: Callable[..., bool], tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "演练").touch()
    write_note(folder / "screen.json", {"plain": True})
    assert shown(snap_compare, folder, ["3", "down", "enter"])


def test_an_empty_township_says_what_to_do_first(
    snap_compare: Callable[..., bool], tmp_path: Path
) -> None:
    folder = tmp_path / "town"
    with Desk.create(folder, code="341623101000", name="双桥镇", today=END) as desk:
        desk.registry.add_staff({"name": COORDINATOR, "role": "township_coordinator"})
    assert shown(snap_compare, folder, [])


def test_a_very_long_title_takes_more_lines_and_breaks_nothing(
    snap_compare: Callable[..., bool], tmp_path: Path
) -> None:
    folder = tmp_path / "town"
    with township(folder, END, now=lambda: MORNING) as desk:
        desk.registry.add_staff({"name": COORDINATOR, "role": "township_coordinator"})
        desk.disputes.add(
            {
                "village": "柳树沟村",
                "title": LONG,
                "brief": LONG,
                "category": "0201",
                "occurred_on": "2026-10-30",
                "parties": [{"name": f"当事人{n}号", "phone": "13800000000"} for n in range(9)],
                "handler": "欧阳建国、上官文秀",
                "unit": "双桥镇综合行政执法办公室和水利站",
            }
        )
    assert shown(snap_compare, folder, ["3", "enter"])


def test_the_meeting_looks_as_it_did(snap_compare: Callable[..., bool], tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=LATER) as desk:
        desk.ladder.escalate()
    assert shown(snap_compare, folder, ["5", "f6", "f8"], LARGE, today=LATER)


def test_there_is_one_picture_a_case_and_none_left_over() -> None:
    kept = list((Path(__file__).parent / "__snapshots__" / "test_screen_snapshots").glob("*"))
    assert len(kept) == len(CASES) + 6
