"""Letting machines in and out: invitations, joining, striking off (DESIGN §8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from xinfang_tui.desk import opening
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.exchanging import Exchanging
from xinfang_tui.desk.journal import Entropy, Journal
from xinfang_tui.desk.receiving import read
from xinfang_tui.desk.sending import Sending, outgoing
from xinfang_tui.exchange.envelope import ACROSS, DOWN
from xinfang_tui.exchange.identity import Identity, Machine
from xinfang_tui.exchange.invitation import (
    Invitation,
    file_name,
    read_invitation,
    write_invitation,
)
from xinfang_tui.exchange.packing import Content, in_order
from xinfang_tui.exchange.vector import Holding
from xinfang_tui.refusal import Refused

Record = dict[str, Any]
SPARE = 1
PLENTY = 50
SAFE = "什么都没有改动"
BY_TOWNSHIP = "请由镇里办"
_VOID = "这份邀请没有写成，谁也不能凭它加入；再邀请一次会换一个机号"
_LOST = (
    "这份邀请没有写成，可台账里还列着它，请用 xinfang machine strike 注销；再邀请一次会换一个机号"
)


class Joining:
    """The part of the machines' facet that lets in and strikes off."""

    def __init__(self, exchanging: Exchanging) -> None:
        self._ex = exchanging

    def invite(self, village: str, out: Path) -> Record:
        """Write an invitation for a new machine of a unit below, or of this office itself.

        Args:
            village: code or name; out: the file, or a folder to put it in.

        Returns:
            ``{file, unit, name, mark, marks}``.

        Raises:
            Refused: no such place, this office does not invite it, no mark left, or the file
                cannot be written.
        """
        ex, context = self._ex, self._ex.context
        context.demand("machines")
        place = context.rules.places.find(village)
        if place is None:
            raise Refused(f"没有“{village}”这个村", do="请先导入村名册，或核对村名")
        same = place.code == ex.unit
        if self._below or (context.unit_village and not same):
            whose = "电脑" if same else f"{place.name}的电脑"
            raise Refused(f"本机是{ex.unit_name}的，不能邀请{whose}", safe=SAFE, do=BY_TOWNSHIP)
        with outgoing(ex, undone=_VOID, noted=_LOST) as put_down:
            keys = ex.office_keys()
            ex.introduce()
            marks = self._free_marks()
            context.journal.append(
                f"machine:{marks[0]}",
                "machine_invite",
                {"unit": place.code, "marks": list(marks)},
                by=context.who,
                on=context.today.isoformat(),
            )
            way = ACROSS if same else DOWN
            scope = ex.scope(place.code, way, setup=True)
            events, withheld = Sending(ex).content(scope, Holding(), True)
            invitation = Invitation(
                unit=place.code,
                unit_name=place.name,
                level=place.level,
                marks=marks,
                office=keys.public(ex.unit, ex.unit_name),
                as_of=context.today,
                machines=(ex.me, *self._colleagues()),
                content=Content(in_order(events), withheld, ex.holding()),
                office_keys=keys if same else None,
            )
            given = {
                "secret": invitation.secret,
                "recipient": invitation.reading.recipient,
                "unit": place.code,
                "marks": list(marks),
            }
            ex.post.keep_invited(marks, given)
            path = out / file_name(invitation) if out.is_dir() else out
            put_down(path, write_invitation(invitation, keys), lambda: ex.post.revoke(marks[0]))
        return {
            "file": str(path),
            "unit": place.code,
            "name": place.name,
            "mark": marks[0],
            "marks": list(marks),
        }

    def strike(self, mark: str, reason: str) -> Record:
        """Strike a lost machine off: what came from it stands, what comes later is refused.

        Returns:
            ``{mark, device, name, last}``; device is empty when it never joined.

        Raises:
            Refused: no such machine, this machine itself, or no right to.
        """
        ex, context = self._ex, self._ex.context
        context.demand("machines")
        directory = ex.directory()
        machine = directory.by_mark(mark)
        if self._below or not ex.inviting:
            raise Refused(f"本机是{ex.unit_name}的，不能注销电脑", safe=SAFE, do=BY_TOWNSHIP)
        if machine is None and mark not in ex.post.invited:
            raise Refused(f"没有{mark}号机", do="请用 xinfang machine list 看看有哪些电脑")
        if machine is not None and machine.device == ex.me.device:
            raise Refused("不能注销本机", do="请在本单位另一台电脑上办理")
        device = machine.device if machine else ""
        last = context.journal.heads().get(device, 0)
        with context.journal.transaction():
            ex.post.revoke(mark)
            if machine is not None and device not in directory.struck:
                context.journal.append(
                    f"machine:{mark}",
                    "machine_strike",
                    {"device": device, "reason": reason, "last": last},
                    by=context.who,
                    on=context.today.isoformat(),
                )
        unit = machine.unit if machine else directory.invited.get(mark, "")
        name = context.rules.places.name(unit)
        return {"mark": mark, "device": device, "name": name, "last": last}

    @property
    def _below(self) -> bool:
        """Whether this is a village's machine under a township, whose marks are given there."""
        return bool(self._ex.context.unit_village) and self._ex.superior is not None

    def _colleagues(self) -> list[Machine]:
        own = self._ex.me.device
        working = self._ex.directory().working(self._ex.unit)
        return [machine for machine in working if machine.device != own]

    def _free_marks(self) -> tuple[str, ...]:
        """The lowest free mark, and spare ones for after a restore while there are plenty."""
        directory = self._ex.directory()
        used = {machine.mark for machine in directory.machines.values()}
        used |= directory.invited.keys() | self._ex.post.invited.keys() | {opening.TOWNSHIP_MARK}
        free = [mark for mark in (f"{n:02d}" for n in range(1, 100)) if mark not in used]
        if not free:
            raise Refused(
                "机号都用完了",
                safe="台账没有动",
                do="请联系技术支持，看看哪些旧机号可以不再留用",
            )
        spare = free[len(free) - SPARE :] if len(free) > PLENTY else []
        return (free[0], *reversed(spare))


def join(
    folder: Path,
    file: Path,
    *,
    today: date,
    entropy: Entropy,
    now: Callable[[], int] = opening.wall_clock,
) -> tuple[Journal, Identity]:
    """Set an empty data folder up from an invitation.

    Raises:
        Refused: no invitation, damaged, or the folder has a ledger already.
    """
    invitation = read_invitation(read(file))
    journal, identity = opening.create_journal(
        folder, mark=invitation.marks[0], unit=invitation.unit, entropy=entropy, now=now
    )
    context = Context(folder, journal, identity, user=None, day=lambda: today)
    ex, on = Exchanging(context), today.isoformat()
    with journal.transaction():
        ex.post.keep_invitation(invitation)
        ex.post.admit(invitation.machines)
        if invitation.office_keys is not None:
            ex.post.keep_office_keys(invitation.office_keys)
        inviter, holds = invitation.machines[0], invitation.content.holds
        ex.post.hear(inviter, holds, invitation.as_of.isoformat(), False)
        ex.post.keep_withheld(invitation.content.withheld)
        journal.adopt(invitation.content.events, "invitation")
        unit = {"code": invitation.unit, "name": invitation.unit_name, "level": invitation.level}
        journal.append(
            "setting:unit", "setting_set", {"value": unit}, by=invitation.unit_name, on=on
        )
        ex.post.keep_self(identity.device)
    return journal, identity
