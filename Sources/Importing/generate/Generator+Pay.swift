import Base

/// Pay slips and contributions, by rates as they are common; what a tenant really owes comes from Statute's packs, not from here.
extension Generator {
    /// One kind of contribution with its rates in millionths.
    struct Rate {
        let word: String
        let code: String
        let employer: Int64
        let employee: Int64
    }

    static let rates = [
        Rate(word: "养老", code: "pension", employer: 160_000, employee: 80_000), Rate(word: "医疗", code: "medical", employer: 85_000, employee: 20_000),
        Rate(word: "失业", code: "unemployment", employer: 5_000, employee: 5_000), Rate(word: "工伤", code: "work_injury", employer: 4_000, employee: 0),
        Rate(word: "公积金", code: "housing_fund", employer: 70_000, employee: 70_000),
    ]

    /// A share of a base, rounded half up to fen.
    static func share(_ base: Money, _ ppm: Int64) -> Money { Money(fen: (base.fen * ppm + 500_000) / 1_000_000) }

    /// Bases lie between a floor and a ceiling.
    static func base(_ wage: Money) -> Money { min(max(wage, Money(fen: 448_400)), Money(fen: 2_742_000)) }

    package func contributionsCSV(month: String) -> [UInt8] {
        var out = CSVWriter.line(["工号", "缴费月份", "险种", "缴费基数", "单位比例", "个人比例", "单位缴费", "个人缴费", "缴费状态"])
        for (index, person) in people.enumerated() where person.left == nil {
            let base = Generator.base(person.wage)
            for rate in Generator.rates {
                out += CSVWriter.line([
                    person.staffNo, month, rate.word, base.yuan(), Generator.percent(rate.employer), Generator.percent(rate.employee),
                    Generator.share(base, rate.employer).yuan(), Generator.share(base, rate.employee).yuan(),
                    index % 97 == 41 && rate.code == "pension" ? "漏缴" : "已缴",
                ])
            }
        }
        return out
    }

    private static func percent(_ ppm: Int64) -> String {
        let rest = ppm % 10_000
        return "\(ppm / 10_000)" + (rest == 0 ? "" : "." + String(pad(Int(rest), 4).prefix(2))) + "%"
    }

    /// `period` is `YYYY-MM`.
    package func payslipsCSV(period: String) -> [UInt8] {
        let random = random(7)
        var out = CSVWriter.line([
            "工号", "姓名", "工资月份", "发薪日期", "应出勤天数", "实际出勤天数", "基本工资", "绩效工资", "加班工资", "加班小时", "加班单价", "餐补", "养老保险个人", "医疗保险个人", "失业保险个人",
            "住房公积金个人", "个人所得税", "缺勤扣款", "养老保险单位", "医疗保险单位", "失业保险单位", "工伤保险单位", "住房公积金单位", "应发合计", "扣款合计", "实发合计",
        ])
        for person in people where person.left == nil { out += CSVWriter.line(slip(person, period, random)) }
        return out
    }

    private func slip(_ person: GeneratedPerson, _ period: String, _ random: SeededRandom) -> [String] {
        let basic = Money(fen: person.wage.fen * 7 / 10)
        let performance = person.wage - basic
        let hours = Int64(random.below(4) == 0 ? random.below(30) : 0)
        // 21.75 days of 8 hours a month; work on rest days at twice the wage.
        let hourly = Money(fen: (basic.fen * 2 + 87) / 174)
        let overtime = Money(fen: hourly.fen * hours)
        let absent = Int64(random.below(20) == 0 ? 1 : 0)
        let absence = Money(fen: basic.fen * absent * 100 / 2175)
        let meal = Money(fen: 30_000)
        let gross = basic + performance + overtime + meal
        let base = Generator.base(person.wage)
        let shares = Generator.rates.map { Generator.share(base, $0.employee) }
        let cost = Generator.rates.map { Generator.share(base, $0.employer) }
        let insured = shares.reduce(.zero) { $0 + $1 }
        let taxable = max(Money.zero, gross - insured - absence - Money(fen: 500_000))
        let tax = Generator.share(taxable, 30_000)
        let deduction = insured + tax + absence
        return [
            person.staffNo, person.name, period, "", "21.75", absent == 0 ? "21.75" : "20.75", basic.yuan(), performance.yuan(), overtime.yuan(),
            hours == 0 ? "" : String(hours), hours == 0 ? "" : hourly.yuan(), meal.yuan(),
            shares[0].yuan(), shares[1].yuan(), shares[2].yuan(), shares[4].yuan(), tax.yuan(), absence.yuan(), cost[0].yuan(),
            cost[1].yuan(), cost[2].yuan(), cost[3].yuan(), cost[4].yuan(), gross.yuan(), deduction.yuan(), (gross - deduction).yuan(),
        ]
    }
}
