"""What every facet of the desk shares: the journal, the rules in force, who works and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from xinfang_tui.desk.index import row
from xinfang_tui.desk.journal import RULE_ROOMS, Journal
from xinfang_tui.desk.rules import Rules, rules_of
from xinfang_tui.exchange.identity import Identity
from xinfang_tui.refusal import Refused
from xinfang_tui.staff import Staff, may
from xinfang_tui.tuples import NamedTuple


class _Known(NamedTuple):
    """The rules as they were made last: when that was, by the journal, and on which day."""

    moment: tuple[int, int] | None
    changes: tuple[int, int]
    today: date
    rules: Rules


class Context:
    """The desk's surroundings.

    Attributes:
        folder: the data folder; journal: what is written; identity: this machine.
        user: who works, as written; None: nobody named, no limits.
    """

    def __init__(
        self,
        folder: Path,
        journal: Journal,
        identity: Identity,
        *,
        user: str | None,
        day: Callable[[], date],
    ) -> None:
        self.folder = folder
        self.journal = journal
        self.identity = identity
        self.user = user
        self._day = day
        self._known: _Known | None = None
        journal.indexer = lambda dispute: row(dispute, self.rules)

    @property
    def today(self) -> date:
        """The civil date that the work is done on."""
        return self._day()

    @property
    def rules(self) -> Rules:
        """The rules in force, made anew when they changed, here or in another window."""
        moment, today, known = self.journal.moment, self.today, self._known
        if known is not None and known.today == today and moment and known.moment == moment:
            return known.rules
        changes = (self.journal.rules_count, self.journal.given_up)
        if known is None or (known.changes, known.today) != (changes, today):
            rooms = {name: list(self.journal.room(name)) for name in RULE_ROOMS}
            rules = rules_of(
                rooms["place"], rooms["staff"], rooms["setting"], rooms["meeting"], today
            )
        elif moment is None:
            return known.rules
        else:
            rules = known.rules
        self._known = _Known(moment, changes, today, rules)
        return rules

    @property
    def staff(self) -> Staff | None:
        """The member of staff who works, when registered as one."""
        return self.rules.staff.get(self.user) if self.user else None

    @property
    def who(self) -> str:
        """The name that entries are signed with when none is given."""
        return self.user or self.rules.settings.unit.name or "本机"

    @property
    def has_machines(self) -> bool:
        """Whether any other machine was ever invited or met."""
        return any(True for _ in self.journal.room("machine"))

    @property
    def unit_village(self) -> str:
        """The village whose machine this is; else empty."""
        unit = self.rules.settings.unit
        return unit.code if unit.level == "village" else ""

    @property
    def own_village(self) -> str:
        """The village whose data alone this machine or this user works with; else empty."""
        if village := self.unit_village:
            return village
        staff = self.staff
        if staff is not None and staff.role in ("grid_worker", "village_mediator"):
            return staff.place
        return ""

    def is_ours(self, village: str) -> bool:
        """Whether a village's data are kept here: its own machine keeps no other village's."""
        own = self.unit_village
        return not own or village in self.rules.places.merged_into(own)

    def demand(self, action: str, village: str = "") -> None:
        """Refuse what the role does not do.

        Raises:
            Refused: with the reason.
        """
        reason = may(self.staff, action, village)
        if reason:
            raise Refused(reason, safe="什么都没有改动")
