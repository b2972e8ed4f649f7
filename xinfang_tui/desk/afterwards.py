"""Papers of a step that was just done: one that cannot be written leaves the step done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xinfang_tui.refusal import Refused

if TYPE_CHECKING:
    from xinfang_tui.desk.reports import Reports


def write_paper(
    reports: Reports, kind: str, out: Path | None, *, done: str, again: str, **asked: Any
) -> dict[str, Any]:
    """Make the paper; answers and takes what :meth:`Reports.make` does.

    Args:
        done: what was done, as "会议已经结束"; again: how its paper is made later.

    Raises:
        Refused: it cannot be written; says that the step is done.
    """
    try:
        return reports.make(kind, out, **asked)
    except Refused as fault:
        raise Refused(fault.wrong, safe=f"{done}，不用再做；只是文书没有写成", do=again) from fault
