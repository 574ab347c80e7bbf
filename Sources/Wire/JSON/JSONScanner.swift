import Base

/// One entry of the tape: where a value stands in the bytes, and where its next sibling stands on the tape.
struct JSONToken: Sendable {
    enum Kind: UInt8, Sendable { case null, yes, no, int, fraction, string, array, object }

    var kind: Kind
    /// A string with at least one backslash.
    var escaped = false
    /// First byte; of a string the one behind its opening quote.
    var start: UInt32
    /// One past the last byte; of a string the place of its closing quote. 0 while the value is unfinished.
    var end: UInt32 = 0
    /// Index on the tape of what follows this value and everything inside it. 0 while unfinished.
    var next: UInt32 = 0
}

/// Strict scan in one pass: bytes in, tape out. An object is its token, then key and value tokens in turn; an array its token, then
/// its elements. The tape of a scan that failed holds what was finished before the fault.
///
/// `base` is borrowed from the caller for the time of the scan; every access is guarded by `count`.
struct JSONScanner {
    let base: UnsafePointer<UInt8>
    let count: Int
    var at = 0
    var tokens: [JSONToken] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, base: UnsafePointer<UInt8>) {
        self.base = base
        count = bytes.count
        tokens.reserveCapacity(min(16 + count / 8, 4096))
    }

    mutating func document() throws(JSONError) {
        skipSpace()
        try value(depth: 0)
        skipSpace()
        if at != count { throw JSONError(.trailing, at: at) }
    }

    private func fail(_ code: JSONError.Code) -> JSONError { JSONError(at >= count && code == .syntax ? .truncated : code, at: at) }

    private mutating func skipSpace() {
        while at < count {
            switch base[at] {
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(JSONError) {
        guard at < count else { throw JSONError(.truncated, at: at) }
        switch base[at] {
        case 0x22: try string()
        case 0x7B: try object(depth: depth + 1)
        case 0x5B: try array(depth: depth + 1)
        case 0x2D, 0x30...0x39: try number()
        case 0x74: try word("true", .yes)
        case 0x66: try word("false", .no)
        case 0x6E: try word("null", .null)
        default: throw JSONError(.syntax, at: at)
        }
    }

    private mutating func close(_ index: Int) {
        tokens[index].end = UInt32(truncatingIfNeeded: at)
        tokens[index].next = UInt32(truncatingIfNeeded: tokens.count)
    }

    private mutating func word(_ text: StaticString, _ kind: JSONToken.Kind) throws(JSONError) {
        let length = text.utf8CodeUnitCount
        for index in 0..<length {
            guard at + index < count else { throw JSONError(.truncated, at: count) }
            if base[at + index] != text.utf8Start[index] { throw JSONError(.syntax, at: at + index) }
        }
        let index = tokens.count
        tokens.append(JSONToken(kind: kind, start: UInt32(truncatingIfNeeded: at)))
        at += length
        close(index)
    }

    private mutating func array(depth: Int) throws(JSONError) {
        if depth > Limits.jsonDepth { throw JSONError(.depth, at: at) }
        let index = tokens.count
        tokens.append(JSONToken(kind: .array, start: UInt32(truncatingIfNeeded: at)))
        at += 1
        skipSpace()
        if at < count, base[at] == 0x5D {
            at += 1
            return close(index)
        }
        while true {
            try value(depth: depth)
            skipSpace()
            guard at < count else { throw JSONError(.truncated, at: at) }
            let byte = base[at]
            guard byte == 0x2C || byte == 0x5D else { throw JSONError(.syntax, at: at) }
            at += 1
            if byte == 0x5D { return close(index) }
            skipSpace()
        }
    }

    private mutating func object(depth: Int) throws(JSONError) {
        if depth > Limits.jsonDepth { throw JSONError(.depth, at: at) }
        let index = tokens.count
        tokens.append(JSONToken(kind: .object, start: UInt32(truncatingIfNeeded: at)))
        at += 1
        skipSpace()
        if at < count, base[at] == 0x7D {
            at += 1
            return close(index)
        }
        var members = 0
        while true {
            guard at < count, base[at] == 0x22 else { throw fail(.syntax) }
            try string()
            skipSpace()
            guard at < count, base[at] == 0x3A else { throw fail(.syntax) }
            at += 1
            skipSpace()
            try value(depth: depth)
            members += 1
            skipSpace()
            guard at < count else { throw JSONError(.truncated, at: at) }
            let byte = base[at]
            guard byte == 0x2C || byte == 0x7D else { throw JSONError(.syntax, at: at) }
            at += 1
            if byte == 0x7D { break }
            skipSpace()
        }
        close(index)
        if members > 1 { try refuseDuplicates(index, members) }
    }

    /// A whole number stays below 2^53; any other number, and `-0`, keeps its text and must be below 2^53 in size as well.
    private mutating func number() throws(JSONError) {
        let start = at
        let negative = base[at] == 0x2D
        if negative { at += 1 }
        let first = at
        var magnitude: UInt64 = 0
        while at < count, base[at] &- 0x30 < 10 {
            if at - first >= 16 { throw JSONError(.number, at: start) }
            magnitude = magnitude * 10 + UInt64(base[at] &- 0x30)
            at += 1
        }
        guard at > first else { throw fail(.syntax) }
        if at - first > 1, base[first] == 0x30 { throw JSONError(.syntax, at: first) }
        var whole = !(negative && magnitude == 0)
        if at < count, base[at] == 0x2E || base[at] | 0x20 == 0x65 {
            whole = false
            try fraction(start)
        }
        if magnitude > UInt64(JSON.maxInt) { throw JSONError(.number, at: start) }
        let index = tokens.count
        tokens.append(JSONToken(kind: whole ? .int : .fraction, start: UInt32(truncatingIfNeeded: start)))
        close(index)
    }

    private mutating func fraction(_ start: Int) throws(JSONError) {
        if base[at] == 0x2E {
            at += 1
            let first = at
            while at < count, base[at] &- 0x30 < 10 { at += 1 }
            if at == first { throw fail(.syntax) }
        }
        if at < count, base[at] | 0x20 == 0x65 {
            at += 1
            if at < count, base[at] == 0x2B || base[at] == 0x2D { at += 1 }
            let first = at
            while at < count, base[at] &- 0x30 < 10 { at += 1 }
            if at == first { throw fail(.syntax) }
        }
        // 64 characters hold every number a double can; longer ones only burden whoever reads them.
        guard at - start <= 64,
            let value = Double(String(decoding: UnsafeBufferPointer(start: base + start, count: at - start), as: UTF8.self)),
            value.magnitude <= Double(JSON.maxInt)
        else { throw JSONError(.number, at: start) }
    }
}
