"""Phones, ID and card numbers in a text, and what is left of them when hidden."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

NUMBERS = r"""(?x)(?<!\d)(?:
        (?P<card>\d{14,18}[\dXxＸｘ])
      | (?P<mobile>(?:\+?86[\s-]?)?(?:[1１]\d{10}|[1１]\d{2}[\s-]\d{4}[\s-]\d{4}
            |[1１]\d{3}[\s-]\d{3}[\s-]\d{4}))
      | (?P<line>[0０]\d{2,3}[\s—－-]?\d{7,8})
    )(?!\d)"""
RUN = r"\d(?:[\s—－-]?\d){4,}"


def numbers_in(text: str) -> Iterator[str]:
    """The phones, ID and card numbers in a text, then its other figures: plain, without dashes."""
    for hit in re.finditer(NUMBERS, text):
        digits = _plain(hit.group())
        yield digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
    for run in re.finditer(RUN, re.sub(NUMBERS, "；", text)):
        yield _plain(run.group())


def without_numbers(text: str, instead: str) -> str:
    """A text without phones, ID and card numbers, however their figures are set apart."""

    def spaced(run: re.Match[str]) -> str:
        return instead if re.fullmatch(NUMBERS, _plain(run.group())) else run.group()

    return re.sub(RUN, spaced, re.sub(NUMBERS, instead, text))


def _plain(number: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", number) if c.isalnum()).upper()


def hidden_phone(phone: str) -> str:
    """A phone with its middle hidden: 138****5678, 0558****567, ***34."""
    digits = [each for each in phone if each.isdecimal()]
    if len(digits) == 13 and digits[:2] in (["8", "6"], ["８", "６"]):
        digits = digits[2:]
    first, last = (3, 4) if len(digits) == 11 and digits[0] in "1１" else (4, 3)
    if len(digits) < 10:
        first, last = 0, 2
    return "".join(digits[:first]) + "****" + "".join(digits[-last:])


def hidden_card(number: str) -> str:
    """An ID or card number of which only the first six digits, the area, are left."""
    return number[:6] + "*" * (len(number) - 6)
