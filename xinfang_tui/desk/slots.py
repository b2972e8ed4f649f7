"""What was entered differently, in words: the question, and each answer to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xinfang_tui.desk.rules import Rules
from xinfang_tui.disputes import kinds
from xinfang_tui.disputes.dispute import RUNG_NAMES, STATUS_NAMES
from xinfang_tui.disputes.erased import GONE
from xinfang_tui.disputes.money import yuan
from xinfang_tui.disputes.work import RESUMED

EMPTY = "空"
"""How a field without a value reads."""
_QUESTIONS = {
    "status": "状态",
    "agreement": "协议",
    "transfer": "转办",
    "suspension": "中止到",
    "extension": "延期到",
    "readers": "可以看的人",
    "decision": "会议决定",
    "link": "关联",
}
_ANSWERS = {"accept": "对方已受理", "return": "对方已退回"}
_ROLES = {"same": "同一件事", "split": "分出", "part": "其中一件", "": "没有关联"}


def question(slot: str) -> str:
    """The Chinese name of what was entered differently."""
    name, _, key = slot.partition(":")
    if name == "term":
        return f"第 {key} 项是否履行"
    if name == "consent":
        to, _, party = key.partition(":")
        fields = {field.name: dict(field.choices) for field in kinds.KINDS["consent"].fields}
        return f"{party}是否同意{fields['to'].get(to, to)}"
    return _QUESTIONS.get(name) or kinds.FIELD_NAMES.get(slot, slot)


def words(slot: str, value: Any, rules: Rules) -> str:
    """One answer, with names instead of codes."""
    name = slot.partition(":")[0]
    if name == "extension" and "@" in str(value):
        return f"期限已过，上报到{RUNG_NAMES.get(str(value).partition('@')[2], '')}"
    if name == "status":
        status, _, rung = str(value).partition("@")
        rung = RUNG_NAMES.get(rung, "")
        return STATUS_NAMES.get(status, status) + (f"·{rung}" if rung else "")
    if isinstance(value, bool):
        return "是" if value else "否"
    if name == "transfer" and isinstance(value, list):
        return _ANSWERS.get(str(value[0]), str(value[0]))
    if name == "agreement" and isinstance(value, list) and len(value) == 3:
        return _agreement(value, rules)
    if name == "decision" and isinstance(value, list):
        return "，".join(str(each) for each in value if each)
    if name == "link":
        return _ROLES.get(str(value or ""), str(value))
    if value == RESUMED:
        return "已恢复"
    return field_words(slot, value, rules)


def field_words(name: str, value: Any, rules: Rules) -> str:
    """The value of a field of the matter as a reader knows it."""
    if value in (None, "", []):
        return EMPTY
    if name == "village":
        return rules.places.name(str(value))
    if name == "places" and isinstance(value, list):
        return "、".join(rules.places.name(str(code)) for code in value)
    if name == "category":
        return rules.codes.label(str(value))
    known = {"scale": rules.codes.scales, "channel": rules.codes.channels}.get(name)
    if known is not None:
        return known.get(str(value), str(value))
    if isinstance(value, list):
        named = (item.get("name", GONE) if isinstance(item, Mapping) else item for item in value)
        return "、".join(str(item) for item in named)
    return str(value)


def _agreement(value: list[Any], rules: Rules) -> str:
    method, terms, amount = value
    parts = [rules.codes.methods.get(str(method), str(method or ""))]
    parts += [f"{term.get('who', '')}{term.get('what', '')}" for term in terms or ()]
    if amount:
        parts.append(f"金额 {yuan(amount)} 元")
    return "，".join(part for part in parts if part)
