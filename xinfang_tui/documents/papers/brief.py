"""快报: the figures of this minute, one paragraph to paste into a chat and one page (未定稿)."""

from __future__ import annotations

from datetime import date

from xinfang_tui.documents.paper import FORM, Block, Note, Paper, Paragraph
from xinfang_tui.documents.papers.material import Month, joined
from xinfang_tui.documents.papers.summary import villages
from xinfang_tui.documents.wording import day, listed, short_day


def brief(month: Month, first: date, last: date, at: str = "") -> Paper:
    """One page: the paragraph, the villages' table, who has not reported.

    Args:
        month: figures of the span from ``first`` to ``last``; its ``month`` names where it belongs.
        at: the minute the figures were read, such as 2026-10-21 08:30; printed.
    """
    blocks: list[Block] = [
        Paragraph(paragraph(month, first, last)),
        villages(month, "各村（社区）情况"),
        *month.as_of,
        Note(
            "本快报为即时数据，未经核对定稿，以月度通报为准。" + (f"取数时间：{at}。" if at else "")
        ),
    ]
    return Paper(
        title=f"{month.office.place}矛盾纠纷排查化解快报\n（{span(first, last)}）",
        blocks=tuple(blocks),
        kind="brief",
        style=FORM,
        month=month.key,
        draft=True,
        fonts=month.office.fonts,
        **month.show.marks(),
    )


def span(first: date, last: date) -> str:
    """A day, or from a day to a day."""
    if first == last:
        return day(first)
    end = short_day(last) if first.year == last.year else day(last)
    return f"{day(first)}至{end}"


def paragraph(month: Month, first: date, last: date) -> str:
    """The paragraph for the chat: complete by itself, and marked 未定稿."""
    office = month.office
    when = span(first, last)
    sentences = [
        f"【{office.place}矛盾纠纷快报·未定稿】{when}，{_moves(month)}",
        _standing(month, last),
        _swept(month),
        _missing(month),
        _behind(month, last),
    ]
    return "".join(sentence for sentence in sentences if sentence)


def _moves(month: Month) -> str:
    new, reopened, concluded = (month.flow(key) for key in ("new", "reopened", "concluded"))
    whole = month.office.whole
    registered = f"{whole}新登记矛盾纠纷{new}件" if new else f"{whole}未发现新增矛盾纠纷"
    again = f"重开{reopened}件" if reopened else ""
    done = f"办结{concluded}件" if concluded else "没有办结的事项"
    return joined(registered, again, done) + "。"


def _standing(month: Month, last: date) -> str:
    standing = month.flow("open")
    if not standing:
        return f"截至{short_day(last)}，没有在办事项。"
    overdue = int(month.rate("overdue")["numerator"])
    blocked = int(month.rate("blocked")["numerator"])
    late = f"其中超期{overdue}件" if overdue else "没有超期"
    nobody = f"无人承接{blocked}件" if blocked else ""
    return f"截至{short_day(last)}，在办{standing}件，{joined(late, nobody)}。"


def _swept(month: Month) -> str:
    found = month.rate("coverage")
    if not found["denominator"]:
        return ""
    seen, households = found["numerator"], found["denominator"]
    rate = month.percent("coverage")
    return f"{month.short}排查已见到{seen}户，应查{households}户，覆盖率{rate}。"


def _behind(month: Month, last: date) -> str:
    """The villages whose data do not reach the last day."""
    stale = [
        f"{month.place(code)}数据截至{on}"
        for code, on in month.until.items()
        if str(month.status["until"][code])[:10] < last.isoformat()
    ]
    return f"其中{listed(stale)}。" if stale else ""


def _missing(month: Month) -> str:
    missing = month.reports(None)
    if not month.screened:
        return ""
    return f"尚未报送的有：{listed(missing)}。" if missing else "各村（社区）均已报送。"
