"""Statistical area codes (统计用区划代码): 6 digits county, 9 township, 12 village, 14 group,
18 household; inside the program a place is always written with 12 or more (DESIGN §2, §10)."""

from __future__ import annotations

import unicodedata

from xinfang_tui.refusal import Refused

COUNTY, TOWNSHIP, VILLAGE, GROUP, HOUSEHOLD = "county", "township", "village", "group", "household"
LEVEL_NAMES = {
    COUNTY: "区县",
    TOWNSHIP: "乡镇",
    VILLAGE: "村（社区）",
    GROUP: "组",
    HOUSEHOLD: "户",
}
_LEVELS = {14: GROUP, 18: HOUSEHOLD}


def normalise_code(text: str) -> str:
    """The one spelling of a code: 6 and 9 digits padded with 0 to 12; 12, 14, 18 kept.

    Raises:
        Refused: other characters than digits, or another length.
    """
    code = unicodedata.normalize("NFKC", text).strip().replace(" ", "").removesuffix(".0")
    if not (code.isascii() and code.isdigit()) or len(code) not in (6, 9, 12, 14, 18):
        raise Refused(
            f"区划代码“{text}”不对：应为 6、9、12、14 或 18 位数字",
            do="请对照统计用区划代码填写，乡镇可写 9 位，或补 000 写 12 位",
        )
    return code.ljust(12, "0")


def level_of(code: str) -> str:
    """The level that a normalised code stands for."""
    if len(code) > 12:
        return _LEVELS[len(code)]
    if code.endswith("000000"):
        return COUNTY
    return TOWNSHIP if code.endswith("000") else VILLAGE


def township_of(code: str) -> str:
    """The township that a normalised code lies in."""
    return code[:9] + "000"


def village_of(code: str) -> str:
    """The village that a normalised code lies in."""
    return code[:12]


def covers(place: str, code: str) -> bool:
    """Whether the area of ``place`` holds ``code`` (itself too); both normalised."""
    level = level_of(place)
    if level == COUNTY:
        return code[:6] == place[:6]
    if level == TOWNSHIP:
        return code[:9] == place[:9]
    return code.startswith(place)
