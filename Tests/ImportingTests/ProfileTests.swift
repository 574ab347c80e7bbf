import Base
import Casework
import Foundation
import Importing
import Records
import Testing
import Wire

@Suite("Profiles and checks of files") struct ProfileTests {
    private func check(_ text: String, _ profile: String) throws -> ImportCheck {
        try ImportCheck.run(bytes: Array(text.utf8), profile: try #require(Profiles.named(profile)))
    }

    @Test("Every profile is known to the command that starts imports, with its kind")
    func names() {
        #expect(Dictionary(uniqueKeysWithValues: Profiles.all.map { ($0.name, $0.kind.rawValue) }) == ImportProfiles.kinds)
    }

    @Test("Headings are recognised in Chinese and English, in any order, and as the vendors write them")
    func headings() throws {
        for heading in [
            "姓名,工号,入职日期", "Date of Joining,Full Name,Staff No", "sys00-jobNumber,sys00-confirmJoinTime,sys00-name", "姓名,入职日期,JobNumber,EntryDate",
            "Badge ID,First Name,Last Name,Date Joining", "first_name,middle_name,last_name,employee_id,other_email", "＊工号（必填）,姓 名",
        ] {
            _ = try HeadingMap(heading.split(separator: ",").map(String.init), try #require(Profiles.named("roster")))
        }
        #expect(throws: HeadingError.self) { try HeadingMap(["姓名", "入职日期"], try #require(Profiles.named("roster"))) }
        #expect(throws: HeadingError.self) { try HeadingMap(["工号", "工号", "姓名"], try #require(Profiles.named("roster"))) }
        #expect(Profiles.guess(headings: ["工号", "缴费月份", "险种", "缴费基数", "单位缴费", "个人缴费"])?.name == "contributions")
        #expect(Profiles.guess(headings: ["Department", "PCN", "Initial_Hire_Date", "Salary"])?.name == "roster-county")
    }

    @Test("What must not be guessed is refused, each row with its column and reason, and the others are taken")
    func refusals() throws {
        let found = try check(
            """
            工号,姓名,身份证号,入职日期,银行卡号,月工资,离职日期
            A1,张三,11010519491231002X,2020-01-02,6222020200001111222,8000,
            A2,李四,1.10105E+17,2020-01-02,,,
            A3,王五,110105194912310021,2020-01-02,,,
            A4,赵六,,2020-02-30,,,
            A5,钱七,,2020-01-02,6.22202E+18,,
            A6,孙八,,2020-01-02,,1.234,
            A7,,,2020-01-02,,,
            ,周九,,2020-01-02,,,
            A1,吴十,,2020-01-02,,,
            A10,郑一,,2020-01-02,,,2019-01-01
            A11,多一列,,2020-01-02,,,,x
            Ａ１２,全角,,４５０００,,5000,
            """, "roster")
        #expect(found.read == 12)
        // Nor is guessed which of two with one number is meant.
        #expect(found.accepted == 0)
        #expect(
            found.issues.map(\.code) == [
                "repeated", "spreadsheet_number", "identity_check_digit", "impossible_date", "spreadsheet_number", "ambiguous_money", "missing", "missing", "repeated",
                "order", "column_count", "ambiguous_date",
            ])
        #expect(found.issues.map(\.row) == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
        #expect(found.issues[2].column == "身份证号")
        #expect(found.issues[2].value == "110********21")
    }

    @Test("A pay slip that contradicts itself is refused; the employer's lines are apart")
    func payslips() throws {
        let found = try check(
            """
            工号,工资月份,基本工资,加班工资,养老保险个人,养老保险单位,应发:夜班津贴,应发合计,扣款合计,实发合计
            A1,2026-10,5000,200,400,800,100,5300,400,4900
            A2,2026-10,5000,200,400,800,100,5200,400,4800
            A3,2026-10,5000,200,400,800,100,5300,400,4800
            A1,202610,5000,200,400,800,100,5300,400,4900
            """, "payslips")
        #expect(found.accepted == 0)
        #expect(found.issues.map(\.code) == ["repeated", "payslip_sum", "payslip_sum", "repeated"])
        var reader = try RowReader(try CSVReader(bytes: Array("工号,月份,基本工资,单位养老,实发\nA1,2026-10,10,3,10\n".utf8)), try #require(Profiles.named("payslips")))
        let row = try #require(try reader.next())
        guard case .payslip(let slip) = try reader.parser.draft(row) else {
            Issue.record("no slip")
            return
        }
        #expect(slip.lines.map(\.code) == ["basic"])
        #expect(slip.cost.map(\.code) == ["pension_employer"])
    }

    @Test("Repeated positions get suffixes by hire date, equal rows are one, and wages follow the declared rule")
    func county() throws {
        let text = """
            Department,Department_Division,PCN,Position_Title,FLSA_Status,Initial_Hire_Date,Date_in_Title,Salary
            FIR,FIR 020,N.1,Firefighter,Exempt,5/1/2020,NULL,60000
            FIR,FIR 020,N.1,Firefighter,Exempt,5/1/2010,NULL,12.8
            FIR,FIR 020,N.1,Firefighter,Exempt,5/1/2020,NULL,60000
            FIR,FIR 020,N.1,Firefighter,Exempt,5/1/2020,NULL,NULL
            """
        let profile = try #require(Profiles.named("roster-county"))
        var first = try RowReader(try CSVReader(bytes: Array(text.utf8)), profile)
        let scan = try ImportScan(&first)
        var reader = try RowReader(try CSVReader(bytes: Array(text.utf8)), profile)
        var people: [PersonDraft?] = []
        while let row = try reader.next() {
            if case .person(let person)? = try scan.draft(row, reader.parser).draft { people.append(person) } else { people.append(nil) }
        }
        #expect(people.map { $0?.staffNo } == ["N.1-2", "N.1", nil, "N.1-3"])
        #expect(people[0]?.fullName == "Position holder N.1-2")
        #expect(people[0]?.contract?.wage == Money(fen: 500_000))
        #expect(people[1]?.contract?.wage == Money(fen: 1_280))
        #expect(people[1]?.contract?.wageType == "hourly")
        #expect(people[0]?.contract?.currency == "USD")
        #expect(people[3]?.contract == nil)
    }
}

/// The three rosters made by others, where they lie beside the project: counts worked out by a separate program.
@Suite("Real rosters") struct RealRosterTests {
    struct Real: Sendable, CustomTestStringConvertible {
        let file: String
        let profile: String
        let read: Int
        let accepted: Int
        let merged: Int
        let refused: [Int]
        /// Sum of all monthly and hourly wages in hundredths.
        let wages: Int64
        var testDescription: String { file }
    }

    static let all = [
        Real(file: "county-salaries.csv", profile: "roster-county", read: 6954, accepted: 6777, merged: 177, refused: [], wages: 2_913_248_339),
        Real(file: "hr-dataset-v14.csv", profile: "roster-hr-dataset", read: 311, accepted: 310, merged: 0, refused: [10], wages: 178_479_962),
        Real(file: "ibm-attrition.csv", profile: "roster-ibm", read: 1466, accepted: 1466, merged: 0, refused: [], wages: 0),
    ]

    /// `GONGDAO_ROSTERS` names the folder; where it does and a file is missing, the test fails instead of running without it.
    static let folder = ProcessInfo.processInfo.environment["GONGDAO_ROSTERS"]
    static func path(_ file: String) -> String { (folder ?? FileManager.default.currentDirectoryPath + "/../shared/data/rosters") + "/" + file }
    static func isWanted(_ file: String) -> Bool { folder != nil || FileManager.default.fileExists(atPath: path(file)) }

    @Test("How many of the three are here is said, so that nobody takes none for all")
    func present() {
        let here = Self.all.count { Self.isWanted($0.file) }
        print("real rosters: \(here) of \(Self.all.count) are in \(Self.path(""))")
        #expect(here == 0 || here == Self.all.count, "some of the three are missing")
    }

    @Test("Each is read with the expected counts", arguments: all.filter { isWanted($0.file) })
    func counts(real: Real) throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Self.path(real.file))))
        let profile = try #require(Profiles.named(real.profile))
        var first = try RowReader(try CSVReader(bytes: bytes), profile)
        let scan = try ImportScan(&first)
        var reader = try RowReader(try CSVReader(bytes: bytes), profile)
        var (accepted, merged, refused, wages) = (0, 0, [Int](), Int64(0))
        var numbers: Set<String> = []
        while let row = try reader.next() {
            do throws(RowRefusal) {
                guard case .person(let person)? = try scan.draft(row, reader.parser).draft else {
                    merged += 1
                    continue
                }
                accepted += 1
                wages += person.contract?.wage?.fen ?? 0
                #expect(numbers.insert(person.staffNo).inserted)
            } catch { refused.append(row.number) }
        }
        #expect(scan.rows == real.read)
        #expect(accepted == real.accepted)
        #expect(merged == real.merged)
        #expect(refused == real.refused)
        #expect(wages == real.wages)
    }
}
