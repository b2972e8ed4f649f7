"""Reading a month: its state, its villages, its matters (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from datetime import date

from store import Where
from xinfang_tui.desk.asof import rules_until, standing
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.dues import Dues
from xinfang_tui.desk.index import last_of
from xinfang_tui.desk.meetingroom import studied
from xinfang_tui.desk.rules import Rules
from xinfang_tui.desk.undisturbed import undisturbed
from xinfang_tui.disputes.dispute import OPEN, RESOLVED
from xinfang_tui.month import stages
from xinfang_tui.month.figures import Figures, Material, figures
from xinfang_tui.month.frame import Frame, Record
from xinfang_tui.month.ground import Standing, Unit
from xinfang_tui.month.households import Denominator
from xinfang_tui.month.published import JOINING
from xinfang_tui.month.stages import MonthState, fold_month
from xinfang_tui.month.sweep import MACHINE, Sweep, fold_sweep
from xinfang_tui.month.sweep import subject as sweep_subject
from xinfang_tui.month.window import Window, previous_month, window_of
from xinfang_tui.places import Place

Moment = tuple[int, int]
_KEPT = 4
"""Months held at most: a paper asks for its own, those before it and last year's, again and again.
A published one holds all its figures."""
Fresh = Callable[[str], date | None]
_COLUMNS = ("due", "due_target", "track", "rules")


class Monthly:
    """What the ledger says about a month; writes nothing.

    Args:
        fresh: of a village with a machine of its own, the day its data reach to; else None.
    """

    def __init__(self, context: Context, fresh: Fresh | None = None) -> None:
        self._context = context
        self._fresh = fresh
        self._kept: tuple[Moment, dict[str, MonthState]] = ((0, 0), {})

    def state(self, month: str) -> MonthState:
        """The month as it stands; read again only when something was saved since."""
        moment = self._context.journal.moment
        if moment is None:
            return self._state(month)
        if self._kept[0] != moment:
            self._kept = (moment, {})
        states = self._kept[1]
        if (found := states.get(month)) is None:
            if len(states) >= _KEPT:
                states.clear()
            found = states[month] = self._state(month)
        return found

    def _state(self, month: str) -> MonthState:
        return fold_month(month, self._context.journal.of(stages.subject(month)))

    def window(self, month: str, state: MonthState | None = None) -> Window:
        """Its days: frozen when it was opened, else as set now."""
        state = state or self.state(month)
        if state.window is not None:
            return state.window
        rules = self._context.rules
        return window_of(
            month,
            rules.calendar,
            style=rules.settings.window,
            reporting_day=rules.settings.reporting_day or 0,
            previous=self.state(previous_month(month)).window,
        )

    def published(self, before: str) -> Record | None:
        """The frozen record of the newest published month before one.

        A village's machine starts from its own open matters, as far as it was given them.
        """
        for month in self.published_months():
            if month < before and (record := self.state(month).record) is not None:
                village = self._context.unit_village
                return self._within(record, village) if village else record
        return None

    def _within(self, record: Record, village: str) -> Record:
        own = {id: place for id, place in record["open"].items() if place[0] == village}
        held = dict(self._context.journal.disputes.fetch_many(sorted(own)))
        return {**record, "open": {id: place for id, place in own.items() if id in held}}

    def published_months(self) -> list[str]:
        """The months that were ever published, newest first."""
        rows = self._context.journal.events.select(
            [
                Where("subject", ">=", "month:"),
                Where("subject", "<", "month;"),
                Where("kind", "=", "publish"),
                Where("aside", "null"),
            ],
            columns=["subject"],
        )
        return sorted({str(row[1]).partition(":")[2] for row in rows}, reverse=True)

    def unshrunk(self, closed_by: str) -> list[str]:
        """The months closed by a day of which a sweep still holds its marks."""
        events, kinds = self._context.journal.events, Where("kind", "in", ("mark", "shrink"))
        months = [Where("subject", ">=", "month:"), Where("subject", "<", "month;")]
        closed = [*months, Where("kind", "=", "close"), Where("day", "<=", closed_by)]
        found = {str(row[1])[-7:] for row in events.select(closed, columns=["subject"])}
        if not found:
            return []
        sweeps = [Where("subject", ">=", "sweep:"), Where("subject", "<", "sweep;"), kinds]
        held = events.counts(["subject", "kind"], sweeps)
        whole = {subject for subject, kind in held if (subject, "shrink") not in held}
        return sorted(found & {str(subject)[-7:] for subject in whole})

    def sweep(self, village: str, month: str) -> Sweep:
        """The sweep of a village; its report counts from the day that it came here."""
        journal = self._context.journal
        found = fold_sweep(village, month, journal.of(sweep_subject(village, month)))
        report = found.submission
        if report is None or report.source != MACHINE or report.device == journal.device:
            return found
        came = max(report.received_on, self._came(*report.since))
        return found._replace(submission=report._replace(received_on=came))

    def _came(self, device: str, seq: int) -> str:
        """The day on which the parcel with a report was unpacked here; "" when none brought it."""
        from xinfang_tui.desk.post import CAME, Post  # loads the ciphers

        journal = self._context.journal
        where = [Where("device", "=", device), Where("seq", "=", seq)]
        rows = journal.events.select(where, columns=["parcel"])
        brought = Post(journal).parcel(CAME, str(rows[0][1])) if rows and rows[0][1] else None
        return str(brought["on"]) if brought else ""

    def villages(self, window: Window) -> tuple[Place, ...]:
        """The screened units that stood on a day of the month."""
        rules = self._context.rules
        if village := self._context.unit_village:
            own = rules.places.by_code(village)
            return (own,) if own is not None else ()
        return tuple(
            each
            for each in rules.places.villages_of(rules.settings.unit.code)
            if each.valid(window.first) or each.valid(window.last)
        )

    def denominator(self, village: str, window: Window) -> Denominator:
        """The inhabited households of a village as they are counted when the month opens."""
        day = min(max(self._context.today, window.first), window.last)
        places = self._context.rules.places
        if not places.has_households(village):
            return Denominator(size=len(places.inhabited(village, day)))
        return Denominator.of(each.code for each in places.inhabited(village, day))

    def units(self, month: str, state: MonthState, window: Window) -> list[Unit]:
        """The villages with their sweeps."""
        places, staff = self._context.rules.places, self._workers()
        codes = {each.code: each.name for each in self.villages(window)}
        if not self._context.unit_village:
            if state.denominator and window.last < self._context.today:
                known = self._named(window)
                codes = {
                    code: name
                    for code, name in codes.items()
                    if code in known or self._context.journal.of(sweep_subject(code, month))
                }
            codes |= {code: places.name(code) for code in state.denominator if code not in codes}
        return [
            Unit(
                code,
                name,
                self.sweep(code, month),
                state.denominator.get(code) or self.denominator(code, window),
                window.reporting_day,
                staff.get(code, ""),
                self._reach(code),
            )
            for code, name in sorted(codes.items())
        ]

    def figures(self, month: str, reading: str, state: MonthState | None = None) -> Figures:
        """The figures of a month, counted now.

        Raises:
            FlowBroken: they do not add up.
        """
        state = state or self.state(month)
        with undisturbed():
            return self._figures(month, reading, state)

    def _figures(self, month: str, reading: str, state: MonthState) -> Figures:
        window, context = self.window(month, state), self._context
        frame, before = self.frame(month, reading, state)
        records, last = self.matters(frame, before), window.last.isoformat()
        rules = rules_until(context, last)
        asof = min(context.today, window.last).isoformat()
        then = standing(context.journal, last)
        dues = Dues(rules, self.known(records, rules), then)
        return figures(
            Material(
                window,
                context.today,
                self.units(month, state, window),
                records,
                before,
                dues.last,
                Blocked(dues, records, asof, then),
                context.rules.places.name,
                then,
                studied(context.journal, window),
                self.unvisited(frame, records),
            )
        )

    def frame(self, month: str, reading: str, state: MonthState) -> tuple[Frame, Record | None]:
        """The frame of a month in a reading, and the published record that it starts from."""
        before = self.published(month) if reading == "reported" else None
        return Frame.reported(self.window(month, state), before), before

    def matters(self, frame: Frame, before: Record | None) -> list[Record]:
        """The disputes that the frame asks about.

        Everything registered by its end that was still active in it; as reported also what the
        month before left open and what arrived for closed months since.
        """
        table = self._context.journal.disputes
        where = [
            Where("registered_on", "<=", frame.last),
            Where("active_to", ">=", frame.first),
        ]
        # By this order the engine walks the index of what was still active, not the whole table.
        found = dict(table.documents(where, order=[("active_to", False)]))
        if before is not None:
            dated = Where("day", "<=", frame.closed_to)
            more = (set(before["open"]) | self._unread(frame, dated)) - found.keys()
            found |= dict(table.fetch_many(sorted(more)))
        return list(found.values())

    def unvisited(self, frame: Frame, known: Iterable[Record]) -> dict[str, str]:
        """Id → village of the settled matters to be visited, of which nothing came since the first.

        Args:
            known: the matters of the frame, which are not asked for again.
        """
        # By the status alone: an index of the other columns would walk nearly the whole ledger.
        rows = self._context.journal.disputes.select(
            [Where("status", "=", RESOLVED)], columns=["village", "active_to", "lead"]
        )
        had = {record["id"] for record in known}
        return {
            str(id): str(village)
            for id, village, active_to, lead in rows
            if active_to < frame.first and lead is None and id not in had
        }

    def late(self, record: Record) -> list[Record]:
        """The disputes whose later entries change how a published month reads.

        Those dated up to its end that it had not read, and those that undo, join or part what it
        had.
        """
        frame = Frame.reported(Window.from_json(record["window"]), record)
        dated = Where("day", "<=", frame.closed_to)
        changing = Where("kind", "in", ("void", *JOINING))
        ids = sorted(self._unread(frame, dated) | self._unread(frame, changing))
        return [found for _, found in self._context.journal.disputes.fetch_many(ids)]

    def _unread(self, frame: Frame, which: Where) -> set[str]:
        """Ids of the disputes with such entries that the published month had not read."""
        events = self._context.journal.events
        devices = {device for (device,) in events.counts(["device"])}
        ids: set[str] = set()
        for device in devices:
            rows = events.select(
                [
                    Where("device", "=", device),
                    Where("seq", ">", frame.covers.get(device, 0)),
                    which,
                    Where("aside", "null"),
                ],
                columns=["subject"],
            )
            ids |= {s.partition(":")[2] for _, s in rows if s.startswith("dispute:")}
        return ids

    def known(self, records: Iterable[Record], rules: Rules) -> dict[str, str | None]:
        """Of those of the disputes that are open now the last day that the index knows.

        Nothing of rows that were made under other rules than those given.
        """
        found = {record["id"]: record for record in records}
        version = rules.version
        rows = self._context.journal.disputes.select([Where("status", "=", OPEN)], columns=_COLUMNS)
        # A row of an older program holds a petition's plain day even under an order from above.
        return {
            key: last_of(due, target, track)
            for key, due, target, track, made_under in rows
            if made_under == version and key in found and not found[key].get("superior_due")
        }

    def _named(self, window: Window) -> set[str]:
        """The codes of the places that were entered by the end of a month."""
        where = [
            Where("subject", ">=", "place:"),
            Where("subject", "<", "place;"),
            Where("kind", "=", "place_set"),
            Where("day", "<=", window.last.isoformat()),
        ]
        rows = self._context.journal.events.select(where, columns=["subject"])
        return {str(row[1]).partition(":")[2] for row in rows}

    def _workers(self) -> dict[str, str]:
        """Village → whom to ask there: its grid worker, else its mediator."""
        found: dict[str, str] = {}
        for role in ("village_mediator", "grid_worker"):
            for one in self._context.rules.staff.values():
                if one.active and one.role == role and one.place:
                    found[one.place] = f"{one.role_name} {one.name}"
        return found

    def _reach(self, village: str) -> str:
        day = self._fresh(village) if self._fresh is not None else None
        return "" if day is None or day == date.min else day.isoformat()


class Blocked(Container[str]):
    """The ids of the matters that nobody had taken on a day, asked one by one."""

    def __init__(self, dues: Dues, records: list[Record], on: str, then: Standing) -> None:
        self._dues, self._on, self._then = dues, on, then
        self._records: dict[object, Record] = {record["id"]: record for record in records}

    def __contains__(self, id: object) -> bool:
        record = self._records[id]
        return self._dues.pressing(record, self._on) and bool(
            self._dues.lacking(self._then(record), self._on)
        )
