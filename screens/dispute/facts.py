"""The head of a dispute's screen: what it is, where it stands, by when, and who the parties are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from textual.content import Content

from screens.forms.days import WEEKDAYS
from screens.pieces.cells import width, wrap
from screens.pieces.marks import TONES, Marks
from xinfang_tui.disputes import kinds
from xinfang_tui.disputes.codes import Codes
from xinfang_tui.disputes.leading import leader_words

Record = Mapping[str, Any]
Hide = Callable[[Any], str]
_TITLE = 24
"""The least cells of a line that says what a matter is about."""
_ENDINGS = {
    code: words
    for field in kinds.KINDS["end"].fields
    if field.name == "reason"
    for code, words in field.choices
}


def head(record: Record, marks: Marks, hide: Hide, cells: int) -> Content:
    """Number and title, in as many lines as the title takes (three at most), state at the right.

    Where that leaves too little to the title, the state stands below it.
    """
    name = marks.of(dict(record))
    tone = "$warning" if TONES.get(name) == "warn" else "$primary"
    state = f"{marks(name)} {record.get('status_name', '')} · {record.get('rung_name', '')}"
    if record.get("tier") == "county":
        state += "（县）"
    title = hide(record.get("title") or "")
    number = str(record.get("number") or "")
    beside = cells - width(state) - 2
    below = beside < _TITLE
    lines = wrap(f"{number} {title}", cells if below else beside)
    if len(lines) > 3:
        lines = [*lines[:2], f"{lines[2][:-1]}…"]
    gap = cells - width(lines[0]) - width(state)
    rest = lines[0][len(number) :]
    parts: list[tuple[str, str]] = [
        (number, "bold $primary"),
        (rest, "bold"),
    ]
    shown = (state, f"bold {tone}")
    if not below:
        parts += [(" " * max(1, gap), ""), shown]
    for line in lines[1:]:
        parts += [("\n", ""), (line, "bold")]
    return Content.assemble(*parts, *([("\n", ""), shown] if below else []))


def facts(record: Record, codes: Codes, today: date, cells: int) -> Content:
    """Kind, people, source, day, place, pause at the left; who handles it at the right."""
    paused = paused_until(record, today)
    left = [
        codes.short(str(record.get("category") or "99")),
        f"{record['people']} 人" if record.get("people") else "",
        f"{record.get('channel_name', '')} {_short(record.get('registered_on'))}",
        str(record.get("village_name") or ""),
        str(record.get("scale_name") or "") if record.get("scale", "01") != "01" else "",
        "信访事项" if record.get("track") == "petition" else "",
        "保密" if record.get("sealed") else "",
        f"中止至 {_short(paused)}" if paused else "",
    ]
    parts = [part for part in left if part.strip()]
    told = " · ".join(parts)
    owner = "、".join(
        filter(None, (str(record.get("handler") or ""), str(record.get("unit") or "")))
    )
    leader = f"包案 {leader_words(record)}" if record.get("leader") else ""
    nobody = ("上面无人承接" if owner else "无人承接") if record.get("blocked") else ""
    named = (leader, f"经办 {owner}" if owner else "", nobody)
    right = "  ".join(filter(None, named))
    tone = "bold $warning" if nobody else ""
    if not right and record.get("status") == "open":
        right, tone = "经办未定", "$soft"
    gap = cells - width(told) - width(right)
    if gap >= 1:
        return Content.assemble((told, ""), " " * gap, (right, tone))
    return Content.assemble("\n".join(_lines(parts, " · ", cells)), "\n", (right, tone))


def paused_until(record: Record, today: date) -> str:
    """The last day of the pause that a matter is in; empty when it is in none."""
    until = ""
    for entry in record.get("trail") or ():
        if entry.get("undone"):
            continue
        if entry["kind"] == "suspend":
            until = str((entry.get("data") or {}).get("until") or "")
        elif entry["kind"] == "resume":
            until = ""
    return until if record.get("status") == "open" and until >= today.isoformat() else ""


def term(record: Record, today: date, cells: int, explained: bool = True) -> Content:
    """The date in force and how far it is; what does not fit goes below."""
    if record.get("status") != "open" or not record.get("due"):
        done = record.get("concluded_on")
        return Content.assemble(("期限 ", "$soft"), f"不再计算（{_how(record)}{_on(done)}）")
    due = date.fromisoformat(str(record["due"]))
    target = date.fromisoformat(str(record.get("due_target") or record["due"]))
    left = int(record.get("days_left") or (due - today).days)
    notes: list[str] = []
    if target != due:
        notes.append(f"{target:%m-%d} 是周{WEEKDAYS[target.weekday()]}，顺延")
    tone = "$primary"
    if left < 0:
        notes.append(f"已超期 {-left} 天")
        tone = "$warning"
    else:
        notes.append("就是今天" if left == 0 else f"还有 {left} 天")
        tone = "$warning" if left <= 3 else tone
    lines = wrap(f"期限 {due:%m-%d}（{'；'.join(notes)}）", cells)
    told = "\n".join(lines)
    parts: list[tuple[str, str]] = [
        (told[:3], "$soft"),
        (told[3:8], f"bold {tone}"),
        (told[8:], tone),
    ]
    counts = (
        ("延期", record.get("extensions")),
        ("中止", record.get("suspensions")),
        ("转办", record.get("transfers")),
        ("反弹", record.get("reopened")),
    )
    counted = " ".join(f"{word}{count}次" for word, count in counts if count)
    silence = int(record.get("silence") or 0)
    if silence > 7:
        counted = f"{counted} 最长{silence}天没有动静".strip()
    taken = width(lines[-1])
    for more in filter(None, (counted, "9 为什么是这天" if explained else "")):
        fits = taken + 2 + width(more) <= cells
        parts.append((f"  {more}" if fits else f"\n{more}", "$soft"))
        taken = taken + 2 + width(more) if fits else width(more)
    return Content.assemble(*parts)


def parties(record: Record, hide: Hide, cells: int) -> Content:
    """Who the sides are, in two lines at most."""
    told: list[str] = []
    for party in record.get("parties") or ():
        more = [
            f"户 {str(party['household'])[-4:]}" if party.get("household") else "",
            str(party.get("phone") or ""),
            f"代表 {party['representative']}" if party.get("representative") else "",
        ]
        extra = "，".join(part for part in more if part)
        told.append(f"{party.get('name', '')}{f'（{extra}）' if extra else ''}")
    text = hide("  ".join(told)) if told else "没有具名"
    lines = wrap(f"当事人 {text}", cells)
    if len(lines) > 2:
        lines = [lines[0], lines[1][: max(0, len(lines[1]) - 1)] + "…"]
    return Content.assemble((lines[0][:3], "$soft"), "\n".join([lines[0][3:], *lines[1:]]))


def _lines(parts: Sequence[str], between: str, cells: int) -> list[str]:
    """The parts in lines of at most ``cells``, none torn apart that fits a line."""
    lines: list[str] = []
    for part in parts:
        if lines and width(lines[-1] + between + part) <= cells:
            lines[-1] += between + part
        else:
            lines += wrap(part, cells)
    return lines


def _how(record: Record) -> str:
    """How it was concluded, in words: the way of settling it, where it went, why it ended."""
    status, how = record.get("status"), str(record.get("conclusion") or "")
    if status in ("resolved", "closed") and how == record.get("method"):
        how = str(record.get("method_name") or "")
    elif status == "ended":
        how = _ENDINGS.get(how, how)
    return how or str(record.get("status_name") or "")


def _short(day: Any) -> str:
    return str(day or "")[5:10]


def _on(day: Any) -> str:
    return f"，{_short(day)}" if day else ""
