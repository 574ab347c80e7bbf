package import Base
package import Casework
import Evidence
import Records
import Store
package import Wire

/// What retention asks of a whole tenant: off the writer's thread, behind one access leaf, in slices.
extension Partition {
    /// `retention.due`: records of one collection whose period was over before a day, with what bars their deletion. It says whose, not what.
    package func retentionDue(
        _ kind: RetentionKind, before: LocalDate, after: String?, limit: Int, for p: Principal
    ) async throws(RPCError) -> JSON {
        try await logged("retention.due", p, [kind.rule.collection]) { reader in
            let found = try kind.page(RetentionContext(reader), after, limit)
            var items: [JSON] = []
            for candidate in found {
                guard let end = candidate.end, end < before else { continue }
                var members: JSONObject = ["id": .string(candidate.id), "end": .string("\(end)")]
                if let person = candidate.person { members["employee"] = .string(person) }
                switch candidate.bar {
                case .hold?: members["bar"] = "hold"
                case .open(let matter)?: (members["bar"], members["matter"]) = ("open", .string(matter))
                case nil: break
                }
                items.append(.object(members))
            }
            var answer: JSONObject = ["items": .array(items), "looked": .int(Int64(found.count))]
            if found.count == limit, let last = found.last { answer["next"] = .string(last.id) }
            return .object(answer)
        }
    }

    /// `retention.list`: one page of the frozen list of a deletion, with the digest up to it, so that the second person can check what
    /// the digest in the record says.
    package func retentionList(_ deletion: String, page: Int, for p: Principal) async throws(RPCError) -> JSON {
        try await logged("retention.list", p, ["deletion/" + deletion]) { reader in
            guard let found = try reader.record(Deletion.self, id: deletion)?.record else { throw RPCError(.notFound) }
            var digest: String?
            var items: [JSON] = []
            for number in 0...page where number < found.pages {
                guard let record = try reader.record(DeletionPage.self, id: DeletionPage.id(deletion, number))?.record else { break }
                digest = try record.digest(after: digest)
                guard number == page else { continue }
                items = try record.items.map { item in
                    var members: JSONObject = ["id": .string(item.id), "rev": .int(Int64(item.rev)), "end": .string("\(item.end)")]
                    if let person = try RetentionKind[found.collection]?.person(RetentionContext(reader), item.id) {
                        members["employee"] = .string(person)
                    }
                    return .object(members)
                }
            }
            var answer: JSONObject = [
                "collection": .string(found.collection), "status": .string(found.status.rawValue), "listed": .int(Int64(found.listed)),
                "pages": .int(Int64(found.pages)), "page": .int(Int64(page)), "items": .array(items),
            ]
            if let digest { answer["digest"] = .string(digest) }
            if let whole = found.digest { answer["whole"] = .string(whole) }
            return .object(answer)
        }
    }

    /// `retention.holds`: legal holds, newest first; those of one person where one is named.
    package func holds(of person: String?, lifted: Bool, for p: Principal) async throws(RPCError) -> JSON {
        try await logged("retention.holds", p, ["legal_hold"]) { reader in
            let found = try reader.records(LegalHold.self, in: .holds, limit: HoldCase.most).map(\.record)
                .filter { (lifted || $0.status == .active) && (person == nil || $0.employee == person) }
                .sorted { ($0.setAt, $0.id) > ($1.setAt, $1.id) }
            return ["holds": .array(try found.prefix(Limits.holdsListed).map { try WireEncoder.json($0) })]
        }
    }

    /// One access leaf before the answer; the reading behind it, on the pool.
    private func logged(
        _ name: String, _ p: Principal, _ records: [String], _ read: @escaping @Sendable (PartitionReader) throws -> JSON
    ) async throws(RPCError) -> JSON {
        try admit(p)
        do {
            try await system(name, leaf: .access) { writer in
                let purpose: Purpose = p.actor.roles.isDisjoint(with: [.hr, .admin]) ? .audit : .personnel
                writer.noteAccess(p, purpose, about: [], records: records)
            }
            return try await readOnPool(read)
        } catch { throw answer(error) }
    }
}
