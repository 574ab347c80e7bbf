/// 休息日加班工资: 200 % where no other rest is given (LL 44(2)).
enum OvertimeRestDay: ItemRule {
    static let code = ItemCode.overtimeRestDay

    static func applies(to facts: Facts) -> Bool {
        facts.holidayWork.contains { $0.kind == .restDay } || facts.workTime?.restDayHoursX10 != nil
    }

    static func compute(_ c: Calculation) throws -> [Item] { try HolidayPay.compute(c, code, .restDay, cls: "rest_day") }
}
