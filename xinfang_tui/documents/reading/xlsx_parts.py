"""The parts of an .xlsx that its sheets refer to: their names, shared texts, date formats."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
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
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the sheets need to be read.

    Attributes:
        sheets: name, part and visibility of each, in order.
        texts: the shared texts.
        styles: for each cell style, what its number format shows: day, month, time or nothing.
    """

    sheets: tuple[tuple[str, str, bool], ...]
    texts: list[str]
    styles: list[str]
    date1904: bool


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
    styles = _styles(package, kinds["styles"]) if kinds.get("styles") in names else []
    return Parts(tuple(sheets), texts, styles, date1904)


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
        parts = []
        for child in element:
            if child.tag.endswith("}t"):
                parts.append(child.text or "")
            elif child.tag.endswith("}r"):
                parts += [each.text or "" for each in child if each.tag.endswith("}t")]
        text = "".join(parts)
    return unescaped(text)


def unescaped(text: str) -> str:
    """A text with the characters that Excel writes as _x000D_ put back."""
    return _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), text) if "_x" in text else text


def _styles(package: zipfile.ZipFile, part: str) -> list[str]:
    root, ns = _tree(package, part)
    custom = {
        each.get("numFmtId", ""): shows(each.get("formatCode", ""))
        for each in root.iterfind(f"{ns}numFmts/{ns}numFmt")
    }
    found = []
    for style in root.iterfind(f"{ns}cellXfs/{ns}xf"):
        key = style.get("numFmtId", "0")
        found.append(custom.get(key) or _BUILT_IN.get(int(key) if key.isdigit() else 0, ""))
    return found


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
