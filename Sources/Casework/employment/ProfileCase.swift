package import Base
package import Records
import Wire

/// What can happen to a request that one person decides.
package enum RequestEvent: String, CaseIterable, Sendable {
    case approve, reject, withdraw
}

package enum ProfileCase {
    package static let table = StateTable<RequestStatus, RequestEvent>(
        "profile", [.open: [.approve: .approved, .reject: .rejected, .withdraw: .withdrawn]],
        labels: { status in
            switch status {
            case .open: LocalizedText(zh: "待审核", en: "open")
            case .approved: LocalizedText(zh: "已批准", en: "approved")
            case .rejected: LocalizedText(zh: "已拒绝", en: "rejected")
            case .withdrawn: LocalizedText(zh: "已撤回", en: "withdrawn")
            case .other: LocalizedText(zh: "未知", en: "unknown")
            }
        })

    /// Fields that a person may ask to have corrected, with the collection that holds them.
    package static let fields: [String: CollectionSchema] = {
        var fields: [String: CollectionSchema] = [:]
        for name in ["full_name", "gender", "mobile_phone", "work_email", "designation", "department", "date_of_joining", "work_location"] {
            fields[name] = Employee.schema
        }
        let closed: Set<String> = ["id", "rev", "employee", "source", "modified_at"]
        for column in EmployeePrivate.schema.columns where !closed.contains(column.name) { fields[column.name] = EmployeePrivate.schema }
        return fields
    }()

    /// The value of a column as text; nil where it is absent.
    package static func value<R: Record>(_ column: String, of record: R) throws -> String? {
        try WireEncoder.json(record)[column]?.stringValue
    }

    /// The record with a column set from text; nil where the text is no value of that column.
    package static func setting<R: Record>(_ column: String, to text: String, in record: R, at time: Timestamp) -> R? {
        guard case .object(var members)? = try? WireEncoder.json(record) else { return nil }
        members[column] = .string(text)
        members["modified_at"] = .string(time.rfc3339())
        return try? WireDecoder.decode(R.self, from: .object(members))
    }

    /// Whether text may stand in that column.
    package static func check(_ field: String, _ text: String) throws(Refusal) {
        guard let schema = fields[field], let column = schema.columns.first(where: { $0.name == field }) else {
            throw .invalid(
                "field", "profile.field", zh: "此项不能申请更正。", en: "No correction of this field can be asked for.",
                nearest: .array(fields.keys.sorted().map { .string($0) }))
        }
        try Check.text(text, "value", 1...500)
        switch column.kind {
        case .date:
            guard LocalDate(text) != nil else {
                throw .invalid("value", "profile.date", zh: "日期应写成 YYYY-MM-DD。", en: "A date is written YYYY-MM-DD.")
            }
        case .enumeration(let words):
            guard words.contains(text) else {
                throw .invalid(
                    "value", "profile.word", zh: "不是允许的取值。", en: "Not one of the words that may stand here.",
                    nearest: .array(words.map { .string($0) }))
            }
        default:
            break
        }
        if field == "identity_number", text.utf8.count == 18, !IdentityNumber.isValid(text) {
            throw .invalid("value", "profile.identity_number", zh: "身份证号码校验位不符。", en: "The check digit of the identity number is wrong.")
        }
    }
}

/// Resident identity numbers (GB 11643): 17 digits and a check character.
package enum IdentityNumber {
    package static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 18 else { return false }
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        var sum = 0
        for (byte, weight) in zip(bytes, weights) {
            guard (48...57).contains(byte) else { return false }
            sum += Int(byte - 48) * weight
        }
        let check = Array("10X98765432".utf8)[sum % 11]
        guard bytes[17] == check || (check == 88 && bytes[17] == 120) else { return false }
        let day = String(decoding: bytes[6..<10], as: UTF8.self) + "-" + String(decoding: bytes[10..<12], as: UTF8.self) + "-"
            + String(decoding: bytes[12..<14], as: UTF8.self)
        return LocalDate(day) != nil
    }
}
