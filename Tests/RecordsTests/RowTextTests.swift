import Records
import Testing
import Wire

@Suite("Records as people read them") struct RowTextTests {
    func value(_ name: String, _ fields: [RowText.Field]) -> String? { fields.first { $0.name == name }?.value }

    @Test("A pay slip shows money in yuan, days in days, words in Chinese, lines one by one; what is absent is left out")
    func payslip() throws {
        let row: JSON = [
            "id": "P-1", "rev": 1_048_577, "employee": "e-1", "period": "2026-04", "status": "published", "currency": "CNY", "version": 1,
            "leave_without_pay": 250, "gross_pay": 1_234_567, "net_pay": -50, "answer": "none", "published_at": "2026-05-08T10:00:00.123+08:00",
            "lines": [
                ["line": "a", "category": "deduction", "component": "养老保险个人", "amount": 68_800, "rate_ppm": 80_000, "sequence": 1],
                ["line": "b", "category": "earning", "component": "基本工资", "amount": 860_000, "sequence": 2],
            ], "remote_id": nil,
        ]
        let schema = try #require(Schema.named("payslip"))
        let fields = RowText.fields(schema, row)
        #expect(value("gross_pay", fields) == "12,345.67 元")
        #expect(value("net_pay", fields) == "-0.50 元")
        #expect(value("leave_without_pay", fields) == "2.50")
        #expect(value("status", fields) == "已发布 published")
        #expect(value("answer", fields) == "未答复 none")
        #expect(value("published_at", fields) == "2026-05-08 10:00:00 +08:00")
        let lines = try #require(value("lines", fields)).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].contains("养老保险个人") && lines[0].contains("8%") && lines[0].contains("688.00 元"))
        #expect(!fields.contains { ["id", "rev", "remote_id", "amended_from"].contains($0.name) })
        #expect(fields.first { $0.name == "gross_pay" }?.label.zh == "应发合计")
    }

    @Test("A row as it travels, an array, gives the same fields as the object")
    func array() throws {
        let schema = try #require(Schema.named("leave"))
        let members: [String: JSON] = ["id": "L-1", "rev": 1, "leave_type": "unpaid", "from_date": "2026-04-13", "total": 300, "unit": "day"]
        let object = JSON.object(JSONObject(members.map { ($0.key, $0.value) }))
        let array = JSON.array(schema.columns.map { members[$0.name] ?? .null })
        #expect(RowText.fields(schema, array) == RowText.fields(schema, object))
        #expect(value("leave_type", RowText.fields(schema, array)) == "无薪假 unpaid")
        #expect(value("total", RowText.fields(schema, array)) == "3.00")
    }

    @Test("A foreign currency is named, a value of the wrong type shows as it is, a row that is none has no fields")
    func odd() throws {
        let schema = try #require(Schema.named("payslip"))
        #expect(value("gross_pay", RowText.fields(schema, ["gross_pay": 100, "currency": "USD"])) == "1.00 USD")
        #expect(value("gross_pay", RowText.fields(schema, ["gross_pay": "many"])) == "many")
        #expect(RowText.fields(schema, 5) == [])
        let english = RowText.fields(schema, ["gross_pay": 100, "status": "published", "lines": [["category": "earning", "amount": 5]]], chinese: false)
        #expect(english.map(\.value) == ["published", "1.00 CNY", "category earning; amount 0.05 CNY"])
    }

    @Test("Every column of every collection has a Chinese label, every word of every enumeration a Chinese word")
    func complete() {
        var labels: Set<String> = []
        var words: Set<String> = []
        func look(_ columns: [Column]) {
            for column in columns {
                if RowText.label(column.name).zh == column.name { labels.insert(column.name) }
                if case .enumeration(let values) = column.kind {
                    for word in values where RowText.text(.string(word), column, currency: nil) == word { words.insert("\(column.name).\(word)") }
                }
                switch column.shape {
                case .object(let members), .list(let members): look(members)
                default: break
                }
            }
        }
        for schema in Schema.collections { look(Array(schema.columns.dropFirst(2))) }
        #expect(labels.sorted() == [])
        #expect(words.sorted() == [])
    }
}
