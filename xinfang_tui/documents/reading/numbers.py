"""Numbers as ledgers write them: 3人, 十二人, 约10人, 1万2千, 两千三, 5000元."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_DIGITS |= {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"〇": 0, "○": 0, "Ｏ": 0, "两": 2, "俩": 2, "仨": 3, "貳": 2, "參": 3, "陸": 6, "弌": 1}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GREAT = {"万": 10_000, "萬": 10_000, "亿": 100_000_000}
_HAN = "".join((*_DIGITS, *_UNITS, *_GREAT)) + "廿卅"
_TOKEN = re.compile(rf"\d+(?:,\d{{3}})*(?:\.\d+)?|[{_HAN}]")
_PHRASE = re.compile(rf"[-−]?(?:\d+(?:,\d{{3}})*(?:\.\d+)?|[{_HAN}])[\d.{_HAN}]*")
_ABOUT_BEFORE = re.compile(r"(?:大约|约|近|大概|至少|不少于|不足|超过|逾)$")
_ABOUT_AFTER = re.compile(r"^(?:余|多|来|几|个?[人名位]?(?:左右|上下|以上|以下|许))")
_PEOPLE = re.compile(r"^(?:余|多|来|几)?(?:多)?(?:个)?(?:人|名|位|口)")
_MONEY = re.compile(r"^(?:余|多)?(?:元|块|圆|RMB)")
_VAGUE = re.compile(r"(?:几|数|上|各|每[人户家方]?)$")
_RANGE = re.compile(rf"[\d{_HAN}](?:人|名)?(?:[-~—–至到])[\d{_HAN}]")
_EITHER = re.compile(rf"(?<![\d{_HAN}])([\d{_HAN}]+)[、,]([\d{_HAN}]+)(?:余|多)?个?(?:人|名|位|口)")
"""五、六人: one or the other, and not those of two sides."""
_LIKE_MONEY = re.compile("[万萬亿¥$]")
_MOST = 1_000_000
_MONEY_FROM = 1000
"""So great a number without 人 in a cell of people or money may be either."""
_ASIDE = re.compile(
    r"(?<=[人名位口])[(（][^)）]*[)）]|(?<=\d)[(（](?:其中|含|包括|内有|\d+[户家])[^)）元万]*[)）]"
)
_SIDES = re.compile(
    rf"(?:甲方|原告方?|申请人|一方|男):?[\d{_HAN}]+[人名位][,、;和及]?"
    rf"(?:乙方|被告方?|被申请人|另一方|女):?[\d{_HAN}]+[人名位](?:[,、;和及]?丙方:?[\d{_HAN}]+[人名位])?"
)


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A number found in a text.

    Attributes:
        value: the number, or None when the text holds none that can be read.
        approximate: the words say 约, 余, 左右 and the like.
        unit: what follows the number, such as 人 or 元; may be empty.
        reason: why there is no value (Chinese); empty when there is one.
    """

    value: int | float | None
    approximate: bool = False
    unit: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PeopleReading:
    """How many people a cell speaks of.

    Attributes:
        people: None when the cell does not say.
        amount: money named in the same cell, in yuan.
        note: how it was read, when not plainly (Chinese).
        reason: why the cell cannot be right (Chinese); empty otherwise.
    """

    people: int | None
    amount: float | None = None
    note: str = ""
    reason: str = ""


def chinese_number(text: str) -> int | float:
    """The value of a number in Chinese, Arabic or mixed characters: 一百零五, 1万2千, 二〇二六.

    Raises:
        ValueError: it is not one number (三五 means three to five).
    """
    text = text.replace("廿", "二十").replace("卅", "三十").rstrip(".")
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text or not tokens:
        raise ValueError(text)
    if len(tokens) > 1 and all(token in _DIGITS for token in tokens):
        if len(tokens) == 2 and "0" not in (digits := _positional(tokens)):
            raise ValueError(f"{digits} could mean two numbers")
        return int(_positional(tokens))
    return _built(tokens)


def _positional(tokens: list[str]) -> str:
    return "".join(str(_DIGITS[token]) for token in tokens)


def _built(tokens: list[str]) -> int | float:
    total: float = 0
    section: float = 0
    pending: float | None = None
    last, zero = 1, False
    for token in tokens:
        if token in _GREAT:
            if pending is None and not section:
                raise ValueError(token)
            total = (total + section + (pending or 0)) * _GREAT[token]
            section, pending, last, zero = 0, None, _GREAT[token], False
        elif token in _UNITS:
            unit = _UNITS[token]
            if last <= unit and last != 1 and section:
                raise ValueError(token)
            section += (1 if pending is None else pending) * unit
            pending, last, zero = None, unit, False
        elif token in _DIGITS and _DIGITS[token] == 0 and len(tokens) > 1:
            zero = True
        elif pending is not None:
            raise ValueError(token)
        else:
            pending = _plain(token)
    if pending is not None:
        short = last >= 100 and not zero and pending < 10
        section += pending * (last // 10 if short else 1)
    total += section
    return int(total) if float(total).is_integer() else round(total, 4)


def _plain(token: str) -> float:
    if token in _DIGITS:
        return _DIGITS[token]
    number = float(token.replace(",", ""))
    return int(number) if number.is_integer() else number


@lru_cache(maxsize=4096)
def _numbers(text: str) -> tuple[NumberReading, ...]:
    found = []
    for hit in _PHRASE.finditer(text):
        before, after = text[: hit.start()], text[hit.end() :]
        phrase = hit.group()
        about = bool(_ABOUT_BEFORE.search(before) or _ABOUT_AFTER.match(after))
        unit = "人" if _PEOPLE.match(after) else "元" if _MONEY.match(after) else after[:1]
        negative = phrase[0] in "-−" and not before[-1:].isdigit()
        try:
            if _VAGUE.search(before):
                raise ValueError(phrase)
            value = chinese_number(phrase.lstrip("-−"))
        except ValueError:
            found.append(NumberReading(None, True, unit, f"“{phrase}”不是一个确定的数"))
            continue
        found.append(NumberReading(-value if negative else value, about, unit))
    return tuple(found)


def read_number(value: object) -> NumberReading:
    """The one number in a cell: 3, "3人", "三千元"; none or several give a reason instead."""
    if isinstance(value, bool) or value is None:
        return NumberReading(None, reason="没有数字")
    if isinstance(value, int | float):
        return NumberReading(int(value) if float(value).is_integer() else value)
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value)))
    found = _numbers(text)
    if len(found) == 1 and not _RANGE.search(text):
        return found[0]
    return NumberReading(None, reason=f"“{value}”里不止一个数" if found else f"“{value}”里没有数")


