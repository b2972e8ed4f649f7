"""What meetings hold about a matter goes with it, and no other matter's (DESIGN §4)."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.offices_kit import EAST, TOWNSHIP, Office, World
from tests.township import matter, township
from xinfang_tui.desk import Desk, replacing
from xinfang_tui.meeting.erased import in_words
from xinfang_tui.meeting.meeting import fold_meeting
from xinfang_tui.meeting.meeting import subject as about

NAME, PHONE, OTHER = "吴十一", "13800138003", "郑十二不愿意"
WORDS = (NAME, PHONE, "家里困难")
WHY = f"{NAME}家里困难不同意，电话{PHONE}"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇") as opened:
        yield opened


def add(desk: Desk, **more: Any) -> str:
    return str(desk.disputes.add(matter(**more))["number"])


def held(desk: Desk, *, close: bool) -> tuple[str, str, str]:
    """A meeting on two matters: its id, and their numbers."""
    one = add(desk, parties=[{"name": NAME, "phone": PHONE}, {"name": "钱七"}])
    two = add(desk, title="另一件")
    id = str(desk.meetings.open({"chair": "赵书记", "numbers": [one, two]})["id"])
    unit = {"unit": "司法所", "due": "2026-10-30"}
    desk.meetings.decide(id, {"number": one, "decision": "assign", "reason": WHY, **unit})
    desk.meetings.decide(id, {"number": two, "decision": "assign", "reason": OTHER, **unit})
    if close:
        desk.meetings.close(id)
    return id, one, two


def stored(desk: Desk, *words: str) -> set[str]:
    data = (desk.folder / "ledger.db").read_bytes()
    return {word for word in words if word.encode() in data}


def words_of(desk: Desk, id: str) -> list[str]:
    shown = desk.meetings.preview(id)
    lines = [item["words"] for item in shown["minutes"]["items"]]
    tasks = [item["task"] for slip in shown["minutes"]["slips"] for item in slip["items"]]
    decided = [item["words"] for item in desk.meetings.agenda(id)]
    assert lines == tasks == decided
    return lines


CODES = "由司法所办理，2026-10-30 前完成"
LEFT = {
    "全部": (CODES, ()),
    NAME: (f"{CODES}。（已删除）家里困难不同意，电话（已删除）", ("家里困难",)),
    "电话": (f"{CODES}。{NAME}家里困难不同意，电话（已删除）", (NAME, "家里困难")),
}


@pytest.mark.parametrize("close", [True, False])
@pytest.mark.parametrize("what", LEFT)
def test_a_decision_loses_its_words_and_another_keeps_them(
    desk: Desk, what: str, close: bool
) -> None:
    id, one, two = held(desk, close=close)
    before = desk.months.status("2026-10")["meetings"]
    desk.disputes.act(one, "erase", {"what": what})
    said, stay = LEFT[what]
    assert words_of(desk, id) == [said, f"{CODES}。{OTHER}"]
    assert stored(desk, *WORDS, OTHER) == {*stay, OTHER}
    assert desk.months.status("2026-10")["meetings"] == before
    desk.disputes.act(two, "erase", {"what": "全部"})
    assert words_of(desk, id) == [said, CODES]
    assert stored(desk, OTHER, *WORDS) == {*stay}
    assert desk.care.verify()["ok"]


def test_an_erasure_reaches_a_meeting_also_when_the_matter_holds_nothing_more(desk: Desk) -> None:
    id, one, _ = held(desk, close=False)
    desk.disputes.act(one, "erase", {"what": NAME})
    desk.disputes.act(one, "erase", {"what": "全部"})
    assert words_of(desk, id)[0] == CODES


def test_what_is_decided_after_an_erasure_stays(desk: Desk) -> None:
    id, one, two = held(desk, close=False)
    desk.disputes.act(one, "erase", {"what": "全部"})
    desk.meetings.decide(id, {"number": one, "decision": "continue", "reason": "再去看"})
    desk.disputes.act(two, "erase", {"what": "全部"})
    desk.meetings.close(id)
    assert desk.meetings.agenda(id)[0]["words"].endswith("。再去看")
    desk.disputes.act(one, "erase", {"what": "全部"})
    assert stored(desk, "再去看", *WORDS) == set()


def test_a_referral_without_its_words_still_reads(desk: Desk) -> None:
    number = add(desk, parties=[{"name": NAME}])
    id = str(desk.meetings.open({"chair": "赵书记", "numbers": [number]})["id"])
    record = {"number": number, "decision": "refer", "to": f"{NAME}选的法院", "reason": WHY}
    desk.meetings.decide(id, record)
    desk.disputes.act(number, "erase", {"what": "全部"})
    assert desk.meetings.agenda(id)[0]["words"] == "转法定途径，由有权机关依法处理"
    assert stored(desk, NAME) == set()


@pytest.mark.parametrize(("what", "step"), [(NAME, "找（已删除）谈"), ("全部", None)])
@pytest.mark.parametrize("close", [True, False])
def test_a_leader_s_plan_loses_the_name_and_keeps_its_day(
    desk: Desk, close: bool, what: str, step: str | None
) -> None:
    number = add(desk, parties=[{"name": NAME}, {"name": "钱七"}])
    id = str(desk.meetings.open({"chair": "赵书记", "numbers": [number]})["id"])
    plan = [{"step": f"找{NAME}谈", "due": "2026-11-05"}]
    record = {"number": number, "decision": "leader", "leader": "赵某", "plan": plan}
    desk.meetings.decide(id, record)
    if close:
        desk.meetings.close(id)
    desk.disputes.act(number, "erase", {"what": what})
    assert stored(desk, NAME) == set()
    (line,) = desk.meetings.preview(id)["minutes"]["items"]
    left = line["decision"].get("plan")
    assert left == ([{"step": step, "due": "2026-11-05"}] if step else None)
    assert desk.care.verify()["ok"]


def test_erasing_the_entry_of_a_decision_reaches_its_meeting(desk: Desk) -> None:
    id, one, _ = held(desk, close=True)
    trail = desk.disputes.show(one)["trail"]
    entry = next(each["id"] for each in trail if each["kind"] == "decide")
    desk.disputes.act(one, "erase", {"what": entry})
    assert words_of(desk, id) == [CODES, f"{CODES}。{OTHER}"]
    assert stored(desk, WHY, "家里困难") == set()


def test_an_erased_decision_can_be_taken_back(desk: Desk) -> None:
    id, _, two = held(desk, close=False)
    desk.disputes.act(two, "erase", {"what": "全部"})
    assert desk.meetings.undo(id)["undone"] == f"{two} 的决定"


def test_printed_minutes_are_listed(desk: Desk) -> None:
    _, one, _ = held(desk, close=True)
    copies = desk.disputes.act(one, "erase", {"what": "全部"})["copies"]
    assert any("联席会议" in line and "纪要" in line for line in copies)


def test_any_order_of_arrival_gives_the_same_meeting(desk: Desk) -> None:
    id, one, two = held(desk, close=True)
    for number, what in ((one, NAME), (two, "全部"), (one, "全部")):
        desk.disputes.act(number, "erase", {"what": what})
    events = desk._context.journal.of(about(id))
    expected, chance = fold_meeting(id, events), random.Random(1)
    for _ in range(20):
        chance.shuffle(events)
        assert fold_meeting(id, events) == expected


@pytest.mark.parametrize("what", ["全部", NAME])
def test_a_backup_from_before_brings_no_decision_back(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "镇"
    with township(folder) as desk:
        id, one, _ = held(desk, close=True)
        backup = Path(desk.care.backup(tmp_path / "U盘")["file"])
        desk.disputes.act(one, "erase", {"what": what})
        said = words_of(desk, id)
    assert replacing.restore(folder, backup, today=date(2026, 10, 3))["erased"] == [one]
    with Desk.open(folder, today=date(2026, 10, 3)) as desk:
        assert words_of(desk, id) == said and desk.care.verify()["ok"]
        assert stored(desk, NAME, PHONE, OTHER) == {OTHER}


def test_a_ledger_from_before_a_restore_loses_the_decision_too(tmp_path: Path) -> None:
    folder = tmp_path / "镇"
    with township(folder) as desk:
        _, one, _ = held(desk, close=True)
        backup = Path(desk.care.backup(tmp_path / "U盘")["file"])
    replacing.restore(folder, backup, today=date(2026, 10, 3))
    with Desk.open(folder, today=date(2026, 10, 3)) as desk:
        desk.disputes.act(one, "erase", {"what": NAME})
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert not any(word.encode() in data for word in (NAME, PHONE)), path


def left_in(office: Office, *words: str) -> set[str]:
    files = [path for path in office.desk.folder.rglob("*") if path.is_file()]
    return {word for word in words for path in files if word.encode() in path.read_bytes()}


@pytest.mark.parametrize("what", ["全部", NAME, f"{NAME}的电话"])
def test_a_villages_erasure_reaches_the_meetings_of_the_township(world: World, what: str) -> None:
    township, east = world.offices["00"], world.village(EAST)
    one = str(east.add(EAST, "密", parties=[{"name": NAME, "phone": PHONE}])["number"])
    came = township.desk.machines.unpack([east.pack()])
    east.machines.receipt(Path(came["receipt"]))
    two = str(township.add(EAST, "另一件")["number"])
    meetings = township.desk.meetings
    id = str(meetings.open({"chair": "赵书记", "numbers": [one, two]})["id"])
    for number, why in ((one, WHY), (two, OTHER)):
        meetings.decide(id, {"number": number, "decision": "continue", "reason": why})
    township.desk.care.backup()
    east.act(one, "erase", what=what)
    township.desk.machines.unpack([east.pack()])
    gone = {PHONE} if what.endswith("电话") else {*WORDS}
    assert left_in(township, *WORDS, OTHER) == {*WORDS, OTHER} - gone
    meetings.decide(id, {"number": one, "decision": "continue", "reason": "再去看"})
    east.act(one, "note", text="又来")
    township.desk.machines.unpack([east.pack()])
    meetings.close(id)
    assert "再去看" in json.dumps(meetings.preview(id), ensure_ascii=False)
    assert township.desk.care.verify()["ok"]


@pytest.mark.parametrize("first", ["down", "up"])
@pytest.mark.parametrize("what", ["全部", NAME, f"{NAME}的电话"])
def test_what_another_machine_decided_beside_an_erasure_loses_it_on_both(
    world: World, what: str, first: str
) -> None:
    one, two = world.offices["00"], world.village(TOWNSHIP)
    (mark,) = world.offices.keys() - {"00"}

    def send(giver: Office, taker: Office) -> None:
        file = giver.pack(mark if giver is one else None)
        taker.desk.machines.unpack([file])

    send(two, one)
    parties = [{"name": NAME, "phone": PHONE}, {"name": "钱七"}]
    number = str(one.add(EAST, "密", parties=parties)["number"])
    id = str(one.desk.meetings.open({"chair": "赵书记", "numbers": [number]})["id"])
    one.desk.meetings.decide(id, {"number": number, "decision": "continue", "reason": "再去看"})
    send(one, two)
    one.act(number, "erase", what=what)
    made = {"number": number, "decision": "assign", "unit": "司法所", "reason": WHY}
    two.desk.meetings.decide(id, made)
    two.desk.meetings.close(id)
    for _ in range(3):
        for way in [(one, two), (two, one)][:: 1 if first == "down" else -1]:
            send(*way)
    gone = {PHONE} if what.endswith("电话") else {*WORDS}
    for office in (one, two):
        assert left_in(office, *WORDS) == {*WORDS} - gone
        assert office.desk.care.verify()["ok"]
    shown = [office.desk.meetings.preview(id) for office in (one, two)]
    assert shown[0] == shown[1] and shown[0]["minutes"]["counts"]["decided"] == 1
    assert "由司法所办理" in shown[0]["minutes"]["items"][0]["words"]


def test_what_another_program_wrote_of_meetings_hinders_no_erasure(desk: Desk) -> None:
    _, one, _ = held(desk, close=False)
    odd = ({"minutes": {"items": [None, {"decision": "assign"}], "slips": [{}]}}, {"kept": []})
    for at, data in enumerate(odd):
        journal = desk._context.journal
        journal.append(about(f"odd{at}"), "close_meeting", data, by="某人", on="2026-10-20")
    assert in_words(odd[0]["minutes"])["slips"] == [{"items": []}]  # type: ignore[call-overload]
    desk.disputes.act(one, "erase", {"what": "全部"})
    assert stored(desk, *WORDS) == set()


HOLDING = "有同样的姓名或号码"


@pytest.mark.parametrize(
    ("what", "told"), [("全部", True), (NAME, True), ("电话", False), ("钱七", False)]
)
def test_what_a_meeting_says_of_no_matter_is_told_when_it_names_who_was_erased(
    desk: Desk, what: str, told: bool
) -> None:
    one = add(desk, parties=[{"name": NAME, "phone": PHONE}, {"name": "钱七"}])
    head = {"chair": "赵书记", "kind": "leading_group"}
    desk.meetings.open({**head, "attendees": ["司法所", f"{NAME}的儿子"]})
    answer = desk.disputes.act(one, "erase", {"what": what})
    lines = [line for line in answer["copies"] if HOLDING in line]
    assert len(lines) == told
    if told:
        assert lines[0].startswith("2026-10-03 领导小组会议") and NAME not in lines[0]


@pytest.mark.parametrize("close", [True, False])
def test_all_that_a_meeting_says_of_no_matter_is_looked_through(desk: Desk, close: bool) -> None:
    one = add(desk, parties=[{"name": NAME, "phone": PHONE}, {"name": "钱七"}])
    texts = (
        lambda id: desk.meetings.correct(id, {"place": f"{NAME}家门口"}),
        lambda id: desk.meetings.correct(id, {"place": "村部", "reason": f"打{PHONE}改的"}),
        lambda id: desk.meetings.correct(id, {"place": "村部", "reason": "换个地方"}),
    )
    for say in texts:
        id = desk.meetings.open({"chair": "赵书记", "kind": "leading_group"})["id"]
        say(id)
        if close:
            desk.meetings.close(id)
    id = desk.meetings.open({"chair": "赵书记", "kind": "leading_group"})["id"]
    desk.meetings.cancel(id, f"{NAME}来不了")
    answer = desk.disputes.act(one, "erase", {"what": "全部"})
    assert sum(HOLDING in line for line in answer["copies"]) == 3


@pytest.mark.parametrize("what", ["全部", NAME])
def test_what_a_meeting_says_of_matters_is_not_told_as_left(desk: Desk, what: str) -> None:
    _, one, two = held(desk, close=True)
    assert HOLDING not in "".join(desk.disputes.act(one, "erase", {"what": what})["copies"])
    entry = desk.disputes.show(two)["trail"][0]["id"]
    assert HOLDING not in "".join(desk.disputes.act(two, "erase", {"what": entry})["copies"])
