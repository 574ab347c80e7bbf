/// Why a question cannot be read, in words. The wire carries the reason's code and `expected` in English; a page is in one language.
extension FactError {
    func text(_ language: PageLanguage) -> String {
        let why = FaultText.reasons[reason].map { $0.text(language) } ?? reason.rawValue
        return why + language.pick("，应为：", "; expected: ") + (language == .en ? expected : FaultText.chinese(expected))
    }
}

enum FaultText {
    static let reasons: [FactError.Reason: Wording] = [
        .unknownName: .both("没有这个名称", "no such name"), .wrongType: .both("类型不对", "another kind of value"),
        .badValue: .both("数值不对", "a value that cannot be"), .absent: .both("缺少此项", "not there"), .tooMany: .both("条目过多", "too many"),
    ]

    /// What was expected, in Chinese; what has no words of its own is shown as it stands, as a code.
    static func chinese(_ expected: String) -> String {
        if let known = exact[expected] { return known }
        for (prefix, zh) in prefixes where expected.hasPrefix(prefix) { return zh + code(expected.dropFirst(prefix.count)) }
        return code(expected[...])
    }

    /// As a code span, which must not hold the marks of another.
    private static func code(_ text: Substring) -> String {
        let bare = text.hasSuffix("`?)") ? text.dropLast(3) : text
        return "`" + bare.filter { $0 != "`" } + "`"
    }

    private static let prefixes: [(String, String)] = [
        ("one of ", "下列之一："), ("a name of the vocabulary (did you mean ", "词表中的名称，相近的有 "), ("a whole number from ", "整数，范围 "), ("at most ", "至多 "),
        ("one JSON object ", "一个对象 "), ("dated values of pack keys: ", "规则库键的带日期数值："),
        ("no overlap with ", "与下列区间不重叠："),
    ]

    private static let exact: [String: String] = [
        "a name of the vocabulary": "词表中的名称", "an object": "一个对象", "a list": "一个列表", "a text": "一段文字", "a day": "一个日期",
        "a value": "一个值", "true or false": "是或否", "a whole number": "整数", "an item code": "项目代码", "a list of item codes": "项目代码的列表",
        "each month once": "每月一次", "a day not before `from`": "不早于 `from` 的日期", "a day not before entered_on": "不早于 `entered_on` 的日期",
        "a day not before the injury": "不早于受伤之日的日期", "a day after born_on": "晚于出生之日的日期", "a day not before injured_on": "不早于受伤之日的日期",
        "a day not more than 300 days after died_on": "不晚于死亡后300日的日期", "a day, YYYY-MM-DD or YYYY-MM": "日期，`YYYY-MM-DD` 或 `YYYY-MM`",
        "a day, YYYY-MM-DD or YYYY-MM, of the years 1900 to 2200": "1900年至2200年的日期，`YYYY-MM-DD` 或 `YYYY-MM`",
        "six digits, GB/T 2260; 000000 for national rules only": "六位行政区划代码；000000 为仅适用全国规定",
        "six digits, GB/T 2260, with /pool where needed": "六位行政区划代码，必要时加 `/pool`",
        "the day the question is asked, YYYY-MM-DD": "提问之日，`YYYY-MM-DD`", "monthly_fen or annual_fen": "`monthly_fen` 或 `annual_fen`",
        "a province or city of GB/T 2260; 000000 for national rules only": "国家行政区划代码中的省或市；000000 为仅适用全国规定",
        "a day not after as_of": "不晚于提问之日的日期", "a day not before due_from": "不早于 `due_from` 的日期",
        "coverage joined_late where the employer joined later": "后来参保的，`coverage` 应为 `joined_late`",
        "the grade of one of the injuries": "所列工伤之一的等级", "one spouse": "一名配偶", "an age that agrees with born_on": "与出生日期相符的年龄",
        "not more days than since the injury": "不多于受伤以来的日数", "the months from due_from to due_to": "`due_from` 至 `due_to` 的月数",
        "at most 200 bytes": "至多200字节", "name and facts": "`name` 和 `facts`",
    ]
}
