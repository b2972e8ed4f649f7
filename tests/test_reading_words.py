"""Statuses, categories, villages and parties by the words of ledgers."""

from __future__ import annotations

import pytest

from tests.ledger_kit import VILLAGES
from xinfang_tui.disputes.codes import codes_of
from xinfang_tui.documents.reading.categories import built_in
from xinfang_tui.documents.reading.parties import read_parties
from xinfang_tui.documents.reading.statuses import read_status
from xinfang_tui.documents.reading.text import one_line
from xinfang_tui.documents.reading.villages import Villages
from xinfang_tui.documents.reading.wordlists import read_channel, read_scale, read_visited

OPEN = [
    "未化解", "化解中", "调解中", "反弹", "上报", "移交", "已上报", "正在调处", "稳控中",
    "尚未化解",
    "调解未成功，双方分歧较大", "双方未能达成协议", "没有达成协议", "已达成口头协议，但对方反悔",
    "拟于10月底前办结", "村委会正在调解", "拒绝签订协议", "希望双方达成协议", "基本化解",
    "部分化解", "预计10月20日化解", "拟于2026.10.20化解", "要求10月20日办结",
    "已达成协议，尚未履行", "调解失败", "暂未解决", "化解不成功", "将于近日签订协议", "已受理",
    # 将来的、愿意的、部分的、有保留的
    "10月底前办结", "承诺10月底前办结", "保证月底前化解到位", "需月底前办结", "目标11月办结",
    "定于11月5日签订协议", "明日签订协议", "答应年底付清", "有和解意向", "双方愿意和解", "可以和解",
    "劝其息访", "承诺息访", "双方同意达成协议", "协议待签", "申请和解", "难和解", "办结率低",
    "部分达成协议", "达成初步协议", "达成意向性协议", "基本达成一致", "暂时和解", "已化解一半",
    "现已化解部分", "已化解3户，剩余2户", "张三已和解，李四还在闹", "已化解，但张三仍有意见",
    "已报镇政府协调解决", "已移交司法所调解解决", "已告知双方协商解决", "已约双方到村部协商解决",
    "已化解90%", "已化解一部分", "5件已化解3件", "已解决问题的80%", "已解决不了", "已处理中",
    "已处理无结果", "已全部处理上报", "不予结案", "暂不销号", "结案材料整理中", "等工资付清",
    "做好息诉罢访工作", "上次已化解，此次又起", "已化解后又反复", "2018年已签订协议，现又上访",
    "调解完成，结果不理想", "补偿款已发放一半", "待协调好后签协议", "尚未谈妥", "正在调解好转中",
    "已还款3000元，余款年底还清", "争取调解好", "拟签协议",
    "已支付首期款，余款年底付清", "应支付赔偿款，支付完毕后办结", "由县里办结",
    "前两期履行完毕", "一期款履行完毕", "协议第一项履行完毕，其余待履行", "正在撤诉",
    "第一期履行完毕", "待履行完毕", "要求当场履行", "引导双方签订协议",
]  # fmt: skip
SETTLED = [
    "已化解", "化解成功", "办结", "已办结", "结案", "调解成功", "已解决", "息访", "已化解。",
    "化解 成功",
    "双方已达成协议", "经调解，双方达成一致意见", "经调解未果，后经镇里再次调解，已达成协议",
    "握手言和",
    "经村委会多次调解，双方握手言和", "已签订调解协议", "已协调解决", "问题得到妥善解决",
    "当场化解", "10月20日化解", "已于10月18日化解", "化解完成", "一次性化解",
    "已支付工资5000元，双方无异议", "现场调解成功", "已化解（2026.10.3）", "矛盾已化解",
    "已化解，无反弹", "已化解，正在回访", "已化解，待销号", "已化解，下一步做好回访",
    "张三等已和解", "经反复调解，达成协议", "第三次调解成功", "经镇调委会调解解决",
    "双方达成协议，李某承诺10月底前付清赔偿款", "签订协议，约定11月付清",
    "双方已和解", "已于10月办结",
    "经调解，双方同意各让一步，达成协议", "双方同意调解并达成协议", "双方自愿达成如下协议",
    "经调解双方承诺不再追究", "已于10月20日前化解", "剩余款项已结清", "主要问题得到解决",
    "困难已解决",
    "劝解后双方达成协议", "调解成功后回访满意", "双方签订和解书", "以和解方式结案",
    "现已办结", "已完结",
    "已结", "已协调好", "已经调解好了", "村里调解好了", "化解了", "已谈妥", "双方已和好",
    "夫妻已和好", "已还清", "欠款已还清", "工资已发放", "已补偿", "已修复", "已恢复原状",
    "已当场兑付", "和平解决",
    "履行完毕", "已履行", "已调好", "调成了", "双方私了", "口头协议",
    "10月12日履行完毕", "协议履行完毕", "最后一期款履行完毕", "口头协议，当场履行",
    "女方同意退还5万元，已当场兑付", "10.12签协议", "司法确认",
    "已答复申请人，申请人满意",
]  # fmt: skip
AT_LAW = [
    "已转法定途径", "已向法院起诉", "已引导走诉讼程序", "已引导当事人走诉讼程序",
    "引导当事人走司法程序", "当事人已走司法途径", "已引导至法院诉讼", "诉讼程序中",
    "等待法院判决", "法院已判决", "县法院已受理", "正在走诉讼程序", "正在走司法程序",
    "调解未果，已引导起诉", "调解不成，引导诉讼", "法院正在审理", "县法院审理中", "一审中",
    "已判决", "已申请劳动仲裁", "强制执行中", "已申请行政复议",
]  # fmt: skip
WITHDRAWN = [
    "撤诉", "韩某撤诉", "原告撤诉", "申请人撤回申请", "当事人撤回调解申请", "李某主动撤诉",
    "当事人放弃调解", "一方不愿调解，终止", "当事人拒绝调解，终止调解",
]  # fmt: skip


