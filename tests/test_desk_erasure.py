"""A lawful erasure: no word of a person stays, and no figure moves (DESIGN §4)."""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from screens.frame.page import OpenFolder
from store import DiskFull, Where
from tests.township import EAST, LIU, matter, township
from xinfang_tui.app import XinfangApp
from xinfang_tui.desk import Desk, opening, replacing
from xinfang_tui.desk.journal import Journal
from xinfang_tui.disputes.residue import residue
from xinfang_tui.launching import _opener
from xinfang_tui.refusal import Refused

NAME = "王小二"
KEPT = ("status", "rung", "tier", "due", "handler", "leader", "unit", "reopened", "transfers")
AGREED = ("resolve", {"method": "0103", "terms": [{"who": NAME, "what": NAME}]})
HISTORIES: list[list[tuple[str, dict[str, Any]]]] = [
    [AGREED, ("visit_back", {"answer": "unsatisfied", "reason": "unkept", "evidence": NAME})],
    [AGREED, ("visit_back", {"answer": "unsatisfied", "reason": "procedure", "party": NAME})],
    [("end", {"reason": "withdrawn"})],
    [("consent", {"party": NAME, "to": "mediate", "given": False})],
    [("transfer", {"to": "邻镇", "border": True, "reason": NAME}), ("accept", {"reason": NAME})],
    [
        ("mediate", {"outcome": "failed", "people": [NAME], "place": NAME, "said": NAME}),
        ("escalate", {"reason": NAME}),
        ("own", {"leader": "赵镇长", "plan": [{"step": NAME}]}),
        ("decide", {"decision": "continue", "due": "2026-10-30"}),
        ("correct", {"field": "topics", "value": [NAME], "reason": NAME}),
    ],
]


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history[-1][0])
def test_an_erasure_takes_every_word_and_moves_no_figure(
    tmp_path: Path, history: list[tuple[str, dict[str, Any]]]
) -> None:
    with township(tmp_path / "镇") as desk:
        given = matter(title=NAME, topics=[NAME], parties=[{"name": NAME}], reporter=NAME)
        number = desk.disputes.add(given)["number"]
        for kind, data in history:
            held = {"meeting": desk.meetings.open({})["id"]} if kind == "decide" else {}
            before = desk.disputes.act(number, kind, data | held)
        after = desk.disputes.act(number, "erase", {"what": "个人信息"})
        assert {name: after[name] for name in KEPT} == {name: before[name] for name in KEPT}
        assert NAME not in json.dumps(after, ensure_ascii=False)
        assert desk.care.verify()["ok"]
    assert NAME.encode() not in (tmp_path / "镇" / "ledger.db").read_bytes()


def test_a_decision_in_somebodys_own_words_leaves_nothing() -> None:
    assert residue("decide", {"decision": NAME, "meeting": "m"}) == {"meeting": "m"}
    assert residue("decide", {"decision": "refer"}) == {"decision": "refer"}


OTHER, PHONE, ID = "李四", "13900001111", "341623198001011234"
TITLE = f"{NAME}和{OTHER}争水"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇") as opened:
        yield opened


def told(desk: Desk) -> str:
    parties = [
        {"name": NAME, "phone": PHONE, "id_number": ID, "address": "柳树沟村三组"},
        {"name": OTHER, "phone": "13700002222"},
    ]
    number = str(desk.disputes.add(matter(title=TITLE, parties=parties))["number"])
    desk.disputes.act(number, "note", {"text": f"{NAME}来电 139-0000-1111"})
    desk.disputes.act(number, "note", {"text": "看过现场"})
    desk.disputes.act(number, "mediate", {"outcome": "failed", "people": [NAME, OTHER]})
    return number


def erased(desk: Desk, number: str, what: str) -> str:
    """All that can be read of it afterwards, in the answer and in the file."""
    answer = desk.disputes.act(number, "erase", {"what": what, "reason": "依法申请"})
    assert answer["erased"] and desk.care.verify()["ok"]
    shown = desk.disputes.show(number)
    assert {name: answer[name] for name in shown} == shown
    return json.dumps(answer, ensure_ascii=False)


