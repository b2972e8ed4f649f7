"""What the store says when it cannot: what was wrong, what is safe, what to do (Chinese)."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class StoreError(Exception):
    """Something asked of the store could not be done.

    Attributes:
        wrong: what was wrong, one sentence.
        safe: what is safe all the same; may be empty.
        do: the next step; may be empty.
    """

    def __init__(self, wrong: str, *, safe: str = "", do: str = "") -> None:
        self.wrong, self.safe, self.do = wrong, safe, do
        super().__init__(self.text)

    @property
    def text(self) -> str:
        """The whole message, each part a sentence."""
        parts = (part.rstrip("。") for part in (self.wrong, self.safe, self.do) if part)
        return "。".join(parts) + "。"


class Locked(StoreError):
    """Another window or thread is writing and did not finish in time."""


class DiskFull(StoreError):
    """There is no room left to write."""


class ReadOnly(StoreError):
    """The ledger or its folder may not be written."""


class Unfinished(ReadOnly):
    """A save was cut off and must be undone first, which reading alone cannot."""


class Missing(StoreError):
    """There is no ledger at this place, or its folder cannot be reached."""


class Moved(StoreError):
    """The file was moved or replaced while it was open."""


class NotALedger(StoreError):
    """The file is something else."""


class DamagedFile(StoreError):
    """The file's structure does not hold together."""


class DamagedIndex(StoreError):
    """The rows are as they were, but what finds them is not."""


class Truncated(DamagedFile):
    """The file is shorter than it says."""


class DamagedRow(StoreError):
    """One document does not match its checksum; the others stay usable."""


class NewerSchema(StoreError):
    """The file was written by a newer program; nothing was changed."""


class OlderSchema(StoreError):
    """The file must be brought up to date first, and it was opened for reading only."""


class DiskFault(StoreError):
    """The disk answered a read or a write with an error."""


class Closed(StoreError):
    """The ledger was closed before."""


SAFE = "已保存的内容没有改动，刚才这一步没有存入"
"""What is safe when a change was refused."""


