import Base
import Importing
import Records
import Testing
import Wire

@Suite("Generated rosters") struct GeneratorTests {
    private func generator(_ people: Int) throws -> Generator {
        Generator(seed: 42, people: people, asOf: try #require(LocalDate(year: 2026, month: 11, day: 21)))
    }

    @Test("Every file of a generated tenant is accepted whole, and the same seed gives the same bytes")
    func accepted() throws {
        let made = try generator(600)
        let again = try generator(600)
        let files: [(String, [UInt8], [UInt8])] = [
            ("roster", made.rosterCSV(), again.rosterCSV()), ("contracts", made.contractsCSV(), again.contractsCSV()),
            ("payslips", made.payslipsCSV(period: "2026-10"), again.payslipsCSV(period: "2026-10")),
            ("contributions", made.contributionsCSV(month: "2026-10"), again.contributionsCSV(month: "2026-10")),
            ("leave-balances", made.leaveBalancesCSV(year: 2026), again.leaveBalancesCSV(year: 2026)),
        ]
        for (name, bytes, same) in files {
            let check = try ImportCheck.run(bytes: bytes, profile: try #require(Profiles.named(name)))
            #expect(check.issues == [], "\(name)")
            #expect(check.read > 500 && check.accepted == check.read, "\(name)")
            #expect(bytes == same, "\(name)")
        }
        #expect(Generator(seed: 43, people: 600, asOf: made.people[0].joined).rosterCSV() != made.rosterCSV())
    }

    @Test("People have names of several kinds, one paper each, and managers who are in the roster")
    func people() throws {
        let people = try generator(3_000).people
        let numbers = Set(people.map(\.staffNo))
        #expect(numbers.count == 3_000)
        #expect(Set(people.map(\.paper)).count == 3_000)
        #expect(people.filter { $0.manager == nil }.count == 1)
        #expect(people.compactMap(\.manager).allSatisfy(numbers.contains))
        #expect(people.contains { $0.name.contains("·") })
        #expect(people.contains { $0.paperType == "护照" })
        #expect(Set(people.flatMap(\.departments)).count > 15)
    }

    @Test("Reports are JSON and CSV of the same rows, and a cell that a spreadsheet would run is made inert")
    func report() throws {
        let issues = [
            RowIssue(row: 7, column: "=cmd", value: "-1", code: "missing", hint: FieldError.missing.hint), RowIssue(row: 9, code: "x", kind: .note, hint: FieldError.date.hint),
        ]
        var outcomes = RowRuns()
        for row in 2...6 { outcomes.add(row, .created) }
        outcomes.add(7, .refused)
        for row in 8...10 { outcomes.add(row, .updated) }
        #expect(outcomes.runs.map(\.to) == [6, 7, 10])
        #expect(RowRuns(outcomes.json) == outcomes)
        let json = ReportTable.json(run: "r", issues: issues, more: 3, outcomes: outcomes)
        #expect(try JSON(parsing: json.bytes) == json)
        #expect(json["rows"]?.arrayValue?.compactMap(ReportTable.issue) == issues)
        let csv = String(decoding: ReportTable.csv(json), as: UTF8.self)
        #expect(csv.contains("7,refused,'=cmd,'-1,refused,missing"))
        #expect(csv.contains("10,updated,,,,,,\r\n"))
        #expect(csv.split(separator: "\r\n").count == 10, "the heading and every row of the file")
    }
}
