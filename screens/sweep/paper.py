"""Typing in a walk sheet that was filled in on paper: only the doors that stand out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from screens.forms.field import DAY, NAMES, RADIO, Field
from screens.pieces.choice import Choice
from screens.sweep.walking import FOUND, MISSED, NONE, UNVISITED, Walk, by_doors

_WAYS = (Choice("visit", "入户"), Choice("phone", "电话"), Choice("leader", "组长反映"))


def paper_fields(walk: Walk, today: date, walked: str) -> list[Field]:
    """The form: doors with a finding, doors where nobody was met, what the others are.

    Args:
        walked: who most likely walked; the visits are theirs, not the typist's.
    """

    def known(doors: Any) -> str:
        _, unknown = by_doors(walk, doors)
        return f"没有这个门牌，或不止一户：{'、'.join(unknown)}" if unknown else ""

    return [
        Field("found", "有的门牌", NAMES, hint="如 014 023；没有就空着", check=known),
        Field("missed", "未见到的", NAMES, hint="如 016 031；没有就空着", check=known),
        Field(
            "others",
            "其余各户",
            RADIO,
            True,
            choices=(Choice(NONE, "都是无"), Choice(UNVISITED, "没有查")),
            default=NONE,
        ),
        Field("by", "走访人", default=walked, hint="谁走访的，不是谁录入的"),
        Field("on", "走访日期", DAY, True, default=today.isoformat()),
        Field("received_on", "收到日期", DAY, True, default=today.isoformat()),
        Field(
            "form",
            "交来方式",
            RADIO,
            choices=(
                Choice("paper", "纸单"),
                Choice("photo", "照片"),
                Choice("phone", "电话"),
            ),
            default="paper",
        ),
        Field(
            "report",
            "同时报送",
            RADIO,
            choices=(Choice("submit", "是"), Choice("", "否")),
            default="submit",
        ),
    ]


def paper_record(walk: Walk, values: Mapping[str, Any], by: str) -> dict[str, Any]:
    """What ``sweep`` takes (DESIGN §10); ``by``: who types, taken when nobody else is named."""
    found, _ = by_doors(walk, values.get("found") or ())
    missed, _ = by_doors(walk, values.get("missed") or ())
    households: dict[str, Any] = {}
    for stop in walk.stops:
        state = FOUND if stop.code in found else MISSED if stop.code in missed else None
        if state is None and values.get("others") == NONE and stop.now == UNVISITED:
            state = NONE
        if state is not None:
            households[stop.code] = {"state": state, "on": values["on"]}
    record: dict[str, Any] = {
        "by": values.get("by") or by,
        "households": households,
        "source": "typed",
        "form": values.get("form") or "paper",
        "received_on": values["received_on"],
    }
    if values.get("report"):
        record["submit"] = True
    return record
