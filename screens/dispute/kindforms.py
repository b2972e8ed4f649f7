"""The form of every kind of entry, made from the table of kinds (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from screens.forms.field import DAY, INT, LONG, MONEY, NAMES, PICK, RADIO, ROWS, TEXT, Field
from screens.pieces.choice import Choice
from screens.pieces.sides import labelled, named
from xinfang_tui.disputes import kinds
from xinfang_tui.disputes.codes import Codes

_TYPES = {
    kinds.TEXT: TEXT,
    kinds.DAY: DAY,
    kinds.INT: INT,
    kinds.MONEY: MONEY,
    kinds.NAMES: NAMES,
    kinds.TERMS: ROWS,
    kinds.PLAN: ROWS,
    kinds.TOLD: ROWS,
    kinds.ANY: TEXT,
}
_ROWS = {
    kinds.TERMS: (("who", "谁", 10), ("what", "做什么", 0), ("due", "期限", 12)),
    kinds.PLAN: (("step", "步骤", 0), ("due", "期限", 12)),
    kinds.TOLD: (("office", "单位", 0), ("when", "时间", 14)),
}
_LONG = frozenset({"text", "reason", "deadline_told", "evidence", "danger", "decision"})
_AHEAD = frozenset({"due", "until", "next_on"})
_WHO = frozenset({"handler", "leader", "approver"})
_HINTS = {
    "place": "如 村委会、现场",
    "until": "如 11.5、10天后",
    "due": "如 11.5、10天后",
    "next_on": "如 下周五",
    "reason": "写给以后看的人",
    "remedies_told": "如 向法院起诉、申请仲裁",
    "to": "单位名称",
}
_PEOPLE = frozenset({kinds.NAMES, kinds.TERMS})
_UNSATISFIED = ("answer", "unsatisfied")
YES_NO = (Choice(True, "是"), Choice(False, "否"))


@dataclass(frozen=True, slots=True)
class Around:
    """What a form offers: staff names, the parties, the codes.

    Attributes:
        parties: their names as they may be shown now; terms: of the agreement, by their number;
        user: who works, and did it unless told otherwise; barred: who may not have done it.
    """

    staff: Sequence[str]
    parties: Sequence[Choice]
    codes: Codes
    today: str
    user: str = ""
    terms: Sequence[Choice] = ()
    barred: Collection[str] = ()


def fields_of(kind: str, around: Around) -> list[Field]:
    """The fields of a kind, the day and who did it last."""
    made = [_field(kind, spec, around) for spec in kinds.KINDS[kind].fields if _shown(kind, spec)]
    made.append(Field("on", "哪一天", DAY, required=True, default=around.today))
    people = [Choice(name, name) for name in around.staff if name not in around.barred]
    user = around.user if around.user not in around.barred else None
    barred = bool(around.barred)
    made.append(
        Field("by", "谁办的", PICK, barred, choices=people, free=True, default=user or None)
    )
    return made


def _shown(kind: str, spec: kinds.Field) -> bool:
    return (kind, spec.name) not in {("resolve", "date_by_month"), ("decide", "meeting")}


def _field(kind: str, spec: kinds.Field, around: Around) -> Field:
    name, label, need = spec.name, spec.label, spec.required
    if (kind, name) == ("visit_back", "reason"):
        reasons = [Choice(c, n) for c, n in spec.choices]
        return Field(name, "不满的原因", RADIO, True, choices=reasons, when=_UNSATISFIED)
    if spec.type == kinds.CHOICE:
        return Field(name, label, RADIO, need, choices=[Choice(c, n) for c, n in spec.choices])
    if spec.type == kinds.BOOL:
        return Field(name, label, RADIO, need, choices=YES_NO)
    if (kind, name) == ("resolve", "method"):
        methods = [Choice(c, n, c) for c, n in around.codes.methods.items()]
        return Field(name, label, PICK, need, choices=methods, free=True)
    if (kind, name) == ("suspend", "agreed_by"):
        everybody = "、".join(each.label for each in around.parties)
        return Field(name, label, NAMES, need, default=everybody)
    if (kind, name) == ("perform", "term"):
        only = around.terms[0].value if len(around.terms) == 1 else None
        return Field(name, label, PICK, need, choices=around.terms, default=only)
    if name in _WHO or name == "party":
        staff = [Choice(each, each) for each in around.staff]
        people = staff if name in _WHO else around.parties
        return Field(name, label, PICK, need, choices=people, free=True)
    made = LONG if name in _LONG else _TYPES[spec.type]
    hint = _HINTS.get(name, "几个人用顿号或空格隔开" if made == NAMES else "")
    rows = _ROWS.get(spec.type, ())
    return Field(name, label, made, need, hint, ahead=name in _AHEAD, rows=rows)


def terms_of(record: Mapping[str, Any], hide: Callable[[str], str]) -> list[Choice]:
    """What was promised and is still to be done; all of it where nothing is left."""
    terms = list(enumerate(record.get("terms") or (), start=1))
    left = [(number, term) for number, term in terms if term.get("kept") is None]
    return [
        Choice(number, f"{number} {hide(_promise(term))}", _state(term))
        for number, term in left or terms
    ]


def _promise(term: Mapping[str, Any]) -> str:
    return "：".join(str(term[key]) for key in ("who", "what") if term.get(key))


def _state(term: Mapping[str, Any]) -> str:
    if term.get("kept") is not None:
        return "已履行" if term["kept"] else "没有履行"
    return f"期限 {term['due'][5:]}" if term.get("due") else ""


def data_of(kind: str, values: Mapping[str, Any], parties: Iterable[Choice] = ()) -> dict[str, Any]:
    """What a filled form means as an event's data, parties by their own names."""
    data = {name: value for name, value in values.items() if value not in (None, "", [])}
    for spec in kinds.KINDS[kind].fields:
        if spec.type == kinds.NAMES and isinstance(data.get(spec.name), str):
            data[spec.name] = [data[spec.name]]
    return by_name(kind, data, parties)


def by_name(kind: str, values: Mapping[str, Any], parties: Iterable[Choice]) -> dict[str, Any]:
    """What a form holds, parties by their own names: as it is kept, whatever is hidden now."""
    return _people(kind, values, partial(named, people=list(parties)))


def as_shown(kind: str, values: Mapping[str, Any], parties: Iterable[Choice]) -> dict[str, Any]:
    """What :func:`by_name` gave, parties as they may be shown now."""
    return _people(kind, values, partial(labelled, people=list(parties)))


def _people(kind: str, values: Mapping[str, Any], change: Callable[[Any], Any]) -> dict[str, Any]:
    of_people = {spec.name for spec in kinds.KINDS[kind].fields if spec.type in _PEOPLE}
    return {name: change(value) if name in of_people else value for name, value in values.items()}
