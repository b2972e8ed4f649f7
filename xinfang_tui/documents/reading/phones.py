"""Telephones out of cells, and values that stand in the order of the parties."""

from __future__ import annotations

import re
import unicodedata

from xinfang_tui.documents.reading.text import NOTHING, plain

PHONE = re.compile(
    r"(?<!\d)(?:(?:\+?86[- ]?)?1\d{2}[- ]?(?:\d{4}|[*＊xX×]{4})[- ]?\d{4}"
    r"|0\d{2,3}[- ]?\d{7,8})(?!\d)"
)
"""Also of a telephone half hidden: 138****5678."""
_POWER = re.compile(r"\s*\d(?:\.(\d*))?[Ee]\+?(\d+)\s*")


def without_phone(text: str) -> str:
    """Who is named, without the telephone written beside: 周某（13900000009）."""
    if not any(each.isdigit() for each in text):
        return text
    return re.sub(r"[(（\[][\s电话:：]*[)）\]]", "", PHONE.sub("", text)).strip(" ,，、:：/")


def rounded(text: str) -> bool:
    """Whether a number format has cut digits off a telephone: 1.39E+10."""
    hit = _POWER.fullmatch(unicodedata.normalize("NFKC", text))
    return hit is not None and len(hit[1] or "") < int(hit[2])


def read_phones(text: str) -> list[str]:
    """The telephones in a cell, without .0 or an exponent that a number format left."""
    whole = unicodedata.normalize("NFKC", text)
    if re.fullmatch(r"\s*\d+\.0\s*", whole):
        whole = whole.strip()[:-2]
    if _POWER.fullmatch(whole):
        whole = f"{float(whole):.0f}"
    hits = [spelt(hit.group()) for hit in PHONE.finditer(whole)]
    placed = in_order(whole)
    if not hits:
        return placed
    if "" not in placed:
        return hits
    # 无 holds the place of somebody who has none.
    return [spelt(hit.group()) if (hit := PHONE.search(part)) else part for part in placed]


def spelt(phone: str) -> str:
    """A mobile number in one piece; the dash of another one stays."""
    return re.sub(r"[ -]", "", phone) if phone.lstrip("+").startswith(("1", "86")) else phone


def in_order(text: str) -> list[str]:
    """Values by their place; one that only says 无 or — holds its place empty."""
    parts = [part.strip() for part in re.split(r"[、，,;；|\n\r\t]+|(?<=\w)/(?=\w)|\s{2,}", text)]
    values = ["" if plain(part) in NOTHING else part for part in parts if part]
    return values if any(values) else []
