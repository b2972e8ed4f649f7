"""Pieces that several papers share."""

from __future__ import annotations

from datetime import date

from xinfang_tui.documents.office import Office
from xinfang_tui.documents.paper import SignLines
from xinfang_tui.documents.wording import day

BLANK = "　　　"
"""Room to write a name by hand."""


def left_out_words(count: int) -> str:
    """How many matters a list keeps from whoever works for one village; "" for none."""
    return f"另有{count}件不在查看人负责的范围内，没有列。" if count else ""


def sign_off(office: Office, on: date | None = None) -> SignLines:
    """The foot of a table: who fills it in, signs, checks and makes it, with the names set."""
    made = f"填报日期：{day(on)}" if on else "填报日期：　　年　月　日"
    return SignLines(
        (
            f"填报单位（盖章）：{office.name}",
            f"签发人：{office.signer or BLANK}",
            f"审核人：{office.checker or BLANK}",
            f"制表人：{office.drafter or BLANK}",
            made,
        ),
        dated=False,
    )
