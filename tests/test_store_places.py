"""Places that refuse: a full disk, a folder that may only be read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from store import Ledger, ReadOnly
from store.backup import verify_backup
from tests.store_tools import ROOT

MOUNTS = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-e", "-c"]


def mounted(mounting: str, code: str, folder: Path, *arguments: object) -> dict[str, object]:
    """What ``code`` prints as JSON, run where ``folder`` ("$0") was mounted so, for it alone."""
    if shutil.which("unshare") is None:
        pytest.skip("needs unshare")
    tried = subprocess.run([*MOUNTS, mounting, str(folder)], capture_output=True)
    if tried.returncode:
        pytest.skip(f"may not mount: {tried.stderr.decode().strip()}")
    run = f'{mounting}\nexec "$@"'
    done = subprocess.run(
        [*MOUNTS, run, str(folder), sys.executable, "-c", code, str(folder), *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, object] = json.loads(done.stdout)
    return said


FILL = """
import json, sys
from pathlib import Path
from store import Ledger, StoreError
from store.backup import backup
from store.interchange import write_tinydb
folder = Path(sys.argv[1])
filler = folder / "filler"
filler.write_bytes(bytes(800_000))
ledger = Ledger(folder / "ledger.db")
table = ledger.table("events")
said, saved = {"words": []}, 0

def word(act):
    try:
        act()
    except StoreError as error:
        said["words"].append([type(error).__name__, error.text])

while not said["words"]:
    word(lambda: table.put(f"e{saved}", {"n": saved, "text": "经过" * 2000}))
    saved += not said["words"]
word(lambda: table.put("more", {"text": "经过" * 9000}))
word(lambda: backup(ledger, folder / "backup", stamp="20261031"))
word(lambda: write_tinydb(ledger, folder / "out.json"))
said["read"] = len([d for _, d in table.documents() if len(d["text"]) == 4000])
said["saved"] = saved
said["left"] = sorted(p.name for p in folder.rglob("*") if p.is_file() and p.stat().st_size)
filler.unlink()
table.put(f"e{saved}", {"n": saved, "text": "经过" * 2000})
said["problems"] = [problem.text for problem in ledger.check()]
said["after"] = table.count()
print(json.dumps(said))
"""


def test_a_full_disk_loses_nothing_and_saving_goes_on_once_there_is_room(tmp_path):
    said = mounted('mount -t tmpfs -o size=2m tmpfs "$0"', FILL, tmp_path)
    kinds = {kind for kind, _ in said["words"]}
    assert kinds == {"DiskFull"}
    assert len(said["words"]) == 4
    assert all("磁盘已满" in text and "腾出空间" in text for _, text in said["words"])
    assert said["saved"] > 20
    assert said["read"] == said["saved"]
    assert said["after"] == said["saved"] + 1
    assert said["problems"] == []
    assert said["left"] == ["filler", "ledger.db"]


READ = """
import json, sys
from pathlib import Path
from store import Ledger, StoreError, Where
from store.backup import backup, restore
folder, other = Path(sys.argv[1]), Path(sys.argv[2])
said = {"words": []}

def word(act):
    try:
        act()
    except StoreError as error:
        said["words"].append([type(error).__name__, error.text])

ledger = Ledger(folder / "ledger.db")
table = ledger.table("disputes")
said["documents"] = dict(table.documents([Where("n", ">", 0)], order=[("n", True)]))
said["all"] = len(table.all())
said["version"] = ledger.version
said["problems"] = len(ledger.check())
ledger.declare("disputes", {"n": "INTEGER"}, [["n"]])
word(lambda: table.put("d9", {"n": 9}, {"n": 9}))
word(lambda: table.insert({"n": 9}))
word(lambda: ledger.declare("disputes", {"more": "TEXT"}))
word(lambda: Ledger(folder / "new.db"))
word(lambda: backup(ledger, folder / "backup", stamp="20261031"))
word(lambda: restore(folder / "ledger.db", folder / "ledger.db"))
backup(ledger, other, stamp="20261031")
print(json.dumps(said))
"""


def test_a_folder_that_may_only_be_read_opens_for_reading(tmp_path):
    folder, other = tmp_path / "data", tmp_path / "other"
    with Ledger(folder / "ledger.db") as ledger:
        ledger.declare("disputes", {"n": "INTEGER"}, [["n"]])
        for n in range(3):
            ledger.table("disputes").put(f"d{n}", {"n": n}, {"n": n})
    said = mounted('mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"', READ, folder, other)
    assert said["documents"] == {"d2": {"n": 2}, "d1": {"n": 1}}
    assert (said["all"], said["problems"]) == (3, 0)
    assert [kind for kind, _ in said["words"]] == ["ReadOnly"] * 6
    assert all("写入" in text for _, text in said["words"])
    assert verify_backup(other / "ledger-20261031.db").tables == {"disputes": 3}


def test_a_ledger_opened_for_reading_refuses_to_write(tmp_path):
    with Ledger(tmp_path / "ledger.db") as ledger:
        ledger.table("t").put("k", {"n": 1})
    with Ledger(tmp_path / "ledger.db", readonly=True) as ledger:
        assert ledger.table("t").fetch("k") == {"n": 1}
        for act in (
            lambda: ledger.table("t").put("k", {"n": 2}),
            lambda: ledger.table("t").update({"n": 2}),
            lambda: ledger.drop_tables(),
            lambda: ledger.declare("t", {"n": "INTEGER"}),
        ):
            with pytest.raises(ReadOnly, match="只能读取，不能写入"):
                act()
        assert ledger.table("t").all() == [{"n": 1}]
