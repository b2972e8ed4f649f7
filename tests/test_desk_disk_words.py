"""What is told when a file cannot take its place: true of the ledger, and with the next step."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.offices_kit import EAST, WEST, Office, World
from xinfang_tui.desk.exchanging import Exchanging
from xinfang_tui.desk.post import SENT, Post
from xinfang_tui.refusal import Refused

FAULTS = [errno.ENOSPC, errno.EACCES, errno.EROFS]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


def no_renaming(patch: pytest.MonkeyPatch, number: int, name: Callable[[str], bool]) -> None:
    """From now on files of such a name cannot take their place."""
    replace = Path.replace

    def failing(self: Path, target: str | os.PathLike[str]) -> Path:
        if name(Path(target).name):
            raise OSError(number, os.strerror(number))
        return replace(self, target)

    patch.setattr(Path, "replace", failing)


def offices(world: World) -> tuple[Office, Office]:
    town, east = world.township(), world.village(EAST)
    east.add(EAST, "水渠灌溉放水先后争执")
    return town, east


@pytest.mark.parametrize("number", FAULTS)
def test_a_parcel_that_cannot_take_its_place_counts_as_not_sent(
    world: World, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    town, east = offices(world)
    before = east.machines.unsent()
    assert before > 0
    with monkeypatch.context() as patch:
        no_renaming(patch, number, lambda name: "_上报_" in name)
        with pytest.raises(Refused) as refusal:
            east.pack()
    assert "没有改动" not in refusal.value.text
    assert refusal.value.safe == (
        "这个报送包没有写成，不算发出；登记的内容一样不少，再做一次会全部带上"
    )
    assert refusal.value.do
    assert Post(east.desk._context.journal).parcels(SENT) == []
    assert east.machines.unsent() >= before
    assert [each for each in east.stick.iterdir() if "_上报_" in each.name] == []
    town.take(east.pack())
    assert town.numbers() == east.numbers()


def test_a_parcel_that_is_noted_as_sent_though_it_was_not_is_said_to_be(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, east = offices(world)

    def stuck(*_: object) -> None:
        from store import StoreError

        raise StoreError("磁盘满了")

    with monkeypatch.context() as patch:
        no_renaming(patch, errno.ENOSPC, lambda name: "_上报_" in name)
        patch.setattr(Post, "drop_parcel", stuck)
        with pytest.raises(Refused, match=r"没有写成，可台账里已经记成发出.*再做一次会全部带上"):
            east.pack()
    assert len(Post(east.desk._context.journal).parcels(SENT)) == 1
    town.take(east.pack())
    assert town.numbers() == east.numbers()


@pytest.mark.parametrize("number", FAULTS)
def test_a_parcel_does_not_leave_before_the_machine_has_noted_how_far_it_sent(
    world: World, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    _, east = offices(world)
    with monkeypatch.context() as patch:
        no_renaming(patch, number, lambda name: name == "device.json")
        with pytest.raises(Refused, match=r"写不进本机的“device\.json”") as refusal:
            east.pack()
    assert "不算发出" in refusal.value.safe
    assert "数据文件夹" in refusal.value.do
    assert [each for each in east.stick.iterdir() if "_上报_" in each.name] == []
    assert Post(east.desk._context.journal).parcels(SENT) == []
    assert east.pack().is_file()


def test_an_invitation_that_cannot_take_its_place_lets_nobody_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = world.township()
    with monkeypatch.context() as patch:
        no_renaming(patch, errno.EROFS, lambda name: "邀请" in name)
        with pytest.raises(Refused) as refusal:
            town.machines.invite(EAST, town.stick)
    assert refusal.value.safe.startswith("这个邀请没有写成，不算发出")
    assert Exchanging(town.desk._context).post.invited == {}
    assert world.village(EAST).pack().is_file()


def test_parcels_written_before_one_that_fails_are_named(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, _ = offices(world)
    world.village(WEST)
    with monkeypatch.context() as patch:
        no_renaming(patch, errno.ENOSPC, lambda name: "西坡村" in name)
        with pytest.raises(Refused) as refusal:
            town.machines.pack(town.stick)
    (written,) = town.stick.glob("*下发_东湾村*")
    assert refusal.value.wrong.startswith("给西坡村的包没有写成：写不进文件“")
    assert refusal.value.safe == "给东湾村的 1 个包已经写好，可以发"
    assert refusal.value.do == "请腾出空间，或换一个磁盘再试"
    assert world.offices["01"].take(written)["refused"] == []
