import Base
package import Records
package import Wire

/// `erasure.run` (server only): one slice of a confirmed erasure: first the files of imports that may hold what goes, then the records that
/// may go, then the bodies of the log that concern the person and belong to no record that is kept. The last slice's leaf is the certificate.
package enum ErasureRun: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
    }

    package struct Facts: Sendable {
        package var request: Stored<Erasure>?
        package var found: ErasureFound
        package var belongings: [String: RetentionKind.Belongings]
        package var leaves: [Int64]
        package var files = ImportFiles.none
    }

    package static let op = "erasure.run"
    package static let area = "retention"
    package static let roles: Set<Role> = []
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [.text("id", "the request")]
    package static let meaning = LocalizedText(
        zh: "执行个人信息删除的一段：先删除可能含有这些记录的全部导入的文件、报告与过程（包括试运行；《个人信息保护法》第19、47条），再删除记录。",
        en: "One slice of a confirmed erasure: first file, report and journal of every import that may have held such records, dry runs too "
            + "(PIPL arts. 19, 47), then the records.")
    package static let example: JSON = ["id": "X1aBcDeFgHi"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Facts {
        guard let stored = try reader.record(Erasure.self, id: a.id), stored.record.status == .running else {
            return Facts(request: nil, found: ErasureFound(), belongings: [:], leaves: [])
        }
        let found = try ErasureFound.load(stored.record, reader)
        var belongings: [String: RetentionKind.Belongings] = [:]
        let context = RetentionContext(reader)
        // Which day it is only `decide` knows: what was over first is looked up first, so that what is due is among it.
        let ended = found.records.filter { $0.bar == nil && $0.end != nil }.sorted { ($0.end?.days ?? 0, $0.name) < ($1.end?.days ?? 0, $1.name) }
        for candidate in ended.prefix(ErasureCase.sliceRecords) {
            belongings[candidate.name] = try RetentionKind[candidate.schema.name]?.belongings(context, candidate.id)
        }
        let after = Int64(stored.record.next ?? -1)
        // Only a request for everything is about acts that left no record.
        let leaves = stored.record.collections.isEmpty
            ? try reader.leaves(about: stored.record.employee, after: after, limit: ErasureCase.sliceLeaves) : []
        let files = try ImportFiles.load(ended.map(\.schema.name), reader)
        return Facts(request: stored, found: found, belongings: belongings, leaves: leaves, files: files)
    }

    package static func decide(_: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        var changes = Changes()
        guard let stored = facts.request else { return changes }
        var request = stored.record
        let plan = facts.found.plan(on: env.today)
        request.kept = plan.kept
        // One whose belongings were not looked up waits for the next slice.
        let due = plan.due.filter { facts.belongings[$0.name] != nil }.prefix(ErasureCase.sliceRecords)
        let files = facts.files.next(due.map(\.schema.name))
        var isDone = false
        if files.isEmpty {
            for candidate in due { changes.erase(candidate, facts.belongings[candidate.name] ?? .init()) }
            request.deleted += due.count
        }
        if due.isEmpty {
            changes.erase(leaves: facts.leaves)
            request.next = facts.leaves.last.map { Int($0) } ?? request.next
            isDone = facts.leaves.count < ErasureCase.sliceLeaves
        }
        changes.note = [
            "erasure": .string(request.id), "no": .string(request.no), "employee": .string(request.employee),
            "decided_by": request.decidedBy.map { .string($0) } ?? .null, "confirmed_by": request.confirmedBy.map { .string($0) } ?? .null,
            "deleted": .int(Int64(request.deleted)), "basis": "《个人信息保护法》第47条",
        ]
        // The records wait for the slice that finds no file left.
        if !files.isEmpty { changes.dropFiles(of: files, at: env.now) }
        if isDone {
            request.status = try ErasureCase.table.step(stored, from: request.status, .finish)
            request.finishedAt = env.now
            request.history.record(env.entry(op, request.status))
            changes.note["certificate"] = .bool(true)
            changes.note["kept"] = .array(plan.kept.map(\.json))
        } else {
            changes.schedule(op, at: env.now, ["id": .string(request.id)])
        }
        changes.put(request, in: stored.feed)
        return changes
    }
}
