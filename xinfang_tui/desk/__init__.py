"""The use cases: the one door through which the command line and the screens act."""

from __future__ import annotations

from xinfang_tui.desk.desk import Desk

__all__ = ["Desk"]
