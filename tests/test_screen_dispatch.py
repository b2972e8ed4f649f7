"""调度: climbs, the meeting, the leaders' cases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from screens.dispatch.meeting import MeetingPage
from screens.dispatch.page import DispatchPage
from screens.frame.confirm import Confirm
from screens.frame.trouble import Trouble
from screens.ledger.columns import due_cell
from screens.pieces.cells import width
from tests.screens_kit import LEADER, Seen, program
from tests.worked import copy

LATER = date(2026, 11, 20)


def page(seen: Seen) -> DispatchPage:
    assert isinstance(seen.screen, DispatchPage)
    return seen.screen


async def test_a_climb_shows_its_rule_and_evidence_and_one_alone_is_applied(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path), today=LATER) as seen:
        await seen.press("5")
        before = page(seen).table.count
        assert before > 1
        assert "期限已过" in seen.text
        row = page(seen).table.row
        assert row is not None
        assert str(row["reason"])[:8] in seen.text
        await seen.press("space", "f8", "1")
        assert "已上报 1 件" in seen.toasts
        dispute = seen.desk.disputes.show(str(row["number"]))
        assert dispute["rung"] == row["to"]
        assert page(seen).table.count == before - 1


async def test_it_begins_with_what_waits_and_for_a_leader_with_the_cases(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder, today=LATER) as seen:
        await seen.press("5")
        assert page(seen).table_name == "climbs"
        while seen.desk.ladder.escalate():
            pass
    async with program(folder, user=LEADER, today=LATER) as seen:
        assert page(seen).table_name == "cases"
        assert page(seen).table.count == seen.desk.disputes.count(
            {"rung": "leader_case", "status": "open"}
        )


async def test_a_leader_begins_with_the_cases_when_what_was_due_climbed_on_opening(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path), user=LEADER, today=LATER, follow=True) as seen:
        assert "已按规则上报一层" in seen.toasts
        assert page(seen).table_name == "cases"
        await seen.press("f7")
        turned = page(seen).table_name
        await seen.press("f5")
        assert page(seen).table_name == turned != "cases", "what was turned to stays"


async def test_all_that_is_due_is_applied_at_once(tmp_path: Path) -> None:
    async with program(copy(tmp_path), today=LATER) as seen:
        await seen.press("5", "f8")
        assert isinstance(seen.screen, Confirm)
        await seen.press("1")
        held = [row for row in page(seen).table.rows() if not row["held"]]
        assert held == []


async def test_a_meeting_is_held_case_by_case_and_writes_owners_and_minutes(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    async with program(folder, today=LATER) as seen:
        seen.desk.ladder.escalate()
        await seen.press("5", "f6", "f8")
        meeting = seen.screen
        assert isinstance(meeting, MeetingPage)
        items = meeting.record["items"]
        assert items
        assert items[0]["number"] in seen.text
        assert "还没有决定" in seen.text
        await seen.press("1", "1")
        await seen.type("双桥司法所")
        await seen.press("f8")
        assert "交办" in seen.toasts
        assert meeting.record["items"][0]["decision"]["unit"] == "双桥司法所"
        if len(items) > 1:
            assert meeting.at == 1
        await seen.press("f8")
        assert "将要写下" in seen.text
        assert "双桥司法所" in seen.text
        await seen.press("1")
        assert "会议已结束" in seen.toasts
        await seen.press("1")
        assert seen.screen is meeting
        assert "会议已经结束" in seen.toasts
        assert "按 1 填写" not in seen.text
        assert seen.desk.disputes.show(items[0]["number"])["unit"] == "双桥司法所"
        names = "".join(file.name for file in (folder / "文书").iterdir())
        assert "会议纪要" in names
        assert "交办单" in names


async def test_a_meeting_that_is_over_is_not_said_to_be_unchanged_when_its_papers_fail(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    async with program(folder, today=LATER) as seen:
        seen.desk.ladder.escalate()
        await seen.press("5", "f6", "f8")
        meeting = seen.screen
        await seen.press("1", "1")
        await seen.type("双桥司法所")
        await seen.press("f8")
        papers = folder / "文书"
        papers.write_text("没有地方放文书", encoding="utf-8")
        await seen.press("f8", "1")
        text = "".join(seen.text.split())
        assert "会议已经结束、记下，不用再做；只是文书没有写成" in text
        assert "台账没有改动" not in text
        await seen.press("enter")
        assert seen.screen is meeting
        assert meeting.record["closed"]
        papers.unlink()
        await seen.press("f8")
        assert any("会议纪要" in each.name for each in papers.iterdir())


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_what_the_next_step_needs_is_read_whole(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with program(copy(tmp_path), size=size, today=LATER) as seen:
        await seen.press("5")
        rows = page(seen).table.rows()[:8]
        for row in rows:
            [line] = [text for text in seen.text.splitlines() if row["number"] in text]
            assert str(row["due"])[5:] in line
            assert ("无人承接" if row["blocked"] else "可上报") in line
        await seen.press("f7")
        assert "已结束" in seen.text
        await seen.press("f7")
        for row in page(seen).table.rows():
            [line] = [text for text in seen.text.splitlines() if row["leader"] in text]
            assert f"{len(row['plan'])} 步，已到期" in line
        await seen.press("f7")
        await seen.pilot.resize_terminal(100, 30)
        await seen.settle()
        assert "规则" in seen.text


async def test_leaders_cases_stand_leader_by_leader_with_their_plan(tmp_path: Path) -> None:
    async with program(copy(tmp_path), user=LEADER) as seen:
        assert isinstance(seen.screen, DispatchPage)
        await seen.press("f7", "f7")
        leaders = [row["leader"] for row in page(seen).table.rows()]
        assert leaders == sorted(leaders)
        assert "方案" in seen.text


async def test_when_the_program_opens_what_is_due_climbs_and_is_told(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder, today=LATER, follow=True) as seen:
        await seen.settle()
        assert "已按规则上报一层" in seen.toasts
        climbed = seen.desk.ladder.escalate(dry_run=True)
        assert [each for each in climbed if not each["held"]] == []


def closed(seen: Seen, month: str) -> None:
    """October is published and closed."""
    seen.desk.months.bulletin(month, {"signer": LEADER})
    seen.desk.months.close(month)


async def test_a_meeting_belongs_to_the_month_of_the_ribbon_not_to_one_that_is_closed(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path), today=LATER) as seen:
        closed(seen, "2026-10")
        await seen.press("f5", "5")
        assert "2026年11月" in seen.text.splitlines()[0]
        assert "调度  2026年11月" in seen.text
        await seen.press("f6", "f8")
        meeting = seen.screen
        assert isinstance(meeting, MeetingPage)
        assert meeting.record["month"] == "2026-11"
        assert [each["id"] for each in seen.desk.meetings.list("2026-11")] == [meeting.meeting]


async def test_a_month_turned_to_in_the_summary_stays_there(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("4", "p")
        assert "汇总  2026年9月" in seen.text
        await seen.press("5")
        assert "调度  2026年10月" in seen.text
        await seen.press("6")
        assert "通报  2026年10月" in seen.text
        await seen.press("left", "4")
        assert "汇总  2026年9月" in seen.text


async def test_a_meeting_called_for_another_month_can_be_gone_on_with(tmp_path: Path) -> None:
    async with program(copy(tmp_path), today=LATER) as seen:
        closed(seen, "2026-10")
        called = seen.desk.meetings.open({"on": "2026-12-03", "chair": LEADER})
        assert called["month"] == "2026-12"
        await seen.press("f5", "5", "f6")
        assert f"接着开：2026-12-03 联席会议（{len(called['items'])} 件）" in seen.text
        await seen.press("1")
        assert isinstance(seen.screen, MeetingPage)
        assert seen.screen.meeting == called["id"]


async def test_a_day_is_no_chair(tmp_path: Path) -> None:
    async with program(copy(tmp_path), today=LATER) as seen:
        await seen.press("5", "f6", "enter", "ctrl+u")
        await seen.type("12月3日")
        await seen.press("f8")
        assert "这里写人的姓名" in seen.text
        assert seen.desk.meetings.going() == []


async def test_a_meeting_is_set_right_on_its_screen(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder, today=LATER) as seen:
        seen.desk.ladder.escalate()
        id = seen.desk.meetings.open({"chair": "赵六", "on": LATER.isoformat()})["id"]
        await seen.press("f5", "5", "f6", "1")
        assert "主持 赵六  地点 没有填" in seen.text
        await seen.press("f8")
        assert "地点 没有填（返回按 3 更正），主持 赵六" in seen.text
        await seen.press("2", "3")
        assert seen.app.focused is not None and seen.app.focused.id == "in-on"
        await seen.press("enter", "enter", "ctrl+u")
        await seen.type(LEADER)
        await seen.press("f8")
        assert "已更正" in seen.toasts
        assert f"主持 {LEADER}" in seen.text
        assert seen.desk.meetings.preview(id)["chair"] == LEADER
        await seen.press("3")
        assert f"主持人：赵六 改为 {LEADER}" in seen.text


async def test_a_meeting_is_cancelled_and_then_offers_nothing_that_cannot_be_done(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path), today=LATER) as seen:
        seen.desk.ladder.escalate()
        await seen.press("5", "f6", "f8", "4")
        await seen.type("防汛")
        await seen.press("tab", "f8")
        assert "会议已取消" in seen.toasts
        assert "…" not in seen.text.splitlines()[1], "what has no room in the title is left out"
        assert "已取消：防汛" in seen.text
        foot = seen.text.splitlines()[-1]
        assert "2案卷" in foot
        for gone in ("1研究决定", "3更正", "4取消会议", "F8"):
            assert gone not in foot
        await seen.press("f8", "1", "ctrl+z")
        assert isinstance(seen.screen, MeetingPage)
        assert "会议已经取消" in seen.toasts
        assert seen.desk.meetings.going() == []


async def test_the_foot_of_a_meeting_names_only_what_can_be_done(tmp_path: Path) -> None:
    async with program(copy(tmp_path), today=LATER) as seen:
        seen.desk.ladder.escalate()
        await seen.press("5", "f6", "f8")
        count = len(seen.screen.record["items"])
        assert count > 1
        foot = seen.text.splitlines()[-1]
        for there in ("1研究决定", "→下一件", "2案卷", "3更正", "F8结束并生成纪要", "Esc返回"):
            assert there in foot
        assert "上一件" not in foot
        await seen.press(*["right"] * (count - 1))
        assert "下一件" not in seen.text.splitlines()[-1]
        await seen.press("1", "5", "f8")
        seen.desk.meetings.close(seen.screen.meeting)
        await seen.press("f5")
        foot = seen.text.splitlines()[-1]
        assert "研究决定" not in foot
        assert "F8重写纪要" in foot


async def test_a_party_named_to_help_stays_in_the_form_of_the_decision(tmp_path: Path) -> None:
    async with program(copy(tmp_path), today=LATER) as seen:
        seen.desk.ladder.escalate()
        await seen.press("5", "f6", "f8")
        number = seen.screen.item["number"]
        party = seen.desk.disputes.show(number)["parties"][0]["name"]
        await seen.press("1", "1")
        await seen.type("双桥司法所")
        await seen.press("enter", "enter")
        assert seen.app.focused is not None and seen.app.focused.id == "in-helpers"
        await seen.type(party)
        await seen.press("f8")
        assert isinstance(seen.screen, Trouble)
        assert f"“协助的人”里的{party}是当事人" in "".join(seen.text.split())
        await seen.press("escape")
        assert seen.app.focused is not None and seen.app.focused.id == "in-helpers"
        await seen.press("ctrl+u", "f8")
        assert "已记下：交办" in seen.toasts


async def test_a_decision_made_again_keeps_what_its_form_does_not_ask_for(tmp_path: Path) -> None:
    async with program(copy(tmp_path), today=LATER) as seen:
        seen.desk.ladder.escalate()
        await seen.press("5", "f6", "f8")
        meeting = seen.screen
        plan = [{"step": "请人丈量", "due": "2026-12-01"}]
        said = {"decision": "assign", "unit": "司法所", "leader": "钱镇长", "plan": plan}
        seen.desk.meetings.decide(meeting.meeting, said | {"number": meeting.item["number"]})
        await seen.press("f5", "1", "1", "end")
        await seen.type("和调委会")
        await seen.press("f8")
        made = meeting.record["items"][0]["decision"]
        assert made["unit"] == "司法所和调委会"
        assert (made["leader"], made["plan"]) == ("钱镇长", plan)


async def test_ctrl_z_takes_back_the_last_decision(tmp_path: Path) -> None:
    async with program(copy(tmp_path), today=LATER) as seen:
        seen.desk.ladder.escalate()
        await seen.press("5", "f6", "f8", "1", "5", "f8")
        meeting = seen.screen
        [number] = [each["number"] for each in meeting.record["items"] if each["decision"]]
        assert meeting.item["number"] != number
        await seen.press("ctrl+z")
        assert f"已撤销：{number} 的决定" in seen.toasts
        assert meeting.item["number"] == number, "what was taken back is decided anew"
        assert not any(each["decision"] for each in meeting.record["items"])
        await seen.press("ctrl+z")
        assert "没有本机可以撤销的记录" in seen.text


def test_a_due_day_of_the_next_year_is_told_whole() -> None:
    row = {"status": "open", "due": "2027-01-27"}
    for day, told in (
        (date(2026, 11, 28), "01-27 剩60"),
        (date(2027, 3, 8), "01-27 超40"),
        (date(2026, 1, 1), "2027-01-27"),
        (date(2028, 3, 8), "超406天"),
    ):
        cell = due_cell(row, day)
        parts = [cell] if isinstance(cell, str | tuple) else cell
        text = "".join(each if isinstance(each, str) else each[0] for each in parts)
        assert text == told
        assert width(text) <= 11


async def test_a_matter_that_may_not_be_seen_says_so_in_its_place_at_the_meeting(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path), today=LATER) as seen:
        seen.desk.ladder.escalate()
        await seen.press("5", "f6", "f8")
        meeting = seen.screen
        assert isinstance(meeting, MeetingPage)
        village = meeting.dispute["village"]
        other = next(
            each
            for each in seen.desk.registry.staff()
            if each["role"] == "village_mediator" and each["place"] != village
        )
        await seen.app.session.work_as(other)
        await seen.press("f5")
        assert seen.screen is meeting
        assert "这一件不是本村的" in seen.text
        await seen.press("2")
        assert isinstance(seen.screen, Trouble)
        await seen.press("escape")
        assert seen.screen is meeting


def overdue(seen: Seen) -> str:
    """A matter of two people at the township, overdue; its number."""
    told = {
        "village": seen.desk.places_tree.villages_of()[0].code,
        "title": "欧阳小满与上官大勇为水渠放水争吵",
        "category": "0203",
        "occurred_on": "2026-10-01",
        "registered_on": "2026-10-02",
        "parties": [{"name": "欧阳小满"}, {"name": "上官大勇"}],
    }
    return str(seen.desk.disputes.add(told)["number"])


async def test_hidden_names_stay_hidden_in_what_waits_to_climb_and_at_the_meeting(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path), size=(120, 40)) as seen:
        number = overdue(seen)
        seen.desk.today = LATER
        await seen.press("f9", "5", "f5")
        at = [row["number"] for row in page(seen).table.rows()].index(number)
        page(seen).table.stand_on(at)
        await seen.settle()
        assert "欧阳某某与上官某某" in seen.text and "欧阳小满" not in seen.text
        seen.desk.disputes.act(number, "escalate", {"reason": "请镇里办"})
        meeting = seen.desk.meetings.open({"place": "镇政府", "items": [number]})["id"]
        decision = {"number": number, "decision": "refer", "to": "县人民法院"}
        seen.desk.meetings.decide(meeting, decision | {"reason": "欧阳小满要求判决"})
        opened = MeetingPage(seen.app.session, meeting)
        await seen.app.push_screen(opened)
        await seen.settle()
        opened.at = [item["number"] for item in opened.record["items"]].index(number)
        opened.reload()
        await seen.settle()
        assert "欧阳某某要求判决" in seen.text and "欧阳小满" not in seen.text
        await seen.press("f8")
        assert "结束会议" in seen.text and "欧阳小满" not in seen.text
