"""Why a machine's key is to be believed before it stands in the receiver's list (DESIGN §8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xinfang_tui.disputes.event import canonical
from xinfang_tui.exchange.identity import Machine
from xinfang_tui.exchange.keys import SigningKey, same_token, signed_by, token
from xinfang_tui.refusal import Refused

NONE, INVITED, OFFICE = "", "invited", "office"
_SAFE = "本机什么也没有接收"


@dataclass(frozen=True, slots=True)
class Voucher:
    """``how`` the key is vouched for: by an invitation's secret or by the office's own key."""

    how: str = NONE
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a receiver knows of machines.

    Attributes:
        machines: by device; the first key of a mark is the one that stays.
        struck: device → why it was struck off.
        secrets: unit → secrets of its invitations; one is good for the unit's machine and for those
            that take its place after a restore, each under a mark of its own.
        offices: unit → public key of an office that vouches for machines: its own, and those it let
            in.
    """

    machines: Mapping[str, Machine] = field(default_factory=dict)
    struck: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)


def invited(machine: Machine, secret: str) -> Voucher:
    """The joining machine's own word, sealed with the invitation's secret."""
    return Voucher(INVITED, token(secret, _statement(machine)))


def vouched(machine: Machine, office: SigningKey) -> Voucher:
    """The office's signature under a machine, its own or one that it let in."""
    return Voucher(OFFICE, office.sign(_statement(machine)).hex())


def admit(machine: Machine, voucher: Voucher, known: Known) -> bool:
    """Whether the machine is new here and vouched for; False when it is known already.

    Raises:
        Refused: struck off, unknown without a voucher that holds, or its mark is another's.
    """
    if machine.device in known.struck:
        reason = known.struck[machine.device] or "未写原因"
        raise Refused(
            f"{machine.mark}号机已被注销（{reason}），它的包不再接收",
            safe=_SAFE,
            do="电脑找回来了的，请镇里重新发邀请，领新的机号后再打包",
        )
    same = known.machines.get(machine.device)
    if same is not None:
        if (same.key, same.mark, same.unit) != (machine.key, machine.mark, machine.unit):
            raise Refused(
                f"这个包自称来自{same.mark}号机，但密钥或机号与登记的不符",
                safe=_SAFE,
                do="请当面核对这台电脑；确实换过的，先注销旧机再重新邀请",
            )
        return False
    holder = next((m for m in known.machines.values() if m.mark == machine.mark), None)
    if holder is not None:
        raise Refused(
            f"{machine.mark}号机已经是另一台电脑了，先到的密钥有效，这一台不认",
            safe=_SAFE,
            do="请镇里给这台电脑另发一份邀请，领新的机号",
        )
    if not _holds(machine, voucher, known):
        raise Refused(
            f"不认识打这个包的电脑（自称{machine.mark}号机）",
            safe=_SAFE,
            do="请确认它是用本镇的邀请加入的；刚加入的先读一次镇里最近的下发包",
        )
    return True


def _holds(machine: Machine, voucher: Voucher, known: Known) -> bool:
    statement = _statement(machine)
    if voucher.how == INVITED:
        secrets = known.secrets.get(machine.unit, ())
        return any(same_token(voucher.proof, token(secret, statement)) for secret in secrets)
    if voucher.how == OFFICE:
        try:
            proof = bytes.fromhex(voucher.proof)
        except ValueError:
            return False
        return any(signed_by(office, proof, statement) for office in known.offices.values())
    return False


def _statement(machine: Machine) -> bytes:
    return b"xinfang machine\0" + canonical(machine.to_json())
