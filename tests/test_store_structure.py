"""What a broken page is called: in Chinese, by its number, never in SQLite's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Ledger, StoreError

PAGE = 4096


@pytest.mark.parametrize("fill", [b"\0", b"\xa5"])
def test_a_broken_page_is_named_without_a_foreign_word(tmp_path: Path, fill: bytes) -> None:
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        table = ledger.table("things")
        for at in range(400):
            table.put(f"k{at}", {"text": "渠水" * 60, "at": at})
    whole = path.read_bytes()
    named = 0
    for page in range(2, len(whole) // PAGE):
        path.write_bytes(whole[: page * PAGE] + fill * PAGE + whole[(page + 1) * PAGE :])
        try:
            with Ledger(path, readonly=True) as ledger:
                texts = [problem.text for problem in ledger.check()]
        except StoreError as fault:
            texts = [fault.text]
        assert texts
        for text in texts:
            assert not any(word in text for word in ("***", "error", "Page", "btree", "database"))
        named += any(f"第 {page + 1} 页损坏" in text for text in texts)
    assert named
