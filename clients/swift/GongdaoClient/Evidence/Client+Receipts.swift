internal import Base
internal import Evidence
internal import Records
public import Wire

/// A signed receipt that this device keeps: the file as it is handed out, and what it is of.
public struct KeptReceipt: Codable, Sendable, Equatable {
    public var op: String
    /// The number of its leaf in the tenant's log.
    public var leaf: Int64
    public var queue: String
    public var n: Int64
    /// 0: accepted; else the code of the refusal.
    public var code: Int
    public var keptMs: Int64
    /// `*.receipt.json`, canonical.
    public var file: JSON

    public init(op: String, leaf: Int64, queue: String, n: Int64, code: Int, keptMs: Int64, file: JSON) {
        (self.op, self.leaf, self.queue, self.n) = (op, leaf, queue, n)
        (self.code, self.keptMs, self.file) = (code, keptMs, file)
    }

    /// The bytes of the file.
    public var bytes: [UInt8] { ((try? file.canonical()) ?? file.bytes) + [0x0A] }
    /// The short signed form, for a QR code.
    public var note: String { file["note"]?.stringValue ?? "" }
}

extension Client {
    private static let list = "receipts"
    /// So many are kept on a device; the oldest go.
    private static let most = 1_000

    /// Receipts that this device keeps, oldest first.
    public func keptReceipts() throws -> [KeptReceipt] {
        try cache().read { transaction in
            try (transaction.value([Int64].self, Client.list) ?? []).compactMap { try transaction.value(KeptReceipt.self, "receipt/\($0)") }
        }
    }

    /// The receipt of an act of the outbox, asked for where it is not kept yet. Nil where the act has no leaf: the server has not taken
    /// it, or refused it before its queue did.
    public func receipt(of local: Int64) async throws -> KeptReceipt? {
        guard let item = try outbox().item(local) else { throw ClientError.unknownItem(local) }
        guard item.isAnswered else { return nil }
        let queue = "\(try session().device).\(item.queue)"
        if let held = try keptReceipts().first(where: { $0.queue == queue && $0.n == item.n }) { return held }
        return try await keep(item, queue)
    }

    /// After a push: what appeals, claims and acknowledgements were answered with (`ReceiptPolicy`). Without a connection it is fetched
    /// by a later sync.
    func keepReceipts() async throws {
        let session = try self.session()
        let waiting = try outbox().items.filter { $0.isAnswered && $0.voided == nil && ReceiptPolicy.isAutomatic($0.op) }
        guard !waiting.isEmpty else { return }
        let held = Set(try keptReceipts().map { "\($0.queue)/\($0.n)" })
        for item in waiting {
            let queue = "\(session.device).\(item.queue)"
            guard !held.contains("\(queue)/\(item.n)") else { continue }
            do {
                _ = try await keep(item, queue)
            } catch ClientError.offline, ClientError.timeout, ClientError.rpc { return }
        }
    }

    private func keep(_ item: OutboxItem, _ queue: String) async throws -> KeptReceipt? {
        let params: JSON = ["queue": .string(queue), "n": .int(item.n)]
        let file: JSON
        do {
            file = try await patiently { try await self.request("evidence.receipt", params) }
        } catch ClientError.rpc(let error) where [.notFound, .methodNotFound].contains(error.code) { return nil }
        guard let leaf = file["leaf"]?["index"]?.intValue else { throw ClientError.badAnswer("evidence.receipt") }
        let receipt = KeptReceipt(op: item.op, leaf: leaf, queue: queue, n: item.n, code: item.code ?? 0, keptMs: nowMs, file: file)
        let run = link?.run ?? 0
        try cache().write { transaction in
            var numbers = try transaction.value([Int64].self, Client.list) ?? []
            let number = (numbers.last ?? 0) + 1
            numbers.append(number)
            while numbers.count > Client.most { try transaction.setDocument("receipt/\(numbers.removeFirst())", nil) }
            try transaction.setValue(receipt, "receipt/\(number)")
            try transaction.setValue(numbers, Client.list)
            if let note = file["checkpoint"]?.stringValue { try transaction.changeLog { $0.show(note, over: run) } }
        }
        return receipt
    }
}