@lru_cache(maxsize=8192)
def read_people(value: str | int | float, mixed: bool = False) -> PeopleReading:
    """How many people, from a cell of 涉及人数, or of 人数/金额 when ``mixed``.

    Words that only come near a number (二十余人, 十五至二十人) are kept in the note.
    """
    if isinstance(value, int | float):
        return _sound(value, "", mixed, str(value))
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", value))
    if not text:
        return PeopleReading(None)
    whole, text = text, _ASIDE.sub("", text)
    found = _numbers(text)
    counts = [n for n in found if n.unit != "元" and not (mixed and _bare_money(n, text))]
    if "+" in text and len(counts) > 1:
        return PeopleReading(None, note=f"人数“{value}”没有说清几人，原样记在这里")
    if _RANGE.search(text) or _next_to_each_other(text):
        return PeopleReading(None, note=f"人数“{value}”是一个范围，原样记在这里")
    heads = [each for each in found if each.unit == "人"]
    money = [each for each in found if each.unit == "元" and each.value is not None]
    if mixed and not money and len(found) == 2 and len(heads) == 1:
        money = [each for each in found if _bare_money(each, text)]
    amount = float(money[0].value or 0) if len(money) == 1 else None
    if not heads and mixed and len(found) == 2 and "/" in text and found[0].unit == "/":
        heads = [found[0]]
        amount = float(found[1].value or 0) if amount is None else amount
    if not heads and len(found) == 1 and not money and found[0].unit in ("", *"余多来几左上以许"):
        heads = list(found)
    if len(heads) > 1 and _SIDES.fullmatch(text):
        return _summed(heads, value)
    if len(heads) != 1 or heads[0].value is None:
        said = f"人数“{value}”没有说清几人，原样记在这里"
        return PeopleReading(None, amount, note=f"金额：{value}" if money and not heads else said)
    one = heads[0]
    if len(found) == 1 and one.unit != "人" and _LIKE_MONEY.search(text):
        return PeopleReading(None, note=f"“{value}”没有写明是人数还是金额，原样记在这里")
    if mixed and one.unit == "/" and (one.value or 0) >= _MONEY_FROM:
        amount = None  # which of the two is the money is anybody's guess
    read = _sound(heads[0].value, "人" if one.unit == "人" else "", mixed, value)
    told = one.approximate or len(found) > 1 or text != whole
    note = read.note or (f"人数原写“{value}”" if told else "")
    return PeopleReading(read.people, amount, note, read.reason)


def _next_to_each_other(text: str) -> bool:
    """Whether two numbers, one above the other by one, tell about how many: 五、六人."""
    if (hit := _EITHER.search(text)) is None:
        return False
    try:
        return chinese_number(hit[2]) - chinese_number(hit[1]) == 1
    except ValueError:
        return False


def _summed(heads: Sequence[NumberReading], words: str) -> PeopleReading:
    """The people of both sides: 甲方5人，乙方6人."""
    told = [int(each.value) for each in heads if each.value is not None]
    if len(told) < len(heads):
        return PeopleReading(None, note=f"人数“{words}”没有说清几人，原样记在这里")
    return PeopleReading(sum(told), note=f"人数原写“{words}”，合计 {sum(told)} 人")


def _bare_money(number: NumberReading, text: str) -> bool:
    """Whether the number beside the people is money without 元: 6人/8.8万."""
    if number.value is None or number.unit not in ("", *"/,，、;；") or number.value < 0:
        return False
    return number.value >= _MONEY_FROM or "/" in text


def _sound(number: int | float, unit: str, mixed: bool, words: str) -> PeopleReading:
    if number > _MOST:
        return PeopleReading(None, reason=f"涉及人数“{words}”太大，不可能是人数，请核对")
    if number < 0 or not float(number).is_integer():
        return PeopleReading(None, reason=f"涉及人数“{words}”不可能是人数，应为整数，如 3 或 3人")
    if mixed and not unit and number >= _MONEY_FROM:
        return PeopleReading(None, note=f"“{words}”没有写明是人数还是金额，原样记在这里")
    return PeopleReading(int(number))
