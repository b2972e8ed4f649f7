"""What each kind of event carries: one table for validation, forms and help (DESIGN §4)."""

from __future__ import annotations

from xinfang_tui.tuples import NamedTuple

TEXT, DAY, BOOL, INT, MONEY, CHOICE, NAMES, TERMS, PLAN, TOLD, ANY = (
    "text",
    "day",
    "bool",
    "int",
    "money",
    "choice",
    "names",
    "terms",
    "plan",
    "told",
    "any",
)


class Field(NamedTuple):
    """One datum of an event kind.

    Attributes:
        name: JSON name; label: Chinese name on forms and in refusals.
        type: one of the types above; ``choices`` maps code to Chinese for ``choice``.
        required: whether the event is refused without it.
    """

    name: str
    label: str
    type: str = TEXT
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()


class Kind(NamedTuple):
    """An event kind: its Chinese name, what it carries, the sentence of the trail."""

    name: str
    label: str
    fields: tuple[Field, ...]


def _need(name: str, label: str, type: str = TEXT) -> Field:
    return Field(name, label, type, True)


def _pick(name: str, label: str, required: bool, **choices: str) -> Field:
    return Field(name, label, CHOICE, required, tuple(choices.items()))


REASON = _need("reason", "理由")
RUNG = {"village": "村", "township": "镇", "joint_meeting": "联席会议", "leader_case": "包案"}

DECISIONS = {
    "assign": "交办",
    "refer": "转法定途径",
    "back": "退回",
    "leader": "领导包案",
    "continue": "继续调处",
}

