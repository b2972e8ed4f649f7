"""The ladder as a form: its days and counts in Chinese, read from and written to its TOML.

What an office leaves at the value of the program is not written down, so that its own text says
only what is its own.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from screens.forms.field import INT, Field
from xinfang_tui import ladder

_MOST_DAYS, _MOST_FAILURES = 3650, 99
_DAYS, _FAILURES, _EXTENSION = "days", "failures", "extension"
RUNGS = (
    ("village", _DAYS, "村天数"),
    ("village", _FAILURES, "村几次未成"),
    ("village", _EXTENSION, "村最多延长"),
    ("township", _DAYS, "镇天数"),
    ("township", _FAILURES, "镇几次未成"),
    ("township", _EXTENSION, "镇最多延长"),
    ("joint_meeting", _DAYS, "联席天数"),
    ("leader_case", _DAYS, "包案天数"),
    ("leader_case", _EXTENSION, "包案最多延长"),
)
ABOUT_RUNGS = (
    "天数是日历天。调解几次未成就上报，填 0 就不按次数。",
    "最多延长不填，就和这一层一样长。没有定好会议时按联席天数。",
)
PETITION = (
    ("petition", "accept", "受理天数"),
    ("petition", "conclude", "办结天数"),
    ("petition", "extension", "最多延长"),
    ("petition", "ask", "申请复查"),
    ("petition", "review", "复查办结"),
)
ABOUT_PETITION = (
    "信访事项的法定期限，按日历天；复核和复查一样长。",
    "申请复查是收到答复之后的天数，复查办结是收到申请之后的。",
)
Figures = Sequence[tuple[str, str, str]]


def built_in_text() -> str:
    """The ladder that comes with the program, with its own remarks."""
    return (Path(ladder.__file__).parent / "ladder.toml").read_text(encoding="utf-8")


def fields(figures: Figures) -> list[Field]:
    """A field for each."""
    return [
        Field(
            f"{table}-{key}",
            label,
            INT,
            required=key != _EXTENSION or table == "petition",
            check=_counted if key == _FAILURES else _dated,
        )
        for table, key, label in figures
    ]


def values(figures: Figures, text: str) -> dict[str, Any]:
    """What the fields begin with: the office's own figure, else the program's."""
    own, base = tomllib.loads(text), tomllib.loads(built_in_text())
    return {
        f"{table}-{key}": own.get(table, {}).get(key, base[table].get(key))
        for table, key, _ in figures
    }


def written(figures: Figures, text: str, answer: Mapping[str, Any]) -> str:
    """The office's text with the figures of the form in it."""
    own, base = tomllib.loads(text), tomllib.loads(built_in_text())
    for table, key, _ in figures:
        value = answer.get(f"{table}-{key}")
        if value is None and key in base[table]:
            value = answer.get(f"{table}-{_DAYS}")
        mine = own.setdefault(table, {})
        if value is None or value == base[table].get(key):
            mine.pop(key, None)
        else:
            mine[key] = value
    return _toml({name: table for name, table in own.items() if table or isinstance(table, list)})


def _dated(days: Any) -> str:
    return "" if 1 <= int(days) <= _MOST_DAYS else f"请填 1 到 {_MOST_DAYS} 的天数"


def _counted(times: Any) -> str:
    return "" if 0 <= int(times) <= _MOST_FAILURES else f"请填 0 到 {_MOST_FAILURES} 的次数"


def _toml(tables: Mapping[str, Any]) -> str:
    parts = []
    for name, table in tables.items():
        heading = f"[[{name}]]" if isinstance(table, list) else f"[{name}]"
        for each in table if isinstance(table, list) else [table]:
            keys = [f"{key} = {json.dumps(told, ensure_ascii=False)}" for key, told in each.items()]
            parts.append("\n".join([heading, *keys]))
    return "\n\n".join(parts)
