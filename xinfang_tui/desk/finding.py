"""Finding a dispute by its number, with a suggestion for a mistyped one (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterator

from store import Where
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.erasing import all_entries
from xinfang_tui.desk.hiding import may_know
from xinfang_tui.desk.journal import DISPUTE
from xinfang_tui.disputes import number
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.fold import fold
from xinfang_tui.refusal import Refused

LONGEST = 40


def find(context: Context, typed: str) -> Dispute:
    """The dispute of a number as people write it, of its digits alone, or of an id.

    Raises:
        Refused: there is none; a mistyped number gets a suggestion.
    """
    journal = context.journal
    parsed = number.parse(typed) if len(typed) <= LONGEST else None
    if parsed is None:
        dispute = journal.dispute(typed) if typed else None
        if dispute is not None:
            return _seen(context, dispute)
        offered = _near(context, typed)
        raise Refused(
            f"“{typed[:LONGEST]}”不是编号",
            do=f"是不是：{'、'.join(offered)}" if offered else "编号像 柳-2610-03017 这样",
        )
    wanted = str(parsed)
    ids = _matching(context, typed)
    if len(ids) == 1:
        dispute = journal.dispute(ids[0])
        if dispute is not None:
            return _seen(context, dispute)
    if len(ids) > 1:
        raise Refused(f"编号“{typed}”不止一件", do="请连村的简称一起写")
    offered = _near(context, typed)
    if not parsed.valid:
        hint = f"是不是：{'、'.join(offered)}" if offered else "请对照原件再写一遍"
        raise Refused(f"编号“{typed}”有误，校验位不对", do=hint)
    raise Refused(
        f"没有编号“{wanted}”", do=f"是不是：{'、'.join(offered)}" if offered else "请核对编号"
    )


def find_to_erase(context: Context, typed: str) -> Dispute:
    """The dispute of a number as :func:`find` has it, or one that was taken back altogether.

    Raises:
        Refused: there is neither, or more than one.
    """
    try:
        return find(context, typed)
    except Refused:
        if _matching(context, typed):
            raise  # it stands, and is another's or one of several
        found = [each for each in _taken_back(context) if _is_called(each, typed)]
        if not found:
            raise
    if len(found) > 1:
        numbers = "、".join(sorted(each.number for each in found))
        raise Refused(f"“{typed}”不止一件", safe="什么都没有删除", do=f"请写全是哪一件：{numbers}")
    return _seen(context, found[0])


def _is_called(dispute: Dispute, typed: str) -> bool:
    """Whether a number is the dispute's, whole or without the village's short name."""
    if typed == dispute.id:
        return True
    parsed = number.parse(typed) if len(typed) <= LONGEST else None
    if parsed is None:
        return False
    wanted = str(parsed)
    return dispute.number == wanted if parsed.short else dispute.number.endswith(wanted)


def _taken_back(context: Context) -> Iterator[Dispute]:
    """The disputes whose entries are all set aside (撤销本次接收), as they were."""
    journal = context.journal
    where = [
        Where("subject", ">=", DISPUTE),
        Where("subject", "<", "dispute;"),
        Where("aside", "not null"),
    ]
    found = journal.events.select(where, columns=["subject"])
    for subject in sorted({str(subject) for _, subject in found}):
        if journal.dispute(subject.removeprefix(DISPUTE)) is None:
            yield fold(all_entries(journal, subject))


def _touches(context: Context, dispute: Dispute, village: str) -> bool:
    """Whether a village leads or led the matter, or has a part in it."""
    places = {dispute.village, *dispute.places, *(step.village for step in dispute.transitions)}
    return not places.isdisjoint(context.rules.places.merged_into(village))


def _near(context: Context, typed: str) -> list[str]:
    """The numbers there are that a mistyped one may have been meant to be."""
    known = {str(row[1]) for row in context.journal.disputes.select(columns=["number"])}
    return [each for each in number.suggest(typed, known) if each in known]


def _seen(context: Context, dispute: Dispute) -> Dispute:
    """The dispute, unless it is another village's, or sealed to whoever works."""
    own = context.own_village
    if own and not _touches(context, dispute, own):
        raise Refused("这一件不是本村的", do="请找镇综治专干")
    if dispute.sealed and not may_know(context, dispute.readers):
        raise Refused("这一件已经密封，只有指定的人可以看", do="请找镇综治专干")
    return dispute


def _matching(context: Context, typed: str) -> list[str]:
    """The ids of the disputes that stand and are called so."""
    parsed = number.parse(typed) if len(typed) <= LONGEST else None
    if parsed is None:
        return [typed] if typed and context.journal.dispute(typed) is not None else []
    return _ids(context, str(parsed)) if parsed.short else _ids_by_digits(context, parsed)


def _ids(context: Context, wanted: str) -> list[str]:
    rows = context.journal.disputes.select([Where("number", "=", wanted)])
    return [str(row[0]) for row in rows]


def _ids_by_digits(context: Context, parsed: number.Number) -> list[str]:
    tail = str(parsed)
    rows = context.journal.disputes.select([Where("number", "contains", tail)])
    return [str(row[0]) for row in rows]
