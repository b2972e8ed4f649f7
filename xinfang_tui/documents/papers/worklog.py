"""责任信访工作手册: what one staff member did in a month, from the entries alone (DESIGN §2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.office import Office
from xinfang_tui.documents.paper import (
    FORM,
    Block,
    Column,
    Field,
    Fields,
    Paper,
    Paragraph,
    SignLines,
    Table,
)
from xinfang_tui.documents.papers.telling import clause
from xinfang_tui.documents.wording import parse_day
from xinfang_tui.month.window import month_name

Record = Mapping[str, Any]
COUNTS = (
    ("register", "登记矛盾纠纷", "件"),
    ("mediate", "组织调解", "次"),
    ("meet_party", "与当事人见面", "次"),
    ("resolve", "化解", "件"),
    ("visit_back", "回访", "次"),
    ("perform", "督促履行", "项"),
    ("escalate", "上报", "件"),
    ("interim_reply", "阶段答复", "次"),
    ("accept", "受理", "件"),
    ("assign", "交办", "件"),
    ("transfer", "转办", "件"),
    ("refer", "转法定途径", "件"),
    ("confirm", "办理司法确认", "次"),
    ("close", "销号", "件"),
)
"""Kinds of entries that are counted, with their word and unit."""


def worklog(
    name: str,
    month: str,
    entries: Sequence[Record],
    office: Office,
    show: Disclosure,
    *,
    post: str = "",
    place: str = "",
    households: int = 0,
) -> Paper:
    """The month of one staff member, from the entries that carry the name.

    Args:
        entries: ``{on, kind, label, number, village_name, text, data}``, by day.
        post, place: duty and area; households: visited in the month's sweep.
    """
    counts = Counter(str(entry.get("kind")) for entry in entries)
    told = [f"走访{households}户"] if households else []
    told += [f"{word}{counts[kind]}{unit}" for kind, word, unit in COUNTS if counts[kind]]
    text = f"本月{'，'.join(told)}。" if told else "本月没有记录。"
    blocks: list[Block] = [
        Fields(((Field("姓名", name), Field("职务", post), Field("负责范围", place)),)),
        Paragraph(text),
    ]
    if entries:
        columns = (
            Column("日期", "date", width=11),
            Column("工作", width=12),
            Column("编号", width=16),
            Column("村（社区）", width=12),
            Column("内容", width=46),
        )
        rows = tuple(
            (
                parse_day(entry.get("on")),
                str(entry.get("label") or ""),
                str(entry.get("number") or ""),
                str(entry.get("village_name") or ""),
                clause(show, entry),
            )
            for entry in entries
        )
        blocks.append(Table(columns, rows, sheet="工作记录"))
    blocks.append(SignLines(("本人（签名）", "单位负责人（签名）")))
    return Paper(
        title=f"责任信访工作手册（{month_name(month)}）",
        blocks=tuple(blocks),
        kind="worklog",
        style=FORM,
        month=month,
        fonts=office.fonts,
        **show.marks(),
    )
