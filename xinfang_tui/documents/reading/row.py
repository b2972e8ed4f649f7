"""One row of a ledger to a matter that can be registered, or to the reason why it cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter

from xinfang_tui.disputes.codes import UNSURE
from xinfang_tui.documents.reading.boxes import chosen
from xinfang_tui.documents.reading.categories import Categories, CategoryReading
from xinfang_tui.documents.reading.cells import RowCells
from xinfang_tui.documents.reading.first_line import first_line
from xinfang_tui.documents.reading.headers import DATES, FIELDS
from xinfang_tui.documents.reading.phones import in_order, without_phone
from xinfang_tui.documents.reading.row_dates import DateRules, Fault
from xinfang_tui.documents.reading.row_people import row_amount, row_parties, row_people
from xinfang_tui.documents.reading.row_status import read_row_status
from xinfang_tui.documents.reading.text import UNCOMPUTED, one_line, plain, says_nothing
from xinfang_tui.documents.reading.ticks import says
from xinfang_tui.documents.reading.values import LedgerRow, LedgerValues, Rejected
from xinfang_tui.documents.reading.villages import VillageReading, Villages
from xinfang_tui.documents.reading.wordlists import (
    read_channel,
    read_leader_tier,
    read_method,
    read_rung,
    read_scale,
    read_tier,
    read_track,
    read_visited,
)
from xinfang_tui.documents.wording import BY_MONTH

_WHY = re.compile("^(?!.*(?:情况|内容|案情|简|概|经过|事实)).*(?:诉求|原因|起因|焦点)")
_SENTENCE = re.compile(r"[。！？!?；;]")
_ONLY_FIGURES = re.compile(r"[\d\s.,，、%:：/-]+")
_A_VILLAGE = re.compile("(?:村|社区|[村居]委会?)$")
"""An unknown village (李庄村) is not the one in which the matter happened."""
_GROUP_ONLY = re.compile(r"第?[0-9一二三四五六七八九十百]+(?:村民)?(?:小组|组|社|队|网格|片)")
_PLACE = re.compile("单位|地[点址]|[发生]地|位置")
_LINES = ("handler", "leader", "unit", "found_by", "agent", "reporter")
_WEIGHTS = frozenset(("一般", "简单", "普通", "轻微", "较大", "重大", "复杂", "疑难", "疑难复杂"))
"""What 纠纷性质 may say of how grave a matter is; it names no category."""
_LONGEST_TITLE = 4000
_TITLE_FROM_BRIEF = 100


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a row takes from outside itself.

    Attributes:
        village: code that the tab, title or section names, empty when none.
        status: that the tab, title or section gives to rows that tell none of their own.
        month_end: last day of the month given; None to take each row's own month.
        month_given: whether the user gave that month, and not a title.
        below: whether a heading between the rows gave the dates their year or month.
        category: code that the tab or section gives to rows of a sheet without a column of them.
        is_own_number: whether a number is one of our format; mistyped: why it is one gone wrong.
    """

    sheet: str
    village: str
    status: str
    today: date
    month_end: date | None
    dates: DateRules
    villages: Villages
    categories: Categories
    is_own_number: Callable[[str], bool]
    mistyped: Callable[[str], str]
    below: bool = False
    month_given: bool = False
    category: str = ""


