"""The bulletin's way: drafted, checked, issued, published and frozen (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from xinfang_tui.desk.context import Context
from xinfang_tui.desk.monthly import Monthly
from xinfang_tui.desk.monthstatus import MonthStatus
from xinfang_tui.disputes import reading
from xinfang_tui.disputes.masking import cores_of, screen_name
from xinfang_tui.month import published, stages
from xinfang_tui.month.figures import REPORTED, VISIT_DUE
from xinfang_tui.month.flow import KEYS, NAMES
from xinfang_tui.month.households import Denominator
from xinfang_tui.month.indicators import INDICATORS
from xinfang_tui.month.selfcheck import Finding, check
from xinfang_tui.month.stages import MonthState, check_step
from xinfang_tui.month.sweep import subject as sweep_subject
from xinfang_tui.month.window import month_name
from xinfang_tui.refusal import Refused
from xinfang_tui.staff import may

Record = dict[str, Any]
Papers = Callable[[Mapping[str, Any]], Mapping[str, Any]]
Number = Callable[[str, date, str], str]
Advice = Callable[[str], Iterable[Mapping[str, Any]]]
STEPS = ("draft", "check", "issue", "publish")


class Bulletins:
    """Takes a month from its draft to its frozen record.

    Args:
        papers: status record with ``hash`` → papers of the month, name → JSON.
        number: month, day of issue and the 文号 the office chose (or "") → its 文号.
        advice: month → what a look at the whole paper found, ``{key, text}``; told, never a bar.
    """

    def __init__(
        self,
        context: Context,
        monthly: Monthly,
        status: MonthStatus,
        papers: Papers | None,
        number: Number | None = None,
        advice: Advice | None = None,
    ) -> None:
        self._context = context
        self._monthly = monthly
        self._status = status
        self._papers = papers
        self._number = number
        self._advice = advice

    def take(self, month: str, record: Mapping[str, Any]) -> list[Record]:
        """Take the steps asked for; what the self-check found.

        Signing checks first where nothing was checked yet, or what would be found is not what was
        found then: what is signed was checked as it is.

        Raises:
            Refused: an unknown step, one not due or not of this role, or a grave finding.
        """
        wanted = record.get("step")
        if wanted is not None and wanted not in STEPS:
            raise Refused(f"没有“{wanted}”这一步", do="可以是：" + "、".join(STEPS))
        self._demand_newest(month)
        state = self._monthly.state(month)
        check_step(state, "draft", lambda: self._status.read(month, compare=False)["missing"])
        done = {"draft": state.drafted, "check": state.checked, "issue": state.issued}
        steps = [wanted] if wanted else [step for step in STEPS if done.get(step) is None]
        if wanted:
            _in_order(wanted, done)
        for step in steps:
            self._demand(step)
        findings: list[Finding] = []
        advised: list[Finding] = []
        for step in steps:
            check_step(self._monthly.state(month), step)
            if step == "draft":
                self._append(month, step, {"notes": self._notes(record)})
                continue
            shown = self._status.read(month) | {"late": self._status.arrived(month)}
            findings = self._check(shown)
            if step in ("check", "issue"):
                advised = self._checked(month, findings, again=step == "check")
            if step == "issue":
                self._append(month, step, self._issued(month, record))
            elif step == "publish":
                self._publish(month, shown)
        return [
            {"key": one.key, "text": one.text, "grave": one.grave} for one in (*findings, *advised)
        ]

    def _demand_newest(self, month: str) -> None:
        """The month after carries on what this one leaves open, so they come out in order."""
        later = [m for m in self._monthly.published_months() if m > month]
        out = [m for m in later if self._monthly.state(m).frozen]
        if out:
            raise Refused(
                f"{month_name(out[-1])}的通报已经发出，{month_name(month)}不能再出通报",
                safe="通报没有发出",
                do=f"晚到的会列入下一期的更正说明；确要补出，请先重开{month_name(out[0])}",
            )

    def _demand(self, step: str) -> None:
        """Who signs checks as well: nobody is to sign what they may not look through."""
        signs = not may(self._context.staff, "issue")
        if not (step == "check" and signs):
            self._context.demand("issue" if step in ("issue", "publish") else "bulletin")

    def _checked(self, month: str, findings: list[Finding], *, again: bool) -> list[Finding]:
        """Write down what was found, once more only when asked; what the whole paper adds."""
        advised = self._advised(month, findings)
        told = [one.text for one in (*findings, *advised)]
        last = self._monthly.state(month).checked
        if again or last is None or last.data.get("findings") != told:
            self._append(month, "check", {"findings": told})
        return advised

    def explained(self, about: str) -> str:
        """The key of what a note is about: as given, or from a figure's or a village's name.

        Raises:
            Refused: a name that is none of either; nobody would read its note.
        """
        if about in FIGURE_KEYS:
            return FIGURE_KEYS[about]
        if about in KEYS:
            return f"flow.{about}"
        place = None if "." in about or "@" in about else self._context.rules.places.find(about)
        if place is None and not about.isascii():
            raise Refused(
                f"没有“{about}”这个数，也没有这个村",
                safe="说明没有记下",
                do="可以写：" + "、".join([*NAMES.values(), "化解率等指标名", "村名"]),
            )
        return f"report@{place.code}" if place is not None else about

    def _notes(self, record: Mapping[str, Any]) -> dict[str, str]:
        notes = record.get("notes") or {}
        if not isinstance(notes, Mapping):
            raise Refused("“说明”（notes）应当是一条记录", safe="说明没有记下")
        return {self.explained(str(about)): explanation(text) for about, text in notes.items()}

    def _advised(self, month: str, found: list[Finding]) -> list[Finding]:
        """What the look at the whole paper adds; its 文号 comes only with the signature."""
        known = {one.key for one in found} | {"number"}
        looked = self._advice(month) if self._advice is not None else ()
        return [
            Finding(str(one["key"]), str(one["text"])) for one in looked if one["key"] not in known
        ]

    def _check(self, shown: Record) -> list[Finding]:
        papers = self._papers(shown | {"hash": ""}) if self._papers is not None else {}
        offices, names = self._people(shown["month"])
        text = "\n".join(_texts(papers))
        for public in sorted(offices, key=len, reverse=True):  # 王建国 is no leak of 王建
            text = text.replace(public, "　")
        findings = check(shown, shown["notes"], text=text, names=names)
        last = shown["window"]["last"]
        if self._context.today.isoformat() < last:
            words = f"统计周期到 {last} 才结束，之后发生的会列为补报"
            findings.append(Finding("window", words))
        grave = [one.text for one in findings if one.grave]
        if grave:
            raise Refused("自查没有通过：" + "；".join(grave), safe="通报没有发出", do="请改好再试")
        return findings

    def _people(self, month: str) -> tuple[set[str], set[str]]:
        """Who acts for an office, and the parties, whom no paper may name.

        Whoever acts for an office is named in papers, a party's namesake too.
        """
        state = self._monthly.state(month)
        records = self._monthly.matters(*self._monthly.frame(month, REPORTED, state))
        offices = set(self._context.rules.staff)
        for record in records:
            offices |= {record.get("handler", ""), record.get("leader", "")}
        names = {
            name
            for record in records
            for party in record.get("parties") or ()
            if party[1] == "person"
            for name in cores_of(party[0])
            if screen_name(name) != name
        }
        return offices - {""}, names - offices

    def _issued(self, month: str, record: Mapping[str, Any]) -> Record:
        settings = self._context.rules.settings
        signer = record.get("signer") or settings.office.signer or settings.leader
        on = reading.day(record.get("on") or self._context.today, "签发日期")
        if on > self._context.today:
            raise Refused(f"签发日期 {on} 还没有到", safe="通报没有签发")
        first = self._monthly.window(month).first
        if on < first:
            raise Refused(
                f"签发日期 {on} 早于这个月的第一天 {first}", safe="通报没有签发", do="请核对日期"
            )
        data = {
            "signer": reading.text(signer or self._context.who, "签发人"),
            "on": on.isoformat(),
        }
        number = reading.text(record["number"], "文号") if record.get("number") else ""
        if self._number is not None:
            number = self._number(month, on, number)
        if number:
            data["number"] = number
        return data

    def _publish(self, month: str, shown: Record) -> None:
        """Freeze figures, papers and what was read."""
        state = self._monthly.state(month)
        figures = self._monthly.figures(month, REPORTED, state)
        issued = dict(state.issued.data) if state.issued else {}
        kept = {name: shown[name] for name in _KEPT if name in shown}
        frozen = published.freeze(figures, kept, self._context.journal.heads())
        frozen |= {"issued": issued, "notes": shown["notes"], "late": shown["late"]}
        stamp = published.short_hash(frozen)
        papers = {}
        if self._papers is not None:
            papers = dict(self._papers(shown | {"hash": stamp, "issued": issued}))
        data = {"record": published.with_papers(frozen, papers), "hash": stamp}
        self._append(month, "publish", data)

    def shrink(self, month: str, state: MonthState) -> int:
        """Keep of each village's marks only the counts; how many villages."""
        assert state.closed is not None
        shrunk = 0
        for village, denominator in state.denominator.items():
            sweep = self._monthly.sweep(village, month)
            if sweep.shrunk is None and sweep.marks:
                self._shrink(village, month, denominator, state.closed.event)
                shrunk += 1
        return shrunk

    def _shrink(self, village: str, month: str, denominator: Denominator, start: str) -> None:
        journal = self._context.journal
        about, on = sweep_subject(village, month), self._context.today.isoformat()
        seen = self._monthly.sweep(village, month).coverage(denominator)
        counts = {"found": seen.found, "none": seen.none, "missed": seen.missed}
        data = {**counts, "ways": dict(seen.ways), "outside": seen.outside}
        marks = [event for event in journal.of(about) if event.kind == "mark"]
        journal.by_rule(about, "shrink", data, rule="shrink", start=start, on=on)
        targets: Record = {event.id: {} for event in marks if event.data is not None}
        erased = {"what": "各户情况", "targets": targets, "ground": "办结满 90 天"}
        journal.append(about, "erase", erased, by="规则", on=on)

    def _append(self, month: str, kind: str, data: Mapping[str, Any]) -> None:
        context = self._context
        on = context.today.isoformat()
        context.journal.append(stages.subject(month), kind, data, by=context.who, on=on)


_KEPT = (
    "month",
    "window",
    "units",
    "flow",
    "rung_flow",
    "indicators",
    "rungs",
    "members",
    "conflicts",
    VISIT_DUE,
    "people",
    "bands",
    "categories",
    "channels",
    "until",
    "meetings",
    "compare",
)
FIGURE_KEYS = (
    {each.name: each.key for each in INDICATORS}
    | {name: f"flow.{key}" for key, name in NAMES.items()}
    | {"待回访": VISIT_DUE}
)
"""The Chinese name of each figure → its key."""
_WORDS = {"draft": "起草", "check": "自查", "issue": "签发"}


def explanation(text: Any) -> str:
    """The words of a note; an empty one explains nothing."""
    said = reading.text(text, "说明")
    if not said:
        raise Refused("没有写说明", safe="说明没有记下", do="请写上原因")
    return said


def _in_order(wanted: str, done: Mapping[str, Any]) -> None:
    """Refuse a step before its time; signing checks by itself."""
    for step in STEPS[: STEPS.index(wanted)]:
        if done[step] is None and (wanted, step) != ("issue", "check"):
            raise Refused(
                f"通报还没有{_WORDS[step]}", safe="通报没有发出", do=f"请先{_WORDS[step]}"
            )


def _texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
