"""What the villages' machines have not been sent yet: decisions, corrections, erasures (下发)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from store import Where
from xinfang_tui.desk.directory import Directory
from xinfang_tui.desk.exchanging import Exchanging
from xinfang_tui.desk.journal import DISPUTE
from xinfang_tui.desk.post import SENT
from xinfang_tui.desk.scope import Scope
from xinfang_tui.exchange.envelope import DOWN
from xinfang_tui.exchange.vector import Holding

Record = dict[str, Any]
Row = tuple[str, str, str, int]
MOST = 1000
"""So many of the newest entries are looked at: the line above every screen waits for it."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit below: what it holds, what it was sent, what is its business.

    Attributes:
        invitation: what the invitation brought, while no word has come from its machine.
    """

    code: str
    holding: Holding
    floors: Mapping[str, int]
    scope: Scope
    invitation: Scope | None

    def lacks(self, row: Row) -> bool:
        subject, kind, device, seq = row
        if seq <= self.floors.get(device, 0) or self.holding.has(device, seq):
            return False
        if self.invitation is not None and self.invitation.takes(subject, kind):
            return False
        return self.scope.takes(subject, kind)

    def before(self, begins: Mapping[str, int]) -> bool:
        """Whether older entries than those looked at, by device, may be missing too."""
        return any(self.floors.get(device, 0) < first - 1 for device, first in begins.items())


class Below:
    """The part of the machines' facet that counts what is to be sent down."""

    def __init__(self, exchanging: Exchanging) -> None:
        self._ex = exchanging
        self._counted: tuple[object, list[Record]] | None = None

    def unsent(self) -> list[Record]:
        """``{unit, name, unsent, more}`` of each unit that lacks something never packed for it.

        ``more``: what is older than the entries looked at is not counted; with 0 it may be nothing.
        Counted anew only after something was written, packed, taken in or receipted.
        """
        ex = self._ex
        if ex.context.unit_village or not ex.inviting:
            return []
        post, journal = ex.post, ex.context.journal
        key = (
            journal.heads(),
            journal.rules_count,
            post.last_number("parcel"),
            post.last_number("receipt"),
            len(post.receipts),
        )
        if self._counted is None or self._counted[0] != key:
            self._counted = (key, self._count(key[0]))
        return self._counted[1]

    def _count(self, heads: Mapping[str, int]) -> list[Record]:
        units = self._units(ex := self._ex)
        rows, begins = self._rows(heads, units)
        subjects = {subject for subject, _, _, _ in rows}
        keys = [s.removeprefix(DISPUTE) for s in subjects if s.startswith(DISPUTE)]
        matters = dict(ex.context.journal.disputes.fetch_many(sorted(keys)))
        found = []
        for unit in units:
            for scope in filter(None, (unit.scope, unit.invitation)):
                scope.look_up(subjects, matters)
            count, more = sum(map(unit.lacks, rows)), unit.before(begins)
            if count or more:
                name = ex.context.rules.places.name(unit.code)
                found.append({"unit": unit.code, "name": name, "unsent": count, "more": more})
        return found

    def _units(self, ex: Exchanging) -> list[_Unit]:
        directory = ex.directory()
        above = ex.superior.unit if ex.superior else ""
        invited = {str(one["unit"]) for one in ex.post.invited.values()}
        since = {
            str(event.payload.get("unit")): event.seq
            for event in ex.context.journal.room("machine")
            if event.kind == "machine_invite" and event.device == ex.me.device
        }
        sent = ex.post.parcels(SENT)
        codes = [code for code in directory.units if code not in (ex.unit, above)]
        return [
            self._unit(directory, code, sent, since.get(code, 0))
            for code in codes
            if code in invited or directory.working(code)
        ]

    def _unit(self, directory: Directory, code: str, sent: Sequence[Record], since: int) -> _Unit:
        """Parcels packed before its newest invitation are not for the machine that came by it."""
        ex = self._ex
        peers = {peer.machine.device: peer for peer in ex.post.peers()}
        heard = [peers.get(machine.device) for machine in directory.working(code)]
        holdings = [peer.holding if peer else Holding() for peer in heard]
        holding = reduce(Holding.meet, holdings) if holdings else Holding()
        answered = heard and all(peer and peer.answered for peer in heard)
        floors = dict(holding.vector) if answered else {}
        for parcel in sent:
            if parcel["unit"] == code and parcel["tops"].get(ex.me.device, 0) >= since:
                for device, top in parcel["tops"].items():
                    floors[device] = max(floors.get(device, 0), int(top))
        silent = not any(heard)
        invitation = ex.scope(code, DOWN, setup=True) if silent else None
        return _Unit(code, holding, floors, ex.scope(code, DOWN), invitation)

    def _rows(
        self, heads: Mapping[str, int], units: list[_Unit]
    ) -> tuple[list[Row], dict[str, int]]:
        """The newest entries that any of them lacks, as (subject, kind, device, seq).

        Also, of each device whose older ones are not looked at, the first that is.
        """
        me = self._ex.me.device
        rows: list[Row] = []
        begins: dict[str, int] = {}
        for device in sorted(heads, key=lambda each: (each != me, each)):
            top = heads[device]
            floor = min((unit.floors.get(device, 0) for unit in units), default=top)
            if floor >= top:
                continue
            where = [Where("device", "=", device), Where("seq", ">", floor)]
            columns, room = ("subject", "kind", "device", "seq"), MOST - len(rows)
            found = self._ex.context.journal.events.select(
                where, columns=columns, order=[("seq", True)], limit=room
            )
            rows += [(row[1], row[2], row[3], row[4]) for row in found]
            if len(found) == room:
                begins[device] = min((row[4] for row in found), default=top + 1)
        return rows, begins
