"""Where a matter enters, what a village does not take, and whose consent a climb needs (§5)."""

from __future__ import annotations

from xinfang_tui.disputes.dispute import RUNGS, Dispute
from xinfang_tui.ladder.rules import LEADER_CASE, TOWNSHIP, VILLAGE, Ladder
from xinfang_tui.tuples import NamedTuple

DISCIPLINE = "纪检监察机关"
_VILLAGE_ONLY = (VILLAGE, TOWNSHIP)


class Intake(NamedTuple):
    """What becomes of a matter handed in.

    Attributes:
        taken: whether it is registered here; when not, nothing of it is kept.
        rung, tier: where it enters.
        sealed: registered sealed; refer_to: and referred at once, to this office.
        words: what the person at the form is told, empty when there is nothing to tell.
    """

    taken: bool
    rung: str = VILLAGE
    tier: str = ""
    sealed: bool = False
    refer_to: str = ""
    words: str = ""


def entry(ladder: Ladder, category: str, scale: str) -> tuple[str, str]:
    """The rung and tier at which such a matter enters: the highest that any rule names."""
    rungs = [each.rung for each in ladder.entries if each.fits(category, scale)]
    rung = max(rungs, key=RUNGS.index, default=VILLAGE)
    return rung, "township" if rung == LEADER_CASE else ""


def intake(
    ladder: Ladder,
    level: str,
    category: str,
    scale: str,
    *,
    accuses_official: bool = False,
    sealed: bool = False,
    discipline: str = DISCIPLINE,
) -> Intake:
    """What an office of that level does with a matter.

    Category 15 and accusations against officials never enter village data; a township registers
    them sealed and referred (DESIGN §5; 信访工作条例 30(3), 46(5)(6)). What climbs beyond the
    township only with consent enters no higher, and climbs by the entry rule once it is given.

    Args:
        level: level of the unit that keeps this ledger: village, township or county.
        sealed: whether it is registered sealed.
        discipline: where such matters are handed in, with its telephone.
    """
    rung, tier = entry(ladder, category, scale)
    if category.startswith(ladder.elsewhere) or accuses_official:
        if level == "village":
            return Intake(
                False,
                words=f"涉及组织人事、纪检监察或反映干部问题的，村里不登记，这里什么都没有保留。"
                f"请向{discipline}反映",
            )
        return Intake(
            True,
            TOWNSHIP,
            sealed=True,
            refer_to=DISCIPLINE,
            words=f"已按保密登记并转{discipline}，不进入村级数据",
        )
    words = ""
    held = _private(ladder, category, sealed) and rung not in _VILLAGE_ONLY
    if held:
        rung, tier = TOWNSHIP, ""
    if rung != VILLAGE:
        words = "这类事项不由村里办理，直接进入" + ladder.rungs[rung].name
    if special_reports(ladder, scale):
        words += "，并须每日专报"
    if held:
        words += "；当事人都同意提交上级研究以后再上报"
    return Intake(True, rung, tier, words=words)


def special_reports(ladder: Ladder, scale: str) -> bool:
    """Whether matters of the scale have special reports (专报)."""
    return scale in ladder.special


def enters_above(dispute: Dispute, ladder: Ladder) -> bool:
    """Whether the matter, by its category and scale of now, belongs on a higher rung.

    What people sent back down stays there.
    """
    if any(step.what == "return_down" for step in dispute.transitions):
        return False
    rung, _ = entry(ladder, dispute.category, dispute.scale)
    return RUNGS.index(rung) > RUNGS.index(dispute.rung)


def needs_consent(dispute: Dispute, ladder: Ladder, to: str) -> bool:
    """Whether the climb to a rung needs the parties' consent to wider study."""
    return _private(ladder, dispute.category, dispute.sealed) and to not in _VILLAGE_ONLY


def _private(ladder: Ladder, category: str, sealed: bool) -> bool:
    return sealed or category.startswith(ladder.consent)


def consent_missing(dispute: Dispute) -> tuple[str, ...]:
    """What is missing of both parties' consent to wider study, in words."""
    names = list(dict.fromkeys(party.name for party in dispute.parties))
    if not names:
        return ("没有具名当事人，无法征得同意提交上级研究",)
    return tuple(
        f"{name}不同意提交上级研究"
        if dispute.consents.get(name, {}).get("wider") is False
        else f"{name}还没有同意提交上级研究"
        for name in names
        if not dispute.consents.get(name, {}).get("wider")
    )
