import Base
package import Casework
import Records
import Store
import Wire

extension PartitionWriter {
    /// Writes what a command decided.
    package func apply(_ changes: Changes) throws {
        for put in changes.puts {
            try self.put(put.schema, id: put.record.id, in: put.feed, isNew: put.isNew) { try put.row(rev: $0) }
            // Who holds which role is asked by commands; it follows the accounts.
            if let account = put.record as? Account, let employee = account.employee {
                for role in Role.allCases { try hold(role, employee, account.status == .active && account.roles.contains(role.rawValue)) }
            }
        }
        for run in changes.files { try dropFile(of: run) }
        for erasure in changes.erasures { try erase(erasure) }
        for leaf in changes.leaves { try eraseBody(of: leaf, besides: nil) }
        for removal in changes.removals { try remove(removal.schema, id: removal.id) }
        // Removals first: a value may pass from one record to another in one mutation.
        for lookup in changes.lookups where lookup.target == nil { try removeLookup(lookup.space, lookup.text) }
        for lookup in changes.lookups {
            if let target = lookup.target { try setLookup(lookup.space, lookup.text, target: target) }
        }
        for grant in changes.grants {
            switch grant {
            case .add(let subject, let feed, let until):
                try addGrant(subject: subject, feed: feed, until: until.map { Timestamp(ms: $0) })
            case .end(let subject, let feed): try endGrants(subject: subject, feed: feed)
            }
        }
        for plan in changes.timers { try addTimer(.command(op: plan.op, a: plan.a), due: plan.due) }
        for use in changes.blobs { try refer(to: use) }
        for subject in changes.touchedSubjects { rolesChanged(subject: subject) }
    }

    /// A record refers to a blob from now on: whoever may read the record may read it.
    private func refer(to use: Changes.BlobUse) throws {
        guard var blob = try transaction.blob(number: use.blob) else {
            throw Refusal.no(
                .notFound, reason: "blob.missing",
                text: LocalizedText(zh: "附件不存在，请重新上传。", en: "The attachment is not there; upload it again."))
        }
        blob.refs += 1
        try transaction.setBlob(blob)
        let key = sealer.ring.blobReference("\(use.collection)/\(use.id)", hash: use.hash)
        try transaction.setLookup(space: BlobReference.space, key: key, target: String(use.blob))
    }
}
