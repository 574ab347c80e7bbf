package import Casework
package import Records
package import Store

extension PartitionReader {
    /// Whether a live row of a feed is one that is looked for; rows are not opened.
    package func hasRow(in feed: Feed, _ isWanted: (EntryHeader) -> Bool) throws -> Bool {
        guard let number = try number(of: feed) else { return false }
        var found = false
        try snapshot.live(feed: number, below: .max) { header, _ in
            found = isWanted(header)
            return !found
        }
        return found
    }

    /// Records of a feed by id behind `after`, until `body` answers false.
    package func scan<R: Record>(_: R.Type, in feed: Feed, after: String?, _ body: (R) -> Bool) throws {
        guard let number = try number(of: feed) else { return }
        try snapshot.live(feed: number, collection: R.schema.code, afterID: after) { header, sealed in
            body(try self.stored(R.self, header, try self.open(header, sealed)).record)
        }
    }

    package func page<R: Record>(_: R.Type, after: String?, limit: Int) throws -> [Stored<R>] {
        var out: [Stored<R>] = []
        try snapshot.live(collection: R.schema.code, afterID: after) { header, sealed in
            guard out.count < limit else { return false }
            out.append(try self.stored(R.self, header, try self.open(header, sealed)))
            return true
        }
        return out
    }

    package func leaves(about employee: String, after: Int64, limit: Int) throws -> [Int64] {
        try leaves(.subject, employee, after: after, limit: limit)
    }

    /// Every record of a collection, opened one after another: for work off the event loop that looks at a whole tenant.
    package func each<R: Record>(_: R.Type, _ body: (R) -> Void) throws {
        try snapshot.live(collection: R.schema.code, afterID: nil) { header, sealed in
            body(try self.stored(R.self, header, try self.open(header, sealed)).record)
            return true
        }
    }
}
