"""Reading what a person or a program hands in: shapes checked, texts cleaned, Chinese refusals."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from xinfang_tui.disputes import kinds
from xinfang_tui.refusal import Refused

LONGEST = 30_000
MOST = 10**9
_WRITTEN = (str, int, float)


def text(value: Any, label: str, *, longest: int = LONGEST) -> str:
    """Free text: composed, without control characters, not longer than ``longest``."""
    if not isinstance(value, _WRITTEN) or isinstance(value, bool):
        raise Refused(f"“{label}”应当是文字", safe="什么都没有改动", do="请改好再试")
    composed = unicodedata.normalize("NFC", str(value))
    clean = composed if composed.isprintable() else _without_controls(composed)
    if len(clean) > longest:
        raise Refused(
            f"“{label}”有 {len(clean)} 个字，最多 {longest} 个字",
            safe="什么都没有改动",
            do="请缩短，细节可写进简要情况或附件",
        )
    return clean.strip()


def _without_controls(text: str) -> str:
    return "".join(
        c
        for c in text
        if c in "\n\t" or (unicodedata.category(c) not in _CONTROL and c not in _TURNING)
    )


_CONTROL = frozenset({"Cc", "Cs"})
# Marks that turn the direction of what follows, on a terminal the rest of the line.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def code(value: Any, label: str) -> str:
    """A code or a number as text: full-width digits become plain ones."""
    return unicodedata.normalize("NFKC", text(value, label))


def day(value: Any, label: str) -> date:
    """A civil date in ISO text."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(code(value, label))
    except ValueError:
        raise Refused(
            f"“{label}”的日期“{value}”不对", safe="什么都没有改动", do="请写成 2026-10-03 这样"
        ) from None


def whole(value: Any, label: str) -> int:
    """A count: a whole number, neither negative nor beyond what any place could hold."""
    if isinstance(value, bool):
        value = ""
    try:
        number = int(code(value, label))
    except ValueError:
        number = -1
    if number < 0:
        raise Refused(f"“{label}”应当是不小于零的整数", safe="什么都没有改动", do="请改好再试")
    if number > MOST:
        raise Refused(f"“{label}”的数太大", safe="什么都没有改动", do="请核对")
    return number


def texts(value: Any, label: str) -> list[str]:
    """Several short texts; one alone may stand without its brackets, empty ones fall away."""
    items = value if isinstance(value, list | tuple) else [value]
    return [clean for item in items if (clean := text(item, label))]


def data(kind: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """An event's data, checked against its kind.

    Args:
        kind: one of :data:`kinds.KINDS`.
        record: what was handed in; ``on`` and ``by`` are the caller's.

    Returns:
        The data as it will be stored; what is not known stays as it is.

    Raises:
        Refused: unknown kind, something required missing, or of the wrong shape.
    """
    spec = kinds.KINDS.get(kind)
    if spec is None:
        raise Refused(f"没有“{kind}”这种办理", do="可用的有：" + "、".join(sorted(kinds.KINDS)))
    clean = {name: value for name, value in record.items() if name not in ("on", "by")}
    if kind == "opinion" and "opinion" not in clean:
        clean["opinion"] = clean.pop("text", None)
    for field in spec.fields:
        value = clean.get(field.name)
        if value is None or value == "":
            if field.type == kinds.ANY and field.name in clean:
                continue  # nothing is a value too: a date taken away, a name struck out
            if field.required:
                raise Refused(
                    f"{spec.label}缺少“{field.label}”（{field.name}）", safe="什么都没有改动"
                )
            clean.pop(field.name, None)
        else:
            clean[field.name] = _value(field, value)
    return clean


def _value(field: kinds.Field, value: Any) -> Any:
    label = field.label
    if field.type == kinds.TEXT:
        return text(value, label)
    if field.type == kinds.DAY:
        return day(value, label).isoformat()
    if field.type == kinds.BOOL:
        if not isinstance(value, bool):
            raise Refused(f"“{label}”应当是 true 或 false", safe="什么都没有改动")
        return value
    if field.type == kinds.INT:
        return whole(value, label)
    if field.type == kinds.MONEY:
        return _money(value, label)
    if field.type == kinds.CHOICE:
        known = dict(field.choices)
        if not isinstance(value, str) or value not in known:
            listed = "、".join(f"{key}（{name}）" for key, name in field.choices)
            raise Refused(f"“{label}”不能是“{value}”", do=f"可以是：{listed}")
        return value
    if field.type == kinds.NAMES:
        return texts(value, label)
    if field.type in (kinds.TERMS, kinds.PLAN, kinds.TOLD):
        return _records(value, field)
    return value


def _money(value: Any, label: str) -> float:
    try:
        amount = float(value)
    except (TypeError, ValueError):
        amount = -1.0
    if not 0 <= amount < 1e13:
        raise Refused(f"“{label}”的金额“{value}”不对", safe="什么都没有改动")
    return amount


_SHAPES = {
    kinds.TERMS: {"who": "谁", "what": "做什么", "due": "期限"},
    kinds.PLAN: {"step": "步骤", "due": "期限"},
    kinds.TOLD: {"office": "单位", "when": "时间"},
}


def _records(value: Any, field: kinds.Field) -> list[dict[str, Any]]:
    shape = _SHAPES[field.type]
    if isinstance(value, str):
        value = [{next(iter(shape)) if field.type != kinds.TERMS else "what": value}]
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise Refused(f"“{field.label}”应当是一列记录", safe="什么都没有改动")
    read = []
    for item in value:
        row: dict[str, Any] = {}
        for name, label in shape.items():
            if item.get(name):
                row[name] = (
                    day(item[name], label).isoformat() if name == "due" else text(item[name], label)
                )
        read.append(row)
    return read
