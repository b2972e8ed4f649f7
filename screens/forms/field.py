"""What a field of a form is, as a value: its name, its kind, what it takes and refuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from screens.forms.days import read_day
from screens.pieces.cells import halfwidth
from screens.pieces.choice import Choice

TEXT, LONG, DAY, DAYS, INT, MONEY, RADIO, PICK, NAMES, ROWS = (
    "text",
    "long",
    "day",
    "days",
    "int",
    "money",
    "radio",
    "pick",
    "names",
    "rows",
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        name: JSON name; label: what stands before it; kind: one of the kinds above.
        required: whether it must be filled; hint: grey words while it is empty.
        choices: what a radio or pick offers; find: offers for a typed line, best first, instead;
        free: whether a pick takes other words as well.
        default: the value it begins with; ahead: whether a day lies in the future.
        when: (field, value): it is asked only while that field has that value.
        longest: most characters; lines: that a long text shows.
        rows: columns of a ``rows`` field, as (name, label, cells).
        cell: one more check of each cell of a row that is filled: column and words give the reason
            it is refused, or an empty text.
        check: one more check: a value gives the reason it is refused, or an empty text.
        advise: what is said of a value without refusing it.
    """

    name: str
    label: str
    kind: str = TEXT
    required: bool = False
    hint: str = ""
    choices: Sequence[Choice] = ()
    find: Callable[[str], Sequence[Choice]] | None = None
    free: bool = False
    default: Any = None
    ahead: bool = False
    when: tuple[str, Any] | None = None
    longest: int = 4000
    lines: int = 3
    rows: Sequence[tuple[str, str, int]] = ()
    cell: Callable[[str, str], str] | None = None
    check: Callable[[Any], str] | None = None
    advise: Callable[[Any], str] | None = None

    def offers(self, typed: str) -> Sequence[Choice]:
        """What is offered for a typed line."""
        if self.find is not None:
            return self.find(typed)
        return [each for each in self.choices if each.matches(typed)]

    def problem(self, value: Any) -> str:
        """Why a value is refused, in one sentence; empty when it is fine."""
        if value in (None, "", [], ()):
            word = "选" if self.kind == RADIO or (self.kind == PICK and not self.free) else "填"
            return f"请{word}“{self.label}”" if self.required else ""
        if isinstance(value, Unread):
            return value.why
        if isinstance(value, str) and len(value) > self.longest:
            return f"“{self.label}”最多 {self.longest} 字，现有 {len(value)} 字"
        return self.check(value) if self.check else ""


@dataclass(frozen=True, slots=True)
class Unread:
    """What was typed and could not be understood."""

    typed: str
    why: str


def read_typed(field: Field, typed: str, today: date) -> Any:
    """The value that a typed line means for a field; :class:`Unread` when it means none."""
    text = typed.strip()
    if not text:
        return None
    if field.kind == DAY:
        day = read_day(text, today, ahead=field.ahead)
        if day is None:
            return _no_day(text)
        if not field.ahead and day > today:
            return Unread(text, f"{day:%m-%d} 还没有到，请核对")
        return day.isoformat()
    if field.kind == DAYS:
        return _days(text, today, field.ahead)
    if field.kind == INT:
        return _whole(text)
    if field.kind == MONEY:
        return _money(text)
    if field.kind == NAMES:
        return _parts(text)
    return text


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[、，,；;\s]+", text) if part]


def _no_day(text: str) -> Unread:
    return Unread(text, f"“{text[:20]}”看不出是哪一天，可写 10.3、昨天、上周五")


def _days(text: str, today: date, ahead: bool) -> list[str] | Unread:
    days: set[str] = set()
    for part in _parts(text):
        day = read_day(part, today, ahead=ahead)
        if day is None:
            return _no_day(part)
        days.add(day.isoformat())
    return sorted(days)


def _whole(text: str) -> int | Unread:
    plain = halfwidth(text).removesuffix("人").removesuffix("户")
    if plain.isascii() and plain.isdigit() and len(plain) < 9:
        return int(plain)
    return Unread(text, f"“{text[:20]}”不是整数")


def _money(text: str) -> float | Unread:
    plain = halfwidth(text).replace(",", "").removesuffix("元")
    times = 10_000 if plain.endswith("万") else 1
    try:
        amount = round(float(plain.removesuffix("万")) * times, 2)
    except ValueError:
        return Unread(text, f"“{text[:20]}”不是金额，可写 1200 或 3.5万")
    if not 0 <= amount < 1e12:
        return Unread(text, f"“{text[:20]}”不是金额，可写 1200 或 3.5万")
    return amount
