"""In whose name the program opens, and in which order people are offered to work with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from screens.door import Record
from xinfang_tui.areacode import VILLAGE
from xinfang_tui.settings import Unit

_POSTS = {VILLAGE: ("village_mediator", "grid_worker")}
_COORDINATOR = ("township_coordinator",)


def opens_for(
    people: Sequence[Record], unit: Unit, asked: str | None, last: object
) -> Record | None:
    """Who works when the program opens; None is nobody in particular.

    A village's machine opens for one of the village: whoever wrote there last may have been a
    guest, and the first entry must not carry a stranger's name.

    Args:
        unit: whose machine it is; asked: the name that the program was started with.
        last: the name that worked here last.
    """
    if asked:
        return next((each for each in people if each["name"] == asked), None)
    here = [each for each in people if each["active"]]
    if unit.level == VILLAGE:
        here = [each for each in here if each["place"] == unit.code]
    found = [each for each in here if last and each["name"] == last]
    for post in _POSTS.get(unit.level, _COORDINATOR):
        found += [each for each in here if each["role"] == post]
    return found[0] if found else None


def own_first(people: Iterable[Record], unit: str) -> list[Record]:
    """Those who are in their post, the people of the machine's own office before all others."""
    here = [each for each in people if each["active"]]
    return sorted(here, key=lambda each: each["place"] != unit)
