"""How exchange stands: the machines, what was sent and came, what waits, how far data reach."""

from __future__ import annotations

from datetime import date
from typing import Any

from xinfang_tui.areacode import VILLAGE, level_of
from xinfang_tui.desk.exchanging import Exchanging
from xinfang_tui.desk.post import CAME, SENT
from xinfang_tui.exchange import spans
from xinfang_tui.exchange.freshness import Arrival, Freshness, freshness, statement
from xinfang_tui.exchange.vector import Holding

Record = dict[str, Any]


class Standing:
    """The part of the machines' facet that only looks."""

    def __init__(self, exchanging: Exchanging) -> None:
        self._ex = exchanging
        self._fresh: tuple[tuple[int, int], dict[str, Freshness]] | None = None

    def machines(self) -> list[Record]:
        """The machines: ``{mark, unit, name, state, own, heard, reason}`` and invitations open.

        ``state``: working, struck, replaced or invited; ``heard``: the day of its newest word.
        """
        directory, places = self._ex.directory(), self._ex.context.rules.places
        heard = {peer.machine.device: peer.as_of for peer in self._ex.post.peers()}
        found = []
        for machine in directory.machines.values():
            strike = directory.struck.get(machine.device)
            replaced = machine.device in directory.retired
            found.append(
                {
                    "mark": machine.mark,
                    "unit": machine.unit,
                    "name": places.name(machine.unit),
                    "state": "struck" if strike else "replaced" if replaced else "working",
                    "own": machine.device == self._ex.me.device,
                    "heard": heard.get(machine.device),
                    "reason": strike.reason if strike else "",
                    "device": machine.device,
                }
            )
        used = {record["mark"] for record in found}
        first = {given["marks"][0]: given for given in self._ex.post.invited.values()}
        for mark, given in first.items():
            if mark not in used:
                found.append(
                    {
                        "mark": mark,
                        "unit": given["unit"],
                        "name": places.name(str(given["unit"])),
                        "state": "invited",
                        "own": False,
                        "heard": None,
                        "reason": "",
                        "device": "",
                    }
                )
        return sorted(found, key=lambda record: str(record["mark"]))

    def status(self) -> Record:
        """What was sent, came, waits and is wanted.

        Returns:
            ``{sent, came, held, missing, quarantined, freshness}``.
        """
        post, ex = self._ex.post, self._ex
        held = post.held()
        waiting = Holding.of((event.device, event.seq) for event in held)
        gaps = ex.holding().join(waiting).gaps
        names = {m.device: f"{m.mark}号机" for m in ex.directory().machines.values()}
        return {
            "sent": post.parcels(SENT),
            "came": post.parcels(CAME),
            "held": len(held),
            "missing": [
                {"machine": names.get(d, d), "entries": spans.count(part), "which": list(part)}
                for d, part in gaps.items()
            ],
            "quarantined": [
                {"machine": names.get(e.device, e.device), "seq": e.seq, "by": e.by, "on": e.on}
                for e in post.quarantined()
            ],
            "freshness": [
                {
                    "village": village,
                    "name": self._ex.context.rules.places.name(village),
                    "until": fresh.until.isoformat() if fresh.until else None,
                    "ahead": bool(fresh.ahead),
                    "says": statement(self._ex.context.rules.places.name(village), fresh),
                }
                for village, fresh in sorted(self.freshness().items())
            ],
        }

    def freshness(self) -> dict[str, Freshness]:
        """Village that has its own machine → up to when its data reach (各村数据截至)."""
        # A run of the ladder asks for every matter; machines and parcels tell when to look anew.
        key = (self._ex.context.journal.rules_count, self._ex.post.last_number("receipt"))
        if self._fresh is None or self._fresh[0] != key:
            self._fresh = (key, self._found())
        return self._fresh[1]

    def _found(self) -> dict[str, Freshness]:
        directory = self._ex.directory()
        units = [u for u in directory.units if u != self._ex.unit and level_of(u) == VILLAGE]
        machines = {unit: [m.device for m in directory.working(unit)] for unit in units}
        arrivals = (
            Arrival(
                str(came["machine"]["device"]),
                date.fromisoformat(came["as_of"]),
                date.fromisoformat(came["on"]),
            )
            for came in self._ex.post.parcels(CAME)
            if came["whole"] and not came["aside"]
        )
        return freshness(machines, arrivals)
