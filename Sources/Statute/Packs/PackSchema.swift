/// What a key may hold: the schema that every pack and every tenant value is checked against.
package struct KeyRule: Sendable {
    package let key: String
    /// Kinds of value allowed besides `unknown`.
    package let kinds: Set<PackValueKind>
    /// Must the row name an insurance line?
    package let hasLine: Bool
    /// The classes allowed; nil = no class, empty = any.
    package let classes: [String]?
    /// The shares or parts allowed; nil = none.
    package let who: [String]?
    /// A money series by years: unknown before its first row, and a hole in it must be stated as unknown.
    package let yearly: Bool
    /// The words allowed where the kind is `word`.
    package let words: [String]
    package let zh: String
    package let en: String
}

/// The keys of the rule packs. Names may be added, not renamed: tenants and facts use them.
package enum PackSchema {
    /// The insurance lines; maternity is stored apart even where it is collected with medical insurance.
    package static let lines = [
        "pension", "unemployment", "work_injury", "medical", "maternity", "large_sum", "long_term_care", "housing_fund",
    ]

    package static let all: [KeyRule] = regional + injury + employment + money + procedure

    private static let byKey: [String: KeyRule] = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })

    /// Keys that no calculation reads, and why they are kept: `statute packs` names them, so that nobody expects a correction to change an
    /// amount. A test holds that every other key is read.
    package static let informational: [String: Wording] = [
        "fine": .both("罚款由机关裁量，事实表不含其情形，不计入任何金额", "an authority's fine for acts outside the vocabulary; part of no amount"),
        "housing_fund_remit": .both("单位汇缴公积金的期限，不产生金额", "the employer's time to remit; no amount follows from it"),
        "day_hours": .both("小时工资由事实给出，不由月工资折算", "hourly wages are stated, not derived from the month's"),
        "marriage_leave_days": .both("婚假天数由期间给出，各地另有延长", "the days taken are stated; places add days of their own"),
    ]

    package static func rule(_ key: String) -> KeyRule? { byKey[key] }

    static func key(
        _ key: String, _ kinds: Set<PackValueKind>, line: Bool = false, classes: [String]? = nil, who: [String]? = nil,
        yearly: Bool = false, words: [String] = [], _ zh: String, _ en: String
    ) -> KeyRule {
        KeyRule(key: key, kinds: kinds, hasLine: line, classes: classes, who: who, yearly: yearly, words: words, zh: zh, en: en)
    }
}
