"""A lawful erasure between machines: it wins in any order, here and there (DESIGN §4)."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.offices_kit import DAY, EAST, Office, World
from xinfang_tui.desk import Desk
from xinfang_tui.desk.replacing import restore
from xinfang_tui.exchange.vector import Holding
from xinfang_tui.refusal import Refused

NAME, PHONE = "欧阳机密", "13900001111"
PARTY = {"name": NAME, "phone": PHONE}


def shared(world: World) -> tuple[Office, Office, str]:
    """Township and village, and a matter that both hold."""
    township, east = world.offices["00"], world.village(EAST)
    number = east.add(EAST, "密", parties=[PARTY])["number"]
    came = take(township, east.pack())
    east.machines.receipt(Path(came["receipt"]))
    came = take(east, township.pack("01"))
    township.machines.receipt(Path(came["receipt"]))
    return township, east, str(number)


def take(office: Office, *files: Path) -> dict[str, Any]:
    """As a program takes a parcel: what it keeps beside the ledger is looked after too."""
    return office.desk.machines.unpack(files)


def read(office: Office, number: str) -> str:
    return json.dumps(office.desk.disputes.show(number), ensure_ascii=False)


def left_in(office: Office, *words: str) -> set[str]:
    files = [path for path in office.desk.folder.rglob("*") if path.is_file()]
    return {word for word in words for path in files if word.encode() in path.read_bytes()}


def exchange(township: Office, east: Office, first: str) -> None:
    """Each tells the other, in one order or the other, until nothing is new."""
    up, down = east.pack(), township.pack("01")
    if first == "up":
        take(township, up)
        take(east, down)
    else:
        take(east, down)
        take(township, up)
    for _ in range(2):
        take(township, east.pack())
        take(east, township.pack("01"))


BESIDE: list[tuple[str, dict[str, Any]]] = [
    ("correct", {"field": "parties", "value": [PARTY], "reason": "核对"}),
    ("note", {"text": f"{NAME} 又来电 {PHONE}"}),
    ("mediate", {"outcome": "failed", "people": [NAME], "text": PHONE}),
]


@pytest.mark.parametrize("first", ["up", "down"])
@pytest.mark.parametrize(("kind", "data"), BESIDE, ids=[kind for kind, _ in BESIDE])
def test_what_was_entered_beside_an_erasure_loses_the_person_too(
    world: World, first: str, kind: str, data: dict[str, Any]
) -> None:
    township, east, number = shared(world)
    for office in (township, east):
        office.desk.care.backup()
    township.act(number, "erase", what="全部", reason="依法申请")
    east.act(number, kind, **data)
    exchange(township, east, first)
    for office in (township, east):
        text = read(office, number)
        assert NAME not in text and PHONE not in text
        assert left_in(office, NAME, PHONE) == set()
        assert office.desk.care.verify()["ok"]
        shown = office.desk.disputes.show(number)
        assert shown["failed"] == (kind == "mediate") and shown["conflicts"] == []
    assert township.state(number) == east.state(number)


@pytest.mark.parametrize("first", ["up", "down"])
def test_a_number_erased_here_leaves_what_was_entered_there(world: World, first: str) -> None:
    township, east, number = shared(world)
    township.act(number, "erase", what=f"{NAME}的电话", reason="依法申请")
    other = {"name": "李四", "phone": "13700002222"}
    east.act(number, "correct", field="parties", value=[PARTY, other], reason="漏写")
    east.act(number, "note", text=f"看过现场，打过 {PHONE}")
    exchange(township, east, first)
    for office in (township, east):
        shown = office.desk.disputes.show(number)
        phones = {party["name"]: party["phone"] for party in shown["parties"]}
        assert phones == {NAME: "", "李四": "13700002222"}
        assert shown["trail"][-1]["kind"] in ("erase", "note")
        assert "看过现场，打过 （已删除）" in read(office, number)
        assert left_in(office, PHONE) == set()
        assert office.desk.care.verify()["ok"]
    assert township.state(number) == east.state(number)


def test_what_is_entered_in_knowledge_of_an_erasure_stays(world: World) -> None:
    township, east, number = shared(world)
    township.act(number, "erase", what="全部", reason="依法申请")
    take(east, township.pack("01"))
    east.act(number, "note", text="另一户来说放水的事")
    take(township, east.pack())
    assert township.desk.disputes.show(number)["trail"][-1]["text"] == "内容：另一户来说放水的事"


def test_an_old_parcel_brings_nothing_back(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    number = east.add(EAST, "密", parties=[PARTY])["number"]
    old = east.pack()
    take(township, old)
    east.act(number, "note", text=NAME)
    later = east.pack()
    township.act(number, "erase", what="全部", reason="依法申请")
    for file in (later, old, later):
        take(township, file)
    assert NAME not in read(township, number) and left_in(township, NAME, PHONE) == set()
    assert township.desk.care.verify()["ok"]


def test_a_sealed_matters_village_hears_of_the_erasure_and_of_nothing_else(world: World) -> None:
    township, east, number = shared(world)
    township.act(number, "correct", field="title", value="只在镇里知道", reason="核对")
    township.act(number, "seal", readers=["周某甲"])
    township.act(number, "erase", what="电话", reason="依法申请")
    take(east, township.pack("01"))
    shown = json.dumps(east.desk.disputes.show(number), ensure_ascii=False)
    assert PHONE not in shown and left_in(east, PHONE, "只在镇里知道") == set()


def test_the_answer_lists_the_parcels_that_carried_it(world: World) -> None:
    township, east, number = shared(world)
    other = township.add(EAST, "别的事")["number"]
    sent = township.pack("01").name
    copies = township.act(number, "erase", what="全部", reason="依法申请")["copies"]
    assert any("收到的东湾村报送包" in line for line in copies)
    assert not any(sent in line for line in copies)
    copies = township.act(other, "erase", what="全部", reason="依法申请")["copies"]
    assert any(f"发给东湾村的报送包 {sent}（还没有回执）" in line for line in copies)
    copies = east.act(number, "erase", what="全部", reason="依法申请")["copies"]
    assert any("发给双桥镇的报送包" in line and "已收到" in line for line in copies)


def test_a_parcel_that_brought_an_erasure_is_not_taken_back(world: World) -> None:
    township, east, number = shared(world)
    township.act(number, "erase", what="全部", reason="依法申请")
    came = take(east, township.pack("01"))
    with pytest.raises(Refused, match="依法删除"):
        east.machines.takeback(came["id"])
    assert east.desk.disputes.show(number)["village_name"] == "东湾村"


ASIDE = "甲乙丙丁戊"


def brought_and_taken_back(world: World) -> tuple[Office, Office, str, Path]:
    township, east, number = shared(world)
    east.act(number, "note", text=f"{NAME} 又来电 {PHONE} {ASIDE}")
    parcel = east.pack()
    township.desk.machines.takeback(take(township, parcel)["id"])
    return township, east, number, parcel


@pytest.mark.parametrize("what", ["全部", NAME, "电话"])
def test_what_was_taken_back_is_erased_too_and_stays_so(world: World, what: str) -> None:
    township, _, number, parcel = brought_and_taken_back(world)
    township.act(number, "erase", what=what, reason="依法申请")
    words = (PHONE,) if what == "电话" else (NAME, PHONE, ASIDE)
    assert left_in(township, *words) == set() and township.desk.care.verify()["ok"]
    take(township, parcel)
    assert left_in(township, *words) == set() and township.desk.care.verify()["ok"]
    assert not any(word in read(township, number) for word in words)


def test_an_erasure_from_there_reaches_what_was_taken_back_here(world: World) -> None:
    township, east, number, _ = brought_and_taken_back(world)
    east.act(number, "erase", what="全部", reason="依法申请")
    take(township, east.pack())
    take(east, township.pack("01"))
    assert left_in(township, NAME, PHONE, ASIDE) == set() and township.desk.care.verify()["ok"]
    assert township.state(number) == east.state(number)


def taken_back_whole(world: World) -> tuple[Office, Office, str, Path]:
    """A matter new to the township, whose parcel it took back."""
    township, east = world.offices["00"], world.village(EAST)
    other = {"name": "李另一", "phone": "13700002222"}
    number = str(east.add(EAST, f"密 {ASIDE}", parties=[PARTY, other])["number"])
    east.act(number, "note", text=f"{NAME} 来电 {PHONE}")
    parcel = east.pack()
    township.desk.machines.takeback(take(township, parcel)["id"])
    return township, east, number, parcel


@pytest.mark.parametrize("what", ["全部", NAME, f"{NAME}的电话"])
def test_a_matter_taken_back_altogether_is_erased_by_its_number(world: World, what: str) -> None:
    township, east, number, parcel = taken_back_whole(world)
    answer = township.act(number, "erase", what=what, reason="依法申请")
    assert any("收到的东湾村报送包" in line for line in answer["copies"])
    words = {"全部": (NAME, PHONE, ASIDE), NAME: (NAME, PHONE)}.get(what, (PHONE,))
    kept = () if what == "全部" else ("李另一", ASIDE)
    for again in (False, True):
        if again:
            take(township, parcel)
            assert township.desk.disputes.show(number)["village_name"] == "东湾村"
        else:
            assert township.desk.disputes.list() == []
            with pytest.raises(Refused, match="没有编号"):
                township.desk.disputes.show(number)
        assert left_in(township, *words) == set() and left_in(township, *kept) == {*kept}
        assert township.desk.care.verify()["ok"]
    take(east, township.pack("01"))
    assert left_in(east, *words) == set() and east.desk.care.verify()["ok"]
    assert township.state(number) == east.state(number)


def test_an_erasure_from_there_makes_nothing_of_what_was_taken_back_altogether(
    world: World,
) -> None:
    township, east, number, parcel = taken_back_whole(world)
    east.act(number, "erase", what="全部", reason="依法申请")
    take(township, east.pack())
    assert left_in(township, NAME, PHONE, ASIDE) == set()
    assert township.desk.care.verify()["ok"]
    take(township, parcel)
    assert township.state(number) == east.state(number) and township.desk.care.verify()["ok"]


def restored(office: Office, backup: str) -> None:
    """Close the office, put a backup in its ledger's place, and open it again."""
    folder, day = office.desk.folder, office.desk.today
    office.desk.close()
    restore(folder, Path(backup), today=day)
    office.desk = Desk.open(folder, today=day)


