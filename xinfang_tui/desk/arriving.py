"""What came of a parcel, or would come, in figures (DESIGN §8, §10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xinfang_tui.desk.journal import DISPUTE
from xinfang_tui.exchange import merge, spans
from xinfang_tui.exchange.parcel import Parcel
from xinfang_tui.exchange.vector import ByDevice

Record = dict[str, Any]
ANOTHER = "同一台电脑的同一号记录已有另一份，先放在一边，请当面核对那台电脑是否被整个复制过"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a dispute stands before or after: its village, and how many conflicts it shows."""

    village: str
    conflicts: int


Standings = Mapping[str, Outcome]


def behind_words(files: Sequence[str]) -> str:
    """What to do when a parcel goes on from others that were taken back; "" when it does not."""
    if not files:
        return ""
    told = "、".join(files)
    return f"有的记录接着撤销过的包，缺了前面的内容，在台账里没有编号：请把{told}再接收一次"


def report(
    parcel: Parcel,
    plan: merge.MergePlan,
    before: Standings,
    after: Standings,
    back: Collection[str],
    missing: ByDevice,
) -> Record:
    """The answer to unpacking or rehearsing one parcel.

    Args:
        before, after: the disputes that the plan touches, by id.
        back: subjects of entries that were taken back before and count again.
        missing: numbers that held entries wait for.
    """
    changed = {event.subject for event in (*plan.new, *plan.filled)} | set(back)
    told = {event.subject for event in parcel.events}
    disputes = {subject for subject in changed if subject.startswith(DISPUTE)}
    known = {DISPUTE + id for id in before}
    new, updated = disputes - known, disputes & known
    refused = refusals(plan)
    envelope = parcel.envelope
    return {
        "id": envelope.id,
        "new": len(new),
        "updated": len(updated),
        "nothing": sum(1 for each in told - changed if each.startswith(DISPUTE)),
        "conflicts": sum(arising(id, before, after) for id in after),
        "held": len(plan.held),
        "refused": [{"reason": why, "events": many} for why, many in sorted(refused.items())],
        "others": len(changed - disputes),
        "events": len(plan.new),
        "quarantined": len(plan.quarantined),
        "missing": {device: spans.count(part) for device, part in missing.items()},
        "villages": _villages(new, updated, after),
        "from": f"{envelope.sender_name}{envelope.sender.mark}号机",
        "month": envelope.month,
        "as_of": envelope.as_of.isoformat(),
    }


def arising(id: str, before: Standings, after: Standings) -> int:
    """How many conflicts of a dispute are new."""
    former = before[id].conflicts if id in before else 0
    return max(0, after[id].conflicts - former)


def refusals(plan: merge.MergePlan) -> Counter[str]:
    """Reason → entries, those of another history among them."""
    found = Counter(refusal.reason for refusal in plan.refused)
    if plan.quarantined:
        found[ANOTHER] = len(plan.quarantined)
    return found


def _villages(new: Collection[str], updated: Collection[str], after: Standings) -> list[Record]:
    """New and changed disputes, per village."""
    counts: dict[str, Counter[str]] = {}
    for word, subjects in (("new", new), ("updated", updated)):
        for subject in subjects:
            outcome = after.get(subject.removeprefix(DISPUTE))
            if outcome is not None:
                counts.setdefault(outcome.village, Counter())[word] += 1
    return [
        {"village": village, "new": many["new"], "updated": many["updated"]}
        for village, many in sorted(counts.items())
    ]
