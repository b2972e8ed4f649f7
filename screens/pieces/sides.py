"""People to choose from where names may be hidden: shown so, and never written down so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from screens.pieces.choice import Choice
from xinfang_tui.disputes.names import initials


def sides(names: Sequence[str], hide: Callable[[str], str]) -> list[Choice]:
    """A choice for each name, found by the whole name; those that look alike are counted."""
    shown = [hide(name) for name in names]
    alike, met = Counter(shown), Counter[str]()
    choices: list[Choice] = []
    for name, label in zip(names, shown, strict=True):
        met[label] += 1
        if alike[label] > 1:
            label = f"{label}（{met[label]}）"
        hidden = label != name
        choices.append(Choice(name, label, pinyin=" ".join(initials(name)) if hidden else ""))
    return choices


def named(value: Any, people: Iterable[Choice]) -> Any:
    """What a form gave, with the names that were shown hidden in it."""
    return _exchanged(value, {each.label: each.value for each in people})


def labelled(value: Any, people: Iterable[Choice]) -> Any:
    """What :func:`named` gave, with the names as they may be shown now."""
    return _exchanged(value, {each.value: each.label for each in people})


def _exchanged(value: Any, names: Mapping[Any, Any]) -> Any:
    def of(each: Any) -> Any:
        if isinstance(each, str):
            return names.get(each, each)
        if isinstance(each, Mapping):
            return {key: of(value) for key, value in each.items()}
        return [of(one) for one in each] if isinstance(each, list | tuple) else each

    return of(value) if names else value
