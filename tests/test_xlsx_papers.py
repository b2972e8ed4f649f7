"""Workbooks: types, print set-up and text that stays text, read back with openpyxl."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.papers import EVERYTHING, HOSTILE, TABLE
from xinfang_tui.documents.clean import clean
from xinfang_tui.documents.paper import (
    Annex,
    Chart,
    Column,
    Field,
    Fields,
    Heading,
    Paper,
    Paragraph,
    Series,
    Table,
)
from xinfang_tui.documents.render import render
from xinfang_tui.documents.xlsx.book import Names
from xinfang_tui.documents.xlsx.looks import LIMIT, fitted


def opened(paper: Paper) -> Any:
    return load_workbook(BytesIO(render(paper, "xlsx")))


def test_cells_keep_their_types() -> None:
    sheet = opened(Paper("表", (TABLE,))).worksheets[0]
    head = next(row for row in range(1, 9) if sheet.cell(row, 1).value == "村（社区）")
    first = head + 2
    assert [sheet.cell(first, i).value for i in range(1, 5)] == [
        "东湾村",
        12,
        pytest.approx(10 / 12),
        datetime(2026, 10, 31),
    ]
    assert sheet.cell(first, 3).number_format == "0.0%"
    assert sheet.cell(first, 4).number_format == "yyyy-mm-dd"
    assert sheet.cell(first + 1, 3).value == "—"
    assert sheet.cell(first + 2, 1).value == "合计"


def test_a_sheet_is_ready_to_print() -> None:
    wide = Table(tuple(Column(f"列{i}", width=12) for i in range(9)), (("x",) * 9,) * 3)
    book = opened(Paper("表", (wide,), hash="ab12cd34"))
    sheet = book.worksheets[0]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == "A2:I5"
    assert "&P" in sheet.oddFooter.center.text
    assert "ab12cd34" in sheet.oddFooter.right.text


def test_grouped_columns_share_a_merged_header_that_repeats() -> None:
    sheet = opened(Paper("表", (TABLE,))).worksheets[0]
    assert "B3:C3" in {str(cells) for cells in sheet.merged_cells.ranges}
    assert sheet.print_title_rows == "$3:$4"


def test_rows_are_as_high_as_their_chinese_text_needs() -> None:
    table = Table((Column("事项", width=20),), (("短",), ("水渠灌溉放水先后争执" * 6,)))
    sheet = opened(Paper("表", (table,))).worksheets[0]
    low, high = (sheet.row_dimensions[row].height for row in (3, 4))
    assert high >= 6 * low / 2


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:8]))
def test_hostile_text_is_written_as_text_and_read_back_whole(text: str) -> None:
    book = opened(Paper("表", (Table((Column("事项"),), ((text,),)),)))
    cell = book.worksheets[0]["A3"]
    assert (cell.value or "").replace("_x000D_", "") == clean(text)
    assert cell.data_type != "f"


def test_a_text_longer_than_a_cell_says_so_at_its_end() -> None:
    assert fitted("长" * LIMIT) == "长" * LIMIT
    assert fitted("长" * (LIMIT + 1)).endswith(f"（全文共{LIMIT + 1}字，见台账）")
    assert len(fitted("𠮷" * 20_000).encode("utf-16-le")) // 2 <= LIMIT


def test_a_short_paragraph_stands_above_the_only_table_and_longer_prose_on_its_own_sheet() -> None:
    short = opened(Paper("表", (Paragraph("截至10月31日，在办4件。"), TABLE)))
    assert short.sheetnames == ["各村矛盾纠纷排查化解情况"]
    assert short.worksheets[0]["A3"].value == "截至10月31日，在办4件。"
    long = opened(Paper("表", (Paragraph("长" * 300), TABLE)))
    assert long.sheetnames[0] == "正文"


def test_a_very_wide_table_prints_on_two_pages_with_its_first_column() -> None:
    columns = tuple(Column(f"栏{i}", width=20) for i in range(12))
    sheet = opened(Paper("表", (Table(columns, (("x",) * 12,)),))).worksheets[0]
    assert sheet.page_setup.fitToWidth == 2
    assert sheet.print_title_cols == "$A:$A"
    assert sheet["A1"].value is None and sheet["B1"].value == "表"


def test_every_sheet_bears_the_papers_title_and_its_tables_caption() -> None:
    other = Table((Column("指标"),), (("覆盖率",),), caption="各项指标")
    paper = Paper("双桥镇2026年10月汇总表", (TABLE, Paragraph("文字。" * 99), other), draft=True)
    book = opened(paper)
    assert [sheet["A1"].value for sheet in book] == ["双桥镇2026年10月汇总表"] * 3
    assert book["各项指标"]["A2"].value == "各项指标　未定稿"


def test_a_table_a_little_taller_than_a_page_is_printed_on_one() -> None:
    def fits(rows: int) -> int | None:
        table = Table((Column("事项"), Column("办理情况")), (("修渠", "已办结"),) * rows)
        sheet = opened(Paper("表", (table,))).worksheets[0]
        height: int | None = sheet.page_setup.fitToHeight
        return height

    assert (fits(10), fits(25), fits(60)) == (0, None, 0)


def test_charts_are_native_and_have_their_figures_beside_them() -> None:
    chart = Chart("各村登记数", "column", ("东湾村", "西坡村"), (Series("登记", (12, 0)),))
    book = opened(Paper("表", (TABLE, chart)))
    sheet = book["图表"]
    assert sheet["A3"].value == "东湾村"
    assert sheet["B3"].value == 12
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    raw = render(Paper("表", (TABLE, chart)), "xlsx")
    assert b"xl/charts/chart1.xml" in raw


def test_sheet_names_are_legal_and_different() -> None:
    names = Names()
    made = [names.new(text) for text in ("甲/乙:丙", "甲乙丙", "长" * 60, "长" * 60, "")]
    assert made[0] == "甲乙丙"
    assert len(set(made)) == len(made)
    assert all(len(name) <= 31 for name in made)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert render(EVERYTHING, "xlsx") == render(EVERYTHING, "xlsx")


def test_each_part_of_a_plain_paper_has_its_title_above_its_prose() -> None:
    part = (Annex("议题1", "柳-1　修渠"), Fields(((Field("村", "东湾村"),),)), Heading("经过"))
    blocks = (Paragraph("会议时间"), *part, TABLE, Annex("附", "清单"), TABLE)
    cells = [row[0].value for row in opened(Paper("材料", blocks)).worksheets[0]]
    assert [text for text in cells if text] == [
        "材料",
        "　　会议时间",
        "议题1　柳-1　修渠",
        "村",
        "经过（见另表）",
    ]
