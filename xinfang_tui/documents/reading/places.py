"""Reading lists of places (村名册) and of households (户名册) from CSV and Excel (DESIGN §10)."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from xinfang_tui.areacode import LEVEL_NAMES, VILLAGE, level_of, normalise_code
from xinfang_tui.documents.reading.book import open_book
from xinfang_tui.documents.reading.dates import read_date
from xinfang_tui.documents.reading.numbers import chinese_number, read_number
from xinfang_tui.documents.reading.sheet import Sheet
from xinfang_tui.documents.reading.text import Value, kept, one_line, plain, says_nothing
from xinfang_tui.refusal import Refused

Record = dict[str, Any]
_OTHER = re.compile(r"[^0-9A-Za-z_\u3400-\u9fff]")
_LOOKED_AT = 20
_MOST_HOUSEHOLDS = 9999
_HEADS = (
    "",
    "户主",
    "本人",
    "户主本人",
    "本人或户主",
    "户主或本人",
    "户主(本人)",
    "本人(户主)",
    "自己",
)
"""What a row that begins a household says of whose it is, in a list of a row a person."""
_GROUP_DIGITS, _HOME_DIGITS = 14, 18
_FOOT = re.compile(
    r"(?:合计|小计|总计|共计)|(?:制表|填表|审核|注|备注|说明).{0,4}[:：].*", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class PlacesReading:
    """A list of places or households.

    Attributes:
        rows: a place is {code, name, level, households, short?, valid_from?}, households None when
            the file does not say; a household {village, household: {code, group, door, head, kind,
            valid_from?, valid_to?}} with 地址 as the door where there is no 门牌.
        at: sheet and Excel row of each of the rows.
        rejected: {sheet, row, field, value, reason} (Chinese).
    """

    rows: tuple[Record, ...]
    at: tuple[tuple[str, int], ...]
    rejected: tuple[Record, ...]


@cache
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    text = Path(__file__).with_name("places.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _words(table: str) -> Mapping[str, str]:
    return {word: name for name, words in _table()[table].items() for word in words}


def read_places(path: Path, villages: Mapping[str, str] | None = None) -> PlacesReading:
    """Read places, a row each with its number of households, or households, a row each.

    Args:
        villages: code to name of known villages, for households that only name theirs.

    Raises:
        Refused: the file cannot be opened, or has no header that tells of places.
    """
    book = open_book(path, lambda cells: sum(_field(cell) != "" for cell in cells))
    reader = _Reader(dict(villages or {}))
    found = False
    for sheet in book.sheets:
        start, columns = _header(sheet)
        if columns:
            found = True
            reader.sheet(sheet, start, columns)
    if not found:
        raise Refused(
            f"“{path.name}”里没有认得的表头",
            safe="什么都没有导入",
            do="请用表头 代码,名称,级别,户数，或 户编码,组,门牌号,户主,类型",
        )
    return PlacesReading(tuple(reader.rows), tuple(reader.at), tuple(reader.rejected))


def _field(cell: object) -> str:
    if not isinstance(cell, str):
        return ""
    word = _OTHER.sub("", re.sub(r"[(（][^)）]*[)）]", "", plain(cell))).casefold()
    whole = _OTHER.sub("", plain(cell)).casefold()
    return _words("headers").get(whole) or _words("headers").get(word, "")


def _header(sheet: Sheet) -> tuple[int, dict[str, int]]:
    """The first row below the header, and the column of each field; none when there is none."""
    for index, (_, cells) in enumerate(sheet.rows[:_LOOKED_AT]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(cells):
            if name := _field(cell):
                columns.setdefault(name, column)
        places = {"code", "name"} <= columns.keys()
        homes = "household" in columns or (
            columns.keys() & {"head", "door"} and columns.keys() & {"code", "name"}
        )
        if places or homes:
            return index + 1, columns
    return 0, {}


def _cell(cells: Sequence[Value], column: int) -> Value:
    return cells[column] if 0 <= column < len(cells) else None


class _Fault(Exception):
    def __init__(self, field: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.value, self.reason = field, value, reason


class _Reader:
    """Takes rows in, sheet by sheet, and tells places from households."""

    def __init__(self, villages: dict[str, str]) -> None:
        self.rows: list[Record] = []
        self.at: list[tuple[str, int]] = []
        self.rejected: list[Record] = []
        self._villages = villages
        self._seen: set[str] = set()
        self._serials: dict[str, int] = defaultdict(int)
        self._groups: dict[str, dict[str, int]] = defaultdict(dict)
        self._group_names: dict[str, str] = {}

    def sheet(self, sheet: Sheet, start: int, columns: Mapping[str, int]) -> None:
        """Read the rows of one sheet."""
        above: dict[str, str] = {}
        head = columns.get("head", -1)
        headed = plain(kept(_cell(sheet.rows[start - 1][1], head))) != "姓名"
        last = ""
        fills = _fills(sheet)
        for number, cells in sheet.rows[start:]:
            filled: list[Value] = list(cells)
            for column, value in fills.get(number, {}).items():
                filled.extend([None] * (column + 1 - len(filled)))
                filled[column] = value if filled[column] is None else filled[column]
            row = {
                name: "" if says_nothing(text := kept(filled[column])) else text
                for name, column in columns.items()
                if column < len(filled)
            }
            first = next((text for text in map(kept, cells) if text), "")
            if not any(row.values()) or _FOOT.fullmatch(plain(first)):
                continue
            if {name for name, text in row.items() if _field(text) == name} >= {"name"}:
                continue
            relation, named = plain(row.get("relation", "")), plain(row.get("head", ""))
            if relation not in _HEADS and not (headed and named not in ("", last)):
                continue  # a person of the household above
            last = named or last
            if len(group := plain(row.get("code", ""))) == _GROUP_DIGITS:
                self._group_names[group] = one_line(row.get("name", ""))
                continue  # a group is no place of its own: its households name it
            try:
                self.rows.append(self._row(row, columns, above))
                self.at.append((sheet.name, number))
            except _Fault as fault:
                self.rejected.append(
                    {
                        "sheet": sheet.name,
                        "row": number,
                        "field": fault.field,
                        "value": fault.value,
                        "reason": fault.reason,
                    }
                )

    def _row(
        self, row: dict[str, str], columns: Mapping[str, int], above: dict[str, str]
    ) -> Record:
        homes = {"household", "head", "door"} & columns.keys()
        if homes and any(row.get(name) for name in homes):
            for name in ("code", "name", "group"):
                row[name] = row.get(name) or above.get(name, "")
            above.update({name: row[name] for name in ("code", "name", "group")})
            return self._household(row)
        if len(plain(row.get("code", ""))) == _HOME_DIGITS:
            # Beside a place's code 类型 may be the kind of place.
            kind = row.get("kind", "")
            known = plain(kind).casefold() in _words("household_kinds")
            return self._household(
                row | {"head": row.get("name", ""), "kind": kind if known else ""}
            )
        return self._place(row)

    def _place(self, row: Mapping[str, str]) -> Record:
        code = _code("code", row.get("code", ""))
        name = plain(row.get("name", ""))
        if not name:
            raise _Fault("name", "", f"代码 {code} 没有名称")
        self._once("code", code)
        words = plain(row.get("level", "")).casefold()
        level = _words("levels").get(words, "") if words else level_of(code)
        if level != level_of(code):
            told = LEVEL_NAMES[level_of(code)]
            reason = f"代码 {code} 是{told}级，和级别“{row['level']}”对不上"
            raise _Fault("level", row.get("level", ""), reason)
        found: Record = {"code": code, "name": name, "level": level}
        found["households"] = _households(row.get("households", ""))
        if row.get("short"):
            found["short"] = plain(row["short"])
        found |= _bounds(row, ("valid_from",))
        if level == VILLAGE:
            self._villages[code] = name
        return found

    def _household(self, row: Mapping[str, str]) -> Record:
        group = one_line(row.get("group", ""))
        written = row.get("household") or (
            row["code"] if len(plain(row["code"])) == _HOME_DIGITS else ""
        )
        if written:
            code = _code("household", written)
            if len(code) != _HOME_DIGITS:
                reason = "户编码应为 18 位：村 12 位、组 2 位、户 4 位"
                raise _Fault("household", written, reason)
            if code.endswith("0000"):
                reason = "户编码末四位是 0000，可能在表格里存成了数字而丢失，请把这一列设为文本重填"
                raise _Fault("household", written, reason)
            village = code[:12]
            group = group or self._group_names.get(code[:_GROUP_DIGITS], "")
        else:
            village = self._village(row)
            code = self._next(village, group)
        self._once("household", code)
        words = plain(row.get("kind", "")).casefold()
        kind = _words("household_kinds").get(words, "") if words else "resident"
        if not kind:
            raise _Fault(
                "kind", row["kind"], f"户的类型“{row['kind']}”不认识，可填常住、租户、空户"
            )
        home = {
            "code": code,
            "group": group,
            "door": one_line(row.get("door") or row.get("address", "")),
            "head": plain(row.get("head", "")),
            "kind": kind,
            **_bounds(row, ("valid_from", "valid_to")),
        }
        return {"village": village, "household": home}

    def _village(self, row: Mapping[str, str]) -> str:
        if row.get("code"):
            code = _code("code", row["code"])
            if len(code) != 12 or level_of(code) != VILLAGE:
                raise _Fault("code", row["code"], f"“{row['code']}”不是村（社区）的 12 位代码")
            return code
        name = plain(row.get("name", ""))
        codes = [code for code, known in self._villages.items() if plain(known) == name]
        if len(codes) != 1:
            reason = f"不知道“{name}”的代码，请加一列村代码，或先导入村名册"
            raise _Fault("name", row.get("name", ""), reason)
        return codes[0]

    def _next(self, village: str, group: str) -> str:
        """A code for a household that has none: by its group's number and its place in it."""
        stem = village + f"{self._group(village, group):02d}"
        while True:
            self._serials[stem] += 1
            code = f"{stem}{self._serials[stem]:04d}"
            if code not in self._seen:
                return code

    def _group(self, village: str, group: str) -> int:
        if not group:
            return 0
        digits = re.match(r"第?([0-9一二三四五六七八九十]{1,3})", plain(group))
        if digits:
            number = int(chinese_number(digits[1]))
            if 0 < number <= 50:
                return number
        named = self._groups[village]
        return named.setdefault(plain(group), min(51 + len(named), 99))

    def _once(self, field: str, code: str) -> None:
        if code in self._seen:
            raise _Fault(field, code, f"代码 {code} 在表里出现了不止一次")
        self._seen.add(code)


