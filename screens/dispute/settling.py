"""What can be corrected in a dispute, and how values are worded when two must be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from screens.dispute.partyform import PARTIES, parties_words
from screens.forms.field import DAY, INT, LONG, NAMES, PICK, RADIO, TEXT, Field
from screens.pieces.choice import Choice
from xinfang_tui.disputes.codes import Codes


@dataclass(frozen=True, slots=True)
class Correction:
    """A datum that can be corrected: its form field, its name, its value and how that reads."""

    field: Field
    label: str
    value: Any
    shown: str


def value_words(value: Any) -> str:
    """Any value in words."""
    if value in (None, "", [], ()):
        return "没有填"
    if isinstance(value, Mapping):
        return "，".join(value_words(each) for each in value.values() if each)
    if isinstance(value, list | tuple):
        return "、".join(value_words(each) for each in value)
    return str(value)


def corrections(
    record: Mapping[str, Any], codes: Codes, villages: Sequence[Choice] = ()
) -> list[Correction]:
    """What can be corrected, with the form field for each.

    Args:
        villages: those that the matter may belong to; none where that is not for who works now.
    """

    def offers(typed: str) -> list[Choice]:
        return [Choice(code, codes.label(code), code) for code in codes.search(typed)]

    def table(names: Mapping[str, str]) -> list[Choice]:
        return [Choice(code, name) for code, name in names.items()]

    fields = [
        Field("title", "事项", LONG, required=True),
        Field("category", "类别", PICK, required=True, find=offers),
        Field("occurred_on", "发生日期", DAY, required=True),
        Field("people", "涉及人数", INT),
        Field("scale", "规模", RADIO, choices=table(codes.scales)),
        Field("channel", "来源", PICK, choices=table(codes.channels)),
        Field("brief", "简要情况", LONG),
        Field("reporter", "反映人", TEXT),
        Field("unit", "责任单位", TEXT),
        Field(PARTIES, "当事人"),
        Field("superior_due", "上级限期", DAY, ahead=True, hint="上级交办的要求日期"),
        Field("external_refs", "其他编号", NAMES, hint="12345 等系统的编号"),
    ]
    if villages:
        fields.append(Field("village", "村（社区）", PICK, required=True, choices=villages))
    named = {
        "category": record.get("category_name"),
        "scale": record.get("scale_name"),
        "channel": record.get("channel_name"),
        "village": record.get("village_name"),
        PARTIES: parties_words(record.get(PARTIES) or ()),
    }
    return [
        Correction(
            field,
            field.label,
            record.get(field.name),
            value_words(named.get(field.name) or record.get(field.name)),
        )
        for field in fields
    ]
