/// A `Decoder` that reads a view in place.
struct TapeDecoder: Decoder {
    let view: JSONView
    let strict: Bool

    var userInfo: [CodingUserInfoKey: Any] { [:] }
    /// Empty: paths are found from the tape when an error needs one.
    var codingPath: [any CodingKey] { [] }

    /// Runs the type's own reading; errors it throws without a place get the place of this value.
    func make<T: Decodable>(_ type: T.Type) throws(WireDecodingError) -> T {
        do {
            return try T(from: self)
        } catch let error as WireDecodingError {
            throw error
        } catch DecodingError.keyNotFound(let key, _) {
            throw view.error(.missing, member: key.stringValue)
        } catch DecodingError.typeMismatch {
            throw view.error(.type)
        } catch DecodingError.valueNotFound {
            throw view.error(.type)
        } catch DecodingError.dataCorrupted(let context) {
            throw view.error(.value, detail: context.debugDescription)
        } catch {
            throw view.error(.value)
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(try TapeKeyed<Key>(view: view, strict: strict))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try TapeUnkeyed(view: view, strict: strict) }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { TapeSingle(view: view, strict: strict) }
}

extension JSONView {
    func error(_ reason: WireDecodingError.Reason, member: String? = nil, detail: String = "") -> WireDecodingError {
        let own = path
        let full = member.map { own.isEmpty ? $0 : own + "." + $0 } ?? own
        return WireDecodingError(path: full, reason: reason, detail: detail)
    }

    func decodeString() throws -> String {
        guard let value = string else { throw error(.type, detail: "a string was expected") }
        return value
    }

    func decodeBool() throws -> Bool {
        guard let value = bool else { throw error(.type, detail: "true or false was expected") }
        return value
    }

    func decodeInteger<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
        guard let value = int else { throw error(.type, detail: "a whole number was expected") }
        guard let exact = T(exactly: value) else { throw error(.range, detail: "the number does not fit") }
        return exact
    }

    func decodeDouble() throws -> Double {
        guard let text = numberText, let value = Double(text) else { throw error(.type, detail: "a number was expected") }
        return value
    }
}

struct TapeKeyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let view: JSONView
    let strict: Bool

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { view.members.compactMap { Key(stringValue: $0.key) } }

    init(view: JSONView, strict: Bool) throws {
        guard view.kind == .object else { throw view.error(.type, detail: "an object was expected") }
        if strict {
            for (name, value) in view.members where Key(stringValue: name) == nil {
                throw value.error(.unknown, detail: "there is no such member")
            }
        }
        self.view = view
        self.strict = strict
    }

    private func member(_ key: Key) throws -> JSONView {
        guard let value = view[key.stringValue] else { throw view.error(.missing, member: key.stringValue) }
        return value
    }

    /// Nil where the member is absent or null.
    private func present(_ key: Key) -> JSONView? { view[key.stringValue].flatMap { $0.isNull ? nil : $0 } }

    func contains(_ key: Key) -> Bool { view[key.stringValue] != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try member(key).isNull }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try member(key).decodeBool() }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try member(key).decodeString() }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try member(key).decodeDouble() }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try member(key).decodeDouble()) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try member(key).decodeInteger(type) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try member(key).decodeInteger(type) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try member(key).decodeInteger(type) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try member(key).decodeInteger(type) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try member(key).decodeInteger(type) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try member(key).decodeInteger(type) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try member(key).decodeInteger(type) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try member(key).decodeInteger(type) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try member(key).decodeInteger(type) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try member(key).decodeInteger(type) }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try TapeDecoder(view: member(key), strict: strict).make(type)
    }

    // The common optionals look a member up once instead of three times.
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try present(key)?.decodeBool() }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try present(key)?.decodeString() }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try present(key)?.decodeInteger(type) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { try present(key)?.decodeInteger(type) }
    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        guard let value = present(key) else { return nil }
        return try TapeDecoder(view: value, strict: strict).make(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        KeyedDecodingContainer(try TapeKeyed<Nested>(view: member(key), strict: strict))
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try TapeUnkeyed(view: member(key), strict: strict)
    }

    func superDecoder() throws -> any Decoder {
        guard let value = view["super"] else { throw view.error(.missing, member: "super") }
        return TapeDecoder(view: value, strict: strict)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { TapeDecoder(view: try member(key), strict: strict) }
}
