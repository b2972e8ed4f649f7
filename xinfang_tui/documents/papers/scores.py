"""考核得分: offices scored by what they do, small numbers marked; never people (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Sequence

from xinfang_tui.documents.paper import Block, Cell, Column, Note, Paragraph, Table
from xinfang_tui.documents.papers.material import Month
from xinfang_tui.month.scoring import SMALL
from xinfang_tui.setting_checks import WEIGHT_NAMES

QUARTERS = ("一", "二", "三", "四")
REMARK = f"得分只反映单位工作，不计信访量；带*的基数不足{SMALL}件，仅供参考。"


def scores_table(month: Month) -> Table:
    """Offices by score; a part resting on few cases is marked with an asterisk."""
    rows = tuple(_row(one) for one in month.scores)
    first = month.scores[0]["score"]["parts"] if month.scores else {}
    columns = (
        Column("单位", width=16),
        Column("分组", width=16),
        *(
            Column(f"{WEIGHT_NAMES.get(key, key)}\n（{part['weight']}分）", width=10)
            for key, part in first.items()
        ),
        Column("本月得分", width=10),
        Column("组内名次", width=8),
        Column("全年累计", width=10),
    )
    return Table(columns, rows, sheet="考核得分")


def score_blocks(month: Month) -> list[Block]:
    """The table, what it means, and what follows for an office that is always last."""
    return [scores_table(month), Note(REMARK), *map(Paragraph, _consequences(month))]


def _consequences(month: Month) -> list[str]:
    noticed = [
        f"{one['name']}{_quarters(one['notices'])}各月得分均居末位"
        for one in month.scores
        if one.get("notices")
    ]
    watched = [str(one["name"]) for one in month.scores if one.get("watched")]
    found = [f"{'；'.join(noticed)}，予以通报。"] if noticed else []
    if watched:
        found.append(
            f"{'、'.join(watched)}年内两次通报，列为重点管理，依次采取约谈、通报、诫勉措施。"
        )
    return found


def _quarters(quarters: Sequence[str]) -> str:
    return "、".join(f"{QUARTERS[int(quarter[-1]) - 1]}季度" for quarter in quarters)


def _row(one: object) -> tuple[Cell, ...]:
    record: dict[str, object] = dict(one)  # type: ignore[call-overload]
    score: dict[str, object] = dict(record["score"])  # type: ignore[call-overload]
    parts = [
        _points(part)
        for part in dict(score["parts"]).values()  # type: ignore[call-overload]
    ]
    year = record.get("year")
    return (
        str(record["name"]),
        str(record.get("group") or "—"),
        *parts,
        "—" if score["total"] is None else f"{score['total']:.1f}{'*' if score['grey'] else ''}",
        "—" if record.get("rank") is None else str(record["rank"]),
        "—" if year is None else f"{year:.1f}",
    )


def _points(part: dict[str, object]) -> str:
    if part["points"] is None:
        return "—"
    return f"{part['points']:.1f}{'*' if part['grey'] else ''}"
