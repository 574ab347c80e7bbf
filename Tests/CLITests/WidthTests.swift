@testable import gongdao
import Testing
import Wire

@Suite("Widths: tables align with Chinese text") struct WidthTests {
    @Test("Columns that texts take", arguments: [
        ("", 0), ("abc", 3), ("工资", 4), ("１２", 4), ("ａ", 2), ("e\u{301}", 1), ("한국", 4), ("ｶﾅ", 2), ("👍", 2), ("👨‍👩‍👧‍👦", 2), ("🇨🇳", 2),
        ("❤️", 2), ("❤", 1), ("…", 1), ("，", 2), ("\u{200B}", 0), ("𠮷", 4 - 2), ("½", 1), ("é", 1), ("Ω", 1), ("。", 2), ("☎", 1),
    ])
    func widths(text: String, width: Int) { #expect(Width.of(text) == width) }

    @Test("The ranges are ascending and apart, so that the search finds them")
    func table() {
        for ranges in [WidthTable.wide, WidthTable.zero] {
            #expect(ranges.allSatisfy { $0.0 <= $0.1 })
            #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.1 < $1.0 })
        }
        #expect(WidthTable.unicodeVersion.split(separator: ".").count == 3)
    }

    @Test("Cutting keeps to the columns and never splits a grapheme")
    func truncation() {
        #expect(Width.truncate("工资条", to: 6) == "工资条")
        #expect(Width.truncate("工资条", to: 5) == "工资…")
        #expect(Width.truncate("工资条", to: 4) == "工…")
        #expect(Width.truncate("abc", to: 0) == "")
        #expect(Width.truncate("ab👨‍👩‍👧‍👦cd", to: 4) == "ab…")
        #expect(Width.truncate("cafe\u{301}s x", to: 6) == "cafe\u{301}s…")
        for columns in 0..<12 { #expect(Width.of(Width.truncate("工a资b条👍c", to: columns)) <= columns) }
    }

    @Test("Columns of a table start at the same place in every row, whatever the text")
    func aligned() {
        var table = Table([Table.left("姓名"), Table.right("金额"), Table.flexible("note"), Table.left("x")])
        table.add("张三", "1,234.50", "ok", "|")
        table.add("Ann", "5.00", "工伤👍", "|")
        table.add("e\u{301}ric", "-10,000.00", "line\nbreak \u{1B}[31mred", "|")
        let lines = table.lines(width: nil, style: Style(isOn: false))
        let places = lines.dropFirst().map { line in Width.of(line.prefix { $0 != "|" }) }
        #expect(Set(places).count == 1)
        #expect(lines.allSatisfy { !$0.contains("\u{1B}") && !$0.contains("\n") && !$0.hasSuffix(" ") })
        let narrow = table.lines(width: 30, style: Style(isOn: false))
        #expect(narrow.allSatisfy { Width.of($0) <= 34 })
    }

    @Test("Where no column is flexible the widest text gives way; amounts are never cut")
    func narrowWithoutFlexible() {
        var table = Table([Table.left("device"), Table.left("app"), Table.right("amount"), Table.left("status")])
        table.add("a very long name of a machine in the office", "gongdao-cli/1.0.0", "1,234,567.00", "active")
        let lines = table.lines(width: 40, style: Style(isOn: false))
        #expect(lines.allSatisfy { Width.of($0) <= 40 }, "\(lines)")
        #expect(lines[1].contains("1,234,567.00") && lines[1].contains("…"))
    }

    @Test("Colours only where asked for; text of others cannot move the cursor or turn the writing round")
    func style() {
        #expect(Style(isOn: false).red("x") == "x")
        #expect(Style(isOn: true).red("x") == "\u{1B}[31mx\u{1B}[0m")
        #expect(Style.safe("a\u{1B}[2Jb\u{7}\u{202E}c\u{9B}d\ne") == "a[2Jbcd\ne")
    }

    @Test("Amounts, halves, rates and ages as people read them")
    func values() {
        #expect(Show.money(.int(123_450)) == "1,234.50" && Show.money(nil) == "")
        #expect(Show.hundredths(.int(250)) == "2.5" && Show.hundredths(.int(300)) == "3" && Show.hundredths(.int(275)) == "2.75")
        #expect(Show.percent(.int(80_000)) == "8 %" && Show.percent(.int(4_500)) == "0.45 %")
        #expect(Show.age(5_000).contains("5") && Show.age(7_200_000).contains("2") && Show.age(10 * 86_400_000).contains("10"))
    }
}
