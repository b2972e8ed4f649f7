"""What is wrong with a TOML text that somebody edited, in plain Chinese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tomllib

_PLACE = r"line (\d+), column (\d+)"


def toml_words(error: tomllib.TOMLDecodeError) -> str:
    """Where the text can no longer be read; at its end when something is left open there."""
    found = re.search(_PLACE, str(error))
    return f"第 {found[1]} 行第 {found[2]} 列看不懂" if found else "到末尾还没有写完"
