"""立卷: the whole file of one dispute as one paper with its list of contents; 交接清单."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.office import Office
from xinfang_tui.documents.paper import (
    FORM,
    Annex,
    Block,
    Column,
    Field,
    Fields,
    Paper,
    Paragraph,
    SignLines,
    Table,
)
from xinfang_tui.documents.papers import mediation, notices
from xinfang_tui.documents.papers.case import Case
from xinfang_tui.documents.papers.pieces import steps_table, trail_table
from xinfang_tui.documents.papers.telling import told
from xinfang_tui.documents.wording import day, parse_day

Record = Mapping[str, Any]


def case_file(
    record: Record,
    office: Office,
    show: Disclosure,
    on: date,
    number: str = "",
    ways: Sequence[Record] = (),
    agreement_number: str = "",
) -> Paper:
    """The file of a dispute: cover, contents, then every paper that there is material for.

    Args:
        number: 卷宗号, without gaps, given by the desk; ways: as for the notice.
        agreement_number: of its 协议书, when one was given.
    """
    case = Case(record, show, office)
    inside = _papers(case, on, ways, agreement_number)
    title, who, kept_by = _named(case)
    blocks: list[Block] = [
        Fields(
            (
                (Field("卷宗号", number or "　　"), Field("编号", case.number)),
                (Field("事项", case.title),),
                (who,),
                (Field("类别", case.category), Field("村（社区）", case.village)),
                (Field("登记日期", case.day("registered_on")), Field("办结日期", _ended(case))),
                (kept_by, Field("经办人", case.get("handler"))),
                (Field("结果", _result(case)), Field("立卷日期", day(on))),
                (Field("立卷人"), Field("保管期限")),
            )
        ),
        _contents(inside),
    ]
    for i, paper in enumerate(inside, 1):
        blocks.append(Annex(f"卷内文书{i}", paper.title, wide=paper.wide))
        blocks += paper.blocks
    return Paper(
        title=title,
        blocks=tuple(blocks),
        kind="casefile",
        style=FORM,
        fonts=office.fonts,
        **show.marks(),
    )


def _named(case: Case) -> tuple[str, Field, Field]:
    """The file's title, whom it is about, and the office that kept it."""
    parties, office = Field("当事人", case.party_names), Field("登记单位", case.office.name)
    if case.accusation:
        return "密封事项卷宗", Field("反映人", case.show.name(case.get("reporter"))), office
    if case.petition:
        return "信访事项卷宗", parties, office
    return "人民调解卷宗", parties, Field("调解组织", case.office.mediator)


def _papers(case: Case, on: date, ways: Sequence[Record], number: str) -> list[Paper]:
    record, office, show = case.record, case.office, case.show
    registered = case.on("registered_on") or on
    found = [
        mediation.registration(record, office, show),
        notices.notice(record, office, show, registered, ways),
    ]
    talks = list(case.trail("mediate"))
    found += [mediation.record_of_talks(record, office, show, i) for i in range(1, len(talks) + 1)]
    if case.get("resolved_on") and case.get("agreement") != "oral":
        found.append(mediation.agreement(record, office, show, number))
    if case.get("resolved_on") and case.get("agreement") == "oral":
        found.append(mediation.oral_agreement(record, office, show))
    if case.get("confirm_asked"):
        found.append(notices.confirmation(record, office, show))
    visits = list(case.trail("visit_back"))
    found += [notices.return_visit(record, office, show, i) for i in range(1, len(visits) + 1)]
    if case.record.get("plan"):
        found.append(Paper("领导包案化解方案", _plan(case), style=FORM))
    trail = Paper("办理经过", (trail_table(case),), style=FORM)
    attached = list(case.trail("attach"))
    return [*found, trail, *([_attached(case, attached)] if attached else [])]


def _plan(case: Case) -> tuple[Block, ...]:
    who = Fields(((Field("包案领导", case.leader), Field("预计办结", _leader_due(case))),))
    return who, steps_table(case)


def _leader_due(case: Case) -> str:
    return case.day("leader_due") or case.day("due")


