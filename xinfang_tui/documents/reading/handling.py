"""How a matter stands, from a sentence about its handling (办理情况).

Clause by clause: what the last clause that says anything says holds. A matter counts as settled
only when the words say that it is, not that it shall, may, or partly is: an open one taken for
settled would be forgotten (DESIGN §1).
"""

from __future__ import annotations

import re

from xinfang_tui.disputes.dispute import OPEN, REFERRED, RESOLVED
from xinfang_tui.documents.reading.denials import by_word, denied, foreseen

_CLAUSE = re.compile(r"[，,。；;!！]")
_DAY = r"(?:\d{4}[年./-])?\d{1,2}[月./-]\d{1,2}[日号]?"
_OWN = r"(?:[欠借货垫]?款项?|租金|费用|钱|[土耕]?地|财物|[押定]金|彩礼|工资|车辆?)"
_HANDED_ON = "报|请示|移交|转|申请|约|通知|引导|告知|建议|委托|交由"
_DONE = re.compile(
    "|".join(
        (
            r"(?:化解|调[解处])(?:成功|完毕|到位|完成)|化解结束",
            r"达成了?(?:一致|和解|谅解|共识|.{0,6}协议)",
            r"(?:签[订署]|已签)了?.{0,6}(?:协议|和解书|谅解书|调解书|承诺书)|结案|销号|调解后?和解",
            r"握手言和|言归于好|重归于好|和好如初|息[访诉]|罢访|付清|结清",
            rf"(?:已经?|{_DAY})(?:[于在].{{1,10}}|全部|均|顺利|圆满|按期|按时|如期|妥善|依法|予以)?"
            r"(?:办结|和解|化解|解决)",
            r"(?:当场|当日|现场|全部|均|顺利|圆满|按期|按时|如期|予以|成功)办结"
            r"|^(?:办结|和解)(?=[了(（]|$)",
            r"(?:自行|自愿|最终|均|当场|成功|双方|相互|互相|予以)和解",
            r"(?:已经?|成功|圆满|全部|均|妥善|顺利)"
            r"(?:化解|解决|调结|处理|兑现|兑付|履行|支付|赔付|归还|返还|还清|还款|发放|补偿|修复)",
            r"(?:已经?|当场|现场)(?:恢复原状|兑付|谈妥)|(?:已经?|双方|夫妻|双方已)和好$",
            r"(?:已经?)?(?:协调|协商|调解|谈)(?:好|妥)了?$|化解了$|(?<!不)(?:签协议)$",
            r"得到了?(?:圆满|妥善|有效|彻底)?(?:解决|化解)|矛盾消除|自愿放弃|(?:支付|发放|履行)完毕|当场履行",
            r"双方均?(?:表示)?(?:满意|无异议)|不再(?:追究|纠缠|有争议|争吵|计较)|(?:赔偿|发放)到位",
            r"(?:事情|此事|就此|纠纷|矛盾)(?:已经?)?了结|^和好了?$",
            r"(?:表示|予以|互相|相互|[取得获][得到]了?.{0,8}(?:的|当面)?)谅解$",
            r"(?:当场|现场|当日|就地|即时|一次性)(?:化解|解决|调结)",
            rf"{_DAY}(?:已经?|成功)?(?:化解|解决|调结|办结)$",
            r"已经?(?:赔偿|赔付|补偿|赔礼道歉|[退返]还|支付|拆除|修复|整改|清理)(?:了?.{0,4})?(?:解决|化解|和解|结案)$",
            r"(?:纠纷|矛盾|问题)(?:已经?)?(?:解决|化解)$",
            r"得以(?:圆满|妥善|顺利|成功)?(?:化解|解决|平息)$",
            r"协商一致$|(?<!同意)(?<!要求)互不(?:追究|纠缠|相欠)",
            r"(?:已经?|均已|双方|当事人)(?:均|都)?签字(?:确认|认可)$",
            r"已经?(?:按.{1,6})?(?:恢复(?:原状|通行|通水|供水|供电|耕种)|维?修好|整改到位|整改完毕)了?$",
            rf"(?:(?<!部分)(?<!一半){_OWN}(?:均|都)?已经?(?:全部)?|已经?将(?:全部|所欠|所占)?{_OWN}(?:全部)?)"
            r"(?:归还|退还|返还|付给|还给)(?:给|了)*(?!.{0,3}(?:部分|一半))[\u3400-\u9fff]{2,4}$",
            rf"(?:已|经)(?!.{{0,8}}(?:安排|指派|指定|组织|成立|{_HANDED_ON}))"
            r".{0,6}(?:协调|协商|调解|劝解|疏导|沟通).{0,2}(?:解决|化解)$",
        )
    )
)
_AHEAD = re.compile(
    r"(?:未能?|没有?|尚未|还未|还没|暂未|仍未|不能|无法|难以|不愿|不肯|拒绝|拒不|不同意|有待|等待|待"
    r"|争取|力争|拟|将|准备|计划|预计|要求|督促|限期|尽快|尽早|推动|促成|促使|促进|以期|为了?|即将"
    r"|努力|确保|若|如(?![约期数初实愿此])果?|希望|建议|正在|继续|目标|定于|可望|有望|打算|考虑"
    r"|[明后][日天]|下[个]?[周月]|次[日月]|择日|改[日天]|(?:剩余|余下|其余).{0,4}(?:待|将|分期)).{0,12}$"
    # Just before the words: willing, able or bound to, but not yet; in part, or for now.
    r"|(?:同意|(?<!自)愿意?|意愿|可以?|可能|能够|申请|请求|(?<![主重])要|需|须|应当?|(?<![困疑艰为])难)"
    r"(?:自行|妥善|尽量)?$|(?:劝|动员|引导)(?:其|双方|当事人)?$|(?:不予|暂不|不|做好?|开展|曾)$|^等.{0,6}$"
    r"|(?:部分|一半|半数|多数|初步|意向性?|原则上?|基本上?|暂时?|大致|局部)(?:已经?|就.{1,8})?$"
)
_PROMISED = re.compile(r"(?:承诺|保证|答应|应允|许诺|约定|商定).{0,12}$")
_PEACE = re.compile(r"不再|满意|无异议|放弃|言和|于好|如初")
"""What parties promise each other is a settlement, unlike a payment or an end that is promised."""
_BY_THEN = re.compile(r"(?:前|内|底|之前|以前|以内)(?:将|能|要)?$")
_SINCE = re.compile(r"已经?[于在]?")
_BY_ONE = re.compile(
    r"^(?:(?!一方[与和同跟]).)*(?<!另)一方(?:当事人)?(?:已经?|先行?)?$|单方面?(?:已经?)?$"
    r"|(?:仅|只|暂|先)(?:[与和同跟].{1,10}|有.{1,8}|.[方某])(?:已经?)?$"
)
"""Before an agreement: it was reached with, or by, one side alone."""
_OF_SOME = re.compile(
    r"(?:[\d一二两三四五六七八九十百][户家人名方件起]|其)中.{0,4}?(?:[\d一二两三四五六七八九十百]+|部分|大?多数?)[户家人名方件起].{0,8}$"
    r"|(?:已有|现有|只有|仅有?|先有)[\d一二两三四五六七八九十百]+[户家人名].{0,8}$|除.{1,8}外(?:均|都|全部|其[余他它]).{0,4}$"
    r"|(?:部分|多数|少数|一些|个别|有的)(?:村民|群众|农户|户|业主|当事人|人|家|[职员民]工|工人|商户|居民|住户"
    r"|问题|诉求|款项?|工资|费用){1,2}(?:均|都)?(?:已经?)?(?:[与和同跟].{1,10})?$"
    r"|(?:首|头|第[一二三四五]|前[一二两三四五])[期付批笔项]款?(?:已经?)?$|(?<!最后)(?<![末分])一期款(?:已经?)?$|(?:定金|预付款?)(?:已经?)?$"
)
"""Before the words: some of those concerned, or some of what is owed."""
_PAID = ("付清", "结清", "一次性")
_TERMS = re.compile(
    r"(?:同意|愿意?|表示|答应|提出|主张|请求|申请(?!人)|(?<![退互谦礼])让|责[令成]|[年月]底"
    r"|(?:[年月周天号节庆]|[\d一二三四五六七八九十]日|之|以)[前内]|[下明]年|秋后|到期).{0,16}$"
    r"|分[\d一二两三四五六七八九十多几]+[次期批笔年](?:全部)?$"
)
_BY_WHOM = re.compile(r"(?<![经自缘事理])由(?![于此]).{0,16}$")
_AGREED = re.compile("达成|签|和解|言和|于好|化解|成功|谅解|[谈调解]好|谈妥|息[访诉]")
_TERMS_KEPT = re.compile("已(?!经?(?:同意|愿意?|表示|答应|约定|商定))|当[场日天]|现场|如数")
_OFFERED = re.compile(
    r"同意|愿意?|表示(?!满意|感谢|谅解|无异议|认可)|答应|提出|要求|请求|主张|索[要赔]|希望"
)
"""A clause of what somebody asks or offers: the payment that follows at once is part of it."""
_BEHIND = re.compile(
    r"了?(?:一半|大?部分|多数|过半|大半)|的?(?:意向|意愿|可能|愿望|希望|方案|草案|条件|基础|率|难度)"
    r"|(?<=[付清毕位])(?:之?后|以后|才|方)"  # paid first, settled then
    r"|一部分|不了|中|无(?:结果|果|效)|上报|材料|手续|工作|.{0,4}?\d+(?:\.\d+)?[%％件户起]|.{0,4}百分之"
)
_PAID_OR_DONE = re.compile(r"(?:还|支付|发放|赔付|补偿|兑[现付]|履行|解决|化解|处理)了?$")
_IN_PART = re.compile(r"[\u3400-\u9fff]{1,6}?(?:一半|一?大?部分|大半)")
"""已支付 工人大部分 工资: what was done for some, or of some."""
_PARTLY = re.compile("初步|意向|部分|框架|草案|口头意见|不了|不成")
_PENDING = re.compile(
    r"正在(?!回访)|(?:调解|化解|办理|处理|协商)中|跟进|进一步|继续(?!履行|关注|跟踪|跟进|回访|观察|做好?.{0,4}(?:回访|后续|服务|巩固|教育))|下一?步(?!.{0,6}回访)|尚未|未能|未果|未成|不成功"
    r"|失败|(?<![无未再])(?<!没有)(?<!未发现)反弹|不理想|又(?:起|闹|反复|上访|发生)|复发|僵持|分歧(?:较大|大|仍)|无法达成|达不成|不同意|不接受|拒绝|未达成|没有达成|未化解|未解决"
    r"|没有?解决|未办结|待(?:化解|调解|处理|解决|协商|核实|定|签|付)|稳控|暂时|暂缓|反悔|不履行|未履行"
    r"|未兑现|再次(?:发生|引发|争吵)|择日|约定.{0,8}再|(?:剩余|余下|还剩|尚有|另有)|余款|尾款"
    rf"|(?:{_HANDED_ON}).{{0,10}}(?:协调|协商|调解)(?:解决|化解)"
    r"|仍(?:[有在不需未]|然)|还(?:在|有意见|不)|不服|又有意见|未息"
)
_SPOKEN_OF = re.compile("办结|和解")
"""An end that is spoken of, and not as reached."""
_LEGAL = re.compile(
    r"已经?(?:向.{0,10})?(?:起诉|提起诉讼|诉至|(?:法院|法庭).{0,4}立案|申请仲裁|进入(?:司法|诉讼|仲裁)|移[送交]法院"
    r"|转入?(?:司法(?![所局助])|诉讼))"
    r"|(?:正在|已经?|在)走.{0,2}(?:诉讼|司法(?![所局助])|法律)(?:程序|途径)|(?:诉讼|司法)程序中"
    r"|(?:法院|法庭|仲裁委?).{0,2}已经?(?:判决|裁决|受理|立案|开庭)|等待?(?:法院|法庭|仲裁).{0,4}(?:判决|裁决|开庭)"
    r"|已经?引导.{0,8}(?:诉讼|起诉|司法(?![所局助])|法院|法庭|仲裁|法律途径)"
    r"|(?:法院|法庭|仲裁委?)(?:(?:正在|已经?)(?:审理|仲裁)|审理中)|已经?申请.{0,2}(?:仲裁|强制执行|行政复议)"
    r"|^引导(?:其|双方|当事人)?(?:走|通过|到|至|向).{0,4}(?:诉讼|司法(?![所局助])|法院|法庭|仲裁|法律).{0,6}$"
)


