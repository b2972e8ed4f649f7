"""Words that speak of an official's conduct: such a matter goes to 纪检监察机关 (DESIGN §5).

A hint, never a verdict: whoever registers is asked, and what he answers counts. Officials who are
merely a party of a quarrel, or settle it, are none.
"""

from __future__ import annotations

import re
import unicodedata

_WHO = (
    r"(?:(?:村|社区?|镇|乡|街道|驻村|包村|公职|国家)?干部|(?:村|总)?支书|支部书记|书记|(?<!委会)(?<!员会)主任"
    r"|村长|镇长|乡长|会计|文书|出纳|[村小]?组长|社长|所长|站长|局长|科长|村?两委|村委(?:会|(?!会))|居委(?:会|(?!会))"
    r"|村民委员会|工作人员|公职人员|公务员|民警|网格员|信访办|镇政府|乡政府|派出所|民政所)"
)
_WRONG = (
    r"(?:贪污|受贿|索贿|行贿|收受(?!彩礼|聘礼|定金|订金|礼金)|收(?:了|过)?好处|好处费|辛苦费|红包"
    r"|回扣|吃拿卡要|优亲厚友|以权谋私|徇私|滥用职权|假公济私|中饱私囊|私分|公款|小金库|虚报|冒领"
    r"|套取|骗取|渎职|失职|违纪|暗箱操作|索要(?!.{0,6}(?:欠|借|工资|彩礼|赔偿|药费|货款|租|工钱))"
    r"|(?:侵占|侵吞|挪用|截留|克扣|私吞|独吞|瓜分).{0,8}"
    r"(?:款|资金|补贴|补助|补偿|低保|扶贫|救济|救灾|公益|集体|公章|工程|项目|租金))"
)
_REPORT = r"(?:举报|检举|揭发|控告)"
_ACTS = "调解|劝|协调|到场|报案|报警|出警|协助|出面|介入|处理"
"""What an official does about a quarrel, or is asked to."""
_GAP = rf"(?:(?!{_ACTS})[^。；！？\n])"
_SPEAKS = re.compile(
    rf"{_WHO}{_GAP}{{0,20}}?{_WRONG}|{_WRONG}{_GAP}{{0,10}}?{_WHO}(?!{_ACTS})"
    rf"|{_REPORT}(?:(?!，|,){_GAP}){{0,8}}?{_WHO}(?!{_ACTS})"
)


def speaks_of_officials(text: str) -> bool:
    """Whether a matter's words tell of an official's misconduct."""
    return _SPEAKS.search("".join(unicodedata.normalize("NFKC", text).split(" "))) is not None
