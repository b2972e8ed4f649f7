"""What an erasure of a matter takes out of a meeting: its own texts, no other matter's (DESIGN §4).

A meeting speaks of a matter in parts: its place on the agenda, the decision on it, and in the
minutes its line and its slip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from xinfang_tui.meeting.meeting import Decision
from xinfang_tui.meeting.minutes import words

Data = Mapping[str, Any]
Less = Callable[[Data], dict[str, Any]]
KNOWN = "after"
"""Under this an entry names the erasures that its author knew."""
_TEXTS = frozenset({"reason", "to", "deadline_told", "plan"})
_SENTENCES = frozenset({"words", "task"})


def matters(data: Data) -> set[str]:
    """The ids of the matters that an entry, or what was kept of several, speaks of."""
    return {str(part["dispute"]) for part in _parts(data)}


def _parts(data: Any) -> Iterator[Data]:
    """The parts of an entry, whatever another program wrote there."""
    if not isinstance(data, Mapping):
        return
    if data.get("dispute"):
        yield data
    for kept in _mapping(data.get("kept")).values():
        yield from _parts(kept)
    for line in _listed(_mapping(data.get("minutes")).get("items")):
        yield from _parts(line)


def _mapping(value: Any) -> Data:
    return value if isinstance(value, Mapping) else {}


def _listed(value: Any) -> list[Data]:
    """The records in a list."""
    found = value if isinstance(value, list | tuple) else ()
    return [each for each in found if isinstance(each, Mapping)]


def less_of(data: Data, less: Less, dispute: str = "") -> dict[str, Any]:
    """An entry's data with each part on a matter, on any without ``dispute``, made less."""

    def each(part: Data) -> dict[str, Any]:
        return less(part) if dispute in ("", part.get("dispute")) else dict(part)

    if data.get("dispute"):
        return each(data)
    minutes = data.get("minutes")
    if not isinstance(minutes, Mapping):
        return dict(data)
    lines = [each(line) for line in _listed(minutes.get("items"))]
    slips = [
        {**slip, "items": [each(item) for item in _listed(slip.get("items"))]}
        for slip in _listed(minutes.get("slips"))
    ]
    return {**data, "minutes": {**minutes, "items": lines, "slips": slips}}


def beside_matters(data: Data) -> Iterator[str]:
    """The texts of an entry that speak of no matter: where, who was there, why it was corrected."""
    yield from _texts(less_of(data, lambda part: {}))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, Mapping) else ():
        yield from _texts(inner)
    for inner in value if isinstance(value, list | tuple) else ():
        yield from _texts(inner)


def codes(part: Data) -> dict[str, Any]:
    """Of a part what was decided, by whom and until when."""
    made = part.get("decision")
    if isinstance(made, str):
        return {name: value for name, value in part.items() if name not in _TEXTS}
    if made is None and "task" not in part:
        return dict(part)  # nothing was decided: its words are the program's own
    left = {name: value for name, value in part.items() if name not in _SENTENCES}
    return left if made is None else {**left, "decision": codes(made)}


def reworded(text: Callable[[str], str]) -> Less:
    """Makes a part less by taking words out of its texts."""

    def less(part: Data) -> dict[str, Any]:
        return {name: value(name, said) for name, said in part.items()}

    def value(name: str, said: Any) -> Any:
        if isinstance(said, str):
            return text(said) if name in _TEXTS | _SENTENCES else said
        if name == "decision" and isinstance(said, Mapping):
            return less(said)
        if name == "plan":
            return [{**step, "step": text(str(step.get("step", "")))} for step in said]
        return said

    return less


def in_words(minutes: Data) -> dict[str, Any]:
    """Minutes with the sentences that erasures took, made anew from what is left."""
    lines = [_said(line) for line in _listed(minutes.get("items"))]
    said = {line.get("dispute"): line["words"] for line in lines}
    slips = [
        {
            **slip,
            "items": [
                {"task": said.get(item.get("dispute"), ""), **item}
                for item in _listed(slip.get("items"))
            ],
        }
        for slip in _listed(minutes.get("slips"))
    ]
    return {**minutes, "items": lines, "slips": slips}


def _said(line: Data) -> dict[str, Any]:
    if "words" in line:
        return dict(line)
    return {**line, "words": words(Decision.from_json(_mapping(line.get("decision"))))}
