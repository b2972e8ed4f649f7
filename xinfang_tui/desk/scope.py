"""What of the ledger goes to whom: facts travel up, decisions down, nobody else's business across.

Up goes everything but the settings; a village gets its own matters, sweeps and households, the
places and staff of the township, its settings and months. Of a sealed matter, and of the categories
that no village may hold, it gets nothing but the word to seal or erase what it has (DESIGN §5, §8).
A township under a county gets in the same way what concerns any of its villages; but its months are
its own, and the county's are the county's: the stages are those of one office (DESIGN §6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xinfang_tui.areacode import covers
from xinfang_tui.desk.journal import DISPUTE, Journal
from xinfang_tui.exchange.envelope import ACROSS, UP

OWN_SETTINGS = frozenset({"setting:unit", "setting:keymap"})
KEPT_FROM_VILLAGES = "15"
_HOUSEHOLDS = frozenset({"household_set", "households_set"})
_ALWAYS = frozenset({"seal", "erase"})
_DOWN_ROOMS = frozenset({"staff", "machine"})
_MONTH = "month"
_ALL, _MARKS, _NOTHING = "all", "marks", "nothing"


class Scope:
    """Which events one receiver gets.

    Args:
        units: the receiver's code, and those that were merged into it (合村并居).
        way: up, down or across; setup: only what an invitation carries.
        months: the months of the office above are the receiver's, or the sender's, too.
    """

    def __init__(
        self,
        journal: Journal,
        units: Iterable[str],
        way: str,
        *,
        setup: bool = False,
        months: bool = True,
    ) -> None:
        self._journal = journal
        self._units, self._way, self._setup = frozenset(units), way, setup
        self._months = months
        self._shares: dict[str, str] = {}

    @property
    def merged(self) -> bool:
        """Whether the receiver took in others, whose older matters are now its own."""
        return len(self._units) > 1

    def look_up(self, subjects: Iterable[str], known: Mapping[str, Any] | None = None) -> None:
        """Find out about these subjects before :meth:`takes` is asked about their events.

        Args:
            known: stored disputes by id, where several scopes look at the same.
        """
        asked = set(subjects) - self._shares.keys()
        matters = {subject for subject in asked if subject.startswith(DISPUTE)}
        for subject in asked - matters:
            self._shares[subject] = _ALL if self._room(subject) else _NOTHING
        if self._setup or self._way in (UP, ACROSS):
            self._shares |= dict.fromkeys(matters, _NOTHING if self._setup else _ALL)
            return
        self._shares |= dict.fromkeys(matters, _NOTHING)
        keys = [subject.removeprefix(DISPUTE) for subject in matters]
        found: Iterable[tuple[str, Any]]
        if known is None:
            found = self._journal.disputes.fetch_many(keys)
        else:
            found = ((key, known[key]) for key in keys if key in known)
        for key, record in found:
            self._shares[DISPUTE + key] = self._matter(record)

    def takes(self, subject: str, kind: str) -> bool:
        """Whether the receiver gets an event of this subject and kind."""
        share = self._shares[subject]
        if share == _ALL and kind in _HOUSEHOLDS and self._way == "down":
            return self._concerns(subject.removeprefix("place:"))
        return share == _ALL or (share == _MARKS and kind in _ALWAYS)

    def _room(self, subject: str) -> bool:
        room, _, name = subject.partition(":")
        if self._way == ACROSS:
            return subject != "setting:keymap"
        if room == _MONTH:
            return self._months
        if room == "setting":
            return self._way != UP and subject not in OWN_SETTINGS
        if self._way == UP or room == "place":
            return True
        if room == "sweep":
            return self._concerns(name.partition(":")[0])
        return room in _DOWN_ROOMS

    def _matter(self, record: Mapping[str, Any]) -> str:
        """All of a matter of the village's, now or formerly: else it would never hear of a move."""
        places = {record.get("village", ""), *(record.get("places") or ())}
        places |= {step[7] for step in record.get("transitions") or ()}
        if not any(map(self._concerns, places)):
            return _NOTHING
        barred = str(record.get("category", "")).startswith(KEPT_FROM_VILLAGES)
        return _MARKS if barred or record.get("sealed") else _ALL

    def _concerns(self, place: str) -> bool:
        """Whether a place is the receiver's, or lies in it."""
        return bool(place) and any(covers(unit, place) for unit in self._units)
