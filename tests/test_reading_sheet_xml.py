"""Plain rows taken apart at once say what the XML parser says; others go through the parser."""

from __future__ import annotations

import io
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xinfang_tui.documents.reading import sheet_xml
from xinfang_tui.documents.reading.sheet import letters
from xinfang_tui.documents.reading.sheet_xml import PlainRow, rows_and_merges
from xinfang_tui.documents.reading.xlsx_cells import _Cells
from xinfang_tui.documents.reading.xlsx_parts import DAY, Parts

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROOT = f'<worksheet xmlns="{NS}" xmlns:x14="urn:x14"><dimension ref="A1"/>'
PARTS = Parts((), ["张三", "", "渠水"], ["", DAY], False)
TEXTS = st.text(st.sampled_from("渠水张 &<>\"'_x000D_;#12\n"), max_size=9).map(escape)
NUMBERS = st.sampled_from(["1", "46296", "2.5", "1e3", "-7", "0", "", "x"])
ODD = (
    '<c r="{}"><f>A1</f><v>3</v></c>',
    '<c r="{}" t="str"><f>A1</f></c>',
    '<c r="{}" t="inlineStr"><is><r><t>张</t></r><r><t>三</t></r></is></c>',
    '<c t="n"><v>8</v></c>',
    "<c r='{}'><v>9</v></c>",
    '<c s="1" r="{}"><v>46296</v></c>',
    '<c r="{}" t="str"><v><![CDATA[<v>1</v>]]></v></c>',
    '<c r="{}"/><!-- <c r="B1"><v>1</v></c> -->',
    '<x14:c r="{}"><v>1</v></x14:c>',
    '<c r="{}" t="str"><v>甲\r\n乙</v></c>',
)
PLAIN = st.one_of(
    st.builds('<c r="{{}}"><v>{}</v></c>'.format, NUMBERS),
    st.builds('<c r="{{}}" s="{}"><v>{}</v></c>'.format, st.sampled_from("01"), NUMBERS),
    st.builds('<c r="{{}}" t="s"><v>{}</v></c>'.format, st.sampled_from("0129")),
    st.builds(
        '<c r="{{}}" t="{}"><v>{}</v></c>'.format, st.sampled_from(["b", "e", "d", "n"]), NUMBERS
    ),
    st.builds('<c r="{{}}" t="str"><v>{}</v></c>'.format, TEXTS),
    st.builds(
        '<c r="{{}}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>'.format, TEXTS
    ),
    st.sampled_from(['<c r="{}"/>', '<c r="{}" s="1"></c>']),
)
BEGUN = ('<row r="{}">', '<row r="{}" spans="1:9" x14:dyDescent="0.2">', "<row>")
BEFORE = ("", "", "", '<row r="{}" ht="15"/>', "\n", "<!-- - -->")
SHEETS = st.lists(
    st.tuples(
        st.sampled_from(BEGUN),
        st.sampled_from(BEFORE),
        st.lists(PLAIN | st.sampled_from(ODD), max_size=6),
    ),
    max_size=6,
)
Found = tuple[list[tuple[int, list[Any]]], list[str]]


def sheet(rows: list[tuple[str, str, list[str]]]) -> str:
    """The XML behind the head."""
    written = []
    for at, (begun, before, cells) in enumerate(rows, start=2):
        inside = [cell.replace("{}", f"{letters(i)}{at}") for i, cell in enumerate(cells)]
        written.append(before.replace("{}", str(at)) + begun.replace("{}", str(at)))
        written.append("".join(inside) + "</row>")
    merged = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    return f"<sheetData>{''.join(written)}</sheetData>{merged}</worksheet>"


def read(xml: str) -> Found:
    cells, rows, merges, number = _Cells(PARTS), [], [], 0
    for found in rows_and_merges(io.BytesIO(xml.encode())):
        if isinstance(found, PlainRow):
            number = int(found.number or number + 1)
            rows.append((number, cells.plain(found.cells)))
        elif found.tag.endswith("row"):
            number = int(found.get("r") or number + 1)
            rows.append((number, cells.row(found)))
        else:
            merges.append(found.get("ref", ""))
    return [row for row in rows if row[1]], merges


def through_the_parser(xml: str) -> Found:
    return read(xml.replace("<dimension", "<!-- not plain --><dimension", 1))


@given(rows=SHEETS, piece=st.sampled_from([40, 200, 1 << 16]))
@example(rows=[(BEGUN[0], "", [ODD[0], '<c r="{}"><v>1</v></c>']), (BEGUN[2], "", [])], piece=40)
def test_every_row_says_what_the_parser_says(
    rows: list[tuple[str, str, list[str]]], piece: int
) -> None:
    xml = DECLARED + ROOT + sheet(rows)
    wanted = through_the_parser(xml)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_xml, "_PIECE", piece)
        patch.setattr(sheet_xml, "_LONGEST_ROW", 300)
        assert read(xml) == wanted


def test_plain_rows_are_taken_apart_without_the_parser() -> None:
    rows = sheet([(BEGUN[1], "", ['<c r="{}" t="s"><v>0</v></c>', '<c r="{}"><v>7</v></c>'])])
    found = list(rows_and_merges(io.BytesIO((DECLARED + ROOT + rows).encode())))
    assert isinstance(found[0], PlainRow)
    assert found[0] == ("2", [("A", "", "s", "0", ""), ("B", "", "", "7", "")])


def test_characters_written_by_number_are_spelt_out() -> None:
    cell = '<c r="{}" t="inlineStr"><is><t>&#24352;&#x4E09; &amp;&lt;&quot;</t></is></c>'
    found, _ = read(DECLARED + ROOT + sheet([(BEGUN[0], "", [cell])]))
    assert found == [(2, ['张三 &<"'])]


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_a_sheet_in_another_encoding_goes_through_the_parser(encoding: str) -> None:
    text = DECLARED.replace("UTF-8", encoding) + ROOT
    text += sheet([(BEGUN[0], "", ['<c r="{}" t="str"><v>abc</v></c>'])])
    try:
        rows = list(rows_and_merges(io.BytesIO(text.encode(encoding))))
    except (ElementTree.ParseError, ValueError):
        assert encoding == "gb18030"
    else:
        assert not any(isinstance(row, PlainRow) for row in rows)


@pytest.mark.parametrize(
    "spoilt",
    [
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1"><c r="A1"><v>&nope;</v></c></row></sheetData></worksheet>',
        '<row r="1"><c r="A1"><v>&amp</v></c></row></sheetData></worksheet>',
        '<row r="1"><c r="A1"><v>1</c></row></sheetData></worksheet>',
        '<row r="1"><c r="A1"><v>1</v></c></row></sheetData>',
        '<row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells></worksheet>',
    ],
)
def test_what_is_no_xml_is_told(spoilt: str) -> None:
    with pytest.raises((ElementTree.ParseError, ValueError)):
        read(f"{DECLARED}{ROOT}<sheetData>{spoilt}")
