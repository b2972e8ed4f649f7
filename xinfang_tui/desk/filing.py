"""File numbers (文号、卷宗号) without gaps, one row of them a kind and year (issue 4).

Kinds on ``filing:KIND:YEAR``: ``file_number`` {n, about}, ``numbers_from`` {n}: those below ``n``
were given on paper before the program came, ``void`` {target}: its number is free again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xinfang_tui.desk.context import Context
from xinfang_tui.disputes.order import causal
from xinfang_tui.refusal import Refused

BULLETIN, DOSSIER = "bulletin", "dossier"
FILES = {
    BULLETIN: "通报文号",
    DOSSIER: "卷宗号",
    "minutes": "会议纪要期号",
    "slips": "交办单号",
    "reminder": "督办单号",
    "special": "专报期号",
    "agreement": "调解协议书号",
}
_HIGHEST = 99_999


@dataclass(frozen=True, slots=True)
class FileNumber:
    """A number that was given: to what, when and by whom."""

    n: int
    about: str
    on: str
    by: str


class Filing:
    """The desk's facet for file numbers."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def next_number(self, kind: str, year: int) -> int:
        """The number that would be given next: the smallest one free."""
        taken = {each.n for each in self.given(kind, year)}
        n = self._begun(kind, year)
        while n in taken:
            n += 1
        return n

    def number(self, kind: str, year: int, about: str) -> int:
        """The number of a matter or month, given now if it has none; once given it stays."""
        known = self.known(kind, year, about)
        if known is not None:
            return known
        with self._context.journal.transaction():
            n = self.next_number(kind, year)
            self._append(kind, year, "file_number", {"n": n, "about": about})
        return n

    def known(self, kind: str, year: int, about: str) -> int | None:
        """The number that a matter or month has, without giving one."""
        return next((each.n for each in self.given(kind, year) if each.about == about), None)

    def given(self, kind: str, year: int) -> list[FileNumber]:
        """The numbers given in a year, in order; two machines' doubles stand side by side."""
        events = [node.event for node in causal(self._context.journal.of(_subject(kind, year)))]
        undone = {str(event.payload.get("target")) for event in events if event.kind == "void"}
        found = [
            FileNumber(int(event.payload["n"]), str(event.payload["about"]), event.on, event.by)
            for event in events
            if event.kind == "file_number" and event.id not in undone and event.data is not None
        ]
        return sorted(found, key=lambda each: (each.n, each.on))

    def begin(self, kind: str, year: int, n: int) -> None:
        """Let a year's numbers begin at ``n``: those below were given on paper.

        Raises:
            Refused: not a number, or numbers were given already.
        """
        self._context.demand("settings")
        if not isinstance(n, int) or not 1 <= n <= _HIGHEST:
            raise Refused(f"“{n}”不能作{_name(kind)}", do=f"请填 1 到 {_HIGHEST} 的整数")
        with self._context.journal.transaction():
            if self.given(kind, year):
                raise Refused(
                    f"{year} 年的{_name(kind)}已经用开了", safe="没有改动", do="请接着往下用"
                )
            self._append(kind, year, "numbers_from", {"n": n})

    def _begun(self, kind: str, year: int) -> int:
        begun = 1
        for node in causal(self._context.journal.of(_subject(kind, year))):
            if node.event.kind == "numbers_from":
                begun = int(node.event.payload.get("n") or 1)
        return begun

    def _append(self, kind: str, year: int, what: str, data: dict[str, Any]) -> None:
        context = self._context
        context.journal.append(
            _subject(kind, year), what, data, by=context.who, on=context.today.isoformat()
        )


def _subject(kind: str, year: int) -> str:
    _name(kind)
    return f"filing:{kind}:{year:04d}"


def _name(kind: str) -> str:
    if kind not in FILES:
        raise Refused(f"没有“{kind}”这种文号", do="可以是：" + "、".join(FILES))
    return FILES[kind]