def read_row(number: int, cells: RowCells, around: Surroundings) -> LedgerRow | Rejected:
    """Read one filled row; every fault is told, the first one names the field."""
    faults: list[Fault] = []
    notes: list[str] = []
    if cells.repeated:
        notes.append("写“同上”的格子取上一行的内容")
    written = cells.said["number"]
    own = plain(written) if written and around.is_own_number(plain(written)) else ""
    if written and not own and (wrong := around.mistyped(plain(written))):
        faults.append(Fault("number", written, wrong))
    village = _village(cells, around, bool(own), notes, faults)
    title, brief = _title(cells, bool(own), notes, faults)
    dates = around.dates.both(cells)
    faults += dates.faults
    notes += dates.notes
    parties = row_parties(cells, bool(own))
    notes += parties.notes
    people = row_people(cells, parties, notes, faults)
    broken = _broken(cells)
    if broken and faults:
        faults.append(Fault(faults[0].field, faults[0].value, broken))
    elif broken:
        notes.append(broken)
    if faults or dates.occurred_on is None or dates.registered_on is None:
        return _rejected(number, cells, around, village.code, faults)
    status = read_row_status(
        cells, around.dates, dates.registered_on, around.status, around.month_end, around.today
    )
    notes += status.notes
    if status.faults:
        return _rejected(number, cells, around, village.code, list(status.faults))
    category = _category(cells, around, title, notes)
    due = around.dates.read(cells, "due")
    target = around.dates.read(cells, "due_target") if own else None
    channel, method = cells.said["channel"], cells.said["method"]
    amount = people.amount if people.amount is not None else row_amount(cells, notes)
    scale = read_scale(cells.said["scale"]) if cells.said["scale"] else ""
    leader_tier = read_leader_tier(cells.said["leader_tier"])
    values = LedgerValues(
        title=title,
        village=village.code,
        village_name=around.villages.names[village.code],
        occurred_on=dates.occurred_on,
        registered_on=dates.registered_on,
        two_dates=dates.two,
        number=own or None,
        serial_words="" if own else one_line(written),
        group=village.group or cells.said["group"],
        places=village.others,
        category=category.code,
        category_words=one_line(cells.said["category"]),
        category_by_title=category.by_title,
        people=people.people,
        people_words=one_line(cells.said["people"] or cells.said["people_amount"]),
        amount=amount,
        parties=parties.parties,
        status=status.status,
        status_words=status.words,
        resolved_on=status.resolved_on,
        resolved_by_month=status.by_month
        or bool(own and one_line(cells.joined("note")).startswith(BY_MONTH)),
        due_target=target.date if target else None,
        due=due.date if due and due.date else status.due,
        due_words="" if own else one_line(cells.said["due"]),
        method=(read_method(method) or (one_line(method) if own else "")) if method else "",
        method_words=one_line(method),
        channel=read_channel(channel) if channel else "",
        channel_words=one_line(channel),
        scale=scale,
        track=read_track(cells.said["track"]) if cells.said["track"] else "",
        rung=read_rung(cells.said["rung"]) if own else "",
        tier=read_tier(cells.said["rung"]) if own else "",
        leader_tier=leader_tier,
        brief=brief,
        measures=cells.joined("measures"),
        result=cells.joined("result"),
        visited=read_visited(cells.said["visited"]) if cells.said["visited"] else None,
        visited_words=one_line(cells.said["visited"]),
        external_refs=_references(cells),
        note=cells.joined("note"),
        aside=_aside(
            cells,
            dates.unused,
            {"amount": amount is not None, "scale": bool(scale), "leader_tier": bool(leader_tier)},
            own,
        ),
        **{name: without_phone(text) for name, text in cells.lines(_LINES).items()},
    )
    return LedgerRow(around.sheet, number, values, tuple(notes), cells.as_mapping())


def _broken(cells: RowCells) -> str:
    """The columns whose formula has no value, and what to do; empty when there are none."""
    told = [
        f"“{header}”" + (f"（{shown}）" if shown != UNCOMPUTED else "")
        for header, shown in cells.broken()
    ]
    return f"{'、'.join(told)}一格的公式没有结果，请在 Excel 里算好、存成数值" if told else ""


def _rejected(
    number: int, cells: RowCells, around: Surroundings, village: str, faults: list[Fault]
) -> Rejected:
    reason = "；".join(dict.fromkeys(fault.reason for fault in faults))
    first = faults[0]
    row = cells.as_mapping()
    if around.village:
        # A section or a title named it; the row must tell by itself when it comes again.
        name = around.villages.names[around.village]
        if not (column := next(iter(cells.columns_of("village")), None)):
            row[FIELDS["village"]] = name
        elif village == around.village and not around.villages.read(cells.said["village"]).code:
            row[tuple(row)[column.index]] = f"{name}{one_line(cells.said['village'])}"
    if around.below:
        for field in DATES:
            told = around.dates.read(cells, field)
            if told is not None:
                spelt = (
                    told.date.isoformat() if told.date else around.dates.spelt(cells.said[field])
                )
                row[tuple(row)[cells.columns_of(field)[0].index]] = spelt
    if around.category and not cells.has(("category", "category_code")):
        row[FIELDS["category"]] = around.categories.name(around.category)
    if around.status and not cells.has(("status", "tick", "result")):
        row[FIELDS["status"]] = "未化解" if around.status == "open" else "已化解"
    return Rejected(around.sheet, number, first.field, first.value, reason, row)


