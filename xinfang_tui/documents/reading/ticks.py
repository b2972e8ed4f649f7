"""Columns that are ticked: one for each category below 纠纷类别, or 已化解 beside 未化解."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xinfang_tui.disputes.dispute import OPEN
from xinfang_tui.documents.reading.categories import built_in
from xinfang_tui.documents.reading.headers import Match, match
from xinfang_tui.documents.reading.statuses import read_status
from xinfang_tui.documents.reading.text import plain, says_nothing

_MARKS = frozenset(("√", "✓", "✔", "☑", "●", "■", "★", "v", "y", "是", "1", "对", "✅", "○"))
_UNTICKED = frozenset(("×", "✗", "x", "否", "0", "□", "☐", "n", "未"))
_ALONE = frozenset(
    (
        *("已化解", "未化解", "化解中", "正在化解", "化解成功", "化解不成功", "已办结", "未办结"),
        *("成功", "不成功", "未成功", "调解成功", "调解不成功", "调解未成功"),
        *("调处成功", "调处不成功", "正在调解", "正在调处", "调解中", "调处中"),
        *("移交司法", "移送司法", "移交法院", "引导诉讼", "走司法程序", "终止调解"),
    )
)
_HANDLING = frozenset(("status", "result"))
_NO_CHOICE = re.compile("^(?:是否|有无|能否)|(?:情况|时间|日期|原因|方式|内容|措施|结果|单位|人)$")
"""What a header says that asks for words, a day or a yes, and is no choice to be ticked."""
_HANDED_UP = re.compile("(?:上?报|移交|交办|转办)(?!.*(?:时间|日期|情况|人|内容|原因))")


def tick(path: Sequence[str]) -> Match | None:
    """What a tick in the column says, when its header is one choice of several."""
    if not path:
        return None
    child = plain(path[-1])
    if len(path) == 1:
        if child not in _ALONE:
            return None
        return Match("tick", 2, choice=f"status={read_status(child).status}")
    above = match(tuple(path[:-1]))
    if above is None:
        return None
    if above.field in _HANDLING and _is_choice(child) and (said := _status(child)):
        return Match("tick", 4, choice=f"status={said}")
    if above.field == "category":
        found = built_in().read(child)
        if found.sure:
            return Match("tick", 4, choice=f"category={found.code}")
    return None


def _is_choice(child: str) -> bool:
    """Whether a header below 化解情况 is one way a matter may stand, not a question of its own."""
    own = match((child,))
    asks = own is not None and own.field not in _HANDLING
    return not asks and len(child) <= 8 and _NO_CHOICE.search(child) is None


def _status(choice: str) -> str:
    """The status that a choice stands for; a matter handed up stays open (DESIGN §10)."""
    return OPEN if _HANDED_UP.match(choice) else read_status(choice).status


def is_ticked(text: str) -> bool:
    """Whether a cell carries a tick."""
    return plain(text).casefold() in _MARKS


def says(text: str) -> bool:
    """Whether a cell to be ticked holds words instead: 欠款 below 其他."""
    word = plain(text).casefold()
    return word not in _MARKS and word not in _UNTICKED and not says_nothing(text)
