"""Making papers loads the libraries of a format only when that format is asked for."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import pkgutil, sys
import xinfang_tui.documents as documents
for found in pkgutil.walk_packages(documents.__path__, documents.__name__ + "."):
    if ".reading" not in found.name:
        __import__(found.name)
print(*sorted({"docx", "openpyxl", "xlsxwriter", "tabulate", "textual"} & set(sys.modules)))
"""


def test_no_library_of_a_format_is_loaded_by_the_modules_alone() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert (run.stderr, run.stdout.strip()) == ("", "")
