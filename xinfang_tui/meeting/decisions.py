"""Decisions of a meeting: what they must say, and the entries they become (DESIGN §4, §6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xinfang_tui.disputes import reading
from xinfang_tui.disputes.dispute import RUNG_NAMES, RUNGS
from xinfang_tui.meeting.meeting import (
    ASSIGN,
    BACK,
    CONTINUE,
    DECISION_NAMES,
    LEADER,
    REFER,
    Decision,
    Meeting,
)
from xinfang_tui.refusal import Refused
from xinfang_tui.tuples import NamedTuple

_SAFE = "这件的决定没有记下"
_TEXTS = {
    "unit": "责任单位",
    "handler": "经办人",
    "leader": "包案领导",
    "to": "转往",
    "reason": "理由",
    "deadline_told": "已告知的期限",
}
_NEEDED = {
    ASSIGN: (),
    REFER: ("to", "reason"),
    BACK: ("back_to",),
    LEADER: ("leader",),
    CONTINUE: (),
}
_LABELS = _TEXTS | {"due": "完成期限", "back_to": "退回到", "plan": "方案"}
_LED = (ASSIGN, LEADER, CONTINUE)
_ONLY = {
    "leader": _LED,
    "plan": _LED,
    "back_to": (BACK,),
    "to": (REFER,),
    "deadline_told": (REFER,),
}
"""What only some decisions say."""
TIERS = {"township": "镇领导", "county": "县领导"}


def read(record: Mapping[str, Any], dispute: str, rung: str, on: date, tier: str = "") -> Decision:
    """A decision as handed in, checked; without a day the limit of the rung runs anew.

    One that names a leader gives the case to them, whoever handles it.

    Args:
        record: ``{decision, unit, handler, helpers, leader, tier, due, back_to, to, reason,
            deadline_told, plan: [{step, due}]}``.
        dispute: id of the matter; rung, tier: where it stands; on: day of the meeting.

    Raises:
        Refused: an unknown decision, something it needs missing, something that another decision
            says, a day before the meeting, or a rung that is not below.
    """
    kind = _kind(record.get("decision"))
    _fits(kind, record)
    fields: dict[str, Any] = {
        name: reading.text(record[name], label)
        for name, label in _TEXTS.items()
        if record.get(name)
    }
    if record.get("due"):
        fields["due"] = _after(record["due"], "完成期限", on)
    if record.get("back_to"):
        fields["back_to"] = _rung(record["back_to"])
    missing = [_LABELS[name] for name in _NEEDED[kind] if not fields.get(name)]
    if kind == ASSIGN and not (fields.get("unit") or fields.get("handler")):
        missing.append("责任单位")
    if missing:
        raise Refused(
            f"决定“{DECISION_NAMES[kind]}”缺少" + "、".join(f"“{label}”" for label in missing),
            safe=_SAFE,
            do="请补上再试",
        )
    if kind == BACK and RUNGS.index(fields["back_to"]) >= RUNGS.index(rung):
        raise Refused(
            f"这件现在在{RUNG_NAMES[rung]}，不能退回到{RUNG_NAMES[fields['back_to']]}",
            safe=_SAFE,
            do="请选下面的层级，或改作“继续调处”",
        )
    if fields.get("leader"):
        fields["tier"] = _tier(record.get("tier") or tier)
        fields["plan"] = tuple(_steps(record.get("plan") or (), on))
    fields["helpers"] = tuple(reading.texts(record.get("helpers") or [], "协助的人"))
    return Decision(dispute, kind, **fields)


def _fits(kind: str, record: Mapping[str, Any]) -> None:
    """Refuse what the decision has no use for, so that nothing said is dropped."""
    for name, kinds in _ONLY.items():
        if record.get(name) and kind not in kinds:
            raise Refused(
                f"决定“{DECISION_NAMES[kind]}”用不上“{_LABELS[name]}”",
                safe=_SAFE,
                do="请删去这一项，或改选别的决定",
            )
    if record.get("plan") and not record.get("leader"):
        raise Refused("有“方案”还要写明“包案领导”", safe=_SAFE, do="请补上再试")


def _kind(value: Any) -> str:
    words = {name: key for key, name in DECISION_NAMES.items()}
    written = reading.code(value or "", "决定")
    kind = words.get(written, written)
    if kind not in DECISION_NAMES:
        listed = "、".join(f"{key}（{name}）" for key, name in DECISION_NAMES.items())
        raise Refused(f"没有“{written}”这种决定", safe=_SAFE, do=f"可以是：{listed}")
    return kind


def _rung(value: Any) -> str:
    words = {name: key for key, name in RUNG_NAMES.items()}
    written = reading.code(value, "退回到")
    rung = words.get(written, written)
    if rung not in RUNGS:
        listed = "、".join(f"{key}（{RUNG_NAMES[key]}）" for key in RUNGS)
        raise Refused(f"没有“{written}”这个层级", safe=_SAFE, do=f"可填：{listed}")
    return rung


def _tier(value: Any) -> str:
    words = {name: key for key, name in TIERS.items()}
    written = reading.code(value or "township", "级别")
    tier = words.get(written, written)
    if tier not in TIERS:
        listed = "、".join(f"{key}（{name}）" for key, name in TIERS.items())
        raise Refused(f"没有“{written}”这一级领导", safe=_SAFE, do=f"可填：{listed}")
    return tier


def _after(value: Any, label: str, on: date) -> str:
    day = reading.day(value, label)
    if day < on:
        raise Refused(f"“{label}”{day} 早于会议日期 {on}", safe=_SAFE, do="请核对日期")
    return day.isoformat()


def _steps(plan: Any, on: date) -> list[Mapping[str, str]]:
    steps: list[Mapping[str, str]] = []
    for each in plan if isinstance(plan, list | tuple) else [plan]:
        given = {"step": each} if isinstance(each, str) else each
        if not isinstance(given, Mapping):
            raise Refused(
                "“方案”应当是一列步骤", safe=_SAFE, do='请写成 [{"step": "…", "due": "…"}] 这样'
            )
        step = {"step": reading.text(given.get("step") or "", "方案步骤")}
        if given.get("due"):
            step["due"] = _after(given["due"], "步骤期限", on)
        steps.append(step)
    return steps


class Action(NamedTuple):
    """An entry that closing the meeting writes to a dispute."""

    dispute: str
    kind: str
    data: Mapping[str, Any]


def actions(meeting: Meeting) -> list[Action]:
    """The entries that the decisions become, in agenda order.

    Every decision is a ``decide``: it names owners, starts the clock, sends back or gives the case
    to a leader. What a leader takes on follows as ``own``, another way as ``refer``.
    """
    found: list[Action] = []
    for item in meeting.items:
        decision = meeting.decisions.get(item.dispute)
        if decision is not None:
            found += entries(meeting.id, decision)
    return found


def entries(meeting: str, decision: Decision) -> list[Action]:
    """The entries that one decision becomes."""
    found = [Action(decision.dispute, "decide", _decide(meeting, decision))]
    if decision.leader:
        found.append(Action(decision.dispute, "own", _own(decision)))
    elif decision.decision == REFER:
        told = _some(decision, "to", "reason", "deadline_told")
        found.append(Action(decision.dispute, "refer", told))
    return found


def _decide(meeting: str, decision: Decision) -> dict[str, Any]:
    names = ("decision", "unit", "handler", "helpers", "leader", "tier", "due", "back_to", "reason")
    return {"meeting": meeting, **_some(decision, *names)}


def _own(decision: Decision) -> dict[str, Any]:
    return _some(decision, "leader", "tier", "plan", "helpers", "due")


def _some(decision: Decision, *names: str) -> dict[str, Any]:
    record = decision.to_json()
    return {name: record[name] for name in names if name in record}
