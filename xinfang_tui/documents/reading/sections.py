"""A heading between the rows of a ledger, and what it says of the rows below it."""

from __future__ import annotations

import re

from xinfang_tui.documents.reading.asides import status_of
from xinfang_tui.documents.reading.categories import Categories
from xinfang_tui.documents.reading.text import plain
from xinfang_tui.documents.reading.villages import Villages
from xinfang_tui.documents.reading.when import heading_time
from xinfang_tui.tuples import NamedTuple

_ORDER = re.compile(
    r"^\s*(?:[(（]\s*\w{1,3}\s*[)）]|第?\s*[\d一二三四五六七八九十]{1,3}\s*(?:部分|[、.．:：])"
    r"|[^\w\s(（])+\s*"
)
"""What stands before the name of a section: （一）, 1., ◆, 【."""
_BEHIND = re.compile(r"[(（].*")
_OF_NOW = re.compile("[本当]月|新增|新排查|新发")
_STILL_OPEN = re.compile("(?:已|拟|需|应)?(?:上报|移[交送]|交办|转办)|待|正在|调[解处]中|稳控|挂账")
"""What is reported further up or still goes on; of a tab it only tells that it was handed in."""
_OF_ABOVE = re.compile("(?:以上|上述)")
"""A remark on the rows above it: 以上为上月结转."""
_LEVELS = (
    re.compile(r"第[\d一二三四五六七八九十]+部分"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、.]"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)"),
    re.compile(r"\d{1,2}[、.](?!\d)"),
    re.compile(r"\(\d{1,2}\)|[①-⑳]"),
)


class Heading(NamedTuple):
    """What a heading says.

    Attributes:
        village, category: codes; status: open or resolved; each empty when it says none.
        time: year and month of the days below, see ``heading_time``; now: of this month again.
        level: 1 for 第一部分, 2 for 一、, 3 for （一） and so on; 0 when it bears no number.
    """

    village: str
    category: str
    status: str
    time: tuple[int | None, int | None] | None
    now: bool
    level: int

    @property
    def says_nothing(self) -> bool:
        """Whether the text is a mere remark."""
        return not (self.village or self.category or self.status or self.time or self.now)

    @property
    def only_time(self) -> bool:
        """Whether the text tells a time and no more."""
        return self.time is not None and not (self.village or self.category or self.status)

    def ends(self, level: int) -> bool:
        """Whether what a heading of that level said holds no longer below this one."""
        return 0 < self.level <= level


def read_heading(text: str, villages: Villages, categories: Categories) -> Heading:
    """What a row of one cell says of the rows below it."""
    if _OF_ABOVE.match(plain(text)):
        return Heading("", "", "", None, False, 0)
    time = heading_time(text)
    found = (n for n, mark in enumerate(_LEVELS, 1) if mark.match(plain(text)))
    return Heading(
        villages.on_tab(_BEHIND.sub("", _ORDER.sub("", text))),
        categories.heading(text),
        status_of(text) or ("open" if _STILL_OPEN.match(plain(_ORDER.sub("", text))) else ""),
        time,
        time is None and _OF_NOW.search(text) is not None,
        next(found, 0),
    )