def _village(
    cells: RowCells, around: Surroundings, own: bool, notes: list[str], faults: list[Fault]
) -> VillageReading:
    township = cells.said["township"]
    if township and around.villages.foreign(township):
        reason = f"这一行是{one_line(township)}的，不属于本镇，没有导入"
        faults.append(Fault("village", township, reason))
        return VillageReading("")
    code = plain(cells.said["village_code"])
    if code in around.villages.names:
        named = around.villages.read(cells.said["village"]).code if cells.said["village"] else ""
        if named and named != code and not own:
            known = around.villages.names[code]
            reason = (
                f"村代码 {code} 是{known}，和村名“{one_line(cells.said['village'])}”对不上，请核对"
            )
            faults.append(Fault("village", cells.said["village"], reason))
        return VillageReading(code, group=cells.said["group"])
    words = cells.said["village"]
    header = cells.header("village")
    if not words:
        if around.village:
            return VillageReading(around.village)
        if len(around.villages.names) == 1:
            return VillageReading(next(iter(around.villages.names)))
        if code := _village_of_unit(cells, around, "没有写哪个村", (), notes):
            return VillageReading(code)
        if not header and (code := _village_of_home(cells, around, notes)):
            return VillageReading(code)
        reason = "没有写哪个村，请填写村（社区）"
        faults.append(Fault("village", cells.whole("village"), reason))
        return VillageReading("")
    found = around.villages.read(words)
    if found.code:
        notes += [found.note] if found.note else []
        return found
    loose = "单位" in header or "地" in header
    group = one_line(words) if _GROUP_ONLY.fullmatch(plain(words)) else ""
    if around.village and (loose or group):
        return VillageReading(around.village, group=group)
    elsewhere = found.near or _A_VILLAGE.search(plain(words))
    if not elsewhere and (code := _village_of_place(cells, around, words, notes)):
        return VillageReading(code, group=group)
    if code := _village_of_unit(cells, around, f"“{one_line(words)}”不是村名", found.near, notes):
        return VillageReading(code)
    known = f"，是不是{'、'.join(found.near)}？" if found.near else "，请照设置里的村名填写"
    reason = f"没有叫“{one_line(words)}”的村（社区）{known}"
    faults.append(Fault("village", words, reason))
    return VillageReading("")


def _village_of_unit(
    cells: RowCells, around: Surroundings, why: str, near: Sequence[str], notes: list[str]
) -> str:
    """The one village that 责任单位 names, where the sheet has a column of places, if any.

    ``near``: villages that the place looks like; another one than those is not taken.
    """
    unit = cells.said["unit"]
    header = cells.header("village")
    if not unit or (header and not _PLACE.search(header)):
        return ""
    code = around.villages.within(unit)
    name = around.villages.names.get(code, "")
    if not code or (near and name not in near):
        return ""
    notes.append(f"{why}，按责任单位“{one_line(unit)}”记作{name}")
    return code


def _village_of_place(cells: RowCells, around: Surroundings, words: str, notes: list[str]) -> str:
    """The one village in which the matter happened (发生地点), where an office reports it."""
    places = cells.together("place")
    code = around.villages.read(places).code if places else ""
    if code:
        name = around.villages.names[code]
        notes.append(f"“{one_line(words)}”不是村名，按地点“{one_line(places)}”记作{name}")
    return code


def _village_of_home(cells: RowCells, around: Surroundings, notes: list[str]) -> str:
    """The one village that the parties' homes lie in, in a sheet that has no column of villages.

    Where no column tells a home, what stands beside their names does: 张三（东湾村三组）.
    """
    villages = around.villages
    homes = cells.together("address")
    by = f"住址“{one_line(homes)}”"
    codes = {
        code
        for home in in_order(homes)
        if (code := villages.within(home) or villages.read(home).code)
    }
    if not codes:
        code = villages.within(cells.together("parties"))
        by, codes = "当事人一格里写的村", {code} if code else set()
    if len(codes) != 1:
        return ""
    (code,) = codes
    notes.append(f"没有写哪个村，按{by}记作{villages.names[code]}")
    return code


