"""What each setting may hold: one check a setting, each giving the value in its one form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from xinfang_tui.areacode import LEVEL_NAMES, level_of, normalise_code
from xinfang_tui.refusal import Refused

WEIGHTS: Mapping[str, int] = MappingProxyType(
    {
        "coverage": 20,
        "on_time": 15,
        "in_time": 25,
        "settled": 25,
        "visited": 10,
        "quality": 5,
    }
)
WEIGHT_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "coverage": "排查覆盖",
        "on_time": "按时报送",
        "in_time": "按期办结",
        "settled": "回访核实后的化解",
        "visited": "回访",
        "quality": "数据质量",
    }
)
_OFFICE = {
    "mediation_centre": "调解中心名称",
    "issuing_office": "发文机关",
    "number_style": "发文字号",
    "seal": "是否加盖印章",
    "signer": "签发人",
    "checker": "审核人",
    "drafter": "制表人",
    "printed_by": "印发机关",
    "complaints_phone": "监督电话",
    "phone": "联系电话",
    "address": "地址",
    "discipline": "反映干部问题的去处",
}
_FONTS = {
    "title": "标题",
    "body": "正文",
    "heading": "一级",
    "subheading": "二级",
    "number": "页码",
}


def _unit(value: Any) -> dict[str, str]:
    given = _mapping(value, "本单位")
    code = normalise_code(str(given.get("code", "")))
    name = str(given.get("name", "")).strip()
    level = given.get("level") or level_of(code)
    if not name:
        raise Refused("没有填单位名称", do="请填写单位名称，如“双桥镇”")
    if level != level_of(code) or len(code) != 12:
        raise Refused(
            f"代码 {code} 不是{LEVEL_NAMES.get(str(level), str(level))}级的代码",
            do="请核对代码或级别",
        )
    return {"code": code, "name": name, "level": level}


def _window(value: Any) -> str:
    if value not in ("calendar", "26-25"):
        raise Refused(
            f"统计时段“{value}”不认识", do="可选：calendar（自然月）、26-25（上月26日至25日）"
        )
    return str(value)


def _day_of_month(value: Any, what: str) -> int | None:
    if value is None or value == "":
        return None
    return _whole(value, what, 1, 31)


def _office(value: Any) -> dict[str, Any]:
    given = _known(_mapping(value, "单位名称与文书"), _OFFICE, "单位名称与文书")
    found: dict[str, Any] = {
        key: _text(each, _OFFICE[key]) for key, each in given.items() if key != "seal"
    }
    if "seal" in given:
        found["seal"] = _yes(given["seal"], "是否加盖印章")
    style = found.get("number_style")
    if style is not None and "{n}" not in style:
        raise Refused("发文字号里没有 {n}", do="请写成“双信联〔{year}〕{n}号”的样子")
    return found


def _fonts(value: Any) -> dict[str, str]:
    given = _known(_mapping(value, "文书字体"), _FONTS, "文书字体")
    return {key: _text(each, f"{_FONTS[key]}字体") for key, each in given.items()}


def _meetings(value: Any) -> dict[str, Any]:
    given = _known(_mapping(value, "联席会议日程"), {"dates": "", "day": ""}, "联席会议日程")
    dates = sorted({_date(day, "联席会议日程") for day in given.get("dates") or ()})
    return {"dates": dates, "day": _day_of_month(given.get("day"), "每月例会日")}


def _weights(value: Any) -> dict[str, int]:
    given = _known(_mapping(value, "考核权重"), WEIGHTS, "考核权重")
    found = {key: _whole(given.get(key, 0), WEIGHT_NAMES[key], 0, 100) for key in WEIGHTS}
    if sum(found.values()) != 100:
        raise Refused(f"考核权重合计是 {sum(found.values())}，应为 100", do="请调整后再保存")
    return found


def _rising(value: Any, what: str, last: int) -> list[int]:
    if not isinstance(value, list | tuple) or not value:
        raise Refused(f"{what}应是一列整数", do="如 7、30、90")
    found = [_whole(each, what, 1, last) for each in value]
    if found != sorted(set(found)):
        raise Refused(f"{what}应从小到大，不重复", do="如 7、30、90")
    return found


def _mask_style(value: Any) -> str:
    if value not in ("某", "*"):
        raise Refused(f"隐名样式“{value}”不认识", do="可选：某（张某某）、*（张**）")
    return str(value)


def _extra_days(value: Any) -> dict[str, bool]:
    given = _mapping(value, "自定上班日和休息日")
    return {
        _date(day, "自定上班日和休息日"): _yes(on, f"{day} 是否上班")
        for day, on in sorted(given.items())
    }


def _texts(value: Any, what: str) -> dict[str, str]:
    return {str(key): _text(each, what) for key, each in _mapping(value, what).items()}


def _mapping(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise Refused(f"“{what}”的内容不对", do="应是一组“名称: 值”")
    return {str(key): each for key, each in value.items()}


def _known(given: dict[str, Any], names: Mapping[str, Any], what: str) -> dict[str, Any]:
    for key in given:
        if key not in names:
            raise Refused(f"“{what}”里没有“{key}”这一项", do="可填：" + "、".join(names))
    return given


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str):
        raise Refused(f"“{what}”应是文字", do="请重新填写")
    return value.strip()


def _whole(value: Any, what: str, first: int, last: int) -> int:
    whole = value if isinstance(value, int) and not isinstance(value, bool) else None
    if isinstance(value, str) and value.strip().isdecimal():
        whole = int(value)
    if whole is None or not first <= whole <= last:
        raise Refused(f"“{what}”填的“{value}”不对", do=f"请填 {first} 到 {last} 的整数")
    return whole


def _yes(value: Any, what: str) -> bool:
    if not isinstance(value, bool):
        raise Refused(f"“{what}”应选是或否", do="请选是（true）或否（false）")
    return value


def _date(value: Any, what: str) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise Refused(f"“{what}”里的日期“{value}”不对", do="请写成 2026-10-08 的样子") from None


CHECKS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "unit": _unit,
        "window": _window,
        "reporting_day": lambda value: _day_of_month(value, "报送日"),
        "office": _office,
        "fonts": _fonts,
        "leader": lambda value: _text(value, "主要领导"),
        "meetings": _meetings,
        "weights": _weights,
        "village_scoring": lambda value: _yes(value, "是否给村打分"),
        "return_days": lambda value: _rising(value, "回访天数", 3650),
        "warnings": lambda value: _rising(value, "期限提醒", 100),
        "mask_style": _mask_style,
        "extra_days": _extra_days,
        # Their texts are parsed where they are used, with errors that name the line's key.
        "ladder": lambda value: _text(value, "层级与期限"),
        "codes": lambda value: _mapping(value, "代码表"),
        "sentences": lambda value: _texts(value, "文书用语"),
        "keymap": lambda value: _texts(value, "按键"),
    }
)
