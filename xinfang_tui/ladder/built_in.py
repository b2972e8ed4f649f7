"""The ladder that comes with the program, as its text ``ladder.toml`` reads.

The text is what an office begins with when it writes its own; a test holds both alike. The program
itself reads no text for it: that would take as long as the rest of a short answer's rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BUILT_IN: Mapping[str, Any] = {
    "village": {"name": "村（社区）调解", "days": 7, "failures": 2},
    "township": {"name": "乡镇（街道）调解", "days": 15, "failures": 3},
    "joint_meeting": {"name": "联席会议研究", "days": 8, "called": ["02", "03"]},
    "leader_case": {"name": "领导包案", "days": 60, "extension": 30},
    "petition": {"accept": 15, "conclude": 60, "extension": 30, "ask": 30, "review": 30},
    "entry": [
        {"rung": "township", "categories": ["11", "1201", "13", "14"]},
        {"rung": "township", "scales": ["02"]},
        {"rung": "leader_case", "scales": ["03"]},
    ],
    "guard": {"elsewhere": ["15"], "consent": ["01"], "special": ["03"]},
}
