import Base
import Crypto
import Foundation
import Synchronization

/// An archive on its way from the writer to the store: pieces of a blob's chunk, each sealed under a key that lives in memory only, in a
/// file that has no name. A crash leaves nothing behind; nothing of it stands in the clear on a disk.
final class ExportSpool: Sendable {
    private struct State {
        let file: FileHandle
        var open: [UInt8] = []
        var hashes: [[UInt8]] = []
        var bytes: Int64 = 0
    }

    /// Guards the file and what waits for it: filled by one thread, emptied by another, never by both at once.
    private let state: Mutex<State>
    private let key: SymmetricKey
    private static let sealedBytes = Limits.blobChunkBytes + 28

    /// `folder` must exist.
    init(folder: URL, random: some RandomSource) throws {
        key = SymmetricKey(data: random.bytes(32))
        let path = folder.appending(path: ".export-\(Hex.encode(random.bytes(8)))").path
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forUpdatingAtPath: path)
        else { throw CocoaError(.fileWriteUnknown) }
        try FileManager.default.removeItem(atPath: path)
        state = Mutex(State(file: handle))
    }

    deinit { state.withLock { try? $0.file.close() } }

    var bytes: Int64 { state.withLock { $0.bytes } }
    /// SHA-256 of each chunk.
    var hashes: [[UInt8]] { state.withLock { $0.hashes } }

    func append(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            state.bytes += Int64(bytes.count)
            state.open += bytes
            while state.open.count >= Limits.blobChunkBytes {
                try write(Array(state.open.prefix(Limits.blobChunkBytes)), &state)
                state.open.removeFirst(Limits.blobChunkBytes)
            }
        }
    }

    /// Behind the last piece.
    func finish() throws {
        try state.withLock { state in
            guard !state.open.isEmpty else { return }
            try write(state.open, &state)
            state.open = []
        }
    }

    func chunk(_ index: Int) throws -> [UInt8] {
        try state.withLock { state in
            try state.file.seek(toOffset: UInt64(index * ExportSpool.sealedBytes))
            guard let sealed = try state.file.read(upToCount: ExportSpool.sealedBytes) else { throw CocoaError(.fileReadCorruptFile) }
            return Array(try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: ExportSpool.context(index)))
        }
    }

    private func write(_ chunk: [UInt8], _ state: inout State) throws {
        let index = state.hashes.count
        // A number that never comes again under this key.
        let nonce = try AES.GCM.Nonce(data: ExportSpool.context(index))
        guard let sealed = try AES.GCM.seal(chunk, using: key, nonce: nonce, authenticating: ExportSpool.context(index)).combined else {
            throw CocoaError(.fileWriteUnknown)
        }
        try state.file.write(contentsOf: sealed)
        state.hashes.append(Array(SHA256.hash(data: chunk)))
    }

    private static func context(_ index: Int) -> [UInt8] { [0, 0, 0, 0] + withUnsafeBytes(of: UInt64(index).bigEndian, Array.init) }
}
