package import Base

/// An invented person of a generated roster.
package struct GeneratedPerson: Sendable, Equatable {
    package var staffNo: String
    package var name: String
    package var isMale: Bool
    package var birth: LocalDate
    package var paperType: String
    package var paper: String
    package var phone: String
    package var departments: [String]
    package var post: String
    /// The manager's staff number; nil at the top.
    package var manager: String?
    package var joined: LocalDate
    package var left: LocalDate?
    /// Yuan a month.
    package var wage: Money
    package var bankAccount: String
}

/// Rosters and what belongs to them, invented from a seed: the same seed gives the same bytes. Identity numbers are well formed and
/// belong to nobody on purpose: their serial parts run from a seed, and no place has their region codes (99xxxx).
package struct Generator: Sendable {
    package let people: [GeneratedPerson]
    private let seed: UInt64
    private let asOf: LocalDate

    private static let units: [(name: String, teams: [String], posts: [String])] = [
        ("生产部", ["一车间", "二车间", "装配车间", "设备组"], ["操作工", "班组长", "设备维修工", "工艺员"]),
        ("质量部", ["来料检验", "过程检验"], ["检验员", "质量工程师"]), ("研发部", ["软件组", "硬件组", "测试组"], ["软件工程师", "硬件工程师", "测试工程师"]),
        ("销售部", ["华东区", "华南区", "海外区"], ["销售代表", "客户经理"]), ("物流部", ["仓储组", "运输组"], ["仓管员", "司机"]),
        ("人力资源部", ["招聘组", "薪酬组"], ["招聘专员", "薪酬专员"]), ("财务部", ["核算组", "资金组"], ["会计", "出纳"]), ("行政部", ["后勤组"], ["行政专员", "保安"]),
    ]

    /// `people` at least 1. Who stands early in the list manages who stands later: a head of each unit, a leader of each team.
    /// `prefix` begins every staff number, so that two rosters can live in one tenant.
    package init(seed: UInt64, people count: Int, asOf: LocalDate, prefix: String = "G") {
        self.seed = seed
        self.asOf = asOf
        let random = SeededRandom(seed: seed)
        var people: [GeneratedPerson] = []
        people.reserveCapacity(count)
        var heads: [String: String] = [:]
        for index in 0..<max(1, count) {
            people.append(Generator.person(index, prefix, random, asOf, &heads))
        }
        self.people = people
    }

    private static func person(
        _ index: Int, _ prefix: String, _ random: SeededRandom, _ asOf: LocalDate, _ heads: inout [String: String]
    ) -> GeneratedPerson {
        let (name, isMale, isResident) = Names.make(random)
        let unit = units[index == 0 ? 7 : (index + random.below(2)) % units.count]
        let team = unit.teams[random.below(unit.teams.count)]
        let staffNo = prefix + pad(index + 1, 5)
        let first = prefix + pad(1, 5)
        var departments = [unit.name]
        var post = unit.posts[random.below(unit.posts.count)]
        var manager: String?
        if index == 0 {
            post = "总经理"
        } else if let head = heads[unit.name] {
            departments.append(team)
            manager = heads[unit.name + team] ?? head
            if heads[unit.name + team] == nil {
                post = team + "组长"
                heads[unit.name + team] = staffNo
            }
        } else {
            (post, manager) = (unit.name + "经理", first)
            heads[unit.name] = staffNo
        }
        let birth = day(asOf, -(18 * 365 + 400 + random.below(40 * 365)))
        let joined = day(asOf, -(30 + random.below(min(9_000, max(31, birth.days(until: asOf) - 18 * 365)))))
        let hasLeft = index > 8 && random.below(100) < 4
        let base: Int64 = index == 0 ? 42_000 : manager == first ? 18_000 : 4_600
        return GeneratedPerson(
            staffNo: staffNo, name: name, isMale: isMale, birth: birth, paperType: isResident ? "身份证" : "护照",
            paper: isResident ? resident(birth, isMale, index) : "E" + pad(10_000_000 + random.below(89_999_999), 8),
            phone: "1\(["38", "39", "50", "58", "77", "86"][random.below(6)])" + pad(random.below(100_000_000), 8),
            departments: departments, post: post, manager: manager, joined: joined, left: hasLeft ? day(asOf, -random.below(25)) : nil,
            wage: Money(fen: (base + Int64(random.below(9_000))) * 100), bankAccount: "622202" + pad(random.below(1_000_000_000), 9) + pad(index % 10_000, 4))
    }

    private static func day(_ date: LocalDate, _ days: Int) -> LocalDate { date.adding(days: days) ?? date }

    static func pad(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// Regions 99xxxx, which were given to no place, birth date, a serial with the sex in its last digit, and the check digit.
    private static func resident(_ birth: LocalDate, _ isMale: Bool, _ index: Int) -> String {
        let (year, month, day) = birth.civil
        let serial = index % 500 * 2 + (isMale ? 1 : 0)
        let first = "99" + pad(index / 500 % 10_000, 4) + pad(year, 4) + pad(month, 2) + pad(day, 2) + pad(serial, 3)
        return first + String(IdentityField.checkDigit(first.compactMap(\.wholeNumberValue)))
    }

    /// A source of its own for each file, so that one file's bytes do not depend on another's.
    func random(_ file: UInt64) -> SeededRandom { SeededRandom(seed: seed &+ file &* 0x9E37_79B9) }

    // MARK: Files

    package func rosterCSV() -> [UInt8] {
        var out = CSVWriter.line([
            "工号", "姓名", "性别", "证件类型", "身份证号", "出生日期", "手机号", "一级部门", "二级部门", "职位", "直属上级工号", "入职日期", "员工状态", "离职日期",
            "银行卡号", "开户行", "合同开始日期", "合同结束日期", "合同期限", "月工资",
        ])
        for (index, person) in people.enumerated() {
            let end = contractEnd(index)
            out += CSVWriter.line([
                person.staffNo, person.name, person.isMale ? "男" : "女", person.paperType, person.paper, "\(person.birth)", person.phone,
                person.departments[0], person.departments.count > 1 ? person.departments[1] : "", person.post, person.manager ?? "",
                "\(person.joined)", person.left == nil ? "在职" : "离职", person.left.map { "\($0)" } ?? "", person.bankAccount, "中国工商银行",
                "\(person.joined)", end.map { "\($0)" } ?? "", end == nil ? "无固定期限" : "固定期限", person.wage.yuan(),
            ])
        }
        return out
    }

    /// Two contracts of three have an end; the roster and the list of contracts say the same.
    private func contractEnd(_ index: Int) -> LocalDate? { index % 3 == 0 ? nil : asOf.adding(days: 200 + index % 900) }

    package func contractsCSV() -> [UInt8] {
        var out = CSVWriter.line(["工号", "合同编号", "合同类型", "合同期限", "合同开始日期", "合同结束日期", "试用期结束日期", "续签次数", "月工资"])
        for (index, person) in people.enumerated() {
            let end = contractEnd(index)
            out += CSVWriter.line([
                person.staffNo, "HT-" + Generator.pad(index + 1, 6), "劳动合同", end == nil ? "无固定期限" : "固定期限", "\(person.joined)",
                end.map { "\($0)" } ?? "", person.joined.adding(months: 3).map { "\($0)" } ?? "", String(index % 3), person.wage.yuan(),
            ])
        }
        return out
    }

    /// Annual and sick leave of one year.
    package func leaveBalancesCSV(year: Int) -> [UInt8] {
        let random = random(3)
        var out = CSVWriter.line(["工号", "假期类型", "单位", "有效期开始", "有效期结束", "应休", "已休"])
        for person in people where person.left == nil {
            // By years of work: 5, 10 or 15 days (Regulation on Paid Annual Leave, article 3).
            let years = person.birth.days(until: asOf) / 365 - 22
            let days = years >= 20 ? 15 : years >= 10 ? 10 : 5
            out += CSVWriter.line([
                person.staffNo, "年休假", "天", "\(year)-01-01", "\(year)-12-31", String(days), String(random.below(days)),
            ])
            out += CSVWriter.line([person.staffNo, "病假", "天", "\(year)-01-01", "\(year)-12-31", "12", String(random.below(4))])
        }
        return out
    }
}
