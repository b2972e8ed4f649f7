"""File numbers (文号、卷宗号) without gaps, one row of them a kind and year (issue 4).

Kinds on ``filing:KIND:YEAR``: ``file_number`` {n, about}, ``numbers_from`` {n}: those below ``n``
were given on paper before the program came, ``void`` {target}: its number is free again. What the
number goes to is named by month or id, never by a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from xinfang_tui.desk.context import Context
from xinfang_tui.disputes.order import causal
from xinfang_tui.documents.office import office_of
from xinfang_tui.refusal import Refused

BULLETIN, DOSSIER, MINUTES, SPECIAL, AGREEMENT = (
    "bulletin",
    "dossier",
    "minutes",
    "special",
    "agreement",
)
FILES = {
    BULLETIN: "通报文号",
    DOSSIER: "卷宗号",
    MINUTES: "会议纪要期号",
    SPECIAL: "专报期号",
    AGREEMENT: "调解协议书号",
}
_HIGHEST = 99_999
_SAFE = "没有改动"


@dataclass(frozen=True, slots=True)
class FileNumber:
    """A number that was given: to what, when and by whom; ``event`` gave it."""

    n: int
    about: str
    on: str
    by: str
    event: str


@dataclass(frozen=True, slots=True)
class Row:
    """The numbers of one kind and year: given, free again, and where they begin."""

    given: tuple[FileNumber, ...]
    free: frozenset[int]
    begins: int

    @property
    def next(self) -> int:
        """One that became free, else the one after the last."""
        if self.free:
            return min(self.free)
        return max([self.begins - 1, *(each.n for each in self.given)]) + 1


class Filing:
    """The desk's facet for file numbers."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def row(self, kind: str, year: int) -> Row:
        """All numbers of a kind and year; two machines' doubles stand side by side.

        Raises:
            Refused: no such kind.
        """
        events = [node.event for node in causal(self._context.journal.of(_subject(kind, year)))]
        undone = {str(event.payload.get("target")) for event in events if event.kind == "void"}
        given, free, begins = [], set(), 1
        for event in events:
            data = event.payload
            if event.kind == "numbers_from":
                begins = int(data.get("n") or 1)
            elif event.kind == "file_number" and event.id in undone:
                free.add(int(data["n"]))
            elif event.kind == "file_number":
                about = str(data.get("about") or "")
                given.append(FileNumber(int(data["n"]), about, event.on, event.by, event.id))
        given.sort(key=lambda each: (each.n, each.on))
        return Row(tuple(given), frozenset(free - {each.n for each in given}), begins)

    def known(self, kind: str, year: int, about: str) -> int | None:
        """The number that a matter or month has, without giving one."""
        return next((each.n for each in self.row(kind, year).given if each.about == about), None)

    def number(self, kind: str, year: int, about: str) -> int:
        """The number of a matter or month, given now if it has none; once given it stays."""
        known = self.known(kind, year, about)
        if known is not None:
            return known
        with self._context.journal.transaction():
            n = self.row(kind, year).next
            self._append(kind, year, "file_number", {"n": n, "about": about})
        return n

    def take(self, kind: str, year: int, n: int, about: str) -> int:
        """Give a number that the office chose itself; its row goes on from there.

        Raises:
            Refused: no number, or given to something else already.
        """
        _check(kind, n)
        row = self.row(kind, year)
        holder = next((each.about for each in row.given if each.n == n), None)
        if holder == about:
            return n
        if holder is not None:
            raise Refused(
                f"{year} 年的{FILES[kind]} {n} 已经给了 {holder}",
                safe=_SAFE,
                do=f"下一个可用的是 {row.next}",
            )
        with self._context.journal.transaction():
            for each in row.given:
                if each.about == about:
                    self._void(kind, year, each, "改用别的号")
            self._append(kind, year, "file_number", {"n": n, "about": about})
        return n

    def bulletin(self, month: str, on: date, chosen: str = "") -> str:
        """The 文号 of a month's bulletin in the office's style, given now if it has none.

        Args:
            on: its date, whose year counts; chosen: as the office wrote it, kept as it is.

        Raises:
            Refused: the number chosen is another month's.
        """
        n = _written(chosen)
        if n is None:
            n = self.number(BULLETIN, on.year, month)
        else:
            self.take(BULLETIN, on.year, n, month)
        return chosen or office_of(self._context.rules.settings).number(on.year, n)

    def release(self, kind: str, year: int, n: int, reason: str) -> None:
        """Take a number back: what it was given to was not issued. It is given again next.

        Raises:
            Refused: nothing has it.
        """
        self._context.demand("issue")
        held = [each for each in self.row(kind, year).given if each.n == n]
        if not held:
            raise Refused(f"{year} 年没有给过{FILES[kind]} {n}", safe=_SAFE)
        self._void(kind, year, held[-1], reason)

    def begin(self, kind: str, year: int, n: int) -> None:
        """Let a year's numbers begin at ``n``: those below were given on paper.

        Raises:
            Refused: no number, or numbers were given already.
        """
        self._context.demand("settings")
        _check(kind, n)
        if self.row(kind, year).given:
            raise Refused(f"{year} 年的{FILES[kind]}已经用开了", safe=_SAFE, do="请接着往下用")
        self._append(kind, year, "numbers_from", {"n": n})

    def _void(self, kind: str, year: int, held: FileNumber, reason: str) -> None:
        data = {"target": held.event, "of": "file_number", "reason": reason}
        self._append(kind, year, "void", data)

    def _append(self, kind: str, year: int, what: str, data: dict[str, Any]) -> None:
        context = self._context
        on = context.today.isoformat()
        context.journal.append(_subject(kind, year), what, data, by=context.who, on=on)


def _written(text: str) -> int | None:
    """The number in a 文号: 双平安办〔2026〕12号 has 12; None without one."""
    found = re.findall(r"(\d+)\s*号", text) or re.findall(r"\d+", text)
    return int(found[-1]) if found else None


def _subject(kind: str, year: int) -> str:
    _check(kind, 1)
    return f"filing:{kind}:{year:04d}"


def _check(kind: str, n: int) -> None:
    if kind not in FILES:
        raise Refused(f"没有“{kind}”这种文号", do="可以是：" + "、".join(FILES))
    if not isinstance(n, int) or not 1 <= n <= _HIGHEST:
        raise Refused(f"“{n}”不能作{FILES[kind]}", safe=_SAFE, do=f"请填 1 到 {_HIGHEST} 的整数")