@pytest.mark.parametrize("words", OPEN)
def test_words_that_leave_a_matter_open(words: str) -> None:
    assert read_status(words).status == "open"


@pytest.mark.parametrize("words", WITHDRAWN)
def test_words_that_end_a_matter_unsettled(words: str) -> None:
    assert read_status(words).status == "ended"


@pytest.mark.parametrize("words", AT_LAW)
def test_words_that_send_a_matter_to_law(words: str) -> None:
    assert read_status(words).status == "referred"


@pytest.mark.parametrize("words", SETTLED)
def test_words_that_settle_a_matter(words: str) -> None:
    assert read_status(words).status == "resolved"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "/",
        "—",
        "已上门做工作",
        "张某",
        "不满意",
        "待双方协商解决",
        "建议到法院起诉",
        "要求李四撤诉",
        "李四未撤诉",
        "建议由法院审理",
        "调解不成的，引导诉讼",
        "王某请求李某谅解",
        "已答复，信访人不满意",
        "已上报处理，村民满意",
        "已安排人员修复，群众满意",
        "已移交派出所处理，当事人满意",
        "动员李某撤诉",
        "李某承诺撤诉",
        "此事没有了结",
        "已转司法所",
        "已引导至司法所调解",
        "引导到司法所调解",
    ],
)
def test_words_that_do_not_say_settle_nothing(words: str) -> None:
    assert read_status(words).status == ""


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("是", "resolved"),
        ("√", "resolved"),
        ("1", "resolved"),
        ("否", "open"),
        ("×", "open"),
        ("无", "open"),
    ],
)
def test_answers_to_whether_it_is_settled(words: str, status: str) -> None:
    assert read_status(words, question=True).status == status


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("√已化解 □未化解", "resolved"), ("■化解 □未化解", "resolved"),
        ("☑已化解☐未化解", "resolved"),
        ("已化解√ 未化解□", "resolved"), ("□已化解 ☑未化解", "open"), ("已化解□未化解☑", "open"),
        ("（√）已化解 （ ）未化解", "resolved"), ("已化解[ ]、未化解[√]", "open"),
        ("√已化解 未化解", "resolved"), ("已化解√ 未化解", "resolved"), ("已化解 √未化解", "open"),
        ("状态：☑已化解 ☐未化解", "resolved"), ("□化解中 □未化解 ☑已化解", "resolved"),
        ("☑已化解", "resolved"), ("已化解√", "resolved"), ("√已化解 ×未化解", "resolved"),
        ("□已化解 □未化解", ""), ("☑已化解 ☑未化解", ""), ("□已化解", ""), ("已化解√未化解", ""),
        ("●经村委会调解双方达成协议", "resolved"),
    ],
)  # fmt: skip
def test_of_choices_with_boxes_in_one_cell_the_ticked_one_is_read(words: str, status: str) -> None:
    assert read_status(words).status == status