def translate(error: sqlite3.Error, path: Path) -> StoreError:
    """The store's own word for an SQLite error at ``path``."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    name = path.name
    if isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error):
        return Closed("台账已经关闭", do="请重新打开后再试")
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return Moved(
            f"台账文件 {name} 在使用中被移走或换掉了", safe=SAFE, do="请关闭本窗口，重新打开"
        )
    if code == sqlite3.SQLITE_READONLY_ROLLBACK:
        return Unfinished(
            f"台账 {name} 上次保存中断，要先收尾，而这里只能读取",
            safe="文件没有改动",
            do="请检查文件夹的写入权限，或把整个数据文件夹复制到可写的位置，再打开一次",
        )
    if code == sqlite3.SQLITE_CORRUPT_INDEX:
        return damaged_index()
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Locked("另一个窗口正在写入或备份台账", safe=SAFE, do="请稍等片刻再试一次")
        case sqlite3.SQLITE_INTERRUPT:
            return Closed("台账已经关闭", do="请重新打开后再试")
        case sqlite3.SQLITE_FULL:
            return DiskFull("磁盘已满，无法写入", safe=SAFE, do="请腾出空间后再试一次")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return ReadOnly(
                f"台账 {name} 所在位置只能读取，不能写入",
                safe="可以照常查看，没有任何改动",
                do="请检查文件夹的写入权限，或把数据复制到可写的位置",
            )
        case sqlite3.SQLITE_CANTOPEN:
            return _cannot_open(path)
        case sqlite3.SQLITE_NOTADB:
            return NotALedger(
                f"{name} 不是本程序的台账文件，或文件头已损坏",
                safe="文件没有改动",
                do="请确认选对了文件；若确是台账，请从备份恢复",
            )
        case sqlite3.SQLITE_CORRUPT:
            return damaged_file(path)
        case sqlite3.SQLITE_CONSTRAINT:
            return damaged_index()  # a key that was looked for, not found, and is there
        case sqlite3.SQLITE_IOERR:
            return DiskFault(
                "磁盘读写出错",
                safe="已确认保存的内容没有改动，刚才这一步没有确认存入",
                do="请检查磁盘或网络盘是否还连着，再试一次；仍然出错请先备份数据文件夹",
            )
        case sqlite3.SQLITE_TOOBIG:
            return StoreError("这份内容太大，无法保存", safe=SAFE, do="请分成几份保存")
    return StoreError(f"台账读写失败（{error}）", safe=SAFE, do="请再试一次；仍然出错请运行检查")


LONGEST = 500
"""Bytes: of a longer path SQLite says no more than that it cannot open it."""


def _cannot_open(path: Path) -> StoreError:
    if len(os.fsencode(path.absolute())) > LONGEST:
        return StoreError(
            f"台账 {path.name} 所在的路径太长，打不开",
            safe="没有任何改动",
            do="请把数据文件夹挪到路径短一些的地方",
        )
    if not path.exists():
        return Missing(
            f"打不开台账 {path.name}：找不到文件或文件夹", do="请检查数据文件夹的位置是否正确"
        )
    if path.is_dir():
        return not_a_file(path)
    if not os.access(path, os.R_OK):
        return StoreError(
            f"没有权限读台账 {path.name}",
            safe="没有任何改动",
            do="请用建立台账时的用户登录，或请管理人员改文件的权限",
        )
    return ReadOnly(
        f"台账 {path.name} 打不开，或所在文件夹不能写入",
        safe="可以照常查看，没有任何改动",
        do="请检查文件夹的写入权限，或把数据复制到可写的位置",
    )


def not_a_file(path: Path) -> NotALedger:
    """The word for a folder where the ledger should be."""
    return NotALedger(f"{path.name} 是文件夹，不是台账文件", do="请确认选对了文件")


def damaged_file(path: Path) -> DamagedFile:
    """The word for a file whose structure is broken, or which is too short."""
    if is_short(path):
        return Truncated(
            f"台账文件 {path.name} 不完整，后半截缺失",
            safe="文件没有改动，备份不受影响",
            do="请从最近的备份恢复（xinfang restore 备份文件）；现有文件会另外保留",
        )
    return DamagedFile(
        f"台账文件 {path.name} 已损坏，或磁盘有读不出的地方",
        safe="文件没有改动，备份不受影响",
        do="请先运行 xinfang verify --rebuild；仍有损坏，再从最近的备份恢复"
        "（xinfang restore 备份文件），现有文件会另外保留",
    )


def damaged_index() -> DamagedIndex:
    """The word for an index that does not fit the rows."""
    return DamagedIndex(
        "台账的索引损坏，登记的内容没有少",
        safe=SAFE,
        do="请运行 xinfang verify --rebuild 重建索引，再做一遍",
    )


def is_short(path: Path) -> bool:
    """Whether the file has fewer pages than its header names.

    Only asked once SQLite has refused the file: opening it here by hand would drop the
    locks that this process holds on it.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(100)
    except OSError:
        return False
    if len(header) < 100:
        return True
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    return size < page * int.from_bytes(header[28:32], "big")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Let no SQLite error out: raise the store's own word instead."""
    try:
        yield
    except sqlite3.Error as error:
        raise translate(error, path) from error
    except UnicodeDecodeError as error:  # SQLite's own message quotes the damaged bytes
        raise damaged_file(path) from error


@contextmanager
def told_of_files(doing: str) -> Iterator[None]:
    """Let no ``OSError`` out: raise the store's own word, naming what was being done."""
    try:
        yield
    except OSError as error:
        safe = "现有台账没有改动"
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(
                f"磁盘已满，不能{doing}", safe=safe, do="请腾出空间后再试一次"
            ) from error
        if error.errno in (errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENOENT):
            raise Missing(
                f"不能{doing}：找不到文件夹，或同名的文件占了位置",
                safe=safe,
                do="请检查位置后再试一次",
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise ReadOnly(
                f"没有写入权限，不能{doing}", safe=safe, do="请检查文件夹的写入权限，或换一个位置"
            ) from error
        raise DiskFault(
            f"磁盘出错，不能{doing}（代码 {error.errno}）", safe=safe, do="请检查磁盘后再试一次"
        ) from error
