"""一、基本情况 of the bulletin: sweep, flow, settling, kinds and sources, in sentences."""

from __future__ import annotations

from xinfang_tui.documents.paper import Block, Column, Paragraph, Table
from xinfang_tui.documents.papers.material import RUNG_NAMES, Month, grown, joined
from xinfang_tui.documents.papers.summary import SHORT, flow_keys, flow_sum, report_word
from xinfang_tui.documents.wording import listed, percent
from xinfang_tui.month.flow import NAMES
from xinfang_tui.month.sweep import WAY_NAMES

MOST = 5
"""Categories named in a sentence; the rest are in the annex."""
NAMED, WORTH = 2, 2
"""How many categories or villages are named for what stands out, and from how many matters on."""


def situation(month: Month) -> list[Block]:
    """The paragraphs, each with its opening sentence."""
    parts = [
        ("排查情况。", _swept(month)),
        ("登记和办理情况。", _flow(month)),
        ("化解情况。", _settled(month)),
        ("类型和来源。", _kinds(month)),
    ]
    numbered = [(lead, text) for lead, text in parts if text]
    return [
        Paragraph(text, lead=f"（{'一二三四'[i]}）{lead}")
        for i, (lead, text) in enumerate(numbered)
    ]


def table(month: Month) -> Table:
    """The villages in the columns that fit a portrait page; the flow adds up in every row."""
    keys = flow_keys(month)
    columns = (
        Column("村（社区）", width=14),
        Column("应查户", "number"),
        Column("覆盖率", "percent"),
        Column("报送", width=8),
        *(Column(SHORT.get(key, NAMES[key]), "number") for key in keys),
    )
    rows = []
    for unit in month.units:
        households = unit.get("households")
        seen = (unit["found"] + unit["none"]) / households if households else None
        word = report_word(unit) if households is not None else "—"
        rows.append(
            (str(unit["name"]), households, seen, word, *(int(unit["flow"][key]) for key in keys))
        )
    found = month.rate("coverage")
    total = (
        "合计",
        int(found["denominator"]),
        found["numerator"] / found["denominator"] if found["denominator"] else None,
        f"{len(month.screened) - len(month.reports(None))}/{len(month.screened)}",
        *(flow_sum(month, key) for key in keys),
    )
    caption = f"表1　{month.name}各村（社区）排查化解情况"
    return Table(columns, tuple(rows), caption, total, unit="户、件", sheet="各村情况")


def _swept(month: Month) -> str:
    found = month.rate("coverage")
    villages = len(month.screened)
    if not villages:
        return ""
    if not found["denominator"]:
        return f"{month.office.whole}{villages}个村（社区）尚未建立住户名册，本月不计算覆盖率。"
    ways = _ways(month)
    rate = joined(f"排查覆盖率{month.percent('coverage')}", month.rate_moved("coverage"))
    first = (
        f"{month.office.whole}{villages}个村（社区）应排查{found['denominator']}户，"
        f"实际见到{found['numerator']}户，{rate}{f'；其中{ways}' if ways else ''}。"
    )
    return first + _reported(month)


def _ways(month: Month) -> str:
    counts = {
        name: sum(int((unit.get("ways") or {}).get(key, 0)) for unit in month.screened)
        for key, name in WAY_NAMES.items()
    }
    return "、".join(f"{name}{count}户" for name, count in counts.items() if count)


def _reported(month: Month) -> str:
    on_time = month.rate("on_time")
    count = int(on_time["numerator"])
    sentence = f"按时报送的{count}个，按时报送率{month.share('on_time')}。"
    if count == on_time["denominator"]:
        sentence = f"{count}个村（社区）全部按时报送。"
    zero = [
        str(unit["name"])
        for unit in month.screened
        if unit.get("report") == "zero" and not (unit.get("found") or unit.get("screened"))
    ]
    if zero:
        sentence += f"{listed(zero, 6)}经排查未发现新增矛盾纠纷，作零报告{_beside(month)}。"
    return sentence


def _beside(month: Month) -> str:
    """What came to the villages of a zero report by other ways."""
    zero = [unit for unit in month.screened if unit.get("report") == "zero"]
    found = [
        f"{unit['name'] if len(zero) > 1 else ''}{unit['beside']}件"
        for unit in zero
        if unit.get("beside")
    ]
    return f"（来访、来电等其他渠道另登记{'、'.join(found)}）" if found else ""


def _flow(month: Month) -> str:
    flow = month.flow
    carried = f"上月结转{flow('carried')}件" if flow("carried") else "上月没有结转事项"
    new = (
        joined(f"本月新增{flow('new')}件", month.moved("new"))
        if flow("new")
        else joined("本月未发现新增矛盾纠纷", _none_new(month))
    )
    moves = [
        f"{name}{flow(key)}件"
        for key, name in (("reopened", "重开"), ("in", "转入"), ("out", "转出"))
        if flow(key)
    ]
    other = f"{'，'.join(moves)}。" if moves else ""
    concluded = (
        joined(f"本月办结{flow('concluded')}件", month.moved("concluded"))
        if flow("concluded")
        else "本月没有办结的事项"
    )
    return f"{carried}，{new}。{other}{concluded}。{_open(month)}"


def _none_new(month: Month) -> str:
    before = int(month.previous["flow"]["new"]) if month.previous else 0
    return grown(0, before, "上月") if before else ""


