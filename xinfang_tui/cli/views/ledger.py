"""What an import did, in words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xinfang_tui.cli.output import short, table

MOST = 30


def imported(found: Mapping[str, Any], dry_run: bool, rejects: Path | None) -> str:
    """Counts, then the faulty rows one by one."""
    would = "将" if dry_run else "已"
    changed = found["changed"]
    lines = [
        f"{would}导入 {found['accepted']} 件，登记过的 {found['repeated']} 件，"
        f"内容有出入的 {changed} 件，有错的 {len(found['rejected'])} 行。"
    ]
    if changed and not dry_run:
        lines.append("有出入的没有改动；要按文件更正，请加 --update。")
    if found["rejected"]:
        rows = [
            dict(row) | {"value": short(str(row["value"] or ""), 24)} for row in found["rejected"]
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
        lines.append("这是预演，什么都没有写入。")
    return "\n".join(lines)
