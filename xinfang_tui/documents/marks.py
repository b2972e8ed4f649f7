"""What every format prints around a paper: draft, masking, the hash of frozen figures."""

from __future__ import annotations

from xinfang_tui.documents.paper import Paper, SignLines
from xinfang_tui.documents.wording import day

DRAFT = "未定稿"
BETWEEN = "　　"
"""Between places to sign that stand on one line."""


def top(paper: Paper) -> str:
    """The mark above the title; empty when there is none."""
    return f"【{DRAFT}】" if paper.draft else ""


def foot(paper: Paper) -> tuple[str, ...]:
    """Sentences below the last block."""
    marks = []
    if not paper.masked:
        maker = f"制作人：{paper.made_by}，" if paper.made_by else ""
        when = f"制作日期：{day(paper.made_on)}，" if paper.made_on else ""
        marks.append(f"本件含当事人姓名等个人信息。{maker}{when}请按规定保管，不得外传。")
    if paper.hash:
        marks.append(f"数据校验码：{paper.hash}")
    return tuple(marks)


def signing(block: SignLines) -> list[str]:
    """Places to sign as text: a line each with its date, or all on one line."""
    if block.dated:
        return [f"{label}：____________　　日期：____年__月__日" for label in block.labels]
    return [BETWEEN.join(one if "：" in one else f"{one}：________" for one in block.labels)]