_ANSWERED = re.compile(
    r"(?:已经?|当场|现场)(?:(?!安排|承诺|答应|通知|联系|要求|督促|[上汇]报|移[交送]|转[交送办]|交办).){0,12}"
    r"(?:答复|回复|解释|说明|整改|清理|修复|恢复|拆除|处理).{0,8}[，,]"
    r"(?:信访人|来访人|诉求人|申请人|当事人|群众|村民)(?:均|都)?(?:对.{1,8})?(?:表示)?(?:很|非常)?满意"
)
"""What was asked for was answered or done, not promised or passed on, and who asked is content."""


def standing(sentence: str) -> str:
    """open, resolved or referred; empty when the sentence (without spaces) does not say."""
    stands, before, told = "", "", ""
    agreed = False
    for clause in _CLAUSE.split(sentence):
        if stands != RESOLVED or not (foreseen(clause) or by_word(clause, before)):
            stands = _said(clause, stands, before, agreed, told) or stands
        agreed = stands == RESOLVED and (agreed or _AGREED.search(clause) is not None)
        before, told = clause, f"{told}{clause}，"
    if stands != RESOLVED and _LEGAL.search(sentence):
        return REFERRED
    return RESOLVED if not stands and _ANSWERED.fullmatch(sentence) else stands