def _open(month: Month) -> str:
    standing = month.flow("open")
    if not standing:
        return "月末没有在办事项。"
    rungs = [
        f"{RUNG_NAMES.get(rung, rung)}{count}件"
        for rung, count in month.status["rungs"].items()
        if count
    ]
    moved = month.moved("open")
    return f"{joined(f'月末在办{standing}件', moved)}，其中{'、'.join(rungs)}。"


def _settled(month: Month) -> str:
    sentences = []
    registered = month.rate("resolved")
    if registered["denominator"]:
        count = registered.get("unvisited")
        unseen = f"（其中{count}件未经回访）" if count else ""
        sentences.append(
            joined(
                f"本月登记的{registered['denominator']}件中，"
                f"月末已化解{registered['numerator']}件{unseen}",
                f"化解率{month.percent('resolved')}",
                month.rate_moved("resolved"),
            )
        )
    for key, name in (("concluded", "办结率"), ("in_time", "按期办结率")):
        if month.rate(key)["denominator"]:
            sentences.append(joined(f"{name}{month.share(key)}", month.rate_moved(key)))
    if month.rate("visited")["denominator"]:
        sentences.append(f"回访率{month.share('visited')}")
    if month.rate("satisfied")["denominator"]:
        contact = month.rate("contact")
        reach = f"（回访接通率{month.percent('contact')}）" if contact["denominator"] else ""
        sentences.append(f"满意率{month.share('satisfied')}{reach}")
    days = month.rate("days")
    if days["denominator"]:
        sentences.append(f"办结用时的中位数为{days['value']:g}天")
    return "；".join(sentences) + "。" if sentences else ""


def _kinds(month: Month) -> str:
    found = month.status.get("categories") or {}
    total = sum(int(each["new"]) for each in found.values())
    if not total:
        return ""
    ranked = sorted((code for code in found if found[code]["new"]), key=lambda c: -found[c]["new"])
    codes = month.office.codes
    named = [f"{codes.name(code)}{found[code]['new']}件" for code in ranked[:MOST]]
    rest = total - sum(found[code]["new"] for code in ranked[:MOST])
    if rest:
        named.append(f"其他类别{rest}件")
    top = ranked[0]
    equal = [code for code in ranked if found[code]["new"] == found[top]["new"]]
    most = ""
    if len(ranked) > len(equal):
        names, each = "、".join(map(codes.name, equal)), "各占" if len(equal) > 1 else "占"
        most = f"，{names}最多，{each}{percent(found[top]['new'], total)}"
    villages = found[top].get("villages") or {}
    where = sorted(villages, key=lambda code: -villages[code]["new"])[:1]
    place = ""
    if most and len(equal) == 1 and where and villages[where[0]]["new"] * 2 > found[top]["new"] > 2:
        place = f"，主要在{month.place(where[0])}（{villages[where[0]]['new']}件）"
    moved, busiest = _moved_kinds(month), _busiest(month)
    return (
        f"新增事项中，{'、'.join(named)}{most}{place}。{moved}{busiest}"
        f"{_sources(month, total)}{_people(month)}"
    )


def _moved_kinds(month: Month) -> str:
    """The categories that rose and fell most against the month before."""
    before = (month.previous or {}).get("categories")
    if before is None:
        return ""
    now = month.status.get("categories") or {}
    steps = {
        code: int((now.get(code) or {}).get("new", 0)) - int((before.get(code) or {}).get("new", 0))
        for code in (*now, *(code for code in before if code not in now))
    }
    name = month.office.codes.name
    parts = []
    for word, sign in (("增加", 1), ("减少", -1)):
        most = sorted(
            (c for c in steps if steps[c] * sign >= WORTH), key=lambda c: -sign * steps[c]
        )
        parts += [f"{name(code)}{word}{abs(steps[code])}件" for code in most[:NAMED]]
    return f"与上月相比，{'、'.join(parts)}。" if parts else ""


def _busiest(month: Month) -> str:
    """The village or the two where most was registered, when they stand out from the others."""
    ranked = sorted(month.units, key=lambda unit: -int(unit["flow"]["new"]))
    counts = [int(unit["flow"]["new"]) for unit in ranked]
    if len(counts) <= NAMED or counts[0] < WORTH:
        return ""
    first, second, third = counts[:3]
    if second > third and second * 2 > first:
        most = 2
    elif first > second:
        most = 1
    else:
        return ""
    named = "、".join(f"{unit['name']}{unit['flow']['new']}件" for unit in ranked[:most])
    share_ = percent(sum(counts[:most]), month.flow("new"))
    return f"登记较多的是{named}，{'共占' if most > 1 else '占'}{share_}。"


def _sources(month: Month, total: int) -> str:
    found = month.status.get("channels") or {}
    ranked = sorted((key for key in found if found[key]), key=lambda key: -found[key])
    if not ranked:
        return ""
    names = month.office.codes.channels
    if len(ranked) == 1:
        return f"来源全部为{names.get(ranked[0], ranked[0])}。"
    listed_ = "、".join(f"{names.get(key, key)}{found[key]}件" for key in ranked[:MOST])
    rest = total - sum(found[key] for key in ranked[:MOST])
    return f"按来源分，{listed_}{f'、其他{rest}件' if rest > 0 else ''}。"


def _people(month: Month) -> str:
    people = int(month.status.get("people") or 0)
    members = int(month.status.get("members") or 0)
    linked = f"；另有{members}件与已登记事项并案，计入人次" if members else ""
    return f"涉及{people}人次{linked}。" if people else ""
