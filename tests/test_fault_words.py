"""What the system says of files and texts is told in Chinese, never in its own words."""

from __future__ import annotations

import errno
import os
import re
import tomllib
from pathlib import Path

import pytest

from screens.frame.trouble import words_of
from tests.worked import refused
from xinfang_tui.desk import Desk
from xinfang_tui.desk.care import Care
from xinfang_tui.desk.receiving import read
from xinfang_tui.diskwords import disk_words
from xinfang_tui.disputes.codes import codes_of
from xinfang_tui.documents.classes import read_classes
from xinfang_tui.ladder.parse import ladder_of
from xinfang_tui.refusal import Refused
from xinfang_tui.tomlwords import toml_words

TOWN = {"code": "341623101000", "name": "双桥镇"}


def english(words: str) -> list[str]:
    """The words of the system in a sentence; ours and the formats' names are none."""
    return [each for each in re.findall(r"[A-Za-z]{2,}", words) if each not in ("TOML", "UTF")]


def test_every_fault_of_the_disk_is_told_in_chinese() -> None:
    told = {n: disk_words(OSError(n, os.strerror(n))) for n in errno.errorcode}
    assert {n: words for n, words in told.items() if not words or english(words)} == {}


def test_a_fault_without_a_number_is_told_in_chinese() -> None:
    assert english(disk_words(OSError("unexpected end of file"))) == []


def test_a_file_that_cannot_be_read_is_told_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(Refused) as parcel:
        read(tmp_path / "上报包")
    assert "没有这个位置" in parcel.value.wrong
    Desk.create(tmp_path / "镇", **TOWN).close()
    folder = ("--data", str(tmp_path / "镇"))
    words = refused(*folder, "dispute", "add", "--input", str(tmp_path / "件"))
    assert "没有这个位置" in words


def test_a_folder_that_cannot_be_made_is_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("在这里", encoding="utf-8")
    with pytest.raises(Refused) as ledger:
        Desk.create(tmp_path / "文件" / "镇", **TOWN)
    with Desk.create(tmp_path / "镇", **TOWN) as desk, pytest.raises(Refused) as backup:
        assert isinstance(desk.care, Care)
        desk.care.backup(tmp_path / "文件" / "备份")
    for told in (ledger.value.wrong, backup.value.wrong):
        assert "路径中间有一段不是文件夹" in told


def test_an_unforeseen_fault_of_the_disk_is_told_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = OSError(errno.ENOTCONN, os.strerror(errno.ENOTCONN))
    assert english(words_of(fault, tmp_path).wrong) == []
    assert english(words_of(ZeroDivisionError("boom"), tmp_path).wrong) == []
    folder = ("--data", str(tmp_path / "镇"))
    Desk.create(tmp_path / "镇", **TOWN).close()

    def broken(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(Desk, "open", broken)
    assert english(refused(*folder, "staff", "list").partition("。")[0]) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[village\ndays = 7", "第 1 行第 9 列"),
        ("[village]\ndays = 七", "第 2 行第 8 列"),
        ('x = "', "到末尾"),
    ],
)
def test_a_fault_in_an_edited_text_is_told_by_its_place(text: str, place: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as fault:
        tomllib.loads(text)
    assert place in toml_words(fault.value)
    for reads in (ladder_of, lambda written: read_classes(written, codes_of())):
        with pytest.raises(Refused) as refusal:
            reads(text)
        assert place in refusal.value.wrong
        assert english(refusal.value.text) == []
