"""What an entry of the trail did, as a clause of running text: 在镇调解中心组织调解，未达成一致."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from xinfang_tui.documents.papers.case import Case, data_of, names_in
from xinfang_tui.documents.wording import day, in_prose, parse_day

Record = Mapping[str, Any]
STAGES = {"accept": "受理时", "inquire": "调查中", "reply": "答复时"}
OUTCOMES = {"done": "达成一致", "failed": "未达成一致", "continued": "约定再谈"}


def told(case: Case, entry: Record) -> str:
    """The clause, people shown as the paper may; the trail's own sentence for other kinds."""
    writer = _WRITERS.get(str(entry.get("kind")))
    text = writer(data_of(entry)) if writer is not None else str(entry.get("text") or "")
    return case.show.text(in_prose(text)).strip("。；，")


def _mediated(data: Record) -> str:
    place = f"在{data['place']}" if data.get("place") else ""
    people = names_in(data.get("people"))
    came = f"，{people}到场" if people else ""
    said = f"，{str(data['text']).strip('。')}" if data.get("text") else ""
    outcome = OUTCOMES.get(str(data.get("outcome")), "")
    next_on = day(parse_day(data.get("next_on")))
    again = f"，约定{next_on}再谈" if next_on else f"，{outcome}" if outcome else ""
    return f"{place}组织调解{came}{said}{again}"


def _met(data: Record) -> str:
    stage = STAGES.get(str(data.get("stage")), "")
    return f"{stage}与{data.get('party') or '当事人'}见面"


def _assigned(data: Record) -> str:
    unit = f"交由{data['unit']}办理" if data.get("unit") else "确定责任人"
    handler = f"，{data['handler']}具体负责" if data.get("handler") else ""
    helpers = names_in(data.get("helpers"))
    return unit + handler + (f"，{helpers}协助" if helpers else "")


def _owned(data: Record) -> str:
    due = day(parse_day(data.get("due")))
    by = f"，计划{due}前办结" if due else ""
    steps = len(data.get("plan") or ())
    plan = f"，制定化解方案（{steps}步）" if steps else ""
    tier = {"county": "县领导", "township": ""}.get(str(data.get("tier") or ""), "")
    return f"由{tier}{data.get('leader', '')}包案{plan}{by}"


def _decided(data: Record) -> str:
    return f"联席会议研究{'，' + _assigned(data) if data.get('unit') else ''}"


def _replied(data: Record) -> str:
    return f"作阶段性答复：{data.get('text', '')}"


def _settled(data: Record) -> str:
    terms = len(data.get("terms") or ())
    return f"双方达成协议{f'（{terms}项）' if terms else ''}"


def _climbed(data: Record) -> str:
    names = {"township": "镇", "joint_meeting": "联席会议", "leader_case": "领导包案"}
    to = names.get(str(data.get("to")), "上一级")
    if data.get("tier") == "county":
        to = "县领导包案"
    return f"上报到{to}"


_WRITERS: dict[str, Callable[[Record], str]] = {
    "mediate": _mediated,
    "meet_party": _met,
    "assign": _assigned,
    "own": _owned,
    "decide": _decided,
    "interim_reply": _replied,
    "resolve": _settled,
    "escalate": _climbed,
}
