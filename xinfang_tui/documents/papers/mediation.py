"""Papers of a mediation: 受理登记表, 调解笔录, 人民调解协议书 (人民调解法 27–30)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xinfang_tui.disputes.money import yuan
from xinfang_tui.disputes.settling_ways import by_mediators
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.office import Office
from xinfang_tui.documents.paper import (
    FORM,
    Block,
    Field,
    Fields,
    Heading,
    Paper,
    Paragraph,
    SignLines,
)
from xinfang_tui.documents.papers.case import Case, data_of, names_in
from xinfang_tui.documents.papers.pieces import parties_form, terms_table
from xinfang_tui.documents.wording import day, parse_day

Record = Mapping[str, Any]
RIGHTS = (
    "人民调解不收取任何费用。当事人可以选择或者接受人民调解员，可以接受、拒绝或者终止调解，可以要求"
    "公开或者不公开进行调解，可以自主表达意愿、自愿达成调解协议。当事人应当如实陈述纠纷事实，遵守调解"
    "现场秩序，尊重人民调解员，尊重对方当事人行使权利。"
)


def registration(record: Record, office: Office, show: Disclosure) -> Paper:
    """调解登记表: the matter as it was taken in; of a petition or an accusation its own form."""
    case = Case(record, show, office)
    title, way, by = _taken_in(case)
    blocks: list[Block] = [
        Fields(
            (
                (Field("编号", case.number), Field("登记日期", case.day("registered_on"))),
                (Field("村（社区）", case.village), Field("发生日期", case.day("occurred_on"))),
                (Field("类别", case.category), Field("涉及人数", f"{case.people}人")),
                (Field("来源", case.channel), Field("受理方式", way)),
            )
        ),
        parties_form(case),
        Fields(
            (
                (Field("事项", case.title),),
                (Field("简要情况", case.brief, lines=6),),
                (by, Field("经办人", case.get("handler"))),
                (Field("处理意见", "", lines=3),),
            )
        ),
        SignLines((f"{_signer(case)}（签名、盖章或按指印）", "登记人（签名）")),
    ]
    return _paper(case, title, "registration", blocks)


def _taken_in(case: Case) -> tuple[str, str, Field]:
    """The form's title, how the matter was taken in, and which office takes it."""
    name = case.office.name
    if case.accusation:
        return "密封事项登记表", "密封登记，转送有权机关", Field("登记单位", name, 2)
    if case.petition:
        return "信访事项登记表", "按信访事项登记", Field("登记单位", name, 2)
    way = "主动调解" if case.get("channel") == "screening" else "依当事人申请"
    return "人民调解受理登记表", way, Field("调解组织", case.office.mediator, 2)


def _signer(case: Case) -> str:
    """Who signs for the matter: the parties of a mediation, else whoever brought it."""
    return "反映人" if case.accusation or case.petition else "当事人"


def record_of_talks(record: Record, office: Office, show: Disclosure, which: int = 0) -> Paper:
    """调解笔录: one mediation; ``which`` counts from 1, 0 is the last, a blank form without any."""
    case = Case(record, show, office)
    talks = list(case.trail("mediate"))
    talk: Record = {}
    if talks:
        talk = talks[which - 1] if 0 < which <= len(talks) else talks[-1]
    data = data_of(talk) if talk else {}
    outcome = str(data.get("outcome") or "")
    ticks = "　".join(
        f"{'☑' if outcome == key else '□'}{name}"
        for key, name in (
            ("done", "调解成功"),
            ("failed", "调解不成"),
            ("continued", "有待继续调解"),
        )
    )
    next_on = parse_day(data.get("next_on"))
    if next_on:
        ticks += f"（约定{day(next_on)}再谈）"
    people = case.show.text(names_in(data.get("people")))
    blocks: list[Block] = [
        Fields(
            (
                (Field("编号", case.number), Field("时间", day(parse_day(talk.get("on"))))),
                (Field("地点", case.show.text(str(data.get("place") or ""))),),
                (Field("当事人", case.party_names),),
                (Field("参加人", people),),
                (Field("调解员", str(talk.get("by") or "")), Field("记录人", "")),
                (Field("事项", case.title),),
            )
        ),
        Paragraph("权利义务告知：" + RIGHTS),
        Paragraph("当事人是否同意调解、是否申请调解员回避：________________"),
        Fields(
            (
                (Field("调解记录", case.show.text(str(data.get("text") or "")), lines=9),),
                (Field("调解结果", ticks),),
            )
        ),
        Paragraph("以上笔录已向当事人宣读（交当事人阅读），无误后签名。", indent=False),
        SignLines(("当事人（签名）", "调解员（签名）", "记录人（签名）")),
    ]
    return _paper(case, "人民调解笔录", "talks", blocks)


