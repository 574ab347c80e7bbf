internal import Base
internal import Foundation
internal import GRDB
internal import Wire

/// One transaction on the cache. Never leaves its closure.
struct CacheTransaction {
    let db: Database
    let sealer: CacheSealer

    // MARK: Documents

    func document(_ name: String) throws -> JSON? {
        guard let sealed = try Data.fetchOne(db, sql: "SELECT value FROM meta WHERE name = ?", arguments: [name]) else { return nil }
        return try JSON(parsing: sealer.open([UInt8](sealed), for: Array("meta/\(name)".utf8)))
    }

    func setDocument(_ name: String, _ value: JSON?) throws {
        guard let value else { return try db.execute(sql: "DELETE FROM meta WHERE name = ?", arguments: [name]) }
        let sealed = try sealer.seal(value.bytes, for: Array("meta/\(name)".utf8))
        try db.execute(
            sql: "INSERT INTO meta(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
            arguments: [name, Data(sealed)])
    }

    /// A document as a value; nil where there is none.
    func value<T: Decodable>(_ type: T.Type, _ name: String) throws -> T? {
        guard let json = try document(name) else { return nil }
        return try WireDecoder.decode(type, from: json)
    }

    func setValue<T: Encodable>(_ value: T, _ name: String) throws { try setDocument(name, WireEncoder.json(value)) }

    // MARK: Rows

    func put(_ row: CachedRow, generation: Int64) throws {
        let key = sealer.name("row", row.collection, row.id)
        let sealed = try sealer.seal(row.sealedForm, for: key)
        try db.cachedStatement(
            sql: """
                INSERT INTO row(key, feed, kind, generation, term, sealed) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT(key) DO UPDATE SET feed = excluded.feed, kind = excluded.kind, generation = excluded.generation,
                    term = excluded.term, sealed = excluded.sealed
                """
        ).execute(arguments: [
            Data(key), feedName(row.feed), kindName(row.collection), generation, Int64(row.term), Data(sealed),
        ])
    }

    func remove(collection: String, id: String, ifIn feed: String) throws {
        try db.execute(
            sql: "DELETE FROM row WHERE key = ? AND feed = ?",
            arguments: [Data(sealer.name("row", collection, id)), feedName(feed)])
    }

    func drop(feed: String) throws { try db.execute(sql: "DELETE FROM row WHERE feed = ?", arguments: [feedName(feed)]) }

    func keepOnly(feeds: [String]) throws {
        let marks = Array(repeating: "?", count: feeds.count).joined(separator: ",")
        try db.execute(
            sql: "DELETE FROM row WHERE feed NOT IN (\(marks))", arguments: StatementArguments(feeds.map { feedName($0) }))
    }

    func sweep(before generation: Int64) throws { try db.execute(sql: "DELETE FROM row WHERE generation < ?", arguments: [generation]) }

    func row(collection: String, id: String) throws -> CachedRow? {
        let key = sealer.name("row", collection, id)
        guard let sealed = try Data.fetchOne(db, sql: "SELECT sealed FROM row WHERE key = ?", arguments: [Data(key)]) else { return nil }
        return try CachedRow(sealedForm: sealer.open([UInt8](sealed), for: key))
    }

    func rows(collection: String, feed: String? = nil) throws -> [CachedRow] {
        var arguments: StatementArguments = [kindName(collection)]
        if let feed { arguments += [feedName(feed)] }
        let found = try Row.fetchCursor(
            db, sql: "SELECT key, sealed FROM row WHERE kind = ?" + (feed == nil ? "" : " AND feed = ?"), arguments: arguments)
        var out: [CachedRow] = []
        while let row = try found.next() {
            let (key, sealed): (Data, Data) = (row[0], row[1])
            out.append(try CachedRow(sealedForm: sealer.open([UInt8](sealed), for: [UInt8](key))))
        }
        return out
    }

    func rowCount() throws -> Int { try Int.fetchOne(db, sql: "SELECT count(*) FROM row") ?? 0 }

