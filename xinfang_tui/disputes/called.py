"""The name in what somebody is called: 东湾村三组村民张三, 邻居李四, 周建国之妻吴小丽."""

from __future__ import annotations

import re

from xinfang_tui.tuples import NamedTuple

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫余"
    "潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚庞樊兰殷施"
    "陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢岳齐梅莫庄辛管祝左涂谷祁舒耿牟詹关苗凌费纪靳盛童欧甄项曲"
    "游阳裴席卫查屈鲍覃霍翁隋甘景司柏宁柯阮桂闵华冉吉饶刁瞿戚丘古池滕晋邬臧宫苟褚廉简娄符奚穆燕郎冀谈姬屠郜晏栾"
    "郁蒙喻窦迟敖冷卓仇艾蓝巩仲乐虞卞封楚佟栗匡宗巫鞠桑荆岑蔺欧司上诸"
)
_NAME = rf"[{_SURNAMES}](?:(?![和与及跟同])[\u3400-\u9fff×*＊]){{1,2}}"
_KIN = (
    "妻子|丈夫|[父母]亲|儿子|女儿|儿媳|女婿|哥哥|弟弟|姐姐|妹妹|婆婆|公公|岳[父母]|前[夫妻]|[孙侄]子"
    "|外甥|配偶|家属"
)
_ROLE = (
    "村民|居民|社员|群众|农户|住户|户主|邻居|业主|租户|租客|房东|工人|民工|农民工|职工|商户|店主|车主"
    "|司机|老人|老乡|同乡|包工头|承包户|承包人|承租人|出租人|信访人|来访人|上访人|反映人|诉求人|投诉人|求助人|申请人|被申请人"
)
_HOME = (
    r"[\u3400-\u9fff]{0,10}?(?:[\u3400-\u9fff](?:村|社区|镇|乡)"
    r"|第?[\d一二三四五六七八九十百]{1,3}(?:村民)?(?:小组|组|社|队))"
)
_CALLED = (
    rf"(?:(?P<home>(?![老同]乡){_HOME})(?:{_ROLE}|民)?|(?:{_ROLE})|(?:{_NAME}[的之]?|其)?(?:{_KIN})"
    rf"|(?:{_NAME}[的之]|其)[夫妻父母子女兄弟姐妹])(?P<name>{_NAME})(?P<behind>夫妇|夫妻|一家|等人|家)?"
)
_NO_NAME = (
    r"[村组社队厂店场所站院校园库湾庄屯寨坡沟岗坝坪塘桥路口田地山林河家户民主任员会部委长]$"
    "|书记|会计|文书"
)


class Called(NamedTuple):
    """Where somebody is said to be of (empty when nowhere), and the bare name."""

    home: str
    name: str


def called(words: str) -> Called | None:
    """The name and home that somebody is called by; None when the words are a name and no more."""
    hit = re.fullmatch(_CALLED, words) if len(words) > 3 else None
    if hit is None or re.search(_NO_NAME, hit["name"]):
        return None
    return Called(hit["home"] or "", hit["name"] + (hit["behind"] or ""))
