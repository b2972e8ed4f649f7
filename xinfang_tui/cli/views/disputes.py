"""Disputes in words: the card of one, and lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xinfang_tui.cli.output import facts, short, table
from xinfang_tui.cli.views.hiding import Hide, hider
from xinfang_tui.disputes.leading import leader_words

Record = Mapping[str, Any]
TITLE = 36


def card(record: Record, style: str, *, unmasked: bool = False) -> str:
    """One dispute: facts, date, trail, the statutory ways open."""
    hide = hider([record], style, unmasked=unmasked)
    parts = [
        f"{record['number']}  {hide(short(record['title'], 200))}",
        facts(_facts(record, hide)),
    ]
    if record.get("conflicts"):
        parts.append("填报不一致，请核对：\n" + _conflicts(record["conflicts"], hide))
    if record.get("trail"):
        parts.append("经过：\n" + _trail(record["trail"], hide))
        noted = [str((entry.get("data") or {}).get("note") or "") for entry in record["trail"][:1]]
        if noted[0]:
            parts.append("原台账另记：\n" + "\n".join(f"  {x}" for x in hide(noted[0]).split("\n")))
    if record.get("copies"):
        parts.append("别处还有副本：\n" + "\n".join(f"  {line}" for line in record["copies"]))
    if record.get("remedies"):
        lines = [_way(way) for way in record["remedies"]]
        parts.append("还可以走的法定途径：\n" + "\n".join(lines))
    return "\n\n".join(parts)


def listed(records: Sequence[Record], style: str, *, unmasked: bool = False) -> str:
    """A ledger list."""
    hide = hider(records, style, unmasked=unmasked)
    rows = [
        {
            **record,
            "title": short(hide(record["title"]), TITLE),
            "due": _due(record),
            "who": record.get("leader") or record.get("handler") or "—",
        }
        for record in records
    ]
    titles = [
        ("number", "编号"),
        ("registered_on", "登记"),
        ("village_name", "村（社区）"),
        ("category_short", "类别"),
        ("title", "事项"),
        ("rung_name", "层级"),
        ("status_name", "状态"),
        ("due", "期限"),
        ("who", "承办"),
    ]
    return table(rows, titles) + f"\n共 {len(rows)} 件" if rows else "没有符合的纠纷。"


def possible(actions: Sequence[Record]) -> str:
    """What may be done, and why not."""
    rows = [
        {
            "kind": each["kind"],
            "label": each["label"],
            "mark": "可以" if each["allowed"] else "不能",
            "reason": each["reason"],
        }
        for each in actions
    ]
    return table(rows, [("kind", "种类"), ("label", "做什么"), ("mark", ""), ("reason", "原因")])


def alike(found: Sequence[Record]) -> str:
    """Likely duplicates."""
    if not found:
        return "没有找到像的。"
    rows = [
        dict(one) | {"title": short(one["title"], TITLE), "why": _why(one.get("why"))}
        for one in found
    ]
    return table(rows, [("number", "编号"), ("title", "事项"), ("why", "像在哪里")])


def pairs(
    found: Sequence[Record], known: Mapping[str, Record], style: str, *, unmasked: bool = False
) -> str:
    """Likely duplicates two by two, people hidden.

    Args:
        known: dispute id → its record, for the names to hide.
    """
    if not found:
        return "没有找到像是同一件的。"
    hide = hider(list(known.values()), style, unmasked=unmasked)
    rows = []
    for pair in found:
        for mark, side, why in (("", "one", pair["why"]), ("像", "other", "")):
            one = pair[side]
            rows.append(
                {**one, "mark": mark, "title": short(hide(one["title"]), TITLE), "why": why}
            )
    columns = [("mark", ""), ("number", "编号"), ("village_name", "村（社区）")]
    return table(rows, [*columns, ("title", "事项"), ("why", "像在哪里")])


def handed(found: Record, *, applied: bool) -> str:
    """What one worker hands to the next, without anybody's name but theirs."""
    titles = [("number", "编号"), ("due", "日期"), ("state", "情况")]
    names = (("open", "在办"), ("promises", "承诺"), ("visits", "待回访"), ("next", "约定"))
    parts = [f"{name}：\n{table(found[key], titles)}" for key, name in names if found[key]]
    moved = len(found["moved"])
    if applied:
        parts.append(f"{moved} 件在办的改由{found['taker']}经办。")
    if found["hidden"]:
        also = "，也没有移交" if applied else ""
        left_out = f"{found['hidden']} 件不是本村的，没有列出{also}，请找镇综治专干。"
        parts.append(f"另有 {left_out}" if parts else left_out)
    return "\n\n".join(parts) or f"{found['giver']}没有要交接的。"


