"""Reading a sweep as it is handed in: marks, a report, a zero report (DESIGN §6, §10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xinfang_tui.disputes import reading
from xinfang_tui.month.sweep import (
    FORM_NAMES,
    FOUND,
    LEADER,
    MACHINE,
    PHONE,
    REPORT,
    SOURCE_NAMES,
    STATE_NAMES,
    TYPED,
    VISIT,
    WAY_NAMES,
    ZERO,
    Submission,
    Sweep,
)
from xinfang_tui.month.window import Window, month_name
from xinfang_tui.refusal import Refused
from xinfang_tui.tuples import NamedTuple

_SAFE = "什么都没有记"
_NAMES = frozenset(
    ("by", "households", "submit", "zero", "reason", "source", "form", "received_on", "withdraw")
)
_OF_REPORT = ("reason", "source", "form", "received_on")
_OTHER_WORDS = {
    "own machine": MACHINE,
    "own": MACHINE,
    "typed in here": TYPED,
    "typed in": TYPED,
    "home": VISIT,
    "door": VISIT,
    "in person": VISIT,
    "call": PHONE,
    "telephone": PHONE,
    "group leader": LEADER,
}


class Entry(NamedTuple):
    """An event to be written: its kind, its day, its data."""

    kind: str
    on: str
    data: Mapping[str, Any]


def read(
    record: Mapping[str, Any], village: str, window: Window, today: date, sweep: Sweep
) -> list[Entry]:
    """The events that a sweep record asks for.

    Args:
        record: ``{by, households: {CODE: state or {state, on, way, dispute}}, submit, zero,
            reason, source, form, received_on, withdraw}``.
        sweep: the sweep as it stands.

    Raises:
        Refused: a state, code or day that cannot be; a zero report beside a household marked 有;
            nothing to take back. Never for coverage.
    """
    if today < window.first:
        raise Refused(
            f"{month_name(window.month)}的排查从 {window.first} 开始，今天是 {today}",
            safe=_SAFE,
            do="请核对月份",
        )
    reading.no_misspelt(record, _NAMES)
    day = min(today, window.last)
    entries = []
    given = record["households"] if reading.given(record, "households") else {}
    if not isinstance(given, Mapping):
        raise Refused(
            "“各户情况”（households）应当是户编码到情况的一条记录",
            safe=_SAFE,
            do='请写成 {"户编码": "none"} 这样',
        )
    marks = {
        _household(code, village): _mark(code, value, window, today, day)
        for code, value in given.items()
    }
    if marks:
        entries.append(Entry("mark", day.isoformat(), {"households": marks}))
    asked = {name: _asked(record, name) for name in ("submit", "zero", "withdraw")}
    if asked["submit"] or asked["zero"]:
        data = _submission(record, window, today, sweep.submission)
        if data["kind"] == ZERO:
            _check_zero(sweep, marks)
        entries.append(Entry("submit", today.isoformat(), data))
    elif told := {name: record[name] for name in _OF_REPORT if reading.given(record, name)}:
        # Nothing is handed in yet; a word that cannot be is told all the same.
        _submission({"received_on": today, **told}, window, today, None)
    if asked["withdraw"] and not (asked["submit"] or asked["zero"]):
        if sweep.submission is None:
            raise Refused("本月还没有报送，没有可以撤回的", safe=_SAFE)
        reason = {"reason": reading.text(record.get("reason") or "", "理由")}
        entries.append(Entry("withdraw_submit", today.isoformat(), reason))
    if not entries:
        raise Refused(
            "没有要记的内容", safe=_SAFE, do="请写 households（各户情况）、submit 或 zero"
        )
    return entries


def _asked(record: Mapping[str, Any], name: str) -> bool:
    """Whether a record asks for something; only true and false say so."""
    return reading.given(record, name) and reading.yes(record[name], name)


def _household(code: Any, village: str) -> str:
    text = reading.code(code, "户编码")
    if len(text) != 18 or not text.isdigit() or not text.startswith(village):
        raise Refused(
            f"户编码“{text}”不在本村（{village}）",
            safe=_SAFE,
            do="户编码为 18 位：村 12 位 + 组 2 位 + 户 4 位",
        )
    return text


def _mark(code: str, value: Any, window: Window, today: date, day: date) -> dict[str, str]:
    data = {"state": value} if isinstance(value, str) else value
    if not isinstance(data, Mapping):
        raise Refused(f"户 {code} 的记录应当是 found、none、missed 或一条记录", safe=_SAFE)
    if not reading.given(data, "state"):
        raise Refused(
            f"户 {code} 没有写情况（state）",
            safe=_SAFE,
            do="可以是：found、none、missed、unvisited",
        )
    state = _choice(data["state"], f"户 {code} 的情况", STATE_NAMES)
    way = (
        _choice(data["way"], f"户 {code} 的方式", WAY_NAMES)
        if reading.given(data, "way")
        else VISIT
    )
    on = reading.day(data["on"], f"户 {code} 的日期") if reading.given(data, "on") else day
    if not window.first <= on <= today:
        raise Refused(
            f"户 {code} 的日期 {on} 不在 {window.first} 到 {today} 之间",
            safe=_SAFE,
            do="请核对日期或月份",
        )
    mark = {"state": state, "on": on.isoformat(), "way": way}
    if reading.given(data, "dispute"):
        mark["dispute"] = reading.code(data["dispute"], "纠纷编号")
    return mark


def _submission(
    record: Mapping[str, Any], window: Window, today: date, standing: Submission | None
) -> dict[str, str]:
    """A report's data; one that corrects another without telling a day keeps that one's day."""
    told = {name: record[name] for name in _OF_REPORT if reading.given(record, name)}
    source = told.get("source", TYPED if "form" in told or "received_on" in told else MACHINE)
    data = {
        "kind": ZERO if record.get("zero") else REPORT,
        "source": _choice(source, "来源", SOURCE_NAMES),
    }
    if "form" in told:
        data["form"] = _choice(told["form"], "报送方式", FORM_NAMES)
    came = standing.received_on if standing is not None else today
    received = reading.day(told.get("received_on", came), "收到日期")
    if not window.first <= received <= today:
        raise Refused(
            f"收到日期 {received} 不在 {window.first} 到 {today} 之间",
            safe=_SAFE,
            do="请填收到报表的那一天",
        )
    data["received_on"] = received.isoformat()
    if "reason" in told:
        data["reason"] = reading.text(told["reason"], "说明")
    return data


def _check_zero(sweep: Sweep, marks: Mapping[str, Mapping[str, str]]) -> None:
    states = {code: mark.state for code, mark in sweep.marks.items()}
    states |= {code: mark["state"] for code, mark in marks.items()}
    found = sum(state == FOUND for state in states.values())
    if found:
        raise Refused(
            f"本月有 {found} 户标为“有”，不能作零报告",
            safe=_SAFE,
            do="请改作报送，或先更正这些户的情况",
        )


def _choice(value: Any, label: str, names: Mapping[str, str]) -> str:
    text = reading.code(value, label)
    words = {name: key for key, name in names.items()} | _OTHER_WORDS
    key = words.get(text.replace("_", " "), text)
    if key not in names:
        listed = "、".join(f"{k}（{v}）" for k, v in names.items())
        raise Refused(f"{label}不能是“{text}”", safe=_SAFE, do=f"可以是：{listed}")
    return key
