"""How a row's matter stands and since when."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import partial

from xinfang_tui.disputes.dispute import CLOSED, OPEN, RESOLVED, STATUS_NAMES
from xinfang_tui.documents.reading.cells import RowCells
from xinfang_tui.documents.reading.dates import read_date
from xinfang_tui.documents.reading.headers import DATES
from xinfang_tui.documents.reading.row_dates import DateRules, Fault
from xinfang_tui.documents.reading.settled_day import settled_day
from xinfang_tui.documents.reading.statuses import StatusReading, read_status
from xinfang_tui.documents.reading.text import day_by_day, one_line, plain
from xinfang_tui.tuples import NamedTuple

_QUESTION = re.compile("是否|与否")
_DATED = re.compile(
    r"[(（]?(\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?|\d{1,2}[月./-]\d{1,2}日?)(?![\d万元])[)）]?"
)

_NOTED = re.compile(
    r"(?:现|目前)?已经?(?:全部|成功|圆满|顺利|妥善)?"
    r"(?:化解|调结|结案?|办结|解决|调[解处]成功|[和调]解成功|和解|达成协议|销号|了结|完结|息访)(?:完毕)?"
    r"|(?:化解|调[解处])成功|办结|结案|双方和解|双方达成协议"
)
_NOTED_OPEN = re.compile(
    r"(?:仍|还|尚|暂)?未(?:能)?(?:化解|结案?|办结|解决|调结|达成协议)|(?:正?在)?(?:化解|调[解处]|办理)中"
    r"|正在(?:化解|调[解处]|办理)"
)
_SHORT_NOTE, _LONGEST_NOTE = 6, 120
_OF_ANOTHER = re.compile(
    "去年|前年|[上前]次|曾|以前|此前|前期|从前|过去|历史|另|其他|其余|该[户人]|[一两二三几]起|又|再"
)
"""That a remark may speak of an earlier matter, or of another one."""
_SAME_DAY = re.compile("(?:登记|排查|发现|受理)?(?:当[天日]|即日|同[天日])(?:化解|调解|办结|解决)?")
_CALLED = {**STATUS_NAMES, OPEN: "未化解", RESOLVED: "已化解"}
_TRIED = re.compile("调[解处](?!成功|完成)|处理|办理|处置|走访")
BY_HEADING, BY_NOTE = "按表名或标题读作", "没有状态一列，备注写"
"""How the notes begin of a status that the row's own column does not tell."""
_STILL_GOING = (
    "|中止|暂停|搁置|反复(?![做劝调协沟说讲商疏宣丈走工动])|部分(?:化解|解决|履行|兑现)|阶段性|意向|挂账|挂牌"
    "|移[交送]|上报|报镇|转[办交]|交办|中$"
)
_NO_END = re.compile(
    "诉|法院|法庭|法律|司法|仲裁|无果|无效|无法|难以|跟踪|拟|建议|待|外出|退回|(?<!不)再|(?<!互)不(?!再)|[未没](?!再)"
    + _STILL_GOING
)
_FAILED = re.compile(
    "(?<!撤)诉(?!求|说|苦|费)|法院|法庭|走法律|法律[程途]|(?:转|移|走|进入?|引导|通过|[到至]).{0,3}司法(?!确认|调解|救助)|仲裁|无果|无效"
    "|无法|难以|跟踪(?!回访)|拟(?!定|好|写)|(?<!接受)(?<!采纳)建议|(?<![善接招看对优])待(?!遇)|外出(?!务工人员)|退回(?:[村镇社]|$)"
    "|再(?:次|行|议|调|协商|谈|处理|做)|不能(?!再)|不予(?!追究|计较|再)"
    "|(?<!互)不(?:成|拢|服|肯|愿|认|同意|接受|配合|到场|满意|履行|让步|退让|了了之|签|赔|还|付|具备|属)"
    "|未(?:[能达果成调结办谈到付兑处拆归还清签完定商]|化解|解决|履行|支付|同意|接受|落实|协商|$)"
    "|没(?:[谈调钱能签还付赔]|有?(?:达成|结果|解决|化解|同意|协商|谈|调)|$)" + _STILL_GOING
)
"""That an end was not reached, in a result that tells at length what was agreed."""