def test_boxes_of_an_answer_below_a_question() -> None:
    assert read_status("☑是 □否", question=True).status == "resolved"
    assert read_status("是□ 否☑", question=True).status == "open"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("已销号", "closed"),
        ("已转法定途径", "referred"),
        ("已向法院起诉", "referred"),
        ("已终止", "ended"),
        ("调处中", "open"),
        ("已化解待回访", "resolved"),
    ],
)
def test_the_statuses_of_our_own_export(words: str, status: str) -> None:
    assert read_status(words).status == status


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("欠薪", "0701"), ("宅基地", "0902"), ("征地", "1102"), ("婚姻家庭", "01"),
        ("环境污染", "0504"),
        ("土地承包", "0901"), ("借贷", "0804"), ("山林", "0903"), ("赡养", "0102"),
        ("物业", "0402"),
        ("邻里", "02"), ("交通事故", "0503"), ("邻里纠纷", "02"), ("婚姻家庭类", "01"),
        ("0901", "0901"),
        ("0901 土地承包经营纠纷", "0901"), ("土地及资源权属纠纷/土地承包经营纠纷", "0901"),
        ("1.婚姻家庭纠纷", "01"), ("（三）邻里纠纷", "02"), ("家庭（赡养）", "01"),
        ("山林、土地", "09"),
        ("征地拆迁", "11"), ("损害赔偿", "05"), ("劳动争议", "07"), ("其他", "99"), ("901", "0901"),
    ],
)  # fmt: skip
def test_categories_by_the_words_of_offices(words: str, code: str) -> None:
    reading = built_in().read(words)
    assert (reading.code, reading.sure) == (code, True)


@pytest.mark.parametrize("words", ["邻里、婚姻", "民事纠纷", "9", "杂七杂八", "见备注"])
def test_a_category_that_is_unsure_is_99(words: str) -> None:
    reading = built_in().read(words)
    assert (reading.code, reading.sure) == ("99", False)


def test_every_name_and_code_of_the_list_reads_as_itself() -> None:
    codes = codes_of()
    for code, name in codes.categories.items():
        for words in (code, f"{code} {name}", f"{code}{name}", f"{code}-{name}"):
            assert built_in().read(words).code == code, words
        for words in (name, codes.label(code)):
            assert codes.name(built_in().read(words).code) == name, words


@pytest.mark.parametrize(
    ("words", "name", "group"),
    [
        ("东湾村", "东湾村", ""), ("东湾", "东湾村", ""), (" 东 湾 村 ", "东湾村", ""),
        ("东湾村委会", "东湾村", ""), ("东湾村民委员会", "东湾村", ""),
        ("双桥镇东湾村", "东湾村", ""),
        ("柳树沟村二组", "柳树沟村", "二组"), ("柳树沟2组", "柳树沟村", "2组"),
        ("新民社区第三网格", "新民社区", "第三网格"), ("新民居委会", "新民社区", ""),
        ("东湾村（二组）", "东湾村", "二组"), ("石桥村张庄", "石桥村", "张庄"),
        ("341623101202", "石桥村", ""), ("双桥镇柳树沟村二组", "柳树沟村", "二组"),
    ],
)  # fmt: skip
def test_villages_in_every_spelling(words: str, name: str, group: str) -> None:
    reading = Villages(VILLAGES).read(words)
    assert VILLAGES.get(reading.code) == name
    assert reading.group == group


@pytest.mark.parametrize(
    "words",
    [
        "东弯村",
        "双桥镇",
        "双桥镇政府",
        "二组",
        "湾",
        "全镇",
        "石桥镇",
        "邻县石桥村",
        "外乡镇东湾村",
    ],
)
def test_a_village_that_is_not_known_is_not_guessed(words: str) -> None:
    assert Villages(VILLAGES).read(words).code == ""


