"""The desk: the one door through which the command line and the screens act (DESIGN §3)."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store import StoreError
from xinfang_tui.areacode import level_of, normalise_code
from xinfang_tui.calendar import Calendar
from xinfang_tui.desk import opening
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.journal import Entropy, Journal
from xinfang_tui.disputes.codes import Codes
from xinfang_tui.exchange.identity import Identity
from xinfang_tui.places import PlaceTree
from xinfang_tui.refusal import Refused
from xinfang_tui.settings import Settings, check
from xinfang_tui.staff import Staff

if TYPE_CHECKING:
    from xinfang_tui.desk.care import Care
    from xinfang_tui.desk.disputes import Disputes
    from xinfang_tui.desk.entrydrafts import EntryDrafts
    from xinfang_tui.desk.exports import Exports
    from xinfang_tui.desk.filing import Filing
    from xinfang_tui.desk.imports import Imports
    from xinfang_tui.desk.ladder import Ladder
    from xinfang_tui.desk.machines import Machines
    from xinfang_tui.desk.meetings import Meetings
    from xinfang_tui.desk.months import Months
    from xinfang_tui.desk.overview import Overview
    from xinfang_tui.desk.registry import Registry
    from xinfang_tui.desk.reports import Reports
    from xinfang_tui.desk.sweeps import Sweeps


class Desk:
    """Use cases by facet, each loaded when first asked for; one that writes is one transaction.

    Attributes:
        folder: the data folder.
        told: what whoever opened it should know, sentence by sentence.
    """

    def __init__(
        self,
        folder: Path,
        journal: Journal,
        identity: Identity,
        *,
        today: date | None,
        user: str | None,
    ) -> None:
        self.folder = folder
        self.told: list[str] = []
        self._fixed_day = today
        self._context = Context(folder, journal, identity, user=user, day=self._day)
        journal.hushed = lambda ids: self.drafts.drop_quietly(ids)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        today: date | None = None,
        user: str | None = None,
        readonly: bool = False,
        entropy: Entropy = os.urandom,
        now: Callable[[], int] = opening.wall_clock,
        tell: opening.Tell = lambda _: None,
    ) -> Desk:
        """The desk of a data folder.

        Args:
            today: the civil date to work on instead of the machine's; user: who works.
            readonly: nothing may be written; entropy, now: chance and wall clock.
            tell: given a sentence while opening takes long.

        Raises:
            Refused: there is no ledger in the folder.
            StoreError: the ledger cannot be opened; nothing was changed.
        """
        journal, identity = opening.open_journal(
            folder, readonly=readonly, entropy=entropy, now=now
        )
        desk = cls(folder, journal, identity, today=today, user=user)
        if not readonly:
            try:
                hindered = opening.renew_folds(journal, tell)
                again = desk._erase_again()
                rest = desk._forget_the_rest()
                drafts = desk._tidy_drafts()
            except BaseException:
                desk.close()
                raise
            desk.told += filter(None, (hindered, again, rest, drafts))
        return desk

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        code: str,
        name: str,
        level: str = "",
        today: date | None = None,
        user: str | None = None,
        entropy: Entropy = os.urandom,
        now: Callable[[], int] = opening.wall_clock,
    ) -> Desk:
        """A new ledger for an office.

        Raises:
            Refused: the folder has a ledger, or the office's code and level do not fit.
        """
        unit = check(
            "unit", {"code": code, "name": name, "level": level or level_of(normalise_code(code))}
        )
        journal, identity = opening.create_journal(
            folder, mark=opening.TOWNSHIP_MARK, unit=unit["code"], entropy=entropy, now=now
        )
        desk = cls(folder, journal, identity, today=today, user=user)
        with journal.transaction():
            context = desk._context
            on = context.today.isoformat()
            journal.append("setting:unit", "setting_set", {"value": unit}, by=name, on=on)
            desk.registry.set_place(unit)
        return desk

    def _erase_again(self) -> str:
        """Erase what a restore that was broken off did not come to; in words what that was."""
        formers = opening.former_ledgers(self.folder)
        if not formers:
            return ""
        from xinfang_tui.desk import reerasing

        undone = reerasing.left_undone(self._context, formers)
        return reerasing.told_of(reerasing.erase_again(self._context, formers)) if undone else ""

    def _day(self) -> date:
        return self._fixed_day or date.today()

    @property
    def today(self) -> date:
        """The civil date that the work is done on."""
        return self._day()

    @today.setter
    def today(self, day: date | None) -> None:
        self._fixed_day = day

    @property
    def user(self) -> str | None:
        """Who works, as written."""
        return self._context.user

    @user.setter
    def user(self, name: str | None) -> None:
        self._context.user = name or None

    @property
    def staff(self) -> Staff | None:
        """Who works, when registered as staff."""
        return self._context.staff

    @property
    def damaged(self) -> int:
        """How many damaged records were met and left out since opening."""
        return len(self._context.journal.ledger.damaged())

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._context.rules.settings

    @property
    def places_tree(self) -> PlaceTree:
        """The places and households."""
        return self._context.rules.places

    @property
    def codes(self) -> Codes:
        """The code lists in force."""
        return self._context.rules.codes

    @property
    def calendar(self) -> Calendar:
        """The working days."""
        return self._context.rules.calendar

    @property
    def version(self) -> int:
        """Another number as soon as anything was saved, here or in another window."""
        return self._context.journal.ledger.version

    @cached_property
    def registry(self) -> Registry:
        """Places, households, staff, settings."""
        from xinfang_tui.desk.registry import Registry

        return Registry(self._context)

    @cached_property
    def disputes(self) -> Disputes:
        """Disputes, one by one and as lists."""
        from xinfang_tui.desk.disputes import Disputes

        return Disputes(self._context, on_erase=self._forget)

    @cached_property
    def drafts(self) -> EntryDrafts:
        """What was half typed about disputes."""
        from xinfang_tui.desk.entrydrafts import EntryDrafts

        return EntryDrafts(self._context)

    @cached_property
    def ladder(self) -> Ladder:
        """Climbing by rule."""
        from xinfang_tui.desk.ladder import Ladder

        return Ladder(self._context, fresh=self._fresh, tidy=lambda: self.months.tidy())

    @cached_property
    def months(self) -> Months:
        """The four stages of a month."""
        from xinfang_tui.desk.months import Months

        return Months(
            self._context,
            self.ladder,
            fresh=self._fresh,
            papers=lambda status: self.reports.freeze(status),
            number=lambda *given: self.filing.bulletin(*given),
            advice=lambda month: self.reports.check(month),
        )

    @cached_property
    def sweeps(self) -> Sweeps:
        """The month's visits."""
        from xinfang_tui.desk.sweeps import Sweeps

        return Sweeps(self._context, self.months)

    @cached_property
    def meetings(self) -> Meetings:
        """Joint meetings."""
        from xinfang_tui.desk.meetings import Meetings

        return Meetings(self._context)

    @cached_property
    def machines(self) -> Machines:
        """Parcels between offices."""
        from xinfang_tui.desk.machines import Machines

        return Machines(self._context, on_erase=self._forget)

    def _fresh(self, village: str) -> date | None:
        """The day that a village's data reach to; None for one without a machine of its own."""
        if not self._context.has_machines:
            return None
        reach = self.machines.freshness().get(village)
        return None if reach is None else reach.until or date.min

    @cached_property
    def overview(self) -> Overview:
        """The figures of this minute."""
        from xinfang_tui.desk.overview import Overview

        return Overview(self._context, self.care, self.months, self.ladder, lambda: self.machines)

    def ribbon(self) -> dict[str, Any]:
        """What the line above every screen tells."""
        return self.overview.ribbon()

    def today_list(self) -> dict[str, Any]:
        """What is to be done now, most pressing first, and how the month stands."""
        return self.overview.today_list()

    @cached_property
    def imports(self) -> Imports:
        """Ledgers in."""
        from xinfang_tui.desk.imports import Imports

        return Imports(self._context)

    @cached_property
    def exports(self) -> Exports:
        """Ledgers out."""
        from xinfang_tui.desk.exports import Exports

        return Exports(self._context)

    @cached_property
    def filing(self) -> Filing:
        """File numbers (文号、卷宗号)."""
        from xinfang_tui.desk.filing import Filing

        return Filing(self._context)

    @cached_property
    def reports(self) -> Reports:
        """Every paper."""
        from xinfang_tui.desk.reports import Reports

        return Reports(self._context, self)

    @cached_property
    def care(self) -> Care:
        """Backups, restoring, checking."""
        from xinfang_tui.desk.care import Care

        return Care(self._context)

    def _forget(self, ids: list[str], subjects: list[str]) -> list[str]:
        """After an erasure: what waits or is kept beside the ledger loses the data too.

        Returns:
            What could not be reached, in words.
        """
        from xinfang_tui.desk import copies

        left, all_done = [], True
        try:
            if self._context.has_machines:
                self.machines.forget(ids)
        except StoreError as fault:
            left.append(f"本机收到、还没入账的记录里没有删到（{fault.wrong}），下次打开再删")
            all_done = False
        left += [*copies.renew(self._context, self.care), *copies.clean(self._context, subjects)]
        if all_done:
            copies.end_forgetting(self._context)
        return left

    def _forget_the_rest(self) -> str:
        """Go on with an erasure that was broken off before the copies here; in words what it was.

        A folder that cannot be written to just now is left for the next opening.
        """
        if not (self.folder / opening.FORGETTING).exists():
            return ""
        from xinfang_tui.desk.copies import left_to_forget

        wanted = left_to_forget(self.folder)
        if wanted is None:
            return ""
        try:
            left = self._forget(*wanted)
        except (OSError, Refused, StoreError):
            left = ["本机的备份没有换成新的，下次打开再换"]
        return "".join(
            f"{each}。" for each in ("上次的依法删除中断过，已接着清理本机的备份", *left)
        )

    def _tidy_drafts(self) -> str:
        """Drop drafts that may not go on lying here; in words which cannot be dropped."""
        try:
            lying = any((self.folder / opening.DRAFTS).iterdir())
        except OSError:
            return ""
        return self.drafts.tidy() if lying else ""

    def close(self) -> None:
        """Let go of the ledger."""
        self._context.journal.ledger.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()
