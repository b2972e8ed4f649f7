"""督办单, 专报 and 倒查报告: what the office asks of itself about one matter (DESIGN §1, §6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.office import Office
from xinfang_tui.documents.paper import (
    FORM,
    OFFICIAL,
    Addressee,
    Block,
    Column,
    Field,
    Fields,
    Heading,
    Imprint,
    Note,
    Paper,
    Paragraph,
    SignLines,
    Table,
)
from xinfang_tui.documents.papers.case import Case
from xinfang_tui.documents.papers.pieces import trail_table
from xinfang_tui.documents.papers.telling import told
from xinfang_tui.documents.wording import day, parse_day
from xinfang_tui.month.scoring import CROWD

Record = Mapping[str, Any]
MEASURES = (
    "mediate",
    "meet_party",
    "interim_reply",
    "assign",
    "own",
    "decide",
    "urgent",
    "suspend",
)
"""Entries that are measures taken by an office."""


def reminder_slip(
    record: Record, office: Office, show: Disclosure, on: date, reply_by: date, demand: str = ""
) -> Paper:
    """督办单: to the responsible unit, with the day by which it replies.

    Of a settled matter it asks for what was promised and for the return visit.
    """
    case = Case(record, show, office)
    to = case.get("unit") or case.get("handler") or "责任单位"
    whom = "你单位" if case.get("unit") or not case.get("handler") else "你"
    state, usual = _standing(case, on)
    asked = demand or usual
    blocks: list[Block] = [
        Paragraph(f"{to}：", indent=False),
        Paragraph(f"{whom}承办的下列事项，{state}，现予督办。"),
        Fields(
            (
                (Field("编号", case.number), Field("村（社区）", case.village)),
                (Field("事项", case.title),),
                (Field("层级", case.rung), Field("责任人", case.get("handler") or "未确定")),
                (
                    Field("登记日期", case.day("registered_on")),
                    Field("期限", case.day("due") or "—"),
                ),
                (Field("督办要求", asked, lines=3),),
                (Field("回复期限", f"{day(reply_by)}前书面回复"),),
            )
        ),
        office.signature(on),
        Heading("回复", 2),
        Fields(((Field("办理情况", "", lines=6),), (Field("完成时间"), Field("责任人签名")))),
    ]
    return _paper(case, f"{office.place}矛盾纠纷督办单", "reminder", FORM, blocks)


def _standing(case: Case, on: date) -> tuple[str, str]:
    """Where the matter stands, and what is asked for when nothing else is."""
    if not case.open:
        unkept = sum(1 for term in case.terms if term.get("kept") is not True)
        kept = f"，协议尚有{unkept}项没有履行记录" if unkept else ""
        return (
            f"截至{day(on)}{case.status}{kept}",
            "请核实协议履行情况，督促当事人按期履行，按期回访；有反弹的，立即重新调处并报告。",
        )
    late = f"已超期{case.overdue_days}天" if case.overdue_days else "尚未办结"
    due = f"期限为{case.day('due')}，" if case.day("due") else ""
    return (
        f"{due}截至{day(on)}{late}",
        "请查明未能办结的原因，提出化解措施和完成时间；本级不能化解的，立即按程序上报。",
    )


def special_report(
    record: Record,
    office: Office,
    show: Disclosure,
    on: date,
    *,
    number: int | None = None,
    to: str = "",
    next_steps: Sequence[str] = (),
) -> Paper:
    """专报: one matter, one report a day: the matter and the measures, nobody's movements.

    Args:
        number: of the report in the year; to: the principal and responsible leaders.
        next_steps: what is to be done next; a leader's plan when empty.
    """
    case = Case(record, show, office)
    steps = [show.text(step) for step in next_steps] or _planned(case, on)
    blocks: list[Block] = [
        Paragraph(f"第{number if number is not None else '　　'}期", align="center"),
        Addressee(to or _leaders(case, office)),
        Heading("一、事项"),
        Paragraph(
            f"{case.number}，{case.village}，{case.category}，涉及{case.people}人，"
            f"{case.day('registered_on')}登记，目前在{case.rung}层级，{case.status}。"
        ),
        Paragraph(f"{case.title}。{case.brief}".replace("。。", "。")),
        Heading("二、已采取的措施"),
        *_measures(case),
        Heading("三、下步措施"),
        *(
            [Paragraph(f"{i}.{step.rstrip('。')}。") for i, step in enumerate(steps, 1)]
            or [Paragraph(_nothing_planned(case))]
        ),
        Paragraph(f"责任单位和责任人：{case.whose}。" + _leader(case)),
        office.signature(on),
        Imprint(case.get("unit"), office.printed_by or office.name, on),
    ]
    return _paper(case, f"关于{case.number}号矛盾纠纷的专报", "special", OFFICIAL, blocks)


def _leaders(case: Case, office: Office) -> str:
    """The principal leader and the one whose case it is, each once."""
    named = dict.fromkeys((office.leader or "主要领导", case.get("leader") or "责任领导"))
    return "、".join(named)


def _planned(case: Case, on: date) -> list[str]:
    """The leader's plan of an open matter; a step whose day has gone by says so."""
    steps = []
    for step in case.record.get("plan") or () if case.open else ():
        due = parse_day(step.get("due"))
        late = "，已过期限" if due and due < on else ""
        when = f"（{day(due)}前{late}）" if due else ""
        steps.append(case.show.text(str(step.get("step") or "")) + when)
    return steps


