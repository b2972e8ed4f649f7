"""A paper as one self-contained HTML page that prints on A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape as _escape

from xinfang_tui.documents import marks
from xinfang_tui.documents.paper import (
    NUMBER,
    PERCENT,
    Addressee,
    Annex,
    Attachments,
    Block,
    Chart,
    Column,
    Fields,
    Heading,
    Imprint,
    Note,
    Paper,
    Paragraph,
    RedHead,
    Signature,
    SignLines,
    Table,
)
from xinfang_tui.documents.text.grid import text_rows
from xinfang_tui.documents.wording import cell_text, day, fraction

STYLE = """
@page { size: A4; margin: 20mm; }
body { max-width: 60em; margin: 2em auto; padding: 0 1em; color: #222; background: #fff;
  font: 16px/1.75 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
h1 { font-size: 1.5em; line-height: 1.4; text-align: center; margin: 1em 0; }
h2 { font-size: 1.15em; } h3, h4 { font-size: 1em; }
p { margin: .5em 0; text-indent: 2em; } p.flat { text-indent: 0; }
p.center { text-align: center; text-indent: 0; } p.right { text-align: right; text-indent: 0; }
.redhead { color: #c00; font-size: 1.9em; text-align: center; font-weight: bold; }
.number { text-align: center; border-bottom: 2px solid #c00; padding-bottom: .4em; }
.draft { color: #c00; text-align: right; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: .5em auto; font-size: .9em; line-height: 1.45; }
caption { font-weight: bold; padding: .4em; } thead { display: table-header-group; }
th, td { border: 1px solid #888; padding: .3em .5em; vertical-align: top; }
th { background: #f0f0f0; font-weight: 600; } td.n { text-align: right; white-space: nowrap; }
tr.total td { font-weight: bold; } table.form { width: 100%; } table.form th { width: 20%; }
.chart td { border: 0; } .bar { display: inline-block; height: .9em; background: #4a7ebb; }
.note, .foot { font-size: .85em; color: #555; text-indent: 0; }
.imprint { border-top: 1px solid #222; border-bottom: 1px solid #222; text-indent: 0; }
section.annex { break-before: page; margin-top: 3em; }
"""


def html(paper: Paper) -> bytes:
    """The whole page in UTF-8; nothing is loaded from elsewhere and no text acts as markup."""
    body: list[str] = []
    top = marks.top(paper)
    if top:
        body.append(f'<p class="draft flat">{escape(top)}</p>')
    heads = [block for block in paper.blocks if isinstance(block, RedHead)]
    for head in heads:
        body += _block(head)
    body.append(f"<h1>{escape(paper.title)}</h1>")
    for block in paper.blocks:
        if not isinstance(block, RedHead):
            body += _block(block)
    body += [f'<p class="foot">{escape(mark)}</p>' for mark in marks.foot(paper)]
    return "\n".join([*page_head(paper.title), *body, PAGE_FOOT]).encode()


PAGE_FOOT = "</body>\n</html>\n"


def page_head(title: str) -> list[str]:
    """Everything before the first visible element."""
    return [
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title).replace('<br>', '')}</title>",
        f"<style>{STYLE}</style>\n</head>\n<body>",
    ]


def escape(text: str) -> str:
    """Text made safe for HTML; newlines become breaks."""
    return _escape(text).replace("\n", "<br>")


def table_row(cells: Iterable[str], right: Sequence[bool]) -> str:
    """A body row, numbers to the right."""
    return (
        "<tr>"
        + "".join(
            f'<td class="n">{escape(cell)}</td>' if numeric else f"<td>{escape(cell)}</td>"
            for cell, numeric in zip(cells, right, strict=True)
        )
        + "</tr>"
    )


def table_head(columns: Sequence[Column]) -> str:
    """The header, two rows where columns are grouped."""
    if not any(column.group for column in columns):
        return "<tr>" + "".join(f"<th>{escape(c.title)}</th>" for c in columns) + "</tr>"
    upper, lower, at = [], [], 0
    while at < len(columns):
        group = columns[at].group
        span = 1
        while group and at + span < len(columns) and columns[at + span].group == group:
            span += 1
        if group:
            upper.append(f'<th colspan="{span}">{escape(group)}</th>')
            lower += [f"<th>{escape(c.title)}</th>" for c in columns[at : at + span]]
        else:
            upper.append(f'<th rowspan="2">{escape(columns[at].title)}</th>')
        at += span
    return f"<tr>{''.join(upper)}</tr><tr>{''.join(lower)}</tr>"


def _block(block: Block) -> list[str]:
    match block:
        case RedHead(mark, number, signer):
            under = number + (f"　签发人：{signer}" if signer else "")
            return [
                f'<div class="redhead">{escape(mark)}</div>',
                f'<div class="number">{escape(under)}</div>',
            ]
        case Heading(text, level):
            return [f"<h{level + 1}>{escape(text)}</h{level + 1}>"]
        case Paragraph(text, lead, indent, align):
            kind = align if align != "left" else "" if indent else "flat"
            opening = f"<strong>{escape(lead)}</strong>" if lead else ""
            return [
                f'<p class="{kind}">{opening if not i else ""}{escape(part)}</p>'
                for i, part in enumerate(text.split("\n"))
            ]
        case Addressee(text):
            return [f'<p class="flat">{escape(text)}：</p>']
        case Fields():
            return _fields(block)
        case Table():
            return _table(block)
        case Chart():
            return _chart(block)
        case Attachments(items):
            return [f'<p class="flat">附件：{"<br>".join(escape(i) for i in _numbered(items))}</p>']
        case Annex(mark, title):
            return [
                f'<section class="annex"><p class="flat">{escape(mark)}</p></section>',
                f"<h2>{escape(title)}</h2>",
            ]
        case Signature(office, on):
            return [f'<p class="right">{escape(office)}<br>{day(on)}</p>']
        case SignLines():
            return [f'<p class="flat">{escape(text)}</p>' for text in marks.signing(block)]
        case Imprint(copies, office, on):
            sent = f"抄送：{escape(copies)}。<br>" if copies else ""
            issued = f"　{day(on)}印发" if on else ""
            return [f'<p class="imprint">{sent}{escape(office)}{issued}</p>']
        case Note(text):
            return [f'<p class="note">{escape(text)}</p>']
        case _:
            return ['<section class="annex"></section>']


def _numbered(items: tuple[str, ...]) -> list[str]:
    return list(items) if len(items) < 2 else [f"{i}. {item}" for i, item in enumerate(items, 1)]


def _fields(block: Fields) -> list[str]:
    widest = max((sum(2 * f.span for f in row) for row in block.rows), default=2)
    rows = []
    for row in block.rows:
        used, cells = 0, []
        for i, field in enumerate(row):
            last = i == len(row) - 1
            span = widest - used - 1 if last else 2 * field.span - 1
            used += span + 1
            cells.append(
                f'<th>{escape(field.label)}</th><td colspan="{span}">{escape(field.value)}</td>'
            )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return ['<table class="form">', *rows, "</table>"]


def _table(table: Table) -> list[str]:
    right = [column.kind in (NUMBER, PERCENT) for column in table.columns]
    caption = table.caption + (f"（单位：{table.unit}）" if table.unit else "")
    rows = [table_row(row, right) for row in text_rows(table)]
    if table.totals:
        rows[-1] = rows[-1].replace("<tr>", '<tr class="total">', 1)
    return [
        '<div class="scroll"><table>',
        f"<caption>{escape(caption)}</caption>" if caption else "",
        f"<thead>{table_head(table.columns)}</thead>",
        "<tbody>",
        *rows,
        "</tbody></table></div>",
    ]


def _chart(chart: Chart) -> list[str]:
    top = max((float(v) for s in chart.series for v in s.values if v is not None), default=0.0)
    rows = []
    for i, name in enumerate(chart.categories):
        for series in chart.series:
            value = series.values[i]
            size = round(300 * float(value or 0) / top) if top else 0
            shown = fraction(value) if chart.percent else cell_text(value, NUMBER)
            label = name if len(chart.series) == 1 else f"{name} {series.name}"
            rows.append(
                f'<tr><td>{escape(label)}</td><td><span class="bar" style="width:{size}px">'
                f"</span> {escape(shown)}</td></tr>"
            )
    return [
        f'<table class="chart"><caption>{escape(chart.title)}</caption>',
        *rows,
        "</table>",
    ]
