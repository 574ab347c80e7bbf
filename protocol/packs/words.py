"""What a row without a value says in Chinese: `missing_zh` beside `missing`. Codes and sources stand in backticks."""
import re

EXACT = {
    "the day on which the new bounds began is not established": "新的缴费基数上下限自何日起执行尚未确定",
    "the fixed employee fee was not found": "未查到个人定额缴费标准",
    "not stated separately": "没有单独列明",
    "rates of classes 2 to 8 not found": "未查到二类至八类行业的费率",
    "the sources give different months; read the place's own text": "各来源所载月数不一致，须查当地文件原文",
    "whether the place raises the medical lump sum for occupational diseases is not established": "当地对职业病是否加发一次性工伤医疗补助金尚未确定",
    "whether the place reduces the sum near retirement is not established": "当地对临近退休年龄是否递减尚未确定",
    "which published life expectancy the place uses": "当地采用哪一次公布的人口平均预期寿命尚未确定",
    "name the tier: class tier1 or tier2": "须指明档次：`tier1` 或 `tier2`",
    "set by each city; Nanchang unknown": "由各市自定，南昌未知",
    "on the city's own average; figure not found": "按该市自己的平均工资计算，未查到数值",
    "Shenyang medical base not established": "沈阳医疗保险缴费基数尚未确定",
    "the notice's base covers long-term care too; rates not found": "通知所载基数也适用于长期护理保险，未查到费率",
    "the Production and Construction Corps has figures of its own; they were not found": "兵团另有标准，未查到",
    "Ningbo is pooled separately; its own bounds were not found": "宁波单独统筹，未查到其上下限",
    "CS treats the provincial base as common; not separately confirmed for Harbin medical": "来源 `CS` 视全省基数为统一基数，哈尔滨医疗保险未单独核实",
    "Chengdu: CS uses 4699~23493 for 2026; WT says a fixed 7646 for 2025; unresolved":
        "成都：来源 `CS` 2026年用4699至23493，来源 `WT` 称2025年固定为7646，未能确定",
    "province-level pool 2026: floor 6794, actual wage above it, no ceiling (冀医保字〔2019〕40号 by CS); Shijiazhuang city figure not found":
        "省本级2026年下限6794，高于下限按实际工资，无上限（冀医保字〔2019〕40号，来源 `CS`）；石家庄市的数值未查到",
    "大额医疗: CS gives 100 CNY a year but 0.83 CNY a month, which do not agree; left unknown":
        "大额医疗：来源 `CS` 称每年100元，又称每月0.83元，互不相符，留作未知",
    "ceiling agrees; Nanchang publishes only a minimum monthly deposit of 260 CNY in total (2600 by 10% arithmetic), no base floor":
        "上限一致；南昌只公布最低月缴存额合计260元（按10%折算为2600元），未公布基数下限",
    "large-sum is rate-based: 0.5% of the full-calibre average, half each; amount not seen":
        "大额医疗按比例缴纳：全口径平均工资的0.5%，单位和个人各半，未见金额",
    "large-sum as a rate of 0.5%; who pays it is not clear, so not added to either side": "大额医疗按0.5%缴纳，由谁缴纳不明，未计入任何一方",
    "the one source says 20 % a year in its text and deducts fixed months (2/4/6/7) in its code":
        "唯一来源的文字称每年递减20%，其程序却扣减固定月数（2、4、6、7个月）",
    "10 % a year and 30 % under one year by the source's text, 20 % a year by its code":
        "来源的文字称每年递减10%、不足一年按30%，其程序却每年递减20%",
    "10 % a year in one source, 20 % a year with a tenth as the least in another": "一个来源称每年递减10%，另一来源称每年递减20%、最低为十分之一",
    "months of the 2013 order; the wage they multiply was own wage by one source": "2013年规定的月数，其所乘的工资据一个来源为本人工资",
    "start date disputed: CS 2025-12-01, MW and RG 2026-01-01": "起始日期有争议：来源 `CS` 为2025-12-01，来源 `MW` 和 `RG` 为2026-01-01",
}
PATTERNS = [
    (r"(\d{4}): not published or not found by (\d{4})-(\d{2})", r"\1年：截至\2年\3月未公布或未查到"),
    (r"rates of classes 2 to 8 not found; the highest class pays (\d+) ppm", r"未查到二类至八类行业的费率；最高一类为百万分之\1"),
    (r"a yearly fee; the months' parts are not stated \((\S+) (\d+) CNY a year\)", r"按年缴费，各月分摊额未列明（\1每年\2元）"),
    (r"a yearly fee; the months' parts are not stated \((\S+) (\d+) CNY a year, taken 21 or 22 CNY a month; long-term care (\d+) CNY comes out of it, "
     r"not on top\)", r"按年缴费，各月分摊额未列明（\1每年\2元，每月扣21元或22元；长期护理\3元从中列支，不另收）"),
]


def chinese(text):
    """The Chinese of a text; one that has none stops the build, for it would be shown in English to a Chinese reader."""
    if text in EXACT:
        return EXACT[text]
    for pattern, words in PATTERNS:
        if re.fullmatch(pattern, text):
            return re.sub(pattern, words, text)
    raise ValueError(f"no Chinese for {text!r}: add it to words.py")
