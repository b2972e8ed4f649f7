"""A dispute as papers read it: the record of DESIGN §10 with people shown as the paper may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from xinfang_tui.disputes.dispute import RUNG_NAMES, STATUS_NAMES
from xinfang_tui.disputes.kinds import PRINT
from xinfang_tui.disputes.leading import leader_words
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.office import Office
from xinfang_tui.documents.wording import day, parse_day
from xinfang_tui.tuples import NamedTuple

Record = Mapping[str, Any]
KINDS = {"person": "个人", "company": "企业", "collective": "集体"}
ANSWERS = {
    "satisfied": "满意",
    "basic": "基本满意",
    "unsatisfied": "不满意",
    "unreached": "未联系上",
}
REASONS = {"unkept": "协议没有履行", "procedure": "办理程序", "regret": "反悔", "other": "其他"}


class Case(NamedTuple):
    """One dispute with everything a paper prints of it."""

    record: Record
    show: Disclosure
    office: Office

    def get(self, name: str) -> str:
        """A plain field as text; empty when absent."""
        value = self.record.get(name)
        return "" if value is None else str(value)

    @property
    def number(self) -> str:
        """编号."""
        return self.get("number")

    @property
    def title(self) -> str:
        """事项, with people shown as the paper may."""
        return self.show.text(self.get("title"))

    @property
    def brief(self) -> str:
        """简要情况."""
        return self.show.text(self.get("brief"))

    @property
    def village(self) -> str:
        """The lead village's name."""
        return self.get("village_name") or self.get("village")

    @property
    def category(self) -> str:
        """The category's name, both levels."""
        return self.get("category_name") or self.office.codes.label(self.get("category"))

    @property
    def short_category(self) -> str:
        """The category in a narrow column."""
        return self.office.codes.brief(self.get("category"))

    @property
    def rung(self) -> str:
        """层级, with the tier of a leader's case."""
        name = RUNG_NAMES.get(self.get("rung"), self.get("rung"))
        return name + {"county": "（县领导）"}.get(self.get("tier"), "")

    @property
    def leader(self) -> str:
        """包案领导, with the tier of his where the matter stands on another; empty when none."""
        return leader_words(self.record)

    @property
    def status(self) -> str:
        """状态."""
        return STATUS_NAMES.get(self.get("status"), self.get("status"))

    @property
    def channel(self) -> str:
        """来源."""
        return self.office.codes.channels.get(self.get("channel"), self.get("channel"))

    @property
    def scale(self) -> str:
        """规模."""
        return self.office.codes.scales.get(self.get("scale"), self.get("scale"))

    @property
    def people(self) -> int:
        """涉及人数."""
        return int(self.record.get("people") or 0)

    @property
    def open(self) -> bool:
        """Whether it is still being settled."""
        return self.get("status") == "open"

    @property
    def accusation(self) -> bool:
        """Whether it accuses an official: sealed and sent on, never settled here (DESIGN §5)."""
        sent = (str((entry.get("data") or {}).get("to") or "") for entry in self.trail("refer"))
        sealed = bool(self.record.get("sealed"))
        return self.get("category").startswith("15") or (
            sealed and any("纪检" in to for to in sent)
        )

    @property
    def petition(self) -> bool:
        """Whether it is a 信访事项."""
        return self.get("track") == "petition"

    def on(self, name: str) -> date | None:
        """A date field."""
        return parse_day(self.record.get(name))

    def day(self, name: str) -> str:
        """A date field as 2026年10月3日; empty when absent."""
        return day(self.on(name))

    @property
    def parties(self) -> Sequence[Record]:
        """The parties as recorded."""
        return tuple(self.record.get("parties") or ())

    @property
    def party_names(self) -> str:
        """Their names, shown as the paper may."""
        return "、".join(self.show.party(party) for party in self.parties)

    def trail(self, *kinds: str) -> Iterator[Record]:
        """Entries of the trail that hold, of these kinds or of all; a printing is no step."""
        for entry in self.record.get("trail") or ():
            if entry.get("undone") or entry.get("kind") in ("void", PRINT):
                continue
            if not kinds or entry.get("kind") in kinds:
                yield entry

    def told(self, entry: Record) -> str:
        """An entry's sentence, people shown as the paper may."""
        return self.show.text(str(entry.get("text") or ""))

    @property
    def overdue_days(self) -> int:
        """Days past the day in force; 0 when it is not overdue."""
        left = self.record.get("days_left")
        return -int(left) if self.record.get("overdue") and left is not None else 0

    @property
    def terms(self) -> Sequence[Record]:
        """The agreement's promises."""
        return tuple(self.record.get("terms") or ())

    @property
    def method(self) -> str:
        """化解方式."""
        return self.office.codes.methods.get(self.get("method"), self.get("method"))

    @property
    def whose(self) -> str:
        """Who answers for it: unit and handler, else 未确定."""
        parts = [part for part in (self.get("unit"), self.get("handler")) if part]
        return "、".join(parts) or "未确定"


def data_of(entry: Record) -> Record:
    """What an entry of the trail carries."""
    data = entry.get("data")
    return data if isinstance(data, Mapping) else entry


def names_in(value: Any) -> str:
    """A list of names, or names as text, joined by 、."""
    if isinstance(value, str):
        return value
    return "、".join(str(item) for item in value or ())
