"""通报: the month's official paper after GB/T 9704-2012 (DESIGN §6).

Offices are named, parties never. Each sentence is made from a figure; where there is nothing to
say of a figure, there is no sentence.
"""

from __future__ import annotations

from datetime import date

from xinfang_tui.documents.paper import (
    OFFICIAL,
    Addressee,
    Annex,
    Attachments,
    Block,
    Heading,
    Note,
    Paper,
    Paragraph,
    Table,
)
from xinfang_tui.documents.papers import lists, summary
from xinfang_tui.documents.papers.corrections import corrections
from xinfang_tui.documents.papers.demands import demands
from xinfang_tui.documents.papers.faults import faults
from xinfang_tui.documents.papers.material import Month
from xinfang_tui.documents.papers.practice import practice
from xinfang_tui.documents.papers.scores import score_blocks
from xinfang_tui.documents.papers.situation import situation, table


def bulletin(
    month: Month, *, on: date, number: int | None = None, by: date | None = None, signer: str = ""
) -> Paper:
    """The bulletin of a month.

    Args:
        on: date of the paper (成文日期); number: its number in the year, given by the desk.
        by: day by which the faults are to be put right; without one the sentences name none.
        signer: 签发人, printed only on papers that go upward.
    """
    office = month.office
    annexes = _annexes(month)
    blocks: list[Block] = [
        office.red_head(on.year, number, signer),
        Addressee(office.sentence("addressees")),
        Paragraph(office.sentence("bulletin_opening", month.name)),
        Heading("一、基本情况"),
        *situation(month),
        table(month),
        *corrections(month),
        Heading("二、主要做法"),
        *practice(month),
        Heading("三、存在问题"),
        *faults(month),
        Heading("四、下步要求"),
        *demands(month, by),
        Attachments(tuple(title for title, _ in annexes), held=True),
        office.signature(on),
    ]
    for i, (title, content) in enumerate(annexes, 1):
        blocks += [Annex(f"附件{i}", title, wide=True), *content]
    blocks.append(office.imprint(on))
    return Paper(
        title=f"关于{month.name}{office.whole}矛盾纠纷排查化解工作情况的通报",
        blocks=tuple(blocks),
        kind="bulletin",
        style=OFFICIAL,
        month=month.key,
        hash=month.hash,
        draft=month.draft,
        fonts=office.fonts,
        **month.show.marks(),
    )


def _annexes(month: Month) -> list[tuple[str, list[Block]]]:
    office = month.office
    statistics: list[Block] = [
        summary.villages(month, ""),
        Note("覆盖率＝已见到的户÷应查户。"),
        *month.as_of,
        summary.categories(month),
        summary.indicators(month),
    ]
    found: list[tuple[str, list[Block]]] = [(f"{month.name}{office.whole}统计表", statistics)]
    if month.scores:
        found.append((f"{month.name}考核得分表", score_blocks(month)))
    unresolved: Table = lists.unresolved_table(month)
    content: list[Block] = [unresolved] if unresolved.rows else [Paragraph("月末没有未办结事项。")]
    found.append((f"{month.name}底未办结和超期事项清单", content))
    return found
