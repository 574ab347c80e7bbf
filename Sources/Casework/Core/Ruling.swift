package import Records

/// What somebody who decides a request says of it: the arguments of every operation that approves one or refuses it with a reason.
package struct Ruling: Codable, Sendable {
    package var id: String
    package var decision: Verdict
    package var reasonCode: String?
    package var reason: String?

    enum CodingKeys: String, CodingKey {
        case id, decision, reason
        case reasonCode = "reason_code"
    }

    /// `id` and `decision` say what is decided in this operation; `code` which words its reasons have.
    package static func columns(
        _ id: String, decision: String = "approve or reject", code: String = "needed to reject: lower-case letters"
    ) -> [Column] {
        [
            .text("id", id), .word("decision", Verdict.self, decision), .text("reason_code", optional: true, code),
            .text("reason", optional: true, "needed to reject, ≤ 2,000 bytes"),
        ]
    }
}
