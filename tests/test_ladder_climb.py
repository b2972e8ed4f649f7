"""Climbing: by the clock, by failed mediations, one rung at a time, with what is missing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.calendar import Calendar
from xinfang_tui.disputes.dispute import (
    RUNGS,
    Dispute,
    Extension,
    Party,
    Start,
    Suspension,
    Transfer,
    Transition,
)
from xinfang_tui.ladder.climb import (
    Proposal,
    above,
    blocked,
    climb_on,
    lacking,
    propose,
    stranded,
)
from xinfang_tui.ladder.deadline import deadline
from xinfang_tui.ladder.entry import entry, intake, special_reports
from xinfang_tui.ladder.meetings import Scheduled
from xinfang_tui.ladder.recusal import (
    handler_refusal,
    helper_refusal,
    should_withdraw,
    verifier_refusal,
)
from xinfang_tui.ladder.remedies import ways
from xinfang_tui.ladder.rules import built_in

CALENDAR = Calendar()
LADDER = built_in()
VILLAGE = "341623101200"


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def matter(rung: str = "village", on: str = "10-13", tier: str = "", **more: Any) -> Dispute:
    start = Start("e1", "register", day(on), rung, tier)
    more.setdefault("category", "0201")
    return Dispute(
        "d1",
        number="柳-2610-03074",
        village=VILLAGE,
        rung=rung,
        tier=tier,
        starts=(start,),
        anchor="e1",
        **more,
    )


def proposed(dispute: Dispute, today: str, **more: Any) -> Proposal | None:
    return propose(dispute, {}, CALENDAR, more.pop("meetings", ()), day(today), **more)


def made(dispute: Dispute, today: str, **more: Any) -> Proposal:
    found = proposed(dispute, today, **more)
    assert found is not None
    return found


def test_nothing_climbs_on_the_day_in_force() -> None:
    assert proposed(matter(), "10-20") is None


def test_it_climbs_on_the_first_day_after() -> None:
    found = made(matter(), "10-21")
    assert (found.rung, found.to_rung, found.rule) == ("village", "township", "overdue")
    assert found.due == day("10-20")
    assert not found.held
    assert "2026-10-20" in found.reason
    assert found.data(LADDER) == {
        "reason": found.reason,
        "rule": "overdue",
        "from": "village",
        "to": "township",
        "ladder": LADDER.version,
        "due": "2026-10-20",
    }


def test_a_weekend_at_the_end_is_waited_for() -> None:
    assert proposed(matter(on="10-17"), "10-26") is None
    assert proposed(matter(on="10-17"), "10-27") is not None


def test_two_failed_mediations_climb_from_the_village_and_three_from_the_township() -> None:
    assert proposed(matter(attempts=1), "10-14") is None
    found = made(matter(attempts=2), "10-14")
    assert (found.to_rung, found.rule, found.due) == ("township", "failed", None)
    assert proposed(matter("township", attempts=2), "10-14") is None
    assert made(matter("township", attempts=3), "10-14").to_rung == "joint_meeting"


def test_failed_mediations_never_climb_from_the_meeting_or_the_leader() -> None:
    assert proposed(matter("joint_meeting", attempts=9), "10-14") is None
    assert proposed(matter("leader_case", tier="township", attempts=9), "10-14") is None


def test_the_township_leaders_case_goes_to_the_county_on_the_same_rung() -> None:
    found = made(matter("leader_case", "08-01", "township"), "10-14")
    assert (found.to_rung, found.to_tier) == ("leader_case", "county")
    assert found.data(LADDER)["tier"] == "county"


def test_there_is_nothing_above_the_county_leader() -> None:
    top = matter("leader_case", "08-01", "county")
    assert proposed(top, "12-31") is None
    assert climb_on(top, {}, deadline(top, {}, CALENDAR, ())) is None


def test_the_same_climb_has_the_same_id_on_every_machine_and_by_every_trigger() -> None:
    by_clock = made(matter(), "10-21")
    assert made(matter(), "10-25").id == by_clock.id
    assert made(matter(attempts=2), "10-14").id == by_clock.id
    moved = matter()
    moved.anchor = "e2"
    assert made(moved, "10-21").id != by_clock.id


def test_what_climbed_today_climbs_again_only_for_what_happened_since() -> None:
    climbed = Transition("t", "m", 1, day("10-14"), "climb", True, "township", VILLAGE, "open")
    petition = matter("township", "09-01", track="petition", transitions=(climbed,))
    assert proposed(petition, "10-14") is None
    assert made(petition, "10-15").rule == "overdue"
    failed = matter("township", "10-14", attempts=3, transitions=(climbed,))
    assert made(failed, "10-14").rule == "failed"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"on": "09-01"}, "到 2026-09-08 没有办结，按规则上报"),
        ({"attempts": 2}, "2 次调解未成，按规则上报"),
        ({"scale": "02"}, "按类别或规模应由上级办理，按规则上报"),
    ],
)
def test_the_trail_says_by_which_rule_it_climbed(more: dict[str, Any], reason: str) -> None:
    assert made(matter(**more), "10-14").reason == reason


def test_a_mass_matter_in_the_village_belongs_to_the_township() -> None:
    found = made(matter(scale="02"), "10-14")
    assert (found.to_rung, found.rule) == ("township", "entry")


def test_what_a_meeting_sent_back_is_not_fetched_by_its_scale() -> None:
    step = Transition("t", "m", 1, day("10-13"), "return_down", True, "village", VILLAGE, "open")
    assert proposed(matter(scale="02", transitions=(step,)), "10-14") is None


def test_an_intimate_matter_goes_beyond_the_township_only_with_both_parties_consent() -> None:
    parties = (Party("张三"), Party("李四"))
    private = matter("township", "09-01", category="0101", parties=parties)
    found = made(private, "10-14")
    assert found.held
    assert len(found.missing) == 2
    private.consents = {"张三": {"wider": True}, "李四": {"wider": False}}
    assert made(private, "10-14").missing == ("李四不同意提交上级研究",)
    private.consents["李四"]["wider"] = True
    assert not made(private, "10-14").held


def test_an_intimate_matter_climbs_to_the_township_without_asking() -> None:
    assert not made(matter(category="0101"), "10-21").held


def test_a_sealed_matter_needs_consent_too_and_cannot_get_it_without_parties() -> None:
    found = made(matter("township", "09-01", sealed=True), "10-14")
    assert found.held
    assert "没有具名当事人" in found.missing[0]


@pytest.mark.parametrize(
    ("reach", "waiting"),
    [(None, False), (date.min, True), (day("10-20"), True), (day("10-21"), False)],
)
def test_a_village_with_its_own_machine_is_waited_for_until_its_data_are_newer(
    reach: date | None, waiting: bool
) -> None:
    found = made(matter(), "10-22", fresh=lambda village: reach)
    assert found.waiting is waiting
    assert found.held is waiting


def test_data_of_the_village_are_not_waited_for_above_it_or_after_failed_mediations() -> None:
    above_it = matter("township", "09-01")
    assert not made(above_it, "10-22", fresh=lambda village: date.min).waiting
    assert not made(matter(attempts=2), "10-14", fresh=lambda village: date.min).waiting


def test_a_missing_owner_is_listed_but_holds_nothing() -> None:
    found = made(matter("joint_meeting", "10-01"), "10-14")
    assert found.blocked == ("还没有确定镇包案领导",)
    assert not found.held
    assert made(matter("joint_meeting", "10-01", leader="陈某"), "10-14").blocked == ()
    to_meeting = matter("township", "09-01")
    assert made(to_meeting, "10-14").blocked == ("还没有排定联席会议",)
    assert made(to_meeting, "10-14", meetings=(Scheduled(day("10-20")),)).blocked == ()
    called_off = Scheduled(day("10-20"), day("10-01"), until=day("10-14"))
    not_called_yet = Scheduled(day("10-20"), day("10-15"))
    for none in (called_off, not_called_yet, Scheduled(day("10-13"))):
        assert made(to_meeting, "10-14", meetings=(none,)).blocked == ("还没有排定联席会议",)
    unstaffed = made(matter(), "10-21", owners=lambda rung, tier: "")
    assert unstaffed.blocked == ("镇上还没有人承接",)


def nobody(dispute: Dispute, today: str, **more: Any) -> tuple[str, ...]:
    return blocked(dispute, {}, CALENDAR, more.pop("meetings", ()), day(today), **more)


def test_an_overdue_matter_at_the_top_without_anybody_is_shown_as_such() -> None:
    top = matter("leader_case", "08-01", "county")
    assert nobody(top, "12-31") == ("还没有确定区县包案领导",)
    assert nobody(top, "08-02") == ()
    top.leader, top.leader_tier = "赵县长", "county"
    assert nobody(top, "12-31") == ()


def test_an_overdue_matter_at_the_top_without_anybody_is_listed_and_climbs_nowhere() -> None:
    top = matter("leader_case", "08-01", "county")
    found = stranded(top, {}, CALENDAR, (), day("12-31"))
    assert found is not None and found.stays and found.held
    assert (found.rung, found.to_rung, found.rule) == ("leader_case", "leader_case", "overdue")
    assert found.blocked == nobody(top, "12-31")
    assert stranded(top, {}, CALENDAR, (), day("08-02")) is None
    top.leader, top.leader_tier = "赵县长", "county"
    assert stranded(top, {}, CALENDAR, (), day("12-31")) is None


def test_who_keeps_a_matter_below_is_not_somebody_to_take_it_above() -> None:
    kept = matter(handler="王干部")
    assert nobody(kept, "10-20", owners=lambda rung, tier: "") == ()
    assert nobody(kept, "10-21", owners=lambda rung, tier: "") == ("镇上还没有人承接",)
    assert nobody(kept, "10-21", owners=lambda rung, tier: "周某") == ()
    failed = matter(handler="王干部", attempts=2)
    assert nobody(failed, "10-14", owners=lambda rung, tier: "") == ("镇上还没有人承接",)


@given(
    st.sampled_from(RUNGS),
    st.sampled_from(["mediation", "petition"]),
    st.sampled_from(["", "王干部"]),
    st.sampled_from(["", "陈某"]),
    st.integers(0, 3),
    st.integers(0, 120),
    st.booleans(),
)
def test_what_a_run_lists_as_blocked_is_what_the_figures_count(
    rung: str, track: str, handler: str, leader: str, attempts: int, after: int, staffed: bool
) -> None:
    tier = "township" if rung == "leader_case" else ""
    dispute = matter(
        rung, "08-01", tier, handler=handler, leader=leader, track=track, attempts=attempts
    )
    today = day("08-01") + timedelta(days=after)
    given = (dispute, {}, CALENDAR, (), today)

    def owners(rung: str, tier: str) -> str:
        return "周某" if staffed and rung != "leader_case" else ""

    listed = propose(*given, owners=owners) or stranded(*given, owners)
    assert (listed.blocked if listed is not None else ()) == blocked(*given, owners)


def test_a_new_leader_is_needed_when_the_case_goes_to_the_county() -> None:
    case = matter("leader_case", "08-01", "township", leader="陈某")
    assert lacking(case, "leader_case", "county", (), day("10-14")) == ("还没有确定区县包案领导",)
    assert lacking(case, "leader_case", "township", (), day("10-14")) == ()


def test_evidence_names_the_clock_and_what_lengthened_it() -> None:
    lengthy = matter(
        attempts=1,
        extensions=(Extension("x", day("10-15"), "e1", day("10-22")),),
        suspensions=(Suspension("s", day("10-14"), day("10-15")),),
        pending=Transfer("t", day("10-15"), "水利站"),
    )
    found = made(lengthy, "10-30")
    text = "\n".join(found.evidence)
    for word in ("2026-10-13 起", "未成 1 次", "延期 1 次", "中止 1 次", "水利站"):
        assert word in text


def test_evidence_says_of_an_ordinary_matter_no_more_than_its_clock() -> None:
    assert made(matter(), "10-21").evidence == ("村（社区）调解自 2026-10-13 起，期限 2026-10-20",)
    (moved,) = made(matter(on="10-17"), "10-27").evidence
    assert moved.endswith("期限 2026-10-26（2026-10-24 顺延）")


def test_a_petition_climbs_when_its_plain_limit_has_passed() -> None:
    petition = matter("township", "09-01", track="petition")
    assert proposed(petition, "09-16") is None
    assert made(petition, "09-17").to_rung == "joint_meeting"
    petition.accepted_on = day("09-10")
    petition.opinions = ((day("09-20"), "explain", day("09-21")),)
    assert proposed(petition, "12-31") is None


@given(
    st.sampled_from(RUNGS),
    st.integers(0, 500),
    st.integers(0, 4),
    st.sampled_from(["01", "02", "03"]),
    st.sampled_from(["0201", "1102", "1201", "1202"]),
    st.sampled_from(["mediation", "petition"]),
    st.lists(st.integers(0, 60), max_size=4),
)
def test_the_index_day_is_the_first_on_which_a_climb_is_proposed(
    rung: str, offset: int, attempts: int, scale: str, category: str, track: str, gaps: list[int]
) -> None:
    on = date(2025, 6, 1) + timedelta(days=offset)
    meetings = tuple(Scheduled(on + timedelta(days=each)) for each in gaps)
    tier = "township" if rung == "leader_case" else ""
    dispute = matter(
        rung, "10-13", tier, attempts=attempts, scale=scale, category=category, track=track
    )
    dispute.starts = (Start("e1", "register", on, rung, tier),)
    first = climb_on(dispute, {}, deadline(dispute, {}, CALENDAR, meetings))
    found = [
        on + timedelta(days=n)
        for n in range(200)
        if propose(dispute, {}, CALENDAR, meetings, on + timedelta(days=n)) is not None
    ]
    assert first is not None
    assert found[0] == first
    assert found == [first + timedelta(days=n) for n in range(len(found))]


@given(st.sampled_from(RUNGS), st.sampled_from(["", "township", "county"]))
def test_above_leads_up_and_ends(rung: str, tier: str) -> None:
    steps = 0
    step = above(rung, tier)
    while step is not None:
        steps += 1
        assert RUNGS.index(step[0]) >= RUNGS.index(rung)
        step = above(*step)
    assert steps <= 4


@pytest.mark.parametrize(
    ("category", "scale", "rung"),
    [
        ("0201", "01", "village"),
        ("1102", "01", "township"),
        ("1201", "01", "township"),
        ("1202", "01", "village"),
        ("1301", "01", "township"),
        ("1402", "01", "township"),
        ("0201", "02", "township"),
        ("0201", "03", "leader_case"),
        ("1102", "03", "leader_case"),
    ],
)
def test_a_matter_enters_where_its_category_and_scale_say(
    category: str, scale: str, rung: str
) -> None:
    assert entry(LADDER, category, scale) == (rung, "township" if rung == "leader_case" else "")


def test_accusations_are_never_taken_into_village_data() -> None:
    for category, accuses in (("1502", False), ("0201", True)):
        refused = intake(LADDER, "village", category, "01", accuses_official=accuses)
        assert not refused.taken
        assert "纪检监察机关" in refused.words
        taken = intake(LADDER, "township", category, "01", accuses_official=accuses)
        assert taken.taken
        assert taken.sealed
        assert taken.refer_to == "纪检监察机关"
        assert taken.rung == "township"


def test_an_ordinary_matter_is_taken_without_a_word() -> None:
    plain = intake(LADDER, "village", "0201", "01")
    assert (plain.taken, plain.rung, plain.words, plain.sealed) == (True, "village", "", False)


def test_a_grave_mass_matter_needs_special_reports() -> None:
    assert special_reports(LADDER, "03")
    assert "专报" in intake(LADDER, "township", "0201", "03").words


def test_the_form_says_that_a_matter_does_not_begin_in_the_village_and_where_it_does() -> None:
    told = "这类事项不由村里办理，直接进入"
    assert intake(LADDER, "village", "1102", "01").words == told + "乡镇（街道）调解"
    grave = intake(LADDER, "township", "0201", "03").words
    assert grave == told + "领导包案，并须每日专报"


def test_what_needs_consent_for_wider_study_enters_no_higher_than_the_township() -> None:
    for category, sealed in (("0101", False), ("0201", True)):
        taken = intake(LADDER, "township", category, "03", sealed=sealed)
        assert (taken.rung, taken.tier) == ("township", "")
        assert "都同意提交上级研究以后再上报" in taken.words
    accused = intake(LADDER, "township", "1502", "03")
    assert (accused.rung, accused.tier) == ("township", "")
    assert intake(LADDER, "township", "0101", "01").rung == "village"


PARTIES = (
    Party("张三", household=VILLAGE + "010001", representative="周七"),
    Party("宏达公司", kind="company"),
)


@pytest.mark.parametrize(
    ("handler", "more", "word"),
    [
        ("张三", {}, "当事人"),
        ("张 三", {}, "当事人"),
        ("周七", {}, "代表"),
        ("张父", {"heads": {VILLAGE + "010001": "张父"}}, "一户"),
        ("张小", {"household": VILLAGE + "010001"}, "一户"),
        ("王五", {"unit": "宏达公司"}, "被反映单位"),
    ],
)
def test_who_has_an_interest_does_not_handle_it(
    handler: str, more: dict[str, Any], word: str
) -> None:
    found = handler_refusal(PARTIES, handler, **more)
    assert word in found
    assert "回避" in found


SEVERAL = (
    Party("小区业主", kind="collective", representative="吴一、郑二"),
    Party("王五（户主）"),
    Party("赵六、钱七"),
    Party("孙八等5人", kind="collective"),
    Party("宏达公司（负责人陈九）", kind="company"),
)


@pytest.mark.parametrize(
    ("who", "word"),
    [
        *((name, "当事人，") for name in ("王五", "赵六", "钱七", "孙八", "赵六（网格员）")),
        *((name, "当事人的代表") for name in ("吴一", "郑 二", "陈九")),
    ],
)
def test_each_of_several_written_in_one_field_is_a_side(who: str, word: str) -> None:
    assert f"{who}是{word}" in handler_refusal(SEVERAL, who)
    assert f"{who}是{word}" in helper_refusal(SEVERAL, [who])
    assert "请换一位包案领导" in handler_refusal(SEVERAL, who, office="包案领导")


@pytest.mark.parametrize("who", ["王", "业主", "孙八八", "五人", "钱七一", "户主", "吴", "郑"])
def test_whose_name_is_part_of_a_longer_one_is_no_side(who: str) -> None:
    assert handler_refusal(SEVERAL, who) == ""
    assert helper_refusal(SEVERAL, [who]) == ""


def test_anybody_else_handles_it() -> None:
    assert handler_refusal(PARTIES, "王五", unit="调解中心", heads={}) == ""
    assert handler_refusal(PARTIES, "") == ""


@pytest.mark.parametrize(
    ("helper", "word"),
    [
        ("张 三", "张 三是当事人，"),
        ("周七", "周七是当事人的代表"),
        ("宏达公司", "宏达公司是当事人"),
    ],
)
def test_a_side_of_the_matter_does_not_help_with_it(helper: str, word: str) -> None:
    found = helper_refusal(PARTIES, ["王五", helper])
    assert word in found
    assert "回避" in found


def test_anybody_else_helps_relatives_too() -> None:
    assert helper_refusal(PARTIES, ["张父", "王五", "司法所", ""]) == ""
    assert helper_refusal((), ["张三"]) == ""


def test_an_imported_handler_who_is_a_party_is_marked() -> None:
    assert should_withdraw(matter(parties=PARTIES, handler="张三"))
    assert not should_withdraw(matter(parties=PARTIES, handler="王五"))


def test_the_verifier_is_never_the_handler() -> None:
    dispute = matter(handler="王五", resolved_by="李六")
    assert verifier_refusal(dispute, "王五")
    assert verifier_refusal(dispute, "李 六")
    assert verifier_refusal(dispute, "赵八") == ""
    assert verifier_refusal(matter(), "") == ""


def keys(category: str, **more: Any) -> dict[str, date | None]:
    dispute = matter(category=category, occurred_on=day("03-31"), **more)
    return {way.key: way.last for way in ways(dispute, CALENDAR)}


def test_the_ways_open_go_by_category_with_their_dates() -> None:
    assert keys("0201") == {"court": date(2029, 3, 31)}
    assert keys("0101") == {"court": None}
    assert keys("0701") == {"labour": date(2027, 3, 31)}
    assert keys("0901") == {"land_arbitration": date(2028, 3, 31), "court": date(2029, 3, 31)}
    assert keys("1102") == {"review": day("05-30"), "administrative": day("09-30")}
    assert keys("15") == {"discipline": None}


def test_every_category_has_a_way() -> None:
    from xinfang_tui.disputes.codes import codes_of

    for category in codes_of().categories:
        assert keys(category), category


def test_an_agreement_is_confirmed_within_thirty_days() -> None:
    assert keys("0201", resolved_on=day("10-01"))["confirmation"] == day("10-31")
    assert "confirmation" not in keys("0201", resolved_on=day("10-01"), confirm_given=day("10-09"))


def test_review_is_asked_for_within_thirty_days_of_each_opinion() -> None:
    first = ((day("09-01"), "explain", day("09-05")),)
    assert keys("1102", on="08-20", opinions=first)["petition_review"] == day("10-05")
    second = (*first, (day("10-01"), "explain", day("10-05")))
    assert keys("1102", on="08-20", opinions=second)["petition_recheck"] == day("11-04")
    third = (*second, (day("11-01"), "explain", day("11-05")))
    assert not any(key.startswith("petition") for key in keys("1102", on="08-20", opinions=third))


def test_a_way_reads_as_one_line() -> None:
    dispute = matter(category="1102", occurred_on=day("04-02"))
    review = ways(dispute, CALENDAR)[0]
    assert review.line == (
        "行政复议：向县级人民政府（行政复议机关）提出，六十日内申请"
        "（最迟 2026-06-01）（行政复议法第二十条）"
    )
    assert "发生日期" in review.remark
    told = ways(matter(category="1502"), CALENDAR)[0]
    assert told.line == "检举控告：向纪检监察机关提出（监察法）"
