"""The outer form of every exchanged file, so that a damaged one is known for what it is.

::

    XFB01 00000412 0000012345\n   kind and version; length of the envelope; length of the body
    envelope                       readable JSON, UTF-8
    body                           binary
    signature                      64 bytes, over all before it
    SHA-256                        32 bytes, over all before it

The first line fixes the whole length: a file that is shorter was copied halfway, one whose hash
differs was altered.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xinfang_tui.disputes.event import canonical
from xinfang_tui.exchange.keys import SIGNATURE_BYTES
from xinfang_tui.refusal import Refused

PARCEL, RECEIPT, INVITATION = "XFB", "XFR", "XFY"
NAMES = {PARCEL: "上报下发包", RECEIPT: "回执", INVITATION: "邀请"}
VERSION = 1
HASH_BYTES = 32
MAX_ENVELOPE = 1 << 20
MAX_BODY = 1 << 26

_LINE = re.compile(rb"(XF[BRY])(\d\d) (\d{8}) (\d{10})\n")
_LINE_BYTES = 26
_AGAIN = "请对方重新拷贝一份原来的文件送来"
_SAFE = "本机什么也没有接收"


@dataclass(frozen=True, slots=True)
class Frame:
    """A file taken apart; the signature is not yet checked against anybody's key."""

    kind: str
    envelope: Any
    body: bytes
    signature: bytes
    signed: bytes
    digest: str


def build(kind: str, envelope: Any, body: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """The whole file.

    Raises:
        Refused: too large for one file.
    """
    head = canonical(envelope)
    if len(head) > MAX_ENVELOPE or len(body) > MAX_BODY:
        raise Refused("一个包装不下这么多内容", safe="台账没有动", do="请分几次打包")
    content = b"%s%02d %08d %010d\n" % (kind.encode(), VERSION, len(head), len(body))
    content += head + body
    content += sign(content)
    return content + seal(content)


def seal(content: bytes) -> bytes:
    """The hash that ends a file: tells damage, not forgery, which the signature tells."""
    return hashlib.sha256(content).digest()


def take_apart(data: bytes, *kinds: str) -> Frame:
    """Check length and hash of a file of one of the kinds and split it.

    Raises:
        Refused: another kind of file, newer, half-copied or altered.
    """
    kind, head_bytes, whole = _lengths(data, kinds)
    name = NAMES[kind]
    if len(data) < whole:
        raise _halfway(name, len(data), whole)
    digest = seal(data[: whole - HASH_BYTES])
    if len(data) > whole or digest != data[-HASH_BYTES:]:
        if not any(data[-HASH_BYTES:]):  # a stick pulled out early leaves zeros at the end
            raise _halfway(name, len(data.rstrip(b"\0")), whole)
        raise Refused(f"这个{name}的内容被改动或损坏了", safe=_SAFE, do=_AGAIN)
    body_at = _LINE_BYTES + head_bytes
    signature_at = whole - HASH_BYTES - SIGNATURE_BYTES
    return Frame(
        kind=kind,
        envelope=_parsed(data[_LINE_BYTES:body_at], name),
        body=data[body_at:signature_at],
        signature=data[signature_at : whole - HASH_BYTES],
        signed=data[:signature_at],
        digest=digest.hex(),
    )


def peek(head: bytes, size: int, *kinds: str) -> Any:
    """The envelope of a file of ``size`` bytes that begins so, unchecked: only for a listing.

    Raises:
        Refused: no such file, or not all of it.
    """
    kind, head_bytes, whole = _lengths(head, kinds)
    end = _LINE_BYTES + head_bytes
    if size < whole or len(head) < end:
        raise _halfway(NAMES[kind], size, whole)
    return _parsed(head[_LINE_BYTES:end], NAMES[kind])


def malformed(kind: str) -> Refused:
    """The refusal of content that no program of ours writes."""
    return Refused(
        f"这个{NAMES[kind]}里的内容不合格式",
        safe=_SAFE,
        do="请对方升级程序后重新打包；仍不行请把文件留着，报给技术支持",
    )


def _lengths(data: bytes, kinds: tuple[str, ...]) -> tuple[str, int, int]:
    start = data[:_LINE_BYTES]
    names = "或".join(NAMES[kind] for kind in kinds)
    if not data:
        raise Refused(f"这是一个空文件，不是{names}", safe=_SAFE, do=_AGAIN)
    mine = [kind for kind in kinds if kind.encode()[: len(start)] == start[:3]]
    if not mine:
        for kind, name in NAMES.items():
            if start.startswith(kind.encode()):
                raise Refused(f"这是{name}，不是{names}", safe=_SAFE, do=f"请按{name}来读它")
        raise Refused(f"这个文件不是{names}", safe=_SAFE, do="请看看是不是选错了文件")
    kind = mine[0]
    version = start[3:5]
    if len(version) == 2 and version.isdigit() and int(version) > VERSION:
        raise Refused(
            f"这个{NAMES[kind]}是更新版本的程序打的，本机的程序读不了",
            safe=_SAFE,
            do="请先升级本机的程序，再读这个文件",
        )
    if len(start) < _LINE_BYTES:
        raise _halfway(NAMES[kind], len(data), 0)
    line = _LINE.fullmatch(start)
    if line is None or int(line[2]) != VERSION:
        raise Refused(f"这个{NAMES[kind]}的开头被改动或损坏了", safe=_SAFE, do=_AGAIN)
    head_bytes, body_bytes = int(line[3]), int(line[4])
    if head_bytes > MAX_ENVELOPE or body_bytes > MAX_BODY:
        raise Refused(f"这个{NAMES[kind]}大得不合常理", safe=_SAFE, do=_AGAIN)
    return kind, head_bytes, _LINE_BYTES + head_bytes + body_bytes + SIGNATURE_BYTES + HASH_BYTES


def _halfway(name: str, got: int, whole: int) -> Refused:
    share = f"（只有 {got}/{whole} 字节）" if whole else ""
    return Refused(f"这个{name}没有拷全{share}", safe=_SAFE, do=_AGAIN)


def _parsed(text: bytes, name: str) -> Any:
    try:
        return strict_json(text)
    except ValueError as fault:
        raise Refused(f"这个{name}的说明部分读不出来", safe=_SAFE, do=_AGAIN) from fault


def strict_json(text: bytes) -> Any:
    """Parse JSON that can be written again: no NaN, no infinity, no lone surrogate, no deep nest.

    Raises:
        ValueError: anything else.
    """
    try:
        value = json.loads(text.decode("utf-8"), parse_constant=_refuse, parse_float=_finite)
        if b"\\ud" in text or b"\\uD" in text:
            canonical(value)
    except RecursionError as fault:
        raise ValueError("nesting") from fault
    return value


def _refuse(name: str) -> float:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
