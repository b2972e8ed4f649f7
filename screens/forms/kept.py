"""The draft of one form: what is typed and not yet saved outlives a crash and a power cut."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from screens.forms.field import Unread
from screens.frame.session import Session

_PLAIN = (str, int, float, list, dict)
_TYPED = "typed"
"""Under which a draft holds what was typed and means nothing yet, such as half a day."""


class Kept:
    """Keeps what a form holds, until it is saved or given up.

    Args:
        key: the draft's name; begins with what the form is about.
    """

    def __init__(self, session: Session, key: str) -> None:
        self._session = session
        self._key = key

    async def values(self) -> dict[str, Any]:
        """What was kept; empty when there is nothing."""
        found = await self._session.ask(self._session.drafts.load, self._key)
        return {name: _meant(value) for name, value in found.items() if isinstance(value, _PLAIN)}

    async def keep(self, values: Mapping[str, Any]) -> None:
        """Keep what the form holds now.

        Raises:
            OSError: it could not be written.
        """
        await self._session.ask(self._session.drafts.save, self._key, _plain(values))

    async def drop(self) -> None:
        """It was saved, or is not wanted; a draft that cannot be dropped holds nobody up."""
        with suppress(OSError):
            await self._session.ask(self._session.drafts.discard, self._key)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    told = {
        name: {_TYPED: value.typed} if isinstance(value, Unread) else value
        for name, value in values.items()
    }
    return {name: value for name, value in told.items() if isinstance(value, _PLAIN)}


def _meant(value: Any) -> Any:
    return Unread(str(value.get(_TYPED, "")), "") if isinstance(value, Mapping) else value