def stored(desk: Desk, *words: str) -> set[str]:
    data = (desk.folder / "ledger.db").read_bytes()
    return {word for word in words if word.encode() in data}


@pytest.mark.parametrize("what", [f"{NAME}的电话", f"{NAME}：phone", f"{NAME} 手机号"])
def test_one_partys_phone_is_taken_everywhere_and_nothing_else(desk: Desk, what: str) -> None:
    number = told(desk)
    text = erased(desk, number, what)
    assert PHONE not in text and "139-0000-1111" not in text
    for word in (TITLE, NAME, ID, "13700002222", "看过现场", "柳树沟村三组"):
        assert word in text
    assert stored(desk, PHONE, "139-0000-1111", ID) == {ID}
    answer = desk.disputes.show(number)
    assert (answer["failed"], answer["parties"][0]["phone"]) == (1, "")
    assert answer["trail"][1]["text"] == f"内容：{NAME}来电 （已删除）（部分内容已依法删除）"
    assert [e["kind"] for e in answer["trail"]][-1] == "erase"
    assert answer["trail"][-1]["text"] == "一位当事人的电话"


def test_one_party_is_taken_everywhere_and_the_other_stays(desk: Desk) -> None:
    number = told(desk)
    text = erased(desk, number, NAME)
    assert not any(word in text for word in (NAME, PHONE, ID, "柳树沟村三组"))
    assert stored(desk, NAME, PHONE, ID, OTHER) == {OTHER}
    answer = desk.disputes.show(number)
    assert [party["name"] for party in answer["parties"]] == [OTHER]
    assert (
        answer["title"] == f"（已删除）和{OTHER}争水"
        and answer["trail"][2]["text"] == "内容：看过现场"
    )
    assert desk.disputes.list(search=OTHER) and not desk.disputes.list(search=NAME)


def test_one_after_the_other_leaves_what_neither_took(desk: Desk) -> None:
    number = told(desk)
    erased(desk, number, f"{NAME}的电话")
    erased(desk, number, f"{OTHER}的电话")
    assert TITLE in erased(desk, number, f"{NAME}的身份证号")
    assert stored(desk, PHONE, "13700002222", ID) == set()
    text = erased(desk, number, "全部")
    assert not any(word in text for word in (NAME, OTHER, TITLE, "看过现场"))
    assert stored(desk, NAME, OTHER, "看过现场") == set()
    with pytest.raises(Refused, match="没有可以删除"):
        desk.disputes.act(number, "erase", {"what": "全部"})


def test_a_field_of_all_parties_and_one_entry(desk: Desk) -> None:
    number = told(desk)
    text = erased(desk, number, "电话")
    assert TITLE in text and PHONE not in text and "13700002222" not in text
    entry = desk.disputes.show(number)["trail"][2]
    text = erased(desk, number, entry["id"])
    assert "看过现场" not in text and TITLE in text
    assert desk.disputes.show(number)["trail"][2]["text"] == "内容已依法删除"


BRIEF, REPORTER, NOTE = "简要机密四五六", "赵报信", "机密家事"
SECRETS = {
    NAME: (NAME, PHONE),
    OTHER: (OTHER, "13700002222"),
    "事项": ("放水机密",),
    "简要情况": (BRIEF,),
    "反映人": (REPORTER,),
    "电话": (PHONE, "13700002222"),
    "一条": (NOTE,),
}


@pytest.mark.parametrize(("first", "second"), permutations(SECRETS, 2))
def test_a_second_narrow_erasure_reaches_what_the_first_one_kept(
    desk: Desk, first: str, second: str
) -> None:
    parties = [{"name": NAME, "phone": PHONE}, {"name": OTHER, "phone": "13700002222"}]
    given = matter(
        title=f"{NAME}、{OTHER}放水机密", brief=BRIEF, reporter=REPORTER, parties=parties
    )
    number = str(desk.disputes.add(given)["number"])
    text = f"{REPORTER}说{NAME}{PHONE}、{OTHER}13700002222{NOTE}"
    entry = desk.disputes.act(number, "note", {"text": text})["trail"][-1]["id"]
    gone: tuple[str, ...] = ()
    for what in (first, second):
        erased(desk, number, entry if what == "一条" else what)
        gone += SECRETS[what]
        assert stored(desk, *gone) == set()
    everything = {word for words in SECRETS.values() for word in words}
    assert stored(desk, *everything) == everything - {*gone}


