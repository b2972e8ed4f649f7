"""Keys as people know them: their Chinese names, and the full-width twins of an input method."""

from __future__ import annotations

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


def with_twins(keys: str) -> str:
    """The comma-separated keys, each followed by its full-width twin where it has one."""
    both: list[str] = []
    for key in keys.split(","):
        key = {"?": "question_mark", "/": "slash", "+": "plus", "-": "minus"}.get(key, key)
        both += [key, TWINS[key]] if key in TWINS else [key]
    return ",".join(both)


def digit_of(key: str) -> int | None:
    """The digit that a key types, full-width too; nothing for other keys."""
    plain = PLAIN_OF.get(key, key)
    return int(plain) if len(plain) == 1 and plain.isascii() and plain.isdigit() else None
