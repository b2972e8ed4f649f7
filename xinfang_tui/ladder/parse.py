"""Reading a ladder from TOML, with errors that name the key (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xinfang_tui.disputes.dispute import RUNGS
from xinfang_tui.ladder.built_in import BUILT_IN
from xinfang_tui.ladder.rules import Entry, Ladder, Limit, Petition, Rung, assembled
from xinfang_tui.refusal import Refused
from xinfang_tui.tomlwords import toml_words

_RUNG_KEYS = ("name", "days", "failures", "extension")
_PETITION_KEYS = tuple(Petition._fields)
_GUARD_KEYS = ("elsewhere", "consent", "special")
_MOST_DAYS = 3650
_SAFE = "原来的层级规则仍然有效"


def ladder_of(text: str) -> Ladder:
    """The ladder that an office's text, laid over the built-in one, gives; empty: the built-in one.

    Raises:
        Refused: the text is no TOML, or a key is unknown, missing or has a value it cannot have.
    """
    own = _toml(text)
    base = BUILT_IN
    known = {*base, "limit"}
    for key in own:
        if key not in known:
            raise _wrong(key, "没有这一节", "可用：" + "、".join(sorted(known)))
    merged = {key: _merged(key, base.get(key), own.get(key)) for key in known}
    rungs = {name: _rung(name, merged[name]) for name in RUNGS}
    joint = merged["joint_meeting"]
    lists = {key: _codes(f"guard.{key}", merged["guard"].get(key, [])) for key in _GUARD_KEYS}
    lists["called"] = _codes("joint_meeting.called", joint.get("called", []))
    _only("guard", merged["guard"], _GUARD_KEYS)
    _only("petition", merged["petition"], _PETITION_KEYS)
    petition = Petition(
        **{key: _days(f"petition.{key}", merged["petition"].get(key)) for key in _PETITION_KEYS}
    )
    entries = tuple(_entry(n, each) for n, each in _tables("entry", merged["entry"]))
    limits = tuple(_limit(n, each) for n, each in _tables("limit", merged["limit"] or []))
    return assembled(rungs, petition, entries, limits, lists)


def _toml(text: str) -> dict[str, Any]:
    if not text:
        return {}
    # Imported here: most offices have no ladder of their own, and it is slow to load.
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(
            f"层级规则不是合格的 TOML：{toml_words(error)}", safe=_SAFE, do="请改正这一处"
        ) from None


def _merged(key: str, base: Any, own: Any) -> Any:
    if own is None:
        return base
    if not isinstance(base, dict):
        return own
    if not isinstance(own, dict):
        raise _wrong(key, "应是一节", f"请写成 [{key}]")
    return {**base, **own}


def _rung(name: str, table: Mapping[str, Any]) -> Rung:
    keys = (*_RUNG_KEYS, "called") if name == "joint_meeting" else _RUNG_KEYS
    _only(name, table, keys)
    days = _days(f"{name}.days", table.get("days"))
    shown = table.get("name")
    if not isinstance(shown, str) or not shown.strip():
        raise _wrong(f"{name}.name", "应是文字", "请填这一层的名称")
    return Rung(
        shown.strip(),
        days,
        _whole(f"{name}.failures", table.get("failures", 0), 0, 99),
        _whole(f"{name}.extension", table.get("extension", days), 0, _MOST_DAYS),
    )


def _entry(place: str, table: Mapping[str, Any]) -> Entry:
    _only(place, table, ("rung", "categories", "scales"))
    rung, categories, scales = _which(place, table)
    return Entry(rung, categories, scales)


def _limit(place: str, table: Mapping[str, Any]) -> Limit:
    _only(place, table, ("rung", "categories", "scales", "days"))
    rung, categories, scales = _which(place, table)
    return Limit(rung, _days(f"{place}.days", table.get("days")), categories, scales)


def _which(place: str, table: Mapping[str, Any]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    rung = table.get("rung")
    if rung not in RUNGS:
        raise _wrong(f"{place}.rung", f"“{rung}”不是一层", "可用：" + "、".join(RUNGS))
    categories = _codes(f"{place}.categories", table.get("categories", []))
    scales = _codes(f"{place}.scales", table.get("scales", []))
    if not categories and not scales:
        raise _wrong(place, "没有写适用的类别或规模", "请写 categories 或 scales")
    return str(rung), categories, scales


def _tables(key: str, value: Any) -> list[tuple[str, Mapping[str, Any]]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise _wrong(key, "应是若干节", f"请写成 [[{key}]]")
    return [(f"{key}（第 {n} 节）", each) for n, each in enumerate(value, start=1)]


def _codes(key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(
        isinstance(each, str) and each.isdecimal() and len(each) in (2, 4) for each in value
    ):
        raise _wrong(key, "应是一列代码", '请写成 ["11", "1201"] 的样子')
    return tuple(value)


def _days(key: str, value: Any) -> int:
    return _whole(key, value, 1, _MOST_DAYS)


def _whole(key: str, value: Any, first: int, last: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not first <= value <= last:
        raise _wrong(key, f"现在是“{value}”", f"请填 {first} 到 {last} 的整数")
    return value


def _only(place: str, table: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    for key in table:
        if key not in keys:
            raise _wrong(f"{place}.{key}", "没有这一项", "可用：" + "、".join(keys))


def _wrong(key: str, what: str, do: str) -> Refused:
    return Refused(f"层级规则里“{key}”不对：{what}", safe=_SAFE, do=do)
