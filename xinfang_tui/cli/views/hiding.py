"""Names and phones hidden in what is shown of disputes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from xinfang_tui.disputes.masking import Mask, people_told

Record = Mapping[str, Any]
Hide = Callable[[str], str]


def hider(records: Iterable[Record], style: str, *, unmasked: bool = False) -> Hide:
    """Hides the people of these disputes in any text about them.

    Args:
        style: "某" or "*"; unmasked: hide nothing.
    """
    if unmasked:
        return str
    people: list[str] = []
    phones: list[str] = []
    keep: list[str] = []
    for record in records:
        parties = record.get("parties") or ()
        people += people_told(record)
        phones += [str(party["phone"]) for party in parties if party.get("phone")]
        keep += [str(record.get(name) or "") for name in ("number", "village_name", "village")]
    return Mask(people, phones, keep=keep, style=style).text
