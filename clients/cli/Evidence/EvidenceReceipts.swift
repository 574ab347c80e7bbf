import ArgumentParser
import Base
import Foundation
import GongdaoClient
import Wire

/// Every receipt that this device keeps, as files; or their short form as codes to photograph.
struct EvidenceReceipts: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts", abstract: say("help.evidence.receipts"), discussion: say("help.evidence.receipts.discussion"))

    @OptionGroup var options: GlobalOptions
    @Option(name: .long, help: ArgumentHelp(say("help.evidence.receipts.to"), valueName: "folder")) var to: String = "."
    @Flag(help: ArgumentHelp(say("help.evidence.receipts.qr"))) var qr = false
    @Flag(help: ArgumentHelp(say("help.evidence.export.force"))) var force = false

    func perform(_ workspace: Workspace) async throws {
        let receipts = try await workspace.client().keptReceipts()
        if qr { return try QRCode.show(receipts, workspace.output) }
        try FileManager.default.createDirectory(atPath: to, withIntermediateDirectories: true)
        var saved: [(KeptReceipt, String)] = []
        var there = 0
        for receipt in receipts {
            let path = "\(to)/gongdao-\(receipt.leaf).receipt.json"
            if !force, FileManager.default.fileExists(atPath: path) {
                there += 1
                continue
            }
            try Files.write(receipt.bytes, to: path)
            saved.append((receipt, path))
        }
        let (files, held) = (saved, there)
        let data = JSON.array(files.map { ["path": .string($0.1), "leaf": .int($0.0.leaf), "op": .string($0.0.op), "code": .int(Int64($0.0.code))] })
        workspace.output.emit("receipts", data, about: ["there": .int(Int64(held))]) { page in
            guard !receipts.isEmpty else { return page.line(say("empty.kept_receipts")) }
            var table = Table([
                Table.right(say("field.leaf")), Table.left(say("field.act")), Table.left(say("field.status")),
                Table.flexible(say("field.file")),
            ])
            for (receipt, path) in files {
                table.add("\(receipt.leaf)", receipt.op, receipt.code == 0 ? word("outbox", "accepted") : "\(receipt.code)", path)
            }
            if !files.isEmpty { page.table(table) }
            if held > 0 { page.line(page.style.dim(say("evidence.receipts.there", "\(held)"))) }
        }
    }
}

/// Codes are drawn by `qrencode`, where it is installed.
enum QRCode {
    static func show(_ receipts: [KeptReceipt], _ output: Output) throws {
        guard let program = program() else { throw CommandFailure(.usage, "no_qrencode", say("error.no_qrencode")) }
        for receipt in receipts {
            Terminal.write("\(say("field.leaf")) \(receipt.leaf)  \(receipt.op)\n\(try draw(receipt.note, program))\n")
        }
    }

    private static func program() -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        return folders.map { "\($0)/qrencode" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static func draw(_ text: String, _ program: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-t", "UTF8", "-l", "L", "-r", "/dev/stdin"]
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        let drawn = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CommandFailure(.fault, "qrencode", say("error.qrencode")) }
        return String(decoding: drawn, as: UTF8.self)
    }
}
