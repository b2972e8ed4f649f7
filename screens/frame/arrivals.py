"""Parcels that come by themselves: a stick is put in, a file is dropped in the shared folder."""

from __future__ import annotations

import asyncio
import string
import sys
from collections.abc import Iterable
from pathlib import Path

from textual.app import App

from screens.door import Record
from screens.frame.session import Session

PARCEL, RECEIPT = ".xfb", ".xfr"
ENDINGS = frozenset({PARCEL, RECEIPT})
_MOUNTS = ("/media/*/*", "/run/media/*/*", "/Volumes/*")
Listing = frozenset[tuple[str, int, int]]


class Arrivals:
    """Looks where parcels are put: the folder used last, and whatever stick is in.

    A folder is read again only when what lies in it has changed.

    Args:
        app: for the toast; session: whose ledger the parcels are for.
    """

    def __init__(self, app: App[None], session: Session) -> None:
        self._app = app
        self._session = session
        self._listings: dict[Path, Listing] = {}
        self._told: set[str] = set()

    async def look(self) -> bool:
        """Look once; whether there are others than before. New ones are told of once."""
        session = self._session
        if session.may_not("parcel"):
            return False
        listings = await asyncio.to_thread(_listings, _places(session))
        if listings == self._listings:
            return False
        self._listings = listings
        found: list[Record] = []
        for folder, listing in listings.items():
            if listing:
                lying = await session.ask(session.desk.machines.watch, folder)
                found += [e for e in lying if e["state"] == "new" and _ending(e) in ENDINGS]
        session.arrived = found
        fresh = [each for each in found if each["file"] not in self._told]
        if fresh:
            self._told |= {str(each["file"]) for each in fresh}
            where = Path(str(fresh[0]["file"])).parent.name
            self._app.notify(
                f"“{where}”里有 {len(fresh)} 个给本单位的包或回执：按 7 到数据里收", markup=False
            )
        return True


def parcels_here(session: Session) -> list[Record]:
    """The parcels that came by themselves and were not yet taken in."""
    return [each for each in session.arrived if _ending(each) == PARCEL]


def receipts_here(session: Session) -> list[Record]:
    """The receipts that came by themselves and were not yet read."""
    return [each for each in session.arrived if _ending(each) == RECEIPT]


def _ending(found: Record) -> str:
    return Path(str(found["file"])).suffix.lower()


def _places(session: Session) -> list[Path]:
    """The folder that was used last, and the sticks that are in."""
    used = session.preferences.get("folder")
    return [*([Path(str(used))] if used else []), *_sticks()]


def _sticks() -> Iterable[Path]:
    if sys.platform.startswith("win"):
        return [Path(f"{letter}:\\") for letter in string.ascii_uppercase[3:]]
    return [path for pattern in _MOUNTS for path in Path("/").glob(pattern.removeprefix("/"))]


def _listings(folders: Iterable[Path]) -> dict[Path, Listing]:
    return {folder: _listing(folder) for folder in dict.fromkeys(folders)}


def _listing(folder: Path) -> Listing:
    try:
        return frozenset(
            (path.name, path.stat().st_size, path.stat().st_mtime_ns)
            for path in folder.iterdir()
            if path.suffix.lower() in ENDINGS
        )
    except OSError:  # no stick is in, or it was pulled out just now
        return frozenset()
