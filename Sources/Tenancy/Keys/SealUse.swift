/// What a sealed value is, and all it is bound to: the associated data of its seal. No two uses share a first word, so that a
/// body moved to another row, column or table fails to open (why.md B10).
package enum SealUse: Sendable, Equatable {
    case row(feed: Int64, collection: Int32, id: String, rev: Int64)
    case blob(number: Int64, chunk: Int64)
    /// The blob's 16-byte key in hexadecimal: its number is not known when its description is sealed.
    case blobMeta(key: String)
    case outcome(queue: String, n: Int64)
    /// The leaf's commitment in hexadecimal.
    case leaf(commitment: String)
    case timer(id: Int64)
    case feedName(number: Int64)
    case meta(name: String)

    /// Canonical form of (first word, tenant, …, key number).
    func associatedData(tenant: Int64, key: UInt16) -> [UInt8] {
        var list = CanonicalList(tenant: tenant)
        switch self {
        case .row(let feed, let collection, let id, let rev):
            list.open("row")
            list.number(feed)
            list.number(Int64(collection))
            list.named(id)
            list.number(rev)
        case .blob(let blob, let chunk):
            list.open("blob")
            list.number(blob)
            list.number(chunk)
        case .blobMeta(let key):
            list.open("blobmeta")
            list.named(key)
        case .outcome(let queue, let n):
            list.open("outcome")
            list.named(queue)
            list.number(n)
        case .leaf(let commitment):
            list.open("leaf")
            list.named(commitment)
        case .timer(let id):
            list.open("timer")
            list.number(id)
        case .feedName(let feed):
            list.open("feed")
            list.number(feed)
        case .meta(let name):
            list.open("meta")
            list.named(name)
        }
        list.number(Int64(key))
        return list.closed
    }
}

/// A JSON array of texts and whole numbers, written byte by byte: it is made for every row that is sealed or opened.
private struct CanonicalList {
    private let tenant: Int64
    private var out = [UInt8]()

    init(tenant: Int64) {
        self.tenant = tenant
        out.reserveCapacity(64)
    }

    var closed: [UInt8] {
        mutating get {
            out.append(0x5D)
            return out
        }
    }

    mutating func open(_ word: String) {
        out.append(0x5B)
        text(word)
        number(tenant)
    }

    mutating func named(_ value: String) {
        out.append(0x2C)
        text(value)
    }

    private mutating func text(_ value: String) {
        out.append(0x22)
        let bytes = value.utf8
        if bytes.contains(where: { $0 == 0x22 || $0 == 0x5C }) {
            // Control bytes cannot stand in an id, but a name that is not escaped could imitate another.
            for byte in bytes {
                if byte == 0x22 || byte == 0x5C { out.append(0x5C) }
                out.append(byte)
            }
        } else {
            out.append(contentsOf: bytes)
        }
        out.append(0x22)
    }

    mutating func number(_ value: Int64) {
        out.append(0x2C)
        if value < 0 { out.append(0x2D) }
        let start = out.count
        var rest = value.magnitude
        repeat {
            out.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        out[start...].reverse()
    }
}
