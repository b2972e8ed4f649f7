"""The flow of a month: what is counted where, and that it adds up."""

from __future__ import annotations

from typing import Any

import pytest

from tests.month_kit import EAST, STONE, WEST, Office, month_figures, window
from xinfang_tui.month.flow import KEYS, FlowBroken, flow_of
from xinfang_tui.month.frame import Frame
from xinfang_tui.month.published import differences, freeze, late, late_sweep
from xinfang_tui.month.sweep import subject
from xinfang_tui.month.walk import is_member


def flow(**counts: int) -> dict[str, int]:
    return {key: counts.get(key, counts.get(f"{key}_", 0)) for key in KEYS}


def test_a_worked_month_by_hand() -> None:
    office = Office()
    office.register("carried", "2026-09-20")
    office.register("settled-then-back", "2026-09-02")
    office.act("settled-then-back", "resolve", "2026-09-12", method="0103")
    office.act("settled-then-back", "reopen", "2026-10-09")
    office.register("new-and-open", "2026-10-03", village=WEST)
    office.register("new-and-settled", "2026-10-05", village=WEST)
    office.act("new-and-settled", "resolve", "2026-10-20", method="0103")
    office.register("referred", "2026-10-06")
    office.act("referred", "refer", "2026-10-08", to="人民法院", reason="标的大")
    office.register("ended", "2026-10-06")
    office.act("ended", "end", "2026-10-30", reason="refused")
    office.register("later", "2026-11-01")
    done = month_figures(office.disputes()).numbers
    assert done["flow"] == flow(carried=1, new=4, reopened=1, concluded=3, open=3)
    east, west = (unit["flow"] for unit in done["units"])
    assert east == flow(carried=1, new=2, reopened=1, concluded=2, open=2)
    assert west == flow(new=2, concluded=1, open=1)


def test_closing_after_a_visit_counts_nothing() -> None:
    office = Office()
    office.register("a", "2026-09-03")
    office.act("a", "resolve", "2026-09-20", method="0103")
    office.act("a", "visit_back", "2026-10-02", by="周某", answer="satisfied")
    assert office.disputes()[0]["status"] == "closed"
    assert month_figures(office.disputes()).numbers["flow"] == flow()


def test_a_climb_moves_between_rungs_and_leaves_the_total() -> None:
    office = Office()
    office.register("a", "2026-09-25")
    office.act("a", "escalate", "2026-10-05", to="township")
    office.act("a", "escalate", "2026-10-23", to="joint_meeting")
    done = month_figures(office.disputes()).numbers
    assert done["flow"] == flow(carried=1, open=1)
    assert done["rung_flow"]["village"] == flow(carried=1, out=1)
    assert done["rung_flow"]["township"] == flow(in_=1, out=1) | {"in": 1}
    assert done["rung_flow"]["joint_meeting"] == flow(open=1) | {"in": 1}
    assert done["rungs"] == {"village": 0, "township": 0, "joint_meeting": 1, "leader_case": 0}


def test_a_complaint_about_procedure_is_reopened_on_the_upper_rung_only() -> None:
    office = Office()
    office.register("a", "2026-09-05")
    office.act("a", "resolve", "2026-10-05", method="0103")
    office.act("a", "visit_back", "2026-10-15", by="周某", answer="unsatisfied", reason="procedure")
    done = month_figures(office.disputes()).numbers
    assert done["rung_flow"]["village"] == flow(carried=1, concluded=1)
    assert done["rung_flow"]["township"] == flow(reopened=1, open=1)
    assert done["flow"] == flow(carried=1, reopened=1, concluded=1, open=1)


def test_a_corrected_village_is_out_of_one_and_in_the_other() -> None:
    office = Office()
    office.register("a", "2026-09-25", village=EAST)
    office.act("a", "correct", "2026-10-05", field="village", value=STONE, reason="记错")
    figures = month_figures(office.disputes())
    east, stone = (unit["flow"] for unit in figures.numbers["units"])
    assert east == flow(carried=1, out=1)
    assert stone == flow(open=1) | {"in": 1}
    assert figures.numbers["flow"] == flow(carried=1, open=1)
    assert figures.open_ids("out", EAST) == ["a"]


