"""Which field of a form a refusal is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from screens.forms.field import Field


def concerned(fields: Sequence[Field], values: Mapping[str, Any], refusal: str) -> str:
    """The name of the field that a refusal names; empty when it names none.

    It names a field by its label in quotes, by its label where it is empty, or by what it holds.
    """
    for field in fields:
        if f"“{field.label}”" in refusal:
            return field.name
    for field in fields:
        if not values.get(field.name) and len(field.label) > 1 and field.label in refusal:
            return field.name
    for field in fields:
        if any(_told(each, refusal) for each in _words(values.get(field.name))):
            return field.name
    return ""


def _words(value: Any) -> Iterable[str]:
    """What a value holds, as it may be told; a single character may be anywhere."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from _words(each)
    elif isinstance(value, str | int | float) and len(str(value)) > 1:
        yield str(value)


def _told(words: str, refusal: str) -> bool:
    """Whether a text tells these words; a figure as a whole."""
    return re.search(rf"(?<![\d.]){re.escape(words)}(?![\d.])", refusal) is not None
