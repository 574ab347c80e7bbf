/// The languages a page is written in.
package enum PageLanguage: String, Sendable, CaseIterable {
    case zh = "zh-Hans"
    case en

    func pick(_ zh: String, _ en: String) -> String { self == .zh ? zh : en }
}

extension ItemCode {
    func name(_ language: PageLanguage) -> String { language.pick(zh, en) }
}

extension Measure {
    func name(_ language: PageLanguage) -> String {
        switch self {
        case .due: language.pick("应付", "due")
        case .paid: language.pick("已付", "paid")
        case .shortfall: language.pick("差额", "shortfall")
        case .arrears: language.pick("补发", "arrears")
        case .total: language.pick("合计", "total")
        }
    }
}

extension Payer {
    func name(_ language: PageLanguage) -> String {
        switch self {
        case .fund: language.pick("工伤保险基金（或相应社保基金）", "the insurance fund")
        case .employer: language.pick("用人单位", "the employer")
        case .employee: language.pick("职工", "the employee")
        }
    }
}

extension Confidence {
    func name(_ language: PageLanguage) -> String {
        switch self {
        case .primaryText: language.pick("已读法规原文", "article read in full text")
        case .twoSources: language.pick("两个来源一致", "two sources agree")
        case .oneSource: language.pick("仅一个来源", "one source")
        case .knowledge: language.pick("未经核对", "not checked against a source")
        case .extrapolated: language.pick("由较晚的规定推得", "carried back from a later rule")
        case .disputed: language.pick("来源不一致", "sources disagree")
        }
    }
}
