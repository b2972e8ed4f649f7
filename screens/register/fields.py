"""The fields of registration, page by page, and what they mean as a record of DESIGN §10."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from screens.forms.field import DAY, INT, LONG, NAMES, PICK, RADIO, ROWS, Field, Unread
from screens.pieces.choice import Choice
from xinfang_tui.disputes import idcard, names
from xinfang_tui.disputes.codes import Codes
from xinfang_tui.disputes.registration import TITLE_LONGEST, TRACKS
from xinfang_tui.places import Household, PlaceTree

SAFE, DANGER = False, True
ACCUSATIONS = "15"
_MOST_HEADS = 40
_SIDES = (("one", "甲方"), ("other", "乙方"))


def first_page(
    codes: Codes,
    tree: PlaceTree,
    staff: Sequence[str],
    heads: Callable[[], Iterable[Household]],
    veil: Callable[[str], str],
    *,
    today: date,
    village: str = "",
    handler: str = "",
) -> list[Field]:
    """What every matter needs; the danger question stands above it, answered 否.

    Args:
        heads: the households of the village; veil: a head's name as a list may show it now.
    """
    villages = [Choice(each.code, each.name) for each in tree.villages_of()]
    people = [Choice(name, name) for name in staff]

    def households(typed: str) -> list[Choice]:
        return heads_like(heads(), typed, veil)

    return [
        Field(
            "danger",
            "人身危险",
            RADIO,
            choices=[Choice(SAFE, "否"), Choice(DANGER, "是，有人身危险")],
            default=SAFE,
        ),
        Field(
            "danger_what",
            "什么危险",
            required=True,
            hint="如 持械、扬言伤人、家暴",
            when=("danger", DANGER),
        ),
        Field(
            "told",
            "已告知",
            ROWS,
            rows=(("office", "单位，如派出所", 0), ("when", "时间", 12)),
            when=("danger", DANGER),
        ),
        Field("title", "事项", required=True, hint="谁和谁，为了什么", longest=TITLE_LONGEST),
        Field("village", "村", PICK, True, "名称或拼音首字母", villages, default=village or None),
        Field(
            "category",
            "类别",
            PICK,
            True,
            "文字、拼音首字母或代码，如 ysps、0201",
            find=lambda typed: [Choice(c, codes.label(c), c) for c in codes.search(typed)],
        ),
        Field("occurred_on", "发生日期", DAY, True, "今天、昨天、10.3", default=today.isoformat()),
        Field(
            "one",
            "甲方",
            PICK,
            hint="姓名；输拼音首字母可选户主",
            find=households,
            free=True,
            check=_nameless,
        ),
        Field(
            "other",
            "乙方",
            PICK,
            hint="姓名；没有具名的可不填",
            find=households,
            free=True,
            check=_nameless,
        ),
        Field("people", "涉及人数", INT, hint="可不填"),
        Field("brief", "简要情况", LONG, hint="可不填"),
        Field(
            "handler",
            "经办人",
            PICK,
            choices=people,
            free=True,
            default=handler or None,
            check=_nameless,
        ),
    ]


def second_page(codes: Codes, today: date) -> list[Field]:
    """What some matters need."""
    fields: list[Field] = []
    for key, side in _SIDES:
        fields += [
            Field(f"{key}_phone", f"{side}电话", longest=60),
            Field(f"{key}_address", f"{side}住址", longest=200, hint="外村外地的写明"),
            Field(f"{key}_id", f"{side}证件号", longest=30, advise=idcard.warning),
        ]
    channels = [Choice(code, name) for code, name in codes.channels.items()]
    return [
        *fields,
        Field("others", "其他当事人", NAMES, hint="几个人用顿号隔开"),
        Field(
            "scale",
            "规模",
            RADIO,
            choices=[Choice(code, name) for code, name in codes.scales.items()],
            default="01",
        ),
        Field("channel", "来源", PICK, choices=channels, default="screening"),
        Field(
            "track",
            "途径",
            RADIO,
            choices=[Choice(code, name) for code, name in TRACKS.items()],
            default="mediation",
        ),
        Field("registered_on", "登记日期", DAY, default=today.isoformat()),
        Field("reporter", "反映人", hint="可不填，可匿名"),
        Field("unit", "责任单位"),
        Field("superior_due", "上级限期", DAY, ahead=True, hint="上级交办的要求日期"),
        Field("external_refs", "其他编号", NAMES, hint="12345 等系统的编号"),
    ]


def _nameless(value: Any) -> str:
    """Why no name can be meant: a number, as one that is meant for another line."""
    words = str(value["name"] if isinstance(value, Mapping) else value)
    return "" if any(each.isalpha() for each in words) else f"“{words[:12]}”不是姓名"


def heads_like(
    households: Iterable[Household], typed: str, veil: Callable[[str], str]
) -> list[Choice]:
    """Heads of household that fit what was typed, in walking order."""
    found: list[Choice] = []
    for each in households:
        if not each.head:
            continue
        if typed and typed not in each.door and not names.matches(each.head, typed):
            continue
        found.append(household_choice(each, veil))
        if len(found) >= _MOST_HEADS:
            break
    return found


def household_choice(household: Household, veil: Callable[[str], str]) -> Choice:
    """A household as a party that can be chosen."""
    value = {"name": household.head, "household": household.code}
    note = f"{household.group} {household.door}".strip()
    return Choice(value, household.head, note, veil=veil(household.head))


def record_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What ``dispute add`` takes, from the fields of both pages; without what cannot be read."""
    values = {name: value for name, value in values.items() if not isinstance(value, Unread)}
    kept = ("title", "village", "category", "occurred_on", "people", "brief", "handler", "scale")
    more = ("channel", "track", "registered_on", "reporter", "unit", "superior_due")
    record = {name: values[name] for name in (*kept, *more) if values.get(name) not in (None, "")}
    if values.get("external_refs"):
        record["external_refs"] = list(values["external_refs"])
    record["parties"] = [*_sides(values), *({"name": n} for n in values.get("others") or ())]
    if values.get("danger") is DANGER:
        record["urgent"] = {
            "danger": values.get("danger_what", ""),
            "told": values.get("told") or [],
        }
    return record


def _sides(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    parties: list[dict[str, Any]] = []
    for key, _ in _SIDES:
        given = values.get(key)
        if not given:
            continue
        party = dict(given) if isinstance(given, Mapping) else {"name": str(given)}
        for name, field in (("phone", "phone"), ("address", "address"), ("id_number", "id")):
            if values.get(f"{key}_{field}"):
                party[name] = values[f"{key}_{field}"]
        parties.append(party)
    return parties
