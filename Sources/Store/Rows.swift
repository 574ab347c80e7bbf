/// One leaf of the tenant's evidence log.
package struct LeafRow: Sendable, Hashable {
    /// From 0, without gaps.
    package var index: Int64
    /// 42 bytes: version, kind, time (8), commitment (32). Never erased.
    package var bytes: [UInt8]
    /// Sealed salt and body; nil once lawfully erased.
    package var body: [UInt8]?

    package init(index: Int64, bytes: [UInt8], body: [UInt8]?) {
        self.index = index
        self.bytes = bytes
        self.body = body
    }
}

/// A deadline waiting to be fired through the command pipeline.
package struct TimerRow: Sendable, Hashable {
    package var id: Int64
    /// Milliseconds since 1970.
    package var due: Int64
    package var kind: Int32
    /// Sealed.
    package var body: [UInt8]

    package init(id: Int64, due: Int64, kind: Int32, body: [UInt8]) {
        self.id = id
        self.due = due
        self.kind = kind
        self.body = body
    }
}

/// An uploaded file; its chunks are rows of their own.
package struct BlobRow: Sendable, Hashable {
    /// Given by the store at `addBlob`.
    package var number: Int64
    /// HMAC of (owner, content hash): equal files of two subjects have two rows.
    package var key: [UInt8]
    /// The uploading subject.
    package var owner: Int64
    package var size: Int64
    /// Bytes received so far.
    package var received: Int64
    /// Milliseconds since 1970.
    package var created: Int64
    /// Sealed hash, media type and name.
    package var meta: [UInt8]
    /// Records that refer to it; at 0 it dies after `Limits.blobOrphanMs`.
    package var refs: Int64

    package init(
        number: Int64, key: [UInt8], owner: Int64, size: Int64, received: Int64, created: Int64, meta: [UInt8], refs: Int64
    ) {
        self.number = number
        self.key = key
        self.owner = owner
        self.size = size
        self.received = received
        self.created = created
        self.meta = meta
        self.refs = refs
    }
}

/// The counters of a tenant's partition.
package struct TenantHead: Sendable, Hashable {
    /// Raised by every restore: positions given before and after never meet.
    package var epoch: Int64
    /// The last mutation number given; `epoch · 2^40` when none was given in this epoch.
    package var seq: Int64
    /// The number of the last grant.
    package var grants: Int64
    /// Leaves in the evidence log.
    package var leaves: Int64

    package init(epoch: Int64, seq: Int64, grants: Int64, leaves: Int64) {
        self.epoch = epoch
        self.seq = seq
        self.grants = grants
        self.leaves = leaves
    }
}

/// The arithmetic of positions (why.md B5).
package enum Position {
    /// `seq = epoch · 2^40 + counter`.
    package static let seqBits: Int64 = 40
    /// `rev = epoch · 2^20 + k`.
    package static let revBits: Int64 = 20

    /// The floor of an epoch: the first mutation gets this plus one.
    package static func start(ofEpoch epoch: Int64) -> Int64 { epoch << seqBits }
    package static func epoch(ofSeq seq: Int64) -> Int64 { seq >> seqBits }

    /// The version that follows `rev` in `epoch`: the first write after an epoch change jumps above every number ever given.
    package static func rev(after rev: Int64, epoch: Int64) -> Int64 { max(rev, epoch << revBits) + 1 }
}

/// What a log said of itself at the end of a batch.
package struct CheckpointRow: Sendable, Hashable {
    /// Leaves covered; no two rows have the same.
    package var size: Int64
    package var epoch: Int64
    /// 32 bytes.
    package var root: [UInt8]
    /// Of the newest leaf (ms since 1970).
    package var time: Int64
    /// The signed note as text.
    package var note: String
    /// Further signature lines, of witnesses; each ends with a line feed.
    package var cosignatures: String

    package init(size: Int64, epoch: Int64, root: [UInt8], time: Int64, note: String, cosignatures: String = "") {
        self.size = size
        self.epoch = epoch
        self.root = root
        self.time = time
        self.note = note
        self.cosignatures = cosignatures
    }
}

/// A completed subtree of the log, above the leaves: `level` ≥ 1, `index` counts from the left.
package struct LogNodeRow: Sendable, Hashable {
    package var level: Int
    package var index: Int64
    /// 32 bytes.
    package var hash: [UInt8]

    package init(level: Int, index: Int64, hash: [UInt8]) {
        self.level = level
        self.index = index
        self.hash = hash
    }

    /// One number for both: levels stay below 2^7 and a level below 2^48 nodes.
    package static func address(level: Int, index: Int64) -> Int64 { Int64(level) << 48 | index }
    package var address: Int64 { LogNodeRow.address(level: level, index: index) }
}
