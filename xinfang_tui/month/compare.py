"""A month beside the one before (环比) and the same month of last year (同比)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xinfang_tui.month.flow import KEYS
from xinfang_tui.month.frame import Record
from xinfang_tui.month.indicators import INDICATORS, change, growth


def compared(now: Record, before: Record | None) -> dict[str, Any] | None:
    """How the figures moved since another month's; None when that month is not there.

    Returns:
        ``{month, flow: {KEY: {value, growth}}, indicators: {KEY: {value, change}}}``: growth in
        per cent, change in per cent points (``days``: days); None where there is nothing to
        compare with.
    """
    if before is None:
        return None
    flow: Mapping[str, int] = before["flow"]
    rates: Mapping[str, Any] = before["indicators"]
    return {
        "month": before["month"],
        "flow": {
            key: {"value": flow[key], "growth": growth(now["flow"][key], flow[key])} for key in KEYS
        },
        "indicators": {
            each.key: {
                "value": rates[each.key]["value"],
                "change": change(now["indicators"][each.key], rates[each.key]),
            }
            for each in INDICATORS
            if each.key in rates
        },
    }
