/// 一次性工伤医疗补助金: the fund's lump sum on the end of the relation, grades 5-10 (WII 36(2), 37(2); SIL 38(7)).
enum LumpMedical: ItemRule {
    static let code = ItemCode.lumpMedical

    static func applies(to facts: Facts) -> Bool { LumpEmployment.applies(to: facts) }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let day = TerminationSums.day(sheet)
        let payer = sheet.fundPayer(.onEnd, on: day)
        return try TerminationSums.items(sheet, key: code.rawValue, payer: payer, day)
    }
}
