"""Parcels: whole or refused, with a word on what to ask for."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange_kit import TOWNSHIP, VILLAGE, Two, history
from xinfang_tui.disputes.event import canonical
from xinfang_tui.exchange import frame, identity
from xinfang_tui.exchange.envelope import DOWN, Address, file_name
from xinfang_tui.exchange.keys import SigningKey, encrypt
from xinfang_tui.exchange.packing import Content, compressed, pack, unpack
from xinfang_tui.exchange.parcel import Shipment, open_parcel, read_envelope, write_parcel
from xinfang_tui.exchange.vector import Holding
from xinfang_tui.exchange.voucher import Known, Voucher, invited, vouched
from xinfang_tui.refusal import Refused

A = "aaaaaaaaaaaa"
EVENTS = history(A, 5)
TWO = Two()
PARCEL = TWO.parcel(EVENTS)


def refusal(data: bytes, two: Two = TWO, known: Known | None = None) -> str:
    with pytest.raises(Refused) as caught:
        open_parcel(data, two.keys, known or two.known)
    assert caught.value.safe and caught.value.do
    return caught.value.wrong


def test_a_parcel_arrives_as_it_was_sent() -> None:
    arrived = open_parcel(PARCEL, TWO.keys, TWO.known)
    assert arrived.events == EVENTS
    assert not arrived.joins
    assert arrived.envelope == read_envelope(PARCEL)


def test_the_envelope_is_readable_and_says_nothing_of_anybody() -> None:
    text = PARCEL[: PARCEL.index(b"age-encryption.org")].decode()
    assert '"events":5' in text and "柳树沟村" in text and "双桥镇" in text
    assert "李某乙" not in text and "次记录" not in text
    assert b"\xe6\xac\xa1\xe8\xae\xb0\xe5\xbd\x95" not in PARCEL


def test_the_name_sorts_and_says_what_it_is() -> None:
    outside = read_envelope(PARCEL)
    assert file_name(outside) == "2026-10_柳树沟村_03号机_上报_0007.xfb"
    down = replace(outside, way=DOWN, sender_name="双桥/镇 ..", sender=TWO.township.machine)
    assert file_name(down) == "2026-10_双桥镇_00号机_下发_双桥镇_0007.xfb"


def test_the_id_depends_on_content_and_number_alone() -> None:
    again = read_envelope(TWO.parcel(list(reversed([*EVENTS, EVENTS[2]]))))
    assert again.id == read_envelope(PARCEL).id
    later, _ = write_parcel(replace(TWO.shipment(EVENTS), number=8), TWO.village.signing.sign)
    assert read_envelope(later).id != again.id
    erased = [*EVENTS[:4], EVENTS[4].erased()]
    assert read_envelope(TWO.parcel(erased)).id != again.id


def test_erased_entries_and_gaps_and_holdings_travel() -> None:
    events = [EVENTS[0], EVENTS[2].erased(), EVENTS[4]]
    holds = Holding({A: ((1, 9),)}, {"bbbbbbbbbbbb": ((2, 3),)})
    shipment = replace(
        TWO.shipment(events), withheld={A: ((2, 2), (4, 4))}, holds=holds, note={"x": [1]}
    )
    data, _ = write_parcel(shipment, TWO.village.signing.sign)
    content = open_parcel(data, TWO.keys, TWO.known).content
    assert content == Content(events, {A: ((2, 2), (4, 4))}, holds, {"x": [1]})


def test_an_empty_parcel_is_a_parcel() -> None:
    assert open_parcel(TWO.parcel([]), TWO.keys, TWO.known).events == []


def test_a_file_cut_anywhere_is_called_half_copied() -> None:
    for length in range(1, len(PARCEL)):
        assert "没有拷全" in refusal(PARCEL[:length])
    assert "空文件" in refusal(b"")


def test_a_tail_of_zeros_is_called_half_copied() -> None:
    assert "没有拷全" in refusal(PARCEL[:-200] + bytes(200))


@given(st.integers(26, len(PARCEL) - 1), st.integers(1, 255))
def test_a_changed_byte_is_called_altered(at: int, change: int) -> None:
    altered = bytearray(PARCEL)
    altered[at] ^= change
    assert "被改动或损坏" in refusal(bytes(altered))


def test_what_is_appended_or_doubled_is_called_altered() -> None:
    assert "被改动或损坏" in refusal(PARCEL + b"\n")
    assert "被改动或损坏" in refusal(PARCEL + PARCEL)


@pytest.mark.parametrize(
    "data, word",
    [
        (b"PK\x03\x04 a spreadsheet", "不是上报下发包"),
        (b"XFR01 00000001 0000000001\n", "这是回执"),
        (b"XFB02 anything at all", "更新版本的程序"),
        (b"XFB01 99999999 9999999999\n", "大得不合常理"),
        (b"XFB01 00000001 000000000x\n", "开头被改动"),
        (b"XFB00 00000001 0000000001\n", "开头被改动"),
    ],
)
def test_other_files_are_called_what_they_are(data: bytes, word: str) -> None:
    assert word in refusal(data)


def test_a_parcel_for_another_office_names_it() -> None:
    stranger = identity.fresh("04", VILLAGE)
    with pytest.raises(Refused) as caught:
        open_parcel(PARCEL, [stranger.reading], TWO.known)
    assert "双桥镇" in caught.value.wrong


def test_a_forged_signature_is_refused() -> None:
    data, _ = write_parcel(TWO.shipment(EVENTS), SigningKey.fresh().sign)
    assert "签名与03号机的密钥不符" in refusal(data)


def test_an_unknown_machine_is_refused() -> None:
    assert "不认识" in refusal(PARCEL, known=Known())


def test_a_struck_off_machine_is_refused_with_the_reason() -> None:
    known = replace(TWO.known, struck={TWO.village.device: "2026年10月3日丢失"})
    assert "2026年10月3日丢失" in refusal(PARCEL, known=known)


def test_a_joining_machine_is_known_by_the_invitations_secret() -> None:
    secret = "5a" * 32
    machine = TWO.village.machine
    shipment = replace(TWO.shipment(EVENTS), voucher=invited(machine, secret))
    data, _ = write_parcel(shipment, TWO.village.signing.sign)
    known = Known(secrets={VILLAGE: ("6b" * 32, secret)})
    assert open_parcel(data, TWO.keys, known).joins
    assert "不认识" in refusal(data, known=Known(secrets={VILLAGE: ("5b" * 32,)}))
    assert "不认识" in refusal(data, known=Known(secrets={TOWNSHIP: (secret,)}))


def test_the_first_key_of_a_mark_stays() -> None:
    secret = "5a" * 32
    second = identity.fresh("03", VILLAGE)
    shipment = replace(
        TWO.shipment(EVENTS), sender=second.machine, voucher=invited(second.machine, secret)
    )
    data, _ = write_parcel(shipment, second.signing.sign)
    known = replace(TWO.known, secrets={VILLAGE: (secret,)})
    assert "先到的密钥有效" in refusal(data, known=known)


def test_a_known_machine_cannot_take_another_key() -> None:
    other = TWO.village._replace(signing=SigningKey.fresh())
    shipment = replace(TWO.shipment(EVENTS), sender=other.machine)
    data, _ = write_parcel(shipment, other.signing.sign)
    assert "与登记的不符" in refusal(data)


def test_the_office_vouches_for_a_new_machine_of_its_own() -> None:
    office, fresh = SigningKey.fresh(), identity.fresh("01", TOWNSHIP)
    shipment = replace(
        TWO.shipment(EVENTS),
        sender=fresh.machine,
        to=Address(VILLAGE, "柳树沟村", (TWO.village.machine.recipient,)),
        voucher=vouched(fresh.machine, office),
    )
    data, _ = write_parcel(shipment, fresh.signing.sign)
    known = replace(TWO.known, offices={TOWNSHIP: office.public})
    assert open_parcel(data, [TWO.village.reading], known).joins
    wrong = replace(TWO.known, offices={TOWNSHIP: SigningKey.fresh().public})
    with pytest.raises(Refused):
        open_parcel(data, [TWO.village.reading], wrong)
    spoiled, _ = write_parcel(
        replace(shipment, voucher=Voucher("office", "zz")), fresh.signing.sign
    )
    with pytest.raises(Refused):
        open_parcel(spoiled, [TWO.village.reading], known)


def resealed(content: bytes, shipment: Shipment | None = None) -> bytes:
    """A parcel with other content under the same envelope, signed by the sender itself."""
    shipment = shipment or TWO.shipment(EVENTS)
    _, outside = write_parcel(shipment, TWO.village.signing.sign)
    body = encrypt(content, shipment.to.recipients)
    return frame.build(frame.PARCEL, outside.to_json(), body, TWO.village.signing.sign)


def test_content_that_is_not_what_the_envelope_says_is_refused() -> None:
    assert "不合格式" in refusal(resealed(pack(Content(EVENTS[:4]))))
    assert "不合格式" in refusal(resealed(pack(Content(history(A, 5, seed=2)))))


def test_a_flood_of_zeros_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("xinfang_tui.exchange.packing.MAX_CONTENT", 1 << 16)
    assert "不合格式" in refusal(resealed(compressed(bytes(1 << 20))))


GOOD_LINE = [*("0" * 20, "dispute:1", "note", "01a13b8603e8-0000", A), 1]
GOOD_LINE += ["李", "2026-10-12", {}, {"text": "x"}, "00", ""]
HEAD = canonical({"withheld": {}, "holds": {"have": {}, "withheld": {}}, "note": {}})


def with_part(at: int, value: object) -> bytes:
    line = list(GOOD_LINE)
    line[at] = value
    return compressed(HEAD + b"\n" + canonical(line))


def test_the_line_that_the_next_test_spoils_is_good() -> None:
    assert unpack(with_part(0, "1" * 20)).events[0].seq == 1


@pytest.mark.parametrize(
    "at, value",
    [
        *[(at, value) for at in (0, 1, 2, 3, 4, 6, 7) for value in (None, 3, [], {})],
        *[(5, value) for value in (0, -1, "1", True, 1.5, 2**60, None)],
        *[(8, value) for value in ([], {"a": -1}, {"a": "1"}, {"a": True}, None)],
        *[(9, value) for value in ([], "x", 3)],
        *[(10, value) for value in (None, 3, "xyz", "0" * 65)],
        *[(11, value) for value in (3, "xyz", None)],
        *[(3, value) for value in ("", "zz", "01a13b8603e8-00000", "01a13b8603e-00-00")],
        *[(7, value) for value in ("", "2026-13-01", "soon")],
        (4, "device"),
    ],
)
def test_a_part_of_the_wrong_shape_is_refused(at: int, value: object) -> None:
    with pytest.raises(ValueError):
        unpack(with_part(at, value))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"null",
        b"[" * 100_000,
        HEAD + b"\n[]",
        HEAD + b"\n" + b"NaN",
        HEAD + b"\n" + canonical(GOOD_LINE) + b"\n" + canonical(GOOD_LINE),
        HEAD + b"\n" + canonical(GOOD_LINE).replace(b'"x"', b"1e999"),
        HEAD + b"\n" + canonical(GOOD_LINE).replace(b'"x"', b'"\\ud800"'),
        HEAD + b"\n" + canonical(GOOD_LINE).replace(b'"x"', b"\xff"),
        HEAD + b"\n" + canonical(GOOD_LINE).replace(b'"x"', b"9" * 5000),
    ],
)
def test_content_no_program_writes_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):
        unpack(compressed(content))


def fuzzed(rng: random.Random, data: bytes) -> bytes:
    """The data with one to three bytes changed, a piece cut, doubled, moved, or its end lost."""
    spoiled = bytearray(data)
    way = rng.randrange(6)
    at, length = rng.randrange(len(spoiled)), rng.randrange(1, 64)
    if way == 0:
        for _ in range(rng.randrange(1, 4)):
            spoiled[rng.randrange(len(spoiled))] ^= rng.randrange(1, 256)
    elif way == 1:
        del spoiled[at : at + length]
    elif way == 2:
        spoiled[at:at] = spoiled[at : at + length]
    elif way == 3:
        piece = spoiled[at : at + length]
        del spoiled[at : at + length]
        to = rng.randrange(len(spoiled) + 1)
        spoiled[to:to] = piece
    elif way == 4:
        spoiled[at : at + length] = rng.randbytes(length)
    else:
        del spoiled[at:]
    return bytes(spoiled)


def test_no_fuzzed_file_is_accepted_and_none_breaks_the_reader() -> None:
    rng, small = random.Random(20261025), TWO.parcel(EVENTS[:1])
    keys, known, refused = TWO.keys, TWO.known, 0
    for _ in range(100_000):
        spoiled = fuzzed(rng, small)
        if spoiled == small:
            continue
        try:
            open_parcel(spoiled, keys, known)
        except Refused:
            refused += 1
            continue
        pytest.fail("a spoiled parcel was accepted")
    assert refused > 99_000


def test_no_forger_who_mends_lengths_and_hash_is_believed() -> None:
    rng, small = random.Random(7), TWO.parcel(EVENTS[:1])
    outer = frame.take_apart(small, frame.PARCEL)
    head = canonical(outer.envelope)
    for _ in range(5_000):
        spoiled_head, body = head, outer.body
        if rng.random() < 0.5:
            spoiled_head = fuzzed(rng, head)
        else:
            body = fuzzed(rng, outer.body)
        if (spoiled_head, body) == (head, outer.body):
            continue
        line = b"XFB01 %08d %010d\n" % (len(spoiled_head), len(body))
        data = line + spoiled_head + body + outer.signature
        with pytest.raises(Refused):
            open_parcel(data + frame.seal(data), TWO.keys, TWO.known)


def test_content_fuzzed_before_signing_is_refused_or_reads_as_events() -> None:
    rng = random.Random(11)
    plain = HEAD + b"\n" + canonical(GOOD_LINE)
    for _ in range(20_000):
        spoiled = fuzzed(rng, plain)
        try:
            content = unpack(compressed(spoiled) if rng.random() < 0.9 else spoiled)
        except ValueError:
            continue
        assert all(event.seq > 0 and event.hash for event in content.events)
        assert unpack(pack(content)) == content


def test_a_parcel_of_fifty_changed_disputes_is_small() -> None:
    events = [event for at in range(10) for event in history(f"{at:012x}", 15)]
    assert len(TWO.parcel(events)) <= 30_000


def test_an_envelope_of_a_newer_program_may_say_more() -> None:
    data, outside = write_parcel(TWO.shipment(EVENTS), TWO.village.signing.sign)
    record = {**outside.to_json(), "weather": "晴"}
    body = frame.take_apart(data, frame.PARCEL).body
    newer = frame.build(frame.PARCEL, record, body, TWO.village.signing.sign)
    assert open_parcel(newer, TWO.keys, TWO.known).events == EVENTS


def test_a_packing_day_years_away_is_carried_as_it_is() -> None:
    data, _ = write_parcel(
        replace(TWO.shipment(EVENTS), as_of=date(2027, 10, 25)), TWO.village.signing.sign
    )
    assert open_parcel(data, TWO.keys, TWO.known).envelope.as_of == date(2027, 10, 25)
