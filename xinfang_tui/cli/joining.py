"""Joining with an invitation, for the command and for the first start alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xinfang_tui.cli.asked import Asked

if TYPE_CHECKING:
    from xinfang_tui.desk import Desk


def join_with(asked: Asked, file: Path) -> Desk:
    """Set the data folder up from an invitation; its desk.

    Raises:
        Refused: no invitation, damaged, or the folder has a ledger already.
    """
    from xinfang_tui.desk import Desk

    return Desk.join(asked.folder, file, today=asked.today, user=asked.user)
