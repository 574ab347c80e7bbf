package import Base
package import Records
package import Wire

/// `consent.grant`: an admin of the tenant lets one operator read, for one purpose, in one scope, for a time (break-glass). It ends by
/// itself; every read under it is a leaf that the tenant sees.
package enum ConsentGrant: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var `operator`: String
        package var purpose: String
        package var reference: String?
        package var collections: [String]
        package var employee: String?
        package var until: Timestamp
    }

    package static let op = "consent.grant"
    package static let area = "platform"
    package static let roles: Set<Role> = [.admin]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [
        .text("id", "id of the new consent, 11 characters"), .text("operator", "name of the operator"), .text("purpose", "what for, ≤ 500 bytes"),
        .text("reference", optional: true, "number of the support case, ≤ 200 bytes"), .texts("collections", "what may be read, 1 to 10"),
        .text("employee", optional: true, "employee id: only of this person"), .time("until", "its end; at most 72 hours ahead"),
    ]
    package static let meaning = LocalizedText(zh: "同意平台运维人员在限定范围和时间内查阅。", en: "Lets an operator read, within a scope and for a time.")
    package static let example: JSON = [
        "id": "G1aBcDeFgHi", "operator": "night-shift", "purpose": "排查工资条显示错误", "collections": ["payslip"], "employee": "184",
        "until": "2026-11-21T18:00:00.000+08:00",
    ]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws {
        guard try !reader.isTaken(AccessConsent.schema, id: a.id) else { throw Refusal.idTaken }
        if let employee = a.employee, try reader.record(Employee.self, id: employee) == nil { throw Refusal.notFound }
    }

    package static func decide(_ a: Arguments, _: Void, _ env: Environment) throws(Refusal) -> Changes {
        try Check.newID(a.id)
        try Check.text(a.operator, "operator", 2...32)
        try Check.text(a.purpose, "purpose", 1...500)
        try Check.text(a.reference, "reference", 1...200)
        try Check.count(a.collections.count, "collections", 1...10)
        for name in a.collections where Schema.named(name) == nil || ConsentCase.closed.contains(name) {
            throw .invalid("collections", "consent.collection", zh: "不能开放这一类记录：\(name)。", en: "This cannot be opened: \(name).")
        }
        let latest = env.now.adding(ms: Limits.consentMs)
        guard a.until > env.now, a.until <= latest else {
            throw .invalid(
                "until", "consent.until", zh: "结束时间须在此刻之后、72小时之内。", en: "It ends after now and within 72 hours.",
                nearest: .string(latest.rfc3339()))
        }
        var consent = AccessConsent(
            id: a.id, operator: a.operator, purpose: a.purpose, reference: a.reference, collections: Set(a.collections).sorted(),
            employee: a.employee, status: .active, grantedBy: env.actor.name, grantedAt: env.now, until: a.until)
        consent.history.record(env.entry(op, consent.status, reason: a.purpose))
        var changes = Changes()
        changes.create(consent, in: .admin)
        changes.schedule(ConsentEnd.op, at: a.until, ["id": .string(a.id)])
        changes.result = ["id": .string(a.id), "until": .string(a.until.rfc3339())]
        return changes
    }
}
