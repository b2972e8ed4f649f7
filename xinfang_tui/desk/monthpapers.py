"""The papers of a month, each made from the same file of it (DESIGN §6, issue 4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from xinfang_tui.desk.context import Context
from xinfang_tui.desk.monthfile import MonthFile
from xinfang_tui.desk.templates import Templates
from xinfang_tui.documents.paper import Block, Paper, RedHead
from xinfang_tui.documents.wording import parse_day

PUT_RIGHT = timedelta(days=7)
"""From the bulletin's date to the day by which faults are to be put right."""

LISTS = frozenset({"overdue", "leader_cases"})
"""The papers that name matter after matter."""

Make = Callable[["MonthPapers", MonthFile, bool], Paper]


class MonthPapers:
    """Makes the papers of a month; what makes a paper is loaded when it is asked for."""

    def __init__(self, context: Context, templates: Templates) -> None:
        self._context = context
        self._templates = templates

    def make(self, kind: str, file: MonthFile, *, unmasked: bool = False) -> Paper:
        """One paper of the month; ``kind`` is one of :data:`MAKERS`."""
        return MAKERS[kind](self, file, unmasked)

    def _dated(self, file: MonthFile) -> date:
        return parse_day(file.issued.get("on")) or self._context.today

    def _bulletin(self, file: MonthFile, unmasked: bool) -> Paper:
        from xinfang_tui.documents.papers.bulletin import bulletin

        on = self._dated(file)
        number = str(file.issued.get("number") or "")
        paper = bulletin(
            file.material("bulletin", unmasked=unmasked),
            on=on,
            by=self._context.rules.calendar.next_working(on + PUT_RIGHT),
        )
        return _numbered(paper, number) if number else paper

    def _summary(self, file: MonthFile, unmasked: bool) -> Paper:
        from xinfang_tui.documents.papers.summary import summary

        return summary(file.material("summary", unmasked=unmasked))

    def _form_d(self, file: MonthFile, unmasked: bool) -> Paper:
        from xinfang_tui.documents.papers.form_d import form_d

        return form_d(
            file.material("form_d", unmasked=unmasked), self._templates.classes(), file.year
        )

    def _form_e(self, file: MonthFile, unmasked: bool) -> Paper:
        from xinfang_tui.documents.papers.form_e import form_e

        return form_e(file.material("form_e", unmasked=unmasked))

    def _overdue(self, file: MonthFile, unmasked: bool) -> Paper:
        from xinfang_tui.documents.papers import lists

        return lists.unresolved(file.material("overdue", unmasked=unmasked), file.last)

    def _leader_cases(self, file: MonthFile, unmasked: bool) -> Paper:
        from xinfang_tui.documents.papers import lists

        return lists.leader_cases(file.material("leader_cases", unmasked=unmasked), file.last)


MAKERS: dict[str, Make] = {
    "summary": MonthPapers._summary,
    "bulletin": MonthPapers._bulletin,
    "form_d": MonthPapers._form_d,
    "form_e": MonthPapers._form_e,
    "overdue": MonthPapers._overdue,
    "leader_cases": MonthPapers._leader_cases,
}


def _numbered(paper: Paper, number: str) -> Paper:
    """The paper with the 文号 that it was issued under, as the office wrote it."""
    blocks: list[Block] = [
        block._replace(number=number) if isinstance(block, RedHead) else block
        for block in paper.blocks
    ]
    return paper._replace(blocks=tuple(blocks))
