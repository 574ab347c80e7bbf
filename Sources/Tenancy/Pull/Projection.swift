import Records

/// Turns a stored row into what a client at an older schema can read: cut after its last column, words it cannot know rewritten to
/// `other`. A scan over spans; nothing is decoded (why.md S22).
struct Projection {
    private let columns: Int
    /// Column index → words the client knows, quoted.
    private let words: [Int: Set<[UInt8]>]

    /// Nil where the client reads the newest columns: it gets the stored bytes.
    init?(_ collection: CollectionSchema, schema: Int) {
        guard schema < Schema.now else { return nil }
        self.init(collection, schema: schema, known: { _ in nil })
    }

    /// `known`: the words of an enumeration as of that schema; nil where it has not changed since.
    init?(_ collection: CollectionSchema, schema: Int, known: (Column) -> [String]?) {
        // Columns are only appended, so the older ones are a prefix.
        columns = collection.columns.prefix { $0.since <= schema }.count
        var words: [Int: Set<[UInt8]>] = [:]
        for (index, column) in collection.columns.prefix(columns).enumerated() {
            guard case .enumeration = column.kind, let list = known(column) else { continue }
            words[index] = Set(list.map { Array("\"\($0)\"".utf8) })
        }
        self.words = words
        if columns == collection.columns.count, words.isEmpty { return nil }
    }

    /// Of a JSON array; a shorter one is left as it is: trailing columns mean null.
    func project(_ row: some RandomAccessCollection<UInt8>) throws -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(row.count)
        var scan = RowScan(Array(row))
        try scan.begin()
        out.append(0x5B)
        var index = 0
        while index < columns, let span = try scan.next() {
            if index > 0 { out.append(0x2C) }
            if let known = words[index], span.first == 0x22, !known.contains(Array(span)) {
                out.append(contentsOf: "\"other\"".utf8)
            } else {
                out.append(contentsOf: span)
            }
            index += 1
        }
        out.append(0x5D)
        return out
    }
}

/// Walks over the elements of a compact JSON array without looking into them.
struct RowScan {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func begin() throws {
        guard bytes.first == 0x5B else { throw RowError.notAnArray("") }
        at = 1
    }

    /// The next element's bytes; nil at the end.
    mutating func next() throws -> ArraySlice<UInt8>? {
        guard at < bytes.count, bytes[at] != 0x5D else { return nil }
        let start = at
        var depth = 0
        var quoted = false
        while at < bytes.count {
            let byte = bytes[at]
            if quoted {
                if byte == 0x5C { at += 1 } else if byte == 0x22 { quoted = false }
            } else if byte == 0x22 {
                quoted = true
            } else if byte == 0x5B || byte == 0x7B {
                depth += 1
            } else if depth == 0, byte == 0x2C || byte == 0x5D {
                let span = bytes[start..<at]
                if byte == 0x2C { at += 1 }
                return span
            } else if byte == 0x5D || byte == 0x7D {
                depth -= 1
            }
            at += 1
        }
        throw RowError.notAnArray("")
    }
}