    /// Count and sum of what is held of one collection in one feed.
    func digest(feed: String, collection: String) throws -> (count: Int64, sum: UInt64) {
        let terms = try Int64.fetchCursor(
            db, sql: "SELECT term FROM row WHERE feed = ? AND kind = ?", arguments: [feedName(feed), kindName(collection)])
        var (count, sum): (Int64, UInt64) = (0, 0)
        while let term = try terms.next() {
            count += 1
            sum = Digest.add(sum, UInt64(bitPattern: term))
        }
        return (count, sum)
    }

    private func feedName(_ feed: String) -> Data { Data(sealer.name("feed", feed)) }
    private func kindName(_ collection: String) -> Data { Data(sealer.name("kind", collection)) }
}

extension CacheTransaction {
    // MARK: Acts

    func acts() throws -> [(local: Int64, bytes: [UInt8])] {
        try Row.fetchAll(db, sql: "SELECT local, sealed FROM act ORDER BY local").map { row in
            let (local, sealed): (Int64, Data) = (row[0], row[1])
            return (local, try sealer.open([UInt8](sealed), for: Array("act/\(local)".utf8)))
        }
    }

    func setAct(_ local: Int64, _ bytes: [UInt8]) throws {
        let sealed = try sealer.seal(bytes, for: Array("act/\(local)".utf8))
        try db.execute(
            sql: "INSERT INTO act(local, sealed) VALUES (?, ?) ON CONFLICT(local) DO UPDATE SET sealed = excluded.sealed",
            arguments: [local, Data(sealed)])
    }

    func removeAct(_ local: Int64) throws { try db.execute(sql: "DELETE FROM act WHERE local = ?", arguments: [local]) }

    // MARK: Blobs

    func blob(_ hash: String) throws -> JSON? {
        let key = sealer.name("blob", hash)
        guard let sealed = try Data.fetchOne(db, sql: "SELECT sealed FROM blob WHERE key = ?", arguments: [Data(key)]) else { return nil }
        return try JSON(parsing: sealer.open([UInt8](sealed), for: key))
    }

    func setBlob(_ hash: String, _ blob: StagedBlob) throws {
        var value = try WireEncoder.json(blob).objectValue ?? JSONObject()
        value["hash"] = .string(hash)
        let sealedForm = JSON.object(value).bytes
        let key = sealer.name("blob", hash)
        try db.execute(
            sql: "INSERT INTO blob(key, sealed) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET sealed = excluded.sealed",
            arguments: [Data(key), Data(try sealer.seal(sealedForm, for: key))])
    }

    /// All blobs; their metadata holds the hash.
    func blobs() throws -> [(key: [UInt8], blob: (hash: String, value: StagedBlob))] {
        try Row.fetchAll(db, sql: "SELECT key, sealed FROM blob").map { row in
            let (key, sealed): (Data, Data) = (row[0], row[1])
            let json = try JSON(parsing: sealer.open([UInt8](sealed), for: [UInt8](key)))
            return ([UInt8](key), (json["hash"]?.stringValue ?? "", try WireDecoder.decode(StagedBlob.self, from: json)))
        }
    }

    func removeBlob(_ hash: String) throws { try removeBlob(key: sealer.name("blob", hash)) }

    func removeBlob(key bytes: [UInt8]) throws {
        let key = Data(bytes)
        try db.execute(sql: "DELETE FROM blob WHERE key = ?", arguments: [key])
        try db.execute(sql: "DELETE FROM chunk WHERE key = ?", arguments: [key])
    }

    func chunk(_ hash: String, _ place: Int) throws -> [UInt8]? {
        let key = sealer.name("blob", hash)
        let found = try Data.fetchOne(db, sql: "SELECT sealed FROM chunk WHERE key = ? AND place = ?", arguments: [Data(key), place])
        return try found.map { try sealer.open([UInt8]($0), for: key + Array("/\(place)".utf8)) }
    }

    func setChunk(_ hash: String, _ place: Int, _ bytes: [UInt8]) throws {
        let key = sealer.name("blob", hash)
        let sealed = try sealer.seal(bytes, for: key + Array("/\(place)".utf8))
        try db.execute(
            sql: "INSERT OR REPLACE INTO chunk(key, place, sealed) VALUES (?, ?, ?)", arguments: [Data(key), place, Data(sealed)])
    }
}
