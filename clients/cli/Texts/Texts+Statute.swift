/// Texts of the tenant's own values of the law.
let statuteTexts: [String: Phrase] = [
    "help.overrides": Phrase("单位自定值（在服务器上，全员可见）", "the tenant's own values (on the server, readable by all its people)"),
    "help.overrides.discussion": Phrase(
        "自某日起替代规则库的值；每个计算结果都会标明，低于法定标准的另行标明。",
        "From a day on they stand in place of the packs' values; every answer marks them, and says where one is below what the law gives."),
    "help.overrides.list": Phrase("列出自定值，或查看一项", "list the values, or show one"),
    "help.overrides.export": Phrase("输出为 --overrides 所用的文件内容", "print them as the file that --overrides takes"),
    "help.overrides.set": Phrase("设定自定值（人事、管理员）", "set a value (HR, admin)"),
    "help.overrides.set.discussion": Phrase(
        "例：set policy_ppm '{\"ppm\":750000}' --class leave_pay_over_10_days --from 2026-01-01 --reason 手册修订 --source 《员工手册》第21条",
        "e.g. set policy_ppm '{\"ppm\":750000}' --class leave_pay_over_10_days --from 2026-01-01 --reason new --source \"Handbook 21\""),
    "help.overrides.end": Phrase("结束或撤回自定值（人事、管理员）", "end or withdraw a value (HR, admin)"),
    "help.overrides.end.discussion": Phrase(
        "--until 为最后一日；不填则整项撤回，对任何日期都不再适用。", "--until is its last day; without, it is withdrawn and counts for no day."),
    "help.overrides.key": Phrase("规则库的键，如 min_wage（见 gongdao statute packs show）", "key of the rule packs, e.g. min_wage (gongdao statute packs show)"),
    "help.overrides.value": Phrase("规则库写法的值，如 '{\"fen\":252000}'", "the value as a pack writes it, e.g. '{\"fen\":252000}'"),
    "help.overrides.at": Phrase("六位地区代码；000000 为所有地区", "six-digit place; 000000: everywhere"),
    "help.overrides.line": Phrase("险种", "insurance line"),
    "help.overrides.class": Phrase("类别", "class"),
    "help.overrides.who": Phrase("哪一方", "whose share"),
    "help.overrides.reason": Phrase("理由", "why"),
    "help.overrides.source": Phrase("依据：通知、合同、制度", "where it comes from: a notice, a contract, a rule"),
    "help.overrides.id": Phrase("自定值编号", "id of the value"),
    "empty.overrides": Phrase("没有单位自定值。", "No values of the tenant's own."),
    "error.override_value": Phrase("值应写成 JSON 对象，如 '{\"fen\":252000}'", "a value is a JSON object, e.g. '{\"fen\":252000}'"),
    "field.source": Phrase("依据", "source"),
    "field.days": Phrase("适用期间", "days"),
    "field.mark": Phrase("标记", "mark"),
    "word.override.in_force": Phrase("适用", "in force"),
    "word.override.ended": Phrase("已结束", "ended"),
    "word.override.withdrawn": Phrase("已撤回", "withdrawn"),
]
