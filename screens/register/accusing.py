"""Whether what is typed accuses an official: told by its category, answered, or still to be asked.

Accusations against officials are not taken into village data at all (DESIGN §5), and nothing of
what may be one is kept before that is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from screens.frame.session import Session
from screens.pieces.choice import Choice
from screens.register.fields import ACCUSATIONS
from xinfang_tui.disputes.accusing import speaks_of_officials

ASKED = "是否反映干部违纪违法？"
ANSWERS = (
    Choice(True, "是", "反映干部收受财物、侵占集体款项、处事不公等"),
    Choice(False, "否", "一般矛盾纠纷，接着登记"),
)
Values = Mapping[str, Any]


class Accusing:
    """What is known of it so far, for one form.

    Attributes:
        answered: whether it was asked and answered 是.
    """

    def __init__(self) -> None:
        self.answered = False
        self._ruled_out = ""

    def answer(self, yes: bool, values: Values) -> None:
        """Take the answer; 否 holds for these words."""
        self.answered = yes
        self._ruled_out = "" if yes else _told(values)

    def rule_out(self, values: Values) -> None:
        """It is none, as of a draft: else it would not have been kept."""
        self._ruled_out = _told(values)

    def accuses(self, values: Values) -> bool:
        """Whether it is one, by the answer or by its category."""
        return self.answered or _of_discipline(values)

    def questionable(self, values: Values) -> bool:
        """Whether its words are to be asked about: not once that was answered 否."""
        told = _told(values)
        if told == self._ruled_out or _of_discipline(values):
            return False
        return speaks_of_officials(told)


def what_becomes_of_it(session: Session) -> str:
    """What becomes of an accusation here, in words."""
    office = session.settings.office.discipline
    if session.settings.unit.level == "village" or session.scope:
        return f"举报干部、涉组织纪检的事项不在村里登记，请当事人向{office}反映。这里什么也不留。"
    return f"举报干部、涉组织纪检的事项：按 F8 密封登记，转{office}，不进村里的数据。"


def _of_discipline(values: Values) -> bool:
    return str(values.get("category") or "").startswith(ACCUSATIONS)


def _told(values: Values) -> str:
    """The words that may speak of an official's conduct."""
    return "\n".join(str(values.get(name) or "") for name in ("title", "brief"))
