import Base
package import Records
package import Wire

/// `deletion.list` (server only): one slice of the search. What is due and not barred goes into the frozen list; at the end the second
/// person is asked.
package enum DeletionList: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
    }

    package struct Facts: Sendable {
        package var deletion: Stored<Deletion>?
        package var candidates: [RetentionCandidate]
    }

    package static let op = "deletion.list"
    package static let area = "retention"
    package static let roles: Set<Role> = []
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [.text("id", "the deletion")]
    package static let meaning = LocalizedText(zh: "列出到期记录的一段。", en: "One slice of the search for what is due.")
    package static let example: JSON = ["id": "D1aBcDeFgHi"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Facts {
        guard let deletion = try reader.record(Deletion.self, id: a.id), deletion.record.status == .listing,
            let kind = RetentionKind[deletion.record.collection]
        else { return Facts(deletion: nil, candidates: []) }
        let found = try kind.page(RetentionContext(reader), deletion.record.next, DeletionCase.pageRecords)
        return Facts(deletion: deletion, candidates: found)
    }

    package static func decide(_: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        var changes = Changes()
        guard let stored = facts.deletion else { return changes }
        var deletion = stored.record
        let due = facts.candidates.filter { $0.isDue(before: deletion.before) }
        let items = due.compactMap { found in found.end.map { DeletionPage.Item(id: found.id, rev: Int(found.rev), end: $0) } }
        if !items.isEmpty {
            let page = DeletionPage(deletion: deletion.id, number: deletion.pages, items: items)
            guard let digest = try? page.digest(after: deletion.digest) else {
                throw .rule("deletion.digest", zh: "清单无法计算摘要。", en: "The list has no digest.")
            }
            deletion.digest = digest
            deletion.pages += 1
            deletion.listed += items.count
            changes.create(page, in: .retention)
        }
        deletion.next = facts.candidates.last?.id
        if facts.candidates.count < DeletionCase.pageRecords {
            deletion.next = nil
            let event: DeletionEvent = deletion.listed == 0 ? .empty : .freeze
            deletion.status = try DeletionCase.table.step(stored, from: deletion.status, event)
            deletion.history.record(env.entry("deletion." + event.rawValue, deletion.status))
            if event == .empty { deletion.finishedAt = env.now } else {
                let due = Deadlines.after(DeletionCase.confirmDays, env.today)
                Tasks.open(.deletionConfirm, about: Deletion.self, deletion.id, in: .admin, due: due, env, &changes)
            }
        } else {
            changes.schedule(op, at: env.now, ["id": .string(deletion.id)])
        }
        changes.put(deletion, in: stored.feed)
        changes.note = ["deletion": .string(deletion.id), "listed": .int(Int64(deletion.listed))]
        return changes
    }
}
