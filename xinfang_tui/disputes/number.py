"""The number of a dispute (编号): 字-YYMM-MMSSC, speakable, checked, never the same twice.

``字`` is the village's short name, ``YYMM`` the month, then two digits of the machine's mark, a
serial of two or more digits and a check digit by ISO 7064 MOD 11,10 over all digits before it
(DESIGN §4). Every single wrong digit is caught; of the swaps of two unequal neighbours one in 45
is not (tests/test_number.py counts them).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache

from xinfang_tui.tuples import NamedTuple

_SHAPE = r"([^\W\d_]*)(\d{4})(\d{2})(\d{2,})(\d)"
_DROPPED = r"[\s\-‐‑‒–—―−－_·.．。#号第]+"
_SHORT = r"[^\W\d_]+"
_MONTH = r"\d{4}-(0[1-9]|1[0-2])"
_MARK = r"\d{2}"
_SUGGESTED = 5


class Number(NamedTuple):
    """A number taken apart.

    Attributes:
        short: short name of the village; empty when only the digits were given.
        month: YYMM; mark: the machine's two digits; serial: two or more digits; check: one digit.
    """

    short: str
    month: str
    mark: str
    serial: str
    check: str

    @property
    def digits(self) -> str:
        """All digits, check digit last: what is said by telephone."""
        return self.month + self.mark + self.serial + self.check

    @property
    def valid(self) -> bool:
        """Whether the check digit fits and the month is one."""
        return "01" <= self.month[2:] <= "12" and checks(self.digits)

    def __str__(self) -> str:
        return f"{self.short}-{self.month}-{self.mark}{self.serial}{self.check}"


def check_digit(digits: str) -> str:
    """The check digit to put behind ``digits`` (ISO 7064 MOD 11,10)."""
    product = 10
    for digit in digits:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def checks(digits: str) -> bool:
    """Whether the last digit is the check digit of the ones before it."""
    return len(digits) > 1 and check_digit(digits[:-1]) == digits[-1]


def make(short: str, month: str, mark: str, serial: int) -> str:
    """The number of a machine's ``serial``-th dispute of a month.

    Args:
        short: short name of the village; month: "2026-10"; mark: two digits; serial: from 1.

    Raises:
        ValueError: a part has another shape.
    """
    if serial < 1:
        raise ValueError(f"serial {serial!r}")
    digits = f"{_beginning(short, month, mark)}{serial:02d}"
    return f"{short}-{digits[:4]}-{digits[4:]}{check_digit(digits)}"


@lru_cache
def _beginning(short: str, month: str, mark: str) -> str:
    """The digits before the serial, which a month's numbers of a village share."""
    if not re.fullmatch(_SHORT, short):
        raise ValueError(f"short name {short!r}")
    if not re.fullmatch(_MONTH, month):
        raise ValueError(f"month {month!r}")
    if not re.fullmatch(_MARK, mark):
        raise ValueError(f"mark {mark!r}")
    return f"{month[2:4]}{month[5:]}{mark}"


def parse(text: str) -> Number | None:
    """Read a number as people write it, or nothing when it has not the shape of one.

    Full-width characters, spaces, other or missing dashes and a missing short name are forgiven;
    whether the check digit fits is asked of the result.
    """
    found = re.fullmatch(_SHAPE, _plain(text))
    return Number(*found.groups()) if found else None


def suggest(text: str, known: Collection[str] = ()) -> list[str]:
    """What a mistyped number may have been meant to be, best first, at most five.

    Candidates differ by one digit, by two swapped neighbours, by a digit left out or typed twice,
    or by the short name; each one checks. When one of them is among ``known``, only known ones are
    offered.

    Args:
        known: numbers that exist; pass a set when there are many.
    """
    plain = _plain(text)
    short = plain.rstrip("0123456789")
    digits = plain[len(short) :]
    if not digits or len(plain) > 40:
        return []
    found: dict[str, None] = {}
    for candidate in (digits, *_neighbours(digits)):
        number = parse(short + candidate)
        if number is not None and number.valid:
            found.setdefault(str(number))
    existing = [number for number in found if number in known]
    if not existing:
        tails = {number.partition("-")[2] for number in found}
        existing = sorted(number for number in known if number.partition("-")[2] in tails)
    typed = str(parse(plain) or "")
    offered = existing or ([each for each in found if each != typed] if short else [])
    return offered[:_SUGGESTED]


def _plain(text: str) -> str:
    return re.sub(_DROPPED, "", unicodedata.normalize("NFKC", text))


def _neighbours(digits: str) -> Iterator[str]:
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1]:
            yield digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
    for i, typed in enumerate(digits):
        for digit in "0123456789":
            if digit != typed:
                yield digits[:i] + digit + digits[i + 1 :]
    for i in range(len(digits) + 1):
        for digit in "0123456789":
            yield digits[:i] + digit + digits[i:]
    for i in range(len(digits)):
        yield digits[:i] + digits[i + 1 :]
