"""调度: climbs, the meeting, the leaders' cases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from screens.dispatch.meeting import MeetingPage
from screens.dispatch.page import DispatchPage
from screens.frame.confirm import Confirm
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