class RowStatus(NamedTuple):
    """A row's status, the day it was concluded, a plan's date, notes and faults."""

    status: str
    words: str = ""
    resolved_on: date | None = None
    by_month: bool = False
    due: date | None = None
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def last_day(month: str) -> date:
    """The last day of "2026-10"."""
    year, number = int(month[:4]), int(month[5:7])
    return date(year, number, monthrange(year, number)[1])


def read_row_status(
    cells: RowCells,
    rules: DateRules,
    registered_on: date,
    heading: str,
    month_end: date | None,
    today: date,
) -> RowStatus:
    """The status of a row registered on a day; ``heading`` is that of its section, if any.

    A settled one without a date counts as settled on the last day of the month given, not past
    today (DESIGN §10), nor before it was registered.
    """
    notes: list[str] = []
    faults: list[Fault] = []
    words = cells.joined("status")
    said = _said(cells, words, faults)
    notes += [said.note] if said.note else []
    on, due = _concluded(cells, rules, said.status, registered_on, notes, faults)
    status = said.status
    if not status and on is not None and cells.has(DATES) and _ends(cells, words):
        status = RESOLVED
        unclear = f"状态“{_short(words)}”没有说清" if words else "状态未填"
        notes.append(f"{unclear}，有化解日期，按已化解读")
    told = words
    if not status and words:
        stands, day = _in_words(words, rules, registered_on)
        if stands not in ("", OPEN) and day is not None and registered_on <= day <= today:
            status = stands
            notes.append(f"由“{_short(words)}”读作{_CALLED[stands]}，请核对")
    if not status and not words and (noted := _noted(cells)):
        status, told = noted, cells.joined("note")
        check = "，请核对" if len(told) > _SHORT_NOTE else ""
        notes.append(f"{BY_NOTE}“{_short(one_line(told))}”，按{_CALLED[noted]}读{check}")
    if not status and not words and heading:
        status = heading
        notes.append(f"{BY_HEADING}{'未化解' if heading == OPEN else '已化解'}")
    if not status:
        status = OPEN
        if words:
            notes.append(f"状态“{_short(words)}”看不出是否化解，按未化解导入")
        elif result := one_line(cells.joined("result")):
            notes.append(f"化解结果“{_short(result)}”看不出是否化解，按未化解导入")
    if status in (RESOLVED, CLOSED) and read_status(cells.joined("result")).status == OPEN:
        notes.append(
            f"状态是已化解，化解结果写“{_short(one_line(cells.joined('result')))}”，请核对"
        )
    if status == OPEN:
        if on is not None and cells.has(DATES):
            notes.append(f"状态是未化解，化解日期 {on} 没有用上")
        return RowStatus(OPEN, words, None, False, due, tuple(notes), tuple(faults))
    if on is None:
        on = _in_words(told, rules, registered_on)[1]
    if on is None:
        on = _in_sentence(cells, words, rules, registered_on, today, notes)
    if on is None:
        end = month_end or last_day(registered_on.isoformat())
        on = max(min(end, today), registered_on)
        return RowStatus(status, words, on, True, due, tuple(notes), tuple(faults))
    if on < registered_on:
        reason = f"化解日期 {on} 早于登记日期 {registered_on}，请核对"
        faults.append(Fault("resolved_on", cells.said["resolved_on"] or told, reason))
    elif on > today:
        reason = f"化解日期 {on} 在今天（{today}）之后，请核对"
        faults.append(Fault("resolved_on", cells.said["resolved_on"] or told, reason))
    return RowStatus(status, words, on, False, due, tuple(notes), tuple(faults))


def _ends(cells: RowCells, words: str) -> bool:
    """Whether a day in the column of settlements settles a row of these unclear words.

    The day of a mediation or of handling (调解时间) is none of an end, where words say something,
    nor is any day where the result (调解结果) tells of none.
    """
    if words:
        return not (_TRIED.search(cells.header("resolved_on")) or _NO_END.search(words))
    return not _FAILED.search(cells.joined("result"))


