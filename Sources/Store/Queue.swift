/// A client's queue of mutations: the counter that makes "exactly once" possible.
package struct QueueRow: Sendable, Hashable {
    /// `<device>.<0-15>`, or a server principal's queue.
    package var id: String
    package var subject: Int64
    package var device: String
    /// The number of the last mutation consumed; 0 for none.
    package var last: Int64
    package var closed: Bool
    /// How often number `last + 1` has thrown so far.
    package var tries: Int
    /// The time inside the newest time token presented (ms); tokens never go back.
    package var lastTokenTime: Int64

    package init(id: String, subject: Int64, device: String, last: Int64, closed: Bool, tries: Int, lastTokenTime: Int64) {
        self.id = id
        self.subject = subject
        self.device = device
        self.last = last
        self.closed = closed
        self.tries = tries
        self.lastTokenTime = lastTokenTime
    }
}

/// What became of mutation `n` of a queue: the stored answer to a repeated question.
package struct OutcomeRow: Sendable, Hashable {
    package var queue: String
    package var n: Int64
    /// 16 bytes, keyed hash of what was asked; a repeat with another hash is refused.
    package var hash: [UInt8]
    /// 0 = ok, else the wire's error code.
    package var code: Int32
    /// The mutation's seq; 0 where nothing was written into a feed.
    package var seq: Int64
    package var leaf: Int64
    /// When it was consumed (ms since 1970).
    package var time: Int64
    /// Sealed result; nil once aged out.
    package var result: [UInt8]?
    /// Sealed canonical bytes, signature and bounds.
    package var act: [UInt8]?

    package init(
        queue: String, n: Int64, hash: [UInt8], code: Int32, seq: Int64, leaf: Int64, time: Int64, result: [UInt8]?, act: [UInt8]?
    ) {
        self.queue = queue
        self.n = n
        self.hash = hash
        self.code = code
        self.seq = seq
        self.leaf = leaf
        self.time = time
        self.result = result
        self.act = act
    }
}
