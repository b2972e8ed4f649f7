"""Scores of offices for the bulletin: of townships by a county, of villages where it is set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from xinfang_tui.areacode import township_of
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.monthly import Monthly
from xinfang_tui.month import published
from xinfang_tui.month.figures import REPORTED
from xinfang_tui.month.indicators import percent
from xinfang_tui.month.scoring import OF, group, last_of, notices, ranks, score, watched, year_sum

Record = dict[str, Any]
Totals = dict[str, float | None]
Opens = Callable[[str, str], list[str]]
"""The ids behind a figure, by its key and a village."""


def office_scores(context: Context, monthly: Monthly, status: Mapping[str, Any]) -> list[Record]:
    """``{name, score, rank, year, group, notices, watched}`` of each office, best first.

    Often of nobody. ``notices``: the year's quarters for which a township gets a 通报; ``watched``:
    whether two of them make it 重点管理.

    Args:
        status: the month's status record; ``year`` adds up its year's published months and it.
    """
    offices = _offices(context, status)
    if len(offices) < 2:
        return []
    month = str(status["month"])
    opens, weights = _opens(monthly, month), context.rules.settings.weights
    scores = {
        office: score(_indicators(opens, villages), weights) for office, villages in offices.items()
    }
    totals = {office: found.total for office, found in scores.items()}
    handled = _handled(context, offices, month)
    places = ranks(totals, handled)
    months = _earlier(context, monthly, month, offices) | {month: totals}
    year = year_sum(list(months.values()))
    noticed: dict[str, list[str]] = {}
    if context.rules.settings.unit.level == "county":  # rules for townships, not for villages
        lasts = {m: last_of(each, _handled(context, offices, m)) for m, each in months.items()}
        noticed = notices(lasts)
    found = [
        {
            "name": context.rules.places.name(office),
            "score": scores[office].to_json(),
            "rank": places.get(office),
            "year": year.get(office),
            "group": group(handled[office]),
            "notices": noticed.get(office, []),
            "watched": office in watched(noticed),
        }
        for office in offices
    ]
    return sorted(found, key=lambda one: (one["group"], one["rank"] or len(found), one["name"]))


def _offices(context: Context, status: Mapping[str, Any]) -> dict[str, list[Record]]:
    """Office → its screened villages."""
    settings = context.rules.settings
    found: dict[str, list[Record]] = {}
    for unit in status["units"]:
        if unit.get("households") is None:
            continue
        if settings.unit.level == "county":
            found.setdefault(township_of(unit["code"]), []).append(unit)
        elif settings.village_scoring:
            found[unit["code"]] = [unit]
    return found


def _opens(monthly: Monthly, month: str) -> Opens:
    state = monthly.state(month)
    if state.record is not None:
        return partial(published.open_ids, state.record)
    return monthly.figures(month, REPORTED, state).open_ids


def _indicators(opens: Opens, villages: list[Record]) -> dict[str, Record]:
    """The scored indicators of an office, from what the month's figures open to."""
    found = {}
    for key in OF.values():
        if key == "coverage":
            seen = sum(int(unit["found"]) + int(unit["none"]) for unit in villages)
            counts = (seen, sum(int(unit["households"]) for unit in villages))
        else:
            numerator, denominator = (
                sum(len(opens(name, unit["code"])) for unit in villages)
                for name in (key, f"{key}/")
            )
            counts = (numerator, denominator)
        found[key] = {
            "value": percent(*counts),
            "numerator": counts[0],
            "denominator": counts[1],
        }
    return found


def _handled(context: Context, offices: Mapping[str, list[Record]], month: str) -> dict[str, int]:
    """Office → matters registered in the year up to the month."""
    counts = context.journal.disputes.counts(["village", "month"])
    of = {unit["code"]: office for office, villages in offices.items() for unit in villages}
    handled = dict.fromkeys(offices, 0)
    for (village, registered), count in counts.items():
        if village in of and f"{month[:4]}-01" <= registered <= month:
            handled[of[village]] += count
    return handled


def _earlier(
    context: Context, monthly: Monthly, month: str, offices: Mapping[str, list[Record]]
) -> dict[str, Totals]:
    """The offices' totals in each published month of the year before this one."""
    weights = context.rules.settings.weights
    found: dict[str, Totals] = {}
    for earlier in monthly.published_months():
        record = monthly.state(earlier).record
        if record is None or month[:4] != earlier[:4] or earlier >= month:
            continue
        opens = partial(published.open_ids, record)
        units = {one["code"]: one for one in record["figures"]["units"] if one.get("households")}
        kept = {
            office: [units[each["code"]] for each in villages if each["code"] in units]
            for office, villages in offices.items()
        }
        found[earlier] = {
            office: score(_indicators(opens, mine), weights).total for office, mine in kept.items()
        }
    return found