def _said(cells: RowCells, words: str, faults: list[Fault]) -> StatusReading:
    ticked = cells.ticked("status")
    if len(ticked) > 1:
        faults.append(Fault("status", "√", "同时勾了不同的状态，请只留一个"))
    if len(ticked) == 1:
        return StatusReading(next(iter(ticked)))
    question = bool(_QUESTION.search(cells.header("status")))
    # 是否化解 answered by 无 is a no; elsewhere 无 says nothing.
    said = read_status(cells.whole("status") if question else words, question)
    if not said.status and (result := cells.joined("result")):
        told = read_status(result)
        if told.status:
            return StatusReading(told.status, told.note or f"由化解结果“{_short(result)}”读出状态")
    return said


def _noted(cells: RowCells) -> str:
    """What the whole remark (备注) says of a row in a sheet that nowhere else tells it."""
    note = cells.joined("note")
    if not note or len(note) > _LONGEST_NOTE or cells.has(("status", "result")):
        return ""
    if any(column.choice.startswith("status=") for column in cells.columns_of("tick")):
        return ""
    word = plain(note).strip("。.")
    if _NOTED_OPEN.fullmatch(word):
        return OPEN
    if _NOTED.fullmatch(_DATED.sub("", word, count=1).strip(" 于,，")):
        return RESOLVED
    told = (
        read_status(note).status if len(word) > _SHORT_NOTE and not _OF_ANOTHER.search(word) else ""
    )
    return "" if told == OPEN else told


def _concluded(
    cells: RowCells,
    rules: DateRules,
    status: str,
    registered_on: date,
    notes: list[str],
    faults: list[Fault],
) -> tuple[date | None, date | None]:
    """The day of 化解日期, and the day by which it is planned when that lies ahead."""
    words = cells.said["resolved_on"]
    if _SAME_DAY.fullmatch(words):
        notes.append(f"化解日期写“{words}”，按登记日期 {registered_on} 读")
        return registered_on, None
    reading = rules.read(cells, "resolved_on", registered_on.year)
    if reading is None:
        return None, None
    if reading.date is None:
        if not any(each.isdigit() for each in words):
            notes.append(f"化解日期写“{_short(words)}”，不是日期")
        elif status == OPEN:
            notes.append(f"化解日期“{_short(words)}”没有用上")
        else:
            faults.append(Fault("resolved_on", words, reading.reason))
        return None, None
    day = rules.settled(reading, registered_on)
    if rules.day_alone(words):
        notes.append(f"化解日期“{_short(words)}”只写了日，按台账的月份记作 {day}")
    if day is not None and day != reading.date:
        notes.append(f"化解日期“{_short(words)}”没有年份，按登记日期记作 {day}")
    if day is not None and rules.future(day) and status in ("", OPEN):
        return None, day
    return day, None


def _in_words(words: str, rules: DateRules, registered_on: date) -> tuple[str, date | None]:
    """What 已化解（2026.10.3） says and its day; nothing of a sentence, of other days perhaps."""
    hit = _DATED.search(words)
    if hit is None:
        return "", None
    rest = (words[: hit.start()].rstrip("于在 ") + words[hit.end() :]).strip(" 于，,。")
    if len(rest) > 6 or not (status := read_status(rest).status):
        return "", None
    written = hit[1]
    return status, rules.after(lambda year: read_date(written, year=year).date, registered_on)


def _in_sentence(
    cells: RowCells,
    words: str,
    rules: DateRules,
    registered_on: date,
    today: date,
    notes: list[str],
) -> date | None:
    """The day that a sentence about the handling gives to the settlement, when it can be right."""
    for text in (words, cells.joined("result"), cells.joined("measures"), cells.joined("note")):
        if not _DATED.search(text):
            continue
        day = rules.after(partial(settled_day, plain(day_by_day(text))), registered_on)
        if day is not None and registered_on <= day <= today:
            notes.append(f"化解日期取自“{_short(one_line(text))}”")
            return day
    return None


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"
