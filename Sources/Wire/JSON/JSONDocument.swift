/// Scanned bytes: the text and its tape, immutable, so that a line is scanned once and read as often as needed.
public final class JSONDocument: Sendable {
    public let bytes: [UInt8]
    let tokens: [JSONToken]

    /// Scans everything of `bytes` as one value; see `JSON.init(parsing:)` for what is refused.
    public init(_ bytes: [UInt8]) throws(JSONError) {
        let (tokens, error) = JSONDocument.scan(bytes)
        if let error { throw error }
        self.bytes = bytes
        self.tokens = tokens
    }

    /// What a scan could make of bytes that may be cut off; a value whose token has `next == 0` is not complete.
    static func scan(_ bytes: [UInt8]) -> ([JSONToken], JSONError?) {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, buffer.count <= Int(UInt32.max) else { return ([], JSONError(.truncated, at: 0)) }
            var scanner = JSONScanner(buffer, base: base)
            do throws(JSONError) {
                try scanner.document()
                return (scanner.tokens, nil)
            } catch {
                return (scanner.tokens, error)
            }
        }
    }

    /// For `tokens` of a scan that failed.
    init(bytes: [UInt8], tokens: [JSONToken]) { (self.bytes, self.tokens) = (bytes, tokens) }

    public var root: JSONView { JSONView(document: self, index: 0) }
}

/// One value of a document, read in place: nothing is copied until it is asked for.
public struct JSONView: Sendable {
    public let document: JSONDocument
    let index: Int

    var token: JSONToken { document.tokens[index] }

    public enum Kind: Sendable { case null, bool, int, fraction, string, array, object }

    public var kind: Kind {
        switch token.kind {
        case .null: .null
        case .yes, .no: .bool
        case .int: .int
        case .fraction: .fraction
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// Where the value stands in the document's bytes; of a string with its quotes.
    public var range: Range<Int> {
        let token = token
        let quote = token.kind == .string ? 1 : 0
        return Int(token.start) - quote..<Int(token.end) + quote
    }

    /// The value as it stands in the document.
    public var raw: ArraySlice<UInt8> { document.bytes[range] }

    public var isNull: Bool { token.kind == .null }
    public var bool: Bool? { token.kind == .yes ? true : token.kind == .no ? false : nil }

    public var int: Int64? {
        let token = token
        guard token.kind == .int else { return nil }
        var value: Int64 = 0
        for byte in document.bytes[Int(token.start)..<Int(token.end)] where byte != 0x2D { value = value * 10 + Int64(byte &- 0x30) }
        return document.bytes[Int(token.start)] == 0x2D ? -value : value
    }

    /// A whole number or a fraction as its text.
    public var numberText: String? {
        let token = token
        guard token.kind == .int || token.kind == .fraction else { return nil }
        return String(decoding: document.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
    }

    public var string: String? {
        let token = token
        guard token.kind == .string else { return nil }
        return document.text(token)
    }

    /// The member of an object; nil where there is none, or where this is no object.
    public subscript(_ key: StaticString) -> JSONView? {
        member { token in document.matches(token, UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)) }
    }

    public subscript(_ key: String) -> JSONView? {
        var key = key
        return key.withUTF8 { bytes in member { document.matches($0, bytes) } }
    }

    private func member(_ matches: (JSONToken) -> Bool) -> JSONView? {
        guard token.kind == .object else { return nil }
        let end = Int(token.next)
        var key = index + 1
        while key < end {
            if matches(document.tokens[key]) { return JSONView(document: document, index: key + 1) }
            key = Int(document.tokens[key + 1].next)
        }
        return nil
    }

    /// Members in order; empty for anything but an object.
    public var members: [(key: String, value: JSONView)] {
        guard token.kind == .object else { return [] }
        var out: [(key: String, value: JSONView)] = []
        var key = index + 1
        while key < Int(token.next) {
            out.append((document.text(document.tokens[key]), JSONView(document: document, index: key + 1)))
            key = Int(document.tokens[key + 1].next)
        }
        return out
    }

    /// Elements in order; empty for anything but an array.
    public var elements: [JSONView] {
        guard token.kind == .array else { return [] }
        var out: [JSONView] = []
        var element = index + 1
        while element < Int(token.next) {
            out.append(JSONView(document: document, index: element))
            element = Int(document.tokens[element].next)
        }
        return out
    }

    /// A copy that stands on its own.
    public var json: JSON {
        switch token.kind {
        case .null: return .null
        case .yes: return .bool(true)
        case .no: return .bool(false)
        case .int: return .int(int ?? 0)
        case .fraction: return .fraction(numberText ?? "")
        case .string: return .string(document.text(token))
        case .array: return .array(elements.map(\.json))
        case .object:
            let members = members
            return .object(JSONObject(unchecked: members.map(\.key), members.map(\.value.json)))
        }
    }
}

extension JSONDocument {
    func text(_ token: JSONToken) -> String {
        let range = Int(token.start)..<Int(token.end)
        guard token.escaped else { return String(decoding: bytes[range], as: UTF8.self) }
        return bytes.withUnsafeBufferPointer {
            String(decoding: JSONScanner.unescaped(UnsafeBufferPointer(rebasing: $0[range])), as: UTF8.self)
        }
    }

    func matches(_ token: JSONToken, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
        if token.escaped { return text(token).utf8.elementsEqual(key) }
        let start = Int(token.start)
        guard Int(token.end) - start == key.count else { return false }
        return bytes.withUnsafeBufferPointer { buffer in
            for index in 0..<key.count where buffer[start + index] != key[index] { return false }
            return true
        }
    }
}
