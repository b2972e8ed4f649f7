"""A township's month and its stages, folded from its events (DESIGN §6).

Kinds on ``month:MONTH``: ``open_month`` {unit, window, denominator: {VILLAGE: runs or count}}
(made by rule), ``round`` {name, on}, ``note`` {about, text}, ``summarise``, ``dispatch``,
``draft`` {notes}, ``check``, ``issue`` {signer, on, number}, ``publish`` {record, hash},
``scan`` {file, hash}, ``close``, ``reopen_month`` {reason, approver}.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from xinfang_tui.areacode import TOWNSHIP, level_of
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.order import causal
from xinfang_tui.month.households import Denominator
from xinfang_tui.month.window import Window, month_name
from xinfang_tui.refusal import Refused
from xinfang_tui.tuples import NamedTuple

_NONE: Mapping[Any, Any] = MappingProxyType({})

SCREEN, SUMMARISE, DISPATCH, BULLETIN, CLOSED = (
    "screen",
    "summarise",
    "dispatch",
    "bulletin",
    "closed",
)
STAGES = (SCREEN, SUMMARISE, DISPATCH, BULLETIN, CLOSED)
STAGE_NAMES = {
    SCREEN: "排查",
    SUMMARISE: "汇总",
    DISPATCH: "调度",
    BULLETIN: "通报",
    CLOSED: "办结",
}
_TOLD = 5
_MARKS = ("①", "②", "③", "④")


class Step(NamedTuple):
    """Something done to the month: who and when, and what was said with it."""

    by: str
    on: str
    event: str
    data: Mapping[str, Any] = _NONE


class MonthState(NamedTuple):
    """One month as it stands.

    Attributes:
        window: its days; None until opened. denominator: village → households counted.
        stage: the last stage entered. notes: what a figure is explained with, by its key.
        rounds: extra rounds (集中排查). drafted, checked, issued: the bulletin's way.
        published: the record in force (``publish`` data); history: those before a reopening.
        scan: the signed scan's file and hash.
    """

    month: str
    window: Window | None = None
    denominator: Mapping[str, Denominator] = _NONE
    stage: str = SCREEN
    rounds: tuple[Step, ...] = ()
    notes: Mapping[str, str] = _NONE
    summarised: Step | None = None
    dispatched: Step | None = None
    drafted: Step | None = None
    checked: Step | None = None
    issued: Step | None = None
    published: Step | None = None
    scan: Step | None = None
    closed: Step | None = None
    reopened: tuple[Step, ...] = ()
    history: tuple[Step, ...] = ()

    @property
    def record(self) -> Mapping[str, Any] | None:
        """The frozen record of the published month, or nothing."""
        return self.published.data.get("record") if self.published else None

    @property
    def frozen(self) -> bool:
        """Whether its figures are published."""
        return self.published is not None

    @property
    def name(self) -> str:
        """2026年10月."""
        return month_name(self.month)

    @property
    def reached(self) -> int:
        """How many stages have been entered after the first."""
        return STAGES.index(self.stage)


def subject(month: str) -> str:
    """The subject of a month's events."""
    return f"month:{month}"


def fold_month(month: str, events: Iterable[Event]) -> MonthState:
    """The month that these events make, in any order of arrival.

    A township's opening holds over a village's; among equals the first. A second publication
    without a reopening between changes nothing: as reported is for ever.
    """
    made = _Making(month)
    for node in causal(events):
        made.take(node.event)
    return made.state()


