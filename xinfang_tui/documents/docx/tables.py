"""Tables, forms and bars as raw rows: 12 000 rows take a moment, not minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from xinfang_tui.documents.docx.look import Look
from xinfang_tui.documents.docx.xml import Font, Shape, paragraph, run
from xinfang_tui.documents.paper import NUMBER, TEXT, Chart, Column, Field, Fields, Table
from xinfang_tui.documents.text.grid import text_rows
from xinfang_tui.documents.text.wrap import width
from xinfang_tui.documents.wording import cell_text, fraction

GRID = 24
"""Grid columns of a form; a label takes :data:`LABEL` of them."""
LABEL = 4
FEW = 6
"""A table of no more columns is never divided."""
MARGINS = 120
"""What the margins of a cell take of its width, in twips."""
SHORT, LEAST = 14, 14
"""A text column up to this wide stays on one line; a longer one keeps half of what it wishes."""
WHOLE = 12
"""A table of at most so many rows is kept on one page of an official paper."""
KEPT = 2
"""Rows that stay with the lines to sign below a table."""
EASY, TIGHT = 8, 3
"""Shares of the page that columns may lack of what they wish, in full type and in smaller."""
LONG = 400
"""A text longer than this may break over pages inside its row."""
_PHONE = re.compile(r"(?<=\d{3}[\d*]{4}\d{4})、(?=[\d*]{11})")
"""Between two mobile numbers: each has a line of its own, so that none is broken."""
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table(block: Table, look: Look, wide: bool, keep: bool = False) -> str:
    """The caption and the table; header rows repeat on every page.

    One with too many columns for the page goes on below, its first column repeated.

    Args:
        keep: its last rows stay with what follows, so that nobody signs an empty page.
    """
    texts = [[_PHONE.sub("、\n", text) for text in row] for row in text_rows(block)]
    small, widths, fits = _sized(block, texts, look, wide)
    if not fits and len(block.columns) > FEW:
        return _in_parts(block, look, wide, keep)
    look = small
    parts = []
    caption = block.caption + (f"（单位：{block.unit}）" if block.unit else "")
    if caption:
        shape = Shape("center", line=look.line, keep=True, before=60)
        parts.append(paragraph(run(caption, look.caption), shape))
    rows = _header(block.columns, widths, look)
    sides = [
        _side(column.kind, [row[i] for row in texts]) for i, column in enumerate(block.columns)
    ]
    whole = look.official and len(texts) <= WHOLE
    for i, cells in enumerate(texts):
        last = i == len(texts) - 1
        font = look.head if last and block.totals else look.cell
        held = (whole and not last) or (keep and i >= len(texts) - KEPT)
        rows.append(_row(cells, widths, sides, font, keep=held))
    parts.append(_framed(rows, widths))
    parts.append(_gap(look, keep))
    return "".join(parts)


def _sized(
    block: Table, texts: Sequence[Sequence[str]], look: Look, wide: bool
) -> tuple[Look, list[int], bool]:
    """A look with type as small as a crowded table needs, its widths, and whether all fit."""
    for smaller in (0, 3, 6):
        cell = replace(look.cell, half_points=look.cell.half_points - smaller)
        head = replace(look.head, half_points=look.head.half_points - smaller)
        room = look.width(wide)
        widths, missing = spread(block.columns, texts, room, cell.half_points * 11 // 2)
        if missing < room // (TIGHT if smaller else EASY):
            break
    return replace(look, cell=cell, head=head), widths, missing < room // TIGHT


def _in_parts(block: Table, look: Look, wide: bool, keep: bool) -> str:
    half = (len(block.columns) + 2) // 2
    first, rest = (
        _columns(block, range(half)),
        _columns(block, (0, *range(half, len(block.columns)))),
    )
    return table(first, look, wide) + table(rest, look, wide, keep)


def _columns(block: Table, places: Sequence[int]) -> Table:
    """The table with only some of its columns."""
    return block._replace(
        columns=tuple(block.columns[i] for i in places),
        rows=tuple(tuple(row[i] for i in places) for row in block.rows),
        totals=tuple(block.totals[i] for i in places) if block.totals else (),
        caption=block.caption if places[1] == 1 else f"{block.caption}（续）",
    )


def spread(
    columns: Sequence[Column], texts: Sequence[Sequence[str]], room: int, unit: int
) -> tuple[list[int], int]:
    """Column widths in twips that fill ``room``, and how much the columns would like beyond it.

    Numbers, dates and short texts stay on one line; long texts share what is left.

    Args:
        unit: width of a half-width character in twips.
    """
    least, wanted = [], []
    for i, column in enumerate(columns):
        content = max((width(line) for row in texts for line in row[i].split("\n")), default=0)
        title = max((width(line) for line in column.title.split("\n")), default=0)
        head = min(title, 8)
        long = column.kind == TEXT and content > SHORT
        half = max(min(column.width, content) // 2, LEAST)
        low = max(head, half if long else _on_one_line(column, content) + 1)
        if not content and column.width:
            low = max(low, column.width * 3 // 4)
        least.append(low * unit + MARGINS)
        wish = column.width or max(min(content, 40), min(title, 12))
        wanted.append(max(low, wish) * unit + MARGINS)
    spare = room - sum(least)
    if spare < 0:
        return _scaled(least, room), room
    wishes = [wish - low for wish, low in zip(wanted, least, strict=True)]
    total = sum(wishes)
    if total > spare:
        widths = [low + spare * wish // total for low, wish in zip(least, wishes, strict=True)]
        return _scaled(widths, room), total - spare
    return _scaled(wanted, room), 0


def _on_one_line(column: Column, content: int) -> int:
    """How wide a short column has to be; text may break at the width that it was given."""
    return min(content, column.width or content) if column.kind == TEXT else content


def _scaled(widths: Sequence[int], room: int) -> list[int]:
    """Widths in the same proportions that fill the room exactly."""
    total = sum(widths)
    scaled = [room * one // total for one in widths]
    scaled[-1] += room - sum(scaled)
    return scaled


def form(block: Fields, look: Look, wide: bool, keep: bool = False) -> str:
    """A form of labelled boxes across the page.

    Args:
        keep: its last rows stay with what follows, so that nobody signs an empty page.
    """
    room = look.width(wide)
    step = room // GRID
    held = len(block.rows) - KEPT if keep else len(block.rows)
    rows = [_form_row(row, step, look, i >= held) for i, row in enumerate(block.rows)]
    return _framed(rows, [step] * GRID) + _gap(look, keep)


def bars(chart: Chart, look: Look, wide: bool) -> str:
    """A chart as shaded bars with their figures, printable without colour."""
    top = max((float(v) for s in chart.series for v in s.values if v is not None), default=0.0)
    room = look.width(wide)
    name_room, bar_room = room * 3 // 10, room * 7 // 10
    rows = []
    for i, name in enumerate(chart.categories):
        for series in chart.series:
            value = series.values[i]
            label = name if len(chart.series) == 1 else f"{name} {series.name}"
            shown = fraction(value) if chart.percent else cell_text(value, NUMBER)
            length = round(28 * float(value or 0) / top) if top else 0
            bar = run("█" * length, Font(look.cell.name, 16, colour="7F7F7F"))
            content = paragraph(bar + run(f" {shown}", look.cell), _cell_shape("left"))
            rows.append(
                "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
                + _cell(paragraph(run(label, look.cell), _cell_shape("right")), name_room)
                + _cell(content, bar_room)
                + "</w:tr>"
            )
    title = Shape("center", line=look.line, keep=True, before=60)
    return (
        paragraph(run(chart.title, look.caption), title)
        + _framed(rows, [name_room, bar_room], borders="")
        + _gap(look)
    )


def _framed(rows: Sequence[str], widths: Sequence[int], borders: str = BORDERS) -> str:
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="50" w:type="dxa"/>'
        f'<w:right w:w="50" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def _header(columns: Sequence[Column], widths: Sequence[int], look: Look) -> list[str]:
    if not any(column.group for column in columns):
        cells = [_head_cell(c.title, w, look) for c, w in zip(columns, widths, strict=True)]
        return [_head_row(cells)]
    upper, lower, at = [], [], 0
    while at < len(columns):
        group, end = columns[at].group, at
        while group and end + 1 < len(columns) and columns[end + 1].group == group:
            end += 1
        if group:
            span, room = end - at + 1, sum(widths[at : end + 1])
            upper.append(_head_cell(group, room, look, f'<w:gridSpan w:val="{span}"/>'))
            lower += [_head_cell(columns[i].title, widths[i], look) for i in range(at, end + 1)]
        else:
            title = columns[at].title
            upper.append(_head_cell(title, widths[at], look, '<w:vMerge w:val="restart"/>'))
            lower.append(_head_cell("", widths[at], look, "<w:vMerge/>"))
        at = end + 1
    return [_head_row(upper), _head_row(lower)]


def _head_row(cells: Sequence[str]) -> str:
    return (
        '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/><w:tblHeader/>'
        f"</w:trPr>{''.join(cells)}</w:tr>"
    )


def _head_cell(title: str, room: int, look: Look, more: str = "") -> str:
    return _cell(paragraph(run(title, look.head), _cell_shape("center", keep=True)), room, more)


def _row(
    cells: Sequence[str],
    widths: Sequence[int],
    sides: Sequence[str],
    font: Font,
    keep: bool = False,
) -> str:
    whole = "" if any(len(text) > LONG for text in cells) else "<w:cantSplit/>"
    body = "".join(
        _cell(paragraph(run(text, font), _cell_shape(side, keep)), room)
        for text, room, side in zip(cells, widths, sides, strict=True)
    )
    tall = 19 * font.half_points
    return (
        f'<w:tr><w:trPr>{whole}<w:trHeight w:val="{tall}" w:hRule="atLeast"/></w:trPr>{body}</w:tr>'
    )


def _side(kind: str, texts: Sequence[str]) -> str:
    """Long texts begin at the left, in every row of their column; the rest is centred."""
    if kind == TEXT and any(width(line) > SHORT for text in texts for line in text.split("\n")):
        return "left"
    return "center"


def _cell(content: str, room: int, more: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{room}" w:type="dxa"/>{more}<w:vAlign w:val="center"/></w:tcPr>'
        f"{content}</w:tc>"
    )


def _cell_shape(align: str, keep: bool = False) -> Shape:
    return Shape(align, before=20, after=20, grid=False, keep=keep)


def _form_row(fields: Sequence[Field], step: int, look: Look, keep: bool = False) -> str:
    cells, used = [], 0
    total = sum(field.span for field in fields)
    tall = max(field.lines for field in fields)
    for i, field in enumerate(fields):
        share = GRID - used if i == len(fields) - 1 else GRID * field.span // total
        used += share
        label = LABEL if field.label else 0
        if label:
            span = f'<w:gridSpan w:val="{LABEL}"/>'
            text = paragraph(run(field.label, look.head), _cell_shape("center", keep))
            cells.append(_cell(text, step * LABEL, span))
        span = f'<w:gridSpan w:val="{share - label}"/>'
        text = paragraph(run(field.value, look.cell), _cell_shape("left", keep))
        cells.append(_cell(text, step * (share - label), span))
    whole = "" if any(len(field.value) > LONG for field in fields) else "<w:cantSplit/>"
    return (
        f'<w:tr><w:trPr>{whole}<w:trHeight w:val="{max(480, 400 * tall)}" w:hRule="atLeast"/>'
        f"</w:trPr>{''.join(cells)}</w:tr>"
    )


def _gap(look: Look, keep: bool = False) -> str:
    """Two tables must not grow together, and a section must end with a paragraph."""
    return paragraph("", Shape(line=160, grid=False, keep=keep))
