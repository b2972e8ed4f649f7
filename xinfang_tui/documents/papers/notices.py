"""Papers for the party: 受理告知书 with its receipt, 回访记录, 司法确认申请书."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from xinfang_tui.calendar import Calendar
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.office import Office
from xinfang_tui.documents.paper import (
    FORM,
    Block,
    Column,
    Field,
    Fields,
    Heading,
    Note,
    Paper,
    Paragraph,
    SignLines,
    Table,
)
from xinfang_tui.documents.papers.case import ANSWERS, REASONS, Case, data_of
from xinfang_tui.documents.papers.mediation import RIGHTS
from xinfang_tui.documents.papers.pieces import parties_form, terms_table
from xinfang_tui.documents.wording import day, parse_day

Record = Mapping[str, Any]
CONFIRM_DAYS = 30
"""Days from the agreement within which both parties ask for confirmation (人民调解法 33)."""

AFTERWARDS = "司法确认"
"""A way that an agreement opens: a notice of a day before it does not tell of it."""

OFFICE_ACTS = ("11", "12", "13", "14", "15")
"""Categories of matters against an office's acts: the other party is that office (DESIGN §5)."""


def notice(
    record: Record,
    office: Office,
    show: Disclosure,
    on: date,
    ways: Sequence[Record] = (),
) -> Paper:
    """受理告知书: number, handler, next date, the statutory ways open, whom to call.

    An accusation of an official is not settled here: its notice says where it went.

    Args:
        on: day of the notice.
        ways: ``{way, limit, until}``: a statutory way, its limit in words and its last day.
    """
    case = Case(record, show, office)
    petition = case.petition
    accusation = case.accusation
    name = _addressed(case, petition) or ("反映人" if accusation else "当事人")
    blocks: list[Block] = [
        Paragraph(f"{name}：", indent=False),
        Paragraph(_passed_on(case) if accusation else _taken(case, petition)),
        Fields(
            (
                (
                    Field("编号", case.number),
                    Field(
                        "登记单位" if accusation else "受理单位",
                        office.name if accusation or petition else office.mediator,
                    ),
                ),
                (
                    Field("经办人", case.get("handler") or ("—" if accusation else "待确定")),
                    Field("联系电话", office.phone),
                ),
                (Field("下一步日期", _next_date(case, on)), Field("地址", office.address)),
            )
        ),
    ]
    if not accusation:
        blocks.append(Paragraph(_next(case, petition, on)))
        if not petition:
            blocks.append(Note(RIGHTS))
    if _not_yet(case, on):
        ways = [way for way in ways if AFTERWARDS not in str(way.get("way"))]
    blocks += _ways(
        ways, "登记和转送" if accusation else "登记和办理" if petition else "登记和调解"
    )
    blocks.append(Paragraph(_calls(office)))
    blocks.append(office.signature(on))
    title, known = ("登记转送告知书", "内容") if accusation else ("受理告知书", "权利和期限")
    blocks += [
        Note("…………………………………（沿此线撕下，受理单位留存）…………………………………"),
        Heading("回执", 2),
        Paragraph(f"编号{case.number}的{title}收悉。上述{known}已经知晓。"),
        SignLines(("签收人（签名）",)),
    ]
    return _paper(case, title, "notice", blocks)


def _addressed(case: Case, petition: bool) -> str:
    """Whom the notice is for; never the office that is complained about (条例 30(3))."""
    if case.accusation:
        return case.show.name(case.get("reporter"))
    parties = list(case.parties)
    if petition or case.get("category")[:2] in OFFICE_ACTS:
        parties = [p for p in parties if p.get("kind", "person") == "person"] or parties[:1]
    return "、".join(case.show.party(party) for party in parties)


def _taken(case: Case, petition: bool) -> str:
    when = case.day("registered_on")
    if petition:
        return f"您{when}反映的“{case.title}”，已作为信访事项登记。现将有关事项告知如下。"
    if case.get("channel") == "screening":
        return f"“{case.title}”一事，已于{when}登记受理。现将有关事项告知如下。"
    return f"您{when}反映的“{case.title}”，已登记受理。现将有关事项告知如下。"


