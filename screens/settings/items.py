"""The list of 设置: what there is to set, and how each value reads."""

from __future__ import annotations

from dataclasses import dataclass

from screens.frame.session import Session
from screens.frame.themes import NAMES
from xinfang_tui.ladder.parse import ladder_of
from xinfang_tui.setting_checks import WEIGHT_NAMES
from xinfang_tui.settings import SHIFTED_WINDOW
from xinfang_tui.staff import ROLES


@dataclass(frozen=True, slots=True)
class Item:
    """One line: id, name, what it means, the action it takes, the heading it stands under."""

    id: str
    name: str
    about: str
    needs: str
    group: str


ITEMS = (
    Item(
        "places", "村（社区）", "名称、简称、合并；编号用的简称在全镇不重复。", "places", "村和户"
    ),
    Item(
        "households",
        "户",
        "各村的户：组、门牌、户主、常住租户空户。排查按这个顺序走。",
        "places",
        "村和户",
    ),
    Item(
        "import_places",
        "从表格导入",
        "CSV 或 Excel，表头写 代码、名称、级别、户数；或一户一行，"
        "表头写 户编码、组、门牌、户主、类型。",
        "places",
        "村和户",
    ),
    Item("staff", "人员", "姓名、岗位、负责哪个村。岗位决定能办什么。", "staff", "人员"),
    Item("person", "现在是谁在用", "换一位同事来用，随时可换。", "", "人员"),
    Item(
        "ladder",
        "层级和期限",
        "村、镇、联席会议、包案各多少天，几次未成就上报；存时会检查。",
        "settings",
        "规则",
    ),
    Item(
        "extra_days",
        "上班和放假",
        "放假安排以外，本地自定的上班日、休息日；期限按它顺延。",
        "settings",
        "规则",
    ),
    Item(
        "window",
        "统计时段和报送日",
        "自然月，或上月26日到本月25日；报送日遇节假日顺延。",
        "settings",
        "规则",
    ),
    Item(
        "meetings",
        "联席会议日程",
        "每月几号开会，或定下的日期；期限按下一次会议算。",
        "settings",
        "规则",
    ),
    Item("return_days", "回访天数", "化解之后第几天回访。", "settings", "规则"),
    Item(
        "weights",
        "考核权重",
        "各项合计 100。只考核单位，不考核人，不计上访数。",
        "settings",
        "规则",
    ),
    Item(
        "office", "单位名称与文书", "调解中心、签发人、文号、电话；印在文书上。", "settings", "文书"
    ),
    Item("fonts", "文书字体", "公文用的字体名称。", "settings", "文书"),
    Item(
        "templates",
        "模板和类别对照",
        "“模板”文件夹里放本单位的 Word、Excel 模板；上报表的类别对照表也在那里，可以改。",
        "settings",
        "文书",
    ),
    Item("mask_style", "隐名样式", "张某某，或 张**。", "settings", "文书"),
    Item("theme", "颜色", "深色、浅色、高对比。只管这台电脑。", "", "显示和按键"),
    Item("plain", "简朴显示", "旧终端画不齐时用最简单的符号。只管这台电脑。", "", "显示和按键"),
    Item("keymap", "按键", "给办法换一个键。", "settings", "显示和按键"),
)


_DATED = (
    ("village", "村"),
    ("township", "镇"),
    ("leader_case", "联席会议、包案"),
)


def value_words(name: str, session: Session, staff: int) -> str:
    """How a setting's value reads on one line."""
    settings, tree = session.settings, session.tree
    villages = tree.villages_of()
    if name == "places":
        return f"{settings.unit.name}　{len(villages)} 个村（社区）"
    if name == "households":
        return f"{sum(len(tree.inhabited(each.code)) for each in villages)} 户（常住、租户）"
    if name == "staff":
        return f"{staff} 人"
    if name == "person":
        who = session.staff
        return f"{who.name}　{ROLES[who.role].name}" if who else "没有指定，不限制"
    if name == "ladder":
        rungs = ladder_of(settings.ladder).rungs
        limits = (f"{each} {rungs[key].days} 天" for key, each in _DATED)
        return "、".join(limits) + ("" if settings.ladder else "（默认）")
    if name == "extra_days":
        return f"自定 {len(settings.extra_days)} 天" if settings.extra_days else "按国家放假安排"
    if name == "window":
        style = "上月26日—本月25日" if settings.window == SHIFTED_WINDOW else "自然月"
        day = f"，{settings.reporting_day} 日报送" if settings.reporting_day else "，最后一天报送"
        return style + day
    if name == "meetings":
        if settings.meetings.day:
            return f"每月 {settings.meetings.day} 日"
        days = settings.meetings.dates
        return "、".join(f"{day:%m-%d}" for day in days) if days else "没有固定日期"
    if name == "return_days":
        return "、".join(f"{day} 天" for day in settings.return_days)
    if name == "weights":
        return "　".join(f"{WEIGHT_NAMES[k]} {v}" for k, v in settings.weights.items())
    if name == "office":
        office = settings.office
        return "　".join(filter(None, (office.mediation_centre, office.signer))) or "还没有填"
    if name == "fonts":
        return f"标题 {settings.fonts.title}，正文 {settings.fonts.body}"
    if name == "mask_style":
        return "张某某" if settings.mask_style == "某" else "张**"
    if name == "theme":
        return NAMES.get(str(session.preferences.get("theme", "dark")), "深色")
    if name == "plain":
        return "开" if session.plain else "关"
    if name in ("import_places", "templates"):
        return ""
    return f"改了 {len(settings.keymap)} 个" if settings.keymap else "默认"
