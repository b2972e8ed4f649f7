"""What is said of a matter just registered: where it is now, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def registered_words(answer: Mapping[str, Any]) -> str:
    """One sentence; a sealed matter and one that enters above the village say so."""
    number = answer["number"]
    if answer.get("sealed"):
        office = answer.get("conclusion")
        handed = f"，已转{office}，请告诉当事人" if office else "，指定的人才能看"
        return f"已密封登记 {number}{handed}"
    above = answer.get("rung") not in (None, "village")
    where = f"，直接进入“{answer.get('rung_name')}”一层" if above else ""
    due = f"，期限 {str(answer['due'])[5:]}" if answer.get("due") else ""
    return f"已登记 {number}{where}{due}"
