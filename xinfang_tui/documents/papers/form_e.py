"""分村分类统计表 (form E): village × category, settled and not, totals first."""

from __future__ import annotations

from xinfang_tui.documents.paper import FORM, Block, Cell, Column, Note, Paper, Paragraph, Table
from xinfang_tui.documents.papers.common import sign_off
from xinfang_tui.documents.papers.material import Month, Record


def form_e(month: Month) -> Paper:
    """Only categories that occurred have columns; a note names what the others are."""
    office = month.office
    found: Record = {
        code: each
        for code, each in (month.status.get("categories") or {}).items()
        if int(each["new"])
    }
    blocks: list[Block] = []
    if found:
        blocks += [table(month, found), Note("没有列出的类别本月未发现新增。")]
    else:
        blocks.append(Paragraph("本月未发现新增矛盾纠纷。"))
    blocks += [*month.as_of, sign_off(office)]
    return Paper(
        title=f"{office.place}{month.name}矛盾纠纷分村分类统计表",
        blocks=tuple(blocks),
        kind="form_e",
        style=FORM,
        month=month.key,
        hash=month.hash,
        draft=month.draft,
        wide=True,
        fonts=office.fonts,
        **month.show.marks(),
    )


def table(month: Month, found: Record) -> Table:
    """The table: 合计 first, then each village."""
    codes = month.office.codes
    columns = [Column("村（社区）", width=12), Column("总数", "number"), Column("未化解", "number")]
    for code, each in found.items():
        group = f"{codes.brief(code)}类（共计{each['new']}件）"
        columns += [
            Column("化解数", "number", group=group),
            Column("未化解数", "number", group=group),
        ]
    rows = [_row("合计", found, list(found))]
    for unit in month.units:
        mine = {
            code: (each.get("villages") or {}).get(unit["code"]) or {}
            for code, each in found.items()
        }
        rows.append(_row(str(unit["name"]), mine, list(found)))
    return Table(tuple(columns), tuple(rows), unit="件", sheet="分村分类")


def _row(name: str, counts: Record, codes: list[str]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    new = unsettled = 0
    for code in codes:
        each = counts[code]
        cells += [int(each.get("settled", 0)), int(each.get("unsettled", 0))]
        new += int(each.get("new", 0))
        unsettled += int(each.get("unsettled", 0))
    return (name, new, unsettled, *cells)
