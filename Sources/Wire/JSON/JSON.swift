/// A JSON value as the wire allows it (protocol §1): no floating-point numbers are computed with; a number that is not a whole
/// one keeps its text.
public enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A whole number, |x| ≤ 2^53 − 1 when it came from the wire.
    case int(Int64)
    /// The raw text of any other number (`1.50`, `1e3`, `-0`); what it means is for the reader to decide.
    case fraction(String)
    case string(String)
    case array([JSON])
    case object(JSONObject)

    /// The greatest whole number on the wire: 2^53 − 1.
    public static let maxInt: Int64 = 9_007_199_254_740_991
}

extension JSON {
    /// Reads one value; everything of `bytes` must belong to it. Refuses broken UTF-8, depth over `Limits.jsonDepth`, duplicate
    /// keys (also when spelt with escapes), lone surrogates and numbers beyond 2^53 − 1.
    public init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
        self = try JSONDocument(Array(bytes)).root.json
    }

    /// The value as text: compact, raw UTF-8, members in their order.
    public var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.finish()
    }

    public var stringValue: String? { if case .string(let value) = self { value } else { nil } }
    public var intValue: Int64? { if case .int(let value) = self { value } else { nil } }
    public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }
    public var arrayValue: [JSON]? { if case .array(let value) = self { value } else { nil } }
    public var objectValue: JSONObject? { if case .object(let value) = self { value } else { nil } }
    public var isNull: Bool { self == .null }

    /// The member of an object; nil where there is none, or where this is no object.
    public subscript(_ key: String) -> JSON? { if case .object(let value) = self { value[key] } else { nil } }

    /// The element of an array; nil where there is none, or where this is no array.
    public subscript(_ index: Int) -> JSON? {
        if case .array(let value) = self, value.indices.contains(index) { value[index] } else { nil }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .int(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(JSONObject(elements)) }
}

extension JSON: CustomStringConvertible {
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}

extension JSON: Codable {
    /// Works with Wire's own decoder only, which hands its value over; there is no other decoder in the project.
    public init(from decoder: any Decoder) throws {
        guard let decoder = decoder as? TapeDecoder else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a JSON value is read by WireDecoder only"))
        }
        self = decoder.view.json
    }

    public func encode(to encoder: any Encoder) throws {
        guard let encoder = encoder as? StreamEncoder else {
            throw EncodingError.invalidValue(
                self, .init(codingPath: encoder.codingPath, debugDescription: "a JSON value is written by WireEncoder only"))
        }
        encoder.write(self)
    }
}
