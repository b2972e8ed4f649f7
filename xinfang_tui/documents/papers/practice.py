"""二、主要做法 of the bulletin: what was done, by figures alone."""

from __future__ import annotations

from xinfang_tui.documents.paper import Block, Paragraph
from xinfang_tui.documents.papers.material import RUNG_NAMES, Month, Record
from xinfang_tui.documents.wording import listed

_ENDED = frozenset({"refused", "withdrawn", "failed", "other"})
"""Why a matter ended unresolved; a referred one says where it went instead."""
_LEGAL = ("法院", "仲裁", "复议", "诉讼")


def practice(month: Month) -> list[Block]:
    """What was done in the month: a paragraph for each thing that was."""
    sentences = [
        month.office.sentence("bulletin_practice", month.name),
        _rounds(month),
        _climbed(month),
        _meetings(month.meetings or {}),
        _owned(month),
        _met(month),
        _referred(month),
    ]
    found = [sentence for sentence in sentences if sentence]
    if not found:
        found = ["各村（社区）按月开展排查，逐件登记，按期限逐级办理。"]
    if len(found) == 1:
        return [Paragraph(found[0])]
    return [Paragraph(f"{i}.{sentence}") for i, sentence in enumerate(found, 1)]


def _rounds(month: Month) -> str:
    rounds = [name for name in month.rounds if name and name != "集中排查"]
    if not month.rounds:
        return ""
    named = f"：{listed(rounds, 5)}" if rounds else ""
    return f"开展集中排查{len(month.rounds)}次{named}。"


def _climbed(month: Month) -> str:
    """What moved up between the rungs; a rung's ``in`` counts what came to it."""
    flows = month.status["rung_flow"]
    parts = [
        f"{name}接收{int(flows[rung]['in'])}件"
        for rung, name in (
            ("township", RUNG_NAMES["township"]),
            ("joint_meeting", "联席会议"),
            ("leader_case", "领导包案"),
        )
        if rung in flows and int(flows[rung]["in"])
    ]
    if not parts:
        return ""
    owned = "" if int(month.rate("blocked")["numerator"]) else "、有承办"
    return f"坚持到期即上报，{'，'.join(parts)}，均有层级、有期限{owned}。"


def _meetings(counts: Record) -> str:
    held = int(counts.get("meetings") or 0)
    if not held:
        return ""
    joint, leading = int(counts.get("joint_meetings") or 0), int(counts.get("leading_group") or 0)
    kinds = [
        f"{name}{count}次"
        for name, count in (("联席会议", joint), ("领导小组会议", leading))
        if count
    ]
    chaired = int(counts.get("chaired") or 0)
    by = f"，其中主要领导主持{chaired}次" if chaired else ""
    studied = int(counts.get("studied") or 0)
    if not studied:
        return f"召开{'、'.join(kinds)}{by}。"
    done = int(counts.get("concluded") or 0)
    after = f"已办结{done}件" if done else "均在办理中"
    return f"召开{'、'.join(kinds)}{by}，研究决定{studied}件，{after}。"


def _owned(month: Month) -> str:
    owned = month.rate("owned")
    if not owned["denominator"]:
        return ""
    if owned["numerator"] == owned["denominator"]:
        return f"进入领导包案层级的{owned['denominator']}件全部落实了包案领导。"
    return (
        f"进入领导包案层级的{owned['denominator']}件中，{owned['numerator']}件落实了包案领导，"
        f"包案率{month.percent('owned')}。"
    )


def _met(month: Month) -> str:
    met = month.rate("met")
    if not met["denominator"] or not met["numerator"]:
        return ""
    count = met["numerator"]
    return f"办结事项中，受理、调查、答复三次见面都做到的{count}件，三见面率{month.share('met')}。"


def _referred(month: Month) -> str:
    first, last = month.days
    referred = sum(
        1
        for one in month.disputes
        if _by_law(one) and first <= str(one.get("concluded_on") or "")[:10] <= last
    )
    return f"引导转入诉讼、仲裁、行政复议等法定途径{referred}件。" if referred else ""


def _by_law(one: Record) -> bool:
    """Whether a matter went to court, arbitration or review, taken off the list since or not.

    An accusation handed to the discipline office did not, nor did a matter of another township.
    """
    status, to = one.get("status"), str(one.get("conclusion") or "")
    if str(one.get("category") or "").startswith("15"):
        return False
    settled = one.get("resolved_on") or to in _ENDED or not to
    if status != "referred" and (status != "closed" or settled):
        return False
    return not one.get("transfers") or any(word in to for word in _LEGAL)
