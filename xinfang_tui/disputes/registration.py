"""Registering a matter: what `dispute add` takes, checked and cleaned (DESIGN §10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from xinfang_tui.disputes import reading
from xinfang_tui.disputes.codes import Codes
from xinfang_tui.refusal import Refused

TITLE_LONGEST = 4000
MOST_REPRESENTATIVES = 5
PARTY_KINDS = {"person": "个人", "company": "单位", "collective": "集体"}
_PARTY = {
    "name": "姓名",
    "kind": "种类",
    "phone": "电话",
    "address": "地址",
    "household": "户",
    "id_number": "身份证号",
    "representative": "代表",
}
TRACKS = {"mediation": "调解", "petition": "信访事项"}
_TEXTS = {
    "brief": "简要情况",
    "reporter": "反映人",
    "handler": "经办人",
    "unit": "责任单位",
    "leader": "包案领导",
    "agent": "代理员",
    "working_group": "工作组",
    "mediation_class": "人民调解类别",
    "category_words": "原类别",
    "people_words": "原人数",
}
_LISTS = {
    "places": "涉及村",
    "topics": "主题",
    "helpers": "协助的人",
    "external_refs": "其他系统编号",
}
_MARKS = {"imported": "导入", "accuses_official": "反映干部", "sealed": "密封"}
_NO = ("", "否", "无", "没有", "不是", "无危险", "没有危险")
_NEEDED = {"village": "村", "title": "事项", "category": "类别", "occurred_on": "发生日期"}
_NAMES = dict.fromkeys(
    (
        *_NEEDED,
        *("parties", "people", "scale", "channel", "track", "registered_on", "superior_due"),
        *("urgent", "by"),
        *_TEXTS,
        *_LISTS,
        *_MARKS,
    )
)


def registration(record: Mapping[str, Any], codes: Codes, today: date) -> dict[str, Any]:
    """The data of a register event, without rung and number, which the desk adds.

    ``registered_on`` is in the result; the desk makes it the event's ``on``.

    Raises:
        Refused: something required is missing or impossible.
    """
    if not isinstance(record, Mapping):
        raise Refused("登记内容应当是一条记录（JSON 对象）", safe="什么都没有登记")
    reading.no_misspelt(record, _NAMES)
    for name, label in _NEEDED.items():
        if not reading.given(record, name):
            raise Refused(f"登记缺少“{label}”（{name}）", safe="什么都没有登记", do="请补上再试")
    if "parties" not in record:
        raise Refused("登记缺少“当事人”（parties）", safe="什么都没有登记", do="没有具名的可写 []")
    data: dict[str, Any] = {
        "village": reading.code(record["village"], "村"),
        "title": _title(record["title"]),
        "category": _category(record["category"], codes),
        "parties": parties(record["parties"]),
    }
    data |= _choices(record, codes)
    data |= _days(record, today)
    if record.get("people") is not None:
        data["people"] = reading.whole(record["people"], "涉及人数")
    if not _no_danger(record.get("urgent")):
        data["urgent"] = _urgent(record["urgent"])
    for name, (read, label) in reading.those_given(record, _OPTIONAL):
        found = read(record[name], label)
        if found or found == "":  # an empty list and a mark that is not set say nothing
            data[name] = found
    return data


def unused(record: Mapping[str, Any]) -> list[str]:
    """The names in a registration that nothing reads, in the order given."""
    return [name for name in record if name not in _NAMES]


def _title(value: Any) -> str:
    title = " ".join(reading.text(value, "事项", longest=TITLE_LONGEST).split())
    if not title:
        raise Refused("登记缺少“事项”（title）", safe="什么都没有登记", do="请补上再试")
    return title


def _category(value: Any, codes: Codes) -> str:
    code = reading.code(value, "类别")
    if code not in codes.categories:
        raise Refused(f"没有类别“{code}”", safe="什么都没有登记", do="请从类别表中选，如 0201")
    return code


def _no_danger(answer: Any) -> bool:
    """Whether the question for danger is answered with no, or not at all."""
    word = answer.strip() if isinstance(answer, str) else answer
    return word is None or word is False or word in _NO


def _urgent(given: Any) -> dict[str, Any]:
    """The answer to F2's first question: what the danger is, in words or as the entry's data."""
    told = (
        given if isinstance(given, Mapping) else {"danger": "人身危险" if given is True else given}
    )
    return reading.data("urgent", told)


def _person(value: Any, label: str) -> str:
    """Who told of the matter: in words, or a record with a name and a telephone."""
    if not isinstance(value, Mapping):
        return reading.text(value, label)
    parts = [
        reading.code(value[name], label) for name in ("name", "phone") if reading.given(value, name)
    ]
    return " ".join(parts)


_OPTIONAL: dict[str, tuple[Callable[[Any, str], Any], str]] = {
    **{name: (reading.text, label) for name, label in _TEXTS.items()},
    **{name: (reading.texts, label) for name, label in _LISTS.items()},
    **{name: (reading.yes, label) for name, label in _MARKS.items()},
    "reporter": (_person, _TEXTS["reporter"]),
}


def _choices(record: Mapping[str, Any], codes: Codes) -> dict[str, str]:
    found = {}
    for name, label, known, default in (
        ("scale", "规模", codes.scales, "01"),
        ("channel", "来源", codes.channels, "screening"),
        ("track", "办理方式", TRACKS, "mediation"),
    ):
        value = reading.code(record[name], label) if reading.given(record, name) else default
        if value not in known:
            raise Refused(
                f"“{label}”不能是“{value}”",
                safe="什么都没有登记",
                do="可以是：" + "、".join(f"{k}（{v}）" for k, v in known.items()),
            )
        found[name] = value
    return found


def _days(record: Mapping[str, Any], today: date) -> dict[str, str]:
    occurred = reading.day(record["occurred_on"], "发生日期")
    registered = today
    if reading.given(record, "registered_on"):
        registered = reading.day(record["registered_on"], "登记日期")
    if registered > today:
        raise Refused(f"登记日期 {registered} 还没有到（今天 {today}）", safe="什么都没有登记")
    if occurred > registered:
        raise Refused(
            f"发生日期 {occurred} 晚于登记日期 {registered}", safe="什么都没有登记", do="请核对日期"
        )
    days = {"occurred_on": occurred.isoformat(), "registered_on": registered.isoformat()}
    if reading.given(record, "superior_due"):
        days["superior_due"] = reading.day(record["superior_due"], "上级要求期限").isoformat()
    return days


def parties(records: Any) -> list[dict[str, str]]:
    """Parties, checked: each with a name, at most five representatives (信访工作条例 20)."""
    if not isinstance(records, list | tuple):
        raise Refused("“当事人”应当是一列记录", safe="什么都没有登记")
    read: list[dict[str, str]] = []
    for record in records:
        if isinstance(record, str):
            record = {"name": record}
        if not isinstance(record, Mapping):
            raise Refused("“当事人”应当是一列记录", safe="什么都没有登记")
        read.append(_party(record))
    told = _representatives(read)
    if told > MOST_REPRESENTATIVES:
        raise Refused(
            f"代表最多 {MOST_REPRESENTATIVES} 人，现在写了 {told} 人（信访工作条例第二十条）",
            safe="什么都没有登记",
            do="请由集体推选，只留推选出来的",
        )
    return read


def _representatives(parties: Iterable[Mapping[str, str]]) -> int:
    """How many speak for the parties: one a party, and of collectives every name once."""
    speaking = [party for party in parties if party.get("representative")]
    crowds = [party["representative"] for party in speaking if party["kind"] == "collective"]
    return max(len(speaking), len({name for each in crowds for name in reading.apart(each)}))


def _party(record: Mapping[str, Any]) -> dict[str, str]:
    reading.no_misspelt(record, _PARTY)
    name = record["name"] if reading.given(record, "name") else ""
    party = {"name": reading.text(name, "当事人姓名", longest=100)}
    if not party["name"]:
        raise Refused("有一位当事人没有写姓名", safe="什么都没有登记", do="请写上，或删去这一行")
    kind = record["kind"] if reading.given(record, "kind") else "person"
    if not isinstance(kind, str) or kind not in PARTY_KINDS:
        kind = reading.code(kind, "当事人种类")
    if kind not in PARTY_KINDS:
        raise Refused(
            f"当事人种类不能是“{kind}”",
            safe="什么都没有登记",
            do="可以是：" + "、".join(f"{k}（{v}）" for k, v in PARTY_KINDS.items()),
        )
    party["kind"] = kind
    for field, label in reading.those_given(record, _PARTY):
        if field not in party:
            party[field] = (
                reading.text(record[field], label, longest=200)
                if field == "address"
                else reading.code(record[field], label)
            )
    return party
