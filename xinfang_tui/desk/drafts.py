"""Drafts of forms: what was typed and not yet saved, kept beside the ledger.

They are of this machine alone: no parcel carries them.
"""

from __future__ import annotations

import contextlib
import errno
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from xinfang_tui.desk.holding import Hold
from xinfang_tui.notes import read_note, write_note

_NAME = re.compile(r"[^\w\-]+")
_OPEN = ".open"
_LONGEST = 72
"""Characters of a key that a file's name takes, so that all its names fit into 255 bytes."""
_MOST = 99
"""Drafts of one key."""
_BROKEN_OFF = 3600
"""Seconds after which nobody is writing a half-written draft any more."""


class Drafts:
    """What was typed into forms and not yet saved, each under the key of what it is about.

    Args:
        folder: the data folder; drafts are kept in ``drafts/`` in it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "drafts"

    def own(self, key: str) -> OwnDraft:
        """The draft of a form that opens now."""
        return OwnDraft(self._folder, _NAME.sub("_", key)[:_LONGEST])

    def names(self) -> list[str]:
        """The drafts there are, the newest first."""
        return [path.stem for path in _newest_first(self._folder.glob("*.json"))]

    def read(self, name: str) -> dict[str, Any]:
        """A draft by its name; empty when there is none."""
        return read_note(self._folder / f"{name}.json")

    def drop(self, name: str) -> None:
        """Drop a draft, whoever has it in hand, and what was being written of it.

        Raises:
            OSError: it cannot be removed.
        """
        (self._folder / f"{name}.json").unlink(missing_ok=True)
        for path in self._folder.glob(f".{name}.json.*"):
            path.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove what a program that was broken off left beside the drafts."""
        with contextlib.suppress(OSError):
            for path in [*self._folder.glob(".*.json.*")]:
                if time.time() - path.stat().st_mtime >= _BROKEN_OFF:
                    path.unlink(missing_ok=True)
            for path in [*self._folder.glob(f".*{_OPEN}")]:
                name = path.name.removeprefix(".").removesuffix(_OPEN)
                if not (self._folder / f"{name}.json").exists() and (hold := Hold.take(path)):
                    hold.release()


class OwnDraft:
    """The draft of one open form, which no other form writes, here or in another window.

    Several open forms of one key keep theirs as ``KEY.json``, ``KEY~2.json`` …; a name is held
    while its form is open, and free again when the form or the program ends.

    Attributes:
        others: how many more drafts of the key wait for a form; elsewhere: how many are in hand in
            other open forms. Both known by :meth:`load`.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self._folder = folder
        self._key = key
        self._name = ""
        self._hold: Hold | None = None
        self.others = self.elsewhere = 0

    def load(self) -> dict[str, Any]:
        """The newest draft of the key that no open form has, which is this form's from now on.

        Empty when there is none.
        """
        self.release()
        found: dict[str, Any] = {}
        self.others = self.elsewhere = 0
        with contextlib.suppress(OSError):
            for path in _newest_first(self._folder.glob(f"{self._key}*.json")):
                if not self._is_ours(path.stem) or not (record := read_note(path)):
                    continue
                hold = self._take(path.stem)
                if hold is None:
                    self.elsewhere += 1
                elif found:
                    self.others += 1
                    hold.release()
                else:
                    found, self._name, self._hold = record, path.stem, hold
        return found

    def save(self, record: Mapping[str, Any]) -> None:
        """Keep the draft in place of the one before; of a form with nothing in it there is none.

        Raises:
            OSError: it could not be written.
        """
        if not record:
            self.discard()
            return
        if self._hold is None:
            self._hold = self._free()
        write_note(self._folder / f"{self._name}.json", record)

    def discard(self) -> None:
        """Drop the draft: it was saved for good, or is not wanted.

        Raises:
            OSError: it cannot be removed.
        """
        if self._hold is not None:
            (self._folder / f"{self._name}.json").unlink(missing_ok=True)
            self.release()

    def release(self) -> None:
        """The form is closed: what it kept waits for the next."""
        if self._hold is not None:
            self._hold.release()
            self._hold = None

    def _free(self) -> Hold:
        """The first name that nobody has, and that no draft waits under; held.

        Raises:
            OSError: no name can be made, or none held, as on a disk that refuses every lock.
        """
        for name in (self._key, *(f"{self._key}~{number}" for number in range(2, _MOST + 1))):
            if hold := self._take(name):
                if not _waits(self._folder / f"{name}.json"):
                    self._name = name
                    return hold
                hold.release()
        raise PermissionError(errno.EACCES, "no name can be held")

    def _take(self, name: str) -> Hold | None:
        return Hold.take(self._folder / f".{name}{_OPEN}")

    def _is_ours(self, name: str) -> bool:
        return re.fullmatch(r"(~\d+)?", name.removeprefix(self._key)) is not None


def _waits(path: Path) -> bool:
    """Whether a draft is there, also one that cannot be looked at now; a damaged one is none."""
    try:
        path.read_bytes()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return bool(read_note(path))


def _newest_first(paths: Iterator[Path]) -> list[Path]:
    """Drafts by when they were last written; one that is dropped meanwhile is left out."""
    written = {}
    for path in paths:
        with contextlib.suppress(FileNotFoundError):
            written[path] = path.stat().st_mtime_ns
    return sorted(written, key=lambda path: written[path], reverse=True)
