"""A township with a month's work in it: matters of all kinds, a sweep, a meeting."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from tests.township import matter, township
from xinfang_tui.desk import Desk

OCTOBER, NOVEMBER = "2026-10", "2026-11"
EASTERN, WESTERN, STONE = "东湾村", "西坡村", "石桥村"
SECRETS = ("张三丰", "李四光", "张翠山", "王见证", "13800138000", "11010519491231002X")
PEOPLE = [
    {"name": "张三丰", "phone": "13800138000", "address": "东湾村三组12号"},
    {"name": "李四光", "id_number": "11010519491231002X"},
    {"name": "张翠山"},
]


def busy(folder: Path) -> tuple[Desk, list[str]]:
    """The desk on the last of October, the meeting held, and the numbers of eight matters."""
    desk = township(folder, date(2026, 10, 5))
    _offices(desk)
    numbers = [_registered(desk, at) for at in range(8)]
    desk.today = date(2026, 10, 20)
    act = desk.disputes.act
    talk = {"outcome": "done", "place": "村委会", "people": ["张三丰", "王见证"]}
    act(numbers[0], "mediate", talk | {"text": "张三丰与李四光谈成，王见证在场", "by": "周敏"})
    terms = [{"who": "李四光", "what": "赔张三丰200元", "due": "2026-10-30"}]
    settled = {"method": "01", "agreement": "written", "terms": terms, "by": "周敏"}
    act(numbers[0], "resolve", settled)
    act(numbers[0], "visit_back", {"answer": "satisfied", "party": "张三丰", "by": "王干部"})
    act(numbers[1], "resolve", {"method": "01", "agreement": "oral", "by": "周敏"})
    for _ in range(3):
        act(numbers[2], "escalate", {"reason": "重大"})
    plan = [{"step": "上张三丰家", "due": "2026-11-11"}]
    act(numbers[2], "own", {"leader": "陈镇长", "tier": "township", "plan": plan})
    desk.today = date(2026, 10, 31)
    act(numbers[3], "surface", {"date": "2026-10-30", "office": "县信访局", "people": 25})
    _swept(desk)
    return desk, numbers


def held(desk: Desk, numbers: list[str]) -> str:
    """A joint meeting that gave one matter to an office; its id."""
    opened = desk.meetings.open({"chair": "陈镇长", "numbers": numbers[3:5]})
    decision = {"decision": "assign", "unit": "镇水利站", "handler": "周敏", "due": "2026-11-20"}
    words = {"number": numbers[3], "reason": "张三丰要求当面答复"}
    desk.meetings.decide(opened["id"], decision | words)
    desk.meetings.close(opened["id"])
    return str(opened["id"])


def published(desk: Desk, month: str = OCTOBER, on: date = date(2026, 11, 2)) -> dict[str, Any]:
    """The month summarised, dispatched and its bulletin issued and published."""
    desk.today = on
    desk.months.summarise(month)
    desk.months.dispatch(month)
    return desk.months.bulletin(month, {"signer": "赵某"})


def _offices(desk: Desk) -> None:
    office = {"issuing_office": "双桥镇平安办", "number_style": "双平安办〔{year}〕{n}号"}
    desk.registry.set("office", office | {"phone": "028-88881234"})
    for name, role, place in (
        ("周敏", "township_mediator", ""),
        ("李文", "grid_worker", EASTERN),
        ("陈镇长", "township_leader", ""),
    ):
        desk.registry.add_staff({"name": name, "role": role, "place": place})


def _registered(desk: Desk, at: int) -> str:
    record = matter(
        title=f"张三丰与李四光争水{at}",
        village=(EASTERN, WESTERN, STONE)[at % 3],
        parties=PEOPLE,
        brief="李四光说张三丰（13800138000）不讲理",
        category=("0201", "0701", "0902")[at % 3],
        handler="李文",
        people=at + 2,
        occurred_on="2026-10-01",
        registered_on=f"2026-10-0{at % 4 + 2}",
        by="李文",
    )
    return str(desk.disputes.add(record)["number"])


def _swept(desk: Desk) -> None:
    homes = [home["code"] for home in desk.sweeps.walk(EASTERN, OCTOBER)]
    marks = dict.fromkeys(homes, "none")
    desk.sweeps.record(EASTERN, OCTOBER, {"by": "李文", "households": marks, "submit": True})
    desk.sweeps.record(WESTERN, OCTOBER, {"by": "李文", "households": {}, "zero": True})
