"""What ledgers told of a matter beside its fields, line by line, as its trail keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.money import yuan
from xinfang_tui.disputes.order import causal

REGISTERED, AMOUNT, STATUS = "登记日期", "金额", "状态"
_TEXTS = {"register": "note", "note": "text"}


@dataclass(frozen=True, slots=True)
class Told:
    """The lines ``label：words`` that stand.

    Attributes:
        last: label → the lines that a ledger told last under it.
        noted: lines of notes that no ledger is known to have brought.
        settled: whether the last settlement that stands was told by a ledger.
        undone: the days, ISO, of settlements that a ledger told and that were undone.
    """

    last: dict[str, list[str]]
    noted: frozenset[str]
    settled: bool = False
    undone: frozenset[str] = frozenset()

    def knows(self, line: str) -> bool:
        """Whether a line was told last under its label, or noted."""
        return line in self.noted or line in self.last.get(label(line), ())

    def new(self, lines: Iterable[str]) -> list[str]:
        """Of a row's lines those under a label where one is not known yet."""
        under = _by_label(lines)
        return [line for each in under.values() if not all(map(self.knows, each)) for line in each]

    def otherwise(self, line: str, standing: str) -> bool:
        """Whether a line differs from what was told last under its label, else from what stands."""
        told = self.last.get(label(line))
        return line not in (told or [standing]) and line not in self.noted


def told_of(events: Iterable[Event]) -> Told:
    """What the entries of a matter hold; a settlement has its own word on the amount."""
    last: dict[str, list[str]] = {}
    noted: set[str] = set()
    settled, days = False, set()
    told = [node.event for node in causal(events)]
    undone = {str(event.payload.get("target")) for event in told if event.kind == "void"}
    for event in told:
        kind, data = event.kind, event.payload
        if event.id in undone and kind != "register":
            days |= {event.on} if kind == "resolve" and data.get("imported") else set()
            continue
        lines = str(data.get(_TEXTS.get(kind, "")) or "").splitlines()
        if kind == "register" or data.get("source"):
            last |= _by_label(lines)
        else:
            noted.update(lines)
        if kind == "resolve":
            last.pop(AMOUNT, None)
            settled = bool(data.get("imported"))
    return Told(last, frozenset(noted), settled, frozenset(days))


def label(line: str) -> str:
    """What a line is about: the words before its colon."""
    return line.partition("：")[0]


def day_line(day: date) -> str:
    """The line of a day of registration: that of the entry itself never changes."""
    return f"{REGISTERED}：{day.isoformat()}（台账）"


def amount_line(amount: Any) -> str:
    """The line of an amount of money."""
    return f"{AMOUNT}：{yuan(amount)} 元" if amount is not None else ""


def status_line(words: str) -> str:
    """The line of how a matter stands, in a ledger's own words on one line."""
    return f"{STATUS}：{words}"


def _by_label(lines: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(label(line), []).append(line)
    return found