def left_of(desk: Desk, what: str, parties: list[dict[str, Any]], **other: Any) -> dict[str, Any]:
    number = str(desk.disputes.add(matter(parties=parties, **other))["number"])
    erased(desk, number, what)
    return desk.disputes.show(number)


def test_an_erasure_of_one_leaves_others_alike_as_they_are(desk: Desk) -> None:
    home = {"address": "柳树沟村三组8号"}
    parties = [{"name": "张三", **home}, {"name": "张三丰", **home}]
    shown = left_of(desk, "张三", parties, handler="张三立", title="张三和张三丰，张三立去过")
    (other,) = shown["parties"]
    assert (other["name"], other["address"]) == ("张三丰", home["address"])
    assert shown["handler"] == "张三立" and shown["title"] == "（已删除）和张三丰，张三立去过"


def test_whom_the_erased_one_speaks_for_loses_the_name(desk: Desk) -> None:
    parties = [{"name": NAME}, {"name": OTHER, "representative": NAME}]
    shown = left_of(desk, NAME, parties)
    assert [(p["name"], p["representative"]) for p in shown["parties"]] == [(OTHER, "")]
    assert stored(desk, NAME) == set()


@pytest.mark.parametrize(
    "said",
    [
        {"phone": "01"},
        {"phone": "2026"},
        {"phone": "20261003"},
        {"address": "10"},
        {"address": "10-03"},
        {"address": "341623101203"},
        {"name": "village"},
    ],
    ids=str,
)
def test_words_like_codes_and_days_take_none(desk: Desk, said: dict[str, str]) -> None:
    party = {"name": NAME, **said}
    shown = left_of(desk, party["name"], [party, {"name": OTHER}], scale="01", brief="2026-10-03")
    kept = ("village", "scale", "occurred_on", "rung", "brief")
    assert [shown[name] for name in kept] == [
        *("341623101203", "01", "2026-10-03", "village", "2026-10-03")
    ]


@pytest.mark.parametrize("what", ["zzz", "王五", f"{NAME}的猫", "张三的电话", "一些", "phones"])
def test_what_is_not_said_plainly_is_refused_with_what_is_possible(desk: Desk, what: str) -> None:
    number = told(desk)
    with pytest.raises(Refused, match=f"没有“{what}”可以删除.*{NAME}、{OTHER}.*全部"):
        desk.disputes.act(number, "erase", {"what": what, "reason": "申请"})
    answer = desk.disputes.show(number)
    assert not answer["erased"] and len(answer["trail"]) == 4


def test_what_is_not_there_is_not_erased(desk: Desk) -> None:
    number = told(desk)
    with pytest.raises(Refused, match="没有可以删除"):
        desk.disputes.act(number, "erase", {"what": f"{OTHER}的住址"})


def test_an_erasure_is_not_undone(desk: Desk) -> None:
    number = told(desk)
    erased(desk, number, NAME)
    erasure = desk.disputes.show(number)["trail"][-1]["id"]
    with pytest.raises(Refused, match="找不回来"):
        desk.disputes.act(number, "void", {"target": erasure})
    before = desk.disputes.show(number)
    for asked in (desk.disputes.undo, desk.disputes.undoable):
        with pytest.raises(Refused, match=r"依法删除.*什么都没有撤销"):
            asked(number)
    assert desk.disputes.show(number) == before
    desk.disputes.act(number, "note", {"text": "以后的"})
    assert desk.disputes.undo(number)["trail"][-2]["undone"]
    with pytest.raises(Refused, match="依法删除"):
        desk.disputes.undo(number)


