"""The papers of a month, each made from the same file of it (DESIGN §6, issue 4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from xinfang_tui.desk import filing
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.filing import Filing
from xinfang_tui.desk.monthfile import MonthFile
from xinfang_tui.documents.paper import Paper
from xinfang_tui.documents.papers import lists
from xinfang_tui.documents.papers.bulletin import bulletin
from xinfang_tui.documents.papers.form_d import form_d
from xinfang_tui.documents.papers.form_e import form_e
from xinfang_tui.documents.papers.summary import summary
from xinfang_tui.documents.wording import parse_day

PUT_RIGHT = timedelta(days=7)
"""From the bulletin's date to the day by which faults are to be put right."""

Make = Callable[["MonthPapers", MonthFile, bool], Paper]


class MonthPapers:
    """Makes the papers of a month."""

    def __init__(self, context: Context, filing: Filing) -> None:
        self._context = context
        self._filing = filing

    def make(self, kind: str, file: MonthFile, *, unmasked: bool = False) -> Paper:
        """One paper of the month; ``kind`` is one of :data:`MAKERS`."""
        return MAKERS[kind](self, file, unmasked)

    def freeze(self, file: MonthFile) -> dict[str, Paper]:
        """All papers that are kept with the month, the bulletin with its number given for good."""
        if file.hash:
            self._give_number(file)
        return {kind: self.make(kind, file) for kind in MAKERS}

    def _give_number(self, file: MonthFile) -> None:
        chosen = _chosen(file.issued)
        year = self._dated(file).year
        if chosen is None:
            self._filing.number(filing.BULLETIN, year, file.month)
        else:
            self._filing.take(filing.BULLETIN, year, chosen, file.month)

    def _dated(self, file: MonthFile) -> date:
        return parse_day(file.issued.get("on")) or self._context.today

    def _bulletin(self, file: MonthFile, unmasked: bool) -> Paper:
        on = self._dated(file)
        return bulletin(
            file.material("bulletin", unmasked=unmasked),
            on=on,
            number=self._filing.known(filing.BULLETIN, on.year, file.month),
            by=self._context.rules.calendar.next_working(on + PUT_RIGHT),
        )

    def _summary(self, file: MonthFile, unmasked: bool) -> Paper:
        return summary(file.material("summary", unmasked=unmasked))

    def _form_d(self, file: MonthFile, unmasked: bool) -> Paper:
        return form_d(file.material("form_d", unmasked=unmasked), year=file.year)

    def _form_e(self, file: MonthFile, unmasked: bool) -> Paper:
        return form_e(file.material("form_e", unmasked=unmasked))

    def _overdue(self, file: MonthFile, unmasked: bool) -> Paper:
        return lists.unresolved(file.material("overdue", unmasked=unmasked), file.last)

    def _leader_cases(self, file: MonthFile, unmasked: bool) -> Paper:
        return lists.leader_cases(file.material("leader_cases", unmasked=unmasked), file.last)


MAKERS: dict[str, Make] = {
    "summary": MonthPapers._summary,
    "bulletin": MonthPapers._bulletin,
    "form_d": MonthPapers._form_d,
    "form_e": MonthPapers._form_e,
    "overdue": MonthPapers._overdue,
    "leader_cases": MonthPapers._leader_cases,
}


def _chosen(issued: Mapping[str, Any]) -> int | None:
    """The number in the 文号 that the office gave itself: 双平安办〔2026〕12号 has 12."""
    found = re.findall(r"\d+", str(issued.get("number") or ""))
    return int(found[-1]) if found else None
