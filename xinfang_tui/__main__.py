"""The command `xinfang`."""

from __future__ import annotations


def main() -> None:
    """Hand over to the command line, which opens the program when no command is named."""
    from xinfang_tui.cli import run

    run()


if __name__ == "__main__":
    main()
