"""A new household: its code follows the group that is written, until somebody writes another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from textual import on

from screens.forms.days import figure
from screens.forms.dialog import FormDialog
from screens.forms.fields import Fields
from screens.pieces.cells import halfwidth
from xinfang_tui.places import Household

_MOST_GROUPS = 99


class NewHome(FormDialog):
    """The form of a new household.

    Args:
        village, homes: where it is to be, and the households there.
    """

    def __init__(self, village: str, homes: Sequence[Household], *given: Any, **named: Any) -> None:
        self._proposed = next_code(village, homes, "")
        super().__init__(*given, values={"code": self._proposed}, **named)
        self._village, self._homes = village, tuple(homes)

    @on(Fields.Left)
    def propose(self, event: Fields.Left) -> None:
        """The group is known now."""
        if event.name == "group":
            self._propose()

    def action_save(self) -> None:
        """The group may be what is in hand still."""
        self._propose()
        super().action_save()

    def _propose(self) -> None:
        values = self.fields.values()
        if values.get("code") == self._proposed:
            group = str(values.get("group") or "")
            self._proposed = next_code(self._village, self._homes, group)
            self.fields.fill("code", self._proposed)


def next_code(village: str, homes: Sequence[Household], group: str) -> str:
    """The next free code in a group; of one that is new, by its number; of none, in the last."""
    prefix = f"{village}{_digits(village, homes, group)}"
    inside = [each.code for each in homes if each.code.startswith(prefix)]
    last = max(inside, default=f"{prefix}0000")
    return f"{prefix}{int(last[len(prefix) :]) + 1:04d}"


def _digits(village: str, homes: Sequence[Household], group: str) -> str:
    """The two digits of a group."""
    at = len(village)
    own = [each.code[at : at + 2] for each in homes if each.group == group]
    if group and own:
        return max(own)
    last = max((each.code[at : at + 2] for each in homes), default="")
    if not group:
        return last or "01"
    taken = {each.code[at : at + 2] for each in homes}
    digits = f"{_number(group):02d}"
    if digits == "00" or digits in taken:
        free = (f"{n:02d}" for n in range(1, _MOST_GROUPS + 1))
        digits = next((each for each in free if each > last), last)
    return digits


def _number(group: str) -> int:
    """The number that a group is called by, as 二组, 第12组; 0 when by none."""
    found = re.search(r"[0-9]{1,2}|[一二三四五六七八九十]{1,3}", halfwidth(group))
    number = figure(found[0]) if found else None
    return number if number is not None and number <= _MOST_GROUPS else 0
