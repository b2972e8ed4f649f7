"""What the system says of a file that cannot be read or written, in plain Chinese."""

from __future__ import annotations

import errno

_WORDS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘限额用完了",
    errno.EACCES: "没有权限，或者正被别的程序打开",
    errno.EPERM: "没有权限，或者正被别的程序打开",
    errno.EROFS: "这个磁盘只能读，不能写",
    errno.ENOENT: "没有这个位置",
    errno.EEXIST: "路径中间有同名的文件",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EISDIR: "它是一个文件夹",
    errno.ENAMETOOLONG: "名称太长",
    errno.EBUSY: "正被别的程序使用",
    errno.ETXTBSY: "正被别的程序使用",
    errno.EIO: "磁盘读写出错",
    errno.ENODEV: "磁盘已经拔掉",
    errno.ENXIO: "磁盘已经拔掉",
}
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def disk_words(error: OSError) -> str:
    """Why it failed; the system's own words when they are not known here."""
    return _WORDS.get(error.errno or 0) or error.strerror or str(error)