def test_a_village_of_another_township_is_not_ours() -> None:
    villages = Villages(VILLAGES | {"341623101000": "双桥镇"})
    assert villages.read("双桥镇东湾村").code == "341623101200"
    assert villages.read("青山镇东湾").code == ""


def test_of_several_villages_the_first_leads() -> None:
    reading = Villages(VILLAGES).read("东湾村、西坡村")
    assert (reading.code, reading.others) == ("341623101200", ("341623101201",))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("张某、李某", ["张某", "李某"]), ("张某，李某", ["张某", "李某"]),
        ("张某;李某/王某", ["张某", "李某", "王某"]),
        ("张三 李四", ["张三", "李四"]), ("李 明", ["李明"]), ("张三\n李四", ["张三", "李四"]),
        ("张某与李某", ["张某", "李某"]), ("张某和李某", ["张某", "李某"]), ("王和平", ["王和平"]),
        ("和平村合作社、王和平", ["和平村合作社", "王和平"]), ("张某诉李某", ["张某", "李某"]),
        ("甲方：张某；乙方：丰收有限公司", ["张某", "丰收有限公司"]), ("张某等3人", ["张某"]),
        ("李四及其家属", ["李四及其家属"]), ("买买提·艾力、张三", ["买买提·艾力", "张三"]),
        ("张某（男，45岁）", ["张某"]), ("无", []), ("不详", []), ("张某、张某", ["张某", "张某"]),
        ("张某甲（甲方） 李某乙（乙方）", ["张某甲", "李某乙"]),
        ("甲方张某 乙方李某", ["张某", "李某"]),
        ("张某、李某（夫妻）与王某", ["张某", "李某", "王某"]),
        ("张某13800000001 李某13800000002", ["张某", "李某"]),
        ("王建国-李长顺", ["王建国", "李长顺"]), ("王建国 - 李长顺", ["王建国", "李长顺"]),
        ("张秀英↔陈强", ["张秀英", "陈强"]), ("A-B公司", ["A-B公司"]),
        ("王建国夫妇与李长顺一家", ["王建国夫妇", "李长顺一家"]),
        ("东湾村民组与西坡村民组", ["东湾村民组", "西坡村民组"]),
        ("王建国与其妻李某", ["王建国", "李某"]),
        ("安徽宏达建筑有限公司 张建国", ["安徽宏达建筑有限公司", "张建国"]),
        ("王集乡砖厂 张三 李建民", ["王集乡砖厂", "张三", "李建民"]),
        ("安徽 宏达建筑有限公司", ["安徽宏达建筑有限公司"]),
        ("中国建设银行 东湾支行", ["中国建设银行东湾支行"]),
        ("东湾村 村民委员会", ["东湾村村民委员会"]),
        ("“张某、李某”", ["张某", "李某"]), ("“张某”、“李某”", ["张某", "李某"]),
        ("甲：张三 乙：李四", ["张三", "李四"]),
        ("甲：张三，乙：李四、王五", ["张三", "李四", "王五"]),
        ("甲：张三（13800000001）乙：李四", ["张三", "李四"]), ("被反映人：李四", ["李四"]),
        ("张甲：13800000001，李乙：13900000001", ["张甲", "李乙"]),
        ("反映人：张三 被反映人：李四", ["张三", "李四"]), ("当事人甲：张三", ["张三"]),
        ("欧阳修与司马光和诸葛亮", ["欧阳修", "司马光", "诸葛亮"]),
        ("张三｜李四", ["张三", "李四"]),
        ("阿卜杜拉·买买提与李四", ["阿卜杜拉·买买提", "李四"]),
        ("宏达公司与张三、李四等8名工人", ["宏达公司", "张三", "李四"]),
        ("张三，男，1980.1.1，东湾村；李四，女，1982.2.2", ["张三", "李四"]),
        ("‘张某’", ["张某"]), ("张某“老三”、李某", ["张某“老三”", "李某"]),
        ("“宏达”公司、张三", ["“宏达”公司", "张三"]), ("张某（李某之父）", ["张某"]),
        ("张三对李四", ["张三", "李四"]), ("张三 对 李四、王五", ["张三", "李四", "王五"]),
        ("张三状告李四", ["张三", "李四"]), ("张三 诉李四", ["张三", "李四"]),
        ("张三（原告）诉李四（被告）", ["张三", "李四"]), ("张三对村委会", ["张三", "村委会"]),
        ("宏达公司对张三", ["宏达公司", "张三"]), ("张三.李四", ["张三", "李四"]),
        ("张三（13800000001）对李四（13900000002）", ["张三", "李四"]),
        ("张三－李四", ["张三", "李四"]), ("张三+李四", ["张三", "李四"]),
        ("张三﹑李四丶王五", ["张三", "李四", "王五"]), ("张三。李四。", ["张三", "李四"]),
        ("张三与张三的母亲", ["张三", "张三的母亲"]), ("张三的母亲", ["张三的母亲"]),
        ("李四与张三之子", ["李四", "张三之子"]),
        ("申请人张三 被申请人李四", ["张三", "李四"]), ("张三 夫妇", ["张三夫妇"]),
        ("张三 东湾村委会", ["张三", "东湾村委会"]), ("张三 等 5 人", ["张三"]),
        ("王建国 宏达建筑有限公司", ["王建国", "宏达建筑有限公司"]),
        ("李对华", ["李对华"]), ("张三对门李四", ["张三对门李四"]),
        ("安徽广告有限公司", ["安徽广告有限公司"]), ("安徽对外贸易公司", ["安徽对外贸易公司"]),
        ("江苏申诉中心", ["江苏申诉中心"]), ("买买提.艾力", ["买买提.艾力"]),
    ],
)  # fmt: skip
def test_parties_in_every_order(words: str, names: list[str]) -> None:
    assert [party.name for party in read_parties(words).parties] == names


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("张建国（男，45岁，东湾村三组）", "东湾村三组"), ("张三（东湾村三组，男）", "东湾村三组"),
        ("张三（男，住东湾村三组12号，13800000001）", "东湾村三组12号"),
        ("张三 东湾村三组", "东湾村三组"), ("张三（李四之子，东湾村）", "东湾村"),
        ("张三（东湾村、三组）", "东湾村、三组"),
        ("张三（东湾村三组）", "东湾村三组"), ("张某（李某之父）", ""), ("张三（男，45岁）", ""),
    ],
)  # fmt: skip
def test_the_place_in_a_bracket_is_where_a_party_lives(words: str, address: str) -> None:
    reading = read_parties(words)
    assert [party.address for party in reading.parties] == [address]
    assert ("男" in words) <= (reading.notes[:1] == (f"当事人原写“{words}”",))


