import Crypto

/// The content hash by which acts and records name documents (blob.put): SHA-256 over the SHA-256 of each chunk of 192 KiB. Fed piece
/// by piece.
package struct ContentHasher: Sendable {
    package static let chunkBytes = 192 * 1024

    private var chunk = SHA256()
    private var filled = 0
    private var whole = SHA256()

    package init() {}

    package mutating func update(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = rest.prefix(ContentHasher.chunkBytes - filled)
            chunk.update(data: Array(part))
            filled += part.count
            rest = rest.dropFirst(part.count)
            if filled == ContentHasher.chunkBytes { closeChunk() }
        }
    }

    private mutating func closeChunk() {
        whole.update(data: Array(chunk.finalize()))
        chunk = SHA256()
        filled = 0
    }

    /// 32 bytes.
    package func finalize() -> [UInt8] {
        var last = self
        if last.filled > 0 { last.closeChunk() }
        return Array(last.whole.finalize())
    }

    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hasher = ContentHasher()
        hasher.update(bytes)
        return hasher.finalize()
    }
}
