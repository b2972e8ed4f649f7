"""Parcels against plain bytes and raw inserts, as ratios taken in one run."""

from __future__ import annotations

import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from xinfang_tui.desk import Desk
from xinfang_tui.desk.exchanging import Exchanging
from xinfang_tui.disputes.event import Event, canonical, sealed
from xinfang_tui.exchange import merge
from xinfang_tui.exchange.duplicates import likely
from xinfang_tui.exchange.envelope import UP, Address
from xinfang_tui.exchange.identity import fresh
from xinfang_tui.exchange.likeness import Matter
from xinfang_tui.exchange.parcel import Parcel, Shipment, open_parcel, write_parcel
from xinfang_tui.exchange.voucher import Known

Report = Callable[[str, float, float | None], None]

LIMIT_BYTES = 30_000
PARCELS, VILLAGES, DISPUTES_EACH, MATTERS = 400, 20, 30, 20_000
VILLAGE, TOWNSHIP = "510923104201", "510923104000"
_SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志红梅春生长顺有福"
_WORDS = {
    "place": "东头 西坡 老井旁 桥头 学校后面 三岔路口 水库边 果园里 大榕树下 河堤上 晒坝 村口",
    "matter": "水渠灌溉放水先后争执 村道扩建占地补偿未到位 工地拖欠务工人员工资 宅基地滴水界址不清 "
    "家畜毁坏庄稼索赔 婚约解除后返还彩礼 合伙养殖账目不清 排水沟堵塞雨水倒灌 承包地面积与证书不符 "
    "老人赡养费用分担不均 房屋出租押金不退 树木遮挡采光 施工震裂墙体 山林界线重叠 种子质量不好",
    "talk": "双方各执一词 现场丈量后仍有分歧 愿意各退一步 约定十日内付清 请村里老党员到场见证 "
    "一方外出务工电话联系 已告知可以向法院起诉 对旧协议的理解不同 先停止争吵再谈 由村委会出面疏通 "
    "答应修复并承担材料 下次带票据来谈",
}
_PLACES, _MATTERS, _TALK = (_WORDS[name].split() for name in ("place", "matter", "talk"))


def run(report: Report) -> None:
    """Measure sizes and speeds and report each ratio."""
    rng = random.Random(20261025)
    sender, receiver = fresh("03", VILLAGE), fresh("00", TOWNSHIP)
    known = Known({sender.device: sender.machine})

    def packed(events: Sequence[Event], number: int) -> bytes:
        address = Address(TOWNSHIP, "双桥镇", (receiver.machine.recipient,))
        shipment = Shipment(
            way=UP,
            number=number,
            sender=sender.machine,
            sender_name="柳树沟村",
            to=address,
            month="2026-10",
            as_of=date(2026, 10, 25),
            program="0.1.0",
            events=events,
        )
        return write_parcel(shipment, sender.signing.sign)[0]

    chain = _chain(rng, sender.device)
    size = len(packed([next(chain) for _ in range(150)], 1))
    report("上报包：50 件改动的字节数 ÷ 30000", size / LIMIT_BYTES, 1.0)

    chain = _chain(rng, sender.device)
    loads = [[next(chain) for _ in range(DISPUTES_EACH * 3)] for _ in range(PARCELS)]
    files = [packed(events, number) for number, events in enumerate(loads)]
    start = time.perf_counter()
    opened = [open_parcel(data, [receiver.reading], known) for data in files]
    planned = _plan_all(opened)
    reading = time.perf_counter() - start
    inserting = _raw_inserts(loads)
    events = sum(len(events) for events in loads)
    if planned != events:
        raise AssertionError("a parcel lost an entry")
    report("读包并排好合并 ÷ 逐包直接写入 SQLite（同样的条数）", reading / inserting, None)
    _measure_desk(rng, report)

    matters = [_matter(rng, nth) for nth in range(MATTERS)]
    texts = [_told(matter) for matter in matters]
    start = time.perf_counter()
    for text in texts:
        json.loads(text)
    parsing = time.perf_counter() - start
    start = time.perf_counter()
    likely(matters)
    report("两万件查重 ÷ 读这两万件的 JSON", (time.perf_counter() - start) / parsing, None)


