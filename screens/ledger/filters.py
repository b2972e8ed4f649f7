"""What the ledger shows: the filter as a form, as words, and the orders to choose from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from screens.forms.field import PICK, RADIO, Field
from screens.pieces.cells import halfwidth
from screens.pieces.choice import Choice
from xinfang_tui.disputes.codes import Codes
from xinfang_tui.disputes.dispute import RUNG_NAMES, STATUS_NAMES, STATUSES
from xinfang_tui.places import PlaceTree

TERMS: Mapping[str, tuple[str, Any]] = {
    "overdue": ("已超期", True),
    "due_within": ("三天内到期", 3),
    "visit_due": ("待回访", True),
    "conflicts": ("填报不一致", True),
    "pending": ("转办未受理", True),
    "urgent": ("有紧急情况", True),
}
Order = tuple[tuple[str, bool], ...]
ORDERS: Mapping[str, tuple[str, Order]] = {
    "due": ("期限近的在前", (("due", False), ("number", False))),
    "newest": ("新登记的在前", (("registered_on", True), ("number", True))),
    "oldest": ("登记早的在前", (("registered_on", False), ("number", False))),
    "village": ("按村", (("village", False), ("due", False))),
    "rung": ("按层级，高的在前", (("rung", True), ("due", False))),
    "handler": ("按经办人", (("handler", False), ("due", False))),
    "number": ("按编号", (("number", False),)),
}


def filter_fields(codes: Codes, tree: PlaceTree, months: Sequence[str]) -> list[Field]:
    """The form of the filter; an empty field shows all."""
    villages = [Choice(each.code, each.name) for each in tree.villages_of()]
    statuses = [Choice(each, STATUS_NAMES[each]) for each in STATUSES]
    rungs = [Choice(key, name) for key, name in RUNG_NAMES.items()]
    return [
        Field("status", "状态", PICK, choices=statuses, hint="全部"),
        Field("month", "登记月份", PICK, choices=[Choice(m, m) for m in months], hint="全部"),
        Field("village", "村", PICK, choices=villages, hint="全部，可输拼音首字母"),
        Field("rung", "层级", RADIO, choices=[Choice("", "全部"), *rungs], default=""),
        Field(
            "category",
            "类别",
            PICK,
            find=lambda typed: [Choice(c, codes.label(c), c) for c in codes.search(typed)],
            hint="全部，可输文字、拼音首字母或代码",
        ),
        Field("handler", "经办人", hint="全部"),
        Field(
            "term",
            "其他",
            PICK,
            hint="全部",
            choices=[*(Choice(k, w) for k, (w, _) in TERMS.items())],
        ),
    ]


def filter_words(filter: Mapping[str, Any], codes: Codes, tree: PlaceTree) -> str:
    """The filter in words: 调处中 · 柳树沟村 · 已超期; empty when it shows all."""
    words: list[str] = []
    if filter.get("words"):
        words.append(str(filter["words"]))
    if status := filter.get("status"):
        words.append(STATUS_NAMES.get(str(status), str(status)))
    if month := filter.get("month"):
        words.append(str(month))
    if village := filter.get("village"):
        words.append(tree.name(str(village)))
    if rung := filter.get("rung"):
        words.append(RUNG_NAMES.get(str(rung), str(rung)))
    if category := filter.get("category"):
        words.append(codes.brief(str(category)))
    if handler := filter.get("handler"):
        words.append(f"经办 {handler}")
    words += [word for key, (word, _) in TERMS.items() if filter.get(key)]
    if search := filter.get("search"):
        words.append(f"“{search}”")
    return " · ".join(words)


def order_of(name: str, filter: Mapping[str, Any]) -> Order:
    """The order asked for; by date only where what is shown has dates, else the newest first."""
    dated = filter.get("status") == "open" or any(
        filter.get(term) for term in ("overdue", "due_within")
    )
    if name == "due" and not dated:
        name = "newest"
    return ORDERS.get(name, ORDERS["newest"])[1]


def as_number(typed: str) -> str:
    """What is searched for: digits said by telephone get the dash that numbers are written with."""
    found = re.fullmatch(r"([^\W\d_]{0,2})-?(\d{4})(\d+)", halfwidth(typed))
    if found is None:
        return typed
    short = f"{found[1]}-" if found[1] else ""
    return f"{short}{found[2]}-{found[3]}"
