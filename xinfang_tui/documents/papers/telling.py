"""What an entry of the trail did, as a clause of running text: 在镇调解中心组织调解，未达成一致."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from xinfang_tui.disputes.dispute import RUNG_NAMES
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.papers.case import ANSWERS, REASONS, Case, data_of, names_in
from xinfang_tui.documents.wording import day, in_prose, parse_day
from xinfang_tui.meeting.meeting import DECISION_NAMES

Record = Mapping[str, Any]
STAGES = {"accept": "受理时", "inquire": "调查中", "reply": "答复时"}
OUTCOMES = {"done": "达成一致", "failed": "未达成一致", "continued": "约定再谈"}


def told(case: Case, entry: Record) -> str:
    """The clause, people shown as the paper may; the trail's own sentence for other kinds."""
    return clause(case.show, entry)


def clause(show: Disclosure, entry: Record) -> str:
    """As :func:`told`, of an entry whose dispute is not at hand; one that is kept back says so."""
    writer = None if entry.get("erased") or entry.get("sealed") else _WRITERS.get(_kind(entry))
    text = writer(data_of(entry)) if writer is not None else str(entry.get("text") or "")
    return show.text(in_prose(text)).strip("。；，")


def _kind(entry: Record) -> str:
    return str(entry.get("kind"))


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
    due = day(parse_day(data.get("due")))
    back = RUNG_NAMES.get(str(data.get("back_to")), "")
    parts = [
        _assigned(data) if data.get("unit") or data.get("handler") else "",
        f"由{data['leader']}包案" if data.get("leader") else "",
        f"退回到{back}" if back else "",
        f"{due}前完成" if due else "",
    ]
    if not any(parts):
        parts = [DECISION_NAMES.get(str(data.get("decision")), "")]
    return "，".join(["联席会议研究", *filter(None, parts)])


def _replied(data: Record) -> str:
    return f"作阶段性答复：{data.get('text', '')}"


def _settled(data: Record) -> str:
    by = f"经{data['organisation']}调解，" if data.get("organisation") else ""
    form = {"oral": "口头", "written": "书面"}.get(str(data.get("agreement")), "")
    terms = len(data.get("terms") or ())
    return f"{by}双方达成{form}协议{f'（{terms}项）' if terms else ''}"


def _climbed(data: Record) -> str:
    names = {"township": "镇", "joint_meeting": "联席会议", "leader_case": "领导包案"}
    to = names.get(str(data.get("to")), "上一级")
    if data.get("tier") == "county":
        to = "县领导包案"
    return _said(f"上报到{to}", data, "reason")


def _said(start: str, data: Record, *fields: str) -> str:
    """A clause and what was said beside it."""
    words = (str(data.get(name) or "").strip("。；，") for name in fields)
    return "，".join([start, *filter(None, words)])


def _until(word: str) -> Callable[[Record], str]:
    def write(data: Record) -> str:
        last = day(parse_day(data.get("until")))
        agreed = names_in(data.get("agreed_by"))
        by = f"{agreed}同意" if agreed else ""
        by = f"{data['approver']}批准" if data.get("approver") else by
        return _said(f"{word}到{last}" if last else word, {**data, "by": by}, "reason", "by")

    return write


def _performed(data: Record) -> str:
    return f"协议第{data.get('term', '')}项{'已履行' if data.get('kept') else '没有履行'}"


def _confirmed(data: Record) -> str:
    if data.get("given"):
        return "人民法院已确认调解协议"
    if data.get("given") is False and not data.get("asked"):
        return "人民法院没有确认调解协议"
    return "双方向人民法院申请司法确认" if data.get("asked") else "司法确认"


def _accepted(data: Record) -> str:
    reason = str(data.get("reason") or "")
    return _said("" if "受理" in reason else "予以受理", data, "reason", "reply_ref").strip("，")


def _referred(data: Record) -> str:
    return _said(f"转{data.get('to', '')}处理", data, "reason", "deadline_told")


def _visited(data: Record) -> str:
    whom = f"回访{data.get('party') or '当事人'}"
    answer = ANSWERS.get(str(data.get("answer")), "")
    reason = REASONS.get(str(data.get("reason")), "")
    why = f"（{reason}）" if reason and data.get("answer") == "unsatisfied" else ""
    answered = f"答复{answer}{why}" if answer and data.get("answer") != "unreached" else answer
    return _said(f"{data.get('method') or ''}{whom}，{answered}".strip("，"), data, "evidence")


def _surfaced(data: Record) -> str:
    people = f"，{data['people']}人" if data.get("people") else ""
    return f"反映到{data.get('office') or '上级'}{people}"


def _instructed(data: Record) -> str:
    due = day(parse_day(data.get("due")))
    text = f"{data.get('leader', '')}批示：{str(data.get('text') or '').strip('。')}"
    return text + (f"，{due}前办结" if due else "")


_WRITERS: dict[str, Callable[[Record], str]] = {
    "mediate": _mediated,
    "meet_party": _met,
    "assign": _assigned,
    "own": _owned,
    "decide": _decided,
    "interim_reply": _replied,
    "resolve": _settled,
    "escalate": _climbed,
    "accept": _accepted,
    "transfer": lambda data: _said(f"转{data.get('to', '')}办理", data, "reason"),
    "refer": _referred,
    "extend": _until("延期"),
    "suspend": _until("中止"),
    "resume": lambda data: _said("恢复办理", data, "reason"),
    "perform": _performed,
    "confirm": _confirmed,
    "visit_back": _visited,
    "close": lambda data: _said("销号", data, "reason"),
    "surface": _surfaced,
    "instruct": _instructed,
    "object": lambda data: _said("提出异议", data, "reason"),
}
