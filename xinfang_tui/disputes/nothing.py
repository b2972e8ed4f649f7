"""What people write where there is nothing to tell, and for those whom they do not name."""

from __future__ import annotations

NOTHING = frozenset(
    (
        *("", "/", "//", "\\", "-", "--", "---", "—", "——", "–"),
        *("无", "没有", "空", "N/A", "n/a", "null"),
    )
)
"""What people write into a cell that holds nothing."""
DITTO = frozenset(("〃", "″", '"', "''", "“", "”", "同上", "同前", "上同"))
"""What people write for "as in the row above"."""
NOBODY = frozenset(
    (
        *("匿名", "本人", "群众", "村民", "居民", "业主", "工人", "不详", "未知", "无"),
        *("双方", "各方", "全体", "双方当事人", "各方当事人", "全体当事人"),
    )
)
"""What people write for somebody who is not named."""
UNTOLD = frozenset(
    (
        *("暂无", "未填", "未留", "没留", "未提供", "不提供", "不清楚", "不知道", "不愿透露"),
        *("不便透露", "保密", "待查", "待补", "空号", "停机", "户主", "家属", "代表", "负责人"),
        *("当事人", "反映人", "本村", "本组", "本镇", "本地", "外地", "外出", "在外", "在家"),
        *("务工", "外出务工"),
    )
)
"""What people write for a telephone, an address or a part that somebody has, without telling it."""


def says_nothing_of(word: str) -> bool:
    """Whether a plain word tells nothing of whom it is written for."""
    return any(word in words for words in (NOTHING, DITTO, NOBODY, UNTOLD))
