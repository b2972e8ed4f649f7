"""The parts of an .xlsx that its sheets refer to: their names, shared texts, date formats."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from xinfang_tui.documents.reading.xlsx_guard import open_part

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = ".//{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

DAY, MONTH, TIME = "day", "month", "time"
_BUILT_IN = dict.fromkeys((14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58), DAY)
_BUILT_IN |= dict.fromkeys((17, 27, 36, 50, 52, 57), MONTH)
_BUILT_IN |= dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), TIME)
"""Formats that Excel knows by number, those of the Chinese edition included (ECMA-376 18.8.30)."""

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_THREAD = re.compile(
    r"^\[(?:Threaded comment|线程批注)\].*?(?:Comment|注释|批注)[:：]\s*", re.DOTALL
)
"""What Excel tells older programs before the comment that a thread begins with."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the sheets need to be read.

    Attributes:
        sheets: name, part and visibility of each, in order.
        texts: the shared texts.
        styles: for each cell style, what its number format shows: day, month, time or nothing.
        struck: the cell styles, as their cells name them, whose text is struck out.
        comments: for the sheet's part, the part that holds its cells' comments.
    """

    sheets: tuple[tuple[str, str, bool], ...]
    texts: list[str]
    styles: list[str]
    date1904: bool
    struck: frozenset[str] = frozenset()
    comments: Mapping[str, str] = field(default_factory=dict)


def read_parts(package: zipfile.ZipFile) -> Parts:
    """Read everything but the sheets themselves."""
    names = set(package.namelist())
    book_part = next((n for n in names if n.lower() == "xl/workbook.xml"), "xl/workbook.xml")
    book, ns = _tree(package, book_part)
    folder = posixpath.dirname(book_part)
    relations = f"{folder}/_rels/{posixpath.basename(book_part)}.rels"
    targets: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for relation in _tree(package, relations)[0].iterfind(_RELATION):
        target = relation.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        targets[relation.get("Id", "")] = posixpath.normpath(part)
        kinds[relation.get("Type", "").rpartition("/")[2]] = posixpath.normpath(part)
    sheets = []
    for sheet in book.iterfind(f"{ns}sheets/{ns}sheet"):
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        part = targets.get(key, "")
        if part in names and "/worksheets/" in f"/{part}":
            shown = sheet.get("state", "visible") == "visible"
            sheets.append((sheet.get("name", ""), part, shown))
    properties = book.find(f"{ns}workbookPr")
    date1904 = properties is not None and properties.get("date1904") in ("1", "true")
    texts = _texts(package, kinds["sharedStrings"]) if kinds.get("sharedStrings") in names else []
    styles: list[str] = []
    struck: frozenset[str] = frozenset()
    if kinds.get("styles") in names:
        styles, struck = _styles(package, kinds["styles"])
    comments = {part: told for _, part, _ in sheets if (told := _comments_of(package, part, names))}
    return Parts(tuple(sheets), texts, styles, date1904, struck, comments)


def _comments_of(package: zipfile.ZipFile, sheet: str, names: Collection[str]) -> str:
    """The part with the comments on a sheet's cells; empty when it has none."""
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in names:
        return ""
    for relation in _tree(package, relations)[0].iterfind(_RELATION):
        if relation.get("Type", "").endswith("/comments"):
            target = relation.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            return part if (part := posixpath.normpath(part)) in names else ""
    return ""


def read_comments(package: zipfile.ZipFile, part: str) -> dict[int, str]:
    """What is noted on the cells of each row, by its number."""
    root, ns = _tree(package, part)
    found: dict[int, list[str]] = {}
    for comment in root.iterfind(f"{ns}commentList/{ns}comment"):
        told = comment.find(f"{ns}text")
        row = comment.get("ref", "").lstrip(_LETTERS)
        text = _THREAD.sub("", rich_text(told)).strip() if told is not None else ""
        if text and row.isdecimal():
            found.setdefault(int(row), []).append(text)
    return {row: "；".join(texts) for row, texts in found.items()}


def _tree(package: zipfile.ZipFile, part: str) -> tuple[ElementTree.Element, str]:
    with open_part(package, part) as file:
        root = ElementTree.parse(file).getroot()
    return root, root.tag.partition("}")[0] + "}"


def _texts(package: zipfile.ZipFile, part: str) -> list[str]:
    found: list[str] = []
    with open_part(package, part) as file:
        for _, element in ElementTree.iterparse(file):
            if element.tag.endswith("}si"):
                found.append(rich_text(element))
                element.clear()
    return found


def rich_text(element: Any) -> str:
    """The text of an element with its runs, without the pronunciation written above them."""
    if len(element) == 1 and element[0].text is not None and element[0].tag.endswith("}t"):
        text = element[0].text
    else:
        parts: list[tuple[str, bool]] = []
        for child in element:
            if child.tag.endswith("}t"):
                parts.append((child.text or "", False))
            elif child.tag.endswith("}r"):
                out = _is_struck(next((each for each in child if each.tag.endswith("}rPr")), None))
                parts += [(each.text or "", out) for each in child if each.tag.endswith("}t")]
        valid = [told for told, out in parts if not out]
        # What is struck out beside what stands is no longer said.
        text = "".join(valid if any(map(str.strip, valid)) else [told for told, _ in parts])
    return unescaped(text)


def _is_struck(look: Any) -> bool:
    """Whether a font strikes its text out."""
    strikes = [] if look is None else [each for each in look if each.tag.endswith("}strike")]
    return any(each.get("val", "1") not in ("0", "false") for each in strikes)


def unescaped(text: str) -> str:
    """A text with the characters that Excel writes as _x000D_ put back."""
    return _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), text) if "_x" in text else text


def _styles(package: zipfile.ZipFile, part: str) -> tuple[list[str], frozenset[str]]:
    root, ns = _tree(package, part)
    custom = {
        each.get("numFmtId", ""): shows(each.get("formatCode", ""))
        for each in root.iterfind(f"{ns}numFmts/{ns}numFmt")
    }
    fonts = [_is_struck(font) for font in root.iterfind(f"{ns}fonts/{ns}font")]
    out = {str(at) for at, struck in enumerate(fonts) if struck}
    found, struck = [], set()
    for at, style in enumerate(root.iterfind(f"{ns}cellXfs/{ns}xf")):
        key = style.get("numFmtId", "0")
        found.append(custom.get(key) or _BUILT_IN.get(int(key) if key.isdigit() else 0, ""))
        if style.get("fontId") in out:
            struck.add(str(at))
    return found, frozenset(struck)


def shows(code: str) -> str:
    """What a number format shows of a date: day, month or time; empty when it is no date format."""
    bare = _QUOTED.sub("", code.partition(";")[0]).lower()
    if "general" in bare or "0" in bare.replace(".0", "") or "#" in bare or "@" in bare:
        return ""
    if "d" in bare:
        return DAY
    if "y" in bare:
        return MONTH
    if "h" in bare or "s" in bare:
        return TIME
    return MONTH if "m" in bare else ""
