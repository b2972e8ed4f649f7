"""Parallel answers that cannot both hold, and what a person's word makes of them (DESIGN §4)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.machines import Machine
from tests.test_fold_examples import joined, pair
from tests.township import DAY
from xinfang_tui.desk import slots
from xinfang_tui.desk.rules import rules_of
from xinfang_tui.disputes.dispute import Dispute


def both(
    one: tuple[str, dict[str, Any]], other: tuple[str, dict[str, Any]], *before: Any
) -> tuple[Machine, Machine]:
    """Two machines that write differently of one matter, neither knowing the other's entry."""
    village, town = pair()
    for day, (kind, data) in enumerate(before, start=4):
        village.write(day * 1_000, kind, data, day=day)
        town.receive(village, day * 1_000)
    village.write(10_000, *one, day=10)
    town.write(10_001, *other, day=10)
    town.receive(village, 11_000)
    return village, town


def decided(town: Machine, slot: str, value: Any) -> Dispute:
    """The matter after a person has said what holds."""
    assert slot in {conflict.slot for conflict in joined(town).conflicts}
    town.write(12_000, "settle", {"conflict": slot, "value": value}, day=12)
    dispute = joined(town)
    assert dispute.conflicts == ()
    return dispute


def test_a_promise_told_kept_and_unkept_waits_for_a_word() -> None:
    agreed = ("resolve", {"method": "0103", "terms": [{"what": "让水"}, {"what": "修渠"}]})
    for term in (1, 2):
        for kept in (True, False):
            _, town = both(
                *(("perform", {"term": term, "kept": each}) for each in (True, False)), agreed
            )
            terms = decided(town, f"term:{term}", kept).terms
            assert [each.kept for each in terms] == [kept if n == term else None for n in (1, 2)]


@pytest.mark.parametrize(
    ("to", "tier"), [("joint_meeting", ""), ("leader_case", "township"), ("village", "")]
)
def test_the_rung_named_starts_anew_with_its_own_tier(to: str, tier: str) -> None:
    up = {"from": "township", "to": "joint_meeting", "reason": "难"}
    _, town = both(
        ("escalate", up),
        ("return_down", {"to": "village", "reason": "村里办"}),
        ("escalate", {"from": "village", "to": "township", "reason": "难"}),
    )
    dispute = decided(town, "status", f"open@{to}")
    assert (dispute.rung, dispute.tier) == (to, tier)
    assert dispute.start is not None
    assert (dispute.start.kind, dispute.start.rung, dispute.start.on.day) == ("settle", to, 12)
    last = dispute.transitions[-1].what
    assert last == ("return_down" if to == "village" else "climb")


def test_a_transfer_taken_and_sent_back_at_once_leaves_the_rung_alone() -> None:
    village, town = pair()
    town.write(4_000, "escalate", {"to": "township", "from": "village", "reason": "难"}, day=4)
    handed = town.write(5_000, "transfer", {"to": "水利站", "reason": "归口"}, day=5)
    village.receive(town, 6_000)
    answer = {"transfer": handed.id, "reason": "已商量"}
    village.write(10_000, "accept", answer, day=10)
    town.write(10_001, "return_down", answer, day=10)
    town.receive(village, 11_000)
    assert joined(town).rung == "township"
    dispute = decided(town, "transfer", ["return", handed.id])
    assert (dispute.unit, dispute.transfers, dispute.pending) == ("", 0, None)
    town.write(13_000, "note", {"text": "存"}, day=13)
    assert joined(town).unit == ""


def test_a_transfer_that_was_taken_after_all_is_the_other_office_s() -> None:
    village, town = pair()
    handed = town.write(5_000, "transfer", {"to": "水利站", "reason": "归口"}, day=5)
    village.receive(town, 6_000)
    answer = {"transfer": handed.id, "reason": "已商量"}
    village.write(10_000, "return_down", answer, day=10)
    town.write(10_001, "accept", answer, day=10)
    town.receive(village, 11_000)
    dispute = decided(town, "transfer", ["accept", handed.id])
    assert (dispute.unit, dispute.transfers) == ("水利站", 1)


@pytest.mark.parametrize("first", ["accept", "return_down"])
@pytest.mark.parametrize(("word", "status"), [("accept", "referred"), ("return", "open")])
def test_a_transfer_over_the_border_is_where_the_word_given_says(
    first: str, word: str, status: str
) -> None:
    village, town = pair()
    away = {"to": "邻镇", "reason": "不属本镇", "border": True}
    handed = town.write(5_000, "transfer", away, day=5)
    village.receive(town, 6_000)
    answer = {"transfer": handed.id, "reason": "已商量"}
    village.write(10_000, first, answer, day=10)
    second = "accept" if first == "return_down" else "return_down"
    town.write(10_001, second, answer, day=10)
    town.receive(village, 11_000)
    dispute = decided(town, "transfer", [word, handed.id])
    assert (dispute.status, dispute.concluded_on is None) == (status, status == "open")
    assert dispute.transfers == (word == "accept")
    steps = [step.what for step in dispute.transitions]
    assert (steps.count("out"), steps.count("in")) in {(0, 0), (1, int(word == "return"))}


