/// Decodes values from JSON over the token tape.
public enum WireDecoder {
    /// Reads `T`; members that `T` does not know are ignored (protocol §1).
    public static func decode<T: Decodable>(_ type: T.Type, from json: JSON) throws(WireDecodingError) -> T {
        try decode(type, fromBytes: json.bytes)
    }

    public static func decode<T: Decodable>(_ type: T.Type, fromBytes bytes: some Collection<UInt8>) throws(WireDecodingError) -> T {
        try decode(type, from: document(bytes).root)
    }

    public static func decode<T: Decodable>(_ type: T.Type, from view: JSONView) throws(WireDecodingError) -> T {
        try TapeDecoder(view: view, strict: false).make(type)
    }

    /// As `decode`, but a member that `T` does not know is an error, at every depth: the rule for the arguments `a` of a mutation
    /// (protocol §7). A type is judged by the coding keys of each keyed container it opens.
    public static func decodeStrict<T: Decodable>(_ type: T.Type, from json: JSON) throws(WireDecodingError) -> T {
        try decodeStrict(type, fromBytes: json.bytes)
    }

    public static func decodeStrict<T: Decodable>(
        _ type: T.Type, fromBytes bytes: some Collection<UInt8>
    ) throws(WireDecodingError) -> T {
        try decodeStrict(type, from: document(bytes).root)
    }

    public static func decodeStrict<T: Decodable>(_ type: T.Type, from view: JSONView) throws(WireDecodingError) -> T {
        try TapeDecoder(view: view, strict: true).make(type)
    }

    private static func document(_ bytes: some Collection<UInt8>) throws(WireDecodingError) -> JSONDocument {
        do {
            return try JSONDocument(Array(bytes))
        } catch {
            throw WireDecodingError(path: "", reason: .syntax, detail: error.message)
        }
    }
}

/// Why JSON is not the value that was asked for.
public struct WireDecodingError: Error, Sendable, Equatable {
    public enum Reason: String, Sendable {
        /// A member that must be there is not.
        case missing
        /// A member the type does not know (strict decoding only).
        case unknown
        /// Another kind of value was expected.
        case type
        /// A number does not fit.
        case range
        /// The type's own rule refused the value.
        case value
        /// The bytes are no acceptable JSON.
        case syntax
    }

    /// The member at fault: `a.items[2].amount`; empty for the value as a whole.
    public var path: String
    public var reason: Reason
    /// For a developer; holds no content of the input.
    public var detail: String

    public init(path: String, reason: Reason, detail: String = "") {
        (self.path, self.reason, self.detail) = (path, reason, detail)
    }
}

extension JSONView {
    /// The way from the document's root to this value, found by walking the tape: only errors pay for it.
    public var path: String {
        var out = ""
        var at = 0
        while at != index {
            guard let (step, next) = JSONView(document: document, index: at).step(towards: index) else { return out }
            out += step.hasPrefix("[") || out.isEmpty ? step : "." + step
            at = next
        }
        return out
    }

    /// The child that holds the value at `target`, and how it is called.
    private func step(towards target: Int) -> (String, Int)? {
        let isObject = token.kind == .object
        var child = index + 1
        var number = 0
        while child < Int(token.next) {
            let value = isObject ? child + 1 : child
            let next = Int(document.tokens[value].next)
            if target < next { return (isObject ? document.text(document.tokens[child]) : "[\(number)]", value) }
            number += 1
            child = next
        }
        return nil
    }
}
