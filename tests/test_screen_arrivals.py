"""A parcel that comes by itself: noticed, told once, offered, taken in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from screens.data.page import DataPage
from screens.frame.preferences import Preferences
from tests.offices_kit import DAY, EAST, World
from tests.screens_kit import program

TITLE = "水渠灌溉放水先后争执"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A township and a village, with an empty stick between them."""
    made = World(tmp_path)
    made.township()
    made.village(EAST)
    yield made
    made.close()


def plug_in(world: World) -> Path:
    """The township's folder; the stick was the folder used last."""
    folder = world.folder / "00"
    Preferences(folder).set("folder", str(world.folder / "stick"))
    return folder


async def test_a_parcel_on_the_stick_is_told_once_and_offered_first(world: World) -> None:
    folder = plug_in(world)
    async with program(folder, user=None, today=DAY) as seen:
        await seen.app.look_for_parcels()
        assert seen.toasts == ""
        village = world.offices["01"]
        village.add(EAST, TITLE)
        village.pack()
        await seen.app.look_for_parcels()
        await seen.app.look_for_parcels()
        await seen.settle()
        assert seen.toasts.count("“stick”里有 1 个给本单位的包或回执") == 1
        await seen.press("7")
        assert isinstance(seen.screen, DataPage)
        assert "有 1 个新包可收" in seen.text
        rows = [row["id"] for row in seen.screen.table.rows()]
        seen.screen.table.stand_on(rows.index("receive"))
        await seen.press("enter")
        assert "东湾村01号机上报，1 件 1 条" in seen.text and "别的文件夹" in seen.text
        await seen.press("1", "1", "enter")
        assert [record["title"] for record in seen.desk.disputes.list()] == [TITLE]
        assert "收过 1 个" in seen.text
        await seen.app.look_for_parcels()
        assert "新包" not in seen.text


async def test_what_is_being_typed_stays_when_a_parcel_comes(world: World) -> None:
    folder = plug_in(world)
    async with program(folder, user=None, today=DAY) as seen:
        await seen.press("f2")
        await seen.type("正在填的一件")
        village = world.offices["01"]
        village.add(EAST, TITLE)
        village.pack()
        await seen.app.look_for_parcels()
        await seen.settle()
        assert "个给本单位的包" in seen.toasts
        assert "正在填的一件" in seen.text


async def test_a_stick_that_was_pulled_out_is_nothing_to_speak_of(world: World) -> None:
    folder = plug_in(world)
    Preferences(folder).set("folder", str(world.folder / "pulled out"))
    async with program(folder, user=None, today=DAY) as seen:
        await seen.app.look_for_parcels()
        await seen.settle()
        assert seen.toasts == ""
        assert "出了点问题" not in seen.text


async def test_the_two_looks_do_not_stand_in_each_others_way(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xinfang_tui.app.FOLLOW_EVERY", 0.05)
    monkeypatch.setattr("xinfang_tui.app.ARRIVALS_EVERY", 0.05)
    folder = plug_in(world)
    village = world.offices["01"]
    village.add(EAST, TITLE)
    village.pack()
    async with program(folder, user=None, today=DAY, follow=True) as seen:
        for _ in range(60):
            await asyncio.sleep(0.05)
            if seen.app.session.arrived:
                break
        assert "个给本单位的包" in seen.toasts


async def test_what_is_taken_back_says_whose_it_was(world: World) -> None:
    folder = plug_in(world)
    village = world.offices["01"]
    village.add(EAST, TITLE)
    parcel = village.pack()
    async with program(folder, user=None, today=DAY) as seen:
        seen.desk.machines.unpack([parcel])
        await seen.press("f5", "7")
        rows = [row["id"] for row in seen.screen.table.rows()]
        seen.screen.table.stand_on(rows.index("takeback"))
        await seen.press("enter")
        assert "东湾村01号机 第 1 号包" in seen.text
        assert f"{DAY.isoformat()} 收，1 条" in seen.text
        await seen.press("1")
        assert f"文件 {parcel.name}" in seen.text.replace("\n", "")
        await seen.press("1")
        assert "已撤销" in seen.toasts
        assert seen.desk.disputes.list() == []
