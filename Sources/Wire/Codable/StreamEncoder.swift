struct StreamKeyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let sink: Sink
    let level: Int

    var codingPath: [any CodingKey] { [] }

    private func at(_ key: some CodingKey) -> Sink {
        sink.close(to: level)
        sink.key(key.stringValue)
        return sink
    }

    mutating func encodeNil(forKey key: Key) throws { at(key).null() }
    mutating func encode(_ value: Bool, forKey key: Key) throws { at(key).write(value) }
    mutating func encode(_ value: String, forKey key: Key) throws { at(key).write(value) }
    mutating func encode(_ value: Double, forKey key: Key) throws { try at(key).write(value) }
    mutating func encode(_ value: Float, forKey key: Key) throws { try at(key).write(Double(value)) }
    mutating func encode(_ value: Int, forKey key: Key) throws { try at(key).write(value) }
    mutating func encode(_ value: Int8, forKey key: Key) throws { try at(key).write(value) }
    mutating func encode(_ value: Int16, forKey key: Key) throws { try at(key).write(value) }
    mutating func encode(_ value: Int32, forKey key: Key) throws { try at(key).write(value) }
    mutating func encode(_ value: Int64, forKey key: Key) throws { try at(key).write(value) }
    mutating func encode(_ value: UInt, forKey key: Key) throws { try at(key).write(value) }
    mutating func encode(_ value: UInt8, forKey key: Key) throws { try at(key).write(value) }
    mutating func encode(_ value: UInt16, forKey key: Key) throws { try at(key).write(value) }
    mutating func encode(_ value: UInt32, forKey key: Key) throws { try at(key).write(value) }
    mutating func encode(_ value: UInt64, forKey key: Key) throws { try at(key).write(value) }
    mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws { try at(key).encode(value) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        KeyedEncodingContainer(StreamKeyed<Nested>(sink: sink, level: at(key).begin(object: true)))
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        StreamUnkeyed(sink: sink, level: at(key).begin(object: false))
    }

    mutating func superEncoder() -> any Encoder {
        sink.close(to: level)
        sink.key("super")
        return StreamEncoder(sink)
    }

    mutating func superEncoder(forKey key: Key) -> any Encoder { StreamEncoder(at(key)) }
}

struct StreamUnkeyed: UnkeyedEncodingContainer {
    let sink: Sink
    let level: Int

    var codingPath: [any CodingKey] { [] }
    private(set) var count = 0

    init(sink: Sink, level: Int) { (self.sink, self.level) = (sink, level) }

    private mutating func next() -> Sink {
        sink.close(to: level)
        count += 1
        return sink
    }

    mutating func encodeNil() throws { next().null() }
    mutating func encode(_ value: Bool) throws { next().write(value) }
    mutating func encode(_ value: String) throws { next().write(value) }
    mutating func encode(_ value: Double) throws { try next().write(value) }
    mutating func encode(_ value: Float) throws { try next().write(Double(value)) }
    mutating func encode(_ value: Int) throws { try next().write(value) }
    mutating func encode(_ value: Int8) throws { try next().write(value) }
    mutating func encode(_ value: Int16) throws { try next().write(value) }
    mutating func encode(_ value: Int32) throws { try next().write(value) }
    mutating func encode(_ value: Int64) throws { try next().write(value) }
    mutating func encode(_ value: UInt) throws { try next().write(value) }
    mutating func encode(_ value: UInt8) throws { try next().write(value) }
    mutating func encode(_ value: UInt16) throws { try next().write(value) }
    mutating func encode(_ value: UInt32) throws { try next().write(value) }
    mutating func encode(_ value: UInt64) throws { try next().write(value) }
    mutating func encode<T: Encodable>(_ value: T) throws { try next().encode(value) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        KeyedEncodingContainer(StreamKeyed<Nested>(sink: sink, level: next().begin(object: true)))
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        StreamUnkeyed(sink: sink, level: next().begin(object: false))
    }

    mutating func superEncoder() -> any Encoder { StreamEncoder(next()) }
}

struct StreamSingle: SingleValueEncodingContainer {
    let sink: Sink

    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil() throws { sink.null() }
    mutating func encode(_ value: Bool) throws { sink.write(value) }
    mutating func encode(_ value: String) throws { sink.write(value) }
    mutating func encode(_ value: Double) throws { try sink.write(value) }
    mutating func encode(_ value: Float) throws { try sink.write(Double(value)) }
    mutating func encode(_ value: Int) throws { try sink.write(value) }
    mutating func encode(_ value: Int8) throws { try sink.write(value) }
    mutating func encode(_ value: Int16) throws { try sink.write(value) }
    mutating func encode(_ value: Int32) throws { try sink.write(value) }
    mutating func encode(_ value: Int64) throws { try sink.write(value) }
    mutating func encode(_ value: UInt) throws { try sink.write(value) }
    mutating func encode(_ value: UInt8) throws { try sink.write(value) }
    mutating func encode(_ value: UInt16) throws { try sink.write(value) }
    mutating func encode(_ value: UInt32) throws { try sink.write(value) }
    mutating func encode(_ value: UInt64) throws { try sink.write(value) }
    mutating func encode<T: Encodable>(_ value: T) throws { try sink.encode(value) }
}