@pytest.mark.parametrize("what", ["全部", NAME, "电话"])
@pytest.mark.parametrize("by", ["township", "village"])
def test_an_erasure_done_again_after_a_restore_is_the_same_for_all(
    world: World, tmp_path: Path, by: str, what: str
) -> None:
    township, east, number = shared(world)
    backup = township.desk.care.backup(tmp_path / "U盘")["file"]
    east.act(number, "note", text=f"{NAME} 又来电 {PHONE}")
    (township if by == "township" else east).act(number, "erase", what=what, reason="依法申请")
    exchange(township, east, "up")
    words = (PHONE,) if what == "电话" else (NAME, PHONE)
    restored(township, backup)
    assert left_in(township, *words) == set() and township.desk.care.verify()["ok"]
    for _ in range(2):
        exchange(township, east, "up")
    for office in (township, east):
        assert left_in(office, *words) == set() and office.desk.care.verify()["ok"]
    assert township.state(number) == east.state(number)


@pytest.mark.parametrize("what", ["全部", NAME, f"{NAME}的电话"])
def test_an_erasure_holds_after_a_restore_also_of_a_matter_that_the_backup_lacks(
    world: World, tmp_path: Path, what: str
) -> None:
    township, east = world.offices["00"], world.village(EAST)
    take(township, east.pack())
    backup = township.desk.care.backup(tmp_path / "U盘")["file"]
    other = {"name": "李另一", "phone": "13700002222"}
    number = str(east.add(EAST, f"密 {ASIDE}", parties=[PARTY, other])["number"])
    take(township, east.pack())
    township.act(number, "erase", what=what, reason="依法申请")
    restored(township, backup)
    checked = township.desk.care.verify()
    assert (checked["problems"], checked["disputes"]) == ([], 0)
    exchange(township, east, "up")
    words = (PHONE,) if what.endswith("电话") else (NAME, PHONE)
    kept = {"李另一", ASIDE} if what != "全部" else set()
    for office in (township, east):
        assert left_in(office, *words, *kept) == kept and office.desk.care.verify()["ok"]
    assert township.state(number) == east.state(number)


