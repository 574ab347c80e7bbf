/// Insurance lines as people call them.
enum LineName {
    static func text(_ line: String, _ language: PageLanguage) -> String {
        switch InsuranceLine(rawValue: line) {
        case .pension: language.pick("基本养老保险", "pension")
        case .unemployment: language.pick("失业保险", "unemployment")
        case .medical: language.pick("基本医疗保险", "medical")
        case .maternity: language.pick("生育保险", "maternity")
        case .all: language.pick("各险种", "all lines")
        case .workInjury: language.pick("工伤保险", "work injury")
        case .largeSum: language.pick("大额医疗", "large-sum medical")
        case .longTermCare: language.pick("长期护理保险", "long-term care")
        case .housingFund: language.pick("住房公积金", "housing fund")
        case nil: "`\(line)`"
        }
    }
}
