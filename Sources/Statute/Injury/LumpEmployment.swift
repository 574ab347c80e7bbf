/// 一次性伤残就业补助金: always the employer's (WII 36(2), 37(2); SIL 39(3)).
enum LumpEmployment: ItemRule {
    static let code = ItemCode.lumpEmployment

    static func applies(to facts: Facts) -> Bool {
        switch facts.highestGrade {
        case .known(let grade): grade >= 5
        case .unknown: true
        default: false
        }
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let day = TerminationSums.day(sheet)
        return try TerminationSums.items(sheet, key: code.rawValue, payer: .employer, day)
    }
}