def _way(way: Record) -> str:
    words = f"  {way['name']}：{way['where']}"
    words += f"，{way['limit']}" if way.get("limit") else ""
    return words + (f"（最迟 {way['last']}）" if way.get("last") else "")


def _why(why: Any) -> str:
    return why if isinstance(why, str) else "、".join(str(each) for each in why or ())


def _facts(record: Record, hide: Hide) -> list[tuple[str, Any]]:
    decided = record.get("status") == "open"
    return [
        ("状态", f"{record.get('status_name', '')}　{record.get('rung_name', '')}"),
        ("村（社区）", record.get("village_name")),
        ("类别", f"{record.get('category', '')} {record.get('category_name', '')}"),
        ("规模", record.get("scale_name")),
        ("涉及人数", record.get("people")),
        ("来源", record.get("channel_name")),
        ("办理方式", "信访事项" if record.get("track") == "petition" else ""),
        ("发生日期", record.get("occurred_on")),
        ("登记日期", record.get("registered_on")),
        ("期限", _due(record) if decided else None),
        ("上级要求", record.get("superior_due")),
        ("当事人", "、".join(hide(party["name"]) for party in record.get("parties") or ())),
        ("简要情况", hide(str(record.get("brief") or ""))),
        ("责任单位", record.get("unit")),
        ("经办人", record.get("handler")),
        ("包案领导", leader_words(record)),
        ("无人承接", "；".join(record.get("blocked") or ())),
        ("化解方式", record.get("method_name")),
        ("化解日期", record.get("resolved_on")),
        ("转往", record.get("pending_transfer")),
        ("次数", _counts(record)),
        ("最长间隔", _days(record.get("silence"))),
        ("最晚补记", _days(record.get("lag"))),
    ]


def _days(count: int | None) -> str:
    return f"{count} 天" if count else ""


def _counts(record: Record) -> str:
    words = (
        ("extensions", "延期"),
        ("suspensions", "中止"),
        ("transfers", "转办"),
        ("attempts", "本层调解未成"),
        ("reopened", "重开"),
    )
    return "，".join(f"{label} {record[key]} 次" for key, label in words if record.get(key))


def _due(record: Record) -> str:
    if not record.get("due"):
        return ""
    left = record.get("days_left")
    tail = "　已超期" if record.get("overdue") else f"　还有 {left} 天" if left is not None else ""
    return f"{record['due']}{tail}"


def _conflicts(conflicts: Sequence[Record], hide: Hide) -> str:
    rows = [
        {
            "slot": conflict["label"],
            "value": hide(choice["words"]),
            "by": choice["by"],
            "on": choice["on"],
            "mark": "现用" if choice["event"] == conflict["standing"] else "",
        }
        for conflict in conflicts
        for choice in conflict["choices"]
    ]
    return table(
        rows, [("slot", "哪一项"), ("value", "内容"), ("by", "谁填"), ("on", "日期"), ("mark", "")]
    )


def _trail(trail: Sequence[Record], hide: Hide) -> str:
    rows = [
        {
            "on": entry["on"],
            "label": entry["label"],
            "text": short(hide(str(entry["text"])), 60),
            "by": entry["by"],
            "mark": "已撤销" if entry["undone"] else "" if entry["effective"] else "未起作用",
        }
        for entry in trail
    ]
    return table(
        rows, [("on", "日期"), ("label", "做了什么"), ("text", "内容"), ("by", "谁"), ("mark", "")]
    )
