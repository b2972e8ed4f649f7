"""The command line (DESIGN §10)."""

from __future__ import annotations


def run() -> None:
    """Do what the command line says and leave with 0 done, 1 refused, 2 wrong usage."""
    from xinfang_tui.cli import collecting

    collecting.seldom()
    from xinfang_tui.cli.faults import stop_in_words
    from xinfang_tui.cli.root import root

    stop_in_words()
    try:
        root.main()
    finally:
        collecting.no_more()
