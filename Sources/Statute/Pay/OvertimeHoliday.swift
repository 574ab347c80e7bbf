/// 法定节假日加班工资: 300 %; time off in lieu does not replace it (LL 44(3)).
enum OvertimeHoliday: ItemRule {
    static let code = ItemCode.overtimeHoliday

    static func applies(to facts: Facts) -> Bool {
        facts.holidayWork.contains { $0.kind == .holiday } || facts.workTime?.holidayHoursX10 != nil
    }

    static func compute(_ c: Calculation) throws -> [Item] { try HolidayPay.compute(c, code, .holiday, cls: "holiday") }
}
