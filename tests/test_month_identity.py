"""The flow identity, published months and numerators hold for any history."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.month_kit import EAST, STONE, WEST, Office, month_figures, window
from xinfang_tui.month import published
from xinfang_tui.month.figures import Figures
from xinfang_tui.month.window import next_month

MONTHS = ("2026-09", "2026-10", "2026-11", "2026-12")
FIRST = date(2026, 9, 1)
ACTS: dict[str, dict[str, Any]] = {
    "escalate": {"to": "township"},
    "resolve": {"method": "0103"},
    "refer": {"to": "人民法院", "reason": "依法"},
    "end": {"reason": "refused"},
    "reopen": {"reason": "反弹"},
    "return_down": {"reason": "退回", "to": "village"},
    "transfer": {"to": "邻镇", "reason": "不属本镇", "border": True},
    "accept": {},
    "correct": {"field": "village", "reason": "记错"},
    "visit_back": {"answer": "unsatisfied", "reason": "procedure"},
    "close": {"reason": "已回访"},
    "decide": {"meeting": "m1", "decision": "leader", "leader": "赵某"},
    "link": {"lead": "m0", "role": "same"},
    "unlink": {"lead": "m0"},
    "void": {},
    "mediate": {"outcome": "failed"},
    "extend": {"until": "2026-12-20", "reason": "复杂", "approver": "赵某"},
    "meet_party": {"stage": "accept"},
}

steps = st.lists(
    st.tuples(
        st.integers(0, 5),  # which matter
        st.sampled_from([*ACTS, "resolve", "reopen", "escalate"]),
        st.integers(0, 4),  # days until entered
        st.sampled_from([0, 0, 0, 1, 5, 20, 45]),  # days entered late
        st.sampled_from(["A", "A", "B", "C"]),
        st.sampled_from(["", "", "AB", "BA", "CA", "AC"]),  # who tells whom
        st.sampled_from([EAST, WEST, STONE]),
        st.booleans(),  # whether a finished month is published now
    ),
    min_size=1,
    max_size=45,
)


class Story:
    """A history, and the months published on machine A as it went."""

    def __init__(self, drawn: list[Any]) -> None:
        self.office = Office()
        self.records: dict[str, dict[str, Any]] = {}
        self.today = FIRST
        self.registered: dict[str, date] = {}
        for step in drawn:
            self._take(*step)
        for giver in "ABC":
            for taker in "ABC":
                self.office.tell(giver, taker)

    def _take(
        self,
        matter: int,
        kind: str,
        wait: int,
        lag: int,
        device: str,
        told: str,
        village: str,
        publish: bool,
    ) -> None:
        self.today = min(self.today + timedelta(days=wait), date(2026, 12, 31))
        id = f"m{matter}"
        on = self.today - timedelta(days=lag)
        if id not in self.registered:
            self.registered[id] = on = max(on, FIRST - timedelta(days=20))
            self.office.register(id, on, device, village=village)
        elif f"dispute:{id}" in {e.subject for e in self.office.held(device)}:
            self._act(id, kind, max(on, self.registered[id]), device, village)
        if told:
            self.office.tell(*told)
        if publish:
            self._publish()

    def _act(self, id: str, kind: str, on: date, device: str, village: str) -> None:
        data = dict(ACTS[kind])
        if kind == "correct":
            data["value"] = village
        elif kind == "visit_back":
            data["by"] = "周某"
        elif kind == "void":
            mine = [
                e
                for e in self.office.held(device)
                if e.subject == f"dispute:{id}" and e.device == device and e.kind != "void"
            ]
            if not mine:
                return
            data = {"target": mine[-1].id, "of": mine[-1].kind}
        self.office.act(id, kind, on, device, **data)

    def _publish(self) -> None:
        month = next((m for m in MONTHS if m not in self.records), None)
        if month is None or window(month).last >= self.today:
            return
        figures = self.read(month, self.office.disputes("A"))
        self.records[month] = published.freeze(figures, figures.numbers, self.office.covers("A"))

    def read(self, month: str, disputes: list[dict[str, Any]]) -> Figures:
        """As reported, with what was published before."""
        before = self.records.get(next_month(month))
        assert before is None
        newest = self.records[max(self.records)] if self.records else None
        return month_figures(disputes, month, published=newest)


def holds(flow: dict[str, int]) -> bool:
    came = flow["carried"] + flow["new"] + flow["reopened"] + flow["in"]
    return came - flow["concluded"] - flow["out"] == flow["open"]


def every_flow(numbers: dict[str, Any]) -> list[dict[str, int]]:
    units = [unit["flow"] for unit in numbers["units"]]
    return [numbers["flow"], *units, *numbers["rung_flow"].values()]


@given(steps)
def test_the_identity_holds_in_total_by_village_and_by_rung_in_both_readings(
    drawn: list[Any],
) -> None:
    story = Story(drawn)
    disputes = story.office.disputes()
    for month in MONTHS:
        read = [month_figures(disputes, month)]
        if month not in story.records:
            read.append(story.read(month, disputes))
        for figures in read:
            assert all(holds(flow) for flow in every_flow(figures.numbers))
            total = figures.numbers["flow"]
            for key in ("carried", "new", "reopened", "concluded", "open"):
                assert sum(u["flow"][key] for u in figures.numbers["units"]) == total[key]
                by_rung = [flow[key] for flow in figures.numbers["rung_flow"].values()]
                assert sum(by_rung) == total[key]


@given(steps)
def test_a_month_carries_over_what_the_month_before_left_open(drawn: list[Any]) -> None:
    story = Story(drawn)
    disputes = story.office.disputes()
    for month, after in pairwise(MONTHS):
        known, next_known = month_figures(disputes, month), month_figures(disputes, after)
        assert sorted(known.open) == sorted(next_known.open_ids("carried"))
        if month in story.records:
            left = story.records[month]["open"]
        else:
            left = {id: list(at) for id, at in story.read(month, disputes).open.items()}
        if after in story.records:
            carried = published.open_ids(story.records[after], "carried")
        else:
            carried = story.read(after, disputes).open_ids("carried")
        assert sorted(carried) == sorted(left)


@given(steps)
def test_both_readings_of_an_unpublished_month_leave_the_same_matters_open(
    drawn: list[Any],
) -> None:
    story = Story(drawn)
    disputes = story.office.disputes()
    for month in MONTHS:
        if month not in story.records:
            reported, known = story.read(month, disputes), month_figures(disputes, month)
            assert reported.open == known.open


@given(steps)
def test_what_stands_open_at_last_is_what_the_ledger_shows_open(drawn: list[Any]) -> None:
    story = Story(drawn)
    disputes = story.office.disputes()
    standing = {
        d["id"]: (d["village"], d.get("rung", "village"))
        for d in disputes
        if d.get("status", "open") == "open" and not any(r == "same" for _, r in d.get("links", ()))
    }
    assert month_figures(disputes, "2026-12").open == standing


@given(steps)
def test_what_a_published_month_says_never_changes_by_what_comes_later(drawn: list[Any]) -> None:
    story = Story(drawn)
    for month, record in story.records.items():
        covered = [e for e in story.office.events if e.seq <= record["covers"].get(e.device, 0)]
        then = Office(events=covered)
        earlier = {m: r for m, r in story.records.items() if m < month}
        newest = earlier[max(earlier)] if earlier else None
        again = month_figures(then.disputes(), month, published=newest)
        assert published.freeze(again, again.numbers, record["covers"]) == record


@given(steps)
def test_no_matter_is_counted_by_two_published_months_as_new(drawn: list[Any]) -> None:
    story = Story(drawn)
    new: Counter[str] = Counter()
    for record in story.records.values():
        new.update(published.open_ids(record, "new"))
    assert all(count == 1 for count in new.values())


@given(steps)
def test_a_numerator_is_always_a_part_of_its_denominator(drawn: list[Any]) -> None:
    figures = month_figures(Story(drawn).office.disputes(), "2026-10")
    for key, value in figures.numbers["indicators"].items():
        numerator, denominator = Counter(figures.sets[key]), Counter(figures.sets[f"{key}/"])
        assert numerator <= denominator
        if key == "days":
            continue
        assert value["numerator"] <= value["denominator"]
        assert (value["value"] is None) == (value["denominator"] == 0)
        assert value["value"] is None or 0 <= value["value"] <= 100
    concluded = figures.numbers["indicators"]["concluded"]
    total = figures.numbers["flow"]
    assert concluded["denominator"] == total["carried"] + total["new"] + total["reopened"]


@given(steps)
def test_a_frozen_record_opens_to_the_same_matters(drawn: list[Any]) -> None:
    figures = month_figures(Story(drawn).office.disputes(), "2026-10")
    record = published.freeze(figures, figures.numbers, {})
    for name in figures.sets:
        assert published.open_ids(record, name) == figures.open_ids(name)
        for village in (EAST, WEST, STONE):
            opened = published.open_ids(record, name, village)
            assert opened == figures.open_ids(name, village)
            if name not in ("flow.in", "flow.out"):  # a village also counts moves within the town
                assert set(opened) <= set(figures.sets[name])


@given(steps)
def test_every_number_of_the_flow_opens_to_as_many_steps(drawn: list[Any]) -> None:
    figures = month_figures(Story(drawn).office.disputes(), "2026-10")
    for key, count in figures.numbers["flow"].items():
        assert len(figures.sets[f"flow.{key}"]) == count
    for unit in figures.numbers["units"]:
        for key, count in unit["flow"].items():
            assert len(figures.open_ids(key, unit["code"])) == count
    codes = [unit["code"] for unit in figures.numbers["units"]]
    for rung, flow in figures.numbers["rung_flow"].items():
        for name, count in [(f"rungs.{rung}", figures.numbers["rungs"][rung])] + [
            (f"rung_flow.{rung}.{key}", count) for key, count in flow.items()
        ]:
            everywhere = Counter(figures.open_ids(name))
            assert everywhere.total() == count
            assert everywhere == sum((Counter(figures.open_ids(name, c)) for c in codes), Counter())
