"""For which tier a case's leader (包案领导) was named: the township's is none for the county's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xinfang_tui.disputes.parts import OPEN

TOWNSHIP, COUNTY = "township", "county"
NAMES = {TOWNSHIP: "镇领导", COUNTY: "县领导"}


def leads(leader: str, named_for: str, tier: str) -> bool:
    """Whether a leader named for one tier takes the case on another: the county's on both."""
    return bool(leader) and (tier != COUNTY or named_for == COUNTY)


def led(record: Mapping[str, Any]) -> bool:
    """Whether a matter, as stored or as shown, has a leader for the tier where it stands."""
    told = record.get
    return leads(told("leader") or "", told("leader_tier") or "", told("tier") or "")


def leader_words(record: Mapping[str, Any]) -> str:
    """The leader as shown: with the tier of his, where the matter stands on another."""
    name = str(record.get("leader") or "")
    named_for, tier = record.get("leader_tier"), record.get("tier") or TOWNSHIP
    if not name or not named_for or named_for == tier:
        return name
    told = f"{name}（{NAMES.get(str(named_for), named_for)}）"
    wanted = record.get("status") == OPEN and not led(record)
    return f"{told}，还没有确定{NAMES[COUNTY]}" if wanted else told
