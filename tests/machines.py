"""Three machines that write, and hand each other what they wrote: for the laws of the fold."""

from __future__ import annotations

import random
from typing import Any

from xinfang_tui.disputes import hlc
from xinfang_tui.disputes.event import Event, rule_id, sealed

SUBJECT = "dispute:d1"
CLIMB = rule_id(SUBJECT, "escalate:township:", "start")
START = 1_790_000_000_000
KINDS = (
    *("correct", "correct", "escalate", "mediate", "resolve", "refer", "end", "reopen"),
    *("visit_back", "assign", "own", "extend", "settle", "void", "note", "transfer", "accept"),
    *("return_down", "suspend", "resume", "perform", "link", "seal", "decide", "consent"),
)
SLOTS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("title", ("定甲", "定乙")),
    ("status", ("resolved", "open@village", "open@township")),
    ("suspension", ("2026-11-20", "resumed")),
    ("term:1", (True, False)),
    ("link:d2", ("same", "")),
    ("readers", (["甲"], [])),
    ("agreement", (["0103", [{"what": "让水"}], None],)),
    ("consent:wider:张三", (True, False)),
    ("leader", ("领导0", "领导1")),
)
FIELDS = ("title", "brief", "category", "handler", "people")


class Machine:
    """A machine with its own clock, chain and knowledge of one subject."""

    def __init__(self, name: str, skew: int, chance: random.Random) -> None:
        self.name, self.skew, self.chance = name, skew, chance
        self.seq, self.prev, self.clock = 0, "", ""
        self.known: dict[tuple[str, int], Event] = {}

    def write(self, now: int, kind: str, data: dict[str, Any], *, day: int, id: str = "") -> Event:
        """Write an event down, knowing all that is known here."""
        self.seq += 1
        self.clock = hlc.tick(self.clock, START + now + self.skew)
        seen: dict[str, int] = {}
        for device, seq in self.known:
            seen[device] = max(seen.get(device, 0), seq)
        event = sealed(
            subject=SUBJECT,
            kind=kind,
            clock=self.clock,
            device=self.name,
            seq=self.seq,
            by=f"{self.name}员",
            on=f"2026-10-{day:02d}",
            seen=seen,
            data=data,
            prev=self.prev,
            id=id,
        )
        self.prev = event.hash
        self.known[event.device, event.seq] = event
        return event

    def has(self, id: str) -> bool:
        """Whether an event of this id is known here: a rule is not applied twice."""
        return any(event.id == id for event in self.known.values())

    def receive(self, other: Machine, now: int) -> None:
        """Take over everything another machine knows."""
        for key, event in other.known.items():
            self.known.setdefault(key, event)
            self.clock = hlc.adopt(self.clock, event.clock, START + now + self.skew)


def random_entry(machine: Machine, now: int, chance: random.Random, day: int) -> Event:
    """One plausible entry: a correction, a climb by rule, a settlement, a visit, a void …"""
    kind = chance.choice(KINDS)
    data: dict[str, Any] = {"text": f"记{now}"}
    id = ""
    if kind == "correct":
        field = chance.choice(FIELDS)
        value: Any = chance.randint(1, 9) if field == "people" else f"{field}{now}"
        data |= {"field": field, "value": value, "reason": "核实"}
    elif kind == "escalate" and not machine.has(CLIMB):
        data |= {"from": "village", "to": "township", "due": "2026-10-09", "reason": "规则"}
        id = CLIMB
    elif kind == "mediate":
        data["outcome"] = chance.choice(("failed", "continued"))
    elif kind == "resolve":
        data |= {"method": chance.choice(("0103", "06")), "terms": [{"what": "让水"}]}
    elif kind == "visit_back":
        answer = chance.choice(("satisfied", "unsatisfied"))
        data |= {"answer": answer, "reason": chance.choice(("unkept", "procedure", "regret"))}
        data |= {"rung": "village"} if now % 2 else {}
    elif kind == "assign":
        data |= {"handler": f"办{now % 3}"}
    elif kind == "own":
        tier = ("", "township", "county")[now % 5 % 3]
        data |= {"leader": f"领导{now % 3}", "plan": [], "tier": tier}
    elif kind == "extend":
        data |= {"until": f"2026-11-{1 + now % 28:02d}", "reason": "等鉴定", "approver": "周"}
    elif kind == "settle":
        slot, values = chance.choice(SLOTS)
        data |= {"conflict": slot, "value": chance.choice(values)}
    elif kind == "void":
        own = [e for e in machine.known.values() if e.device == machine.name]
        target = max(own, key=lambda e: e.seq, default=None)
        if target is None or target.kind in ("register", "void"):
            kind = "note"
        else:
            data["target"], data["of"] = target.id, target.kind
    elif kind == "transfer":
        data |= {"to": f"单位{now % 3}", "reason": "职责"}
    elif kind in ("accept", "return_down"):
        handed = [e for e in machine.known.values() if e.kind == "transfer"]
        if handed and chance.random() < 0.7:
            data["transfer"] = max(handed, key=lambda e: e.clock).id
    elif kind == "suspend":
        data |= {"until": f"2026-11-{1 + now % 28:02d}", "reason": "农忙", "agreed_by": ["张"]}
    elif kind == "perform":
        data |= {"term": 1, "kept": chance.random() < 0.5}
    elif kind == "link":
        data |= {"lead": "d2", "role": chance.choice(("same", "part"))}
    elif kind == "seal":
        data |= {"readers": [f"领导{now % 3}"]}
    elif kind == "decide":
        back = chance.choice(("", "village"))
        data |= {"meeting": "m1", "decision": f"议{now % 3}", "back_to": back}
    elif kind == "consent":
        data |= {"party": "张三", "to": "wider", "given": chance.random() < 0.5}
    return machine.write(now, kind, data, day=day, id=id)


def history(chance: random.Random, length: int, skews: tuple[int, int, int]) -> list[Machine]:
    """Three machines after ``length`` entries and random hand-overs; not all know all."""
    machines = [Machine(name, skew, chance) for name, skew in zip("ABC", skews, strict=True)]
    first = machines[0]
    data = {"title": "水渠放水", "village": "341623101203", "rung": "village", "category": "0201"}
    data |= {"occurred_on": "2026-10-01", "number": "柳-2610-00017"}
    first.write(0, "register", data, day=1)
    for other in machines[1:]:
        other.receive(first, 0)
    for now in range(1, length):
        one, two = chance.sample(machines, 2)
        if chance.random() < 0.3:
            one.receive(two, now * 1000)
        else:
            random_entry(one, now * 1000, chance, min(28, 1 + now % 28))
    return machines