def test_of_two_leaders_decided_at_one_meeting_the_one_named_afterwards_leads() -> None:
    led = [
        ("decide", {"meeting": "m", "decision": "leader", "leader": leader, "tier": tier})
        for leader, tier in (("陈某", "township"), ("赵某", "county"))
    ]
    for leader, tier in (("陈某", "township"), ("赵某", "county")):
        _, town = both(*led)
        assert "decision:m" in {conflict.slot for conflict in joined(town).conflicts}
        chosen = {"conflict": "decision:m", "value": ["leader", leader]}
        town.write(12_000, "settle", chosen, day=12)
        dispute = joined(town)
        assert (dispute.leader, dispute.leader_tier) == (leader, tier)


def test_a_decision_without_a_leader_named_afterwards_leaves_the_leader_there_is() -> None:
    _, town = both(
        ("decide", {"meeting": "m", "decision": "leader", "leader": "陈某"}),
        ("decide", {"meeting": "m", "decision": "assign", "unit": "司法所"}),
    )
    assert decided(town, "decision:m", ["assign", None]).leader == "陈某"


def test_a_pause_that_two_entered_differently_ends_on_the_day_chosen() -> None:
    agreed = {"reason": "农忙", "agreed_by": ["张"]}
    _, town = both(
        ("suspend", agreed | {"until": "2026-10-20"}), ("suspend", agreed | {"until": "2026-10-25"})
    )
    assert decided(town, "suspension", "2026-10-20").suspensions[-1].until.day == 20


def test_of_two_pauses_entered_at_once_none_outlasts_the_day_chosen_or_the_resuming() -> None:
    agreed = {"reason": "农忙", "agreed_by": ["张"]}
    short, long = (("suspend", agreed | {"until": f"2026-10-{on}"}) for on in (20, 25))
    for one, other in ((short, long), (long, short)):
        _, town = both(one, other)
        chosen = decided(town, "suspension", "2026-10-20").suspensions
        assert max(pause.until.day for pause in chosen) == 20
        _, town = both(one, other)
        town.write(13_000, "resume", {}, day=13)
        assert [pause.ended and pause.ended.day for pause in joined(town).suspensions] == [13, 13]


def test_a_pause_that_a_settlement_ended_stays_ended_whatever_day_is_chosen_for_it() -> None:
    agreed = {"reason": "农忙", "agreed_by": ["张"]}
    short, long = (("suspend", agreed | {"until": f"2026-10-{on}"}) for on in (20, 25))
    _, town = both(short, long)
    town.write(11_500, "resolve", {"method": "0103"}, day=11)
    town.write(11_600, "reopen", {"reason": "又吵"}, day=11)
    town.write(11_700, "resolve", {"method": "0103"}, day=12)
    chosen = decided(town, "suspension", "2026-10-25").suspensions
    assert [pause.ended and pause.ended.day for pause in chosen] == [11, 11]


def test_a_pause_ends_when_a_word_given_closes_the_matter() -> None:
    pause = ("suspend", {"reason": "农忙", "agreed_by": ["张"], "until": "2026-10-25"})
    _, town = both(
        ("visit_back", {"answer": "satisfied"}),
        ("reopen", {"reason": "又吵"}),
        ("resolve", {"method": "0103"}),
    )
    town.write(11_500, *pause, day=11)
    dispute = decided(town, "status", "closed")
    assert [each.ended and each.ended.day for each in dispute.suspensions] == [12]
    assert dispute.concluded_on is not None and dispute.concluded_on.day == 12


RESOLVED = ("resolve", {"method": "0103"})
REFERRED = ("refer", {"to": "人民法院"})
ENDED = ("end", {"reason": "refused"})


@pytest.mark.parametrize(
    ("one", "other", "value", "conclusion"),
    [
        (RESOLVED, REFERRED, "referred", "人民法院"),
        (REFERRED, RESOLVED, "referred", "人民法院"),
        (RESOLVED, ENDED, "ended", "refused"),
        (REFERRED, ENDED, "ended", "refused"),
        (ENDED, REFERRED, "referred", "人民法院"),
    ],
)
def test_the_way_that_a_matter_ended_by_the_word_given_is_told_with_it(
    one: Any, other: Any, value: str, conclusion: str
) -> None:
    _, town = both(one, other)
    dispute = decided(town, "status", value)
    assert (dispute.status, dispute.conclusion) == (value, conclusion)
    assert dispute.resolved_on is None


@pytest.mark.parametrize("value", ["resolved", "closed"])
def test_a_settlement_that_holds_by_the_word_given_keeps_its_day(value: str) -> None:
    _, town = both(
        ("visit_back", {"answer": "satisfied"}), ("reopen", {"reason": "又吵"}), RESOLVED
    )
    dispute = decided(town, "status", value)
    assert (dispute.status, dispute.conclusion) == (value, "0103")
    assert dispute.resolved_on is not None and dispute.resolved_on.day == 4
    assert (dispute.closed_on is not None) == (value == "closed")


