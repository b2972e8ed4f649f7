"""Three months of a township and twenty villages with everything going wrong on the way."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.offices_kit import Office, World
from xinfang_tui.refusal import Refused

YEAR = 365 * 86_400_000
NAMES = [f"{name}湾村" for name in "东西南北上下里外前后"]
NAMES += [f"{name}坡村" for name in "高低红黄蓝绿青紫松柏"]
VILLAGES = {f"5109231042{n:02d}": name for n, name in enumerate(NAMES, 1)}
MONTHS = (date(2026, 8, 20), date(2026, 9, 20), date(2026, 10, 20))
MATTERS = ("水渠放水先后", "宅基地边界", "拖欠工资", "村道占地补偿", "排水沟堵塞", "家畜毁苗")


@dataclass
class Road:
    """What lies between the offices: files are lost, doubled, cut, delayed, out of order."""

    rng: random.Random
    late: list[tuple[Office, bytes]] = field(default_factory=list)
    cut: int = 0

    def carry(self, to: Office, files: list[Path]) -> list[dict[str, Any]]:
        """Deliver what the road lets through; the answers of what arrived."""
        bag = []
        for file in files:
            fate = self.rng.random()
            data = file.read_bytes()
            if fate < 0.15:
                continue
            if fate < 0.3:
                self.late.append((to, data))
            elif fate < 0.4:
                bag.append(data[: self.rng.randrange(1, len(data))])
            elif fate < 0.55:
                bag += [data, data]
            else:
                bag.append(data)
        self.rng.shuffle(bag)
        return [answer for data in bag if (answer := self.hand(to, data))]

    def hand(self, to: Office, data: bytes) -> dict[str, Any] | None:
        """Unpack one file; None when it was refused."""
        file = to.stick / f"{self.rng.getrandbits(40):010x}.xfb"
        file.write_bytes(data)
        try:
            return to.machines.unpack(file)
        except Refused as refusal:
            assert "没有拷全" in refusal.wrong or "打不开" in refusal.wrong
            self.cut += 1
            return None


def test_all_converge_nothing_is_lost_and_no_conflict_is_silent(tmp_path: Path) -> None:
    rng = random.Random(20261031)
    world = World(tmp_path, MONTHS[0], dict(VILLAGES))
    road, township = Road(rng), world.township()
    marks: dict[str, str] = {}
    for unit in VILLAGES:
        mark = f"{len(marks) + 1:02d}"
        world.skew[mark] = rng.randrange(-YEAR, YEAR)
        world.village(unit)
        marks[mark] = unit
    second = world.village(next(iter(VILLAGES)))
    marks[second.desk._context.identity.mark] = next(iter(VILLAGES))
    entered: dict[str, str] = {}
    old = b""

    for day in MONTHS:
        world.turn(day)
        for mark, unit in marks.items():
            _work(rng, world.offices[mark], unit, entered, day)
        for number in rng.sample(sorted(township.numbers()), len(township.numbers()) // 2):
            township.act(number, "assign", unit="镇调解中心", handler=f"镇{rng.choice('甲乙丙')}")
        for mark in marks:
            office = world.offices[mark]
            answers = road.carry(township, [office.pack()])
            receipts = [Path(answer["receipt"]) for answer in answers]
            for receipt in rng.sample(receipts, len(receipts) // 2):
                office.machines.receipt(receipt)
        if township.numbers():
            for packed in township.machines.pack(township.stick)["files"]:
                for mark in [m for m, unit in marks.items() if _name(packed["to"]) == unit]:
                    road.carry(world.offices[mark], [Path(packed["file"])])
        if day == MONTHS[0]:
            old = (world.offices["05"].desk.folder / "ledger.db").read_bytes()
        if day == MONTHS[1]:
            marks = _restore(world, marks, old, road, township)
    for to, data in reversed(road.late):
        if to.desk._context.identity.mark in world.offices:
            road.hand(to, data)
    for _ in range(3):
        _safely(world, marks, township)

    assert road.cut > 0 and road.late
    assert township.numbers() == set(entered)
    assert township.machines.status()["held"] == 0
    conflicts = 0
    for mark, unit in marks.items():
        office = world.offices[mark]
        own = {number for number, village in entered.items() if village == unit}
        assert office.numbers() == own
        for number in own:
            here, there = _fold(office, number), _fold(township, number)
            assert here == there
            conflicts += len(here.get("conflicts", ()))
        assert office.machines.unsent() == 0
    assert conflicts > 0
    assert township.desk.care.verify()["problems"] == []
    world.close()


def _work(
    rng: random.Random, office: Office, unit: str, entered: dict[str, str], day: date
) -> None:
    """A month of a village machine: something new, and something on what it knows."""
    known = sorted(office.numbers())
    more = {"registered_on": day.isoformat(), "occurred_on": day.isoformat()}
    number = office.add(unit, rng.choice(MATTERS), **more)["number"]
    entered[number] = unit
    for number in rng.sample(known, len(known) // 2):
        office.act(number, "assign", unit="村调委会", handler=f"村{rng.choice('甲乙丙')}")


def _restore(
    world: World, marks: dict[str, str], old: bytes, road: Road, township: Office
) -> dict[str, str]:
    """Somebody puts last month's ledger back on machine 05, after its parcel arrived."""
    office = world.offices.pop("05")
    assert road.hand(township, office.pack().read_bytes())
    office.desk.close()
    (office.desk.folder / "ledger.db").write_bytes(old)
    restored = world.reopen("05", office.desk.folder)
    mark = restored.desk._context.identity.mark
    assert mark != "05"
    return {**{m: unit for m, unit in marks.items() if m != "05"}, mark: marks["05"]}


def _safely(world: World, marks: dict[str, str], township: Office) -> None:
    """A round in which everything arrives."""
    for mark in marks:
        office = world.offices[mark]
        office.machines.receipt(Path(township.take(office.pack())["receipt"]))
    for packed in township.machines.pack(township.stick)["files"]:
        for mark in [m for m, unit in marks.items() if _name(packed["to"]) == unit]:
            world.offices[mark].take(Path(packed["file"]))


def _name(name: str) -> str:
    return next(code for code, known in VILLAGES.items() if known == name)


def _fold(office: Office, number: str) -> dict[str, Any]:
    id = office.desk.disputes.show(number)["id"]
    return office.desk._context.journal.dispute(id).to_json()
