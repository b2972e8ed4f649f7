"""A disk that loses power: from a record of what a process wrote, what a cut could have left.

The model is strict: what was written is sure only once its file was synced, a name only once its
folder was; until then any part of it may be there, in pieces of 512 bytes, in any order.
"""

from __future__ import annotations

import random
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


class Disk:
    """The files below one folder."""

    def __init__(self) -> None:
        self.names: dict[str, File] = {}
        self.sure_names: dict[str, File] = {}
        self.names_since: list[dict[str, File]] = []

    def take(self, change: Change) -> None:
        """Let one change happen."""
        match change.kind:
            case "c":
                self.names[change.path] = File()
            case "u":
                self.names.pop(change.path)
            case "r":
                self.names[change.data.decode()] = self.names.pop(change.path)
            case "l":
                self.names[change.data.decode()] = self.names[change.path]
            case "s" if change.path in self.names:
                file = self.names[change.path]
                for earlier in file.since:
                    done(file.sure, earlier)
                file.since.clear()
                return
            case "s":
                self.sure_names = dict(self.names)
                self.names_since.clear()
                return
            case _:
                self.names[change.path].since.append(change)
                return
        self.names_since.append(dict(self.names))

    def after_a_cut(self, how: str, chance: random.Random) -> dict[str, bytes]:
        """What may be left: "nothing" or "all" of what is not sure, or "some" or "torn" of it."""
        names = [self.sure_names, *self.names_since]
        kept = {"nothing": names[0], "all": names[-1]}.get(how) or chance.choice(names)
        return {path: self._content(file, how, chance) for path, file in kept.items()}

    def _content(self, file: File, how: str, chance: random.Random) -> bytes:
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
