"""The columns of a list of places or households (村名册、户名册), and how a reader knows them."""

from __future__ import annotations

COLUMNS = {
    "code": "代码",
    "name": "名称",
    "level": "级别",
    "households": "户数",
    "short": "简称",
    "kind": "类型",
    "household": "户编码",
    "group": "组",
    "door": "门牌",
    "head": "户主",
    "valid_from": "起始日期",
    "valid_to": "截止日期",
}
"""By their names in the file, which may also be the Chinese ones."""


def column_words(name: str) -> str:
    """A column as a reader knows it, with its name in the file beside."""
    return f"{COLUMNS[name]}（{name}）" if name in COLUMNS else name