def _contents(papers: Sequence[Paper]) -> Table:
    columns = (
        Column("序号", "number", width=6),
        Column("文书名称", width=36),
        Column("页数", width=8),
        Column("备注", width=16),
    )
    rows = tuple((i, paper.title, "", "") for i, paper in enumerate(papers, 1))
    return Table(columns, rows, "卷内目录", sheet="目录")


def _attached(case: Case, entries: Sequence[Record]) -> Paper:
    columns = (Column("日期", "date", width=11), Column("材料", width=50))
    rows = tuple((parse_day(entry.get("on")), case.told(entry)) for entry in entries)
    return Paper("附件材料清单", (Table(columns, rows),), style=FORM)


def _ended(case: Case) -> str:
    return case.day("closed_on") or case.day("concluded_on")


def _result(case: Case) -> str:
    return f"{case.status}（{case.method}）" if case.method else case.status


def hand_over(
    records: Sequence[Record],
    office: Office,
    show: Disclosure,
    *,
    giver: str,
    taker: str,
    on: date,
    duties: Sequence[Record] = (),
    hidden: int = 0,
) -> Paper:
    """交接清单: the matters that go from one staff member to another, and what is due in them.

    Args:
        duties: ``{number, title, what, due, state}``: promises not yet performed, return visits,
            dates agreed with the parties.
        hidden: how many more the giver has that are other villages'.
    """
    cases = [Case(record, show, office) for record in records]
    columns = (
        Column("序号", "number", width=6),
        Column("编号", width=16),
        Column("村（社区）", width=12),
        Column("事项", width=28),
        Column("层级", width=8),
        Column("状态", width=12),
        Column("期限", "date", width=11),
        Column("最近一次办理", width=30),
    )
    rows = tuple(
        (i, c.number, c.village, c.title, c.rung, c.status, c.on("due"), _latest(c))
        for i, c in enumerate(cases, 1)
    )
    late = sum(1 for case in cases if case.overdue_days)
    overdue = f"，其中超期{late}件" if late else ""
    counted = f"共{len(cases)}件{overdue}" if cases else "没有在办和待回访的事项"
    more = f"；待履行、待回访和已约定日期的{len(duties)}项" if duties else ""
    told = f"{day(on)}，{giver}将经办的下列事项移交{taker}，{counted}{more}。"
    if not cases and not duties:
        told = f"{day(on)}，{giver}移交{taker}，没有需要交接的事项。"
    if hidden:
        told += f"另有{hidden}件不是本村的，由镇里另行交接。"
    blocks: list[Block] = [Paragraph(told)]
    if rows:
        caption = "一、在办和待回访的事项" if duties else ""
        blocks.append(Table(columns, rows, caption, sheet="交接"))
    if duties:
        caption = "二、待履行的协议、待回访和约定的日期" if rows else ""
        blocks.append(_duties(duties, show, caption))
    blocks.append(SignLines(("移交人（签名）", "接收人（签名）", "监交人（签名）")))
    return Paper(
        title=f"{office.place}矛盾纠纷事项交接清单",
        blocks=tuple(blocks),
        kind="handover",
        style=FORM,
        fonts=office.fonts,
        wide=True,
        **show.marks(),
    )


def _duties(duties: Sequence[Record], show: Disclosure, caption: str) -> Table:
    columns = (
        Column("序号", "number", width=6),
        Column("编号", width=16),
        Column("事项", width=32),
        Column("要做的事", width=40),
        Column("到期", "date", width=11),
        Column("情况", width=16),
    )
    rows = tuple(
        (
            i,
            str(each.get("number") or ""),
            show.text(str(each.get("title") or "")),
            show.text(str(each.get("what") or "")),
            parse_day(each.get("due")),
            str(each.get("state") or ""),
        )
        for i, each in enumerate(duties, 1)
    )
    return Table(columns, rows, caption, sheet="待办")


def _latest(case: Case) -> str:
    entries = list(case.trail())
    if not entries:
        return "—"
    last = entries[-1]
    return f"{last['on']} {told(case, last)}"
