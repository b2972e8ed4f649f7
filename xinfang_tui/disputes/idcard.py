"""The check character of a citizen's ID number (GB 11643, ISO 7064 MOD 11-2)."""

from __future__ import annotations

import re
import unicodedata

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHARACTERS = "10X98765432"


def plain(text: str) -> str:
    """The number in its one spelling: half-width, no spaces, X in capitals."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()


def check_character(seventeen: str) -> str:
    """The eighteenth character that belongs to the first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True))
    return _CHARACTERS[total % 11]


def valid(text: str) -> bool:
    """Whether an 18-character number carries its right check character."""
    number = plain(text)
    return bool(re.fullmatch(r"[0-9]{17}[0-9X]", number)) and (
        check_character(number[:17]) == number[17]
    )


def warning(text: str) -> str:
    """What looks wrong with a number, as a warning; empty when nothing does or none is given."""
    number = plain(text)
    if not number or valid(number) or re.fullmatch(r"[0-9]{15}", number):
        return ""
    if re.fullmatch(r"[0-9.]+E\+?[0-9]+", number):
        return "身份证号在表格里存成了数字，后几位已经丢失，请按证件重填"
    if len(number) != 18:
        return f"身份证号应为 18 位，这里是 {len(number)} 位，请核对"
    if re.fullmatch(r"[0-9]{15}000", number):
        return "身份证号末三位是 000，可能在表格里存成了数字而丢失，请按证件核对"
    return "身份证号校验位不对，请核对"