def _code(field: str, text: str) -> str:
    if not text:
        raise _Fault(field, "", "没有代码")
    try:
        return normalise_code(text)
    except Refused as refused:
        raise _Fault(field, text, refused.wrong) from refused


def _bounds(row: Mapping[str, str], names: Sequence[str]) -> Record:
    """First and last day, where the row tells them."""
    found = {}
    for name in names:
        if row.get(name):
            read = read_date(row[name])
            if read.date is None:
                raise _Fault(name, row[name], read.reason)
            found[name] = read.date.isoformat()
    first, last = found.get("valid_from"), found.get("valid_to")
    if first and last and last < first:
        raise _Fault("valid_to", row["valid_to"], f"截止日期 {last} 早于起始日期 {first}")
    return found


def _households(text: str) -> int | None:
    if not text:
        return None
    value = read_number(text).value
    if value is None or not isinstance(value, int) or not 0 <= value <= _MOST_HOUSEHOLDS:
        reason = f"户数“{text}”不对，请填 0 到 {_MOST_HOUSEHOLDS} 的整数"
        raise _Fault("households", text, reason)
    return value


def _fills(sheet: Sheet) -> dict[int, dict[int, Value]]:
    """Cells below the first of a merged range, row by row."""
    at_row = dict(sheet.rows) if sheet.merges else {}
    found: dict[int, dict[int, Value]] = defaultdict(dict)
    for merge in sheet.merges:
        cells = at_row.get(merge.top, [])
        value = cells[merge.left] if merge.left < len(cells) else None
        for row in range(merge.top + 1, min(merge.bottom, max(at_row, default=0)) + 1):
            found[row][merge.left] = value
    return found