def _nothing_planned(case: Case) -> str:
    if case.open:
        return "待研究确定。"
    return "该事项已经办结，继续跟踪协议履行和回访，防止反弹。"


def _measures(case: Case) -> list[Paragraph]:
    entries = list(case.trail(*MEASURES))
    if not entries:
        return [Paragraph("登记后尚无办理记录，须立即查明原因。")]
    return [
        Paragraph(f"{day(parse_day(entry['on']))}，{told(case, entry)}。")
        for entry in entries[-10:]
    ]


def _leader(case: Case) -> str:
    return f"包案领导：{case.leader}。" if case.leader else ""


def review(
    record: Record, office: Office, show: Disclosure, on: date, findings: Sequence[str] = ()
) -> Paper:
    """倒查报告: whether the matter was found beforehand, owned, and the measures carried out.

    It reviews the office's work. Nobody is counted, compared or blamed for having complained.
    """
    case = Case(record, show, office)
    surfaced = list(record.get("surfaced") or ())
    first = min((str(one["on"]) for one in surfaced), default="")
    people = max((int(one.get("people") or 0) for one in surfaced), default=0)
    columns = (
        Column("倒查内容", width=22),
        Column("记录情况", width=50),
        Column("是否做到", width=10),
    )
    rows = (_found(case, first), _owned(case, first), _done(case, first))
    crowd = f"，涉及{people}人，超过{CROWD}人" if people > CROWD else ""
    why = f"该事项于{day(parse_day(first))}反映到上级{crowd}，" if first else ""
    blocks: list[Block] = [
        Paragraph(f"{why}现按规定对本单位办理该事项的工作进行倒查。倒查只查工作，不查反映人。"),
        Fields(
            (
                (Field("编号", case.number), Field("村（社区）", case.village)),
                (Field("事项", case.title),),
                (
                    Field("责任单位、责任人", case.whose),
                    Field("包案领导", case.leader or "—"),
                ),
            )
        ),
        Table(columns, rows, "倒查情况", sheet="倒查"),
        trail_table(case),
        Heading("存在问题和整改措施"),
        *[Paragraph(f"{i}.{show.text(text)}") for i, text in enumerate(findings, 1)],
    ]
    if not findings:
        empty = (Field("存在问题", "", lines=2),), (Field("整改措施、时限、责任人", "", lines=2),)
        blocks.append(Fields(empty))
    blocks += [
        Note("“是否做到”按台账记录得出；记录之外另有依据的，请在存在问题一栏说明。"),
        SignLines(("倒查人（签名）", "单位负责人（签名）")),
        Paragraph(f"{office.name}　{day(on)}", align="right"),
    ]
    return _paper(case, f"关于{case.number}号矛盾纠纷的倒查报告", "review", FORM, blocks)


def _found(case: Case, first: str) -> tuple[str, str, str]:
    registered = case.get("registered_on")
    on = day(parse_day(registered))
    before = bool(registered) and (not first or registered < first)
    text = f"{on}登记，来源：{case.channel}" if registered else "没有登记记录"
    return "事前是否排查发现", text + "。", "是" if before else "否"


def _owned(case: Case, first: str) -> tuple[str, str, str]:
    entries = [
        e for e in case.trail("assign", "own", "decide") if not first or str(e["on"]) < first
    ]
    named = bool(entries) or bool(case.get("handler") or case.get("leader"))
    leader = f"，包案领导：{case.leader}" if case.leader else ""
    return (
        "是否有单位、有人承办",
        f"责任单位和责任人：{case.whose}{leader}。",
        "是" if named else "否",
    )


def _done(case: Case, first: str) -> tuple[str, str, str]:
    entries = [e for e in case.trail(*MEASURES) if not first or str(e["on"]) < first]
    quiet = _quiet(case, first) if first else int(case.record.get("silence") or 0)
    silent = f"，最长间隔{quiet}天没有记录" if quiet else ""
    late = f"，超期{case.overdue_days}天" if case.overdue_days else ""
    text = f"此前有办理记录{len(entries)}次{silent}{late}。"
    return "措施是否落实", text, "是" if entries and not late else "否"


def _quiet(case: Case, first: str) -> int:
    """The longest time without an entry, in days, before the matter came to a higher office."""
    found = {str(entry["on"])[:10] for entry in case.trail()} | {case.get("registered_on")[:10]}
    days = sorted(date.fromisoformat(on) for on in found if on and on < first)
    steps = [*days, date.fromisoformat(first[:10])]
    return max(((after - on).days for on, after in pairwise(steps)), default=0)


def _paper(case: Case, title: str, kind: str, style: str, blocks: list[Block]) -> Paper:
    return Paper(
        title=title,
        blocks=tuple(blocks),
        kind=kind,
        style=style,
        fonts=case.office.fonts,
        **case.show.marks(),
    )
