"""Identities, invitations and receipts."""

from __future__ import annotations

import json
import os
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.exchange_kit import TOWNSHIP, VILLAGE, Two, history
from xinfang_tui.exchange import frame, identity, invitation, receipt
from xinfang_tui.exchange.invitation import Invitation, OfficeKeys
from xinfang_tui.exchange.keys import SigningKey
from xinfang_tui.exchange.packing import Content
from xinfang_tui.exchange.receipt import Receipt
from xinfang_tui.exchange.vector import Holding
from xinfang_tui.exchange.voucher import Known
from xinfang_tui.refusal import Refused

A = "aaaaaaaaaaaa"
DAY = date(2026, 10, 25)


def test_an_identity_reads_back_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path, own = tmp_path / "device.json", identity.fresh("03", VILLAGE)
    assert identity.load(path) is None
    identity.save(own.having_packed(7), path)
    assert identity.load(path) == own.having_packed(7)
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["device.json"]


def test_secrets_do_not_show_when_an_identity_is_printed() -> None:
    own = identity.fresh("03", VILLAGE)
    assert own.signing.text not in repr(own) and own.reading.text not in repr(own)


def test_a_failed_save_leaves_the_old_identity(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, own = tmp_path / "device.json", identity.fresh("03", VILLAGE)
    identity.save(own, path)

    def full(_: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError):
        identity.save(own.having_packed(9), path)
    monkeypatch.undo()
    assert identity.load(path) == own
    assert [entry.name for entry in tmp_path.iterdir()] == ["device.json"]


@pytest.mark.parametrize(
    "change",
    [{"device": "李某乙"}, {"mark": "3"}, {"signing": "00"}, {"reading": ""}, {"packed": []}],
)
def test_an_identity_file_that_is_none_is_refused(
    tmp_path: Path, change: dict[str, object]
) -> None:
    path = tmp_path / "device.json"
    identity.save(identity.fresh("03", VILLAGE), path)
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(Refused, match="身份文件"):
        identity.load(path)


def test_device_ids_repeat_for_a_seed_and_keys_do_not() -> None:
    one = identity.fresh("00", TOWNSHIP, random.Random(5).randbytes)
    two = identity.fresh("00", TOWNSHIP, random.Random(5).randbytes)
    assert one.device == two.device
    assert one.signing != two.signing


def test_a_ledger_older_than_what_was_sent_is_recognised() -> None:
    own = identity.fresh("03", VILLAGE).having_packed(12).having_packed(5)
    assert own.behind(11) and not own.behind(12)


OFFICE = OfficeKeys.fresh()
INVITED = Invitation(
    unit=VILLAGE,
    unit_name="柳树沟村",
    level="village",
    marks=("03", "23"),
    office=OFFICE.public(TOWNSHIP, "双桥镇"),
    as_of=DAY,
    machines=(identity.fresh("00", TOWNSHIP).machine,),
    content=Content(history(A, 3), {A: ((4, 9),)}),
)


def test_an_invitation_reads_back() -> None:
    data = invitation.write_invitation(INVITED, OFFICE)
    assert invitation.read_invitation(data) == INVITED
    assert OFFICE.signing.text.encode() not in data
    assert invitation.file_name(INVITED) == "邀请_柳树沟村_03号机_请妥善保管.xfy"


def test_a_further_machine_of_the_office_gets_the_offices_keys() -> None:
    own = replace(INVITED, unit=TOWNSHIP, level="township", office_keys=OFFICE)
    read = invitation.read_invitation(invitation.write_invitation(own, OFFICE))
    assert read.office_keys == OFFICE


def test_an_invitation_that_another_signed_is_refused() -> None:
    data = invitation.write_invitation(INVITED, OfficeKeys.fresh())
    with pytest.raises(Refused, match="签名不符"):
        invitation.read_invitation(data)


def test_a_spoiled_invitation_is_refused() -> None:
    data = invitation.write_invitation(INVITED, OFFICE)
    with pytest.raises(Refused, match="没有拷全"):
        invitation.read_invitation(data[:-1])
    for outside in ({}, {"unit": 3}, [], {"unit": VILLAGE, "unit_name": "x" * 300}):
        body = frame.take_apart(data, frame.INVITATION).body
        spoiled = frame.build(frame.INVITATION, outside, body, OFFICE.signing.sign)
        with pytest.raises(Refused, match="不合格式"):
            invitation.read_invitation(spoiled)
    with pytest.raises(Refused, match="不合格式"):
        invitation.read_invitation(invitation.write_invitation(replace(INVITED, marks=()), OFFICE))


TWO = Two()
ANSWER = Receipt(
    number=4,
    sender=TWO.township.machine,
    sender_name="双桥镇",
    unit=VILLAGE,
    device=TWO.village.device,
    parcel="ab" * 10,
    parcel_number=7,
    as_of=DAY,
    holds=Holding({A: ((1, 40), (42, 42))}),
    counts=dict.fromkeys(receipt.COUNTS, 0) | {"new": 3, "refused": 2},
    refused={"打这条记录的电脑已被注销": 2},
    conflicts=(("柳-2610-03074", "handler"),),
    missing={A: ((41, 41),)},
    accepted=TWO.village.machine,
)


def test_a_receipt_reads_back_and_reads_the_same_twice() -> None:
    data = receipt.write_receipt(ANSWER, TWO.township.signing.sign)
    assert data == receipt.write_receipt(ANSWER, TWO.township.signing.sign)
    assert receipt.open_receipt(data, VILLAGE, TWO.known) == ANSWER
    once = Holding({A: ((1, 3),)}).join(ANSWER.holds)
    assert once.join(ANSWER.holds) == once
    assert receipt.file_name(ANSWER, "03") == "2026-10_双桥镇_00号机_回执_03号机0007号包.xfr"


def test_a_receipt_for_others_or_from_nobody_is_refused() -> None:
    data = receipt.write_receipt(ANSWER, TWO.township.signing.sign)
    with pytest.raises(Refused, match="别的单位"):
        receipt.open_receipt(data, TOWNSHIP, TWO.known)
    with pytest.raises(Refused, match="不认识"):
        receipt.open_receipt(data, VILLAGE, Known())
    forged = receipt.write_receipt(ANSWER, SigningKey.fresh().sign)
    with pytest.raises(Refused, match="签名"):
        receipt.open_receipt(forged, VILLAGE, TWO.known)
    with pytest.raises(Refused, match="这是上报下发包"):
        receipt.open_receipt(TWO.parcel(history(A, 1)), VILLAGE, TWO.known)


@pytest.mark.parametrize(
    "change",
    [
        {"number": -1},
        {"number": "1"},
        {"as_of": "soon"},
        {"counts": {}},
        {"missing": {A: "x"}},
        {"conflicts": [["one"]]},
        {"from": None},
        {"to": {"unit": VILLAGE, "device": 3}},
        {"accepted": {"device": "x"}},
    ],
)
def test_a_receipt_of_the_wrong_shape_is_refused(change: dict[str, object]) -> None:
    body = frame.take_apart(
        receipt.write_receipt(ANSWER, TWO.township.signing.sign), frame.RECEIPT
    ).body
    record = ANSWER.to_json() | change
    data = frame.build(frame.RECEIPT, record, body, TWO.township.signing.sign)
    with pytest.raises(Refused, match="不合格式"):
        receipt.open_receipt(data, VILLAGE, TWO.known)
