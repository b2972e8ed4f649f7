"""会议纪要 and 交办单: what a joint meeting decided, who does it, by when (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from xinfang_tui.documents.office import Office
from xinfang_tui.documents.paper import (
    FORM,
    OFFICIAL,
    Annex,
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
from xinfang_tui.documents.wording import chinese, day, in_prose, parse_day

Record = Mapping[str, Any]
Places = Callable[[str], str]
_PEOPLE = ("leader", "handler")


def minutes(record: Record, office: Office, *, place: Places, number: int | None = None) -> Paper:
    """The minutes of a meeting, from :func:`xinfang_tui.meeting.minutes.minutes`.

    Args:
        place: name of a village by its code; number: of the minutes in the year (第n期).
    """
    on = parse_day(record.get("on"))
    items = list(record.get("items") or ())
    blocks: list[Block] = [
        Paragraph(f"（第{number}期）" if number else "（第　　期）", align="center"),
        Fields(
            (
                (Field("时间", day(on)), Field("地点", str(record.get("place") or ""))),
                (Field("主持", _chair(record)), Field("提请研究", f"{len(items)}件")),
                (Field("出席", "、".join(map(str, record.get("attendees") or ()))),),
            )
        ),
        Paragraph(_opening(record, office, on, len(items))),
    ]
    for i, item in enumerate(items, 1):
        blocks.append(Heading(f"{chinese(i)}、{_about(item, office, place)}"))
        if item.get("reason"):
            blocks.append(Paragraph(f"提请事由：{item['reason']}。"))
        blocks.append(
            Paragraph(f"会议决定：{in_prose(str(item.get('words') or '')).rstrip('。')}。")
        )
        blocks += [Paragraph(text) for text in _plan(item.get("decision") or {})]
    blocks.append(office.signature(on))
    return Paper(
        title=f"{office.place}矛盾纠纷{record.get('name') or '联席会议'}纪要",
        blocks=tuple(blocks),
        kind="minutes",
        style=OFFICIAL,
        month=str(record.get("month") or ""),
        fonts=office.fonts,
    )


def _chair(record: Record) -> str:
    chair = str(record.get("chair") or "")
    return f"{chair}（主要领导）" if chair and record.get("principal") else chair


def _opening(record: Record, office: Office, on: date | None, count: int) -> str:
    name = record.get("name") or "联席会议"
    if not count:
        return f"{day(on)}，{office.place}召开矛盾纠纷{name}，没有提请研究的事项。"
    counts = record.get("counts") or {}
    decided = int(counts.get("decided") or 0)
    left = f"，{count - decided}件未作决定，下次再议" if decided < count else ""
    return (
        f"{day(on)}，{office.place}召开矛盾纠纷{name}，提请研究矛盾纠纷{count}件，研究决定{decided}件"
        f"{left}。现将会议议定事项纪要如下。"
    )


def _about(item: Record, office: Office, place: Places) -> str:
    village = place(str(item.get("village") or ""))
    category = office.codes.brief(str(item.get("category") or ""))
    return f"关于{item.get('number', '')}号事项（{village}，{category}）"


def _plan(decision: Record) -> list[str]:
    steps = []
    for i, step in enumerate(decision.get("plan") or (), 1):
        due = parse_day(step.get("due"))
        steps.append(f"{i}.{step.get('step', '')}" + (f"（{day(due)}前）" if due else "") + "。")
    helpers = decision.get("helpers") or ()
    if helpers:
        steps.append(f"协助的单位和人员：{'、'.join(map(str, helpers))}。")
    return steps


def assignment_slips(
    record: Record, office: Office, *, place: Places, reply_by: date | None = None
) -> Paper:
    """交办单: a page for each responsible unit with all its matters.

    Args:
        record: the minutes; reply_by: day by which the unit answers in writing.
    """
    slips = list(record.get("slips") or ())
    blocks: list[Block] = []
    for i, slip in enumerate(slips):
        if i:
            blocks.append(Annex("", "交办单"))
        blocks += _slip(slip, office, place, reply_by)
    if not slips:
        blocks.append(Paragraph("本次会议没有需要交办的事项。"))
    return Paper(
        title="交办单",
        blocks=tuple(blocks),
        kind="slips",
        style=FORM,
        month=str(record.get("month") or ""),
        fonts=office.fonts,
    )


def _slip(slip: Record, office: Office, place: Places, reply_by: date | None) -> list[Block]:
    on = parse_day(slip.get("on"))
    columns = (
        Column("编号", width=16),
        Column("村（社区）", width=12),
        Column("类别", width=12),
        Column("交办要求", width=36),
        Column("责任人", width=12),
        Column("完成期限", "date", width=11),
    )
    rows = tuple(
        (
            str(item.get("number") or ""),
            place(str(item.get("village") or "")),
            office.codes.brief(str(item.get("category") or "")),
            in_prose(str(item.get("task") or "")),
            str(item.get("handler") or item.get("leader") or "由你单位确定"),
            parse_day(item.get("due")),
        )
        for item in slip.get("items") or ()
    )
    reply = (
        f"请于{day(reply_by)}前书面回复办理情况。" if reply_by else "请按期办理并书面回复办理情况。"
    )
    return [
        Paragraph(f"{slip.get('unit', '')}：", indent=False),
        Paragraph(
            f"根据{day(on)}{office.place}矛盾纠纷{slip.get('name') or '联席会议'}的决定，"
            f"现将下列{len(rows)}件事项交由{_addressed(slip)}办理。{reply}"
        ),
        Table(columns, rows, sheet=str(slip.get("unit") or "交办")),
        Note("期限栏空白的，按所在层级的期限办理。办理中遇到情况变化，请及时报告，不得自行搁置。"),
        office.signature(on),
        SignLines(("签收人",)),
    ]


def _addressed(slip: Record) -> str:
    """A leader or handler is addressed as a person, any other as a unit."""
    people = {str(item.get(name)) for item in slip.get("items") or () for name in _PEOPLE}
    return "你" if str(slip.get("unit")) in people else "你单位"
