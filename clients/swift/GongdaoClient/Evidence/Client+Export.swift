internal import Base
internal import Evidence
internal import Foundation
internal import Wire

/// The export that was asked for and not fetched yet: an interrupted one goes on under its own name.
struct PendingExport: Codable, Equatable {
    static let document = "export"
    var id: String
    var request: ExportRequest
}

extension Client {
    /// Asks for a bundle. One of the same request that was asked for before and not fetched yet goes on; another takes its place.
    public func startExport(_ request: ExportRequest) async throws -> ExportState {
        let held = try cache().read { try $0.value(PendingExport.self, PendingExport.document) }
        if let held, held.request == request, let state = try await known(held.id) { return state }
        if let held, let old = try await known(held.id), old.status == "running" { _ = try await cancelExport(old.id) }
        let pending = PendingExport(id: newID(), request: request)
        // Stored first: an answer that is lost on the way is asked for again under the same name.
        try cache().write { try $0.setValue(pending, PendingExport.document) }
        return try await ask(pending)
    }

    private func ask(_ pending: PendingExport) async throws -> ExportState {
        let request = pending.request
        var params: JSONObject = ["id": .string(pending.id), "scope": request.scope, "language": .string(request.language)]
        if !request.purposes.isEmpty { params["purposes"] = .array(request.purposes.map(JSON.string)) }
        if !request.why.isEmpty { params["why"] = .string(request.why) }
        // The file shows that the log goes on from what this device keeps.
        let held = try cache().logState().watch.held.compactMap { LogWatch.checkpoint($0)?.size }
        if !held.isEmpty { params["sizes"] = .array(held.suffix(16).map(JSON.int)) }
        let body = JSON.object(params)
        return try ExportState(try await patiently { try await self.request("evidence.export", body) })
    }

    /// Still of use: being made, or whole and not expired.
    private func known(_ id: String) async throws -> ExportState? {
        do {
            let state = try await exportState(id)
            if state.status == "running" { return state }
            return state.status == "done" && state.untilMs ?? 0 > nowMs ? state : nil
        } catch ClientError.rpc(let error) where error.code == .notFound { return nil }
    }

    public func exportState(_ id: String) async throws -> ExportState {
        try ExportState(try await patiently { try await self.request("evidence.export_status", ["id": .string(id)]) })
    }

    /// Ends it, or throws the server's file away.
    public func cancelExport(_ id: String) async throws -> ExportState {
        try cache().write { transaction in
            guard try transaction.value(PendingExport.self, PendingExport.document)?.id == id else { return }
            try transaction.setDocument(PendingExport.document, nil)
        }
        return try ExportState(try await patiently { try await self.request("evidence.export_cancel", ["id": .string(id)]) })
    }

    /// Fetches a finished bundle into a file, from where an earlier try ended (`<path>.<hash>.part`); the file appears under its name
    /// when it is whole and is what its hash says. Throws `badAnswer` where it is not, and then keeps nothing.
    public func fetchExport(_ state: ExportState, to path: String, progress: (Int64, Int64) -> Void) async throws {
        guard let hash = state.hash, let size = state.size else { throw ClientError.badArgument("the export is not done") }
        let part = try PartFile(path: "\(path).\(hash.prefix(8)).part")
        while part.size < size {
            let params: JSON = ["hash": .string(hash), "off": .int(part.size)]
            let answer = try await patiently { try await self.request("blob.get", params, timeoutMs: 120_000) }
            guard let data = answer["data"]?.stringValue.flatMap({ Base64URL.decode($0) }), !data.isEmpty, answer["size"]?.intValue == size else {
                throw ClientError.badAnswer("blob.get")
            }
            try part.append(data)
            progress(part.size, size)
        }
        guard try part.hash() == hash, part.size == size else {
            try part.remove()
            throw ClientError.badAnswer("the bundle is not what its hash names")
        }
        try part.rename(to: path)
        try cache().write { transaction in
            if try transaction.value(PendingExport.self, PendingExport.document)?.id == state.id {
                try transaction.setDocument(PendingExport.document, nil)
            }
        }
    }
}

/// A file on its way, mode 0600. Whole chunks only: what a crash cut short is fetched again.
private final class PartFile {
    private let path: String
    private let file: FileHandle
    private(set) var size: Int64

    init(path: String) throws {
        self.path = path
        if !FileManager.default.fileExists(atPath: path) {
            guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
                throw ClientError.cannotStore(path)
            }
        }
        guard let handle = FileHandle(forUpdatingAtPath: path) else { throw ClientError.cannotStore(path) }
        file = handle
        let held = Int64(try file.seekToEnd())
        size = held / Int64(Limits.blobChunkBytes) * Int64(Limits.blobChunkBytes)
        try file.truncate(atOffset: UInt64(size))
    }

    deinit { try? file.close() }

    func append(_ bytes: [UInt8]) throws {
        try file.seek(toOffset: UInt64(size))
        try file.write(contentsOf: Data(bytes))
        size += Int64(bytes.count)
    }

    func hash() throws -> String {
        try file.synchronize()
        try file.seek(toOffset: 0)
        var hasher = ContentHasher()
        while let bytes = try file.read(upToCount: Limits.blobChunkBytes), !bytes.isEmpty { hasher.update([UInt8](bytes)) }
        return Base64URL.encode(hasher.finalize())
    }

    func remove() throws { try FileManager.default.removeItem(atPath: path) }

    func rename(to path: String) throws { try SecretFile.move(self.path, to: path) }
}
