import Base
import Testing
import Wire

@testable import Statute

@Suite("Deadline arithmetic")
struct DeadlineTests {
    let packs: RulePacks
    let clock: DeadlineClock

    init() throws {
        packs = try RulePacks.embedded()
        clock = DeadlineClock(WorkCalendar(packs: packs))
    }

    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

    struct Row: Sendable, CustomTestStringConvertible {
        let what: String
        let period: String
        let start: String
        let nominal: String
        let last: String
        var testDescription: String { what }
    }

    @Test(
        "by table",
        arguments: [
            Row(what: "the day of the event is not counted", period: "1d", start: "2026-03-02", nominal: "2026-03-03", last: "2026-03-03"),
            Row(what: "days are calendar days", period: "15d", start: "2026-03-02", nominal: "2026-03-17", last: "2026-03-17"),
            Row(
                what: "a month without the date ends on its last day, here a make-up workday", period: "1m", start: "2026-01-31",
                nominal: "2026-02-28", last: "2026-02-28"),
            Row(what: "a year from a leap day", period: "1y", start: "2024-02-29", nominal: "2025-02-28", last: "2025-02-28"),
            Row(
                what: "six months end on the corresponding date", period: "6m", start: "2025-08-31", nominal: "2026-02-28",
                last: "2026-02-28"),
            Row(
                what: "a last day in the October holidays rolls over them", period: "30d", start: "2025-09-01", nominal: "2025-10-01",
                last: "2025-10-09"),
            Row(
                what: "a Saturday that is worked does not roll", period: "15d", start: "2026-09-25", nominal: "2026-10-10",
                last: "2026-10-10"),
            Row(what: "an ordinary Sunday rolls to Monday", period: "5d", start: "2026-03-03", nominal: "2026-03-08", last: "2026-03-09"),
            Row(
                what: "working days skip the holiday and the weekend", period: "5wd", start: "2026-09-24", nominal: "2026-10-09",
                last: "2026-10-09"),
            Row(
                what: "twenty working days over the spring festival with both make-up Saturdays", period: "20wd", start: "2026-02-12",
                nominal: "2026-03-18", last: "2026-03-18"),
            Row(what: "nothing to wait for", period: "0d", start: "2026-03-07", nominal: "2026-03-07", last: "2026-03-07"),
        ])
    func table(row: Row) throws {
        let deadline = try clock.deadline(try #require(Period(row.period)), from: try day(row.start))
        #expect(deadline.nominal == (try day(row.nominal)))
        #expect(deadline.last == (try day(row.last)))
        #expect(deadline.rolledOver == (row.nominal != row.last))
        #expect(deadline.warnings == [])
    }

    @Test("a suspended clock stands still for the interval only")
    func suspension() throws {
        let pause = Suspension(from: try day("2026-03-10"), to: try day("2026-03-19"))
        let deadline = try clock.deadline(Period(60, .days), from: try day("2026-03-02"), suspensions: [pause])
        #expect(deadline.suspendedDays == 10)
        #expect(deadline.last == (try day("2026-05-11")))
    }

    @Test("overlapping pauses count once, one before the start not at all, one inside the added time too")
    func pauses() throws {
        let start = try day("2026-03-02")
        func pause(_ from: String, _ to: String) throws -> Suspension { Suspension(from: try day(from), to: try day(to)) }
        let overlapping = try clock.deadline(
            Period(10, .days), from: start, suspensions: [try pause("2026-03-05", "2026-03-07"), try pause("2026-03-06", "2026-03-09")],
            rollsOver: false)
        #expect(overlapping.suspendedDays == 5)
        #expect(overlapping.nominal == (try day("2026-03-17")))
        let before = try clock.deadline(
            Period(10, .days), from: start, suspensions: [try pause("2026-02-01", "2026-03-02")], rollsOver: false)
        #expect(before.nominal == (try day("2026-03-12")))
        let chained = try clock.deadline(
            Period(1, .months), from: start, suspensions: [try pause("2026-03-20", "2026-03-24"), try pause("2026-04-05", "2026-04-06")],
            rollsOver: false)
        #expect(chained.suspendedDays == 7)
        #expect(chained.nominal == (try day("2026-04-09")))
    }

    @Test("a clock that still stands has no last day")
    func stillSuspended() throws {
        let open = Suspension(from: try day("2026-03-10"), to: nil)
        #expect(throws: DeadlineFault.stillSuspended(since: open.from)) {
            try clock.deadline(Period(60, .days), from: try day("2026-03-02"), suspensions: [open])
        }
    }

    @Test("a year without a published calendar is counted by weekends and says so")
    func unpublished() throws {
        let deadline = try clock.deadline(Period(1, .years), from: try day("2026-05-01"))
        #expect(deadline.last == (try day("2027-05-03")))
        #expect(deadline.warnings == ["calendar_unknown:2027"])
    }

    @Test("monotone: a later start or a longer period never ends earlier")
    func monotone() throws {
        let first = try day("2025-01-01")
        for unit in Period.Unit.allCases {
            var last = first
            for offset in stride(from: 0, through: 400, by: 3) {
                let start = try #require(first.adding(days: offset))
                let ten = try clock.deadline(Period(10, unit), from: start).last
                let eleven = try clock.deadline(Period(11, unit), from: start).last
                #expect(ten >= last && eleven >= ten)
                last = ten
            }
        }
    }

    @Test("超过 and 不满 exclude the number, 以上, 以下, 以内 and 届满 include it")
    func words() {
        #expect(!BoundWord.moreThan.holds(10, 10))
        #expect(BoundWord.moreThan.holds(11, 10))
        #expect(BoundWord.within.holds(7, 7))
        #expect(!BoundWord.within.holds(8, 7))
        #expect(!BoundWord.lessThan.holds(5, 5))
        for word in BoundWord.allCases { #expect(word.holds(3, 3) == word.isInclusive) }
    }

    @Test("a region may state another length or another unit")
    func regional() throws {
        let law = StatutoryDeadlines(packs: packs, jurisdiction: "110000")
        #expect(law.due("reappraisal", from: try day("2026-03-02")).last == (try day("2026-03-17")))
        let override = try TenantValues.rows(
            ["deadline": [["class": "reappraisal", "from": "2020-01-01", "value": ["period": "15wd"]]]], at: "650000")
        let local = StatutoryDeadlines(packs: packs.overriding(with: override), jurisdiction: "650000")
        guard case .due(let deadline, let row, _) = local.due("reappraisal", from: try day("2026-03-02")) else {
            Issue.record("no answer"); return
        }
        #expect(deadline.last == (try day("2026-03-23")))
        #expect(row.pack == "tenant")
        guard case .unknown = law.due("no_such_deadline", from: try day("2026-03-02")) else { Issue.record("invented"); return }
    }

    @Test("statutory holidays are told from weekends and days moved")
    func holidays() throws {
        let calendar = clock.calendar
        #expect(calendar.isHoliday(try day("2026-10-01")) == true)
        #expect(calendar.isHoliday(try day("2026-10-06")) == false, "a day moved there")
        #expect(calendar.isHoliday(try day("2030-10-01")) == nil, "not published")
        #expect(calendar.workdays(from: try day("2026-09-28"), to: try day("2026-10-10")).count == 6)
    }
}
