"""The worked township (演示镇): months of work of an office that is nowhere (DESIGN §10)."""

from __future__ import annotations

from xinfang_tui.cli.demo.making import Made, make

__all__ = ["Made", "make"]