def test_a_nought_of_a_village_opens_to_nothing() -> None:
    office = Office()
    office.register("a", "2026-10-09", village=EAST)
    office.act("a", "escalate", "2026-10-10", to="township")
    office.act("a", "correct", "2026-10-11", field="village", value=STONE, reason="记错")
    office.act("a", "resolve", "2026-10-12", method="0103")
    office.act("a", "reopen", "2026-10-13")
    office.act("a", "correct", "2026-10-14", field="village", value=WEST, reason="又记错")
    figures = month_figures(office.disputes())
    for unit in figures.numbers["units"]:
        for key, count in unit["flow"].items():
            assert len(figures.open_ids(key, unit["code"])) == count, (unit["name"], key)
    assert figures.open_ids("rung_flow.township.in", EAST) == ["a"]
    assert figures.open_ids("rung_flow.township.in", WEST) == []
    assert figures.open_ids("rung_flow.township.open", WEST) == ["a"]
    assert figures.open_ids("rungs.township", EAST) == []


def test_a_registration_undone_is_new_and_then_out() -> None:
    office = Office()
    made = office.register("a", "2026-10-05")
    office.act("a", "void", "2026-10-05", target=made.id, of="register")
    figures = month_figures(office.disputes())
    assert figures.numbers["flow"] == flow(new=1, out=1)
    assert figures.numbers["indicators"]["resolved"]["denominator"] == 0


def test_over_the_border_is_out_when_accepted_and_in_when_sent_back() -> None:
    office = Office()
    office.register("a", "2026-10-02")
    office.act("a", "transfer", "2026-10-05", to="邻镇", reason="不属本镇", border=True)
    before = month_figures(office.disputes()).numbers["flow"]
    assert before == flow(new=1, open=1)
    office.act("a", "accept", "2026-10-09")
    assert month_figures(office.disputes()).numbers["flow"] == flow(new=1, out=1)
    office.act("a", "return_down", "2026-10-20", reason="仍属本镇")
    after = month_figures(office.disputes()).numbers["flow"]
    assert after == flow(new=1, out=1, open=1) | {"in": 1}


def test_a_member_is_counted_with_its_lead() -> None:
    office = Office()
    office.register("lead", "2026-10-02")
    office.register("member", "2026-10-03")
    office.register("claim", "2026-10-04")
    office.act("member", "link", "2026-10-05", lead="lead", role="same")
    office.act("claim", "link", "2026-10-05", lead="lead", role="split")
    records = {record["id"]: record for record in office.disputes()}
    assert [is_member(records[id]) for id in ("lead", "member", "claim")] == [False, True, False]
    figures = month_figures(records.values())
    assert figures.numbers["flow"] == flow(new=2, open=2)
    assert figures.numbers["members"] == 1
    assert figures.open_ids("members") == ["member"]


def test_a_settlement_entered_late_counts_in_the_month_of_its_day_once_known() -> None:
    office = Office()
    office.register("a", "2026-10-02")
    office.act("a", "escalate", "2026-11-01", to="township")
    office.act("a", "resolve", "2026-10-28", method="0103")
    october = month_figures(office.disputes()).numbers
    november = month_figures(office.disputes(), "2026-11").numbers
    assert october["flow"] == flow(new=1, concluded=1)
    assert october["rung_flow"]["village"] == flow(new=1, concluded=1)
    assert november["flow"] == flow()


def test_what_people_did_before_an_automatic_climb_counts_on_the_rung_of_that_day() -> None:
    office = Office()
    office.register("a", "2026-10-02")
    office.act("a", "escalate", "2026-11-01", to="township")
    office.act("a", "refer", "2026-10-28", to="人民法院")
    october = month_figures(office.disputes()).numbers
    assert october["flow"] == flow(new=1, concluded=1)
    assert october["rung_flow"]["village"] == flow(new=1, concluded=1)
    assert month_figures(office.disputes(), "2026-11").numbers["flow"] == flow()


def test_a_corrected_village_does_not_wait_for_a_settlement_entered_before_it() -> None:
    office = Office()
    office.register("a", "2026-10-02", village=EAST)
    office.act("a", "resolve", "2026-11-02", method="0103")
    office.act("a", "correct", "2026-10-20", field="village", value=WEST, reason="记错")
    october, november = (
        {
            unit["code"]: unit["flow"]
            for unit in month_figures(office.disputes(), month).numbers["units"]
        }
        for month in ("2026-10", "2026-11")
    )
    assert october == {EAST: flow(new=1, out=1), WEST: flow(open=1) | {"in": 1}}
    assert november == {WEST: flow(carried=1, concluded=1)}