class _Making:
    """The month in the making."""

    def __init__(self, month: str) -> None:
        self.month = month
        self.window: Window | None = None
        self.of_township = False
        self.denominator: dict[str, tuple[bool, Denominator]] = {}
        self.stage = SCREEN
        self.last: dict[str, Step] = {}
        self.rounds: list[Step] = []
        self.notes: dict[str, str] = {}
        self.reopened: list[Step] = []
        self.history: list[Step] = []

    def take(self, event: Event) -> None:
        step = Step(event.by, event.on, event.id, event.payload)
        kind = event.kind
        if kind == "open_month":
            self._open(event.payload)
        elif kind == "round":
            self.rounds.append(step)
        elif kind == "note":
            self._note(event.payload)
        elif kind == "reopen_month":
            self._reopen(step)
        elif kind == "scan":
            self.last[kind] = step
        elif self.stage != CLOSED:
            self._advance(kind, step)

    def _open(self, data: Mapping[str, Any]) -> None:
        unit = str(data.get("unit", ""))
        township = len(unit) == 12 and level_of(unit) == TOWNSHIP
        if self.window is None or (township and not self.of_township):
            self.window = Window.from_json(data["window"])
            self.of_township = township
        for village, value in (data.get("denominator") or {}).items():
            held = self.denominator.get(village)
            if held is None or (township and not held[0]):
                self.denominator[village] = (township, Denominator.from_json(value))

    def _note(self, data: Mapping[str, Any]) -> None:
        self.notes[str(data.get("about", ""))] = str(data.get("text", ""))

    def _reopen(self, step: Step) -> None:
        if "publish" not in self.last:
            return
        self.history.append(self.last["publish"])
        self.reopened.append(step)
        for kind in ("draft", "check", "issue", "publish", "scan", "close"):
            self.last.pop(kind, None)
        self.stage = SUMMARISE

    def _advance(self, kind: str, step: Step) -> None:
        if kind not in _ENTERS or (kind == "close" and "publish" not in self.last):
            return
        if "publish" in self.last and kind != "close":
            return
        self.last[kind] = step
        if STAGES.index(_ENTERS[kind]) > STAGES.index(self.stage):
            self.stage = _ENTERS[kind]
        for about, text in (step.data.get("notes") or {}).items():
            self.notes[about] = str(text)

    def state(self) -> MonthState:
        return MonthState(
            self.month,
            self.window,
            {village: value for village, (_, value) in sorted(self.denominator.items())},
            self.stage,
            tuple(self.rounds),
            self.notes,
            summarised=self.last.get("summarise"),
            dispatched=self.last.get("dispatch"),
            drafted=self.last.get("draft"),
            checked=self.last.get("check"),
            issued=self.last.get("issue"),
            published=self.last.get("publish"),
            scan=self.last.get("scan"),
            closed=self.last.get("close"),
            reopened=tuple(self.reopened),
            history=tuple(self.history),
        )


_ENTERS = {
    "summarise": SUMMARISE,
    "dispatch": DISPATCH,
    "draft": BULLETIN,
    "check": BULLETIN,
    "issue": BULLETIN,
    "publish": BULLETIN,
    "close": CLOSED,
}
_BEFORE = {
    "summarise": SCREEN,
    "dispatch": SUMMARISE,
    "draft": DISPATCH,
    "check": BULLETIN,
    "issue": BULLETIN,
    "publish": BULLETIN,
}


def check_step(state: MonthState, kind: str, lacking: Callable[[], Sequence[str]] = tuple) -> None:
    """Refuse a step that the month is not ready for.

    Args:
        lacking: what the month's stage still lacks, and who; asked only to tell it.

    Raises:
        Refused: an earlier stage was passed over, the figures are published already, or the
            month is closed; with what to do first.
    """
    name = STAGE_NAMES[_ENTERS[kind]]
    safe = "已有的数据没有改动"
    if state.stage == CLOSED:
        raise Refused(
            f"{state.name}已经办结", safe="报出数和文书原样保存", do="确需修改，请先重开这个月"
        )
    if kind == "close":
        if state.published is None:
            raise Refused(
                f"{state.name}还没有发出通报，不能办结",
                safe=safe,
                do="请先做通报" + _listed(lacking()),
            )
        return
    if state.published is not None:
        raise Refused(
            f"{state.name}的通报已经发出，不再重做{name}",
            safe="报出数和文书原样保存",
            do="迟到的内容会列入下月更正说明；确需重做，请先重开这个月",
        )
    need = _BEFORE[kind]
    if STAGES.index(need) > state.reached:
        raise Refused(
            f"{state.name}还在{STAGE_NAMES[state.stage]}阶段，不能做{name}",
            safe=safe,
            do=f"请先做{STAGE_NAMES[STAGES[state.reached + 1]]}" + _listed(lacking()),
        )


def _listed(lacking: Sequence[str]) -> str:
    if not lacking:
        return ""
    more = f"等 {len(lacking)} 项" if len(lacking) > _TOLD else ""
    return "。还缺：" + "；".join(lacking[:_TOLD]) + more


def check_reopen(state: MonthState, later: MonthState | None, reason: str, approver: str) -> None:
    """Refuse a reopening without reason or approver, or under a later published month.

    Raises:
        Refused: with what to do first.
    """
    safe = "报出数和文书原样保存"
    if state.published is None:
        raise Refused(f"{state.name}还没有发出通报，不用重开", safe=safe)
    if not reason.strip() or not approver.strip():
        raise Refused("重开已通报的月份要写明理由和批准人", safe=safe, do="请补上再试")
    if later is not None and later.published is not None:
        raise Refused(
            f"{later.name}的通报已经发出，上月结转以{state.name}为准，不能重开",
            safe=safe,
            do=f"请先重开{later.name}，或让更正列入下月更正说明",
        )


def ribbon(state: MonthState) -> list[dict[str, str]]:
    """The four stages for the ribbon: key, name, and done / now / later."""
    at = state.reached
    return [
        {
            "key": key,
            "name": f"{mark}{STAGE_NAMES[key]}",
            "state": "done" if place < at else "now" if place == at else "later",
        }
        for place, (mark, key) in enumerate(zip(_MARKS, STAGES, strict=False))
    ]
