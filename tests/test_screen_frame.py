"""What all screens share: ribbon, keys, help, menu, palette, masking, following, failing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from screens.bulletin.page import BulletinPage
from screens.data.page import DataPage
from screens.dispatch.page import DispatchPage
from screens.frame.help import Help
from screens.frame.menu import Menu
from screens.frame.page import Page
from screens.frame.trouble import Trouble
from screens.frame.who import opens_for
from screens.ledger.page import LedgerPage
from screens.opening import MAIN
from screens.registry import COMMANDS, SECTIONS, section
from screens.settings.page import SettingsPage
from screens.summary.page import SummaryPage
from screens.sweep.villages import SweepPage
from screens.workbench.page import Workbench
from tests.offices_kit import DAY, EAST, WEST, World
from tests.screens_kit import COORDINATOR, LEADER, program
from tests.worked import END, copy
from xinfang_tui.desk import Desk
from xinfang_tui.settings import Unit

PAGES: dict[str, Any] = {
    "1": Workbench,
    "2": SweepPage,
    "3": LedgerPage,
    "4": SummaryPage,
    "5": DispatchPage,
    "6": BulletinPage,
    "7": DataPage,
    "8": SettingsPage,
}


@pytest.mark.parametrize("digit", [each for each in PAGES if each != "1"])
async def test_a_main_screen_reads_once_when_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, digit: str
) -> None:
    reads = 0
    load = PAGES[digit].load

    async def counted(page: Page) -> None:
        nonlocal reads
        reads += 1
        await load(page)

    monkeypatch.setattr(PAGES[digit], "load", counted)
    async with program(copy(tmp_path)) as seen:
        await seen.press(digit)
        assert isinstance(seen.screen, PAGES[digit])
        assert reads == 1


async def test_digits_lead_to_every_main_screen_full_width_ones_too(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        assert isinstance(seen.screen, Workbench)
        for digit, page in PAGES.items():
            await seen.press(digit)
            assert isinstance(seen.screen, page), digit
            assert seen.screen.words in seen.text
        await seen.press("３")
        assert isinstance(seen.screen, LedgerPage)


async def test_the_ribbon_says_office_month_stage_and_what_is_overdue(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        first = seen.text.splitlines()[0]
        assert "双桥镇" in first
        assert "2026年10月" in first
        assert "④通报" in first
        assert "超期" in first
        assert "备份" in first
        assert "周敏" in first


@pytest.mark.parametrize("size", [(60, 20), (200, 50)])
async def test_every_main_screen_fits_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with program(copy(tmp_path), size=size) as seen:
        for digit in PAGES:
            await seen.press(digit)
            lines = seen.text.splitlines()
            assert len(lines) == size[1]
            assert "双桥镇" in lines[0]
            assert "F4菜单" in lines[-1], "whose menu has the keys that there is no room for"


async def test_f1_lists_every_command_of_the_screen(tmp_path: Path) -> None:
    async with program(copy(tmp_path), size=(120, 90)) as seen:
        await seen.press("3", "f1")
        assert isinstance(seen.screen, Help)
        seen.screen.query_one("#help").styles.max_height = 80
        await seen.settle()
        text = seen.text
        for command in (*section("ledger"), *section("app")):
            if command.keys or command.section == "ledger":
                assert command.label in text, command.id
        await seen.press("escape")
        assert isinstance(seen.screen, LedgerPage)


async def test_help_leaves_the_line_of_its_keys_in_sight(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3", "f1")
        assert "↑↓ 翻看   Esc 返回" in seen.text


async def test_f4_offers_all_that_can_be_done_and_a_digit_does_it(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3", "f4")
        assert isinstance(seen.screen, Menu)
        assert "筛选" in seen.text
        await seen.press("4")
        assert "怎么排序" in seen.text


async def test_the_palette_does_what_the_lists_of_other_screens_hold(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await seen.press("ctrl+p")
        await seen.type("hdsj")
        assert "核对数据" in seen.text
        await seen.press("enter")
        assert "都对得上" in seen.text
        await seen.press("enter")
        assert seen.app.current_mode == "data"
        worker = next(
            each["name"] for each in seen.desk.registry.staff() if each["role"] == "grid_worker"
        )
    async with program(folder, user=worker) as seen:
        await seen.press("ctrl+p")
        await seen.type("恢复备份")
        await seen.press("enter")
        assert "请由" in seen.text
        assert seen.app.current_mode != "data"


async def test_the_palette_finds_commands_by_words_and_by_pinyin_initials(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("ctrl+p")
        await seen.type("tb")
        assert "通报" in seen.text
        await seen.press("enter")
        assert isinstance(seen.screen, BulletinPage)
        await seen.press("ctrl+p")
        await seen.type("换颜色")
        await seen.press("enter")
        assert seen.app.theme == "xinfang-light"


async def test_f9_hides_names_everywhere_at_once_and_is_remembered(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        row = seen.desk.disputes.page({"status": "open"}, (("due", False),), 0, 1)[0]
        person = next(p["name"] for p in row["parties"] if p["kind"] == "person")
        await seen.press("3", "enter")
        assert person in seen.text
        await seen.press("f9")
        assert person not in seen.text
        await seen.press("escape")
        assert person not in seen.text
        await seen.press("1")
        assert person not in seen.text
    async with program(folder) as seen:
        assert seen.app.session.masked


async def test_plain_mode_draws_with_ascii_signs(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.app.action_plain()
        await seen.settle()
        for digit in PAGES:
            await seen.press(digit)
            assert not set("●○▲⤴⚑≠▸━█▁①②③④✓") & set(seen.text), digit
        await seen.press("f4")
        assert "▎" not in seen.text
        assert "|" in seen.text


async def test_another_window_is_followed_without_losing_what_is_typed(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await seen.press("3", "f3")
        await seen.type("争")
        await seen.pilot.pause(0.3)
        await seen.settle()
        before = seen.screen.query_one("Lines").count
        with Desk.open(folder, today=END) as other:
            other.disputes.add(
                {
                    "village": other.places_tree.villages_of()[0].code,
                    "title": "另一个窗口登记的争水",
                    "category": "0201",
                    "occurred_on": "2026-10-30",
                    "parties": [],
                }
            )
        await seen.app.look()
        await seen.settle()
        assert seen.screen.query_one("Lines").count == before + 1
        assert seen.screen.search.value == "争"
        assert seen.screen.search.has_focus


async def test_a_change_shows_within_a_second(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder, follow=True) as seen:
        await seen.press("escape")
        with Desk.open(folder, today=END) as other:
            number = other.disputes.page({"status": "open"}, (), 0, 1)[0]["number"]
            other.disputes.act(number, "note", {"text": "另一个窗口"})
        version = seen.app.session.version
        for _ in range(30):
            await asyncio.sleep(0.05)
            if seen.app.session.version != version:
                break
        assert seen.app.session.version != version


async def test_a_failure_becomes_a_plain_dialog_and_the_program_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:

        def broken(*_: object) -> None:
            raise ZeroDivisionError("boom")

        monkeypatch.setattr(seen.desk.disputes, "page", broken)
        await seen.press("3")
        assert isinstance(seen.screen, Trouble)
        assert "程序出了意外" in seen.text
        assert "已经保存的都在" in seen.text
        monkeypatch.undo()
        await seen.press("escape", "f5")
        assert isinstance(seen.screen, LedgerPage)
        assert seen.screen.query_one("Lines").count > 0
    assert "ZeroDivisionError" in (folder / "故障记录.txt").read_text(encoding="utf-8")


async def test_each_role_begins_on_its_own_screen(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        staff = {each["role"]: each["name"] for each in desk.registry.staff()}
    first = {
        "township_coordinator": Workbench,
        "township_leader": DispatchPage,
        "grid_worker": SweepPage,
        "village_mediator": LedgerPage,
    }
    for role, page in first.items():
        async with program(folder, user=staff[role]) as seen:
            assert isinstance(seen.screen, page), role
            assert staff[role] in seen.text.splitlines()[0]


async def test_somebody_else_can_take_over_at_any_time(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("f12")
        await seen.type(LEADER)
        await seen.press("enter")
        assert seen.desk.user == LEADER
        assert isinstance(seen.screen, DispatchPage)
        assert COORDINATOR not in seen.text.splitlines()[0]


@pytest.fixture
def joined(tmp_path: Path) -> Iterator[Path]:
    """The data folder of a village machine that has just joined a township with staff."""
    world = World(tmp_path)
    registry = world.township().desk.registry
    registry.add_staff({"name": COORDINATOR, "role": "township_coordinator"})
    for n in range(10):
        registry.add_staff({"name": f"西坡{n}", "role": "grid_worker", "place": WEST})
    registry.add_staff({"name": "东湾网格员", "role": "grid_worker", "place": EAST})
    registry.add_staff({"name": "东湾调解员", "role": "village_mediator", "place": EAST})
    world.village(EAST)
    world.close()
    return tmp_path / "01"


async def test_a_village_machine_opens_for_its_own_mediator_and_signs_for_nobody_else(
    joined: Path,
) -> None:
    async with program(joined, user=None, today=DAY) as seen:
        assert "东湾调解员" in seen.text.splitlines()[0]
        assert seen.desk.user == "东湾调解员"
        seen.desk.sweeps.record(EAST, "2026-10", {"households": {f"{EAST}000001": "none"}})
        assert seen.desk._context.journal.of(f"sweep:{EAST}:2026-10")[0].by == "东湾调解员"


async def test_a_guest_of_another_place_is_not_who_the_village_machine_opens_for(
    joined: Path,
) -> None:
    async with program(joined, user=None, today=DAY) as seen:
        await seen.press("f12")
        await seen.type(COORDINATOR)
        await seen.press("enter")
        assert seen.desk.user == COORDINATOR
    async with program(joined, user=None, today=DAY) as seen:
        assert seen.desk.user == "东湾调解员"
        await seen.press("f12", "1")
        assert seen.desk.user == "东湾网格员"
    async with program(joined, user=None, today=DAY) as seen:
        assert seen.desk.user == "东湾网格员"


async def test_f12_offers_the_machines_own_people_first_with_digits(joined: Path) -> None:
    async with program(joined, user=None, today=DAY) as seen:
        await seen.press("f12")
        offered = [row["choice"].label for row in seen.screen.lines.rows()]
        assert offered[:2] == ["东湾网格员", "东湾调解员"]
        assert {COORDINATOR, "西坡0"} <= set(offered)


def test_nobody_is_taken_for_a_village_that_has_no_staff_of_its_own() -> None:
    village = Unit(EAST, "东湾村", "village")
    stranger = {"name": "周敏", "role": "township_coordinator", "place": "", "active": True}
    gone = {"name": "李文", "role": "grid_worker", "place": EAST, "active": False}
    assert opens_for([stranger, gone], village, None, "周敏") is None
    assert opens_for([stranger], village, "周敏", None) == stranger
    assert opens_for([gone, stranger], Unit(EAST[:9] + "000", "镇"), None, "李文") == stranger


async def test_what_a_role_may_not_do_is_answered_with_the_reason(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        worker = next(s["name"] for s in desk.registry.staff() if s["role"] == "grid_worker")
    async with program(folder, user=worker) as seen:
        await seen.press("6", "f8")
        assert isinstance(seen.screen, BulletinPage)
        assert "不办理" in seen.toasts


def test_no_two_commands_of_a_screen_answer_to_one_key() -> None:
    everywhere = section("app", "main")
    for name in SECTIONS.keys() - {"app", "main"}:
        taken: dict[str, str] = {}
        common = everywhere if name in MAIN else ()
        for command in (*common, *section(name)):
            for key in filter(None, command.keys.split(",")):
                if key not in ("escape", "enter") or not common:
                    assert key not in taken, (key, command.id, taken.get(key))
                    taken[key] = command.id


def test_every_command_has_its_method() -> None:
    from screens.bulletin.paper import PaperPage
    from screens.data.importing import ImportPage
    from screens.dispatch.meeting import MeetingPage
    from screens.dispute.page import DisputePage
    from screens.register.page import RegisterPage
    from screens.sweep.walk import WalkPage
    from xinfang_tui.app import XinfangApp

    pages = [
        *PAGES.values(),
        PaperPage,
        ImportPage,
        MeetingPage,
        DisputePage,
        RegisterPage,
        WalkPage,
    ]
    homes = {name: page for page in pages for name in page.SECTIONS} | {"app": XinfangApp}
    for command in COMMANDS:
        assert hasattr(homes[command.section], f"action_{command.action}"), command.id


def test_the_manual_has_a_row_for_every_command() -> None:
    from screens.registry import key_table

    table = key_table()
    for command in COMMANDS:
        assert f"| {command.label} |" in table


async def test_a_fault_behind_a_key_is_told_and_the_program_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: LedgerPage) -> None:
        raise RuntimeError("nobody thought of this")

    monkeypatch.setattr(LedgerPage, "action_filter", fail)
    async with program(copy(tmp_path)) as seen:
        await seen.press("3", "f6")
        assert isinstance(seen.screen, Trouble)
        assert "nobody thought of this" not in seen.text
        await seen.press("escape", "4")
        assert seen.app.current_mode == "summary"


async def test_a_backup_that_fails_on_leaving_is_told_and_holds_nobody(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "backup").write_text("没有地方放备份", encoding="utf-8")
    async with program(folder) as seen:
        await seen.press("3", "enter", "8")
        await seen.type("记一句再走")
        await seen.press("f8", "ctrl+q", "1")
        assert "没有备份成，还退出吗" in seen.text
        await seen.press("2")
        assert seen.app.is_running, "going on is possible"
        await seen.press("ctrl+q", "1", "1")
        assert seen.app._exit
