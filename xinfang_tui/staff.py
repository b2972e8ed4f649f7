"""Staff (工作人员): roles, the area of each, and what a role may do. Duties, not people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from xinfang_tui.areacode import COUNTY, TOWNSHIP, VILLAGE, covers, normalise_code, village_of
from xinfang_tui.fact import Fact, named
from xinfang_tui.refusal import Refused
from xinfang_tui.tuples import NamedTuple

ACTIONS = MappingProxyType(
    {
        "register": "登记纠纷",
        "correct": "更正",
        "consent": "记录当事人是否同意",
        "urgent": "报告紧急情况",
        "meet_party": "记录三见面",
        "mediate": "记录调解",
        "escalate": "上报",
        "accept": "受理",
        "return_down": "退回下级",
        "transfer": "转办",
        "assign": "交办",
        "own": "确定包案领导",
        "decide": "记录会议决定",
        "extend": "延期",
        "suspend": "中止",
        "resume": "恢复",
        "interim_reply": "阶段答复",
        "opinion": "处理意见",
        "resolve": "化解",
        "perform": "记录履行",
        "confirm": "司法确认",
        "refer": "转法定途径",
        "end": "终止",
        "visit_back": "回访",
        "close": "销号",
        "reopen": "重新办理",
        "object": "提出异议",
        "surface": "登记上访情况（倒查）",
        "instruct": "记录领导批示",
        "link": "关联",
        "unlink": "取消关联",
        "attach": "附材料",
        "note": "备注",
        "seal": "设为保密",
        "settle": "核对填报不一致",
        "void": "撤销自己的上一条",
        "erase": "依法删除个人信息",
        "sweep": "入户排查",
        "zero": "零报告",
        "submit": "报送本月排查",
        "summarise": "汇总",
        "dispatch": "调度",
        "meeting": "召开联席会议",
        "bulletin": "起草通报",
        "issue": "签发通报",
        "close_month": "本月办结",
        "reopen_month": "重开已结月份",
        "report": "打印文书报表",
        "export": "导出（隐去姓名）",
        "export_unmasked": "导出（不隐去姓名）",
        "import": "导入台账",
        "parcel": "收发报送包",
        "takeback": "撤销本次接收",
        "backup": "备份",
        "restore": "恢复备份",
        "machines": "管理电脑",
        "places": "管理村和户",
        "staff": "管理人员",
        "settings": "修改设置",
    }
)

_EVERYWHERE = frozenset({"note", "attach", "report", "export", "parcel", "backup", "void"})
_FIELD = _EVERYWHERE | {
    "register",
    "correct",
    "consent",
    "urgent",
    "meet_party",
    "mediate",
    "escalate",
    "transfer",
    "interim_reply",
    "resolve",
    "perform",
    "visit_back",
    "reopen",
    "object",
    "link",
    "unlink",
    "sweep",
    "zero",
    "submit",
    "settle",
}
_MEDIATION = _FIELD | {
    "accept",
    "assign",
    "extend",
    "suspend",
    "resume",
    "confirm",
    "refer",
    "end",
    "close",
    "seal",
}
_LEADING = _EVERYWHERE | {
    "register",
    "urgent",
    "meet_party",
    "assign",
    "own",
    "decide",
    "extend",
    "instruct",
    "surface",
    "visit_back",
    "opinion",
    "meeting",
    "issue",
    "close_month",
    "reopen_month",
    "export_unmasked",
}


class Role(NamedTuple):
    """A post: its name, the level of its area, what it may do, the screen it begins with."""

    key: str
    name: str
    level: str
    actions: frozenset[str]
    first_screen: str = "desk"


_ALL = frozenset(ACTIONS)
ROLES: Mapping[str, Role] = MappingProxyType(
    {
        role.key: role
        for role in (
            Role("grid_worker", "网格员", VILLAGE, _FIELD, "sweep"),
            Role("village_mediator", "村调解员", VILLAGE, _MEDIATION, "ledger"),
            Role("township_mediator", "镇调解员", TOWNSHIP, _MEDIATION | {"return_down"}, "ledger"),
            Role("township_coordinator", "镇综治专干", TOWNSHIP, _ALL),
            Role("township_leader", "镇领导", TOWNSHIP, _LEADING, "dispatch"),
            Role(
                "county",
                "区县工作人员",
                COUNTY,
                _LEADING
                | {"accept", "return_down", "transfer", "interim_reply", "import", "machines"},
            ),
        )
    }
)


class Staff(NamedTuple):
    """One member of staff.

    Attributes:
        name: as written, and the subject's name; role: a key of ROLES.
        place: 12-digit code of the area; unit: office or committee; active: still in the post.
    """

    name: str
    role: str
    place: str = ""
    unit: str = ""
    title: str = ""
    phone: str = ""
    active: bool = True

    @property
    def role_name(self) -> str:
        """The Chinese name of the role."""
        return ROLES[self.role].name if self.role in ROLES else self.role


def role_of(text: str) -> str:
    """The key of a role given by key or Chinese name.

    Raises:
        Refused: no such role.
    """
    words = {role.name: key for key, role in ROLES.items()}
    words |= {"协调员": "township_coordinator", "综治专干": "township_coordinator"}
    words |= {"镇协调员": "township_coordinator", "镇综治专干(协调员)": "township_coordinator"}
    key = words.get(text.strip(), text.strip())
    if key not in ROLES:
        raise Refused(
            f"没有“{text}”这个岗位", do="可填：" + "、".join(role.name for role in ROLES.values())
        )
    return key


def fold_staff(facts: Iterable[Fact]) -> dict[str, Staff]:
    """The staff by name from ``staff_set`` events in fold order; other events are passed over."""
    found: dict[str, Staff] = {}
    fields = set(Staff._fields) - {"name"}
    for fact in facts:
        name = named(fact, "staff")
        if not name or fact.kind != "staff_set":
            continue
        given = {key: value for key, value in fact.payload.items() if key in fields}
        base = found.get(name) or Staff(name, given.get("role", "grid_worker"))
        found[name] = base._replace(**given)
    return found


def check_staff(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a ``staff_set``, ready to be written.

    Raises:
        Refused: no name, an unknown role, or no place for a role that has one.
    """
    name = str(data.get("name", "")).strip()
    if not name:
        raise Refused("没有填姓名", do="请填写姓名")
    role = role_of(str(data.get("role", "grid_worker")))
    place = str(data.get("place", "")).strip()
    if not place and ROLES[role].level == VILLAGE:
        raise Refused(f"{ROLES[role].name}{name}没有填所在的村", do="请填写村名或代码")
    return {**data, "name": name, "role": role, "place": normalise_code(place) if place else ""}


def may(staff: Staff | None, action: str, village: str = "") -> str | None:
    """Why somebody may not do something, in a sentence; None when they may.

    Without a user there are no limits (DESIGN §10).

    Args:
        action: a key of ACTIONS; village: code of the place it concerns, empty for the whole unit.
    """
    if staff is None:
        return None
    if not staff.active:
        return f"{staff.name}已不在岗，请换一位办理"
    role = ROLES.get(staff.role)
    if role is None or action not in role.actions:
        what = ACTIONS.get(action, action)
        able = "、".join(each.name for each in ROLES.values() if action in each.actions)
        return f"{staff.role_name}不办理“{what}”，请由{able or '有权限的人员'}办理"
    if village and staff.place and not covers(staff.place, village_of(village)):
        return f"这件事不在{staff.name}负责的范围内，请由当地人员或镇综治专干办理"
    return None