def waiting(world: World, table: str) -> tuple[Office, Office, str]:
    """A note of the village's on a matter waits at the township for one that got lost, or is apart.

    Args:
        table: held or quarantine.
    """
    township, east, number = shared(world)
    east.act(number, "note", text="看过现场")
    heads = east.desk._context.journal.heads()
    believed = Holding({device: ((1, top),) for device, top in heads.items()})
    with east.desk._context.journal.transaction():
        post = east.machines._ex.post
        post.hear(township.machines._ex.me, believed, DAY.isoformat(), True)
    east.act(number, "note", text=f"{NAME} 又来电 {PHONE}")
    assert take(township, east.pack())["held"] == 1
    if table == "quarantine":
        with township.desk._context.journal.transaction():
            post = township.machines._ex.post
            post.quarantine(post.held())
            post.keep_held([], post.held())
    return township, east, number


def spoil(office: Office, table: str) -> None:
    """Damage the only row of a table, behind the store's back."""
    with sqlite3.connect(office.desk.folder / "ledger.db") as ledger:
        found = ledger.execute("SELECT number FROM catalogue WHERE name = ?", (table,))
        (number,) = found.fetchone()
        ledger.execute(f"UPDATE documents_{number} SET body = replace(body, 'note', 'nöte')")
    ledger.close()


