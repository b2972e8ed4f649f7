"""Keys are told by their text, which is refused when it is none and never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange_kit import TOWNSHIP
from xinfang_tui.exchange import identity
from xinfang_tui.exchange.invitation import OfficeKeys
from xinfang_tui.exchange.keys import EncryptionKey, SigningKey

KINDS = pytest.mark.parametrize("kind", [SigningKey, EncryptionKey])


@KINDS
def test_a_key_never_shows_in_words(kind: type[SigningKey] | type[EncryptionKey]) -> None:
    key = kind.fresh()
    for words in (repr(key), str(key), f"{key}", repr([key])):
        assert key.text not in words


def test_what_holds_keys_does_not_show_them_either() -> None:
    holders = (identity.fresh("01", TOWNSHIP), OfficeKeys.fresh())
    for holder in holders:
        assert holder.signing.text not in repr(holder)
        assert holder.reading.text not in repr(holder)


@KINDS
def test_keys_of_one_text_are_one_key(kind: type[SigningKey] | type[EncryptionKey]) -> None:
    key, other = kind.fresh(), kind.fresh()
    assert key == kind(key.text) and len({key, kind(key.text)}) == 1
    assert key != other and key != key.text


@KINDS
@pytest.mark.parametrize("text", ["", "ab", "zz" * 32, "AGE-SECRET-KEY-1"])
def test_what_is_no_key_is_refused(kind: type[SigningKey] | type[EncryptionKey], text: str) -> None:
    with pytest.raises(ValueError):
        kind(text)


def test_an_identity_is_read_as_it_was_kept(tmp_path: Path) -> None:
    path, fresh = tmp_path / "device.json", identity.fresh("01", TOWNSHIP)
    identity.save(fresh, path)
    assert identity.load(path) == fresh
