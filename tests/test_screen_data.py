"""数据: import wizard, parcels, backup, drill, verify, practice."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from screens.bulletin.paper import PaperPage
from screens.data.importing import ImportPage
from screens.data.page import DataPage
from screens.data.practising import make_practice
from screens.data.reading import Reading
from screens.data.tasks import TASKS
from screens.frame.confirm import Confirm
from screens.frame.files import FileDialog
from screens.frame.preferences import Preferences
from screens.frame.trouble import Trouble
from screens.frame.working import Working
from tests.offices_kit import DAY, EAST, World
from tests.screens_kit import COORDINATOR, Seen, program
from tests.worked import END, copy
from xinfang_tui.desk import Desk
from xinfang_tui.desk.replacing import read_json
from xinfang_tui.refusal import Refused

RUN = subprocess.Popen
LEDGER = """序号,排查时间,村,当事人,联系电话,纠纷类别,涉及人数,简要情况,化解责任人,化解状态
1,2026.10.3,{village},张三、李四,13800000000,邻里,2,两家为院墙滴水争吵,王五,化解中
2,10月5日,{village},赵六,,土地,3,[/x]田埂界址“—…”不清,王五,已化解
3,13月45日,{village},钱七,,邻里,2,日期写错的一件,王五,化解中
"""


def ledger_file(folder: Path, village: str) -> Path:
    path = folder / "旧台账.csv"
    path.write_text(LEDGER.format(village=village), encoding="utf-8-sig")
    return path


async def do(seen: Seen, name: str) -> None:
    """Do a line of the list."""
    await seen.press("7")
    assert isinstance(seen.screen, DataPage)
    at = [task.id for task in TASKS].index(name)
    seen.screen.table.stand_on(at)
    await seen.press("enter")


async def typed_path(seen: Seen, path: Path) -> None:
    """Type a path into the file picker."""
    assert isinstance(seen.screen, FileDialog)
    await seen.press("f6", "ctrl+u")
    await seen.paste(str(path))
    await seen.press("enter")


async def test_a_ledger_is_looked_at_then_imported_and_faulty_rows_are_kept_apart(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        village = desk.places_tree.villages_of()[0].name
        before = desk.disputes.count({})
    path = ledger_file(tmp_path, village)
    async with program(folder, size=(100, 30)) as seen:
        await do(seen, "import_ledger")
        await typed_path(seen, path)
        assert isinstance(seen.screen, ImportPage)
        assert "当事人" in seen.text
        assert "可导入 2 件" in seen.text
        assert "退回 1 行" in seen.text
        await seen.press("f8")
        assert "两家为院墙滴水争吵" in seen.text
        assert "[/x]田埂" in seen.text
        assert "调处中" in seen.text and "open" not in seen.text and "0201" not in seen.text
        await seen.press("f8")
        assert "13月45日" in seen.text
        assert f"第 4 行：{seen.screen.preview['rejected'][0]['reason']}" in seen.text
        await seen.press("f8")
        assert "开始导入" in seen.text
        await seen.press("f8")
        assert "已导入 2 件" in seen.toasts
        assert seen.desk.disputes.count({}) == before + 2
    assert (tmp_path / "旧台账_退回.xlsx").exists()


async def test_rows_turned_back_never_write_over_those_being_mended(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        path = ledger_file(tmp_path, desk.places_tree.villages_of()[0].name)
    mended = tmp_path / "旧台账_退回.xlsx"
    mended.write_bytes(b"half mended")
    async with program(folder, size=(100, 30)) as seen:
        page = ImportPage(seen.app.session, path)
        await seen.app.push_screen(page)
        await seen.settle()
        await seen.press("f8", "f8", "f8", "f8")
        assert "在 旧台账_退回2.xlsx" in seen.toasts
    assert mended.read_bytes() == b"half mended"
    assert (tmp_path / "旧台账_退回2.xlsx").exists()


async def test_nothing_is_imported_when_the_rows_turned_back_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        path = ledger_file(tmp_path, desk.places_tree.villages_of()[0].name)

    def read_only(*_: object) -> None:
        raise PermissionError(13, "read-only")

    monkeypatch.setattr("xinfang_tui.desk.imports.write_rejects", read_only)
    async with program(folder, size=(100, 30)) as seen:
        before = seen.desk.disputes.count({})
        page = ImportPage(seen.app.session, path)
        await seen.app.push_screen(page)
        await seen.settle()
        await seen.press("f8", "f8", "f8", "f8")
        assert isinstance(seen.screen, Trouble)
        assert "台账没有改动" in seen.text
        assert seen.desk.disputes.count({}) == before
        await seen.press("escape")
        assert isinstance(seen.screen, ImportPage), "the rows can be left, and the rest imported"


async def test_hidden_names_stay_hidden_in_what_is_read_of_a_ledger(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        village = desk.places_tree.villages_of()[0].name
    path = tmp_path / "旧台账.csv"
    text = LEDGER.replace("两家为院墙滴水争吵", "张三说李四13912345678占了院墙")
    text += f"4,10月6日,{village},钱七、{'孙' * 200},,邻里,2,钱七家的事,王五,化解中\n"
    path.write_text(text.format(village=village), encoding="utf-8")
    async with program(folder, size=(100, 30)) as seen:
        await seen.press("f9")
        page = ImportPage(seen.app.session, path)
        await seen.app.push_screen(page)
        await seen.settle()
        for step in range(3):
            for _ in range(3):
                for name in ("张三", "李四", "赵六", "13912345678"):
                    assert name not in seen.text, (step, name)
                await seen.press("down")
            await seen.press("f8")
        assert "开始导入" in seen.text
        await seen.press("escape", "backspace")
        assert "张某说李某" in seen.text
        await seen.press("f9")
        assert "张三说李四" in seen.text


async def test_the_steps_of_an_import_are_read_whole_with_keys_that_do_something(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        village = desk.places_tree.villages_of()[0].name
    path = ledger_file(tmp_path, village)
    path = path.rename(path.with_stem("双桥镇二〇二六年矛盾纠纷排查化解工作台账汇总"))
    async with program(folder) as seen:
        page = ImportPage(seen.app.session, path)
        await seen.app.push_screen(page)
        await seen.settle()
        assert "3 退回的行" in seen.text.splitlines()[1]
        assert "回车改列" in seen.text
        for step in (1, 2):
            await seen.press("f8")
            assert page.step == step
            assert "回车改列" not in seen.text


async def test_in_a_small_terminal_the_line_below_tells_what_has_no_column(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        village = desk.places_tree.villages_of()[0].name
    path = ledger_file(tmp_path, village)
    async with program(folder, size=(60, 20)) as seen:
        page = ImportPage(seen.app.session, path)
        await seen.app.push_screen(page)
        await seen.settle()
        await seen.press("f8")
        heading = next(line for line in seen.text.splitlines() if "事项" in line)
        assert heading.split() == ["行", "村", "事项", "当事人", "状态"]
        told = seen.text.replace("\n", "").replace(" ", "")
        assert "登记2026-10-03" in told
        await seen.press("f8")
        assert "为什么退回" in seen.text
        heading = next(line for line in seen.text.splitlines() if "为什么退回" in line)
        assert heading.split() == ["行", "栏", "填的是", "为什么退回"]


async def test_the_program_s_own_files_are_called_by_what_they_are(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        made = Path(seen.desk.care.backup()["file"])
        (folder / "drafts").mkdir(exist_ok=True)
        await do(seen, "restore")
        assert f"{made.name}　台账备份" in seen.text
        await seen.press("backspace")
        assert "backup/　备份" in seen.text
        assert "ledger.db　台账" in seen.text
        assert "drafts" not in seen.text
        await typed_path(seen, folder / "nothing.db")
        assert "没有这个文件：" in seen.text
        await seen.press("escape")
        await do(seen, "send")
        await typed_path(seen, folder / "nothing")
        assert "没有这个文件夹：" in seen.text


@pytest.mark.parametrize("pasted", [False, True])
async def test_a_path_typed_or_pasted_beside_the_list_is_taken(
    tmp_path: Path, pasted: bool
) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        made = Path(desk.care.backup()["file"])
    async with program(folder) as seen:
        await do(seen, "restore")
        await seen.type("x")
        await seen.press("down")
        assert seen.app.focused is seen.screen.lines
        await (seen.paste(f"'{made}'\n") if pasted else seen.type(str(made)))
        await seen.press("enter")
        assert isinstance(seen.screen, Confirm)
        assert made.name in seen.text


async def test_a_name_typed_beside_the_list_is_looked_for_in_its_folder(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    (stick / "双桥镇的包").mkdir(parents=True)
    async with program(copy(tmp_path)) as seen:
        seen.app.session.remember_folder(stick)
        await do(seen, "import_ledger")
        await seen.type("双桥镇的包")
        await seen.press("enter")
        assert str(seen.screen.where.content) == str(stick / "双桥镇的包")
        await seen.type("~没有这个人/表.xlsx")
        await seen.press("enter")
        assert "这个路径打不开：~没有这个人" in seen.text
        await seen.press("f6", "ctrl+u")
        await seen.paste("很长" * 200)
        await seen.press("enter")
        assert isinstance(seen.screen, FileDialog)
        assert "这个路径打不开：很长" in seen.text


async def test_the_meaning_of_a_column_can_be_changed(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        village = desk.places_tree.villages_of()[0].name
    path = ledger_file(tmp_path, village)
    async with program(folder) as seen:
        await seen.press("7")
        page = ImportPage(seen.app.session, path)
        await seen.app.push_screen(page)
        await seen.settle()
        rows = page.table.rows()
        at = next(i for i, row in enumerate(rows) if row["header"] == "化解责任人")
        page.table.stand_on(at)
        await seen.press("enter")
        await seen.type("包案领导")
        await seen.press("enter")
        assert page.table.rows()[at]["field"] == "leader"
        await seen.press("enter")
        await seen.type("不读")
        await seen.press("enter")
        assert not page.table.rows()[at]["field"]
        await seen.press("f8", "backspace")
        assert page.step == 0


async def test_a_backup_is_made_and_its_restore_rehearsed_with_its_time(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await do(seen, "drill")
        assert "还没有备份" in seen.text
        assert "正在拿最近的备份" not in seen.toasts
        await seen.press("escape")
        await do(seen, "backup")
        await seen.press("1")
        assert "已备份并验过" in seen.toasts
        assert "备份" in seen.text and "备份 无" not in seen.text
        await do(seen, "drill")
        assert isinstance(seen.screen, Reading)
        assert "恢复成功" in seen.text
        assert "秒" in seen.text


async def test_a_backup_on_a_stick_is_a_backup_and_is_rehearsed_while_it_is_in(
    tmp_path: Path,
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with program(copy(tmp_path)) as seen:
        assert "备份 无" in seen.text
        await do(seen, "backup")
        await seen.press("2")
        await typed_path(seen, stick)
        assert "已备份并验过" in seen.toasts
        assert "备份 无" not in seen.text and "还没有备份" not in seen.text
        await do(seen, "drill")
        assert "恢复成功" in seen.text
        assert str(stick) in re.sub(r"[\s▎]", "", seen.text)
        await seen.press("escape")
        stick.rename(tmp_path / "in the drawer")
        await do(seen, "drill")
        assert "下一步：请插上那个U盘，或先备份一次" in re.sub(r"[\s▎]", "", seen.text)


async def test_a_backup_of_today_is_of_today_by_the_machines_own_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy(tmp_path)
    for zone in ("UTC", "Etc/GMT+12", "Etc/GMT-14"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        with Desk.open(folder) as desk:
            made = Path(desk.care.backup()["file"])
            today = desk.today
            assert made.name.startswith(f"ledger-{today:%Y%m%d}")
            assert desk.ribbon()["last_backup"] == today.isoformat()
    monkeypatch.undo()
    time.tzset()


async def test_verify_and_doctor_answer_in_words(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await do(seen, "verify")
        assert "都对得上" in seen.text
        await seen.press("enter")
        await do(seen, "doctor")
        assert "磁盘" in seen.text
        assert "备份" in seen.text


async def test_what_is_damaged_is_mended_from_the_list(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with closing(sqlite3.connect(folder / "ledger.db")) as file, file:
        table = "documents_2"
        assert file.execute("SELECT number FROM catalogue WHERE name = 'disputes'").fetchone() == (
            2,
        )
        file.execute(f"UPDATE {table} SET body = replace(body, '村', '镇') WHERE id = 1")
    async with program(folder) as seen:
        while isinstance(seen.screen, Trouble):
            await seen.press("enter")
        await do(seen, "verify")
        assert "有问题" in seen.text
        await seen.press("enter")
        assert "现在修复" in seen.text
        await seen.press("enter")
        assert "都对得上" in seen.text
        await seen.press("enter")
        assert seen.desk.care.verify()["ok"]


async def test_a_parcel_goes_from_the_township_to_a_village_and_back(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await do(seen, "machines")
        await seen.press("enter")
        await seen.press("down", "enter")
        await seen.press("f8")
        await typed_path(seen, stick)
        invitations = list(stick.glob("*.xfy"))
        assert len(invitations) == 1
        await do(seen, "send")
        await typed_path(seen, stick)
        assert isinstance(seen.screen, Reading)
        assert "加密" in seen.text
    assert list(stick.glob("*.xfb"))


def offices(folder: Path) -> tuple[World, str]:
    """A township and a village; on the stick the village's parcel and invitation, and its number.

    The township's data folder, which looks at the stick first, is closed again.
    """
    world = World(folder)
    world.township()
    village = world.village(EAST)
    number = village.add(EAST, "水渠灌溉放水先后争执")["number"]
    village.pack()
    Preferences(folder / "00").set("folder", str(folder / "stick"))
    return world, str(number)


async def test_what_no_village_was_sent_yet_stands_beside_sending(tmp_path: Path) -> None:
    world, number = offices(tmp_path)
    township = world.offices["00"]
    township.take(*(tmp_path / "stick").glob("*.xfb"))
    township.pack("01")
    township.act(number, "note", text="镇里打过电话")
    world.close()
    async with program(tmp_path / "00", user=None, size=(100, 30), today=DAY) as seen:
        await seen.press("7")
        line = next(each for each in seen.text.splitlines() if "发送" in each)
        assert "未发 1 条" in line and "下发：东湾村 1 条没有发" in line
        assert "未发 1" in seen.text.splitlines()[0]


async def test_a_folder_shows_its_parcels_and_is_taken_with_enter(tmp_path: Path) -> None:
    world, number = offices(tmp_path)
    async with program(tmp_path / "00", user=None, today=DAY) as seen:
        await do(seen, "receive")
        assert isinstance(seen.screen, FileDialog)
        assert "就用这个文件夹，里面有 1 个文件" in seen.text
        assert "上报" in seen.text and ".xfb" in seen.text
        assert ".xfy" not in seen.text
        assert "回车 选定或打开" in seen.text and "F8 就用这里" in seen.text
        await seen.press("enter")
        assert "收哪一个" in seen.text
        assert "东湾村01号机上报" in seen.text
        assert "邀请" not in seen.text
        await seen.press("1", "1")
        assert [each["number"] for each in seen.desk.disputes.list()] == [number]
        await seen.press("enter")
        assert seen.screen.fresh.text == "东湾村：数据截至2026年10月12日"
    world.close()


async def test_the_receipt_lies_beside_the_parcel_and_is_to_be_carried_back(
    tmp_path: Path,
) -> None:
    world, _ = offices(tmp_path)
    async with program(tmp_path / "00", user=None, today=DAY) as seen:
        await do(seen, "receive")
        await seen.press("enter", "1", "1")
        assert isinstance(seen.screen, Reading)
        assert "请把回执带回去" in seen.text
        assert "回执和包放在一起" in seen.text
        assert "回车 或 Esc 关闭" in seen.text
    (receipt,) = (tmp_path / "stick").glob("*.xfr")
    village = tmp_path / "01"
    Preferences(village).set("folder", str(tmp_path / "stick"))
    async with program(village, user=None, today=DAY) as seen:
        await seen.app.look_for_parcels()
        await seen.press("7")
        assert "有 1 份回执可读" in seen.text
        await do(seen, "receipt")
        await seen.press("1")
        assert "已收到第 1 号包" in seen.text
        await seen.press("enter")
        assert "回执可读" not in seen.text
        states = {each["file"]: each["state"] for each in seen.desk.machines.watch(receipt.parent)}
        assert states[str(receipt)] == "seen"
    world.close()


async def test_a_receipt_that_cannot_lie_beside_the_parcel_is_told_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, _ = offices(tmp_path)

    def protected(path: Path, data: bytes) -> None:
        raise Refused("写不进", safe="", do="")

    monkeypatch.setattr("xinfang_tui.desk.machines.write_whole", protected)
    async with program(tmp_path / "00", user=None, today=DAY) as seen:
        await do(seen, "receive")
        await seen.press("enter", "1", "1")
        assert "包所在的文件夹写不进，回执在" in seen.text
        assert "请把回执带回去" in seen.text
    assert not list((tmp_path / "stick").glob("*.xfr"))
    assert list((tmp_path / "00" / "parcels").glob("*.xfr"))
    world.close()


async def test_a_folder_without_parcels_for_us_says_so(tmp_path: Path) -> None:
    world, _ = offices(tmp_path)
    async with program(tmp_path / "01", user=None, today=DAY) as seen:
        Preferences(tmp_path / "01").set("folder", str(tmp_path / "stick"))
        seen.app.session.preferences.load()
        await do(seen, "receive")
        await seen.press("enter")
        assert "这里有 1 个包，都不是给本单位的" in seen.toasts
    world.close()


async def test_the_practice_month_is_a_folder_of_its_own_in_another_colour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy(tmp_path)

    def instead(practice: Path, today: str, stop: Event) -> bool:
        shutil.copytree(folder, practice)
        (practice / "演练").touch()
        return True

    monkeypatch.setattr("screens.data.caring.make_practice", instead)
    async with program(folder) as seen:
        await do(seen, "practice")
        await seen.press("1")
        assert seen.app.opening is not None
        practice = seen.app.opening.folder
        assert practice is not None
        assert practice != folder
    async with program(practice) as seen:
        assert "演练" in seen.text.splitlines()[0]
        assert seen.app.theme.endswith("practice")
        await do(seen, "practice")
        assert "结束演练" in seen.text
        await seen.press("1")
        assert seen.app.opening is not None
        assert seen.app.opening.folder is None


async def test_while_the_practice_town_is_made_nothing_else_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, made = copy(tmp_path), Event()

    def slowly(practice: Path, today: str, stop: Event) -> bool:
        return made.wait(10)

    monkeypatch.setattr("screens.data.caring.make_practice", slowly)
    async with program(folder) as seen:
        await do(seen, "practice")
        await seen.press("1")
        assert isinstance(seen.screen, Working)
        assert "正在准备一个演练镇" in seen.text
        await seen.press("2", "f4", "enter")
        assert isinstance(seen.screen, Working)
        assert seen.app.session.errands.idle, "pages that read again need not wait"
        made.set()
        for _ in range(200):
            if seen.app.opening is not None:
                break
            await seen.pilot.pause(0.01)
        assert seen.app.opening is not None


async def test_esc_gives_up_a_practice_town_that_is_being_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy(tmp_path)

    def until_given_up(practice: Path, today: str, stop: Event) -> bool:
        return not stop.wait(10)

    monkeypatch.setattr("screens.data.caring.make_practice", until_given_up)
    async with program(folder) as seen:
        await do(seen, "practice")
        await seen.press("1")
        assert "Esc 不做了" in seen.text
        await seen.press("escape")
        for _ in range(200):
            if isinstance(seen.screen, DataPage):
                break
            await seen.pilot.pause(0.01)
        assert isinstance(seen.screen, DataPage)
        assert "没有开始演练，真台账没有动" in seen.toasts
        assert seen.app.opening is None


def asked_to_make(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Have this script run instead of the program; the folder is its last argument."""

    def instead(command: list[str], **options: Any) -> subprocess.Popen[str]:
        return RUN([sys.executable, "-c", script, command[-1]], **options)

    monkeypatch.setattr("subprocess.Popen", instead)


