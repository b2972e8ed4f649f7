"""An office's own templates, and its own classes for the county's form."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from tests.paper_samples import OFFICE, dispute, month
from xinfang_tui.disputes.codes import codes_of
from xinfang_tui.documents.classes import built_in, load_classes, read_classes, written
from xinfang_tui.documents.clean import clean
from xinfang_tui.documents.paper import Column, Field, Fields, Paper, Paragraph, Table, tables
from xinfang_tui.documents.papers.bulletin import bulletin
from xinfang_tui.documents.papers.form_d import form_d
from xinfang_tui.documents.templates import fill_template, find_template
from xinfang_tui.refusal import Refused

CODES = codes_of()
PAPER = bulletin(month(), on=date(2026, 11, 3), number=12)


def word(path: Path, *paragraphs: str) -> Path:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(path)
    return path


def test_placeholders_are_filled_even_when_word_has_cut_them_up(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("文号：")
    for piece in ("{", "{文", "号}", "}止"):
        paragraph.add_run(piece).bold = True
    document.save(tmp_path / "通报.docx")
    filled = Document(BytesIO(fill_template(tmp_path / "通报.docx", PAPER)))
    assert filled.paragraphs[0].text == "文号：双平安办〔2026〕12号止"
    assert filled.paragraphs[0].runs[1].bold


def test_a_text_of_several_paragraphs_keeps_them(tmp_path: Path) -> None:
    path = word(tmp_path / "通报.docx", "{{标题}}", "{{正文}}", "{{落款}} {{日期}}")
    filled = Document(BytesIO(fill_template(path, PAPER)))
    texts = [paragraph.text for paragraph in filled.paragraphs]
    assert texts[0] == "关于2026年10月全镇矛盾纠纷排查化解工作情况的通报"
    assert "一、基本情况" in texts
    assert texts[-1] == "双桥镇平安建设领导小组办公室 2026年11月3日"


def test_a_row_with_column_marks_is_repeated_for_every_row(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "编号", "事项"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{#编号}}", "{{#事项}}（{{月份}}）"
    document.save(tmp_path / "通报.docx")
    filled = Document(BytesIO(fill_template(tmp_path / "通报.docx", PAPER))).tables[0]
    assert len(filled.rows) == 5
    assert filled.cell(1, 0).text == "柳-2609-02116"
    assert filled.cell(1, 1).text == "村道扩建占地补偿（2026年10月）"


def book(path: Path) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    sheet["A1"] = "{{标题}}"
    sheet["A2"], sheet["B2"], sheet["C2"] = "村", "数", "日期"
    sheet["A3"], sheet["B3"], sheet["C3"] = "{{#村}}", "{{#数}}", "{{#日期}}"
    sheet["A4"] = "制表：{{编号}}"
    sheet.merge_cells("A4:C4")
    sheet.row_dimensions[4].height = 40
    workbook.save(path)
    return path


def test_an_excel_template_keeps_types_and_moves_what_is_below(tmp_path: Path) -> None:
    table = Table(
        (Column("村"), Column("数", "number"), Column("日期", "date")),
        (("=1+1", 3, date(2026, 10, 31)), ("西坡村", 4, None)),
        totals=("合计", 7, None),
    )
    paper = Paper("表", (table, Fields(((Field("编号", "柳-1"),),))))
    content = fill_template(book(tmp_path / "汇总表.xlsx"), paper)
    sheet = load_workbook(BytesIO(content)).active
    assert sheet["A1"].value == "表"
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1", "s")
    assert (sheet["B3"].value, sheet["C3"].value) == (3, datetime(2026, 10, 31))
    assert (sheet["A5"].value, sheet["B5"].value) == ("合计", 7)
    assert sheet["A6"].value == "制表：柳-1"
    assert [str(cells) for cells in sheet.merged_cells.ranges] == ["A6:C6"]
    assert sheet.row_dimensions[6].height == 40
    assert content == fill_template(tmp_path / "汇总表.xlsx", paper)


def test_a_templates_own_formula_reckons_with_its_own_row(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active["A1"], workbook.active["B1"] = "{{#数}}", "=A1*2"
    workbook.save(tmp_path / "汇总表.xlsx")
    paper = Paper("表", (Table((Column("数", "number"),), ((3,), (4,))),))
    sheet = load_workbook(BytesIO(fill_template(tmp_path / "汇总表.xlsx", paper))).active
    assert list(sheet.values) == [(3, "=A1*2"), (4, "=A2*2")]


def test_an_unknown_placeholder_is_refused_with_those_there_are(tmp_path: Path) -> None:
    path = word(tmp_path / "通报.docx", "{{文件号}}")
    with pytest.raises(Refused) as refusal:
        fill_template(path, PAPER)
    assert "{{文件号}}" in refusal.value.text
    assert "{{文号}}" in refusal.value.text


def test_a_file_that_is_no_template_is_refused(tmp_path: Path) -> None:
    (tmp_path / "通报.docx").write_bytes(b"not a document")
    with pytest.raises(Refused) as refusal:
        fill_template(tmp_path / "通报.docx", PAPER)
    assert "没有生成文书" in refusal.value.text


def test_templates_are_found_by_chinese_name_or_kind(tmp_path: Path) -> None:
    assert find_template(tmp_path, "bulletin", ".docx") is None
    by_kind = word(tmp_path / "bulletin.docx", "一")
    assert find_template(tmp_path, "bulletin", ".docx") == by_kind
    by_name = word(tmp_path / "通报.docx", "一")
    assert find_template(tmp_path, "bulletin", ".docx") == by_name


@pytest.mark.parametrize("text", ["", "=1+1", "a\nb", "{{标题}}", "}}{{", "</w:t>", "坏\x00符"])
def test_any_value_can_be_filled_in(tmp_path: Path, text: str) -> None:
    path = word(tmp_path / "通报.docx", "前{{备注}}后")
    paper = Paper("表", (Fields(((Field("备注", text),),)), Paragraph("一")))
    filled = Document(BytesIO(fill_template(path, paper)))
    assert filled.paragraphs[0].text == f"前{clean(text)}后"


def test_the_built_in_classes_are_the_fifteen_of_peoples_mediation() -> None:
    classes = built_in(CODES)
    assert len(classes.order) == 15
    assert classes.class_of("0201") == "邻里"
    assert classes.class_of("0902") == "房屋宅基地"
    assert classes.class_of("8888") == "其他"


def test_the_classes_table_goes_to_toml_and_back() -> None:
    classes = built_in(CODES)
    again = read_classes(written(classes, CODES), CODES)
    assert again.order == classes.order
    for code in CODES.categories:
        assert again.class_of(code) == classes.class_of(code)


def test_an_offices_own_classes_make_the_columns_of_its_form(tmp_path: Path) -> None:
    path = tmp_path / "类别.toml"
    assert load_classes(path, CODES) == built_in(CODES)
    path.write_text('[classes]\n"邻里水利" = ["02", "0904"]\n"其他类" = []\n', encoding="utf-8")
    classes = load_classes(path, CODES)
    (table,) = tables(form_d(month(disputes=[dispute()], office=OFFICE), classes))
    lines = {row[0]: row for row in table.rows}
    assert lines["邻里水利　排查"][-2] == 1
    assert lines["其他类　排查"][-2] == 0


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("坏的", "写法不对"),
        ("x = 1", "没有 [classes]"),
        ('[classes]\n"甲" = "01"', "列表"),
        ('[classes]\n"甲" = ["0x"]', "不存在"),
        ('[classes]\n"甲" = ["01"]\n"乙" = ["01"]', "同时归入"),
    ],
)
def test_a_faulty_classes_table_is_refused_with_the_fault(text: str, word: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_classes(text, CODES)
    assert word in refusal.value.text
