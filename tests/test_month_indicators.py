"""The indicators of a month, by hand, with what each of them opens to."""

from __future__ import annotations

import statistics
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.month_kit import EAST, WEST, Office, households, month_figures, units
from xinfang_tui.month.compare import compared
from xinfang_tui.month.figures import Figures, opened
from xinfang_tui.month.indicators import INDICATORS, growth, median, percent
from xinfang_tui.month.sweep import subject

DUES = {
    "in-time": "2026-10-12",
    "late": "2026-10-10",
    "open": "2026-10-20",
    "blocked": "2026-10-30",
}


@pytest.mark.parametrize(
    ("numerator", "denominator", "value"),
    [
        (41, 47, 87.2),
        (30, 56, 53.6),
        (310, 311, 99.7),
        (2854, 3077, 92.8),
        (1, 8, 12.5),
        (1, 16, 6.3),
        (0, 5, 0.0),
        (5, 5, 100.0),
        (0, 0, None),
    ],
)
def test_per_cent_to_one_decimal(numerator: int, denominator: int, value: float | None) -> None:
    assert percent(numerator, denominator) == value


@given(st.lists(st.integers(0, 400), min_size=1))
def test_the_median_is_the_standard_librarys(days: list[int]) -> None:
    assert median(days) == round(float(statistics.median(days)), 1)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_per_cent_is_the_nearest_tenth(numerator: int, denominator: int) -> None:
    value = percent(numerator, denominator)
    assert value is not None
    assert abs(value - 100 * numerator / denominator) <= 0.05 + 1e-9


def the_month(**more: Any) -> Figures:
    office = Office()
    office.register("in-time", "2026-10-03", people=3)
    for stage in ("accept", "inquire", "reply"):
        office.act("in-time", "meet_party", "2026-10-05", stage=stage)
    office.act("in-time", "resolve", "2026-10-12", method="0103")
    office.act("in-time", "visit_back", "2026-10-19", by="周某", answer="satisfied")
    office.register("late", "2026-10-01", village=WEST, people=60, category="0902")
    office.act("late", "mediate", "2026-10-02", outcome="failed")
    office.act("late", "escalate", "2026-10-09", to="township")
    office.act("late", "escalate", "2026-10-20", to="joint_meeting")
    office.act(
        "late",
        "decide",
        "2026-10-22",
        meeting="m",
        decision="assign",
        unit="司法所",
        handler="周某",
    )
    office.act("late", "resolve", "2026-10-25", method="0103")
    office.act("late", "visit_back", "2026-10-28", by="周某", answer="unreached")
    office.register("open", "2026-10-13")
    office.act("open", "extend", "2026-10-19", until="2026-10-20", reason="雨", approver="赵某")
    office.register("blocked", "2026-09-01", channel="visit")
    office.act("blocked", "escalate", "2026-09-09", to="township")
    office.act("blocked", "decide", "2026-09-20", meeting="m0", decision="leader", leader="赵某")
    office.register("back", "2026-09-01")
    office.act("back", "resolve", "2026-09-15", method="0103")
    office.act("back", "reopen", "2026-10-15", reason="反弹")
    office.act("back", "end", "2026-10-25", reason="withdrawn")
    sweep = subject(EAST, "2026-10")
    doors = dict.fromkeys(households(EAST, 6), "none")
    doors[households(EAST, 7)[-1]] = "missed"
    office.write(sweep, "mark", "2026-10-05", households=doors)
    office.write(sweep, "submit", "2026-10-30", kind="report")
    office.write(subject(WEST, "2026-10"), "submit", "2026-11-05", kind="zero")

    def due(record: Any, on: str) -> str | None:
        return DUES.get(record["id"])

    return month_figures(
        office.disputes(), units=units(office), due=due, blocked={"blocked"}, **more
    )


def _of(figures: Figures) -> Any:
    return figures.numbers["indicators"]


def test_every_indicator_by_hand() -> None:
    found = the_month().numbers["indicators"]
    shares = {key: (one["numerator"], one["denominator"]) for key, one in found.items()}
    assert shares == {
        "coverage": (6, 30),
        "reported": (2, 3),
        "on_time": (1, 3),
        "resolved": (2, 3),
        "concluded": (3, 5),
        "mediated": (2, 2),
        "local": (1, 2),
        "in_time": (2, 3),
        "visited": (1, 2),
        "satisfied": (1, 1),
        "contact": (1, 2),
        "verified": (1, 3),
        "reopened": (1, 3),
        "met": (1, 3),
        "owned": (1, 1),
        "meeting": (1, 1),
        "extended": (1, 5),
        "overdue": (2, 2),
        "blocked": (1, 2),
        "days": (9 + 24 + 10, 3),
        "quality": (3, 3),
    }
    assert found["resolved"]["value"] == 66.7
    assert found["resolved"]["unvisited"] == 1
    assert found["days"]["value"] == 10.0