def _title(cells: RowCells, own: bool, notes: list[str], faults: list[Fault]) -> tuple[str, str]:
    brief = cells.joined("brief")
    words = cells.whole("title") if own else cells.said["title"]
    # Spaces of a title of ours are its own; a ledger breaks its lines where the cell ends.
    title = " ".join(words.split()) if own else one_line(words)
    if not title and brief:
        told = _first_told(cells) or brief
        title = one_line(_SENTENCE.split(first_line(told.strip()))[0])
        if len(title) > _TITLE_FROM_BRIEF:
            cut = max(title.rfind(mark, 0, _TITLE_FROM_BRIEF) for mark in "，,、：:")
            title = title[: cut if cut > 10 else _TITLE_FROM_BRIEF]
        if cells.columns_of("title"):
            notes.append("没有事项名称，取简要情况的第一句")
    if not title and not own and not cells.has(("title", "brief")):
        title = one_line(cells.said["category"])
        if title:
            notes.append(f"表里没有事项一列，取类别“{title}”作事项")
    if not title:
        written = cells.whole("title")
        faults.append(Fault("title", written, "没有事项，请填写纠纷名称或简要情况"))
    elif not own and _ONLY_FIGURES.fullmatch(title):
        faults.append(Fault("title", words, f"事项“{title}”只有数字，看不出是什么纠纷"))
    elif len(title) > _LONGEST_TITLE:
        reason = f"事项有 {len(title)} 个字，最多 {_LONGEST_TITLE} 个字，细节可写进简要情况"
        faults.append(Fault("title", words[:50], reason))
    return title, brief


def _first_told(cells: RowCells) -> str:
    """The brief that tells what happened, before one that only tells why or what is asked for."""
    briefs = [(c.header.rpartition("·")[2], cells.at(c)) for c in cells.columns_of("brief")]
    told = [(_WHY.search(header) is not None, text) for header, text in briefs]
    return next((text for _, text in sorted(told, key=itemgetter(0)) if not says_nothing(text)), "")


def _category(
    cells: RowCells, around: Surroundings, title: str, notes: list[str]
) -> CategoryReading:
    categories = around.categories
    ticked = cells.ticked("category")
    if len(ticked) == 1:
        return CategoryReading(next(iter(ticked)), True)
    if ticked:
        named = "、".join(categories.name(code) for code in sorted(ticked))
        notes.append(f"类别勾了几项（{named}），记作其他纠纷")
        return CategoryReading(UNSURE, False)
    words = cells.said["category_code"] or cells.said["category"]
    words = chosen(words) or words
    if words and plain(words) not in _WEIGHTS:
        found = categories.read(words)
        if found.wide and (told := categories.in_title(title)).code in found.wide:
            notes.append(f"类别“{one_line(words)}”较宽，按事项记作{categories.name(told.code)}")
            return replace(told, by_title=True)
        if found.code == UNSURE and (complaint := categories.complaint(title)).sure:
            notes.append(f"类别写“{one_line(words)}”，按事项记作{categories.name(complaint.code)}")
            return replace(complaint, by_title=True)
        if not found.sure:
            notes.append(f"类别“{one_line(words)}”没有对应的代码，记作其他纠纷")
        return found
    found = categories.in_title(title)
    if around.category and not words and not cells.has(("category", "category_code")):
        narrower = found.sure and found.code[:2] == around.category[:2]
        code = found.code if narrower else around.category
        notes.append(f"类别未填，按表名或标题记作{categories.name(code)}")
        return CategoryReading(code, True)
    named = categories.name(found.code) if found.sure else "其他纠纷"
    unfilled = f"类别写“{one_line(words)}”，不是类别" if words else "类别未填"
    notes.append(f"{unfilled}，按事项记作{named}")
    return replace(found, by_title=True)


def _aside(
    cells: RowCells, dates: Sequence[str], read: Mapping[str, bool], own: str
) -> tuple[str, ...]:
    """What no field takes: dates beside the two, words that could not be read, loose columns."""
    left = [*dates, *(field for field, done in read.items() if not done)]
    if not own:
        left.append("rung")  # importing never climbs anything (DESIGN §10)
    told = [f"{FIELDS[name]}：{one_line(cells.said[name])}" for name in left if cells.said[name]]
    told += [
        f"{c.header}：{one_line(cells.at(c))}" for c in cells.columns_of("place") if cells.at(c)
    ]
    told += [
        f"{c.header}：{one_line(cells.at(c))}"
        for c in cells.columns_of("tick")
        if says(cells.at(c))
    ]
    return (*told, *cells.loose())


def _references(cells: RowCells) -> tuple[str, ...]:
    words = cells.said["external_refs"]
    return tuple(part for part in re.split(r"[、，,;；\s]+", words) if part) if words else ()
