"""For whom a case is: the township's leader is none for the county's (DESIGN §1, §2, §5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from screens.dispatch.tables import by_leader, case_columns
from screens.dispute.facts import facts
from screens.pieces.marks import Marks
from tests.ledger_kit import book
from tests.test_fold_examples import joined, pair
from tests.township import matter, township
from xinfang_tui.cli.views.disputes import card
from xinfang_tui.desk import Desk
from xinfang_tui.disputes.leading import leader_words

LACKING = ["还没有确定区县包案领导"]
CLIMBED, LATE = date(2026, 12, 9), date(2027, 2, 10)
WANG, ZHAO = {"leader": "王建国", "tier": "township"}, {"leader": "赵县长", "tier": "county"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇", today=date(2026, 10, 9)) as opened:
        yield opened


def case(desk: Desk, **more: Any) -> str:
    """A matter that enters at the township's leader."""
    return str(desk.disputes.add(matter(scale="03", **more))["number"])


def at_county(desk: Desk, *owned: dict[str, Any]) -> str:
    """A case that climbed to the county's tier after these had taken it."""
    number = case(desk)
    desk.today = date(2026, 10, 10)
    for each in owned:
        desk.disputes.act(number, "own", each)
    desk.today = CLIMBED
    (climbed,) = desk.ladder.escalate()
    assert climbed["applied"] and climbed["tier"] == "county"
    return number


def figures(desk: Desk, month: str = "2027-02") -> tuple[tuple[int, int], tuple[int, int]]:
    """无人承接 and 包案率 of a month."""
    found = desk.months.status(month)["indicators"]
    blocked, owned = (
        (found[key]["numerator"], found[key]["denominator"]) for key in ("blocked", "owned")
    )
    return blocked, owned


def test_a_case_at_the_county_with_the_townships_leader_alone_has_nobody(desk: Desk) -> None:
    number = at_county(desk, WANG)
    desk.today = LATE
    (listed,) = desk.ladder.escalate()
    assert (listed["number"], listed["stays"], listed["blocked"]) == (number, True, LACKING)
    assert figures(desk) == ((1, 1), (0, 1))
    assert desk.overview.today_list()["todo"][0]["text"].startswith("无人承接")
    desk.disputes.act(number, "own", {"leader": "赵县长"})
    assert desk.ladder.escalate() == []
    assert figures(desk) == ((0, 1), (1, 1))


def test_a_leader_named_for_the_county_beforehand_has_it_when_it_climbs(desk: Desk) -> None:
    number = case(desk)
    desk.disputes.act(number, "own", ZHAO)
    assert figures(desk, "2026-10") == ((0, 1), (1, 1))
    desk.today = CLIMBED
    (climbed,) = desk.ladder.escalate()
    assert climbed["blocked"] == []
    desk.today = LATE
    assert desk.ladder.escalate() == []
    assert figures(desk) == ((0, 1), (1, 1))


def test_a_leader_named_below_counts_for_the_township_when_it_comes_there(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    desk.disputes.act(number, "own", {"leader": "王建国"})
    for _ in range(3):
        desk.disputes.act(number, "escalate", {"reason": "重大"})
    assert figures(desk, "2026-10") == ((0, 1), (1, 1))
    assert desk.disputes.act(number, "escalate", {"reason": "重大"})["tier"] == "county"
    assert figures(desk, "2026-10") == ((0, 1), (0, 1))


def test_another_name_of_the_leader_makes_him_no_other_tiers(desk: Desk) -> None:
    number = at_county(desk, WANG)
    desk.today = LATE
    fixed = {"field": "leader", "value": "王建园", "reason": "写错了"}
    answer = desk.disputes.act(number, "correct", fixed)
    assert (answer["leader"], answer["leader_tier"]) == ("王建园", "township")
    assert [one["blocked"] for one in desk.ladder.escalate()] == [LACKING]


def test_a_meeting_names_the_leader_of_the_tier_where_the_case_stands(desk: Desk) -> None:
    number = at_county(desk, WANG)
    desk.registry.set("leader", "赵书记")
    meeting = desk.meetings.open({"on": "2026-12-09", "place": "镇里", "chair": "赵书记"})["id"]
    decided = {"number": number, "decision": "leader", "leader": "赵县长"}
    desk.meetings.decide(meeting, decided)
    desk.meetings.close(meeting)
    answer = desk.disputes.show(number)
    assert (answer["leader"], answer["leader_tier"]) == ("赵县长", "county")


def test_the_leader_a_ledger_tells_is_the_townships(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ["村", "事项", "类别", "发生日期", "当事人", "包案领导"],
        ["柳树沟村", "争水", "0201", "2026-10-03", "张建国", "王建国"],
    ]
    (number,) = desk.imports.apply(book(tmp_path / "账.xlsx", rows), "2026-10")["created"]
    answer = desk.disputes.show(number)
    assert (answer["leader"], answer["leader_tier"]) == ("王建国", "township")


def test_where_the_county_has_no_leader_pages_and_lists_say_so(desk: Desk) -> None:
    answer = desk.disputes.show(at_county(desk, WANG))
    said = "王建国（镇领导），还没有确定县领导"
    assert leader_words(answer) == said
    assert said in card(answer, "plain")
    assert said in facts(answer, desk.codes, desk.today, 200).plain
    columns = case_columns(lambda row, text: str(text), Marks(False), 120)
    assert columns[0].draw(answer) == ("未确定", "warn")
    others = [{**answer, "leader": "安镇长", "tier": "township"}, answer]
    assert by_leader(others)[0] is answer


# What the fold makes of it, from any machine.


def test_the_word_on_two_leaders_holds_with_the_tier_that_each_was_named_for() -> None:
    for leader, tier in (("王建国", "township"), ("赵县长", "county")):
        village, town = pair()
        village.write(9_000, "own", WANG, day=9)
        town.write(9_001, "own", ZHAO, day=9)
        town.receive(village, 10_000)
        assert {conflict.slot for conflict in joined(town).conflicts} == {"leader"}
        town.write(11_000, "settle", {"conflict": "leader", "value": leader}, day=11)
        settled = joined(town)
        assert (settled.leader, settled.leader_tier, settled.conflicts) == (leader, tier, ())


def test_a_leader_who_is_taken_off_leaves_no_tier() -> None:
    _, town = pair()
    town.write(9_000, "own", ZHAO, day=9)
    town.write(10_000, "correct", {"field": "leader", "value": ""}, day=10)
    assert (joined(town).leader, joined(town).leader_tier) == ("", "")
