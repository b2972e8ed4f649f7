"""The list of commands, section by section, in the order of menus and help page."""

from __future__ import annotations

from screens.commands import Command

SECTIONS = {
    "app": "到处可用",
    "main": "各屏之间",
    "desk": "工作台",
    "sweep": "排查",
    "walk": "入户排查",
    "ledger": "台账",
    "dispute": "纠纷",
    "form": "填表",
    "summary": "汇总",
    "dispatch": "调度",
    "meeting": "联席会议",
    "bulletin": "通报",
    "paper": "文书",
    "data": "数据",
    "import": "导入台账",
    "settings": "设置",
}

COMMANDS: tuple[Command, ...] = (
    Command("app.help", "f1,?", "帮助", "这一屏能做什么、按什么键", "bz", 5),
    Command("app.register", "f2", "登记", "登记一件矛盾纠纷", "dj", 1, "register"),
    Command("app.search", "f3", "查找", "按事项、当事人、编号或拼音首字母查找", "cz", 2),
    Command("app.menu", "f4", "菜单", "这一屏的全部办法，每个功能键都在里面", "cd", 3),
    Command("app.refresh", "f5", "刷新", "重新读一遍数据", "sx"),
    Command("app.mask", "f9", "隐名", "姓名、电话到处隐去；再按一次显示", "ym", 4),
    Command("app.palette", "ctrl+p", "找办法", "输入汉字或拼音首字母，直接办", "zbf"),
    Command("app.person", "f12", "换人", "换一位同事来用", "hr"),
    Command("app.theme", "", "换颜色", "深色、浅色、高对比轮换", "hys"),
    Command("app.plain", "", "简朴显示", "旧终端画不齐时，用最简单的符号", "jpxs"),
    Command(
        "app.undo", "ctrl+z", "撤销", "撤销自己刚才那一条；别人接着办了的不能撤销", "cx", 0, "void"
    ),
    Command("app.back", "escape", "返回", "回到上一屏", "fh"),
    Command("app.quit", "ctrl+q,ctrl+c", "退出", "先备份，再退出", "tc"),
    Command("main.go_desk", "1", "工作台", "今天要做什么", "gzt"),
    Command("main.go_sweep", "2", "排查", "各村入户排查", "pc"),
    Command("main.go_ledger", "3", "台账", "全部矛盾纠纷", "tz"),
    Command("main.go_summary", "4", "汇总", "一月的数字", "hz"),
    Command("main.go_dispatch", "5", "调度", "上报、联席会议、包案", "dd"),
    Command("main.go_bulletin", "6", "通报", "通报稿和发布", "tb"),
    Command("main.go_data", "7", "数据", "收发、导入、备份", "sj"),
    Command("main.go_settings", "8", "设置", "村户、人员、期限、名称", "sz"),
    Command("desk.open", "enter", "查看", "打开这一类的纠纷", "ck", 1),
    Command("desk.brief", "f6", "快报", "此刻的数字，标注未定稿", "kb", 2, "report"),
    Command("sweep.open", "enter", "入户", "逐户走访这个村", "rh", 1, "sweep"),
    Command("sweep.zero", "f6", "零报告", "本月没有新发现，签字报告", "lbg", 2, "zero"),
    Command("sweep.submit", "f7", "报送", "把这个村本月的排查结果报上来", "bs", 3, "submit"),
    Command("sweep.sheet", "f8", "走访单", "打印一张走访单带着走", "zfd", 4, "report"),
    Command("sweep.typing", "", "补录纸单", "照着走访单快速录入", "bl", 5, "sweep"),
    Command(
        "sweep.round", "", "集中排查", "本月加开一轮集中排查，计入通报", "jzpc", 0, "summarise"
    ),
    Command("sweep.month_before", "left", "上月", "看上个月", "sy"),
    Command("sweep.month_after", "right", "下月", "看下个月", "xy"),
    Command("walk.none", "1", "无", "这一户没有矛盾纠纷", "w", 1),
    Command("walk.found", "2", "有，登记", "这一户有，打开登记表", "y", 2),
    Command("walk.missed", "3", "未见到", "没见到人，下次排在前面", "wjd", 3),
    Command("walk.redo", "backspace", "重填", "改回未查：这一户，或刚才填的那一户", "ct", 4),
    Command("walk.group", "f6", "跳组", "换到另一组", "tz", 5),
    Command("walk.way", "f7", "方式", "入户、电话、组长反映", "fs", 6),
    Command("walk.submit", "f8", "报送本月", "把这个村本月的排查结果报上来", "bs", 7, "submit"),
    Command("ledger.mark", "space", "选中", "选中这一件，可以一起办", "xz", 1),
    Command("ledger.open", "enter", "打开", "打开这一件", "dk", 2),
    Command("ledger.filter", "f6", "筛选", "按月份、村、层级、状态、类别筛选", "sx", 3),
    Command("ledger.order", "f7", "排序", "换一种排序", "px", 4),
    Command("ledger.batch", "f8", "批量", "对选中的各件一起办", "pl", 5),
    Command("ledger.columns", "", "列", "选择显示哪些列、排在哪里", "l"),
    Command("ledger.export", "", "导出所见", "把现在看到的导出成表格", "dc", 6, "export"),
    Command("ledger.mark_all", "ctrl+a", "全选", "选中筛选出来的全部", "qx"),
    Command("ledger.clear", "escape", "清除筛选", "回到全部", "qc", 7),
    Command("dispute.choose", "1,2,3,4,5,6", "办理", "按数字办理右边列出的事", "bl", 1),
    Command("dispute.more", "0", "其他办理", "全部办理事项，不能办的说明原因", "qt", 2),
    Command("dispute.correct", "7", "更正", "改一处填错的，旧的留着", "gz", 3, "correct"),
    Command("dispute.note", "8", "备注", "记一句话", "bzh", 4, "note"),
    Command("dispute.explain", "9", "期限说明", "这个期限是怎么算出来的", "qx", 5),
    Command("dispute.settle", "f6", "核对", "两处填报不一致，定下一个", "hd", 6, "settle"),
    Command("dispute.whole", "f7", "案情", "简要情况、每位当事人的电话住址，全部看", "aq", 7),
    Command("dispute.print", "f8", "打印", "登记表、协议书、交办单", "dy", 8, "report"),
    Command("form.save", "f8,ctrl+s", "保存", "检查并保存", "bc", 1),
    Command("form.next_page", "pagedown", "下一页", "到下一页", "xyy", 2),
    Command("form.previous_page", "pageup", "上一页", "回上一页", "syy", 3),
    Command("form.clear", "f7", "重填", "丢掉草稿，从头填", "ct", 4),
    Command("form.back", "escape", "放下", "先放下，草稿留着", "fx", 5),
    Command("summary.open", "enter", "查看", "打开这个数字背后的纠纷", "ck", 1),
    Command("summary.table", "f6", "换表", "村和指标、村和类别、各层变动", "hb", 2),
    Command("summary.reading", "f7", "报出／更正", "报出数与更正后数对照", "bc", 3),
    Command("summary.stage", "f8", "下一阶段", "汇总、调度、办结", "xyjd", 4, "summarise"),
    Command("summary.export", "", "导出", "把汇总表导出", "dc", 5, "export"),
    Command("summary.month_before", "minus,p", "上月", "看上个月", "sy"),
    Command("summary.month_after", "plus,n", "下月", "看下个月", "xy"),
    Command("dispatch.open", "enter", "打开", "打开这一件", "dk", 1),
    Command("dispatch.mark", "space", "选中", "只上报选中的", "xz", 2),
    Command(
        "dispatch.apply", "f8", "上报", "按规则上报选中的；没有选中就是全部", "sb", 3, "dispatch"
    ),
    Command("dispatch.meeting", "f6", "联席会议", "开会、接着开", "lxhy", 4, "meeting"),
    Command("dispatch.table", "f7", "换表", "待上报、会议、领导包案", "hb", 5),
    Command("meeting.decide", "1", "研究决定", "填这一件的决定", "jd", 1, "decide"),
    Command("meeting.next", "right,pagedown", "下一件", "下一件", "xyj", 2),
    Command("meeting.previous", "left,pageup", "上一件", "上一件", "syj", 3),
    Command("meeting.dispute", "2", "案卷", "打开这件纠纷", "aj", 4),
    Command("meeting.correct", "3", "更正", "更正日期、地点、主持、参加人", "gz", 6, "meeting"),
    Command("meeting.cancel", "4", "取消会议", "会不开了，写明理由", "qxhy", 7, "meeting"),
    Command(
        "meeting.close", "f8", "结束会议并生成纪要", "先看要写下什么，再写", "js", 5, "meeting"
    ),
    Command("bulletin.check", "f6", "自查", "核对合计、漏报的村、突变和姓名", "zc", 1),
    Command("bulletin.publish", "f8", "签发", "冻结数字，写出文书", "qf", 2, "issue"),
    Command("bulletin.export", "f7", "导出", "导出通报稿", "dc", 3, "report"),
    Command("bulletin.scan", "", "存签发件", "把盖章扫描件存档", "cqf", 4, "bulletin"),
    Command("bulletin.month_before", "left", "上月", "看上个月", "sy"),
    Command("bulletin.month_after", "right", "下月", "看下个月", "xy"),
    Command(
        "bulletin.reopen",
        "",
        "重开本月",
        "已发布的月份重开，要理由和批准人",
        "ck",
        0,
        "reopen_month",
    ),
    Command("paper.export", "f7", "导出", "写成文件", "dc", 1, "report"),
    Command("data.open", "enter", "办理", "办这一件", "bl", 1),
    Command("import.next", "f8", "下一步", "看下一步", "xyb", 1),
    Command("import.column", "enter", "改列", "改这一列的意思", "gl", 2),
    Command("import.previous", "backspace", "上一步", "回上一步", "syb", 4),
    Command("import.month", "f7", "月份", "台账是哪个月的", "yf", 5),
    Command("import.sheet", "f6", "换工作表", "换一个工作表", "hgzb", 3),
    Command("settings.open", "enter", "修改", "修改这一项", "xg", 1),
)
_BY_ID = {command.id: command for command in COMMANDS}


def command(name: str) -> Command:
    """The command with that id."""
    return _BY_ID[name]


def section(*names: str) -> tuple[Command, ...]:
    """All commands of the named sections, in order."""
    return tuple(each for each in COMMANDS if each.section in names)


def key_table() -> str:
    """The manual's key table, as Markdown."""
    lines: list[str] = []
    for name, title in SECTIONS.items():
        lines += [f"### {title}", "", "| 键 | 办法 | 说明 |", "|---|---|---|"]
        lines += [f"| {each.key or '菜单'} | {each.label} | {each.tip} |" for each in section(name)]
        lines.append("")
    return "\n".join(lines)
