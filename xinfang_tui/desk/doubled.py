"""A guard against damaged indexes: no dispute gets a second row, no number is given twice (§7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store import RowTable, Where
from store.errors import damaged_index
from xinfang_tui.disputes.dispute import Dispute


class Doubled:
    """Asked before each dispute of a transaction is written."""

    def __init__(self, disputes: RowTable) -> None:
        self._disputes = disputes
        self._begun: set[str] = set()
        self._numbered: set[tuple[Any, Any]] = set()

    def clear(self) -> None:
        """Begin with another transaction."""
        self._begun.clear()
        self._numbered.clear()

    def begin(self, id: str) -> None:
        """Note that a dispute is new, so that nothing of it stands."""
        self._begun.add(id)

    def refuse(self, dispute: Dispute, index: Mapping[str, Any]) -> None:
        """Refuse to write a second row of a dispute, or give a number a second time.

        Raises:
            DamagedIndex: one stands, and the index that should know of it does not.
        """
        begun = dispute.id in self._begun
        same = [Where("number", "=", dispute.number)]
        if not begun and self._disputes.hidden(dispute.id, same):
            raise damaged_index()
        if not begun or not index:
            return
        at = (index["village"], month := index["month"])
        if at in self._numbered:  # those after the first count on from it
            return
        self._numbered.add(at)
        # "contains" is nothing for the index by number: another one is walked, the month's part.
        found = self._disputes.select(
            [
                Where("registered_on", ">=", month),
                Where("registered_on", "<", f"{month}~"),
                Where("number", "contains", dispute.number),
            ]
        )
        if any(id != dispute.id for (id,) in found) and not self._disputes.select(same):
            raise damaged_index()
