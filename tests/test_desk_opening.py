"""Data folders that are not as they were left: what is said, and what nothing may take away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store import StoreError
from tests.worked import answered, refused
from xinfang_tui.desk.desk import Desk
from xinfang_tui.desk.machines import Machines
from xinfang_tui.desk.replacing import restore
from xinfang_tui.refusal import Refused

TOWN = ("--code", "341623101", "--name", "双桥镇", "--level", "township")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A township's, with a backup in it."""
    made = tmp_path / "镇"
    Desk.create(made, code="341623101", name="双桥镇", level="township").close()
    answered("--data", str(made), "backup", str(made / "backup"))
    return made


def device(folder: Path) -> str:
    return str(json.loads((folder / "device.json").read_text(encoding="utf-8"))["device"])


@pytest.mark.parametrize("command", [["ledger", "list"], ["verify"], ["doctor"], ["init", *TOWN]])
def test_a_ledger_that_is_gone_is_looked_for_or_restored_and_not_made_anew(
    folder: Path, command: list[str]
) -> None:
    (folder / "ledger.db").unlink()
    before = device(folder)
    words = refused("--data", str(folder), *command)
    (copy,) = (folder / "backup").glob("ledger-*.db")
    assert "不见了" in words
    assert f"xinfang restore {copy}" in words
    assert not (folder / "ledger.db").exists()
    assert device(folder) == before


def test_a_ledger_that_is_gone_with_its_backups_is_not_made_anew_either(folder: Path) -> None:
    (folder / "ledger.db").unlink()
    for copy in (folder / "backup").iterdir():
        copy.unlink()
    words = refused("--data", str(folder), "init", *TOWN)
    assert "不见了" in words
    assert "别处的备份" in words
    assert not (folder / "ledger.db").exists()


def test_nobody_joins_in_the_folder_of_a_ledger_that_is_gone(folder: Path, tmp_path: Path) -> None:
    with Desk.open(folder) as desk:
        desk.registry.set_place({"code": "341623101203", "name": "柳树沟村", "households": 3})
        file = Path(Machines(desk._context).invite("柳树沟村", tmp_path / "邀请.xfy")["file"])
    (folder / "ledger.db").unlink()
    with pytest.raises(Refused, match="不见了"):
        Machines.join(folder, file)


def test_a_file_named_as_the_data_folder_is_called_one(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "清单"
    file.write_text("一", encoding="utf-8")
    (copy,) = (folder / "backup").glob("ledger-*.db")
    assert "是一个文件，不是数据文件夹" in refused("--data", str(file), "ledger", "list")
    assert "建不了" in refused("--data", str(file), "restore", str(copy))
    assert file.read_text(encoding="utf-8") == "一"


def test_an_identity_that_cannot_be_read_now_is_not_sent_away(folder: Path) -> None:
    (folder / "device.json").rename(folder / "别处.json")
    (folder / "device.json").mkdir()
    words = refused("--data", str(folder), "ledger", "list")
    assert "读不了" in words
    assert "新的身份" not in words


def test_a_ledger_in_too_long_a_path_is_told_so(tmp_path: Path) -> None:
    folder = tmp_path / ("深" * 80) / ("层" * 80) / ("里" * 40)
    assert "路径太长" in refused("--data", str(folder), "init", *TOWN)


def test_a_restore_that_is_broken_off_leaves_no_old_identity_on_a_restored_ledger(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = device(folder)
    (copy,) = (folder / "backup").glob("ledger-*.db")
    with Desk.open(folder) as desk:
        desk.registry.add_staff({"name": "周某甲", "role": "township_mediator"})
    replace = Path.replace

    def broken_off(self: Path, target: Path) -> Path:
        done = replace(self, target)
        if self.suffix == ".half":
            raise KeyboardInterrupt
        return done

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", broken_off)
        with pytest.raises(KeyboardInterrupt):
            restore(folder, copy)
    with Desk.open(folder) as desk:
        assert desk.registry.staff() == []
        assert desk._context.identity.device != before
    assert device(folder) != before


def test_a_restore_that_fails_leaves_the_machine_its_identity(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(path.name for path in folder.glob("device*")), device(folder)
    (copy,) = (folder / "backup").glob("ledger-*.db")
    replace = Path.replace

    def held_open(self: Path, target: Path) -> Path:
        if self.suffix == ".half":
            raise PermissionError(13, "held open by another program")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held_open)
    with pytest.raises(StoreError, match="没有写入权限"):
        restore(folder, copy)
    assert (sorted(path.name for path in folder.glob("device*")), device(folder)) == before
