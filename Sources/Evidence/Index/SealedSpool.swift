package import Crypto
import Base
package import Foundation

/// A list of byte strings in a file that nobody else can read: it has no name (unlinked as soon as it is open) and every chunk is
/// sealed under a key that lives in memory only. A crash leaves nothing behind, and loses the list.
package final class SealedSpool {
    private let file: FileHandle
    private let key: SymmetricKey
    /// Part of the nonce and of the associated data: spools under one key need different numbers.
    private let number: UInt32
    private var open: [UInt8] = []
    private var chunks: UInt64 = 0
    package private(set) var count = 0

    /// `folder` must exist; `name` is a name in it that nobody uses.
    package init(folder: URL, name: String, key: SymmetricKey, number: UInt32) throws {
        let path = folder.appending(path: name).path
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forUpdatingAtPath: path)
        else { throw CocoaError(.fileWriteUnknown) }
        try FileManager.default.removeItem(atPath: path)
        file = handle
        self.key = key
        self.number = number
    }

    deinit { try? file.close() }

    package func append(_ item: [UInt8]) throws {
        withUnsafeBytes(of: UInt32(item.count).bigEndian) { open.append(contentsOf: $0) }
        open += item
        count += 1
        if open.count >= Limits.indexSpoolChunkBytes { try seal() }
    }

    /// Every item in the order in which they came, one chunk in memory at a time.
    package func each(_ take: (ArraySlice<UInt8>) throws -> Void) throws {
        if !open.isEmpty { try seal() }
        try file.seek(toOffset: 0)
        for index in 0..<chunks {
            let length = try word(file.read(upToCount: 4))
            guard let sealed = try file.read(upToCount: length), sealed.count == length else { throw CocoaError(.fileReadCorruptFile) }
            let bytes = Array(try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: context(index)))
            var rest = bytes[...]
            while !rest.isEmpty {
                let size = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
                try take(rest.dropFirst(4).prefix(size))
                rest = rest.dropFirst(4 + size)
            }
        }
        try file.seekToEnd()
    }

    private func seal() throws {
        // A number that never comes again under this key: the spool's, then the chunk's.
        let nonce = try AES.GCM.Nonce(data: context(chunks))
        let box = try AES.GCM.seal(open, using: key, nonce: nonce, authenticating: context(chunks))
        guard let combined = box.combined else { throw CocoaError(.fileWriteUnknown) }
        try file.write(contentsOf: withUnsafeBytes(of: UInt32(combined.count).bigEndian) { Data($0) } + combined)
        chunks += 1
        open.removeAll(keepingCapacity: true)
    }

    private func context(_ chunk: UInt64) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian, Array.init) + withUnsafeBytes(of: chunk.bigEndian, Array.init)
    }

    private func word(_ bytes: Data?) throws -> Int {
        guard let bytes, bytes.count == 4 else { throw CocoaError(.fileReadCorruptFile) }
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }
}
