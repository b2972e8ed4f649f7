"""Open matters that may be the same as the one being typed, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from screens.pieces.cells import wrap

_MOST = 3


class Likely(Widget):
    """A quiet list: number, title, why."""

    found: reactive[tuple[Mapping[str, Any], ...]] = reactive((), layout=True)

    def show(self, found: Sequence[Mapping[str, Any]]) -> None:
        """Show what may be the same."""
        self.found = tuple(found)
        self.display = bool(found)

    def on_mount(self) -> None:
        """Nothing to say yet."""
        self.display = False

    def render(self) -> Content:
        """At most three, each with its reason."""
        cells = max(20, self.size.width - 2)
        parts: list[tuple[str, str]] = [("可能已经登记过：", "bold $warning")]
        for each in self.found[:_MOST]:
            for at, line in enumerate(wrap(f"{each['number']} {each['title']}", cells)[:2]):
                parts.append((f"\n{line}", "bold" if at == 0 else ""))
            parts.append(("\n" + "\n".join(wrap(_why(each), cells)[:2]), "$soft"))
        return Content.assemble(*parts)


def _why(each: Mapping[str, Any]) -> str:
    why = each.get("why")
    return "、".join(map(str, why)) if isinstance(why, list | tuple) else str(why or "")
