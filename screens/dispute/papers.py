"""The papers about one dispute, and where they are written."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = "文书"
PAPERS = (
    ("register", "调解登记表", "登记的内容"),
    ("record", "调解笔录", "空白处手写"),
    ("agreement", "人民调解协议书", "化解之后"),
    ("visit", "回访记录", ""),
    ("slip", "交办单", "给责任单位"),
    ("special", "专报", "一事一报，一日一报"),
    ("review", "倒查报告", "是否事先排查、有人负责、措施落实"),
)


def paper_file(folder: Path, kind: str, name: str, ending: str = "docx") -> Path:
    """A file in the papers' folder, named after the paper and what it is about."""
    label = next((label for key, label, _ in PAPERS if key == kind), kind)
    safe = re.sub(r'[\\/:*?"<>|\s]+', "_", name)
    home = folder / FOLDER
    home.mkdir(parents=True, exist_ok=True)
    return home / f"{label}_{safe}.{ending}"
