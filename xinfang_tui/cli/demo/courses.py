"""How matters go: where each is settled, how it ends, what is special about it."""

from __future__ import annotations

from dataclasses import dataclass

NEVER = "never"


@dataclass(frozen=True, slots=True)
class Course:
    """The way of one matter.

    Attributes:
        rung: where it is settled; NEVER: still open on the last day.
        ending: resolve, refer, withdrawn, refused, failed, transfer or border.
        visits: answers of the return visits in turn: satisfied, basic, unreached, unkept,
            procedure, regret, other.
        decision: what the joint meeting decides on it; empty: it is not reached.
        extras: what else happens: urgent, order, petition, extend, suspend, returned, twice,
            written, confirm, kept, broken, met, comes_back, surface, linked, corrected, owned,
            object, county, pushed.
        category: a category it must have; scale: its size.
        before: days before the last day on which it is registered; None: any day.
    """

    rung: str = "village"
    ending: str = "resolve"
    visits: tuple[str, ...] = ("satisfied",)
    decision: str = "assign"
    extras: frozenset[str] = frozenset()
    category: str = ""
    scale: str = "01"
    before: int | None = None


def _told(text: str) -> Course:
    """A course from a line: rung ending before [name=value …] [+extra …]."""
    words = text.split()
    extras = frozenset(word[1:] for word in words if word.startswith("+"))
    named = dict(word.split("=") for word in words if "=" in word)
    rung, ending, before = (word for word in words if "=" not in word and word[0] != "+")
    visits = named.get("visits", "satisfied")
    return Course(
        rung,
        ending,
        tuple(visits.split(",")) if visits != "none" else (),
        named.get("decision", "assign"),
        extras,
        named.get("category", ""),
        named.get("scale", "01"),
        int(before),
    )


SPECIAL = tuple(
    _told(line)
    for line in """
    leader_case resolve 76 decision=leader +written +owned visits=basic category=0903
    never       resolve 72 scale=03 +owned +county +surface +met category=1102
    leader_case resolve 68 decision=leader +owned +extend visits=unreached,satisfied category=0504
    never       resolve 66 decision=leader +owned +met category=0902
    joint_meeting resolve 62 +written +confirm visits=satisfied category=0804
    township    resolve 58 decision=back +returned category=0401
    joint_meeting refer 56 decision=refer category=0602
    never       resolve 54 +petition +object category=1103
    never       resolve 50 decision=continue category=0904
    never       resolve 48 decision=leader +owned +extend category=0901
    township    resolve 46 +petition +met category=1303 visits=basic
    township    resolve 44 +twice +written +kept +confirm category=0507
    village     resolve 42 visits=satisfied +comes_back category=0299
    township    resolve 40 visits=procedure,satisfied +met category=0202
    village     resolve 38 visits=unkept,satisfied +written +broken category=0102
    township    border  36 category=1203
    township    transfer 34 +returned category=0601
    village     refused 32 category=0101
    township    refer   30 category=1403
    village     resolve 29 visits=regret category=0103
    never       resolve 28 decision= +order category=0701
    village     resolve 26 +suspend +written +kept category=0999 visits=unreached,basic
    village     resolve 25 +extend +met +written +kept category=0203
    township    failed  24 category=0702
    village     resolve 22 +urgent category=0303
    village     withdrawn 20 category=0399
    village     resolve 19 visits=other category=0503
    township    refer   18 category=1502
    village     resolve 17 +linked category=0201
    never       resolve 15 decision= +pushed category=0801
    never       resolve 16 scale=02 +urgent +order category=0402
    never       resolve 13 category=1201 +petition
    village     resolve 12 +corrected visits=unreached category=0302
    village     resolve 10 visits=none +written +met category=0499
    never       transfer 9 category=1301
    never       resolve 8 category=0699
    never       resolve 7 category=0199
    never       resolve 4 category=0604
    never       resolve 2 category=0502
    never       resolve 1 category=1602
    """.strip().splitlines()
)
"""What every worked township has, however small."""

ORDINARY = (
    (30, Course(extras=frozenset({"met"}))),
    (22, Course(visits=("basic",))),
    (10, Course(extras=frozenset({"written", "kept", "met"}))),
    (7, Course(visits=("unreached", "satisfied"))),
    (6, Course(rung="township", extras=frozenset({"twice", "met"}))),
    (6, Course(rung="township", extras=frozenset({"written", "kept"}))),
    (4, Course(rung="township", visits=("basic",))),
    (4, Course(ending="withdrawn")),
    (3, Course(rung="township", ending="failed")),
    (2, Course(extras=frozenset({"extend"}))),
    (2, Course(rung="joint_meeting")),
    (2, Course(visits=("other",))),
    (1, Course(visits=("unkept", "satisfied"))),
    (1, Course(visits=("satisfied",), extras=frozenset({"comes_back"}))),
)
"""The courses of the other matters with their weights."""
