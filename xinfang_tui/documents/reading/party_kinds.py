"""What kind of party a name is of: a person, a company or a collective (个人、单位、集体)."""

from __future__ import annotations

import re

from xinfang_tui.disputes.surnames import COMMON

COMPANY = re.compile(
    r"(?:公司|集团|厂|合作社|银行|医院|卫生院|学校|中学|小学|幼儿园|超市|酒店|饭店|养殖场|农场|商行|门市部"
    r"|工程队|项目部|事务所|砖厂|矿|物业|委员会|村委会|居委会|政府|办事处|派出所|局|所|中心|信用社|施工队"
    r"|[支分]行|农商行|[农信]?联社|营业部|宾馆|旅馆|网吧|饭馆|餐馆|药店|加油站|搅拌站|养老院|敬老院|福利院|驾校"
    r"|大学|学院|卫生室|诊所|商[店场]|协会|商会|业委会|经营部|经销部|维修部)$"
)
COLLECTIVE = re.compile(r"(?:组|村民|群众|业主|居民|农户|住户|工人|农民工|社员)$")
COUNTED = re.compile(
    r"(?<=[\u3400-\u9fff]{2})(?:等|约|共)*(?:\d+|[一二三四五六七八九十百两]+)[余多]?(?:人|名|户)$"
)
"""How many there are of a party: 群众6人, 张某等3户."""
_COMPANIES = frozenset(
    (
        *("村委会", "居委会", "村委", "村两委", "村集体", "经联社", "业委会"),
        *("政府", "镇政府", "乡政府", "派出所", "卫生院", "卫生室", "医院", "学校", "小学", "中学"),
        *("幼儿园", "银行", "农商行", "信用社", "供电所", "水厂", "自来水厂", "粮站"),
        *(
            "公司",
            "企业",
            "工厂",
            "物业",
            "超市",
            "饭店",
            "合作社",
            "加工厂",
            "砖厂",
            "砂厂",
            "砂场",
        ),
        *("采石场", "石料场", "养殖场", "养猪场", "养鸡场"),
        *("施工队", "施工方", "工程队", "项目部", "承包商", "承包方", "开发商", "供应商"),
    )
)
_COLLECTIVES = frozenset(
    (
        *("村民", "群众", "业主", "居民", "农户", "住户", "商户", "租户", "村组", "村民组", "社员"),
        *("工人", "农民工", "民工", "职工", "员工", "学生", "家长", "消费者"),
    )
)
NO_NAMES = _COMPANIES | _COLLECTIVES


def kind_of(name: str) -> str:
    """Whether a name is of a person, a company or a collective; 张新村 may be a person."""
    core = COUNTED.sub("", name) if name.endswith(("人", "名", "户")) else name
    if core.removeprefix("某") in _COMPANIES or (COMPANY.search(core) and len(core) > 3):
        return "company"
    many = core in _COLLECTIVES or (COLLECTIVE.search(core) and len(core) > 2)
    many = many or (core.endswith(("村", "社区")) and (len(core) > 3 or core[0] not in COMMON))
    return "collective" if many else "person"