def test_a_company_and_the_person_beside_it_are_two_parties() -> None:
    found = read_parties("安徽宏达建筑有限公司 张建国 13800000001").parties
    assert [(p.name, p.kind, p.phone) for p in found] == [
        ("安徽宏达建筑有限公司", "company", ""),
        ("张建国", "person", "13800000001"),
    ]


def test_people_named_by_their_number_are_counted() -> None:
    assert read_parties("张某等3人").people == 3
    assert read_parties("张某等十余户").people is None
    assert read_parties("宏达公司与李四等8名工人").people == 8
    assert read_parties("张三等三人与李四等四人").people == 7
    assert read_parties("张三等十余人与李四等四人").people is None


@pytest.mark.parametrize(
    ("words", "phone"),
    [
        ("13800000000", "13800000000"), ("13800000000.0", "13800000000"),
        ("1.38E+10", "13800000000"),
        ("138 0000 0000", "13800000000"), ("１３８００００００００", "13800000000"),
        ("0558-7654321", "0558-7654321"),
    ],
)  # fmt: skip
def test_telephones_without_what_a_number_format_did_to_them(words: str, phone: str) -> None:
    assert read_parties("张三", words).parties[0].phone == phone


def test_each_telephone_goes_to_its_name_by_order() -> None:
    given = read_parties("张三、李四、王五", "13800000001、—、13800000003").parties
    assert [party.phone for party in given] == ["13800000001", "", "13800000003"]
    inside = read_parties("张三（13800000001）、李四13800000002").parties
    assert [party.phone for party in inside] == ["13800000001", "13800000002"]


