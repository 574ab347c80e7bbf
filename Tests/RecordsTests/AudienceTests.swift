import Base
import Records
import Testing
import Wire

/// One record has one audience (why.md B6): whoever pulls a feed may read every byte of its rows.
@Suite("One record, one audience") struct AudienceTests {
    /// Which collections may ever lie in which class of pulled feed.
    static let tenant: Set<String> = ["organization", "department", "announcement", "notice", "statute_override"]
    static let employee: Set<String> = [
        "employee", "employee_private", "contract", "payslip", "contribution", "leave_balance", "leave", "notice", "notice_receipt",
        "reimbursement", "appeal", "receipt", "delegation", "profile_correction",
    ]
    static let queue: Set<String> = ["task", "import_run", "role_change"]

    static func row(_ schema: CollectionSchema) -> String {
        let values = schema.columns.map { $0.name == "rev" ? 1 : Sample.value($0, full: true) }
        let named = JSON.object(JSONObject(zip(schema.columns.map(\.name), values).map { ($0, $1) }))
        return String(decoding: named.bytes, as: UTF8.self)
    }

    static func columns(_ schema: CollectionSchema) -> Set<String> {
        func names(_ columns: [Column]) -> [String] {
            columns.flatMap { column -> [String] in
                switch column.shape {
                case .object(let members)?, .list(let members)?: [column.name] + names(members)
                default: [column.name]
                }
            }
        }
        return Set(names(schema.columns))
    }

    @Test("What everybody pulls holds no personal, pay or case column")
    func everybody() throws {
        let forbidden: Set<String> = [
            "employer_amount", "net_pay", "gross_pay", "wage", "amount", "identity_number", "bank_account_number", "mobile_phone",
            "staff_no",
            "date_of_birth", "description", "contribution_base", "address", "grievance_type", "receipts", "password", "public_key",
        ]
        for name in Self.tenant {
            let schema = try #require(Schema.named(name))
            #expect(Self.columns(schema).isDisjoint(with: forbidden), "\(name)")
            for word in forbidden { #expect(!Self.row(schema).contains("\"\(word)\""), "\(name) carries \(word)") }
        }
    }

    @Test("What a person pulls holds no employer-only line, no handler's note, no secret of sign-in, and no trace of another's claim")
    func persons() throws {
        let forbidden: Set<String> = [
            "employer_cost", "employer_contribution", "visibility", "internal_note", "password", "totp", "activation", "refresh",
            "public_key",
            "other_line", "duplicate_of", "other",
        ]
        for name in Self.employee {
            let schema = try #require(Schema.named(name))
            #expect(Self.columns(schema).isDisjoint(with: forbidden), "\(name)")
            #expect(!Self.row(schema).contains("employer_contribution"), "\(name)")
        }
        #expect(!PayslipCategory.words.contains("employer_contribution"))
    }

    @Test("What a handlers' queue carries is neutral: no name, amount, reason or content")
    func queues() throws {
        let forbidden: Set<String> = [
            "full_name", "amount", "net_pay", "description", "reject_reason", "resolution_detail", "leave_type", "grievance_type",
            "raised_by",
            "subject", "remark", "new_value", "old_value", "identity_number", "lines", "attachments",
        ]
        for name in Self.queue {
            let schema = try #require(Schema.named(name))
            #expect(Self.columns(schema).isDisjoint(with: forbidden), "\(name)")
        }
    }

    @Test("Every collection has its place: pulled by somebody, or closed")
    func complete() {
        let closed: Set<String> = ["payslip_cost", "account", "device", "reimbursement_check"]
        let placed = Self.tenant.union(Self.employee).union(Self.queue).union(closed)
        #expect(placed == Set(Schema.collections.map(\.name)))
        #expect(closed.isDisjoint(with: Self.tenant.union(Self.employee).union(Self.queue)))
    }

    @Test("Identity, bank and family stand apart from the record that a manager may open")
    func split() throws {
        let work = Self.columns(Employee.schema)
        let own: Set<String> = [
            "identity_number", "bank_account_number", "date_of_birth", "address", "emergency_contact_phone", "social_insurance_number",
            "personal_email", "residence_type",
        ]
        #expect(work.isDisjoint(with: own))
        #expect(own.isSubset(of: Self.columns(EmployeePrivate.schema)))
    }
}

@Suite("Feeds") struct FeedTests {
    @Test("The wire form and back", arguments: ["t", "e/184", "q/hr", "q/m-184", "k/7", "x/pay", "x/identity"])
    func roundTrip(text: String) throws {
        let feed = try #require(Feed(text))
        #expect(feed.text == text)
        #expect(feed.isPullable == !text.hasPrefix("x/"))
    }

    @Test(
        "What is no feed",
        arguments: ["", "e", "e/", "z/1", "t/1", "e/a b", "e/员", "E/1", "e/a/b", "q/" + String(repeating: "a", count: 65)])
    func refused(text: String) { #expect(Feed(text) == nil) }

    @Test("The feeds with fixed names")
    func names() {
        #expect(
            [Feed.hr, .finance, .audit, .admin, .pay, .identity, .imports].map(\.text) == [
                "q/hr", "q/finance", "q/audit", "q/admin", "x/pay", "x/identity", "x/import",
            ])
        #expect(Feed.inbox("184").text == "q/m-184")
    }
}