def agreement(record: Record, office: Office, show: Disclosure, number: str = "") -> Paper:
    """人民调解协议书, or 调解协议书 where others than mediators settled, with its terms and dates.

    Args:
        number: 协议书编号 in the year's order, given by the desk; the dispute's number without one.
    """
    case = Case(record, show, office)
    amount = case.record.get("amount")
    by = show.text(case.get("organisation")) or office.mediator
    money = (
        f"涉及金额人民币{yuan(amount)}元。" if isinstance(amount, int | float) and amount else ""
    )
    blocks: list[Block] = [
        Paragraph(f"编号：{number or case.number}", indent=False, align="right"),
        parties_form(case),
        Heading("纠纷主要事实、争议事项"),
        Paragraph(f"{case.title}。{case.brief}".replace("。。", "。")),
        Heading("协议内容和履行期限"),
        Paragraph(f"经{by}调解，双方自愿达成如下协议：{money}"),
    ]
    if case.terms:
        blocks.append(terms_table(case, performed=False))
    else:
        blocks.append(Fields(((Field("协议内容", "", lines=8),),)))
    mediators = not case.get("resolved_on") or by_mediators(case.method)
    house = "人民调解委员会" if mediators else "主持调解的单位"
    person = "人民调解员" if mediators else "主持人"
    confirmed = "双方可以自协议生效之日起三十日内共同向人民法院申请司法确认；" if mediators else ""
    blocks += [
        Paragraph(
            f"本协议自各方当事人签名、盖章或者按指印，{person}签名并加盖{house}印章之日起生效。"
            f"协议具有法律约束力，当事人应当按照约定履行。{confirmed}"
            "就协议的履行或者内容发生争议的，一方可以向人民法院提起诉讼。"
        ),
        Paragraph(f"本协议一式　　份，当事人各执一份，{house}留存一份。"),
        SignLines(("当事人（签名、盖章或按指印）",) * max(len(case.parties), 2)),
        SignLines((f"{person}（签名）", "记录人（签名）", f"{house}（印章）")),
    ]
    title = "人民调解协议书" if mediators else "调解协议书"
    return _paper(case, title, "agreement", blocks)


def oral_agreement(record: Record, office: Office, show: Disclosure) -> Paper:
    """口头协议登记表: an oral agreement is written down, and signed by no party (人民调解法 28)."""
    case = Case(record, show, office)
    mediators = by_mediators(case.method)
    by = show.text(case.get("organisation")) or office.mediator
    blocks: list[Block] = [
        Paragraph(f"编号：{case.number}", indent=False, align="right"),
        parties_form(case),
        Paragraph(f"{case.title}。{case.brief}".replace("。。", "。")),
        Paragraph(f"经{by}调解，双方达成口头协议，记录如下。"),
        terms_table(case),
        SignLines((f"{'人民调解员' if mediators else '主持人'}（签名）",)),
    ]
    title = "人民调解口头协议登记表" if mediators else "口头协议登记表"
    return _paper(case, title, "oral_agreement", blocks)


def _paper(case: Case, title: str, kind: str, blocks: list[Block]) -> Paper:
    return Paper(
        title=title,
        blocks=tuple(blocks),
        kind=kind,
        style=FORM,
        fonts=case.office.fonts,
        **case.show.marks(),
    )
