import Base
import Importing
import Testing

@Suite("Reading cells") struct FieldTests {
    @Test("Full-width digits, odd blanks and invisible characters are brought into one form")
    func clean() {
        #expect(FieldText.clean("　Ａ０１２－３\u{200B} ") == "A012-3")
        #expect(FieldText.clean(" 张　 三\u{FEFF}") == "张 三")
        #expect(FieldText.clean("plain") == "plain")
    }

    @Test("Numbers that a spreadsheet shortened are told from texts that look a little like them")
    func shortened() {
        for text in ["1.23E+17", "6.2220E+18", "1E+05", "4.5e+11"] { #expect(FieldText.isShortened(text), "\(text)") }
        for text in ["E+17", "1.23", "HT-E+1", "2E5", "A1E+17", "1.2E-3", "中E+1"] { #expect(!FieldText.isShortened(text), "\(text)") }
    }

    @Test("Reports show of a value what finds the cell, not what it says")
    func masked() {
        #expect(FieldText.masked("") == "")
        #expect(FieldText.masked("张三") == "张*")
        #expect(FieldText.masked("13800138000") == "138******00")
        #expect(FieldText.masked("11010519491231002X") == "110********2X")
    }

    @Test(
        "Dates in every form that has one meaning",
        arguments: [
            ("2026-03-09", "2026-03-09"), ("2026/3/9", "2026-03-09"), ("2026.3.9", "2026-03-09"), ("2026年3月9日", "2026-03-09"),
            ("20260309", "2026-03-09"), ("2026-03-09 00:00:00", "2026-03-09"), ("2024-02-29", "2024-02-29"),
        ])
    func dates(text: String, wanted: String) throws {
        #expect(try "\(DateField.read(text))" == wanted)
    }

    @Test(
        "Dates that do not exist or could be two are refused",
        arguments: [
            ("2026-02-30", FieldError.impossibleDate), ("2023-02-29", .impossibleDate), ("1726-01-01", .impossibleDate), ("3/9/2026", .ambiguousDate),
            ("13/9/26", .ambiguousDate), ("2026", .date), ("昨天", .date), ("4.6E+04", .date), ("1.2E+07", .shortened), ("99999", .ambiguousDate), ("46090", .ambiguousDate),
        ])
    func wrongDates(text: String, wanted: FieldError) {
        let found = Result { () throws(FieldError) in try DateField.read(text) }
        if wanted == .date, case .failure(.shortened) = found { return }
        #expect(found == .failure(wanted))
    }

    @Test("Month-first dates are read where a profile says so, with its century")
    func monthFirst() throws {
        #expect(try "\(DateField.read("7/5/2011", .monthFirst))" == "2011-07-05")
        #expect(try "\(DateField.read("07/10/83", .monthFirstShort))" == "1983-07-10")
        #expect(try "\(DateField.read("1/2/05", .monthFirstShort))" == "2005-01-02")
        #expect(throws: FieldError.ambiguousDate) { try DateField.read("07/10/83", .monthFirst) }
        #expect(throws: FieldError.impossibleDate) { try DateField.read("13/10/2011", .monthFirst) }
    }

    @Test(
        "Amounts that are clear", arguments: [("1,234.50", 123_450), ("¥8000", 800_000), ("12.8元", 1_280), ("-3", -300), ("(12.00)", -1_200), ("0", 0)])
    func money(text: String, fen: Int64) throws { #expect(try MoneyField.read(text).fen == fen) }

    @Test("Amounts that could mean two are refused", arguments: ["1.234", "1.234,50", "1,23", "1.2万", "5k", "", "1.2E+04", "12,34,567.00", "1..2"])
    func wrongMoney(text: String) { #expect(throws: FieldError.self) { try MoneyField.read(text) } }

    @Test("A yearly wage becomes a month's, half a cent up; rates are millionths")
    func shares() throws {
        #expect(try MoneyField.read("59947.94", dividedBy: 12).fen == 499_566)
        #expect(try MoneyField.read("62506", dividedBy: 12).fen == 520_883)
        #expect(try MoneyField.read("0.06", dividedBy: 12).fen == 1)
        #expect(try MoneyField.ratePpm("8%") == 80_000)
        #expect(try MoneyField.ratePpm("0.16") == 160_000)
        #expect(try MoneyField.ratePpm("0.5 %") == 5_000)
        #expect(throws: FieldError.self) { try MoneyField.ratePpm("16") }
    }

    @Test("Identity numbers: the standard's own example, its neighbours, and other papers")
    func identity() throws {
        let paper = try IdentityField.read("11010519491231002X")
        #expect(paper.birth == LocalDate(year: 1949, month: 12, day: 31))
        #expect(paper.isMale == false)
        #expect(throws: FieldError.identityCheck) { try IdentityField.read("110105194912310021") }
        #expect(throws: FieldError.identityCheck) { try IdentityField.read("11010519491231003X") }
        #expect(throws: FieldError.identityNumber) { try IdentityField.read("11010519491231002") }
        #expect(throws: FieldError.identityNumber) { try IdentityField.read("110105491231002") }
        #expect(throws: FieldError.shortened) { try IdentityField.read("1.10105E+17") }
        #expect(throws: FieldError.identityNumber) { try IdentityField.read("E12345678", type: "resident_id") }
        #expect(try IdentityField.read("e12345678").type == "passport")
    }

    @Test("Any wrong digit of an identity number is found")
    func everyDigit() {
        let good = Array("11010519491231002X")
        for index in 0..<17 {
            for digit in "0123456789" where digit != good[index] {
                var wrong = good
                wrong[index] = digit
                #expect(throws: FieldError.self) { try IdentityField.read(String(wrong)) }
            }
        }
    }
}