def test_a_reopening_dated_before_the_settlement_it_answers_counts_after_it() -> None:
    office = Office()
    office.register("a", "2026-10-02")
    office.act("a", "resolve", "2026-10-20", method="0103")
    office.act("a", "reopen", "2026-10-15")
    done = month_figures(office.disputes()).numbers["flow"]
    assert done == flow(new=1, concluded=1, reopened=1, open=1)


def test_steps_without_the_registration_are_not_in_the_ledger_yet() -> None:
    office = Office()
    office.act("a", "escalate", "2026-10-05", to="township")
    assert month_figures(office.disputes()).numbers["flow"] == flow()


def test_figures_that_cannot_be_are_refused() -> None:
    record: dict[str, Any] = {
        "id": "a",
        "number": "东-2610-00017",
        "status": "resolved",
        "transitions": [["e", "A", 1, "2026-10-05", "new", True, "village", EAST, "open"]],
    }
    with pytest.raises(FlowBroken, match="东-2610-00017"):
        flow_of([record], Frame.known(window()))


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (lambda flow: flow.total["new"].append("b"), "全镇"),
        (lambda flow: flow.villages[EAST]["out"].append("a"), EAST),
        (lambda flow: flow.rungs["village"]["open"].remove("a"), "village"),
        (lambda flow: flow.walks.clear(), "全镇"),
    ],
)
def test_a_flow_that_does_not_add_up_is_refused_where_it_does_not(spoil: Any, where: str) -> None:
    office = Office()
    office.register("a", "2026-10-05")
    found = flow_of(office.disputes(), Frame.known(window()))
    spoil(found)
    with pytest.raises(FlowBroken, match=f"{where}的件数合不上"):
        found.check()


def published(office: Office, month: str = "2026-10", before: Any = None) -> dict[str, Any]:
    figures = month_figures(office.disputes(), month, published=before)
    return freeze(figures, figures.numbers, office.covers())


def test_what_arrives_late_counts_in_the_first_month_not_yet_published() -> None:
    office = Office()
    office.register("a", "2026-10-02")
    october = published(office)
    office.register("late", "2026-10-20")
    office.act("a", "resolve", "2026-10-25", method="0103")
    reported = month_figures(office.disputes(), "2026-11", published=october).numbers
    known = month_figures(office.disputes(), "2026-11").numbers
    assert reported["flow"] == flow(carried=1, new=1, concluded=1, open=1)
    assert known["flow"] == flow(carried=1, open=1)
    later = month_figures(office.disputes(), "2026-12", published=october).numbers
    assert later["flow"] == flow(carried=1, open=1)


def test_what_was_read_before_publishing_but_dated_after_the_month_counts_in_its_month() -> None:
    office = Office()
    office.register("a", "2026-10-02")
    office.act("a", "resolve", "2026-11-03", method="0103")
    october = published(office)
    assert october["open"] == {"a": [EAST, "village"]}
    reported = month_figures(office.disputes(), "2026-11", published=october).numbers
    assert reported["flow"] == flow(carried=1, concluded=1)


def test_a_published_settlement_undone_later_comes_back_as_a_correction() -> None:
    office = Office()
    office.register("a", "2026-10-02")
    settled = office.act("a", "resolve", "2026-10-25", method="0103")
    october = published(office)
    office.act("a", "void", "2026-11-02", target=settled.id)
    figures = month_figures(office.disputes(), "2026-11", published=october)
    assert figures.numbers["flow"] == flow(open=1) | {"in": 1}
    assert list(figures.corrected) == ["a"]


def test_a_matter_linked_away_after_publication_leaves_as_a_correction() -> None:
    office = Office()
    office.register("lead", "2026-10-02")
    office.register("twin", "2026-10-02")
    october = published(office)
    office.act("twin", "link", "2026-11-02", lead="lead", role="same")
    figures = month_figures(office.disputes(), "2026-11", published=october)
    assert figures.numbers["flow"] == flow(carried=2, out=1, open=1)
    assert list(figures.corrected) == ["twin"]


