"""The rules in force: settings, places, staff, calendar, ladders and codes, as one value."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from xinfang_tui.calendar import Calendar
from xinfang_tui.disputes.codes import Codes, codes_of
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.order import causal
from xinfang_tui.ladder.climb import climb_on
from xinfang_tui.ladder.deadline import Deadline, deadline
from xinfang_tui.ladder.meetings import Scheduled, schedule
from xinfang_tui.ladder.parse import ladder_of
from xinfang_tui.ladder.rules import Ladder, built_in
from xinfang_tui.meeting.meeting import schedule as called
from xinfang_tui.place_facts import fold_places
from xinfang_tui.places import PlaceTree
from xinfang_tui.refusal import Refused
from xinfang_tui.settings import Settings, fold_settings
from xinfang_tui.staff import Staff, fold_staff

SPAN = timedelta(days=366)


@dataclass(eq=False, repr=False, match_args=False)
class Rules:
    """Everything that rules are asked with; made anew when one of its events is written.

    Attributes:
        settings, places, staff: folded from their events.
        ladders: every ladder that was ever in force, by version; the current one is ``ladder``.
        meetings: the scheduled joint meetings, past and to come.
    """

    settings: Settings
    places: PlaceTree
    staff: Mapping[str, Staff]
    ladder: Ladder
    ladders: Mapping[str, Ladder]
    meetings: tuple[Scheduled, ...]

    @cached_property
    def calendar(self) -> Calendar:
        """Working days, with the office's own."""
        return Calendar(self.settings.extra_days)

    @cached_property
    def codes(self) -> Codes:
        """The code lists, with the office's edits."""
        try:
            return codes_of(self.settings.codes)
        except Refused:  # edits of a newer program: the built-in lists still serve
            return codes_of()

    @cached_property
    def version(self) -> str:
        """Names these rules; index rows made under another one are stale."""
        parts = (self.calendar.version, self.ladder.version, *map(str, self.meetings))
        return hashlib.blake2b("|".join(parts).encode(), digest_size=6).hexdigest()

    def deadline(self, dispute: Dispute) -> Deadline | None:
        """The deadline of an open dispute, else nothing."""
        percents = self.settings.warnings
        return deadline(dispute, self.ladders, self.calendar, self.meetings, percents=percents)

    def climb_on(self, dispute: Dispute, deadline: Deadline | None) -> date | None:
        """The first day on which the ladder proposes something for a matter of this deadline."""
        return climb_on(dispute, self.ladders, deadline)


def rules_of(
    places: Iterable[Event],
    staff: Iterable[Event],
    settings: Iterable[Event],
    meetings: Iterable[Event],
    today: date,
) -> Rules:
    """The rules that these events make."""
    set_events = [node.event for node in causal(settings)]
    folded = fold_settings(set_events)
    ladder = built_in()
    ladders = {ladder.version: ladder}
    for event in set_events:
        if event.subject == "setting:ladder":
            ladder = _ladder(str(event.payload.get("value") or ""))
            ladders[ladder.version] = ladder
    planned = schedule(
        _schedules(set_events), Calendar(folded.extra_days), today - SPAN, today + SPAN
    )
    return Rules(
        settings=folded,
        places=fold_places([node.event for node in causal(places)]),
        staff=fold_staff([node.event for node in causal(staff)]),
        ladder=ladder,
        ladders=ladders,
        meetings=tuple(sorted({*planned, *called(meetings)})),
    )


def _schedules(events: Sequence[Event]) -> Iterator[tuple[date, Settings]]:
    """Each day on which the schedule of the joint meetings was set, with the settings then."""
    for at, event in enumerate(events, 1):
        if event.subject == "setting:meetings":
            yield date.fromisoformat(event.on), fold_settings(events[:at])


def _ladder(text: str) -> Ladder:
    """The ladder of a setting; the built-in one for a text that a newer program wrote."""
    try:
        return ladder_of(text) if text else built_in()
    except Refused:
        return built_in()