def test_an_id_number_that_lost_its_digits_or_fails_its_check_is_told() -> None:
    good = read_parties("张三", "", "11010519491231002x")
    assert good.parties[0].id_number == "11010519491231002X"
    assert good.notes == ()
    lost = read_parties("张三", "", "110105194912310000")
    assert "丢失" in lost.notes[0]
    exponent = read_parties("张三", "", "1.10105E+17")
    assert "丢失" in exponent.notes[0]
    wrong = read_parties("张三", "", "110105194912310021")
    assert "校验位" in wrong.notes[0]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("张某", "person"),
        ("丰收有限公司", "company"),
        ("东湾村二组", "collective"),
        ("东湾村", "collective"),
        ("柳树沟村", "collective"),
        ("新民社区", "collective"),
        ("张新村", "person"),
        ("第三村民小组", "collective"),
        ("公司", "company"),
        ("农业银行双桥支行", "company"),
        ("农商行", "company"),
        ("双桥加油站", "company"),
    ],
)
def test_kinds_of_parties(name: str, kind: str) -> None:
    assert read_parties(name).parties[0].kind == kind


def test_channels_scales_and_visits_by_their_words() -> None:
    assert read_channel("网格员排查") == "screening"
    assert read_channel("12345热线") == "hotline"
    assert read_channel("群众来访") == "visit"
    assert read_channel("隔壁") == ""
    assert (read_scale("个体性事件"), read_scale("02"), read_scale("20人以上")) == ("01", "02", "")
    assert (read_visited("是"), read_visited("未回访"), read_visited("满意")) == (True, False, True)
    assert read_visited("/") is None


@pytest.mark.parametrize("words", ["纪检", "举报村干部", "干部作风", "涉组织涉纪检纠纷"])
def test_accusations_against_officials_are_known_by_their_words(words: str) -> None:
    assert codes_of().guess(words)[0].startswith("15")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("是（10月20日）", "resolved"), ("否，正在调解", "open"), ("是，尚未履行", "open"),
        ("√。", "resolved"), ("√（10月20日）", "resolved"), ("√，李某满意", "resolved"),
        ("√，尚未履行", "open"), ("×，未化解", "open"), ("×未化解", "open"), ("√", "resolved"),
    ],
)  # fmt: skip
def test_an_answer_with_more_behind_it(words: str, status: str) -> None:
    assert read_status(words, question=True).status == status


def test_a_case_on_file_somewhere_is_not_yet_at_court() -> None:
    assert read_status("已立案").status == ""
    assert read_status("法院已立案").status == "referred"


PAIRS = [("张三", "13900000001"), ("李四", "13900000002")]


@pytest.mark.parametrize(
    "words",
    [
        "张三 13900000001 李四 13900000002", "张三13900000001李四13900000002",
        "张三、13900000001、李四、13900000002", "张三\n13900000001\n李四\n13900000002",
        "1.张三13900000001 2.李四13900000002", "13900000001张三、13900000002李四",
        "甲方：张三（13900000001） 乙方：李四（13900000002）",
        "张三 电话13900000001、李四 电话：13900000002",
        "张三，男，45岁，13900000001；李四，女，40岁，13900000002",
    ],
)  # fmt: skip
def test_each_name_keeps_the_telephone_written_beside_it(words: str) -> None:
    assert [(p.name, p.phone) for p in read_parties(words).parties] == PAIRS


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("双方当事人：张三、李四", ["张三", "李四"]), ("原告张三，被告李四", ["张三", "李四"]),
        ("张三 男 45 东湾村", ["张三"]), ("张三 诉 李四", ["张三", "李四"]),
        ("张三(父)李四(子)", ["张三", "李四"]), ("①张三②李四", ["张三", "李四"]),
        ("1、张三；2、李四", ["张三", "李四"]), ("张三 男 45岁 李四 女 40岁", ["张三", "李四"]),
        ("宏达（集团）有限公司、张三", ["宏达(集团)有限公司", "张三"]),
        ("'张三、李四", ["张三", "李四"]), ("[/x]、=cmd", ["[/x]", "=cmd"]), ("（张三）", ["张三"]),
    ],
)  # fmt: skip
def test_what_stands_around_names_makes_no_names(words: str, names: list[str]) -> None:
    assert [p.name for p in read_parties(words).parties] == names


