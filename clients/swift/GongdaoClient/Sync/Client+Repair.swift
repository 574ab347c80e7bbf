internal import Base
internal import Crypto
internal import Wire

extension Client {
    /// Compares the server's digests with what is held; where they differ, finds the buckets and replaces what is held in them
    /// (protocol §6; why.md S20). The stored cursor stays: what changed meanwhile comes again by delta, and a repeat is harmless.
    func repair(_ digests: [String: [String: String]], _ report: inout SyncReport) async throws {
        var repaired = false
        for (feed, collections) in digests.sorted(by: { $0.key < $1.key }) {
            for (collection, text) in collections.sorted(by: { $0.key < $1.key }) {
                guard let expected = Digest.parse(text) else { throw ClientError.badAnswer("dig of \(feed)/\(collection)") }
                let held = try cache().read { try $0.digest(feed: feed, collection: collection) }
                if held == expected { continue }
                try await repair(feed: feed, collection: collection, expected: Int(expected.count))
                report.repaired.append("\(feed)/\(collection)")
                repaired = true
            }
        }
        if repaired {
            while true { if let page = try await pullPage(), !page.more { break } }
        }
    }

    private func repair(feed: String, collection: String, expected: Int) async throws {
        let rows = try cache().read { try $0.rows(collection: collection, feed: feed) }
        let count = min(4096, max(1, max(rows.count, expected) / Limits.verifyBucketRows))
        var sums = Array(repeating: (count: Int64(0), sum: UInt64(0)), count: count)
        for row in rows {
            let bucket = Buckets.of(row.id, among: count)
            sums[bucket] = (sums[bucket].count + 1, Digest.add(sums[bucket].sum, row.term))
        }
        let params: JSON = [
            "in": .string(feed), "c": .string(collection), "n": .int(Int64(count)),
            "sums": .array(sums.map { .string(Digest.text(count: $0.count, sum: $0.sum)) }),
        ]
        let answer = try await patiently { try await self.request("sync.verify", params) }
        guard let unequal = answer["uneq"]?.arrayValue else { throw ClientError.badAnswer("sync.verify") }
        for bucket in unequal.compactMap(\.intValue) { try await replace(Int(bucket), of: count, feed, collection) }
    }

    private func replace(_ bucket: Int, of count: Int, _ feed: String, _ collection: String) async throws {
        var fresh: [CachedRow] = []
        var columns: [String] = []
        var after: String?
        repeat {
            var members: [(String, JSON)] = [
                ("in", .string(feed)), ("c", .string(collection)), ("n", .int(Int64(count))), ("b", .int(Int64(bucket))),
            ]
            if let after { members.append(("after", .string(after))) }
            let params = JSON.object(JSONObject(members))
            let answer = try await patiently { try await self.request("sync.bucket", params) }
            let page = try Page(answer)
            let (_, changes) = SyncApplier.apply(page, to: SyncState())
            for change in changes {
                if case .put(let row) = change { fresh.append(row) }
                if case .columns(_, let names) = change { columns = names }
            }
            after = page.more ? answer["after"]?.stringValue : nil
        } while after != nil
        let (rows, names) = (fresh, columns)
        try cache().write { transaction in
            let state = try transaction.value(SyncState.self, CacheFile.syncDocument) ?? SyncState()
            let kept = Set(rows.map(\.id))
            var isLess = false
            for row in try transaction.rows(collection: collection, feed: feed) where Buckets.of(row.id, among: count) == bucket {
                try transaction.remove(collection: collection, id: row.id, ifIn: feed)
                isLess = isLess || !kept.contains(row.id)
            }
            // What the server takes back without a word, it may have lost.
            if isLess { try transaction.changeLog { $0.doubt = true } }
            try transaction.setColumns(collection, names)
            for row in rows { try transaction.put(row, generation: state.generation) }
        }
    }
}

/// How ids fall into buckets: the first 4 bytes of SHA-256 of the id, big-endian, modulo their number.
enum Buckets {
    static func of(_ id: String, among count: Int) -> Int {
        let head = SHA256.hash(data: Array(id.utf8)).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return Int(head % UInt32(max(1, count)))
    }
}
