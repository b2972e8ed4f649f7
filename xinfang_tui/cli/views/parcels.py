"""Parcels and receipts in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from xinfang_tui.cli.output import facts, table
from xinfang_tui.desk.arriving import behind_words

Record = Mapping[str, Any]
KINDS = {"parcel": "报送包", "receipt": "回执", "invitation": "邀请"}


def envelope(found: Record) -> str:
    """What a file says on its outside."""
    pairs = [("是什么", KINDS.get(found["kind"], found["kind"]))]
    for name, label in (
        ("from", "来自"),
        ("to", "给"),
        ("month", "月份"),
        ("as_of", "数据截至"),
        ("events", "经过（条）"),
        ("disputes", "纠纷（件）"),
        ("number", "第几个"),
        ("id", "包号"),
        ("unit", "单位"),
        ("parcel", "回的是"),
    ):
        if found.get(name) not in (None, ""):
            pairs.append((label, _named(found[name])))
    if found["kind"] == "parcel":
        pairs.append(("给本单位的", "是" if found.get("ours") else "不是"))
        pairs.append(("接收过", "是" if found.get("seen") else "没有"))
    return facts(pairs)


def unpacked(found: Record, dry_run: bool) -> str:
    """What came of taking parcels in."""
    head = "预演：" if dry_run else ""
    lines = [
        f"{head}新的 {found['new']} 件，有更新的 {found['updated']} 件，没有变化的"
        f" {found['nothing']} 件，填报不一致 {found['conflicts']} 处，暂存等缺件的"
        f" {found['held']} 条。"
    ]
    lines += map(_not_taken, found["refused"])
    lines += [f"{words}。" for words in _anew(found)]
    if behind := behind_words([f for each in _each(found) for f in each.get("behind") or ()]):
        lines.append(f"{behind}。")
    if found.get("id") and not dry_run:
        lines.append(f"包号 {found['id']}（要撤销这次接收时用）")
    if found.get("receipt"):
        lines.append(f"回执写在“{found['receipt']}”，请交回对方。")
    if found.get("unanswered"):
        lines.append(
            f"内容已经收好，只是回执没有写成（{found['unanswered']}）。"
            "腾出空间后把同一个包再接收一次，就会补写。"
        )
    return "\n".join(lines)


def _not_taken(refused: Record) -> str:
    """Why a file, or some entries of the one file, were not taken in."""
    file = f"“{refused['file']}”" if refused.get("file") else ""
    return f"没有接收{file}：{refused['reason']}"


def receipted(found: Record) -> str:
    """What a receipt says."""
    lines = [f"{found.get('from', '对方')}已收到。" if "from" in found else "已接收。"]
    if found.get("missing"):
        lines.append(f"对方还缺 {sum(found['missing'].values())} 条，请再打包一次。")
    lines += [f"没有接收：{each['reason']}" for each in found.get("refused") or ()]
    lines += [f"{words}。" for words in _anew(found)]
    if "unreceipted" in found:
        lines.append(f"还没有回执的 {found['unreceipted']} 条，还没有发出的 {found['unsent']} 条。")
    if found.get("below"):
        lines.append(f"{_below(found['below'])}。")
    return "\n".join(lines)


def post(found: Record) -> str:
    """What was sent, came and waits."""
    parts = [
        facts(
            [
                ("没有发出", f"{found['unsent']} 条"),
                ("没有回执", f"{found['unreceipted']} 条"),
                ("暂存等缺件", f"{found['held']} 条"),
                ("不认的", f"{len(found['quarantined'])} 条"),
            ]
        )
    ]
    if found.get("below"):
        parts.append(_below(found["below"]))
    if found["quarantined"]:
        many = Counter(each["machine"] for each in found["quarantined"])
        told = "、".join(f"{machine} {count} 条" for machine, count in many.items())
        do = "同一号记录已有另一份，多半是数据文件夹被整个复制过；请与那台电脑核对，少的再记一次"
        parts.append(f"不认的：{told}\n  {do}")
    if found["missing"]:
        lacks = [
            f"  {each['machine']}的{'、'.join(map(_span, each['which']))}，共 {each['entries']} 条"
            for each in found["missing"]
        ]
        do = "把回执交给对方，请对方再打包一次，就会补上"
        parts.append("还缺：\n" + "\n".join([*lacks, f"  {do}"]))
    for title, rows in (("发出", found["sent"]), ("收到", found["came"])):
        if rows:
            parts.append(f"{title}：\n" + _parcels(rows))
    if found["freshness"]:
        says = "\n".join(f"  {each['says']}" for each in found["freshness"])
        parts.append("各村数据截至：\n" + says)
    return "\n\n".join(parts)


def _anew(found: Record) -> list[str]:
    """That this machine goes on under a new identity, by whichever parcel it was found out."""
    return [each["anew"] for each in _each(found) if each.get("anew")]


def _each(found: Record) -> Sequence[Record]:
    """The answer and those of the single parcels in it."""
    return (found, *found.get("parcels", ()))


def _below(units: Sequence[Record]) -> str:
    told = "、".join(_lacking(unit) for unit in units)
    return f"下发：{told}没有发"


def _lacking(unit: Record) -> str:
    if not unit["unsent"]:
        return f"{unit['name']}很久"
    return f"{unit['name']} {unit['unsent']} 条{'以上' if unit['more'] else ''}"


def _span(span: Sequence[int]) -> str:
    first, last = span
    return f"第 {first} 条" if first == last else f"第 {first}—{last} 条"


def _parcels(rows: Sequence[Record]) -> str:
    shown = [
        {
            "on": row.get("on"),
            "file": row.get("file"),
            "events": row.get("events"),
            "mark": f"回执 {row['receipted']}"
            if row.get("receipted")
            else "已撤销"
            if row.get("aside")
            else "",
            "id": row.get("parcel") or row.get("id"),
        }
        for row in rows
    ]
    return table(
        shown, [("on", "日期"), ("file", "文件"), ("events>", "条"), ("mark", ""), ("id", "包号")]
    )


def _named(value: Any) -> str:
    return str(value.get("name") or value) if isinstance(value, Mapping) else str(value)
