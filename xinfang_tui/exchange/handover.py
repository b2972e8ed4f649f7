"""What a grid worker hands to the next one: the list that both sign (工作交接清单)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

VISIT_DAYS = (7, 30, 90)


@dataclass(frozen=True, slots=True)
class Item:
    """One line: the dispute's number and title, what is to be done, by when, the state now."""

    number: str
    title: str
    what: str
    due: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """The list of one change of hands.

    Attributes:
        giver, taker: who hands over to whom; on: the day.
        open: open matters in the giver's hands; promises: agreed terms not yet performed.
        visits: settled matters awaiting a return visit; next: dates agreed with the parties.
    """

    giver: str
    taker: str
    on: date
    open: tuple[Item, ...] = field(default=())
    promises: tuple[Item, ...] = field(default=())
    visits: tuple[Item, ...] = field(default=())
    next: tuple[Item, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The list as papers and screens take it."""
        return {**asdict(self), "on": self.on.isoformat()}


def handover(
    disputes: Iterable[Mapping[str, Any]],
    giver: str,
    taker: str,
    on: date,
    visit_days: Sequence[int] = VISIT_DAYS,
) -> Handover:
    """Gather what the giver still owes, from disputes in the JSON form of DESIGN §10.

    Promises and visits of the giver's own settled matters count, closed matters do not.

    Args:
        visit_days: days after a settlement at which it is visited, as the office has set them.
    """
    lists: dict[str, list[Item]] = {"open": [], "promises": [], "visits": [], "next": []}
    for dispute in disputes:
        if dispute.get("handler") != giver:
            continue
        if dispute["status"] == "open":
            lists["open"].append(_open(dispute))
            agreed = _next(dispute)
            if agreed >= on.isoformat():
                lists["next"].append(_item(dispute, "约定的下次调解", agreed))
        if dispute["status"] in ("resolved", "closed"):
            lists["promises"] += _promises(dispute, on)
        if dispute["status"] == "resolved":
            lists["visits"].append(_visit(dispute, on, visit_days))
    return Handover(
        giver=giver,
        taker=taker,
        on=on,
        **{name: tuple(sorted(items, key=_by_due)) for name, items in lists.items()},
    )


def _by_due(item: Item) -> tuple[bool, str, str]:
    return (not item.due, item.due, item.number)


def _item(dispute: Mapping[str, Any], what: str, due: str = "", state: str = "") -> Item:
    return Item(str(dispute.get("number", "")), str(dispute["title"]), what, due, state)


def _open(dispute: Mapping[str, Any]) -> Item:
    state = "已超期" if dispute.get("overdue") else ""
    tries = int(dispute.get("attempts") or 0)
    what = f"继续调处，已调解 {tries} 次未成" if tries else "继续调处"
    return _item(dispute, what, str(dispute.get("due") or ""), state)


def _next(dispute: Mapping[str, Any]) -> str:
    """The latest date agreed for another mediation; empty when none."""
    for step in reversed(dispute.get("trail") or ()):
        if step.get("kind") == "mediate":
            return str((step.get("data") or {}).get("next_on") or "")
    return ""


def _promises(dispute: Mapping[str, Any], on: date) -> list[Item]:
    items = []
    for term in dispute.get("terms") or ():
        if term.get("kept") is None:
            due = str(term.get("due") or "")
            late = "已到期未见履行" if due and due < on.isoformat() else ""
            what = f"督促履行：{term.get('who', '')}{term.get('what', '')}"
            items.append(_item(dispute, what, due, late))
    return items


def _visit(dispute: Mapping[str, Any], on: date, days: Sequence[int]) -> Item:
    """The first of the visits at 7, 30 and 90 days still to be made; one not made stays due."""
    resolved = str(dispute.get("resolved_on") or "")
    if not resolved or not days:
        return _item(dispute, "回访")
    met = sum(
        visit["on"] >= resolved and visit["answer"] != "unreached"
        for visit in dispute.get("visits") or ()
    )
    due = date.fromisoformat(resolved) + timedelta(days=days[min(met, len(days) - 1)])
    return _item(dispute, "回访", due.isoformat(), "已到期" if due < on else "")
