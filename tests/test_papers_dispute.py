"""Papers of one dispute, of a village, a meeting and a staff member."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.paper_samples import NAMES, OFFICE, dispute, disputes, entry, month, settled
from xinfang_tui.calendar import Calendar
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.paper import Addressee, Annex, Imprint, Paper, RedHead, tables
from xinfang_tui.documents.papers.agenda import agenda_pack
from xinfang_tui.documents.papers.casefile import case_file, hand_over
from xinfang_tui.documents.papers.mediation import agreement, record_of_talks, registration
from xinfang_tui.documents.papers.minutes import assignment_slips, minutes
from xinfang_tui.documents.papers.notices import confirmation, notice, reminder, return_visit
from xinfang_tui.documents.papers.supervision import reminder_slip, review, special_report
from xinfang_tui.documents.papers.village import village_report, walk_sheet
from xinfang_tui.documents.papers.worklog import worklog
from xinfang_tui.documents.render import FORMATS, render
from xinfang_tui.documents.selfcheck import full_text

MASKED = month().show
SHOWN = Disclosure(made_by="周某", made_on=date(2026, 11, 1))
ON = date(2026, 10, 21)
PHONE = "13800138000"
WAYS = [{"way": "向人民法院起诉", "limit": "诉讼时效三年", "until": "2029-10-02"}]
MINUTES = {
    "name": "联席会议",
    "month": "2026-10",
    "on": "2026-10-20",
    "place": "镇政府三楼",
    "chair": "陈某",
    "principal": True,
    "attendees": ["司法所", "派出所"],
    "items": [
        {
            "number": "柳-2609-02116",
            "village": "510123101204",
            "category": "1102",
            "reason": "待会议研究",
            "words": "由镇自然资源所办理，2026-11-05 前完成",
            "decision": {},
        },
        {
            "number": "石-2610-01123",
            "village": "510123101203",
            "category": "0701",
            "words": "由陈某包案",
            "decision": {
                "plan": [{"step": "核清人数", "due": "2026-10-25"}],
                "helpers": ["司法所"],
            },
        },
    ],
    "counts": {"decided": 1},
    "slips": [
        {
            "unit": unit,
            "name": "联席会议",
            "on": "2026-10-20",
            "items": [
                {"number": number, "village": "510123101204", "category": "1102", "due": due}
            ],
        }
        for unit, number, due in (
            ("镇自然资源所", "柳-2609-02116", "2026-11-05"),
            ("劳动保障所", "石-2610-01123", None),
        )
    ],
}


def place(code: str) -> str:
    return month().place(code)


def every(show: Disclosure) -> dict[str, Paper]:
    unit = month().units[3]
    walked = [{"group": "二", "door": "014", "head": "张三丰", "last": "missed", "open": 1}]
    log = [{**one, "number": "柳", "village_name": "柳树沟村"} for one in settled()["trail"]]
    return {
        "registration": registration(settled(), OFFICE, show),
        "talks": record_of_talks(settled(), OFFICE, show, 1),
        "agreement": agreement(settled(), OFFICE, show),
        "notice": notice(dispute(), OFFICE, show, ON, WAYS),
        "return_visit": return_visit(settled(), OFFICE, show),
        "confirmation": confirmation(settled(), OFFICE, show, "某县人民法院", Calendar()),
        "reminder": reminder_slip(disputes()[1], OFFICE, show, ON, date(2026, 10, 28)),
        "special": special_report(disputes()[2], OFFICE, show, ON, number=3),
        "review": review(dispute(surfaced=[]), OFFICE, show, ON),
        "casefile": case_file(settled(), OFFICE, show, ON, "双调〔2026〕18号", WAYS),
        "handover": hand_over(disputes(), OFFICE, show, giver="周某", taker="刘某", on=ON),
        "agenda": agenda_pack(disputes(), OFFICE, show, ON, reasons={"d2": "待会议研究"}),
        "walksheet": walk_sheet("柳树沟村", "2026-11", walked, OFFICE, show),
        "village_report": village_report(unit, "2026-10", [dispute()], OFFICE, show),
        "worklog": worklog("周某", "2026-10", log, OFFICE, show, households=46),
    }


@pytest.mark.parametrize("kind", every(MASKED))
def test_names_phones_and_cards_are_hidden_until_asked_for(kind: str) -> None:
    hidden, shown = every(MASKED)[kind], every(SHOWN)[kind]
    assert (hidden.kind, hidden.masked, shown.masked) == (kind, True, False)
    text = full_text(hidden)
    assert not [secret for secret in (*NAMES, PHONE, "11010519491231002X") if secret in text]
    assert "周某" in full_text(shown) + shown.made_by


@pytest.mark.parametrize("kind", every(MASKED))
def test_every_paper_comes_out_in_every_format_and_again_the_same(kind: str) -> None:
    for name in FORMATS:
        assert render(every(MASKED)[kind], name) == render(every(MASKED)[kind], name)


def test_the_agreement_has_its_terms_dates_and_places_to_sign() -> None:
    paper = agreement(settled(), OFFICE, SHOWN, "双调协〔2026〕7号")
    text = full_text(paper)
    assert "双调协〔2026〕7号" in text
    (table,) = tables(paper)
    assert table.rows[1][1:] == ("李四光", "补偿张三丰秧苗损失 600 元", date(2026, 11, 5))
    assert text.count("当事人（签名、盖章或按指印）") == 2
    assert "三十日内共同向人民法院" in text


def test_a_record_of_talks_ticks_what_came_of_it() -> None:
    text = full_text(record_of_talks(settled(), OFFICE, SHOWN, 1))
    assert "□调解成功　☑调解不成　□有待继续调解" in text
    assert "2026年10月5日" in text
    assert "张三丰要求按水牌轮流放水" in text
    blank = full_text(record_of_talks(dispute(trail=[]), OFFICE, SHOWN))
    assert "□调解成功　□调解不成　□有待继续调解" in blank


def test_the_notice_tells_number_handler_date_ways_and_whom_to_call() -> None:
    text = full_text(notice(dispute(), OFFICE, SHOWN, ON, WAYS))
    for part in (
        "柳-2610-03074",
        "周某",
        "2026年10月26日",
        "向人民法院起诉",
        "2029年10月2日",
        "监督电话028-8888 0000",
        "12388",
        "人民调解不收取任何费用",
        "回执",
    ):
        assert part in text


def test_the_notice_of_a_petition_tells_its_statutory_days() -> None:
    text = full_text(notice(dispute(track="petition", channel="visit"), OFFICE, SHOWN, ON))
    assert "15日内决定是否受理" in text
    assert "60日内办结" in text
    assert "不超过30日" in text
    assert "人民调解" not in text and "登记和办理不影响" in text


def test_a_petition_that_was_accepted_tells_when() -> None:
    record = dispute(track="petition", accepted_on="2026-10-08")
    text = full_text(notice(record, OFFICE, SHOWN, ON))
    assert "本事项已于2026年10月8日受理" in text and "15日内决定" not in text


def test_a_notice_made_after_the_end_tells_the_end() -> None:
    text = full_text(notice(settled(concluded_on="2026-10-15"), OFFICE, SHOWN, ON))
    assert "2026年10月15日已化解待回访" in text
    assert "由上一级接续办理" not in text


def test_a_notice_of_a_day_before_the_end_knows_of_no_end_nor_of_what_it_opened() -> None:
    confirm = {"way": "司法确认（人民法院）", "limit": "三十日内", "until": "2026-11-21"}
    before = full_text(notice(settled(), OFFICE, SHOWN, ON, [*WAYS, confirm]))
    assert "由上一级接续办理" in before
    assert "协议没有履行的" not in before
    assert "向人民法院起诉" in before and "司法确认" not in before
    after = full_text(notice(settled(), OFFICE, SHOWN, date(2026, 10, 23), [*WAYS, confirm]))
    assert "协议没有履行的" in after and "司法确认（人民法院）" in after


def accusation() -> dict[str, Any]:
    sent = entry("refer", "2026-10-03", "转法定途径", "", to="县纪委监委")
    about = {"name": "王小明", "kind": "person"}
    return dispute(
        category="1502", sealed=True, status="referred", trail=[sent], parties=[about], reporter=""
    )


def test_the_notice_of_an_accusation_says_where_it_went_and_offers_no_mediation() -> None:
    text = full_text(notice(accusation(), OFFICE, SHOWN, ON, WAYS))
    assert "登记转送告知书" in text and "反映人：" in text
    assert "已于2026年10月3日转送县纪委监委" in text
    assert "王小明" not in text
    for word in ("人民调解", "调解中心", "由上一级接续办理", "受理单位："):
        assert word not in text


def test_the_file_of_an_accusation_or_a_petition_is_none_of_a_mediation() -> None:
    sealed = case_file(accusation(), OFFICE, MASKED, ON)
    assert [b.title for b in sealed.blocks if isinstance(b, Annex)] == [
        "密封事项登记表",
        "登记转送告知书",
        "办理经过",
    ]
    petition = case_file(dispute(track="petition"), OFFICE, MASKED, ON)
    assert petition.title == "信访事项卷宗"
    assert "人民调解受理登记表" not in full_text(petition)


def test_a_notice_is_never_addressed_to_the_office_complained_about() -> None:
    parties = [
        {"name": "张三丰", "kind": "person"},
        {"name": "镇市场监管所", "kind": "company"},
    ]
    for about in ({"track": "petition"}, {"category": "1203"}):
        text = full_text(notice(dispute(parties=parties, **about), OFFICE, SHOWN, ON))
        assert "张三丰：" in text
        assert "镇市场监管所" not in text
    both = full_text(notice(dispute(parties=parties, category="0402"), OFFICE, SHOWN, ON))
    assert "张三丰、镇市场监管所：" in both


def test_the_reminder_counts_thirty_days_and_names_the_working_day_after() -> None:
    text = reminder(date(2026, 10, 22), Calendar())
    assert "2026年11月21日前（含当日）" in text
    assert "顺延到2026年11月23日" in text
    assert "三十日内" in reminder(None)


def test_a_return_visit_ticks_the_answer_and_shows_what_was_kept() -> None:
    text = full_text(return_visit(settled(), OFFICE, SHOWN))
    assert "☑满意" in text
    assert "已履行" in text
    assert "原经办人以外" in text


def test_a_reminder_slip_says_how_late_and_by_when_to_reply() -> None:
    text = full_text(reminder_slip(disputes()[1], OFFICE, MASKED, ON, date(2026, 10, 28)))
    assert "已超期13天" in text
    assert "2026年10月28日前书面回复" in text


def test_a_special_report_is_of_the_matter_and_the_measures() -> None:
    paper = special_report(disputes()[2], OFFICE, MASKED, ON, number=3)
    text = full_text(paper)
    assert "第3期" in text
    assert Addressee("陈某") in paper.blocks
    other = special_report(disputes()[2] | {"leader": "郑某"}, OFFICE, MASKED, ON)
    assert Addressee("陈某、郑某") in other.blocks
    assert Addressee("陈某、责任领导") in special_report(dispute(), OFFICE, MASKED, ON).blocks
    assert "2026年10月9日，在柳树沟村委会组织调解，双方仍不同意，未达成一致。" in text
    assert "1.核清地块面积（2026年10月20日前，已过期限）。" in text
    assert any(isinstance(block, Imprint) for block in paper.blocks)
    assert not any(isinstance(block, RedHead) for block in paper.blocks)


def test_a_special_report_of_a_settled_matter_plans_nothing_more() -> None:
    record = settled(plan=[{"step": "核清地块面积", "due": "2026-10-20"}])
    text = full_text(special_report(record, OFFICE, MASKED, ON))
    assert "核清地块面积" not in text
    assert "该事项已经办结，继续跟踪协议履行和回访" in text


def test_a_reminder_of_a_settled_matter_asks_for_what_was_promised() -> None:
    record = settled(terms=[{"who": "李四光", "what": "修渠", "due": "2026-10-10", "kept": None}])
    text = full_text(reminder_slip(record, OFFICE, MASKED, ON, date(2026, 10, 28)))
    assert "协议尚有1项没有履行记录，现予督办" in text
    assert "尚未办结" not in text


def surfaced(**changes: Any) -> dict[str, Any]:
    return dispute(surfaced=[{"on": "2026-10-15", "office": "县信访局", "people": 25}], **changes)


def test_a_review_asks_whether_it_was_found_owned_and_acted_on() -> None:
    paper = review(surfaced(), OFFICE, MASKED, ON)
    assert [row[2] for row in tables(paper)[0].rows] == ["是", "是", "是"]
    assert "涉及25人，超过20人" in full_text(paper)
    twenty = dispute(surfaced=[{"on": "2026-10-15", "office": "县信访局", "people": 20}])
    assert "超过" not in full_text(review(twenty, OFFICE, MASKED, ON))
    late = review(
        surfaced(registered_on="2026-10-20", trail=[], handler="", unit=""), OFFICE, MASKED, ON
    )
    assert [row[2] for row in tables(late)[0].rows] == ["否", "否", "否"]


def test_the_case_file_lists_every_paper_it_holds() -> None:
    paper = case_file(settled(), OFFICE, MASKED, ON, "双调〔2026〕18号", WAYS)
    listed = [row[1] for row in tables(paper)[0].rows]
    held = [block.title for block in paper.blocks if isinstance(block, Annex)]
    assert listed == held
    assert listed == [
        "人民调解受理登记表",
        "受理告知书",
        "人民调解笔录",
        "人民调解笔录",
        "人民调解协议书",
        "回访记录",
        "办理经过",
    ]


@pytest.mark.parametrize(("form", "title"), [("written", "调解协议书"), ("oral", "口头协议登记表")])
def test_an_agreement_before_another_office_is_signed_by_that_office(form: str, title: str) -> None:
    record = settled(method="0102", organisation="双桥镇人民政府", agreement=form)
    held = case_file(record, OFFICE, MASKED, ON, "", WAYS)
    assert [b.title for b in held.blocks if isinstance(b, Annex)].count(title) == 1
    text = full_text(held)
    assert "双桥镇人民政府" in text and "按水牌轮流放水，每户一天" in text
    assert "主持人（签名）" in text and "人民调解委员会（印章）" not in text


def test_an_open_matters_agreement_is_the_mediators() -> None:
    opened = settled(method="0102") | {"resolved_on": ""}
    assert agreement(opened, OFFICE, MASKED).title == "人民调解协议书"
    assert agreement(settled(method="0102"), OFFICE, MASKED).title == "调解协议书"
    assert agreement(settled(method="0106"), OFFICE, MASKED).title == "人民调解协议书"


@pytest.mark.parametrize(
    ("amount", "words"), [(1_234_567.0, "1234567元"), (1234567.89, "1234567.89元"), (0.5, "0.5元")]
)
def test_an_agreed_amount_stands_to_the_fen(amount: float, words: str) -> None:
    case = {**settled(), "amount": amount}
    assert f"涉及金额人民币{words}。" in full_text(agreement(case, OFFICE, SHOWN))


def test_an_oral_agreement_and_attachments_are_filed_too() -> None:
    record = settled(agreement="oral")
    record["trail"] = [*record["trail"], entry("attach", "2026-10-22", "附件", "文件：照片一张")]
    titles = [b.title for b in case_file(record, OFFICE, MASKED, ON).blocks if isinstance(b, Annex)]
    assert "人民调解口头协议登记表" in titles
    assert "附件材料清单" in titles


def test_printings_are_no_part_of_the_file_or_the_review() -> None:
    record = surfaced()
    printed = entry("print", "2026-10-22", "打印", "卷宗，姓名照写")
    record["trail"] = [*record["trail"], printed]
    for paper in (review(record, OFFICE, MASKED, ON), case_file(record, OFFICE, MASKED, ON)):
        assert "姓名照写" not in full_text(paper)


def test_a_review_counts_silence_only_until_the_matter_came_to_a_higher_office() -> None:
    record = surfaced(silence=90, registered_on="2026-10-01", trail=[])
    assert "最长间隔14天没有记录" in full_text(review(record, OFFICE, MASKED, ON))


def test_entries_undone_are_not_printed() -> None:
    record = settled()
    record["trail"][1]["undone"] = True
    titles = [b.title for b in case_file(record, OFFICE, MASKED, ON).blocks if isinstance(b, Annex)]
    assert titles.count("人民调解笔录") == 1


def test_a_matter_with_no_named_party_still_has_its_papers() -> None:
    bare = dispute(parties=[], title="匿名反映", trail=[])
    for make in (registration, agreement, record_of_talks, return_visit, confirmation):
        assert render(make(bare, OFFICE, MASKED), "docx")
    assert "当事人：" in full_text(notice(bare, OFFICE, MASKED, ON))


def test_the_minutes_tell_decisions_without_names_of_parties() -> None:
    text = full_text(minutes(MINUTES, OFFICE, place=place, number=10))
    assert "一、关于柳-2609-02116号事项（柳树沟村，" in text
    assert "会议决定：由镇自然资源所办理，2026年11月5日前完成。" in text
    assert "1.核清人数（2026年10月25日前）。" in text
    assert "1件未作决定，下次再议" in text
    assert "陈某（主要领导）" in text


def test_there_is_one_slip_for_each_unit() -> None:
    paper = assignment_slips(MINUTES, OFFICE, place=place, reply_by=date(2026, 11, 6))
    assert len(tables(paper)) == 2
    text = full_text(paper)
    assert text.index("镇自然资源所") < text.index("劳动保障所")
    assert text.count("请于2026年11月6日前书面回复办理情况") == 2
    none = assignment_slips({**MINUTES, "slips": []}, OFFICE, place=place)
    assert "没有需要交办的事项" in full_text(none)


def test_the_agenda_has_a_page_for_each_case() -> None:
    paper = agenda_pack(disputes(), OFFICE, MASKED, ON, reasons={"d2": "待会议研究"})
    pages = [block for block in paper.blocks if isinstance(block, Annex)]
    assert len(pages) == len(disputes())
    assert "待会议研究" in full_text(paper)
    empty = agenda_pack([], OFFICE, MASKED, ON)
    assert "没有提请研究的事项" in full_text(empty)


def test_a_zero_report_speaks_of_the_sweep_and_shows_what_came_another_way() -> None:
    unit = month().units[4]
    visit = dispute(channel="visit")
    text = full_text(village_report(unit, "2026-10", [visit], OFFICE, MASKED))
    assert "本月排查未发现新增矛盾纠纷，特此报告" in text
    assert "应查123户" in text
    assert "来访、来电等渠道登记1件" in text
    report = full_text(village_report(month().units[0], "2026-10", [settled()], OFFICE, MASKED))
    assert "登记矛盾纠纷1件，已化解1件" in report
    assert "100.0%（142/142）" in report


def test_a_village_report_calls_nothing_still_going_that_was_referred() -> None:
    def said(*found: dict[str, Any]) -> str:
        return full_text(village_report(month().units[0], "2026-10", found, OFFICE, MASKED))

    assert "登记矛盾纠纷1件，转出或终止1件，" in said(dispute(status="referred"))
    assert "登记矛盾纠纷2件，转出或终止1件，" in said(dispute(), dispute(status="ended"))
    assert "登记矛盾纠纷1件，均在办理中，" in said(dispute())


def test_a_village_report_tells_what_was_registered_after_its_day() -> None:
    unit, on = month().units[4], date(2026, 10, 23)
    found = [dispute(channel="visit", registered_on=f"2026-10-{day}") for day in (22, 23, 24)]
    zero = full_text(village_report(unit, "2026-10", found, OFFICE, MASKED, on))
    assert "来访、来电等渠道登记3件（其中填报之后登记1件），列后" in zero
    report = full_text(village_report(month().units[0], "2026-10", found, OFFICE, MASKED, on))
    assert "登记矛盾纠纷3件（其中填报之后登记1件），均在办理中" in report
    before = village_report(unit, "2026-10", found[:2], OFFICE, MASKED, on)
    assert "填报之后" not in full_text(before)


def test_a_walk_sheet_shows_last_months_state_and_boxes_to_tick() -> None:
    walked = [{"group": "二", "door": "014", "head": "张三丰", "last": "missed", "open": 1}]
    paper = walk_sheet("柳树沟村", "2026-11", walked, OFFICE, MASKED)
    (table,) = tables(paper)
    assert table.rows[0][:4] == ("二", "014", "张某", "未见到（1件在办）")
    assert table.rows[0][4:] == ("",) * 6
    assert "是否有人身危险" in full_text(paper)


def test_a_work_log_counts_what_was_done() -> None:
    text = full_text(worklog("周某", "2026-10", settled()["trail"], OFFICE, MASKED, households=46))
    assert "走访46户，登记矛盾纠纷1件，组织调解2次" in text
    assert "本月没有记录。" in full_text(worklog("周某", "2026-10", [], OFFICE, MASKED))


def test_a_hand_over_lists_promises_visits_and_dates_that_go_with_the_matters() -> None:
    duties = [
        {
            "number": "柳-2610-03074",
            "title": "张三丰与李四光争水",
            "what": "督促履行：李四光修渠",
            "due": "2026-10-10",
            "state": "已到期未见履行",
        }
    ]
    paper = hand_over(disputes(), OFFICE, MASKED, giver="周某", taker="刘某", on=ON, duties=duties)
    assert "待履行、待回访和已约定日期的1项" in full_text(paper)
    row = tables(paper)[1].rows[0]
    assert row[1] == "柳-2610-03074" and row[4:] == (date(2026, 10, 10), "已到期未见履行")
    assert "李四光" not in full_text(paper)


def test_the_page_of_a_case_has_the_plan_and_as_much_of_the_trail_as_it_holds() -> None:
    talks = [
        entry("mediate", f"2026-10-{day:02}", "调解", "", place="村委会", text="各说各的理" * 12)
        for day in range(1, 21)
    ]
    plan = [{"step": "核清地块面积", "due": "2026-10-30"}]
    pack = agenda_pack([dispute(trail=talks, plan=plan)], OFFICE, MASKED, ON)
    trail = tables(pack)[1]
    assert 1 < len(trail.rows) < 12
    assert trail.rows[-1][0] == date(2026, 10, 20)
    text = full_text(pack)
    assert "1.核清地块面积（2026年10月30日前）" in text and "最近的办理经过" in text
    whole = full_text(agenda_pack([dispute(trail=talks[:1])], OFFICE, MASKED, ON))
    assert "主要经过" in whole and "化解方案" not in whole


def test_a_hand_over_counts_what_goes_and_what_is_late() -> None:
    paper = hand_over(disputes(), OFFICE, MASKED, giver="周某", taker="刘某", on=ON)
    assert "共5件，其中超期2件" in full_text(paper)
    none = hand_over([], OFFICE, MASKED, giver="周某", taker="刘某", on=ON)
    assert "没有需要交接的事项" in full_text(none)
