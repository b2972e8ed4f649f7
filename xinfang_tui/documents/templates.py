"""An office's own templates: its .docx or .xlsx with {{placeholders}} instead of our layout.

A template lies in the template folder under the paper's Chinese name (通报.docx) or kind
(bulletin.docx). ``{{标题}}`` is replaced by the value of that name (:func:`values`); a table row
with ``{{#编号}}`` is repeated for every row of the paper's table that has such columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from xinfang_tui.documents.clean import cleaned
from xinfang_tui.documents.paper import (
    Addressee,
    Annex,
    Attachments,
    Cell,
    Fields,
    Heading,
    Imprint,
    Note,
    Paper,
    Paragraph,
    RedHead,
    Signature,
    Table,
    tables,
)
from xinfang_tui.documents.wording import cell_text, day
from xinfang_tui.month.window import month_name
from xinfang_tui.refusal import Refused

PLACEHOLDER = r"\{\{\s*([^{}]+?)\s*\}\}"
ROW_MARK = "#"
NAMES: Mapping[str, str] = {
    "summary": "汇总表",
    "bulletin": "通报",
    "brief": "快报",
    "ledger": "台账",
    "form_d": "月报表",
    "form_e": "分村分类统计表",
    "leader_cases": "领导包案台账",
    "overdue": "未办结和超期清单",
    "minutes": "会议纪要",
    "slips": "交办单",
    "agenda": "会议材料",
    "special": "专报",
    "review": "倒查报告",
    "reminder": "督办单",
    "worklog": "工作手册",
    "walksheet": "走访单",
    "village_report": "村排查月报",
    "registration": "调解登记表",
    "talks": "调解笔录",
    "agreement": "调解协议书",
    "oral_agreement": "口头协议登记表",
    "notice": "受理告知书",
    "return_visit": "回访记录",
    "confirmation": "司法确认申请书",
    "casefile": "卷宗",
    "handover": "交接清单",
}
"""Chinese name of each kind of paper, as templates and files are called."""


def find_template(folder: Path, kind: str, suffix: str) -> Path | None:
    """The office's template for a paper, or None when it has none.

    Args:
        suffix: ".docx" or ".xlsx".
    """
    for name in (NAMES.get(kind, ""), kind):
        path = folder / f"{name}{suffix}"
        if name and path.is_file():
            return path
    return None


def fill_template(template: Path, paper: Paper) -> bytes:
    """The template with the paper's values in it; the same paper gives the same bytes.

    Raises:
        Refused: the file cannot be read, or asks for something that the paper does not have.
    """
    paper = cleaned(paper)
    try:
        if template.suffix.lower() == ".xlsx":
            from xinfang_tui.documents.xlsx.template import fill
        else:
            from xinfang_tui.documents.docx.template import fill
        return fill(template.read_bytes(), paper)
    except Refused:
        raise
    except Exception as error:
        raise Refused(
            f"模板“{template.name}”打不开或内容不对",
            safe="没有生成文书",
            do="请用 Word 或 WPS 另存一份再放进模板文件夹",
        ) from error


def values(paper: Paper) -> dict[str, str]:
    """What a template may ask for by name: the paper's parts, and every labelled field."""
    found: dict[str, str] = {
        "标题": paper.title.replace("\n", ""),
        "月份": month_name(paper.month) if paper.month else "",
        "校验码": paper.hash,
        "制作人": paper.made_by,
        "制作日期": day(paper.made_on),
        "未定稿": "未定稿" if paper.draft else "",
        "发文机关": "",
        "文号": "",
        "签发人": "",
        "主送": "",
        "附件": "",
        "落款": "",
        "日期": "",
        "抄送": "",
        "印发机关": "",
    }
    body: list[str] = []
    notes: list[str] = []
    annexes = False
    for block in paper.blocks:
        match block:
            case RedHead(mark, number, signer):
                found |= {"发文机关": mark, "文号": number, "签发人": signer}
            case Addressee(text):
                found["主送"] = text
            case Heading(text) if not annexes:
                body.append(text)
            case Paragraph(text, lead) if not annexes:
                body += (lead + text).split("\n")
            case Attachments(items):
                found["附件"] = "\n".join(f"{i}.{item}" for i, item in enumerate(items, 1))
            case Signature(office, on):
                found |= {"落款": office, "日期": day(on)}
            case Imprint(copies, office, on):
                found |= {"抄送": copies, "印发机关": office, "印发日期": day(on)}
            case Note(text):
                notes.append(text)
            case Fields(rows):
                for row in rows:
                    for field in row:
                        found.setdefault(field.label, field.value)
            case Annex():
                annexes = True
            case _:
                continue
    return found | {"正文": "\n".join(body), "说明": "\n".join(notes)}


def replaced(text: str, known: Mapping[str, str]) -> str:
    """The text with its placeholders filled in.

    Raises:
        Refused: a placeholder that has no value.
    """
    return re.sub(PLACEHOLDER, lambda hit: value(hit[1], known), text)


def value(name: str, known: Mapping[str, str]) -> str:
    """The value of a placeholder.

    Raises:
        Refused: there is none of that name.
    """
    if name not in known:
        listed = "、".join(f"{{{{{each}}}}}" for each in known if not each.startswith(ROW_MARK))
        raise Refused(f"模板里的“{{{{{name}}}}}”没有对应的内容", do=f"可用：{listed}")
    return known[name]


def row_columns(text: str) -> list[str]:
    """The columns that a template row asks for: ``{{#编号}}`` asks for 编号."""
    return [hit[1][1:].strip() for hit in re.finditer(PLACEHOLDER, text) if hit[1][0] == ROW_MARK]


def table_with(paper: Paper, columns: list[str]) -> Table:
    """The paper's first table that has all these columns.

    Raises:
        Refused: none has.
    """
    for table in tables(paper):
        titles = {column.title for column in table.columns}
        if titles.issuperset(columns):
            return table
    raise Refused(
        f"文书里没有含“{'、'.join(columns)}”的表",
        do="请对照系统自己生成的表，按其列名填写占位",
    )


def row_values(table: Table, row: tuple[Cell, ...]) -> dict[str, str]:
    """A row's cells by ``#column``, as text."""
    return {
        ROW_MARK + column.title: cell_text(cell, column.kind)
        for column, cell in zip(table.columns, row, strict=True)
    }


def all_rows(table: Table) -> list[tuple[Cell, ...]]:
    """The rows with the totals last."""
    return [*table.rows, *([table.totals] if table.totals else [])]
