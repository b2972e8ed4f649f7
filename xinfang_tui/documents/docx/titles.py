"""Breaking a title into lines shaped as a trapezium or diamond, words kept whole."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations, pairwise

from xinfang_tui.documents.text.wrap import NOT_AT_END, NOT_AT_START, width

WORDS = (
    "矛盾纠纷",
    "排查",
    "化解",
    "调处",
    "工作",
    "情况",
    "通报",
    "全镇",
    "全县",
    "统计",
    "月报",
    "报表",
    "人民调解",
    "联席会议",
    "会议纪要",
    "纪要",
    "领导",
    "包案",
    "责任",
    "信访",
    "手册",
    "清单",
    "社区",
    "街道",
    "乡镇",
    "办公室",
    "事项",
    "专项",
    "报告",
    "倒查",
    "司法确认",
    "申请书",
    "协议书",
    "登记表",
    "未办结",
    "超期",
    "明细",
)
MOST = 60
"""Words beyond which a title is broken line by line instead of weighed as a whole."""
_WORD = re.compile(
    "|".join([r"[A-Za-z0-9.]+[年月日号件份]*", "《[^》]*》", *WORDS, "."]), re.DOTALL
)


@lru_cache(maxsize=128)
def shaped(text: str, room: int) -> tuple[str, ...]:
    """Lines of at most ``room`` full-width characters, the fewest that hold the title.

    A newline in the title is a break its writer asks for. Among the possible breaks the one is
    taken whose lines differ least, the first of two lines a little longer than the second.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        lines += _broken(part, room * 2)
    return tuple(lines)


def _broken(text: str, cells: int) -> list[str]:
    if width(text) <= cells:
        return [text]
    words = _words(text)
    for count in range(2, 5 if len(words) <= MOST else 2):
        choices = [
            lines
            for cuts in combinations(range(1, len(words)), count - 1)
            if max(map(width, lines := _cut(words, cuts))) <= cells
        ]
        if choices:
            return min(choices, key=_unevenness)
    return _greedy(words, cells)


def _words(text: str) -> list[str]:
    words: list[str] = []
    for word in _WORD.findall(text):
        if words and (word[0] in NOT_AT_START or words[-1][-1] in NOT_AT_END or word == "的"):
            words[-1] += word
        else:
            words.append(word)
    return words


def _cut(words: list[str], cuts: tuple[int, ...]) -> list[str]:
    edges = [0, *cuts, len(words)]
    return ["".join(words[a:b]) for a, b in pairwise(edges)]


def _unevenness(lines: list[str]) -> float:
    sizes = [width(line) for line in lines]
    wanted = sum(sizes) / len(sizes)
    spread = sum((size - wanted) ** 2 for size in sizes)
    same = 40 if len(set(sizes)) == 1 else 0
    return spread + same + (6 if sizes[0] < sizes[-1] else 0)


def _greedy(words: list[str], cells: int) -> list[str]:
    lines = [""]
    for word in words:
        if width(lines[-1]) + width(word) > cells and lines[-1]:
            lines.append("")
        lines[-1] += word
    return lines
