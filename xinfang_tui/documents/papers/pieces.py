"""Pieces that the papers of one dispute share: parties, trail, plan, terms."""

from __future__ import annotations

from xinfang_tui.documents.paper import Column, Field, Fields, Table
from xinfang_tui.documents.papers.case import KINDS, Case
from xinfang_tui.documents.papers.telling import told
from xinfang_tui.documents.wording import parse_day


def trail_table(case: Case, last: int = 0) -> Table:
    """The trail by day; only the ``last`` entries when it is given."""
    entries = list(case.trail())
    if last:
        entries = entries[-last:]
    columns = (
        Column("日期", "date", width=11),
        Column("事项", width=12),
        Column("经办", width=10),
        Column("内容", width=46),
    )
    rows = tuple(
        (
            parse_day(entry.get("on")),
            str(entry.get("label") or ""),
            case.show.text(str(entry.get("by") or "")),
            told(case, entry),
        )
        for entry in entries
    )
    return Table(columns, rows, sheet="经过")


def steps_table(case: Case) -> Table:
    """A leader's plan."""
    columns = (Column("步骤", width=50), Column("完成日期", "date", width=12))
    rows = tuple(
        (case.show.text(str(step.get("step") or "")), parse_day(step.get("due")))
        for step in case.record.get("plan") or ()
    )
    return Table(columns, rows, sheet="方案")


def terms_table(case: Case, *, performed: bool = True) -> Table:
    """The promises of the agreement: who, what, by when; ``performed``: also whether kept."""
    kept = {True: "已履行", False: "未履行", None: ""}
    columns = (
        Column("序号", "number", width=6),
        Column("履行人", width=14),
        Column("内容", width=44),
        Column("期限", "date", width=12),
        Column("履行情况", width=10),
    )
    rows = tuple(
        (
            i,
            case.show.name(str(term.get("who") or "")),
            case.show.text(str(term.get("what") or "")),
            parse_day(term.get("due")),
            kept[term.get("kept")],
        )
        for i, term in enumerate(case.terms, 1)
    )
    shown = len(columns) if performed else len(columns) - 1
    return Table(columns[:shown], tuple(row[:shown] for row in rows), sheet="协议")


def parties_form(case: Case) -> Fields:
    """A row for each party; one empty row where nobody is named, to be filled in by hand."""
    rows: list[tuple[Field, ...]] = []
    for i, party in enumerate(case.parties, 1):
        label = f"当事人{i}" if len(case.parties) > 1 else "当事人"
        kind = KINDS.get(str(party.get("kind") or "person"), "")
        rows.append((Field(label, case.show.party(party), 2), Field("性质", kind)))
        phone = case.show.phone(str(party.get("phone") or ""))
        card = case.show.card(str(party.get("id_number") or ""))
        rows.append((Field("证件号码", card, 2), Field("联系电话", phone)))
        rows.append((Field("住址", case.show.address(str(party.get("address") or ""))),))
        if party.get("representative"):
            rows.append((Field("代表人", case.show.name(str(party["representative"]))),))
    if not rows:
        rows = [(Field("当事人", "", 2), Field("联系电话")), (Field("住址"),)]
    return Fields(tuple(rows))
