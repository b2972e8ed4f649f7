"""What is open when a bulletin is to be signed, in plain words, and the form of its signature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from screens.forms.dialog import FormDialog
from screens.forms.field import DAY, Field
from screens.pieces.cells import fit, wrap
from screens.pieces.months import month_name
from xinfang_tui.settings import Settings

Record = Mapping[str, Any]
CELLS = 66
"""The cells of a line in the dialog."""
_MOST = 4
_FROZEN = "签发以后数字和文书冻结；以后来的补报、更正印在下一期。"


def still_open(
    status: Record, findings: Iterable[Record], meetings: Iterable[Record] = ()
) -> list[str]:
    """What is not done yet: meetings going on, and what the self-check found.

    Of a village that did not report also what is left to visit.
    """
    villages = {f"report@{unit['code']}": unit for unit in status.get("units") or ()}
    return [
        *(_going_on(each) for each in meetings),
        *(_words(finding, villages.get(str(finding["key"]))) for finding in findings),
    ]


def _going_on(meeting: Record) -> str:
    return f"{meeting['on']} {meeting['name']}还没有结束，不计入通报；可先按 5、F6 结束"


def _words(finding: Record, village: Record | None) -> str:
    if village is None:
        return str(finding["text"])
    left = int(village.get("unvisited") or 0)
    return f"{village['name']}未报送" + (f"，还有 {left} 户未查" if left else "")


def signing_form(
    month: str, settings: Settings, today: date, open_: Sequence[str], plain: bool
) -> FormDialog:
    """The form of the signature, above it what is open."""
    example = settings.office.number_style.format(year=today.year, n=10)
    fields = [
        Field("signer", "签发人", required=True, default=settings.office.signer or settings.leader),
        Field("number", "文号", hint=f"如 {example}；不填就接着上一个号"),
        Field("on", "签发日期", DAY, True, default=today.isoformat()),
    ]
    about = wrap(_FROZEN, CELLS)
    if open_:
        mark = "-" if plain else "·"
        told = [fit(f"{mark} {each}", CELLS).rstrip() for each in open_[:_MOST]]
        if len(open_) > _MOST:
            told[-1:] = [f"{mark} 还有 {len(open_) - _MOST + 1} 项，Esc 返回看自查"]
        head = f"还有 {len(open_)} 项没有齐，签发就照现在的样子："
        about = [head, *told, *about]
    title = f"签发 {month_name(month)}通报"
    return FormDialog(title, fields, today, about=about, save="签发")
