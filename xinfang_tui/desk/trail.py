"""The trail of a dispute as it is read: one record and one Chinese sentence an entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xinfang_tui.desk import slots
from xinfang_tui.desk.paperkinds import KINDS
from xinfang_tui.desk.rules import Rules
from xinfang_tui.disputes import hlc, kinds
from xinfang_tui.disputes.dispute import RUNG_NAMES, Dispute
from xinfang_tui.disputes.erased import GONE, Left, what_is_left
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.money import yuan
from xinfang_tui.disputes.order import causal
from xinfang_tui.meeting.meeting import DECISION_NAMES

Record = dict[str, Any]
PARTLY = "（部分内容已依法删除）"


def trail_of(events: Sequence[Event], dispute: Dispute, rules: Rules) -> list[Record]:
    """The trail, as it is read: one record an event, with its sentence.

    Of an erased entry what the erasure leaves; how it is left is no entry of its own.
    """
    undone = {
        str(event.payload.get("target")): event.id for event in events if event.kind == "void"
    }
    left = what_is_left(causal(events)) if dispute.erased else {}
    shown = [_left(event, left.get(event.id)) for event in events if event.kind != kinds.RETAIN]
    return [
        {
            "id": event.id,
            "kind": event.kind,
            "label": kinds.label(event.kind),
            "on": event.on,
            "by": event.by,
            "entered": hlc.moment(event.clock).isoformat(timespec="seconds"),
            "lag": (hlc.day(event.clock) - date.fromisoformat(event.on)).days,
            "device": event.device,
            "seq": event.seq,
            "text": sentence(event, rules) + (PARTLY if cut and event.data is not None else ""),
            "data": {name: value for name, value in event.payload.items() if name != "targets"},
            "effective": event.id not in dispute.idle and event.id not in undone,
            "undone": event.id in undone,
            "erased": cut,
        }
        for event, cut in shown
    ]


def _left(event: Event, left: Left | None) -> tuple[Event, bool]:
    """The entry as it may be read, and whether anything was erased of it."""
    if left is None:
        return event, event.data is None
    return (event.erased() if left.whole else event._replace(data=left.data)), True


def sentence(event: Event, rules: Rules) -> str:
    """What happened, in one Chinese line."""
    if event.data is None:
        return "内容已依法删除"
    data = event.payload
    writer = _SENTENCES.get(event.kind)
    if writer is not None:
        return writer(data, rules)
    spec = kinds.KINDS.get(event.kind)
    if spec is None:
        return ""
    parts = []
    for field in spec.fields:
        value = data.get(field.name)
        if value not in (None, "", []):
            parts.append(f"{field.label}：{_said(field, value)}")
    return "；".join(parts)


def _said(field: kinds.Field, value: Any) -> str:
    if field.type == kinds.CHOICE:
        return dict(field.choices).get(str(value), str(value))
    if field.type == kinds.BOOL:
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(
            "，".join(str(v) for v in item.values() if v)
            if isinstance(item, Mapping)
            else str(item)
            for item in value
        )
    return str(value)


def _registered(data: Mapping[str, Any], rules: Rules) -> str:
    channel = rules.codes.channels.get(str(data.get("channel", "")), "")
    title = str(data.get("title", ""))
    words = f"{channel}，{title}" if channel else title
    note = "；".join(str(data.get("note") or "").splitlines())
    return f"{words}（原台账：{note}）" if note else words


def _climbed(data: Mapping[str, Any], rules: Rules) -> str:
    to = RUNG_NAMES.get(str(data.get("to", "")), "")
    tier = {"county": "（县领导）", "township": "（镇领导）"}.get(str(data.get("tier", "")), "")
    return f"上报到{to}{tier}：{data.get('reason', '')}"


def _corrected(data: Mapping[str, Any], rules: Rules) -> str:
    name = str(data.get("field", ""))
    old, new = (slots.field_words(name, data.get(key), rules) for key in ("old", "value"))
    if old == slots.EMPTY:
        change = f"原来没有填，改为“{new}”"
    elif new == slots.EMPTY:
        change = f"原来是“{old}”，改为不填"
    elif old == new and name == "parties" and GONE not in new:
        # An entry keeps their former names alone; of erased ones nobody knows whether they differ.
        change = f"“{new}”，姓名没有变，改了电话、住址等"
    else:
        change = f"“{old}”→“{new}”"
    return f"{kinds.FIELD_NAMES.get(name, name)}：{change}（{data.get('reason', '')}）"


def _resolved(data: Mapping[str, Any], rules: Rules) -> str:
    method = str(data.get("method", ""))
    parts = [rules.codes.methods.get(method, method)]
    if data.get("organisation"):
        parts.append(str(data["organisation"]))
    if data.get("agreement"):
        parts.append({"oral": "口头协议", "written": "书面协议"}.get(str(data["agreement"]), ""))
    for term in data.get("terms") or ():
        due = f"（{term['due']} 前）" if term.get("due") else ""
        parts.append(f"{term.get('who', '')}{term.get('what', '')}{due}")
    if data.get("amount"):
        parts.append(f"金额 {yuan(data['amount'])} 元")
    if data.get("date_by_month"):
        parts.append("日期按月份")
    return "，".join(part for part in parts if part)


_ROLES = {
    "same": "同一件事",
    "split": "分出",
    "part": "其中一件",
    "different": "不是同一件事",
}


def _linked(data: Mapping[str, Any], rules: Rules) -> str:
    role = _ROLES.get(str(data.get("role")), "")
    number = data.get("lead_number") or data.get("lead", "")
    if data.get("role") == "different":
        return f"和 {number} {role}"
    return f"主件 {number}" + (f"，{role}" if role else "")


def _settled(data: Mapping[str, Any], rules: Rules) -> str:
    slot = str(data.get("conflict", ""))
    return f"{slots.question(slot)}以“{slots.words(slot, data.get('value'), rules)}”为准"


def _decided(data: Mapping[str, Any], rules: Rules) -> str:
    decision = str(data.get("decision", ""))
    parts = [DECISION_NAMES.get(decision, decision)]
    for name, label in (("unit", ""), ("handler", ""), ("leader", "包案领导")):
        if data.get(name):
            parts.append(f"{label}{data[name]}")
    if data.get("back_to"):
        parts.append(f"退回到{RUNG_NAMES.get(str(data['back_to']), data['back_to'])}")
    if data.get("due"):
        parts.append(f"{data['due']} 前完成")
    return "，".join(parts)


def _printed(data: Mapping[str, Any], rules: Rules) -> str:
    kind = KINDS.get(str(data.get("paper", "")))
    return f"{kind.name if kind else data.get('paper', '')}，姓名照写"


_SENTENCES = {
    "register": _registered,
    "escalate": _climbed,
    "correct": _corrected,
    "decide": _decided,
    "resolve": _resolved,
    "link": _linked,
    "unlink": _linked,
    "settle": _settled,
    "void": lambda data, rules: kinds.LABELS.get(str(data.get("of", "")), ""),
    "erase": lambda data, rules: str(data.get("what") or "个人信息"),
    kinds.PRINT: _printed,
}
