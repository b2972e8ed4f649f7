"""Opening the program, again and again where another folder is asked for, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xinfang_tui.app import XinfangApp

if TYPE_CHECKING:
    from screens.frame.page import OpenFolder
    from xinfang_tui.desk import Desk


def launch(open_desk: Callable[[], Desk], folder: Path) -> int:
    """Open the program, and behind it the desk, which is closed at the end; gives the exit code.

    Raises:
        Refused, StoreError: the desk could not be opened.
    """
    app = _shown(open_desk, folder)
    while (opening := app.opening) is not None:
        app = _shown(_opener(opening, folder, app.session.desk), opening.folder or folder)
    return app.return_code or 0


def _shown(open_desk: Callable[[], Desk], folder: Path) -> XinfangApp:
    app = XinfangApp(open_desk, folder=folder)
    try:
        app.run()
    finally:
        app.close_desk()
    if app.failure is not None:
        raise _told(app.failure, folder)
    return app


def _told(failure: Exception, folder: Path) -> Exception:
    """A refusal as it is; anything else in three plain sentences, with a record in the folder."""
    from screens.frame.trouble import words_of
    from xinfang_tui.refusal import Refused

    words = words_of(failure, folder)
    return failure if words.expected else Refused(words.wrong, safe=words.safe, do=words.do)


def _opener(opening: OpenFolder, home: Path, before: Desk) -> Callable[[], Desk]:
    """Opens the folder asked for, after putting a backup in place where one was named."""

    def opened() -> Desk:
        from xinfang_tui.desk import Desk
        from xinfang_tui.desk.replacing import erased_again, restore

        folder, words = opening.folder or home, ""
        fixed = before.today if before.today != date.today() else None
        if opening.backup is not None:
            words = erased_again(restore(folder, opening.backup, today=fixed))
        desk = Desk.open(folder, today=fixed)
        desk.told += [words] if words else []
        return desk

    return opened