def test_a_matter_that_is_gone_from_the_ledger_leaves_as_a_correction() -> None:
    office = Office()
    office.register("a", "2026-10-02")
    october = published(office)
    figures = month_figures([], "2026-11", published=october)
    assert figures.numbers["flow"] == flow(carried=1, out=1)
    assert list(figures.corrected) == ["a"]


def test_a_village_corrected_in_a_closed_month_moves_in_the_next() -> None:
    office = Office()
    office.register("a", "2026-10-02", village=EAST)
    october = published(office)
    office.act("a", "correct", "2026-10-20", field="village", value=WEST, reason="记错")
    reported = month_figures(office.disputes(), "2026-11", published=october).numbers
    east, west = (unit["flow"] for unit in reported["units"])
    assert east == flow(carried=1, out=1)
    assert west == flow(open=1) | {"in": 1}


def test_late_reports_and_corrections_are_listed_apart() -> None:
    office = Office()
    office.register("a", "2026-10-02")
    october = published(office)
    office.register("late", "2026-10-20")
    office.act("a", "resolve", "2026-10-25", method="0103")
    office.act("a", "note", "2026-10-26", text="补记")
    office.act("late", "resolve", "2026-11-02", method="0103")
    listed = late(office.disputes(), october["covers"], "2026-10-01", "2026-10-31")
    assert [(one["number"], one["words"], one["kind"]) for one in listed] == [
        ("late", "登记", "late_report"),
        ("a", "办结", "correction"),
    ]
    told = {"id": "a", "number": "a", "village": EAST, "rung": "village", "what": "concluded"}
    assert listed[1] == told | {"words": "办结", "kind": "correction", "on": "2026-10-25"}
    known = month_figures(office.disputes()).numbers
    changed = {
        one["key"]: (one["reported"], one["known"])
        for one in differences(october["figures"], known)
        if "village" not in one
    }
    assert changed["flow.new"] == (1, 2)
    assert changed["flow.concluded"] == (0, 1)
    assert "flow.open" not in changed


def test_of_a_sweep_only_what_was_not_read_and_holds_is_a_late_report() -> None:
    office = Office()
    about = subject(EAST, "2026-10")
    office.write(about, "mark", "2026-10-05", households={f"{EAST}010001": "none"})
    covers = office.covers()
    assert late_sweep(EAST, office.events, covers) == []
    wrong = office.write(about, "submit", "2026-11-03", kind="zero")
    office.write(about, "void", "2026-11-03", target=wrong.id)
    assert late_sweep(EAST, office.events, covers) == []
    came = {"kind": "report", "received_on": "2026-11-04"}
    office.write(about, "submit", "2026-11-05", "B", **came)
    (told,) = late_sweep(EAST, office.events, covers)
    place = {"id": EAST, "village": EAST, "number": "", "rung": ""}
    what = {"what": "sweep.submit", "words": "补报排查情况", "kind": "late_report"}
    assert told == place | what | {"on": "2026-11-04"}


def test_a_place_that_is_not_screened_has_matters_and_no_sweep() -> None:
    office = Office()
    office.register("a", "2026-10-05")
    (row,) = month_figures(office.disputes()).numbers["units"]
    nothing = (
        "households",
        "found",
        "none",
        "missed",
        "unvisited",
        "coverage",
        "report",
        "on_time",
    )
    assert [row[key] for key in nothing] == [None] * len(nothing)
    assert (row["code"], row["flow"]) == (EAST, flow(new=1, open=1))


def test_a_village_that_a_month_did_not_know_of_differs_from_nothing() -> None:
    office = Office()
    office.register("a", "2026-10-02", village=EAST)
    october = published(office)
    office.register("late", "2026-10-20", "B", village=WEST)
    found = differences(october["figures"], month_figures(office.disputes()).numbers)
    assert [(one["name"], one["reported"], one["known"]) for one in found if "village" in one] == [
        (f"{WEST}新增", 0, 1),
        (f"{WEST}在办", 0, 1),
    ]
    (told,) = late(office.disputes(), october["covers"], "2026-10-01", "2026-10-31")
    assert (told["id"], told["kind"]) == ("late", "late_report")
