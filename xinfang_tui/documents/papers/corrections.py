"""更正说明: what came after a month was published, printed in the next bulletin (DESIGN §6)."""

from __future__ import annotations

from xinfang_tui.documents.paper import Block, Column, Paragraph, Table
from xinfang_tui.documents.papers.material import Month
from xinfang_tui.documents.wording import parse_day
from xinfang_tui.month.published import CORRECTION, KIND_NAMES, LATE_REPORT
from xinfang_tui.month.window import month_name, previous_month


def corrections(month: Month) -> list[Block]:
    """A sentence with the counts, a table of the steps, and the figures that changed by them."""
    if not month.late and not month.differences:
        return []
    counts = {
        kind: len({one["number"] for one in month.late if one["kind"] == kind and one["number"]})
        for kind in (LATE_REPORT, CORRECTION)
    }
    parts = [f"{KIND_NAMES[kind]}{count}件" for kind, count in counts.items() if count]
    if villages := {one["village"] for one in month.late if not one["number"]}:
        parts.append(f"{len(villages)}个村（社区）补交或更改的排查情况")
    said = "、".join(parts)
    when = _when(month)
    text = f"{when}通报印发后，收到{said}，已按规定计入更正后数，{when}报出数不变。" if said else ""
    changed = [
        f"{str(one['name']).removeprefix('上月')}由{_shown(one['reported'])}更正为{_shown(one['known'])}"
        for one in month.differences
        if "village" not in one and str(one["key"]).startswith("flow.")
    ]
    if changed:
        text += f"更正后，{when}{'，'.join(changed)}。"
    blocks: list[Block] = [Paragraph(text, lead="更正说明。")] if text else []
    if month.late:
        blocks.append(late_table(month))
    return blocks


def late_table(month: Month) -> Table:
    """The late reports and corrections, without names."""
    columns = (
        Column("编号", width=16),
        Column("村（社区）", width=12),
        Column("类型", width=6),
        Column("内容", width=10),
        Column("发生日期", "date"),
    )
    rows = tuple(
        (
            str(one["number"]) or "—",
            month.place(str(one["village"])),
            KIND_NAMES.get(str(one["kind"]), str(one["kind"])),
            str(one["words"]),
            parse_day(one["on"]),
        )
        for one in month.late
    )
    return Table(columns, rows, f"表2　{_when(month)}补报和更正情况", sheet="补报更正")


def _when(month: Month) -> str:
    """The month that is corrected: the last one published, not always the month before."""
    before = previous_month(month.key)
    return "上月" if month.corrected in ("", before) else month_name(month.corrected)


def _shown(value: object) -> str:
    return "—" if value is None else f"{value:g}" if isinstance(value, float) else f"{value}件"
