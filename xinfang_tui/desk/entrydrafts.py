"""Drafts of entries about a dispute: none of a sealed matter, none from before an erasure (§4, §5).

Whichever way the word to seal or to erase came, by a screen, a command, a correction or a parcel,
what was half typed about the matter does not go on lying on this disk.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any

from store import StoreError
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.drafts import Drafts, OwnDraft
from xinfang_tui.desk.journal import DISPUTE
from xinfang_tui.disputes.erased import ERASE

_ABOUT = "办理"
"""What the name of a draft about a dispute begins with; the dispute's id follows."""
_KNOWN, _VALUES = "erasures", "values"


class EntryDrafts:
    """The drafts about disputes in a data folder."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._drafts = Drafts(context.folder)

    def own(self, id: str, kind: str, user: str) -> EntryDraft:
        """The draft of a form that opens now: for who types it alone, as it says who did it."""
        return EntryDraft(self, self._drafts.own(f"{_ABOUT}_{id}_{kind}_{user}"), id)

    def drop_stale(self, ids: Collection[str] | None = None) -> None:
        """Drop what may not go on lying here, about these disputes; about all without ``ids``.

        One about a matter that cannot be read now stays.

        Raises:
            OSError: one cannot be removed.
        """
        for name in self._drafts.names():
            about, _, rest = name.partition("_")
            id = rest.partition("_")[0]
            if about != _ABOUT or (ids is not None and id not in ids):
                continue
            with suppress(StoreError):
                known = self._drafts.read(name).get(_KNOWN)
                if not self.stands(id, known if isinstance(known, int) else 0):
                    self._drafts.drop(name)

    def drop_quietly(self, ids: Collection[str]) -> None:
        """The same once the word to do so is kept; what resists is tried again on opening."""
        with suppress(OSError):
            self.drop_stale(ids)

    def tidy(self) -> str:
        """On opening: drop what a broken-off program left; in words what cannot be dropped."""
        self._drafts.tidy()
        try:
            self.drop_stale()
        except OSError:
            return "保密或依法删除的事项还有填到一半的草稿删不掉，请自行删去 drafts 文件夹。"
        return ""

    def stands(self, id: str, known: int) -> bool:
        """Whether a draft about a dispute may be kept by who knew of so many erasures of it."""
        dispute = self._context.journal.dispute(id)
        return not (dispute is not None and dispute.sealed) and self.erasures(id) <= known

    def erasures(self, id: str) -> int:
        """How many lawful erasures the dispute has seen."""
        events = self._context.journal.of(f"{DISPUTE}{id}")
        return len({event.id for event in events if event.kind == ERASE})


class EntryDraft:
    """The draft of one open form about a dispute.

    Attributes:
        others: how many more wait for this form, known by :meth:`load`.
    """

    def __init__(self, drafts: EntryDrafts, own: OwnDraft, id: str) -> None:
        self._drafts = drafts
        self._own = own
        self._id = id
        self._known = 0
        self.others = 0

    def load(self) -> dict[str, Any]:
        """What was kept; empty when there is nothing."""
        self._drafts.drop_quietly([self._id])
        self._known = self._drafts.erasures(self._id)
        found = self._own.load()
        self.others = self._own.others
        values = found.get(_VALUES, found)  # an earlier program kept the values alone
        return dict(values) if isinstance(values, Mapping) else {}

    def save(self, values: Mapping[str, Any]) -> bool:
        """Keep what the form holds; False when that may not lie here any more, or is not known to.

        Raises:
            OSError: it could not be written.
        """
        with suppress(StoreError):
            if self._may():
                self._own.save({_KNOWN: self._known, _VALUES: dict(values)} if values else {})
            if self._may():  # the word may have come as it was written
                return True
            self._own.discard()
        return False

    def discard(self) -> None:
        """Drop the draft.

        Raises:
            OSError: it cannot be removed.
        """
        self._own.discard()

    def release(self) -> None:
        """The form is closed."""
        self._own.release()

    def _may(self) -> bool:
        return self._drafts.stands(self._id, self._known)