def test_visits_of_an_earlier_settlement_say_nothing_of_the_one_that_stands() -> None:
    office = Office()
    office.register("back", "2026-10-01")
    office.act("back", "resolve", "2026-10-05", method="0103")
    office.act("back", "visit_back", "2026-10-08", by="周某", answer="satisfied")
    office.act("back", "reopen", "2026-10-08")
    office.act("back", "resolve", "2026-10-08", method="0103")
    found = _of(month_figures(office.disputes()))
    assert (found["visited"]["numerator"], found["verified"]["numerator"]) == (0, 0)
    assert found["resolved"]["unvisited"] == 1
    assert (found["satisfied"]["numerator"], found["satisfied"]["denominator"]) == (1, 1)
    office.act("back", "visit_back", "2026-10-20", by="周某", answer="basic")
    found = _of(month_figures(office.disputes()))
    assert (found["visited"]["numerator"], found["verified"]["numerator"]) == (1, 1)


def test_a_month_tells_of_its_own_visits_whom_they_reached() -> None:
    office = Office()
    office.register("regret", "2026-09-01")
    office.act("regret", "resolve", "2026-09-05", method="0103")
    answer = {"by": "周某", "answer": "unsatisfied", "reason": "regret"}
    office.act("regret", "visit_back", "2026-09-12", **answer)
    office.act("regret", "visit_back", "2026-10-05", by="周某", answer="unreached")
    found = _of(month_figures(office.disputes()))
    assert (found["contact"]["numerator"], found["contact"]["denominator"]) == (0, 1)
    assert found["satisfied"]["denominator"] == 0


def test_what_an_older_program_stored_of_visits_and_extensions_counts_on_its_day() -> None:
    office = Office()
    office.register("old", "2026-10-01")
    until = {"until": "2026-10-10", "reason": "等鉴定", "approver": "周某"}
    office.act("old", "extend", "2026-10-05", **until)
    office.act("old", "resolve", "2026-10-06", method="0103")
    office.act("old", "visit_back", "2026-10-08", by="周某", answer="satisfied")
    [record] = office.disputes()
    rows = {name: [row[:-2] for row in record[name]] for name in ("visits", "extensions")}
    found = _of(month_figures([{**record, **rows}]))
    assert (found["visited"]["numerator"], found["satisfied"]["numerator"]) == (1, 1)
    assert found["extended"]["numerator"] == 1


def test_every_number_opens_to_its_matters() -> None:
    figures = the_month()
    assert figures.open_ids("in_time") == ["in-time", "back"]
    assert figures.open_ids("in_time/") == ["in-time", "late", "back"]
    assert figures.open_ids("local/", WEST) == ["late"]
    assert figures.open_ids("overdue") == ["open", "blocked"]
    assert figures.open_ids("carried") == ["blocked"]
    assert figures.open_ids("reopened") == ["back"]
    assert figures.open_ids("on_time") == [EAST]
    assert figures.open_ids("category.09") == ["late"]
    assert figures.open_ids("rungs.leader_case") == ["blocked"]
    assert figures.open_ids("flow.in") == []
    with pytest.raises(KeyError):
        figures.open_ids("nothing-of-the-kind")


def test_a_village_s_row_by_hand() -> None:
    east, west, stone = the_month().numbers["units"]
    households = {"households": 10, "found": 0, "none": 6, "missed": 1, "unvisited": 3}
    report = {"report": "report", "on_time": True, "received_on": "2026-10-30"}
    beside = {"source": "machine", "form": "", "reason": "", "conflicts": 0, "data_until": ""}
    ways = {"visit": 6, "phone": 0, "leader": 0}
    named = {"code": EAST, "name": "东湾村", "who": "网格员 东某", "coverage": 60.0}
    counted = {"ways": ways, "outside": 0, "screened": 2, "beside": 0}
    shown = {key: value for key, value in east.items() if key != "flow"}
    assert shown == named | households | counted | report | beside
    assert (west["report"], west["on_time"], west["screened"]) == ("zero", False, 1)
    assert (stone["report"], stone["on_time"], stone["unvisited"]) == (None, None, 10)


