"""Who stands behind a party as it is written: its own names and those that speak for it."""

from __future__ import annotations

import re
import unicodedata

from xinfang_tui.disputes.dispute import Party
from xinfang_tui.disputes.masking import cores_of

_BRACKETS = r"[(\[【]([^)\]】]*)[)\]】]?"
_COUNT = r"等?[\d一二三四五六七八九十百]+[多余]?[人名户位]$"
_ROLE = r"^(?:法定代表人|法人代表|法人|负责人|代表人|代表|委托代理人|代理人|联系人|经理|户主):?"


def plain(name: str) -> str:
    """A name without blanks, in one spelling, to compare by."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def unbracketed(name: str) -> str:
    """A name without what stands in brackets: 张三（户主） is 张三."""
    return re.sub(_BRACKETS, "", plain(name))


def own_names(party: Party) -> list[str]:
    """The names of a party itself: as written, then without brackets and count."""
    bare = unbracketed(party.name)
    found = (plain(party.name), bare, re.sub(_COUNT, "", bare), *names_in(party.name))
    return [name for name in dict.fromkeys(found) if name]


def speakers(party: Party) -> set[str]:
    """The names that speak for a party: its representative's, and those in brackets."""
    inside = {re.sub(_ROLE, "", each) for each in re.findall(_BRACKETS, plain(party.name))}
    return {plain(party.representative), *(each for each in inside if len(each) > 1)} - {""}


def names_in(text: str) -> list[str]:
    """The names in a field, "张三、李四" being two; one that belongs together stays whole."""
    return [plain(name) for name in cores_of(text)] or [plain(text)]
