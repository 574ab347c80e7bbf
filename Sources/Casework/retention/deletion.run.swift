import Base
package import Records
package import Wire

/// `deletion.run` (server only): one slice of a confirmed deletion. Each record is looked at once more: what was changed, is held, or is
/// not due any more stays and is counted as kept. Files of imports that may hold them go first, in slices of their own. The slice's leaf
/// says what went, on which ground, on whose word.
package enum DeletionRun: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
    }

    package struct Facts: Sendable {
        package var deletion: Stored<Deletion>?
        package var page: DeletionPage?
        /// Of the page's items from `deletion.next` on.
        package var work: [(candidate: RetentionCandidate?, rev: Int, belongings: RetentionKind.Belongings)]
        package var files = ImportFiles.none
    }

    package static let op = "deletion.run"
    package static let area = "retention"
    package static let roles: Set<Role> = []
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [.text("id", "the deletion")]
    package static let meaning = LocalizedText(
        zh: "执行到期删除的一段：先删除可能含有这些记录的全部导入的文件、报告与过程（包括试运行；《个人信息保护法》第19、47条），再删除记录。",
        en: "One slice of a confirmed deletion: first file, report and journal of every import that may have held such records, dry runs too "
            + "(PIPL arts. 19, 47), then the records.")
    package static let example: JSON = ["id": "D1aBcDeFgHi"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Facts {
        guard let stored = try reader.record(Deletion.self, id: a.id), stored.record.status == .running,
            let kind = RetentionKind[stored.record.collection]
        else { return Facts(deletion: nil, page: nil, work: []) }
        let deletion = stored.record
        guard let page = try reader.record(DeletionPage.self, id: DeletionPage.id(deletion.id, deletion.page))?.record else {
            return Facts(deletion: stored, page: nil, work: [])
        }
        let context = RetentionContext(reader)
        let work = try page.items.dropFirst(done(deletion)).prefix(DeletionCase.sliceRecords).map { item in
            let found = try kind.one(context, item.id)
            return (found, item.rev, try found == nil ? RetentionKind.Belongings() : kind.belongings(context, item.id))
        }
        return Facts(deletion: stored, page: page, work: Array(work), files: try ImportFiles.load([deletion.collection], reader))
    }

    /// Items of the present page that are done.
    private static func done(_ deletion: Deletion) -> Int { deletion.next.flatMap { Int($0) } ?? 0 }

    package static func decide(_: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        var changes = Changes()
        guard let stored = facts.deletion else { return changes }
        var deletion = stored.record
        let due = facts.work.compactMap { candidate, rev, belongings in
            candidate.flatMap { Int($0.rev) == rev && $0.isDue(before: deletion.before) ? ($0, belongings) : nil }
        }
        let files = due.isEmpty ? [] : facts.files.next([deletion.collection])
        guard files.isEmpty else {
            // The same records are looked at again when no file is left.
            changes.note = note(deletion, deleted: 0, kept: 0)
            changes.dropFiles(of: files, at: env.now)
            changes.schedule(op, at: env.now, ["id": .string(deletion.id)])
            return changes
        }
        for (candidate, belongings) in due { changes.erase(candidate, belongings) }
        let deleted = due.count
        deletion.deleted += deleted
        deletion.kept += facts.work.count - deleted
        let offset = done(deletion) + facts.work.count
        if let page = facts.page, offset < page.items.count {
            deletion.next = String(offset)
        } else {
            deletion.next = nil
            deletion.page += 1
        }
        if deletion.page >= deletion.pages {
            deletion.status = try DeletionCase.table.step(stored, from: deletion.status, .finish)
            deletion.finishedAt = env.now
            deletion.history.record(env.entry(op, deletion.status))
        } else {
            changes.schedule(op, at: env.now, ["id": .string(deletion.id)])
        }
        changes.put(deletion, in: stored.feed)
        changes.note = note(deletion, deleted: deleted, kept: facts.work.count - deleted)
        return changes
    }

    private static func note(_ deletion: Deletion, deleted: Int, kept: Int) -> JSONObject {
        [
            "deletion": .string(deletion.id), "collection": .string(deletion.collection), "before": .string("\(deletion.before)"),
            "basis": .string(deletion.basis.zh), "reason": .string(deletion.reason), "asked_by": .string(deletion.askedBy),
            "confirmed_by": deletion.confirmedBy.map { .string($0) } ?? .null, "digest": deletion.digest.map { .string($0) } ?? .null,
            "deleted": .int(Int64(deleted)), "kept": .int(Int64(kept)),
        ]
    }
}