def test_a_practice_town_takes_its_place_when_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, begun = tmp_path / "town-演练", "import os, sys; os.mkdir(sys.argv[1]); "
    asked_to_make(monkeypatch, begun + "print('磁盘满了', file=sys.stderr); sys.exit(1)")
    with pytest.raises(Refused, match="磁盘满了"):
        make_practice(town, "2026-10-31", Event())
    assert not town.exists()
    asked_to_make(monkeypatch, begun + "open(sys.argv[1] + '/ledger.db', 'w')")
    assert make_practice(town, "2026-10-31", Event()), "what was broken off is begun anew"
    assert {path.name for path in town.iterdir()} == {"ledger.db", "演练"}


def test_a_practice_town_that_is_given_up_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly = "import os, sys, time; os.mkdir(sys.argv[1]); time.sleep(60)"
    asked_to_make(monkeypatch, slowly)
    stop, begun = Event(), time.monotonic()
    stop.set()
    assert not make_practice(tmp_path / "town-演练", "2026-10-31", stop)
    assert time.monotonic() - begun < 30, "it is not waited for"
    assert list(tmp_path.iterdir()) == []


async def test_restoring_is_asked_twice_and_left_to_who_runs_the_program(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        made = Path(desk.care.backup()["file"])
    async with program(folder) as seen:
        await do(seen, "restore")
        await typed_path(seen, made)
        assert "现在的台账改个名字留在旁边" in seen.text
        await seen.press("1")
        assert seen.app.opening is not None
        assert seen.app.opening.backup == made


async def test_any_paper_is_read_before_it_is_written(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await do(seen, "paper")
        await seen.type("领导包案")
        await seen.press("enter")
        assert "Esc 不预览，返回" in seen.text
        await seen.press("f8")
        assert isinstance(seen.screen, PaperPage)
        assert "领导包案" in seen.text
        await seen.press("f7")
        assert "文本（.md）" in seen.text
        await seen.press("1")
        assert [file.suffix for file in (folder / "文书").glob("领导包案台账*")] == [".xlsx"]


async def test_a_paper_of_somebodys_days_asks_who_and_whether_names_show(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await do(seen, "paper")
        await seen.type("工作手册")
        await seen.press("enter")
        assert COORDINATOR in seen.text
        await seen.press("f8")
        assert isinstance(seen.screen, PaperPage)
        await seen.press("f7", "1")
        assert "姓名、电话怎么办" in seen.text
        await seen.press("2")
        assert list((folder / "文书").glob("工作手册*.docx"))


async def test_numbers_that_papers_have_are_shown(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        given = seen.desk.filing.row("bulletin", END.year)
        await do(seen, "numbers")
        await seen.press("f8")
        assert f"下一个是 {given.next}" in seen.text
        assert all(each.about in seen.text for each in given.given)


@pytest.mark.parametrize(("key", "links"), [("3", 1), ("4", 0)], ids=["same", "different"])
async def test_a_person_says_whether_matters_alike_in_two_villages_are_the_same(
    tmp_path: Path, key: str, links: int
) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        one, other = (
            desk.disputes.add(
                {
                    "village": village.code,
                    "title": "马家与牛家为两村交界鱼塘承包费争执",
                    "category": "0901",
                    "occurred_on": "2026-10-20",
                    "parties": [{"name": "马奔腾"}, {"name": "牛犇"}],
                }
            )
            for village in desk.places_tree.villages_of()[:2]
        )
    async with program(folder) as seen:
        await do(seen, "alike")
        await seen.type(one["number"])
        line = next(line for line in seen.text.splitlines() if " 与 " in line)
        for told in (one["number"], other["number"], "马家与牛家为两村"):
            assert told in line
        await seen.press("enter")
        assert "为什么像" in seen.text and "鱼塘" in seen.text
        await seen.press(key)
        linked = [seen.desk.disputes.show(each["number"])["links"] for each in (one, other)]
        assert sum(map(len, linked)) == links
        offered = seen.desk.disputes.alike("2026-10")
        numbers = {pair[side]["number"] for pair in offered for side in ("one", "other")}
        assert not {one["number"], other["number"]} & numbers


async def test_a_post_that_changes_hands_over_all_open_matters(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        rows = seen.desk.disputes.list(status="open")
        giver = next(str(row["handler"]) for row in rows if row["handler"])
        count = sum(row["handler"] == giver for row in rows)
        await do(seen, "hand_over")
        await seen.type(giver)
        await seen.press("enter")
        await seen.type("新来的李四海")
        await seen.press("enter", "f8")
        assert f"在办 {count} 件" in seen.text
        await seen.press("1")
        assert f"{count} 件改由新来的李四海经办" in seen.toasts
        assert list((folder / "文书").glob("*交接清单*"))
        assert not [r for r in seen.desk.disputes.list(status="open") if r["handler"] == giver]


async def test_all_that_is_in_the_ledger_can_be_taken_elsewhere(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await do(seen, "export_ledger")
        await seen.press("2")
        [written] = (folder / "文书").glob("整份台账*.json")
        assert str(written) in seen.toasts
    other = tmp_path / "other"
    read_json(other, written)
    with Desk.open(other, today=END) as desk, Desk.open(folder, today=END) as before:
        assert desk.disputes.list() == before.disputes.list()