_TABLE = (
    Kind("correct", "更正", (_need("field", "栏目"), Field("value", "更正为", ANY, True), REASON)),
    Kind(
        "consent",
        "征求意愿",
        (
            _need("party", "当事人"),
            _pick("to", "事项", True, mediate="调解", mediator="调解员", wider="提交上级研究"),
            _need("given", "同意", BOOL),
        ),
    ),
    Kind(
        "urgent", "紧急情况", (_need("danger", "有什么危险"), Field("told", "已告知哪些单位", TOLD))
    ),
    Kind(
        "meet_party",
        "三见面",
        (
            _pick("stage", "环节", True, accept="受理时", inquire="调查中", reply="答复时"),
            Field("party", "当事人"),
        ),
    ),
    Kind(
        "mediate",
        "调解",
        (
            _pick("outcome", "结果", True, done="谈成", failed="未成", continued="改日再谈"),
            Field("place", "地点"),
            Field("people", "到场的人", NAMES),
            Field("next_on", "下次日期", DAY),
            Field("text", "经过"),
        ),
    ),
    Kind(
        "escalate",
        "上报",
        (
            REASON,
            _pick("to", "上报到", False, **RUNG),
            _pick("tier", "级别", False, township="镇领导", county="县领导"),
        ),
    ),
    Kind("accept", "受理", (Field("reason", "说明"), Field("reply_ref", "书面答复文号"))),
    Kind("return_down", "退回", (REASON, _pick("to", "退回到", False, **RUNG))),
    Kind(
        "transfer",
        "转其他单位",
        (_need("to", "转往单位"), REASON, Field("border", "是否转出本镇", BOOL)),
    ),
    Kind(
        "assign",
        "交办",
        (
            Field("unit", "责任单位"),
            Field("handler", "经办人"),
            Field("helpers", "协助的人", NAMES),
        ),
    ),
    Kind(
        "own",
        "领导包案",
        (
            _need("leader", "包案领导"),
            _pick("tier", "级别", False, township="镇领导", county="县领导"),
            Field("plan", "化解方案", PLAN),
            Field("helpers", "协助的人", NAMES),
            Field("due", "预计办结", DAY),
        ),
    ),
    Kind(
        "decide",
        "联席会议决定",
        (
            _need("meeting", "会议"),
            _pick("decision", "决定", True, **DECISIONS),
            Field("unit", "责任单位"),
            Field("handler", "经办人"),
            Field("leader", "包案领导"),
            Field("due", "完成期限", DAY),
            _pick("back_to", "退回到", False, **RUNG),
        ),
    ),
    Kind("extend", "延期", (REASON, _need("approver", "批准人"), _need("until", "延至", DAY))),
    Kind(
        "suspend",
        "中止",
        (REASON, _need("until", "中止到", DAY), _need("agreed_by", "哪些当事人同意", NAMES)),
    ),
    Kind("resume", "恢复调处", (Field("reason", "理由"),)),
    Kind("interim_reply", "阶段性答复", (_need("text", "答复内容"),)),
    Kind(
        "opinion",
        "处理意见",
        (
            _pick("opinion", "意见", True, support="支持", explain="解释疏导", refuse="不予支持"),
            Field("text", "内容"),
            Field("served_on", "送达日期", DAY),
        ),
    ),
    Kind(
        "resolve",
        "化解",
        (
            _need("method", "化解方式"),
            Field("organisation", "化解组织"),
            _pick("agreement", "协议形式", False, oral="口头", written="书面"),
            Field("terms", "协议内容", TERMS),
            Field("amount", "金额（元）", MONEY),
            Field("date_by_month", "日期按月份", BOOL),
        ),
    ),
    Kind("perform", "履行", (_need("term", "第几项", INT), _need("kept", "已履行", BOOL))),
    Kind("confirm", "司法确认", (Field("asked", "已申请", BOOL), Field("given", "已确认", BOOL))),
    Kind(
        "refer",
        "转法定途径",
        (_need("to", "转往"), REASON, Field("deadline_told", "已告知的期限")),
    ),
    Kind(
        "end",
        "终止",
        (
            _pick(
                "reason",
                "原因",
                True,
                refused="当事人拒绝调解",
                withdrawn="当事人撤回",
                failed="调解不成",
                other="其他",
            ),
            Field("remedies_told", "已告知的其他途径", NAMES),
        ),
    ),
    Kind(
        "visit_back",
        "回访",
        (
            _pick(
                "answer",
                "答复",
                True,
                satisfied="满意",
                basic="基本满意",
                unsatisfied="不满意",
                unreached="未联系上",
            ),
            _pick(
                "reason",
                "不满意的原因",
                False,
                unkept="协议没有履行",
                procedure="办理程序",
                regret="反悔",
                other="其他",
            ),
            Field("party", "回访谁"),
            Field("method", "方式"),
            Field("evidence", "佐证"),
        ),
    ),
    Kind("close", "销号", (REASON,)),
    Kind("reopen", "重开（反弹）", (REASON,)),
    Kind("object", "异议", (REASON,)),
    Kind(
        "surface",
        "上级登记",
        (
            _need("date", "日期", DAY),
            _need("office", "单位"),
            Field("people", "人数", INT),
        ),
    ),
    Kind(
        "instruct",
        "领导批示",
        (_need("leader", "领导"), _need("text", "批示"), Field("due", "期限", DAY)),
    ),
    Kind(
        "link",
        "关联",
        (
            _need("lead", "主件编号"),
            _pick("role", "关系", True, same="同一件事", split="分出", part="其中一件"),
        ),
    ),
    Kind(
        "unlink",
        "取消关联",
        (_need("lead", "主件编号"), _pick("role", "关系", False, different="不是同一件事")),
    ),
    Kind("attach", "附件", (_need("file", "文件"), Field("text", "说明"))),
    Kind("note", "备注", (_need("text", "内容"),)),
    Kind("seal", "密封", (Field("readers", "可以看的人", NAMES),)),
    Kind(
        "settle", "核对填报", (_need("conflict", "哪一项"), Field("value", "以哪个为准", ANY, True))
    ),
    Kind("void", "撤销", (_need("target", "哪一条"), Field("reason", "理由"))),
    Kind("erase", "依法删除", (_need("what", "删除什么"), Field("reason", "理由"))),
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in _TABLE}

PRINT = "print"
"""A paper was made with names; noted in the trail, a step of nothing."""

RETAIN = "retain"
"""What a narrow erasure leaves of the entries that it erased; follows it, a step of nothing."""

LABELS: dict[str, str] = {"register": "登记", PRINT: "打印", RETAIN: "保留其余"} | {
    k.name: k.label for k in _TABLE
}


def label(kind: str) -> str:
    """A kind as users read it, one of a newer program too."""
    return LABELS.get(kind, "新版程序的记录")


# The fields of a dispute that may be corrected or conflict, as users read them.
FIELD_NAMES: dict[str, str] = {
    "number": "编号",
    "title": "事项",
    "brief": "简要情况",
    "category": "类别",
    "scale": "规模",
    "people": "涉及人数",
    "channel": "来源",
    "occurred_on": "发生日期",
    "village": "村",
    "parties": "当事人",
    "reporter": "反映人",
    "handler": "经办人",
    "unit": "责任单位",
    "leader": "包案领导",
    "agent": "代理员",
    "topics": "主题",
    "places": "涉及村",
    "helpers": "协助的人",
    "external_refs": "其他系统编号",
    "superior_due": "上级要求期限",
    "working_group": "工作组",
    "mediation_class": "人民调解类别",
}
