import ArgumentParser
import Base
import GongdaoClient
import Wire

/// A signed receipt of one act, as a file: by its leaf, or by its number in the outbox.
struct EvidenceReceiptCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt", abstract: say("help.evidence.receipt"), discussion: say("help.evidence.receipt.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.evidence.leaf"))) var leaf: Int64?
    @Option(help: ArgumentHelp(say("help.evidence.act"), valueName: "number")) var act: Int64?
    @Option(help: ArgumentHelp(say("help.evidence.of_record"), valueName: "collection/id")) var record: String?
    @Option(help: ArgumentHelp(say("help.purpose"))) var purpose: String?
    @Option(name: .shortAndLong, help: ArgumentHelp(say("help.output"), valueName: "file")) var output: String?
    @Flag(help: ArgumentHelp(say("help.evidence.receipts.qr"))) var qr = false

    func validate() throws {
        if [leaf != nil, act != nil, record != nil].count(where: { $0 }) != 1 { throw ValidationError(say("error.receipt_of")) }
    }

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let (receipt, number) = try await found(client)
        if qr {
            let kept = KeptReceipt(
                op: "", leaf: number, queue: "", n: 0, code: 0, keptMs: 0, file: receipt)
            return try QRCode.show([kept], workspace.output)
        }
        let path = output ?? "gongdao-\(number).receipt.json"
        try Files.write(try receipt.canonical() + [0x0A], to: path)
        let data: JSON = ["path": .string(path), "leaf": .int(number), "keys": receipt["keys"] ?? .null]
        workspace.output.emit("receipt", data) { page in
            page.line(say("evidence.receipt_saved", path))
            page.line(page.style.dim(say("evidence.receipt_key", receipt["keys"]?.arrayValue?.last?.stringValue ?? "")))
        }
    }

    private func found(_ client: Client) async throws -> (JSON, Int64) {
        if let act {
            // What never got into a queue of the server's left nothing in its log.
            guard let kept = try await client.receipt(of: act) else {
                throw CommandFailure(.refused, "no_leaf", say("error.no_leaf", "\(act)"), hint: say("hint.no_leaf"))
            }
            return (kept.file, kept.leaf)
        }
        var params: JSONObject = record.map { ["record": .string($0)] } ?? ["leaf": .int(leaf ?? 0)]
        if let purpose { params["purpose"] = .string(purpose) }
        let receipt = try await client.request("evidence.receipt", .object(params))
        return (receipt, receipt["leaf"]?["index"]?.intValue ?? leaf ?? 0)
    }
}