def test_a_matter_settled_again_though_a_word_is_still_wanting_is_closed_by_it() -> None:
    _, town = both(
        ("visit_back", {"answer": "satisfied"}), ("reopen", {"reason": "又吵"}), RESOLVED
    )
    town.write(11_500, "resolve", {"method": "0102"}, day=11)
    dispute = decided(town, "status", "closed")
    assert (dispute.status, dispute.conclusion) == ("closed", "0102")
    assert dispute.resolved_on is not None and dispute.resolved_on.day == 11
    assert dispute.closed_on is not None and dispute.closed_on.day == 12
    assert [step.what for step in dispute.transitions][-2:] == ["concluded", "closed"]


def test_of_two_agreements_entered_at_once_the_one_named_afterwards_holds() -> None:
    one = {"method": "0103", "amount": 50, "terms": [{"who": "张三", "what": "让水"}]}
    other = {"method": "0102", "terms": [{"who": "李四", "what": "修渠", "due": "2026-11-01"}]}
    for chosen in (one, other):
        _, town = both(("resolve", one), ("resolve", other))
        value = [chosen["method"], chosen["terms"], chosen.get("amount")]
        dispute = decided(town, "agreement", value)
        assert (dispute.method, dispute.amount) == (chosen["method"], chosen.get("amount"))
        assert [term.what for term in dispute.terms] == [t["what"] for t in chosen["terms"]]


@pytest.mark.parametrize("tier", ["", "county"])
def test_a_case_that_a_meeting_gives_to_a_leader_is_of_his_tier(tier: str) -> None:
    town, _ = pair()
    town.write(4_000, "decide", {"meeting": "m", "leader": "陈某", "tier": tier}, day=4)
    led = joined(town)
    assert (led.rung, led.tier, led.leader_tier) == ("leader_case",) + (tier or "township",) * 2


def test_a_link_and_its_readers_follow_the_word_given() -> None:
    _, town = both(
        ("link", {"lead": "d2", "role": "same"}), ("link", {"lead": "d2", "role": "part"})
    )
    assert decided(town, "link:d2", "same").links == (("d2", "same"),)
    _, town = both(("link", {"lead": "d2"}), ("unlink", {"lead": "d2"}), ("link", {"lead": "d2"}))
    assert decided(town, "link:d2", "").links == ()
    _, town = both(("seal", {"readers": ["甲"]}), ("seal", {"readers": ["乙"]}))
    assert decided(town, "readers", ["甲"]).readers == ("甲",)


@pytest.mark.parametrize(
    ("slot", "value", "question", "answer"),
    [
        ("status", "open@township", "状态", "调处中·镇"),
        ("title", "水渠", "事项", "水渠"),
        ("term:2", False, "第 2 项是否履行", "否"),
        ("consent:wider:张三", True, "张三是否同意提交上级研究", "是"),
        ("transfer", ["accept", "e1"], "转办", "对方已受理"),
        ("suspension", "resumed", "中止到", "已恢复"),
        (
            "agreement",
            ["0103", [{"who": "张三", "what": "让水"}], 50],
            "协议",
            "人民调解，张三让水",
        ),
        ("link:d2", "", "关联", "没有关联"),
        ("handler", "", "经办人", "空"),
    ],
)
def test_what_was_entered_differently_is_told_in_words(
    slot: str, value: Any, question: str, answer: str
) -> None:
    assert slots.question(slot) == question
    assert slots.words(slot, value, rules_of((), (), (), (), DAY)).startswith(answer)


UP = ("escalate", {"from": "township", "to": "joint_meeting", "reason": "难"})
DOWN = ("return_down", {"to": "village", "reason": "村里能办"})
BACK = ("decide", {"meeting": "m", "decision": "back", "back_to": "village"})
LED = ("decide", {"meeting": "m", "decision": "leader", "leader": "陈某"})


@pytest.mark.parametrize(
    ("one", "other"),
    [(UP, DOWN), (UP, BACK), (DOWN, LED), (LED, RESOLVED), (DOWN, RESOLVED), (BACK, ENDED)],
)
def test_two_steps_that_cannot_both_hold_are_listed(one: Any, other: Any) -> None:
    for pair_of in ((one, other), (other, one)):
        _, town = both(*pair_of, ("escalate", {"from": "village", "to": "township"}))
        assert "status" in {conflict.slot for conflict in joined(town).conflicts}


@pytest.mark.parametrize("late", [DOWN, BACK, LED])
def test_a_step_that_knew_of_the_settlement_contests_nothing(late: Any) -> None:
    village, town = pair()
    town.write(4_000, *UP, day=4)
    town.write(5_000, *RESOLVED, day=5)
    village.receive(town, 6_000)
    town.write(10_000, *late, day=10)
    village.write(10_001, "visit_back", {"answer": "satisfied"}, day=10)
    town.receive(village, 11_000)
    assert (joined(town).status, joined(town).conflicts) == ("closed", ())
