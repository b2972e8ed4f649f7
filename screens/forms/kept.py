"""The draft of one form: what is typed and not yet saved outlives a crash and a power cut."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from screens.forms.field import Unread
from screens.frame.session import Session
from xinfang_tui.desk.entrydrafts import EntryDraft

_PLAIN = (str, int, float, list, dict)
_TYPED = "typed"
"""Under which a draft holds what was typed and means nothing yet, such as half a day."""


class Kept:
    """Keeps what a form about a dispute holds, until it is saved or given up.

    Args:
        draft: the desk's, of this form alone.
    """

    def __init__(self, session: Session, draft: EntryDraft) -> None:
        self._session = session
        self._draft = draft

    async def values(self) -> dict[str, Any]:
        """What was kept; empty when there is nothing."""
        found = await self._session.ask(self._draft.load)
        return {name: _meant(value) for name, value in found.items() if isinstance(value, _PLAIN)}

    @property
    def others(self) -> int:
        """How many more were kept of such a form, which come when it is opened again."""
        return self._draft.others

    async def keep(self, values: Mapping[str, Any]) -> bool:
        """Keep what the form holds now; False when it may not be, as of what is sealed by now.

        Raises:
            OSError: it could not be written.
        """
        return await self._session.ask(self._draft.save, _plain(values))

    async def drop(self) -> None:
        """It was saved, or is not wanted; a draft that cannot be dropped holds nobody up."""
        with suppress(OSError):
            await self._session.ask(self._draft.discard)

    def release(self) -> None:
        """The form is closed: what was kept and not dropped waits for the next."""
        self._draft.release()


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    told = {
        name: {_TYPED: value.typed} if isinstance(value, Unread) else value
        for name, value in values.items()
    }
    return {name: value for name, value in told.items() if isinstance(value, _PLAIN)}


def _meant(value: Any) -> Any:
    return Unread(str(value.get(_TYPED, "")), "") if isinstance(value, Mapping) else value
