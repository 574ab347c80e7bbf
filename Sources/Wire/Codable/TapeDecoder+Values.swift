struct TapeSingle: SingleValueDecodingContainer {
    let view: JSONView
    let strict: Bool

    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { view.isNull }
    func decode(_ type: Bool.Type) throws -> Bool { try view.decodeBool() }
    func decode(_ type: String.Type) throws -> String { try view.decodeString() }
    func decode(_ type: Double.Type) throws -> Double { try view.decodeDouble() }
    func decode(_ type: Float.Type) throws -> Float { Float(try view.decodeDouble()) }
    func decode(_ type: Int.Type) throws -> Int { try view.decodeInteger(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try view.decodeInteger(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try view.decodeInteger(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try view.decodeInteger(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try view.decodeInteger(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try view.decodeInteger(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try view.decodeInteger(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try view.decodeInteger(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try view.decodeInteger(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try view.decodeInteger(type) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try TapeDecoder(view: view, strict: strict).make(type) }
}

struct TapeUnkeyed: UnkeyedDecodingContainer {
    private let view: JSONView
    private let elements: [JSONView]
    private let strict: Bool

    var codingPath: [any CodingKey] { [] }
    private(set) var currentIndex = 0
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    init(view: JSONView, strict: Bool) throws {
        guard view.kind == .array else { throw view.error(.type, detail: "an array was expected") }
        self.view = view
        elements = view.elements
        self.strict = strict
    }

    private mutating func next() throws -> JSONView {
        guard currentIndex < elements.count else { throw view.error(.missing, member: "[\(currentIndex)]") }
        defer { currentIndex += 1 }
        return elements[currentIndex]
    }

    /// Steps over a null only.
    mutating func decodeNil() throws -> Bool {
        guard currentIndex < elements.count, elements[currentIndex].isNull else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try next().decodeBool() }
    mutating func decode(_ type: String.Type) throws -> String { try next().decodeString() }
    mutating func decode(_ type: Double.Type) throws -> Double { try next().decodeDouble() }
    mutating func decode(_ type: Float.Type) throws -> Float { Float(try next().decodeDouble()) }
    mutating func decode(_ type: Int.Type) throws -> Int { try next().decodeInteger(type) }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try next().decodeInteger(type) }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try next().decodeInteger(type) }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try next().decodeInteger(type) }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try next().decodeInteger(type) }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try next().decodeInteger(type) }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next().decodeInteger(type) }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next().decodeInteger(type) }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next().decodeInteger(type) }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next().decodeInteger(type) }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try TapeDecoder(view: next(), strict: strict).make(type) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        KeyedDecodingContainer(try TapeKeyed<Nested>(view: next(), strict: strict))
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try TapeUnkeyed(view: next(), strict: strict)
    }

    mutating func superDecoder() throws -> any Decoder { TapeDecoder(view: try next(), strict: strict) }
}
