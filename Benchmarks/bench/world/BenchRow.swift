import Base
import Records

/// The record that pulls carry: a contribution of one month and one kind of insurance, as an employee has 60 of a year.
enum BenchRow {
    static let kinds: [InsuranceType] = [.pension, .medical, .unemployment, .workInjury, .housingFund]
    private static let rates: [(employer: Int, employee: Int)] = [
        (160_000, 80_000), (95_000, 20_000), (5_000, 5_000), (4_000, 0), (120_000, 120_000),
    ]

    /// The same number is the same record, so that server, peers and runs see the same bytes.
    static func make(_ number: Int, of employee: String) -> Contribution {
        let random = SeededRandom(seed: UInt64(number) &* 31 &+ UInt64(employee.utf8.reduce(7) { $0 &* 131 &+ Int($1) } & 0xFFFF_FFFF))
        let (month, kind) = (number / kinds.count, number % kinds.count)
        let base = 448_400 + Int64((month / 12) * 37_100) + Int64(random.below(40)) * 5_000
        let rate = rates[kind]
        func share(_ ppm: Int) -> Money { Money(fen: (base * Int64(ppm) + 500_000) / 1_000_000) }
        let date = "\(2005 + month / 12 % 100)-\(month % 12 < 9 ? "0" : "")\(month % 12 + 1)"
        return Contribution(
            id: random.recordID(), employee: employee, contributionMonth: date, insuranceType: kinds[kind],
            contributionBase: Money(fen: base), employerRatePpm: rate.employer, employeeRatePpm: rate.employee,
            employerAmount: share(rate.employer), employeeAmount: share(rate.employee), status: .paid)
    }
}
