"""What can be done now, by digit; and what cannot, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from screens.pieces.cells import wrap

MOST = 6
_ON_RUNG = {"township": "accept", "joint_meeting": "assign", "leader_case": "own"}
_FIRST = {
    "open": ("mediate", "resolve", "extend", "refer", "transfer"),
    "resolved": ("visit_back", "perform", "confirm", "reopen", "close"),
    "closed": ("reopen", "perform"),
    "referred": ("accept", "reopen", "close"),
    "ended": ("reopen", "close"),
}
_OWN_KEYS = frozenset({"correct", "note", "settle", "void"})


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of entry: ``reason`` says why it cannot be made; empty when it can."""

    kind: str
    label: str
    reason: str = ""


def arranged(actions: Sequence[Mapping[str, Any]], status: str, rung: str) -> list[Act]:
    """The kinds of entry in the order in which they are wanted, allowed ones first.

    The same digit means the same as long as the status lasts.
    """
    first = (*_FIRST.get(status, ()), _ON_RUNG.get(rung, "escalate"))
    found = [
        Act(str(a["kind"]), str(a["label"]), "" if a["allowed"] else str(a.get("reason") or ""))
        for a in actions
        if a["kind"] not in _OWN_KEYS
    ]
    rank = {kind: at for at, kind in enumerate(first)}
    found.sort(key=lambda act: (bool(act.reason), rank.get(act.kind, len(rank))))
    return found


class ActionList(Widget):
    """The digits and what they do; a click does it too."""

    auto_links = False

    acts: reactive[tuple[Act, ...]] = reactive(())

    def render(self) -> Content:
        """Allowed ones with their digit, then as many reasons as fit."""
        allowed = [act for act in self.acts if not act.reason]
        lines = [Content.styled("现在可以（按数字）", "$soft")]
        for number, act in enumerate(allowed[:MOST], start=1):
            click = Style.from_meta({"@click": f"screen.choose({number})"})
            line = Content.assemble((f" {number} ", "bold $primary"), act.label)
            lines.append(line.stylize(click))
        more = Content.assemble((" 0 ", "bold $primary"), "其他办理…")
        lines.append(more.stylize(Style.from_meta({"@click": "screen.more"})))
        room = self.size.height - len(lines)
        for act in self.acts:
            if not act.reason:
                continue
            told = wrap(f"— {act.label}：{act.reason}", self.size.width - 1)
            if len(told) > room:
                break
            room -= len(told)
            lines += [Content.styled(f" {line}", "$soft") for line in told]
        return Content("\n").join(lines)

    def number(self, digit: int) -> Act | None:
        """The entry that a digit makes."""
        allowed = [act for act in self.acts if not act.reason][:MOST]
        return allowed[digit - 1] if 1 <= digit <= len(allowed) else None