def _said(clause: str, stood: str, before: str, agreed: bool, told: str) -> str:
    """What a clause says, by what the clause before it and all of them (``told``) said."""
    done, against = -1, max((hit.start() for hit in _PENDING.finditer(clause)), default=-1)
    for hit in _DONE.finditer(clause):
        if _holds(clause, hit):
            if done >= 0 or agreed or not _is_terms(clause, hit, before):
                done = hit.end()
            else:
                against = max(against, hit.start())
        elif stood != RESOLVED or not _may_wait(clause, hit, agreed):
            against = max(against, hit.start())
    if done >= 0 or stood == RESOLVED:
        against = max(against, denied(clause, told))
    if done > against:
        return RESOLVED
    return OPEN if against >= 0 or (done < 0 and _SPOKEN_OF.search(clause)) else ""


def _is_terms(clause: str, hit: re.Match[str], before: str) -> bool:
    """Whether a payment in full is only offered, asked for or to be made in time."""
    ahead = clause[: hit.start()]
    if not hit.group().startswith(_PAID) or clause.startswith("了", hit.end()):
        return False
    if _TERMS_KEPT.search(ahead):
        return False
    if hit.group().startswith("一次性") and _BY_WHOM.search(ahead):
        return True
    return bool(_TERMS.search(ahead) or (len(ahead) < 4 and _OFFERED.search(before)))


def _may_wait(clause: str, hit: re.Match[str], agreed: bool) -> bool:
    """Whether what is still to come takes no settlement back: a payment foreseen, the list."""
    ahead, words = clause[: hit.start()], hit.group()
    if agreed and words.startswith(_PAID) and _BY_THEN.search(ahead) and not _AHEAD.search(ahead):
        return True
    return words == "销号" or _PROMISED.search(ahead) is not None


def _holds(clause: str, hit: re.Match[str]) -> bool:
    """Whether what the words say is done is told as done, wholly and by all."""
    ahead, words = clause[: hit.start()], hit.group()
    if _AHEAD.search(ahead) or _PARTLY.search(words) or _BEHIND.match(clause, hit.end()):
        return False
    if (words.startswith(("达", "签", "已签")) and _BY_ONE.search(ahead)) or _OF_SOME.search(ahead):
        return False
    if _PAID_OR_DONE.search(words) and _IN_PART.match(clause, hit.end()):
        return False
    if _BY_THEN.search(ahead) and not _SINCE.search(ahead + words[:1]):
        return False
    return not _PROMISED.search(ahead) or _PEACE.search(words) is not None