def _measure_desk(rng: random.Random, report: Report) -> None:
    """Unpack 400 parcels of twenty villages, together 12 000 disputes, as the program does."""
    with tempfile.TemporaryDirectory() as name:
        folder, day = Path(name), date(2026, 10, 25)
        with Desk.create(folder / "00", code=TOWNSHIP, name="双桥镇", today=day) as desk:
            context = desk._context
            office = Exchanging(context)
            with context.journal.transaction():
                recipient = office.office_keys().reading.recipient
                senders = [fresh(f"{n:02d}", f"5109231042{n:02d}") for n in range(1, VILLAGES + 1)]
                office.post.admit(sender.machine for sender in senders)
            files, loads = [], []
            for sender in senders:
                chain = _chain(rng, sender.device)
                for number in range(1, PARCELS // VILLAGES + 1):
                    events = [next(chain) for _ in range(DISPUTES_EACH * 3)]
                    shipment = Shipment(
                        way=UP,
                        number=number,
                        sender=sender.machine,
                        sender_name="村",
                        to=Address(TOWNSHIP, "双桥镇", (recipient,)),
                        month="2026-10",
                        as_of=day,
                        program="0.1.0",
                        events=events,
                    )
                    path = folder / f"{sender.mark}-{number:04d}.xfb"
                    path.write_bytes(write_parcel(shipment, sender.signing.sign)[0])
                    files.append(path)
                    loads.append(events)
            start = time.perf_counter()
            answer = desk.machines.unpack(files)
            spent = time.perf_counter() - start
            if answer["new"] != PARCELS * DISPUTES_EACH or answer["refused"]:
                raise AssertionError(answer["refused"])
    report("接收 400 个包共 12000 件 ÷ 同样条数直接写入 SQLite", spent / _raw_inserts(loads), None)
    report("接收 400 个包：每秒条数 ÷ 1000", answer["events"] / spent / 1000, None)


def _plan_all(parcels: Sequence[Parcel]) -> int:
    stored: dict[str, dict[int, merge.Link]] = {}

    class Chains:
        def links(self, device: str, first: int, last: int) -> dict[int, merge.Link]:
            chain = stored.get(device, {})
            return {seq: chain[seq] for seq in range(first, last + 1) if seq in chain}

        def head(self, device: str) -> int:
            return len(stored.get(device, {}))

    planned = 0
    for parcel in parcels:
        plan = merge.plan(Chains(), parcel.events)
        for event in plan.new:
            link = merge.Link(event.hash, event.prev, False)
            stored.setdefault(event.device, {})[event.seq] = link
        planned += len(plan.new)
    return planned


def _raw_inserts(loads: Sequence[Sequence[Event]]) -> float:
    """Seconds for the same events as rows of JSON, one durable transaction a parcel."""
    with tempfile.TemporaryDirectory() as folder:
        raw = sqlite3.connect(Path(folder) / "raw.db", isolation_level=None)
        raw.execute("PRAGMA journal_mode=TRUNCATE")
        raw.execute("PRAGMA synchronous=EXTRA")
        raw.execute("CREATE TABLE events (id TEXT PRIMARY KEY, body TEXT)")
        rows = [[(e.id, canonical(e.to_json()).decode()) for e in events] for events in loads]
        start = time.perf_counter()
        for part in rows:
            raw.execute("BEGIN IMMEDIATE")
            raw.executemany("INSERT INTO events VALUES (?, ?)", part)
            raw.execute("COMMIT")
        spent = time.perf_counter() - start
        raw.close()
    return spent


def _chain(rng: random.Random, device: str) -> Iterator[Event]:
    """A machine's events, three for each dispute: registered, talked over, settled."""
    prev, seq, clock = "", 0, 1_792_000_000_000
    while True:
        subject = f"dispute:{rng.getrandbits(80):020x}"
        for kind, data in zip(("register", "mediate", "resolve"), _story(rng), strict=True):
            seq, clock = seq + 1, clock + rng.randrange(10**7)
            event = sealed(
                subject=subject,
                kind=kind,
                clock=f"{clock:012x}-0000",
                device=device,
                seq=seq,
                by=_name(rng),
                on=str(date(2026, 10, 1) + timedelta(rng.randrange(25))),
                seen={} if kind == "register" else {device: seq - 1},
                data=data,
                prev=prev,
                id=f"{rng.getrandbits(80):020x}",
                nonce=f"{rng.getrandbits(64):016x}",
            )
            prev = event.hash
            yield event


def _story(rng: random.Random) -> tuple[Mapping[str, object], ...]:
    parties = [
        {
            "name": _name(rng),
            "kind": "person",
            "phone": f"1{rng.randrange(10**10):010}",
            "household": f"{VILLAGE}{rng.randrange(9):02}{rng.randrange(9999):04}",
            "id_number": f"{rng.randrange(10**18):018}",
        }
        for _ in range(2)
    ]
    registered = {
        "village": VILLAGE,
        "title": rng.choice(_PLACES) + rng.choice(_MATTERS),
        "category": rng.choice(["0201", "0902", "0701", "0101", "1104"]),
        "occurred_on": "2026-10-03",
        "people": rng.randrange(2, 9),
        "brief": "，".join(rng.sample(_TALK, 5)) + f"，涉及 {rng.randrange(9999)} 元。",
        "scale": "01",
        "channel": "screening",
        "track": "mediation",
        "parties": parties,
    }
    talked = {
        "place": rng.choice(_PLACES),
        "people": [_name(rng), _name(rng)],
        "outcome": "continued",
        "next_on": f"2026-10-{rng.randrange(10, 31)}",
    }
    settled = {
        "method": "01",
        "organisation": "柳树沟村人民调解委员会",
        "agreement": "written",
        "terms": [
            {"who": _name(rng), "what": "，".join(rng.sample(_TALK, 2)), "due": "2026-11-30"}
        ],
        "amount": rng.randrange(9999),
    }
    return registered, talked, settled


def _name(rng: random.Random) -> str:
    return rng.choice(_SURNAMES) + "".join(rng.choices(_GIVEN, k=rng.choice((1, 2, 2))))


def _matter(rng: random.Random, nth: int) -> Matter:
    return Matter(
        id=f"d{nth:05}",
        village=f"5109231042{rng.randrange(20):02}",
        title=rng.choice(_PLACES) + rng.choice(_MATTERS) + rng.choice(_TALK),
        category=rng.choice(["0201", "0902", "0701", "0101", "1104"]),
        occurred_on=date(2025, 1, 1) + timedelta(rng.randrange(700)),
        parties=tuple((_name(rng), "", "") for _ in range(2)),
    )


def _told(matter: Matter) -> str:
    parties = [{"name": name} for name, _, _ in matter.parties]
    record = {"id": matter.id, "title": matter.title, "parties": parties}
    return json.dumps(record, ensure_ascii=False)