def _passed_on(case: Case) -> str:
    """Of an accusation: that it was sealed and where it was sent (DESIGN §5)."""
    to, sent = "纪检监察机关", ""
    for entry in case.trail("refer"):
        to = str(data_of(entry).get("to") or to)
        sent = f"已于{day(parse_day(entry.get('on')))}转送{to}"
    return (
        f"“{case.title}”一事，已于{case.day('registered_on')}登记。该事项由{to}受理，本单位不作调查、"
        f"不组织调解，材料密封保管，{sent or '即转送' + to}。现将有关事项告知如下。"
    )


def _next_date(case: Case, on: date) -> str:
    if case.accusation:
        return "由受理机关告知"
    if case.open:
        return case.day("due") or "另行通知"
    if _not_yet(case, on):
        return "见办理经过"
    ended = case.on("concluded_on")
    return f"{day(ended)}{case.status}" if ended else case.status


def _not_yet(case: Case, on: date) -> bool:
    """Whether the matter ended only after the day of the notice, which then knows of no end."""
    ended = case.on("concluded_on")
    return not case.open and ended is not None and ended > on


def _next(case: Case, petition: bool, on: date) -> str:
    if petition:
        accepted = case.day("accepted_on")
        start = (
            f"本事项已于{accepted}受理，"
            if accepted
            else "自收到之日起15日内决定是否受理并书面告知，"
        )
        return f"{start}自受理之日起60日内办结；情况复杂的，经批准可延长不超过30日，并告知理由。"
    if not case.open and not _not_yet(case, on):
        return "对办理结果有意见，或者协议没有履行的，可以随时向受理单位反映，不需要重新登记。"
    due = case.day("due")
    until = f"本层级的调解期限到{due}。" if due else ""
    return f"{until}到期未能化解的，由上一级接续办理，不需要您重新反映；办理到哪一步可以随时查询。"


def _ways(ways: Sequence[Record], doing: str) -> list[Block]:
    text = f"{doing}不影响您依法通过其他途径解决，也不延长这些途径的期限。"
    if not ways:
        return [
            Paragraph(
                text + "是否可以申请仲裁、行政复议或者提起诉讼，请及时咨询司法所或法律援助机构。"
            )
        ]
    columns = (
        Column("可以依法选择的途径", width=24),
        Column("期限", width=36),
        Column("最后一日", width=17),
    )
    rows = tuple(
        (
            str(way.get("way") or ""),
            str(way.get("limit") or ""),
            day(parse_day(way.get("until"))) or "请尽早咨询",
        )
        for way in ways
    )
    return [Paragraph(text + "现将您可以依法选择的途径和期限告知如下："), Table(columns, rows)]


def _calls(office: Office) -> str:
    phone = (
        f"拨打监督电话{office.complaints_phone}" if office.complaints_phone else "向上一级单位反映"
    )
    return (
        f"对本单位的办理和工作人员有意见的，可以{phone}；"
        f"反映违纪违法问题的，向{office.discipline}反映。"
    )


