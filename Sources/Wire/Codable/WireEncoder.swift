/// Encodes values as compact JSON: members in the order of coding, nil optionals omitted.
public enum WireEncoder {
    public static func encode<T: Encodable>(_ value: T) throws -> [UInt8] {
        let sink = Sink()
        try sink.encode(value)
        return sink.take()
    }

    /// Through bytes and back, so that what cannot travel is refused here.
    public static func json<T: Encodable>(_ value: T) throws -> JSON { try JSON(parsing: encode(value)) }
}

/// Where all containers of one encoding write: the text so far and the containers still open. A write through an outer container
/// closes the inner ones, which is what `Encoder`'s loose life cycle asks for.
final class Sink {
    private var writer = JSONWriter()
    /// True for an object, false for an array.
    private var open: [Bool] = []

    var depth: Int { open.count }

    func take() -> [UInt8] {
        close(to: 0)
        return writer.bytes
    }

    func close(to depth: Int) {
        while open.count > depth {
            if open.removeLast() { writer.endObject() } else { writer.endArray() }
        }
    }

    func begin(object: Bool) -> Int {
        if object { writer.beginObject() } else { writer.beginArray() }
        open.append(object)
        return open.count
    }

    func key(_ name: String) { writer.key(name) }
    func write(_ value: String) { writer.string(value) }
    func write(_ value: Bool) { writer.bool(value) }
    func write(_ value: JSON) { writer.value(value) }
    func null() { writer.null() }

    func write(_ value: some BinaryInteger) throws {
        guard let exact = Int64(exactly: value), exact.magnitude <= UInt64(JSON.maxInt) else {
            throw EncodingError.invalidValue(value, .init(codingPath: [], debugDescription: "beyond 2^53 - 1"))
        }
        writer.int(exact)
    }

    func write(_ value: Double) throws {
        guard value.isFinite else {
            throw EncodingError.invalidValue(value, .init(codingPath: [], debugDescription: "not a finite number"))
        }
        writer.raw(Array(value.description.utf8))
    }

    /// A value that opens no container of its own is an empty object.
    func encode(_ value: some Encodable) throws {
        let (depth, before) = (open.count, writer.count)
        try value.encode(to: StreamEncoder(self))
        close(to: depth)
        if writer.count == before {
            writer.beginObject()
            writer.endObject()
        }
    }
}

/// The `Encoder` of one value.
final class StreamEncoder: Encoder {
    private let sink: Sink
    private let depth: Int
    /// The level of the container already opened for this value; a second call gets the same.
    private var level: Int?

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ sink: Sink) {
        self.sink = sink
        depth = sink.depth
    }

    func write(_ value: JSON) { sink.write(value) }

    private func open(object: Bool) -> Int {
        if let level { return level }
        sink.close(to: depth)
        let opened = sink.begin(object: object)
        level = opened
        return opened
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(StreamKeyed<Key>(sink: sink, level: open(object: true)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { StreamUnkeyed(sink: sink, level: open(object: false)) }

    func singleValueContainer() -> any SingleValueEncodingContainer { StreamSingle(sink: sink) }
}
