"""The worked township: its villages, households, staff and settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from xinfang_tui.cli.demo.names import Names
from xinfang_tui.desk import Desk

CODE, NAME = "341623101000", "双桥镇"
FIRST_VILLAGE = 341623101200
COORDINATOR, LEADER = "周敏", "王建国"
_FIVE = (
    ("东湾村", 120),
    ("西坡村", 96),
    ("石桥村", 150),
    ("柳树沟村", 84),
    ("新民社区", 150),
)
_MORE = (
    "王集村",
    "李楼村",
    "三里井村",
    "牛角塘村",
    "龙潭村",
    "白沙村",
    "红旗村",
    "青山村",
    "马路口社区",
    "前程村",
    "后营村",
    "上窑村",
    "下河村",
    "大寨村",
    "小圩村",
    "高岗村",
    "平安社区",
    "南圩村",
    "北关村",
    "黄泥坝村",
    "双堰村",
    "泉水村",
    "长岭村",
    "古城村",
    "曹店村",
)
MOST_VILLAGES = len(_FIVE) + len(_MORE)
_GROUPS = "一二三四五六七八九十"
TENANT, EMPTY = 0.05, 0.07


@dataclass(frozen=True, slots=True)
class Village:
    """A village and who works there.

    Attributes:
        code, name: of the place; homes: its households, (code, head), in walking order.
        worker: grid worker; mediator: of the mediation committee.
    """

    code: str
    name: str
    homes: tuple[tuple[str, str], ...]
    worker: str
    mediator: str


@dataclass(frozen=True, slots=True)
class Township:
    """The whole cast.

    Attributes:
        mediators: of the township's centre; leaders: who take cases; county: the county's leader.
    """

    villages: tuple[Village, ...]
    mediators: tuple[str, ...]
    leaders: tuple[str, ...]
    county: str


def found(desk: Desk, chance: Random, names: Names, villages: int, households: int) -> Township:
    """Write places, households, staff and settings down."""
    names.keep(COORDINATOR, LEADER)
    made = tuple(
        _village(desk, chance, names, order, name, count)
        for order, (name, count) in enumerate(_sizes(villages, households))
    )
    cast = Township(
        made,
        (names.person(), names.person()),
        (LEADER, names.person(), names.person()),
        names.person(),
    )
    _staff(desk, cast, names)
    return cast


def settle(desk: Desk, meetings: list[date]) -> None:
    """The office's settings: names, reporting day, scheduled meetings."""
    registry = desk.registry
    registry.set("leader", LEADER)
    registry.set("reporting_day", 25)
    registry.set("meetings", {"dates": [day.isoformat() for day in meetings]})
    registry.set(
        "office",
        {
            "mediation_centre": f"{NAME}矛盾纠纷调解中心",
            "issuing_office": f"{NAME}平安建设领导小组办公室",
            "number_style": "双平安〔{year}〕{n}号",
            "signer": LEADER,
            "checker": COORDINATOR,
            "drafter": COORDINATOR,
            "printed_by": f"{NAME}平安建设领导小组办公室",
            "complaints_phone": "0558-0000001",
            "phone": "0558-0000002",
            "address": f"{NAME}中心街 1 号",
        },
    )


def _sizes(villages: int, households: int) -> list[tuple[str, int]]:
    """Names and numbers of households, in the proportions of the first five."""
    known = [*_FIVE, *((name, 110) for name in _MORE)][:villages]
    total = sum(count for _, count in known)
    shares = [count * households // total for _, count in known]
    for order in range(households - sum(shares)):
        shares[order % villages] += 1
    return [(name, share) for (name, _), share in zip(known, shares, strict=True)]


def _village(
    desk: Desk, chance: Random, names: Names, order: int, name: str, count: int
) -> Village:
    code = str(FIRST_VILLAGE + order)
    groups = max(1, min(len(_GROUPS), count // 20))
    homes: list[Mapping[str, Any]] = [
        _home(chance, names, code, at, at * groups // count) for at in range(count)
    ]
    desk.registry.set_place({"code": code, "name": name, "level": "village", "households": count})
    desk.registry.set_households(code, homes)
    return Village(
        code,
        name,
        tuple((home["code"], home["head"]) for home in homes if home["kind"] != "empty"),
        names.person(),
        names.person(),
    )


def _home(chance: Random, names: Names, village: str, at: int, group: int) -> dict[str, Any]:
    draw = chance.random()
    kind = "tenant" if draw < TENANT else "empty" if draw < TENANT + EMPTY else "resident"
    return {
        "code": f"{village}{group + 1:02d}{at + 1:04d}",
        "group": f"{_GROUPS[group]}组",
        "door": f"{at + 1}号",
        "head": names.person(),
        "kind": kind,
    }


def _staff(desk: Desk, cast: Township, names: Names) -> None:
    centre = f"{NAME}矛盾纠纷调解中心"
    people: list[dict[str, Any]] = [
        {"name": COORDINATOR, "role": "township_coordinator", "unit": "综治办", "title": "专干"},
        *(
            {"name": name, "role": "township_mediator", "unit": centre, "title": "专职调解员"}
            for name in cast.mediators
        ),
        *(
            {"name": name, "role": "township_leader", "unit": f"{NAME}人民政府", "title": title}
            for name, title in zip(cast.leaders, ("党委书记", "镇长", "副镇长"), strict=True)
        ),
    ]
    for village in cast.villages:
        committee = f"{village.name}人民调解委员会"
        people += [
            {"name": village.worker, "role": "grid_worker", "place": village.code},
            {
                "name": village.mediator,
                "role": "village_mediator",
                "place": village.code,
                "unit": committee,
                "title": "调解主任",
            },
        ]
    for person in people:
        desk.registry.add_staff(person | {"phone": names.phone()})
