#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Cuts a stream of bytes into lines (protocol §1): `\n` ends one, `\r` before it goes with it, blank ones are skipped. A line over
/// the limit is reported once with its beginning; the rest of it is skipped without being kept.
public struct LineFramer: Sendable {
    public enum Event: Sendable, Equatable {
        case line([UInt8])
        /// The first `prefixBytes` at most of a line that was too long: enough to find an id in.
        case oversized(prefix: [UInt8])
    }

    public static let prefixBytes = 1024
    /// What an idle connection may keep allocated.
    private static let keptBytes = 512

    /// The longest line, without its end, in bytes; a change takes effect with the next line asked for.
    public var limit: Int
    private var buffer: [UInt8] = []
    /// Start of the line being looked for.
    private var start = 0
    /// Up to here no line end was found.
    private var searched = 0
    private var skipping = false

    public init(limit: Int) { self.limit = limit }

    /// Bytes kept for a line that has not ended.
    public var pending: Int { buffer.count - start }

    /// Takes bytes in; `next()` gives what they complete.
    public mutating func append(_ bytes: some Collection<UInt8>) { buffer.append(contentsOf: bytes) }

    /// Takes bytes in without another copy.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) { buffer.append(contentsOf: bytes) }

    /// Hands out what belongs to no complete line, and forgets it: where a connection begins to compress behind a line, those bytes are
    /// no line's.
    public mutating func takeRest() -> [UInt8] {
        let rest = Array(buffer[start...])
        (buffer, start, searched, skipping) = ([], 0, 0, false)
        return rest
    }

    /// All that `bytes` complete, under one limit.
    public mutating func feed(_ bytes: some Collection<UInt8>) -> [Event] {
        append(bytes)
        var events: [Event] = []
        while let event = next() { events.append(event) }
        return events
    }

    /// The next complete line or overrun; nil when more bytes are needed.
    public mutating func next() -> Event? {
        while true {
            guard let end = lineEnd() else { return partial() }
            defer { (start, searched) = (end + 1, end + 1) }
            if skipping {
                skipping = false
                continue
            }
            let stop = end > start && buffer[end - 1] == 0x0D ? end - 1 : end
            if stop == start { continue }
            if stop - start > limit { return .oversized(prefix: prefix(stop)) }
            return .line(Array(buffer[start..<stop]))
        }
    }

    private func prefix(_ stop: Int) -> [UInt8] { Array(buffer[start..<min(stop, start + LineFramer.prefixBytes)]) }

    private func lineEnd() -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard searched < bytes.count, let base = bytes.baseAddress,
                let found = memchr(base + searched, 0x0A, bytes.count - searched)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// The buffer holds no line end: keep what belongs to a line within the limit, report an overrun, let go of everything else.
    private mutating func partial() -> Event? {
        let length = buffer.count - start
        // A `\r` as the last byte may belong to the line end.
        let overrun = length > limit + (buffer.last == 0x0D ? 1 : 0)
        if skipping || overrun || length == 0 {
            let event: Event? = overrun && !skipping ? .oversized(prefix: prefix(buffer.count)) : nil
            if overrun { skipping = true }
            if buffer.capacity > LineFramer.keptBytes { buffer = [] } else { buffer.removeAll(keepingCapacity: true) }
            (start, searched) = (0, 0)
            return event
        }
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        searched = buffer.count
        return nil
    }
}
