"""The rows of a sheet's XML as they stream by: plain ones by one expression, others by the parser.

Nearly every row stands as Excel, WPS and the libraries write it: cell after cell, each with a value
and nothing else. Such a row is taken apart at once, many times as fast as through the XML parser.
What is not exactly so (formulas, runs of text, comments) goes through the parser, row by row; so
does the whole sheet where its head is not plain.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO
from xml.etree import ElementTree

from xinfang_tui.tuples import NamedTuple

Element = ElementTree.Element
_PIECE = 1 << 16
_LONGEST_HEAD = _LONGEST_ROW = 1 << 22
_ATTRIBUTES = r'(?:\s[\w:.-]+="[^"<>]*")*\s*'
_HEAD = re.compile(
    rf"\ufeff?(?:<\?xml{_ATTRIBUTES}\?>)?\s*(<worksheet{_ATTRIBUTES}>)(?:(?!<!).)*?<sheetData>",
    re.DOTALL,
)
_ENCODING = re.compile(r'<\?xml[^>]*\sencoding="(?!utf-8"|us-ascii")', re.IGNORECASE)
_ROW = re.compile(rf"\s*<row({_ATTRIBUTES})>")
_NUMBER = re.compile(r'\sr="([^"]*)"')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="([A-Za-z]+)")?(?:/>|>(?:<v>([^<]*)</v>'
    r'|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_UNPLAIN = re.compile(r"<(?!/|c |v>|is>|t>|t xml:|row)|\r")
_ENTITY = re.compile(r"&(?:([^;&]{1,12});)?")


class PlainRow(NamedTuple):
    """A row of plain cells: (column's letters, style, type, value, text), empty where not given.

    ``number`` is as written, empty when the row does not tell it.
    """

    number: str
    cells: list[tuple[str, str, str, str, str]]


def rows_and_merges(file: IO[bytes]) -> Iterator[PlainRow | Element]:
    """The rows of a sheet, each as soon as it is whole, then its merged ranges.

    Raises:
        ElementTree.ParseError, ValueError: it is no XML.
    """
    pieces = iter(lambda: file.read(_PIECE), b"")
    head = b""
    for piece in pieces:
        head += piece
        if b"<sheetData" in head[:-100] or len(head) > _LONGEST_HEAD:
            break
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        text = decoder.decode(head)
    except UnicodeDecodeError:
        text = ""
    begun = _HEAD.match(text)
    if begun is None or _ENCODING.match(text):
        yield from _parsed(chain([head], pieces))
    else:
        yield from _plain(begun[1], text[begun.end() :], pieces, decoder)


def _plain(
    root: str, text: str, pieces: Iterator[bytes], decoder: codecs.IncrementalDecoder
) -> Iterator[PlainRow | Element]:
    """The rows from behind the head on; ``root`` is the start of the sheet's outermost element."""
    end = ""
    while not end:
        told, end, tail = text.partition("</sheetData>")
        *rows, text = told.split("</row>")
        for row in rows:
            yield from _row(root, row)
        if end:
            break
        piece = next(pieces, b"")
        if not piece or len(text) > _LONGEST_ROW:
            begun = f"{root}<sheetData>{text}".encode() + decoder.getstate()[0]
            yield from _parsed(chain([begun, piece], pieces))
            return
        text += decoder.decode(piece)
    if text.strip():
        yield from _within(root, f"<sheetData>{text}</sheetData></worksheet>", "sheetData/{}row")
    tail += "".join(map(decoder.decode, pieces)) + decoder.decode(b"", final=True)
    yield from _within(root, tail, "mergeCells/{}mergeCell")


def _row(root: str, row: str) -> Iterator[PlainRow | Element]:
    """A row without its end; empty rows may stand before it."""
    begun, cells = _ROW.match(row), _CELL.findall(row)
    whole = row.count("<c") == len(cells) and row.count("<row") == 1
    if begun is None or not whole or _UNPLAIN.search(row):
        of_parser = f"<sheetData>{row}</row></sheetData></worksheet>"
        yield from _within(root, of_parser, "sheetData/{}row")
        return
    if "&" in row:
        cells = [(*cell[:3], _spelt_out(cell[3]), _spelt_out(cell[4])) for cell in cells]
    number = _NUMBER.search(begun[1])
    yield PlainRow(number[1] if number else "", cells)


def _within(root: str, rest: str, path: str) -> Iterator[Element]:
    element = ElementTree.fromstring(root + rest)
    ns = element.tag.removesuffix("worksheet")
    return element.iterfind(ns + path.replace("{}", ns.replace("{}", "")))


def _parsed(pieces: Iterable[bytes]) -> Iterator[Element]:
    """Rows and merged ranges by the XML parser alone.

    The sheet grows under an element begun by hand, from which the rows are taken piece by piece:
    so no cell passes through Python on its own, as it would from ``iterparse``.
    """
    builder = ElementTree.TreeBuilder()
    above = builder.start("file", {})
    parser = ElementTree.XMLParser(target=builder)
    ns = ""
    for piece in pieces:
        parser.feed(piece)
        if len(above):
            ns = above[0].tag.removesuffix("worksheet")
        for data in above.iterfind(f"{ns}worksheet/{ns}sheetData"):
            whole_rows = data[:-1]  # the last one may be half read
            yield from whole_rows
            del data[: len(whole_rows)]
    parser.close()
    yield from above.iterfind(f"{ns}worksheet/{ns}sheetData/{ns}row")
    yield from above.iterfind(f"{ns}worksheet/{ns}mergeCells/{ns}mergeCell")


class _Characters(dict[str, str]):
    """What stands between & and ; → the character, found when first asked for."""

    def __missing__(self, name: str) -> str:
        try:
            element = ElementTree.fromstring(f"<t>&{name};</t>")
        except ElementTree.ParseError as error:
            raise ValueError(f"no character: {name!r}") from error
        found = self[name] = element.text or ""
        return found


_CHARACTERS = _Characters()


def _spelt_out(text: str) -> str:
    return _ENTITY.sub(lambda hit: _CHARACTERS[hit[1] or ""], text) if "&" in text else text
