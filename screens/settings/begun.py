"""What a form began with, so that nobody's change made meanwhile is replaced without a word."""

from __future__ import annotations

from typing import Any

from xinfang_tui.refusal import Refused


class Begun:
    """What stood in the ledger, by what it is called there, when a form was opened."""

    def __init__(self, **known: Any) -> None:
        self._known = known

    def check(self, key: str, now: Any, words: str) -> None:
        """Refuse, once, to replace what is not as the form began with it.

        Args:
            now: what stands there now; None: nothing.
            words: what it is called on screen.

        Raises:
            Refused: it was changed or entered meanwhile. Saving again replaces it knowingly.
        """
        was = self._known.get(key)
        if now == was:
            return
        self._known[key] = now
        if was is None:
            happened, do = "已经登记过了", "不是同一个，请换名称或代码；就是要改它，再保存一次"
        else:
            happened = "在您填表时已经在别处改了"
            do = "还要照您填的存，再保存一次；不改就按 Esc"
        raise Refused(f"{words}{happened}", safe="没有保存，填的还在", do=do)