def test_who_was_a_party_before_stays_masked_when_a_number_is_erased(desk: Desk) -> None:
    number = told(desk)
    change = {"field": "parties", "value": [{"name": OTHER, "phone": PHONE}], "reason": "搬走"}
    desk.disputes.act(number, "correct", change)
    erased(desk, number, f"{OTHER}的电话")
    out = desk.folder / "台账.json"
    desk.exports.ledger(out, {})
    assert NAME not in out.read_text(encoding="utf-8")


def test_a_past_day_still_reads_as_it_did(desk: Desk) -> None:
    number = str(desk.disputes.add(matter(title=TITLE, scale="03"))["number"])
    desk.disputes.act(number, "own", {"leader": "赵镇长", "plan": [NAME]})
    before = desk.months.status("2026-10")
    assert before["indicators"]["owned"]["numerator"] == 1
    desk.today = date(2026, 11, 5)
    erased(desk, number, "全部")
    after = desk.months.status("2026-10", reading="known")
    for name in ("flow", "rungs", "indicators"):
        assert after[name] == before[name]


def test_copies_of_this_machine_are_cleaned_and_those_elsewhere_are_listed(tmp_path: Path) -> None:
    folder, stick = tmp_path / "镇", tmp_path / "U盘"
    with township(folder) as desk:
        number = told(desk)
        inside = Path(desk.care.backup()["file"])
        outside = desk.care.backup(stick)["file"]
        desk.disputes.act(number, "note", {"text": f"{NAME}后来又说"})
        later = desk.disputes.add(matter(title="恢复以前另记的"))["number"]
    replacing.restore(folder, inside)
    with Desk.open(folder, today=date(2026, 10, 3)) as desk:
        desk.exports.ledger(tmp_path / "名单.csv", {}, unmasked=True)
        answer = desk.disputes.act(number, "erase", {"what": "全部"})
        assert desk.care.verify()["ok"]
    listed = "\n".join(answer["copies"])
    assert outside in listed and "台账" in listed and "逐处销毁" in listed
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert not any(word.encode() in data for word in (NAME, PHONE, ID)), path
    (former,) = folder.glob("ledger-before-restore.db")
    replacing.restore(tmp_path / "看", former)
    with Desk.open(tmp_path / "看", today=date(2026, 10, 3)) as desk:
        assert desk.disputes.show(later)["title"] == "恢复以前另记的"
        kept = desk.disputes.show(number)
        assert kept["erased"] and (kept["failed"], kept["village_name"]) == (1, "柳树沟村")
        assert desk.care.verify()["ok"]


WHATS = ["全部", NAME, f"{NAME}的电话", "电话"]
ONE_BY_ONE = [f"{NAME}的电话", "电话", OTHER, NAME]


@pytest.mark.parametrize("whats", [*([what] for what in WHATS), ONE_BY_ONE], ids="、".join)
def test_what_was_erased_since_a_backup_is_erased_again_when_it_is_restored(
    tmp_path: Path, whats: list[str]
) -> None:
    folder = tmp_path / "镇"
    with township(folder) as desk:
        number, other = told(desk), told(desk)
        backup = Path(desk.care.backup(tmp_path / "U盘")["file"])
        desk.care.to_json(tmp_path / "全部.json")
        desk.disputes.act(number, "note", {"text": f"备份以后 {NAME}"})
        for what in whats:
            desk.disputes.act(number, "erase", {"what": what})
        later = told(desk)
        desk.disputes.act(later, "erase", {"what": "全部"})
        shown, stands = desk.disputes.show(number), desk.disputes.show(other)
    found = replacing.restore(folder, backup, today=date(2026, 10, 3))
    assert (found["erased"], found["left"]) == ([number], "")
    same = ("title", "parties", "status", "erased", "failed", "people")
    with Desk.open(folder, today=date(2026, 10, 3)) as desk:
        again = desk.disputes.show(number)
        assert {name: again[name] for name in same} == {name: shown[name] for name in same}
        texts = [[each["data"] for each in one["trail"][:4]] for one in (again, shown)]
        assert texts[0] == texts[1]
        assert desk.disputes.show(other) == stands
        assert desk.disputes.list() and desk.care.verify()["problems"] == []
    assert replacing.restore(folder, backup)["erased"] == [number]
    (folder / "ledger.db").unlink()
    found = replacing.read_json(folder, tmp_path / "全部.json")
    assert (found["erased"], found["left"]) == ([number], "")
    with Desk.open(folder, today=date(2026, 10, 3)) as desk:
        assert desk.disputes.show(number)["parties"] == shown["parties"]
        assert desk.care.verify()["problems"] == []


