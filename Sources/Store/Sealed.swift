/// Where a sealed value stands; enough to rebuild the associated data it was sealed under.
package enum SealedPlace: Sendable, Hashable {
    case row(EntryHeader)
    case feedName(Int64)
    case outcomeResult(queue: String, n: Int64)
    case outcomeAct(queue: String, n: Int64)
    case leafBody(Int64)
    case timer(Int64)
    case blobMeta(Int64)
    case chunk(blob: Int64, index: Int64)
}

/// A sealed value found under an old key.
package struct SealedRow: Sendable, Hashable {
    package var place: SealedPlace
    package var bytes: [UInt8]

    package init(place: SealedPlace, bytes: [UInt8]) {
        self.place = place
        self.bytes = bytes
    }

    /// The key number in front of every sealed value (2 bytes, big-endian); nil for a value too short to be one.
    package static func keyNumber(of bytes: some RandomAccessCollection<UInt8>) -> Int? {
        guard bytes.count >= 2 else { return nil }
        let second = bytes.index(after: bytes.startIndex)
        return Int(bytes[bytes.startIndex]) << 8 | Int(bytes[second])
    }
}

/// Where a scan over all sealed values goes on; opaque to the caller.
package struct SealedCursor: Sendable, Hashable {
    /// Which kind of value is being scanned.
    package var table: Int
    /// The last key looked at, as far as the table's key has that many parts.
    package var first: Int64
    package var second: Int64
    package var third: Int64
    package var text: String

    package init(table: Int, first: Int64 = .min, second: Int64 = .min, third: Int64 = .min, text: String = "") {
        self.table = table
        self.first = first
        self.second = second
        self.third = third
        self.text = text
    }

    package static let start = SealedCursor(table: 0)
}

/// One bounded slice of such a scan.
package struct SealedSlice: Sendable {
    /// Values whose key number is not the one asked about.
    package var rows: [SealedRow]
    /// Where to go on; nil when everything was looked at.
    package var next: SealedCursor?

    package init(rows: [SealedRow], next: SealedCursor?) {
        self.rows = rows
        self.next = next
    }
}
