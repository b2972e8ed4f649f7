"""Reading what a person or a program hands in: shapes checked, texts cleaned, Chinese refusals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, TypeVar

from xinfang_tui.disputes import kinds
from xinfang_tui.refusal import Refused

LONGEST = 30_000
MOST = 10**9
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_NOT_GIVEN = (None, "")
T = TypeVar("T")


def given(record: Mapping[str, Any], name: str) -> bool:
    """Whether a record says anything under a name; null and an empty text say nothing."""
    return record.get(name) not in _NOT_GIVEN


def those_given(record: Mapping[str, Any], known: Mapping[str, T]) -> list[tuple[str, T]]:
    """The names under which a record says anything, of those known, each with what is known."""
    return [
        (name, known[name])
        for name, value in record.items()
        if name in known and value not in _NOT_GIVEN
    ]


def text(value: Any, label: str, *, longest: int = LONGEST) -> str:
    """Free text: composed, without control characters, not longer than ``longest``."""
    if not isinstance(value, str):
        raise Refused(f"“{label}”应当是文字", safe="什么都没有改动", do="请改好再试")
    composed = unicodedata.normalize("NFC", value)
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
    written = value if type(value) is str else _written(value)
    return unicodedata.normalize("NFKC", text(written, label))


def _written(value: Any) -> Any:
    """A number as it would be written; anything else as it is."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def day(value: Any, label: str) -> date:
    """A civil date in ISO text."""
    if isinstance(value, date):
        return value
    try:
        found = date.fromisoformat(unicodedata.normalize("NFKC", text(value, label)))
    except ValueError:
        raise Refused(
            f"“{label}”的日期“{value}”不对", safe="什么都没有改动", do="请写成 2026-10-03 这样"
        ) from None
    if not FIRST_DAY <= found <= LAST_DAY:
        raise Refused(f"“{label}”的日期 {found} 不会是真的", safe="什么都没有改动", do="请核对年份")
    return found


def whole(value: Any, label: str) -> int:
    """A count: a whole number, neither negative nor beyond what any place could hold."""
    if isinstance(value, bool):
        value = ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
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
    return [clean for item in items if (clean := text(_written(item), label))]


_HAN = "[\u3400-\u9fff]"
_BETWEEN = rf"[、，,；;]|(?<={_HAN}{{2}})\s+(?={_HAN}{{2}})"


def apart(written: str) -> list[str]:
    """The names in a text, between 、，； or blanks; the blank inside a name like 王 芳 is none."""
    return [name for each in re.split(_BETWEEN, written) if (name := each.strip())]


def yes(value: Any, label: str) -> bool:
    """True or false, nothing else."""
    if not isinstance(value, bool):
        raise Refused(f"“{label}”应当是 true 或 false", safe="什么都没有改动")
    return value


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
        from difflib import get_close_matches

        near = get_close_matches(kind.lower(), kinds.KINDS, 1)
        offered = f"是不是：{near[0]}" if near else "可用的有：" + "、".join(sorted(kinds.KINDS))
        raise Refused(f"没有“{kind}”这种办理", do=offered)
    clean = {name: value for name, value in record.items() if name not in ("on", "by")}
    no_misspelt(clean, [field.name for field in spec.fields])
    _shorthand(kind, clean)
    for field in spec.fields:
        value = clean.get(field.name)
        if field.type == kinds.ANY and field.name in clean:
            continue  # nothing is a value too: a date taken away, a name struck out
        if value not in _NOT_GIVEN:
            value = clean[field.name] = _value(field, value)
        if value in (None, "", []):
            if field.required:
                raise Refused(
                    f"{spec.label}缺少“{field.label}”（{field.name}）", safe="什么都没有改动"
                )
            clean.pop(field.name, None)
    return clean


def no_misspelt(record: Mapping[str, Any], known: Collection[str]) -> None:
    """Refuse a name that is nearly one of those known and left out; other names are let be.

    Raises:
        Refused: with the name that was meant.
    """
    unknown = [name for name in record if name not in known]
    if not unknown:
        return
    from difflib import get_close_matches

    for name in unknown:
        meant = get_close_matches(name, [each for each in known if each not in record], 1, 0.75)
        if meant:
            raise Refused(f"没有“{name}”这一项", safe="什么都没有改动", do=f"是不是：{meant[0]}")


def _shorthand(kind: str, record: dict[str, Any]) -> None:
    """Other ways to hand in the same: an opinion under ``text``, true for what was told.

    A meeting's decision also by its Chinese name.
    """
    if kind == "decide" and isinstance(record.get("decision"), str):
        named = {name: code for code, name in kinds.DECISIONS.items()}
        record["decision"] = named.get(record["decision"].strip(), record["decision"])
    if kind == "opinion" and "opinion" not in record:
        record["opinion"] = record.pop("text", None)
    if kind == "end" and record.get("remedies_told") is True:
        del record["remedies_told"]  # which ones they are the desk knows
    if kind == "refer" and isinstance(record.get("deadline_told"), bool):
        record["deadline_told"] = "已告知" if record["deadline_told"] else ""


def _value(field: kinds.Field, value: Any) -> Any:
    label = field.label
    if field.type == kinds.TEXT:
        return text(value, label)
    if field.type == kinds.DAY:
        return day(value, label).isoformat()
    if field.type == kinds.BOOL:
        return yes(value, label)
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
        amount = -1.0 if isinstance(value, bool) else float(value)
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
    main = "what" if field.type == kinds.TERMS else next(iter(shape))
    items = value if isinstance(value, list) else [value]
    rows = [{main: item} if isinstance(item, str) else item for item in items]
    if not all(isinstance(row, Mapping) for row in rows):
        raise Refused(f"“{field.label}”应当是一列记录", safe="什么都没有改动")
    return [_row(row, shape, main, field.label) for row in rows]


def _row(row: Mapping[str, Any], shape: Mapping[str, str], main: str, what: str) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for name, label in shape.items():
        if given(row, name):
            value = row[name]
            read[name] = day(value, label).isoformat() if name == "due" else text(value, label)
    if not read.get(main):
        raise Refused(f"“{what}”有一行缺少“{shape[main]}”（{main}）", safe="什么都没有改动")
    return read
