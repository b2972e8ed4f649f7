"""JSON handed in on stdin or in a file."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from xinfang_tui.diskwords import disk_words
from xinfang_tui.refusal import Refused

SAFE = "什么都没有改动"


def record(path: Path | None = None, *, default: bool = False) -> dict[str, Any]:
    """The JSON object on stdin, or in a file.

    Args:
        path: read this file instead of stdin.
        default: whether nothing at all means an empty record.

    Raises:
        Refused: nothing there, not UTF-8, not JSON (with line and column), not an object, or a
            name in it twice: of two values one would be lost unseen.
    """
    text = _text(path)
    if not text.strip():
        if default:
            return {}
        raise Refused(
            "没有收到内容",
            safe=SAFE,
            do="请用管道或 < 文件 送入一份 JSON，或用 --input 文件",
        )
    try:
        value = json.loads(text, parse_constant=_no_number, object_pairs_hook=_once)
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as fault:
        raise Refused(
            f"送入的内容不是 JSON：第 {fault.lineno} 行第 {fault.colno} 列看不懂",
            safe=SAFE,
            do="请核对引号、逗号和括号",
        ) from fault
    except RecursionError as fault:
        raise Refused("送入的 JSON 嵌套太深", safe=SAFE) from fault
    except UnicodeEncodeError as fault:
        raise Refused(
            "送入的 JSON 里有半个字符", safe=SAFE, do="请检查 \\ud800 一类的写法"
        ) from fault
    except ValueError as fault:
        raise Refused("送入的 JSON 里有不能用的数字", safe=SAFE, do="请核对数字") from fault
    if not isinstance(value, dict):
        raise Refused("送入的 JSON 应当是一条记录（用花括号括起来）", safe=SAFE)
    return value


def _no_number(word: str) -> float:
    """JSON has no NaN and no Infinity; what Python reads as such could not be written again."""
    raise ValueError(word)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(
            name for name, times in Counter(name for name, _ in pairs).items() if times > 1
        )
        raise Refused(f"送入的 JSON 里“{twice}”写了两遍", safe=SAFE, do="请只留一处")
    return found


def _text(path: Path | None) -> str:
    try:
        if path is None and sys.stdin is None:
            return ""
        if path is None:
            content = b"" if sys.stdin.isatty() else sys.stdin.buffer.read()
        else:
            content = path.read_bytes()
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused(
            f"送入的内容不是 UTF-8 编码（第 {fault.start + 1} 个字节起）",
            safe=SAFE,
            do="请另存为 UTF-8 再试",
        ) from fault
    except OSError as fault:
        raise Refused(
            f"读不了“{path or '标准输入'}”（{disk_words(fault)}）", safe=SAFE, do="请核对文件名"
        ) from fault
