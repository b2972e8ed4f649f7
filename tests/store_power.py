"""A disk that loses power: from a record of what a process wrote, what a cut could have left.

The model is strict: what was written is sure only once its file was synced, a name only once its
folder was; until then any part of it may be there, in pieces of 512 bytes, in any order.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512


@dataclass
class Change:
    """One line of the record."""

    kind: str
    path: str
    number: int
    data: bytes


def record(log: Path) -> Iterator[Change]:
    """The lines of a record by ``store_recorder.c``."""
    content, at = log.read_bytes(), 0
    while at < len(content):
        end = content.index(b"\n", at)
        kind, path, number, size = content[at:end].decode().split(" ")
        at = end + 1 + int(size)
        yield Change(kind, path, int(number), content[end + 1 : at])


@dataclass
class File:
    """A file's sure content, and what was done to it since."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[Change] = field(default_factory=list)


def done(content: bytearray, change: Change) -> None:
    """Do one change to a content."""
    size = change.number if change.kind == "t" else change.number + len(change.data)
    if change.kind == "t":
        del content[size:]
    content.extend(bytes(max(0, size - len(content))))
    if change.kind == "w":
        content[change.number : size] = change.data


def pieces(change: Change) -> Iterator[Change]:
    """A write as its sectors."""
    at = 0
    while at < len(change.data):
        end = at + SECTOR - (change.number + at) % SECTOR
        yield Change("w", change.path, change.number + at, change.data[at:end])
        at = end


@dataclass
class Folder:
    """A folder's names as they are, as they surely are, and as they have been since."""

    now: dict[str, File] = field(default_factory=dict)
    sure: dict[str, File] = field(default_factory=dict)
    since: list[dict[str, File]] = field(default_factory=list)


class Disk:
    """Files and folders."""

    def __init__(self) -> None:
        self.folders: defaultdict[str, Folder] = defaultdict(Folder)

    def take(self, change: Change) -> None:
        """Let one change happen; names are given and taken within one folder."""
        if change.kind == "s" and change.path in self.folders:
            folder = self.folders[change.path]
            folder.sure = dict(folder.now)
            folder.since.clear()
            return
        folder = self.folders[str(Path(change.path).parent)]
        match change.kind:
            case "c":
                folder.now[change.path] = File()
            case "u":
                folder.now.pop(change.path)
            case "r":
                folder.now[change.data.decode()] = folder.now.pop(change.path)
            case "l":
                folder.now[change.data.decode()] = folder.now[change.path]
            case "s":
                file = folder.now[change.path]
                for earlier in file.since:
                    done(file.sure, earlier)
                file.since.clear()
                return
            case _:
                folder.now[change.path].since.append(change)
                return
        folder.since.append(dict(folder.now))

    def after_a_cut(self, how: str, chance: random.Random) -> dict[str, bytes]:
        """What may be left: "nothing" or "all" of what is not sure, or "some" or "torn" of it."""
        left: dict[str, bytes] = {}
        for folder in self.folders.values():
            names = [folder.sure, *folder.since]
            first, last = {"nothing": (0, 0), "all": (-1, -1)}.get(how) or (0, len(names) - 1)
            kept = names[first] if first == last else names[chance.randint(first, last)]
            left |= {path: _left(file, how, chance) for path, file in kept.items()}
        return left


def _left(file: File, how: str, chance: random.Random) -> bytes:
    content = bytearray(file.sure)
    since = list(file.since)
    if how == "nothing":
        since = []
    elif how == "some":
        since = since[: chance.randint(0, len(since))]
    elif how == "torn":
        parts = [p for c in since for p in (pieces(c) if c.kind == "w" else [c])]
        since = [part for part in parts if chance.random() < 0.5]
    for change in since:
        done(content, change)
    return bytes(content)
