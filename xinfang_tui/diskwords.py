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
    errno.EINVAL: "名称里有不能用的字符",
    errno.EFBIG: "文件太大，这个磁盘放不下",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ELOOP: "快捷方式绕成了圈",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ESTALE: "网络盘断开了",
    errno.ETIMEDOUT: "网络盘没有回应",
    errno.ENETDOWN: "网络不通",
    errno.ENETUNREACH: "网络不通",
    errno.EHOSTDOWN: "网络盘没有回应",
    errno.EHOSTUNREACH: "网络盘没有回应",
    errno.ENODEV: "磁盘已经拔掉",
    errno.ENXIO: "磁盘已经拔掉",
}
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def disk_words(error: OSError) -> str:
    """Why it failed; the system's number for it when there are no words for that here."""
    number = error.errno or 0
    return _WORDS.get(number) or (f"系统报错，代号 {number}" if number else "系统没有说明原因")
