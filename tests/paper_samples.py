"""A worked month of one township for the tests of papers, in the shapes of DESIGN §10."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from xinfang_tui.disputes.codes import codes_of
from xinfang_tui.disputes.masking import Mask
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.office import Office
from xinfang_tui.documents.papers.material import Month
from xinfang_tui.month.indicators import BY_KEY, percent

KEYS = ("carried", "new", "reopened", "in", "concluded", "out", "open")
VILLAGES = (
    ("510123101201", "东湾村", 142, 20, 122, 0, "report", True, (6, 9, 0, 0, 8, 0, 7)),
    ("510123101202", "西坡村", 120, 12, 97, 8, "report", True, (4, 7, 0, 0, 6, 0, 5)),
    ("510123101203", "石桥村", 131, 15, 116, 0, "report", False, (5, 8, 1, 0, 7, 0, 7)),
    ("510123101204", "柳树沟村", 84, 6, 46, 3, None, None, (5, 10, 0, 0, 8, 0, 7)),
    ("510123101205", "新民社区", 123, 0, 120, 3, "zero", True, (1, 0, 0, 0, 1, 0, 0)),
)
NAMES = ("张三丰", "李四光", "王小明")

OFFICE = Office(
    place="双桥镇",
    codes=codes_of(),
    issuer="双桥镇平安建设领导小组办公室",
    level="镇",
    centre="双桥镇矛盾纠纷调解中心",
    number_style="双平安办〔{year}〕{n}号",
    signer="刘某",
    drafter="周某",
    phone="028-8888 1234",
    address="双桥镇政府一楼便民服务大厅",
    complaints_phone="028-8888 0000",
    leader="陈某",
    sentences={"copies": "县委政法委，镇党政领导班子成员"},
)


def flow(counts: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(KEYS, counts, strict=True))


def unit(row: tuple[Any, ...]) -> dict[str, Any]:
    code, name, households, found, none, missed, report, on_time, counts = row
    seen = found + none
    return {
        "code": code,
        "name": name,
        "households": households,
        "found": found,
        "none": none,
        "missed": missed,
        "unvisited": households - seen - missed,
        "coverage": percent(seen, households),
        "ways": {"visit": seen - 4, "phone": 4, "leader": 0},
        "outside": 0,
        "report": report,
        "on_time": on_time,
        "received_on": "2026-10-31" if report else None,
        "conflicts": 0,
        "screened": counts[1],
        "beside": 0,
        "who": "网格员 李某乙",
        "data_until": "2026-10-31",
        "flow": flow(counts),
    }


def share(numerator: float, denominator: float, value: float | None = None) -> dict[str, Any]:
    if value is None and denominator:
        value = percent(int(numerator), int(denominator))
    return {"value": value, "numerator": numerator, "denominator": denominator}


def category(new: int, settled: int, village: str = "510123101201") -> dict[str, Any]:
    counts = {"new": new, "settled": settled, "unsettled": new - settled, "mediated": settled}
    return counts | {"villages": {village: dict(counts)}}


def status() -> dict[str, Any]:
    units = [unit(row) for row in VILLAGES]
    total = {key: sum(each["flow"][key] for each in units) for key in KEYS}
    shares = {
        "coverage": share(554, 600),
        "reported": share(4, 5),
        "on_time": share(3, 5),
        "resolved": share(20, 34) | {"unvisited": 6},
        "concluded": share(30, 56),
        "mediated": share(24, 27),
        "local": share(22, 24),
        "in_time": share(27, 30),
        "visited": share(18, 24),
        "satisfied": share(17, 18),
        "contact": share(18, 20),
        "verified": share(14, 34),
        "reopened": share(1, 31),
        "met": share(25, 30),
        "owned": share(3, 3),
        "meeting": share(3, 5),
        "extended": share(1, 56),
        "overdue": share(3, 26),
        "blocked": share(1, 26),
        "days": share(271, 30, 8.0),
        "quality": share(33, 34),
    }
    return {
        "month": "2026-10",
        "stage": "dispatch",
        "missing": ["柳树沟村未报送（网格员 李某乙），还有 29 户未查"],
        "window": {"month": "2026-10", "first": "2026-10-01", "last": "2026-10-31"},
        "units": units,
        "flow": total,
        "rung_flow": {
            "village": flow((9, 30, 1, 0, 18, 8, 14)),
            "township": flow((7, 3, 0, 7, 8, 2, 7)),
            "joint_meeting": flow((2, 0, 0, 2, 1, 1, 2)),
            "leader_case": flow((3, 1, 0, 1, 2, 0, 3)),
        },
        "indicators": {key: shares[key] for key in BY_KEY},
        "rungs": {"village": 14, "township": 7, "joint_meeting": 2, "leader_case": 3},
        "members": 1,
        "visit_due": 7,
        "people": 137,
        "bands": {"1-49": 32, "50-99": 1, "100-499": 1, "500+": 0},
        "categories": {
            "01": category(6, 5),
            "02": category(12, 8),
            "07": category(3, 1, "510123101202"),
            "08": category(2, 1, "510123101202"),
            "09": category(8, 4, "510123101204"),
            "11": category(3, 1, "510123101203"),
        },
        "channels": {"screening": 29, "visit": 3, "phone": 2},
        "until": {"510123101201": "2026-10-31", "510123101204": "2026-10-28"},
    }


def earlier(month: str, new: int, concluded: int, standing: int, resolved: int) -> dict[str, Any]:
    record = deepcopy(status())
    record["month"] = month
    record["flow"] |= {"new": new, "concluded": concluded, "open": standing, "reopened": 0}
    record["indicators"]["resolved"] = share(resolved, new)
    return record


def entry(kind: str, on: str, label: str, said: str, **data: Any) -> dict[str, Any]:
    return {
        "id": f"{kind}{on}",
        "kind": kind,
        "label": label,
        "on": on,
        "by": "周某",
        "text": said,
        "data": data,
        "undone": False,
        "effective": True,
    }


def dispute(**changes: Any) -> dict[str, Any]:
    record = {
        "id": "d1",
        "number": "柳-2610-03074",
        "title": "张三丰与李四光水渠灌溉放水先后争执",
        "brief": "张三丰称上游李四光连续三天堵水，秧田受旱。\n双方在渠口发生争吵。",
        "village": "510123101204",
        "village_name": "柳树沟村",
        "category": "0201",
        "category_name": "邻里纠纷/用水排水通行通风采光纠纷",
        "scale": "01",
        "people": 2,
        "channel": "screening",
        "track": "mediation",
        "occurred_on": "2026-10-02",
        "registered_on": "2026-10-03",
        "rung": "township",
        "tier": "",
        "status": "open",
        "due_target": "2026-10-25",
        "due": "2026-10-26",
        "overdue": False,
        "days_left": 5,
        "handler": "周某",
        "leader": "",
        "leader_due": None,
        "unit": "镇调解中心",
        "plan": [],
        "parties": [
            {
                "name": "张三丰",
                "kind": "person",
                "phone": "13800138000",
                "address": "柳树沟村二组14号",
                "id_number": "11010519491231002X",
                "representative": "",
            },
            {
                "name": "李四光",
                "kind": "person",
                "phone": "13900139000",
                "address": "柳树沟村二组16号",
                "id_number": "",
                "representative": "",
            },
        ],
        "extensions": 0,
        "transfers": 0,
        "attempts": 0,
        "mediations": 3,
        "reopened": 0,
        "silence": 3,
        "lag": 0,
        "days_open": 18,
        "met": ["accept"],
        "visits": [],
        "terms": [],
        "surfaced": [],
        "conflicts": [],
        "trail": [
            entry("register", "2026-10-03", "登记", "排查发现，张三丰与李四光水渠灌溉放水先后争执"),
            entry(
                "mediate",
                "2026-10-05",
                "调解",
                "结果：未成；到场的人：张三丰、李四光",
                outcome="failed",
                place="柳树沟村委会",
                people=["张三丰", "李四光"],
                text="张三丰要求按水牌轮流放水，李四光不同意。",
            ),
            entry(
                "mediate",
                "2026-10-09",
                "调解",
                "结果：未成",
                outcome="failed",
                place="柳树沟村委会",
                text="双方仍不同意。",
            ),
            entry("escalate", "2026-10-10", "上报", "上报到镇：两次调解未成", to="township"),
            entry("meet_party", "2026-10-12", "三见面", "环节：受理时", stage="accept"),
        ],
    }
    return record | changes


def settled(**changes: Any) -> dict[str, Any]:
    base = dispute(
        status="resolved",
        due=None,
        due_target=None,
        days_left=None,
        method="0103",
        organisation="双桥镇人民调解委员会",
        agreement="written",
        amount=None,
        resolved_on="2026-10-22",
        concluded_on="2026-10-22",
        terms=[
            {"who": "李四光", "what": "按水牌轮流放水，每户一天", "due": None, "kept": None},
            {
                "who": "李四光",
                "what": "补偿张三丰秧苗损失 600 元",
                "due": "2026-11-05",
                "kept": True,
            },
        ],
        visits=[{"on": "2026-10-29", "by": "陈某", "answer": "satisfied", "reason": ""}],
    )
    base["trail"] = [
        *base["trail"],
        entry("resolve", "2026-10-22", "化解", "化解方式：人民调解", method="0103"),
        entry(
            "visit_back",
            "2026-10-29",
            "回访",
            "答复：满意",
            party="张三丰",
            answer="satisfied",
            method="电话",
        ),
    ]
    return base | changes


def disputes() -> list[dict[str, Any]]:
    overdue = {"overdue": True, "days_left": -13, "due": "2026-10-08", "due_target": "2026-10-08"}
    return [
        dispute(),
        dispute(
            id="d2",
            number="柳-2609-02116",
            title="村道扩建占地补偿",
            category="1102",
            rung="joint_meeting",
            unit="镇自然资源所",
            handler="刘某",
            days_open=41,
            registered_on="2026-09-10",
            **overdue,
        ),
        dispute(
            id="d3",
            number="石-2608-01019",
            title="征地补偿款分配",
            village="510123101203",
            village_name="石桥村",
            category="1102",
            rung="leader_case",
            leader="陈某",
            unit="镇农业服务中心",
            leader_due="2026-11-30",
            registered_on="2026-08-20",
            plan=[
                {"step": "核清地块面积", "due": "2026-10-20"},
                {"step": "开村民会议表决", "due": ""},
            ],
        ),
        dispute(
            id="d4",
            number="石-2610-01123",
            title="工地拖欠工资",
            village="510123101203",
            village_name="石桥村",
            category="0701",
            unit="",
            handler="",
            **overdue,
        ),
        settled(id="d5", number="东-2610-00031"),
    ]


def month(mask: Mask | None = None, **changes: Any) -> Month:
    """The worked month, masked as papers are by default."""
    shown = Disclosure(mask or Mask(NAMES, ["13800138000", "13900139000"], paper="2026-10"))
    material: dict[str, Any] = {
        "status": status(),
        "office": OFFICE,
        "show": shown,
        "disputes": disputes(),
        "previous": earlier("2026-09", 28, 25, 21, 19),
        "last_year": earlier("2025-10", 38, 33, 30, 22),
        "meetings": {
            "meetings": 2,
            "joint_meetings": 1,
            "leading_group": 1,
            "studied": 5,
            "concluded": 3,
            "chaired": 2,
        },
        "hash": "ab12cd34",
    }
    return Month(**(material | changes))