def test_an_erasure_reaches_the_half_written_copies_of_the_ledger(tmp_path: Path) -> None:
    with township(tmp_path / "镇") as desk:
        number = told(desk)
        copy = Path(desk.care.backup()["file"])
        left = [
            desk.folder / "ledger.db.0a1b2c3d.half",
            copy.with_name(f"{copy.name}.0a1b2c3d.half"),
            desk.folder / "恢复演练ab12" / "ledger.db",
        ]
        left[2].parent.mkdir()
        for path in left:
            path.write_bytes(copy.read_bytes())
        desk.disputes.act(number, "erase", {"what": "全部"})
        assert [path for path in left if path.exists()] == []


@pytest.mark.parametrize("left", ["5", '{"file": "甲"}', '["甲", {"file": 1}]', "[", "\0\0"])
def test_a_damaged_list_of_backups_hinders_no_erasure(tmp_path: Path, left: str) -> None:
    with township(tmp_path / "镇") as desk:
        number = told(desk)
        (desk.folder / "backups.json").write_text(left, encoding="utf-8")
        desk.disputes.act(number, "erase", {"what": "全部"})
        assert desk.disputes.show(number)["parties"] == []
        (desk.folder / "backups.json").write_text(left, encoding="utf-8")
        file = desk.care.backup(tmp_path / "U盘")["file"]
        (noted,) = json.loads((desk.folder / "backups.json").read_text(encoding="utf-8"))
        assert noted["file"] == file


def test_a_restore_that_was_broken_off_erases_again_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "镇"
    with township(folder) as desk:
        number = told(desk)
        backup = Path(desk.care.backup(tmp_path / "U盘")["file"])
        desk.disputes.act(number, "erase", {"what": "全部"})
        shown = desk.disputes.show(number)
    for _ in range(2):

        def broken_off(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(replacing, "erase_again", broken_off)
            with pytest.raises(KeyboardInterrupt):
                replacing.restore(folder, backup, today=date(2026, 10, 3))
        with Desk.open(folder, today=date(2026, 10, 3)) as desk:
            assert desk.told == [f"备份以后依法删除过的已再次删除：{number}。"]
            assert desk.disputes.show(number)["parties"] == shown["parties"]
            assert desk.care.verify()["problems"] == []
        with Desk.open(folder, today=date(2026, 10, 3)) as desk:
            assert desk.told == []


async def test_the_program_says_what_a_restore_erased_again(tmp_path: Path) -> None:
    folder = tmp_path / "镇"
    with township(folder) as desk:
        number = told(desk)
        backup = Path(desk.care.backup(tmp_path / "U盘")["file"])
        desk.disputes.act(number, "erase", {"what": "全部"})
    opened = _opener(OpenFolder(folder, backup), folder, desk)()
    with opened:
        assert opened.told == [f"备份以后依法删除过的已再次删除：{number}。"]
        app = XinfangApp(opened, follow=False)
        async with app.run_test() as pilot:
            while not app.idle:
                await pilot.pause(0.02)
            assert [note.message for note in app._notifications] == opened.told


@pytest.mark.parametrize("close", [True, False])
@pytest.mark.parametrize("what", ["全部", NAME])
def test_what_a_meeting_held_is_erased_again_too(tmp_path: Path, what: str, close: bool) -> None:
    folder = tmp_path / "镇"
    with township(folder) as desk:
        number = told(desk)
        meeting = str(desk.meetings.open({"chair": "赵书记", "numbers": [number]})["id"])
        said = {"decision": "assign", "unit": "司法所", "due": "2026-10-30"}
        desk.meetings.decide(meeting, {"number": number, "reason": f"{NAME}不同意", **said})
        if close:
            desk.meetings.close(meeting)
        backup = Path(desk.care.backup(tmp_path / "U盘")["file"])
        desk.disputes.act(number, "erase", {"what": what})
        shown = desk.meetings.preview(meeting)
    assert replacing.restore(folder, backup)["erased"] == [number]
    assert NAME.encode() not in (folder / "ledger.db").read_bytes()
    with Desk.open(folder, today=date(2026, 10, 3)) as desk:
        assert desk.meetings.preview(meeting) == shown
        assert desk.care.verify()["ok"]


def test_a_restore_that_cannot_erase_again_says_which_matters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "镇"
    with township(folder) as desk:
        number = told(desk)
        backup = Path(desk.care.backup(tmp_path / "U盘")["file"])
        desk.disputes.act(number, "erase", {"what": "全部"})

    def fails(*_: object) -> None:
        raise DiskFull("磁盘已满")

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "restate", fails)
        found = replacing.restore(folder, backup)
    assert found["erased"] == [] and f"请再删一次：{number}" in found["left"]
    with monkeypatch.context() as patched:
        patched.setattr(opening, "open_journal", fails)
        found = replacing.restore(folder, backup)
    assert found["mark"] is None and f"请再删一次：{number}" in found["left"]
    (folder / "ledger-before-restore.db").write_bytes(b"SQLite format 3\0" + b"x" * 999)
    left = replacing.restore(folder, backup)["left"]
    assert "ledger-before-restore.db 打不开" in left and "再删一次" in left


