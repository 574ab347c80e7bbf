import Base
import Records
import Testing
import Wire

@Suite("Collections") struct SchemaTests {
    @Test("Names, numbers and areas as they went out; a number is never used for anything else")
    func frozen() {
        let rows = Schema.collections.map { "\($0.code) \($0.name) \($0.area) \($0.secrecy.rawValue)\($0.plain ? " plain" : "")" }
        #expect(
            rows
                == """
                1 organization employment open plain
                2 department employment open plain
                3 employee employment open
                4 contract employment pay
                5 payslip pay pay
                6 payslip_cost pay pay
                7 contribution insurance pay
                8 leave_balance leave open
                9 leave leave private
                10 notice notice private
                11 notice_receipt notice private
                12 announcement notice open plain
                13 reimbursement reimbursement private
                14 appeal appeal private
                15 task task open plain
                16 receipt task open
                17 delegation task open
                18 account platform private
                19 device platform private
                20 import_run platform open
                21 employee_private employment private
                22 profile_correction employment private
                23 role_change platform open
                24 reimbursement_check reimbursement pay
                31 statute_override statute open plain
                """.split(separator: "\n").map(String.init))
    }

    @Test("Columns begin with id and rev, have names of their own, a meaning, and no version later than now")
    func columns() {
        for schema in Schema.collections {
            #expect(schema.columns.prefix(2).map(\.name) == ["id", "rev"])
            #expect(Set(schema.columns.map(\.name)).count == schema.columns.count)
            for column in schema.columns {
                #expect(!column.meaning.isEmpty)
                #expect((1...Schema.now).contains(column.since))
                #expect(column.name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 })
                if case .json = column.kind { #expect(column.shape != nil, "\(schema.name).\(column.name) says what it holds") }
                if case .enumeration(let words) = column.kind { #expect(!words.contains("other") && !words.isEmpty) }
            }
        }
    }

    @Test("A collection is found by name and by number")
    func lookups() {
        #expect(Schema.named("leave")?.code == 9)
        #expect(Schema.coded(24)?.name == "reimbursement_check")
        #expect(Schema.named("case") == nil && Schema.coded(99) == nil)
    }

    @Test("Only collections that say nothing of health, complaint or pay may stand plainly in an index")
    func plain() {
        #expect(Schema.collections.filter(\.plain).allSatisfy { $0.secrecy == .open })
    }

    @Test(
        "Every record is what its columns say, whole and at its least, and survives its row", arguments: Schema.types.indices,
        [true, false])
    func rows(index: Int, full: Bool) throws { try Self.survives(Schema.types[index], full: full) }

    private static func survives<R: Record>(_: R.Type, full: Bool) throws {
        let sample = Sample.record(R.schema, full: full)
        let record = try WireDecoder.decode(R.self, from: sample)
        // As many stored properties as columns, less rev: nothing is kept that does not travel.
        #expect(Mirror(reflecting: record).children.count == R.schema.columns.count - 1)
        let row = try RowCoder.row(record, rev: 77)
        let values = try #require(try JSON(parsing: row).arrayValue)
        #expect(values.count == R.schema.columns.count)
        for (column, value) in zip(R.schema.columns, values) where column.name != "rev" {
            #expect(value == sample[column.name] ?? .null, "\(R.schema.name).\(column.name)")
        }
        let (again, rev) = try RowCoder.record(R.self, row: row)
        #expect(again == record)
        #expect(rev == 77)
        let names = R.schema.columns.map(\.name)
        #expect(try RowCoder.record(R.self, columns: names, row: .array(values)).0 == record)
    }

    @Test("A row cut after its required columns still reads; one without a revision does not")
    func shortRows() throws {
        let row: JSON = ["T1", 3, "reimbursement_pay", ["zh": "支付", "en": "Pay"]]
        let names = ["id", "rev", "kind", "title", "status", "overdue", "created_at", "history"]
        #expect(throws: WireDecodingError.self) { try RowCoder.record(CaseTask.self, columns: names, row: row) }
        let whole: JSON = ["T1", 3, "reimbursement_pay", ["zh": "支付", "en": "Pay"], "open", false, "2026-11-20T10:00:00Z", []]
        #expect(try RowCoder.record(CaseTask.self, columns: names, row: whole).0.dueDate == nil)
        #expect(throws: RowError.noRevision("task")) { try RowCoder.record(CaseTask.self, columns: ["id"], row: ["T1"]) }
        #expect(throws: RowError.notAnArray("task")) { try RowCoder.record(CaseTask.self, columns: ["id"], row: "T1") }
    }

    @Test("A word of a newer schema reads as other and keeps the record readable")
    func other() throws {
        guard case .object(var members) = Sample.record(Leave.schema, full: false) else { return }
        members["status"] = "other"
        #expect(try WireDecoder.decode(Leave.self, from: .object(members)).status == .other)
    }
}

/// A value for every kind of column.
enum Sample {
    static func record(_ schema: CollectionSchema, full: Bool) -> JSON {
        var members: [(String, JSON)] = [("id", "x1")]
        for column in schema.columns.dropFirst(2) where full || !column.optional {
            members.append((column.name, value(column, full: full)))
        }
        return .object(JSONObject(members))
    }

    static func value(_ column: Column, full: Bool) -> JSON {
        switch column.kind {
        case .text: return .string("x-" + column.name)
        case .int: return 7
        case .bool: return true
        case .money: return 1_234
        case .date: return "2026-11-20"
        case .time: return "2026-11-20T10:00:00.000+08:00"
        case .enumeration(let words): return .string(words.first ?? "")
        case .json:
            switch column.shape {
            case .texts: return full ? ["x"] : []
            case .object(let members): return object(members, full: full)
            case .list(let members): return full ? [object(members, full: full)] : []
            case .open, nil: return [:]
            }
        }
    }

    private static func object(_ columns: [Column], full: Bool) -> JSON {
        .object(JSONObject(columns.filter { full || !$0.optional }.map { ($0.name, value($0, full: full)) }))
    }
}