@pytest.mark.parametrize(
    "words", ["张三（丈夫）、李四", "王小二（代理人：李律师）", "110105194912310021"]
)
def test_words_that_fit_no_party_are_kept_in_a_note(words: str) -> None:
    assert read_parties(words).notes[0] == f"当事人原写“{words}”"


@pytest.mark.parametrize(
    ("title", "code"),
    [("物业不作为", "0402"), ("村委会不作为", "1502"), ("举报村书记贪占低保款", "1502")],
)
def test_a_title_speaks_of_officials_only_when_it_names_one(title: str, code: str) -> None:
    assert built_in().in_title(title).code == code


def test_a_telephone_that_a_number_format_may_have_cut_is_told_of() -> None:
    assert "可能已经丢失" in read_parties("张三", "1.39E+10").notes[0]
    assert read_parties("张三", "1.3900000001E+10").notes == ()


@pytest.mark.parametrize(
    ("words", "names", "people"),
    [
        ("群众6人与村委会", ["群众6人", "村委会"], 6), ("张三等6人与村委会", ["张三", "村委会"], 6),
        ("王集村村民12人和砖厂", ["王集村村民12人", "砖厂"], 12),
        ("群众6人、张三", ["群众6人", "张三"], None),
        ("张三户与李四户", ["张三户", "李四户"], None),
        ("业主代表：陈红", ["陈红"], None), ("负责人：周旺", ["周旺"], None),
        ("宏达公司负责人：周旺", ["宏达公司", "周旺"], None),
        ("一组村民代表：赵六13800000000", ["赵六"], None),
    ],
)  # fmt: skip
def test_who_is_counted_and_who_speaks_for_a_party(
    words: str, names: list[str], people: int | None
) -> None:
    reading = read_parties(words)
    assert ([p.name for p in reading.parties], reading.people) == (names, people)


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("村民、群众、业主、农民工、群众6人", "collective"),
        ("施工队、村委会、村委、开发商、砖厂、派出所", "company"),
        ("张三、李春生、王家长、陈四名、周众", "person"),
    ],
)
def test_bare_words_for_many_or_an_office_are_no_person(names: str, kind: str) -> None:
    found = read_parties(names).parties
    assert {p.kind for p in found} == {kind}
    assert [p.name for p in found] == names.split("、")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("民政", "12"), ("道交", "0503"), ("征迁", "11"), ("民政类", "12"), ("刮擦", "0503"),
        ("车辆刮擦", "0503"), ("干群", "1201"),
        ("干群关系", "1201"), ("房屋", "0902"), ("治安", "99"), ("环境", "0504"), ("感情", "0101"),
    ],
)  # fmt: skip
def test_broad_categories_go_where_they_fit_best(words: str, code: str) -> None:
    assert built_in().read(words).code == code


@pytest.mark.parametrize(
    ("phones", "given"),
    [
        ("李四：13900000002；张三：13800000001", ["13800000001", "13900000002"]),
        ("13900000002（李四）、13800000001（张三）", ["13800000001", "13900000002"]),
        ("李四13900000002", ["", "13900000002"]),
        ("无\n13900000002", ["", "13900000002"]),
        ("/、139 0000 0002", ["", "13900000002"]),
        ("13800000001\n无", ["13800000001", ""]),
    ],
)
def test_a_telephone_belongs_to_whom_it_names_and_to_nobody_who_has_none(
    phones: str, given: list[str]
) -> None:
    assert [party.phone for party in read_parties("张三、李四", phones).parties] == given


def test_a_card_belongs_to_whom_it_names() -> None:
    cards = "李四：11010519491231002X"
    assert [p.id_number for p in read_parties("张三、李四", "", cards).parties] == [
        "",
        "11010519491231002X",
    ]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("张XX与李XX", ["张XX", "李XX"]),
        ("张×和李××", ["张×", "李××"]),
        ("张　　三、李  四", ["张三", "李四"]),
        ("张三\\李四", ["张三", "李四"]),
        ("张三等人与某公司", ["张三", "某公司"]),
    ],
)
def test_names_half_hidden_drawn_apart_or_followed_by_others(words: str, names: list[str]) -> None:
    assert [party.name for party in read_parties(words).parties] == names


