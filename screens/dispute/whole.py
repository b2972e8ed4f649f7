"""案情: all that is known of a matter, what the page has no room for too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from screens.door import Record
from xinfang_tui.disputes.codes import Codes
from xinfang_tui.disputes.registration import PARTY_KINDS, TRACKS

_HIDDEN = "（已隐去）"
_AMOUNT = "{:,.2f} 元"


def whole_lines(
    record: Record,
    codes: Codes,
    place: Callable[[str], str],
    hide: Callable[[str], str],
    masked: bool,
) -> list[str]:
    """A line each, with what was not told left out.

    Args:
        place: the name of a place's code; hide: a text as it may be shown now.
        masked: whether where people live, and their papers, are hidden.
    """
    told = [
        ("事项", record.get("title")),
        ("简要情况", record.get("brief") or "没有填"),
        *(("当事人", words) for words in _parties(record, masked)),
        ("反映人", record.get("reporter")),
        ("类别", codes.label(str(record.get("category") or ""))),
        ("规模", record.get("scale_name")),
        ("涉及人数", record.get("people")),
        ("来源", record.get("channel_name")),
        ("途径", TRACKS.get(str(record.get("track")))),
        ("发生日期", record.get("occurred_on")),
        ("登记日期", record.get("registered_on")),
        ("村（社区）", record.get("village_name")),
        ("还涉及", "、".join(place(str(code)) for code in record.get("places") or ())),
        ("经办人", record.get("handler")),
        ("协助的人", "、".join(record.get("helpers") or ())),
        ("责任单位", record.get("unit")),
        ("包案领导", record.get("leader")),
        ("金额", _AMOUNT.format(record["amount"]) if record.get("amount") else ""),
        ("上级限期", record.get("superior_due")),
        ("其他编号", "、".join(record.get("external_refs") or ())),
    ]
    return [hide(f"{label}：{value}") for label, value in told if value]


def _parties(record: Record, masked: bool) -> Iterator[str]:
    parties = record.get("parties") or ()
    if not parties:
        yield "没有具名"
    for party in parties:
        yield "，".join([str(party["name"]), *_known(party, masked)])


def _known(party: Mapping[str, Any], masked: bool) -> Iterator[str]:
    yield PARTY_KINDS.get(str(party.get("kind")), "")
    if party.get("household"):
        yield f"户 {str(party['household'])[-4:]}"
    if party.get("phone"):
        yield f"电话 {party['phone']}"
    if party.get("representative"):
        yield f"代表 {party['representative']}"
    for label, name in (("住址", "address"), ("证件号", "id_number")):
        if party.get(name):
            yield f"{label} {_HIDDEN if masked else party[name]}"
