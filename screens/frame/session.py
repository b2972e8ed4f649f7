"""What all screens share: the desk, its thread, who works, how it looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from screens.commands import Command
from screens.door import Record
from screens.frame.errands import Errands
from screens.frame.preferences import Preferences, poor_console
from screens.frame.who import opens_for
from screens.pieces.marks import Marks
from xinfang_tui.desk.drafts import Drafts
from xinfang_tui.disputes.codes import codes_of
from xinfang_tui.disputes.masking import Mask, people_told
from xinfang_tui.places import PlaceTree
from xinfang_tui.settings import Settings
from xinfang_tui.staff import ROLES, Staff, may

if TYPE_CHECKING:
    from xinfang_tui.desk import Desk

P = ParamSpec("P")
T = TypeVar("T")


class Session:
    """The common ground of the screens; made once by the program, handed on by constructor.

    Attributes:
        desk: the use cases; asked only through :meth:`ask`.
        staff: who works; None is everybody (no limits).
        version: the desk's version that the program last saw; ribbon: the record of the top line.
        today, settings, tree, codes: values of the desk at that version.
        month: the month that the month screens show; current: the one that today lies in.
        arrived: parcels and receipts for us that lie in the folders looked at, not yet taken in.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.errands = Errands()
        self.preferences = Preferences(desk.folder)
        self.drafts = Drafts(desk.folder)
        self.staff: Staff | None = None
        self.version = -1
        self.ribbon: Record = {}
        self.today = date.min
        self.folder = desk.folder
        self.settings = Settings()
        self.tree = PlaceTree()
        self.codes = codes_of()
        self.month = self.current = ""
        self.arrived: list[Record] = []
        self._looks = 0
        self._masked = bool(self.preferences.get("masked", False))
        self._beside: Mask | None = None
        self._plain = bool(self.preferences.get("plain", poor_console()))

    async def ask(self, job: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Have the desk's thread do a job."""
        return await self.errands.ask(job, *args, **named)

    async def start(self) -> None:
        """Read who works and what the ribbon says."""
        self.staff = await self.ask(self._who)
        if self.staff is not None:
            self.desk.user = self.staff.name
        await self.moved()
        self.month = self.month or str(self.ribbon.get("month") or f"{self.today:%Y-%m}")

    def _who(self) -> Staff | None:
        desk = self.desk
        people = desk.registry.staff()
        record = opens_for(people, desk.settings.unit, desk.user, self.preferences.get("user"))
        return staff_of(record) if record is not None else None

    async def work_as(self, record: Mapping[str, Any]) -> None:
        """Somebody else works from now on."""
        self.staff = staff_of(record)
        self.desk.user = self.staff.name
        self.preferences.set("user", self.staff.name)
        self.version = -1
        await self.moved()

    async def moved(self) -> bool:
        """Look whether the ledger changed since the last look; then read the ribbon anew."""
        version = await self.ask(lambda: self.desk.version)
        if version == self.version:
            return False
        self.ribbon = await self.ask(self._look)
        if self.staff is not None:
            self.ribbon |= {"user": self.staff.name, "role_name": self.staff.role_name}
        self.version = version
        return True

    def _look(self) -> Record:
        desk = self.desk
        self.today, self.settings, self.tree = desk.today, desk.settings, desk.places_tree
        self.codes = codes_of(self.settings.codes)
        self.current = desk.months.current
        self._beside = self.mask(desk.disputes.beside()) if self.masked else None
        return desk.ribbon()

    @property
    def going(self) -> str:
        """The month that the ribbon shows: the one being worked on."""
        return str(self.ribbon.get("month") or self.current)

    @property
    def state(self) -> tuple[int, int, str]:
        """Changes with everything that a page shows: the ledger, the looks, the month."""
        return self.version, self._looks, self.month

    @property
    def first_screen(self) -> str:
        """The screen that who works begins with."""
        return ROLES[self.staff.role].first_screen if self.staff is not None else "desk"

    def last_folder(self) -> Path:
        """The folder that a file was chosen from last, as the stick's."""
        folder = Path(str(self.preferences.get("folder") or Path.home()))
        return folder if folder.is_dir() else Path.home()

    def remember_folder(self, folder: Path) -> None:
        """Begin there the next time."""
        self.preferences.set("folder", str(folder))

    @property
    def keymap(self) -> Mapping[str, str]:
        """The office's own keys, by command."""
        return self.settings.keymap

    @property
    def marks(self) -> Marks:
        """The signs in use."""
        return Marks(self.plain)

    @property
    def plain(self) -> bool:
        """Whether signs are ASCII."""
        return self._plain

    @plain.setter
    def plain(self, plain: bool) -> None:
        self._plain = plain
        self._looks += 1
        self.preferences.set("plain", plain)

    @property
    def theme(self) -> str:
        """The colours that this machine likes."""
        return self.preferences.theme

    @theme.setter
    def theme(self, kind: str) -> None:
        self.preferences.set("theme", kind)
        self._looks += 1

    @property
    def masked(self) -> bool:
        """Whether names and phones are hidden."""
        return self._masked

    @masked.setter
    def masked(self, masked: bool) -> None:
        self._masked = masked
        self._looks += 1
        self.preferences.set("masked", masked)

    async def know_beside(self) -> None:
        """Read whom titles may name beside their own parties, to hide them too."""
        self._beside = self.mask(await self.ask(self.desk.disputes.beside))
        self._looks += 1

    def mask(self, people: Iterable[str] = (), phones: Iterable[str] = ()) -> Mask | None:
        """What hides these people's names, when names are to be hidden."""
        if not self.masked:
            return None
        keep = [each.name for each in self.tree]
        return Mask(people, phones, keep=keep, style=self.settings.mask_style)

    def hide(self, record: Mapping[str, Any], text: Any) -> str:
        """A text of a dispute's record as it may be shown now."""
        if not self.masked:
            return str(text)
        mask = self.mask(people_told(record), phones_in(record))
        shown = mask.text(str(text)) if mask is not None else str(text)
        return self._beside.text(shown) if self._beside is not None else shown

    def hide_all(self, records: Iterable[Mapping[str, Any]], text: str) -> str:
        """A text that tells of several disputes, as it may be shown now."""
        for record in records if self.masked else ():
            text = self.hide(record, text)
        return text

    @property
    def scope(self) -> str:
        """The village that somebody works for; empty when it is the whole township."""
        if self.staff is None or ROLES[self.staff.role].level != "village":
            return ""
        return self.staff.place

    def refusal(self, command: Command) -> str:
        """Why the command is not for who works now; empty when it is."""
        return self.may_not(command.needs) if command.needs else ""

    def may_not(self, action: str, village: str = "") -> str:
        """Why who works now may not do an action; empty when they may."""
        return may(self.staff, action, village) or ""


def phones_in(record: Mapping[str, Any]) -> list[str]:
    """The phones in a dispute's record."""
    found = (str(party.get("phone") or "") for party in record.get("parties") or ())
    return [phone for phone in found if phone]


def staff_of(record: Mapping[str, Any]) -> Staff:
    """A member of staff from a record of the registry."""
    known = {name: record[name] for name in Staff._fields if name in record}
    return Staff(**known)
