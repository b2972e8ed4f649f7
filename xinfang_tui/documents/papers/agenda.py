"""会议材料: the agenda and a page for each case, to read at the table (DESIGN §6)."""

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
    Heading,
    Note,
    Paper,
    Paragraph,
    Table,
)
from xinfang_tui.documents.papers.case import Case
from xinfang_tui.documents.papers.common import left_out_words
from xinfang_tui.documents.papers.pieces import trail_table
from xinfang_tui.documents.papers.telling import told
from xinfang_tui.documents.text.wrap import wrap
from xinfang_tui.documents.wording import day, parse_day

Record = Mapping[str, Any]
ROOM = 15
"""Lines that the plan and the trail may take on a case's page: it is one page."""
CELLS = 52
"""Half-width cells of a line of the trail."""
BRIEF = 300
"""Characters of the brief on a case's page."""


def agenda_pack(
    cases: Sequence[Record],
    office: Office,
    show: Disclosure,
    on: date,
    *,
    name: str = "联席会议",
    reasons: Mapping[str, str] | None = None,
    left_out: int = 0,
) -> Paper:
    """The pack of a meeting: its agenda, then one page a case.

    Args:
        cases: dispute records with their trail, in the agenda's order.
        reasons: dispute id → why it is on the agenda; left_out: matters not shown to whoever works.
    """
    read = [Case(record, show, office) for record in cases]
    why = reasons or {}
    columns = (
        Column("序号", "number", width=5),
        Column("编号", width=16),
        Column("村（社区）", width=12),
        Column("事项", width=30),
        Column("层级", width=8),
        Column("提请事由", width=26),
    )
    rows = tuple(
        (i, c.number, c.village, c.title, c.rung, why.get(c.get("id"), ""))
        for i, c in enumerate(read, 1)
    )
    blocks: list[Block] = [Paragraph(f"会议时间：{day(on)}", align="center")]
    blocks.append(Table(columns, rows, sheet="议程") if rows else Paragraph("没有提请研究的事项。"))
    if left_out:
        blocks.append(Note(left_out_words(left_out)))
    for i, case in enumerate(read, 1):
        blocks += _page(i, case, why.get(case.get("id"), ""))
    return Paper(
        title=f"{office.place}矛盾纠纷{name}材料",
        blocks=tuple(blocks),
        kind="agenda",
        style=FORM,
        month=on.isoformat()[:7],
        fonts=office.fonts,
        **show.marks(),
    )


def _page(order: int, case: Case, why: str) -> list[Block]:
    brief = case.brief if len(case.brief) <= BRIEF else case.brief[:BRIEF] + "……"
    plan = _plan(case)
    last = _fitting(case, ROOM - len(plan) - len(brief) // CELLS)
    rows = [
        (Field("村（社区）", case.village), Field("类别", case.category)),
        (Field("当事人", case.party_names), Field("涉及人数", f"{case.people}人")),
        (Field("登记日期", case.day("registered_on")), Field("期限", _due(case))),
        (Field("层级", case.rung), Field("责任单位、责任人", case.whose)),
        (Field("提请事由", why),),
        (Field("简要情况", brief, lines=2),),
        *([(Field("化解方案", "\n".join(plan)),)] if plan else []),
    ]
    blocks: list[Block] = [
        Annex(f"议题{order}", f"{case.number}　{case.title}"),
        Fields(tuple(rows)),
        Heading("主要经过" if last == len(list(case.trail())) else "最近的办理经过"),
        trail_table(case, last=last),
    ]
    decision = (
        (Field("会议决定", lines=2),),
        (Field("责任单位"), Field("完成期限")),
        (Field("责任人"), Field("包案领导")),
    )
    return [*blocks, Fields(decision)]


def _plan(case: Case) -> list[str]:
    lines = []
    for i, step in enumerate(case.record.get("plan") or (), 1):
        due = day(parse_day(step.get("due")))
        when = f"（{due}前）" if due else ""
        lines.append(f"{i}.{case.show.text(str(step.get('step') or ''))}{when}")
    return lines


def _fitting(case: Case, room: int) -> int:
    """How many of the last entries of the trail the page has room for; one at least."""
    count, used = 0, 0.0
    for entry in reversed(list(case.trail())):
        used += len(wrap(told(case, entry), CELLS)) + 0.3
        if used > room and count:
            break
        count += 1
    return max(count, 1)


def _due(case: Case) -> str:
    if case.overdue_days:
        return f"{case.day('due')}（已超期{case.overdue_days}天）"
    return case.day("due") or "按会议日程"
