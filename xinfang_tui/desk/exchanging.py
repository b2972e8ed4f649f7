"""What sending and receiving share: who we are, whom we know, what we hold (DESIGN §8)."""

from __future__ import annotations

from xinfang_tui.areacode import VILLAGE, level_of
from xinfang_tui.desk import opening
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.directory import Directory, fold_machines
from xinfang_tui.desk.journal import RULE
from xinfang_tui.desk.post import Post
from xinfang_tui.desk.scope import Scope
from xinfang_tui.exchange import identity as machines
from xinfang_tui.exchange import spans
from xinfang_tui.exchange.envelope import UP
from xinfang_tui.exchange.identity import Identity, Machine
from xinfang_tui.exchange.invitation import Office, OfficeKeys
from xinfang_tui.exchange.keys import EncryptionKey
from xinfang_tui.exchange.vector import Holding
from xinfang_tui.exchange.voucher import OFFICE, Known, Voucher, invited, vouched

DEVICE = "device.json"
ANEW = (
    "{}号机的记录，别处有比这里更新的：本机的数据文件夹是一份旧的副本。以后改用{}号机继续记，"
    "少的那些等对方再发包来补；拷回以后在这里记的，请与对方核对，对方没有的要再记一次"
)


class Exchanging:
    """This machine among the others.

    Attributes:
        context: the desk's surroundings; post: the local tables.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.post = Post(context.journal)

    @property
    def unit(self) -> str:
        """Code of the office that this machine works for."""
        return self.context.rules.settings.unit.code

    @property
    def unit_name(self) -> str:
        """Its name."""
        return self.context.rules.settings.unit.name

    @property
    def identity(self) -> Identity:
        """This machine."""
        return self.context.identity

    @property
    def me(self) -> Machine:
        """This machine as others know it; the unit comes from the ledger after a restore."""
        own = self.identity.machine
        return Machine(own.device, own.mark, self.unit, own.key, own.recipient)

    @property
    def superior(self) -> Office | None:
        """The office that invited ours, when it is another one."""
        joined = self.post.joined
        return joined.office if joined and joined.office.unit != self.unit else None

    @property
    def inviting(self) -> bool:
        """Whether this office lets machines in: it stands by itself, or has invited before."""
        return self.superior is None or self.post.office_keys is not None

    def directory(self) -> Directory:
        """The machines there are, on the word of the office above and of an inviting one."""
        superior = self.superior
        offices = {superior.unit} if superior else set()
        if self.inviting:
            offices.add(self.unit)
        events = self.context.journal.room("machine")
        return fold_machines(events, [self.me, *self.post.admitted], offices)

    def known(self, directory: Directory) -> Known:
        """What parcels and receipts are checked against."""
        offices = {}
        joined, own = self.post.joined, self.post.office_keys
        if joined is not None:
            offices[joined.office.unit] = joined.office.key
        if own is not None:
            offices[self.unit] = own.signing.public
        return Known(
            machines=directory.machines,
            struck={device: strike.reason for device, strike in directory.struck.items()},
            secrets=self.post.secrets,
            offices=offices,
        )

    def office_keys(self) -> OfficeKeys:
        """The office's secrets, made when first needed; only where no other office stands above."""
        keys = self.post.office_keys
        if keys is None:
            keys = OfficeKeys.fresh()
            self.post.keep_office_keys(keys)
        return keys

    @property
    def reading_keys(self) -> list[EncryptionKey]:
        """All keys that this machine opens parcels with."""
        keys = [self.identity.reading]
        joined, office = self.post.joined, self.post.office_keys
        if joined is not None:
            keys.append(joined.reading)
        if office is not None:
            keys.append(office.reading)
        return keys

    def voucher(self, way: str) -> Voucher:
        """Why others may believe our key: upward by the office above, else by our own."""
        joined, office = self.post.joined, self.post.office_keys
        if office is not None and (way != UP or self.superior is None):
            return vouched(self.me, office.signing)
        if joined is None:
            return Voucher()
        if joined.certificate:
            return Voucher(OFFICE, joined.certificate)
        return invited(self.me, joined.secret)

    def holding(self) -> Holding:
        """All that is stored here: each chain up to its newest entry, but what is withheld."""
        withheld = self.post.withheld
        heads = self.context.journal.heads()
        have = {d: spans.minus(((1, top),), withheld.get(d, ())) for d, top in heads.items()}
        return Holding({d: part for d, part in have.items() if part}, withheld)

    def scope(self, unit: str, way: str, *, setup: bool = False) -> Scope:
        """What of the ledger a unit gets."""
        units = self.context.rules.places.merged_into(unit)
        months = bool(self.context.unit_village) or level_of(unit) == VILLAGE
        return Scope(self.context.journal, units, way, setup=setup, months=months)

    def introduce(self) -> None:
        """Write down, once for each identity, which machine this is and whose place it takes.

        Called inside a transaction, before anything is sent.
        """
        journal, former = self.context.journal, self.post.former
        if former == self.identity.device:
            return
        subject, today = f"machine:{self.identity.mark}", self.context.today.isoformat()
        if self.inviting:
            journal.append(subject, "machine_set", self.me.to_json(), by=RULE, on=today)
        if former:
            journal.append(subject, "machine_replace", {"device": former}, by=RULE, on=today)
            self.post.certify("")
        self.post.keep_self(self.identity.device)

    def outrun(self, elsewhere: Holding) -> bool:
        """Whether somebody holds entries of this machine newer than any that are here.

        Then the data folder is an old copy, put back or in use beside the newer one, with an
        identity that does not know how far its entries had left (DESIGN §4).
        """
        theirs = spans.top(elsewhere.have.get(self.me.device, spans.EMPTY))
        return theirs > self.context.journal.newest

    def begin_anew(self) -> str:
        """Go on under a new identity, before anything more is written; in words."""
        context, former = self.context, self.identity
        context.identity = opening.begin_anew(context.folder, context.journal, former.unit)
        return ANEW.format(former.mark, context.identity.mark)

    def note_packed(self, seq: int) -> None:
        """Remember, outside the ledger, how far our own entries have left this machine."""
        self.context.journal.guard()
        identity = self.identity.having_packed(seq)
        if identity != self.identity:
            machines.save(identity, self.context.folder / DEVICE)
            self.context.identity = identity
