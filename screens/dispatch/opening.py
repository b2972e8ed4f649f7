"""The forms of a meeting: opening it, setting it right, and a decision of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from screens.forms.field import DAY, LONG, NAMES, PICK, RADIO, ROWS, Field
from screens.pieces.choice import Choice
from xinfang_tui.disputes.dispute import RUNG_NAMES, RUNGS
from xinfang_tui.meeting.decisions import TIERS
from xinfang_tui.meeting.meeting import ASSIGN, BACK, CONTINUE, KIND_NAMES, LEADER, REFER

_PLAN = (("step", "步骤", 0), ("due", "期限", 12))


def meeting_fields(staff: Sequence[str], leader: str, today: date) -> list[Field]:
    """What is asked when a meeting is opened."""
    kinds = [Choice(key, name) for key, name in KIND_NAMES.items()]
    kind = Field("kind", "会议", RADIO, True, choices=kinds, default="joint_meeting")
    day, *others = correcting_fields(staff)
    return [
        kind,
        replace(day, default=today.isoformat()),
        *(replace(f, default=leader or None) if f.name == "chair" else f for f in others),
    ]


def correcting_fields(staff: Sequence[str]) -> list[Field]:
    """What may be set right until the meeting is closed."""
    people = [Choice(name, name) for name in staff]
    return [
        Field("on", "日期", DAY, True, ahead=True),
        Field("place", "地点", hint="如 镇政府三楼会议室"),
        Field("chair", "主持人", PICK, True, choices=people, free=True, check=_name),
        Field("attendees", "参加人", NAMES, hint="几个人用顿号隔开"),
    ]


def _name(value: object) -> str:
    return "这里写人的姓名" if any(each.isdigit() for each in str(value)) else ""


def decision_fields(kind: str, staff: Sequence[str], rung: str, tier: str = "") -> list[Field]:
    """What a decision of a kind says; rung, tier: where the matter stands."""
    people = [Choice(name, name) for name in staff]
    unit = Field("unit", "责任单位", hint="如 司法所")
    handler = Field("handler", "经办人", PICK, choices=people, free=True)
    helpers = Field("helpers", "协助的人", NAMES)
    due = Field("due", "完成期限", DAY, ahead=True, hint="如 11.15、15天后；不填按层级期限")
    reason = Field("reason", "说明", LONG)
    if kind == ASSIGN:
        return [Field("unit", "责任单位", required=True), handler, helpers, due, reason]
    if kind == REFER:
        return [
            Field("to", "转往", required=True, hint="如 县人民法院、劳动仲裁委"),
            Field("reason", "理由", LONG, True),
            Field("deadline_told", "已告知期限", LONG, hint="起诉、仲裁、复议的期限"),
        ]
    if kind == BACK:
        below = [Choice(r, RUNG_NAMES[r]) for r in RUNGS[: RUNGS.index(rung)]]
        return [Field("back_to", "退回到", RADIO, True, choices=below), unit, handler, due, reason]
    if kind == LEADER:
        tiers = [Choice(key, name) for key, name in TIERS.items()]
        return [
            Field("leader", "包案领导", PICK, True, choices=people, free=True),
            Field("tier", "级别", RADIO, choices=tiers, default=tier or "township"),
            unit,
            handler,
            helpers,
            Field("plan", "化解方案", ROWS, rows=_PLAN),
            due,
        ]
    assert kind == CONTINUE
    return [unit, handler, due, reason]
