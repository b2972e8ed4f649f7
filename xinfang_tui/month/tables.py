"""Counts of the month's matters by category, channel and size (forms D and E of the papers)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xinfang_tui.month.ground import Ground, Item

BANDS = ((1, 49), (50, 99), (100, 499), (500, None))
"""Bands of people involved; half-open in effect, so that they add up to the total."""


def bands(ground: Ground) -> dict[str, int]:
    """Registered matters by the number of people involved; 0 people counts in the lowest."""
    names = [f"{low}-{high}" if high else f"{low}+" for low, high in BANDS]
    found = dict.fromkeys(names, 0)
    for item in ground.registered:
        people = item.record.get("people", 0)
        place = sum(people > high for _, high in BANDS if high)
        found[names[place]] += 1
    return found


def categories(ground: Ground, sets: dict[str, Sequence[str]]) -> dict[str, Any]:
    """Category (two digits) → counts in total, and by village under ``villages``.

    ``new``: registered in the month; ``settled``: of them resolved or closed at its end;
    ``unsettled``: the others; ``mediated``: those mediated at least once, or settled.
    The members of each cell go into ``sets`` as "category.CODE" and "category.CODE@VILLAGE".
    """
    groups: dict[str, list[Item]] = {}
    for item in ground.registered:
        groups.setdefault(str(item.record.get("category", ""))[:2] or "99", []).append(item)
    table: dict[str, Any] = {}
    for code, items in sorted(groups.items()):
        villages: dict[str, list[Item]] = {}
        for item in items:
            villages.setdefault(item.village, []).append(item)
        sets[f"category.{code}"] = [item.id for item in items]
        for village, here in villages.items():
            sets[f"category.{code}@{village}"] = [item.id for item in here]
        table[code] = _counts(items) | {
            "villages": {village: _counts(here) for village, here in sorted(villages.items())}
        }
    return table


def channels(ground: Ground, sets: dict[str, Sequence[str]]) -> dict[str, int]:
    """Registered matters by the way they reached the office; members go into ``sets``."""
    groups: dict[str, list[str]] = {}
    for item in ground.registered:
        groups.setdefault(item.record.get("channel", "screening"), []).append(item.id)
    for channel, ids in groups.items():
        sets[f"channel.{channel}"] = ids
    return {channel: len(ids) for channel, ids in sorted(groups.items())}


def _counts(items: Sequence[Item]) -> dict[str, int]:
    settled = sum(item.settled for item in items)
    mediated = sum(item.mediated for item in items)
    return {
        "new": len(items),
        "settled": settled,
        "unsettled": len(items) - settled,
        "mediated": mediated,
    }
