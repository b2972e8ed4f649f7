"""The look at the ledger's file after opening, in a thread of its own (DESIGN §7)."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, Any

from textual.app import App

from screens.frame.trouble import Trouble, words_of_damage
from store import StoreError

if TYPE_CHECKING:
    from xinfang_tui.desk import Desk


def look_at_file(app: App[Any], desk: Desk) -> None:
    """Begin the look; a dialog tells when the file does not hold together."""

    def look() -> None:
        try:
            found = desk.care.quick_check()
            if found and app.is_running:
                app.call_from_thread(app.push_screen, Trouble(words_of_damage(found)))
        except (StoreError, RuntimeError):  # the ledger, or the program, was closed meanwhile
            return

    # A daemon: whoever leaves at once does not wait for it.
    Thread(target=look, name="check", daemon=True).start()