def apart(office: Office) -> list[str]:
    post = office.machines._ex.post
    return [event.kind for event in (*post.held(), *post.quarantined())]


@pytest.mark.parametrize("table", ["held", "quarantine"])
@pytest.mark.parametrize("what", ["全部", NAME])
def test_an_erasure_reaches_what_waits_or_was_set_apart(
    world: World, table: str, what: str
) -> None:
    township, east, number = waiting(world, table)
    township.act(number, "erase", what=what, reason="依法申请")
    assert left_in(township, NAME, PHONE) == set() and apart(township) == ["note"]
    world.turn(DAY + timedelta(days=1))  # a later word of what the township misses
    take(east, township.pack("01"))
    take(township, east.pack())
    assert NAME not in read(township, number) and left_in(township, NAME, PHONE) == set()
    assert township.desk.care.verify()["ok"]
    if table == "held":
        assert apart(township) == [] and township.state(number) == east.state(number)


@pytest.mark.parametrize("table", ["held", "quarantine"])
@pytest.mark.parametrize("damaged", ["before", "since"])
def test_a_backup_mends_what_waits_without_what_was_erased_since(
    world: World, table: str, damaged: str
) -> None:
    township, _, number = waiting(world, table)
    backup = Path(township.desk.care.backup(world.folder / "盘")["file"])
    if damaged == "before":
        spoil(township, table)
    township.act(number, "erase", what="全部", reason="依法申请")
    if damaged == "since":
        spoil(township, table)
    assert not township.desk.care.verify()["ok"] and apart(township) == []
    township.desk.care.rebuild(backup)
    assert township.desk.care.verify()["ok"] and apart(township) == ["note"]
    assert left_in(township, NAME, PHONE) == set()


@pytest.mark.parametrize("table", ["held", "quarantine"])
def test_a_backup_mends_what_waits_as_it_was_when_nothing_was_erased(
    world: World, table: str
) -> None:
    township, _, _ = waiting(world, table)
    township.desk.care.backup()
    post = township.machines._ex.post
    before = [*post.held(), *post.quarantined()]
    spoil(township, table)
    township.desk.care.rebuild()
    assert [*post.held(), *post.quarantined()] == before
