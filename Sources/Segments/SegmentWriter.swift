/// Writes the segments of one direction (protocol §3). Each stands alone: nothing refers back to an earlier one, so there is no state
/// between two messages, and nothing that one of them says can be told from the length of another.
package enum SegmentWriter {
    /// Appends `bytes` as one segment, as small as it gets.
    package static func pack(_ bytes: UnsafeRawBufferPointer, into out: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let start = out.count
        let isPacked = Deflater.with { $0.write(bytes, into: &out) } ?? false
        if isPacked, out.count - start <= stored(bytes.count) { return }
        out.removeLast(out.count - start)
        store(bytes, into: &out)
    }

    /// Appends `bytes` as one segment of stored blocks: its length says nothing but their number.
    package static func store(_ bytes: UnsafeRawBufferPointer, into out: inout [UInt8]) {
        var rest = bytes[...]
        out.reserveCapacity(out.count + stored(bytes.count))
        while !rest.isEmpty {
            let block = rest.prefix(blockBytes)
            rest = rest.dropFirst(block.count)
            let size = UInt16(block.count)
            // BFINAL, BTYPE 00, then LEN and its complement, low byte first (RFC 1951 §3.2.4).
            out.append(rest.isEmpty ? 1 : 0)
            for word in [size, ~size] { out += [UInt8(truncatingIfNeeded: word), UInt8(truncatingIfNeeded: word >> 8)] }
            out.append(contentsOf: block)
        }
    }

    private static let blockBytes = 65_535
    private static func stored(_ count: Int) -> Int { count + 5 * ((count + blockBytes - 1) / blockBytes) }
}
