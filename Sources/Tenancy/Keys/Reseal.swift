import Base
import Casework
import Evidence
import Foundation
import Store
package import Wire

extension PartitionWriter {
    /// One slice of a rotation: what is sealed under older keys is sealed anew in its place, seq and rev unchanged. Answers where
    /// to go on, and how many values were old.
    func reseal(from cursor: SealedCursor) throws -> (next: SealedCursor?, resealed: Int) {
        let slice = try transaction.sealed(notUnder: Int(sealer.ring.current), from: cursor, limit: Limits.resealSlice)
        for row in slice.rows {
            guard let use = try use(of: row.place) else { continue }
            try transaction.reseal(row.place, try sealer.seal(try sealer.open(row.bytes, use), use))
        }
        return (slice.next, slice.rows.count)
    }

    /// Named values of the partition itself are few; they are not part of the scan.
    func resealMeta() throws {
        for name in Role.allCases.map(RoleHolders.name) + [LogName.key] {
            guard let sealed = try transaction.meta(name) else { continue }
            try transaction.setMeta(name, try sealer.seal(try sealer.open(sealed, .meta(name: name)), .meta(name: name)))
        }
    }

    /// What a value at a place was bound to; nil where it is gone.
    private func use(of place: SealedPlace) throws -> SealUse? {
        switch place {
        case .row(let header): return .row(feed: header.feed, collection: header.collection, id: header.id, rev: header.rev)
        case .feedName(let number): return .feedName(number: number)
        case .outcomeResult(let queue, let n), .outcomeAct(let queue, let n): return .outcome(queue: queue, n: n)
        case .leafBody(let index):
            guard let leaf = try transaction.leaf(index).flatMap({ Leaf($0.bytes) }) else { return nil }
            return .leaf(commitment: Hex.encode(leaf.commitment))
        case .timer(let id): return .timer(id: id)
        case .blobMeta(let number):
            guard let blob = try transaction.blob(number: number) else { return nil }
            return .blobMeta(key: Hex.encode(blob.key))
        case .chunk(let blob, let index): return .blob(number: blob, chunk: index)
        }
    }
}

extension TenantRegistry {
    /// Gives a tenant a new data key and seals everything anew under it, slice by slice, while everyone reads and writes on; old
    /// keys are destroyed once a full scan finds nothing under them (why.md S12). Answers the new key's number.
    @discardableResult
    package func rotateKey(_ code: String, by operator: String) async throws(RPCError) -> UInt16 {
        let summary = try summary(code)
        guard summary.status != .deleted else { throw RPCError(.notFound) }
        let partition = try await partition(summary)
        let box = partition.core.keys
        let ring = box.now.rotated(random: random)
        // On disk before its first use: a crash in between leaves a key that nothing needs yet.
        try await save(ring)
        box.swap(ring)
        do {
            try await partition.system("key.rotate", leaf: .key) { writer in
                writer.note["key"] = .int(Int64(ring.current))
                writer.note["by"] = .string("operator:" + `operator`)
                try writer.resealMeta()
            }
            var found = 1
            while found > 0 {
                found = 0
                var cursor: SealedCursor? = .start
                while let from = cursor {
                    let slice = try await partition.system("key.reseal") { try $0.reseal(from: from) }
                    found += slice.resealed
                    cursor = slice.next
                }
            }
            let last = ring.numbers.filter { $0 != ring.current }.reduce(ring) { $0.dropping($1) }
            try await save(last)
            box.swap(last)
            try await partition.system("key.destroy", leaf: .key) { writer in
                writer.note["keys"] = .array(ring.numbers.dropLast().map { .int(Int64($0)) })
            }
        } catch { throw partition.answer(error) }
        return ring.current
    }

    /// The log is signed by a new key from here on; the old one signs for it in a leaf. Answers the new key's public form.
    package func rotateLogKey(_ code: String, by operator: String) async throws(RPCError) -> String {
        let partition = try await partition(try summary(code))
        do {
            return try await partition.system("log.rotate") { try $0.rotateLogKey(by: "operator:" + `operator`) }
        } catch { throw partition.answer(error) }
    }

    private func save(_ ring: KeyRing) async throws(RPCError) {
        try await blocking {
            try self.keyStore.save(tenant: ring.tenant, try KeyFile.write(ring, platform: self.platformKey, random: self.random))
        }
    }
}
