extension JSON {
    /// Canonical form (protocol §7): RFC 8785 limited to objects with keys `[A-Za-z0-9_./-]+` in bytewise order, arrays, strings,
    /// whole numbers |x| < 2^53, booleans and null. Anything else is refused with `notCanonical`; the offset is then that in the output.
    public func canonical() throws(JSONError) -> [UInt8] {
        var writer = JSONWriter()
        try canonical(into: &writer)
        return writer.finish()
    }

    private func canonical(into writer: inout JSONWriter) throws(JSONError) {
        switch self {
        case .fraction: throw JSONError(.notCanonical, at: writer.count)
        case .int(let value):
            if value.magnitude > UInt64(JSON.maxInt) { throw JSONError(.notCanonical, at: writer.count) }
            writer.int(value)
        case .null, .bool, .string: writer.value(self)
        case .array(let elements):
            writer.beginArray()
            for element in elements { try element.canonical(into: &writer) }
            writer.endArray()
        case .object(let object):
            writer.beginObject()
            // Keys are ASCII, so bytewise order is also the UTF-16 order of RFC 8785.
            let members = zip(object.keys, object.values).sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
            for (key, value) in members {
                guard !key.isEmpty, key.utf8.allSatisfy(JSON.isKeyByte) else { throw JSONError(.notCanonical, at: writer.count) }
                writer.key(key)
                try value.canonical(into: &writer)
            }
            writer.endObject()
        }
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D...0x2F, 0x5F: true
        default: false
        }
    }
}
