public import Wire

/// One page of `sync.pull` or `sync.delta` (protocol §6), read.
public struct Page: Sendable, Equatable {
    public struct Gone: Sendable, Equatable {
        public var feed: String
        public var collection: String
        public var ids: [String]
    }

    public struct Put: Sendable, Equatable {
        public var feed: String
        public var collection: String
        public var columns: [String]
        public var rows: [[JSON]]
    }

    /// The first page of a snapshot: what is held becomes an old generation.
    public var reset = false
    /// With `reset`: the feeds that may be held.
    public var feeds: [String] = []
    public var drop: [String] = []
    public var gone: [Gone] = []
    public var put: [Put] = []
    /// Nil where the cursor is unchanged.
    public var cursor: String?
    public var more = false
    public var rowsLeft: Int64?
    /// Last mutation of each of this device's queues that is contained here. Only on a final page.
    public var lm: [String: Int64]?
    /// The highest n of each queue that survives the loss of the server's disk; a queue without one is not in it.
    public var dur: [String: Int64] = [:]
    /// Whether the server said anything about durability: without a backup there is none to wait for.
    public var hasDur = false
    /// By feed, then collection: `count.sum`.
    public var digests: [String: [String: String]] = [:]
    public var timeToken: String?
    public var checkpoint: String?

    public init() {}

    /// Throws `ClientError.badAnswer` naming the member that is not what the protocol promises.
    public init(_ json: JSON) throws {
        guard json.objectValue != nil else { throw ClientError.badAnswer("page") }
        reset = json["reset"]?.boolValue ?? false
        feeds = try Page.strings(json["feeds"], "feeds")
        drop = try Page.strings(json["drop"], "drop")
        gone = try Page.list(json["gone"], "gone").map { item in
            guard let feed = item["in"]?.stringValue, let collection = item["c"]?.stringValue else {
                throw ClientError.badAnswer("gone")
            }
            return Gone(feed: feed, collection: collection, ids: try Page.strings(item["ids"], "gone.ids"))
        }
        put = try Page.list(json["put"], "put").map(Page.group)
        cursor = json["cur"]?.stringValue
        more = json["more"]?.boolValue ?? false
        rowsLeft = json["left"]?["rows"]?.intValue
        if let object = json["lm"]?.objectValue { lm = try Page.numbers(object, "lm") }
        if let object = json["dur"]?.objectValue {
            hasDur = true
            dur = try Page.numbers(object, "dur")
        }
        if let object = json["dig"]?.objectValue {
            for (feed, sums) in object {
                guard let sums = sums.objectValue else { throw ClientError.badAnswer("dig") }
                digests[feed] = Dictionary(sums.map { ($0, $1.stringValue ?? "") }, uniquingKeysWith: { $1 })
            }
        }
        timeToken = json["tt"]?.stringValue
        checkpoint = json["ckpt"]?.stringValue
    }

    private static func group(_ item: JSON) throws -> Put {
        guard let feed = item["in"]?.stringValue, let collection = item["c"]?.stringValue else { throw ClientError.badAnswer("put") }
        let columns = try strings(item["cols"], "put.cols")
        guard columns.first == "id", columns.dropFirst().first == "rev" else { throw ClientError.badAnswer("put.cols") }
        let rows = try list(item["rows"], "put.rows").map { row in
            guard let values = row.arrayValue, values.count <= columns.count, row[0]?.stringValue != nil, row[1]?.intValue != nil
            else { throw ClientError.badAnswer("put.rows of \(collection)") }
            return values
        }
        return Put(feed: feed, collection: collection, columns: columns, rows: rows)
    }

    private static func list(_ json: JSON?, _ name: String) throws -> [JSON] {
        guard let json else { return [] }
        guard let list = json.arrayValue else { throw ClientError.badAnswer(name) }
        return list
    }

    private static func strings(_ json: JSON?, _ name: String) throws -> [String] {
        try list(json, name).map { item in
            guard let text = item.stringValue else { throw ClientError.badAnswer(name) }
            return text
        }
    }

    /// Null values are left out: they say that there is no number.
    static func numbers(_ object: JSONObject, _ name: String) throws -> [String: Int64] {
        var out: [String: Int64] = [:]
        for (key, value) in object where value != .null {
            guard let number = value.intValue else { throw ClientError.badAnswer(name) }
            out[key] = number
        }
        return out
    }
}
