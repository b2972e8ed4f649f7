"""Lists that officials keep on the desk: unresolved and overdue, and leaders' cases."""

from __future__ import annotations

from datetime import date

from xinfang_tui.documents.paper import FORM, Column, Note, Paper, Paragraph, Table
from xinfang_tui.documents.papers.case import Case
from xinfang_tui.documents.papers.common import left_out_words, sign_off
from xinfang_tui.documents.papers.material import Month, Record
from xinfang_tui.documents.papers.telling import told
from xinfang_tui.documents.wording import day, short_day


def unresolved_table(month: Month) -> Table:
    """Every open matter with its rung, owner and date, overdue first; no party's name."""
    columns = (
        Column("编号", width=16),
        Column("村（社区）", width=12),
        Column("事项", width=30),
        Column("类别", width=12),
        Column("层级", width=8),
        Column("责任单位、责任人、包案领导", width=22),
        Column("登记日期", "date", width=11),
        Column("期限", "date", width=11),
        Column("超期（天）", "number", width=10),
    )
    rows = tuple(_unresolved(_case(month, one)) for one in month.open_disputes())
    return Table(columns, rows, sheet="未办结和超期")


def _unresolved(case: Case) -> tuple[str | int | date | None, ...]:
    return (
        case.number,
        case.village,
        case.title,
        case.short_category,
        case.rung,
        case.whose + (f"（包案：{case.leader}）" if case.leader else ""),
        case.on("registered_on"),
        case.on("due"),
        case.overdue_days or None,
    )


def unresolved(month: Month, on: date) -> Paper:
    """未办结和超期事项清单 as a paper of its own."""
    overdue, whole = len(month.overdue()), len(month.open_disputes())
    text = f"截至{day(on)}，在办{whole}件，其中超期{overdue}件。" if whole else "没有在办事项。"
    text += left_out_words(sum(1 for one in month.others if one.get("status") == "open"))
    blocks = (
        (Paragraph(text, indent=False), unresolved_table(month)) if whole else (Paragraph(text),)
    )
    return _list_paper(month, "overdue", "未办结和超期事项清单", blocks)


def leader_cases(month: Month, on: date) -> Paper:
    """领导包案台账: one problem, one leader, one plan, to the end."""
    cases = [_case(month, one) for one in month.disputes if _led(one)]
    left_out = left_out_words(sum(map(_led, month.others)))
    columns = (
        Column("编号", width=16),
        Column("村（社区）", width=12),
        Column("事项", width=20),
        Column("包案领导", width=9),
        Column("责任单位、责任人", width=14),
        Column("化解方案", width=28),
        Column("进度", width=24),
        Column("预计（实际）时间", width=11),
        Column("结果", width=9),
    )
    rows = tuple(
        (
            case.number,
            case.village,
            case.title,
            case.leader or "未确定",
            case.whose,
            _plan(case),
            _progress(case),
            _when(case, on),
            case.status,
        )
        for case in sorted(cases, key=lambda case: (case.get("leader"), case.number))
    )
    if not rows:
        return _list_paper(
            month, "leader_cases", "领导包案台账", (Paragraph("目前没有领导包案事项。" + left_out),)
        )
    owners = {case.get("leader") for case in cases if case.get("leader")}
    note = f"共{len(rows)}件，包案领导{len(owners)}人；截至{day(on)}。{left_out}"
    table = Table(columns, rows, sheet="领导包案")
    return _list_paper(month, "leader_cases", "领导包案台账", (table, Note(note)))


def _led(record: Record) -> bool:
    return bool(record.get("rung") == "leader_case" or record.get("leader"))


def _plan(case: Case) -> str:
    steps = case.record.get("plan") or ()
    lines = []
    for i, step in enumerate(steps, 1):
        due = f"（{step['due']}前）" if step.get("due") else ""
        lines.append(f"{i}.{case.show.text(str(step.get('step', '')))}{due}")
    return "\n".join(lines) or "未定"


def _progress(case: Case) -> str:
    """The last entry of the trail that tells of work."""
    kinds = ("mediate", "own", "note", "interim_reply", "meet_party", "decide", "resolve", "assign")
    last: Record | None = None
    for entry in case.trail(*kinds):
        last = entry
    if last is None:
        return "—"
    return f"{last['on']} {told(case, last)}"


def _when(case: Case, on: date) -> str:
    """When it was settled or is expected to be; an expected day gone by stands with the limit."""
    done = case.on("concluded_on")
    if done:
        return f"实际\n{short_day(done)}"
    expected, limit = case.on("leader_due"), case.on("due")
    if expected and limit and expected < on <= limit:
        return f"期限\n{short_day(limit)}\n原定{short_day(expected)}"
    due = expected or limit
    return f"预计\n{short_day(due)}" if due else "未定"


def _case(month: Month, record: Record) -> Case:
    return Case(record, month.show, month.office)


def _list_paper(
    month: Month, kind: str, name: str, blocks: tuple[Paragraph | Table | Note, ...]
) -> Paper:
    office = month.office
    return Paper(
        title=f"{office.place}{month.name}{name}",
        blocks=(*blocks, *month.as_of, sign_off(office)),
        kind=kind,
        style=FORM,
        month=month.key,
        hash=month.hash,
        draft=month.draft,
        wide=True,
        fonts=office.fonts,
        **month.show.marks(),
    )