def test_figures_that_several_matters_taken_back_have_erase_none(tmp_path: Path) -> None:
    with township(tmp_path / "镇") as desk:
        numbers = [str(desk.disputes.add(matter(village=each))["number"]) for each in (EAST, LIU)]
        figures = numbers[0].partition("-")[2]
        assert numbers[1].endswith(figures)
        with pytest.raises(Refused, match="请连村的简称一起写"):
            desk.disputes.act(figures, "erase", {"what": "全部"})
        events = desk._context.journal.events
        keys = [str(key) for (key,) in events.select([Where("subject", ">=", "dispute:")])]
        mine = [key for key, one in events.fetch_many(keys) if one["kind"] == "register"]
        desk._context.journal.set_aside(mine, "parcel")
        assert desk.disputes.list() == []
        with pytest.raises(Refused, match=rf"请写全是哪一件：{numbers[0]}、{numbers[1]}"):
            desk.disputes.act(figures, "erase", {"what": "全部"})
        assert desk.disputes.act(numbers[1], "erase", {"what": "全部"})["number"] == numbers[1]


def test_whatever_is_damaged_in_the_former_ledger_the_backup_is_restored(tmp_path: Path) -> None:
    folder, chance = tmp_path / "镇", random.Random(1)
    with township(folder) as desk:
        number = told(desk)
        backup = Path(desk.care.backup(tmp_path / "U盘")["file"])
        desk.disputes.act(number, "erase", {"what": "全部"})
    sound = (folder / "ledger.db").read_bytes()
    for changed in (20, 400) * 15:
        damaged = bytearray(sound)
        for _ in range(changed):
            damaged[chance.randrange(100, len(damaged))] = chance.randrange(256)
        (folder / "ledger.db").write_bytes(damaged)
        found = replacing.restore(folder, backup)
        assert found["mark"] and (number in found["erased"] or found["left"])
        for former in folder.glob("ledger-before-restore*"):
            former.unlink()