@pytest.mark.parametrize("words", ["王 五  李 四", "王 五　　李 四", "王  五  李  四"])
def test_names_drawn_apart_stay_two_names(words: str) -> None:
    assert [party.name for party in read_parties(words).parties] == ["王五", "李四"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("东湾村三组村民张三", [("张三", "东湾村三组")]), ("东湾村王大力", [("王大力", "东湾村")]),
        ("村民张三、邻居：李四", [("张三", ""), ("李四", "")]),
        ("周建国之妻吴小丽", [("吴小丽", "")]), ("张三和妻子李梅", [("张三", ""), ("李梅", "")]),
        ("丈夫：张三 妻子：李四", [("张三", ""), ("李四", "")]),
        ("一方：张三，另一方：李四", [("张三", ""), ("李四", "")]),
        ("原告张三被告李四", [("张三", ""), ("李四", "")]),
        ("东湾村张三（西坡村二组）", [("张三", "西坡村二组")]), ("老乡王五", [("王五", "")]),
    ],
)  # fmt: skip
def test_what_somebody_is_called_by_is_no_part_of_the_name(
    words: str, found: list[tuple[str, str]]
) -> None:
    reading = read_parties(words)
    assert [(party.name, party.address) for party in reading.parties] == found
    assert words == "东湾村王大力" or reading.notes == (f"当事人原写“{one_line(words)}”",)


@pytest.mark.parametrize(
    "words", ["东湾村王家湾", "东湾村文书", "欧阳建国", "东湾村委会", "王子女王", "张三的母亲"]
)
def test_what_names_nobody_behind_a_place_is_left_whole(words: str) -> None:
    assert [party.name for party in read_parties(words).parties] == [words]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("王建国 李 明", ["王建国", "李明"]), ("李 明 王建国", ["李明", "王建国"]),
        ("买卖提·阿不都 古丽·买买提", ["买卖提·阿不都", "古丽·买买提"]),
        ("双桥小学／赵六", ["双桥小学", "赵六"]), ("张三←→李四", ["张三", "李四"]),
        ("张三 110105194912310021 李四 11010519491231002X", ["张三", "李四"]),
        ("张三 丰", ["张三丰"]), ("马 哈 木 提", ["马哈木提"]), ("欧 阳修", ["欧阳修"]),
    ],
)  # fmt: skip
def test_names_side_by_side_stay_apart(words: str, found: list[str]) -> None:
    assert [party.name for party in read_parties(words).parties] == found


def test_half_hidden_telephones_and_cards_are_no_parties() -> None:
    reading = read_parties("张三，130****1234、李四（340123********4512，139××××5678）")
    assert [(p.name, p.phone, p.id_number) for p in reading.parties] == [
        ("张三", "130****1234", ""),
        ("李四", "139××××5678", "340123********4512"),
    ]
    assert reading.notes == ()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("矛盾已化解，继续关注", "resolved"), ("已化解，继续跟踪回访", "resolved"),
        ("已调解成功，继续做好后续工作", "resolved"), ("已化解，继续做工作", "open"),
        ("正在调解，继续关注", "open"), ("暂时平息，继续关注", "open"), ("继续关注", ""),
    ],
)  # fmt: skip
def test_going_on_to_look_after_what_is_settled_takes_nothing_back(words: str, status: str) -> None:
    assert read_status(words).status == status


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("个访", "visit"), ("集体访", "visit"), ("初访", "visit"), ("重复访", "visit"),
        ("信", "letter"), ("访", "visit"), ("网", "online"), ("电", "phone"),
        ("走访", "screening"), ("接访", "reception"),
    ],
)  # fmt: skip
def test_the_channels_of_a_register_of_petitions(words: str, channel: str) -> None:
    assert read_channel(words) == channel


def test_a_double_surname_drawn_apart_and_a_card_behind_an_apostrophe() -> None:
    (party,) = read_parties("欧阳 建国", "", "'11010519491231002X").parties
    assert (party.name, party.id_number) == ("欧阳建国", "11010519491231002X")
    assert [each.name for each in read_parties("欧阳锋 司马懿").parties] == ["欧阳锋", "司马懿"]
