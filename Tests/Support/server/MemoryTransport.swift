import Base
import Segments
package import Session
import Synchronization

/// A socket that is none: what the server writes is kept as lines, for whoever waits for the next one.
package final class MemoryTransport: Transport {
    fileprivate struct Inner {
        var lines: [[UInt8]] = []
        var rest: [UInt8] = []
        var isClosed = false
        var waiting: [Int: CheckedContinuation<[UInt8]?, Never>] = [:]
        var order: [Int] = []
        var next = 0
        var written = 0
        /// Compression was agreed on: what is written are segments.
        var segments: SegmentReader?
        /// The first line is plain; what the server writes behind it are segments.
        var unpacksNext = false
    }

    private let timers: ManualTimers
    /// Guards the lines and who waits for them.
    private let inner = Mutex(Inner())

    package init(timers: ManualTimers) { self.timers = timers }

    package func write(_ bytes: [UInt8]) {
        let resumed = inner.withLock { inner -> [(CheckedContinuation<[UInt8]?, Never>, [UInt8])] in
            inner.written += bytes.count
            if inner.segments == nil { inner.rest += bytes } else { inner.inflate(bytes) }
            if inner.unpacksNext { (inner.segments, inner.unpacksNext) = (SegmentReader(limit: 64_000_000), false) }
            while let end = inner.rest.firstIndex(of: 10) {
                inner.lines.append(Array(inner.rest[..<end]))
                inner.rest.removeFirst(end + 1)
            }
            var out: [(CheckedContinuation<[UInt8]?, Never>, [UInt8])] = []
            while !inner.order.isEmpty, !inner.lines.isEmpty {
                if let continuation = inner.waiting.removeValue(forKey: inner.order.removeFirst()) {
                    out.append((continuation, inner.lines.removeFirst()))
                }
            }
            return out
        }
        for (continuation, line) in resumed { continuation.resume(returning: line) }
    }

    /// From here on the server writes segments. To be called before it can write another line.
    package func unpack() { inner.withLock { $0.segments = SegmentReader(limit: 64_000_000) } }

    /// For a client that does not wait for the answer to `hello`.
    package func unpackAfterFirstLine() { inner.withLock { $0.unpacksNext = true } }

    package func close() {
        let waiting = inner.withLock { inner in
            inner.isClosed = true
            defer { (inner.waiting, inner.order) = ([:], []) }
            return Array(inner.waiting.values)
        }
        for continuation in waiting { continuation.resume(returning: nil) }
    }

    package func schedule(afterMs: Int64, _ body: @escaping @Sendable () -> Void) -> Timer {
        timers.schedule(afterMs: afterMs, body)
    }

    package var isClosed: Bool { inner.withLock { $0.isClosed } }
    package var bytesWritten: Int { inner.withLock { $0.written } }
    /// Lines nobody has taken yet.
    package var pending: [[UInt8]] { inner.withLock { $0.lines } }

    /// The next line; nil when the connection is closed, or after so many real milliseconds without one.
    package func line(withinMs ms: Int = 30_000) async -> [UInt8]? {
        let number = inner.withLock { inner in
            inner.next += 1
            return inner.next
        }
        let timeout = Task { [weak self] in
            try await Task.sleep(for: .milliseconds(ms))
            let late = self?.inner.withLock { inner in
                inner.order.removeAll { $0 == number }
                return inner.waiting.removeValue(forKey: number)
            }
            late?.resume(returning: nil)
        }
        defer { timeout.cancel() }
        return await withCheckedContinuation { continuation in
            let ready = inner.withLock { inner -> [UInt8]?? in
                if !inner.lines.isEmpty { return .some(inner.lines.removeFirst()) }
                if inner.isClosed { return .some(nil) }
                inner.waiting[number] = continuation
                inner.order.append(number)
                return nil
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }
}

extension MemoryTransport.Inner {
    /// A server whose segments cannot be read is told by a line that is none.
    mutating func inflate(_ bytes: [UInt8]) {
        var plain: [UInt8] = []
        let isRead = bytes.withUnsafeBytes { bytes in
            do throws(SegmentError) {
                try segments?.read(bytes) { plain += Array($0) }
                return true
            } catch {
                return false
            }
        }
        rest += isRead ? plain : Array("the server's segments are damaged\n".utf8)
    }
}
