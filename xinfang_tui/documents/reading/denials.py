"""What is told of an agreement and takes it back: not kept, not paid, not signed by all.

Looked for only where a settlement was told before; elsewhere the same words tell the cause.
"""

from __future__ import annotations

import re

_HARM = r"(?!.{0,6}(?:造成|带来|添))"
_LATER = r"(?!.{0,2}(?:之?前|的|部分|到?期))"
_DENIED = re.compile(
    "|".join(
        (
            r"(?:未|没有?)能?(?:按.{1,6}|全部|完全|全额|足额|如数|及时|实际|真正|得到|予以)?"
            r"(?:履行|履约|执行|兑[现付]|落实|支付|给付|赔付|付|归?还(?!原)|[返退]还|退(?![让出])|偿还|赔"
            r"|发(?![生现展觉])|拆|搬|腾退|修复|恢复|道歉|签(?!.{0,4}(?:协议|书面|纸质))|到位|到账|到手|生效"
            rf"|给{_HARM}){_LATER}",
            r"(?:未|没有?)按(?:时|期|约|照|协议|约定|规定)",
            r"(?:拒不?|不肯|不愿意?|不想|着不|迟不|直不)(?:按.{1,6}|及时)?"
            r"(?:履行|履约|执行|兑[现付]|支付|付|给|归?还|[返退]还|退|偿还|赔|拆|搬|签|道歉)|无[力法](?:履行|支付|偿|归|赔|兑)",
            r"不(?:按(?:时|期|约|照|协议|约定)|履行|履约|执行|兑[现付]|付款|付钱|付$|给钱|还[钱款]|签)",
            r"(?:未|没有?)(?:[收见]到.{0,6}(?:款|钱|金|费|工资|补偿)|[拿领]到)|[款钱金费资]没到(?!期)",
            r"(?:尚|仍|还|下|另|现|至今|目前)[欠差](?!的)|拖欠至今|(?:仍|继续|还在|一直|又)拖欠",
            r"(?:仅|只)(?:支付|给付|付|给|归?还|兑现|履行|到账|到位)",
            r"赖账|不认(?:[账可]|$)|不承认|(?<![无未])违约(?!责任|金|条款|方|者|的|处理)|毁约|变卦|食言|推翻|不配合|不干了|不到位",
            r"拖着|拖延|一拖再拖|迟迟|推[诿脱]|躲[着避]|失联|联系不上|找不到人|跑路|下落不明",
            r"(?:仍|又|还|继续|再次|多次|不断|反复|坚持|执意|扬言|依[旧然]|照样)(?!.{0,4}(?:[未没不有]再|不会)).{0,6}"
            r"(?:(?:上访|信访|缠访|投诉|举报)(?!人|户|者|的?问题)|闹|[围封]?堵|阻[拦挠止工])|(?:(?<![接收达得受未没])(?<!没有)到|(?<![未没])(?<!没有)[去赴]).{1,6}(?:(?:上访|投诉|举报)(?!人|户|者|的?问题)|闹)",
            r"(?<![无没除])(?<!没有)不(?:太|很|甚|够|是很)?满(?![\d一二三四五六七八九十两半])|(?<![没无])有(?:意见|异议|怨言|情绪|不满)",
            r"情绪(?:不稳|激动|波动)",
            r"(?:但|却|[仍还]然?|坚持|依[旧然])要求(?:对方)?(?:赔|补偿|[退返归]还|支付|给付|道歉)",
            r"(?:待|还[需要]|[尚仍]需)(?:与|跟|找|做|对)(?!.{0,4}回访)"
            r"|再(?:做.{1,6}工作|[与跟找].{1,8}(?:协商|沟通|谈|商量))",
            r"[\d一二两三四五六七八九十]+[户家](?:在外|外出)",
        )
    )
)
_IF = r"如果|[若倘]|一旦|(?<!例)如(?![约期数初实愿此])"
_NOT_SO = re.compile(
    rf"(?:{_IF}|约定|承诺|保证|答应|不再|未再|没再|没有再|不得|不准|不会|不能再|禁止|避免|防止|杜绝|停止)"
    r"(?:(?!但|却|可是|仍|至今).)*$"
    r"|(?:付清?|[结还]清|发放|补发|归还|返还|偿还)了?(?:其|所|全部)?$"
)
_NO_DENIAL = re.compile(
    r"^(?:因为?|由于)|引起|^没有?(?:给付|支付|赔偿)(?:任何|$)|已经?(?:消除|补[发付齐]|整改|做通)"
)
"""The clause tells the cause, that nothing was owed, or that it is mended."""
_CONDITION = re.compile(
    rf".{{0,3}}(?:{_IF}|逾期(?:不|的|按|每)|任何一方|一方违约|(?:约定|言明|载明|写明|注明)(?!.{{0,8}}再))"
)


_COSTS = r"(?:医[药疗]费?|治疗|检查|住院|误工|护理|营养|交通|材料|人工|运)费用?|本金|成本"
_TERM = re.compile(
    rf"(?:双方|同意|商定|对方)*(?:仅|只)(?:需|要)?(?:支付|给付|付|赔偿?|承担)(?:给?对方)?(?:{_COSTS}|[、和及])+"
)
"""What is to be paid, as agreed, and no more: 只支付医药费 (not 李某只支付了医药费)."""
_FORGIVEN = re.compile(
    r".{0,4}(?:未|没有?|无需|不用|不再)(?:要求|作|做|进行|予以)?(?:任何)?(?:经济)?赔偿"
)
_OWED = re.compile("赔|付|款|元|协议")
_UNWRITTEN = re.compile(
    r"(?:双方)?(?:均|都)?(?:不|未|没有?)(?:再|另)?签[订署]?(?:书面|纸质)?(?:调解)?协议书?"
)
_BY_WORD = re.compile("撤诉|撤回|撤案|口头|和解|和好|言和|(?:调解|化解|调处)成功|已化解")


def by_word(clause: str, before: str) -> bool:
    """Whether a clause only tells that what the one before it settled was not put in writing."""
    return _UNWRITTEN.fullmatch(clause) is not None and _BY_WORD.search(before) is not None


def denied(clause: str, told: str = "") -> int:
    """Where a clause last takes an agreement back; -1 when it does not.

    ``told``: the clauses before it; one who was forgiven (谅解) owes nothing any more.
    """
    forgiven = "谅解" in told and not _OWED.search(told) and _FORGIVEN.fullmatch(clause)
    if forgiven or _TERM.fullmatch(clause) or _NO_DENIAL.search(clause):
        return -1
    found = [
        hit.start() for hit in _DENIED.finditer(clause) if not _NOT_SO.search(clause[: hit.start()])
    ]
    return found[-1] if found else -1


def foreseen(clause: str) -> bool:
    """Whether a clause only tells what an agreement says for later, or for its breach."""
    return _CONDITION.match(clause) is not None