def test_a_damaged_erasure_in_the_former_ledger_is_told_by_its_number(tmp_path: Path) -> None:
    folder = tmp_path / "镇"
    with township(folder) as desk:
        number, other = told(desk), told(desk)
        backup = Path(desk.care.backup(tmp_path / "U盘")["file"])
        for each, what in ((number, NAME), (other, "全部"), (number, "全部")):
            id = desk.disputes.act(each, "erase", {"what": what})["id"]
    damaged = bytearray((folder / "ledger.db").read_bytes())
    row = re.search(rb'"kind":"erase",[^}]*\}[^}]*"subject":"dispute:' + id.encode(), damaged)
    assert row is not None
    damaged[row.start() + 8] ^= 1
    (folder / "ledger.db").write_bytes(damaged)
    found = replacing.restore(folder, backup)
    left = f"这几件依法删除过，恢复以后请再删一次：{number}"
    assert (found["erased"], found["left"]) == ([other], left)
    with Desk.open(folder, today=date(2026, 10, 3)) as desk:
        desk.disputes.act(number, "erase", {"what": "全部"})
        assert NAME.encode() not in (folder / "ledger.db").read_bytes()
        assert desk.care.verify()["ok"]


def test_a_backup_from_before_mends_no_erased_entry_with_its_data(tmp_path: Path) -> None:
    file = tmp_path / "镇" / "ledger.db"
    with township(tmp_path / "镇") as desk:
        number = told(desk)
        backup = Path(desk.care.backup(tmp_path / "U盘")["file"])
        desk.disputes.act(number, "erase", {"what": "全部"})
    damaged = bytearray(file.read_bytes())
    damaged[damaged.index(b'"kind":"register"') + 8] ^= 1
    file.write_bytes(damaged)
    with Desk.open(tmp_path / "镇", today=date(2026, 10, 3)) as desk:
        assert not desk.care.verify()["ok"]
        desk.care.rebuild(backup)
        assert desk.care.verify()["ok"] and desk.disputes.show(number)["erased"]
    assert NAME.encode() not in file.read_bytes()


def test_a_former_ledger_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with township(tmp_path / "镇") as desk:
        number = told(desk)
        (desk.folder / "ledger-before-restore.db").write_bytes(b"SQLite format 3\0" + b"x" * 999)
        answer = desk.disputes.act(number, "erase", {"what": "全部"})
    assert "打不开" in answer["copies"][0] and "ledger-before-restore.db" in answer["copies"][0]


def test_an_erasure_broken_off_before_the_backups_followed_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "镇"

    def holding() -> list[str]:
        found = [path for path in folder.rglob("*") if path.is_file()]
        return sorted(path.name for path in found if NAME.encode() in path.read_bytes())

    def killed(*_: Any) -> list[str]:
        raise KeyboardInterrupt

    with township(folder) as desk:
        number = desk.disputes.add(matter(title=NAME, parties=[{"name": NAME}]))["number"]
        backup = Path(desk.care.backup()["file"]).name
        with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
            cut.setattr("xinfang_tui.desk.copies.renew", killed)
            desk.disputes.act(number, "erase", {"what": "个人信息"})
    assert holding() == [backup]
    with Desk.open(folder) as other:
        assert not other.told, "whoever erases may still be at it"
    assert holding() == [backup]
    mark = folder / opening.FORGETTING
    assert NAME not in mark.read_text(encoding="utf-8")
    os.utime(mark, (1_700_000_000, 1_700_000_000))
    with Desk.open(folder) as after:
        assert after.told == ["上次的依法删除中断过，已接着清理本机的备份。"]
        assert after.care.verify()["ok"]
    assert holding() == []
    assert len(list((folder / "backup").glob("ledger-*.db"))) == 1
    with Desk.open(folder) as again:
        assert again.told == []
    assert not mark.exists()


def test_an_erasure_that_is_refused_leaves_nothing_to_go_on_with(tmp_path: Path) -> None:
    with township(tmp_path / "镇") as desk:
        number = desk.disputes.add(matter(title="水渠", parties=[]))["number"]
        with pytest.raises(Refused):
            desk.disputes.act(number, "erase", {"what": "孙不在的电话"})
        assert not (desk.folder / opening.FORGETTING).exists()
