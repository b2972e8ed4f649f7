"""Where each screen is found; it is imported when it is first opened."""

from __future__ import annotations

import gc
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from screens.frame.session import Session

_WHERE = {
    "desk": "screens.workbench.page:Workbench",
    "sweep": "screens.sweep.villages:SweepPage",
    "ledger": "screens.ledger.page:LedgerPage",
    "summary": "screens.summary.page:SummaryPage",
    "dispatch": "screens.dispatch.page:DispatchPage",
    "bulletin": "screens.bulletin.page:BulletinPage",
    "data": "screens.data.page:DataPage",
    "settings": "screens.settings.page:SettingsPage",
    "register": "screens.register.page:RegisterPage",
    "walk": "screens.sweep.walk:WalkPage",
    "paper": "screens.bulletin.paper:PaperPage",
    "import": "screens.data.importing:ImportPage",
    "meeting": "screens.dispatch.meeting:MeetingPage",
    "dispute": "screens.dispute.page:DisputePage",
}


MAIN = ("desk", "sweep", "ledger", "summary", "dispatch", "bulletin", "data", "settings")


def preload() -> None:
    """Import every screen, so that the first visit does not wait for it.

    What is loaded by then stays: the garbage collector need not walk through it at every key.
    """
    for where in _WHERE.values():
        import_module(where.partition(":")[0])
    gc.freeze()


def opener(name: str) -> Callable[..., Any]:
    """The class of a screen, to be called with the session first."""
    module, _, attribute = _WHERE[name].partition(":")
    found: Callable[[Session], Any] = getattr(import_module(module), attribute)
    return found
