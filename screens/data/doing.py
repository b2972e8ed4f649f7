"""What everything that 数据 does has in common: it asks by dialogs and speaks through the page."""

from __future__ import annotations

from typing import Any

from screens.frame.page import Page
from screens.frame.session import Session


class Doing:
    """Some lines of the list.

    Args:
        page: the screen it happens on.
    """

    def __init__(self, page: Page, session: Session) -> None:
        self._page = page
        self._session = session

    async def _ask(self, dialog: Any) -> Any:
        return await self._page.app.push_screen_wait(dialog)
