"""Keys as people know them: their Chinese names, and the full-width twins of an input method."""

from __future__ import annotations

import re

from screens.pieces.cells import halfwidth

_NAMES = {
    "escape": "Esc",
    "enter": "回车",
    "space": "空格",
    "backspace": "退格",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "insert": "Ins",
    "question_mark": "?",
    "slash": "/",
    "plus": "+",
    "minus": "-",
}
_SPOKEN = {"question_mark": "问号", "slash": "斜杠", "plus": "加号", "minus": "减号"}
_MODIFIERS = frozenset({"ctrl", "shift", "alt"})
# Textual names a key by its character when that is a letter or a digit, full-width ones too.
TWINS = dict(zip("0123456789", "０１２３４５６７８９", strict=True)) | {
    "question_mark": "fullwidth_question_mark",
    "slash": "fullwidth_solidus",
    "space": "ideographic_space",
    "plus": "fullwidth_plus_sign",
    "minus": "fullwidth_hyphen_minus",
}
PLAIN_OF = {twin: key for key, twin in TWINS.items()}


def key_name(key: str) -> str:
    """How a key is written for people: ``f2`` is F2, ``ctrl+p`` is Ctrl+P."""
    if key in _NAMES:
        return _NAMES[key]
    return "+".join(part.capitalize() for part in key.split("+"))


def keys_words(keys: str) -> str:
    """Comma-separated keys as they are read out and typed in: F1、问号."""
    names = (_plain(key) for key in keys.split(",") if key)
    return "、".join(_SPOKEN.get(key) or key_name(key) for key in names)


def keys_read(text: str) -> list[str]:
    """The keys that somebody names, as Textual calls them; signs between the names do not matter.

    Raises:
        ValueError: with the first name that is none of a key.
    """
    found = [_read(word) for word in re.split(r"[、,;\s]+", halfwidth(text)) if word]
    return list(dict.fromkeys(found))


def _read(word: str) -> str:
    named = {name.lower(): key for key, name in (_NAMES | _SPOKEN).items()}
    *held, key = re.split(r"\+(?=.)", word.lower())
    key = _plain(PLAIN_OF.get(key, named.get(key, key)))
    known = key in _NAMES or key in PLAIN_OF.values() or re.fullmatch(r"[a-z0-9]|f[1-9]\d?", key)
    if not known or not _MODIFIERS.issuperset(held):
        raise ValueError(word)
    return "+".join([*sorted(held), key])


def _plain(key: str) -> str:
    """The key by the name that Textual gives it, where it is written as a sign."""
    return {"?": "question_mark", "/": "slash", "+": "plus", "-": "minus"}.get(key, key)


def with_twins(keys: str) -> str:
    """The comma-separated keys, each followed by its full-width twin where it has one."""
    both: list[str] = []
    for key in map(_plain, keys.split(",")):
        both += [key, TWINS[key]] if key in TWINS else [key]
    return ",".join(both)


def digit_of(key: str) -> int | None:
    """The digit that a key types, full-width too; nothing for other keys."""
    plain = PLAIN_OF.get(key, key)
    return int(plain) if len(plain) == 1 and plain.isascii() and plain.isdigit() else None
