"""Drafts beside the ledger: each open form has its own, and none outlasts a seal or an erasure."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.offices_kit import EAST, Office, World
from tests.township import DAY, matter, township
from xinfang_tui.desk import Desk
from xinfang_tui.desk.drafts import Drafts

SAID = "张建军说再想想"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇") as opened:
        yield opened


def lying(folder: Path) -> list[str]:
    """What lies in the drafts of a data folder, under whatever name."""
    return [each.read_text("utf-8") for each in sorted((folder / "drafts").glob("*"))]


def half_typed(desk: Desk, id: str, text: str = SAID) -> None:
    """What a form leaves when the program ends while it is open."""
    form = desk.drafts.own(id, "note", "周敏")
    form.load()
    assert form.save({"text": text})
    form.release()


def offices(world: World) -> tuple[Office, Office, dict[str, Any]]:
    """A township and a village that both have a matter."""
    town, east = world.township(), world.village(EAST)
    made = east.add(EAST, "水渠灌溉放水先后争执")
    town.take(east.pack())
    return town, east, made


@pytest.mark.parametrize(
    ("kind", "data"), [("seal", {"readers": ["周某甲"]}), ("erase", {"what": "张建军"})]
)
def test_a_seal_or_an_erasure_that_a_parcel_brings_takes_the_drafts_along(
    world: World, kind: str, data: dict[str, Any]
) -> None:
    town, east, made = offices(world)
    half_typed(east.desk, made["id"])
    still_open = east.desk.drafts.own(made["id"], "mediate", "李文")
    assert still_open.save({"place": f"{SAID}的家"})
    town.act(made["number"], kind, **data)
    parcel = town.pack("01")
    assert len([each for each in lying(east.desk.folder) if SAID in each]) == 2
    east.take(parcel, dry_run=True)
    assert len([each for each in lying(east.desk.folder) if SAID in each]) == 2
    east.take(parcel)
    assert not [each for each in lying(east.desk.folder) if SAID in each]
    assert not still_open.save({"place": f"{SAID}的家，后来"}), "nor may the open form keep it anew"
    still_open.release()
    assert lying(east.desk.folder) == []


def seal(desk: Desk, number: str) -> None:
    desk.disputes.act(number, "seal", {"readers": ["周敏"]})


def into_a_sealed_category(desk: Desk, number: str) -> None:
    data = {"field": "category", "value": "1502", "reason": "反映村干部"}
    desk.disputes.act(number, "correct", data)


def erase(desk: Desk, number: str) -> None:
    desk.disputes.act(number, "erase", {"what": "全部"})


@pytest.mark.parametrize("do", [seal, into_a_sealed_category, erase])
def test_what_a_command_does_beside_an_open_window_takes_its_drafts_along(
    desk: Desk, do: Callable[[Desk, str], None]
) -> None:
    made, other = desk.disputes.add(matter()), desk.disputes.add(matter(title="另一件"))
    half_typed(desk, other["id"], "与此无关")
    half_typed(desk, made["id"])
    form = desk.drafts.own(made["id"], "note", "周敏")
    assert form.load() == {"text": SAID}
    with Desk.open(desk.folder, today=DAY) as command:
        do(command, made["number"])
    assert not [each for each in lying(desk.folder) if SAID in each]
    assert not form.save({"text": f"{SAID}，再等等"})
    assert not [each for each in lying(desk.folder) if SAID in each]
    form.release()
    assert desk.drafts.own(other["id"], "note", "周敏").load() == {"text": "与此无关"}


def test_a_draft_that_a_crash_left_about_what_is_sealed_goes_on_opening(desk: Desk) -> None:
    made = desk.disputes.add(matter())
    half_typed(desk, made["id"])
    (path,) = (desk.folder / "drafts").glob("*.json")
    left = path.read_bytes()
    seal(desk, made["number"])
    path.write_bytes(left)  # as when the program ended between the seal and the dropping
    with Desk.open(desk.folder, today=DAY) as again:
        assert lying(desk.folder) == []
        assert again.told == []


def test_a_draft_that_resists_is_told_on_opening(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.disputes.add(matter())
    half_typed(desk, made["id"])

    def stuck(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Drafts, "drop", stuck)
        seal(desk, made["number"])
        assert desk.disputes.show(made["number"])["sealed"], "it is sealed all the same"
        with Desk.open(desk.folder, today=DAY) as again:
            (told,) = again.told
    assert told == "保密或依法删除的事项还有填到一半的草稿删不掉，请自行删去 drafts 文件夹。"
    with Desk.open(desk.folder, today=DAY) as again:
        assert again.told == []
    assert lying(desk.folder) == []


def test_what_is_typed_after_an_erasure_is_kept_as_ever(desk: Desk) -> None:
    made = desk.disputes.add(matter())
    erase_one = {"what": made["parties"][0]["name"]}
    desk.disputes.act(made["number"], "erase", erase_one)
    half_typed(desk, made["id"], "下周三再谈")
    desk.disputes.act(made["number"], "note", {"text": "电话里说好"})
    with Desk.open(desk.folder, today=DAY) as again:
        assert again.drafts.own(made["id"], "note", "周敏").load() == {"text": "下周三再谈"}


def test_a_draft_that_an_earlier_program_kept_comes_back(desk: Desk) -> None:
    made = desk.disputes.add(matter())
    drafts = desk.folder / "drafts"
    drafts.mkdir()
    path = drafts / f"办理_{made['id']}_note_周敏.json"
    path.write_text('{"text": "下周三再谈"}', encoding="utf-8")
    with Desk.open(desk.folder, today=DAY) as again:
        assert again.drafts.own(made["id"], "note", "周敏").load() == {"text": "下周三再谈"}


def test_a_damaged_draft_does_not_keep_the_program_from_opening(desk: Desk) -> None:
    made = desk.disputes.add(matter())
    drafts = desk.folder / "drafts"
    drafts.mkdir()
    path = drafts / f"办理_{made['id']}_note_周敏.json"
    path.write_text('{"erasures": null, "values": {"text": "再谈"}}', encoding="utf-8")
    with Desk.open(desk.folder, today=DAY) as again:
        assert again.told == []
        assert again.drafts.own(made["id"], "note", "周敏").load() == {"text": "再谈"}
        again.disputes.act(made["number"], "seal", {"readers": ["周敏"]})
    assert not path.exists()


def test_two_open_forms_keep_what_is_typed_into_each_and_both_come_back(tmp_path: Path) -> None:
    one, two = Drafts(tmp_path).own("登记"), Drafts(tmp_path).own("登记")
    assert one.load() == two.load() == {}
    one.save({"title": "水渠"})
    two.save({"title": "院墙"})
    one.save({"title": "水渠放水"})
    assert (two.others, two.elsewhere) == (0, 0)
    one.release(), two.release()  # as the system does when both windows end
    first, second, third = (Drafts(tmp_path).own("登记") for _ in range(3))
    assert first.load() == {"title": "水渠放水"}
    assert (first.others, first.elsewhere) == (1, 0)
    assert second.load() == {"title": "院墙"}
    assert (second.others, second.elsewhere) == (0, 1)
    assert third.load() == {}
    assert third.elsewhere == 2
    first.discard()
    second.discard()
    assert lying(tmp_path) == []


WINDOW = """
import sys, time
from pathlib import Path
from xinfang_tui.desk.drafts import Drafts
form = Drafts(Path(sys.argv[1])).own("登记")
form.load()
form.save({"title": sys.argv[2]})
print("typed", flush=True)
time.sleep(60)
"""


def test_windows_that_are_killed_let_go_of_their_drafts(tmp_path: Path) -> None:
    windows = []
    for title in ("水渠", "院墙"):
        args = [sys.executable, "-c", WINDOW, str(tmp_path), title]
        windows.append(subprocess.Popen(args, stdout=subprocess.PIPE))
        out = windows[-1].stdout
        assert out is not None
        assert out.readline() == b"typed\n"
        out.close()
    form = Drafts(tmp_path).own("登记")
    assert form.load() == {}
    assert form.elsewhere == 2
    for window in windows:
        window.kill()
        window.wait()
    assert form.load() == {"title": "院墙"}
    assert (form.others, form.elsewhere) == (1, 0)
    form.discard()
    assert form.load() == {"title": "水渠"}
    form.discard()
    assert lying(tmp_path) == []


def test_a_form_never_takes_a_name_under_which_a_draft_waits(tmp_path: Path) -> None:
    for title in ("水渠", "院墙", "噪声"):
        waiting = Drafts(tmp_path).own("登记")
        waiting.save({"title": title})
        waiting.release()
    assert sorted(Drafts(tmp_path).names()) == ["登记", "登记~2", "登记~3"]
    found = []
    for _ in range(4):
        form = Drafts(tmp_path).own("登记")
        found.append(form.load().get("title"))
        form.discard()
    assert found == ["噪声", "院墙", "水渠", None]
    assert lying(tmp_path) == []


def test_a_disk_that_refuses_every_lock_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0

    def refuse(handle: int) -> None:
        nonlocal asked
        asked += 1
        assert asked < 1000, "it would be asked for ever"
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("xinfang_tui.desk.holding._lock", refuse)
    form = Drafts(tmp_path).own("登记")
    assert form.load() == {}
    with pytest.raises(PermissionError):
        form.save({"title": "水渠"})
    monkeypatch.undo()
    form.save({"title": "水渠放水"})
    assert Drafts(tmp_path).read("登记") == {"title": "水渠放水"}


def test_a_disk_that_numbers_its_files_anew_each_time_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0

    def never(path: Path, file: Any) -> bool:
        nonlocal asked
        asked += 1
        assert asked < 1000, "it would be asked for ever"
        return False

    monkeypatch.setattr("xinfang_tui.desk.holding._is_still", never)
    form = Drafts(tmp_path).own("登记")
    form.save({"title": "水渠"})
    form.release()
    assert Drafts(tmp_path).own("登记").load() == {"title": "水渠"}
    assert asked > 1


def test_a_draft_that_cannot_be_read_now_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = Drafts(tmp_path).own("登记")
    waiting.save({"title": "水渠"})
    waiting.release()

    def locked(path: Path, *args: Any, **named: Any) -> Any:
        raise (PermissionError if path.exists() else FileNotFoundError)(str(path))

    form = Drafts(tmp_path).own("登记")
    with monkeypatch.context() as virus_scan:
        for name in ("read_text", "read_bytes"):
            virus_scan.setattr(Path, name, locked)
        assert form.load() == {}
        form.save({"title": "院墙"})
    assert Drafts(tmp_path).read("登记") == {"title": "水渠"}
    assert Drafts(tmp_path).read("登记~2") == {"title": "院墙"}


def test_the_draft_of_one_household_is_not_that_of_another_or_of_none(tmp_path: Path) -> None:
    form = Drafts(tmp_path).own("登记-510923104201010001")
    form.save({"title": "水渠"})
    form.release()
    assert Drafts(tmp_path).own("登记").load() == {}
    assert Drafts(tmp_path).own("登记-51092310420101000").load() == {}
    assert Drafts(tmp_path).own("登记-510923104201010001").load() == {"title": "水渠"}


def test_a_form_that_was_emptied_leaves_nothing(tmp_path: Path) -> None:
    form = Drafts(tmp_path).own("登记")
    form.save({"title": "水渠"})
    form.save({})
    assert lying(tmp_path) == []


def test_what_broken_off_programs_leave_beside_the_drafts_is_cleared_away(desk: Desk) -> None:
    drafts = desk.folder / "drafts"
    drafts.mkdir()
    waiting = Drafts(desk.folder).own("登记")
    waiting.save({"title": "水渠"})
    (drafts / ".登记~2.open").touch()
    half, young = drafts / ".登记.json.abcdefgh", drafts / ".登记.json.ijklmnop"
    for path in (half, young):
        path.write_text("{", encoding="utf-8")
    os.utime(half, (time.time() - 7200,) * 2)
    Desk.open(desk.folder, today=DAY).close()
    assert {each.name for each in drafts.iterdir()} == {"登记.json", ".登记.open", young.name}
