"""Every paper by its kind: what it is called, what it needs, how its file is named (issue 4)."""

from __future__ import annotations

import re

from xinfang_tui.refusal import Refused
from xinfang_tui.tuples import NamedTuple

MONTH, NUMBER, VILLAGE, STAFF = "month", "number", "village", "staff"
NEED_NAMES = {
    MONTH: "月份（--month）",
    NUMBER: "编号（--number）",
    VILLAGE: "村（--village）",
    STAFF: "工作人员（--staff）",
}
_UNFIT = r'[\\/:*?"<>|\x00-\x1f]+'


class Kind(NamedTuple):
    """One kind of paper.

    Attributes:
        key, name: as in ``report KIND``, and in Chinese.
        needs: what has to be given; a month not given is the running one.
        format: of its file unless the name asked for says otherwise.
        frozen: kept with a published month, and reprinted from there byte for byte.
        spans: may be asked for any days instead of a month.
        asks: the action a role needs for it with names; ``mediate`` and ``sweep`` within its
            village.
        each: without its village, worker or matter it is made of each one of the month, bound as
            one.
    """

    key: str
    name: str
    needs: tuple[str, ...] = (MONTH,)
    format: str = "docx"
    frozen: bool = False
    spans: bool = False
    asks: str = "export_unmasked"
    each: bool = False

    @property
    def subject(self) -> str:
        """What it is about beside a month: a village, a worker, a matter; or nothing."""
        return next((need for need in self.needs if need != MONTH), "")


_TABLE = (
    Kind("brief", "快报", spans=True),
    Kind("summary", "汇总表", format="xlsx", frozen=True, spans=True),
    Kind("bulletin", "通报", frozen=True),
    Kind("form_d", "月报表", format="xlsx", frozen=True),
    Kind("form_e", "分村分类统计表", format="xlsx", frozen=True),
    Kind("overdue", "未办结和超期清单", format="xlsx", frozen=True),
    Kind("leader_cases", "领导包案台账", format="xlsx", frozen=True),
    Kind("ledger", "台账", format="xlsx", spans=True),
    Kind("minutes", "会议纪要"),
    Kind("agenda", "会议材料"),
    Kind("slips", "交办单"),
    Kind("walksheet", "走访单", (VILLAGE, MONTH), asks="sweep", each=True),
    Kind("village_report", "村排查月报", (VILLAGE, MONTH), each=True),
    Kind("worklog", "工作手册", (STAFF, MONTH), spans=True, each=True),
    Kind("handover", "交接清单", (STAFF,)),
    Kind("receipt", "受理告知书", (NUMBER,), asks="mediate"),
    Kind("register_form", "调解登记表", (NUMBER,), asks="mediate"),
    Kind("record", "调解笔录", (NUMBER,), asks="mediate"),
    Kind("agreement", "调解协议书", (NUMBER,), asks="mediate"),
    Kind("oral_agreement", "口头协议登记表", (NUMBER,), asks="mediate"),
    Kind("visit_record", "回访记录", (NUMBER,), asks="mediate"),
    Kind("confirmation", "司法确认申请书", (NUMBER,), asks="mediate"),
    Kind("reminder", "督办单", (NUMBER,)),
    Kind("special", "专报", (NUMBER,), each=True),
    Kind("review", "倒查报告", (NUMBER,), each=True),
    Kind("dossier", "卷宗", (NUMBER,)),
)
LIVE = frozenset({"brief", "ledger"})
"""The papers made from the ledger as it stands now."""
KINDS: dict[str, Kind] = {kind.key: kind for kind in _TABLE}
_ALIASES = {
    "formd": "form_d",
    "forme": "form_e",
    "register": "register_form",
    "visit": "visit_record",
    "unresolved": "overdue",
}


def kind_of(text: str) -> Kind:
    """The kind by its key or its Chinese name.

    Raises:
        Refused: there is none; all are listed.
    """
    wanted = text.strip()
    key = _ALIASES.get(wanted.lower(), wanted.lower())
    found = KINDS.get(key) or next((kind for kind in _TABLE if kind.name == wanted), None)
    if found is None:
        known = "、".join(f"{kind.key}（{kind.name}）" for kind in _TABLE)
        raise Refused(f"没有“{text}”这种文书", do=f"可以是：{known}")
    return found


def file_name(kind: Kind, *parts: str, format: str = "") -> str:
    """A name that sorts and says what it is: 2026-10_汇总表.xlsx."""
    words = [re.sub(_UNFIT, "-", part).strip() for part in (*parts, kind.name) if part.strip()]
    return "_".join(word[:60] for word in words) + f".{format or kind.format}"
