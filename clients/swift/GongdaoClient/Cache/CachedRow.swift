public import Records
public import Wire

/// A record as the cache holds it: the array that travelled, the feed it came from, its revision.
public struct CachedRow: Sendable, Equatable {
    public var feed: String
    public var collection: String
    public var id: String
    public var rev: Int64
    /// Values in the order of the collection's columns; missing trailing ones are null.
    public var values: [JSON]

    public init(feed: String, collection: String, id: String, rev: Int64, values: [JSON]) {
        (self.feed, self.collection, self.id, self.rev, self.values) = (feed, collection, id, rev, values)
    }

    var sealedForm: [UInt8] {
        JSON.array([.string(feed), .string(collection), .string(id), .int(rev), .array(values)]).bytes
    }

    init(sealedForm bytes: [UInt8]) throws {
        let json = try JSON(parsing: bytes)
        guard let feed = json[0]?.stringValue, let collection = json[1]?.stringValue, let id = json[2]?.stringValue,
            let rev = json[3]?.intValue, let values = json[4]?.arrayValue
        else { throw ClientError.cacheUnreadable("a row has another form") }
        self.init(feed: feed, collection: collection, id: id, rev: rev, values: values)
    }

    /// Digest term of (collection, id, rev).
    var term: UInt64 { Digest.term(collection: collection, id: id, rev: rev) }

    /// The row with its column names.
    func members(_ columns: [String]) -> JSONObject {
        JSONObject(zip(columns, values + Array(repeating: .null, count: max(0, columns.count - values.count))).map { ($0, $1) })
    }
}

/// A record as an app reads it: the confirmed row, with the acts that are still on their way laid over it.
public struct Entry: Sendable, Equatable {
    public var collection: String
    public var id: String
    /// 0 for a record that so far exists only here.
    public var rev: Int64
    /// Members by column name.
    public var members: JSONObject
    /// Local numbers of the acts whose effect is shown but not yet contained in what the server sent.
    public var pending: [Int64]

    public init(collection: String, id: String, rev: Int64, members: JSONObject, pending: [Int64] = []) {
        (self.collection, self.id, self.rev, self.members, self.pending) = (collection, id, rev, members, pending)
    }

    /// As a typed record; throws `badAnswer` where a member is not what the schema says.
    public func record<R: Record>(_ type: R.Type) throws -> R {
        do {
            return try WireDecoder.decode(type, from: .object(members))
        } catch {
            throw ClientError.badAnswer("\(collection)/\(id): \(error.path)")
        }
    }
}
