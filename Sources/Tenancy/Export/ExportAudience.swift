import Base
import Casework
import Evidence
import Foundation
import Records
import Store
import Wire

/// For whom a bundle is made, and what of other people stays out of it (protocol/evidence.md §3.3). Everything that is not plainly the
/// asker's to see is left out and counted.
struct ExportAudience: Sendable {
    let scope: ExportScope
    let principal: Principal
    let purposes: [Purpose]
    /// Whose file it is; nil for a range of the log.
    let employee: String?
    let now: Timestamp

    /// Acts over many people that name them by ids only: each of them needs the act to prove the own record.
    static let idsOnly: Set<String> = ["payslip.publish"]

    /// Which collection an operation is about, where it wrote no record to judge by.
    static let families: [String: String] = [
        "leave": Leave.schema.name, "reimbursement": Reimbursement.schema.name, "payslip": Payslip.schema.name,
        "profile": ProfileCorrection.schema.name, "notice": NoticeReceipt.schema.name, "delegation": Delegation.schema.name,
        "employee": Employee.schema.name,
    ]

    /// By role and purpose, whatever the record says.
    func mayRead(_ collection: String) -> Bool {
        guard let rule = Access.matrix[collection] else { return false }
        return principal.actor.roles.contains { role in role != .manager && purposes.contains { rule[role]?.contains($0) ?? false } }
    }
}

extension PartitionReader {
    /// Whether a live record may stand in the bundle.
    func mayShow(_ schema: CollectionSchema, _ header: EntryHeader, to audience: ExportAudience) throws -> Bool {
        if case .own = audience.scope {
            guard let employee = audience.employee else { return false }
            return try number(of: .employee(employee)) == header.feed
        }
        for purpose in audience.purposes where try right(audience.principal, schema, header, purpose, now: audience.now) != nil { return true }
        return false
    }

    /// Whether a leaf's body may be shown, and not only that it stands in the log.
    func mayShow(_ leaf: Leaf, _ secret: LeafSecret, to audience: ExportAudience) throws -> Bool {
        guard let body = try? JSON(parsing: secret.commitment.body) else { return false }
        if body["op"]?.stringValue == KeyChange.op { return true }
        switch audience.scope {
        case .own: return try isOwn(leaf.kind, body, audience)
        case .person(let employee): return try isAbout(employee, leaf.kind, body, secret, audience)
        case .leaves, .time:
            if [LeafKind.access, .system, .key, .import].contains(leaf.kind) { return true }
            return try isReadable(body, secret, audience)
        }
    }

    private func isOwn(_ kind: LeafKind, _ body: JSON, _ audience: ExportAudience) throws -> Bool {
        guard let employee = audience.employee else { return false }
        let people = ActPeople(body)
        let isMine = people.account == audience.principal.actor.account
        let isAlone = people.about.allSatisfy { $0 == employee }
        switch kind {
        case .access: return body["of"] == .string("e/\(employee)") || body["people"] == [.string(employee)]
        // They name employees and records by their ids only.
        case .import: return true
        case .key: return isMine
        case .timer, .system: return isAlone && (isMine || people.about == [employee])
        case .mutation, .refused, .notice:
            let op = body["op"]?.stringValue ?? ""
            // What one did in office is about others, whatever it wrote.
            if isMine { return isAlone && (core.commands(op)?.roles.contains(.employee) ?? false) }
            return people.about == [employee] || ExportAudience.idsOnly.contains(op)
        }
    }

    private func isAbout(
        _ employee: String, _ kind: LeafKind, _ body: JSON, _ secret: LeafSecret, _ audience: ExportAudience
    ) throws -> Bool {
        let people = ActPeople(body)
        switch kind {
        // Who read a person's records is that person's to know, and an auditor's.
        case .access, .system, .key: return false
        case .import: return true
        case .timer, .mutation, .refused, .notice:
            if ExportAudience.idsOnly.contains(body["op"]?.stringValue ?? "") { return true }
            let isAlone = people.about.allSatisfy { $0 == employee } && (people.employee == employee || people.about == [employee])
            return try isAlone && isReadable(body, secret, audience)
        }
    }

    /// Whether all that an act wrote may be read; of what wrote nothing its family decides.
    private func isReadable(_ body: JSON, _ secret: LeafSecret, _ audience: ExportAudience) throws -> Bool {
        let op = body["op"]?.stringValue ?? ""
        if ExportAudience.idsOnly.contains(op) { return true }
        var seen: Set<String> = []
        var isJudged = false
        for element in secret.rows.elements where seen.insert("\(element.collection)/\(element.id)").inserted {
            guard let schema = Schema.named(element.collection), Access.matrix[schema.name] != nil else { continue }
            isJudged = true
            if let entry = try snapshot.entry(collection: schema.code, id: element.id), entry.body != nil {
                guard try mayShow(schema, entry.header, to: audience) else { return false }
            } else if schema.code == Appeal.schema.code || !audience.mayRead(schema.name) {
                // Whom a removed appeal barred is not known any more.
                return false
            }
        }
        if isJudged { return true }
        let head = op.split(separator: ".").first.map(String.init) ?? ""
        if let family = ExportAudience.families[head] { return audience.mayRead(family) }
        if case .person = audience.scope { return op == "void" }
        return head != "appeal"
    }
}