def test_a_month_that_kept_only_the_totals_opens_by_where_the_matters_belong() -> None:
    sets, homes = {"flow.new": ["a", "b"]}, {"a": EAST, "b": WEST}
    assert opened(sets, homes, "new", EAST) == ["a"]
    assert opened({**sets, f"flow.new@{WEST}": ["b"]}, homes, "new", EAST) == []


@pytest.mark.parametrize(
    ("on", "month"),
    [
        *(("2026-09-30", "2026-09"), ("2026-10-01", "2026-10")),
        *(("2026-10-31", "2026-10"), ("2026-11-01", "2026-11")),
    ],
)
def test_what_happens_on_a_month_s_first_or_last_day_counts_in_it(on: str, month: str) -> None:
    office = Office()
    office.register("settled", "2026-08-20")
    office.act("settled", "resolve", "2026-08-25", method="0103")
    office.act("settled", "visit_back", on, by="周某", answer="unreached")
    office.register("new", on)
    office.act("new", "extend", on, until="2026-12-01", reason="雨", approver="赵某")
    office.act("new", "decide", on, meeting="m", decision="continue")
    office.act("new", "end", on, reason="withdrawn")
    for each in ("2026-09", "2026-10", "2026-11"):
        found = month_figures(office.disputes(), each)
        keys = ("flow.new", "flow.concluded", "extended", "meeting/")
        here = each == month
        assert [found.open_ids(key) for key in keys] == [["new"] * here] * 4
        assert found.open_ids("contact/") == ["settled"] * here


def test_nothing_gives_no_value_rather_than_zero() -> None:
    for key, one in month_figures([]).numbers["indicators"].items():
        assert one["value"] is None, key
        assert one["numerator"] == one["denominator"] == 0


def test_bands_and_categories_add_up_to_what_was_registered() -> None:
    numbers = the_month().numbers
    assert numbers["bands"] == {"1-49": 2, "50-99": 1, "100-499": 0, "500+": 0}
    assert numbers["people"] == 63
    assert numbers["categories"]["02"] == {
        "new": 2,
        "settled": 1,
        "unsettled": 1,
        "mediated": 1,
        "villages": {EAST: {"new": 2, "settled": 1, "unsettled": 1, "mediated": 1}},
    }
    assert sum(one["new"] for one in numbers["categories"].values()) == 3
    assert numbers["channels"] == {"screening": 3}


@pytest.mark.parametrize(
    ("people", "band"),
    [
        *((0, "1-49"), (49, "1-49"), (50, "50-99"), (99, "50-99")),
        *((100, "100-499"), (499, "100-499"), (500, "500+")),
    ],
)
def test_a_matter_counts_in_the_band_that_its_people_fall_in(people: int, band: str) -> None:
    office = Office()
    office.register("a", "2026-10-05", people=people)
    bands = month_figures(office.disputes()).numbers["bands"]
    assert [name for name, count in bands.items() if count] == [band]


@pytest.mark.parametrize(
    ("more", "clean"),
    [
        ({}, 1),
        ({"lag": 3}, 1),
        ({"lag": 4}, 0),
        ({"conflicts": [{"slot": "title"}]}, 0),
    ],
)
def test_a_registration_is_sound_when_entered_within_three_days_and_not_contested(
    more: dict[str, Any], clean: int
) -> None:
    office = Office()
    office.register("a", "2026-10-05")
    office.register("carried", "2026-09-05")
    new, old = ({**record, "lag": 0, **more} for record in office.disputes())
    found = month_figures([new, old])
    assert (found.open_ids("quality"), found.open_ids("quality/")) == (["a"] * clean, ["a"])


def test_each_indicator_says_its_formula_in_words() -> None:
    assert len({one.key for one in INDICATORS}) == len(INDICATORS)
    for one in INDICATORS:
        assert one.formula and one.name


def test_the_month_before_and_the_year_before() -> None:
    now = the_month().numbers
    assert compared(now, None) is None
    moved = compared(now, month_figures([]).numbers)
    assert moved is not None
    assert moved["flow"]["new"] == {"value": 0, "growth": None}
    assert moved["indicators"]["resolved"] == {"value": None, "change": None}
    same = compared(now, now)
    assert same is not None
    assert same["indicators"]["resolved"]["change"] == 0.0
    assert same["flow"]["new"]["growth"] == 0.0
    assert growth(207, 257) == -19.5
    assert growth(34, 22) == 54.5
