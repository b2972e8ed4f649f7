"""Surnames (姓氏): where a name's surname ends."""

from __future__ import annotations

import re

_COMPOUND = frozenset(
    re.findall(
        "..",
        "欧阳司马上官诸葛东方皇甫尉迟公孙慕容令狐宇文长孙司徒司空夏侯闻人"
        "澹台公冶宗政濮阳淳于单于太叔申屠公羊仲孙轩辕钟离鲜于闾丘亓官南宫"
        "拓跋独孤呼延端木百里东郭南门西门万俟赫连第五微生左丘梁丘完颜纳兰"
        "达奚褚师乐正漆雕壤驷公良夹谷谷梁段干羊舌巫马公西司寇子车颛孙",
    )
)


def surname(name: str) -> str:
    """The surname of a name: 欧阳 of 欧阳锋, 张 of 张三; empty when it begins with no letter."""
    if len(name) > 2 and name[:2] in _COMPOUND:
        return name[:2]
    return name[0] if name and name[0].isalpha() else ""