def return_visit(record: Record, office: Office, show: Disclosure, which: int = 0) -> Paper:
    """回访记录: one visit (``which`` from 1, 0 the last), or a form to fill in."""
    case = Case(record, show, office)
    visits = list(case.trail("visit_back"))
    visit: Record = {}
    if visits:
        visit = visits[which - 1] if 0 < which <= len(visits) else visits[-1]
    data = data_of(visit) if visit else {}
    answer = str(data.get("answer") or "")
    ticks = "　".join(f"{'☑' if answer == key else '□'}{name}" for key, name in ANSWERS.items())
    reason = str(data.get("reason") or "")
    reasons = "　".join(f"{'☑' if reason == key else '□'}{name}" for key, name in REASONS.items())
    evidence = case.show.text(str(data.get("evidence") or ""))
    blocks: list[Block] = [
        Fields(
            (
                (Field("编号", case.number), Field("化解日期", case.day("resolved_on"))),
                (Field("事项", case.title),),
                (Field("当事人", case.party_names),),
                (Field("原经办人", case.get("handler")), Field("化解方式", case.method)),
                (
                    Field("回访日期", day(parse_day(visit.get("on")))),
                    Field("回访方式", case.show.text(str(data.get("method") or ""))),
                ),
                (
                    Field("回访对象", case.show.name(str(data.get("party") or ""))),
                    Field("回访人", str(visit.get("by") or "")),
                ),
            )
        ),
    ]
    if case.terms:
        blocks += [Heading("协议履行情况", 2), terms_table(case)]
    blocks += [
        Fields(
            (
                (Field("答复", ticks),),
                (Field("不满意的原因", reasons),),
                (Field("情况记录", evidence, lines=6),),
                (Field("处理意见", "", lines=3),),
            )
        ),
        Note("回访人应当是原经办人以外的人员；“未联系上”不作为满意，须另约时间再回访。"),
        SignLines(("被回访人（签名）", "回访人（签名）")),
    ]
    return _paper(case, "回访记录", "return_visit", blocks)


def confirmation(
    record: Record,
    office: Office,
    show: Disclosure,
    court: str = "",
    calendar: Calendar | None = None,
    on: date | None = None,
) -> Paper:
    """司法确认申请书 with the reminder of its 30 days (人民调解法 33).

    Args:
        court: the court asked; room to write it without one.
        calendar: to name the working day after a last day that is none.
        on: the day it is made, to tell that the days are over.
    """
    case = Case(record, show, office)
    organisation = show.text(case.get("organisation")) or office.mediator
    made = case.on("resolved_on")
    blocks: list[Block] = [
        parties_form(case),
        Heading("请求事项"),
        Paragraph(
            f"请求确认{organisation}于{day(made) or '　　年　月　日'}主持达成的人民调解协议"
            f"（{case.number}）有效。"
        ),
        Heading("事实和理由"),
        Paragraph(f"申请人因“{case.title}”发生纠纷，经{organisation}调解，自愿达成如下协议："),
        terms_table(case, performed=False)
        if case.terms
        else Fields(((Field("协议内容", "", lines=6),),)),
        Paragraph(
            "申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；如果因为该协议内容给"
            "他人造成损害的，愿意承担相应的民事责任和其他法律责任。"
        ),
        Paragraph("此致"),
        Paragraph(court or "＿＿＿＿＿＿人民法院", indent=False),
        SignLines(("申请人（签名、盖章或按指印）",) * max(len(case.parties), 2)),
        Paragraph("附：1.人民调解协议书；2.申请人身份证明；3.与协议有关的财产权利证明（如有）。"),
        Note(reminder(made, calendar, on)),
    ]
    return _paper(case, "司法确认申请书", "confirmation", blocks)


def reminder(made: date | None, calendar: Calendar | None = None, on: date | None = None) -> str:
    """Until when confirmation can be asked: 30 days, the day of the agreement not counted."""
    if made is None:
        return "提示：须由双方自调解协议生效之日起三十日内共同申请。"
    last = made + timedelta(days=CONFIRM_DAYS)
    text = f"提示：协议于{day(made)}生效，双方须于{day(last)}前（含当日）共同申请"
    if calendar is not None and not calendar.is_working(last):
        shifted = calendar.next_working(last)
        text += f"；当日为休息日，期间顺延到{day(shifted)}，仍请尽早申请"
        last = shifted
    over = "现期限已过，请先向人民法院咨询。" if on is not None and on > last else ""
    return f"{text}，逾期人民法院不予受理。{over}"


def _paper(case: Case, title: str, kind: str, blocks: list[Block]) -> Paper:
    return Paper(
        title=title,
        blocks=tuple(blocks),
        kind=kind,
        style=FORM,
        fonts=case.office.fonts,
        **case.show.marks(),
    )
