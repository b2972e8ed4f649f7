"""Looking into an .xlsx before a parser is let at it: bombs, passwords, other formats."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO

from xinfang_tui.refusal import Refused

MOST_BYTES = 100_000_000
"""Size of a file as it lies on the disk."""
MOST_UNPACKED = 400_000_000
"""Size of the parts that are read, unpacked."""
SAFE = "什么都没有导入"
RESAVE = "请用 Excel 或 WPS 打开它，另存为 .xlsx 再导入"


def open_package(path: Path) -> zipfile.ZipFile:
    """The package of an .xlsx file, fit to be read.

    Raises:
        Refused: not an .xlsx, damaged, or so large unpacked that it cannot be a ledger.
    """
    try:
        package = zipfile.ZipFile(path)
        parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused(f"“{path.name}”打不开，文件可能不完整", safe=SAFE, do=RESAVE) from error
    names = {part.filename for part in parts}
    problem = ""
    if any(part.flag_bits & 1 for part in parts):
        problem = "带有密码"
    elif "content.xml" in names:
        problem = "是 OpenDocument 表格"
    elif "xl/workbook.bin" in names:
        problem = "是二进制工作簿（.xlsb）"
    elif not any(name.lower().startswith("xl/") for name in names):
        problem = "不是 Excel 表格"
    if problem:
        package.close()
        raise Refused(f"“{path.name}”{problem}，读不了", safe=SAFE, do=RESAVE)
    unpacked = sum(
        part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels"))
    )
    if unpacked > MOST_UNPACKED or len(parts) > 10_000:
        package.close()
        raise Refused(
            f"“{path.name}”展开后有 {unpacked // 1_000_000} MB，不像台账",
            safe=SAFE,
            do="请删去多余的空白行和空白列，或把台账另存到一个新文件，再导入",
        )
    return package


def open_part(package: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A part of the package; one that declares entities is refused.

    Raises:
        Refused: missing, damaged, or declaring a document type.
    """
    try:
        with package.open(name) as part:
            head = part.read(4096)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise Refused("表格里有不该有的声明，读不了", safe=SAFE, do=RESAVE)
        return package.open(name)
    except (KeyError, zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise Refused("表格缺了内容，文件可能不完整", safe=SAFE, do=RESAVE) from error
