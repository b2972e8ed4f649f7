"""What an import did, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xinfang_tui.cli.output import short, table
from xinfang_tui.disputes.kinds import FIELD_NAMES

MOST = 30


def imported(found: Mapping[str, Any], dry_run: bool, update: bool, rejects: Path | None) -> str:
    """Counts, then the faulty rows one by one."""
    would = "将" if dry_run else "已"
    changed = found["changed"]
    lines = [*_sheets(found["sheets"])]
    mended = "，能按文件更正的已更正" if update and changed and not dry_run else ""
    lines.append(
        f"{would}导入 {found['accepted']} 件，登记过的 {found['repeated']} 件，"
        f"内容有出入的 {changed} 件{mended}，有错的 {len(found['rejected'])} 行。"
    )
    told = ("accepted", "repeated", "changed", "rejected")
    if not any(found[name] for name in told):
        lines.append("表里没有读到一件纠纷，请核对是不是还没有填，或填在别的表里。")
    lines += _changes(found["changes"])
    if changed and not update:
        lines.append("有出入的没有改动；要按文件更正，请加 --update。")
    if found["notes"]:
        lines += ["", f"有 {len(found['notes'])} 处请核对："]
        lines += [
            f"  {one['sheet']} 第 {one['row']} 行：{one['note']}" for one in found["notes"][:MOST]
        ]
        if len(found["notes"]) > MOST:
            lines.append(f"  ……还有 {len(found['notes']) - MOST} 处，都记在各件的经过里")
    if found["rejected"]:
        names = _names()
        rows = [
            dict(row)
            | {
                "field": names.get(row["field"], row["field"]),
                "value": short(str(row["value"] or ""), 24),
            }
            for row in found["rejected"]
        ]
        titles = [
            ("sheet", "表"),
            ("row>", "行"),
            ("field", "栏"),
            ("value", "内容"),
            ("reason", "原因"),
        ]
        lines += ["", table(rows[:MOST], titles)]
        if len(rows) > MOST:
            lines.append(f"……还有 {len(rows) - MOST} 行")
        if rejects is not None:
            lines.append(f"有错的行写在“{rejects}”，改好后可以再导入。")
    if dry_run:
        lines.append("这是预演，台账里什么都没有写入。")
    return "\n".join(lines)


def _names() -> Mapping[str, str]:
    """The fields of a ledger by what they are called in Chinese."""
    from xinfang_tui.documents.reading.headers import FIELDS

    return {**FIELD_NAMES, **FIELDS}


def _changes(changes: Sequence[Mapping[str, Any]]) -> list[str]:
    """Which matters a ledger tells otherwise, and in what."""
    names = _names()
    lines = []
    for one in changes[:MOST]:
        fields = "、".join(names.get(name, name) for name in one["fields"])
        lines.append(f"  {one['number']}（{one['sheet']} 第 {one['row']} 行）：{fields}")
    if len(changes) > MOST:
        lines.append(f"  ……还有 {len(changes) - MOST} 件")
    return lines


def _sheets(sheets: Sequence[Mapping[str, Any]]) -> list[str]:
    """Sheets and columns that were passed over, and what was noticed on the others."""
    lines = []
    for sheet in sheets:
        name = sheet["name"]
        if sheet["kind"] != "ledger":
            lines.append(f"跳过“{name}”：{sheet['reason']}")
        if sheet["unread"]:
            lines.append(f"“{name}”里没有读入的列：{'、'.join(sheet['unread'])}")
        if sheet["aside"]:
            told = "、".join(sheet["aside"])
            lines.append(f"“{name}”里没有对应项目、原文记在经过里的列：{told}")
        lines += [f"“{name}”{note}" for note in sheet["notes"]]
    return lines
